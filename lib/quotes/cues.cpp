// SPDX-License-Identifier: Apache-2.0
// What the cue of a quote says of it.
#include "quotes/finder.h"

namespace propos::quotes {

Stance Finder::stance_of(Range cue) const {
  Stance out = Stance::asserted;
  bool negated = false, conditional = false;
  for (std::uint32_t t = cue.first; t < cue.last; ++t) {
    const lexicon::Entry* entry = reading_.units.entry(t);
    if (entry == nullptr) continue;
    if (has(entry->common, words_.negates)) negated = true;
    if (has(entry->common, words_.conditional)) conditional = true;
    if (!has(entry->common, words_.cue)) continue;
    if (has(entry->common, words_.stance_denied)) out = Stance::denied;
    else if (has(entry->common, words_.stance_doubted)) out = Stance::doubted;
    else if (has(entry->common, words_.stance_asked)) out = Stance::asked;
    else if (has(entry->common, words_.stance_demanded)) out = Stance::demanded;
    else if (has(entry->common, words_.stance_announced)) out = Stance::announced;
  }
  return negated ? Stance::negated : conditional && out == Stance::asserted ? Stance::hypothetical : out;
}

std::string_view Finder::lemma_of(Range cue) const {
  for (std::uint32_t t = cue.last; t-- > cue.first;) {
    const lexicon::Entry* entry = reading_.units.entry(t);
    if (entry == nullptr) continue;
    const std::string_view lemma = reading_.lexicon.lemma(*entry);
    if (!lemma.empty()) return lemma;
  }
  return key(cue.last - 1);
}

// Of all drafts: the words in order, the cue's lemma and stance.
void Finder::finish() {
  for (Draft& draft : drafts_) {
    reading_.patience.check();
    const auto is_empty = [](const Range& piece) { return piece.first >= piece.last; };
    draft.content.erase(std::remove_if(draft.content.begin(), draft.content.end(), is_empty), draft.content.end());
    std::sort(draft.content.begin(), draft.content.end(), [](const Range& a, const Range& b) { return a.first < b.first; });
    if (!draft.has_cue() || draft.type == QuoteType::term) continue;
    draft.lemma = lemma_of(draft.cue);
    draft.stance = stance_of(draft.cue);
  }
}

}   // namespace propos::quotes
