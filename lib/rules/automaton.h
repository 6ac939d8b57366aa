// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/grammar.h"

/// How rules match: all rules of a phase in one lazy automaton that reads a sentence once from its end, then a walk along
/// each match.
///
///   units      Le   ministre   Jean   Roux   a   dit
///   states     s5 <- s4     <- s3  <- s2  <- s1 <- s0     from where can which node still reach the end of its rule?
///   walk            a rule begins here -> -> ->           at each choice the first way that does
///
/// So a match is found without trying: the walk never turns back, and gives the captures on its way (Frisch and Cardelli,
/// Greedy Regular Expression Matching, 2004). What it finds is what RE2 finds: the first in the order of preference.
namespace propos::rules {

/// The rules of a phase as one non-deterministic automaton over tests. Read-only once the rules are added.
class Automaton {
 public:
  /// Adds the next rule. `tests` numbers the tests by their Test::text.
  void add(const Pattern& pattern, const std::unordered_map<std::string, std::uint32_t>& tests);
  /// To be called once all rules are there.
  void finish();

  /// The labels of the captures of a rule, in the order in which the rule has them; a label may stand more than once.
  const std::vector<std::string>& groups(std::size_t rule) const { return rules_[rule].groups; }

 private:
  friend class Matcher;
  using Tests = std::unordered_map<std::string, std::uint32_t>;
  enum class Op : std::uint8_t { test, any, split, begin, end, open, close, accept };
  struct Node {
    Op op;
    std::uint32_t number = 0;        // of the test, the split, the group
    std::uint32_t next = 0;          // of a split the preferred way
    std::uint32_t other = 0;
  };
  struct Rule {
    std::uint32_t first = 0;         // node
    std::vector<std::string> groups;
  };
  std::uint32_t node(Op op, std::uint32_t number, std::uint32_t next, std::uint32_t other = 0);
  std::uint32_t split(std::uint32_t body, std::uint32_t next, bool lazy);
  std::uint32_t build(const Pattern& pattern, std::uint32_t next, const Tests& tests, std::size_t group);

  std::vector<Node> nodes_;
  std::vector<Rule> rules_;
  std::uint32_t splits_ = 0;
  std::vector<std::uint32_t> accepts_;
  // The nodes before each node, and the rules that begin with it.
  std::vector<std::vector<std::uint32_t>> before_, begins_;
};

/// The deterministic states met so far. Of one thread; the results do not depend on what it remembers.
class Matcher {
 public:
  static constexpr std::uint32_t unset = static_cast<std::uint32_t>(-1);

  /// Reads a sentence. `holds(symbol, test)` tells what a symbol is; it must not change. O(symbols) once the states are
  /// known; O(symbols × nodes) at worst.
  template <class Holds>
  void read(const Automaton& automaton, const std::vector<std::uint32_t>& symbols, const Holds& holds) {
    if (next_.size() > most_steps) forget();
    at_.resize(symbols.size() + 1);
    std::uint32_t state = last(automaton);
    at_[symbols.size()] = state;
    for (std::size_t i = symbols.size(); i-- > 0;) {
      const std::uint32_t symbol = symbols[i];
      if (symbol >= width_) widen(symbol);
      std::uint32_t to = next_[state * width_ + symbol];
      if (to == unset) {
        begin_step(automaton);
        for (const std::uint32_t n : states_[state].waiting) {
          const Automaton::Node& node = automaton.nodes_[n];
          if (node.op == Automaton::Op::any || holds(symbol, node.number)) found_.push_back(n);
        }
        to = end_step(automaton, Place::inside);
        next_[state * width_ + symbol] = to;
      }
      at_[i] = state = to;
    }
    if (states_[state].has_begin) at_[0] = first(automaton, state);
  }

  /// The rules that match from unit `i` on of the sentence read last.
  const std::vector<std::uint32_t>& rules_at(std::size_t i) const { return states_[at_[i]].rules; }

  /// Follows the match of the rule that begins at unit `i`; gives its end. Group g is at groups[2g], groups[2g + 1], unset
  /// where it took no part. O(nodes of the match).
  std::uint32_t follow(const Automaton& automaton, std::uint32_t rule, std::uint32_t i, std::vector<std::uint32_t>& groups) const;

 private:
  static constexpr std::size_t most_steps = std::size_t{1} << 21;   // of next_; beyond, states are found anew

  enum class Place { first, inside, last };
  struct State {
    std::vector<std::uint32_t> alive;     // nodes that take the unit here and reach the end of their rule
    std::vector<std::uint32_t> waiting;   // nodes that would, one unit before
    std::vector<std::uint32_t> rules;     // that begin here
    bool has_begin = false;               // other nodes are there where this is the first unit …
    std::uint32_t at_begin = unset;       // … and this is the state
  };
  struct Hash {
    std::size_t operator()(const std::vector<std::uint32_t>& nodes) const noexcept;
  };

  std::uint32_t last(const Automaton& automaton);
  std::uint32_t first(const Automaton& automaton, std::uint32_t state);
  void begin_step(const Automaton& automaton);
  std::uint32_t end_step(const Automaton& automaton, Place place);
  void forget();
  void widen(std::uint32_t symbol);

  std::vector<std::uint32_t> next_;       // rows of width_: state, by symbol
  std::size_t width_ = 64;
  std::vector<std::uint64_t> preferred_;  // by state: a bit for each split whose preferred way reaches the end
  std::size_t words_ = 0;                 // … in so many words
  std::vector<State> states_;
  std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, Hash> numbers_;
  std::uint32_t last_ = unset;
  std::vector<std::uint32_t> at_;         // states of the sentence, by unit
  std::vector<std::uint32_t> marks_, found_, stack_;
  std::uint32_t mark_ = 0;
};

}  // namespace propos::rules
