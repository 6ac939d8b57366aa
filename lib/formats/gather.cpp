// SPDX-License-Identifier: Apache-2.0
#include "formats/gather.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>
#include <utility>

#include "output/utf8.h"
#include "propos/version.h"

namespace propos::formats {
namespace {

using Value = Gathered::Value;

bool is_named(const Gathered::Mention& mention) {
  const std::string_view form = string_of(mention.fields, "form");
  return form.empty() || form == "name" || form == "acronym";
}

// Begin, then longest first; as it stood where that is equal.
template <class Items, class Span>
std::vector<std::size_t> ordered(const Items& items, const Span& span) {
  std::vector<std::size_t> out(items.size());
  std::iota(out.begin(), out.end(), 0);
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    const auto one = span(items[a]), other = span(items[b]);
    return one.begin != other.begin ? one.begin < other.begin : one.end > other.end;
  });
  return out;
}

std::vector<Id> places_in(const std::vector<std::size_t>& order) {
  std::vector<Id> out(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) out[order[i]] = static_cast<Id>(i);
  return out;
}

template <class Items>
void reorder(Items& items, const std::vector<std::size_t>& order) {
  Items out;
  out.reserve(items.size());
  for (const std::size_t i : order) out.push_back(std::move(items[i]));
  items = std::move(out);
}

void renumber(Id& id, const std::vector<Id>& places) { id = id < places.size() ? places[id] : none; }

}   // namespace

bool has(const Value& object, const char* name) {
  if (!object.IsObject()) return false;
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && !found->value.IsNull();
}

std::string_view string_of(const Value& object, const char* name) {
  if (!has(object, name) || !object[name].IsString()) return {};
  return {object[name].GetString(), object[name].GetStringLength()};
}

Value Gathered::object(std::string_view json, std::uint32_t line) {
  if (json.empty()) return Value(rapidjson::kObjectType);
  return Value(output::parse_object(json, {place_.file, line}), memory());
}

void Gathered::set(Value& object, const char* name, Value value) {
  if (const auto found = object.FindMember(name); found != object.MemberEnd()) found->value = std::move(value);
  else object.AddMember(Value(name, memory()), std::move(value), memory());
}

void Gathered::set_default(Value& object, const char* name, Value value) {
  if (!has(object, name)) set(object, name, std::move(value));
}

std::string Gathered::words(Span at) const {
  std::string out;
  output::append_line(at.of(text_), out);
  return out;
}

Value Gathered::span(Span at) {
  Value out(rapidjson::kObjectType);
  out.AddMember("start", at.begin, memory());
  out.AddMember("end", at.end, memory());
  return out;
}

// --- order --------------------------------------------------------------------------------------------------------------

void Gathered::order_mentions() {
  const auto order = ordered(mentions, [](const Mention& mention) { return mention.span; });
  const std::vector<Id> places = places_in(order);
  reorder(mentions, order);
  for (Quote& quote : quotes) {
    renumber(quote.speaker.words, places);
    renumber(quote.speaker.other, places);
  }
}

void Gathered::order_quotes() {
  for (Quote& quote : quotes) {
    const Span all = quote.spans.empty() ? quote.outer : Span{quote.spans.front().begin, quote.spans.back().end};
    if (!quote.outer.contains(all)) quote.outer = all;   // the content was changed, or the marks were not said
  }
  const auto order = ordered(quotes, [](const Quote& quote) { return quote.outer; });
  const std::vector<Id> places = places_in(order);
  reorder(quotes, order);
  for (std::size_t q = 0; q < quotes.size(); ++q) {
    renumber(quotes[q].parent, places);
    if (quotes[q].parent >= q) quotes[q].parent = none;   // it stands in nothing that begins behind it
  }
}

// --- entities -----------------------------------------------------------------------------------------------------------

