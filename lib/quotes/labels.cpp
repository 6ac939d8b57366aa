// SPDX-License-Identifier: Apache-2.0
// Turns with labels: debates, minutes, interviews, transcripts. « Jean Roux : », « M. Roux. — », « Mme la présidente. », « [00:12] X : »
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "hash.h"
#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_label = 24;    // tokens of « Mme Aïssata Sow, ministre des transports et du logement : »
constexpr std::uint32_t longest_alone = 8;     // … of one on a line of its own without a colon
constexpr std::uint32_t longest_prefix = 16;   // « - », « [00:00:12] »
constexpr std::uint32_t longest_heading = 12;
constexpr std::uint32_t longest_function = 6;   // « — Rapporteure de majorité »
constexpr std::uint32_t longest_date = 5;       // « Aujourd'hui à 18:04 »
constexpr std::uint32_t longest_inner = 6;      // tokens of a label amid a paragraph
constexpr std::uint32_t longest_voices = 6;     // « Plusieurs voix au centre »
constexpr std::uint32_t near_head = 10;         // tokens of « Le dernier livre de Jeanne Roux paraît le 4 mai. »
constexpr std::uint32_t longest_nickname = 3;   // tokens
constexpr std::uint32_t few_sentences = 3;      // that tell whether somebody speaks
constexpr std::uint32_t shortest_said = 5;      // tokens of a sentence of minutes
constexpr std::size_t fewest_lines = 3;         // of a chat, of minutes
constexpr std::size_t few_labels = 4;           // with fewer, a paragraph that tells a story belongs to no turn

}   // namespace

// « 12:04 », « 12/03/2025 »
bool Finder::is_time(std::uint32_t token) const {
  return tokens_.tokens[token].kind == token::Kind::number && key(token).find_first_of(":/") != std::string_view::npos;
}

bool Finder::is_preposition(std::uint32_t token) const {
  const lexicon::Entry* entry = reading_.units.entry(token);
  return entry != nullptr && has(entry->common, words_.preposition);
}

// « - », « 03.01 », « [00:00:12] », « 00:12 », « [12/03/2025, 18:04:11] », « [00:00:00.000 --> 00:00:04.120] »,
// « 12/03/2025 18:04 - » before a label: the token behind it.
std::uint32_t Finder::behind_prefix(std::uint32_t first, std::uint32_t end, bool& timed) const {
  std::uint32_t t = first;
  const auto opens = [](std::string_view k) { return k == "[" || k == "("; };
  const auto closes = [](std::string_view k) { return k == "]" || k == ")" || k == ","; };
  const auto is_number = [&](std::uint32_t token) { return tokens_.tokens[token].kind == token::Kind::number; };
  if (t < end && is_number(t) && key(t).find('.') != std::string_view::npos) ++t;
  bool inside = false;   // brackets with a time
  while (t < end && t - first < longest_prefix) {
    if (timed && t + 1 < end && is_preposition(t) && is_time(t + 1)) ++t;   // « 12/03/2025 à 18:04 »
    const bool beside_time = t + 1 < end && is_number(t + 1) && opens(key(t));
    const bool range = inside && tokens_.tokens[t].kind != token::Kind::word;
    inside = (inside || beside_time) && !closes(key(t));
    if (is_time(t) || beside_time || range || (timed && (closes(key(t)) || is_dash(t) || key(t) == "-"))) timed = true;
    else if (t > first || (!is_dash(t) && key(t) != "•" && key(t) != "*" && key(t) != "·")) break;
    ++t;
  }
  return t;
}

// Does a line of times stand above: « 00:00:06,500 --> 00:00:09,000 »?
bool Finder::is_subtitle(std::uint32_t s) const {
  const std::uint32_t paragraph = tokens_.sentences[s].paragraph;
  return paragraph > 0 && text_.paragraphs[paragraph - 1].span.of(text_.bytes).find("-->") != std::string_view::npos;
}

