// SPDX-License-Identifier: Apache-2.0
// Interviews and minutes: who speaks from a label, or from questions and answers, on.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_label = 16;      // tokens of « Mme Aïssata Sow, vice-présidente chargée des transports : »
constexpr std::size_t most_labels = 200;         // paragraphs with a colon that are compared with one another
constexpr std::uint32_t longest_question = 60;   // tokens of a question of an interview

}  // namespace

// One alone is no interview: « Bilan : trois morts ».
std::vector<Finder::Turn> Finder::find_turns() {
  struct Paragraph {
    std::uint32_t sentence = 0, end = 0;   // the first; tokens
    std::uint32_t mark = 0, behind = 1;    // of a label
  };
  std::vector<Paragraph> paragraphs;       // that may begin with a label
  const auto& sentences = tokens_.sentences;
  for (std::uint32_t s = 0; s < sentences.size();) {
    std::uint32_t end = s;
    while (end < sentences.size() && sentences[end].paragraph == sentences[s].paragraph) ++end;
    // A label is short and ends with a colon, with a full stop or nothing before a dash, or is a sentence: « Mme Roux. Oui. »
    Paragraph paragraph{s, sentences[end - 1].last, sentences[s].first + 1};
    std::uint32_t& mark = paragraph.mark;
    const std::uint32_t limit = label_limit(s, paragraph.end);
    while (mark < limit && (tokens_.tokens[mark].kind != token::Kind::punctuation || (key(mark) != ":" && !is_dash(mark)))) ++mark;
    if (is_title(sentences[s].first) && sentences[s].last < std::min(mark, limit) && key(sentences[s].last - 1) == ".") {
      mark = sentences[s].last;
      paragraph.behind = 0;
    }
    const bool letter = tokens_.tokens[sentences[s].first].shape == token::Shape::initial;
    if ((mark < limit && mark + 1 < paragraph.end) || letter) paragraphs.push_back(paragraph);
    s = end;
  }
  std::vector<Turn> out, other;
  if (paragraphs.size() >= 2) {
    for (const auto& [s, end, at, behind] : paragraphs) {
      const Clause& first = clause(s);
      std::uint32_t mark = at;
      std::vector<rules::Match> matches;
      reading_.find(words_.phase_turns, first.units.data(), first.units.size(), matches);
      const bool marked = !matches.empty() && matches[0].rule->word("mark").empty();
      if (!matches.empty() && (!marked || first.units[matches[0].last - 1].last == mark)) {
        if (!marked) mark = first.units[matches[0].last - 1].last - 1;
        Turn turn{s, matches[0].last, mark + behind, end};
        if (first.units[turn.label - 1].last - first.units[turn.label - 1].first == 1 && key(first.units[turn.label - 1].first) == ".")
          --turn.label;
        out.push_back(turn);
      } else if (mark < label_limit(s, end) && key(mark) == ":" && other.size() < most_labels) {
        std::uint32_t label = 0;
        while (label < first.units.size() && first.units[label].last <= mark) ++label;
        if (label > 0 && first.units[label - 1].last == mark) other.push_back({s, label, mark + 1, end});
      }
    }
  }
  // What stands before the colon of several paragraphs is a label, too, beside labels of another kind.
  if (!out.empty()) {
    for (const Turn& turn : other) {
      const auto label = label_of(turn);
      if (std::any_of(other.begin(), other.end(), [&](const Turn& t) { return t.sentence != turn.sentence && label_of(t) == label; }))
        out.push_back(turn);
    }
    std::sort(out.begin(), out.end(), [](const Turn& a, const Turn& b) { return a.sentence < b.sentence; });
  }
  if (out.size() >= 2) return out;
  out = find_questions();
  if (interviewee_ == none && !out.empty()) interviewee_ = named_most(out.front().first);
  return out;
}

// Where the label of a paragraph ends at the latest.
std::uint32_t Finder::label_limit(std::uint32_t s, std::uint32_t end) const {
  return std::min(end, tokens_.sentences[s].first + longest_label);
}

// « M. », « Mme »
bool Finder::is_title(std::uint32_t token) const {
  const lexicon::Entry* entry = reading_.units.entries[token];
  return entry != nullptr && (has(entry->common, words_.title) || has(entry->proper, words_.title));
}

