// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "propos/document.h"

namespace propos::formats {

/// The tokens that a span touches, first and one past the last. O(log tokens).
inline std::pair<std::size_t, std::size_t> tokens_of(Span span, const std::vector<Span>& tokens) {
  const auto begin = std::upper_bound(tokens.begin(), tokens.end(), span.begin,
                                      [](std::uint32_t at, const Span& token) { return at < token.end; });
  const auto end =
      std::lower_bound(begin, tokens.end(), span.end, [](const Span& token, std::uint32_t at) { return token.begin < at; });
  return {begin - tokens.begin(), end - tokens.begin()};
}

/// Names and acronyms: mentions that are not there because they speak.
inline bool is_name(const Mention& mention) { return mention.form == MentionForm::name || mention.form == MentionForm::acronym; }

/// "PER", "ORG", "LOC", as taggers call the types.
inline std::string_view tag_of(EntityType type) {
  constexpr std::string_view tags[] = {"PER", "ORG", "LOC"};
  return tags[static_cast<int>(type)];
}

}   // namespace propos::formats
