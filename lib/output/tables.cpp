// SPDX-License-Identifier: Apache-2.0
#include "output/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <vector>

namespace propos::output {
namespace {

const Field& field(Part part, std::string_view name) {
  const std::span<const Field> all = fields_of(part);
  return *std::find_if(all.begin(), all.end(), [&](const Field& one) { return one.name == name; });
}

// A field of the JSON output as a column.
Column of(std::string_view column, Part part, std::string_view name) {
  const Field& from = field(part, name);
  if (part == Part::outer || part == Part::cue || part == Part::speaker)
    return {std::string(column), from.holds,
            from.words,          fmt::format("`{}.{}`", name_of(part), name),
            from.value,          field(Part::quote, name_of(part)).count};
  return {std::string(column), from.holds, from.words,
          part == Part::record ? fmt::format("`{}`", name) : fmt::format("`{}.{}`", name_of(part), name), from.value};
}

// --- values that are put together ---------------------------------------------------------------------------------------

Cell together(const At& at, std::size_t count, std::string_view between, const auto& add) {
  at.scratch.clear();
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) at.scratch += between;
    add(i);
  }
  return std::string_view(at.scratch);
}

Cell content(const At& at) {
  if (!at.with_text) return {};
  const std::vector<Span>& spans = at.quote().spans;
  if (spans.size() == 1) return spans[0].of(at.text);
  return together(at, spans.size(), " […] ", [&](std::size_t i) { at.scratch += spans[i].of(at.text); });
}

void append_number(std::string& out, std::uint32_t number) {
  char digits[16];
  out.append(digits, std::to_chars(digits, std::end(digits), number).ptr);
}

Cell places(const At& at) {
  const std::vector<Span>& spans = at.quote().spans;
  return together(at, spans.size(), "|", [&](std::size_t i) {
    append_number(at.scratch, at.offsets(spans[i].begin));
    at.scratch += '-';
    append_number(at.scratch, at.offsets(spans[i].end));
  });
}

Cell speaker_words(const At& at) {
  const Id mention = at.quote().speaker.mention;
  return mention == none || !at.with_text ? Cell() : at.document.mentions[mention].span.of(at.text);
}

// A value of the entity that speaks, or is meant.
template <std::string Entity::*value>
Cell of_entity(const At& at, Id entity) {
  return entity == none || (at.document.entities[entity].*value).empty() ? Cell()
                                                                         : std::string_view(at.document.entities[entity].*value);
}
template <std::string Entity::*value>
Cell of_speaker(const At& at) {
  return of_entity<value>(at, at.quote().speaker.entity);
}
template <std::string Entity::*value>
Cell of_meant(const At& at) {
  return of_entity<value>(at, at.mention().entity);
}

Cell made_by(const At& at) {
  const Field& version = field(Part::provenance, "version");
  const Provenance* const provenance = at.document.provenance.get();
  if (provenance == nullptr) return version.value(at);
  at.scratch.clear();
  at.scratch += fmt::format("{} {:016x}", provenance->version, provenance->data);
  for (const auto* files : {&provenance->rules, &provenance->words})
    for (const Provenance::File& file : *files) at.scratch += fmt::format(" {:016x}", file.hash);
  return std::string_view(at.scratch);
}

// --- the tables ---------------------------------------------------------------------------------------------------------

void add_record(std::vector<Column>& out) {
  for (const std::string_view name : {"file", "encoding", "language", "text_file", "offsets", "schema"})
    out.push_back(of(name, Part::record, name));
  out.push_back({"propos", Holds::filled, "", "version and hashes of `propos`, with a blank between them", made_by});
}

