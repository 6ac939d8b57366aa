// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

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

/// A test that holds of some unit, and what stands before that unit.
struct Need {
  std::uint32_t test = 0;
  Left left;
};

/// One way to match: what it needs, one behind the other.
using Way = std::vector<Need>;

/// The ways of a pattern, at least one. Each choice multiplies them; one that would make more than `most` of them is left out
/// of account, as is what may be absent.
std::vector<Way> ways_of(const Pattern& pattern, const Automaton::Numbers& numbers, std::size_t most);

}  // namespace propos::rules
