// SPDX-License-Identifier: Apache-2.0
#include "propos/document.h"

#include "propos/offsets.h"
#include "propos/version.h"

namespace propos {

std::string_view name_of(Zone zone) noexcept {
  constexpr std::string_view names[] = {"headline", "byline", "caption", "credit", "body", "related-links", "tags"};
  return names[static_cast<int>(zone)];
}

std::string_view name_of(EntityType type) noexcept {
  constexpr std::string_view names[] = {"person", "organization", "place"};
  return names[static_cast<int>(type)];
}

std::string_view name_of(MentionForm form) noexcept {
  constexpr std::string_view names[] = {"name", "acronym", "description", "pronoun"};
  return names[static_cast<int>(form)];
}

std::string_view name_of(QuoteType type) noexcept {
  constexpr std::string_view names[] = {"direct", "indirect", "mixed", "term"};
  return names[static_cast<int>(type)];
}

std::string_view name_of(CueKind kind) noexcept {
  constexpr std::string_view names[] = {"verb", "preposition", "noun", "typography"};
  return names[static_cast<int>(kind)];
}

std::string_view name_of(Stance stance) noexcept {
  constexpr std::string_view names[] = {"asserted", "denied",   "doubted",   "negated",
                                        "asked",    "demanded", "announced", "hypothetical"};
  return names[static_cast<int>(stance)];
}

std::string_view name_of(SpeakerBy by) noexcept {
  constexpr std::string_view names[] = {"name", "apposition", "pronoun", "description", "previous speaker"};
  return names[static_cast<int>(by)];
}

std::string_view name_of(SpeakerKind kind) noexcept {
  constexpr std::string_view names[] = {"unknown", "person", "organization", "place", "group", "document"};
  return names[static_cast<int>(kind)];
}

std::string_view name_of(Gender gender) noexcept {
  constexpr std::string_view names[] = {"unknown", "m", "f"};
  return names[static_cast<int>(gender)];
}

std::string_view name_of(OffsetUnit unit) noexcept {
  constexpr std::string_view names[] = {"utf8", "utf16", "codepoint"};
  return names[static_cast<int>(unit)];
}

std::string_view version() noexcept { return PROPOS_VERSION; }

}  // namespace propos