std::vector<Column> quote_columns() {
  const auto has_speaker = field(Part::quote, "speaker").count;
  std::vector<Column> out = {
      of("doc", Part::record, "doc"),
      of("quote", Part::quote, "id"),
      of("type", Part::quote, "type"),
      {"text", Holds::text, "", "the texts of `quote.spans`, with « […] » between them", content},
      of("cue", Part::cue, "text"),
      of("cue_lemma", Part::cue, "lemma"),
      of("cue_kind", Part::cue, "kind"),
      of("stance", Part::cue, "stance"),
      {"speaker_words", Holds::text, "", "the words that name the source: `text` of `speaker.mention`", speaker_words,
       has_speaker},
      of("speaker", Part::speaker, "name"),
      {"speaker_key", Holds::filled, "", "`key` of `speaker.entity`", of_speaker<&Entity::key>, has_speaker},
      {"speaker_title", Holds::filled, "", "`title` of `speaker.entity`", of_speaker<&Entity::title>, has_speaker},
      of("speaker_gender", Part::speaker, "gender"),
      of("speaker_kind", Part::speaker, "kind"),
      {"speaker_named", Holds::boolean, "",
       "whether `speaker.entity` is there: else the source has no name; empty where nobody is found",
       [](const At& at) -> Cell { return at.quote().speaker.entity != none; }, has_speaker},
      of("speaker_by", Part::speaker, "by"),
      of("confidence", Part::quote, "confidence"),
      of("speaker_confidence", Part::speaker, "confidence"),
      {"start", Holds::number, "", "`start` of the first of `quote.spans`",
       [](const At& at) -> Cell { return at.offsets(at.quote().spans.front().begin); }},
      {"end", Holds::number, "", "`end` of the last",
       [](const At& at) -> Cell { return at.offsets(at.quote().spans.back().end); }},
      {"spans", Holds::filled, "", "all of them: `40-49|50-54`", places},
      of("outer_start", Part::outer, "start"),
      of("outer_end", Part::outer, "end"),
      of("cue_start", Part::cue, "start"),
      of("cue_end", Part::cue, "end"),
      of("zone", Part::quote, "zone"),
      of("parent", Part::quote, "parent"),
      of("rule", Part::quote, "rule"),
      of("mention", Part::speaker, "mention"),
      of("entity", Part::speaker, "entity"),
  };
  add_record(out);
  return out;
}

std::vector<Column> mention_columns() {
  std::vector<Column> out = {
      of("doc", Part::record, "doc"),
      of("mention", Part::mention, "id"),
      of("type", Part::mention, "type"),
      of("form", Part::mention, "form"),
      of("text", Part::mention, "text"),
      {"name", Holds::filled, "", "`name` of `mention.entity`", of_meant<&Entity::name>},
      {"key", Holds::filled, "", "`key` of `mention.entity`", of_meant<&Entity::key>},
      of("confidence", Part::mention, "confidence"),
      of("start", Part::mention, "start"),
      of("end", Part::mention, "end"),
      of("rule", Part::mention, "rule"),
      of("entity", Part::mention, "entity"),
  };
  add_record(out);
  return out;
}

std::vector<Column> entity_columns() {
  std::vector<Column> out = {
      of("doc", Part::record, "doc"),
      of("entity", Part::entity, "id"),
      of("type", Part::entity, "type"),
      of("name", Part::entity, "name"),
      of("key", Part::entity, "key"),
      {"aliases", Holds::filled, "", "`entity.aliases`, with `|` between them",
       [](const At& at) {
         const std::vector<std::string>& aliases = at.entity().aliases;
         return together(at, aliases.size(), "|", [&](std::size_t i) { at.scratch += aliases[i]; });
       },
       field(Part::entity, "aliases").count},
  };
  for (const std::string_view name : {"title", "gender", "first_name", "last_name", "acronym", "country", "stands_for"})
    out.push_back(of(name, Part::entity, name));
  out.push_back({"mentions", Holds::number, "", "how many mentions it has",
                 [](const At& at) -> Cell { return static_cast<std::uint32_t>(at.entity().mentions.size()); }});
  add_record(out);
  return out;
}

}   // namespace

std::span<const Column> columns_of(Table table) {
  static const std::vector<Column> quotes = quote_columns(), mentions = mention_columns(), entities = entity_columns();
  switch (table) {
    case Table::mentions: return mentions;
    case Table::entities: return entities;
    case Table::quotes: break;
  }
  return quotes;
}

}   // namespace propos::output
