// SPDX-License-Identifier: Apache-2.0
// Words between marks that no rule took.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_heading = 18;     // tokens of « On a tout laissé, même le chien »
constexpr std::uint32_t longest_signature = 16;   // tokens of « Aïssata Sow, vice-présidente chargée des transports »

}   // namespace

// Marks inside marks: what is said there, and terms.
void Finder::inner(const Unit& unit, std::uint32_t paragraph) {
  const Id pair = unit.pair;
  Range range = inside(pair);
  if (!tokens_.pairs[pair].closed) range.last = std::min(range.last, unit.last);   // all that never close end with the paragraph
  const auto each = [&](const auto& act) {
    for (Id p = pair + 1; p < tokens_.pairs.size() && tokens_.pairs[p].open < range.last; ++p)
      if (tokens_.pairs[p].closed && !paired_[p]) act(p);
  };
  bool any = interview_;
  each([&](Id) { any = true; });
  if (!any) return;
  const Clause& clause = clauses_.within(range, pair, paragraph);
  const std::size_t before = drafts_.size();
  reports(clause, before, [&](const rules::Match& match) {
    const auto content = reading_.engine.capture(match, words_.label_content);
    const auto cue = reading_.engine.capture(match, words_.label_cue);
    if (content.first == rules::Match::none) return false;
    // The words of an incise are not said.
    if (cue.first != rules::Match::none && incises_.contains(clause.units[cue.first].first)) return false;
    return interview_ || std::any_of(clause.units.begin() + content.first, clause.units.begin() + content.second,
                                     [](const Unit& unit) { return unit.pair != none; });
  });
  std::vector<Id> reported(range.last - range.first, none);   // by token of the range: the report that it is in
  for (std::size_t d = before; d < drafts_.size(); ++d)
    if (drafts_[d].type == QuoteType::indirect)
      for (const Range& piece : drafts_[d].content)
        for (std::uint32_t t = std::max(piece.first, range.first); t < std::min(piece.last, range.last); ++t)
          reported[t - range.first] = static_cast<Id>(d);
  each([&](Id p) {
    Draft draft;
    draft.pair = p;
    draft.content = {inside(p)};
    draft.type = QuoteType::term;
    draft.rule = rule_nested;
    draft.confidence = 0.5f;
    draft.zone = zone_of(paragraph);
    const std::uint32_t first = tokens_.pairs[p].open;
    if (const Id d = first < range.last ? reported[first - range.first] : none; d != none && drafts_[d].holds(draft.content[0])) {
      draft.type = QuoteType::mixed;   // the words of a report found there
      draft.cue = drafts_[d].cue;
      draft.cue_kind = drafts_[d].cue_kind;
      draft.clue = Clue::same_as(d);
    }
    draft.heard = false;
    paired_[p] = true;
    drafts_.push_back(std::move(draft));
  });
}

// Words without a cue that are a sentence. In an interview they answer the paragraph before: a question, « On vous reproche … ».
Clue Finder::clue_alone(const Clause& clause) const {
  if (interviewee_ != none && clause.first < asked_from_) return clue_of_interview(false);   // above the first question
  const bool behind = before_ != none && interviewee_ != none && tokens_.sentences[before_].paragraph != clause.paragraph;
  if (!behind || !(key(tokens_.sentences[before_].last - 1) == "?" ||
                   is_to_somebody({tokens_.sentences[before_].first, tokens_.sentences[before_].last})))
    return Clue::of(Clue::Kind::alone);
  return clue_of_interview(false);
}

// « Les gens ont peur » on a line of its own, without a full stop: it heads what stands below. Not a line of a dialogue.
bool Finder::is_heading(Id pair) const {
  if (before_ == none || !tokens_.pairs[pair].closed) return false;
  const std::uint32_t s = before_ + 1, first = tokens_.pairs[pair].open, last = tokens_.pairs[pair].close;
  const auto& sentences = tokens_.sentences;
  if (sentences[before_].paragraph == sentences[s].paragraph || sentences[s].first != first || last - first > longest_heading)
    return false;
  if (end_of_paragraph(s) != last + 1 || key(last - 1) == "." || key(sentences[before_].last - 1) == ":") return false;
  if (s + 1 == sentences.size() || is_dash(last + 1)) return false;
  const bool marks = pair + 1 < tokens_.pairs.size() && tokens_.pairs[pair + 1].open == last + 1;
  return !marks || tokens_.pairs[pair + 1].close + 1 != end_of_paragraph(s + 1);
}

