// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

/// Rows of bits in words of 64, and bytes eight at a time.
namespace propos {

static_assert(std::endian::native == std::endian::little, "texts are read by words of eight bytes, the first of them lowest");

inline void set_bit(std::uint64_t* row, std::size_t bit) noexcept { row[bit / 64] |= std::uint64_t{1} << bit % 64; }
inline bool has_bit(const std::uint64_t* row, std::size_t bit) noexcept { return row[bit / 64] >> bit % 64 & 1; }

/// 0x80 in each of eight bytes.
inline constexpr std::uint64_t top_bits = 0x8080808080808080u;
/// 0x80 where a byte of `word` is a to z.
constexpr std::uint64_t small_letters(std::uint64_t word) noexcept {
  constexpr std::uint64_t ones = top_bits >> 7;
  const std::uint64_t low = word & ~top_bits;
  return (low + ones * (0x80 - 'a')) & ~(low + ones * (0x80 - 'z' - 1)) & ~word & top_bits;
}
/// 0x80 where a byte of `word` is this character, below 0x80.
constexpr std::uint64_t bytes_equal(std::uint64_t word, char c) noexcept {
  constexpr std::uint64_t ones = top_bits >> 7;
  const std::uint64_t other = (word & ~top_bits) ^ ones * static_cast<unsigned char>(c);
  return ~(other + ones * 0x7F) & ~word & top_bits;
}
/// How many bytes, from the first on, have none of these bits.
constexpr std::size_t bytes_before(std::uint64_t bits) noexcept { return static_cast<std::size_t>(std::countr_zero(bits)) / 8; }

}  // namespace propos