/// Names that people marked, without more: they are of the entity that is called so, else one with all that are written alike.
void Gathered::name_entities() {
  std::map<std::pair<std::string, std::string>, std::string> known;   // type and name
  for (const Mention& mention : mentions) {
    if (mention.entity.empty() || !is_named(mention)) continue;
    const std::string type(string_of(mention.fields, "type"));
    known.emplace(std::pair(type, words(mention.span)), mention.entity);
    if (mention.card.IsObject()) known.emplace(std::pair(type, std::string(string_of(mention.card, "name"))), mention.entity);
  }
  for (Mention& mention : mentions) {
    if (!mention.entity.empty() || mention.made || !is_named(mention)) continue;
    std::pair name(std::string(string_of(mention.fields, "type")), words(mention.span));
    const std::string own = "/" + name.first + "/" + name.second;
    mention.entity = known.emplace(std::move(name), own).first->second;
  }
}

void Gathered::collect_entities() {
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t m = 0; m < mentions.size(); ++m) {
    Mention& mention = mentions[m];
    if (mention.entity.empty()) continue;
    const auto [found, added] = known.try_emplace(mention.entity, entities_.size());
    if (added) entities_.push_back({mention.entity, 0, Value(), {}});
    Entity& entity = entities_[found->second];
    entity.mentions.push_back(m);
    if (mention.card.IsObject() && !entity.card.IsObject()) entity.card = std::move(mention.card);
  }
  constexpr std::uint64_t last = std::uint64_t{1} << 32;
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    std::uint64_t& order = entities_[e].order = last + e;
    if (const std::string_view id = string_of(entities_[e].card, "id"); id.starts_with('e'))
      if (std::uint32_t number = 0; std::from_chars(id.data() + 1, id.data() + id.size(), number).ec == std::errc())
        order = number;
  }
  std::stable_sort(entities_.begin(), entities_.end(), [](const Entity& a, const Entity& b) { return a.order < b.order; });
  of_mention_.assign(mentions.size(), entities_.size());
  for (std::size_t e = 0; e < entities_.size(); ++e)
    for (const std::size_t m : entities_[e].mentions) of_mention_[m] = e;
}

/// Its name is the longest of those in the text where nothing else is said; names that people added are others of it.
void Gathered::complete(Entity& entity) {
  Value& card = entity.card;
  if (!card.IsObject()) card.SetObject();
  std::string longest;
  for (const std::size_t m : entity.mentions)
    if (is_named(mentions[m]) || longest.empty())
      if (std::string here = words(mentions[m].span); here.size() > longest.size()) longest = std::move(here);
  const Mention& first = mentions[entity.mentions.front()];
  set_default(card, "type", word(string_of(first.fields, "type")));
  set_default(card, "name", word(longest));
  set_default(card, "aliases", Value(rapidjson::kArrayType));
  if (!card["aliases"].IsArray()) place_.fail("«aliases»: expected an array");
  std::set<std::string, std::less<>> names = {std::string(string_of(card, "name"))};
  for (const Value& alias : card["aliases"].GetArray())
    if (alias.IsString()) names.emplace(alias.GetString(), alias.GetStringLength());
  for (const std::size_t m : entity.mentions) {
    if (mentions[m].made || !is_named(mentions[m])) continue;
    if (const auto [name, added] = names.insert(words(mentions[m].span)); added) card["aliases"].PushBack(word(*name), memory());
  }
}

// --- the record ---------------------------------------------------------------------------------------------------------

Value Gathered::made_mention(std::size_t index) {
  Mention& mention = mentions[index];
  Value& out = mention.fields;
  set(out, "id", word(fmt::format("m{}", index + 1)));
  set(out, "start", Value(mention.span.begin));
  set(out, "end", Value(mention.span.end));
  set_default(out, "form", word("name"));
  set_default(out, "confidence", Value(1));
  if (const std::size_t entity = of_mention_[index]; entity < entities_.size())
    set(out, "entity", word(fmt::format("e{}", entity + 1)));
  return std::move(out);
}

void Gathered::complete(Speaker& speaker, Value& out) {
  const Id source = speaker.other != none ? speaker.other : speaker.words;
  const std::size_t entity = source == none || speaker.nobody ? entities_.size() : of_mention_[source];
  std::string by = "name", name, kind, gender;
  if (speaker.words != none) {
    const Mention& mention = mentions[speaker.words];
    set(out, "mention", word(fmt::format("m{}", speaker.words + 1)));
    name = words(mention.span);
    if (const std::string_view form = string_of(mention.fields, "form"); form == "description" || form == "pronoun") by = form;
  } else if (speaker.other != none) {
    by = "previous speaker";
  }
  if (entity < entities_.size()) {
    const Value& card = entities_[entity].card;
    set(out, "entity", word(fmt::format("e{}", entity + 1)));
    name = string_of(card, "name");
    kind = string_of(card, "type");
    gender = string_of(card, "gender");
  }
  const bool said = has(out, "confidence");   // by a program, which left out what it does not know
  set_default(out, "by", word(by));
  set_default(out, "confidence", Value(1));
  if (said) return;
  set_default(out, "name", word(name));
  if (!kind.empty()) set_default(out, "kind", word(kind));
  if (!gender.empty()) set_default(out, "gender", word(gender));
}

