// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "rules/tests.h"
#include "rules/ways.h"

/// Whether the tokens of a sentence leave a phase any prospect of a match once earlier phases have made groups of them. Most
/// sentences do not, and no group is made of them.
///
///   rule       "," @cue({vg & cue-incise}) …
///   tokens     Le  pont  ,  dit  le  maire  ,  est  vieux       « dit » may be the head of a vg, and « , » stands before it
///
/// A group has the features of its head, and some of its own. So a rule needs, in this order, a token for each test that it
/// cannot do without; of some tests it is also known what stands before the group: what its rule has there, with nothing in
/// between but what groups of this kind have before such a head.
namespace propos::rules {

/// A rule of a phase, with the formulas of its tests by Automaton::Numbers.
struct RuleView {
  const Rule* rule;
  const Automaton::Numbers* numbers;
  const std::vector<Formula>* formulas;
  std::size_t phase;
  int kind, also;
};

class Prospects {
 public:
  /// Of rules of which nothing is known: any of them may match.
  Prospects() = default;
  /// Of the rules of one phase. `earlier`: all rules of the phases before. `made`: features that units get from rules and
  /// stages, not from the token that they have the others of. `passed_on`: those of them that some token of the unit has.
  /// `never`: features that no unit has.
  Prospects(const std::vector<RuleView>& rules, const std::vector<RuleView>& earlier, const FeatureSet& made,
            const std::vector<std::size_t>& passed_on, const FeatureSet& never, std::uint32_t proper);

  /// Words of a row.
  std::size_t words() const { return bits_.words(); }
  /// Without other features and words the rows are the same.
  FeatureSet asked() const { return FeatureSet(may_.asked()).set(proper_); }
  bool asks_word(std::uint32_t word) const { return may_.asks_word(word); }
  /// Writes, into an empty row, what may hold of a unit that has such a token.
  void write(const FeatureSet& features, std::uint32_t word, std::uint64_t* row) const;
  /// False where no rule can match in a sentence of units with these numbers of `rows`. O(units × ways) at worst; few ways
  /// have all their tests in a sentence.
  bool any(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows, WayIndex::Keys& keys) const;

  template <class Image>
  void image(Image& io) {
    io(knows_, may_, tests_, headed_, proper_, bits_, index_, items_, ways_, before_, groups_);
  }

 private:
  // How a group that has a token as its head begins: by one or more rules. Bits.
  struct Opening {
    std::uint32_t head = none;   // what the head is; none: anything, the first token
    std::uint32_t lead = none;   // what may stand before it in the group; none: anything
    std::uint32_t must = none;   // … and what one of them is
    std::uint32_t left = none;   // what the rule has before the group; none: anything
    bool begin = true;           // … or nothing, at the head of a sentence

    template <class Image>
    void image(Image& io) {
      io(head, lead, must, left, begin);
    }
  };
  enum class Reach : std::uint8_t {
    token,   // the unit is the token
    head,    // … or a group that has it as its head
    kinds    // a group of some kinds
  };
  // What stands before a unit.
  struct Before {
    bool open = true;        // anything may stand there
    TestBits::Row tests{};   // … or one of these holds of the token before it
    bool begin = false;      // … or it is the first
    Reach reach = Reach::token;
    bool bare = false;         // the unit may be a group without a head
    std::uint32_t group = 0;   // of groups_

    template <class Image>
    void image(Image& io) {
      io(open, tests, begin, reach, bare, group);
    }
  };
  struct Item {
    std::uint32_t bit = 0;         // of the test
    std::uint32_t before = none;   // of before_
    std::uint32_t last = 0;        // 1: the sentence ends behind it
  };
  class Builder;
  class Sentence;

  bool knows_ = false;                         // how groups are made; no rule takes the features of one from elsewhere
  Tests may_;                                  // by number: tests of the phase, …
  std::size_t tests_ = 0;                      // so many; then features that are passed on, then others
  std::uint32_t headed_ = none, proper_ = 0;   // number of « may be the head of a group »
  TestBits bits_;
  WayIndex index_;              // of ways_
  Array<Item> items_;           // of one way to match behind those of the one before
  Array<std::uint32_t> ways_;   // where the items of each begin, and the end
  std::vector<Before> before_;
  std::vector<std::vector<Opening>> groups_;
};

}   // namespace propos::rules
