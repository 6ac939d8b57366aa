// SPDX-License-Identifier: Apache-2.0
// Drafts and names become the quotes and mentions of the document.
#include <algorithm>
#include <tuple>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

// Where a draft stands: with its marks, then its content in tokens.
struct Place {
  Span outer;
  std::uint32_t first = 0, last = 0;
  Draft* draft = nullptr;

  // By begin, then the longest first.
  bool operator<(const Place& other) const {
    return std::tuple(outer.begin, other.outer.end, first, other.last) < std::tuple(other.outer.begin, outer.end, other.first, last);
  }
};

}  // namespace

Stance Finder::stance_of(Range cue) const {
  Stance out = Stance::asserted;
  bool negated = false, conditional = false;
  for (std::uint32_t t = cue.first; t < cue.last; ++t) {
    const std::string_view k = key(t);
    if (k == "ne" || k == "n'") negated = true;
    const lexicon::Entry* entry = reading_.units.entries[t];
    if (entry == nullptr) continue;
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

std::string Finder::lemma_of(Range cue) const {
  for (std::uint32_t t = cue.last; t-- > cue.first;) {
    const lexicon::Entry* entry = reading_.units.entries[t];
    if (entry == nullptr) continue;
    const std::string_view lemma = reading_.lexicon.lemma(*entry);
    if (!lemma.empty()) return std::string(lemma);
  }
  return std::string(key(cue.last - 1));
}

// From the first mark to the last of a quote whose content is in order.
Span Finder::outer_of(const Draft& draft) const {
  Span out = span({draft.content.front().first, draft.content.back().last});
  if (draft.pair == none) return out;
  const token::MarkPair& marks = tokens_.pairs[draft.pair];
  out.begin = std::min(out.begin, tokens_.tokens[marks.open].begin);
  if (marks.closed) out.end = std::max(out.end, tokens_.tokens[marks.close].end);
  return out;
}

// Names and speakers become mentions, drafts become quotes.
void Finder::write() {
  std::vector<Mention>& mentions = document_.mentions;
  mentions.reserve(names_.size() + drafts_.size());
  for (const entities::Name& name : names_)
    mentions.push_back({span({name.first, name.last}), name.type, name.form, name.entity, name.rule, name.confidence});
  const std::size_t named = mentions.size();
  const auto speaker_span = [&](const Source& s) {
    Span out = span({s.first, s.last});
    out.begin += s.cut;
    return out;
  };
  for (const Draft& draft : drafts_) {
    if (draft.speaker.first == draft.speaker.last) continue;
    const Span place = speaker_span(draft.speaker);
    const auto same = [&](const Mention& mention) { return mention.span == place; };
    const auto begin = std::lower_bound(mentions.begin(), mentions.begin() + static_cast<std::ptrdiff_t>(named), place,
                                        [](const Mention& m, Span s) { return m.span.begin < s.begin; });
    if (begin != mentions.begin() + static_cast<std::ptrdiff_t>(named) && same(*begin)) continue;
    Mention mention;
    mention.span = place;
    mention.form = draft.speaker.by == SpeakerBy::pronoun ? MentionForm::pronoun : MentionForm::description;
    mention.entity = draft.speaker.entity;
    if (mention.entity != none) mention.type = document_.entities[mention.entity].type;
    mention.rule = draft.rule;
    mention.confidence = draft.speaker.confidence;
    mentions.push_back(mention);
  }
  const auto before = [](const Mention& a, const Mention& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  };
  const auto speakers = mentions.begin() + static_cast<std::ptrdiff_t>(named);   // names are in order
  std::stable_sort(speakers, mentions.end(), before);
  std::inplace_merge(mentions.begin(), speakers, mentions.end(), before);
  mentions.erase(std::unique(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) { return a.span == b.span; }),
                 mentions.end());
  std::vector<std::uint32_t> times(document_.entities.size());
  for (const Mention& mention : mentions)
    if (mention.entity != none) ++times[mention.entity];
  for (Id e = 0; e < times.size(); ++e) document_.entities[e].mentions.reserve(times[e]);
  for (Id m = 0; m < mentions.size(); ++m)
    if (mentions[m].entity != none) document_.entities[mentions[m].entity].mentions.push_back(m);

  std::vector<Place> places;   // of drafts
  places.reserve(drafts_.size());
  for (Draft& draft : drafts_) {
    std::erase_if(draft.content, [](const Range& piece) { return piece.first >= piece.last; });
    if (draft.content.empty()) continue;
    std::sort(draft.content.begin(), draft.content.end(), [](const Range& a, const Range& b) { return a.first < b.first; });
    places.push_back({outer_of(draft), draft.content.front().first, draft.content.back().last, &draft});
  }
  std::stable_sort(places.begin(), places.end());
  std::vector<Id> around;      // the quotes around the next, the inmost last
  document_.quotes.reserve(places.size());
  for (const Place& at : places) {
    const Draft& draft = *at.draft;
    Quote& quote = document_.quotes.emplace_back();
    quote.type = draft.type;
    quote.spans.reserve(draft.content.size());
    for (const Range& piece : draft.content) quote.spans.push_back(span(piece));
    quote.outer = at.outer;
    if (draft.cue.first < draft.cue.last && draft.type != QuoteType::term) {
      quote.has_cue = true;
      quote.cue.span = span(draft.cue);
      quote.cue.kind = draft.cue_kind;
      quote.cue.lemma = lemma_of(draft.cue);
      quote.cue.stance = stance_of(draft.cue);
    }
    const Source& source = draft.speaker;
    if (draft.type != QuoteType::term && (source.known() || source.first < source.last)) {
      quote.has_speaker = true;
      quote.speaker.entity = source.entity;
      quote.speaker.name = source.entity != none ? document_.entities[source.entity].name : source.name;
      quote.speaker.by = source.by;
      quote.speaker.confidence = source.confidence;
      if (source.first < source.last) {
        const Span place = speaker_span(source);
        const auto m = std::lower_bound(mentions.begin(), mentions.end(), place, [](const Mention& a, Span s) {
          return a.span.begin != s.begin ? a.span.begin < s.begin : a.span.end > s.end;
        });
        if (m != mentions.end() && m->span == place) quote.speaker.mention = static_cast<Id>(m - mentions.begin());
      }
    }
    quote.zone = draft.zone;
    quote.rule = draft.rule;
    quote.confidence = draft.confidence;
    while (!around.empty() && !document_.quotes[around.back()].outer.contains(quote.outer)) around.pop_back();
    if (!around.empty()) quote.parent = around.back();
    around.push_back(static_cast<Id>(document_.quotes.size() - 1));
  }
}

}  // namespace propos::quotes
