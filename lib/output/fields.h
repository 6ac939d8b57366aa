// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "propos/output.h"

/// The public schema in one table: which fields the objects of the JSON output have, what each may hold, what it says, and where
/// its value comes from. JSON Lines and the columns of tables are written by it; docs/schema.json and docs/schema.md are made of
/// it (tests/output/update).
namespace propos::output {

/// The objects, outermost first.
enum class Part : std::uint8_t { record, provenance, file, entity, mention, quote, span, outer, cue, speaker };

enum class Holds : std::uint8_t {
  any,          // JSON as it came in
  members,      // an object with whatever came in
  text,         // may be empty
  filled,       // text that is not
  word,         // one of `words`
  pattern,      // text of the form `words`
  number,       // a whole one from 0 on
  confidence,   // from 0 to 1
  boolean,
  entity,
  mention,
  quote,   // an id
  texts,   // an array of text
  object,
  objects
};

/// A value of a document. Text refers to the document, to the text it was made of, or to At::scratch.
struct Reference {
  char letter;
  Id id;
};
struct Json {
  std::string_view value;
};
using Cell = std::variant<std::monostate, std::string_view, std::uint32_t, float, bool, Reference, Json, Label::Members>;

/// What a value is of: an object of a document. One writer's.
struct At {
  const Document& document;
  std::string_view text;
  const Label& label;
  const OffsetMap& offsets;
  std::string& scratch;     ///< for text that is put together: lasts until the next value
  bool with_text = true;    ///< what stands in the text is told
  Id id = 0;                ///< of an entity, mention or quote
  std::uint32_t item = 0;   ///< of a list in it

  const Entity& entity() const { return document.entities[id]; }
  const Mention& mention() const { return document.mentions[id]; }
  const Quote& quote() const { return document.quotes[id]; }
};

struct Field {
  std::string_view name;
  Holds holds;
  bool always;              ///< it is there in each object
  std::string_view words;   ///< "person|place"; of a pattern the expression; of a number, where not empty, the only one
  std::string_view says;    ///< for docs/schema.md
  Cell (*value)(const At&) = nullptr;          ///< none where there is no value here
  std::size_t (*count)(const At&) = nullptr;   ///< of texts, object, objects: how many; the value of one is at At::item
  Part of = Part::record;                      ///< of object, objects: what each is
  std::uint32_t At::*step = &At::item;         ///< … and what counts them
};

/// In the order in which they are written.
std::span<const Field> fields_of(Part part);

/// The name of a part in docs/schema.json: "entity".
std::string_view name_of(Part part);

}   // namespace propos::output
