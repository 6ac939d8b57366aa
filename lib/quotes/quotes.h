// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pieces.h"
#include "quotes/draft.h"

/// Stage 8. Takes clauses, mentions and pairs of marks; gives quotes, each with its cue and what shows who says it.
namespace propos::quotes {

/// In the order in which they are found. O(tokens log tokens).
Pieces<Draft> find_quotes(const entities::Reading& reading, const clauses::Words& words, const text::Text& text,
                          const std::vector<entities::Name>& names, const std::vector<Entity>& entities,
                          clauses::Clauses& clauses, const mentions::Mentions& mentions);

}   // namespace propos::quotes
