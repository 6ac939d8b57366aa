// SPDX-License-Identifier: Apache-2.0
#include "schema.h"

#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace propos::output {
namespace {

const rapidjson::SchemaDocument& schema() {
  static const rapidjson::SchemaDocument out = [] {
    std::ifstream file(PROPOS_SOURCE_DIR "/docs/schema.json");
    std::stringstream content;
    content << file.rdbuf();
    rapidjson::Document json;
    if (json.Parse(content.str().c_str()).HasParseError()) throw std::runtime_error("docs/schema.json is not JSON");
    return rapidjson::SchemaDocument(json);
  }();
  return out;
}

}   // namespace

std::string errors_by_schema(const rapidjson::Document& json) {
  rapidjson::SchemaValidator validator(schema());
  if (json.Accept(validator)) return "";
  rapidjson::StringBuffer where;
  validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
  return std::string(where.GetString()) + ": " + validator.GetInvalidSchemaKeyword();
}

std::string errors_by_schema(const std::string& line) {
  rapidjson::Document json;
  if (json.Parse<rapidjson::kParseValidateEncodingFlag>(line.data(), line.size()).HasParseError()) return "not JSON";
  return errors_by_schema(json);
}

}   // namespace propos::output
