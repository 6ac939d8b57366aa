// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

/// The files of lib/fr that are compiled into the library as they are.
namespace propos {

struct DataFile {
  std::string_view path;      ///< under lib/fr: "grammar/1-names.rules"
  std::string_view content;
};

/// All of them, by path.
const std::vector<DataFile>& data_files();

/// The lines of a table of lib/fr with what stands before and behind the first tab, without comments.
std::vector<std::pair<std::string_view, std::string_view>> data_table(std::string_view path);

}  // namespace propos
