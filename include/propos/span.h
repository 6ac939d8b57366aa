// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A piece of the analysed text, by bytes. Plain numbers: costs nothing, throws nothing, any thread.
///
///     const propos::Span span{0, 3};
///     span.of("« Non »");                                            // == "« "
///     span.contains({1, 3});                                         // == true
///     span.overlaps({3, 4});                                         // == false
///
/// What does not work: a span is of one text; of a shorter one there is only what that has.
///
///     span.of("ab");                                                 // == "ab"
///     propos::Span({3, 4}).of("ab");                                 // == ""

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace propos {

/// A half-open range [begin, end) of UTF-8 bytes of the analysed text. Every offset inside Propos has this unit;
/// other units exist only at the door (see offsets.h). Spans of a Document lie on code point boundaries.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const noexcept { return end - begin; }
  constexpr bool empty() const noexcept { return begin == end; }
  constexpr bool contains(Span other) const noexcept { return begin <= other.begin && other.end <= end; }
  constexpr bool overlaps(Span other) const noexcept { return begin < other.end && other.begin < end; }
  /// The bytes of the span; `text` must be the text that was analysed.
  constexpr std::string_view of(std::string_view text) const noexcept {
    return begin < text.size() ? text.substr(begin, end - begin) : std::string_view();
  }

  friend constexpr bool operator==(Span, Span) noexcept = default;
  friend constexpr auto operator<=>(Span, Span) noexcept = default;
};

}   // namespace propos
