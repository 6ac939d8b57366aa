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

/// "utf8", "utf16", "codepoint".
PROPOS_API std::string_view name_of(OffsetUnit) noexcept;

/// Converts byte offsets of one text to another unit. Built in one pass, O(bytes); a look-up costs O(1). A byte that is not
/// valid UTF-8 counts as one unit, as U+FFFD would. It does not refer to the text. Immutable: may be shared by threads.
class PROPOS_API OffsetMap {
 public:
  OffsetMap(std::string_view text, OffsetUnit unit);

  /// The offset in the wanted unit of byte `offset`, which must be at most the size of the text.
  std::uint32_t operator()(std::uint32_t offset) const noexcept;
  OffsetUnit unit() const noexcept { return unit_; }

 private:
  struct Block {
    std::uint64_t starts = 0;   // a bit for each of 64 bytes: a unit begins here
    std::uint32_t before = 0;   // units of the blocks before
  };

  OffsetUnit unit_;
  std::vector<Block> blocks_;   // none where units are bytes
};

}  // namespace propos
