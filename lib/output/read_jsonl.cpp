// SPDX-License-Identifier: Apache-2.0
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <fmt/format.h>

#include <charconv>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "output/record.h"
#include "output/utf8.h"
#include "propos/error.h"
#include "propos/output.h"

/// The other way: a line becomes the Document that it was written of. Steps over fields that it does not know, as a later version may
/// have written them.
namespace propos {
namespace {

using Value = rapidjson::Value;
using output::Place;

constexpr std::uint32_t schema_version = 1;

std::string_view text_of(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

std::string doc_of(const Value& record, const Place& place) {
  const auto doc = record.FindMember("doc");
  if (doc == record.MemberEnd()) place.fail("expected a field «doc»");
  if (doc->value.IsString()) return std::string(text_of(doc->value));
  rapidjson::StringBuffer out;
  rapidjson::Writer<rapidjson::StringBuffer> writer(out);
  doc->value.Accept(writer);
  return {out.GetString(), out.GetSize()};
}

class RecordReader {
 public:
  RecordReader(const Value& record, std::string_view text, const Place& place)
      : record_(record),
        place_(place),
        text_(text),
        clean_(output::is_utf8(text)),
        unit_(value<OffsetUnit>(record, "offsets")),
        offsets_(text, unit_) {}

  JsonlRecord run() {
    if (number(record_, "schema") != schema_version) place_.fail(fmt::format("expected schema {}", schema_version));
    const Value& entities = array(record_, "entities");
    const Value& mentions = array(record_, "mentions");
    const Value& quotes = array(record_, "quotes");
    provenance();
    for (const Value& one : entities.GetArray()) entity(one);
    for (const Value& one : mentions.GetArray()) mention(one);
    for (const Value& one : quotes.GetArray()) quote(one);
    Document& document = out_.document;
    document.read = static_cast<std::uint32_t>(text_.size());
    if (has(record_, "limit")) {
      document.limit = value<Limit>(record_, "limit");
      document.read = offset(record_, "read");
    }
    document.names = names_;
    out_.doc = doc_of(record_, place_);
    out_.unit = unit_;
    return std::move(out_);
  }

 private:
  using Ids = std::unordered_map<std::string, Id>;

  static bool has(const Value& of, const char* name) { return of.HasMember(name); }
  const Value& member(const Value& of, const char* name) const {
    if (!of.IsObject()) place_.fail(fmt::format("expected an object with «{}»", name));
    const auto found = of.FindMember(name);
    if (found == of.MemberEnd()) place_.fail(fmt::format("expected a field «{}»", name));
    return found->value;
  }
  const Value& array(const Value& of, const char* name) const {
    const Value& out = member(of, name);
    if (!out.IsArray()) place_.fail(fmt::format("«{}»: expected an array", name));
    return out;
  }
  std::string_view text(const Value& of, const char* name) const {
    const Value& out = member(of, name);
    if (!out.IsString()) place_.fail(fmt::format("«{}»: expected text", name));
    return text_of(out);
  }
  std::string optional(const Value& of, const char* name) const {
    return has(of, name) ? std::string(text(of, name)) : std::string();
  }
  std::uint32_t number(const Value& of, const char* name) const {
    const Value& out = member(of, name);
    if (!out.IsUint()) place_.fail(fmt::format("«{}»: expected a whole number", name));
    return out.GetUint();
  }
  float confidence(const Value& of) const {
    const Value& out = member(of, "confidence");
    if (!out.IsNumber()) place_.fail("«confidence»: expected a number");
    return static_cast<float>(out.GetDouble());
  }
  template <class Enum>
  Enum value(const Value& of, const char* name) const {
    const std::string_view word = text(of, name);
    const std::optional<Enum> out = from_name<Enum>(word);
    if (!out) place_.fail(fmt::format("«{}»: no such value: «{}»", name, word));
    return *out;
  }

  // --- places in the text -----------------------------------------------------------------------------------------------

  std::uint32_t offset(const Value& of, const char* name) const {
    const std::uint32_t out = number(of, name);
    if (out > offsets_.size()) place_.fail(fmt::format("«{}»: the text ends before {}: it is another one", name, out));
    return offsets_.byte(out);
  }
  Span span(const Value& of) const {
    const Span out{offset(of, "start"), offset(of, "end")};
    if (out.begin > out.end) place_.fail("«end»: expected it not to stand before «start»");
    if (!has(of, "text")) return out;
    std::string_view here = out.of(text_);
    std::string valid;
    if (!clean_) {
      output::append_utf8(here, valid);
      here = valid;
    }
    if (const std::string_view words = text(of, "text"); words != here)
      place_.fail(fmt::format("«text»: expected «{}», as the text has it at {}; found «{}»: it is another one", here,
                              number(of, "start"), words));
    return out;
  }

  // --- references -------------------------------------------------------------------------------------------------------

  void add(const Value& of, Ids& ids) const {
    const std::string id(text(of, "id"));
    if (!ids.emplace(id, static_cast<Id>(ids.size())).second) place_.fail(fmt::format("«id»: a second «{}»", id));
  }
  Id reference(const Value& of, const char* name, const Ids& ids) const {
    if (!has(of, name)) return none;
    const std::string id(text(of, name));
    const auto found = ids.find(id);
    if (found == ids.end()) place_.fail(fmt::format("«{}»: nothing before it has the id «{}»", name, id));
    return found->second;
  }
  // The name of a rule, kept as long as the document is.
  std::string_view rule(const Value& of) {
    return has(of, "rule") ? std::string_view(*names_->emplace(text(of, "rule")).first) : std::string_view();
  }

  // --- the parts --------------------------------------------------------------------------------------------------------

  void provenance() {
    const Value& made_by = member(record_, "propos");
    auto out = std::make_shared<Provenance>();
    out->version = text(made_by, "version");
    if (has(made_by, "data")) out->data = hash(made_by, "data");
    if (has(made_by, "files"))
      for (const Value& file : array(made_by, "files").GetArray())
        (text(file, "holds") == "rules" ? out->rules : out->words)
            .push_back({std::string(text(file, "name")), hash(file, "hash")});
    out_.document.provenance = std::move(out);
  }
  std::uint64_t hash(const Value& of, const char* name) const {
    const std::string_view digits = text(of, name);
    std::uint64_t out = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out, 16);
    if (error != std::errc() || end != digits.data() + digits.size())
      place_.fail(fmt::format("«{}»: expected digits of base 16", name));
    return out;
  }

  void entity(const Value& from) {
    add(from, entities_);
    Entity& out = out_.document.entities.emplace_back();
    out.type = value<EntityType>(from, "type");
    out.name = text(from, "name");
    out.key = optional(from, "key");
    for (const Value& alias : array(from, "aliases").GetArray()) {
      if (!alias.IsString()) place_.fail("«aliases»: expected text");
      out.aliases.emplace_back(text_of(alias));
    }
    out.title = optional(from, "title");
    out.first_name = optional(from, "first_name");
    out.last_name = optional(from, "last_name");
    out.acronym = optional(from, "acronym");
    out.country = optional(from, "country");
    out.stands_for = optional(from, "stands_for");
    if (has(from, "gender")) out.gender = value<Gender>(from, "gender");
  }

  void mention(const Value& from) {
    add(from, mentions_);
    Mention& out = out_.document.mentions.emplace_back();
    out.entity = reference(from, "entity", entities_);
    out.type = value<EntityType>(from, "type");
    out.form = value<MentionForm>(from, "form");
    out.span = span(from);
    out.rule = rule(from);
    out.confidence = confidence(from);
    if (out.entity != none)
      out_.document.entities[out.entity].mentions.push_back(static_cast<Id>(out_.document.mentions.size() - 1));
  }

  void quote(const Value& from) {
    Quote out;
    out.parent = reference(from, "parent", quotes_);
    add(from, quotes_);
    out.type = value<QuoteType>(from, "type");
    for (const Value& part : array(from, "spans").GetArray()) out.spans.push_back(span(part));
    out.outer = span(member(from, "outer"));
    if (has(from, "cue")) {
      const Value& cue = member(from, "cue");
      out.has_cue = true;
      out.cue = {span(cue), optional(cue, "lemma"), value<CueKind>(cue, "kind"), value<Stance>(cue, "stance")};
    }
    if (has(from, "speaker")) {
      out.has_speaker = true;
      out.speaker = speaker(member(from, "speaker"));
    }
    out.zone = value<Zone>(from, "zone");
    out.rule = rule(from);
    out.confidence = confidence(from);
    out_.document.quotes.push_back(std::move(out));
  }

  Speaker speaker(const Value& from) const {
    Speaker out;
    out.mention = reference(from, "mention", mentions_);
    out.entity = reference(from, "entity", entities_);
    out.name = optional(from, "name");
    out.by = value<SpeakerBy>(from, "by");
    if (has(from, "kind")) out.kind = value<SpeakerKind>(from, "kind");
    if (has(from, "gender")) out.gender = value<Gender>(from, "gender");
    out.confidence = confidence(from);
    return out;
  }

  const Value& record_;
  const Place& place_;
  std::string_view text_;
  bool clean_;   // it is UTF-8
  OffsetUnit unit_;
  OffsetMap offsets_;
  JsonlRecord out_;
  Ids entities_, mentions_, quotes_;
  std::shared_ptr<std::set<std::string, std::less<>>> names_ = std::make_shared<std::set<std::string, std::less<>>>();
};

}   // namespace

namespace output {

void Place::fail(const std::string& message, std::size_t column) const {
  throw Error(std::string(file), line, static_cast<std::uint32_t>(column), message, ErrorKind::record);
}

rapidjson::Document parse_object(std::string_view bytes, const Place& place) {
  rapidjson::Document out;
  rapidjson::MemoryStream stream(bytes.empty() ? "" : bytes.data(), bytes.size());
  // Iterative: a line may be nested as deep as it likes.
  out.ParseStream<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(stream);
  if (out.HasParseError())
    place.fail(fmt::format("not JSON: {}", rapidjson::GetParseError_En(out.GetParseError())), out.GetErrorOffset() + 1);
  if (!out.IsObject()) place.fail("expected a JSON object");
  return out;
}

JsonlRecord read_record(const Value& record, std::string_view text, const Place& place) {
  return RecordReader(record, text, place).run();
}

}   // namespace output

JsonlRecord read_jsonl(std::string_view line, std::string_view text, std::string_view file, std::uint32_t number) {
  const Place place{file, number};
  return output::read_record(output::parse_object(line, place), text, place);
}

std::string doc_of_jsonl(std::string_view line, std::string_view file, std::uint32_t number) {
  const Place place{file, number};
  return doc_of(output::parse_object(line, place), place);
}

}   // namespace propos
