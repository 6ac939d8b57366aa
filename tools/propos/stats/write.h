// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "stats/tables.h"

/// The tables of propos stats as text; docs/stats.md tells their columns.
namespace propos::cli::stats {

/// For a reader: columns in line.
void write_page(const Summary& summary, const std::vector<Table>& tables, std::string& out);
/// One table as RFC 4180 has it, with a column that tells which table a line is of.
void write_csv(const Summary& summary, const std::vector<Table>& tables, std::string& out);
/// One JSON object on one line.
void write_json(const Summary& summary, const std::vector<Table>& tables, std::string& out);

}   // namespace propos::cli::stats
