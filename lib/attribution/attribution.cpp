// SPDX-License-Identifier: Apache-2.0
#include "attribution/attribution.h"

#include <algorithm>
#include <numeric>

namespace propos::attribution {

using quotes::Clue;
using quotes::Draft;

namespace {

constexpr float sure_elsewhere = 0.7f, sure_by_turns = 0.5f, sure_presented = 0.3f;

}   // namespace

Attribution::Attribution(const entities::Reading& reading, const clauses::Words& words, const Weights& weights,
                         const std::vector<entities::Name>& names, const std::vector<Entity>& entities, clauses::Clauses& clauses,
                         mentions::Mentions& mentions, const std::vector<Draft>& drafts)
    : reading_(reading),
      words_(words),
      weights_(weights),
      names_(names),
      entities_(entities),
      clauses_(clauses),
      mentions_(mentions),
      drafts_(drafts),
      known_(drafts.size(), false),
      reports_(reading.tokens.sentences.size(), false) {
  reading.patience.fill(sources_, drafts.size());
  spoken_.reserve(drafts.size());
  for (const Draft& draft : drafts_) {
    reading.patience.check();
    if (!draft.content.empty()) reports_[sentence_of(draft.place())] = true;
  }
  protagonist_ = named_most();
}

// The person who is named half as often again as anybody else; none where nobody is.
Id Attribution::named_most() const {
  std::vector<std::uint32_t> times(entities_.size());
  for (const entities::Name& name : names_)
    if (is_person(name.entity)) ++times[name.entity];
  Id most = none;
  std::uint32_t second = 0;
  for (Id e = 0; e < times.size(); ++e) {
    const bool more = times[e] > (most == none ? 1 : times[most]);
    second = std::max(second, more ? (most == none ? 0 : times[most]) : times[e]);
    if (more) most = e;
  }
  return most != none && 2 * times[most] >= 3 * second ? most : none;
}

std::vector<Source> Attribution::run() {
  std::vector<Id> order(drafts_.size());
  std::iota(order.begin(), order.end(), Id{0});
  std::stable_sort(order.begin(), order.end(), [this](Id a, Id b) {
    reading_.patience.check();
    return drafts_[a].place() < drafts_[b].place();
  });
  read_dialogue();
  std::vector<Id> dialogue;   // the lines of the run at hand
  std::size_t spoken = 0;     // who spoke before it
  const auto finish = [&] {
    if (dialogue.empty()) return;
    finish_dialogue(dialogue);
    spoken_.resize(spoken);
    for (const Id d : std::exchange(dialogue, {})) spoke(d);
  };
  for (const Id d : order) {
    reading_.patience.check();
    mentions_.rest();
    const Draft& draft = drafts_[d];
    if (draft.content.empty()) continue;
    if (!dialogue.empty() && (draft.run != none ? draft.run != drafts_[dialogue.back()].run : !in_speech(draft.place())))
      finish();
    if (dialogue.empty()) spoken = spoken_.size();
    source_of(d);
    spoke(d);
    if (draft.turn) turn_ = d;
    if (draft.run != none) dialogue.push_back(d);
  }
  finish();
  read_persons(order);
  for (const Id d : order) {
    reading_.patience.check();
    if (drafts_[d].again != none && !sources_[d].known()) {
      sources_[d] = sole(Feature::same_words, d, source_of(drafts_[d].again).from_elsewhere(sure_elsewhere));
      if (sources_[d].known()) sources_[d].rule = "quote.said-elsewhere";
    }
  }
  headlines();
  return std::move(sources_);
}

void Attribution::spoke(Id d) {
  if (drafts_[d].heard && drafts_[d].type != QuoteType::term && sources_[d].known())
    spoken_.push_back({drafts_[d].place(), sources_[d], drafts_[d].run != none});
}

const Source& Attribution::source_of(Id d) {
  if (!known_[d]) {
    known_[d] = true;   // also before it is: no circles
    sources_[d] = choose_source(d);
  }
  return sources_[d];
}

// The one candidate, beside nobody.
Source Attribution::sole(Feature feature, Id draft, const Source& source) const {
  if (!source.known() && source.first == source.last) return source;
  Ranking ranking(weights_, reading_.trace, {none, draft});
  ranking.offer(Evidence().add(Feature::own_words), {});
  ranking.offer(Evidence().add(feature), source);
  return ranking.take();
}

Source Attribution::choose_source(Id d) {
  const Draft& draft = drafts_[d];
  answered_ = draft.answers == none ? none : source_of(draft.answers).entity;
  Source out;
  switch (draft.clue.kind) {
    case Clue::Kind::none: break;
    case Clue::Kind::words:
      out = resolve(draft.clue.mention);
      if (draft.clue.named_only && out.entity == none) out = {};
      break;
    case Clue::Kind::same: out = sole(Feature::same_report, d, source_of(draft.clue.draft)); break;
    case Clue::Kind::implied: out = implied(draft.cue.first, d); break;
    case Clue::Kind::interviewer:
    case Clue::Kind::interviewee: {
      const bool asks = draft.clue.kind == Clue::Kind::interviewer;
      out.entity = draft.clue.entity;
      out = sole(asks ? Feature::asks_questions : Feature::answers_questions, d, out.from_elsewhere(sure_elsewhere));
      break;
    }
    case Clue::Kind::previous:
    case Clue::Kind::alone: {
      Ranking ranking(weights_, reading_.trace, {none, d});
      ranking.offer(Evidence(), {});
      offer_alone(d, ranking);
      out = ranking.take();
      break;
    }
  }
  answered_ = none;
  return out;
}

// Words without a cue: of who was just presented, else of who spoke last.
void Attribution::offer_alone(Id d, Ranking& ranking) {
  const Draft& draft = drafts_[d];
  if (draft.clue.kind == Clue::Kind::alone) {
    const std::uint32_t s = draft.sentence, paragraph = reading_.tokens.sentences[s].paragraph;
    if (s > 0 && !reports_[s - 1])
      if (const Source out = presented(s - 1, paragraph, false); out.known())
        ranking.offer(Evidence().add(Feature::presented_before), out);
    if (s == 0 || reading_.tokens.sentences[s - 1].paragraph != paragraph)
      if (const Source out = presented(s + 1, paragraph, true); out.known())
        ranking.offer(Evidence().add(Feature::presented_behind), out);
  }
  if (const Spoken* last = spoken_before(draft.place()); last != nullptr)
    ranking.offer(Evidence().add(Feature::spoke_before), last->source.from_elsewhere(sure_by_turns));
}

// The person of whom a sentence without marks tells. Who is asked about does not answer: « Jean Roux jouera-t-il ? « Vous
// verrez » », but « Qu'a-t-elle ressenti ? »
Source Attribution::presented(std::uint32_t s, std::uint32_t paragraph, bool named) {
  const auto& sentences = reading_.tokens.sentences;
  if (s >= sentences.size() || sentences[s].paragraph != paragraph) return {};
  const clauses::Clause& clause = clauses_.of(s);
  if (std::any_of(clause.units.begin(), clause.units.end(), [](const rules::Unit& unit) { return unit.pair != none; })) return {};
  const Source out = resolve(mentions_.main_subject(clause)).from_elsewhere(sure_presented);
  const bool question = key(clause.last - 1) == "?";
  if (question ? out.named : named && !out.named) return {};
  return (out.entity != none ? is_person(out.entity) : out.person) ? out : Source{};
}

bool Attribution::may_be(Id entity, Gender gender) const {
  const Gender own = mentions_.profile(entity).gender;
  return gender == Gender::unknown || own == Gender::unknown || own == gender;
}

}   // namespace propos::attribution
