// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>
#include <string>
#include <unordered_map>

#include "formats/cas.h"
#include "formats/gather.h"

namespace propos::formats {
namespace {

using Value = Gathered::Value;

// Names of types in other schemes.
constexpr std::pair<std::string_view, std::string_view> entity_types[] = {
    {"PER", "person"},    {"ORG", "organization"},          {"LOC", "place"},
    {"person", "person"}, {"organization", "organization"}, {"place", "place"},
};

class CasReader {
 public:
  CasReader(std::string_view json, std::string_view file)
      : place_{file, 1},
        cas_(output::parse_object(json, place_)),
        text_(sofa()),
        offsets_(text_, OffsetUnit::utf16),
        gathered_(text_, file) {}

  Annotated run() {
    each([this](const Value& one) {
      const std::string_view type = string_of(one, "%TYPE");
      if (type == cas::mention) mention(one);
      else if (type == cas::record) label_ = gathered_.object(string_of(one, "json"), 1);
      else if (type == cas::meta_data) name_ = string_of(one, "documentId");
    });
    each([this](const Value& one) {
      if (string_of(one, "%TYPE") == cas::named_entity) named_entity(one);
      if (string_of(one, "%TYPE") == cas::quote) quotes_.emplace(id_of(one), static_cast<Id>(quotes_.size()));
    });
    each([this](const Value& one) {
      if (string_of(one, "%TYPE") == cas::quote) quote(one);
    });
    if (label_.IsObject() && has(label_, "read") && label_["read"].IsUint() && label_["read"].GetUint() > text_.size())
      label_.RemoveMember("read");
    if (!label_.IsObject() && !name_.empty()) {
      label_.SetObject();
      gathered_.set(label_, "doc", gathered_.word(name_));
    }
    return gathered_.finish(std::move(label_));
  }

 private:
  // --- the file -----------------------------------------------------------------------------------------------------------

  template <class Action>
  void each(const Action& action) {
    for (const Value* one : structures_) action(*one);
  }

  // The text of the first view; by the way what there is by its id.
  std::string_view sofa() {
    const auto found = cas_.FindMember("%FEATURE_STRUCTURES");
    if (found == cas_.MemberEnd()) place_.fail("expected a CAS in JSON: «%FEATURE_STRUCTURES» is missing");
    if (found->value.IsArray())
      for (const Value& one : found->value.GetArray()) add(one, id_of(one));
    else if (found->value.IsObject())   // by id, as some write it
      for (const auto& [id, one] : found->value.GetObject()) add(one, std::atoll(id.GetString()));
    for (const Value* one : structures_)
      if (string_of(*one, "%TYPE") == "uima.cas.Sofa" && has(*one, "sofaString")) return string_of(*one, "sofaString");
    place_.fail("expected a text in «sofaString»");
  }
  void add(const Value& one, std::int64_t id) {
    if (!one.IsObject()) place_.fail("«%FEATURE_STRUCTURES»: expected objects");
    structures_.push_back(&one);
    by_id_.emplace(id, &one);
  }
  static std::int64_t id_of(const Value& one) { return number(one, "%ID"); }
  static std::int64_t number(const Value& one, const char* name) {
    return has(one, name) && one[name].IsInt64() ? one[name].GetInt64() : -1;
  }
  const Value* find(std::int64_t id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }
  // What a feature of links leads to: the links themselves.
  std::vector<const Value*> links(const Value& one, const char* name) const {
    std::vector<const Value*> out;
    const Value* const array = find(number(one, name));
    if (array == nullptr || !has(*array, "%ELEMENTS") || !(*array)["%ELEMENTS"].IsArray()) return out;
    for (const Value& element : (*array)["%ELEMENTS"].GetArray())
      if (const Value* link = element.IsInt64() ? find(element.GetInt64()) : nullptr) out.push_back(link);
    return out;
  }

  std::uint32_t offset(const Value& one, const char* name) const {
    const std::int64_t out = number(one, name);
    if (out < 0 || out > offsets_.size()) place_.fail(fmt::format("«{}»: expected an offset of the text", name));
    return offsets_.byte(static_cast<std::uint32_t>(out));
  }
  Span span(const Value& one) const {
    const Span out{offset(one, "begin"), offset(one, "end")};
    if (out.begin > out.end) place_.fail("«end»: expected it not to stand before «begin»");
    return out;
  }

