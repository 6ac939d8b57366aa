// SPDX-License-Identifier: Apache-2.0
// What the rules of phases "quotes" and "incises" find in a clause becomes quotes.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t shortest_rest = 3;   // tokens that are a clause
constexpr std::uint32_t before_reach = 8;    // sentences back in which drafts of the one before may begin

bool is_set(std::pair<std::uint32_t, std::uint32_t> capture) {
  return capture.first != rules::Match::none && capture.second > capture.first;
}

}   // namespace

// What the rules find in a clause, where `accept` holds.
void Finder::reports(const Clause& clause, std::size_t first_draft, const std::function<bool(const rules::Match&)>& accept) {
  std::vector<rules::Match> matches = std::move(room_);   // that of the clause before
  reading_.find(words_.phase_quotes, clause.units.data(), clause.units.size(), matches);
  // Of two rules for the same words the one of higher priority speaks; inside a reported clause a verb of speech is the
  // speaker's, not a cue.
  const auto content_of = [&](const rules::Match& match) {
    if (match.rule->word("content") == "rest") return std::pair<std::uint32_t, std::uint32_t>(0, match.first);
    return reading_.engine.capture(match, words_.label_content);
  };
  for (const rules::Match& match : matches) {
    const auto content = content_of(match);
    const auto cue = reading_.engine.capture(match, words_.label_cue);
    const std::string_view nested = match.rule->word("nested");
    const bool inner = (match.rule->kind != "direct" || nested == "no") && nested != "yes" && cue.first != rules::Match::none;
    // « Ces alertes « … », a dit X », « Il aura « … », a dit X »
    const bool weak = inner && (maker_.has(clause.units[cue.first], words_.np) || !match.rule->word("weak").empty());
    const bool spoken =
        content.first != rules::Match::none && std::any_of(matches.begin(), matches.end(), [&](const rules::Match& other) {
          if (&other == &match) return false;
          const auto theirs = content_of(other);
          if (theirs.first == rules::Match::none) return false;
          if (other.rule->priority > match.rule->priority && theirs.first == content.first) return true;
          return inner && other.rule->kind == "indirect" && (weak || other.first < match.first) && theirs.first <= cue.first &&
                 cue.first < theirs.second && content.first < theirs.second && !(nested == "told" && is_told(clause, cue.first));
        });
    if (!spoken && accept(match)) report(clause, match, first_draft);
  }
  room_ = std::move(matches);
}

// Does the text say who speaks in a report inside another's? « Il rappelle que le maire a promis de … », not « il dit qu'on pense que … »,
// « il refuse d'affirmer que … ».
bool Finder::is_told(const Clause& clause, std::uint32_t cue) const {
  const Unit& unit = clause.units[cue];
  if (maker_.has(unit, words_.inf) || maker_.has(unit, words_.conditional) || maker_.has(unit, words_.stance_opinion))
    return false;
  if (maker_.has(unit, words_.stance_demanded) && !maker_.has(unit, words_.cue_a_inf) && !maker_.has(unit, words_.cue_de_inf))
    return false;   // « souhaitent que »
  const mentions::Mention subject = mentions_.subject(clause, cue, maker_.has(unit, words_.vg));
  return subject.somebody() && !subject.thing;
}

void Finder::report(const Clause& clause, const rules::Match& match, std::size_t first_draft) {
  const rules::Rule& rule = *match.rule;
  if (rule.kind == "leads") return;
  Draft draft;
  draft.rule = rule.name;
  draft.zone = zone_of(clause.paragraph);
  draft.confidence = confidence_of(rule);
  draft.type = rule.kind == "direct"  ? QuoteType::direct
               : rule.kind == "mixed" ? QuoteType::mixed
               : rule.kind == "term"  ? QuoteType::term
                                      : QuoteType::indirect;
  if (!rule.word("clause").empty() && !tells(clause, match)) return;
  if (!set_clue(clause, match, first_draft, draft)) return;
  const std::string_view where = rule.word("content");
  const bool found = where == "rest"     ? set_rest(clause, first_draft, draft)
                     : where == "before" ? set_before(draft)
                                         : set_content(clause, match, draft);
  if (!found || has_words(draft, first_draft)) return;
  if (draft.type == QuoteType::term && draft.pair != none) draft.heard = false;
  add(std::move(draft));
}

