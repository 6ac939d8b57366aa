// SPDX-License-Identifier: Apache-2.0
// Lines of dialogue: which sentences are spoken behind a dash, and which of the same paragraph are told.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

// What a sentence says for being spoken (above 0) or told, and what it costs to go from one to the other.
constexpr int weight_personal = 3, weight_exclaims = 1, weight_told = 2;
constexpr int cost_to_tell = 2, cost_to_speak = 3, never = 1 << 20;
constexpr std::uint32_t longest_run = 12;   // paragraphs of what one pair of marks holds

}   // namespace

// Does the sentence open a line: « — Tu pars ? », « « Je ne puis », whose mark never closes? Of a mark inside the sentence rules
// read what stands in the sentence.
Finder::Opening Finder::opening_of(std::uint32_t s) const {
  const token::SentenceRange& range = tokens_.sentences[s];
  const bool head = s == 0 || tokens_.sentences[s - 1].paragraph != range.paragraph;
  Opening out;
  std::uint32_t t = range.first;
  if (is_dash(t) || (head && key(t) == "-")) {
    out.kind = head ? Opening::dash : Opening::inner_dash;
    ++t;
  }
  if (t == range.last) return {};
  out.first = t;
  const Id pair = tokens_.pair_at(t);
  const bool closed = pair != none && tokens_.pairs[pair].closed;
  if (pair != none && !(closed && out.kind == Opening::none)) {
    if (closed || tokens_.pairs[pair].continues || tokens_.pairs[pair].continued) return {};   // the marks tell
    if (out.kind == Opening::none) out.kind = Opening::mark;
    ++out.first;
    if (out.kind == Opening::mark && head && is_dash(out.first)) {   // « » — Tu pars ? »
      out.kind = Opening::dash;
      ++out.first;
    }
  } else if (out.kind == Opening::none && left_open_) {
    for (t = range.first; t < range.last; ++t)
      if (tokens_.tokens[t].flags & token::opens)
        if (const token::MarkPair& marks = tokens_.pairs[tokens_.pair_at(t)];
            !marks.closed && !marks.continued && marks.parent == none)
          out = {Opening::inner_mark, t + 1};
  }
  return out.first < range.last ? out : Opening{};
}

// Else a paragraph behind a dash is one of a list: « – 9 h : accueil ».
bool Finder::is_line(std::uint32_t s, Opening opening) const {
  const std::uint32_t first = opening.first;
  const token::Token& token = tokens_.tokens[first];
  if (opening.kind == Opening::mark || opening.kind == Opening::inner_mark) return true;
  if (token.shape == token::Shape::lower) return false;
  if (token.kind == token::Kind::number && key(first - 1) != "—") return false;
  const std::uint32_t last = (opening.kind == Opening::inner_dash ? tokens_.sentences[s].last : end_of_paragraph(s)) - 1;
  return last >= first && key(last) != ";" &&
         (is_final(last) || tokens_.tokens[last].kind == token::Kind::quote || key(last) == ":");
}

// The first quotation mark of a sentence that belongs to no pair; `none` where there is none.
std::uint32_t Finder::lone_mark(std::uint32_t s) const {
  for (std::uint32_t t = tokens_.sentences[s].first; t < tokens_.sentences[s].last; ++t)
    if (tokens_.tokens[t].kind == token::Kind::quote && !(tokens_.tokens[t].flags & (token::opens | token::closes)) &&
        !is_apostrophe(t))
      return t;
  return none;
}

// Does the sentence open a quotation with a mark like this one?
bool Finder::opens_again(std::uint32_t s, std::string_view mark) const {
  for (std::uint32_t t = tokens_.sentences[s].first; t < tokens_.sentences[s].last; ++t)
    if (tokens_.tokens[t].flags & token::opens && key(t) == mark) return true;
  return false;
}

// The lone closing mark of the quotation that a sentence leaves open, some paragraphs below; `none` where there is none.
std::uint32_t Finder::closing_mark(std::uint32_t s, std::string_view mark) const {
  const auto& sentences = tokens_.sentences;
  const std::uint32_t first = sentences[s].paragraph;
  for (++s; s < sentences.size() && sentences[s].paragraph - first <= longest_run && !opens_again(s, mark); ++s)
    if (const std::uint32_t t = lone_mark(s); t != none) return t;
  return none;
}

