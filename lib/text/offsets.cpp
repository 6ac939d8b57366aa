// SPDX-License-Identifier: Apache-2.0
#include "propos/offsets.h"

#include <algorithm>

#include <unicode/utf8.h>

namespace propos {
namespace {

constexpr std::uint32_t stride = 64;

// Steps over one character or one byte that is none, and counts its units.
std::uint32_t step(std::string_view text, std::int32_t& at, OffsetUnit unit) {
  const std::int32_t start = at;
  UChar32 c = 0;
  U8_NEXT(text.data(), at, static_cast<std::int32_t>(text.size()), c);
  if (c < 0) at = start + 1;
  return unit == OffsetUnit::utf16 && c > 0xFFFF ? 2 : 1;
}

}  // namespace

OffsetMap::OffsetMap(std::string_view text, OffsetUnit unit) : text_(text), unit_(unit) {
  if (unit == OffsetUnit::utf8) return;
  anchors_.reserve(2 * (text.size() / stride + 1));
  std::uint32_t units = 0;
  // An anchor is the first character at or behind a multiple of the stride: its byte and its offset in units.
  for (std::int32_t at = 0; static_cast<std::size_t>(at) < text.size();) {
    while (anchors_.size() / 2 * stride <= static_cast<std::uint32_t>(at)) {
      anchors_.push_back(static_cast<std::uint32_t>(at));
      anchors_.push_back(units);
    }
    units += step(text, at, unit);
  }
}

std::uint32_t OffsetMap::operator()(std::uint32_t offset) const noexcept {
  if (unit_ == OffsetUnit::utf8 || anchors_.empty()) return unit_ == OffsetUnit::utf8 ? offset : 0;
  std::size_t anchor = std::min<std::size_t>(offset / stride, anchors_.size() / 2 - 1);
  if (anchors_[2 * anchor] > offset && anchor > 0) --anchor;
  auto at = static_cast<std::int32_t>(anchors_[2 * anchor]);
  std::uint32_t units = anchors_[2 * anchor + 1];
  while (static_cast<std::uint32_t>(at) < offset && static_cast<std::size_t>(at) < text_.size()) units += step(text_, at, unit_);
  return units;
}

}  // namespace propos
