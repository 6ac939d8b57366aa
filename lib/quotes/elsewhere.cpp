// SPDX-License-Identifier: Apache-2.0
// Words whose source stands elsewhere in the text.
#include <algorithm>

#include "quotes/finder.h"
#include "quotes/repeats.h"

namespace propos::quotes {
namespace {

constexpr std::size_t shortest_word = 4;   // bytes of a word that tells one quotation from another
constexpr std::string_view term_rules = "term.";   // that know a term by more than its size
constexpr int most_headlines = 8;          // quotes of headlines that are compared with the text

}  // namespace

// Words without a source, as in a headline, that stand elsewhere with one.
void Finder::same_words() {
  const auto asks = [](const Draft& draft) {
    return !draft.speaker.known() && !draft.content.empty() && draft.content[0].last - draft.content[0].first >= 3 &&
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
    const Draft& draft = drafts_[d];
    if (draft.speaker.known() ? draft.type == QuoteType::indirect : !asks(draft)) continue;
    add(draft, draft.speaker.known() ? said : wanted);
    (draft.speaker.known() ? sources : asking).push_back(d);
  }
  const std::vector<Id> found = find_repeats(tokens_, wanted, said);
  for (std::size_t w = 0; w < found.size(); ++w) {
    if (found[w] == none) continue;
    Draft& draft = drafts_[asking[w]];
    if (holds(drafts_[sources[found[w]]], draft.content[0])) continue;   // the same words, not others
    draft.speaker = drafts_[sources[found[w]]].speaker.from_elsewhere(0.7f);
    if (draft.type == QuoteType::term) draft.type = QuoteType::mixed;
    draft.rule = "quote.said-elsewhere";
  }
}

// A headline shortens what the text quotes: who says most of its words there, one half at the least.
Id Finder::says_most_of(const Draft& headline) const {
  const auto long_words = [&](const Draft& draft) {
    ViewSet out;
    for (const Range& piece : draft.content)
      for (std::uint32_t t = piece.first; t < piece.last; ++t)
        if (key(t).size() >= shortest_word) out.insert(key(t));
    return out;
  };
  const ViewSet wanted = long_words(headline);
  Id out = none;
  std::size_t most = std::max<std::size_t>(2, (wanted.size() + 1) / 2) - 1;
  for (const Draft& draft : drafts_) {
    if (!is_person(draft.speaker) || draft.type == QuoteType::term) continue;
    std::size_t shared = 0;
    for (const std::string_view word : long_words(draft)) shared += wanted.contains(word);
    if (shared <= most) continue;
    most = shared;
    out = draft.speaker.entity;
  }
  return out;
}

// Else words in a headline are those of whom the text quotes most.
void Finder::headlines() {
  std::vector<std::uint32_t> times(document_.entities.size());
  Id most = none;
  for (const Draft& draft : drafts_)
    if (is_person(draft.speaker)) ++times[draft.speaker.entity];
  for (const Draft& draft : drafts_)   // of two, the one that is quoted first
    if (const Id id = draft.speaker.entity; id != none && times[id] > 0 && (most == none || times[id] > times[most])) most = id;
  if (most == none) return;
  int looked = 0;
  for (Draft& draft : drafts_) {
    if (draft.speaker.known() || draft.zone != Zone::headline || draft.type == QuoteType::term) continue;
    const Id who = looked++ < most_headlines ? says_most_of(draft) : none;
    draft.speaker.entity = who == none ? most : who;
    draft.speaker.by = SpeakerBy::previous_speaker;
    draft.speaker.confidence = who == none ? 0.4f : 0.6f;
    draft.rule = "quote.headline";
  }
}

bool Finder::is_person(const Source& source) const {
  return source.entity != none && document_.entities[source.entity].type == EntityType::person;
}

}  // namespace propos::quotes
