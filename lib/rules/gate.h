// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "rules/automaton.h"
#include "rules/grammar.h"
#include "rules/ways.h"

/// Which rules of a phase can match in a sentence at all: each test that a rule cannot do without, or one of several, in one of its ways
/// to match, holds of some unit, behind a unit that the rule may have before it. One look at each unit tells, for all rules; automata
/// read for those that are left.
namespace propos::rules {

class Gate {
 public:
  using Row = WayIndex::Row;                                             // pairs of a test and what stands before it
  static constexpr std::size_t most_pairs = 64 * WayIndex::most_words;   // more are left out of account

  Gate() = default;
  Gate(const std::vector<Rule>& rules, const Automaton::Numbers& numbers);

  /// How many its rules ask for. Not of an image.
  std::size_t pairs() const { return pairs_; }
  /// Appends what is asked of the next symbol, of which these tests hold.
  void append(const TestVector& holds, std::vector<std::uint64_t>& rows) const;
  /// The pairs that stand in a sentence; `rows` by symbol, as appended. O(symbols).
  Row look(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows) const;
  /// The rules that may match where these pairs stand; one may come more than once.
  void open(const Row& seen, WayIndex::Keys& keys, std::vector<std::uint32_t>& rules) const {
    rules.clear();
    ways_.any(seen, keys, [&](std::uint32_t way) {
      rules.push_back(rule_[way]);
      return false;
    });
  }

  template <class Image>
  void image(Image& io) {
    io(words_, of_test_, ways_, rule_, open_, begin_);
  }

 private:
  struct Pair {
    std::vector<std::uint32_t> tests;    // one of which holds
    std::vector<std::uint32_t> before;   // tests, one of which holds of the unit before
    bool begin = false, open = false;    // or it is the first unit; anything may stand before it
    auto operator<=>(const Pair&) const = default;
  };
  template <std::size_t Words>
  void look(const std::vector<std::uint32_t>& sentence, const std::uint64_t* rows, Row& seen) const;
  template <std::size_t... Words>
  void look(std::index_sequence<Words...>, const std::vector<std::uint32_t>& sentence, const std::uint64_t* rows,
            Row& seen) const {
    ((words_ == Words + 1 ? look<Words + 1>(sentence, rows, seen) : void()), ...);
  }

  std::size_t pairs_ = 0, words_ = 0;
  NumberLists of_test_;   // bits that it sets in the two halves of a row: pairs of it, pairs that it may stand before
  WayIndex ways_;
  Array<std::uint32_t> rule_;   // by way
  Row open_{};                  // pairs before which anything may stand
  Row begin_{};                 // … or that may stand at the begin
};

}   // namespace propos::rules
