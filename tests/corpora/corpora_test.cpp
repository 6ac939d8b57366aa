// SPDX-License-Identifier: Apache-2.0
// What is found in the texts of corpora/ is what corpora/scores.tsv says: no change of quality goes by unseen.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace propos {
namespace {

using Row = std::vector<std::string>;

Row cells(const std::string& line) {
  Row out;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '\t');) out.push_back(cell);
  return out;
}

/// A row by its name. Each begins anew the column names when an empty line stands before.
struct Table {
  std::map<std::string, Row> rows;
  std::map<std::string, Row> columns;   // by row
};

Table read(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  Table out;
  Row columns;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    if (line.empty()) {
      columns.clear();
    } else if (columns.empty()) {
      columns = cells(line);
    } else {
      const Row row = cells(line);
      out.columns[row[0]] = columns;
      out.rows[row[0]] = row;
    }
  }
  return out;
}

TEST(Corpora, ScoresAreThoseOfTheCommittedTable) {
  const std::string folder = PROPOS_SOURCE_DIR;
  const std::string now = ::testing::TempDir() + "propos-scores.tsv";
  ASSERT_EQ(std::system(("'" + folder + "/tests/corpora/update' '" PROPOS_BINARY "' '" + now + "'").c_str()), 0);
  const Table expected = read(folder + "/corpora/scores.tsv"), found = read(now);

  std::string changes;
  for (const auto& [name, row] : found.rows) {
    const auto before = expected.rows.find(name);
    if (before == expected.rows.end()) {
      changes += "  " + name + ": new\n";
      continue;
    }
    for (std::size_t i = 1; i < row.size(); ++i) {
      const std::string was = i < before->second.size() ? before->second[i] : "nothing";
      if (was != row[i]) changes += "  " + name + ": " + found.columns.at(name).at(i) + " was " + was + ", is " + row[i] + "\n";
    }
  }
  for (const auto& [name, row] : expected.rows)
    if (!found.rows.contains(name)) changes += "  " + name + ": gone\n";
  EXPECT_EQ(changes, "") << "If this is meant: tests/corpora/update, and commit corpora/scores.tsv with the change.";
}

}   // namespace
}   // namespace propos
