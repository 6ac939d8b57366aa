// SPDX-License-Identifier: Apache-2.0
// What the rules of phases "quotes" and "incises" find in a clause becomes quotes.
#include <algorithm>

#include "quotes/finder.h"

namespace propos::quotes {

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
    const bool inner = match.rule->kind != "direct" && match.rule->word("nested").empty() && cue.first != rules::Match::none;
    // « Ces alertes « … », a dit X », « Il aura « … », a dit X »
    const bool weak = inner && (maker_.has(clause.units[cue.first], words_.np) || !match.rule->word("weak").empty());
    const bool spoken = content.first != rules::Match::none && std::any_of(matches.begin(), matches.end(), [&](const rules::Match& other) {
      if (&other == &match) return false;
      const auto theirs = content_of(other);
      if (theirs.first == rules::Match::none) return false;
      if (other.rule->priority > match.rule->priority && theirs.first == content.first) return true;
      return inner && other.rule->kind == "indirect" && (weak || other.first < match.first) && theirs.first <= cue.first && cue.first < theirs.second &&
             content.first < theirs.second;
    });
    if (!spoken && accept(match)) report(clause, match, first_draft);
  }
  room_ = std::move(matches);
}

void Finder::report(const Clause& clause, const rules::Match& match, std::size_t first_draft) {
  const auto& units = clause.units;
  const rules::Rule& rule = *match.rule;
  const auto capture = [&](int label) { return reading_.engine.capture(match, label); };
  const auto set = [](std::pair<std::uint32_t, std::uint32_t> c) { return c.first != rules::Match::none && c.second > c.first; };
  const auto cue = capture(words_.label_cue);
  const auto content = capture(words_.label_content);
  const auto speaker = capture(words_.label_speaker);
  Draft draft;
  draft.rule = rule.name;
  draft.zone = zone_of(clause.paragraph);
  draft.confidence = confidence_of(rule);
  draft.type = rule.kind == "direct" ? QuoteType::direct : rule.kind == "mixed" ? QuoteType::mixed
               : rule.kind == "term" ? QuoteType::term : QuoteType::indirect;
  if (rule.kind == "leads") return;
  if (set(cue)) {
    draft.cue = {units[cue.first].first, units[cue.second - 1].last};
    const Unit& unit = units[cue.first];
    const bool group = maker_.has(unit, words_.vg) || maker_.has(unit, words_.part) || maker_.has(unit, words_.inf);
    const bool verb = group || (maker_.has(unit, words_.cue) && maker_.has(unit, words_.past_participle));
    draft.cue_kind = verb ? CueKind::verb : maker_.has(unit, words_.np) ? CueKind::noun
                     : key(unit.first) == ":"  ? CueKind::typography : CueKind::preposition;
    if (set(speaker)) {
      draft.speaker = attribution_.at(clause, speaker.first, speaker.second);
    } else if (rule.word("source") == "previous") {
      draft.speaker = attribution_.previous();
    } else if (group) {
      const bool finite = maker_.has(unit, words_.vg);
      // « …, a dit X, ajoutant que … »
      const Draft* before = nullptr;
      if (!finite)
        for (std::size_t d = first_draft; d < drafts_.size(); ++d)
          if (drafts_[d].speaker.known() && drafts_[d].cue.first < draft.cue.first) before = &drafts_[d];
      draft.speaker = before != nullptr ? before->speaker : attribution_.subject(clause, cue.first, finite);
      if (maker_.has(unit, words_.cue_thing) && (draft.speaker.thing || is_data(draft.speaker))) return;   // « la hausse montre que »
      if ((draft.speaker.thing || !draft.speaker.known()) && !rule.word("weak").empty()) return;
      if (draft.speaker.thing && rule.word("things") == "no") return;   // « la fuite pousse X à »
    } else if (draft.cue_kind == CueKind::noun) {
      draft.speaker = attribution_.at(clause, cue.first, cue.second);
      if (draft.speaker.entity == none) draft.speaker = {};
      for (std::uint32_t t = unit.first; t < unit.last; ++t)   // the noun alone
        if (const lexicon::Entry* entry = reading_.units.entries[t]; entry != nullptr && has_cue_noun(*entry)) {
          draft.cue = {t, t + 1};
          break;
        }
    } else if (draft.cue_kind == CueKind::preposition) {   // « à l'en croire »
      draft.speaker = attribution_.implied(draft.cue.first);
    }
  } else if (drafts_.size() > first_draft) {   // « … et que … »
    draft.cue = drafts_.back().cue;
    draft.speaker = drafts_.back().speaker;
  } else if (set(speaker)) {   // a signature
    draft.speaker = attribution_.at(clause, speaker.first, speaker.second);
    draft.cue_kind = CueKind::typography;
  } else if (draft.type != QuoteType::term) {
    return;
  }

  if (rule.word("content") == "rest") {
    const std::uint32_t from = draft.cue.first;
    const Range before = trimmed({clause.first, from});
    if (before.last - before.first < 3) return;
    // A report of a noun goes with the clause.
    drafts_.erase(std::remove_if(drafts_.begin() + static_cast<std::ptrdiff_t>(first_draft), drafts_.end(),
                                 [](const Draft& d) { return d.cue_kind == CueKind::noun && d.type == QuoteType::indirect; }),
                  drafts_.end());
    draft.content.push_back(before);
  } else if (!set(content)) {
    return;
  } else {
    // Words that stand whole between marks are direct speech, whatever leads to them.
    std::uint32_t first = content.first, last = content.second;
    while (first < last && units[last - 1].pair == none && units[last - 1].last - units[last - 1].first == 1 &&
           is_final(units[last - 1].first))
      --last;
    if (units[first].pair != none && last == first + 1) {
      draft.pair = units[first].pair;
      if (draft.type == QuoteType::indirect) draft.type = QuoteType::direct;
      Range marks = inside(draft.pair);
      if (!tokens_.pairs[draft.pair].closed) marks.last = units[first].last;
      const Range own_cue = draft.cue;
      const Source own_speaker = draft.speaker;
      const std::string_view own_rule = draft.rule;
      if (draft.type == QuoteType::direct) cut_incises(draft, marks);
      else draft.content = {marks};
      if (draft.type == QuoteType::term) {
        if (has_words(draft, first_draft)) return;
        paired_[draft.pair] = true;
        drafts_.push_back(std::move(draft));
        return;
      }
      draft.cue = own_cue;
      draft.speaker = own_speaker;
      draft.rule = own_rule;
    } else if (draft.type == QuoteType::direct && units[first].pair != none) {
      for (std::uint32_t u = first; u < last; ++u)
        if (units[u].pair != none) {
          draft.content.push_back(inside(units[u].pair));
          paired_[units[u].pair] = true;
          if (draft.pair == none) draft.pair = units[u].pair;
        }
    } else {
      const Range whole = trimmed({units[first].first, units[last - 1].last});
      if (whole.first < whole.last) draft.content.push_back(whole);
      if (const auto more = capture(words_.label_more); set(more)) {
        const Range rest = trimmed({units[more.first].first, units[more.second - 1].last});
        if (rest.first < rest.last) draft.content.push_back(rest);
      }
      if (draft.content.empty()) return;
    }
  }
  if (!has_words(draft, first_draft)) add(std::move(draft));
}

