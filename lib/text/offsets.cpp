// SPDX-License-Identifier: Apache-2.0
#include "propos/offsets.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <bit>

#include "bits.h"

namespace propos {

OffsetMap::OffsetMap(std::string_view text, OffsetUnit unit) : unit_(unit), bytes_(static_cast<std::uint32_t>(text.size())) {
  if (unit == OffsetUnit::utf8) return;
  blocks_.resize(text.size() / 64 + 1);
  const auto begins = [this](std::size_t at) { blocks_[at / 64].starts |= std::uint64_t{1} << at % 64; };
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    if (size - at >= 8) {   // ASCII, to the end of the block
      const std::size_t plain = bytes_before(eight_bytes(text.data() + at) & top_bits);
      const auto run = static_cast<std::int32_t>(std::min<std::size_t>(plain, 64 - static_cast<std::size_t>(at) % 64));
      blocks_[static_cast<std::size_t>(at) / 64].starts |= ((std::uint64_t{1} << run) - 1) << at % 64;
      at += run;
      if (run > 0) continue;
    }
    const std::int32_t start = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    begins(static_cast<std::size_t>(start));
    if (c > 0xFFFF && unit == OffsetUnit::utf16) begins(static_cast<std::size_t>(start) + 1);
  }
  std::uint32_t units = 0;
  for (Block& block : blocks_) {
    block.before = units;
    units += static_cast<std::uint32_t>(std::popcount(block.starts));
  }
}

std::uint32_t OffsetMap::operator()(std::uint32_t offset) const noexcept {
  offset = std::min(offset, bytes_);
  if (blocks_.empty()) return offset;
  const Block& block = blocks_[offset / 64];
  return block.before + static_cast<std::uint32_t>(std::popcount(block.starts & ((std::uint64_t{1} << offset % 64) - 1)));
}

std::uint32_t OffsetMap::byte(std::uint32_t offset) const noexcept {
  if (offset >= size()) return bytes_;
  if (blocks_.empty()) return offset;
  const auto behind =
      std::upper_bound(blocks_.begin(), blocks_.end(), offset, [](std::uint32_t o, const Block& b) { return o < b.before; });
  const auto block = behind - blocks_.begin() - 1;
  std::uint64_t starts = blocks_[static_cast<std::size_t>(block)].starts;
  for (std::uint32_t left = offset - blocks_[static_cast<std::size_t>(block)].before; left > 0; --left) starts &= starts - 1;
  return static_cast<std::uint32_t>(block * 64 + std::countr_zero(starts));
}

}   // namespace propos
