// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rules/automaton.h"
#include "rules/grammar.h"

/// Which rules of a phase can match in a sentence at all: each test that a rule cannot do without, in one of its ways to match,
/// holds of some unit, behind a unit that the rule may have before it. One look at each unit tells, for all rules; automata
/// read for those that are left.
namespace propos::rules {

class Gate {
 public:
  static constexpr std::size_t most_words = 8;   // 512 pairs of a test and what stands before it; more are left out of account
  using Row = std::array<std::uint64_t, most_words>;

  /// By which of its pairs each way is looked up: the one that sentences had least often so far. Of one thread; what is found
  /// does not depend on it.
  struct Keys {
    std::vector<std::uint32_t> first, ways;   // by pair: the places of its ways, and the end
    Row pairs{};                              // that are keys
    std::vector<std::uint32_t> times;         // that a pair was seen
    std::uint32_t sentences = 0;
  };

  Gate() = default;
  Gate(const std::vector<Rule>& rules, const Automaton::Numbers& numbers);

  /// Appends what is asked of the next symbol, of which these tests hold.
  void append(const TestVector& holds, std::vector<std::uint64_t>& rows) const;
  /// The pairs that stand in a sentence; `rows` by symbol, as appended. O(symbols).
  Row look(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows) const;
  /// The rules that may match where these pairs stand; one may come more than once. O(pairs seen that are keys).
  void open(const Row& seen, Keys& keys, std::vector<std::uint32_t>& rules) const;

 private:
  struct Pair {
    std::uint32_t test = 0;
    std::vector<std::uint32_t> before;   // tests, one of which holds of the unit before
    bool begin = false, open = false;    // or it is the first unit; anything may stand before it
    auto operator<=>(const Pair&) const = default;
  };
  bool lacks(std::uint32_t way, const Row& seen) const {
    for (std::size_t w = 0; w < words_; ++w)
      if (needed_[way * words_ + w] & ~seen[w]) return true;
    return false;
  }
  void choose(Keys& keys) const;
  template <std::size_t Words>
  void look(const std::vector<std::uint32_t>& sentence, const std::uint64_t* rows, Row& seen) const;

  std::size_t words_ = 0;
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> rule_;      // by way
  std::vector<std::uint64_t> needed_;    // by way: a bit for each pair
  std::vector<std::uint32_t> always_;    // rules that need nothing
  Row begin_{};                          // pairs that may stand at the begin
};

}  // namespace propos::rules
