// SPDX-License-Identifier: Apache-2.0
// Lines behind dashes.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {

// A sentence of a line of dialogue.
void Finder::dialogue(std::uint32_t s, bool begins) {
  const token::SentenceRange& sentence = tokens_.sentences[s];
  const Opening opening = begins ? opening_of(s) : Opening{};
  Range content{opening.kind == Opening::none ? sentence.first : opening.first, sentence.last};
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
  draft.run = runs_;
  if (begins && !run_.empty()) draft.answers = static_cast<Id>(run_.back());
  cut_incises(draft, content, true);
  while (!draft.content.empty() && draft.content.back().first >= closing) draft.content.pop_back();
  if (draft.content.empty()) return;
  draft.content.back().last = std::min(draft.content.back().last, closing);
  if (draft.has_cue()) draft.cue_kind = CueKind::verb;
  else if (begins && s > 0 && key(tokens_.sentences[s - 1].last - 1) == ":") led_to(draft, s - 1);
  const std::size_t first_draft = drafts_.size();
  const std::vector<Range> said = draft.content;
  if (!begins && line_ != none) {
    Draft& before = drafts_[line_];
    if (!before.has_cue() && draft.has_cue()) {
      before.cue = draft.cue;
      before.cue_kind = CueKind::verb;
      before.clue = draft.clue;
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

// Attribution gives the lines of one run to two who speak by turns.
void Finder::end_dialogue() {
  if (run_.empty()) return;
  run_.clear();
  ++runs_;
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
    draft.clue = Clue::of(mentions_.subject(clause, match.first, maker_.has(clause.units[match.first], words_.vg)));
    draft.rule = match.rule->name;
  }
}

// « — Nom, titre » under a quotation.
bool Finder::signature(const Clause& clause) {
  if (clause.units.size() < 2 || is_final(clause.last - 1)) return false;
  if (drafts_.empty() || drafts_.back().has_cue() || drafts_.back().type != QuoteType::direct) return false;
  return sign_last(clause, 1);
}

}  // namespace propos::quotes
