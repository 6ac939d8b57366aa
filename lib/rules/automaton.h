// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
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
    if (size() > most_memory) forget();
    at_.resize(symbols.size() + 1);
    starts_.clear();
    std::uint32_t state = last(automaton);
    at_[symbols.size()] = state;
    for (std::size_t i = symbols.size(); i-- > 0;) {
      const std::uint32_t symbol = symbols[i];
      std::uint32_t to = find(state, symbol);
      if (to == unset) {
        begin_step(automaton);
        for (const std::uint32_t n : nodes(states_[state].waiting)) {
          const Automaton::Node& node = automaton.nodes_[n];
          if (node.op == Automaton::Op::any || holds(symbol, node.number)) found_.push_back(n);
        }
        to = end_step(automaton, Place::inside);
        add(state, symbol, to);
      }
      at_[i] = state = to & ~begins_rule;
      if (to & begins_rule) starts_.push_back(static_cast<std::uint32_t>(i));
    }
    first(automaton);
  }

  /// Where rules match in the sentence read last, from the last unit to the first.
  const std::vector<std::uint32_t>& starts() const { return starts_; }
  /// The rules that match from unit `i` on.
  std::span<const std::uint32_t> rules_at(std::size_t i) const { return nodes(states_[at_[i]].rules); }

  /// Follows the match of the rule that begins at unit `i`; gives its end. Group g is at groups[2g], groups[2g + 1], unset
  /// where it took no part. O(nodes of the match).
  std::uint32_t follow(const Automaton& automaton, std::uint32_t rule, std::uint32_t i, std::vector<std::uint32_t>& groups) const;

 private:
  static constexpr std::size_t most_memory = std::size_t{6} << 20;   // bytes; beyond, states are found anew
  static constexpr unsigned state_bits = 20;                         // a state takes more than 6 bytes
  static constexpr std::uint32_t begins_rule = 1u << state_bits;     // of a state in a step: some rule begins here
  static constexpr std::uint64_t no_step = static_cast<std::uint64_t>(-1);

  enum class Place : std::uint32_t { first, inside, last };
  struct List {                           // in pool_
    std::uint32_t begin = 0, size = 0;
  };
  struct State {
    List alive;                           // nodes that take the unit here and reach the end of their rule; then the Place
    List waiting;                         // nodes that would, one unit before
    List rules;                           // that begin here
    std::uint32_t at_begin = unset;       // the state, were this the first unit; itself where no node asks
  };

  std::span<const std::uint32_t> nodes(List list) const { return {pool_.data() + list.begin, list.size}; }
  std::size_t size() const {
    return pool_.size() * 4 + steps_.size() * 8 + numbers_.size() * 4 + preferred_.size() * 8 + states_.size() * sizeof(State);
  }

  // Steps are few of all that could be: a table by state and symbol would not stay in the cache.
  static std::uint64_t key_of(std::uint32_t state, std::uint32_t symbol) { return std::uint64_t{symbol} << state_bits | state; }
  std::size_t place_of(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15u >> 32) & (steps_.size() - 1); }
  std::uint32_t find(std::uint32_t state, std::uint32_t symbol) const {
    const std::uint64_t key = key_of(state, symbol);
    for (std::size_t i = place_of(key);; i = (i + 1) & (steps_.size() - 1)) {
      const std::uint64_t step = steps_[i];
      if (step >> (state_bits + 1) == key) return static_cast<std::uint32_t>(step & (2 * begins_rule - 1));
      if (step == no_step) return unset;
    }
  }
  void add(std::uint32_t state, std::uint32_t symbol, std::uint32_t to);
  std::uint32_t last(const Automaton& automaton);
  void first(const Automaton& automaton);
  void begin_step(const Automaton& automaton);
  std::uint32_t end_step(const Automaton& automaton, Place place);
  List keep(const std::vector<std::uint32_t>& list);
  void forget();

  std::vector<std::uint64_t> steps_ = std::vector<std::uint64_t>(64, no_step);   // open addressing: key, then the state
  std::size_t step_count_ = 0;
  std::vector<std::uint64_t> preferred_;  // by state: a bit for each split whose preferred way reaches the end
  std::size_t words_ = 0;                 // … in so many words
  std::vector<State> states_;
  std::vector<std::uint32_t> numbers_ = std::vector<std::uint32_t>(64, unset);   // open addressing: states by what is alive
  std::vector<std::uint32_t> pool_;
  std::uint32_t last_ = unset;
  // Of the sentence read last.
  std::vector<std::uint32_t> at_;         // states, by unit
  std::vector<std::uint32_t> starts_;
  // Of a step.
  std::vector<std::uint32_t> marks_, found_, stack_, waiting_, rules_;
  std::uint32_t mark_ = 0;
};

}  // namespace propos::rules
