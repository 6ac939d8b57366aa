// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "bits.h"
#include "hash.h"
#include "rules/array.h"
#include "rules/grammar.h"
#include "rules/number_table.h"

/// How rules match: a lazy automaton for each that may match, which reads a sentence once from its end, then a walk along each match.
///
///   units      Le   ministre   Jean   Roux   a   dit
///   states     s5 <- s4     <- s3  <- s2  <- s1 <- s0     which tests take the unit here and still reach the end of their rule?
///   walk            a rule begins here -> -> ->           at each unit the first way that does
///
/// So a match is found without trying: the walk never turns back, and gives the captures on its way (Frisch and Cardelli,
/// Greedy Regular Expression Matching, 2004). What it finds is what RE2 finds: the first in the order of preference.
namespace propos::rules {

/// Lists of numbers, one behind the other in memory.
class NumberLists {
 public:
  NumberLists() = default;
  explicit NumberLists(const std::vector<std::vector<std::uint32_t>>& lists);
  std::span<const std::uint32_t> operator[](std::size_t i) const {
    return {numbers_.data() + begins_[i], begins_[i + 1] - begins_[i]};
  }
  std::size_t size() const { return begins_.empty() ? 0 : begins_.size() - 1; }

  template <class Image>
  void image(Image& io) {
    io(numbers_, begins_);
  }

