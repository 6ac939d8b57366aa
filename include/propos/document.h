// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What Propos found in one text: who is named, who said what.
///
/// A Document is plain data: tables that refer to each other by index (Id) and to the text by spans of bytes. It holds no copy of
/// the text, so a caller keeps that and hands it to whatever needs the words. It owns or shares all that it refers to, outlives
/// the Analyzer, may be moved to and read by any thread, and copied; copies share nothing that changes.
///
///     const std::string text = "« Non », a dit Anne Roux, la maire. Elle a ajouté que tout irait bien.";
///     const propos::Document document = propos::Analyzer().analyze(text);
///     const propos::Quote& first = document.quotes[0];
///     propos::text_of(first, text);                                 // == "Non"
///     first.cue.span.of(text);                                      // == "a dit"
///     document.entity_of(first)->name;                              // == "Anne Roux"
///     document.entity_of(document.quotes[1])->title;                // == "maire"
///     propos::name_of(document.quotes[1].type);                     // == "indirect"
///     document.limit;                                               // == propos::Limit::unmet
///     document == propos::Analyzer().analyze(text);                 // == true
///
/// What does not work: an Id may be `none` and then is the index of nothing; who cannot be told is nullptr.
///
///     const std::string whole = "On a dit que tout irait bien.";
///     const propos::Document other = propos::Analyzer().analyze(whole);
///     other.entity_of(other.quotes.at(0));                          // == nullptr
///     propos::from_name<propos::QuoteType>("Direct");               // == std::nullopt
///     propos::from_name<propos::QuoteType>("direct");               // == propos::QuoteType::direct
///
/// Nothing here throws but std::bad_alloc. A look-up costs O(1), a comparison or copy O(size).

#include <cstdint>
#include <memory>
#include <optional>
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

/// What a reading ended at before the end of the text (Limits, analyzer.h).
enum class Limit : std::uint8_t { unmet, bytes, entities, quotes, time };

/// The name of a value as the JSON output writes it ("related-links", "previous speaker", "m"); "unknown" is left out there. Of every
/// enum of Propos; empty for a value that is none.
PROPOS_API std::string_view name_of(Zone) noexcept;
PROPOS_API std::string_view name_of(EntityType) noexcept;
PROPOS_API std::string_view name_of(MentionForm) noexcept;
PROPOS_API std::string_view name_of(Gender) noexcept;   ///< "m", "f"; "unknown", which is not written
PROPOS_API std::string_view name_of(QuoteType) noexcept;
PROPOS_API std::string_view name_of(CueKind) noexcept;
PROPOS_API std::string_view name_of(Stance) noexcept;
PROPOS_API std::string_view name_of(SpeakerBy) noexcept;
PROPOS_API std::string_view name_of(SpeakerKind) noexcept;
PROPOS_API std::string_view name_of(Gender) noexcept;
PROPOS_API std::string_view name_of(Limit) noexcept;

/// The value of this enum with this name, as name_of writes it; nullopt for a name that is none. For every enum of Propos:
/// those above, OffsetUnit, EncodingBy, ErrorKind. O(values).
template <class Enum>
std::optional<Enum> from_name(std::string_view name) noexcept {
  for (std::uint8_t value = 0;; ++value) {
    const std::string_view known = name_of(static_cast<Enum>(value));
    if (known.empty()) return std::nullopt;
    if (known == name) return static_cast<Enum>(value);
  }
}

struct Paragraph {
  Span span;
  Zone zone = Zone::body;
  bool operator==(const Paragraph&) const = default;
};

struct Sentence {
  Span span;
  Id paragraph = none;
  bool operator==(const Sentence&) const = default;
};

/// What the dictionary knows of a token, where it was asked for (Parts::words).
struct Word {
  std::string lemma;    ///< as in a dictionary, where one is known, else the token in small letters, composed
  Id features = none;   ///< in Document::features
  bool operator==(const Word&) const = default;
};

/// Words that refer to somebody or something. Pronouns and descriptions are there when they speak or stand for an entity.
struct Mention {
  Span span;
  EntityType type = EntityType::person;
  MentionForm form = MentionForm::name;
  Id entity = none;
  std::string_view rule;   ///< see Document::names
  float confidence = 0;
  bool operator==(const Mention&) const = default;
};