// « n'exclut rien », « masquer »: no name of anything.
bool Finder::is_verbal(Range content) const {
  for (const Unit& unit : reading_.units.in(content.first, content.last)) {
    if (unit.last > content.last) break;
    if (tokens_.tokens[unit.first].shape != token::Shape::lower) return false;
    if (maker_.has(unit, words_.verb) && !maker_.has(unit, words_.noun) && !maker_.has(unit, words_.adjective) &&
        (maker_.has(unit, words_.finite) || maker_.has(unit, words_.infinitive)))
      return true;
  }
  return false;
}

// Of the drafts from `first_draft` on, the report that the marked words belong to: one around them, else the last one before
// them, else the first one behind. Of several around them the inmost, or the outmost where that one tells no words but what
// somebody thinks.
Id Finder::report_of(Range content, std::size_t first_draft) {
  Id inmost = none, outmost = none, before = none, behind = none;
  const auto size = [](const Draft& draft) { return draft.content.back().last - draft.content.front().first; };
  for (Id d = static_cast<Id>(first_draft); d < drafts_.size(); ++d) {
    const Draft& other = drafts_[d];
    if (!other.has_cue() || other.content.empty()) continue;
    if (other.holds(content)) {
      if (inmost == none || size(other) <= size(drafts_[inmost])) inmost = d;
      if (outmost == none || size(other) > size(drafts_[outmost])) outmost = d;
    } else if (other.cue.first < content.first) {
      if (before == none || other.cue.first >= drafts_[before].cue.first) before = d;
    } else if (behind == none || other.cue.first <= drafts_[behind].cue.first) {
      behind = d;
    }
  }
  if (inmost != none) return drafts_[inmost].clue && tells(drafts_[inmost].cue) ? inmost : outmost;
  return before != none ? before : behind;
}

// « les « casques blancs » ont dit que … », « les voisins de la « maison bleue » ont dit que … », « chantaient des dizaines de « bleus » »
bool Finder::is_in_speaker(const Draft& report, Range content) const {
  const mentions::Mention& mention = report.clue.mention;
  if (report.clue.kind != Clue::Kind::words) return false;
  if (mention.first <= content.first && content.last <= mention.last) return true;
  if (content.last > report.cue.first && mention.first < report.cue.last) return false;
  const bool behind = content.first >= mention.last && content.first <= mention.last + 3;   // a preposition, an article, the mark
  if (!behind) return false;                                                                // the mention may end with the text
  const lexicon::Entry* entry = reading_.units.entry(mention.last);
  return entry != nullptr && has(entry->common, words_.preposition);
}

// Stand the words of a pair of marks before a cue, with nothing but a comma between them and the next pair?
bool Finder::is_listed(Id pair, Range cue) const {
  const token::MarkPair& marks = tokens_.pairs[pair];
  return marks.closed && marks.close + 2 < cue.first && key(marks.close + 1) == "," &&
         tokens_.tokens[marks.close + 2].flags & token::opens;
}

// Is the cue one of speech, not of thought?
bool Finder::tells(Range cue) const {
  for (std::uint32_t t = cue.first; t < cue.last; ++t)
    if (const lexicon::Entry* entry = reading_.units.entry(t); entry != nullptr && has(entry->common, words_.stance_opinion))
      return false;
  return true;
}