bool Finder::in_capitals(Range words) const {
  bool out = words.first < words.last;
  for (std::uint32_t t = words.first; t < words.last; ++t)
    out &= tokens_.tokens[t].shape == token::Shape::upper || tokens_.tokens[t].kind == token::Kind::punctuation ||
           is_apostrophe(t) || (is_elided(t) && tokens_.tokens[t].shape != token::Shape::lower);
  const std::uint32_t noun =
      is_elided(words.first) && words.first + 1 < words.last ? words.first + 1 : words.first;   // « L'AVOCAT »
  return out && tokens_.tokens[noun].shape == token::Shape::upper;
}

// « LISE, LE VALET. », « 12 – RAPPORT D'ACTIVITÉ »: words in capitals alone.
bool Finder::is_heading(Range paragraph) const {
  bool out = false;
  for (std::uint32_t t = paragraph.first; t < paragraph.last; ++t) {
    const token::Token& token = tokens_.tokens[t];
    if (token.shape == token::Shape::lower || (token.shape == token::Shape::capitalised && !is_elided(t))) return false;
    out |= token.shape == token::Shape::upper;
  }
  return out;
}

// The mark that ends a label which begins at token `first`: a colon, a dash, a full stop.
void Finder::find_mark(Label& label, std::uint32_t first, std::uint32_t end) const {
  const std::uint32_t limit = std::min(end, first + longest_label);
  const bool voice = key(first) == "<" && first + 1 < limit && key(first + 1) == "v";
  if (voice || key(first) == "<") {   // « <v Marie>Bonjour. », « [12:03] <marie> bonjour »
    const std::uint32_t name = first + (voice ? 2 : 1);
    std::uint32_t mark = name;
    while (mark < limit && key(mark) != ">") ++mark;
    if (mark == limit || mark - name > longest_nickname) return;
    label.kind = Label::colon;
    label.timed |= voice;
    label.words = {name, mark};
    label.said = mark + 1;
    return;
  }
  const bool title = is_title(first) || (first + 1 < limit && is_title(first + 1));
  std::uint32_t mark = first;
  bool over = false;   // no label stands before what was found
  int depth = 0;       // of « (Les Îles—Gaspé, Ind.) »
  while (mark < limit && label.kind == Label::none && !over) {
    if (tokens_.tokens[mark].kind <= token::Kind::number) {   // no mark
      ++mark;
      continue;
    }
    const std::string_view k = key(mark), next = mark + 1 < end ? key(mark + 1) : std::string_view{};
    depth += k == "(" ? 1 : k == ")" && depth > 0 ? -1 : 0;
    if (depth > 0 && k != ":") {
      ++mark;
      continue;
    }
    const bool ends = next.empty() || (mark + 2 == end && is_dash_alone(mark + 1));   // « Mme Roux (PS) : — »
    if (k == ":") label.kind = ends ? Label::alone : Label::colon;
    else if (mark > first && is_dash(mark)) label.kind = Label::dash;
    else if (mark > first && k == "." && next != ":")
      if (!next.empty() && (is_dash(mark + 1) || next == "-")) label.kind = Label::dash;
      else if (next.empty() && is_cast({first, mark})) label.kind = Label::bare;
      else if (!title && !voices_ && !next.empty() && is_name({first, mark})) {
        label.kind = Label::stop;
        label.plain = true;
      } else if ((title || (voices_ && mark - first <= longest_voices) || is_cast({first, mark})) && !next.empty())
        label.kind = Label::stop;
      else over = true;
    else over = tokens_.tokens[mark].kind == token::Kind::quote || k == "?" || k == "!" || k == "…";
    if (label.kind == Label::none) ++mark;
  }
  if (label.kind == Label::none && mark == end && end - first <= longest_alone && !is_final(end - 1)) label.kind = Label::bare;
  label.words = {first, mark};
  label.capitals = label.kind == Label::stop && !title && is_cast({first, mark});
  label.plain &= !label.capitals;
  label.said = mark + (label.kind == Label::dash && key(mark) == "." ? 2 : label.kind == Label::bare && mark == end ? 0 : 1);
  if (label.kind == Label::alone) label.said = end;
  if (label.kind == Label::bare || label.kind == Label::colon || label.kind == Label::alone) strip_time(label);
  const bool dated = label.kind == Label::dash && end - label.said <= longest_date && is_time(end - 1);
  if (dated) {   // « kiwi — Aujourd'hui à 18:04 »
    label.kind = Label::bare;
    label.timed = true;
    label.said = end;
  }
  const bool function =
      title && label.kind == Label::dash && end - label.said <= longest_function && (end == label.said || !is_final(end - 1));
  if (function) {   // « Mme Favez (PLR) — Rapporteure »: what she says stands below
    label.kind = Label::alone;
    label.said = end;
  }
}

