// SPDX-License-Identifier: Apache-2.0
#include "rules/automaton.h"

#include <algorithm>

namespace propos::rules {

std::uint32_t Automaton::node(Op op, std::uint32_t number, std::uint32_t next, std::uint32_t other) {
  nodes_.push_back({op, number, next, other});
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t Automaton::split(std::uint32_t body, std::uint32_t next, bool lazy) {
  return lazy ? node(Op::split, splits_++, next, body) : node(Op::split, splits_++, body, next);
}

// The nodes that read `pattern` and go on at `next`. `group` is the number of its first capture.
std::uint32_t Automaton::build(const Pattern& pattern, std::uint32_t next, const Tests& tests, std::size_t group) {
  const auto groups_of = [](const Pattern& part) {
    const auto count = [](const auto& self, const Pattern& p) -> std::size_t {
      std::size_t out = p.op == Pattern::Op::capture ? 1 : 0;
      for (const Pattern& inner : p.parts) out += self(self, inner);
      return out;
    };
    return count(count, part);
  };
  switch (pattern.op) {
    case Pattern::Op::test:
      return pattern.test.op == Test::Op::any ? node(Op::any, 0, next) : node(Op::test, tests.at(pattern.test.text()), next);
    case Pattern::Op::begin: return node(Op::begin, 0, next);
    case Pattern::Op::end: return node(Op::end, 0, next);
    case Pattern::Op::sequence: {
      std::size_t behind = group + groups_of(pattern);
      for (std::size_t i = pattern.parts.size(); i-- > 0;) {
        behind -= groups_of(pattern.parts[i]);
        next = build(pattern.parts[i], next, tests, behind);
      }
      return next;
    }
    case Pattern::Op::choice: {
      std::size_t behind = group + groups_of(pattern);
      std::uint32_t out = 0;
      for (std::size_t i = pattern.parts.size(); i-- > 0;) {
        behind -= groups_of(pattern.parts[i]);
        const std::uint32_t way = build(pattern.parts[i], next, tests, behind);
        out = i + 1 == pattern.parts.size() ? way : split(way, out, false);
      }
      return out;
    }
    case Pattern::Op::capture: {
      const auto number = static_cast<std::uint32_t>(group);
      return node(Op::open, number, build(pattern.parts[0], node(Op::close, number, next), tests, group + 1));
    }
    case Pattern::Op::repeat: {
      const Pattern& part = pattern.parts[0];
      std::uint32_t out = next;
      if (pattern.most == Pattern::unbounded) {
        out = split(next, next, pattern.lazy);
        const std::uint32_t body = build(part, out, tests, group);   // nodes_ may move
        (pattern.lazy ? nodes_[out].other : nodes_[out].next) = body;
      } else {
        for (std::uint32_t i = pattern.least; i < pattern.most; ++i) out = split(build(part, out, tests, group), next, pattern.lazy);
      }
      for (std::uint32_t i = 0; i < pattern.least; ++i) out = build(part, out, tests, group);
      return out;
    }
  }
  return next;
}

void Automaton::add(const Pattern& pattern, const Tests& tests) {
  Rule rule;
  const auto collect = [&](const auto& self, const Pattern& part) -> void {
    if (part.op == Pattern::Op::capture) rule.groups.push_back(part.label);
    for (const Pattern& inner : part.parts) self(self, inner);
  };
  collect(collect, pattern);
  rule.first = build(pattern, node(Op::accept, 0, 0), tests, 0);
  rules_.push_back(std::move(rule));
}

void Automaton::finish() {
  before_.resize(nodes_.size());
  begins_.resize(nodes_.size());
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    const Node& node = nodes_[n];
    if (node.op == Op::accept) {
      accepts_.push_back(n);
      continue;
    }
    before_[node.next].push_back(n);
    if (node.op == Op::split && node.other != node.next) before_[node.other].push_back(n);
  }
  for (std::uint32_t r = 0; r < rules_.size(); ++r) begins_[rules_[r].first].push_back(r);
}

std::size_t Matcher::Hash::operator()(const std::vector<std::uint32_t>& nodes) const noexcept {
  std::uint64_t hash = nodes.size();
  for (const std::uint32_t n : nodes) hash = (hash ^ n) * 0x9E3779B97F4A7C15u + (hash >> 29);
  return static_cast<std::size_t>(hash);
}

void Matcher::forget() {
  states_.clear();
  next_.clear();
  preferred_.clear();
  numbers_.clear();
  last_ = unset;
}

void Matcher::widen(std::uint32_t symbol) {
  std::size_t width = width_;
  while (width <= symbol) width *= 2;
  std::vector<std::uint32_t> next(states_.size() * width, unset);
  for (std::size_t state = 0; state < states_.size(); ++state)
    std::copy_n(next_.begin() + static_cast<std::ptrdiff_t>(state * width_), width_, next.begin() + static_cast<std::ptrdiff_t>(state * width));
  next_ = std::move(next);
  width_ = width;
}

// The state behind the last unit.
std::uint32_t Matcher::last(const Automaton& automaton) {
  if (last_ == unset) {
    begin_step(automaton);
    last_ = end_step(automaton, Place::last);
  }
  return last_;
}

// `state`, where it is that of the first unit.
std::uint32_t Matcher::first(const Automaton& automaton, std::uint32_t state) {
  if (states_[state].at_begin == unset) {
    begin_step(automaton);
    found_ = states_[state].alive;
    const std::uint32_t made = end_step(automaton, Place::first);
    states_[state].at_begin = made;
  }
  return states_[state].at_begin;
}

void Matcher::begin_step(const Automaton& automaton) {
  if (marks_.size() < automaton.nodes_.size()) marks_.resize(automaton.nodes_.size(), 0);
  ++mark_;
  found_.clear();
}

// The state in which the nodes found take the unit at this place. A match may end anywhere.
std::uint32_t Matcher::end_step(const Automaton& automaton, Place place) {
  std::sort(found_.begin(), found_.end());
  found_.push_back(static_cast<std::uint32_t>(automaton.nodes_.size() + static_cast<std::size_t>(place)));   // part of the key
  const auto [known, fresh] = numbers_.try_emplace(found_, static_cast<std::uint32_t>(states_.size()));
  if (!fresh) return known->second;
  found_.pop_back();

  State state;
  state.alive = found_;
  words_ = (automaton.splits_ + 63) / 64;
  preferred_.resize((states_.size() + 1) * words_, 0);
  std::uint64_t* const preferred = preferred_.data() + states_.size() * words_;
  const auto reach = [&](std::uint32_t n) {
    if (marks_[n] == mark_) return;
    marks_[n] = mark_;
    stack_.push_back(n);
  };
  for (const std::uint32_t n : found_) reach(n);
  for (const std::uint32_t n : automaton.accepts_) reach(n);
  while (!stack_.empty()) {
    const std::uint32_t n = stack_.back();
    stack_.pop_back();
    for (const std::uint32_t rule : automaton.begins_[n]) state.rules.push_back(rule);
    for (const std::uint32_t b : automaton.before_[n]) {
      const Automaton::Node& node = automaton.nodes_[b];
      switch (node.op) {
        case Automaton::Op::test:
        case Automaton::Op::any: state.waiting.push_back(b); break;
        case Automaton::Op::split:
          if (node.next == n) preferred[node.number / 64] |= std::uint64_t{1} << node.number % 64;
          reach(b);
          break;
        case Automaton::Op::begin:
          state.has_begin = true;
          if (place == Place::first) reach(b);
          break;
        case Automaton::Op::end:
          if (place == Place::last) reach(b);
          break;
        default: reach(b);
      }
    }
  }
  std::sort(state.waiting.begin(), state.waiting.end());
  std::sort(state.rules.begin(), state.rules.end());
  next_.resize(next_.size() + width_, unset);
  states_.push_back(std::move(state));
  return static_cast<std::uint32_t>(states_.size() - 1);
}

std::uint32_t Matcher::follow(const Automaton& automaton, std::uint32_t rule, std::uint32_t i, std::vector<std::uint32_t>& groups) const {
  groups.assign(automaton.rules_[rule].groups.size() * 2, unset);
  const std::uint64_t* preferred = preferred_.data() + at_[i] * words_;
  std::uint32_t n = automaton.rules_[rule].first;
  while (true) {
    const Automaton::Node& node = automaton.nodes_[n];
    n = node.next;
    switch (node.op) {
      case Automaton::Op::test:
      case Automaton::Op::any: preferred = preferred_.data() + at_[++i] * words_; break;
      case Automaton::Op::split:
        if (!(preferred[node.number / 64] >> node.number % 64 & 1)) n = node.other;
        break;
      case Automaton::Op::open: groups[2 * node.number] = i; break;
      case Automaton::Op::close: groups[2 * node.number + 1] = i; break;
      case Automaton::Op::accept: return i;
      default: break;
    }
  }
}

}  // namespace propos::rules
