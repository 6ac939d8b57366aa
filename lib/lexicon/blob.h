// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <type_traits>

#include "lexicon/lexicon.h"

/// The compiled lexicon: one block of memory, used where it lies. Written by tools/lexc, read by lexicon.cpp.
///
///   Header | Entry[entries] | Features[rows] | keys | strings | place[strings] | name[features] | number[features] | pair bits | verbs
///
/// Distinct entries are few: half a million keys share some fifty thousand, and these some ten thousand rows of features. Those of
/// many keys come first. Keys (keys.h) have the numbers of their entries. Strings end in NUL; number 0 is the empty one.
/// The numbers of features stand in the order of their names.
/// Pair bits tell, for the hashes of a key and of a word, whether some longer key may begin with both: one bit each, with few
/// others set.
/// Verbs is the text of WordList::verbs, for the inflection of words that a caller adds.
namespace propos::lexicon::blob {

inline constexpr std::uint32_t magic = 0x584C5250;   // also tells the byte order
inline constexpr std::uint32_t version = 8;
inline constexpr std::size_t alignment = 64;

struct Header {
  std::uint32_t magic = blob::magic;
  std::uint32_t version = blob::version;
  std::uint32_t size = 0;      // of all
  std::uint32_t entries = 0;   // numbers of things
  std::uint32_t features = 0;
  std::uint32_t pair_bits = 0;    // a power of two
  std::uint32_t entries_at = 0;   // bytes from the header
  std::uint32_t keys_at = 0;
  std::uint32_t strings_at = 0;
  std::uint32_t places_at = 0;   // of each string, from strings_at
  std::uint32_t names_at = 0;    // of each feature, the number of its name among the strings
  std::uint32_t by_name_at = 0;
  std::uint32_t pairs_at = 0;
  std::uint32_t verbs_at = 0;   // … up to the end
  std::uint64_t hash = 0;       // of all, this one 0
};
static_assert(sizeof(Header) == 64);
static_assert(sizeof(Entry) == 12 && sizeof(Features) == max_features / 8);

/// The bit of a key and the word behind it.
inline std::size_t pair_place(std::uint64_t key, std::uint64_t word, std::size_t bits) noexcept {
  return static_cast<std::size_t>(((key ^ word >> 32 ^ word << 32) * 0x9E3779B97F4A7C15u) >> 32) & (bits - 1);
}

}   // namespace propos::lexicon::blob
