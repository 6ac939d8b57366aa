// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entities/words.h"
#include "hash.h"
#include "lexicon/roles.h"
#include "patience.h"
#include "propos/document.h"
#include "rules/engine.h"
#include "rules/trace.h"
#include "rules/units.h"
#include "token/token.h"

/// Stage 5. Takes tokens and the matches of phase "names"; gives mentions of people, organizations and places, then the
/// entities behind them.
namespace propos::entities {

/// A name in the text, by tokens [first, last).
struct Name {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  const std::string_view* rule = nullptr;   ///< its name
  float confidence = 0;
  int priority = 0;
  Id entity = none;
  EntityType type = EntityType::person;
  MentionForm form = MentionForm::name;
  bool is_alias = false;   ///< another name of the person named before it: « alias Fil »
};
static_assert(sizeof(Name) == 32);   // there are many

/// What the stages share while one text is read.
struct Reading {
  std::string_view text;
  const token::Tokens& tokens;
  const rules::Engine& engine;
  const rules::Units& units;
  const lexicon::Lexicon& lexicon;
  const lexicon::Roles& roles;   ///< kept from text to text
  rules::Memory& memory;
  rules::Trace* trace = nullptr;                               ///< where it is asked why
  std::optional<std::chrono::year_month_day> published = {};   ///< a day of the calendar, where the caller knows it
  const Patience& patience = endless;

  /// What the rules of a phase make of these units.
  void find(int phase, const rules::Unit* of, std::size_t count, std::vector<rules::Match>& out) const {
    patience.check();
    rules::find(engine, phase, of, count, memory, trace, out);
  }
  /// Tokens [first, last) as a reader sees them: one blank where blanks or a line end stand between two, letters composed, no
  /// soft hyphens.
  std::string written(std::uint32_t first, std::uint32_t last) const {
    std::string out;
    for (std::uint32_t t = first; t < last; ++t) {
      const token::Token& token = tokens.tokens[t];
      if (t > first && token.begin > tokens.tokens[t - 1].end()) out += ' ';
      const std::string_view own = token.span().of(text);
      if (token.flags & token::odd_spelling) out += token::composed(own);
      else out += own;
    }
    return out;
  }
};

/// The place of the first of `names`, in order of the text, that does not begin before `token`; their number if there is none.
inline std::size_t name_at(const std::vector<Name>& names, std::uint32_t token) {
  const auto found =
      std::lower_bound(names.begin(), names.end(), token, [](const Name& n, std::uint32_t t) { return n.first < t; });
  return static_cast<std::size_t>(found - names.begin());
}

/// Names by rule, then by what the document itself shows: a surname, a full name or an acronym found once is found
/// everywhere. In order of the text, none overlap. O(tokens + names log names).
std::vector<Name> find_names(const Reading& reading, const Words& words);
/// Names that mean the same become one entity; sets Name::entity.
std::vector<Entity> make_entities(const Reading& reading, const Words& words, std::vector<Name>& names);

}   // namespace propos::entities
