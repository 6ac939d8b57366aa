// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// Rows of bits in words of 64, and bytes eight at a time.
namespace propos {

static_assert(std::endian::native == std::endian::little, "texts are read by words of eight bytes, the first of them lowest");

inline void set_bit(std::uint64_t* row, std::size_t bit) noexcept { row[bit / 64] |= std::uint64_t{1} << bit % 64; }
inline bool has_bit(const std::uint64_t* row, std::size_t bit) noexcept { return row[bit / 64] >> bit % 64 & 1; }

inline std::uint64_t eight_bytes(const void* at) noexcept {
  std::uint64_t out = 0;
  std::memcpy(&out, at, sizeof(out));
  return out;
}
/// 0x80 in each of eight bytes; 1 in each.
inline constexpr std::uint64_t top_bits = 0x8080808080808080u, low_bits = top_bits >> 7;
/// 0x80 where a byte of `word` is a to z.
constexpr std::uint64_t small_letters(std::uint64_t word) noexcept {
  const std::uint64_t low = word & ~top_bits;
  return (low + low_bits * (0x80 - 'a')) & ~(low + low_bits * (0x80 - 'z' - 1)) & ~word & top_bits;
}
/// 0x80 where a byte of `word` is this character, below 0x80.
constexpr std::uint64_t bytes_equal(std::uint64_t word, char c) noexcept {
  const std::uint64_t other = (word & ~top_bits) ^ low_bits * static_cast<unsigned char>(c);
  return ~(other + low_bits * 0x7F) & ~word & top_bits;
}
/// How many bytes, from the first on, have none of these bits.
constexpr std::size_t bytes_before(std::uint64_t bits) noexcept { return static_cast<std::size_t>(std::countr_zero(bits)) / 8; }

}   // namespace propos