// What shows that a sentence from token `first` on is spoken or told; an incise in it counts for neither.
Finder::Signs Finder::signs_of(std::uint32_t s, std::uint32_t first) const {
  Signs out;
  const Range range{first, tokens_.sentences[s].last};
  const std::vector<Unit> units = reading_.units.in(range.first, range.last);
  Range incise;
  if (std::any_of(units.begin(), units.end(),
                  [this](const rules::Unit& unit) { return maker_.notes(unit) & ClauseMaker::incise; })) {
    const Clause& clause = clauses_.within(range, first > tokens_.sentences[s].first ? tokens_.pair_at(first - 1) : none,
                                           tokens_.sentences[s].paragraph);
    std::vector<rules::Match> matches;
    reading_.find(words_.phase_incises, clause.units.data(), clause.units.size(), matches);
    for (const rules::Match& match : matches) {
      if (match.rule->kind == "spoken") continue;
      incise = {clause.units[match.first].first, clause.units[match.last - 1].last};
      out.incise = true;
      out.ends_in_incise = incise.last + 1 >= range.last;
    }
  }
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_addresses, units.data(), units.size(), matches);
  bool told = false, weak = false, present = false;
  for (const rules::Match& match : matches) {
    const std::uint32_t t = units[match.first].first;
    if (incise.first <= t && t < incise.last) continue;
    if (match.rule->kind == "happens") out.happens = true;
    else if (match.rule->kind == "narrates") (match.rule->word("weak").empty() ? told : weak) = true;
    else if (match.rule->word("weak").empty()) out.personal = true;
    else present = true;
  }
  out.exclaims = key(range.last - 1) == "?" || key(range.last - 1) == "!";
  out.told = (told ? 2 : 0) + (weak && !present ? 1 : 0) - (present ? 1 : 0);
  return out;
}

int Finder::score_of(const Signs& signs) {
  return weight_personal * (signs.personal + signs.incise) + weight_exclaims * signs.exclaims - weight_told * signs.told;
}

// The sentences [s, end) of one paragraph, the first of them behind an opening: the most likely way from spoken to told. At the
// head of a paragraph only an incise leads to it, and speech may come back.
void Finder::follow(std::uint32_t s, std::uint32_t end, Opening opening) {
  spoken_[s] = opening.kind == Opening::inner_mark ? Spoken::no : Spoken::begins;
  struct Step {
    bool told_from_spoken = false, spoken_from_told = false;
  };
  std::vector<Step> steps(end - s);
  int spoken = 0, told = never;
  bool behind_incise = signs_of(s, opening.first).ends_in_incise;
  for (std::uint32_t i = s + 1; i < end; ++i) {
    const Signs signs = signs_of(i, tokens_.sentences[i].first);
    int score = score_of(signs);
    if (opening.kind >= Opening::mark && !signs.personal) --score;
    const int to_tell = spoken + (behind_incise ? 0 : opening.kind == Opening::dash ? never : cost_to_tell);
    const int to_speak = told + (opening.kind == Opening::dash ? cost_to_speak : never);
    Step& step = steps[i - s];
    step.told_from_spoken = to_tell < told;
    step.spoken_from_told = to_speak < spoken;
    const int now_spoken = std::min(spoken, to_speak) - score, now_told = std::min(told, to_tell) + score;
    spoken = now_spoken;
    told = now_told;
    behind_incise = signs.ends_in_incise;
  }
  const bool closes =
      lone_mark(end - 1) != none && lone_mark(end - 1) > tokens_.sentences[end - 1].first;   // what it ends is spoken
  bool speaks = closes || spoken <= told;
  for (std::uint32_t i = end; i-- > s + 1;) {
    spoken_[i] = speaks ? Spoken::goes_on : Spoken::no;
    speaks = speaks ? !steps[i - s].spoken_from_told : steps[i - s].told_from_spoken;
  }
}

// « > » at the head of a line, in mail and Markdown.
bool Finder::is_quoted(std::uint32_t s) const {
  return text_.bytes[text_.paragraphs[tokens_.sentences[s].paragraph].span.begin] == '>';
}

// The quoted paragraphs from sentence `s` on: words of who is named before them (« Anne Roux a écrit : ») or behind a dash below
// them. Gives the sentence behind them.
std::uint32_t Finder::quoted(std::uint32_t s) {
  const auto& sentences = tokens_.sentences;
  std::uint32_t end = s, last = s;   // the sentence that the last paragraph begins with
  bool signed_ = false;              // what follows is somebody else's
  while (end < sentences.size() && is_quoted(end) && !signed_) {
    last = end;
    const std::uint32_t behind = end_of_paragraph(end);
    while (end < sentences.size() && sentences[end].first < behind) ++end;
    signed_ = last > s && is_dash(sentences[last].first) && !is_final(sentences[end - 1].last - 1);
  }
  const bool led = s > 0 && key(sentences[s - 1].last - 1) == ":";
  if (!signed_ && !led) return end;
  std::fill(spoken_.begin() + s, spoken_.begin() + (signed_ ? last : end), Spoken::goes_on);
  spoken_[s] = Spoken::begins;
  return end;
}

