// SPDX-License-Identifier: Apache-2.0
// Turns with labels: debates, minutes, interviews, transcripts. « Jean Roux : », « M. Roux. — », « Mme la présidente. », « [00:12] X : »
#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "hash.h"
#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_label = 24;      // tokens of « Mme Aïssata Sow, ministre des transports et du logement : »
constexpr std::uint32_t longest_alone = 8;       // … of one on a line of its own without a colon
constexpr std::uint32_t longest_prefix = 8;      // « - », « [00:00:12] »
constexpr std::uint32_t longest_heading = 12;
constexpr std::uint32_t near_head = 10;          // tokens of « Le dernier livre de Jeanne Roux paraît le 4 mai. »
constexpr std::size_t few_labels = 4;            // with fewer, a paragraph that tells a story belongs to no turn

}  // namespace

// « - », « [00:00:12] », « 00:12 » before a label: the token behind it.
std::uint32_t Finder::behind_prefix(std::uint32_t first, std::uint32_t end, bool& timed) const {
  std::uint32_t t = first;
  const auto opens = [](std::string_view k) { return k == "[" || k == "("; };
  const auto closes = [](std::string_view k) { return k == "]" || k == ")"; };
  while (t < end && t - first < longest_prefix) {
    const token::Token& token = tokens_.tokens[t];
    const bool time = token.kind == token::Kind::number && key(t).find(':') != std::string_view::npos;
    const bool beside_time = t + 1 < end && tokens_.tokens[t + 1].kind == token::Kind::number && opens(key(t));
    if (time || beside_time || (timed && closes(key(t)))) timed = true;
    else if (t > first || (!is_dash(t) && key(t) != "•" && key(t) != "*" && key(t) != "·")) break;
    ++t;
  }
  return t;
}

// The label at the head of the paragraph of sentence `s`, which ends before token `end`. Its kind is `none` where nothing reads so.
Finder::Label Finder::label_at(std::uint32_t s, std::uint32_t end) {
  Label out;
  out.sentence = s;
  out.end = end;
  const std::uint32_t head = tokens_.sentences[s].first;
  const std::uint32_t first = behind_prefix(head, end, out.timed);
  const std::uint32_t limit = std::min(end, first + longest_label);
  if (first >= limit) return out;
  const bool title = is_title(first) || (first + 1 < limit && is_title(first + 1));
  std::uint32_t mark = first;
  bool over = false;   // no label stands before what was found
  while (mark < limit && out.kind == Label::none && !over) {
    const std::string_view k = key(mark), next = mark + 1 < end ? key(mark + 1) : std::string_view{};
    if (k == ":") out.kind = next.empty() ? Label::alone : Label::colon;
    else if (mark > first && is_dash(mark)) out.kind = Label::dash;
    else if (mark > first && k == "." && next != ":")
      if (!next.empty() && (is_dash(mark + 1) || next == "-")) out.kind = Label::dash;
      else if (title && !next.empty()) out.kind = Label::stop;
      else over = true;
    else over = tokens_.tokens[mark].kind == token::Kind::quote || k == "?" || k == "!" || k == "…";
    if (out.kind == Label::none) ++mark;
  }
  if (out.kind == Label::none && mark == end && end - first <= longest_alone && !is_final(end - 1)) out.kind = Label::bare;
  out.words = {first, mark};
  out.said = mark + (out.kind == Label::dash && key(mark) == "." ? 2 : out.kind == Label::bare ? 0 : 1);
  if (out.words.first == out.words.last) out.kind = Label::none;
  if (out.kind == Label::none && tokens_.tokens[first].shape != token::Shape::initial) return out;
  if (out.kind == Label::none) mark = first + 1;
  const Clause& clause = clauses_.within({first, std::max(mark, first + 1)}, none, tokens_.sentences[s].paragraph);
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_turns, clause.units.data(), clause.units.size(), matches);
  for (const rules::Match& match : matches) {
    if (match.first != 0) continue;
    const bool whole = clause.units[match.last - 1].last == mark;
    if (!match.rule->word("mark").empty()) {   // « Q. »
      out.kind = Label::stop;
      out.words = {first, clause.units[match.last - 1].last};
      out.said = out.words.last + (out.words.last < end && key(out.words.last) == ":" ? 1 : 0);
      out.known = true;
    } else if (whole) {
      out.known = true;
    }
  }
  if (out.kind == Label::stop && !out.known) out.kind = Label::none;
  return out;
}

// Labels that count: those of somebody, and with them what stands before the colon of several paragraphs. One alone is no
// dialogue (« Bilan : trois morts »), nor are lists of functions (« Arbitre : Jean Roux »).
std::vector<Finder::Label> Finder::find_labels() {
  std::vector<Label> out;
  std::unordered_map<std::string_view, int> times;
  const auto words = [&](const Label& label) { return tokens_.key(label.words.first, label.words.last); };
  for (std::uint32_t s = 0; s < tokens_.sentences.size();) {
    const std::uint32_t end = end_of_paragraph(s);
    const Zone zone = zone_of(tokens_.sentences[s].paragraph);
    if (zone == Zone::body || zone == Zone::headline)
      if (const Label label = label_at(s, end); label.kind != Label::none) {
        out.push_back(label);
        ++times[words(label)];
      }
    while (s < tokens_.sentences.size() && tokens_.sentences[s].first < end) ++s;
  }
  const auto again = [&](const Label& label) { return times[words(label)] > 1; };
  std::erase_if(out, [&](const Label& label) {   // « Nom », « Nom – … » say little
    const bool weak = label.kind == Label::bare || (label.kind == Label::dash && key(label.words.last) != ".");
    return weak && !(label.known && again(label));
  });
  const auto known = std::count_if(out.begin(), out.end(), [](const Label& label) { return label.known; });
  std::erase_if(out, [&](const Label& label) { return !label.known && (known == 0 || !again(label) || label.kind == Label::dash); });
  if (out.size() < 2) return {};
  std::size_t sure = 0, repeated = 0, speech = 0;
  for (const Label& label : out) {
    sure += label.timed || label.kind == Label::alone || label.kind == Label::stop || label.kind == Label::bare;
    repeated += again(label);
    if (label.said < label.end) {
      const Signs signs = signs_of(sentence_at(label.said), label.said);
      speech += signs.personal || signs.exclaims;
    }
  }
  const bool dialogue = sure >= 2 || (repeated > 0 && speech > 0) || speech * 3 >= out.size();
  return dialogue ? out : std::vector<Label>{};
}

