// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "check.h"

namespace propos::fuzz {
namespace {

TEST(Fuzz, CorpusStaysGood) {
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator(PROPOS_SOURCE_DIR "/tests/fuzz/corpus")) {
    std::ifstream in(file.path(), std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    EXPECT_EQ(check(content.str()), "") << file.path();
    ++files;
  }
  EXPECT_GT(files, 5);
}

/// Real texts, whole and cut in the middle of anything.
TEST(Fuzz, TextsAndPartsOfTextsStayGood) {
  int files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    std::ifstream in(file.path(), std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    const std::string text = content.str();
    EXPECT_EQ(check(text), "") << file.path();
    for (std::size_t cut = 61; cut < text.size(); cut += 997) {
      EXPECT_EQ(check(text.substr(0, cut)), "") << file.path() << " up to " << cut;
      EXPECT_EQ(check(text.substr(cut)), "") << file.path() << " from " << cut;
    }
    ++files;
  }
  EXPECT_GE(files, 40);
}

std::string times(const std::string& part, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += part;
  return out;
}

TEST(Fuzz, HostileTexts) {
  EXPECT_EQ(check(""), "");
  EXPECT_EQ(check(std::string(5000, '\0')), "");
  EXPECT_EQ(check("\xEF\xBB\xBF"), "");
  EXPECT_EQ(check("que estIme a DéCLaré«l"), "");   // verbs that are also names are each other's subjects
  EXPECT_EQ(check("\xED\xA0\x80 \xFF\xC3 « \xC3 » dit \xE2\x80"), "");
  for (const char* part : {"« ", "« mot ", "\" ", "\"a b ", "l'", "l’", "a", "Varen ", "il dit que je vois ", "Oui.\n\n",
                           "— Oui, dit-il.\n", "« Oui », a dit Jean Roux. ", "(", "A.", "1 ", "- ", "«\n", "a-t-il ", "Jean-"})
    EXPECT_EQ(check(times(part, 10000)), "") << part;
  EXPECT_EQ(check("« " + times("“ mot part ” ", 20000) + "»"), "");
  // People without number, all of one surname.
  std::string people;
  for (int i = 0; i < 5000; ++i) {
    std::string name;
    for (int rest = i; name.size() < 8; rest /= 60) name.append({"bcdfglmnprst"[rest % 12], "aeiou"[rest / 12 % 5]});
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    people += name + " Roux a dit non. ";
  }
  EXPECT_EQ(check(people), "");
}

}   // namespace
}   // namespace propos::fuzz
