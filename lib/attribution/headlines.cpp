// SPDX-License-Identifier: Apache-2.0
// Words in a headline that stand nowhere else in the text: of whom it quotes most.
#include <algorithm>

#include "attribution/attribution.h"

namespace propos::attribution {

using quotes::Draft;

namespace {

constexpr std::size_t shortest_word = 4;       // bytes of a word that tells one quotation from another
constexpr std::size_t most_below = 8;          // quotes behind a heading …
constexpr std::uint32_t furthest_below = 12;   // … and sentences, in which somebody speaks
constexpr int most_headlines = 8;              // quotes of headlines that are compared with the text
constexpr float sure_below = 0.6f, sure_most = 0.4f;

}   // namespace

// A headline shortens what the text quotes: who says most of its words there, one half at the least.
Id Attribution::says_most_of(const Draft& headline) const {
  const auto long_words = [&](const Draft& draft) {
    ViewSet out;
    for (const clauses::Range& piece : draft.content)
      for (std::uint32_t t = piece.first; t < piece.last; ++t)
        if (key(t).size() >= shortest_word) out.insert(key(t));
    return out;
  };
  const ViewSet wanted = long_words(headline);
  Id out = none;
  std::size_t most = std::max<std::size_t>(2, (wanted.size() + 1) / 2) - 1;
  for (std::size_t d = 0; d < drafts_.size(); ++d) {
    reading_.patience.check();
    if (!is_person(sources_[d].entity) || drafts_[d].type == QuoteType::term) continue;
    std::size_t shared = 0;
    for (const std::string_view word : long_words(drafts_[d])) shared += wanted.contains(word);
    if (shared <= most) continue;
    most = shared;
    out = sources_[d].entity;
  }
  return out;
}

// The person whom the text quotes most; of two, the one that is quoted first.
Id Attribution::quoted_most() const {
  std::vector<std::uint32_t> times(entities_.size());
  Id most = none;
  const auto person_of = [&](Id d) {
    const bool asks = drafts_[d].clue.kind == quotes::Clue::Kind::interviewer;
    return drafts_[d].type != QuoteType::term && !asks && is_person(sources_[d].entity) ? sources_[d].entity : none;
  };
  for (Id d = 0; d < drafts_.size(); ++d)
    if (const Id id = person_of(d); id != none) ++times[id];
  for (Id d = 0; d < drafts_.size(); ++d)
    if (const Id id = person_of(d); id != none && (most == none || times[id] > times[most])) most = id;
  return most;
}

// Who speaks next below a heading, or nobody: « « Les gens ont peur » », then « Claire Roux ne comprend pas. « Personne … », regrette-t-elle. »
Source Attribution::speaks_below(Id heading) const {
  const std::uint32_t here = sentence_of(drafts_[heading].place());
  const std::size_t end = std::min(drafts_.size(), std::size_t{heading} + most_below);
  const auto next = std::find_if(drafts_.begin() + heading + 1, drafts_.begin() + static_cast<std::ptrdiff_t>(end),
                                 [&](const Draft& draft) { return draft.type != QuoteType::term && !draft.heading; });
  const std::size_t d = static_cast<std::size_t>(next - drafts_.begin());
  return d < end && sentence_of(drafts_[d].place()) <= here + furthest_below ? sources_[d] : Source{};
}

void Attribution::headlines() {
  const Id most = quoted_most();
  int looked = 0;
  for (Id d = 0; d < drafts_.size(); ++d) {
    const bool headline = drafts_[d].zone == Zone::headline && most != none;
    if (sources_[d].known() || !(headline || drafts_[d].heading) || drafts_[d].type == QuoteType::term) continue;
    Ranking ranking(weights_, reading_.trace, {none, d});
    const auto offer = [&](Feature feature, const Source& source, float sure) {
      if (source.known()) ranking.offer(Evidence().add(feature), source.from_elsewhere(sure));
    };
    const auto person = [](Id entity) {
      Source out;
      out.entity = entity;
      return out;
    };
    ranking.offer(Evidence().add(Feature::own_words), {});
    if (drafts_[d].heading) offer(Feature::speaks_below, speaks_below(d), sure_most);
    else offer(Feature::quoted_most, person(most), sure_most);
    if (looked++ < most_headlines) offer(Feature::said_below, person(says_most_of(drafts_[d])), sure_below);
    sources_[d] = ranking.take();
    sources_[d].found = Found::headline;
  }
}

}   // namespace propos::attribution
