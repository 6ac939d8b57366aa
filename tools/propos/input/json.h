// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input/record.h"
#include "input/source.h"

namespace propos::cli {

/// A record a line. A line that is wrong is a problem; the others are read. Blank lines are none.
std::unique_ptr<Reader> read_json_lines(std::unique_ptr<Stream> stream, const Origin& origin);

/// An array of records; or one record, or one behind the other, which may be lines.
std::unique_ptr<Reader> read_json_values(std::unique_ptr<Stream> stream, const Origin& origin);

/// A record of JSON as Python's json reads it: of a key that is there twice the last counts, NaN and Infinity are numbers, half a
/// surrogate pair is a character (U+FFFD in the text). Throws Error.
Record parse_json(const std::string& json, const FieldOptions& options);

}   // namespace propos::cli
