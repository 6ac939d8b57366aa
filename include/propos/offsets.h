// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Offsets in the units of other programs: Propos counts UTF-8 bytes, Java and JavaScript UTF-16 units, Python code points.
///
/// A map is built in one pass over the text, O(bytes), and holds a fifth of its size; each look-up costs O(1) one way and
/// O(log bytes) the other. Immutable: any number of threads may share one. Throws nothing but std::bad_alloc.
///
/// A text that is not valid UTF-8 has units, too: each maximal sequence of bytes that begins a character but does not end it is one,
/// and every other wrong byte is one, each as U+FFFD. So count `bytes.decode(errors="replace")` of Python and TextDecoder of
/// browsers (the Unicode Standard, 3.9, «U+FFFD Substitution of Maximal Subparts»).
///
///     const std::string_view text = "« Non »";
///     const propos::OffsetMap map(text, propos::OffsetUnit::codepoint);
///     map(3);                                                        // == 2u
///     map.byte(2);                                                   // == 3u
///     map.size();                                                    // == 7u
///     propos::OffsetMap("\xE2\x80", propos::OffsetUnit::codepoint).size();   // == 1u
///     propos::OffsetMap("\xFF\xFF", propos::OffsetUnit::codepoint).size();   // == 2u
///
/// What does not work: past the end of the text there is nothing, so that what is past it is taken for the end; and the second of
/// the two UTF-16 units of an emoji is no place in its UTF-8: it becomes the second byte of the character, and comes back from there.
///
///     map.byte(8);                                                   // == text.size()
///     propos::OffsetMap("\U0001F600", propos::OffsetUnit::utf16).byte(1);   // == 1u

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

/// Converts byte offsets of one text to another unit and back. It does not refer to the text.
class PROPOS_API OffsetMap {
 public:
  OffsetMap(std::string_view text, OffsetUnit unit);

  /// The offset in the wanted unit of byte `offset`; of a byte inside a character, that of the next one. O(1).
  std::uint32_t operator()(std::uint32_t offset) const noexcept;
  /// The byte at which the unit `offset` begins: the other way for all units of the text, and for its end. O(log bytes).
  std::uint32_t byte(std::uint32_t offset) const noexcept;
  /// The whole text in the wanted unit. O(1).
  std::uint32_t size() const noexcept { return (*this)(bytes_); }
  OffsetUnit unit() const noexcept { return unit_; }

 private:
  struct Block {
    std::uint64_t starts = 0;   // a bit for each of 64 bytes: a unit begins here
    std::uint32_t before = 0;   // units of the blocks before
  };

  OffsetUnit unit_;
  std::uint32_t bytes_ = 0;
  std::vector<Block> blocks_;   // none where units are bytes
};

}   // namespace propos
