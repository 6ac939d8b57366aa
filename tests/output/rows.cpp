// SPDX-License-Identifier: Apache-2.0
#include "rows.h"

#include <gtest/gtest.h>

namespace propos::output {
namespace {

std::vector<std::vector<std::string>> read(const std::string& text, char separator, const std::string& line_end) {
  std::vector<std::vector<std::string>> out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::vector<std::string>& line = out.emplace_back();
    for (bool more = true; more;) {
      std::string& cell = line.emplace_back();
      if (text[at] == '"') {
        for (++at; text[at] != '"' || text[at + 1] == '"'; ++at) {
          if (text[at] == '"') ++at;
          cell += text[at];
        }
        ++at;
      } else {
        while (text[at] != separator && text.compare(at, line_end.size(), line_end) != 0) cell += text[at++];
        EXPECT_EQ(cell.find_first_of("\"\r\n"), cell.npos) << cell;
      }
      more = text[at] == separator;
      if (more) ++at;
    }
    EXPECT_EQ(text.compare(at, line_end.size(), line_end), 0);
    at += line_end.size();
  }
  return out;
}

}   // namespace

std::vector<Row> rows_of(const std::string& table, bool tabs) {
  const auto lines = read(table, tabs ? '\t' : ',', tabs ? "\n" : "\r\n");
  std::vector<Row> out;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].size(), lines[0].size());
    Row& row = out.emplace_back();
    for (std::size_t c = 0; c < lines[i].size() && c < lines[0].size(); ++c) row[lines[0][c]] = lines[i][c];
  }
  return out;
}

}   // namespace propos::output
