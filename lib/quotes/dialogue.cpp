// SPDX-License-Identifier: Apache-2.0
// Lines behind dashes.
#include <algorithm>
#include <utility>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::ptrdiff_t fewest_told = 3;     // verbs of a story
constexpr std::size_t fewest_asked = 4;       // lines of an interview
constexpr std::size_t fewest_exchanges = 2;   // paragraphs of marks upon each other

}   // namespace

// A sentence of a line of dialogue.
void Finder::dialogue(std::uint32_t s, bool begins) {
  const token::SentenceRange& sentence = tokens_.sentences[s];
  const Opening opening = begins ? opening_of(s) : Opening{};
  Range content{opening.kind == Opening::none ? sentence.first : opening.first, sentence.last};
  const Id pair = content.first > sentence.first ? tokens_.pair_at(content.first - 1) : none;
  if (pair != none) paired_[pair] = true;
  // » of the whole dialogue; an incise may stand behind it.
  const std::uint32_t lone = lone_mark(s), closing = lone == none || lone < content.first ? content.last : lone;
  if (closing + 1 < content.last && key(closing + 1) != "," && tokens_.tokens[closing + 1].shape != token::Shape::lower)
    content.last = closing;
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
  if (draft.content.empty()) {   // « — Tu viens !… – fit Paul. »
    if (!begins && line_ != none) lend_cue(draft, drafts_[line_]);
    return;
  }
  draft.content.back().last = std::min(draft.content.back().last, closing);
  if (draft.has_cue()) draft.cue_kind = CueKind::verb;
  else if (begins && s > 0 && key(tokens_.sentences[s - 1].last - 1) == ":") led_to(draft, s - 1);
  const std::size_t first_draft = drafts_.size();
  const auto said = draft.content;
  if (!begins && line_ != none) {
    Draft& before = drafts_[line_];
    lend_cue(draft, before);
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
    // What somebody in a story says of others' words is his own, unless it stands between marks.
    const auto content = reading_.engine.capture(match, words_.label_content);
    const bool marked = content.first != rules::Match::none &&
                        std::any_of(clause.units.begin() + content.first, clause.units.begin() + content.second,
                                    [](const Unit& unit) { return unit.pair != none; });
    if (match.rule->kind == "indirect" && !marked && is_story()) return false;
    const std::uint32_t place = clause.units[cue.first].first;
    return match.rule->word("content").empty() &&
           std::any_of(said.begin(), said.end(), [&](const Range& r) { return r.first <= place && place < r.last; });
  });
  for (const Unit& unit : clause.units)
    if (unit.pair != none && !paired_[unit.pair] && !add_reported(unit.pair, first_draft)) inner(unit, sentence.paragraph);
}

// Marks inside a report that a line makes: « — Il a dit que c'était « fragile ». »
bool Finder::add_reported(Id pair, std::size_t first_draft) {
  const auto report =
      std::find_if(drafts_.begin() + static_cast<std::ptrdiff_t>(first_draft), drafts_.end(),
                   [&](const Draft& draft) { return draft.type == QuoteType::indirect && draft.holds(inside(pair)); });
  if (report == drafts_.end()) return false;
  Draft marked = *report;
  marked.type = QuoteType::mixed;
  marked.pair = pair;
  marked.content = {inside(pair)};
  marked.clue = Clue::same_as(static_cast<std::size_t>(report - drafts_.begin()));
  marked.rule = rule_inside;
  marked.heard = false;
  add(std::move(marked));
  return true;
}

// Attribution gives the lines of one run to two who speak by turns.
void Finder::end_dialogue() {
  if (run_.empty()) return;
  run_.clear();
  ++runs_;
}

// Is the cue that of a story: « répondit Jean », « murmura-t-elle »?
bool Finder::is_told(const Draft& draft) const {
  for (std::uint32_t t = draft.cue.first; t < draft.cue.last; ++t) {
    const lexicon::Entry* entry = reading_.units.entry(t);
    if (entry != nullptr && has(entry->common, words_.past_historic) && !has(entry->common, words_.present)) return true;
  }
  return false;
}

// Does a story tell it: « elle se leva »? Newspapers do without this tense.
bool Finder::is_story() {
  if (story_) return *story_;
  const auto told = [&](const rules::Unit& unit) {
    return tokens_.tokens[unit.first].shape == token::Shape::lower &&   // not « Moussa »
           maker_.has(unit, words_.past_historic) && !maker_.has(unit, words_.present) && !maker_.has(unit, words_.noun) &&
           !maker_.has(unit, words_.adjective) && !maker_.has(unit, words_.past_participle);
  };
  std::ptrdiff_t count = 0;
  std::vector<Unit> units;
  for (const token::SentenceRange& sentence : tokens_.sentences) {
    reading_.units.in(sentence.first, sentence.last, units);
    count += std::count_if(units.begin(), units.end(), told);
    if (count >= fewest_told) break;
  }
  story_ = count >= fewest_told;
  return *story_;
}

