// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "propos/export.h"
#include "propos/span.h"

namespace propos {

/// The units in which a caller may want offsets.
enum class OffsetUnit : std::uint8_t { utf8, utf16, codepoint };

/// Converts byte offsets of one text to another unit. Built in one pass, O(bytes); a look-up costs O(1) (at most one
/// stride of 64 bytes is counted). A byte that is not valid UTF-8 counts as one unit, as U+FFFD would.
/// Refers to `text`, which must outlive it. Immutable: may be shared by threads.
class PROPOS_API OffsetMap {
 public:
  OffsetMap(std::string_view text, OffsetUnit unit);

  /// The offset in the wanted unit of byte `offset`, which must be at most the size of the text.
  std::uint32_t operator()(std::uint32_t offset) const noexcept;
  OffsetUnit unit() const noexcept { return unit_; }

 private:
  std::string_view text_;
  OffsetUnit unit_;
  std::vector<std::uint32_t> anchors_;
};

}  // namespace propos