// « Speaker 1 (00:00:12) »
void Finder::strip_time(Label& label) const {
  std::uint32_t last = label.words.last;
  bool timed = false;
  const auto bracket = [](std::string_view k) { return k == "(" || k == ")" || k == "[" || k == "]"; };
  while (last > label.words.first && (bracket(key(last - 1)) || is_time(last - 1))) timed |= is_time(--last);
  if (!timed) return;
  label.timed = true;
  label.words.last = last;
}

// « Yves Le Dantec », « Ouest-Matin »
bool Finder::is_name(Range words) const {
  const std::size_t n = entities::name_at(names_, words.first);
  const bool named =
      n < names_.size() && names_[n].first == words.first && names_[n].last == words.last && names_[n].type != EntityType::place;
  const bool unknown = words.last == words.first + 1 && reading_.units.entry(words.first) == nullptr &&
                       tokens_.tokens[words.first].shape != token::Shape::lower;
  return named || unknown;
}

// Is it a line of times alone?
bool Finder::is_time_line(std::uint32_t first, std::uint32_t end) const {
  bool timed = false;
  const std::uint32_t behind = behind_prefix(first, end, timed);
  return timed && behind == end;
}

// The words of a label that name who speaks: « LISE, à part », « Serge (riant) », « Inès [rires] »
std::string_view Finder::name_in(const Label& label) const {
  if (label.kind == Label::bare && !is_cast(label.words)) return tokens_.key(label.words.first, label.words.last);
  std::uint32_t last = label.words.first + 1;
  while (last < label.words.last && key(last) != "," && key(last) != "(" && key(last) != "[") ++last;
  return tokens_.key(label.words.first, last);
}

// « LISE », « LE VALET », « SERGE (riant) » of a play
bool Finder::is_cast(Range words) const {
  std::uint32_t last = words.first;
  while (last < words.last && key(last) != "(" && key(last) != ",") ++last;
  return words.last - words.first <= longest_alone && in_capitals({words.first, last}) && tokens_.tokens[words.first].size > 1;
}

// Does a label name or describe somebody? « Q. » needs no mark behind it.
void Finder::know(Label& label, std::uint32_t first) {
  const std::uint32_t mark = label.words.last;
  const Clause& clause =
      clauses_.within({label.words.first, std::max(mark, first + 1)}, none, tokens_.sentences[label.sentence].paragraph);
  // « R. Six ans »: the letter alone, which a name may hold
  const bool letter = mark == first + 1 && tokens_.tokens[first].shape == token::Shape::initial;
  const std::vector<Unit> units = letter ? reading_.units.in(first, mark) : clause.units;
  std::vector<rules::Match> matches;
  reading_.find(words_.phase_turns, units.data(), units.size(), matches);
  for (const rules::Match& match : matches) {
    if (match.first != 0) continue;
    if (match.rule->kind != "turn") continue;
    const bool whole = units[match.last - 1].last == mark;
    label.asks = match.rule->word("says") == "asks";
    label.answers = match.rule->word("says") == "answers";
    if (match.rule->word("says") == "posts") {   // its words are those of the lines below
      label.posts = label.known = label.kind == Label::alone;
      label.words.last = units[match.last - 1].last;
      continue;
    }
    if (!match.rule->word("mark").empty()) {   // « Q. »
      label.kind = Label::stop;
      label.words = {first, units[match.last - 1].last};
      label.said = label.words.last + (label.words.last < label.end && key(label.words.last) == ":" ? 1 : 0);
      label.known = true;
    } else if (whole) {
      label.known = true;
      const auto speaker = reading_.engine.capture(match, words_.label_speaker);   // « Question de M. Roux : »
      if (speaker.first == rules::Match::none) continue;
      label.words.first = units[speaker.first].first;
      while (label.words.first + 1 < mark && is_preposition(label.words.first)) ++label.words.first;
    }
  }
}