// Has a quote from `first_draft` on the same words? Of two cues for them the first one leads: « a dit en parlant de lui : « … » ».
bool Finder::has_words(const Draft& draft, std::size_t first_draft) const {
  return std::any_of(drafts_.begin() + static_cast<std::ptrdiff_t>(first_draft), drafts_.end(), [&](const Draft& other) { return other.content == draft.content; });
}

// The spans of what stands between marks, without « …, a-t-il dit, … ». Sets cue and speaker where such an incise is there.
// `spoken`: also « …, il a dit. »
void Finder::cut_incises(Draft& draft, Range content, bool spoken) {
  draft.content.clear();
  std::uint32_t from = content.first;
  const std::span<const rules::Unit> inside = units_in(content);
  if (std::any_of(inside.begin(), inside.end(), [this](const rules::Unit& unit) { return maker_.notes(unit) & ClauseMaker::incise; })) {
    const Clause clause = clause_of(content, draft.pair, 0);
    const std::vector<Unit>& seen = clause.units;
    std::vector<rules::Match> matches;
    reading_.find(words_.phase_incises, seen.data(), seen.size(), matches);
    for (const rules::Match& match : matches) {
      if (match.rule->kind == "spoken" && !spoken) continue;
      const auto cue = reading_.engine.capture(match, words_.label_cue);
      const auto speaker = reading_.engine.capture(match, words_.label_speaker);
      const bool told = cue.first != rules::Match::none;   // no aside
      if (told) incises_.insert(seen[cue.first].first);
      if (told && draft.cue.first == draft.cue.last) {
        draft.cue = {seen[cue.first].first, seen[cue.second - 1].last};
        draft.speaker = speaker.first != rules::Match::none ? attribution_.at(clause, speaker.first, speaker.second)
                                                            : attribution_.subject(clause, cue.first, true);
        draft.rule = match.rule->name;
        draft.confidence = confidence_of(*match.rule);
      }
      std::uint32_t stop = seen[match.first].first;
      while (stop > from && (key(stop - 1) == "," || key(stop - 1) == "—" || key(stop - 1) == "–")) --stop;
      if (stop > from) draft.content.push_back({from, stop});
      from = seen[match.last - 1].last;
      while (from < content.last && (key(from) == "," || key(from) == "." || key(from) == ";" || key(from) == ":" || key(from) == "—" || key(from) == "–")) ++from;
    }
  }
  if (from < content.last) draft.content.push_back({from, content.last});
}

// « les résultats », « les chiffres »
bool Finder::is_data(const Source& source) const {
  for (std::uint32_t t = source.first; t < std::min(source.last, source.first + 3); ++t)
    if (const lexicon::Entry* entry = reading_.units.entries[t]; entry != nullptr && has(entry->common, words_.cue_data)) return true;
  return false;
}

bool Finder::has_cue_noun(const lexicon::Entry& entry) const {
  return has(entry.common, words_.cue_noun) || has(entry.common, words_.cue_noun_que);
}

}  // namespace propos::quotes
