// SPDX-License-Identifier: Apache-2.0
#include "published.h"

#include <gtest/gtest.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "output/tables.h"

namespace propos::output {
namespace {

std::vector<std::string> words_of(const Field& field) {
  std::vector<std::string> out;
  std::stringstream words{std::string(field.words)};
  for (std::string word; std::getline(words, word, '|');) out.push_back(word);
  return out;
}

class SchemaWriter {
 public:
  std::string run() {
    json_.SetIndent(' ', 2);
    json_.SetFormatOptions(rapidjson::kFormatSingleLineArray);
    json_.StartObject();
    member("$schema", "http://json-schema.org/draft-07/schema#");
    member("title", "One line of propos extract --format jsonl");
    object(Part::record);
    json_.Key("definitions");
    json_.StartObject();
    for (const Part part : parts) {
      if (part == Part::record) continue;
      key(name_of(part));
      json_.StartObject();
      object(part);
      json_.EndObject();
    }
    json_.EndObject();
    json_.EndObject();
    return std::string(buffer_.GetString()) + "\n";
  }

 private:
  void key(std::string_view name) { json_.Key(std::string(name).c_str()); }
  void member(const char* name, std::string_view value) {
    json_.Key(name);
    json_.String(std::string(value).c_str());
  }
  void reference(Part part) { member("$ref", "#/definitions/" + std::string(name_of(part))); }

  void object(Part part) {
    member("type", "object");
    json_.Key("additionalProperties");
    json_.Bool(false);
    json_.Key("required");
    json_.StartArray();
    for (const Field& field : fields_of(part)) {
      const bool chosen = field.of == Part::entity || field.of == Part::mention || field.of == Part::quote;   // by --only
      if (field.always && !chosen) json_.String(std::string(field.name).c_str());
    }
    json_.EndArray();
    json_.Key("properties");
    json_.StartObject();
    for (const Field& field : fields_of(part)) {
      key(field.name);
      json_.StartObject();
      value(field, part);
      json_.EndObject();
    }
    json_.EndObject();
  }

  void value(const Field& field, Part part) {
    switch (field.holds) {
      case Holds::any: break;
      case Holds::members: return member("type", "object");
      case Holds::text: return member("type", "string");
      case Holds::filled:
        member("type", "string");
        json_.Key("minLength");
        json_.Int(1);
        break;
      case Holds::word:
        json_.Key("enum");
        json_.StartArray();
        for (const std::string& word : words_of(field)) json_.String(word.c_str());
        json_.EndArray();
        break;
      case Holds::pattern: return pattern(std::string(field.words));
      case Holds::number: return number(field);
      case Holds::confidence:
        member("type", "number");
        json_.Key("minimum");
        json_.Int(0);
        json_.Key("maximum");
        json_.Int(1);
        break;
      case Holds::boolean: return member("type", "boolean");
      case Holds::entity: return pattern("^e[1-9][0-9]*$");
      case Holds::mention: return pattern("^m[1-9][0-9]*$");
      case Holds::quote: return pattern("^q[1-9][0-9]*$");
      case Holds::object: return reference(field.of);
      case Holds::texts:
      case Holds::objects: return array(field, part);
    }
  }

  void pattern(const std::string& expression) {
    member("type", "string");
    member("pattern", expression);
  }

  void number(const Field& field) {
    if (!field.words.empty()) {
      json_.Key("enum");
      json_.StartArray();
      json_.Int(std::stoi(std::string(field.words)));
      json_.EndArray();
      return;
    }
    member("type", "integer");
    json_.Key("minimum");
    json_.Int(0);
  }

  void array(const Field& field, Part part) {
    member("type", "array");
    if (part == Part::quote) {   // words, without which there is no quote
      json_.Key("minItems");
      json_.Int(1);
    }
    json_.Key("items");
    json_.StartObject();
    if (field.holds == Holds::texts) member("type", "string");
    else reference(field.of);
    json_.EndObject();
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> json_{buffer_};
};

std::string what_it_holds(const Field& field) {
  switch (field.holds) {
    case Holds::any: return "any JSON";
    case Holds::members: return "an object";
    case Holds::text: return "text";
    case Holds::filled:
    case Holds::pattern: return "text, not empty";
    case Holds::number: return field.words.empty() ? "a number" : std::string(field.words);
    case Holds::confidence: return "0 to 1";
    case Holds::boolean: return "`true`, `false`";
    case Holds::entity:
    case Holds::mention:
    case Holds::quote: return "an `id`";
    case Holds::texts: return "an array of text";
    case Holds::object: return "an object";
    case Holds::objects: return "an array";
    case Holds::word: break;
  }
  std::string out;
  for (const std::string& word : words_of(field)) out += (out.empty() ? "`" : ", `") + word + "`";
  return out;
}

}   // namespace

std::string schema_json() { return SchemaWriter().run(); }

std::string schema_table() {
  std::string out = "| of | field | holds | says |\n|---|---|---|---|\n";
  for (const Part part : parts) {
    std::string of = "`" + std::string(name_of(part)) + "`";
    for (const Field& field : fields_of(part)) {
      out += "| " + of + " | `" + std::string(field.name) + (field.always ? "` | " : "` ° | ") + what_it_holds(field) + " | " +
             std::string(field.says) + " |\n";
      of.clear();
    }
  }
  return out;
}

std::string column_table() {
  std::string out = "| table | column | is |\n|---|---|---|\n";
  const std::pair<Table, std::string> tables[] = {
      {Table::quotes, "`quotes`"}, {Table::mentions, "`mentions`"}, {Table::entities, "`entities`"}};
  for (auto [table, name] : tables) {
    for (const Column& column : columns_of(table)) {
      out += "| " + name + " | `" + column.name + "` | " + column.says + " |\n";
      name.clear();
    }
  }
  return out;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  if (!file) throw std::runtime_error(path + " cannot be read");
  return content.str();
}

bool updates() { return std::getenv("PROPOS_UPDATE") != nullptr; }

void expect_file(const std::string& path, const std::string& expected) {
  if (updates()) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << expected;
  }
  EXPECT_TRUE(read_file(path) == expected) << path << " is not what is written now: see tests/output/update\n" << expected;
}

void expect_section(const std::string& path, const std::string& name, const std::string& expected) {
  const std::string content = read_file(path), head = "<!-- " + name + " -->\n";
  const std::size_t begin = content.find(head) + head.size(), end = content.find("<!--", begin);
  ASSERT_NE(content.find(head), content.npos) << path << " has no " << head;
  ASSERT_NE(end, content.npos) << path;
  expect_file(path, content.substr(0, begin) + expected + content.substr(end));
}

}   // namespace propos::output
