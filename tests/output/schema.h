// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidjson/document.h>

#include <string>

namespace propos::output {

/// Where `json` breaks docs/schema.json, and what of it: "#/quotes/0/type: enum". Empty where it keeps to it.
std::string errors_by_schema(const rapidjson::Document& json);
std::string errors_by_schema(const std::string& line);

}   // namespace propos::output
