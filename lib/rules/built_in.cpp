// SPDX-License-Identifier: Apache-2.0
#include "data.h"
#include "rules/grammar.h"

namespace propos::rules {

std::vector<Source> built_in() {
  std::vector<Source> out;
  for (const DataFile& file : data_files())
    if (file.path.ends_with(".rules")) out.push_back({std::string(file.path), std::string(file.content)});
  return out;
}

}  // namespace propos::rules