  void take(const Value& from, std::initializer_list<const char*> names, Value& to) {
    for (const char* name : names)
      if (has(from, name)) gathered_.set(to, name, Value(from[name], gathered_.memory()));
  }

  // --- what it says ---------------------------------------------------------------------------------------------------------

  void mention(const Value& one) {
    Gathered::Mention out;
    out.span = span(one);
    out.entity = string_of(one, "entity");
    out.made = has(one, "confidence");
    out.fields.SetObject();
    gathered_.set(out.fields, "type", gathered_.word(string_of(one, "value")));
    take(one, {"form", "rule", "confidence"}, out.fields);
    if (has(one, "name")) {
      out.card.SetObject();
      gathered_.set(out.card, "id", gathered_.word(out.entity));
      take(one, {"name", "key", "title", "first_name", "last_name", "acronym", "country", "stands_for", "gender"}, out.card);
      gathered_.set(out.card, "type", gathered_.word(string_of(one, has(one, "entity_type") ? "entity_type" : "value")));
      if (const Value* aliases = find(number(one, "@aliases")); aliases != nullptr && has(*aliases, "%ELEMENTS"))
        gathered_.set(out.card, "aliases", Value((*aliases)["%ELEMENTS"], gathered_.memory()));
    }
    spans_.insert(out.span);
    mentions_.emplace(id_of(one), static_cast<Id>(gathered_.mentions.size()));
    gathered_.mentions.push_back(std::move(out));
  }

  void named_entity(const Value& one) {
    for (const auto& [other, own] : entity_types) {
      if (string_of(one, "value") != other || !spans_.insert(span(one)).second) continue;
      Gathered::Mention out;
      out.span = span(one);
      out.fields.SetObject();
      gathered_.set(out.fields, "type", gathered_.word(own));
      gathered_.mentions.push_back(std::move(out));
    }
  }

  void quote(const Value& one) {
    Gathered::Quote out;
    out.spans.push_back(span(one));
    for (const Value* link : links(one, "@parts"))
      if (const Value* part = find(number(*link, "@target"))) out.spans.push_back(span(*part));
    std::sort(out.spans.begin(), out.spans.end());
    if (has(one, "outer_begin") && has(one, "outer_end")) out.outer = {offset(one, "outer_begin"), offset(one, "outer_end")};
    out.fields.SetObject();
    gathered_.set(out.fields, "type", gathered_.word(string_of(one, "value")));
    take(one, {"zone", "rule", "confidence"}, out.fields);
    for (const Value* link : links(one, "@cue"))
      if (const Value* cue = find(number(*link, "@target"))) {
        out.cue_span = span(*cue);
        out.cue.SetObject();
        take(*cue, {"lemma", "kind", "stance"}, out.cue);
      }
    for (const Value* link : links(one, "@speaker")) speaker(*link, out.speaker);
    for (const Value* link : links(one, "@parent"))
      if (const auto found = quotes_.find(number(*link, "@target")); found != quotes_.end()) out.parent = found->second;
    gathered_.quotes.push_back(std::move(out));
  }

  void speaker(const Value& link, Gathered::Speaker& out) {
    out.there = true;
    const auto found = mentions_.find(number(link, "@target"));
    Id& end = string_of(link, "role") == "source" ? out.other : out.words;
    if (end != none) place_.fail("a second speaker of one quote");
    if (found != mentions_.end()) end = found->second;
    if (string_of(link, "entity") == "none") out.nobody = true;
    if (!out.fields.IsObject()) out.fields.SetObject();
    take(link, {"name", "by", "kind", "gender", "confidence"}, out.fields);
  }

  output::Place place_;
  rapidjson::Document cas_;
  std::vector<const Value*> structures_;
  std::unordered_map<std::int64_t, const Value*> by_id_;
  std::string_view text_;
  OffsetMap offsets_;
  Gathered gathered_;
  Value label_;
  std::string_view name_;
  std::set<Span> spans_;
  std::unordered_map<std::int64_t, Id> mentions_, quotes_;
};

}   // namespace
}   // namespace propos::formats

namespace propos {

Annotated read_cas_json(std::string_view json, std::string_view file) { return formats::CasReader(json, file).run(); }

}   // namespace propos
