// SPDX-License-Identifier: Apache-2.0
#include "output/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "bits.h"

namespace propos::output {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Reads one code point at `at` and moves on; -1 for a maximal sequence of bytes that is none, as OffsetMap counts them.
UChar32 next(std::string_view bytes, std::size_t& at) noexcept {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = bytes.size();
  UChar32 c;
  U8_NEXT(data, at, size, c);
  return c;
}

}   // namespace

bool is_utf8(std::string_view bytes) noexcept {
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at >= 8) {
      const std::size_t plain = bytes_before(eight_bytes(bytes.data() + at) & top_bits);   // ASCII
      at += plain;
      if (plain == 8) continue;
    }
    if (next(bytes, at) < 0) return false;
  }
  return true;
}

void append_utf8(std::string_view bytes, std::string& out) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    if (next(bytes, at) < 0) out += replacement;
    else out += bytes.substr(begin, at - begin);
  }
}

void append_line(std::string_view bytes, std::string& out) {
  bool blank = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    const UChar32 c = next(bytes, at);
    if (c >= 0 && u_isUWhiteSpace(c)) {
      blank = true;
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    if (c < 0 || u_iscntrl(c)) out += replacement;
    else out += bytes.substr(begin, at - begin);
  }
  if (blank) out += ' ';
}

}   // namespace propos::output
