// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "output/fields.h"

/// What docs/ says of the schema, made of the table in lib/output/fields.h.
namespace propos::output {

inline constexpr Part parts[] = {Part::record, Part::provenance, Part::file,  Part::entity, Part::mention,
                                 Part::quote,  Part::span,       Part::outer, Part::cue,    Part::speaker};

/// docs/schema.json.
std::string schema_json();

/// The table of fields of docs/schema.md.
std::string schema_table();

/// The table of columns of docs/schema.md.
std::string column_table();

/// The content of a file of the project. Throws where it cannot be read.
std::string read_file(const std::string& path);

/// Is this run to write what tests compare with, in place of comparing? Asked for by tests/output/update.
bool updates();

/// What stands between a line `<!-- name -->` and the next such line is `expected`; where `updates()`, it is written there.
void expect_section(const std::string& path, const std::string& name, const std::string& expected);
/// The same of a whole file.
void expect_file(const std::string& path, const std::string& expected);

}   // namespace propos::output
