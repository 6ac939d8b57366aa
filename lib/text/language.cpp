// SPDX-License-Identifier: Apache-2.0
#include "text/language.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>

#include "data.h"
#include "hash.h"
#include "text/characters.h"

namespace propos::text {
namespace {

constexpr std::size_t most_words = 400, fewest_words = 25;
constexpr std::size_t enough_words = 64;        // of which a fifth are French: nothing else is looked at
constexpr std::size_t longest_head = 1 << 14;   // bytes

struct Words {
  std::size_t all = 0, french = 0;
  std::size_t letters = 0, latin = 0;   // characters
};

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019; }
bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

// Words of the head of a text; an elision is one of them.
Words count_words(std::string_view bytes) {
  static const ViewSet known = [] {
    ViewSet out;
    for (const auto& [word, kind] : data_table("language.tsv")) out.insert(word);
    return out;
  }();
  Words out;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++out.all;
    out.french += known.contains(word);
    word.clear();
  };
  for (std::size_t i = 0; i < bytes.size() && out.all < (out.french * 5 >= out.all ? enough_words : most_words);) {
    const std::size_t begin = i;
    while (i < bytes.size() && is_ascii_letter(bytes[i])) ++i;
    if (i > begin) {
      out.letters += i - begin;
      out.latin += i - begin;
      const std::size_t before = word.size();
      word.append(bytes, begin, i - begin);
      for (std::size_t w = before; w < word.size(); ++w) word[w] = static_cast<char>(word[w] | 0x20);
      continue;
    }
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const Character c = byte < 0x80 ? Character{byte, 1} : at(bytes, i);
    i += c.size;
    if (c.c >= 0x80 && u_isalpha(c.c)) {
      ++out.letters;
      out.latin += c.c < 0x250;
      char utf8[U8_MAX_LENGTH];
      std::size_t size = 0;
      U8_APPEND_UNSAFE(utf8, size, u_tolower(c.c));
      word.append(utf8, size);
    } else {
      if (is_apostrophe(c.c) && !word.empty()) word += '\'';
      end_word();
    }
  }
  end_word();
  return out;
}

// What ICU says of it, as ISO-8859-1, the only encoding of which it tells many languages.
std::string detected(std::string_view bytes) {
  std::string latin;
  for (std::size_t i = 0; i < bytes.size();) {
    const Character c = at(bytes, i);
    i += c.size;
    latin += c.c == 0x2019 ? '\'' : c.c >= 0 && c.c < 0x100 ? static_cast<char>(c.c) : ' ';
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) return "";
  ucsdet_setText(detector.get(), latin.data(), static_cast<std::int32_t>(latin.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {   // best first
    const std::string_view name = ucsdet_getName(matches[i], &status);
    const char* const language = ucsdet_getLanguage(matches[i], &status);
    if (U_SUCCESS(status) && language != nullptr && *language != '\0' && (name == "ISO-8859-1" || name == "windows-1252"))
      return language;
  }
  return "";
}

}   // namespace

std::string language_of(std::string_view bytes) {
  bytes = bytes.substr(0, longest_head);
  const Words words = count_words(bytes);
  if (words.letters >= 40 && words.latin * 2 < words.letters) return "und";
  if (words.all < fewest_words) return "";
  if (words.french * 10 >= words.all) return "fr";
  const std::string language = detected(bytes);
  if (words.french * 20 >= words.all) return language == "fr" ? "fr" : "";   // names, numbers: who knows
  return language.empty() ? "und" : language;
}

}   // namespace propos::text
