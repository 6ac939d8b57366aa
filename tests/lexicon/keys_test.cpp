// SPDX-License-Identifier: Apache-2.0
#include "lexicon/keys.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace propos::lexicon {
namespace {

using Numbers = std::map<std::string, std::uint32_t, std::less<>>;

std::string block_of(const Numbers& numbers) { return write_keys({numbers.begin(), numbers.end()}); }

std::uint32_t find(const std::string& block, std::string_view key) {
  return find_key(reinterpret_cast<const unsigned char*>(block.data()), key);
}

TEST(Keys, GiveTheirNumbers) {
  const Numbers numbers = {{"aller", 1},   {"allera", 2}, {"alleras", 3},  {"d' ores et déjà", 16777214},
                           {"parlera", 2}, {"parler", 1}, {"parleras", 3}, {"é", 0},
                           {"x", 7}};
  const std::string block = block_of(numbers);
  for (const auto& [key, number] : numbers) EXPECT_EQ(find(block, key), number) << key;
  for (const char* other : {"", "a", "alle", "alleraz", "allerai", "d'", "d' ores et déjà-", "\xC3", "y", "parlerasa"})
    EXPECT_EQ(find(block, other), no_key) << other;
}

TEST(Keys, MayBeNoneOrTheEmptyOne) {
  EXPECT_EQ(find(block_of({}), ""), no_key);
  EXPECT_EQ(find(block_of({}), "a"), no_key);
  EXPECT_EQ(find(block_of({{"", 5}}), ""), 5u);
}

TEST(Keys, OfGreatLengthAndOfEveryByteAreFound) {
  Numbers numbers;
  for (int byte = 0; byte < 256; ++byte) numbers.emplace(std::string(1, static_cast<char>(byte)) + "r", byte);
  numbers.emplace(std::string(1000, 'a'), 1000);
  numbers.emplace(std::string(999, 'a') + "b", 999);
  const std::string block = block_of(numbers);
  for (const auto& [key, number] : numbers) EXPECT_EQ(find(block, key), number) << key;
  EXPECT_EQ(find(block, std::string(500, 'a')), no_key);
}

TEST(Keys, AreThoseThatWereGivenAndNoOthers) {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    const std::size_t letters = 1 + random() % 6, longest = 1 + random() % 40;
    const auto word = [&] {
      std::string out;
      for (std::size_t n = random() % (longest + 1); n > 0; --n) out += static_cast<char>('a' + random() % letters);
      return out;
    };
    Numbers numbers;
    for (int k = 0; k < 400; ++k) numbers.emplace(word(), static_cast<std::uint32_t>(random() % 5));
    const std::string block = block_of(numbers);
    for (const auto& [key, number] : numbers) ASSERT_EQ(find(block, key), number) << key;
    for (int k = 0; k < 400; ++k) {
      const std::string other = word();
      const auto known = numbers.find(other);
      ASSERT_EQ(find(block, other), known == numbers.end() ? no_key : known->second) << other;
    }
  }
}

}   // namespace
}   // namespace propos::lexicon
