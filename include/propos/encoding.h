// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Text in any encoding becomes the UTF-8 that `analyze` takes.
///
/// All functions cost O(bytes), keep nothing and may be called from any thread. Offsets of a Document are those of the UTF-8.
///
///     const std::string old = "L'\xE9t\xE9 \xE0 Orl\xE9" "ans, dit-elle.";
///     const propos::EncodingFound found = propos::find_encoding(old);
///     found.name;                                                    // == "windows-1252"
///     propos::name_of(found.by);                                     // == "guess"
///     propos::to_utf8(old, found.name);                              // == "L'été à Orléans, dit-elle."
///
/// What does not work: bytes that are no text have no encoding, and no other name is taken for one.
///
///     propos::find_encoding(std::string_view("\0\1\2\3", 4)).name;   // == ""
///     propos::is_encoding("utf-9");                                  // == false
///     propos::to_utf8(old, "");                                      // throws ErrorKind::encoding

#include <cstdint>
#include <string>
#include <string_view>

#include "propos/export.h"

namespace propos {

/// How the encoding of a text became known.
enum class EncodingBy : std::uint8_t {
  mark,      ///< a byte order mark says so
  utf8,      ///< it is valid UTF-8, or UTF-8 with a few damaged bytes
  guess,     ///< by statistics
  nothing,   ///< these bytes are no text
};

/// "mark", "utf8", "guess", "nothing".
PROPOS_API std::string_view name_of(EncodingBy) noexcept;

struct EncodingFound {
  std::string name;   ///< as `to_utf8` takes it; empty where the bytes are no text
  EncodingBy by = EncodingBy::nothing;
  bool damaged = false;   ///< UTF-8 with bytes that are none; `analyze` takes them as unknown characters
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

}   // namespace propos
