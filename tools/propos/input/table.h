// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input/record.h"
#include "input/source.h"

namespace propos::cli {

/// The rows of a table (RFC 4180, also with « ; » or tabs) whose first row has the names of its columns. `separator`: '\0' where
/// the first row tells it. A row is named by its line. Throws Error.
std::unique_ptr<Reader> read_table(std::unique_ptr<Stream> stream, const Origin& origin, char separator);

/// A row, in UTF-8. Throws Error.
Record parse_row(const std::string& row, const Columns& columns, const FieldOptions& options);

}   // namespace propos::cli
