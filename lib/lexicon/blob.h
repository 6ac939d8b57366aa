// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <type_traits>

#include "lexicon/lexicon.h"

/// The compiled lexicon: one block of memory, used where it lies. Written by tools/lexc, read by lexicon.cpp.
///
///   Header | Entry[entries] | slot[slots] | records | strings | name[features] | pair bits | verbs
///
/// A slot is 0 or the place of a record in its low 24 bits and 8 bits of the key's hash above them, so that other keys
/// are passed over without a look at their records. Slots are probed one after the other.
/// A record is 4 bytes (size of the key in the low 8 bits, number of the entry above them) and the key.
/// Distinct entries are few: half a million keys share some forty thousand. Strings end in NUL; 0 is the empty one.
/// Pair bits tell, for the hashes of a key and of a word, whether some longer key may begin with both: one bit each, with few
/// others set.
/// Verbs is the text of WordList::verbs, for the inflection of words that a caller adds.
namespace propos::lexicon::blob {

inline constexpr std::uint32_t magic = 0x584C5250;   // also tells the byte order
inline constexpr std::uint32_t version = 6;
inline constexpr std::size_t alignment = 64;

struct Header {
  std::uint32_t magic = blob::magic;
  std::uint32_t version = blob::version;
  std::uint32_t entry_size = sizeof(Entry);
  std::uint32_t size = 0;   // of all
  std::uint32_t keys = 0;   // numbers of things
  std::uint32_t entries = 0;
  std::uint32_t slots = 0;
  std::uint32_t features = 0;
  std::uint32_t slots_at = 0;   // bytes from the header; the entries begin at sizeof(Header)
  std::uint32_t records_at = 0;
  std::uint32_t strings_at = 0;
  std::uint32_t names_at = 0;   // of each feature, where its name is in the strings
  std::uint32_t verbs_at = 0;
  std::uint32_t verbs_size = 0;
  std::uint32_t pairs_at = 0;
  std::uint32_t pair_bits = 0;   // a power of two
  std::uint64_t hash = 0;        // of all, this one 0
};
static_assert(sizeof(Header) == 72);
static_assert(std::is_trivially_copyable_v<Entry> && sizeof(Features) == max_features / 8);

inline constexpr std::uint32_t place_bits = 24;
inline constexpr std::uint32_t place_mask = (1u << place_bits) - 1;

/// The first slot to look at.
inline std::uint32_t first_slot(std::uint64_t hash, std::uint32_t slots) noexcept {
  return static_cast<std::uint32_t>(((hash >> 32) * slots) >> 32);
}

/// The bit of a key and the word behind it.
inline std::size_t pair_place(std::uint64_t key, std::uint64_t word, std::size_t bits) noexcept {
  return static_cast<std::size_t>(((key ^ word >> 32 ^ word << 32) * 0x9E3779B97F4A7C15u) >> 32) & (bits - 1);
}

inline std::uint32_t tag(std::uint64_t hash) noexcept { return static_cast<std::uint32_t>(hash & 0xFF) << place_bits; }

}   // namespace propos::lexicon::blob
