// SPDX-License-Identifier: Apache-2.0
// Lines behind dashes.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {

// A sentence of a line of dialogue.
void Finder::dialogue(std::uint32_t s, bool begins) {
  const token::SentenceRange& sentence = tokens_.sentences[s];
  Range content{begins ? opening_of(s).first : sentence.first, sentence.last};
  const Id pair = content.first > sentence.first ? tokens_.pair_at(content.first - 1) : none;
  if (pair != none) paired_[pair] = true;
  // » of the whole dialogue; an incise may stand behind it.
  const std::uint32_t lone = lone_mark(s), closing = lone == none || lone < content.first ? content.last : lone;
  if (closing + 1 < content.last && key(closing + 1) != ",") content.last = closing;
  if (content.first >= closing) return;
  Draft draft;
  draft.zone = zone_of(sentence.paragraph);
  draft.cue_kind = CueKind::typography;
  draft.rule = "quote.dash";
  draft.confidence = 0.8f;
  attribution_.answers(begins && !run_.empty() ? drafts_[run_.back()].speaker.entity : none);
  cut_incises(draft, content, true);
  attribution_.answers(none);
  while (!draft.content.empty() && draft.content.back().first >= closing) draft.content.pop_back();
  if (draft.content.empty()) return;
  draft.content.back().last = std::min(draft.content.back().last, closing);
  if (draft.cue.first != draft.cue.last) draft.cue_kind = CueKind::verb;
  else if (begins && s > 0 && key(tokens_.sentences[s - 1].last - 1) == ":") led_to(draft, s - 1);
  const std::size_t first_draft = drafts_.size();
  const std::vector<Range> said = draft.content;
  if (!begins && line_ != none) {
    Draft& before = drafts_[line_];
    if (before.cue.first == before.cue.last && draft.cue.first != draft.cue.last) {
      before.cue = draft.cue;
      before.cue_kind = CueKind::verb;
      before.speaker = draft.speaker;
      attribution_.spoke(before.speaker, place_of(before));
    }
    for (const Range& piece : draft.content) go_on(before, piece);
  } else {
    line_ = static_cast<Id>(add(std::move(draft)));
    run_.push_back(line_);
  }
  if (pair != none) {
    Unit marks;
    marks.first = content.first;
    marks.last = content.last;
    marks.pair = pair;
    inner(marks, sentence.paragraph);
    return;
  }
  const Clause& clause = this->clause(s);
  reports(clause, first_draft, [&](const rules::Match& match) {
    const auto cue = reading_.engine.capture(match, words_.label_cue);
    if (cue.first == rules::Match::none) return drafts_.size() > first_draft;
    const std::uint32_t place = clause.units[cue.first].first;
    return match.rule->word("content").empty() &&
           std::any_of(said.begin(), said.end(), [&](const Range& r) { return r.first <= place && place < r.last; });
  });
  for (const Unit& unit : clause.units)
    if (unit.pair != none && !paired_[unit.pair]) inner(unit, sentence.paragraph);
}

// Of a run of lines behind dashes, every second one is said by the same person.
void Finder::end_dialogue() {
  const auto copy = [&](std::size_t to, std::size_t from) {
    Source& speaker = drafts_[run_[to]].speaker;
    if (speaker.known() || !drafts_[run_[from]].speaker.known()) return;
    speaker = drafts_[run_[from]].speaker.from_elsewhere(0.5f);
  };
  for (std::size_t i = 2; i < run_.size(); ++i) copy(i, i - 2);
  for (std::size_t i = run_.size(); i-- > 2;) copy(i - 2, i);
  // Where one of the two is known, the other is who was last named before.
  for (std::size_t i = 0; i < run_.size(); ++i) {
    if (drafts_[run_[i]].speaker.known()) continue;
    const std::size_t beside = i > 0 ? i - 1 : i + 1;
    if (beside >= run_.size() || drafts_[run_[beside]].speaker.entity == none) continue;
    Source other = attribution_.somebody_else(place_of(drafts_[run_.front()]), drafts_[run_[beside]].speaker.entity);
    if (other.known()) drafts_[run_[i]].speaker = other;
  }
  run_.clear();
}

// « Le vieux dit : », in the paragraph before.
void Finder::led_to(Draft& draft, std::uint32_t s) {
  const Clause& clause = this->clause(s);
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_quotes, clause.units.data(), clause.units.size(), matches);
  for (const rules::Match& match : matches) {
    if (match.rule->kind != "leads") continue;
    draft.cue = {clause.units[match.first].first, clause.units[match.last - 1].last};
    draft.cue_kind = CueKind::verb;
    draft.speaker = attribution_.subject(clause, match.first, maker_.has(clause.units[match.first], words_.vg));
    draft.rule = match.rule->name;
  }
}

// « — Nom, titre » under a quotation.
bool Finder::signature(const Clause& clause) {
  if (clause.units.size() < 2 || is_final(clause.last - 1)) return false;
  if (drafts_.empty() || drafts_.back().cue.first != drafts_.back().cue.last || drafts_.back().type != QuoteType::direct) return false;
  return sign_last(clause, 1);
}

}  // namespace propos::quotes