// The label at the head of what begins with sentence `s` and ends before token `end`. Its kind is `none` where nothing reads so.
Finder::Label Finder::label_at(std::uint32_t s, std::uint32_t end) {
  Label out;
  out.sentence = s;
  out.end = end;
  const std::uint32_t first = behind_prefix(tokens_.sentences[s].first, end, out.timed);
  if (first >= end) return out;
  if (tokens_.tokens[first].shape == token::Shape::initial) {   // « R. Six ans »
    out.words = {first, first + 1};
    know(out, first);
    if (out.kind != Label::none) return out;
    out.known = out.asks = out.answers = false;
  }
  find_mark(out, first, end);
  if (out.words.first == out.words.last) out.kind = Label::none;
  if (out.kind == Label::none) return out;
  out.timed |= is_subtitle(s);
  know(out, first);
  if (out.kind == Label::stop && !out.known) out.kind = Label::none;
  return out;
}

// « Anne Roux⏎00:12 »: what she says stands below.
void Finder::read_time_below(Label& label, std::uint32_t s) const {
  while (s < tokens_.sentences.size() && tokens_.sentences[s].first < label.end) ++s;
  if (s == tokens_.sentences.size()) return;
  const std::uint32_t end = end_of_paragraph(s);
  if (!is_time_line(tokens_.sentences[s].first, end)) return;
  label.timed = true;
  label.said = label.end = end;
}

// What reads as a label at the head of a paragraph.
std::vector<Finder::Label> Finder::read_labels() {
  std::vector<Label> out;
  for (std::uint32_t s = 0; s < tokens_.sentences.size();) {
    reading_.patience.check();
    clauses_.rest();
    std::uint32_t end = end_of_paragraph(s);
    const Zone zone = zone_of(tokens_.sentences[s].paragraph);
    Label label = label_at(s, end);
    if (label.kind == Label::bare) read_time_below(label, s);
    end = label.end;
    const bool heading = text_.bytes[text_.paragraphs[tokens_.sentences[s].paragraph].span.begin] == '#';   // of Markdown
    const bool text =
        !heading && (zone == Zone::body || zone == Zone::headline || (zone == Zone::byline && (label.timed || is_titled(label))));
    if (text && label.kind != Label::none) out.push_back(label);
    while (s < tokens_.sentences.size() && tokens_.sentences[s].first < end) ++s;
  }
  drop_lists(out);
  return out;
}

// Names one below the other are a list of those who came: behind each stands the next.
void Finder::drop_lists(std::vector<Label>& labels) const {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool listed = labels[i].kind == Label::bare && !labels[i].timed && i + 1 < labels.size() &&
                        labels[i + 1].kind == Label::bare && tokens_.sentences[labels[i + 1].sentence].first == labels[i].end;
    if (!listed) labels[kept++] = labels[i];
  }
  labels.resize(kept);
}