 private:
  Array<std::uint32_t> numbers_, begins_;
};

/// Calls `use` with each bit of a row that is set, in order.
template <class Use>
void each_bit(const std::uint64_t* row, std::size_t words, const Use& use) {
  for (std::size_t w = 0; w < words; ++w)
    for (std::uint64_t bits = row[w]; bits != 0; bits &= bits - 1) use(w * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Which tests of a phase hold of a unit.
using TestVector = std::bitset<768>;

/// The rules of a phase as one non-deterministic automaton over tests. Read-only once the rules are added.
class Automaton {
 public:
  /// The number of each test of a pattern.
  using Numbers = std::unordered_map<const Test*, std::uint32_t>;

  /// Adds the next rule.
  void add(const Pattern& pattern, const Numbers& tests);
  /// To be called once all rules are there.
  void finish();

  /// The labels of the captures of a rule, in the order in which the rule has them; a label may stand more than once. Not of an
  /// image.
  const std::vector<std::string>& groups(std::size_t rule) const { return groups_[rule]; }

  template <class Image>
  void image(Image& io) {
    io(walks_, firsts_, stops_, marks_, lists_, ends_, end_, last_end_, any_, begins_, begins_first_, asks_, first_befores_,
       befores_, of_test_, asked_);
  }

 private:
  friend class Matcher;
  enum class Op : std::uint32_t { test, any, split, begin, end, open, close, accept };
  struct Node {
    Op op;
    std::uint32_t number = 0;   // of the test, the group
    std::uint32_t next = 0;     // of a split the preferred way
    std::uint32_t other = 0;
  };
  // For walks. What a rule may take next stands in the order of its preference, a bit each: the first of them that a state has
  // is the way. A test has further bits where those that it shares with other ways stand in another order.
  struct Stop {                // behind a test, or where a rule begins; one for each word of bits of the rule that has some
    std::uint64_t next = 0;    // bits
    std::uint32_t marks = 0;   // of the way to bit b: marks_[marks + b]
    std::uint32_t word = 0;
  };
  // Places in the list of groups that are set on a way; 0: none.
  struct Marks {
    static constexpr std::uint16_t listed = static_cast<std::uint16_t>(-1);
    std::uint16_t first = 0, second = 0;   // second = listed: lists_[first] has them all
  };
  static constexpr std::uint32_t begins = 2;
  struct Walk {                // of a rule
    std::uint32_t stops = 0;   // of firsts_: `begins` of where it begins, anywhere and at the head of a sentence; behind each bit
    std::uint32_t places = 0;            // in the list of groups
    std::uint32_t word = 0, words = 0;   // of bits: the first, and how many
  };
  // While rules are added. Nodes of a rule stand behind those of the rule before.
  struct Rule {
    std::uint32_t nodes = 0;   // the first
    std::uint32_t accept = 0, begin = 0;
    std::vector<std::uint32_t> end, last_end;   // bits, from its first word on: the rule ends here; … if the sentence does
  };
  std::uint32_t node(Op op, std::uint32_t number, std::uint32_t next, std::uint32_t other = 0);
  std::uint32_t split(std::uint32_t body, std::uint32_t next, bool lazy);
  using Groups = std::unordered_map<const Pattern*, std::uint32_t>;   // the number of each capture
  std::uint32_t build(const Pattern& pattern, std::uint32_t next, const Numbers& tests, const Groups& groups);

  struct Shared;
  class Packer;
  class Closer;

  std::vector<std::vector<std::string>> groups_;         // by rule
  std::vector<Node> nodes_;                              // until it is finished,
  std::vector<Rule> rules_;                              // as these
  std::vector<std::vector<std::uint32_t>> lists_made_;   // as lists_
  Array<Walk> walks_;                                    // by rule
  Array<std::uint32_t> firsts_;                          // of stops_
  Array<Stop> stops_;
  Array<Marks> marks_ = std::vector<Marks>(64);   // first those of ways without
  NumberLists lists_;
  // Rows of bits: of each rule its tests, one or more bits each, and its ends.
  Array<std::uint64_t> ends_;                    // those at which a rule ends: here,
  Array<std::uint64_t> end_, last_end_;          // … anywhere; at the end of the sentence
  Array<std::uint64_t> any_;                     // that take any unit
  Array<std::uint64_t> begins_, begins_first_;   // before which the rule may begin; … at the head of a sentence
  Array<std::uint64_t> asks_;                    // before which that makes a difference
  // Those that may stand a unit before a bit, up to the one that is marked as the last: the words of their row that are not empty.
  struct Before {
    std::uint64_t bits = 0;
    std::uint32_t word = 0;   // of the rule
    std::uint32_t last = 0;
  };
  Array<std::uint32_t> first_befores_;   // as firsts_; none before the begins
  Array<Before> befores_;
  NumberLists of_test_;       // the bits of each test
  Array<TestVector> asked_;   // the tests of each rule
};

/// The deterministic states met so far of one rule. Of one thread; the results do not depend on what it remembers.
class Matcher {
 public:
  static constexpr std::uint32_t unset = static_cast<std::uint32_t>(-1);

  Matcher(const Automaton& automaton, std::uint32_t rule);

  std::uint32_t rule() const { return rule_; }

  /// What a sentence has at most.
  static constexpr std::size_t most_units = 1u << 14;

  /// Reads a sentence of symbols with each of these; vectors[symbol] tells what a symbol is and must not change. They go
  /// side by side, since each waits for memory most of the time. O(symbols) once the states are known; O(symbols × nodes)
  /// at worst.
  static void read(std::span<Matcher* const> matchers, const std::vector<std::uint32_t>& symbols,
                   const std::vector<TestVector>& vectors);

  /// Calls `use` with each of the `units` of the sentence read last from which the rule matches, in order.
  template <class Use>
  void each_begin(std::uint32_t units, const Use& use) const {
    if (!begins_) return;
    for (std::uint32_t i = 0; i < units; i += together)
      for (std::uint64_t bits = eight_bytes(at_.data() + i) & begin_bits; bits != 0; bits &= bits - 1)
        if (const std::uint32_t unit = i + static_cast<std::uint32_t>(std::countr_zero(bits)) / 16; unit < units) use(unit);
  }

  /// Follows the match that begins at unit `i`; gives its end. Group g is at groups[2g + 1], groups[2g + 2], unset
  /// where it took no part. O(units of the match).
  std::uint32_t follow(std::uint32_t i, std::vector<std::uint32_t>& groups) const;

 private:
  static constexpr std::size_t most_memory = std::size_t{6} << 20;   // bytes; beyond, states are found anew
  // Numbers are small: the cache holds twice as much. What outgrows them is found anew.
  using Number = std::uint16_t;
  static constexpr Number no_number = static_cast<Number>(-1);
  static constexpr Number not_met = 0;                     // the own symbol of those that the rule has not met
  static constexpr std::uint32_t begins_rule = 1u << 15;   // of a state in next_ and at_: the rule begins here
  static constexpr std::size_t most_numbers = begins_rule - 4;
  static constexpr std::uint32_t together = 4;   // states of at_ in eight bytes
  static constexpr std::uint64_t begin_bits = 0x8000800080008000u;

  enum class Place : std::uint8_t { first, inside, last };
  struct State {
    std::uint32_t at_begin = unset;   // the state, were this the first unit; itself where the rule does not ask
    Place place = Place::inside;
    bool begins = false;   // the rule does
  };
  // A word of a TestVector that has tests of the rule.
  struct Asked {
    std::uint32_t word = 0;
    std::uint64_t tests = 0;
  };

  std::size_t size() const {
    return next_.size() * sizeof(Number) + numbers_.size() * 4 + alive_.size() * 16 + (masks_.size() + own_.size()) * 8 +
           states_.size() * sizeof(State);
  }
  template <std::size_t N>
  static void read_together(Matcher* const* matchers, const std::vector<std::uint32_t>& symbols,
                            const std::vector<TestVector>& vectors);
  void begin_reading(std::size_t symbols, std::size_t kinds);
  [[gnu::noinline]] std::uint32_t step_to(std::uint32_t state, std::uint32_t symbol, const std::vector<TestVector>& vectors);
  std::uint32_t own_symbol(std::uint32_t symbol, const std::vector<TestVector>& vectors);
  void write_mask();
  void widen();
  std::uint32_t step(std::uint32_t state, std::uint32_t own);
  std::uint32_t last();
  void first();
  std::uint32_t state_of_row(Place place);
  std::uint32_t find_row(Place place);
  void add_state(Place place);

  const Automaton* automaton_;
  std::uint32_t rule_;
  std::size_t first_word_;   // of the automaton's rows
  std::size_t words_;        // … of which the rule has so many
  // Of all that tells symbols apart the rule asks for little: its own alphabet is small.
  std::vector<Asked> asked_;
  std::vector<Number> own_of_;         // by symbol
  std::vector<std::uint64_t> own_;     // by own symbol: what holds of asked_
  std::vector<std::uint64_t> masks_;   // … the bits that it may have
  NumberTable own_numbers_;
  std::uint32_t own_count_ = 1;
  std::vector<Number> next_;   // rows of 1 << shift_: state, by own symbol
  unsigned shift_ = 4;
  std::vector<std::uint64_t>
      alive_;   // by state: bits that take the unit here and reach the end, or at which the rule ends there
  std::vector<std::uint64_t> waiting_;   // … that would, one unit before
  std::vector<State> states_;
  std::vector<std::uint32_t> numbers_ = std::vector<std::uint32_t>(64, unset);   // open addressing: states by what is alive
  std::uint32_t last_ = unset;
  // Of the sentence read last.
  std::vector<Number> at_;   // states, by unit
  bool begins_ = false;
  std::vector<std::uint64_t> row_;   // of a step: the bits alive
};

}   // namespace propos::rules
