// SPDX-License-Identifier: Apache-2.0
// Interviews without labels: questions and answers.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_question = 60;   // tokens of a question of an interview
constexpr std::uint32_t fewest_fields = 2;       // lines of the head of a mail below its sender

}   // namespace

std::vector<Finder::Turn> Finder::find_turns() {
  if (std::vector<Turn> out = find_mails(); !out.empty()) return out;
  std::vector<Turn> out = turns_of(find_labels());
  const bool labels = !out.empty();
  if (!labels) out = find_questions();
  const auto asks = std::find_if(out.begin(), out.end(), [](const Turn& turn) { return turn.asks; });
  if (interviewee_ == none && asks != out.end()) {
    asked_from_ = asks->said.front().first;
    interviewee_ = named_most(asked_from_);
  }
  if (interviewee_ != none) find_interviewer();
  return out;
}

// What the paragraph of sentence `s` is in the head of a mail: the kind of its rule, and the words that it names.
Finder::Field Finder::field_at(std::uint32_t s) {
  const token::SentenceRange& range = tokens_.sentences[s];
  if (range.last - range.first < 2 || key(range.first + 1) != ":") return {};
  const Clause& line = clause(s);
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_turns, line.units.data(), line.units.size(), matches);
  for (const rules::Match& match : matches) {
    if (match.rule->kind == "field") return {match.rule->kind, {}};
    if (match.rule->kind != "sender") continue;
    const auto words = reading_.engine.capture(match, words_.label_speaker);
    return {match.rule->kind, {line.units[words.first].first, line.units[words.second - 1].last}};
  }
  return {"line", {}};   // « Importance : haute »
}

// Mails below their heads, « De : X⏎Envoyé : …⏎Objet : … »: the quoted lines, or all up to the next head.
std::vector<Finder::Turn> Finder::find_mails() {
  const auto& sentences = tokens_.sentences;
  const auto next = [&](std::uint32_t s) {
    const std::uint32_t end = end_of_paragraph(s);
    while (s < sentences.size() && sentences[s].first < end) ++s;
    return s;
  };
  std::vector<Turn> out;
  for (std::uint32_t s = 0; s < sentences.size();) {
    reading_.patience.check();
    clauses_.rest();
    const Field sender = field_at(s);
    std::uint32_t body = next(s), fields = 0;
    if (sender.kind != "sender") {
      s = body;
      continue;
    }
    for (Field field; body < sentences.size() && !(field = field_at(body)).kind.empty(); body = next(body))
      fields += field.kind == "field";
    s = body;
    if (fields < fewest_fields || s == sentences.size()) continue;
    const bool marked = is_quoted(s);
    while (s < sentences.size() && (marked ? is_quoted(s) : field_at(s).kind != "sender")) s = next(s);
    // « -----Message d'origine----- » above the next head
    const auto separates = [&](std::uint32_t line) {
      const std::string_view bytes = text_.bytes.substr(text_.paragraphs[sentences[line].paragraph].span.begin, 3);
      return bytes == "---" || bytes == "___";
    };
    std::uint32_t end = s;
    while (end > body && separates(end - 1)) --end;
    if (end == body) continue;
    std::uint32_t first = sentences[body].first;
    while (first + 1 < sentences[end - 1].last && key(first) == ">") ++first;
    Turn turn{body, sender.words, {}, false};
    add_said(first, sentences[end - 1].last, turn.said);
    if (!turn.said.empty()) out.push_back(std::move(turn));
  }
  return out;
}

// « M. », « Mme »
bool Finder::is_title(std::uint32_t token) const {
  const lexicon::Entry* entry = reading_.units.entry(token);
  return entry != nullptr && (has(entry->common, words_.title) || has(entry->proper, words_.title));
}

// The paragraphs of a text as an interview has them; those that end with a question mark may ask.
std::vector<Finder::Piece> Finder::read_pieces() const {
  const auto& sentences = tokens_.sentences;
  std::vector<Piece> out;
  out.reserve(text_.paragraphs.size());
  for (std::uint32_t s = 0; s < sentences.size();) {
    reading_.patience.check();
    const std::uint32_t last = end_of_paragraph(s);
    Piece piece{s, {sentences[s].first, last}};
    std::uint32_t& first = piece.range.first;
    if (tokens_.tokens[first].kind == token::Kind::number && first + 2 < last && key(first + 1) == ".") first += 2;   // « 1. »
    piece.dashed = first + 1 < last && (is_dash(first) || key(first) == "-");
    piece.asks = key(last - 1) == "?" && last - first <= longest_question && !piece.dashed &&
                 tokens_.tokens[first].kind != token::Kind::quote;
    const Zone zone = zone_of(sentences[s].paragraph);
    if (zone == Zone::body || zone == Zone::headline) out.push_back(piece);
    while (s < sentences.size() && sentences[s].first < last) ++s;
  }
  return out;
}

// Dashes before the questions alone: most end with a question mark, and no two follow each other, as the lines of a story do.
bool Finder::dashes_ask(const std::vector<Piece>& pieces) const {
  std::size_t dashed = 0, asks = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].dashed) continue;
    if (i + 1 == pieces.size() || pieces[i + 1].dashed) return false;
    ++dashed;
    asks += key(pieces[i].range.last - 1) == "?";
  }
  return dashed >= 2 && asks * 2 > dashed;
}

void Finder::address(Piece& piece) const {
  const std::vector<Unit> units = reading_.units.in(piece.range.first, piece.range.last);
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_addresses, units.data(), units.size(), matches);
  for (const rules::Match& match : matches) {
    if (!match.rule->word("weak").empty() || match.rule->kind == "happens") continue;
    if (match.rule->kind == "narrates") ++piece.told;
    else (match.rule->kind == "asks" ? piece.second : piece.first) = true;
  }
}

