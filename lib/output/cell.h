// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace propos::output {

/// Appends a cell of a table as RFC 4180 has it: in double quotes where it holds the separator, a quote or a line end. What is not
/// UTF-8, and a zero byte, becomes U+FFFD. O(bytes).
void append_cell(std::string_view value, char separator, std::string& out);

/// The same of words that somebody wrote: what a spreadsheet would take for a formula has one more apostrophe before it.
void append_text_cell(std::string_view value, char separator, std::string& out);

}   // namespace propos::output
