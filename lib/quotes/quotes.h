// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "entities/entities.h"
#include "clauses/words.h"
#include "text/text.h"

/// Stages 6 and 7. Take names and pairs of marks; give quotes, each with its cue, its speaker and the entity behind.
namespace propos::quotes {

/// Fills document.mentions (names, and the pronouns and descriptions that speak) and document.quotes.
/// document.entities must be those of `names`. O(tokens log tokens).
void find_quotes(const entities::Reading& reading, const clauses::Words& words, const text::Text& text,
                 const std::vector<entities::Name>& names, Document& document);

}  // namespace propos::quotes
