// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A Document as text: JSON Lines and tables for programs, a summary and a page of HTML for people; and JSON Lines back.
///
/// Writers compute nothing and change nothing: any number of threads may write one document. Each costs O(text + results). The text
/// is the one that was analysed; what of it is not valid UTF-8 is written as U+FFFD, so that all that is written is.
///
/// Each writer appends to a string, or hands its output to a Sink piece by piece: of a great document there is then never more in
/// memory than a piece. What a Sink throws ends the writing and reaches the caller; what was handed over before stays so.
///
///     const propos::Analyzer analyzer;
///     const std::string text = "« Non », a dit Anne Roux.";
///     const propos::Document document = analyzer.analyze(text, {.parts = {.tokens = false, .sentences = false}});
///     std::string line;
///     propos::write_jsonl(document, text, "a.txt", propos::OffsetUnit::utf16, line);
///     std::string pieces;
///     propos::write_jsonl(document, text, "a.txt", propos::OffsetUnit::utf16, [&](std::string_view piece) { pieces += piece; });
///     pieces;                                                        // == line
///
/// What was written can be read, by this version and later ones:
///
///     const propos::JsonlRecord back = propos::read_jsonl(line, text);
///     back.doc;                                                      // == "a.txt"
///     back.unit;                                                     // == propos::OffsetUnit::utf16
///     back.document == document;                                     // == true
///
/// What does not work: a line holds no text, and is nothing without the one it was made of.
///
///     propos::read_jsonl(line, "« Oui », a dit Anne Roux.");         // throws ErrorKind::record
///     propos::read_jsonl("{\"schema\":1}", text);                    // throws ErrorKind::record
///     propos::read_jsonl("", text);                                  // throws ErrorKind::record

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
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

  std::string_view name;        ///< any bytes; those that are not UTF-8 are written as U+FFFD
  std::string_view id = {};     ///< where not empty: a JSON value, which is written as it is in place of the name
  std::string_view file = {};   ///< this one and the next: fields of a record (docs/schema.md), left out where empty
  std::string_view encoding = {}, language = {}, text_file = {};
  Members options = {};            ///< left out where empty
  std::optional<Members> fields;   ///< what came in with the text; left out where there is no value
};

/// What of a result is written.
struct OutputParts {
  bool entities = true, mentions = true, quotes = true;
  bool text = true;   ///< words of the text, which offsets tell too; names and titles are none
};

/// Takes what is written, in order, some kilobytes at a time.
using Sink = std::function<void(std::string_view)>;

/// Appends one JSON object and a newline to `out`: the schema is docs/schema.json. O(text + results).
PROPOS_API void write_jsonl(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                            std::string& out, const OutputParts& parts = {});
PROPOS_API void write_jsonl(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                            const Sink& sink, const OutputParts& parts = {});

/// What a line of JSON says.
struct JsonlRecord {
  std::string doc;                           ///< the name of the text; of an id that is no string, its JSON
  OffsetUnit unit = OffsetUnit::codepoint;   ///< of the offsets in the line; those of the document are bytes
  Document document;                         ///< without tokens, sentences and paragraphs, which lines do not have
};

/// Reads a line that write_jsonl wrote of `text`, with `entities`, `mentions` and `quotes` of the same document; fields that it does
/// not know are stepped over. The document is equal to the one that was written, but for parts that lines do not have; of a text
/// that is not UTF-8 names have U+FFFD. Owns all that it holds. O(line + text).
/// Throws Error of kind `record` with `file`, `number` and the column where `line` is no such line, or not of this text.
PROPOS_API JsonlRecord read_jsonl(std::string_view line, std::string_view text, std::string_view file = {},
                                  std::uint32_t number = 1);

/// The value of `doc` in a line, as JsonlRecord has it: the text that belongs to the line is to be found by it. O(line). Throws as
/// read_jsonl for what is no JSON object with a `doc`.
PROPOS_API std::string doc_of_jsonl(std::string_view line, std::string_view file = {}, std::uint32_t number = 1);

/// What the rows of a table are of.
enum class Table : std::uint8_t { quotes, mentions, entities };

/// "quotes", "mentions", "entities".
PROPOS_API std::string_view name_of(Table) noexcept;

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
PROPOS_API void write_table(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                            const TableOptions& options, const Sink& sink);

/// How a page is laid out.
struct PageOptions {
  bool colour = false;          ///< sequences of ECMA-48 for a terminal
  std::size_t width = 0;        ///< columns; longer lines are broken between words. 0: none is
  bool terms = false;           ///< what is folded is listed at the end, too
  std::string_view more = {};   ///< said to a reader where something is folded: how to see it
};

/// Appends what a person reads: each quote with its speaker, in order; people, organizations and places with how often they are named
/// and quoted. Terms, quotes inside others of the same speaker and words that the same speaker said before are folded into one line
/// at the end. O(text + results · log).
PROPOS_API void write_text(const Document& document, std::string_view text, std::string_view name, const PageOptions& options,
                           std::string& out);
PROPOS_API void write_text(const Document& document, std::string_view text, std::string_view name, const PageOptions& options,
                           const Sink& sink);

/// How a page of HTML is made. It refers to what the caller holds.
struct HtmlOptions {
  std::string_view language = "en";       ///< of what the page says beside the text: "en" or "fr"; any other is "en"
  std::span<const Record> reasons = {};   ///< of Analyzer::explain for the same document: why each result is there
  std::string_view home = {};             ///< where not empty: the address of a page that this one leads back to
};

/// Appends a page for a browser, docs/report.md: one whole file, which needs no other and no network. It shows the text with people,
/// organizations, places and quotes, who is quoted how much, and for each result the rule and, with `reasons`, who else might have
/// said it. All that is not ours is escaped, and no script but that of the page can run in it. O(text + results · log).
PROPOS_API void write_html(const Document& document, std::string_view text, const Label& label, const HtmlOptions& options,
                           std::string& out);
PROPOS_API void write_html(const Document& document, std::string_view text, const Label& label, const HtmlOptions& options,
                           const Sink& sink);

/// Appends the records, a line each, those of greater depth indented: docs/explain.md. `at` (in `unit`) chooses what
/// stands there, no value all.
PROPOS_API void write_explanation(const Explanation& explanation, std::string_view text, OffsetUnit unit,
                                  std::optional<std::uint32_t> at, std::string& out);
PROPOS_API void write_explanation(const Explanation& explanation, std::string_view text, OffsetUnit unit,
                                  std::optional<std::uint32_t> at, const Sink& sink);

}   // namespace propos
