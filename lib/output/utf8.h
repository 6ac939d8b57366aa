// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace propos::output {

/// Whether writers may take these bytes as they are: nothing in them that is not UTF-8. O(bytes).
bool is_utf8(std::string_view bytes) noexcept;

/// Appends `bytes` to `out`, each maximal sequence of wrong bytes as one U+FFFD, as OffsetMap counts them. O(bytes).
void append_utf8(std::string_view bytes, std::string& out);

/// Appends `bytes` as one line for a terminal: runs of white space become one blank, controls (an escape sequence in a
/// text must not reach the terminal) and bytes that are not UTF-8 become U+FFFD. O(bytes).
void append_line(std::string_view bytes, std::string& out);

}   // namespace propos::output
