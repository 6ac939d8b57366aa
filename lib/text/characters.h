// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <string_view>

#include "propos/span.h"

/// Characters of UTF-8 as the stage reads them; one that is none is negative and a byte long.
namespace propos::text {

struct Character {
  UChar32 c = 0;
  std::size_t size = 0;
};

inline Character at(std::string_view bytes, std::size_t i) {
  std::int32_t next = 0;
  UChar32 c = 0;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data()) + i;
  U8_NEXT(data, next, static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - i, 8)), c);
  return {c, static_cast<std::size_t>(next)};
}

inline UChar32 last_character(std::string_view bytes, Span line) {
  std::int32_t i = static_cast<std::int32_t>(line.size());
  UChar32 c = 0;
  U8_PREV(reinterpret_cast<const std::uint8_t*>(bytes.data()) + line.begin, 0, i, c);
  return c;
}

inline bool blank(UChar32 c) { return c >= 0 && (u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF); }
inline bool is_mark(UChar32 c) { return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F); }

}   // namespace propos::text