// Questions in paragraphs of their own, with answers between them; most say « vous » or « je ».
std::vector<Finder::Turn> Finder::find_questions() {
  struct Piece {
    std::uint32_t sentence = 0;
    Range range;
    bool asks = false, second = false, first = false;   // ends with ?, « vous », « je »
    int told = 0;                                       // verbs of a story: « se leva »
  };
  const auto& sentences = tokens_.sentences;
  std::vector<Piece> pieces;
  pieces.reserve(text_.paragraphs.size());
  std::size_t questions = 0;
  for (std::uint32_t s = 0; s < sentences.size();) {
    const std::uint32_t last = end_of_paragraph(s);
    Piece piece{s, {sentences[s].first, last}};
    if (tokens_.tokens[piece.range.first].kind == token::Kind::number && piece.range.first + 2 < last && key(piece.range.first + 1) == ".")
      piece.range.first += 2;   // « 1. »
    const Zone zone = zone_of(sentences[s].paragraph);
    piece.asks = key(last - 1) == "?" && last - piece.range.first <= longest_question && !is_dash(piece.range.first) &&
                 tokens_.tokens[piece.range.first].kind != token::Kind::quote;
    questions += piece.asks;
    if (zone == Zone::body || zone == Zone::headline) pieces.push_back(piece);
    while (s < sentences.size() && sentences[s].first < last) ++s;
  }
  if (questions < 2) return {};
  for (Piece& piece : pieces) {
    const std::span<const rules::Unit> units = clauses_.units_in(piece.range);
    std::vector<rules::Match> matches;
    reading_.find(words_.phase_addresses, units.data(), units.size(), matches);
    for (const rules::Match& match : matches) {
      if (!match.rule->word("weak").empty()) continue;
      if (match.rule->kind == "narrates") ++piece.told;
      else (match.rule->kind == "asks" ? piece.second : piece.first) = true;
    }
  }
  // A short paragraph to « vous » between two answers asks, too.
  std::size_t begin = pieces.size(), end = 0, pairs = 0, personal = 0, between_marks = 0, told = 0;
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    if (!pieces[i].asks) continue;
    if (!pieces[i + 1].asks) {
      ++pairs;
      between_marks += (tokens_.tokens[pieces[i + 1].range.first].flags & token::opens) != 0;
      personal += pieces[i].second || pieces[i + 1].first;
      told += pieces[i + 1].told > (pieces[i + 1].first ? 1 : 0);
    }
    begin = std::min(begin, i);
    end = i + 1;
  }
  if (told * 4 > pairs || personal * 3 < pairs * 2 || (pairs < 3 && (pairs < 2 || between_marks < pairs))) return {};
  const auto may_ask = [](const Piece& piece) {
    return piece.second && !piece.first && piece.range.last - piece.range.first <= longest_question / 2;
  };
  while (end + 1 < pieces.size() && !pieces[end + 1].asks &&
         (pieces[end + 1].first || (may_ask(pieces[end + 1]) && end + 2 < pieces.size() && pieces[end + 2].first)))
    ++end;
  std::vector<Turn> out;
  for (std::size_t i = begin; i <= end && i < pieces.size(); ++i) {
    Piece& piece = pieces[i];
    if (!piece.asks && i > begin && !pieces[i - 1].asks && i < end && !pieces[i + 1].asks && may_ask(piece)) piece.asks = true;
    if (tokens_.tokens[piece.range.first].flags & token::opens) continue;   // the marks tell
    if (!out.empty() && !piece.asks && !pieces[i - 1].asks && out.back().last == piece.range.first)
      out.back().last = piece.range.last;
    else
      out.push_back({piece.sentence, 0, piece.range.first, piece.range.last, piece.asks});
  }
  return out;
}

void Finder::say(const Turn& turn) {
  Draft draft;
  draft.type = QuoteType::direct;
  draft.content = {{turn.first, turn.last}};
  draft.cue_kind = CueKind::typography;
  draft.rule = "quote.turn";
  draft.confidence = 0.85f;
  draft.zone = zone_of(clause(turn.sentence).paragraph);
  if (turn.label > 0) {
    draft.clue = Clue::of(mentions_.at(clause(turn.sentence), 0, turn.label));
  } else if (!turn.asks && interviewee_ != none) {
    draft.clue = Clue::of(Clue::Kind::interviewee);
    draft.clue.entity = interviewee_;
  }
  add(std::move(draft));
}

std::string_view Finder::label_of(const Turn& turn) const {
  const std::uint32_t first = tokens_.sentences[turn.sentence].first;
  return tokens_.key(first, turn.first - 1);
}

// Whom an interview asks: answers between marks behind paragraphs that are questions, two at the least.
void Finder::find_interviewee() {
  const auto& sentences = tokens_.sentences;
  std::uint32_t answers = 0, first = none;
  for (std::uint32_t s = 1; s < sentences.size(); ++s) {
    if (sentences[s].paragraph == sentences[s - 1].paragraph || key(sentences[s - 1].last - 1) != "?") continue;
    if (tokens_.tokens[sentences[s].first].kind != token::Kind::quote) continue;
    ++answers;
    if (first == none) first = sentences[s].first;
  }
  if (answers < 2) return;
  interviewee_ = named_most(first);
}

// The person who is named most before this token.
Id Finder::named_most(std::uint32_t before) const {
  Id out = none;
  std::vector<std::uint32_t> times(entities_.size());
  for (const entities::Name& name : names_) {
    if (name.first >= before) break;
    if (name.type == EntityType::person && (++times[name.entity], out == none || times[name.entity] > times[out])) out = name.entity;
  }
  return out;
}

}  // namespace propos::quotes
