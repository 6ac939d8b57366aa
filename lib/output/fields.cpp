// SPDX-License-Identifier: Apache-2.0
#include "output/fields.h"

#include "propos/version.h"

namespace propos::output {
namespace {

constexpr std::uint32_t schema_version = 1;

constexpr std::string_view units = "codepoint|utf8|utf16";
constexpr std::string_view entity_types = "person|organization|place";
constexpr std::string_view genders = "m|f";
constexpr std::string_view hash_form = "^[0-9a-f]{16}$";

// --- values -------------------------------------------------------------------------------------------------------------

Cell known(std::string_view text) { return text.empty() ? Cell() : text; }
Cell reference(char letter, Id id) { return id == none ? Cell() : Reference{letter, id}; }
Cell covered(const At& at, Span span) { return at.with_text ? Cell(span.of(at.text)) : Cell(); }
Cell gender(Gender gender) { return gender == Gender::unknown ? Cell() : propos::name_of(gender); }
Cell begin(const At& at, Span span) { return at.offsets(span.begin); }
Cell end(const At& at, Span span) { return at.offsets(span.end); }

Cell hex(const At& at, std::uint64_t hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  at.scratch.clear();
  for (int shift = 60; shift >= 0; shift -= 4) at.scratch += digits[hash >> shift & 15];
  return std::string_view(at.scratch);
}

const Provenance* provenance(const At& at) { return at.document.provenance.get(); }
const Provenance::File& file(const At& at) {
  const Provenance& made_by = *provenance(at);
  return at.item < made_by.rules.size() ? made_by.rules[at.item] : made_by.words[at.item - made_by.rules.size()];
}

template <class Value>
constexpr std::size_t one_if(const Value& value) {
  return value ? 1 : 0;
}

// --- the table ----------------------------------------------------------------------------------------------------------

using enum Holds;

constexpr Field record[] = {
    {"schema", number, true, "1",
     "the version of this schema: 1. Within it fields may be added; none is renamed, taken away or given another meaning",
     [](const At&) -> Cell { return schema_version; }},
    {"doc", any, true, "",
     "its id, any JSON value as it came in (`--jsonl-id`, `--id-column`, the address in a web archive); without one its place: `a.txt`, `a.zip!b.txt`, "
     "`a.jsonl:12`, `a.json[3]`",
     [](const At& at) -> Cell { return at.label.id.empty() ? Cell(at.label.name) : Json{at.label.id}; }},
    {"offsets", word, true, units, "what `start` and `end` count",
     [](const At& at) -> Cell { return propos::name_of(at.offsets.unit()); }},
    {"propos", object, true, "", "what made it: texts with the same values of it and of `options` can be compared", nullptr,
     [](const At&) -> std::size_t { return 1; }, Part::provenance},
    {"options", members, false, "",
     "options of the command line that results depend on, where they were given: `{\"encoding\":\"cp850\"}`",
     [](const At& at) -> Cell { return at.label.options.empty() ? Cell() : at.label.options; }},
    {"file", filled, false, "", "the place with `%XX` for its bytes, where they are not UTF-8 (U+FFFD stands for them in `doc`)",
     [](const At& at) { return known(at.label.file); }},
    {"encoding", filled, false, "",
     "what it was converted from, where it was not UTF-8: offsets refer to the converted text ([robustness.md](robustness.md))",
     [](const At& at) { return known(at.label.encoding); }},
    {"language", pattern, false, "^[a-z]{2,3}$", "where it is not French: `en`, `de` …, `und` where that is not known",
     [](const At& at) { return known(at.label.language); }},
    {"limit", word, false, "bytes|entities|quotes|time",
     "what ended the reading before the end of the text, where something did: what follows is a part",
     [](const At& at) -> Cell { return at.document.limit == Limit::unmet ? Cell() : propos::name_of(at.document.limit); }},
    {"read", number, false, "", "where it ended then",
     [](const At& at) -> Cell { return at.document.limit == Limit::unmet ? Cell() : at.offsets(at.document.read); }},
    {"text_file", filled, false, "", "with `--text-out`: the file in that folder with the text that offsets refer to",
     [](const At& at) { return known(at.label.text_file); }},
    {"fields", members, false, "", "with `--keep`, `--keep-all`: what came in beside the text, as it was",
     [](const At& at) -> Cell { return at.label.fields ? *at.label.fields : Cell(); }},
    {"entities", objects, true, "", "who and what is named; as the next two left out where `--only` does not ask for it", nullptr,
     [](const At& at) { return at.document.entities.size(); }, Part::entity, &At::id},
    {"mentions", objects, true, "", "where the text names or means them, in order", nullptr,
     [](const At& at) { return at.document.mentions.size(); }, Part::mention, &At::id},
    {"quotes", objects, true, "", "what is said, in order", nullptr, [](const At& at) { return at.document.quotes.size(); },
     Part::quote, &At::id},
};

constexpr Field provenance_fields[] = {
    {"version", pattern, true, "^[0-9]+\\.[0-9]+\\.[0-9]+$", "of Propos",
     [](const At& at) -> Cell { return provenance(at) != nullptr ? std::string_view(provenance(at)->version) : version(); }},
    {"data", pattern, false, hash_form, "hash of its grammar, lexicon, tables and weights",
     [](const At& at) -> Cell { return provenance(at) != nullptr ? hex(at, provenance(at)->data) : Cell(); }},
    {"files", objects, false, "", "the files of `--rules`, then those of `--words`; left out where there are none", nullptr,
     [](const At& at) { return provenance(at) != nullptr ? provenance(at)->rules.size() + provenance(at)->words.size() : 0; },
     Part::file},
};

constexpr Field file_fields[] = {
    {"name", text, true, "", "as it was given", [](const At& at) -> Cell { return std::string_view(file(at).name); }},
    {"holds", word, true, "rules|words", "what is in it",
     [](const At& at) -> Cell { return at.item < provenance(at)->rules.size() ? std::string_view("rules") : "words"; }},
    {"hash", pattern, true, hash_form, "of its content", [](const At& at) { return hex(at, file(at).hash); }},
};

constexpr Field entity_fields[] = {
    {"id", entity, true, "", "of this record only", [](const At& at) { return reference('e', at.id); }},
    {"type", word, true, entity_types, "what it is", [](const At& at) -> Cell { return propos::name_of(at.entity().type); }},
    {"name", text, true, "",
     "the fullest name in the text, as one writes it: one blank between words, small letters where the text has capitals, accents where it has them somewhere",
     [](const At& at) -> Cell { return std::string_view(at.entity().name); }},
    {"key", filled, false, "",
     "joins entities of several texts: the name in small letters without accents and hyphens. Of an organization or place that the lexicon knows by several "
     "names (OTAN, Kyiv) it is the same for all. Two people of one name have one key",
     [](const At& at) { return known(at.entity().key); }},
    {"aliases", texts, true, "", "its other forms in the text",
     [](const At& at) -> Cell { return std::string_view(at.entity().aliases[at.item]); },
     [](const At& at) { return at.entity().aliases.size(); }},
    {"title", filled, false, "", "role or title, as in the text", [](const At& at) { return known(at.entity().title); }},
    {"first_name", filled, false, "", "of a person, where known", [](const At& at) { return known(at.entity().first_name); }},
    {"last_name", filled, false, "", "the same", [](const At& at) { return known(at.entity().last_name); }},
    {"acronym", filled, false, "", "of an organization whose full name stands in the text",
     [](const At& at) { return known(at.entity().acronym); }},
    {"country", filled, false, "", "of a person or organization with a demonym beside the name (« la Japonaise Varenka »)",
     [](const At& at) { return known(at.entity().country); }},
    {"stands_for", filled, false, "",
     "of a capital or seat, what it may speak for (« la Russie » of Moscou, « le Premier ministre » of Matignon)",
     [](const At& at) { return known(at.entity().stands_for); }},
    {"gender", word, false, genders, "of a person, where known", [](const At& at) { return gender(at.entity().gender); }},
};

constexpr Field mention_fields[] = {
    {"id", mention, true, "", "of this record only", [](const At& at) { return reference('m', at.id); }},
    {"entity", entity, false, "", "whom it means; none for an unnamed source",
     [](const At& at) { return reference('e', at.mention().entity); }},
    {"type", word, true, entity_types, "what it means", [](const At& at) -> Cell { return propos::name_of(at.mention().type); }},
    {"form", word, true, "name|acronym|description|pronoun", "`description` and `pronoun` are there where they speak",
     [](const At& at) -> Cell { return propos::name_of(at.mention().form); }},
    {"start", number, true, "", "where its words begin", [](const At& at) { return begin(at, at.mention().span); }},
    {"end", number, true, "", "where they end", [](const At& at) { return end(at, at.mention().span); }},
    {"text", text, false, "", "the words; left out by `--no-text`", [](const At& at) { return covered(at, at.mention().span); }},
    {"rule", filled, false, "", "what made it: [rules.md](rules.md), [explain.md](explain.md)",
     [](const At& at) { return known(at.mention().rule); }},
    {"confidence", confidence, true, "", "how often such a result is right: [accuracy.md](accuracy.md)",
     [](const At& at) -> Cell { return at.mention().confidence; }},
};

constexpr Field quote_fields[] = {
    {"id", quote, true, "", "of this record only", [](const At& at) { return reference('q', at.id); }},
    {"type", word, true, "direct|indirect|mixed|term",
     "`direct`: all of it between marks or behind a dialogue dash; `indirect`: a clause without marks (« a dit que … »); `mixed`: a part between marks inside "
     "other words; `term`: between marks and said by nobody (a title, a nickname, irony)",
     [](const At& at) -> Cell { return propos::name_of(at.quote().type); }},
    {"spans", objects, true, "", "the content without its marks; several where an incise or narration interrupts", nullptr,
     [](const At& at) { return at.quote().spans.size(); }, Part::span},
    {"outer", object, true, "", "from the first mark to the last", nullptr, [](const At&) -> std::size_t { return 1; },
     Part::outer},
    {"cue", object, false, "", "the words that report: a verb group, « selon », a noun", nullptr,
     [](const At& at) { return one_if(at.quote().has_cue); }, Part::cue},
    {"speaker", object, false, "", "who says it", nullptr, [](const At& at) { return one_if(at.quote().has_speaker); },
     Part::speaker},
    {"zone", word, true, "headline|byline|caption|credit|body|related-links|tags", "where it stands",
     [](const At& at) -> Cell { return propos::name_of(at.quote().zone); }},
    {"parent", quote, false, "", "the quote that it stands in, which comes before it",
     [](const At& at) { return reference('q', at.quote().parent); }},
    {"rule", filled, false, "", "what made it", [](const At& at) { return known(at.quote().rule); }},
    {"confidence", confidence, true, "", "that it is a quote of this type with these words",
     [](const At& at) -> Cell { return at.quote().confidence; }},
};

constexpr Field span_fields[] = {
    {"start", number, true, "", "where it begins", [](const At& at) { return begin(at, at.quote().spans[at.item]); }},
    {"end", number, true, "", "where it ends", [](const At& at) { return end(at, at.quote().spans[at.item]); }},
    {"text", text, false, "", "the words; left out by `--no-text`",
     [](const At& at) { return covered(at, at.quote().spans[at.item]); }},
};

constexpr Field outer_fields[] = {
    {"start", number, true, "", "where it begins", [](const At& at) { return begin(at, at.quote().outer); }},
    {"end", number, true, "", "where it ends", [](const At& at) { return end(at, at.quote().outer); }},
};

constexpr Field cue_fields[] = {
    {"start", number, true, "", "where it begins", [](const At& at) { return begin(at, at.quote().cue.span); }},
    {"end", number, true, "", "where it ends", [](const At& at) { return end(at, at.quote().cue.span); }},
    {"text", text, false, "", "the words; left out by `--no-text`",
     [](const At& at) { return covered(at, at.quote().cue.span); }},
    {"lemma", filled, false, "", "« déclarer » for « a déclaré »", [](const At& at) { return known(at.quote().cue.lemma); }},
    {"kind", word, true, "verb|preposition|noun|typography", "what kind of words",
     [](const At& at) -> Cell { return propos::name_of(at.quote().cue.kind); }},
    {"stance", word, true, "asserted|denied|doubted|negated|asked|demanded|announced|hypothetical", "how the words are put",
     [](const At& at) -> Cell { return propos::name_of(at.quote().cue.stance); }},
};

constexpr Field speaker_fields[] = {
    {"mention", mention, false, "", "the words that name the source",
     [](const At& at) { return reference('m', at.quote().speaker.mention); }},
    {"entity", entity, false, "", "who it is; none for an unnamed source",
     [](const At& at) { return reference('e', at.quote().speaker.entity); }},
    {"name", filled, false, "", "the entity's name, or the description of an unnamed source",
     [](const At& at) { return known(at.quote().speaker.name); }},
    {"by", word, true, "name|apposition|pronoun|description|previous speaker", "how it was found",
     [](const At& at) -> Cell { return propos::name_of(at.quote().speaker.by); }},
    {"kind", word, false, "person|organization|place|group|document",
     "what speaks, where known: the type of the entity; without one what its words show. `group`: several people or bodies (« des riverains »)",
     [](const At& at) -> Cell {
       const SpeakerKind kind = at.quote().speaker.kind;
       return kind == SpeakerKind::unknown ? Cell() : propos::name_of(kind);
     }},
    {"gender", word, false, genders, "of a person: the entity's; of an unnamed one where the words show it (« une infirmière »)",
     [](const At& at) { return gender(at.quote().speaker.gender); }},
    {"confidence", confidence, true, "", "that it is who says it",
     [](const At& at) -> Cell { return at.quote().speaker.confidence; }},
};

}   // namespace

std::span<const Field> fields_of(Part part) {
  switch (part) {
    case Part::record: return record;
    case Part::provenance: return provenance_fields;
    case Part::file: return file_fields;
    case Part::entity: return entity_fields;
    case Part::mention: return mention_fields;
    case Part::quote: return quote_fields;
    case Part::span: return span_fields;
    case Part::outer: return outer_fields;
    case Part::cue: return cue_fields;
    case Part::speaker: break;
  }
  return speaker_fields;
}

std::string_view name_of(Part part) {
  constexpr std::string_view names[] = {"record", "propos", "file",  "entity", "mention",
                                        "quote",  "span",   "outer", "cue",    "speaker"};
  return names[static_cast<int>(part)];
}

}   // namespace propos::output
