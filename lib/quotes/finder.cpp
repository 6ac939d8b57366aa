// SPDX-License-Identifier: Apache-2.0
// The way through a text: turns, dialogues, sentences.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_pause = 3;   // sentences that are told amid a dialogue

}   // namespace

Finder::Finder(const entities::Reading& reading, const Words& words, const text::Text& text,
               const std::vector<entities::Name>& names, const std::vector<Entity>& entities, clauses::Clauses& clauses,
               const mentions::Mentions& mentions)
    : reading_(reading),
      words_(words),
      tokens_(reading.tokens),
      text_(text),
      names_(names),
      entities_(entities),
      clauses_(clauses),
      mentions_(mentions),
      maker_(clauses.maker()) {
  paired_.assign(tokens_.pairs.size(), false);
  drafts_.reserve(tokens_.pairs.size() + tokens_.sentences.size());   // more than is likely
}

// Most sentences report nothing and are never looked at as clauses.
bool Finder::may_report(std::uint32_t s) {
  reading_.units.in(tokens_.sentences[s].first, tokens_.sentences[s].last, units_);
  return std::any_of(units_.begin(), units_.end(), [this](const Unit& unit) { return maker_.notes(unit) & ClauseMaker::mark; }) ||
         reading_.engine.may_match(words_.phase_quotes, units_.data(), units_.size(), reading_.memory);
}

Pieces<Draft> Finder::run() {
  find_interviewee();
  const std::vector<Turn> turns = find_turns();
  interview_ = !turns.empty();
  find_lines(turns);
  auto turn = turns.begin();
  std::uint32_t paragraph = none;
  for (std::uint32_t s = 0; s < tokens_.sentences.size(); ++s) {
    reading_.patience.check();
    clauses_.rest();
    const token::SentenceRange& range = tokens_.sentences[s];
    const bool begins = range.paragraph != paragraph;
    paragraph = range.paragraph;
    const bool dash = is_dash(range.first);
    const bool spoken = spoken_[s] != Spoken::no;
    if (spoken_[s] == Spoken::begins && !begins && told_ > 0) end_dialogue();   // as a paragraph of the story does
    told_ = spoken ? 0 : told_ + 1;
    if (!spoken && (begins || told_ > longest_pause)) end_dialogue();
    if (turn != turns.end() && turn->sentence == s) {
      said_to_ = turn->said.back().last;
      say(*turn++);
    }
    in_turn_ = range.first < said_to_;
    if (spoken) dialogue(s, spoken_[s] == Spoken::begins);
    else if (begins && dash && signature(clause(s))) continue;
    else if (may_report(s)) sentence(s);
    else if (begins) sign(s);
    if (!spoken && begins) line_ = none;
    if (!spoken && !drafts_.empty())
      if (const Id open = left_open(range); open != none) line_ = open;
  }
  terms();
  if (!interview_) find_exchanges();
  find_asked();
  finish();
  same_words();
  return std::move(drafts_);
}

void Finder::sentence(std::uint32_t s) {
  const Clause& clause = is_signed_below(s) ? clauses_.within({tokens_.sentences[s].first, tokens_.sentences[s + 1].last}, none,
                                                              tokens_.sentences[s].paragraph)
                                            : this->clause(s);
  before_ = s > 0 ? s - 1 : none;
  const std::size_t first_draft = drafts_.size();
  reports(clause, first_draft, [&](const rules::Match& match) { return !in_turn_ || !says_i(clause, match); });

  // Marks inside a reported clause are its words; other marks go with the report before them.
  for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
    const Unit& unit = clause.units[u];
    if (unit.pair == none) continue;
    if (!paired_[unit.pair]) marked(clause, u, first_draft);
    inner(unit, clause.paragraph);
  }
  if (drafts_.size() > first_draft) reporting_ = s;
}

// « je demande que … » in a turn: words of who has the floor, and no report.
bool Finder::says_i(const Clause& clause, const rules::Match& match) const {
  const auto cue = reading_.engine.capture(match, words_.label_cue);
  if (cue.first == rules::Match::none || cue.first == 0) return false;
  const Unit& before = clause.units[cue.first - 1];
  const auto content = reading_.engine.capture(match, words_.label_content);
  const bool marks =
      content.first != rules::Match::none && content.second == content.first + 1 && clause.units[content.first].pair != none;
  return !marks && maker_.has(before, words_.pronoun) && maker_.has(before, words_.first_person);
}

// The last draft, where a mark that the sentence does not close opens it.
Id Finder::left_open(const token::SentenceRange& sentence) const {
  const Draft& last = drafts_.back();
  const bool open = last.type == QuoteType::direct && last.pair != none && !tokens_.pairs[last.pair].closed;
  return open && tokens_.pairs[last.pair].open >= sentence.first ? static_cast<Id>(drafts_.size() - 1) : none;
}

std::size_t Finder::add(Draft draft) {
  if (draft.pair != none) paired_[draft.pair] = true;
  drafts_.push_back(std::move(draft));
  return drafts_.size() - 1;
}

// A quotation mark that neither opens nor closes anything.
bool Finder::is_stray(std::uint32_t i) const {
  return tokens_.tokens[i].kind == token::Kind::quote && !(tokens_.tokens[i].flags & (token::opens | token::closes));
}

// Leaves out blanks, commas, the dash of a dateline, stray marks and a last point around a clause.
Range Finder::trimmed(Range r) const {
  while (r.first < r.last) {
    const std::string_view k = key(r.first);
    if (k != "," && k != ":" && k != ";" && k != "–" && k != "—" && !is_stray(r.first)) break;
    ++r.first;
  }
  while (r.last > r.first) {
    const std::string_view k = key(r.last - 1);
    if (is_stray(r.last - 1)) {
      --r.last;
      continue;
    }
    if (k != "," && k != "." && k != ";" && k != ":" && k != "!" && k != "?" && k != "…" && k != "—" && k != "–") break;
    --r.last;
  }
  return r;
}

Range Finder::inside(Id pair) const {
  const token::MarkPair& marks = tokens_.pairs[pair];
  const bool dash = marks.open + 2u < marks.close && is_dash(marks.open + 1u);   // « « — Oui. » »
  return {marks.open + (dash ? 2u : 1u), marks.close};
}

std::uint32_t Finder::sentence_at(std::uint32_t token) const {
  const auto behind = std::upper_bound(tokens_.sentences.begin(), tokens_.sentences.end(), token,
                                       [](std::uint32_t t, const token::SentenceRange& range) { return t < range.first; });
  return static_cast<std::uint32_t>(behind - tokens_.sentences.begin()) - 1;
}

std::uint32_t Finder::end_of_paragraph(std::uint32_t s) const {
  while (s + 1 < tokens_.sentences.size() && tokens_.sentences[s + 1].paragraph == tokens_.sentences[s].paragraph) ++s;
  return tokens_.sentences[s].last;
}

Pieces<Draft> find_quotes(const entities::Reading& reading, const Words& words, const text::Text& text,
                          const std::vector<entities::Name>& names, const std::vector<Entity>& entities,
                          clauses::Clauses& clauses, const mentions::Mentions& mentions) {
  return Finder(reading, words, text, names, entities, clauses, mentions).run();
}

}   // namespace propos::quotes