// Labels that count: those of somebody, and with them what stands before the colon of several paragraphs. One alone is no
// dialogue (« Bilan : trois morts »), nor are lists of functions (« Arbitre : Jean Roux »).
std::vector<Finder::Label> Finder::find_labels() {
  std::vector<Label> out = read_labels();
  voices_ = std::count_if(out.begin(), out.end(),
                          [](const Label& label) { return label.kind == Label::stop && !label.capitals && !label.plain; }) >= 2;
  if (voices_) out = read_labels();   // minutes: « À droite. », too
  std::unordered_map<std::string_view, int> times;
  for (const Label& label : out) ++times[name_in(label)];
  const auto again = [&](const Label& label) { return times[name_in(label)] > 1; };
  know_nicknames(out, times);
  // « PARIS. Le préfet … » is no « MARC. Tu viens ? »
  std::size_t cast = 0, again_cast = 0;
  for (const Label& label : out) {
    cast += label.capitals;
    again_cast += label.capitals && again(label);
  }
  const bool play = cast >= few_labels && again_cast * 2 >= cast;
  // « Ouest-Matin. Pourquoi partir ? » of an interview, where nearly all paragraphs begin so
  std::size_t plain = 0;
  for (const Label& label : out) plain += label.plain && again(label);
  const bool names = plain >= few_labels && plain * 3 >= text_.paragraphs.size() * 2;
  const auto shouts = [&](const Label& label) {
    return (label.kind == Label::dash || label.kind == Label::bare) && label.known && in_capitals(label.words);
  };
  const bool capitals = std::count_if(out.begin(), out.end(), [&](const Label& label) {
                          return shouts(label) && again(label);
                        }) >= static_cast<std::ptrdiff_t>(few_labels);   // « AUDITRICE – » once is somebody, too
  const bool headings = are_headings(out, times);
  std::erase_if(out, [&](const Label& label) {   // « Nom », « Nom – … » say little
    const bool weak = label.kind == Label::bare || (label.kind == Label::dash && key(label.words.last) != ".");
    return (weak && !(label.known && (again(label) || label.timed)) && !(capitals && shouts(label)) &&
            !(headings && is_titled(label))) ||
           (label.capitals && !play && !voices_) || (label.plain && !names);
  });
  const auto known = std::count_if(out.begin(), out.end(), [](const Label& label) { return label.known; });
  std::erase_if(out,
                [&](const Label& label) { return !label.known && (known == 0 || !again(label) || label.kind == Label::dash); });
  const bool posts = std::any_of(out.begin(), out.end(), [](const Label& label) { return label.posts; });
  if (!posts && (out.size() < 2 || !is_dialogue(out))) return find_inner_labels();
  add_inner(out);
  return out;
}

// « Mme Roux » on a line of its own
bool Finder::is_titled(const Label& label) const {
  return label.kind == Label::bare && label.known && is_title(label.words.first);
}

// Do lines with a title and a name alone lead what is said below, as pages of minutes have them? Then somebody speaks again.
bool Finder::are_headings(const std::vector<Label>& labels, const std::unordered_map<std::string_view, int>& times) const {
  std::size_t titled = 0, again = 0;
  for (const Label& label : labels) {
    if (!is_titled(label)) continue;
    ++titled;
    again += times.at(name_in(label)) > 1;
  }
  return titled >= few_labels && again > 0;
}

// A dialogue on one line: « Anne Roux : Bonjour. Luc Morel : Vous venez ? Anne Roux : Oui. », « Q. Où est-ce ? R. Là-bas. »
std::vector<Finder::Label> Finder::find_inner_labels() {
  std::vector<Label> out;
  std::uint32_t last = 0;   // token behind the paragraph
  for (std::uint32_t s = 0; s < tokens_.sentences.size(); ++s) {
    reading_.patience.check();
    clauses_.rest();
    if (tokens_.sentences[s].first >= last) last = end_of_paragraph(s);
    if (zone_of(tokens_.sentences[s].paragraph) != Zone::body) continue;
    const Label label = label_at(s, last);
    const bool titled = label.words.first < label.words.last && is_title(label.words.first);
    const bool speaks = label.kind == Label::colon || (label.kind == Label::stop && !label.capitals && !label.plain) ||
                        (label.kind == Label::dash && (titled || in_capitals(label.words)));
    if (!speaks || !label.known || (!titled && label.words.last - label.words.first > longest_inner)) continue;
    if (!out.empty() && out.back().end == last) out.back().end = tokens_.sentences[s].first;
    out.push_back(label);
  }
  std::unordered_map<std::string_view, std::size_t> times;
  for (const Label& label : out) ++times[name_in(label)];
  const std::size_t once =
      static_cast<std::size_t>(std::count_if(times.begin(), times.end(), [](const auto& one) { return one.second == 1; }));
  if (out.size() < few_labels || times.size() < 2 || once * 3 > out.size() || !is_dialogue(out)) return {};
  return out;
}

