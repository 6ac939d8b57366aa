// SPDX-License-Identifier: Apache-2.0
#include "rules/automaton.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "bits.h"
#include "hash.h"
#include "rules/runs.h"

namespace propos::rules {

NumberLists::NumberLists(const std::vector<std::vector<std::uint32_t>>& lists) {
  begins_.own().push_back(0);
  for (const std::vector<std::uint32_t>& list : lists) {
    numbers_.own().insert(numbers_.own().end(), list.begin(), list.end());
    begins_.own().push_back(static_cast<std::uint32_t>(numbers_.size()));
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
      for (std::size_t i = pattern.parts.size() - 1; i-- > 0;)
        out = split(build(pattern.parts[i], next, tests, groups), out, false);
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
        for (std::uint32_t i = pattern.least; i < pattern.most; ++i)
          out = split(build(part, out, tests, groups), next, pattern.lazy);
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
  std::vector<std::string>& labels = groups_.emplace_back();
  const auto collect = [&](const auto& self, const Pattern& part) -> void {
    if (part.op == Pattern::Op::capture) {
      groups.emplace(&part, static_cast<std::uint32_t>(labels.size()));
      labels.push_back(part.label);
    }
    for (const Pattern& inner : part.parts) self(self, inner);
  };
  collect(collect, pattern);
  rule.nodes = static_cast<std::uint32_t>(nodes_.size());
  rule.accept = node(Op::accept, 0, 0);
  rule.begin = build(pattern, rule.accept, tests, groups);
  rules_.push_back(std::move(rule));
}

// What many bits of many rules have in common: the words of a choice go on alike.
struct Automaton::Shared {
  Runs<Stop> stops;
  Runs<Marks> marks;
  Runs<Before> befores;
};

// The stops of one rule.
class Automaton::Packer {
 public:
  Packer(Automaton& out, Rule& rule, std::uint32_t end, std::vector<std::vector<std::uint32_t>>& bits, Shared& shared)
      : out_(out), rule_(rule), bits_(bits), shared_(shared), seen_(end - rule.nodes) {
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
    walk.stops = static_cast<std::uint32_t>(out_.firsts_.size());
    walk.places = static_cast<std::uint32_t>(out_.groups_[out_.walks_.size()].size() * 2 + 1);
    walk.word = static_cast<std::uint32_t>(out_.ends_.size());
    walk.words = static_cast<std::uint32_t>((node_of_.size() + 63) / 64);
    out_.ends_.own().resize(walk.word + walk.words, 0);
    out_.walks_.own().push_back(walk);
    add(inside);
    add(first);
    for (std::uint32_t bit = 0; bit < node_of_.size(); ++bit) {
      if (node_of_[bit] == rule_.accept) set_bit(out_.ends_.own().data() + walk.word, bit);
      add(behind[node_of_[bit] - rule_.nodes]);
    }
  }

 private:
  struct Target {
    std::uint32_t node = 0, bit = 0;
    bool last = false;                             // an end of the rule at that of the sentence
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
    std::vector<Stop> stops;
    for (std::uint32_t w = 0; w < out_.walks_.own().back().words; ++w) {
      Stop stop{0, 0, w};
      bool marked = false;
      for (const Target& target : targets) {
        if (target.bit / 64 != w) continue;
        set_bit(&stop.next, target.bit % 64);
        marked |= target.first_mark < target.last_mark;
      }
      if (stop.next == 0) continue;
      if (marked) stop.marks = marks_of(targets, stop);
      stops.push_back(stop);
    }
    out_.firsts_.own().push_back(shared_.stops.place(stops, out_.stops_));
  }

  // For the stop: place of the marks of its first bit, less the number of the bit.
  std::uint32_t marks_of(std::span<const Target> targets, const Stop& stop) {
    const auto low = static_cast<std::uint32_t>(std::countr_zero(stop.next)),
               high = static_cast<std::uint32_t>(std::bit_width(stop.next));
    std::vector<Marks> marks(high - low);
    for (const Target& target : targets)
      if (target.bit / 64 == stop.word) marks[target.bit % 64 - low] = marks_of(target);
    return shared_.marks.place(marks, out_.marks_) - low;   // below 0 it wraps, and wraps back
  }

  Marks marks_of(const Target& target) {
    const std::vector<std::uint32_t> all(marks_.begin() + target.first_mark, marks_.begin() + target.last_mark);
    const auto mark = [&](std::size_t i) { return i < all.size() ? static_cast<std::uint16_t>(all[i]) : std::uint16_t{0}; };
    if (all.size() <= 2) return {mark(0), mark(1)};
    std::vector<std::vector<std::uint32_t>>& lists = out_.lists_made_;
    const auto same = std::find(lists.begin(), lists.end(), all);   // few ways have so many
    const auto number = static_cast<std::uint16_t>(same - lists.begin());
    if (same == lists.end()) lists.push_back(all);
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
  Shared& shared_;
  std::vector<std::uint32_t> node_of_;   // by bit
  std::vector<Target> targets_;
  std::vector<std::uint16_t> marks_;   // of targets
  // Of the source at hand.
  std::vector<std::array<std::uint32_t, 2>> seen_;   // by node, and where the sentence must be at its end: when last
  std::uint32_t times_ = 0;
  std::vector<std::uint16_t> passed_;   // marks
  bool first_ = false;
};

// The rows of one rule: what of its bits may stand before what, and before which it begins.
class Automaton::Closer {
 public:
  Closer(Automaton& out, std::size_t rule, const std::vector<std::vector<std::uint32_t>>& before,
         const std::vector<std::vector<std::uint32_t>>& bits, Shared& shared)
      : out_(out), rule_(out.rules_[rule]), walk_(out.walks_[rule]), before_(before), bits_(bits), shared_(shared) {
    const std::size_t end = rule + 1 < out.walks_.size() ? out.walks_[rule + 1].stops : out.firsts_.size();
    rows_.resize(end - walk_.stops - begins);
  }

  void close() {
    for (const std::uint32_t bit : rule_.end) set_bit(out_.end_.own().data(), at(bit));
    for (const std::uint32_t bit : rule_.last_end) set_bit(out_.last_end_.own().data(), at(bit));
    note(rule_.accept, rule_.end[0], false);
    note(rule_.accept, rule_.last_end[0], true);
    const std::size_t end = &rule_ == &out_.rules_.back() ? out_.nodes_.size() : (&rule_)[1].nodes;
    for (std::size_t n = rule_.nodes; n < end; ++n)
      if (!bits_[n].empty()) note(static_cast<std::uint32_t>(n), bits_[n][0], false);
    std::vector<std::uint32_t>& first = out_.first_befores_.own();
    first.resize(walk_.stops + begins);
    for (const std::vector<std::uint32_t>& row : rows_) first.push_back(shared_.befores.place(words_of(row), out_.befores_));
  }

 private:
  std::size_t at(std::uint32_t bit) const { return std::size_t{walk_.word} * 64 + bit; }

  static std::vector<Before> words_of(const std::vector<std::uint32_t>& row) {
    std::vector<Before> out;
    for (const std::uint32_t bit : row) {
      if (out.empty() || out.back().word != bit / 64) out.push_back({0, bit / 64, 0});
      set_bit(&out.back().bits, bit % 64);
    }
    if (out.empty()) out.emplace_back();
    out.back().last = 1;
    return out;
  }

  // Of the further bits of a test the first one speaks.
  void note(std::uint32_t node, std::uint32_t bit, bool last) {
    if (reach(node, false, last)) set_bit(out_.begins_.own().data(), at(bit));
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    for (const std::uint32_t n : found_) rows_[bit].insert(rows_[bit].end(), bits_[n].begin(), bits_[n].end());
    std::sort(rows_[bit].begin(), rows_[bit].end());
    if (asks_) set_bit(out_.asks_.own().data(), at(bit));
    if (reach(node, true, last)) set_bit(out_.begins_first_.own().data(), at(bit));
  }

  // Goes back from a node to those that take a unit; tells whether the rule may begin on the way.
  bool reach(std::uint32_t node, bool first, bool last) {
    found_.clear();
    asks_ = false;
    std::vector<std::uint32_t> stack = {node};
    std::vector<bool> seen(out_.nodes_.size() - rule_.nodes, false);
    seen[node - rule_.nodes] = true;
    bool begins = false;
    while (!stack.empty()) {
      const std::uint32_t n = stack.back();
      stack.pop_back();
      begins |= n == rule_.begin;
      for (const std::uint32_t b : before_[n]) {
        const Op op = out_.nodes_[b].op;
        if (op == Op::begin) asks_ = true;
        if (op == Op::test || op == Op::any) {
          found_.push_back(b);   // also itself, behind itself
        } else if (!seen[b - rule_.nodes] && (op != Op::begin || first) && (op != Op::end || last)) {
          seen[b - rule_.nodes] = true;
          stack.push_back(b);
        }
      }
    }
    return begins;
  }

  Automaton& out_;
  const Rule& rule_;
  const Walk& walk_;
  const std::vector<std::vector<std::uint32_t>>&before_, &bits_;   // by node
  Shared& shared_;
  std::vector<std::vector<std::uint32_t>> rows_;   // by bit: those that may stand before it
  std::vector<std::uint32_t> found_;
  bool asks_ = false;
};

void Automaton::finish() {
  std::vector<std::vector<std::uint32_t>> before(nodes_.size()), bits(nodes_.size());
  for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
    const Node& node = nodes_[n];
    if (node.op == Op::accept) continue;
    before[node.next].push_back(n);
    if (node.op == Op::split && node.other != node.next) before[node.other].push_back(n);
  }
  const auto end_of = [this](std::size_t r) {
    return r + 1 < rules_.size() ? rules_[r + 1].nodes : static_cast<std::uint32_t>(nodes_.size());
  };
  Shared shared;
  for (std::size_t r = 0; r < rules_.size(); ++r) Packer(*this, rules_[r], end_of(r), bits, shared).pack();

  for (Array<std::uint64_t>* row : {&end_, &last_end_, &any_, &begins_, &begins_first_, &asks_})
    row->own().resize(ends_.size(), 0);
  std::vector<std::vector<std::uint32_t>> of_test;
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    Closer(*this, r, before, bits, shared).close();
    TestVector& asked = asked_.own().emplace_back();
    for (std::uint32_t n = rules_[r].nodes; n < end_of(r); ++n) {
      for (const std::uint32_t bit : bits[n]) {
        const std::size_t at = std::size_t{walks_[r].word} * 64 + bit;
        if (nodes_[n].op == Op::any) {
          set_bit(any_.own().data(), at);
          continue;
        }
        asked.set(nodes_[n].number);
        if (of_test.size() <= nodes_[n].number) of_test.resize(nodes_[n].number + 1);
        of_test[nodes_[n].number].push_back(static_cast<std::uint32_t>(at));
      }
    }
  }
  for (std::vector<std::uint32_t>& list : of_test) std::sort(list.begin(), list.end());
  of_test_ = NumberLists(of_test);
  lists_ = NumberLists(lists_made_);
  nodes_ = {};
  rules_ = {};
  lists_made_ = {};
}

namespace {

using TestWords = std::array<std::uint64_t, TestVector().size() / 64>;

}   // namespace

Matcher::Matcher(const Automaton& automaton, std::uint32_t rule)
    : automaton_(&automaton), rule_(rule), first_word_(automaton.walks_[rule].word), words_(automaton.walks_[rule].words) {
  const auto tests = std::bit_cast<TestWords>(automaton.asked_[rule]);
  for (std::uint32_t w = 0; w < tests.size(); ++w)
    if (tests[w] != 0) asked_.push_back({w, tests[w]});
  row_.resize(words_);
  own_.resize(asked_.size());   // of not_met
  masks_.resize(words_);
}

void Matcher::begin_reading(std::size_t symbols, std::size_t kinds) {
  if (size() > most_memory || states_.size() + symbols > most_numbers || own_count_ + symbols > most_numbers)
    *this = Matcher(*automaton_, rule_);
  if (own_of_.size() < kinds) own_of_.resize(kinds, not_met);
  if (at_.size() < symbols + together) at_.resize(symbols + together);
  at_[symbols] = static_cast<Number>(last());
}

// The way that is not in next_ yet, or has a symbol that the rule has not met.
std::uint32_t Matcher::step_to(std::uint32_t state, std::uint32_t symbol, const std::vector<TestVector>& vectors) {
  std::uint32_t own = own_of_[symbol];
  if (own == not_met) own = own_symbol(symbol, vectors);
  const std::uint32_t to = next_[(std::size_t{state} << shift_) + own];
  return to == no_number ? step(state, own) : to;
}

template <std::size_t N>
void Matcher::read_together(Matcher* const* matchers, const std::vector<std::uint32_t>& symbols,
                            const std::vector<TestVector>& vectors) {
  struct Reader {   // what a step needs, in registers
    const Number* own_of;
    const Number* next;
    Number* at;
    unsigned shift;
    std::uint32_t state, seen;
  };
  Reader readers[N];
  for (std::size_t m = 0; m < N; ++m) {
    Matcher& matcher = *matchers[m];
    matcher.begin_reading(symbols.size(), vectors.size());
    readers[m] = {matcher.own_of_.data(), matcher.next_.data(),        matcher.at_.data(),
                  matcher.shift_,         matcher.at_[symbols.size()], 0};
  }
  const auto step = [&](Reader& reader, Matcher& matcher, std::size_t i) {
    const std::uint32_t symbol = symbols[i];
    std::uint32_t to = reader.next[(std::size_t{reader.state} << reader.shift) + reader.own_of[symbol]];
    if (to == no_number) {
      to = matcher.step_to(reader.state, symbol, vectors);
      reader.next = matcher.next_.data();
      reader.shift = matcher.shift_;
    }
    reader.at[i] = static_cast<Number>(to);
    reader.seen |= to;
    reader.state = to & ~begins_rule;
  };
  [&]<std::size_t... M>(std::index_sequence<M...>) {
    for (std::size_t i = symbols.size(); i-- > 0;) (step(readers[M], *matchers[M], i), ...);
  }
  (std::make_index_sequence<N>());
  for (std::size_t m = 0; m < N; ++m) {
    matchers[m]->begins_ = (readers[m].seen & begins_rule) != 0;
    matchers[m]->first();
  }
}

void Matcher::read(std::span<Matcher* const> matchers, const std::vector<std::uint32_t>& symbols,
                   const std::vector<TestVector>& vectors) {
  for (; matchers.size() >= 4; matchers = matchers.subspan(4)) read_together<4>(matchers.data(), symbols, vectors);
  switch (matchers.size()) {
    case 3: return read_together<3>(matchers.data(), symbols, vectors);
    case 2: return read_together<2>(matchers.data(), symbols, vectors);
    case 1: return read_together<1>(matchers.data(), symbols, vectors);
  }
}

std::uint32_t Matcher::own_symbol(std::uint32_t symbol, const std::vector<TestVector>& vectors) {
  const auto tests = std::bit_cast<TestWords>(vectors[symbol]);
  TestWords row;
  const std::size_t size = asked_.size();
  for (std::size_t w = 0; w < size; ++w) row[w] = tests[asked_[w].word] & asked_[w].tests;
  const auto [own, fresh] = own_numbers_.find_or_add(hash(std::span(row.data(), size)), own_count_, [&](std::uint32_t n) {
    const std::uint64_t* const other = own_.data() + n * size;
    std::size_t w = 0;   // few
    while (w < size && row[w] == other[w]) ++w;
    return w == size;
  });
  if (fresh) {
    own_.insert(own_.end(), row.begin(), row.begin() + static_cast<std::ptrdiff_t>(size));
    write_mask();
    if (++own_count_ > std::size_t{1} << shift_) widen();
  }
  own_of_[symbol] = static_cast<Number>(own);
  return own;
}

// Room for twice as many symbols.
void Matcher::widen() {
  std::vector<Number> next(next_.size() * 2, no_number);
  for (std::size_t s = 0; s < states_.size(); ++s)
    std::copy_n(next_.begin() + static_cast<std::ptrdiff_t>(s << shift_), std::size_t{1} << shift_,
                next.begin() + static_cast<std::ptrdiff_t>(s << (shift_ + 1)));
  next_ = std::move(next);
  ++shift_;
}

// Of the last of own_.
void Matcher::write_mask() {
  const std::uint64_t* const any = automaton_->any_.data() + first_word_;
  masks_.insert(masks_.end(), any, any + words_);
  std::uint64_t* const mask = masks_.data() + masks_.size() - words_;
  const auto begin = static_cast<std::uint32_t>(first_word_ * 64), end = static_cast<std::uint32_t>((first_word_ + words_) * 64);
  const std::uint64_t* holds = own_.data() + own_.size() - asked_.size();
  for (const Asked& asked : asked_)
    each_bit(holds++, 1, [&](std::size_t test) {
      const std::span<const std::uint32_t> bits = automaton_->of_test_[asked.word * 64 + test];
      for (auto bit = std::lower_bound(bits.begin(), bits.end(), begin); bit != bits.end() && *bit < end; ++bit)
        set_bit(mask, *bit - begin);
    });
}

std::uint32_t Matcher::step(std::uint32_t state, std::uint32_t own) {
  for (std::size_t w = 0; w < words_; ++w) row_[w] = waiting_[state * words_ + w] & masks_[own * words_ + w];
  const std::uint32_t to = state_of_row(Place::inside);
  next_[(std::size_t{state} << shift_) + own] = static_cast<Number>(to);
  return to;
}

// The state behind the last unit.
std::uint32_t Matcher::last() {
  if (last_ == unset) {
    std::fill(row_.begin(), row_.end(), 0);
    last_ = state_of_row(Place::last) & ~begins_rule;
  }
  return last_;
}

// The state of the first unit knows that it is the first.
void Matcher::first() {
  const std::uint32_t state = at_[0] & ~begins_rule;
  if (states_[state].at_begin == state) return;
  if (states_[state].at_begin == unset) {
    std::copy_n(alive_.begin() + static_cast<std::ptrdiff_t>(state * words_), words_, row_.begin());
    const std::uint32_t made = state_of_row(Place::first) & ~begins_rule;
    states_[state].at_begin = made;
  }
  const State& begin = states_[states_[state].at_begin];
  at_[0] = static_cast<Number>(states_[state].at_begin | (begin.begins ? begins_rule : 0));
  begins_ |= begin.begins;
}

// The state in which the bits of row_ take the unit at this place, with begins_rule. A match may end anywhere.
std::uint32_t Matcher::state_of_row(Place place) {
  for (std::size_t w = 0; w < words_; ++w) {
    row_[w] |= automaton_->end_[first_word_ + w];
    if (place == Place::last) row_[w] |= automaton_->last_end_[first_word_ + w];
  }
  const std::uint32_t slot = find_row(place);
  if (numbers_[slot] == unset) {
    numbers_[slot] = static_cast<std::uint32_t>(states_.size());
    add_state(place);
  }
  const std::uint32_t state = numbers_[slot];
  if (states_.size() * 2 > numbers_.size()) {
    numbers_.assign(numbers_.size() * 2, unset);
    for (std::uint32_t s = 0; s < states_.size(); ++s) {
      std::copy_n(alive_.begin() + static_cast<std::ptrdiff_t>(s * words_), words_, row_.begin());
      numbers_[find_row(states_[s].place)] = s;
    }
  }
  return state | (states_[state].begins ? begins_rule : 0);
}

// The slot of the state with row_, or the free one for it.
std::uint32_t Matcher::find_row(Place place) {
  std::size_t slot = (hash(std::span<const std::uint64_t>(row_)) + static_cast<std::size_t>(place)) & (numbers_.size() - 1);
  for (; numbers_[slot] != unset; slot = (slot + 1) & (numbers_.size() - 1)) {
    const std::uint32_t state = numbers_[slot];
    if (states_[state].place == place &&
        std::equal(row_.begin(), row_.end(), alive_.begin() + static_cast<std::ptrdiff_t>(state * words_)))
      break;
  }
  return static_cast<std::uint32_t>(slot);
}

void Matcher::add_state(Place place) {
  const Automaton& all = *automaton_;
  const auto number = static_cast<std::uint32_t>(states_.size());
  alive_.insert(alive_.end(), row_.begin(), row_.end());
  waiting_.resize(alive_.size(), 0);
  std::uint64_t* const waiting = waiting_.data() + number * words_;
  std::uint64_t asks = 0;
  for (std::size_t w = 0; w < words_; ++w) asks |= row_[w] & all.asks_[first_word_ + w];
  const std::uint32_t* const first = all.first_befores_.data() + all.walks_[rule_].stops + Automaton::begins;
  each_bit(row_.data(), words_, [&](std::size_t bit) {
    const Automaton::Before* at = all.befores_.data() + first[bit];
    do waiting[at->word] |= at->bits;
    while (at++->last == 0);
  });
  const std::uint64_t* const begins = (place == Place::first ? all.begins_first_ : all.begins_).data() + first_word_;
  std::uint64_t here = 0;
  for (std::size_t w = 0; w < words_; ++w) here |= row_[w] & begins[w];
  states_.push_back({asks == 0 ? number : unset, place, here != 0});
  next_.resize(states_.size() << shift_, no_number);
}

std::uint32_t Matcher::follow(std::uint32_t i, std::vector<std::uint32_t>& groups) const {
  const Automaton::Walk& walk = automaton_->walks_[rule_];
  if (groups.size() < walk.places) groups.resize(walk.places);
  std::uint32_t* const set = groups.data();
  std::fill_n(set, walk.places, unset);
  const std::uint64_t* const alive = alive_.data();
  const std::uint64_t* const ends = automaton_->ends_.data() + walk.word;
  const std::uint32_t* const firsts = automaton_->firsts_.data() + walk.stops;
  const Automaton::Stop* const stops = automaton_->stops_.data();
  const Automaton::Marks* const marks = automaton_->marks_.data();
  for (std::uint32_t at = i == 0 ? 1 : 0;; ++i) {
    const std::uint64_t* const bits = alive + (at_[i] & ~begins_rule) * words_;
    const Automaton::Stop* stop = stops + firsts[at];
    std::uint64_t next = stop->next & bits[stop->word];
    while (next == 0) {   // most rules have one word
      ++stop;
      next = stop->next & bits[stop->word];
    }
    const auto bit = static_cast<std::uint32_t>(std::countr_zero(next));
    const Automaton::Marks mark = marks[stop->marks + bit];
    if (mark.second == Automaton::Marks::listed) {
      for (const std::uint32_t place : automaton_->lists_[mark.first]) set[place] = i;
    } else {
      set[mark.first] = i;
      set[mark.second] = i;
    }
    if (has_bit(ends + stop->word, bit)) return i;
    at = Automaton::begins + 64 * stop->word + bit;
  }
}

}   // namespace propos::rules
