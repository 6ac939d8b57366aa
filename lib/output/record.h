// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <string_view>

#include "propos/output.h"

namespace propos::output {

/// Where a record stands, for errors.
struct Place {
  std::string_view file;
  std::uint32_t line = 0;

  /// Throws Error of kind `record`.
  [[noreturn]] void fail(const std::string& message, std::size_t column = 0) const;
};

/// The JSON object in `bytes`. Throws Error.
rapidjson::Document parse_object(std::string_view bytes, const Place& place);

/// A record of docs/schema.md as a Document. Throws Error. O(record + text).
JsonlRecord read_record(const rapidjson::Value& record, std::string_view text, const Place& place);

}   // namespace propos::output