// « marmotte73 », « skieur_fou »
bool Finder::is_nickname(Range words) const {
  const std::string_view name = tokens_.key(words.first, words.last);
  const bool letters = tokens_.tokens[words.first].kind == token::Kind::word;
  return letters && name.find_first_of("0123456789_") != std::string_view::npos;
}

// « marmotte : tu viens ? »: in a chat nearly every line has a label, of few words.
void Finder::know_nicknames(std::vector<Label>& labels, const std::unordered_map<std::string_view, int>& times) const {
  std::size_t lines = 0, head = 0, timed = 0, speech = 0, two = 0;
  for (const auto& paragraph : text_.paragraphs) lines += paragraph.zone == Zone::body || paragraph.zone == Zone::headline;
  for (const Label& label : labels) {
    const bool line = label.kind == Label::colon || (label.kind == Label::bare && label.timed);
    if (!line || label.words.last - label.words.first > longest_nickname) continue;
    ++head;
    timed += label.timed;
    two += times.at(name_in(label)) > 1;
    speech += speaks(label) || is_nickname(label.words);
  }
  const bool chat = timed >= fewest_lines && timed * 3 >= lines;
  if (!chat && (head < fewest_lines || head * 5 < lines * 4 || two * 3 < head * 2 || times.size() < 2 || speech * 5 < head * 2))
    return;
  for (Label& label : labels)
    label.known |= (label.kind == Label::colon || label.kind == Label::bare) &&
                   label.words.last - label.words.first <= longest_nickname && (!chat || label.timed);
}

bool Finder::is_dialogue(const std::vector<Label>& labels) const {
  std::size_t sure = 0, repeated = 0, speech = 0, minutes = 0;
  std::unordered_map<std::string_view, int> times;
  for (const Label& label : labels) {
    const bool sentence = label.end - label.said >= shortest_said && is_final(label.end - 1) &&
                          tokens_.tokens[label.said].shape != token::Shape::lower;
    const bool stop = label.kind == Label::dash && label.words.last < label.said && key(label.words.last) == ".";
    minutes += sentence && stop && is_title(label.words.first);   // « M. Jean Roux (PS). – Le crédit est voté. »
    sure += label.timed || label.kind == Label::alone || label.kind == Label::stop || label.kind == Label::bare;
    repeated += ++times[name_in(label)] > 1;
    speech += speaks(label);
  }
  const bool talk = labels.size() >= fewest_lines && repeated * 3 >= labels.size();   // the same few speak again
  return sure >= 2 || talk || (minutes >= fewest_lines && minutes * 4 >= labels.size() * 3) || (repeated > 0 && speech > 0) ||
         speech * 3 >= labels.size();
}

// Does what stands behind a label read as speech, in one of its first sentences? « Merci. Je cède la parole. »
bool Finder::speaks(const Label& label) const {
  if (label.said >= label.end) return false;
  std::uint32_t first = label.said;
  for (std::uint32_t s = sentence_at(first), n = 0; n < few_sentences && first < label.end; ++s, ++n) {
    const Signs signs = signs_of(s, first);
    if (signs.personal || signs.exclaims) return true;
    first = tokens_.sentences[s].last;
  }
  return false;
}