// Words between marks that no rule took.
void Finder::marked(const Clause& clause, std::uint32_t u, std::size_t first_draft) {
  const Unit& unit = clause.units[u];
  Draft draft;
  draft.pair = unit.pair;
  draft.zone = zone_of(clause.paragraph);
  Range content = inside(unit.pair);
  if (!tokens_.pairs[unit.pair].closed) content.last = std::min(content.last, std::max(unit.last, content.first + 1));
  draft.content = {content};
  const Id report = report_of(content, first_draft);
  Draft* near = report == none ? nullptr : &drafts_[report];
  const bool names_speaker = near != nullptr && is_in_speaker(*near, content);
  if (names_speaker) near = nullptr;
  const bool whole = maker_.has(unit, words_.clause);
  // Continued paragraphs are one quote.
  if (tokens_.pairs[unit.pair].continues && !drafts_.empty() && drafts_.back().type == QuoteType::direct) {
    cut_incises(draft, content);
    Draft& before = drafts_.back();
    lend_cue(draft, before);
    for (const Range& piece : draft.content) before.content.push_back(piece);
    paired_[unit.pair] = true;
    return;
  }
  // « A », dit X, « B »: one quote that goes on. « A », « B », crient-ils: two.
  const bool listed = near != nullptr && near->type == QuoteType::direct && is_listed(unit.pair, near->cue);
  if (near != nullptr && near->type == QuoteType::direct && whole && !listed) {
    near->content.push_back(content);
    paired_[unit.pair] = true;
    return;
  }
  if (near != nullptr) {
    draft.type = listed ? QuoteType::direct : QuoteType::mixed;
    draft.cue = near->cue;
    draft.cue_kind = near->cue_kind;
    draft.clue = Clue::same_as(report);
    draft.rule = rule_inside;
    draft.confidence = 0.75f;
    add(std::move(draft));
    return;
  }
  const bool alone =
      u == 0 && (!tokens_.pairs[unit.pair].closed || clause.units.size() <= 2 || clause.units[0].last + 1 >= clause.last);
  const bool fresh = u == 0 || (clause.units[u - 1].last - clause.units[u - 1].first == 1 &&
                                (is_final(clause.units[u - 1].first) || key(clause.units[u - 1].first) == ":"));
  if ((whole || (u == 0 && !tokens_.pairs[unit.pair].closed)) && (alone || fresh || content.last - content.first > 12)) {
    draft.type = QuoteType::direct;
    cut_incises(draft, content);
    if (draft.content.empty()) return;
    if (!draft.has_cue() && u == 0 && before_ != none && key(tokens_.sentences[before_].last - 1) == ":") led_to(draft, before_);
    if (!draft.has_cue()) {
      draft.rule = "quote.alone";
      draft.clue = clue_alone(clause);
      draft.sentence = before_ == none ? 0 : before_ + 1;
      draft.confidence = 0.6f;
      draft.heading = draft.clue.kind == Clue::Kind::alone && is_heading(unit.pair);
      if (draft.heading) draft.clue = {};
    }
    add(std::move(draft));
    return;
  }
  narrated(clause, u, std::move(draft), alone, names_speaker || goes_with_term(clause, u, first_draft));
}

// Of words between marks that nothing leads to: a sentence of few words, what somebody tells, or the name of something.
void Finder::narrated(const Clause& clause, std::uint32_t u, Draft draft, bool alone, bool names) {
  draft.confidence = 0.5f;
  if (alone && goes_on_from_before(clause)) {   // « Les bandes ? « Des lâches. » »
    draft.type = QuoteType::direct;
    draft.rule = "quote.alone";
    draft.clue = clue_alone(clause);
    draft.sentence = before_ + 1;
  } else if (!names && is_wording(clause, u)) {
    draft.type = QuoteType::mixed;
    draft.rule = "quote.unattributed";
    draft.clue = clue_of_owner(clause, u);
    draft.heard = false;
  } else {
    draft.type = QuoteType::term;
    draft.rule = "quote.term";
  }
  add(std::move(draft));
}

// Words in which somebody tells something, not the name of it: « un dispositif « exceptionnel » », « « sous le choc » ».
bool Finder::is_wording(const Clause& clause, std::uint32_t u) const {
  const Unit& unit = clause.units[u];
  const Range content = trimmed(inside(unit.pair));
  if (maker_.has(unit, words_.phrase)) return true;
  const bool behind_article = u > 0 && maker_.has(clause.units[u - 1], words_.determiner) &&
                              !maker_.has(clause.units[u - 1], words_.preposition) && !maker_.has(clause.units[u - 1], words_.np);
  if (is_verbal(content))
    return content.last > content.first + 1 && !behind_article;   // not « vivoter », « le « vivre ensemble » »
  const bool apart = u == 0 && clause.units.size() > 1 && key(clause.units[1].first) == ",";   // « « Déçu », le maire est parti »
  if (content.first >= content.last || (tokens_.tokens[content.first].shape != token::Shape::lower && !apart)) return false;
  const auto is = [&](std::uint32_t token, int feature) { return mentions_.common(token, feature); };
  if (speaks_of_self(content)) return true;
  const std::uint32_t first = content.first, size = content.last - first;
  if (is(first, words_.preposition) ||
      is(first, words_.subordinator))   // « sous le choc », « comme avant », not « de sauvetage »
    return size > 2 || (size == 2 && !is(first, words_.determiner));
  if (is(first, words_.indefinite) && is(first, words_.determiner)) return size > 1;   // « une honte »
  if (u == 0) return is_quality(content);
  const Unit& before = clause.units[u - 1];
  if (behind_article)   // « sa « confiance » »
    return judges(clause, u) || (is(before.last - 1, words_.possessive) && is(content.last - 1, words_.cue_support_noun));
  if (maker_.has(before, words_.vg)) return size > 1 || is_quality(content);
  if (key(before.first) == "," && is(first, words_.noun))
    return u > 1 && (clause.units[u - 2].name != none ||
                     maker_.has(clause.units[u - 2], words_.np));   // « la Commission, « repaire d'experts » »
  const bool noun = mentions_.is_nominal(before);
  return (noun || key(before.first) == "," || maker_.has(before, words_.adverb) || maker_.has(before, words_.joins)) &&
         is_quality(content);
}

