// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "propos/export.h"

namespace propos {

/// How the encoding of a text became known.
enum class EncodingBy : std::uint8_t {
  mark,     ///< a byte order mark says so
  utf8,     ///< it is valid UTF-8, or UTF-8 with a few damaged bytes
  guess,    ///< by statistics
  nothing,  ///< these bytes are no text
};

struct EncodingFound {
  std::string name;                         ///< as `to_utf8` takes it; empty where the bytes are no text
  EncodingBy by = EncodingBy::nothing;
  bool damaged = false;                     ///< UTF-8 with bytes that are none; `analyze` takes each as an unknown character
};

/// The encoding of `bytes`: what a byte order mark says; else UTF-8 where they are valid; else UTF-16, windows-1252 (also for
/// ISO-8859-1), ISO-8859-15 or macintosh by how French is written, another one by ICU's detector. Bytes with zeros that are no
/// UTF-16, or with many controls, are no text. O(bytes). Throws nothing; may be called from any thread.
PROPOS_API EncodingFound find_encoding(std::string_view bytes);

/// Whether `name` is that of an encoding `to_utf8` can read. May be called from any thread.
PROPOS_API bool is_encoding(std::string_view name);

/// `bytes` in `encoding` ("latin1", "windows-1252", "iso-8859-15", "utf-16le"… any name ICU knows) as UTF-8.
/// Bytes without a meaning become U+FFFD. A byte order mark of UTF-16 or UTF-32 is left out. O(bytes). Throws Error for a name
/// that is not known.
PROPOS_API std::string to_utf8(std::string_view bytes, std::string_view encoding);

}  // namespace propos