// May what a rule takes as said be so? Without a verb only up to a comma: « Un pont « vieux » », before « , a jugé la cour », not
// « Plusieurs auteurs, dont celui de « Lui » », before « , ont lancé une action ».
bool Finder::tells(const Clause& clause, const rules::Match& match) const {
  const auto content = reading_.engine.capture(match, words_.label_content);
  bool comma = false;
  for (std::uint32_t u = content.first; u < content.second; ++u) {
    const Unit& unit = clause.units[u];
    if (maker_.has(unit, words_.vg)) return true;
    if (unit.pair != none && (maker_.has(unit, words_.clause) || maker_.has(unit, words_.verbal))) return true;
    comma |= key(unit.first) == ",";
  }
  return !comma;
}

// Has a quote from `first_draft` on the same words? Of two cues for them the first one leads: « a dit en parlant de lui : « … » ».
bool Finder::has_words(const Draft& draft, std::size_t first_draft) const {
  return std::any_of(drafts_.begin() + static_cast<std::ptrdiff_t>(first_draft), drafts_.end(),
                     [&](const Draft& other) { return other.content == draft.content; });
}

// The cue, and what shows whose it is. False where the rule reports nothing here.
bool Finder::set_clue(const Clause& clause, const rules::Match& match, std::size_t first_draft, Draft& draft) const {
  const auto cue = reading_.engine.capture(match, words_.label_cue);
  const auto speaker = reading_.engine.capture(match, words_.label_speaker);
  const bool again = !match.rule->word("again").empty();
  if (drafts_.size() > first_draft && (again || !is_set(cue))) {   // « … et que … »
    const std::size_t told = is_set(cue) ? draft_of(clause.units[cue.first], first_draft) : drafts_.size() - 1;
    draft.cue = drafts_[told].cue;
    draft.clue = Clue::same_as(told);
  } else if (is_set(cue)) {
    const Unit& unit = clause.units[cue.first];
    draft.cue = {unit.first, clause.units[cue.second - 1].last};
    draft.cue_kind = kind_of(unit);
    if (draft.cue_kind == CueKind::noun) draft.cue = noun_of(unit);
    if (is_set(speaker)) {
      draft.clue = Clue::of(mentions_.behind(clause, cue.first, speaker.first, speaker.second));
    } else if (match.rule->word("source") == "previous") {
      draft.clue = Clue::of(Clue::Kind::previous);
    } else {
      return set_clue_of_cue(clause, match, first_draft, draft);
    }
  } else if (is_set(speaker)) {   // a signature
    draft.clue = Clue::of(mentions_.at(clause, speaker.first, speaker.second));
    draft.cue_kind = CueKind::typography;
  } else {
    return draft.type == QuoteType::term;
  }
  return true;
}

// The report from `first_draft` on that has this cue, else the last one.
std::size_t Finder::draft_of(const Unit& cue, std::size_t first_draft) const {
  std::size_t d = drafts_.size() - 1;
  while (d > first_draft && (drafts_[d].cue.last <= cue.first || drafts_[d].cue.first >= cue.last)) --d;
  return drafts_[d].cue.last > cue.first && drafts_[d].cue.first < cue.last ? d : drafts_.size() - 1;
}

CueKind Finder::kind_of(const Unit& cue) const {
  if (maker_.has(cue, words_.vg) || maker_.has(cue, words_.part) || maker_.has(cue, words_.inf)) return CueKind::verb;
  if (maker_.has(cue, words_.cue) && maker_.has(cue, words_.past_participle)) return CueKind::verb;
  if (maker_.has(cue, words_.np) || (maker_.has(cue, words_.pp) && maker_.has(cue, words_.cue_noun)))
    return CueKind::noun;   // « aux cris de »
  return key(cue.first) == ":" ? CueKind::typography : CueKind::preposition;
}

