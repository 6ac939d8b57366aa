// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "output/fields.h"

namespace propos::output {

/// Appends the members of an object of docs/schema.md, with a comma between them and no braces: those fields of `part` that `wanted`
/// takes. O(bytes).
void append_members(Part part, At at, bool (*wanted)(const Field&), std::string& out);

/// Appends a string of JSON, with its marks; what is not UTF-8 becomes U+FFFD. O(bytes).
void append_json_string(std::string_view text, std::string& out);

/// What a string of JSON says, given with its marks. O(bytes).
std::string text_of_json(std::string_view json);

}   // namespace propos::output
