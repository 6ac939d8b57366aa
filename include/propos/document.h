// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "propos/export.h"
#include "propos/span.h"

namespace propos {

/// An index into one of the tables of a Document, or `none`.
using Id = std::uint32_t;
inline constexpr Id none = static_cast<Id>(-1);

enum class Zone : std::uint8_t { headline, byline, caption, credit, body, related_links, tags };
enum class EntityType : std::uint8_t { person, organization, place };
enum class MentionForm : std::uint8_t { name, acronym, description, pronoun };
enum class Gender : std::uint8_t { unknown, masculine, feminine };
enum class QuoteType : std::uint8_t { direct, indirect, mixed, term };
enum class CueKind : std::uint8_t { verb, preposition, noun, typography };
enum class Stance : std::uint8_t { asserted, denied, doubted, negated, asked, demanded, announced, hypothetical };
/// How the words that name the speaker lead to the entity.
enum class SpeakerBy : std::uint8_t { name, apposition, pronoun, description, previous_speaker };
/// What speaks: the type of the entity; without one what the words show. A group is several people or bodies: « des riverains ».
enum class SpeakerKind : std::uint8_t { unknown, person, organization, place, group, document };

/// The name of a value as the JSON output writes it ("related-links", "previous speaker"); what is unknown is left out there.
PROPOS_API std::string_view name_of(Zone) noexcept;
PROPOS_API std::string_view name_of(EntityType) noexcept;
PROPOS_API std::string_view name_of(MentionForm) noexcept;
PROPOS_API std::string_view name_of(QuoteType) noexcept;
PROPOS_API std::string_view name_of(CueKind) noexcept;
PROPOS_API std::string_view name_of(Stance) noexcept;
PROPOS_API std::string_view name_of(SpeakerBy) noexcept;
PROPOS_API std::string_view name_of(SpeakerKind) noexcept;
PROPOS_API std::string_view name_of(Gender) noexcept;

struct Paragraph {
  Span span;
  Zone zone = Zone::body;
};

struct Sentence {
  Span span;
  Id paragraph = none;
};

/// Words that refer to somebody or something. Pronouns and descriptions are there when they speak or stand for an entity.
struct Mention {
  Span span;
  EntityType type = EntityType::person;
  MentionForm form = MentionForm::name;
  Id entity = none;
  std::string_view rule;    ///< see Document::names
  float confidence = 0;
};

struct Entity {
  EntityType type = EntityType::person;
  std::string name;                  ///< the fullest name in the text, with one blank between words, composed, not in capitals
  std::string key;                   ///< equal for the same name in other texts: « helene marchais »; see docs/schema.md
  std::vector<std::string> aliases;  ///< the other forms in the text, in order
  std::string title;                 ///< role or title, as in the text
  std::string first_name;
  std::string last_name;
  std::string acronym;
  std::string country;               ///< of the demonym beside a name: « la Japonaise Varenka »
  std::string stands_for;            ///< of a capital or seat, what it may speak for: « la Russie » of Moscou
  Gender gender = Gender::unknown;
  std::vector<Id> mentions;          ///< in order of the text
};

struct Cue {
  Span span;
  std::string lemma;
  CueKind kind = CueKind::verb;
  Stance stance = Stance::asserted;
};

struct Speaker {
  Id mention = none;         ///< the words that name the source, when there are some
  Id entity = none;          ///< none for an unnamed source
  std::string name;          ///< canonical name, or the description of an unnamed source
  SpeakerBy by = SpeakerBy::name;
  SpeakerKind kind = SpeakerKind::unknown;
  Gender gender = Gender::unknown;   ///< of a person: the entity's, else what the words show: « une infirmière »
  float confidence = 0;
};

struct Quote {
  QuoteType type = QuoteType::direct;
  std::vector<Span> spans;   ///< content without marks, in order
  Span outer;                ///< from the first mark to the last
  bool has_cue = false;
  Cue cue;
  bool has_speaker = false;
  Speaker speaker;
  Zone zone = Zone::body;
  Id parent = none;          ///< the quote that this one stands in
  std::string_view rule;     ///< see Document::names
  float confidence = 0;
};

/// What made a document: with the same, the same text has the same result.
struct Provenance {
  /// A file of rules or words that a caller added.
  struct File {
    std::string name;
    std::uint64_t hash = 0;
  };

  std::string_view version;       ///< of the library
  std::uint64_t data = 0;         ///< hash of its grammar, lexicon, tables and weights
  std::vector<File> rules, words; ///< in their order
};

/// The result for one text: tables that refer to each other by index and to the text by byte offsets. It holds no copy
/// of the text. Tables are in order of the text (quotes, by their outer spans, and mentions by begin, then longest first).
/// It owns or shares all that it refers to and outlives the Analyzer. Copies share nothing that changes.
struct Document {
  std::vector<Paragraph> paragraphs;
  std::vector<Sentence> sentences;
  std::vector<Span> tokens;
  std::vector<Mention> mentions;
  std::vector<Entity> entities;
  std::vector<Quote> quotes;
  /// Holds the names of rules, to which `rule` of mentions and quotes refers: these live as long as the Analyzer, this
  /// Document or a copy of it.
  std::shared_ptr<const void> names;
  std::shared_ptr<const Provenance> provenance;   ///< none where no Analyzer made it
};

/// One step of an explanation: a verb of a closed vocabulary and its fields, see docs/explain.md.
struct Record {
  std::string_view verb;     ///< mention, quote or other; below: rule, capture, token, unit, beat, because, content, cue…
  std::uint8_t depth = 0;    ///< 0 begins what is explained; greater depths tell more of the record before them
  Span span;                 ///< the words that it is about; empty where it is about none
  std::vector<std::pair<std::string_view, std::string>> fields;
};

/// A document with the reasons for each of its mentions and quotes.
struct Explanation {
  Document document;
  std::vector<Record> records;
};

}  // namespace propos
