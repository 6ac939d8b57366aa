// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "rules/automaton.h"
#include "rules/engine.h"
#include "rules/grammar.h"

/// Tests of rules as they are evaluated.
namespace propos::rules {

/// A test with its names looked up.
struct Formula {
  Test::Op op = Test::Op::any;
  std::uint32_t number = 0;
  std::vector<Formula> parts;
};

/// May it hold of a unit that has no features but some of `made`, of a name?
bool asks_nothing(const Formula& formula, const FeatureSet& made);

/// Formulas as jump code: features and words, each with where to go on if it holds and if not.
class Tests {
 public:
  /// Where `made` is given, the formula tells whether it can hold of a unit made of this token and others: the unit has the
  /// features of one of its tokens and some that were made, or these alone; it is no word.
  void add(const Formula& formula, const FeatureSet* made) {
    begins_.push_back(made != nullptr && asks_nothing(formula, *made) ? yes : compile(formula, made, false, yes, no));
  }
  std::size_t size() const { return begins_.size(); }

  bool holds(std::size_t test, const FeatureSet& features, std::uint32_t word) const {
    std::uint32_t at = begins_[test];
    while (at < no) {
      const Leaf& leaf = leaves_[at];
      at = (leaf.is_word ? word == leaf.number : features[leaf.number]) ? leaf.yes : leaf.no;
    }
    return at == yes;
  }

 private:
  static constexpr std::uint32_t yes = static_cast<std::uint32_t>(-1), no = yes - 1;
  struct Leaf {
    bool is_word;
    std::uint32_t number, yes, no;
  };
  std::uint32_t compile(const Formula& formula, const FeatureSet* made, bool negated, std::uint32_t if_so, std::uint32_t if_not);

  std::vector<Leaf> leaves_;
  std::vector<std::uint32_t> begins_;
};

/// Which of the tests that some rule needs hold: rows of few words.
class Needs {
 public:
  static constexpr std::size_t most_words = TestVector().size() / 64;
  using Row = std::array<std::uint64_t, most_words>;

  Needs() = default;
  /// `rules`: what each cannot do without; `also`: other tests that have a bit.
  explicit Needs(const std::vector<TestVector>& rules, const TestVector& also = {});

  std::size_t words() const { return words_; }
  /// The bit of a test that has one.
  std::uint32_t bit(std::uint32_t test) const { return place_[test] - 1u; }
  /// Sets the bits of what holds; adds to the row.
  void write(const TestVector& holds, std::uint64_t* row) const;
  /// Appends the row of what holds.
  void append(const TestVector& holds, std::vector<std::uint64_t>& rows) const {
    rows.resize(rows.size() + words_, 0);
    write(holds, rows.data() + rows.size() - words_);
  }
  /// What holds somewhere among `count` things: adds their rows, `rows` by `number(thing)`. Of the words that rules need.
  template <class Thing, class Number>
  void gather(const Thing* things, std::size_t count, const Number& number, const std::uint64_t* rows, Row& present) const {
    const auto add = [&]<std::size_t Words>(std::integral_constant<std::size_t, Words>) {
      std::array<std::uint64_t, Words> sum{};
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t w = 0; w < Words; ++w) sum[w] |= rows[number(things[i]) * words_ + w];
      std::copy(sum.begin(), sum.end(), present.begin());
    };
    switch (words_of_rules_) {
      case 0: return;
      case 1: return add(std::integral_constant<std::size_t, 1>());
      case 2: return add(std::integral_constant<std::size_t, 2>());
      case 3: return add(std::integral_constant<std::size_t, 3>());
      case 4: return add(std::integral_constant<std::size_t, 4>());
    }
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t w = 0; w < words_of_rules_; ++w) present[w] |= rows[number(things[i]) * words_ + w];
  }
  bool lacks(std::size_t rule, const Row& present) const {
    for (std::size_t w = 0; w < words_of_rules_; ++w)
      if (rows_[rule * words_ + w] & ~present[w]) return true;
    return false;
  }

 private:
  std::array<std::uint16_t, TestVector().size()> place_{};   // by test, from 1 on; 0: it has none
  std::size_t count_ = 0, words_ = 0, words_of_rules_ = 0;
  std::vector<std::uint64_t> rows_;
};

}  // namespace propos::rules
