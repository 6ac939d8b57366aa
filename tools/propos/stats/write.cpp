// SPDX-License-Identifier: Apache-2.0
#include "stats/write.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstdlib>

#include "output/cell.h"
#include "output/page.h"
#include "output/utf8.h"

namespace propos::cli::stats {
namespace {

std::string percent(const std::optional<Share>& share) { return share ? fmt::format("{:.1f} %", 100 * share->share) : ""; }
std::string interval(const std::optional<Share>& share) {
  return share ? fmt::format("{:.1f} – {:.1f}", 100 * share->low, 100 * share->high) : "";
}

/// 1234567 as "1 234 567".
std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; digits.insert(at, " ")) at -= 3;
  return digits;
}

std::string plural(std::uint64_t number, const char* one, const char* more) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : more);
}

/// Cells in line, the first of each line to the left, the others to the right.
class Grid {
 public:
  void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }

  void write(std::string& out) const {
    std::vector<std::size_t> widths;
    for (const auto& line : lines_) {
      widths.resize(std::max(widths.size(), line.size()));
      for (std::size_t c = 0; c < line.size(); ++c) widths[c] = std::max(widths[c], output::columns(line[c]));
    }
    for (const auto& line : lines_) {
      std::string text = "  " + line[0] + std::string(widths[0] - output::columns(line[0]), ' ');
      for (std::size_t c = 1; c < line.size(); ++c)
        if (widths[c] > 0) text += std::string(2 + widths[c] - output::columns(line[c]), ' ') + line[c];
      text.resize(text.find_last_not_of(' ') + 1);
      out += text + '\n';
    }
  }

 private:
  std::vector<std::vector<std::string>> lines_;
};

/// As one line, and no longer than a page has room for.
std::string name_of(const Row& row) {
  std::string name;
  output::append_line(row.value, name);
  if (!row.title.empty()) output::append_line(", " + row.title, name);
  std::size_t end = 0, columns = 0;
  while (end < name.size()) {
    std::size_t next = end + 1;
    while (next < name.size() && (name[next] & 0xC0) == 0x80) ++next;
    columns += output::columns(std::string_view(name).substr(end, next - end));
    if (columns > 50) return name.substr(0, end) + "…";
    end = next;
  }
  return name;
}

void write_page(const Table& table, std::string& out) {
  out += fmt::format("\n{} ({})\n", table.name, table.says);
  const bool women = std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) { return row.women.has_value(); });
  const bool kinds = std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) { return !row.kind.empty(); });
  Grid grid;
  grid.add({"", kinds ? "kind" : "", "texts", "quotes", "share", "95 %", "words", women ? "women" : "", women ? "95 %" : ""});
  for (const Row& row : table.rows)
    grid.add({name_of(row), row.gender.empty() ? row.kind : row.kind + " " + row.gender, grouped(row.texts), grouped(row.quotes),
              percent(row.share), interval(row.share), grouped(row.words), percent(row.women), interval(row.women)});
  grid.write(out);
}

/// Four decimals are more than the intervals have to say.
double rounded(double share) { return std::strtod(fmt::format("{:.4f}", share).c_str(), nullptr); }

class JsonTables {
 public:
  explicit JsonTables(std::string& out) : out_(out), json_(buffer_) {}

  void write(const Summary& summary, const std::vector<Table>& tables) {
    json_.StartObject();
    member("schema", std::uint64_t{1});
    member("texts", summary.texts);
    member("copies", summary.copies);
    member("quotes", summary.quotes);
    member("terms", summary.terms);
    member("unsure", summary.unsure);
    member("min_confidence", summary.least_confidence);
    if (summary.expected) member("expected_right", rounded(*summary.expected));
    json_.Key("tables");
    json_.StartArray();
    for (const Table& table : tables) write(table);
    json_.EndArray();
    json_.EndObject();
    out_.append(buffer_.GetString(), buffer_.GetSize()) += '\n';
  }

