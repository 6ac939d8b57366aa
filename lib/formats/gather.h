// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidjson/document.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "output/record.h"
#include "propos/formats.h"

/// What the readers of other tools' files have in common: they gather what stands in a file, and this makes a record of it. A person
/// who corrects a text says little (a span, a type, an arc); what she leaves out follows from what she says.
namespace propos::formats {

/// Objects have the fields of docs/schema.md; their places in the text stand beside them, in bytes. All refer to others by index.
class Gathered {
 public:
  using Value = rapidjson::Value;

  struct Mention {
    Span span;
    Value fields;         ///< object: type, form, rule, confidence
    std::string entity;   ///< what all mentions of one entity share; empty where nothing is said
    Value card;           ///< object with fields of the entity, where they stand with this mention; else null
    bool made = false;    ///< by a program: without an entity it has none
  };
  struct Speaker {
    bool there = false;
    Value fields;          ///< object: name, by, kind, gender, confidence
    Id words = none;       ///< the mention that names the source
    Id other = none;       ///< a mention of the entity, where that of the words is not it
    bool nobody = false;   ///< no entity, whatever the words are
  };
  struct Quote {
    std::vector<Span> spans;
    Span outer;     ///< empty where nothing is said
    Value fields;   ///< object: type, zone, rule, confidence
    Span cue_span;
    Value cue;   ///< object: lemma, kind, stance; null where there is none
    Speaker speaker;
    Id parent = none;
  };

  Gathered(std::string_view text, std::string_view file) : text_(text), place_{file, 0} {}

  std::vector<Mention> mentions;
  std::vector<Quote> quotes;

  /// Where fields are made.
  rapidjson::Document::AllocatorType& memory() { return record_.GetAllocator(); }
  /// The object in `json`, or an empty one. Throws Error with the line.
  Value object(std::string_view json, std::uint32_t line);
  Value word(std::string_view text) { return Value(text.data(), static_cast<rapidjson::SizeType>(text.size()), memory()); }
  /// Sets a field, whether it is there or not.
  void set(Value& object, const char* name, Value value);

  /// All of it as a record. To be called once, at the end. `label`: the other fields of the record, or null.
  Annotated finish(Value label);

 private:
  struct Entity {
    std::string key;
    std::uint64_t order = 0;   ///< its number in the file
    Value card;
    std::vector<std::size_t> mentions;
  };

  void name_entities();
  void order_mentions();
  void order_quotes();
  void collect_entities();
  void complete(Entity& entity);
  void complete(Speaker& speaker, Value& out);
  Value entity_id(const std::string& key);
  Value made_mention(std::size_t index);
  Value made_quote(std::size_t index);
  Value span(Span at);
  void set_default(Value& object, const char* name, Value value);
  std::string words(Span at) const;

  std::string_view text_;
  output::Place place_;
  rapidjson::Document record_;
  std::vector<Entity> entities_;
  std::vector<std::size_t> of_mention_;   ///< entities of the mentions, in order; as many as there are entities: none
};

/// Whether it has a field; reads one that is a string, else gives an empty one.
bool has(const Gathered::Value& object, const char* name);
std::string_view string_of(const Gathered::Value& object, const char* name);

}   // namespace propos::formats
