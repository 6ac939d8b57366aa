// SPDX-License-Identifier: Apache-2.0
#include "rules/ways.h"

#include <algorithm>
#include <utility>

#include "bits.h"

namespace propos::rules {
namespace {

Left merged(Left a, const Left& b) {
  a.tests.insert(a.tests.end(), b.tests.begin(), b.tests.end());
  a.begin |= b.begin;
  a.open |= b.open;
  return a;
}

// Is the last unit of whatever it matches that of a test?
bool ends_with_test(const Pattern& pattern) {
  switch (pattern.op) {
    case Pattern::Op::test: return pattern.test.op != Test::Op::any;
    case Pattern::Op::sequence:
    case Pattern::Op::capture: return !pattern.parts.empty() && ends_with_test(pattern.parts.back());
    default: return false;
  }
}

class Finder {
 public:
  Finder(const Automaton::Numbers& numbers, std::size_t most) : numbers_(numbers), most_(most) {}

  // Adds what the pattern needs to each of the ways.
  void add(const Pattern& pattern, const Left& left, std::vector<Way>& ways) const {
    switch (pattern.op) {
      case Pattern::Op::test:
        if (pattern.test.op != Test::Op::any)
          for (Way& way : ways) way.push_back({{numbers_.at(&pattern.test)}, left});
        return;
      case Pattern::Op::choice: return add_choice(pattern, left, ways);
      case Pattern::Op::repeat:
        if (pattern.least > 0) add(pattern.parts[0], left, ways);
        return;
      default: {
        Left here = left;
        const Pattern* before = nullptr;
        for (const Pattern& part : pattern.parts) {
          if (part.op == Pattern::Op::end && before != nullptr && ends_with_test(*before))
            for (Way& way : ways) way.back().last = true;
          before = &part;
          add(part, here, ways);
          here = here.behind(part, numbers_);
        }
      }
    }
  }

 private:
  void add_choice(const Pattern& choice, const Left& left, std::vector<Way>& ways) const {
    std::vector<Way> more = ways_of_parts(choice, left);
    if (ways.size() * more.size() > most_) more = Finder(numbers_, 1).ways_of_parts(choice, left);
    if (more.empty()) return;
    if (ways.size() * more.size() > most_) more = {{any_of(more)}};
    std::vector<Way> out;
    for (const Way& behind : more)
      for (const Way& way : ways) {
        out.push_back(way);
        out.back().insert(out.back().end(), behind.begin(), behind.end());
      }
    ways = std::move(out);
  }

  // Of a choice alone; none where a part may need nothing.
  std::vector<Way> ways_of_parts(const Pattern& choice, const Left& left) const {
    std::vector<Way> out;
    for (const Pattern& part : choice.parts) {
      std::vector<Way> own(1);
      add(part, left, own);
      if (own[0].empty()) return {};
      out.insert(out.end(), own.begin(), own.end());
    }
    return out;
  }

  // Of each way the last need before which not anything may stand, else the last: that says most.
  static Need any_of(const std::vector<Way>& ways) {
    Need out{{}, {{}, false, false}};
    for (const Way& way : ways) {
      const auto closed = std::find_if(way.rbegin(), way.rend(), [](const Need& need) { return !need.left.open; });
      const Need& need = closed != way.rend() ? *closed : way.back();
      out.tests.insert(out.tests.end(), need.tests.begin(), need.tests.end());
      out.left = merged(std::move(out.left), need.left);
    }
    return out;
  }

  const Automaton::Numbers& numbers_;
  std::size_t most_;
};

}   // namespace

Left Left::behind(const Pattern& pattern, const Automaton::Numbers& numbers) const {
  switch (pattern.op) {
    case Pattern::Op::test: return pattern.test.op != Test::Op::any ? Left{{numbers.at(&pattern.test)}, false, false} : Left{};
    case Pattern::Op::begin: return {{}, true, false};
    case Pattern::Op::end: return *this;
    case Pattern::Op::choice: {
      Left out{{}, false, false};
      for (const Pattern& part : pattern.parts) out = merged(std::move(out), behind(part, numbers));
      return out;
    }
    case Pattern::Op::repeat: {
      Left once = behind(pattern.parts[0], numbers);
      if (pattern.most > 1) once = merged(once, once.behind(pattern.parts[0], numbers));
      return pattern.least > 0 ? once : merged(*this, once);
    }
    default: {
      Left out = *this;
      for (const Pattern& part : pattern.parts) out = out.behind(part, numbers);
      return out;
    }
  }
}

WayIndex::WayIndex(const std::vector<std::vector<std::uint32_t>>& ways, const Row& often) : often_(often) {
  for (const std::vector<std::uint32_t>& bits : ways)
    for (const std::uint32_t bit : bits) words_ = std::max<std::size_t>(words_, bit / 64 + 1);
  rows_.own().resize(ways.size() * words_, 0);
  for (std::uint32_t way = 0; way < ways.size(); ++way) {
    if (ways[way].empty()) always_.own().push_back(way);
    for (const std::uint32_t bit : ways[way]) set_bit(rows_.own().data() + way * words_, bit);
  }
}

void WayIndex::learn(std::span<const std::uint64_t> row, Keys& keys) const {
  if (keys.rows == 0)
    for (std::size_t bit = 0; bit < words_ * 64; ++bit) keys.times.push_back(has_bit(often_.data(), bit));
  if (keys.rows == 0 || keys.rows == learns || keys.rows == learns * learns) choose(keys);
  ++keys.rows;
  each_bit(row.data(), words_, [&](std::size_t bit) { ++keys.times[bit]; });
}

void WayIndex::choose(Keys& keys) const {
  std::vector<std::vector<std::uint32_t>> ways(words_ * 64);
  const std::size_t count = words_ == 0 ? 0 : rows_.size() / words_;
  for (std::uint32_t way = 0; way < count; ++way) {
    std::size_t key = ways.size();
    each_bit(rows_.data() + way * words_, words_, [&](std::size_t bit) {
      if (key == ways.size() || keys.times[bit] < keys.times[key]) key = bit;
    });
    if (key < ways.size()) ways[key].push_back(way);
  }
  keys.first.assign(1, 0);
  keys.ways.clear();
  keys.words.clear();
  keys.bits = {};
  for (std::size_t bit = 0; bit < ways.size(); ++bit) {
    for (const std::uint32_t way : ways[bit]) {
      for (std::size_t w = 0; w < words_; ++w) {
        const std::uint64_t own = rows_[way * words_ + w], key = w == bit / 64 ? std::uint64_t{1} << bit % 64 : 0;
        if ((own & ~key) != 0) keys.words.push_back({own & ~key, w});
      }
      keys.ways.push_back({way, static_cast<std::uint32_t>(keys.words.size())});
    }
    keys.first.push_back(static_cast<std::uint32_t>(keys.ways.size()));
    if (!ways[bit].empty()) set_bit(keys.bits.data(), bit);
  }
}

std::vector<Way> ways_of(const Pattern& pattern, const Automaton::Numbers& numbers, std::size_t most) {
  std::vector<Way> out(1);
  Finder(numbers, most).add(pattern, {}, out);
  return out;
}

}   // namespace propos::rules
