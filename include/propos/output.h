// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "propos/document.h"
#include "propos/export.h"
#include "propos/offsets.h"

namespace propos {

/// How a result names its text, and what else it says of it. It refers to strings of the caller.
struct Label {
  /// Members of a JSON object: name and JSON value, which is written as it is.
  using Members = std::span<const std::pair<std::string, std::string>>;

  template <std::convertible_to<std::string_view> Name>
  Label(const Name& text_name) : name(text_name) {}   ///< a name alone

  std::string_view name;             ///< any bytes; those that are not UTF-8 are written as U+FFFD
  std::string_view id = {};          ///< where not empty: a JSON value, which is written as it is in place of the name
  std::string_view file = {};        ///< this one and the next: fields of a record (docs/schema.md), left out where empty
  std::string_view encoding = {}, language = {}, text_file = {};
  Members options = {};              ///< left out where empty
  std::optional<Members> fields;     ///< what came in with the text; left out where there is no value
};

/// What of a result is written.
struct OutputParts {
  bool entities = true, mentions = true, quotes = true;
  bool text = true;                  ///< words of the text, which offsets tell too; names and titles are none
};

/// Appends one JSON object and a newline to `out`: the schema is docs/schema.json. O(text + results).
PROPOS_API void write_jsonl(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                            std::string& out, const OutputParts& parts = {});

/// What the rows of a table are of.
enum class Table : std::uint8_t { quotes, mentions, entities };

/// How a table is written: docs/schema.md tells its columns. It refers to strings of the caller.
struct TableOptions {
  Table table = Table::quotes;
  bool tabs = false;                          ///< between cells, and lines end with LF; else commas and CRLF
  bool text = true;                           ///< see OutputParts; cells without it are empty
  std::span<const std::string> fields = {};   ///< of what came in with the text, a column each
  bool all_fields = false;                    ///< one column with all of them, a JSON object
};

/// Appends the line with the names of the columns.
PROPOS_API void write_table_head(const TableOptions& options, std::string& out);

/// Appends a line for each quote, mention or entity, with cells as RFC 4180 has them. A cell of text that a spreadsheet would take
/// for a formula (behind apostrophes and white space =, +, -, @ or their wide forms) has one more apostrophe before it. O(text + rows).
PROPOS_API void write_table(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                            const TableOptions& options, std::string& out);

/// Appends what a person reads: each quote with its speaker, each person with title and count.
PROPOS_API void write_text(const Document& document, std::string_view text, std::string_view name, bool colour,
                           std::string& out);

/// Appends the records, a line each, those of greater depth indented: docs/explain.md. `at` (in `unit`) chooses what
/// stands there, no value all.
PROPOS_API void write_explanation(const Explanation& explanation, std::string_view text, OffsetUnit unit,
                                  std::optional<std::uint32_t> at, std::string& out);

}  // namespace propos
