// SPDX-License-Identifier: Apache-2.0
#include "input/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "messages.h"
#include "propos/encoding.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr const char* text_column = "text";                 // where the user names none
constexpr std::size_t longest_row = std::size_t{1} << 28;   // bytes
constexpr std::size_t head_size = std::size_t{1} << 16;

/// Follows the quotes of a row over its lines.
class Quotes {
 public:
  explicit Quotes(char separator) : separator_(separator) {}

  /// True where the row goes on behind this line.
  bool open_behind(std::string_view line) {
    bool begins = !inside_;   // a field
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '"' && inside_ && i + 1 < line.size() && line[i + 1] == '"') ++i;
      else if (line[i] == '"' && (inside_ || begins)) inside_ = !inside_;
      begins = !inside_ && line[i] == separator_;
    }
    return inside_;
  }

 private:
  char separator_;
  bool inside_ = false;
};

std::vector<std::string> fields_of(std::string_view row, char separator) {
  std::vector<std::string> out(1);
  bool inside = false, begins = true;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const char c = row[i];
    if (c == '"' && inside && i + 1 < row.size() && row[i + 1] == '"') {
      out.back() += c;
      ++i;
    } else if (c == '"' && (inside || begins)) {
      inside = !inside;
      begins = false;
    } else if (c == separator && !inside) {
      out.emplace_back();
      begins = true;
    } else {
      out.back() += c;
      begins = false;
    }
  }
  return out;
}

// What stands most often between the fields of the first row.
char separator_of(std::string_view row) {
  constexpr std::array<char, 4> known = {',', ';', '\t', '|'};
  char best = ',';
  std::size_t most = 1;
  for (const char c : known) {
    const std::size_t fields = fields_of(row, c).size();
    if (fields > most) best = c, most = fields;
  }
  return best;
}

class TableReader : public Reader {
 public:
  TableReader(std::unique_ptr<Stream> stream, const Origin& origin, char separator)
      : stream_(std::move(stream)), origin_(origin) {
    auto columns = std::make_shared<Columns>();
    const EncodingFound found = find_encoding(stream_->peek(head_size));
    if (found.by == EncodingBy::nothing && !stream_->peek(1).empty()) throw Skip{tr("binary")};
    if (found.by == EncodingBy::guess) columns->encoding = found.name;
    std::string header;
    if (!next_row(header, separator == '\0' ? '"' : separator)) return;   // no field begins behind a quote
    if (!columns->encoding.empty()) header = to_utf8(header, columns->encoding);
    columns->separator = separator == '\0' ? separator_of(header) : separator;
    columns->names = fields_of(header, columns->separator);
    const std::vector<std::string>& wanted = origin.options->text_columns;
    for (const std::string& name : wanted)
      if (!columns->has(name)) throw Error(tr("no column \"{}\"; there are: {}", name, fmt::join(columns->names, ", ")));
    if (wanted.empty() && !columns->has(text_column))
      throw Skip{
          tr("a table without a column \"{}\" (see --text-column); there are: {}", text_column, fmt::join(columns->names, ", "))};
    columns_ = std::move(columns);
  }

  bool next(RawText& out) override {
    out = origin_.text(Format::row);
    out.columns = columns_;
    if (!columns_ || !next_row(out.bytes, columns_->separator)) return false;
    out.place = fmt::format("{}:{}", origin_.place, row_line_);
    return true;
  }

 private:
  bool next_row(std::string& row, char separator) {
    do {
      ++line_;
      if (!stream_->read_line(row, longest_row)) return false;
      if (row.ends_with('\r')) row.pop_back();
    } while (row.empty());
    row_line_ = line_;
    Quotes quotes(separator);
    std::string more = row;
    while (quotes.open_behind(more)) {
      ++line_;
      if (!stream_->read_line(more, longest_row))
        throw Error(tr("a field in quotes that begins in the row of line {} is not closed", row_line_));
      if (more.ends_with('\r')) more.pop_back();
      if (row.size() + more.size() > longest_row)
        throw Error(tr("expected a row of at most {} bytes; that of line {} has more", longest_row, row_line_));
      row += '\n';
      row += more;
    }
    return true;
  }

  std::unique_ptr<Stream> stream_;
  Origin origin_;
  std::shared_ptr<const Columns> columns_;
  std::size_t line_ = 0, row_line_ = 0;
};

}   // namespace

std::unique_ptr<Reader> read_table(std::unique_ptr<Stream> stream, const Origin& origin, char separator) {
  return std::make_unique<TableReader>(std::move(stream), origin, separator);
}

Record parse_row(const std::string& row, const Columns& columns, const FieldOptions& options) {
  const std::vector<std::string> fields = fields_of(row, columns.separator);
  if (fields.size() != columns.names.size())
    throw Error(tr("a row of {} fields; the first row names {}", fields.size(), columns.names.size()));
  const auto is_in = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  Record out;
  const std::vector<std::string> texts =
      options.text_columns.empty() ? std::vector<std::string>{text_column} : options.text_columns;
  for (const std::string& name : texts) {
    if (&name != &texts.front()) out.text += "\n\n";   // a paragraph of its own
    out.text +=
        fields[static_cast<std::size_t>(std::find(columns.names.begin(), columns.names.end(), name) - columns.names.begin())];
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string& name = columns.names[i];
    if (name == options.id_column) out.id = json_string(fields[i]);
    if (is_in(options.keep, name) || (options.keep_all && !is_in(texts, name)))
      out.kept.emplace_back(name, json_string(fields[i]));
  }
  return out;
}

}   // namespace propos::cli
