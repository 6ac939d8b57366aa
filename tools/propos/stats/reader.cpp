// SPDX-License-Identifier: Apache-2.0
#include "stats/reader.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <utility>

#include "messages.h"
#include "output/words.h"
#include "propos/error.h"
#include "stats/copies.h"

namespace propos::cli::stats {
namespace {

namespace dom = simdjson::dom;

std::string_view string(const dom::element& object, const char* name) {
  std::string_view out;
  return object[name].get(out) == simdjson::SUCCESS ? out : std::string_view();
}

dom::array array(const dom::element& object, const char* name) {
  static dom::parser empty;
  static const dom::array none = empty.parse(std::string_view("[]")).get_array().value_unsafe();
  dom::array out;
  return object[name].get(out) == simdjson::SUCCESS ? out : none;
}

// A string as it is, other JSON as it is written.
std::string written(const simdjson::simdjson_result<dom::element>& value) {
  dom::element element;
  if (value.get(element) != simdjson::SUCCESS || element.is_null()) return {};
  std::string_view text;
  return element.get(text) == simdjson::SUCCESS ? std::string(text) : simdjson::minify(element);
}

/// Entities of a record by their id.
using Entities = std::unordered_map<std::string_view, dom::element>;

Told told_by(const dom::element& quote, const Entities& entities) {
  Told told;
  told.type = string(quote, "type");
  if (dom::element cue; quote["cue"].get(cue) == simdjson::SUCCESS) told.stance = string(cue, "stance");
  dom::element speaker;
  if (quote["speaker"].get(speaker) != simdjson::SUCCESS) return told;
  told.has_source = true;
  double confidence = 0;
  if (speaker["confidence"].get(confidence) == simdjson::SUCCESS) told.confidence = static_cast<float>(confidence);
  told.kind = string(speaker, "kind");
  told.gender = string(speaker, "gender");
  const std::string_view id = string(speaker, "entity");
  if (id.empty()) {
    told.description = string(speaker, "name");
    return told;
  }
  told.named = true;
  told.name = string(speaker, "name");
  told.key = told.name;
  const auto found = entities.find(id);   // none where --only left entities out
  if (found == entities.end()) return told;
  if (const std::string_view key = string(found->second, "key"); !key.empty()) told.key = key;
  told.title = string(found->second, "title");
  return told;
}

bool is_same_source(const Told& a, const Told& b) { return a.has_source == b.has_source && a.key == b.key && a.name == b.name; }

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

}   // namespace

struct RecordReader::Json {
  dom::parser parser;
};

RecordReader::RecordReader(std::vector<Group> groups, bool shingles, bool said)
    : groups_(std::move(groups)), shingles_(shingles), says_(said), json_(std::make_unique<Json>()) {}
RecordReader::~RecordReader() = default;

const Record& RecordReader::read(std::string& line) {
  line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
  dom::element json;
  if (const simdjson::error_code error = json_->parser.parse(line).get(json); error != simdjson::SUCCESS)
    throw Error(tr("not JSON: {}", simdjson::error_message(error)));
  dom::array quotes;
  if (!json.is_object() || json["quotes"].get(quotes) != simdjson::SUCCESS)
    throw Error(tr("expected a record of propos extract --format jsonl with \"quotes\""));
  record_ = {};
  record_.doc = written(json["doc"]);
  for (const Group& group : groups_) {
    const std::string value = written(json["fields"][group.field]);
    record_.groups.push_back(group.month ? month_of(value) : value);
  }
  Entities entities;
  for (const dom::element entity : array(json, "entities")) entities[string(entity, "id")] = entity;
  names_.clear();
  if (shingles_)
    for (const dom::element mention : array(json, "mentions")) names_.append(string(mention, "text")) += ' ';
  said_.clear();
  std::unordered_map<std::string_view, std::size_t> ids;
  for (const dom::element quote : quotes) {
    Told told = told_by(quote, entities);
    told.id = string(quote, "id");
    const auto parent = ids.find(string(quote, "parent"));
    const bool counted = parent == ids.end() || !is_same_source(told, record_.quotes[parent->second]);
    for (const dom::element span : array(quote, "spans")) {
      const std::string_view text = string(span, "text");
      if (counted) told.words += output::count_words(text);
      if (counted && shingles_) said_.append(text) += ' ';
      if (says_) (told.said += told.said.empty() ? "" : " […] ") += text;
    }
    ids[told.id] = record_.quotes.size();
    record_.quotes.push_back(std::move(told));
  }
  if (shingles_) {
    add_shingles(names_, 3, 1, record_.shingles);
    add_shingles(said_, 4, 2, record_.shingles);
  }
  return record_;
}

std::string month_of(std::string_view date) {
  const auto part = [&](std::size_t at, std::size_t size) {
    const std::string_view out = date.substr(std::min(at, date.size()), size);
    return out.size() == size && all_digits(out) ? out : std::string_view();
  };
  const auto month = [](std::string_view year, std::string_view of_it) {
    return year.empty() || of_it.empty() || of_it < "01" || of_it > "12" ? std::string() : fmt::format("{}-{}", year, of_it);
  };
  if (date.size() >= 10 && (date[2] == '/' || date[2] == '.') && date[5] == date[2]) return month(part(6, 4), part(3, 2));
  if (date.size() >= 7 && date[4] == '-') return month(part(0, 4), part(5, 2));
  return date.size() >= 8 && all_digits(date.substr(0, 8)) ? month(part(0, 4), part(4, 2)) : std::string();
}

}   // namespace propos::cli::stats
