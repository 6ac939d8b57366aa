// SPDX-License-Identifier: Apache-2.0
#include "rules/gate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "bits.h"

namespace propos::rules {
namespace {

constexpr std::size_t most_ways = 8;   // of a rule

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> tests) {
  std::sort(tests.begin(), tests.end());
  tests.erase(std::unique(tests.begin(), tests.end()), tests.end());
  return tests;
}

}   // namespace

Gate::Gate(const std::vector<Rule>& rules, const Automaton::Numbers& numbers) {
  std::vector<Pair> pairs;
  std::map<Pair, std::uint32_t> places;
  std::vector<std::vector<std::uint32_t>> of_ways;
  for (std::uint32_t r = 0; r < rules.size(); ++r) {
    for (const Way& way : ways_of(rules[r].pattern, numbers, most_ways)) {
      of_ways.emplace_back();
      rule_.own().push_back(r);
      for (const Need& need : way) {
        Pair pair{sorted(need.tests), {}, false, need.left.open};
        if (!need.left.open) {
          pair.before = sorted(need.left.tests);
          pair.begin = need.left.begin;
        }
        const auto [place, fresh] = places.try_emplace(pair, static_cast<std::uint32_t>(pairs.size()));
        if (fresh && pairs.size() < most_pairs) pairs.push_back(pair);
        if (place->second < pairs.size()) of_ways.back().push_back(place->second);
      }
    }
  }
  pairs_ = places.size();
  words_ = (pairs.size() + 63) / 64;
  std::vector<std::vector<std::uint32_t>> of_test;
  const auto note = [&](std::uint32_t test, std::size_t bit) {
    if (of_test.size() <= test) of_test.resize(test + 1);
    of_test[test].push_back(static_cast<std::uint32_t>(bit));
  };
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const Pair& pair = pairs[p];
    if (pair.open) set_bit(open_.data(), p);
    if (pair.open || pair.begin) set_bit(begin_.data(), p);
    for (const std::uint32_t test : pair.tests) note(test, p);
    for (const std::uint32_t test : pair.before) note(test, 64 * words_ + p);
  }
  of_test_ = NumberLists(of_test);
  ways_ = WayIndex(of_ways, open_);
}

void Gate::append(const TestVector& holds, std::vector<std::uint64_t>& rows) const {
  rows.resize(rows.size() + 2 * words_, 0);
  std::uint64_t* const row = rows.data() + rows.size() - 2 * words_;
  std::copy(open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(words_), row + words_);
  const auto tests = std::bit_cast<std::array<std::uint64_t, TestVector().size() / 64>>(holds);
  each_bit(tests.data(), tests.size(), [&](std::size_t test) {
    if (test < of_test_.size())
      for (const std::uint32_t bit : of_test_[test]) set_bit(row, bit);
  });
}

template <std::size_t Words>
void Gate::look(const std::vector<std::uint32_t>& sentence, const std::uint64_t* rows, Row& seen) const {
  std::array<std::uint64_t, Words> found{};
  const std::uint64_t* before = begin_.data();
  for (const std::uint32_t symbol : sentence) {
    const std::uint64_t* const own = rows + 2 * Words * symbol;
    for (std::size_t w = 0; w < Words; ++w) found[w] |= own[w] & before[w];
    before = own + Words;
  }
  std::copy(found.begin(), found.end(), seen.begin());
}

Gate::Row Gate::look(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows) const {
  Row seen{};
  look(std::make_index_sequence<WayIndex::most_words>(), sentence, rows.data(),
       seen);   // of fixed length it is one register or two
  return seen;
}

}   // namespace propos::rules
