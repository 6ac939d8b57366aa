// SPDX-License-Identifier: Apache-2.0
// Whom words mean inside a turn: « je » is who has the floor, « vous » who had it before; « il » and « le ministre » are neither « je ».
#include <algorithm>

#include "attribution/attribution.h"

namespace propos::attribution {

using quotes::Clue;
using quotes::Draft;

namespace {

constexpr float sure_narrator = 0.6f;

}   // namespace

// Who has the floor at a token; none outside turns.
Id Attribution::floor_at(std::uint32_t token) const {
  return turn_ != none && drafts_[turn_].holds({token, token + 1}) ? sources_[turn_].entity : none;
}

// The token of the pronoun that a cue is said by; « vous » may stand inside the cue.
std::uint32_t Attribution::person_of(const Draft& draft) const {
  if (draft.clue.kind == Clue::Kind::words && draft.clue.mention.kind == mentions::Mention::Kind::pronoun)
    return draft.clue.mention.first;
  return draft.clue.kind == Clue::Kind::none && draft.has_cue() ? draft.cue.first : none;
}

// « Vous avez dit : « … » », « je lui ai répondu : « … » »: sources that are known once all turns are.
void Attribution::read_persons(const std::vector<Id>& order) {
  std::vector<Id> acts;   // what is said, and not inside something else that is
  for (const Id d : order)
    if (const Draft& draft = drafts_[d]; !draft.content.empty() && (draft.turn || draft.run != none)) acts.push_back(d);
  std::size_t act = 0;
  for (const Id d : order) {
    reading_.patience.check();
    const Draft& draft = drafts_[d];
    const std::uint32_t token = person_of(draft);
    if (token == none) continue;
    if (is_i(token) && narrator_ != none && !in_speech(token) && !sources_[d].known()) tell(d, token);
    while (act < acts.size() && drafts_[acts[act]].content.back().last <= token) ++act;
    if (act == acts.size()) continue;
    if (acts[act] == d || !drafts_[acts[act]].holds({token, token + 1}) || sources_[d].known()) continue;
    if (is_i(token)) mean(d, token, sources_[acts[act]]);
    else if (common(token, words_.second_person)) mean(d, token, addressee(acts, act));
  }
}

// « je » of the story, whose name is known
void Attribution::tell(Id d, std::uint32_t token) {
  Source who;
  who.entity = narrator_;
  who.confidence = sure_narrator;
  mean(d, token, who);
}

// Who spoke before an act, else who speaks behind it; not who only gave the floor: « La parole est à Mme Roux. »
Source Attribution::addressee(const std::vector<Id>& acts, std::size_t act) const {
  const Source& own = sources_[acts[act]];
  const auto beside = [&](std::size_t i) {
    const Source& other = sources_[acts[i]];
    return drafts_[acts[i]].run == drafts_[acts[act]].run && other.known() &&
           (other.entity != own.entity || other.name != own.name);
  };
  const auto gives_floor = [&](std::size_t i) {
    return std::any_of(
        names_.begin() + static_cast<std::ptrdiff_t>(entities::name_at(names_, drafts_[acts[i]].place())),
        names_.begin() + static_cast<std::ptrdiff_t>(entities::name_at(names_, drafts_[acts[i]].content.back().last)),
        [&](const entities::Name& name) { return name.entity != none && name.entity == own.entity; });
  };
  if (act > 1 && beside(act - 2) && gives_floor(act - 1)) return sources_[acts[act - 2]];
  if (act > 0 && beside(act - 1)) return sources_[acts[act - 1]];
  if (act + 1 < acts.size() && beside(act + 1)) return sources_[acts[act + 1]];
  return {};
}

// The pronoun means somebody.
void Attribution::mean(Id d, std::uint32_t token, Source who) {
  if (!who.known()) return;
  const Source& own = sources_[d];
  const bool has_words = own.first < own.last;
  who.first = has_words ? own.first : token;
  who.last = has_words ? own.last : token + 1;
  who.cut = own.cut;
  who.by = SpeakerBy::pronoun;
  who.named = false;
  if (who.entity != none) who.name.clear();
  Ranking ranking(weights_, reading_.trace, {who.first, none});
  ranking.offer(Evidence().add(Feature::own_words), {});
  ranking.offer(Evidence().add(Feature::words_mean_it), who);
  sources_[d] = ranking.take();
}

}   // namespace propos::attribution
