// SPDX-License-Identifier: Apache-2.0
#include "data.h"

namespace propos {

std::vector<std::pair<std::string_view, std::string_view>> data_table(std::string_view path) {
  std::vector<std::pair<std::string_view, std::string_view>> out;
  for (const DataFile& file : data_files()) {
    if (file.path != path) continue;
    std::string_view rest = file.content;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      if (line.empty() || line[0] == '#' || tab == line.npos) continue;
      out.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    }
  }
  return out;
}

}  // namespace propos