// Labels inside a paragraph: those of others, « (Bruit.) M. Roux. C'est faux ! », where full stops stand behind labels, and again
// what stands at the head of a paragraph: « S. : Bonjour. M. : Bonjour. »
void Finder::add_inner(std::vector<Label>& labels) {
  std::unordered_set<std::string_view> heads;
  for (const Label& label : labels) heads.insert(tokens_.key(label.words.first, label.words.last));
  std::vector<Label> out;
  for (const Label& head : labels) {
    clauses_.rest();
    out.push_back(head);
    for (std::uint32_t s = head.said < head.end ? sentence_at(head.said) + 1
                                                : static_cast<std::uint32_t>(tokens_.sentences.size());
         s < tokens_.sentences.size() && tokens_.sentences[s].first < head.end; ++s) {
      const std::uint32_t first = tokens_.sentences[s].first;
      if (!is_title(first) && tokens_.tokens[first].shape != token::Shape::initial && !heads.contains(key(first))) continue;
      const Label label = label_at(s, head.end);
      const bool again = label.kind == Label::colon && heads.contains(tokens_.key(label.words.first, label.words.last));
      if (label.kind == Label::none || !label.known || !(again || (voices_ && label.kind == Label::stop))) continue;
      out.back().end = first;
      out.push_back(label);
    }
  }
  labels = std::move(out);
}

// Is the paragraph of sentence `s`, up to token `end`, no part of the turn before it? Headings, what happens, what is told of who
// speaks (« M. Roux indique que … »).
bool Finder::is_outside(std::uint32_t s, std::uint32_t end, const Label& label, bool few) const {
  const std::uint32_t first = tokens_.sentences[s].first;
  const Zone zone = zone_of(tokens_.sentences[s].paragraph);
  if (zone != Zone::body && zone != Zone::headline) return true;
  const std::string_view last = key(end - 1);
  const bool open = !is_final(end - 1) && last != ":" && last != "," && last != "-" && last != ")" &&
                    tokens_.tokens[end - 1].kind != token::Kind::quote;
  if (open && !label.timed && end - first <= longest_heading) return true;
  if (is_heading({first, end})) return true;
  const Signs signs = signs_of(s, first);
  if (signs.happens || (few && score_of(signs) < 0)) return true;
  if (signs.personal) return false;
  const std::size_t own = entities::name_at(names_, label.words.first);
  const bool named = own < names_.size() && names_[own].first < label.words.last;
  for (std::size_t n = entities::name_at(names_, first);
       named && n < names_.size() && names_[n].first < std::min(end, first + near_head); ++n)
    if (names_[n].entity == names_[own].entity) return true;
  return is_title(first);
}

// Adds the sentences of a paragraph from token `first` on, without « (Rires.) ».
void Finder::add_said(std::uint32_t first, std::uint32_t end, std::vector<Range>& said) const {
  bool joins = false;   // with the last piece
  for (std::uint32_t s = sentence_at(first); s < tokens_.sentences.size() && tokens_.sentences[s].first < end; ++s) {
    const Range range{std::max(first, tokens_.sentences[s].first), tokens_.sentences[s].last};
    const bool aside =
        key(range.first) == "(" && (key(range.last - 1) == ")" || (range.last - range.first > 2 && key(range.last - 2) == ")"));
    if (!aside && joins) said.back().last = range.last;
    else if (!aside) said.push_back(range);
    joins = !aside;
  }
}

bool Finder::has_word(Range range) const {
  return std::any_of(tokens_.tokens.begin() + range.first, tokens_.tokens.begin() + range.last,
                     [](const token::Token& token) { return token.kind == token::Kind::word; });
}

// Does an empty line stand before the paragraph of sentence `s`?
bool Finder::follows_gap(std::uint32_t s) const {
  const std::uint32_t paragraph = tokens_.sentences[s].paragraph;
  if (paragraph == 0) return false;
  const std::uint32_t from = text_.paragraphs[paragraph - 1].span.end, to = text_.paragraphs[paragraph].span.begin;
  return std::count(text_.bytes.begin() + from, text_.bytes.begin() + to, '\n') > 1;
}