// The noun of speech of a group, without what stands beside it: « réponse » of « la première réponse ».
Range Finder::noun_of(const Unit& unit) const {
  for (std::uint32_t t = unit.first; t < unit.last; ++t)
    if (const lexicon::Entry* entry = reading_.units.entry(t); entry != nullptr && has_cue_noun(*entry)) return {t, t + 1};
  return {unit.first, unit.last};
}

// No words in a fixed place name the source: it is the subject of the verb, or behind the noun.
bool Finder::set_clue_of_cue(const Clause& clause, const rules::Match& match, std::size_t first_draft, Draft& draft) const {
  const std::uint32_t cue = reading_.engine.capture(match, words_.label_cue).first;
  const Unit& unit = clause.units[cue];
  if (maker_.has(unit, words_.vg) || maker_.has(unit, words_.part) || maker_.has(unit, words_.inf)) {
    const bool finite = maker_.has(unit, words_.vg);
    // « …, a dit X, ajoutant que … »
    Id before = none;
    if (!finite && !mentions_.tells_of_neighbour(clause, cue))
      for (std::size_t d = first_draft; d < drafts_.size(); ++d)
        if (drafts_[d].clue && drafts_[d].cue.first < draft.cue.first) before = static_cast<Id>(d);
    draft.clue = before != none ? Clue::same_as(before) : Clue::of(mentions_.subject(clause, cue, finite));
    const mentions::Mention& subject = draft.clue.mention;
    if (subject.kind == mentions::Mention::Kind::pronoun && subject.first == draft.cue.first && subject.last < draft.cue.last)
      draft.cue.first = subject.last;                                                              // « vous avez dit »
    if (maker_.has(unit, words_.cue_thing) && (subject.thing || is_data(subject))) return false;   // « la hausse montre que »
    const bool known = subject.somebody() && subject.kind != mentions::Mention::Kind::words;   // not « les « casques blancs » »
    if (before == none && !known && !match.rule->word("weak").empty()) return false;
    if (subject.thing && match.rule->word("things") == "no") return false;   // « la fuite pousse X à »
    if (before == none && !known && goes_on_telling(clause, cue)) draft.clue = clue_before(sentence_at(draft.cue.first));
  } else if (draft.cue_kind == CueKind::noun && draft.type == QuoteType::direct &&
             maker_.has(unit, words_.pp)) {   // « aux cris de »
    draft.clue = Clue::of(mentions_.main_subject(clause));
  } else if (draft.cue_kind == CueKind::noun) {
    draft.clue = clue_of_noun(clause, cue, draft.type);
    if (draft.clue.named_only && draft.clue.mention.entity == none && !match.rule->word("weak").empty()) return false;
  } else if (draft.cue_kind == CueKind::preposition) {   // « à l'en croire »
    draft.clue = Clue::of(Clue::Kind::implied);
  }
  return true;
}

// Who does what the sentence before tells, in the same paragraph.
Clue Finder::clue_before(std::uint32_t s) const {
  if (!goes_on_from_before(s)) return {};
  const mentions::Mention subject = mentions_.main_subject(clauses_.of(s - 1));
  return subject.somebody() ? Clue::of(subject) : Clue{};
}

// Is a verb without a subject of who the sentence before tells of: « Et menace de partir. », « Tout en se défendant de fuir. »?
bool Finder::goes_on_telling(const Clause& clause, std::uint32_t cue) const {
  const auto first = clause.units.begin(), at = first + cue;
  const auto passed = [&](const Unit& unit) {
    return maker_.has(unit, words_.coordinating) || (maker_.has(unit, words_.adverb) && !maker_.has(unit, words_.np)) ||
           maker_.has(unit, words_.preposition);
  };
  if (!std::all_of(first, at, passed)) return false;
  if (maker_.has(*at, words_.vg))
    return cue > 0 && maker_.has(*first, words_.coordinating) &&
           !(maker_.has(*at, words_.imperative) && maker_.has(*at, words_.plural));
  return maker_.has(*at, words_.part) &&
         std::none_of(first, clause.units.end(), [&](const Unit& unit) { return maker_.has(unit, words_.vg); });
}

