// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace propos::output {

using Row = std::map<std::string, std::string>;   // cell by column

/// The rows of a table with a line of names, by a reader of RFC 4180 that takes nothing else.
std::vector<Row> rows_of(const std::string& table, bool tabs = false);

}   // namespace propos::output