// Do marks, a dash or « > » at the head of a paragraph tell that it is spoken?
bool Finder::is_marked(std::uint32_t s) const {
  const std::uint32_t first = tokens_.sentences[s].first;
  return is_quoted(s) || is_dash(first) || tokens_.tokens[first].kind == token::Kind::quote;
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
    turn.asks = label.asks;
    turn.answers = label.answers;
    if (label.said < label.end) add_said(label.said, label.end, turn.said);
    const std::uint32_t next =
        i + 1 < labels.size() ? sentences[labels[i + 1].sentence].first : static_cast<std::uint32_t>(tokens_.tokens.size());
    for (std::uint32_t s = sentence_at(label.end - 1) + 1; s < sentences.size() && sentences[s].first < next;) {
      const std::uint32_t end = end_of_paragraph(s);
      if (label.posts && (turn.said.empty() ? is_marked(s) : follows_gap(s))) break;
      if (turn.said.empty() || !is_outside(s, end, label, few)) add_said(sentences[s].first, end, turn.said);
      else if (few) break;
      while (s < sentences.size() && sentences[s].first < end) ++s;
    }
    const bool words = std::any_of(turn.said.begin(), turn.said.end(), [this](Range said) { return has_word(said); });
    if (words) out.push_back(std::move(turn));   // « Une voix : … »
  }
  return out;
}

// A label says who speaks: a name is that of an entity, anything else stands for itself (« M. le président » is whoever presides).
mentions::Mention Finder::mention_of_label(Range label) {
  using mentions::Mention;
  const Id initials = of_initials(label);
  const Clause& clause = clauses_.within(label, none, 0);
  const bool named = std::any_of(clause.units.begin(), clause.units.end(), [](const Unit& unit) { return unit.name != none; });
  const auto apart = std::find_if(clause.units.begin(), clause.units.end(), [this](const Unit& unit) {
    return key(unit.first) == "," || key(unit.first) == "(" || key(unit.first) == "[";
  });
  const bool several = std::any_of(clause.units.begin(), apart,
                                   [this](const Unit& unit) { return maker_.has(unit, words_.joins); });   // « Tom et Inès »
  if (named && !several && initials == none) return mentions_.at(clause, 0, static_cast<std::uint32_t>(clause.units.size()));
  Mention out;
  out.kind = initials != none ? Mention::Kind::name : Mention::Kind::words;
  out.entity = initials;
  while (initials == none && label.first + 1 < label.last && is_title(label.first)) ++label.first;
  for (std::uint32_t t = label.first + 1; initials == none && t < label.last;
       ++t)   // « DORANTE, ôtant son chapeau », « SERGE (riant) »
    if (key(t) == "," || key(t) == "(" || key(t) == "[") label.last = t;
  out.first = label.first;
  out.last = label.last;
  out.person = true;
  out.confidence = 0.9f;
  return out;
}

// « M. J. » for Maxime Jolin, though « M. » is a title elsewhere; « YLG : », a paper. Not « Q. » and « R. ».
Id Finder::of_initials(Range label) {
  std::string letters;
  const bool acronym = label.last == label.first + 1 && tokens_.tokens[label.first].shape == token::Shape::upper;
  if (acronym) letters = key(label.first);
  for (std::uint32_t t = label.first; !acronym && t < label.last; ++t) {
    const std::string_view k = key(t);
    if (k == ".") continue;
    if (k.size() > 2 || (k.size() == 2 && k[1] != '.')) return none;
    letters += k[0];
  }
  if (letters.empty() || letters == "q" || letters == "r") return none;
  if (!initials_) initials_.emplace(tokens_, names_);
  return letters.size() == 1 ? initials_->person(letters[0], label.first) : initials_->named(letters, !acronym, label.first);
}

}   // namespace propos::quotes
