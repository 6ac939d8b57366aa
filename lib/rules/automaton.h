// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "rules/grammar.h"

/// Where rules begin: all rules of a phase in one lazy automaton, so that RE2 is asked only for what is there.
namespace propos::rules {

/// The rules of a phase, reversed, as one non-deterministic automaton over tests. Read-only once the rules are added.
class Automaton {
 public:
  /// Adds the rule with this number. `tests` numbers the tests by their Test::text; Op::any needs none.
  void add(const Pattern& pattern, std::uint32_t rule, const std::unordered_map<std::string, std::uint32_t>& tests);

 private:
  friend class Starts;
  enum class Op : std::uint8_t { test, any, split, begin, end, accept };
  struct Node {
    Op op;
    std::uint32_t number = 0;        // of the test or the rule
    std::uint32_t next = 0, other = 0;
  };
  std::uint32_t node(Op op, std::uint32_t number, std::uint32_t next, std::uint32_t other = 0);
  std::uint32_t reversed(const Pattern& pattern, std::uint32_t next, const std::unordered_map<std::string, std::uint32_t>& tests);

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> roots_;
};

/// The deterministic states met so far. Of one thread; the results do not depend on what it remembers.
///
/// Subset construction on demand, read from the end of the sentence to its beginning: a state that accepts a rule stands
/// where that rule begins (Thompson 1968; RE2 finds the begin of a match in the same way).
class Starts {
 public:
  /// Appends to starts[rule], in falling order, every unit at which the rule matches. `holds(symbol, test)` tells what a
  /// symbol is; it must not change. O(symbols) once the states are known; O(symbols × nodes) at worst.
  template <class Holds>
  void find(const Automaton& automaton, const std::vector<std::uint32_t>& symbols, std::vector<std::vector<std::uint32_t>>& starts,
            const Holds& holds) {
    if (states_.size() > most_states) forget();
    std::uint32_t state = first(automaton);
    for (std::size_t i = symbols.size(); i-- > 0;) {
      const std::uint32_t symbol = symbols[i];
      if (symbol >= width_) widen(symbol);
      std::uint32_t to = next_[state * width_ + symbol];
      if (to == unknown) {
        begin_step();
        for (const std::uint32_t n : states_[state].nodes) {
          const Automaton::Node& node = automaton.nodes_[n];
          if (node.op == Automaton::Op::any || (node.op == Automaton::Op::test && holds(symbol, node.number)))
            follow(automaton, node.next, false);
        }
        to = end_step(automaton, false);
        next_[state * width_ + symbol] = to;
      }
      state = to;
      if (!accepts_[state]) continue;
      const State& here = states_[state];
      for (const std::uint32_t rule : i > 0 ? here.rules : here.rules_at_begin) starts[rule].push_back(static_cast<std::uint32_t>(i));
    }
  }

 private:
  static constexpr std::uint32_t unknown = static_cast<std::uint32_t>(-1);
  static constexpr std::size_t most_states = 1u << 14;   // beyond, they are built anew

  struct State {
    std::vector<std::uint32_t> nodes;            // that wait for a symbol or for the begin of the sentence
    std::vector<std::uint32_t> rules;            // accepted
    std::vector<std::uint32_t> rules_at_begin;   // accepted where the sentence begins
  };
  struct Hash {
    std::size_t operator()(const std::vector<std::uint32_t>& nodes) const noexcept;
  };

  std::uint32_t first(const Automaton& automaton);
  void begin_step();
  void follow(const Automaton& automaton, std::uint32_t node, bool at_end);
  std::uint32_t end_step(const Automaton& automaton, bool at_end);
  void forget();
  void widen(std::uint32_t symbol);

  // By state, apart for the sake of the cache.
  std::vector<std::uint32_t> next_;   // rows of width_: state, by symbol
  std::size_t width_ = 64;
  std::vector<char> accepts_;
  std::vector<State> states_;
  std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, Hash> numbers_;
  std::uint32_t first_ = unknown;
  std::vector<std::uint32_t> marks_, stack_, found_;
  std::uint32_t mark_ = 0;
};

}  // namespace propos::rules
