// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "hash.h"
#include "rules/units.h"

namespace propos::rules {
namespace {

/// Keys lie in memory that goes on, as those of tokens do.
std::string padded(const std::string& word) { return word + std::string(TextHead::size, '\0'); }

void add(TokenMemory& memory, const std::string& word, std::uint32_t sort) {
  TokenMemory::Known known;
  known.sort = sort;
  memory.add(word, hash(word), 0, known);
}

const TokenMemory::Known* find(TokenMemory& memory, const std::string& word) {
  const std::string bytes = padded(word);
  return memory.find(std::string_view(bytes).substr(0, word.size()), hash(word), 0);
}

TEST(TokenMemory, WordsInUseStayWhileOthersCome) {
  TokenMemory memory;
  add(memory, "maire", 7);
  add(memory, "rare", 8);
  std::uint32_t n = 0;
  for (int text = 0; text < 8; ++text) {
    for (std::size_t i = 0; i <= TokenMemory::most_young / 2; ++i, ++n) add(memory, "nom" + std::to_string(n), n);
    memory.age();
    const TokenMemory::Known* const known = find(memory, "maire");
    ASSERT_NE(known, nullptr) << text;
    EXPECT_EQ(known->sort, 7u);
  }
  EXPECT_EQ(find(memory, "rare"), nullptr) << "not asked for, while four times as many words came as are kept";
  const TokenMemory::Known* const last = find(memory, "nom" + std::to_string(n - 1));
  ASSERT_NE(last, nullptr);
  EXPECT_EQ(last->sort, n - 1);
}

}   // namespace
}   // namespace propos::rules
