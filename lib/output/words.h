// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hash.h"

/// What a word is where words are counted or compared: what stands between blanks and holds a letter or digit.
namespace propos::output {

/// Calls `use` with a hash of each word: of its letters and digits, whatever their case, the marks around it and how it is
/// spaced. O(bytes).
template <class Use>
void for_words(std::string_view text, Use use) {
  std::uint64_t word = 0;
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) ++at;
    else U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), c);
    if (c < 0x80 ? c <= ' ' : u_isUWhiteSpace(c)) {
      if (word != 0) use(word);
      word = 0;
      continue;
    }
    if (c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : u_isalnum(c))
      c = c < 0x80 ? c | 0x20 : u_foldCase(c, U_FOLD_CASE_DEFAULT);
    else if (c < '0' || c > '9') continue;
    word = (word + static_cast<std::uint64_t>(c) + 1) * hash_factor;
    word ^= word >> 31;
  }
  if (word != 0) use(word);
}

/// How many words a text has. O(bytes).
inline std::uint32_t count_words(std::string_view text) {
  std::uint32_t count = 0;
  for_words(text, [&](std::uint64_t) { ++count; });
  return count;
}

}   // namespace propos::output