Value Gathered::made_quote(std::size_t index) {
  Quote& quote = quotes[index];
  Value& out = quote.fields;
  set(out, "id", word(fmt::format("q{}", index + 1)));
  Value spans(rapidjson::kArrayType);
  for (const Span one : quote.spans) spans.PushBack(span(one), memory());
  set(out, "spans", std::move(spans));
  set(out, "outer", span(quote.outer));
  set_default(out, "zone", word("body"));
  set_default(out, "confidence", Value(1));
  if (quote.parent != none) set(out, "parent", word(fmt::format("q{}", quote.parent + 1)));
  if (quote.cue.IsObject()) {
    set(quote.cue, "start", Value(quote.cue_span.begin));
    set(quote.cue, "end", Value(quote.cue_span.end));
    set_default(quote.cue, "kind", word("verb"));
    set_default(quote.cue, "stance", word("asserted"));
    set(out, "cue", std::move(quote.cue));
  }
  if (quote.speaker.there) {
    Value speaker = quote.speaker.fields.IsObject() ? std::move(quote.speaker.fields) : Value(rapidjson::kObjectType);
    complete(quote.speaker, speaker);
    set(out, "speaker", std::move(speaker));
  }
  return std::move(out);
}

Annotated Gathered::finish(Value label) {
  order_mentions();
  order_quotes();
  name_entities();
  collect_entities();
  for (Entity& entity : entities_) complete(entity);

  Annotated out;
  if (label.IsObject()) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    label.Accept(writer);
    out.label.assign(buffer.GetString(), buffer.GetSize());
    static_cast<Value&>(record_) = std::move(label);
  } else {
    record_.SetObject();
  }
  set_default(record_, "schema", Value(1));
  set_default(record_, "doc", word(""));
  set(record_, "offsets", word("utf8"));
  if (!has(record_, "propos")) {
    Value made_by(rapidjson::kObjectType);
    set(made_by, "version", word(version()));
    set(record_, "propos", std::move(made_by));
  }
  Value entities(rapidjson::kArrayType), all_mentions(rapidjson::kArrayType), all_quotes(rapidjson::kArrayType);
  for (std::size_t q = 0; q < quotes.size(); ++q) all_quotes.PushBack(made_quote(q), memory());
  for (std::size_t m = 0; m < mentions.size(); ++m) all_mentions.PushBack(made_mention(m), memory());
  for (std::size_t e = 0; e < entities_.size(); ++e) {
    set(entities_[e].card, "id", word(fmt::format("e{}", e + 1)));
    entities.PushBack(std::move(entities_[e].card), memory());
  }
  set(record_, "entities", std::move(entities));
  set(record_, "mentions", std::move(all_mentions));
  set(record_, "quotes", std::move(all_quotes));
  JsonlRecord record = output::read_record(record_, text_, place_);
  out.doc = std::move(record.doc);
  out.text = text_;
  out.document = std::move(record.document);
  return out;
}

}   // namespace propos::formats

namespace propos {

Annotated read_annotated(std::string_view line, std::string_view text, std::string_view file, std::uint32_t number) {
  const output::Place place{file, number};
  rapidjson::Document record = output::parse_object(line, place);
  JsonlRecord read = output::read_record(record, text, place);
  Annotated out;
  out.doc = std::move(read.doc);
  out.text = text;
  out.document = std::move(read.document);
  for (const char* name : {"offsets", "entities", "mentions", "quotes", "read"}) record.RemoveMember(name);
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  record.Accept(writer);
  out.label.assign(buffer.GetString(), buffer.GetSize());
  return out;
}

}   // namespace propos
