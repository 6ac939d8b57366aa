// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "propos/document.h"
#include "propos/export.h"
#include "propos/offsets.h"

namespace propos {

/// How a line of JSON names its text, and what else it says of it. It refers to strings of the caller.
struct Label {
  template <std::convertible_to<std::string_view> Name>
  Label(const Name& text_name) : name(text_name) {}   ///< a name alone

  std::string_view name;          ///< any bytes; those that are not UTF-8 are written as U+FFFD
  std::string_view id = {};       ///< where not empty: a JSON value, which is written as it is in place of the name
  std::string_view members = {};  ///< members of the object, written as they are: `"encoding":"utf-16le"`; none where empty
};

/// Appends one JSON object and a newline to `out`: the schema is docs/schema.json. O(text + results).
PROPOS_API void write_jsonl(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                            std::string& out);

/// Appends what a person reads: each quote with its speaker, each person with title and count.
PROPOS_API void write_text(const Document& document, std::string_view text, std::string_view name, bool colour,
                           std::string& out);

/// Appends the records, a line each, those of greater depth indented: docs/explain.md. `at` (in `unit`) chooses what
/// stands there, no value all.
PROPOS_API void write_explanation(const Explanation& explanation, std::string_view text, OffsetUnit unit,
                                  std::optional<std::uint32_t> at, std::string& out);

}  // namespace propos
