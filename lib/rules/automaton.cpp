// SPDX-License-Identifier: Apache-2.0
#include "rules/automaton.h"

#include <algorithm>
#include <array>
#include <bit>

#include "bits.h"

namespace propos::rules {

NumberLists::NumberLists(const std::vector<std::vector<std::uint32_t>>& lists) : begins_{0} {
  for (const std::vector<std::uint32_t>& list : lists) {
    numbers_.insert(numbers_.end(), list.begin(), list.end());
    begins_.push_back(static_cast<std::uint32_t>(numbers_.size()));
  }
}

std::uint32_t Automaton::node(Op op, std::uint32_t number, std::uint32_t next, std::uint32_t other) {
  nodes_.push_back({op, number, next, other});
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t Automaton::split(std::uint32_t body, std::uint32_t next, bool lazy) {
  return lazy ? node(Op::split, 0, next, body) : node(Op::split, 0, body, next);
}

// The nodes that read `pattern` and go on at `next`.
std::uint32_t Automaton::build(const Pattern& pattern, std::uint32_t next, const Numbers& tests, const Groups& groups) {
  switch (pattern.op) {
    case Pattern::Op::test:
      return pattern.test.op == Test::Op::any ? node(Op::any, 0, next) : node(Op::test, tests.at(&pattern.test), next);
    case Pattern::Op::begin: return node(Op::begin, 0, next);
    case Pattern::Op::end: return node(Op::end, 0, next);
    case Pattern::Op::sequence:
      for (std::size_t i = pattern.parts.size(); i-- > 0;) next = build(pattern.parts[i], next, tests, groups);
      return next;
    case Pattern::Op::choice: {
      std::uint32_t out = build(pattern.parts.back(), next, tests, groups);
      for (std::size_t i = pattern.parts.size() - 1; i-- > 0;) out = split(build(pattern.parts[i], next, tests, groups), out, false);
      return out;
    }
    case Pattern::Op::capture: {
      const std::uint32_t number = groups.at(&pattern);
      return node(Op::open, number, build(pattern.parts[0], node(Op::close, number, next), tests, groups));
    }
    case Pattern::Op::repeat: {
      const Pattern& part = pattern.parts[0];
      std::uint32_t out = next;
      if (pattern.most == Pattern::unbounded) {
        out = split(next, next, pattern.lazy);
        const std::uint32_t body = build(part, out, tests, groups);   // nodes_ may move
        (pattern.lazy ? nodes_[out].other : nodes_[out].next) = body;
      } else {
        for (std::uint32_t i = pattern.least; i < pattern.most; ++i) out = split(build(part, out, tests, groups), next, pattern.lazy);
      }
      for (std::uint32_t i = 0; i < pattern.least; ++i) out = build(part, out, tests, groups);
      return out;
    }
  }
  return next;
}

void Automaton::add(const Pattern& pattern, const Numbers& tests) {
  Rule rule;
  Groups groups;
  const auto collect = [&](const auto& self, const Pattern& part) -> void {
    if (part.op == Pattern::Op::capture) {
      groups.emplace(&part, static_cast<std::uint32_t>(rule.groups.size()));
      rule.groups.push_back(part.label);
    }
    for (const Pattern& inner : part.parts) self(self, inner);
  };
  collect(collect, pattern);
  rule.nodes = static_cast<std::uint32_t>(nodes_.size());
  rule.accept = node(Op::accept, 0, 0);
  rule.begin = build(pattern, rule.accept, tests, groups);
  rules_.push_back(std::move(rule));
}

// The stops of one rule.
class Automaton::Packer {
 public:
  Packer(Automaton& out, Rule& rule, std::uint32_t end, std::vector<std::vector<std::uint32_t>>& bits)
      : out_(out), rule_(rule), bits_(bits), seen_(end - rule.nodes) {
    // In the order in which a rule has them they are, nearly always, in that of its preference. Built from its end.
    for (std::uint32_t n = end; n-- > rule.nodes;)
      if (takes_unit(n)) bits_[n].push_back(new_bit(n));
    rule.last_end.push_back(new_bit(rule.accept));
    rule.end.push_back(new_bit(rule.accept));
  }

  void pack() {
    const Source inside = source(rule_.begin, false), first = source(rule_.begin, true);
    std::vector<Source> behind(seen_.size());   // tests, by node; nothing is behind an end
    for (auto n = rule_.nodes; n < rule_.nodes + seen_.size(); ++n)
      if (takes_unit(n)) behind[n - rule_.nodes] = source(out_.nodes_[n].next, false);
    Walk walk;
    walk.stops = static_cast<std::uint32_t>(out_.stops_.size());
    walk.places = static_cast<std::uint32_t>(rule_.groups.size() * 2 + 1);
    walk.word = static_cast<std::uint32_t>(out_.ends_.size());
    walk.words = static_cast<std::uint32_t>((node_of_.size() + 63) / 64);
    out_.ends_.resize(walk.word + walk.words, 0);
    out_.walks_.push_back(walk);
    add(inside);
    add(first);
    for (std::uint32_t bit = 0; bit < node_of_.size(); ++bit) {
      if (node_of_[bit] == rule_.accept) set_bit(out_.ends_.data() + walk.word, bit);
      add(behind[node_of_[bit] - rule_.nodes]);
    }
  }

 private:
  struct Target {
    std::uint32_t node = 0, bit = 0;
    bool last = false;                // an end of the rule at that of the sentence
    std::uint32_t first_mark = 0, last_mark = 0;   // of marks_
  };
  struct Source {
    std::uint32_t first = 0, last = 0;   // of targets_: what may come from there on
  };

  std::uint32_t new_bit(std::uint32_t node) {
    node_of_.push_back(node);
    return static_cast<std::uint32_t>(node_of_.size() - 1);
  }

  void add(Source source) {
    const std::span<const Target> targets(targets_.data() + source.first, source.last - source.first);
    for (std::uint32_t w = 0; w < out_.walks_.back().words; ++w) {
      Stop& made = out_.stops_.emplace_back();
      bool marked = false;
      for (const Target& target : targets) {
        if (target.bit / 64 != w) continue;
        set_bit(&made.next, target.bit % 64);
        marked |= target.first_mark < target.last_mark;
      }
      if (!marked) continue;
      const auto low = static_cast<std::uint32_t>(std::countr_zero(made.next)), high = static_cast<std::uint32_t>(std::bit_width(made.next));
      made.marks = static_cast<std::uint32_t>(out_.marks_.size()) - low;   // below 0 it wraps, and wraps back
      out_.marks_.resize(out_.marks_.size() + high - low);
      for (const Target& target : targets)
        if (target.bit / 64 == w) out_.marks_[made.marks + target.bit % 64] = marks_of(target);
    }
  }

  Marks marks_of(const Target& target) {
    const std::vector<std::uint16_t> all(marks_.begin() + target.first_mark, marks_.begin() + target.last_mark);
    if (all.size() <= 2) return {all.empty() ? std::uint16_t{0} : all[0], all.size() < 2 ? std::uint16_t{0} : all[1]};
    const auto same = std::find(out_.lists_.begin(), out_.lists_.end(), all);   // few ways have so many
    const auto number = static_cast<std::uint16_t>(same - out_.lists_.begin());
    if (same == out_.lists_.end()) out_.lists_.push_back(all);
    return {number, Marks::listed};
  }

  bool takes_unit(std::uint32_t n) const { return out_.nodes_[n].op == Op::test || out_.nodes_[n].op == Op::any; }

  std::vector<std::uint32_t>& bits_of(const Target& target) {
    return target.node != rule_.accept ? bits_[target.node] : target.last ? rule_.last_end : rule_.end;
  }

  Source source(std::uint32_t node, bool first) {
    const auto begin = static_cast<std::uint32_t>(targets_.size());
    ++times_;
    first_ = first;
    reach(node, false);
    const std::span<Target> targets(targets_.begin() + begin, targets_.end());
    for (Target& target : targets) target.bit = bits_of(target)[0];
    if (!std::is_sorted(targets.begin(), targets.end(), [](const Target& a, const Target& b) { return a.bit < b.bit; }))
      for (Target& target : targets) bits_of(target).push_back(target.bit = new_bit(target.node));
    return {begin, static_cast<std::uint32_t>(targets_.size())};
  }

  void found(std::uint32_t node, bool last) {
    const auto begin = static_cast<std::uint32_t>(marks_.size());
    marks_.insert(marks_.end(), passed_.begin(), passed_.end());
    targets_.push_back({node, 0, last, begin, static_cast<std::uint32_t>(marks_.size())});
  }

  // Behind an end that always is one nothing is reached.
  bool reach(std::uint32_t n, bool last) {
    std::uint32_t& seen = seen_[n - rule_.nodes][last ? 1 : 0];
    if (seen == times_) return true;
    seen = times_;
    const Node& node = out_.nodes_[n];
    switch (node.op) {
      case Op::test:
      case Op::any:
        if (!last) found(n, false);
        return true;
      case Op::accept: found(n, last); return last;
      case Op::split: return reach(node.next, last) && reach(node.other, last);
      case Op::begin: return !first_ || reach(node.next, last);
      case Op::end: return reach(node.next, true);
      case Op::open:
      case Op::close: break;
    }
    passed_.push_back(static_cast<std::uint16_t>(2 * node.number + (node.op == Op::close ? 2 : 1)));
    const bool out = reach(node.next, last);
    passed_.pop_back();
    return out;
  }

  Automaton& out_;
  Rule& rule_;
  std::vector<std::vector<std::uint32_t>>& bits_;   // by node
  std::vector<std::uint32_t> node_of_;  // by bit
  std::vector<Target> targets_;
  std::vector<std::uint16_t> marks_;    // of targets
  // Of the source at hand.
  std::vector<std::array<std::uint32_t, 2>> seen_;   // by node, and where the sentence must be at its end: when last
  std::uint32_t times_ = 0;
  std::vector<std::uint16_t> passed_;   // marks
  bool first_ = false;
};

void Automaton::finish() {
  std::vector<std::vector<std::uint32_t>> before(nodes_.size()), bits(nodes_.size());
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    const Node& node = nodes_[n];
    if (node.op == Op::accept) continue;
    before[node.next].push_back(n);
    if (node.op == Op::split && node.other != node.next) before[node.other].push_back(n);
  }
  for (std::size_t r = 0; r < rules_.size(); ++r)
    Packer(*this, rules_[r], r + 1 < rules_.size() ? rules_[r + 1].nodes : static_cast<std::uint32_t>(nodes_.size()), bits).pack();
  before_ = NumberLists(before);
  bits_ = NumberLists(bits);
}

namespace {

std::uint64_t hash_of(std::span<const std::uint32_t> nodes) noexcept {
  std::uint64_t hash = nodes.size();
  for (const std::uint32_t n : nodes) hash = (hash ^ n) * 0x9E3779B97F4A7C15u + (hash >> 29);
  return hash ^ hash >> 32;
}

}  // namespace

Matcher::Matcher(const Automaton& automaton, std::uint32_t first, std::uint32_t last)
    : automaton_(&automaton), first_rule_(first), last_rule_(last) {
  const auto& rules = automaton.rules_;
  const bool all = last == rules.size();
  first_node_ = rules[first].nodes;
  const auto& walks = automaton.walks_;
  words_ = walks[last - 1].word + walks[last - 1].words - walks[first].word;
  marks_.resize((all ? automaton.nodes_.size() : rules[last].nodes) - first_node_, 0);
  for (std::size_t n = first_node_; n < first_node_ + marks_.size(); ++n)
    if (automaton.nodes_[n].op == Automaton::Op::test) asked_.set(automaton.nodes_[n].number);
}

void Matcher::begin_reading(std::size_t symbols, std::size_t kinds) {
  if (size() > most_memory || states_.size() + symbols > most_numbers || own_.size() + symbols > most_numbers)
    *this = Matcher(*automaton_, first_rule_, last_rule_);
  if (own_of_.size() < kinds) own_of_.resize(kinds, no_number);
  if (at_.size() < symbols + 1) {
    at_.resize(symbols + 1);
    starts_.resize(symbols + 1);
  }
  starts_count_ = 0;
  at_[symbols] = static_cast<Number>(last());
}

// The way that is not in next_ yet, or has a symbol that these rules have not met.
std::uint32_t Matcher::step_to(std::uint32_t state, std::uint32_t symbol, const std::vector<TestVector>& vectors) {
  std::uint32_t own = own_of_[symbol];
  if (own == no_number) own = own_symbol(symbol, vectors);
  const std::uint32_t to = next_[(std::size_t{state} << shift_) + own];
  return to == no_number ? step(state, own) : to;
}

template <std::size_t N>
void Matcher::read_together(Matcher* const* matchers, const std::vector<std::uint32_t>& symbols, const std::vector<TestVector>& vectors) {
  struct Reader {
    const Number* own_of;
    const Number* next;
    Number* at;
    std::uint32_t* starts;
    unsigned shift;
    std::uint32_t state;
  };
  Reader readers[N];
  for (std::size_t m = 0; m < N; ++m) {
    Matcher& matcher = *matchers[m];
    matcher.begin_reading(symbols.size(), vectors.size());
    readers[m] = {matcher.own_of_.data(), matcher.next_.data(),       matcher.at_.data(), matcher.starts_.data(),
                  matcher.shift_,         matcher.at_[symbols.size()]};
  }
  for (std::size_t i = symbols.size(); i-- > 0;) {
    const std::uint32_t symbol = symbols[i];
    for (std::size_t m = 0; m < N; ++m) {
      Reader& reader = readers[m];
      const std::uint32_t own = reader.own_of[symbol];
      std::uint32_t to = own == no_number ? no_number : reader.next[(std::size_t{reader.state} << reader.shift) + own];
      if (to == no_number) {
        to = matchers[m]->step_to(reader.state, symbol, vectors);
        reader.next = matchers[m]->next_.data();
        reader.shift = matchers[m]->shift_;
      }
      reader.state = to & ~begins_rule;
      reader.at[i] = static_cast<Number>(reader.state);
      *reader.starts = static_cast<std::uint32_t>(i);   // kept where a rule begins
      reader.starts += to / begins_rule;
    }
  }
  for (std::size_t m = 0; m < N; ++m) {
    matchers[m]->starts_count_ = static_cast<std::size_t>(readers[m].starts - matchers[m]->starts_.data());
    matchers[m]->first();
  }
}

void Matcher::read(std::span<Matcher* const> matchers, const std::vector<std::uint32_t>& symbols, const std::vector<TestVector>& vectors) {
  for (; matchers.size() >= 4; matchers = matchers.subspan(4)) read_together<4>(matchers.data(), symbols, vectors);
  switch (matchers.size()) {
    case 3: return read_together<3>(matchers.data(), symbols, vectors);
    case 2: return read_together<2>(matchers.data(), symbols, vectors);
    case 1: return read_together<1>(matchers.data(), symbols, vectors);
  }
}

std::uint32_t Matcher::own_symbol(std::uint32_t symbol, const std::vector<TestVector>& vectors) {
  const auto [found, fresh] = own_numbers_.try_emplace(vectors[symbol] & asked_, static_cast<std::uint32_t>(own_.size()));
  if (fresh) own_.push_back(found->first);
  own_of_[symbol] = static_cast<Number>(found->second);
  if (own_.size() > std::size_t{1} << shift_) {
    std::vector<Number> next(next_.size() * 2, no_number);
    for (std::size_t s = 0; s < states_.size(); ++s)
      std::copy_n(next_.begin() + static_cast<std::ptrdiff_t>(s << shift_), std::size_t{1} << shift_,
                  next.begin() + static_cast<std::ptrdiff_t>(s << (shift_ + 1)));
    next_ = std::move(next);
    ++shift_;
  }
  return found->second;
}

std::uint32_t Matcher::step(std::uint32_t state, std::uint32_t own) {
  begin_step();
  for (const std::uint32_t n : nodes(states_[state].waiting)) {
    const Automaton::Node& node = automaton_->nodes_[n];
    if (node.op == Automaton::Op::any || own_[own][node.number]) found_.push_back(n);
  }
  const std::uint32_t to = end_step(Place::inside);
  next_[(std::size_t{state} << shift_) + own] = static_cast<Number>(to);
  return to;
}

// The state behind the last unit.
std::uint32_t Matcher::last() {
  if (last_ == unset) {
    begin_step();
    last_ = end_step(Place::last) & ~begins_rule;
  }
  return last_;
}

// The state of the first unit knows that it is the first.
void Matcher::first() {
  const std::uint32_t state = at_[0];
  if (states_[state].at_begin == state) return;
  if (states_[state].at_begin == unset) {
    begin_step();
    const std::span<const std::uint32_t> alive = nodes(states_[state].alive);
    found_.assign(alive.begin(), alive.end() - 1);
    const std::uint32_t made = end_step(Place::first) & ~begins_rule;
    states_[state].at_begin = made;
  }
  at_[0] = static_cast<Number>(states_[state].at_begin);
  if ((starts_count_ == 0 || starts_[starts_count_ - 1] != 0) && rules_of_[at_[0]].size > 0) starts_[starts_count_++] = 0;
}

void Matcher::begin_step() {
  ++mark_;
  found_.clear();
}

Matcher::List Matcher::keep(const std::vector<std::uint32_t>& list) {
  const List out{static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(list.size())};
  pool_.insert(pool_.end(), list.begin(), list.end());
  return out;
}

// The state in which the nodes found take the unit at this place, with begins_rule. A match may end anywhere.
std::uint32_t Matcher::end_step(Place place) {
  std::sort(found_.begin(), found_.end());
  found_.push_back(static_cast<std::uint32_t>(place));   // part of the key
  const auto result = [this](std::uint32_t state) { return state | (rules_of_[state].size > 0 ? begins_rule : 0); };
  std::size_t slot = hash_of(found_) & (numbers_.size() - 1);
  for (; numbers_[slot] != unset; slot = (slot + 1) & (numbers_.size() - 1))
    if (std::ranges::equal(nodes(states_[numbers_[slot]].alive), found_)) return result(numbers_[slot]);
  numbers_[slot] = static_cast<std::uint32_t>(states_.size());

  State state;
  state.alive = keep(found_);
  found_.pop_back();
  alive_.resize((states_.size() + 1) * words_, 0);
  const auto set_alive = [&](std::uint32_t rule, std::span<const std::uint32_t> bits) {
    std::uint64_t* const alive = alive_.data() + states_.size() * words_ + automaton_->walks_[rule].word - automaton_->walks_[first_rule_].word;
    for (const std::uint32_t bit : bits) set_bit(alive, bit);
  };
  std::uint32_t rule = first_rule_;   // of the nodes found, which are in order
  for (const std::uint32_t n : found_) {
    while (rule + 1 < last_rule_ && automaton_->rules_[rule + 1].nodes <= n) ++rule;
    set_alive(rule, automaton_->bits_[n]);
  }
  for (std::uint32_t r = first_rule_; r < last_rule_; ++r) {
    set_alive(r, automaton_->rules_[r].end);
    if (place == Place::last) set_alive(r, automaton_->rules_[r].last_end);
  }
  waiting_.clear();
  rules_.clear();
  bool asks = false;   // for the begin of the sentence
  const auto reach = [&](std::uint32_t n) {
    if (marks_[n - first_node_] == mark_) return;
    marks_[n - first_node_] = mark_;
    stack_.push_back(n);
  };
  for (const std::uint32_t n : found_) reach(n);
  for (std::uint32_t r = first_rule_; r < last_rule_; ++r) reach(automaton_->rules_[r].accept);
  while (!stack_.empty()) {
    const std::uint32_t n = stack_.back();
    stack_.pop_back();
    for (const std::uint32_t b : automaton_->before_[n]) {
      const Automaton::Node& node = automaton_->nodes_[b];
      switch (node.op) {
        case Automaton::Op::test:
        case Automaton::Op::any: waiting_.push_back(b); break;
        case Automaton::Op::begin:
          asks = true;
          if (place == Place::first) reach(b);
          break;
        case Automaton::Op::end:
          if (place == Place::last) reach(b);
          break;
        default: reach(b);
      }
    }
  }
  for (std::uint32_t r = first_rule_; r < last_rule_; ++r)
    if (marks_[automaton_->rules_[r].begin - first_node_] == mark_) rules_.push_back(r);
  state.waiting = keep(waiting_);
  rules_of_.push_back(rules_.size() == 1 ? List{rules_[0], 1} : keep(rules_));
  const auto number = static_cast<std::uint32_t>(states_.size());
  if (!asks) state.at_begin = number;
  states_.push_back(state);
  next_.resize(states_.size() << shift_, no_number);
  if (states_.size() * 2 > numbers_.size()) {
    numbers_.assign(numbers_.size() * 2, unset);
    for (std::uint32_t s = 0; s < states_.size(); ++s) {
      slot = hash_of(nodes(states_[s].alive)) & (numbers_.size() - 1);
      while (numbers_[slot] != unset) slot = (slot + 1) & (numbers_.size() - 1);
      numbers_[slot] = s;
    }
  }
  return result(number);
}

std::uint32_t Matcher::follow(std::uint32_t rule, std::uint32_t i, std::vector<std::uint32_t>& groups) const {
  const Automaton::Walk& walk = automaton_->walks_[rule];
  if (groups.size() < walk.places) groups.resize(walk.places);
  std::uint32_t* const set = groups.data();
  std::fill_n(set, walk.places, unset);
  const std::uint64_t* const alive = alive_.data() + walk.word - automaton_->walks_[first_rule_].word;
  const std::uint64_t* const ends = automaton_->ends_.data() + walk.word;
  const Automaton::Stop* const stops = automaton_->stops_.data() + walk.stops;
  const Automaton::Marks* const marks = automaton_->marks_.data();
  for (std::uint32_t at = i == 0 ? walk.words : 0;; ++i) {
    const std::uint64_t* const bits = alive + at_[i] * words_;
    std::uint32_t word = 0;
    std::uint64_t next = stops[at].next & bits[0];
    while (next == 0) {   // most rules have one
      ++word;
      next = stops[at + word].next & bits[word];
    }
    const auto bit = static_cast<std::uint32_t>(std::countr_zero(next));
    const Automaton::Marks mark = marks[stops[at + word].marks + bit];
    if (mark.second == Automaton::Marks::listed) {
      for (const std::uint16_t place : automaton_->lists_[mark.first]) set[place] = i;
    } else {
      set[mark.first] = i;
      set[mark.second] = i;
    }
    if (has_bit(ends + word, bit)) return i;
    at = (2 + 64 * word + bit) * walk.words;
  }
}

}  // namespace propos::rules