 private:
  void write(const Table& table) {
    json_.StartObject();
    member("table", table.name);
    member("shares", table.says);
    json_.Key("rows");
    json_.StartArray();
    for (const Row& row : table.rows) write(row);
    json_.EndArray();
    json_.EndObject();
  }
  void write(const Row& row) {
    json_.StartObject();
    member("value", row.value);
    if (!row.kind.empty()) member("kind", row.kind);
    if (!row.gender.empty()) member("gender", row.gender);
    if (!row.title.empty()) member("title", row.title);
    member("texts", row.texts);
    member("quotes", row.quotes);
    member("share", row.share);
    member("words", row.words);
    member("women", row.women);
    json_.EndObject();
  }

  void member(const char* name, const std::string& value) {
    std::string clean;
    output::append_utf8(value, clean);
    json_.Key(name);
    json_.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
  }
  void member(const char* name, std::uint64_t value) {
    json_.Key(name);
    json_.Uint64(value);
  }
  void member(const char* name, double value) {
    json_.Key(name);
    json_.Double(value);
  }
  void member(const char* name, const std::optional<Share>& share) {
    if (!share) return;
    json_.Key(name);
    json_.StartObject();
    member("share", rounded(share->share));
    member("low", rounded(share->low));
    member("high", rounded(share->high));
    json_.EndObject();
  }

  std::string& out_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> json_;
};

class CsvTables {
 public:
  explicit CsvTables(std::string& out) : out_(out) {}

  void write(const Summary& summary, const std::vector<Table>& tables) {
    out_ += "table,value,kind,gender,title,texts,quotes,share,low,high,words,women,women_low,women_high\r\n";
    const auto count = [&](const char* value, std::uint64_t texts, std::uint64_t quotes) {
      out_ += fmt::format("summary,{},,,,{},{},,,,,,,\r\n", value, texts == none ? "" : std::to_string(texts),
                          quotes == none ? "" : std::to_string(quotes));
    };
    count("all", summary.texts, summary.quotes);
    count("copies", summary.copies, none);
    count("terms", none, summary.terms);
    count("unsure", none, summary.unsure);
    if (summary.expected) out_ += fmt::format("summary,expected right,,,,,,{:.4f},,,,,,\r\n", *summary.expected);
    for (const Table& table : tables)
      for (const Row& row : table.rows) write(table, row);
  }

 private:
  static constexpr std::uint64_t none = ~std::uint64_t{0};

  void write(const Table& table, const Row& row) {
    output::append_text_cell(table.name, ',', out_);
    for (const std::string* text : {&row.value, &row.kind, &row.gender, &row.title}) {
      out_ += ',';
      output::append_text_cell(*text, ',', out_);
    }
    out_ += fmt::format(",{},{}", row.texts, row.quotes);
    share(row.share);
    out_ += fmt::format(",{}", row.words);
    share(row.women);
    out_ += "\r\n";
  }
  void share(const std::optional<Share>& share) {
    out_ += share ? fmt::format(",{:.4f},{:.4f},{:.4f}", share->share, share->low, share->high) : ",,,";
  }

  std::string& out_;
};

}   // namespace

void write_page(const Summary& summary, const std::vector<Table>& tables, std::string& out) {
  out += fmt::format("{}, {}", plural(summary.texts, "text", "texts"), plural(summary.quotes, "quote", "quotes"));
  if (summary.copies > 0) out += fmt::format("; {} left out", plural(summary.copies, "copy", "copies"));
  if (summary.terms > 0) out += fmt::format("; {} that nobody says left out", plural(summary.terms, "term", "terms"));
  out += '\n';
  if (summary.unsure > 0)
    out += fmt::format("{} with a source below {:g}: counted as without a source\n", plural(summary.unsure, "quote", "quotes"),
                       summary.least_confidence);
  if (summary.expected)
    out += fmt::format("Of the sources that are counted, expect {:.0f} in 100 to be right.\n", 100 * *summary.expected);
  out += "95 %: what other texts of this kind would show; mistakes about who speaks come on top.\n";
  for (const Table& table : tables)
    if (!table.rows.empty()) write_page(table, out);
}

void write_csv(const Summary& summary, const std::vector<Table>& tables, std::string& out) {
  CsvTables(out).write(summary, tables);
}

void write_json(const Summary& summary, const std::vector<Table>& tables, std::string& out) {
  JsonTables(out).write(summary, tables);
}

}   // namespace propos::cli::stats