// Words between marks that two speak by turns, as behind dashes: paragraph upon paragraph, to somebody.
void Finder::find_exchanges() {
  struct Line {
    std::size_t draft = 0;
    std::uint32_t paragraph = 0;
    bool to_somebody = false;
  };
  std::vector<Line> lines;
  for (std::size_t d = 0; d < drafts_.size(); ++d) {
    const Draft& draft = drafts_[d];
    const bool marks = draft.pair != none && tokens_.pairs[draft.pair].parent == none && draft.heard && draft.zone == Zone::body;
    if (draft.type != QuoteType::direct || draft.content.empty() || (draft.run == none && !marks)) continue;
    lines.push_back({d, tokens_.sentences[sentence_at(draft.content.front().first)].paragraph, false});
  }
  std::stable_sort(lines.begin(), lines.end(), [&](const Line& a, const Line& b) {
    return drafts_[a.draft].content.front().first < drafts_[b.draft].content.front().first;
  });
  const auto beside = [&](std::size_t i) { return i + 1 < lines.size() && lines[i + 1].paragraph - lines[i].paragraph == 1; };
  const auto alone = [&](std::size_t i) { return drafts_[lines[i].draft].run == none; };
  std::size_t exchanges = 0, addresses = 0, told = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!beside(i) || !(alone(i) || alone(i + 1))) continue;
    ++exchanges;
    addresses += is_to_somebody(drafts_[lines[i].draft]) || is_to_somebody(drafts_[lines[i + 1].draft]);
  }
  for (const Line& line : lines) told += is_told(drafts_[line.draft]);
  const bool spoken = addresses * 2 >= exchanges || (told >= fewest_exchanges && told * 4 >= lines.size());
  if (exchanges < fewest_exchanges || !spoken || !is_story()) return;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!alone(i)) continue;
    const bool goes_on = i > 0 && lines[i].paragraph - lines[i - 1].paragraph <= 1;
    Draft& line = drafts_[lines[i].draft];
    line.run = goes_on ? drafts_[lines[i - 1].draft].run : runs_++;
    if (goes_on && lines[i].paragraph != lines[i - 1].paragraph) line.answers = static_cast<Id>(lines[i - 1].draft);
  }
}

// Dialogues that are interviews: every second line asks, and no words tell who speaks.
void Finder::find_asked() {
  bool known = false;   // who is asked, and who asks
  for (std::size_t first = 0; first < drafts_.size();) {
    const Id run = drafts_[first].run;
    std::vector<std::size_t> lines;
    std::size_t behind = first + 1;
    if (run != none) lines.push_back(first);
    for (; run != none && behind < drafts_.size() && (drafts_[behind].run == run || drafts_[behind].run == none); ++behind)
      if (drafts_[behind].run == run) lines.push_back(behind);
    const std::size_t begin = std::exchange(first, behind);
    if (lines.size() < fewest_asked) continue;
    std::size_t asks = 0, answers = 0;
    bool told = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Draft& line = drafts_[lines[i]];
      told |= line.has_cue();
      (i % 2 == 0 ? asks : answers) += is_to_somebody(line) == (i % 2 == 0);
    }
    const std::size_t half = lines.size() / 2;
    if (told || asks * 4 < (lines.size() - half) * 3 || answers * 4 < half * 3) continue;
    if (is_story()) return;
    if (!std::exchange(known, true)) {
      if (interviewee_ == none) interviewee_ = named_most(drafts_[begin].content.front().first);
      if (interviewee_ != none) find_interviewer();
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      Draft& line = drafts_[lines[i]];
      line.run = line.answers = none;
      line.clue = clue_of_interview(i % 2 == 0);
    }
  }
}

// « Tu viens ? », « Vous verrez. »
bool Finder::is_to_somebody(const Draft& draft) const {
  return key(draft.content.back().last - 1) == "?" ||
         std::any_of(draft.content.begin(), draft.content.end(), [this](Range piece) { return is_to_somebody(piece); });
}

bool Finder::is_to_somebody(Range words) const {
  const std::vector<Unit> units = reading_.units.in(words.first, words.last);
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_addresses, units.data(), units.size(), matches);
  return std::any_of(matches.begin(), matches.end(), [](const rules::Match& match) { return match.rule->kind == "asks"; });
}

// « Le vieux dit : », in the paragraph before.
void Finder::led_to(Draft& draft, std::uint32_t s) {
  const Clause& clause = this->clause(s);
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_quotes, clause.units.data(), clause.units.size(), matches);
  const rules::Match* best = nullptr;
  for (const rules::Match& match : matches)
    if (match.rule->kind == "leads" && (best == nullptr || match.rule->priority > best->rule->priority)) best = &match;
  if (best != nullptr) set_clue(clause, *best, drafts_.size(), draft);
  if (best != nullptr) draft.rule = best->rule->name;
}

// « — Nom, titre » under a quotation.
bool Finder::signature(const Clause& clause) {
  if (clause.units.size() < 2 || is_final(clause.last - 1)) return false;
  if (drafts_.empty() || drafts_.back().has_cue() || drafts_.back().type != QuoteType::direct) return false;
  return sign_last(clause, 1);
}

}   // namespace propos::quotes
