// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/array.h"
#include "rules/automaton.h"
#include "rules/grammar.h"

/// What a pattern cannot do without, so that a sentence without it is not read.
namespace propos::rules {

/// What stands directly before a part of a pattern.
struct Left {
  std::vector<std::uint32_t> tests;   // a unit of which one of these holds
  bool begin = false;                 // or nothing, at the head of the sentence
  bool open = true;                   // or anything

  /// What stands before the part behind `pattern`, before which this stands. O(size of the pattern).
  Left behind(const Pattern& pattern, const Automaton::Numbers& numbers) const;
};

/// Tests one of which holds of some unit, and what stands before that unit.
struct Need {
  std::vector<std::uint32_t> tests;
  Left left;
  bool last = false;   // the sentence ends behind the unit
};

/// One way to match: what it needs, one behind the other.
using Way = std::vector<Need>;

/// The ways of a pattern, at least one. Each choice multiplies them; of one that would make more than `most` of them one need is
/// left, that of any of its ways. What may be absent is left out of account.
std::vector<Way> ways_of(const Pattern& pattern, const Automaton::Numbers& numbers, std::size_t most);

/// Finds the ways whose bits are all set, each looked up by one of them: that which was set least often so far.
class WayIndex {
 public:
  static constexpr std::size_t most_words = 16;
  using Row = std::array<std::uint64_t, most_words>;

  /// Of one thread; what is found does not depend on it.
  struct Keys {
    struct Word {
      std::uint64_t bits = 0;
      std::size_t word = 0;
    };
    struct Keyed {
      std::uint32_t way = 0;
      std::uint32_t behind = 0;   // the last of the words with its other bits; they begin where those of the one before end
    };
    std::vector<std::uint32_t> first;   // by bit: its place in `ways`, and the end
    std::vector<Keyed> ways;
    std::vector<Word> words;
    Row bits{};                         // that are keys
    std::vector<std::uint32_t> times;   // that a bit was set
    std::uint32_t rows = 0;
  };

  WayIndex() = default;
  /// The bits of each way, below 64 × most_words; `often`: those that are poor keys as long as nothing is known.
  explicit WayIndex(const std::vector<std::vector<std::uint32_t>>& ways, const Row& often = {});

  /// Calls `use` with each such way until it gives true; gives whether it did. `row` is as long as the longest way, or longer.
  /// O(bits set that are keys + their ways).
  template <class Use>
  bool any(std::span<const std::uint64_t> row, Keys& keys, const Use& use) const {
    if (keys.rows <= learns * learns) learn(row, keys);
    for (const std::uint32_t way : always_)
      if (use(way)) return true;
    for (std::size_t w = 0; w < words_; ++w)
      for (std::uint64_t bits = row[w] & keys.bits[w]; bits != 0; bits &= bits - 1) {
        const std::size_t key = w * 64 + static_cast<std::size_t>(std::countr_zero(bits));
        for (std::uint32_t k = keys.first[key]; k < keys.first[key + 1]; ++k)
          if (!lacks(keys, k, row) && use(keys.ways[k].way)) return true;
      }
    return false;
  }

  template <class Image>
  void image(Image& io) {
    io(words_, rows_, always_, often_);
  }

 private:
  static constexpr std::uint32_t learns = 24;   // rows after which keys are chosen again, and so many times as many

  static bool lacks(const Keys& keys, std::uint32_t k, std::span<const std::uint64_t> row) {
    for (std::uint32_t w = k == 0 ? 0 : keys.ways[k - 1].behind; w < keys.ways[k].behind; ++w)
      if (keys.words[w].bits & ~row[keys.words[w].word]) return true;
    return false;
  }
  void learn(std::span<const std::uint64_t> row, Keys& keys) const;
  void choose(Keys& keys) const;

  std::size_t words_ = 0;
  Array<std::uint64_t> rows_;     // by way
  Array<std::uint32_t> always_;   // ways without bits
  Row often_{};
};

}   // namespace propos::rules
