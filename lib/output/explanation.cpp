// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "output/pieces.h"
#include "output/utf8.h"
#include "propos/output.h"

namespace propos {
namespace {

/// A value as it is, or in quotation marks where it would not end with a blank.
void append_value(std::string_view value, std::string& out) {
  std::string line;
  output::append_line(value, line);
  const bool plain = !line.empty() && line.find_first_of(" \"=") == line.npos;
  if (plain) {
    out += line;
    return;
  }
  out += '"';
  for (const char c : line) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void write(const Record& record, std::string_view text, const OffsetMap& offsets, std::string& out) {
  out.append(2u * record.depth, ' ');
  out += record.verb;
  if (!record.span.empty()) {
    out += fmt::format(" start={} end={} text=", offsets(record.span.begin), offsets(record.span.end));
    append_value(record.span.of(text), out);
  }
  for (const auto& [key, value] : record.fields) {
    out += ' ';
    out += key;
    out += '=';
    append_value(value, out);
  }
  out += '\n';
}

template <class Pass>
void write_records(const Explanation& explanation, std::string_view text, OffsetUnit unit, std::optional<std::uint32_t> at,
                   std::string& out, const Pass& pass) {
  const OffsetMap offsets(text, unit);
  const std::vector<Record>& records = explanation.records;
  for (auto record = records.begin(); record != records.end();) {
    const auto end = std::find_if(record + 1, records.end(), [](const Record& r) { return r.depth == 0; });
    // A quote is also where its cue is, which may stand outside its marks.
    const auto here = [&](const Record& r) {
      return (r.depth == 0 || r.verb == "cue") && offsets(r.span.begin) <= *at && *at < offsets(r.span.end);
    };
    if (!at || std::any_of(record, end, here))
      for (; record != end; ++record) write(*record, text, offsets, out);
    record = end;
    pass();
  }
}

}   // namespace

void write_explanation(const Explanation& explanation, std::string_view text, OffsetUnit unit, std::optional<std::uint32_t> at,
                       std::string& out) {
  write_records(explanation, text, unit, at, out, output::keep);
}

void write_explanation(const Explanation& explanation, std::string_view text, OffsetUnit unit, std::optional<std::uint32_t> at,
                       const Sink& sink) {
  output::write_in_pieces(sink,
                          [&](std::string& out, const auto& pass) { write_records(explanation, text, unit, at, out, pass); });
}

}   // namespace propos