// Behind an article, what a sentence says of something told before: « Une « erreur ». », « C'est un « piège ». »
bool Finder::judges(const Clause& clause, std::uint32_t u) const {
  if (!goes_on_from_before(clause)) return false;
  const auto& units = clause.units;
  const bool fragment = u == 1 && (units.size() < 3 || !maker_.has(units[2], words_.vg));
  const bool predicate = u > 1 && maker_.has(units[u - 2], words_.vg) && says_what(units[u - 2]);
  return (fragment || predicate) && maker_.has(units[u - 1], words_.indefinite);
}

// « pour « abus de confiance », « vol » et « recel » »: is the pair before a term, of which this is one more?
bool Finder::goes_with_term(const Clause& clause, std::uint32_t u, std::size_t first_draft) const {
  if (maker_.has(clause.units[u], words_.clause)) return false;
  for (std::uint32_t i = u; i-- > 0;) {
    const Unit& unit = clause.units[i];
    if (unit.pair != none)
      return std::any_of(drafts_.begin() + static_cast<std::ptrdiff_t>(first_draft), drafts_.end(),
                         [&](const Draft& other) { return other.pair == unit.pair && other.type == QuoteType::term; });
    if (key(unit.first) != "," && !maker_.has(unit, words_.together) && !maker_.has(unit, words_.preposition) &&
        !maker_.has(unit, words_.determiner))
      return false;
  }
  return false;
}

// « nos parents »
bool Finder::speaks_of_self(Range content) const {
  for (std::uint32_t t = content.first; t < content.last; ++t)
    if (mentions_.common(t, words_.first_person) &&
        (mentions_.common(t, words_.pronoun) || mentions_.common(t, words_.determiner)))
      return true;
  return false;
}

// A verb that leads to what its subject is: « sont », « restent »; not « sont venus »
bool Finder::says_what(const Unit& verb) const {
  return maker_.has(verb, words_.copula) || (maker_.has(verb, words_.etre) && !maker_.has(verb, words_.past_participle));
}

// « exceptionnel », « plus juste », « invités à la prudence »
bool Finder::is_quality(Range content) const {
  std::uint32_t head = content.first;
  while (head + 1 < content.last && mentions_.common(head, words_.adverb)) ++head;
  return mentions_.common(head, words_.adjective) || mentions_.common(head, words_.past_participle);
}

// What the words of a pair of marks tell of the subject of the verb at unit `verb`.
Clue::Tells Finder::told_of(const Clause& clause, std::uint32_t verb, std::uint32_t u) const {
  const auto& units = clause.units;
  if (verb > u || says_what(units[verb])) return Clue::Tells::being;
  const std::uint32_t first = inside(units[u].pair).first;
  const auto is = [&](int feature) { return mentions_.common(first, feature); };
  const bool how = is(words_.preposition) || is(words_.subordinator) || (is(words_.past_participle) && !is(words_.cue));
  return verb + 1 == u && how ? Clue::Tells::act : Clue::Tells::other;
}

