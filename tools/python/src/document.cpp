// SPDX-License-Identifier: Apache-2.0
#include "document.h"

#include <nanobind/operators.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "propos/formats.h"
#include "propos/output.h"

namespace propos::python {
namespace {

using nb::for_getter;
using nb::sig;

// A part of a document: an entity, a mention, a quote, or what belongs to a quote. Refers to what the document holds.
template <class Of>
struct Part {
  std::shared_ptr<const Reading> reading;
  Id id;   // in the table of its kind; of a cue or speaker that of its quote

  const propos::Document& document() const { return reading->document; }
  bool operator==(const Part& other) const {
    return id == other.id && (reading == other.reading ||
                              (reading->document == other.reading->document && reading->text.equal(other.reading->text)));
  }
};
using EntityPart = Part<Entity>;
using MentionPart = Part<Mention>;
using QuotePart = Part<Quote>;
using CuePart = Part<Cue>;
using SpeakerPart = Part<Speaker>;
using TokenPart = Part<Span>;
using ParagraphPart = Part<Paragraph>;

// A step of an explanation.
struct RecordPart {
  std::shared_ptr<const ExplanationHandle> explanation;
  std::size_t index;
};

// Words of the text.
struct SpanPart {
  std::shared_ptr<const Reading> reading;
  Span span;
};

const Entity& of(const EntityPart& part) { return part.document().entities[part.id]; }
const Mention& of(const MentionPart& part) { return part.document().mentions[part.id]; }
const Quote& of(const QuotePart& part) { return part.document().quotes[part.id]; }
const Cue& of(const CuePart& part) { return part.document().quotes[part.id].cue; }
const Speaker& of(const SpeakerPart& part) { return part.document().quotes[part.id].speaker; }
const Span& of(const TokenPart& part) { return part.document().tokens[part.id]; }
const Paragraph& of(const ParagraphPart& part) { return part.document().paragraphs[part.id]; }
const Record& of(const RecordPart& part) { return part.explanation->found.records[part.index]; }

std::uint32_t start_of(const Reading& reading, Span span) { return reading.offsets(span.begin); }
std::uint32_t end_of(const Reading& reading, Span span) { return reading.offsets(span.end); }

// The words from the first span to the last: what lies between `start` and `end`.
Span extent(const Quote& quote) { return {quote.spans.front().begin, quote.spans.back().end}; }
Span extent(const Mention& mention) { return mention.span; }
Span extent(const Cue& cue) { return cue.span; }
Span extent(const Span& token) { return token; }
Span extent(const Paragraph& paragraph) { return paragraph.span; }

template <class To>
nb::object part_or_none(const std::shared_ptr<const Reading>& reading, Id id) {
  return id == none ? nb::object(nb::none()) : nb::cast(To{reading, id});
}

template <class To>
nb::tuple all(const std::shared_ptr<const Reading>& reading, std::size_t count) {
  nb::list out;
  for (std::size_t id = 0; id < count; ++id) out.append(To{reading, static_cast<Id>(id)});
  return nb::tuple(out);
}

// As it is written everywhere: three decimals, and no more digits than that.
double confidence_of(float value) { return std::isfinite(value) ? std::round(static_cast<double>(value) * 1000) / 1000 : 0; }

template <class Enum>
nb::object known(Enum value) {
  return value == Enum::unknown ? nb::object(nb::none()) : nb::object(to_str(name_of(value)));
}

nb::str quoted(nb::handle str) { return nb::str(nb::repr(str)); }

// Words for a repr, shortened in the middle of what is long.
nb::str shown(const Reading& reading, Span span) {
  constexpr std::uint32_t most = 60, kept = 28;
  const std::uint32_t start = start_of(reading, span), end = end_of(reading, span);
  if (end - start <= most) return quoted(slice(reading.text, start, end));
  return quoted(slice(reading.text, start, start + kept) + nb::str(" … ") + slice(reading.text, end - kept, end));
}

// --- what Python sees of each class ---------------------------------------------------------------------------------------

template <class Class>
void add_place(Class& to) {
  using Owner = typename Class::Type;
  to.def_prop_ro(
        "text", [](const Owner& self) { return self.reading->words(extent(of(self))); },
        "The words as they stand in the text: ``document.text[start:end]``. O(characters).")
      .def_prop_ro(
          "start", [](const Owner& self) { return start_of(*self.reading, extent(of(self))); },
          "Index in ``document.text`` of the first character.")
      .def_prop_ro(
          "end", [](const Owner& self) { return end_of(*self.reading, extent(of(self))); },
          "Index in ``document.text`` behind the last character.");
}

// A part pickles as its class, its document and where it stands in that.
template <class... Where>
nb::tuple pickled(nb::handle part, const Where&... where) {
  return nb::make_tuple(nb::module_::import_("propos._parts").attr("part"),
                        nb::make_tuple(part.type().attr("__name__"), where...));
}

// Whether two are the same, and how one pickles.
template <class Class>
void add_identity(Class& to, const char* letter) {
  using Owner = typename Class::Type;
  to.def_static("_at",
                [](const Handle& document, Id id) {
                  return Owner{document.reading, id};
                })
      .def(
          "__reduce__",
          [](nb::handle self) {
            const Owner& part = *nb::inst_ptr<Owner>(self);
            return pickled(self, Handle{part.reading}, part.id);
          },
          sig("def __reduce__(self) -> tuple[typing.Any, ...]"))
      .def(
          "__eq__", [](const Owner& self, const Owner& other) { return self == other; }, nb::is_operator(),
          sig("def __eq__(self, other: object, /) -> bool"), "Whether it is the same part of an equal document.")
      .def("__hash__", [letter](const Owner& self) { return nb::hash(nb::make_tuple(letter, self.id, self.reading->text)); });
}

template <class Class>
void add_confidence(Class& to, const char* says) {
  using Owner = typename Class::Type;
  to.def_prop_ro(
      "confidence", [](const Owner& self) { return confidence_of(of(self).confidence); }, says);
}

void add_span(nb::module_& module) {
  nb::class_<SpanPart>(module, "Span", "A piece of the text, by indices of the str.")
      .def_prop_ro(
          "text", [](const SpanPart& self) { return self.reading->words(self.span); },
          "The words: ``document.text[start:end]``. O(characters).")
      .def_prop_ro(
          "start", [](const SpanPart& self) { return start_of(*self.reading, self.span); },
          "Index in ``document.text`` of the first character.")
      .def_prop_ro(
          "end", [](const SpanPart& self) { return end_of(*self.reading, self.span); },
          "Index in ``document.text`` behind the last character.")
      .def(
          "__eq__",
          [](const SpanPart& self, const SpanPart& other) {
            return self.span == other.span && self.reading->text.equal(other.reading->text);
          },
          nb::is_operator(), sig("def __eq__(self, other: object, /) -> bool"), "Whether it is the same piece of an equal text.")
      .def("__hash__", [](const SpanPart& self) { return nb::hash(nb::make_tuple(self.span.begin, self.span.end)); })
      .def_static("_at",
                  [](const Handle& document, std::uint32_t begin, std::uint32_t end) {
                    return SpanPart{document.reading, {begin, end}};
                  })
      .def(
          "__reduce__",
          [](nb::handle self) {
            const SpanPart& part = *nb::inst_ptr<SpanPart>(self);
            return pickled(self, Handle{part.reading}, part.span.begin, part.span.end);
          },
          sig("def __reduce__(self) -> tuple[typing.Any, ...]"))
      .def("__repr__", [](const SpanPart& self) {
        return nb::str("Span({}, start={}, end={})")
            .format(shown(*self.reading, self.span), start_of(*self.reading, self.span), end_of(*self.reading, self.span));
      });
}

void add_entity(nb::module_& module) {
  nb::class_<EntityPart> entity(module, "Entity", "A person, organization or place that the text names.");
  const auto text = [&](const char* name, std::string Entity::*value, const char* says) {
    entity.def_prop_ro(
        name, [value](const EntityPart& self) { return str_or_none(of(self).*value); },
        for_getter(sig((std::string("def ") + name + "(self) -> str | None").c_str())), says);
  };
  entity
      .def_prop_ro(
          "id", [](const EntityPart& self) { return nb::str("e{}").format(self.id + 1); },
          "Its name in this document: ``\"e1\"``, ``\"e2\"`` …")
      .def_prop_ro(
          "type", [](const EntityPart& self) { return to_str(name_of(of(self).type)); },
          for_getter(sig("def type(self) -> typing.Literal['person', 'organization', 'place']")), "What it is.")
      .def_prop_ro(
          "name", [](const EntityPart& self) { return to_str(of(self).name); },
          "The fullest name in the text, with one blank between words and small letters where the text has capitals.")
      .def_prop_ro(
          "aliases",
          [](const EntityPart& self) {
            nb::list out;
            for (const std::string& alias : of(self).aliases) out.append(to_str(alias));
            return nb::tuple(out);
          },
          for_getter(sig("def aliases(self) -> tuple[str, ...]")), "Its other forms in the text, in order.");
  text("key", &Entity::key,
       "Equal for the same name in other texts: ``\"helene marchais\"``. Two people of one name have one key.");
  text("title", &Entity::title, "Role or title as in the text.");
  text("first_name", &Entity::first_name, "Of a person, where known.");
  text("last_name", &Entity::last_name, "Of a person, where known.");
  text("acronym", &Entity::acronym, "Of an organization whose full name stands in the text.");
  text("country", &Entity::country, "Of a person or organization with a demonym beside the name.");
  text("stands_for", &Entity::stands_for, "Of a capital or seat, what it may speak for.");
  entity
      .def_prop_ro(
          "gender", [](const EntityPart& self) { return known(of(self).gender); },
          for_getter(sig("def gender(self) -> typing.Literal['m', 'f'] | None")), "Of a person, where known.")
      .def_prop_ro(
          "mentions",
          [](const EntityPart& self) {
            nb::list out;
            for (const Id id : of(self).mentions) out.append(MentionPart{self.reading, id});
            return nb::tuple(out);
          },
          for_getter(sig("def mentions(self) -> tuple[Mention, ...]")), "Where the text names or means it, in order.")
      .def_prop_ro(
          "quotes",
          [](const EntityPart& self) {
            nb::list out;
            for (Id id = 0; id < self.document().quotes.size(); ++id)
              if (const Quote& quote = self.document().quotes[id]; quote.has_speaker && quote.speaker.entity == self.id)
                out.append(QuotePart{self.reading, id});
            return nb::tuple(out);
          },
          for_getter(sig("def quotes(self) -> tuple[Quote, ...]")), "What it says, in order. O(quotes of the document).")
      .def("__repr__", [](const EntityPart& self) {
        return nb::str("Entity({}, type='{}', mentions={})")
            .format(quoted(to_str(of(self).name)), to_str(name_of(of(self).type)), of(self).mentions.size());
      });
  add_identity(entity, "e");
}

void add_mention(nb::module_& module) {
  nb::class_<MentionPart> mention(module, "Mention", "Words that name or mean an entity, or that name a source without a name.");
  mention
      .def_prop_ro(
          "id", [](const MentionPart& self) { return nb::str("m{}").format(self.id + 1); },
          "Its name in this document: ``\"m1\"``, ``\"m2\"`` …")
      .def_prop_ro(
          "type", [](const MentionPart& self) { return to_str(name_of(of(self).type)); },
          for_getter(sig("def type(self) -> typing.Literal['person', 'organization', 'place']")), "What it means.")
      .def_prop_ro(
          "form", [](const MentionPart& self) { return to_str(name_of(of(self).form)); },
          for_getter(sig("def form(self) -> typing.Literal['name', 'acronym', 'description', 'pronoun']")),
          "What kind of words; pronouns and descriptions are there where they speak.")
      .def_prop_ro(
          "entity", [](const MentionPart& self) { return part_or_none<EntityPart>(self.reading, of(self).entity); },
          for_getter(sig("def entity(self) -> Entity | None")), "Whom it means; None for a source without a name.")
      .def_prop_ro(
          "rule", [](const MentionPart& self) { return to_str(of(self).rule); }, "The rule that made it.")
      .def("__repr__", [](const MentionPart& self) {
        const Span span = of(self).span;
        return nb::str("Mention({}, form='{}', start={}, end={})")
            .format(shown(*self.reading, span), to_str(name_of(of(self).form)), start_of(*self.reading, span),
                    end_of(*self.reading, span));
      });
  add_place(mention);
  add_identity(mention, "m");
  add_confidence(mention, "How often such a mention is right, from 0 to 1.");
}

void add_cue(nb::module_& module) {
  nb::class_<CuePart> cue(module, "Cue", "The words that report: a verb group, « selon », a noun.");
  cue.def_prop_ro(
         "lemma", [](const CuePart& self) { return str_or_none(of(self).lemma); },
         for_getter(sig("def lemma(self) -> str | None")), "« déclarer » for « a déclaré ».")
      .def_prop_ro(
          "kind", [](const CuePart& self) { return to_str(name_of(of(self).kind)); },
          for_getter(sig("def kind(self) -> typing.Literal['verb', 'preposition', 'noun', 'typography']")), "What kind of words.")
      .def_prop_ro(
          "stance", [](const CuePart& self) { return to_str(name_of(of(self).stance)); },
          for_getter(sig("def stance(self) -> typing.Literal['asserted', 'denied', 'doubted', 'negated', 'asked', "
                         "'demanded', 'announced', 'hypothetical']")),
          "How the words are put.")
      .def("__repr__", [](const CuePart& self) {
        return nb::str("Cue({}, lemma={}, stance='{}')")
            .format(shown(*self.reading, of(self).span), nb::repr(str_or_none(of(self).lemma)), to_str(name_of(of(self).stance)));
      });
  add_place(cue);
  add_identity(cue, "c");
}

void add_speaker(nb::module_& module) {
  nb::class_<SpeakerPart> speaker(module, "Speaker", "Who says a quote.");
  speaker
      .def_prop_ro(
          "mention", [](const SpeakerPart& self) { return part_or_none<MentionPart>(self.reading, of(self).mention); },
          for_getter(sig("def mention(self) -> Mention | None")), "The words that name the source, where there are some.")
      .def_prop_ro(
          "entity", [](const SpeakerPart& self) { return part_or_none<EntityPart>(self.reading, of(self).entity); },
          for_getter(sig("def entity(self) -> Entity | None")), "Who it is; None for a source without a name.")
      .def_prop_ro(
          "name", [](const SpeakerPart& self) { return str_or_none(of(self).name); },
          for_getter(sig("def name(self) -> str | None")), "The entity's name, or the description of a source without one.")
      .def_prop_ro(
          "by", [](const SpeakerPart& self) { return to_str(name_of(of(self).by)); },
          for_getter(sig("def by(self) -> typing.Literal['name', 'apposition', 'pronoun', 'description', "
                         "'previous speaker']")),
          "How it was found.")
      .def_prop_ro(
          "kind", [](const SpeakerPart& self) { return known(of(self).kind); },
          for_getter(sig("def kind(self) -> typing.Literal['person', 'organization', 'place', 'group', 'document'] | None")),
          "What speaks, where known.")
      .def_prop_ro(
          "gender", [](const SpeakerPart& self) { return known(of(self).gender); },
          for_getter(sig("def gender(self) -> typing.Literal['m', 'f'] | None")), "Of a person, where known.")
      .def("__repr__", [](const SpeakerPart& self) {
        return nb::str("Speaker({}, by='{}')").format(nb::repr(str_or_none(of(self).name)), to_str(name_of(of(self).by)));
      });
  add_identity(speaker, "s");
  add_confidence(speaker, "How often such a speaker is right, from 0 to 1.");
}

nb::tuple spans_of(const QuotePart& self) {
  nb::list out;
  for (const Span span : of(self).spans) out.append(SpanPart{self.reading, span});
  return nb::tuple(out);
}

nb::str content_of(const QuotePart& self) {
  nb::list out;
  for (const Span span : of(self).spans) out.append(self.reading->words(span));
  return nb::borrow<nb::str>(nb::str(" […] ").attr("join")(out));
}

void add_quote(nb::module_& module) {
  nb::class_<QuotePart> quote(module, "Quote", "A phrase that the text quotes or reports.");
  quote
      .def_prop_ro(
          "id", [](const QuotePart& self) { return nb::str("q{}").format(self.id + 1); },
          "Its name in this document: ``\"q1\"``, ``\"q2\"`` …")
      .def_prop_ro(
          "type", [](const QuotePart& self) { return to_str(name_of(of(self).type)); },
          for_getter(sig("def type(self) -> typing.Literal['direct', 'indirect', 'mixed', 'term']")),
          "``direct``: all of it between marks; ``indirect``: a clause without marks; ``mixed``: a part between marks inside "
          "other words; ``term``: between marks and said by nobody.")
      .def_prop_ro("content", content_of,
                   "The words without what interrupts them: the texts of ``spans`` with « […] » between them, as in tables.")
      .def_prop_ro("spans", spans_of, for_getter(sig("def spans(self) -> tuple[Span, ...]")),
                   "The words without marks, in order; several where an incise or narration interrupts.")
      .def_prop_ro(
          "outer",
          [](const QuotePart& self) {
            return SpanPart{self.reading, of(self).outer};
          },
          "From the first mark to the last.")
      .def_prop_ro(
          "cue", [](const QuotePart& self) { return part_or_none<CuePart>(self.reading, of(self).has_cue ? self.id : none); },
          for_getter(sig("def cue(self) -> Cue | None")), "The words that report, where there are some.")
      .def_prop_ro(
          "speaker",
          [](const QuotePart& self) { return part_or_none<SpeakerPart>(self.reading, of(self).has_speaker ? self.id : none); },
          for_getter(sig("def speaker(self) -> Speaker | None")), "Who says it; None where nobody is found.")
      .def_prop_ro(
          "zone", [](const QuotePart& self) { return to_str(name_of(of(self).zone)); },
          for_getter(sig("def zone(self) -> typing.Literal['headline', 'byline', 'caption', 'credit', 'body', "
                         "'related-links', 'tags']")),
          "Where it stands.")
      .def_prop_ro(
          "parent", [](const QuotePart& self) { return part_or_none<QuotePart>(self.reading, of(self).parent); },
          for_getter(sig("def parent(self) -> Quote | None")), "The quote that it stands in.")
      .def_prop_ro(
          "rule", [](const QuotePart& self) { return to_str(of(self).rule); }, "The rule that made it.")
      .def("__repr__", [](const QuotePart& self) {
        const Span span = extent(of(self));
        return nb::str("Quote({}, type='{}', speaker={}, start={}, end={})")
            .format(shown(*self.reading, span), to_str(name_of(of(self).type)), nb::repr(str_or_none(of(self).speaker.name)),
                    start_of(*self.reading, span), end_of(*self.reading, span));
      });
  add_place(quote);
  add_identity(quote, "q");
  add_confidence(quote, "How often such a quote is right, from 0 to 1.");
}

// What the dictionary knows of a token, where it was asked for.
const Word* word_of(const TokenPart& self) { return self.document().words.empty() ? nullptr : &self.document().words[self.id]; }

nb::tuple features_of(const TokenPart& self) {
  nb::list out;
  if (const Word* const word = word_of(self))
    for (const std::string& feature : self.document().features[word->features]) out.append(to_str(feature));
  return nb::tuple(out);
}

void add_token(nb::module_& module) {
  nb::class_<TokenPart> token(module, "Token", "A word, number or mark.");
  token
      .def_prop_ro(
          "lemma", [](const TokenPart& self) { return to_str(word_of(self) == nullptr ? "" : word_of(self)->lemma); },
          "As in a dictionary where one is known: « être » of « fut »; else the token in small letters.")
      .def_prop_ro(
          "features", features_of, for_getter(sig("def features(self) -> tuple[str, ...]")),
          "What the lexicon and the letters say of it: ``\"noun\"``, ``\"masculine\"``, ``\"capitalised\"`` … as rules name them.")
      .def("__repr__", [](const TokenPart& self) {
        return nb::str("Token({}, start={}, end={})")
            .format(shown(*self.reading, of(self)), start_of(*self.reading, of(self)), end_of(*self.reading, of(self)));
      });
  add_place(token);
  add_identity(token, "t");
}

void add_paragraph(nb::module_& module) {
  nb::class_<ParagraphPart> paragraph(module, "Paragraph", "A paragraph or heading of the text.");
  paragraph
      .def_prop_ro(
          "zone", [](const ParagraphPart& self) { return to_str(name_of(of(self).zone)); },
          for_getter(sig("def zone(self) -> typing.Literal['headline', 'byline', 'caption', 'credit', 'body', "
                         "'related-links', 'tags']")),
          "What part of the text it is.")
      .def("__repr__", [](const ParagraphPart& self) {
        return nb::str("Paragraph({}, zone='{}')").format(shown(*self.reading, of(self).span), to_str(name_of(of(self).zone)));
      });
  add_place(paragraph);
  add_identity(paragraph, "p");
}

nb::tuple sentences_of(const Handle& self) {
  nb::list out;
  for (const Sentence& sentence : self.reading->document.sentences) out.append(SpanPart{self.reading, sentence.span});
  return nb::tuple(out);
}

// --- explanations ---------------------------------------------------------------------------------------------------------

nb::str explanation_text(const ExplanationHandle& self, std::optional<std::uint32_t> at) {
  const Utf8 text(self.reading->text);
  std::string out;
  {
    const nb::gil_scoped_release others;
    write_explanation(self.found, text.view(), OffsetUnit::codepoint, at, out);
  }
  return to_str(out);
}

nb::tuple records_of(const std::shared_ptr<ExplanationHandle>& self) {
  nb::list out;
  for (std::size_t i = 0; i < self->found.records.size(); ++i) out.append(RecordPart{self, i});
  return nb::tuple(out);
}

// A place in the text of a record that is about some words, else None.
template <class Get>
nb::object where(const RecordPart& self, const Get& get) {
  return of(self).span.empty() ? nb::object(nb::none()) : nb::object(get(*self.explanation->reading, of(self).span));
}

void add_record(nb::module_& module) {
  nb::class_<RecordPart>(module, "Record", "One step of an explanation: docs/explain.md has the verbs and their fields.")
      .def_prop_ro(
          "verb", [](const RecordPart& self) { return to_str(of(self).verb); },
          "What it tells: ``\"mention\"`` or ``\"quote\"`` at depth 0; ``\"rule\"``, ``\"token\"``, ``\"beat\"`` … below.")
      .def_prop_ro(
          "depth", [](const RecordPart& self) { return of(self).depth; },
          "0 begins what is explained; greater depths tell more of the record before them.")
      .def_prop_ro(
          "text", [](const RecordPart& self) { return where(self, [](const Reading& in, Span span) { return in.words(span); }); },
          for_getter(sig("def text(self) -> str | None")), "The words that it is about, where there are some.")
      .def_prop_ro(
          "start",
          [](const RecordPart& self) {
            return where(self, [](const Reading& in, Span span) { return nb::int_(start_of(in, span)); });
          },
          for_getter(sig("def start(self) -> int | None")), "Index in ``document.text`` of their first character.")
      .def_prop_ro(
          "end",
          [](const RecordPart& self) {
            return where(self, [](const Reading& in, Span span) { return nb::int_(end_of(in, span)); });
          },
          for_getter(sig("def end(self) -> int | None")), "Index in ``document.text`` behind their last character.")
      .def_prop_ro(
          "fields",
          [](const RecordPart& self) {
            nb::list out;
            for (const auto& [name, value] : of(self).fields) out.append(nb::make_tuple(to_str(name), to_str(value)));
            return nb::tuple(out);
          },
          for_getter(sig("def fields(self) -> tuple[tuple[str, str], ...]")),
          "Names and values, in order; a name may be there twice.")
      .def("__repr__", [](const RecordPart& self) {
        return nb::str("Record('{}', depth={})").format(to_str(of(self).verb), of(self).depth);
      });
}

void add_explanation(nb::module_& module) {
  add_record(module);
  nb::class_<ExplanationHandle>(
      module, "Explanation",
      "A document with the reasons for each of its mentions and quotes. Immutable; ``str`` of it is what "
      "``propos explain`` writes.")
      .def_prop_ro(
          "document", [](const ExplanationHandle& self) { return Handle{self.reading}; }, "The document that ``analyze`` gives.")
      .def_prop_ro("records", records_of, for_getter(sig("def records(self) -> tuple[Record, ...]")),
                   "All steps, in order. O(records): ask once.")
      .def("to_text", explanation_text, nb::arg("at").none() = nb::none(),
           "The records, a line each, those of greater depth indented.\n\n"
           "Parameters\n----------\nat : int, optional\n    An index in ``document.text``: only what stands there.\n\n"
           "Returns\n-------\nstr\n    Empty where nothing stands there. O(text + records).")
      .def("__str__", [](const ExplanationHandle& self) { return explanation_text(self, std::nullopt); })
      .def("__repr__", [](const ExplanationHandle& self) {
        return nb::str("Explanation({}, records={})")
            .format(shown(*self.reading, {0, self.reading->document.read}), self.found.records.size());
      });
}

// --- the document ---------------------------------------------------------------------------------------------------------

nb::str to_json(const Handle& self, std::string_view id) {
  const Utf8 text(self.reading->text);
  std::string line;
  {
    const nb::gil_scoped_release others;
    Label label(id);
    if (const std::string& language = self.reading->document.language; language != "fr") label.language = language;
    write_jsonl(self.reading->document, text.view(), label, OffsetUnit::codepoint, line);
    line.pop_back();   // the line's end
  }
  return to_str(line);
}

nb::object to_dict(const Handle& self, std::string_view id) {
  return nb::module_::import_("json").attr("loads")(to_json(self, id));
}

Handle from_json(nb::str line, nb::str text) {
  const Utf8 json(line), utf8(text);
  JsonlRecord record = [&] {
    const nb::gil_scoped_release others;
    return read_jsonl(json.view(), utf8.view());
  }();
  return {
      std::make_shared<const Reading>(Reading{text, std::move(record.document), OffsetMap(utf8.view(), OffsetUnit::codepoint)})};
}

nb::str to_html(const Handle& self, std::string_view id, std::string_view language, const ExplanationHandle* reasons) {
  HtmlOptions options{.language = language};
  if (reasons != nullptr) {
    if (!(reasons->reading->document == self.reading->document)) throw nb::value_error("expected reasons of the same document");
    options.reasons = reasons->found.records;
  }
  const Utf8 text(self.reading->text);
  std::string page;
  {
    const nb::gil_scoped_release others;
    write_html(self.reading->document, text.view(), id, options, page);
  }
  return to_str(page);
}

nb::str to_format(const Handle& self, const std::string& name, std::string_view id) {
  const std::optional<Format> format = from_name<Format>(name);
  if (!format) throw nb::value_error(("there is no format «" + name + "»: docs/formats.md has them").c_str());
  const Utf8 text(self.reading->text);
  std::string out;
  {
    const nb::gil_scoped_release others;
    write_format(self.reading->document, text.view(), id, *format, out);
  }
  return to_str(out);
}

// A page is a whole file: it stands in a frame of its own, which no style or script of the notebook reaches.
nb::str repr_html(const Handle& self) {
  const nb::object escaped = nb::module_::import_("html").attr("escape")(to_html(self, "", "en", nullptr));
  return nb::
      str("<iframe srcdoc=\"{}\" sandbox=\"allow-scripts\" style=\"width: 100%; height: 32em; border: 1px solid #ccc\"></iframe>")
          .format(escaped);
}

// What a pickle has beside the line of JSON: language, paragraphs, sentences, tokens, words and features, by bytes.
using Triple = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
using Structure =
    std::tuple<std::string, std::vector<Triple>, std::vector<Triple>, std::vector<std::pair<std::uint32_t, std::uint32_t>>,
               std::vector<std::pair<std::string, std::uint32_t>>, std::vector<std::vector<std::string>>>;

Structure structure_of(const propos::Document& document) {
  Structure out;
  auto& [language, paragraphs, sentences, tokens, words, features] = out;
  language = document.language;
  for (const Paragraph& paragraph : document.paragraphs)
    paragraphs.emplace_back(paragraph.span.begin, paragraph.span.end, static_cast<std::uint32_t>(paragraph.zone));
  for (const Sentence& sentence : document.sentences)
    sentences.emplace_back(sentence.span.begin, sentence.span.end, sentence.paragraph);
  for (const Span token : document.tokens) tokens.emplace_back(token.begin, token.end);
  for (const Word& word : document.words) words.emplace_back(word.lemma, word.features);
  features = document.features;
  return out;
}

void set_structure(const Structure& from, propos::Document& document) {
  const auto& [language, paragraphs, sentences, tokens, words, features] = from;
  document.language = language;
  for (const auto& [begin, end, zone] : paragraphs) document.paragraphs.push_back({{begin, end}, static_cast<Zone>(zone)});
  for (const auto& [begin, end, paragraph] : sentences) document.sentences.push_back({{begin, end}, paragraph});
  for (const auto& [begin, end] : tokens) document.tokens.push_back({begin, end});
  for (const auto& [lemma, set] : words) document.words.push_back({lemma, set});
  document.features = features;
}

using State = std::tuple<nb::str, nb::str, Structure>;

State state_of(const Handle& self) {
  return {to_json(self, ""), nb::borrow<nb::str>(self.reading->text), structure_of(self.reading->document)};
}

Handle from_state(const State& state) {
  const auto& [line, text, structure] = state;
  Reading reading = *from_json(line, text).reading;
  set_structure(structure, reading.document);
  return {std::make_shared<const Reading>(std::move(reading))};
}

nb::str document_repr(const Handle& self) {
  const propos::Document& document = self.reading->document;
  return nb::str("Document({}, quotes={}, entities={}, mentions={})")
      .format(shown(*self.reading, {0, document.read}), document.quotes.size(), document.entities.size(),
              document.mentions.size());
}

}   // namespace

void add_document(nb::module_& module) {
  add_span(module);
  add_entity(module);
  add_mention(module);
  add_cue(module);
  add_speaker(module);
  add_quote(module);
  add_token(module);
  add_paragraph(module);
  nb::class_<Handle>(
      module, "Document",
      "What was found in one text.\n\n"
      "Immutable, safe to share between threads, and independent of the analyzer that made it. Holds the text itself, not a "
      "copy. ``entities``, ``mentions`` and ``quotes`` make their parts when asked, O(parts): ask once and keep what you got. "
      "All indices count the characters of the str, as Python does.")
      .def_prop_ro(
          "text", [](const Handle& self) { return nb::borrow<nb::str>(self.reading->text); }, "The text that was analysed.")
      .def_prop_ro(
          "entities", [](const Handle& self) { return all<EntityPart>(self.reading, self.reading->document.entities.size()); },
          for_getter(sig("def entities(self) -> tuple[Entity, ...]")), "Who and what is named, in order. O(entities).")
      .def_prop_ro(
          "mentions", [](const Handle& self) { return all<MentionPart>(self.reading, self.reading->document.mentions.size()); },
          for_getter(sig("def mentions(self) -> tuple[Mention, ...]")),
          "Where the text names or means them, in order. O(mentions).")
      .def_prop_ro(
          "quotes", [](const Handle& self) { return all<QuotePart>(self.reading, self.reading->document.quotes.size()); },
          for_getter(sig("def quotes(self) -> tuple[Quote, ...]")), "What is said, in order. O(quotes).")
      .def_prop_ro(
          "tokens", [](const Handle& self) { return all<TokenPart>(self.reading, self.reading->document.tokens.size()); },
          for_getter(sig("def tokens(self) -> tuple[Token, ...]")),
          "Its words, numbers and marks, in order; empty where it was not read with ``tokens=True``. O(tokens).")
      .def_prop_ro("sentences", sentences_of, for_getter(sig("def sentences(self) -> tuple[Span, ...]")),
                   "Its sentences, in order; empty where it was not read with ``tokens=True``. O(sentences).")
      .def_prop_ro(
          "paragraphs",
          [](const Handle& self) { return all<ParagraphPart>(self.reading, self.reading->document.paragraphs.size()); },
          for_getter(sig("def paragraphs(self) -> tuple[Paragraph, ...]")),
          "Its paragraphs, in order; empty where it was not read with ``tokens=True``. O(paragraphs).")
      .def_prop_ro(
          "language", [](const Handle& self) { return str_or_none(self.reading->document.language); },
          for_getter(sig("def language(self) -> str | None")),
          "Where it was to be detected: ``\"fr\"``, another code, or None where it cannot be told. Nothing is found in a text in another "
          "language.")
      .def_prop_ro(
          "limit",
          [](const Handle& self) {
            const Limit limit = self.reading->document.limit;
            return limit == Limit::unmet ? nb::object(nb::none()) : nb::object(to_str(name_of(limit)));
          },
          for_getter(sig("def limit(self) -> typing.Literal['bytes', 'entities', 'quotes', 'time'] | None")),
          "The limit that ended the reading before the end of the text, where one did.")
      .def_prop_ro(
          "read", [](const Handle& self) { return self.reading->offsets(self.reading->document.read); },
          "Index in ``text`` up to which it was read: its length where no limit was met.")
      .def(
          "to_json", to_json, nb::arg("id") = "",
          "The document as one line of JSON, as ``propos extract --format jsonl`` writes it.\n\n"
          "Parameters\n----------\nid : str\n    What its field ``doc`` says.\n\n"
          "Returns\n-------\nstr\n    Without a line end. The line holds no text: ``from_json`` needs it again. O(text + results).")
      .def("to_dict", to_dict, nb::arg("id") = "", sig("def to_dict(self, id: str = '') -> dict[str, typing.Any]"),
           "What ``to_json`` writes, as a dict. The schema is docs/schema.json.")
      .def(
          "to_html", to_html, nb::arg("id") = "", nb::arg("language") = "en", nb::arg("reasons").none() = nb::none(),
          sig("def to_html(self, id: str = '', language: typing.Literal['en', 'fr'] = 'en', reasons: Explanation | None = None) -> "
              "str"),
          "The page of ``propos extract --format html``, one whole file: docs/report.md.\n\n"
          "Parameters\n----------\nid : str\n    How the page names the text.\nlanguage : {\"en\", \"fr\"}\n    Of what it says beside "
          "the text.\nreasons : Explanation, optional\n    Of an equal document: why each result is there.\n\n"
          "Returns\n-------\nstr\n\n"
          "Raises\n------\nValueError\n    The reasons are of another document. O(text + results).")
      .def(
          "to_format", to_format, nb::arg("format"), nb::arg("id") = "",
          sig("def to_format(self, format: typing.Literal['conll', 'brat', 'uima-cas-json', 'tei', 'webannotation', 'displacy'], id: "
              "str = '') -> str"),
          "The document as another tool opens it, with offsets in its unit: docs/formats.md.\n\n"
          "Parameters\n----------\nformat : {\"conll\", \"brat\", \"uima-cas-json\", \"tei\", \"webannotation\", \"displacy\"}\n"
          "    ``conll`` has rows for tokens: the document is then read with ``tokens=True``.\nid : str\n    How it names the text.\n\n"
          "Returns\n-------\nstr\n\n"
          "Raises\n------\nValueError\n    There is no such format. O(text + results).")
      .def_static(
          "from_json", from_json, nb::arg("line"), nb::arg("text"),
          "The document of a line that ``to_json`` or the command line wrote of ``text``, with any unit of offsets. It has no "
          "tokens, sentences and paragraphs.\n\n"
          "Parameters\n----------\nline : str\n    A line of JSON Lines.\ntext : str\n    The text that it was written of.\n\n"
          "Returns\n-------\nDocument\n\n"
          "Raises\n------\nError\n    Of kind ``record``: it is no such line, or not of this text. O(line + text).")
      .def(
          "__eq__",
          [](const Handle& self, const Handle& other) {
            return self.reading == other.reading ||
                   (self.reading->text.equal(other.reading->text) && self.reading->document == other.reading->document);
          },
          nb::is_operator(), sig("def __eq__(self, other: object, /) -> bool"), "Whether text and results are the same. O(size).")
      .def("__hash__", [](const Handle& self) { return nb::hash(self.reading->text); })
      .def("__repr__", document_repr)
      .def("_repr_html_", repr_html, "The page of ``propos extract --format html``, for notebooks.")
      .def("__getstate__", state_of, sig("def __getstate__(self) -> tuple[typing.Any, ...]"))
      .def(
          "__setstate__", [](Handle& self, const State& state) { new (&self) Handle(from_state(state)); },
          sig("def __setstate__(self, state: tuple[typing.Any, ...], /) -> None"));
  add_explanation(module);
}

}   // namespace propos::python