// Questions in paragraphs of their own, with answers between them; most say « vous » or « je ».
std::vector<Finder::Turn> Finder::find_questions() {
  std::vector<Piece> pieces = read_pieces();
  const bool dashes = dashes_ask(pieces);
  for (Piece& piece : pieces)
    if (dashes) {
      piece.asks = piece.dashed;
      piece.range.first += piece.dashed;
    }
  if (std::count_if(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.asks; }) < 2) return {};
  for (Piece& piece : pieces) address(piece);
  std::size_t begin = pieces.size(), end = 0, pairs = 0, personal = 0, between_marks = 0, told = 0;
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    if (!pieces[i].asks) continue;
    if (!pieces[i + 1].asks) {
      ++pairs;
      between_marks += (tokens_.tokens[pieces[i + 1].range.first].flags & token::opens) != 0;
      personal += pieces[i].second || pieces[i + 1].first;
      told += pieces[i + 1].told > (pieces[i + 1].first && !dashes ? 1 : 0);
    }
    begin = std::min(begin, i);
    end = i + 1;
  }
  const bool story = dashes ? told > 0 || personal * 2 < pairs : told * 4 > pairs || personal * 3 < pairs * 2;
  if (story || (pairs < 3 && (pairs < 2 || between_marks < pairs))) return {};
  return turns_of(pieces, begin, end);
}

// The turns of pieces [begin, end], and of the answers behind them.
std::vector<Finder::Turn> Finder::turns_of(std::vector<Piece>& pieces, std::size_t begin, std::size_t end) const {
  // A short paragraph to « vous » between two answers asks, too.
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
    if (!out.empty() && !piece.asks && !pieces[i - 1].asks && out.back().said.back().last == piece.range.first)
      out.back().said.back().last = piece.range.last;
    else out.push_back({piece.sentence, {}, {piece.range}, piece.asks});
  }
  return out;
}

void Finder::say(const Turn& turn) {
  Draft draft;
  draft.type = QuoteType::direct;
  draft.content.assign(turn.said.begin(), turn.said.end());
  draft.cue_kind = CueKind::typography;
  draft.rule = "quote.turn";
  draft.turn = true;
  draft.confidence = 0.85f;
  draft.zone = zone_of(tokens_.sentences[sentence_at(turn.said.front().first)].paragraph);
  draft.clue = clue_of(turn);
  add(std::move(draft));
}

Clue Finder::clue_of(const Turn& turn) {
  const bool label = turn.label.first < turn.label.last;
  Clue out;
  if (!label || turn.asks || turn.answers) out = clue_of_interview(turn.asks);
  return label && !out ? Clue::of(mention_of_label(turn.label)) : out;
}

Clue Finder::clue_of_interview(bool asks) const {
  const Id who = asks ? interviewer_ : interviewee_;
  if (who == none) return {};
  Clue out = Clue::of(asks ? Clue::Kind::interviewer : Clue::Kind::interviewee);
  out.entity = who;
  return out;
}

// Who asks in an interview, where the text tells: « Propos recueillis par Anne Roux »
void Finder::find_interviewer() {
  std::vector<rules::Match> matches;
  for (std::uint32_t s = 0; s < tokens_.sentences.size(); ++s) {
    reading_.patience.check();
    clauses_.rest();
    reading_.units.in(tokens_.sentences[s].first, tokens_.sentences[s].last, units_);
    if (!reading_.engine.may_match(words_.phase_turns, units_.data(), units_.size(), reading_.memory)) continue;
    const Clause& line = clause(s);
    reading_.find(words_.phase_turns, line.units.data(), line.units.size(), matches);
    for (const rules::Match& match : matches) {
      const auto words = reading_.engine.capture(match, words_.label_speaker);
      if (match.rule->kind != "asker" || words.first == rules::Match::none) continue;
      const std::uint32_t last = line.units[words.second - 1].last;
      for (std::size_t n = entities::name_at(names_, line.units[words.first].first); n < names_.size() && names_[n].first < last;
           ++n)
        if (names_[n].type != EntityType::place && names_[n].entity != none && names_[n].entity != interviewee_) {
          interviewer_ = names_[n].entity;
          return;
        }
    }
  }
}

// Whom an interview asks: answers between marks behind paragraphs that are questions, two at the least.
void Finder::find_interviewee() {
  const auto& sentences = tokens_.sentences;
  std::uint32_t answers = 0, first = none;
  for (std::uint32_t s = 1; s < sentences.size(); ++s) {
    reading_.patience.check();
    if (sentences[s].paragraph == sentences[s - 1].paragraph || key(sentences[s - 1].last - 1) != "?") continue;
    if (tokens_.tokens[sentences[s].first].kind != token::Kind::quote) continue;
    ++answers;
    if (asked_from_ == 0) asked_from_ = sentences[s - 1].first;
    if (first == none) first = sentences[s].first;
  }
  if (answers < 2) {
    asked_from_ = 0;
    return;
  }
  interviewee_ = named_most(first);
}

// The person who is named most before this token.
Id Finder::named_most(std::uint32_t before) const {
  Id out = none;
  std::vector<std::uint32_t> times(entities_.size());
  for (const entities::Name& name : names_) {
    if (name.first >= before) break;
    if (name.type == EntityType::person && (++times[name.entity], out == none || times[name.entity] > times[out]))
      out = name.entity;
  }
  return out;
}

}   // namespace propos::quotes