// Whose words they may be where nothing leads to them: of the subject of their verb, or of one before. What they say it is, others
// say of it, unless it is what somebody feels.
Clue Finder::clue_of_owner(const Clause& clause, std::uint32_t u) const {
  const auto& units = clause.units;
  const auto opens = [&](std::uint32_t i) { return key(units[i].first) == "(" || key(units[i].first) == "["; };
  if ((u > 0 && opens(u - 1)) || (u > 1 && opens(u - 2))) return {};   // a gloss
  Clue out = Clue::of(Clue::Kind::owner);
  const Range content = inside(units[u].pair);
  out.feels = speaks_of_self(content);
  for (std::uint32_t t = content.first; t < content.last; ++t) out.feels |= mentions_.common(t, words_.feeling);
  if (u + 1 < units.size() && maker_.has(units[u + 1], words_.pp) && mentions_.common(units[u + 1].first, words_.agent)) {
    out.mention = mentions_.at(clause, u + 1, u + 2);   // « ont été « invités à la prudence » par le préfet »
    if (out.mention.somebody()) return out;
  }
  out.judges = true;
  const auto take = [&](std::uint32_t verb) {
    const Clue::Tells tells = told_of(clause, verb, u);
    out.judges &= tells == Clue::Tells::being;
    mentions::Mention subject = mentions_.somebody_who(clause, verb);
    if (subject.kind == mentions::Mention::Kind::none) return false;
    const bool being = tells == Clue::Tells::being;
    if (out.mention.kind == mentions::Mention::Kind::none || !being) {
      out.mention = std::move(subject);
      out.tells = tells;
    }
    return !being || out.feels;
  };
  const auto is_verb = [&](const Unit& unit) {
    return maker_.has(unit, words_.vg) || maker_.has(unit, words_.inf) || maker_.has(unit, words_.part);
  };
  for (std::uint32_t i = u; i-- > 0 && !is_final(units[i].first);)
    if (is_verb(units[i]) && take(i)) return out;
  const auto behind = std::find_if(units.begin() + u, units.end(),
                                   [&](const Unit& unit) { return maker_.has(unit, words_.vg) || is_final(unit.first); });
  if (out.mention.kind == mentions::Mention::Kind::none && behind != units.end() && maker_.has(*behind, words_.vg))
    take(static_cast<std::uint32_t>(behind - units.begin()));
  return out;
}

// Does a line in brackets follow words between marks that are a paragraph: « … »⏎(Jeanne Roux)? The two read as one line does.
bool Finder::is_signed_below(std::uint32_t s) const {
  const auto& sentences = tokens_.sentences;
  if (s + 1 >= sentences.size() || key(sentences[s + 1].first) != "(" || sentences[s + 1].paragraph == sentences[s].paragraph)
    return false;
  const token::SentenceRange &words = sentences[s], &line = sentences[s + 1];
  const Id pair = tokens_.pair_at(words.first);
  if (pair == none || tokens_.pairs[pair].open != words.first || !tokens_.pairs[pair].closed) return false;
  const auto ends_with = [&](const token::SentenceRange& range, std::uint32_t mark) {
    return mark + 1 == range.last || (mark + 2 == range.last && is_final(mark + 1));
  };
  const bool alone = end_of_paragraph(s + 1) == line.last && line.last - line.first <= longest_signature;
  return alone && ends_with(words, tokens_.pairs[pair].close) && (key(line.last - 1) == ")" || key(line.last - 2) == ")");
}

// A name on a line of its own under a quotation.
void Finder::sign(std::uint32_t s) {
  if (drafts_.empty() || s == 0 || drafts_.back().rule != "quote.alone") return;
  const token::SentenceRange& range = tokens_.sentences[s];
  if (zone_of(range.paragraph) != Zone::body || range.last - range.first > longest_signature || is_final(range.last - 1)) return;
  if (drafts_.back().content.back().last < tokens_.sentences[s - 1].first) return;
  const Clause& line = clause(s);
  if (line.units.size() <= 4) sign_last(line, 0);
}

// The name or description at unit `head` of a line without a verb says the last words.
bool Finder::sign_last(const Clause& line, std::uint32_t head) {
  const Unit& who = line.units[head];
  const bool body = maker_.has(who, words_.org_head) || maker_.has(who, words_.org_intro) || maker_.has(who, words_.group_noun);
  if (who.name == none && !(maker_.has(who, words_.np) && (body || mentions_.describes_person(who)))) return false;
  for (const Unit& unit : line.units)
    if (maker_.has(unit, words_.vg) && !maker_.has(unit, words_.noun)) return false;   // « Jean Roux, deuxième étage »
  drafts_.back().clue = Clue::of(mentions_.at(line, head, head + 1));
  return true;
}

}   // namespace propos::quotes
