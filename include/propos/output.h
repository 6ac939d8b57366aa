// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "propos/document.h"
#include "propos/export.h"
#include "propos/offsets.h"

namespace propos {

/// Appends one JSON object and a newline to `out`: the schema is docs/schema.json. O(text + results).
PROPOS_API void write_jsonl(const Document& document, std::string_view text, std::string_view name, OffsetUnit unit,
                            std::string& out);

/// Appends what a person reads: each quote with its speaker, each person with title and count.
PROPOS_API void write_text(const Document& document, std::string_view text, std::string_view name, bool colour,
                           std::string& out);

/// Appends the records, a line each, those of greater depth indented: docs/explain.md. `at` (in `unit`) chooses what
/// stands there, no value all.
PROPOS_API void write_explanation(const Explanation& explanation, std::string_view text, OffsetUnit unit,
                                  std::optional<std::uint32_t> at, std::string& out);

}  // namespace propos
