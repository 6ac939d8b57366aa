// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "attribution/source.h"
#include "quotes/quotes.h"

namespace propos::attribution {

/// Fills document.mentions: names, and the pronouns and descriptions that speak. document.entities, which are there, get the
/// titles and genders that their mentions show. O(n log n).
void write_mentions(const entities::Reading& reading, const clauses::Words& words, const std::vector<entities::Name>& names,
                    const mentions::Mentions& mentions, const Pieces<quotes::Draft>& drafts, const Pieces<Source>& sources,
                    Document& document);
/// Fills document.quotes, behind that. Of the reading it needs the tokens alone; the others are given back piece by piece. O(n log n).
void write_quotes(const entities::Reading& reading, Pieces<quotes::Draft>& drafts, Pieces<Source>& sources, Document& document);

}   // namespace propos::attribution