struct Entity {
  EntityType type = EntityType::person;
  std::string name;                   ///< the fullest name in the text, with one blank between words, composed, not in capitals
  std::string key;                    ///< equal for the same name in other texts: « helene marchais »; see docs/schema.md
  std::vector<std::string> aliases;   ///< the other forms in the text, in order
  std::string title;                  ///< role or title, as in the text
  std::string first_name;
  std::string last_name;
  std::string acronym;
  std::string country;      ///< of the demonym beside a name: « la Japonaise Varenka »
  std::string stands_for;   ///< of a capital or seat, what it may speak for: « la Russie » of Moscou
  Gender gender = Gender::unknown;
  std::vector<Id> mentions;   ///< in order of the text
  bool operator==(const Entity&) const = default;
};

struct Cue {
  Span span;
  std::string lemma;
  CueKind kind = CueKind::verb;
  Stance stance = Stance::asserted;
  bool operator==(const Cue&) const = default;
};

struct Speaker {
  Id mention = none;   ///< the words that name the source, when there are some
  Id entity = none;    ///< none for an unnamed source
  std::string name;    ///< canonical name, or the description of an unnamed source
  SpeakerBy by = SpeakerBy::name;
  SpeakerKind kind = SpeakerKind::unknown;
  Gender gender = Gender::unknown;   ///< of a person: the entity's, else what the words show: « une infirmière »
  float confidence = 0;
  bool operator==(const Speaker&) const = default;
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
  Id parent = none;        ///< the quote that this one stands in
  std::string_view rule;   ///< see Document::names
  float confidence = 0;
  bool operator==(const Quote&) const = default;
};

/// What made a document: with the same, the same text has the same result.
struct Provenance {
  /// A file of rules or words that a caller added.
  struct File {
    std::string name;
    std::uint64_t hash = 0;
    bool operator==(const File&) const = default;
  };

  std::string version;              ///< of the library
  std::uint64_t data = 0;           ///< hash of its grammar, lexicon, tables and weights
  std::vector<File> rules, words;   ///< in their order
  bool operator==(const Provenance&) const = default;
};

/// The result for one text. Tables are in order of the text (quotes, by their outer spans, and mentions by begin, then longest
/// first). Two are equal where all that they hold is.
struct Document {
  std::vector<Paragraph> paragraphs;
  std::vector<Sentence> sentences;
  std::vector<Span> tokens;
  std::vector<Mention> mentions;
  std::vector<Entity> entities;
  std::vector<Quote> quotes;
  std::vector<Word> words;                          ///< one for each token, where asked for
  std::vector<std::vector<std::string>> features;   ///< sets of features of words, each once: "noun", "masculine", "capitalised"…
  std::string language;         ///< where it was to be detected: "fr", another code, empty where it cannot be told
  Limit limit = Limit::unmet;   ///< what ended the reading before the end of the text
  std::uint32_t read = 0;       ///< bytes of the text that were read: all of them where no limit was met
  /// Holds the names of rules, to which `rule` of mentions and quotes refers: these live as long as the Analyzer, this
  /// Document or a copy of it.
  std::shared_ptr<const void> names;
  std::shared_ptr<const Provenance> provenance;   ///< none where no Analyzer made it

  /// Who says a quote, whom a mention names; nullptr for nobody who is known. Lives as long as the table. O(1).
  PROPOS_API const Entity* entity_of(const Quote& quote) const noexcept;
  PROPOS_API const Entity* entity_of(const Mention& mention) const noexcept;

  /// What is in two of them, whatever made them: not `names` and `provenance`.
  PROPOS_API bool operator==(const Document& other) const;
};

/// The words of a quote as they stand in the text that was analysed, with one blank between its spans. O(bytes).
PROPOS_API std::string text_of(const Quote& quote, std::string_view text);

/// One step of an explanation: a verb of a closed vocabulary and its fields, see docs/explain.md.
struct Record {
  std::string_view verb;    ///< mention, quote or other; below: rule, capture, token, unit, beat, because, content, cue…
  std::uint8_t depth = 0;   ///< 0 begins what is explained; greater depths tell more of the record before them
  Span span;                ///< the words that it is about; empty where it is about none
  std::vector<std::pair<std::string_view, std::string>> fields;
  bool operator==(const Record&) const = default;
};

/// A document with the reasons for each of its mentions and quotes.
struct Explanation {
  Document document;
  std::vector<Record> records;
  bool operator==(const Explanation&) const = default;
};

}   // namespace propos
