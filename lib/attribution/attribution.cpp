// SPDX-License-Identifier: Apache-2.0
#include "attribution/attribution.h"

#include <algorithm>
#include <numeric>

namespace propos::attribution {

using quotes::Clue;
using quotes::Draft;

namespace {

constexpr float sure_elsewhere = 0.7f, sure_by_turns = 0.5f, sure_presented = 0.3f, sure_owner = 0.5f;
constexpr std::uint32_t furthest = 4, nearby = 2;   // sentences back

}   // namespace

Attribution::Attribution(const entities::Reading& reading, const clauses::Words& words, const Weights& weights,
                         const std::vector<entities::Name>& names, const std::vector<Entity>& entities, clauses::Clauses& clauses,
                         mentions::Mentions& mentions, const Pieces<Draft>& drafts)
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
  sources_.reserve(drafts.size());
  told_.reserve(names.size());
  for (const entities::Name& name : names) told_.push_back(mentions.is_running(name.first));
  spoken_.reserve(drafts.size());
  for (Id d = 0; d < drafts_.size(); ++d) {
    reading.patience.check();
    sources_.push_back({});
    const Draft& draft = drafts_[d];
    if (draft.content.empty()) continue;
    reports_[sentence_of(draft.place())] = true;
    if (draft.type != QuoteType::direct || draft.clue.kind != Clue::Kind::words) continue;
    const mentions::Mention& who = draft.clue.mention;
    const std::uint32_t place = who.kind == mentions::Mention::Kind::description ? who.unit.first : who.first;
    said_by_.emplace_back(place, d);
  }
  std::sort(said_by_.begin(), said_by_.end());   // of several with the same words the first draft counts
  protagonist_ = named_most();
  find_first_named();
  named_from_.assign(entities_.size(), none);
  for (const entities::Name& name : names_)
    if (name.entity != none && named_from_[name.entity] == none) named_from_[name.entity] = name.first;
}

// Who may be either counts as both.
void Attribution::find_first_named() {
  for (std::size_t g = 0; g < first_named_.size(); ++g) {
    auto& [first, second] = first_named_[g];
    for (const entities::Name& name : names_) {
      if (!is_person(name.entity) || name.entity == first.entity || !is_told(name)) continue;
      if (!may_be(name.entity, g == 0 ? Gender::feminine : Gender::masculine)) continue;
      (first.entity == none ? first : second) = {name.entity, name.first};
      if (second.entity != none) break;
    }
  }
}

// The only woman, or the only man, whom the text names before `token`; else none.
Id Attribution::only_one(Gender gender, std::uint32_t token) const {
  const auto& [first, second] = first_named_[gender == Gender::feminine ? 0 : 1];
  return first.place < token && second.place >= token ? first.entity : none;
}

// The person who is named half as often again as anybody else; none where nobody is.
Id Attribution::named_most() const {
  std::vector<std::uint32_t> times(entities_.size());
  for (const entities::Name& name : names_)
    if (is_person(name.entity) && is_told(name)) ++times[name.entity];
  Id most = none;
  std::uint32_t second = 0;
  for (Id e = 0; e < times.size(); ++e) {
    const bool more = times[e] > (most == none ? 1 : times[most]);
    second = std::max(second, more ? (most == none ? 0 : times[most]) : times[e]);
    if (more) most = e;
  }
  return most != none && 2 * times[most] >= 3 * second ? most : none;
}

Pieces<Source> Attribution::run() {
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
    kept_.clear();
    for (const Id d : std::exchange(dialogue, {})) spoke(d, true);
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
    spoke(d, draft.run == none);
    if (draft.turn) turn_ = d;
    if (draft.run != none) dialogue.push_back(d);
  }
  finish();
  read_persons(order);
  for (const Id d : order) {
    reading_.patience.check();
    if (drafts_[d].again != none && !sources_[d].known()) {
      sources_[d] = sole(Feature::same_words, d, source_of(drafts_[d].again).from_elsewhere(sure_elsewhere));
      if (sources_[d].known()) sources_[d].found = Found::said_elsewhere;
    }
  }
  headlines();
  return std::move(sources_);
}

void Attribution::spoke(Id d, bool decided) {
  if (!drafts_[d].heard || drafts_[d].type == QuoteType::term || !sources_[d].known()) return;
  spoken_.push_back({drafts_[d].place(), d, decided ? none : static_cast<Id>(kept_.size()), drafts_[d].run != none});
  if (!decided) kept_.push_back(sources_[d]);
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
    case Clue::Kind::owner: {
      Ranking ranking(weights_, reading_.trace, {none, d});
      ranking.offer(Evidence().add(Feature::own_words), {});
      offer_owner(d, ranking);
      out = ranking.take();
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
    offer_presented(s, ranking);
    if (s == 0 || reading_.tokens.sentences[s - 1].paragraph != paragraph)
      if (const Source out = presented(s + 1, paragraph, true); out.known())
        ranking.offer(Evidence().add(Feature::presented_behind), out);
    offer_leading(d, ranking);
  }
  if (const Spoken* last = spoken_before(draft.place()); last != nullptr) {
    Evidence evidence;
    evidence.add(Feature::spoke_before);
    const std::uint32_t here = sentence_of(draft.place()), there = sentence_of(last->place);
    if (reading_.tokens.sentences[there].paragraph == reading_.tokens.sentences[here].paragraph)
      evidence.add(Feature::spoke_here)
          .add(Feature::further_back, static_cast<int>(std::min(here - std::min(here, there), furthest)));
    ranking.offer(evidence, source_of(*last).from_elsewhere(sure_by_turns));
  } else if (draft.clue.kind == Clue::Kind::previous) {   // « Le maire a lu son plan. La ville doit « … ». »
    offer_presented(sentence_of(draft.place()), ranking);
  }
}

