// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "rules/array.h"
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

/// Formulas, all of which are asked at once: each as clauses that must hold together, and these as rows of bits, the first clause of
/// every formula in the first row and so on. A feature sets the bits of the clauses that it makes true. One more row has the formulas
/// that it forbids, and three those that it forbids with another one, or unless there is a third. What is no such formula, one in
/// twenty, is then asked by jump code.
///
///   cue & (singular | plural) & !name & !(past & !finite)
///         cue -> row 0      singular, plural -> row 1      name -> forbidden      past -> forbids_with, finite -> unless
class Tests {
 public:
  /// Where `made` is given, the formula tells whether it can hold of a unit made of this token and others: the unit has the
  /// features of one of its tokens and some that were made, or these alone; it is no word. At most as many as a TestVector has.
  void add(const Formula& formula, const FeatureSet* made);
  /// To be called once all are there.
  void finish();
  std::size_t size() const { return count_; }

  /// Those that hold of a unit with these features and this word. O(clauses that one of them has a part in).
  TestVector holding(const FeatureSet& features, std::uint32_t word) const;

  /// Without other features and words the same hold.
  const FeatureSet& asked() const { return asked_; }
  bool asks_word(std::uint32_t word) const { return word < asked_words_.size() && asked_words_[word] != 0; }

  template <class Image>
  void image(Image& io) {
    io(count_, given_, asked_apart_, of_feature_, of_word_, whole_of_, whole_, leaves_, begins_, asked_, asked_words_);
  }

 private:
  static constexpr std::size_t most_clauses = 4;
  static constexpr std::size_t width = TestVector().size();
  enum Row : std::size_t { forbidden = most_clauses, forbids_with, with, unless, rows };
  static constexpr std::size_t most_words = rows * width / 64;
  // Words of the rows of the first 64 formulas, then of the next ones: few formulas, few words.
  static constexpr std::size_t place(std::size_t row, std::size_t test) { return (test / 64 * rows + row) * 64 + test % 64; }
  std::size_t words() const { return (count_ + 63) / 64 * rows; }
  static constexpr std::uint32_t yes = static_cast<std::uint32_t>(-1), no = yes - 1;
  struct Leaf {   // of jump code: where to go on if it holds and if not
    std::uint32_t is_word, number, yes, no;
  };
  struct Literal;
  struct Clauses;
  static Clauses clauses_of(const Formula& formula, const FeatureSet* made, bool negated);
  static Clauses one_clause(const Formula& formula, const FeatureSet* made, bool negated);
  static bool has_negated(const std::vector<Literal>& clause);
  bool forbid(std::vector<Literal> clause, std::size_t test);
  std::uint32_t compile(const Formula& formula, const FeatureSet* made, bool negated, std::uint32_t if_so, std::uint32_t if_not);
  void note_asked();
  void set_on(const Literal& literal, std::size_t bit);
  bool holds(std::size_t test, const FeatureSet& features, std::uint32_t word) const;

  std::size_t count_ = 0;
  std::array<std::uint64_t, most_words> given_{};   // the rows of no feature
  TestVector asked_apart_;                          // those of which clauses do not tell all
  // Places in the rows, one behind the other.
  NumberLists of_feature_, of_word_;
  // … of a feature that has many, as the rows themselves: by feature the number of them, from 1 on.
  Array<std::uint16_t> whole_of_;
  Array<std::uint64_t> whole_;
  std::vector<std::vector<std::uint32_t>> of_feature_made_, of_word_made_;   // as these, until all are there
  Array<Leaf> leaves_;
  Array<std::uint32_t> begins_;   // by test; `no` where it is not asked apart
  FeatureSet asked_;              // what some test asks for
  Array<std::uint8_t> asked_words_;
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
    io(place_, placed_, count_, words_, first_words_);
  }

 private:
  std::array<std::uint16_t, TestVector().size()> place_{};   // by test, from 1 on; 0: it has none
  TestVector placed_;                                        // those that have one
  std::size_t count_ = 0, words_ = 0, first_words_ = 0;
};

}   // namespace propos::rules
