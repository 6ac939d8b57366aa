// SPDX-License-Identifier: Apache-2.0
// The way through a text: turns, dialogues, sentences.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_pause = 3;   // sentences that are told amid a dialogue
constexpr std::uint32_t title_reach = 16;   // tokens between a name and the function that is its title

}  // namespace

Finder::Finder(const entities::Reading& reading, const Words& words, const text::Text& text,
               const std::vector<entities::Name>& names, Document& document)
    : reading_(reading),
      words_(words),
      tokens_(reading.tokens),
      text_(text),
      names_(names),
      units_(reading.units.units),
      begins_(reading.units.begins),
      document_(document),
      maker_(reading, words, names),
      attribution_(reading, words, text, names, document.entities, maker_,
                   [this](std::uint32_t s) -> const Clause& { return clause(s); }) {
  paired_.assign(tokens_.pairs.size(), false);
}

void Finder::run() {
  clauses_.resize(tokens_.sentences.size());
  std::vector<bool> speaks(clauses_.size());
  std::vector<std::uint32_t> functions;   // tokens of a sentence: « ministre »
  for (std::uint32_t s = 0; s < clauses_.size(); ++s) {
    std::uint8_t notes = 0;
    functions.clear();
    for (std::uint32_t u = begins_[s]; u < begins_[s + 1]; ++u) {
      const std::uint8_t here = maker_.notes(units_[u]);
      if (here & ClauseMaker::role) functions.push_back(units_[u].first);
      notes |= here;
    }
    speaks[s] = (notes & ClauseMaker::mark) ||
                reading_.engine.may_match(words_.phase_quotes, units_.data() + begins_[s], begins_[s + 1] - begins_[s], reading_.memory);
    if (has_title(tokens_.sentences[s], functions)) attribution_.learn(clause(s));
  }
  find_interviewee();
  const std::vector<Turn> turns = find_turns();
  interview_ = !turns.empty();
  find_lines(turns);
  auto turn = turns.begin();
  std::uint32_t paragraph = none;
  for (std::uint32_t s = 0; s < clauses_.size(); ++s) {
    const token::SentenceRange& range = tokens_.sentences[s];
    const bool begins = range.paragraph != paragraph;
    paragraph = range.paragraph;
    const bool dash = is_dash(range.first);
    const bool spoken = spoken_[s] != Spoken::no;
    told_ = spoken ? 0 : told_ + 1;
    if (!spoken && (begins || told_ > longest_pause)) end_dialogue();
    if (turn != turns.end() && turn->sentence == s) say(*turn++);
    if (spoken)
      dialogue(s, spoken_[s] == Spoken::begins);
    else if (begins && dash && signature(clause(s)))
      continue;
    else if (speaks[s])
      sentence(s);
    else if (begins)
      sign(s);
    if (!spoken && !drafts_.empty()) line_ = left_open(range);
  }
  end_dialogue();
  terms();
  same_words();
  headlines();
  write();
}

// Most sentences report nothing and are never looked at as clauses.
const Clause& Finder::clause(std::uint32_t s) {
  if (clauses_[s] == nullptr) {
    const token::SentenceRange& range = tokens_.sentences[s];
    clauses_[s] = std::make_unique<Clause>(maker_.make(units_.data() + begins_[s], begins_[s + 1] - begins_[s], range.first,
                                                       range.last, range.paragraph, none));
  }
  return *clauses_[s];
}

void Finder::sentence(std::uint32_t s) {
  const Clause& clause = this->clause(s);
  before_ = s > 0 ? s - 1 : none;
  const std::size_t first_draft = drafts_.size();
  before_reports_ = s > 0 && reporting_ == s - 1;
  reports(clause, first_draft, [](const rules::Match&) { return true; });

  // Marks inside a reported clause are its words; other marks go with the report before them.
  for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
    const Unit& unit = clause.units[u];
    if (unit.pair == none) continue;
    if (!paired_[unit.pair]) marked(clause, u, first_draft);
    inner(unit, clause.paragraph);
  }
  if (drafts_.size() > first_draft) reporting_ = s;
}

// The last draft, where a mark that the sentence does not close opens it.
Id Finder::left_open(const token::SentenceRange& sentence) const {
  const Draft& last = drafts_.back();
  const bool open = last.type == QuoteType::direct && last.pair != none && !tokens_.pairs[last.pair].closed;
  return open && tokens_.pairs[last.pair].open >= sentence.first ? static_cast<Id>(drafts_.size() - 1) : none;
}

std::size_t Finder::add(Draft draft) {
  if (draft.pair != none) paired_[draft.pair] = true;
  attribution_.spoke(draft.speaker, place_of(draft));
  drafts_.push_back(std::move(draft));
  return drafts_.size() - 1;
}

// Those that begin in the range.
std::span<const rules::Unit> Finder::units_in(Range range) const {
  const auto before = [](const rules::Unit& unit, std::uint32_t token) { return unit.first < token; };
  const auto begin = std::lower_bound(units_.begin(), units_.end(), range.first, before);
  return {begin, std::lower_bound(begin, units_.end(), range.last, before)};
}

// Of some tokens of a sentence, such as those between marks.
Clause Finder::clause_of(Range range, Id pair, std::uint32_t paragraph) const {
  const std::span<const rules::Unit> units = units_in(range);
  if (units.empty()) return {};
  return maker_.make(units.data(), units.size(), range.first, range.last, paragraph, pair);
}

// Does a function stand so near to a name that it may be its title?
bool Finder::has_title(const token::SentenceRange& sentence, const std::vector<std::uint32_t>& functions) const {
  if (functions.empty()) return false;
  auto name = names_.begin() + static_cast<std::ptrdiff_t>(entities::name_at(names_, sentence.first));
  for (; name != names_.end() && name->first < sentence.last; ++name) {
    if (name->type == EntityType::place) continue;
    const std::uint32_t from = name->first - std::min(name->first, title_reach);
    const auto function = std::lower_bound(functions.begin(), functions.end(), from);
    if (function != functions.end() && *function < name->last + title_reach) return true;
  }
  return false;
}

// Leaves out blanks, commas, the dash of a dateline and a last point around a clause.
Range Finder::trimmed(Range r) const {
  while (r.first < r.last) {
    const std::string_view k = key(r.first);
    if (k != "," && k != ":" && k != ";" && k != "–" && k != "—") break;
    ++r.first;
  }
  while (r.last > r.first) {
    const std::string_view k = key(r.last - 1);
    if (k != "," && k != "." && k != ";" && k != ":" && k != "!" && k != "?" && k != "…" && k != "—" && k != "–") break;
    --r.last;
  }
  return r;
}

Range Finder::inside(Id pair) const {
  const token::MarkPair& marks = tokens_.pairs[pair];
  return {marks.open + 1, marks.close};
}

std::uint32_t Finder::end_of_paragraph(std::uint32_t s) const {
  while (s + 1 < tokens_.sentences.size() && tokens_.sentences[s + 1].paragraph == tokens_.sentences[s].paragraph) ++s;
  return tokens_.sentences[s].last;
}

}  // namespace propos::quotes
