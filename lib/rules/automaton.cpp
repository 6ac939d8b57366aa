// SPDX-License-Identifier: Apache-2.0
#include "rules/automaton.h"

#include <algorithm>

namespace propos::rules {

std::uint32_t Automaton::node(Op op, std::uint32_t number, std::uint32_t next, std::uint32_t other) {
  nodes_.push_back({op, number, next, other});
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

// The nodes that read `pattern` from its end to its beginning and go on at `next`.
std::uint32_t Automaton::reversed(const Pattern& pattern, std::uint32_t next,
                                  const std::unordered_map<std::string, std::uint32_t>& tests) {
  switch (pattern.op) {
    case Pattern::Op::test:
      return pattern.test.op == Test::Op::any ? node(Op::any, 0, next) : node(Op::test, tests.at(pattern.test.text()), next);
    case Pattern::Op::begin: return node(Op::begin, 0, next);
    case Pattern::Op::end: return node(Op::end, 0, next);
    case Pattern::Op::sequence:
    case Pattern::Op::capture:
      for (const Pattern& part : pattern.parts) next = reversed(part, next, tests);
      return next;
    case Pattern::Op::choice: {
      std::uint32_t out = reversed(pattern.parts[0], next, tests);
      for (std::size_t i = 1; i < pattern.parts.size(); ++i) out = node(Op::split, 0, out, reversed(pattern.parts[i], next, tests));
      return out;
    }
    case Pattern::Op::repeat: {
      const Pattern& part = pattern.parts[0];
      std::uint32_t out = next;
      if (pattern.most == Pattern::unbounded) {
        const std::uint32_t loop = node(Op::split, 0, next, 0);
        const std::uint32_t body = reversed(part, loop, tests);   // nodes_ may move
        nodes_[loop].other = body;
        out = loop;
      } else {
        for (std::uint32_t i = pattern.least; i < pattern.most; ++i) out = node(Op::split, 0, next, reversed(part, out, tests));
      }
      for (std::uint32_t i = 0; i < pattern.least; ++i) out = reversed(part, out, tests);
      return out;
    }
  }
  return next;
}

void Automaton::add(const Pattern& pattern, std::uint32_t rule, const std::unordered_map<std::string, std::uint32_t>& tests) {
  roots_.push_back(reversed(pattern, node(Op::accept, rule, 0), tests));
}

std::size_t Starts::Hash::operator()(const std::vector<std::uint32_t>& nodes) const noexcept {
  std::uint64_t hash = nodes.size();
  for (const std::uint32_t n : nodes) hash = (hash ^ n) * 0x9E3779B97F4A7C15u + (hash >> 29);
  return static_cast<std::size_t>(hash);
}

void Starts::forget() {
  states_.clear();
  next_.clear();
  accepts_.clear();
  numbers_.clear();
  first_ = unknown;
}

void Starts::widen(std::uint32_t symbol) {
  std::size_t width = width_;
  while (width <= symbol) width *= 2;
  std::vector<std::uint32_t> next(states_.size() * width, unknown);
  for (std::size_t state = 0; state < states_.size(); ++state)
    std::copy_n(next_.begin() + static_cast<std::ptrdiff_t>(state * width_), width_, next.begin() + static_cast<std::ptrdiff_t>(state * width));
  next_ = std::move(next);
  width_ = width;
}

std::uint32_t Starts::first(const Automaton& automaton) {
  if (first_ == unknown) {
    begin_step();
    first_ = end_step(automaton, true);
  }
  return first_;
}

void Starts::begin_step() {
  ++mark_;
  found_.clear();
}

// Adds the nodes that are reached from `from` without a symbol.
void Starts::follow(const Automaton& automaton, std::uint32_t from, bool at_end) {
  if (marks_.size() < automaton.nodes_.size()) marks_.resize(automaton.nodes_.size(), 0);
  stack_.push_back(from);
  while (!stack_.empty()) {
    const std::uint32_t n = stack_.back();
    stack_.pop_back();
    if (marks_[n] == mark_) continue;
    marks_[n] = mark_;
    const Automaton::Node& node = automaton.nodes_[n];
    switch (node.op) {
      case Automaton::Op::split:
        stack_.push_back(node.next);
        stack_.push_back(node.other);
        break;
      case Automaton::Op::end:
        if (at_end) stack_.push_back(node.next);
        break;
      default: found_.push_back(n);
    }
  }
}

// The state of the nodes found; a match may end anywhere, so the roots are always among them.
std::uint32_t Starts::end_step(const Automaton& automaton, bool at_end) {
  for (const std::uint32_t root : automaton.roots_) follow(automaton, root, at_end);
  std::sort(found_.begin(), found_.end());
  const auto [known, fresh] = numbers_.try_emplace(found_, static_cast<std::uint32_t>(states_.size()));
  if (!fresh) return known->second;
  State state;
  state.nodes = found_;
  const auto accepted = [&](std::vector<std::uint32_t>& rules) {
    for (const std::uint32_t n : found_)
      if (automaton.nodes_[n].op == Automaton::Op::accept) rules.push_back(automaton.nodes_[n].number);
    std::sort(rules.begin(), rules.end());
    rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  };
  accepted(state.rules);
  for (std::size_t i = 0; i < found_.size(); ++i) {   // grows while it is read
    const Automaton::Node& node = automaton.nodes_[found_[i]];
    if (node.op == Automaton::Op::begin) follow(automaton, node.next, false);
  }
  accepted(state.rules_at_begin);
  accepts_.push_back(!state.rules_at_begin.empty());
  next_.resize(next_.size() + width_, unknown);
  states_.push_back(std::move(state));
  return static_cast<std::uint32_t>(states_.size() - 1);
}

}  // namespace propos::rules