// The openings of lines, but in labelled turns. Dashes inside paragraphs and hyphens are some where enough of them have speech
// behind them.
std::vector<Finder::Opening> Finder::find_openings(const std::vector<Turn>& turns) const {
  const auto& sentences = tokens_.sentences;
  struct Tally {
    std::size_t all = 0, said = 0;
  } inner, hyphens;
  const auto is_hyphen = [&](std::uint32_t s) { return key(sentences[s].first) == "-"; };
  std::vector<Opening> out(sentences.size());
  auto turn = turns.begin();
  bool opened = false, in_marks = false;   // marks around a dialogue; a dash between such
  for (std::uint32_t s = 0; s < sentences.size(); ++s) {
    reading_.patience.check();
    while (turn != turns.end() && turn->said.back().last <= sentences[s].first) ++turn;
    if (turn != turns.end() && sentences[turn->sentence].first <= sentences[s].first) continue;
    const Opening opening = opening_of(s);
    if (s > 0 && lone_mark(s - 1) != none) opened = false;
    opened |= opening.kind >= Opening::mark ||
              (opening.kind == Opening::dash && tokens_.tokens[sentences[s].first].kind == token::Kind::quote);
    if (opening.kind == Opening::none || !is_line(s, opening)) continue;
    out[s] = opening;
    const bool inside = opening.kind == Opening::inner_dash;
    if (opening.kind >= Opening::mark || !(inside || is_hyphen(s))) continue;
    const Signs signs = signs_of(s, opening.first);
    Tally& tally = inside ? inner : hyphens;
    ++tally.all;
    tally.said += signs.personal || signs.exclaims || signs.incise ||
                  (inside && (opened || (s > 0 && key(sentences[s - 1].last - 1) == ":")));
    in_marks |= inside && opened;
  }
  const bool inside = inner.said >= (in_marks ? 1u : 2u) && inner.said * 2 >= inner.all,
             with_hyphens = hyphens.said * 3 >= hyphens.all;
  for (std::uint32_t s = 0; s < sentences.size(); ++s)
    if ((out[s].kind == Opening::inner_dash && !inside) || (out[s].kind == Opening::dash && !with_hyphens && is_hyphen(s)))
      out[s] = {};
  return out;
}

// Where the line that begins with sentence `s` ends at the latest: with its paragraph, the next line, a closing mark alone, or
// another quotation between marks like its own.
std::uint32_t Finder::end_of_line(std::uint32_t s, const std::vector<Opening>& openings) const {
  const auto& sentences = tokens_.sentences;
  const std::string_view mark = openings[s].kind >= Opening::mark ? key(openings[s].first - 1) : std::string_view{};
  std::uint32_t end = s + 1;
  while (end < sentences.size() && sentences[end].paragraph == sentences[s].paragraph && openings[end].kind == Opening::none &&
         lone_mark(end - 1) == none && (mark.empty() || !opens_again(end, mark)))
    ++end;
  return end;
}

void Finder::find_lines(const std::vector<Turn>& turns) {
  const auto& sentences = tokens_.sentences;
  spoken_.assign(sentences.size(), Spoken::no);
  left_open_ = std::any_of(tokens_.pairs.begin(), tokens_.pairs.end(), [](const token::MarkPair& pair) { return !pair.closed; });
  const std::vector<Opening> openings = find_openings(turns);
  std::uint32_t closing = 0;   // the token up to which the last marks hold what is spoken
  for (std::uint32_t s = 0; s < sentences.size();) {
    reading_.patience.check();
    clauses_.rest();
    Opening opening = openings[s];
    const bool begins = s == 0 || sentences[s - 1].paragraph != sentences[s].paragraph;
    if (begins && opening.kind == Opening::none && is_quoted(s)) {
      s = quoted(s);
      continue;
    }
    if (opening.kind == Opening::none && !(begins && sentences[s].first < closing)) {
      ++s;
      continue;
    }
    const std::uint32_t end = end_of_line(s, openings);
    if (opening.kind >= Opening::mark) {
      closing = closing_mark(s, key(opening.first - 1));
      if (closing == none) closing = 0;
      else if (opening.kind == Opening::mark) opening.kind = Opening::dash;   // all of it is spoken
    }
    if (opening.kind != Opening::none) follow(s, end, opening);
    else go_on_in(s, end);
    s = end;
  }
}

// A paragraph between two marks that are paragraphs apart: as a whole spoken or told.
void Finder::go_on_in(std::uint32_t s, std::uint32_t end) {
  int score = 0;
  for (std::uint32_t i = s; i < end; ++i) score += score_of(signs_of(i, tokens_.sentences[i].first));
  if (score >= 0) std::fill(spoken_.begin() + s, spoken_.begin() + end, Spoken::goes_on);
}

}   // namespace propos::quotes
