// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// Rows of bits in words of 64.
namespace propos {

inline void set_bit(std::uint64_t* row, std::size_t bit) noexcept { row[bit / 64] |= std::uint64_t{1} << bit % 64; }
inline bool has_bit(const std::uint64_t* row, std::size_t bit) noexcept { return row[bit / 64] >> bit % 64 & 1; }

}  // namespace propos
