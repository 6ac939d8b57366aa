// SPDX-License-Identifier: Apache-2.0
#include "quotes/repeats.h"

#include <gtest/gtest.h>

#include "text/text.h"

namespace propos::quotes {
namespace {

// Passages stand between bars.
std::vector<Id> repeats(const std::string& wanted, const std::string& said) {
  const std::string bytes = wanted + " § " + said;
  const text::Text text = text::read(bytes);
  const token::Tokens tokens = token::tokenize(text);
  Passages first, second;
  Passages* to = &first;
  to->begin();
  for (std::uint32_t t = 0; t < tokens.tokens.size(); ++t) {
    const std::string_view key = tokens.key(tokens.tokens[t]);
    if (key == "§") to = &second;
    if (key == "§" || key == "|") to->begin();
    else to->add(t);
  }
  return find_repeats(tokens, first, second);
}

TEST(Repeats, FirstPassageWithTheWordsInARow) {
  using Ids = std::vector<Id>;
  EXPECT_EQ(repeats("nous irons loin", "Hier | Demain, nous irons loin d'ici | Nous irons loin"), Ids{1});
  EXPECT_EQ(repeats("nous irons loin", "Nous irons plus loin"), Ids{none});
  EXPECT_EQ(repeats("nous irons loin", "irons loin | nous"), Ids{none});
  EXPECT_EQ(repeats("loin | nous irons aussi loin que la route le permet à tous | oui",
                    "Non | Nous irons aussi loin que la route le permet à tous"),
            (Ids{1, 1, none}));
  // Alike in their first eight words.
  EXPECT_EQ(repeats("a b c d e f g h i j | a b c d e f g h i k", "a b c d e f g h i k | z a b c d e f g h i j"), (Ids{1, 0}));
}

}   // namespace
}   // namespace propos::quotes
