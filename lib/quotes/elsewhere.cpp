// SPDX-License-Identifier: Apache-2.0
// Words whose source stands elsewhere in the text.
#include <algorithm>

#include "quotes/finder.h"
#include "quotes/repeats.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t shortest_again = 3;        // tokens that are not the same by chance
constexpr std::string_view term_rules = "term.";   // that know a term by more than its size

}   // namespace

// Words without a source, as in a headline, that stand elsewhere with one.
void Finder::same_words() {
  const auto unknown = [](const Draft& draft) {
    return !draft.clue || draft.clue.kind == Clue::Kind::alone || draft.clue.kind == Clue::Kind::owner;
  };
  const auto asks = [&](const Draft& draft) {
    reading_.patience.check();
    return unknown(draft) && !draft.content.empty() && draft.content[0].last - draft.content[0].first >= shortest_again &&
           (draft.type != QuoteType::term || !draft.rule.starts_with(term_rules));
  };
  if (std::none_of(drafts_.begin(), drafts_.end(), asks)) return;
  const auto add = [&](const Draft& draft, Passages& to) {
    to.begin();
    for (const Range& piece : draft.content)
      for (std::uint32_t t = piece.first; t < piece.last; ++t)
        if (tokens_.tokens[t].kind != token::Kind::punctuation) to.add(t);
  };
  Passages wanted, said;
  std::vector<std::size_t> asking, sources;   // drafts
  for (std::size_t d = 0; d < drafts_.size(); ++d) {
    reading_.patience.check();
    const Draft& draft = drafts_[d];
    if (unknown(draft) ? !asks(draft) : draft.type == QuoteType::indirect || draft.type == QuoteType::term) continue;
    add(draft, unknown(draft) ? wanted : said);
    (unknown(draft) ? asking : sources).push_back(d);
  }
  const std::vector<Id> found = find_repeats(tokens_, wanted, said, reading_.patience);
  for (std::size_t w = 0; w < found.size(); ++w) {
    if (found[w] == none) continue;
    Draft& draft = drafts_[asking[w]];
    if (drafts_[sources[found[w]]].holds(draft.content[0])) continue;   // the same words, not others
    draft.again = static_cast<Id>(sources[found[w]]);
    if (draft.type == QuoteType::term) draft.type = QuoteType::mixed;
  }
}

}   // namespace propos::quotes