// Is the paragraph of sentence `s`, up to token `end`, no part of the turn before it? Headings, what happens, what is told of who
// speaks (« M. Roux indique que … »).
bool Finder::is_outside(std::uint32_t s, std::uint32_t end, const Label& label, bool few) const {
  const std::uint32_t first = tokens_.sentences[s].first;
  const Zone zone = zone_of(tokens_.sentences[s].paragraph);
  if (zone != Zone::body && zone != Zone::headline) return true;
  const std::string_view last = key(end - 1);
  const bool open = !is_final(end - 1) && last != ":" && last != "," && last != "-" && last != ")" && tokens_.tokens[end - 1].kind != token::Kind::quote;
  if (open && end - first <= longest_heading) return true;
  const Signs signs = signs_of(s, first);
  if (signs.happens || (few && score_of(signs) < 0)) return true;
  if (signs.personal) return false;
  const std::size_t own = entities::name_at(names_, label.words.first);
  const bool named = own < names_.size() && names_[own].first < label.words.last;
  for (std::size_t n = entities::name_at(names_, first); named && n < names_.size() && names_[n].first < std::min(end, first + near_head); ++n)
    if (names_[n].entity == names_[own].entity) return true;
  return is_title(first);
}

// Adds the sentences of a paragraph from token `first` on, without « (Rires.) ».
void Finder::add_said(std::uint32_t first, std::uint32_t end, std::vector<Range>& said) const {
  bool joins = false;   // with the last piece
  for (std::uint32_t s = sentence_at(first); s < tokens_.sentences.size() && tokens_.sentences[s].first < end; ++s) {
    const Range range{std::max(first, tokens_.sentences[s].first), tokens_.sentences[s].last};
    const bool aside = key(range.first) == "(" && (key(range.last - 1) == ")" || (range.last - range.first > 2 && key(range.last - 2) == ")"));
    if (!aside && joins) said.back().last = range.last;
    else if (!aside) said.push_back(range);
    joins = !aside;
  }
}

std::vector<Finder::Turn> Finder::turns_of(const std::vector<Label>& labels) const {
  std::vector<Turn> out;
  const auto& sentences = tokens_.sentences;
  const bool few = labels.size() < few_labels;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Label& label = labels[i];
    Turn turn;
    turn.sentence = label.sentence;
    turn.label = label.words;
    if (label.said < label.end) add_said(label.said, label.end, turn.said);
    const std::uint32_t next = i + 1 < labels.size() ? sentences[labels[i + 1].sentence].first : static_cast<std::uint32_t>(tokens_.tokens.size());
    for (std::uint32_t s = sentence_at(label.end - 1) + 1; s < sentences.size() && sentences[s].first < next;) {
      const std::uint32_t end = end_of_paragraph(s);
      if (turn.said.empty() || !is_outside(s, end, label, few)) add_said(sentences[s].first, end, turn.said);
      else if (few) break;
      while (s < sentences.size() && sentences[s].first < end) ++s;
    }
    if (!turn.said.empty()) out.push_back(std::move(turn));
  }
  return out;
}

// A label says who speaks: a name is that of an entity, anything else stands for itself (« M. le président » is whoever presides).
mentions::Mention Finder::mention_of_label(Range label) const {
  using mentions::Mention;
  const Id initials = of_initials(label);
  const Clause& clause = clauses_.within(label, none, 0);
  const bool named = std::any_of(clause.units.begin(), clause.units.end(), [](const Unit& unit) { return unit.name != none; });
  if (named && initials == none) return mentions_.at(clause, 0, static_cast<std::uint32_t>(clause.units.size()));
  Mention out;
  out.kind = initials != none ? Mention::Kind::name : Mention::Kind::words;
  out.entity = initials;
  while (initials == none && label.first + 1 < label.last && is_title(label.first)) ++label.first;
  out.first = label.first;
  out.last = label.last;
  out.person = true;
  out.confidence = 0.9f;
  return out;
}

// « M. J. » for Maxime Jolin, though « M. » is a title elsewhere.
Id Finder::of_initials(Range label) const {
  std::string letters;
  for (std::uint32_t t = label.first; t < label.last; ++t) {
    const std::string_view k = key(t);
    if (k == ".") continue;
    if (k.size() > 2 || (k.size() == 2 && k[1] != '.')) return none;
    letters += k[0];
  }
  if (letters.size() < 2) return none;
  for (const entities::Name& name : names_) {
    if (name.type != EntityType::person || name.last - name.first != letters.size()) continue;
    bool same = true;
    for (std::uint32_t t = name.first; t < name.last; ++t) same &= key(t)[0] == letters[t - name.first] && key(t).size() > 2;
    if (same) return name.entity;
  }
  return none;
}

}  // namespace propos::quotes
