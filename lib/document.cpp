// SPDX-License-Identifier: Apache-2.0
#include "propos/document.h"

#include <array>

#include "propos/analyzer.h"
#include "propos/encoding.h"
#include "propos/error.h"
#include "propos/offsets.h"
#include "propos/output.h"
#include "propos/version.h"

namespace propos {
namespace {

// The names of an enum's values, in their order.
template <class Enum>
constexpr std::array<std::string_view, 0> names{};
template <>
constexpr std::array names<Zone> = std::to_array<std::string_view>({"headline", "byline", "caption", "credit", "body",
                                                                    "related-links", "tags"});
template <>
constexpr std::array names<EntityType> = std::to_array<std::string_view>({"person", "organization", "place"});
template <>
constexpr std::array names<MentionForm> = std::to_array<std::string_view>({"name", "acronym", "description", "pronoun"});
template <>
constexpr std::array names<Gender> = std::to_array<std::string_view>({"unknown", "m", "f"});
template <>
constexpr std::array names<QuoteType> = std::to_array<std::string_view>({"direct", "indirect", "mixed", "term"});
template <>
constexpr std::array names<CueKind> = std::to_array<std::string_view>({"verb", "preposition", "noun", "typography"});
template <>
constexpr std::array names<Stance> = std::to_array<std::string_view>({"asserted", "denied", "doubted", "negated", "asked",
                                                                      "demanded", "announced", "hypothetical"});
template <>
constexpr std::array names<SpeakerBy> = std::to_array<std::string_view>({"name", "apposition", "pronoun", "description",
                                                                         "previous speaker"});
template <>
constexpr std::array names<SpeakerKind> = std::to_array<std::string_view>({"unknown", "person", "organization", "place", "group",
                                                                           "document"});
template <>
constexpr std::array names<Table> = std::to_array<std::string_view>({"quotes", "mentions", "entities"});
template <>
constexpr std::array names<Limit> = std::to_array<std::string_view>({"unmet", "bytes", "entities", "quotes", "time"});
template <>
constexpr std::array names<Language> = std::to_array<std::string_view>({"french", "detect"});
template <>
constexpr std::array names<OffsetUnit> = std::to_array<std::string_view>({"utf8", "utf16", "codepoint"});
template <>
constexpr std::array names<EncodingBy> = std::to_array<std::string_view>({"mark", "utf8", "guess", "nothing"});
template <>
constexpr std::array names<ErrorKind> = std::to_array<std::string_view>({"rules", "words", "option", "encoding", "too-long",
                                                                         "cancelled", "moved", "record", "html"});

// Of a value that is none: nothing.
template <class Enum>
std::string_view name_in(Enum value) noexcept {
  const auto number = static_cast<std::size_t>(value);
  return number < names<Enum>.size() ? names<Enum>[number] : std::string_view();
}

}   // namespace

std::string_view name_of(Zone value) noexcept { return name_in(value); }
std::string_view name_of(EntityType value) noexcept { return name_in(value); }
std::string_view name_of(MentionForm value) noexcept { return name_in(value); }
std::string_view name_of(Gender value) noexcept { return name_in(value); }
std::string_view name_of(QuoteType value) noexcept { return name_in(value); }
std::string_view name_of(CueKind value) noexcept { return name_in(value); }
std::string_view name_of(Stance value) noexcept { return name_in(value); }
std::string_view name_of(SpeakerBy value) noexcept { return name_in(value); }
std::string_view name_of(SpeakerKind value) noexcept { return name_in(value); }
std::string_view name_of(Table value) noexcept { return name_in(value); }
std::string_view name_of(Limit value) noexcept { return name_in(value); }
std::string_view name_of(Language value) noexcept { return name_in(value); }
std::string_view name_of(OffsetUnit value) noexcept { return name_in(value); }
std::string_view name_of(EncodingBy value) noexcept { return name_in(value); }
std::string_view name_of(ErrorKind value) noexcept { return name_in(value); }

const Entity* Document::entity_of(const Quote& quote) const noexcept {
  if (!quote.has_speaker || quote.speaker.entity >= entities.size()) return nullptr;
  return &entities[quote.speaker.entity];
}

const Entity* Document::entity_of(const Mention& mention) const noexcept {
  return mention.entity < entities.size() ? &entities[mention.entity] : nullptr;
}

// All but `names`, which only holds what the others refer to.
bool Document::operator==(const Document& other) const {
  return paragraphs == other.paragraphs && sentences == other.sentences && tokens == other.tokens && mentions == other.mentions &&
         entities == other.entities && quotes == other.quotes && words == other.words && features == other.features &&
         language == other.language && limit == other.limit && read == other.read;
}

std::string text_of(const Quote& quote, std::string_view text) {
  std::string out;
  for (const Span span : quote.spans) {
    if (!out.empty()) out += ' ';
    out += span.of(text);
  }
  return out;
}

// NOLINTNEXTLINE(misc-redundant-expression): the two come from two files
static_assert(PROPOS_VERSION ==
                  PROPOS_VERSION_OF(PROPOS_CMAKE_VERSION_MAJOR, PROPOS_CMAKE_VERSION_MINOR, PROPOS_CMAKE_VERSION_PATCH),
              "include/propos/version.h and CMakeLists.txt tell the same version");

std::string_view version() noexcept { return PROPOS_CMAKE_VERSION; }

}   // namespace propos
