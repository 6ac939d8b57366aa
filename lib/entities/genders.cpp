// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "entities/entities.h"

namespace propos::entities {

void set_genders(const Reading& reading, const Words& words, Document& document) {
  const std::vector<token::Token>& tokens = reading.tokens.tokens;
  for (const Mention& mention : document.mentions) {
    if (mention.form != MentionForm::pronoun || mention.entity == none) continue;
    Entity& entity = document.entities[mention.entity];
    if (entity.type != EntityType::person || entity.gender != Gender::unknown) continue;
    const auto at = std::lower_bound(tokens.begin(), tokens.end(), mention.span.begin, [](const token::Token& t, std::uint32_t begin) { return t.end <= begin; });
    const lexicon::Entry* const entry = at == tokens.end() ? nullptr : reading.units.entries[static_cast<std::size_t>(at - tokens.begin())];
    const auto has = [&](int feature) { return entry != nullptr && entry->common[static_cast<std::size_t>(feature)]; };
    if (has(words.plural) || has(words.masculine) == has(words.feminine)) continue;
    entity.gender = has(words.masculine) ? Gender::masculine : Gender::feminine;
  }
  for (Quote& quote : document.quotes) {
    if (quote.speaker.entity == none) continue;
    const Entity& entity = document.entities[quote.speaker.entity];
    if (entity.type == EntityType::person && entity.gender != Gender::unknown) quote.speaker.gender = entity.gender;
  }
}

}  // namespace propos::entities
