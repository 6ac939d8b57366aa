// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
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
  void add(const Formula& formula, const FeatureSet* made);
  std::size_t size() const { return begins_.size(); }

  /// Calls `use` with each test that holds, in no order. Looks only at tests that need a feature or the word that the unit
  /// has: of hundreds, some dozens.
  template <class Use>
  void each(const FeatureSet& features, std::uint32_t word, const Use& use) const {
    const auto look = [&](const std::vector<std::uint32_t>& tests) {
      for (const std::uint32_t test : tests)
        if (holds(test, features, word)) use(test);
    };
    look(always_);
    if (word < of_word_.size()) look(of_word_[word]);
    for (std::size_t f = features._Find_first(); f < features.size(); f = features._Find_next(f))
      if (f < of_feature_.size()) look(of_feature_[f]);
  }

  bool holds(std::size_t test, const FeatureSet& features, std::uint32_t word) const {
    std::uint32_t at = begins_[test];
    while (at < no) {
      const Leaf& leaf = leaves_[at];
      at = (leaf.is_word ? word == leaf.number : features[leaf.number]) ? leaf.yes : leaf.no;
    }
    return at == yes;
  }

  template <class Image>
  void image(Image& io) {
    io(leaves_, begins_, of_feature_, of_word_, always_);
  }

 private:
  static constexpr std::uint32_t yes = static_cast<std::uint32_t>(-1), no = yes - 1;
  struct Leaf {
    bool is_word;
    std::uint32_t number, yes, no;

    template <class Image>
    void image(Image& io) {
      io(is_word, number, yes, no);
    }
  };
  std::uint32_t compile(const Formula& formula, const FeatureSet* made, bool negated, std::uint32_t if_so, std::uint32_t if_not);

  std::vector<Leaf> leaves_;
  std::vector<std::uint32_t> begins_;
  // Tests by what they need: one of some features or words. Those that need none can hold of any unit.
  std::vector<std::vector<std::uint32_t>> of_feature_, of_word_;
  std::vector<std::uint32_t> always_;
};

/// Which of some tests hold, as rows of few words.
class TestBits {
 public:
  static constexpr std::size_t most_words = TestVector().size() / 64;
  using Row = std::array<std::uint64_t, most_words>;

  TestBits() = default;
  /// `first`: those in the first words, all that is gathered; `others`: those that have a bit behind them.
  TestBits(const TestVector& first, const TestVector& others);

  std::size_t words() const { return words_; }
  bool has(std::size_t test) const { return place_[test] != 0; }
  /// The bit of a test that has one.
  std::uint32_t bit(std::uint32_t test) const { return place_[test] - 1u; }
  /// Sets the bits of what holds; adds to the row.
  void write(const TestVector& holds, std::uint64_t* row) const;
  /// What of the first words holds somewhere in a sentence of these numbers of rows.
  Row gather(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows) const;

  template <class Image>
  void image(Image& io) {
    io(place_, count_, words_, first_words_);
  }

 private:
  std::array<std::uint16_t, TestVector().size()> place_{};   // by test, from 1 on; 0: it has none
  std::size_t count_ = 0, words_ = 0, first_words_ = 0;
};

}   // namespace propos::rules
