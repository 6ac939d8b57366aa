// SPDX-License-Identifier: Apache-2.0
#include "propos/encoding.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "propos/error.h"
#include "text/language.h"

namespace fs = std::filesystem;

namespace propos {
namespace {

/// Without a value where a character is not in the encoding.
std::optional<std::string> encoded(const std::string& text, const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open("UTF-8", &status), &ucnv_close),
      to(ucnv_open(encoding.c_str(), &status), &ucnv_close);
  ucnv_setFromUCallBack(to.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string out(4 * text.size() + 16, '\0');
  char* target = out.data();
  const char* source = text.data();
  ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, text.data() + text.size(), nullptr, nullptr,
                 nullptr, nullptr, true, true, &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<std::size_t>(target - out.data()));
  return out;
}

/// The texts of corpora/, whole and their first lines; apostrophes and dashes as ISO-8859 has them.
std::vector<std::string> texts() {
  std::vector<std::string> out;
  for (const auto& file : fs::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    std::ifstream in(file.path(), std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    std::string text = content.str();
    for (const auto& [wide, narrow] : {std::pair{"’", "'"},
                                       {"–", "-"},
                                       {"—", "-"},
                                       {"…", "..."},
                                       {"“", "\""},
                                       {"”", "\""},
                                       {"\u202F", "\u00A0"},
                                       {"\u2009", " "}})
      for (std::size_t at = text.find(wide); at != text.npos; at = text.find(wide, at))
        text.replace(at, std::string(wide).size(), narrow);
    out.push_back(text);
    out.push_back(text.substr(0, text.find('\n', 200)));
  }
  return out;
}

TEST(Encodings, AreFoundInAllTexts) {
  int count = 0;
  for (const std::string& text : texts()) {
    EXPECT_EQ(find_encoding(text).by, EncodingBy::utf8) << text.substr(0, 80);
    for (const std::string encoding : {"windows-1252", "iso-8859-15", "macintosh", "utf-16le", "utf-16be"}) {
      const std::optional<std::string> bytes = encoded(text, encoding);
      if (!bytes || find_encoding(*bytes).by == EncodingBy::utf8) continue;   // it is ASCII
      const EncodingFound found = find_encoding(*bytes);
      EXPECT_EQ(found.by, EncodingBy::guess);
      EXPECT_EQ(to_utf8(*bytes, found.name), text) << encoding << " taken for " << found.name;
      ++count;
    }
  }
  EXPECT_GT(count, 400);
}

TEST(Encodings, OneCharacterIsEnough) {
  for (const std::string text :
       {"Il a été élu.", "à Lyon", "« Oui », dit-il", "le cœur", "un œuf à 3 €", "ça va", "1° et 2°", "L’arbre"}) {
    for (const std::string encoding : {"windows-1252", "iso-8859-15", "macintosh"}) {
      const std::optional<std::string> bytes = encoded(text, encoding);
      if (!bytes) continue;
      EXPECT_EQ(to_utf8(*bytes, find_encoding(*bytes).name), text) << encoding << " taken for " << find_encoding(*bytes).name;
    }
  }
}

TEST(Encodings, OfOtherLanguagesAreFoundByTheDetector) {
  const std::string russian =
      "Министр заявил в понедельник, что не уйдёт в отставку, и что правительство не намерено менять курс.";
  const std::optional<std::string> bytes = encoded(russian, "windows-1251");
  EXPECT_EQ(to_utf8(*bytes, find_encoding(*bytes).name), russian);
}

TEST(Encodings, BytesThatAreNoText) {
  std::string noise;
  for (unsigned i = 0, state = 1; i < 5000; ++i) noise += static_cast<char>((state = state * 1664525u + 1013904223u) >> 24 | 1u);
  for (const std::string& bytes : {noise, std::string("a\0b", 3), std::string(100, '\0')})
    EXPECT_EQ(find_encoding(bytes).by, EncodingBy::nothing);
  EXPECT_EQ(find_encoding("").by, EncodingBy::utf8);
  EXPECT_TRUE(find_encoding("été \xFF été").damaged);
  EXPECT_FALSE(is_encoding("klingon"));
  EXPECT_FALSE(is_encoding(""));
  EXPECT_TRUE(is_encoding("latin1"));
}

TEST(Language, OfTheCorporaIsFrench) {
  for (const std::string& text : texts()) {
    const std::string language = text::language_of(text);
    EXPECT_TRUE(language == "fr" || language.empty()) << language << ": " << text.substr(0, 200);
  }
}

TEST(Language, OfOthersIsNot) {
  const std::pair<const char*, const char*> cases[] = {
      {"en",
       "The minister said on Monday that he would not resign and that the government had no plan to change course, despite the anger of many."},
      {"de",
       "Der Minister sagte am Montag, er werde nicht zurücktreten, und die Regierung habe nicht vor, ihren Kurs zu ändern, trotz der Wut der "
       "Opposition und vieler ihrer eigenen Anhänger im Norden des Landes."},
      {"es",
       "El ministro dijo el lunes que no dimitirá y que el gobierno no tiene la intención de cambiar de rumbo, a pesar de la ira de la oposición "
       "y de muchos de sus propios partidarios en el norte del país."},
      {"it",
       "Il ministro ha detto lunedì che non si dimetterà e che il governo non ha intenzione di cambiare rotta, nonostante la rabbia "
       "dell'opposizione e di molti dei suoi sostenitori nel nord del paese."},
      {"und", "Ο υπουργός δήλωσε τη Δευτέρα ότι δεν θα παραιτηθεί και ότι η κυβέρνηση δεν σκοπεύει να αλλάξει πορεία."},
      {"", "Anne Roux, Jean Petit"},
      {"", ""}};
  for (const auto& [language, text] : cases) EXPECT_EQ(text::language_of(text), language) << text;
}

}   // namespace
}   // namespace propos
