// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Keys with a number each as one block of bytes that is used where it lies: a tree of their bytes in which equal branches are written
/// once, a minimal acyclic automaton. Forms share their beginnings and their endings with what these mean, so a key takes three bytes,
/// its number included, which is written in groups of seven bits: those of many keys are best small.
///
///   node   head | [count, where the head has no room for it] | [number of the key that ends here] | run or branch
///   run    bytes, then the next node
///   branch labels, then for each the place of its node in three bytes; the last node may follow at once
namespace propos::lexicon {

inline constexpr std::uint32_t no_key = static_cast<std::uint32_t>(-1);

/// The block for these keys, sorted, each once, with numbers below no_key. Throws Error for more than places can tell.
/// O(bytes of the keys).
std::string write_keys(const std::vector<std::pair<std::string_view, std::uint32_t>>& keys);

/// The number of a key in such a block, or no_key. O(bytes of the key).
std::uint32_t find_key(const unsigned char* block, std::string_view key) noexcept;

}   // namespace propos::lexicon
