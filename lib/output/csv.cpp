// SPDX-License-Identifier: Apache-2.0
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include "output/cell.h"
#include "output/json.h"
#include "output/pieces.h"
#include "output/tables.h"

/// Tables as text: RFC 4180, with what a spreadsheet would take for a formula made harmless.
namespace propos {
namespace {

using output::Cell;

class TableWriter {
 public:
  TableWriter(const TableOptions& options, std::string& out)
      : options_(options), separator_(options.tabs ? '\t' : ','), out_(out) {}

  void head() {
    for (const output::Column& column : output::columns_of(options_.table)) name(column.name);
    if (options_.all_fields) name("fields");
    for (const std::string& field : options_.fields) name("field_" + field);
    end_row();
  }

  template <class Pass>
  void rows(const output::At& at, const Pass& pass) {
    const std::string kept = kept_cells(at.label.fields.value_or(Label::Members()));   // those of each row
    bool any = false;
    const auto begin_row = [&] {
      if (std::exchange(any, true)) end_row(kept);
      pass();
    };
    output::visit_rows(options_.table, at, begin_row, [this](const output::Column&, const Cell& cell) {
      separate();
      std::visit([this](const auto& value) { write(value); }, cell);
    });
    if (any) end_row(kept);
  }

 private:
  void separate() {
    if (!std::exchange(row_begins_, false)) out_ += separator_;
  }
  void name(std::string_view text) {
    separate();
    write(text);
  }
  void end_row(std::string_view kept = {}) {
    out_ += kept;
    out_ += options_.tabs ? "\n" : "\r\n";
    row_begins_ = true;
  }

  // What came in with the text, each behind a separator.
  std::string kept_cells(Label::Members members) const {
    std::string out;
    TableWriter writer(options_, out);
    writer.row_begins_ = false;
    if (options_.all_fields) {
      writer.separate();
      if (!members.empty()) writer.write(members);
    }
    for (const std::string& wanted : options_.fields) {
      writer.separate();
      const auto found = std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == wanted; });
      if (found != members.end()) writer.write(output::Json{found->second});
    }
    return out;
  }

  void write(std::monostate) {}
  void write(bool value) { out_ += value ? "true" : "false"; }
  void write(std::uint32_t value) { number(value); }
  void write(float value) { number(std::isfinite(value) ? std::round(static_cast<double>(value) * 1000) / 1000 : 0.); }
  void write(output::Reference reference) {
    out_ += reference.letter;
    number(reference.id + 1);
  }
  void write(Label::Members members) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
    json.StartObject();
    for (const auto& [name, value] : members) {
      json.Key(name.c_str(), static_cast<rapidjson::SizeType>(name.size()));
      json.RawValue(value.data(), value.size(), rapidjson::kObjectType);
    }
    json.EndObject();
    write(std::string_view(buffer.GetString(), buffer.GetSize()));
  }
  void write(output::Json json) {
    const std::string_view value = json.value;
    if (value.empty() || value == "null") return;
    if (const char digit = value[value.front() == '-' && value.size() > 1 ? 1 : 0]; digit >= '0' && digit <= '9')
      return output::append_cell(value, separator_, out_);
    if (value.front() != '"') return write(value);
    if (value.find('\\') == value.npos) return write(value.substr(1, value.size() - 2));
    write(std::string_view(output::text_of_json(value)));
  }
  void write(std::string_view value) { output::append_text_cell(value, separator_, out_); }

  void number(auto value) {
    char digits[32];
    out_.append(digits, std::to_chars(digits, std::end(digits), value).ptr);
  }

  const TableOptions& options_;
  char separator_;
  std::string& out_;
  bool row_begins_ = true;
};

}   // namespace

void write_table_head(const TableOptions& options, std::string& out) { TableWriter(options, out).head(); }

namespace {

template <class Pass>
void write_rows(const Document& document, std::string_view text, const Label& label, OffsetUnit unit, const TableOptions& options,
                std::string& out, const Pass& pass) {
  const OffsetMap offsets(text, unit);
  std::string scratch;
  TableWriter(options, out).rows({document, text, label, offsets, scratch, options.text}, pass);
}

}   // namespace

void write_table(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                 const TableOptions& options, std::string& out) {
  write_rows(document, text, label, unit, options, out, output::keep);
}

void write_table(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                 const TableOptions& options, const Sink& sink) {
  output::write_in_pieces(
      sink, [&](std::string& out, const auto& pass) { write_rows(document, text, label, unit, options, out, pass); });
}

}   // namespace propos