// Of whom the sentences before tell, in the same paragraph, up to one that reports.
void Attribution::offer_presented(std::uint32_t s, Ranking& ranking) {
  const auto& sentences = reading_.tokens.sentences;
  for (std::uint32_t back = 1; back <= nearby && back <= s && !reports_[s - back]; ++back) {
    if (sentences[s - back].paragraph != sentences[s].paragraph) break;
    if (const Source out = presented(s - back, sentences[s].paragraph, false); out.known())
      ranking.offer(Evidence().add(Feature::presented_before).add(Feature::further_back, static_cast<int>(back) - 1), out);
    else if (back == 1 && key(sentences[s].first - 1) != "?")
      offer_told_of(s - 1, sentences[s].first, Feature::told_just_before, ranking);
  }
}

// Marked words that nothing leads to: of who does what the sentence tells, or spoke before in the paragraph.
void Attribution::offer_owner(Id d, Ranking& ranking) {
  const Draft& draft = drafts_[d];
  const std::uint32_t here = sentence_of(draft.place());
  if (draft.clue.mention.kind != mentions::Mention::Kind::none) {
    Evidence evidence;
    evidence.add(Feature::does_it);
    if (draft.clue.tells == Clue::Tells::being) evidence.add(draft.clue.feels ? Feature::feels_it : Feature::told_it_is);
    if (draft.clue.tells == Clue::Tells::act && !draft.clue.feels) evidence.add(Feature::told_it_does);
    Source out = resolve(draft.clue.mention);
    if (!draft.clue.mention.person && !is_person(out.entity)) evidence.add(Feature::body_does_it);
    out.confidence = sure_owner;
    ranking.offer(evidence, out);
  }
  const auto offer_speaker = [&](std::uint32_t there, const Source& source) {
    const int back = static_cast<int>(std::min(here - there, furthest)) - 1;
    ranking.offer(Evidence().add(Feature::spoke_here).add(Feature::further_back, std::max(back, 0)),
                  source.from_elsewhere(sure_by_turns));
  };
  const auto& sentences = reading_.tokens.sentences;
  const std::uint32_t paragraph = sentences[here].paragraph;
  if (const Spoken* last = spoken_before(draft.place()); last != nullptr)
    if (const std::uint32_t there = sentence_of(last->place); sentences[there].paragraph == paragraph)
      offer_speaker(there, source_of(*last));
  for (std::uint32_t back = 1; back <= nearby && back <= here && sentences[here - back].paragraph == paragraph; ++back)
    if (const mentions::Mention who = mentions_.main_speaker(clauses_.of(here - back)); who.kind != mentions::Mention::Kind::none)
      offer_speaker(here - back, resolve(who));
  if (draft.clue.judges && here > 0 && !reports_[here - 1])
    if (const Source out = presented(here - 1, paragraph, false); out.known())
      ranking.offer(Evidence().add(Feature::told_just_before), out);
}

// « Son avocat a commencé sur un aveu : « … » »: who stands before the colon.
void Attribution::offer_leading(Id d, Ranking& ranking) {
  const std::uint32_t first = drafts_[d].content.front().first;
  if (first < 2 || key(first - 2) != ":" || drafts_[d].zone == Zone::headline) return;
  const std::uint32_t s = sentence_of(first);
  const clauses::Clause& clause = clauses_.of(s);
  const auto any = [&](int feature) {
    return std::any_of(clause.units.begin(), clause.units.end(),
                       [&](const rules::Unit& unit) { return unit.first < first && mentions_.has(unit, feature); });
  };
  const bool goes_on =
      mentions_.has(clause.units.front(), words_.together) && any(words_.inf) && !any(words_.vg);   // « Et de saluer les élus : »
  if (!goes_on) offer_told_of(s, first, Feature::leads_here, ranking);
}

// Those of whom a sentence tells before token `end`, whatever they are in it.
void Attribution::offer_told_of(std::uint32_t sentence, std::uint32_t end, Feature from, Ranking& ranking) {
  for (const mentions::Mention& one : mentions_.in(sentence)) {
    if (one.first >= end ||
        !(one.person || one.kind == mentions::Mention::Kind::several || (one.entity != none && from == Feature::leads_here)))
      continue;
    Evidence evidence;
    evidence.add(from).add(feature_of(one.role));
    if (one.person && one.entity != none) evidence.add(Feature::person);
    ranking.offer(evidence, one.first, one.last, one.entity, [&] { return resolve(one); });
  }
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