// Whose words a noun tells of: « Sa réponse : « … » » of the subject, else of who is spoken of; else of who is named in its group.
Clue Finder::clue_of_noun(const Clause& clause, std::uint32_t cue, QuoteType type) const {
  const std::uint32_t first = clause.units[cue].first;
  if (mentions_.common(first, words_.possessive) && !mentions_.common(first, words_.first_person)) {
    const mentions::Mention subject = mentions_.main_subject(clause);
    if (subject.somebody() && subject.last <= first) return Clue::of(subject);
    if (type == QuoteType::direct) return Clue::of(Clue::Kind::implied);
  }
  mentions::Mention who = mentions_.at(clause, cue, cue + 1);
  if (who.entity == none)
    if (std::optional<mentions::Mention> owner = mentions_.owner(clause.units[cue], noun_of(clause.units[cue]).first))
      return Clue::of(*std::move(owner));
  Clue out = Clue::of(std::move(who));
  out.named_only = true;
  return out;
}

// What stands before the cue.
bool Finder::set_rest(const Clause& clause, std::size_t first_draft, Draft& draft) {
  const Range before = trimmed({clause.first, draft.cue.first});
  if (before.last < before.first + shortest_rest) return false;
  // A report of a noun goes with the clause.
  for (std::size_t d = first_draft; d < drafts_.size(); ++d)
    if (drafts_[d].cue_kind == CueKind::noun && drafts_[d].type == QuoteType::indirect) drafts_[d].content.clear();
  draft.content.push_back(before);
  return true;
}

// « P. C'est ce qu'a dit X. »: the sentence before, in the paragraph. Where it is words between marks without a cue, they get
// this one; where it reports something, that stays as it is.
bool Finder::set_before(Draft& draft) {
  const std::uint32_t s = sentence_at(draft.cue.first);
  if (!goes_on_from_before(s)) return false;
  const Range before{tokens_.sentences[s - 1].first, tokens_.sentences[s - 1].last};
  const std::uint32_t nearby = tokens_.sentences[s - std::min(s, before_reach)].first;
  std::size_t d = drafts_.size();
  while (d > 0 && (drafts_[d - 1].content.empty() || drafts_[d - 1].place() >= nearby)) --d;   // they are in order, or nearly so
  for (; d < drafts_.size(); ++d) {
    Draft& other = drafts_[d];
    if (other.type == QuoteType::term || other.content.empty() || other.content.front().first < before.first ||
        other.content.back().last > before.last)
      continue;
    if (other.type == QuoteType::direct && !other.has_cue()) {
      other.cue = draft.cue;
      other.cue_kind = draft.cue_kind;
      other.clue = draft.clue;
    }
    return false;
  }
  draft.content.push_back(trimmed(before));
  return true;
}

// What the rule captured. Words that stand whole between marks are direct speech, whatever leads to them.
bool Finder::set_content(const Clause& clause, const rules::Match& match, Draft& draft) {
  const auto content = reading_.engine.capture(match, words_.label_content);
  if (!is_set(content)) return false;
  const auto& units = clause.units;
  std::uint32_t first = content.first, last = content.second;
  while (first < last && units[last - 1].pair == none && units[last - 1].last - units[last - 1].first == 1 &&
         is_final(units[last - 1].first))
    --last;
  if (units[first].pair != none && last == first + 1) {
    set_marks(units[first], draft);
  } else if (draft.type == QuoteType::direct && units[first].pair != none) {
    for (std::uint32_t u = first; u < last; ++u) {
      if (units[u].pair == none) continue;
      draft.content.push_back(inside(units[u].pair));
      paired_[units[u].pair] = true;
      if (draft.pair == none) draft.pair = units[u].pair;
    }
  } else {
    const auto piece = [&](std::pair<std::uint32_t, std::uint32_t> part) {
      if (part.first == part.second) return;   // a full stop alone
      const Range whole = trimmed({units[part.first].first, units[part.second - 1].last});
      if (whole.first < whole.last) draft.content.push_back(whole);
    };
    piece({first, last});
    if (const auto more = reading_.engine.capture(match, words_.label_more); is_set(more)) piece(more);
  }
  return !draft.content.empty();
}

