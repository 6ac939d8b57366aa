// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

/// The files of lib/fr that are compiled into the library as they are.
namespace propos {

struct DataFile {
  std::string_view path;   ///< under lib/fr: "grammar/1-names.rules"
  std::string_view content;
};

/// All of them, by path.
const std::vector<DataFile>& data_files();

/// Of all of them and what has this hash. O(their bytes).
std::uint64_t hash_of_data_files(std::uint64_t hash);

/// How a table reads: lines of columns with a tab between them, remarks behind #.
struct TableShape {
  std::size_t least = 2, most = 2;       ///< columns
  std::vector<std::string_view> kinds;   ///< what may stand in the first one; empty: anything
};

/// The lines of a table with what stands before and behind the first tab. Throws Error, with `name`, line and column, for a
/// line that does not read so. O(bytes).
std::vector<std::pair<std::string_view, std::string_view>> read_table(std::string_view name, std::string_view content,
                                                                      const TableShape& shape);

/// The same of a table of lib/fr, "zones.tsv", whose shape is known.
std::vector<std::pair<std::string_view, std::string_view>> data_table(std::string_view path);

}   // namespace propos