// All of it stands between the marks of `unit`. The rule's own cue is the cue, not that of an incise inside.
void Finder::set_marks(const Unit& unit, Draft& draft) {
  draft.pair = unit.pair;
  if (draft.type == QuoteType::indirect) draft.type = QuoteType::direct;
  Range marks = inside(draft.pair);
  if (!tokens_.pairs[draft.pair].closed) marks.last = unit.last;
  if (draft.type != QuoteType::direct) {
    draft.content = {marks};
    return;
  }
  Draft whole = draft;
  cut_incises(whole, marks);
  draft.content = std::move(whole.content);
}

// Does a pair of marks stand at the head of a sentence, in words from token `first` on?
bool Finder::starts_sentence(Id pair, std::uint32_t first) const {
  const std::uint32_t open = tokens_.pairs[pair].open;
  return open <= first || is_final(open - 1) || key(open - 1) == ":";
}

// The spans of what stands between marks, without « …, a-t-il dit, … ». Sets cue and speaker where such an incise is there.
// `spoken`: also « …, il a dit. »
void Finder::cut_incises(Draft& draft, Range content, bool spoken) {
  draft.content.clear();
  std::uint32_t from = content.first;
  const std::vector<Unit> inside = reading_.units.in(content.first, content.last);
  if (std::any_of(inside.begin(), inside.end(),
                  [this](const rules::Unit& unit) { return maker_.notes(unit) & ClauseMaker::incise; })) {
    const std::uint32_t paragraph = tokens_.sentences[mentions_.sentence_of(content.first)].paragraph;
    const Clause& clause = clauses_.within(content, draft.pair, paragraph);
    const std::vector<Unit>& seen = clause.units;
    const bool in_line = spoken && (content.first == 0 || tokens_.pair_at(content.first - 1) == none);
    std::vector<rules::Match> matches;
    reading_.find(words_.phase_incises, seen.data(), seen.size(), matches);
    for (const rules::Match& match : matches) {
      if (match.rule->kind == "spoken" && (!spoken || is_story())) continue;
      const std::uint32_t before = match.first - std::min(match.first, key(seen[match.first].first - 1) == "," ? 2u : 1u);
      if (in_line && seen[before].pair != none && starts_sentence(seen[before].pair, content.first))
        continue;   // of the words between these marks
      const auto cue = reading_.engine.capture(match, words_.label_cue);
      const auto speaker = reading_.engine.capture(match, words_.label_speaker);
      const bool told = cue.first != rules::Match::none;   // no aside
      const bool leads = key(seen[match.last - 1].last - 1) == ":";
      if (told && !leads && from > content.first && seen[match.first].first == from)
        continue;   // « …, reprit-il, avait promis l'autre »: no incise behind another
      if (told) incises_.insert(seen[cue.first].first);
      if (told && !draft.has_cue()) {
        draft.cue = {seen[cue.first].first, seen[cue.second - 1].last};
        draft.clue =
            Clue::of(speaker.first != rules::Match::none ? mentions_.behind(clause, cue.first, speaker.first, speaker.second)
                                                         : mentions_.subject(clause, cue.first, true));
        draft.rule = match.rule->name;
        draft.confidence = confidence_of(*match.rule);
      }
      std::uint32_t stop = seen[match.first].first;
      while (stop > from && (key(stop - 1) == "," || key(stop - 1) == "—" || key(stop - 1) == "–")) --stop;
      if (stop > from) draft.content.push_back({from, stop});
      from = seen[match.last - 1].last;
      while (from < content.last && (key(from) == "," || key(from) == "." || key(from) == ";" || key(from) == ":" ||
                                     key(from) == "—" || key(from) == "–"))
        ++from;
    }
  }
  if (from < content.last) draft.content.push_back({from, content.last});
}

// « les résultats », « les chiffres »
bool Finder::is_data(const mentions::Mention& source) const {
  for (std::uint32_t t = source.first; t < std::min(source.last, source.first + 3); ++t)
    if (const lexicon::Entry* entry = reading_.units.entry(t); entry != nullptr && has(entry->common, words_.cue_data))
      return true;
  return false;
}

bool Finder::has_cue_noun(const lexicon::Entry& entry) const {
  return has(entry.common, words_.cue_noun) || has(entry.common, words_.cue_noun_que);
}

}   // namespace propos::quotes
