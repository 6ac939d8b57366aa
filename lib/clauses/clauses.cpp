// SPDX-License-Identifier: Apache-2.0
#include "clauses/clauses.h"

#include <algorithm>

namespace propos::clauses {
namespace {

constexpr std::size_t most_kept = 1u << 17;   // units of the clauses of a text: of a megabyte or two
constexpr std::uint32_t longest_term = 4;     // tokens between marks that nobody may have said: « Les Misérables »

}   // namespace

ClauseMaker::ClauseMaker(const entities::Reading& reading, const Words& words, const std::vector<entities::Name>& names)
    : reading_(reading), words_(words), names_(names) {}

// Is this the dash of « — « Oui. » — « Et moi ? » »? It says no more than the marks do.
bool ClauseMaker::leads_marks(const Unit& unit, const Unit& next, const std::vector<Unit>& before) const {
  const token::Tokens& tokens = reading_.tokens;
  if (unit.last - unit.first != 1 || !(tokens.tokens[next.first].flags & token::opens)) return false;
  const std::string_view key = tokens.key(tokens.tokens[unit.first]);
  if (key != "—" && key != "–" && key != "-") return false;
  if (before.empty() || before.back().pair != none) return true;
  const std::string_view last = tokens.key(tokens.tokens[before.back().last - 1]);
  return last == ":" || last == "." || last == "!" || last == "?" || last == "…";
}

void ClauseMaker::collapse_given(const Unit* units, std::size_t count, Id inside, std::uint32_t last,
                                 std::vector<Unit>& out) const {
  const auto kind = [&](int feature, std::initializer_list<int> others) {
    std::uint64_t key = static_cast<std::uint64_t>(feature);
    for (const int other : others) key = key << 9 | static_cast<std::uint64_t>(other + 1);
    return reading_.memory.kind_of(key, [&] {
      rules::FeatureSet features;
      features.set(static_cast<std::size_t>(feature));
      for (const int other : others)
        if (other >= 0) features.set(static_cast<std::size_t>(other));
      return features;
    });
  };
  if (count == 0) return;
  const std::vector<token::MarkPair>& pairs = reading_.tokens.pairs;
  // The next name and the next pair of marks from the unit on.
  auto name = static_cast<Id>(entities::name_at(names_, units[0].first));
  auto pair = static_cast<Id>(std::lower_bound(pairs.begin(), pairs.end(), units[0].first,
                                               [](const token::MarkPair& p, std::uint32_t t) { return p.open < t; }) -
                              pairs.begin());
  for (std::size_t i = 0; i < count;) {
    while (name < names_.size() && names_[name].first < units[i].first) ++name;
    while (pair < pairs.size() && pairs[pair].open < units[i].first) ++pair;
    const std::uint32_t next =
        std::min(name < names_.size() ? names_[name].first : none, pair < pairs.size() ? std::uint32_t{pairs[pair].open} : none);
    if (units[i].first < next) {   // what is neither of a name nor between marks stays
      std::size_t end = i + 1;
      while (end < count && units[end].first < next) ++end;
      out.insert(out.end(), units + i, units + end - 1);
      if (end == count || !leads_marks(units[end - 1], units[end], out)) out.push_back(units[end - 1]);
      i = end;
      continue;
    }
    Unit unit = units[i];
    if (pair < pairs.size() && pairs[pair].open == unit.first && pair != inside) {
      const token::MarkPair& marks = pairs[pair];
      unit.last = std::min(last, marks.closed ? marks.close + 1 : marks.close);
      unit.pair = pair;
      std::size_t j = i + 1;
      bool verb = false;
      for (; j < count && units[j].first < unit.last; ++j)
        verb |= has(units[j], words_.finite) && has(units[j], words_.verb) && !has(units[j], words_.proper) &&
                !has(units[j], words_.preposition) &&
                (!has(units[j], words_.noun) || has(units[j], words_.clitic_subject) || has(units[j], words_.etre) ||
                 has(units[j - 1], words_.negation) || has(units[j - 1], words_.pronoun) || has(units[j - 1], words_.nobody));
      const std::uint32_t size = unit.last - unit.first;
      bool clause = verb && size > 4;
      bool ends = false;
      if (size > 3 && marks.closed) {
        const std::string_view end = reading_.tokens.key(reading_.tokens.tokens[marks.close - 1]);
        ends = end == "." || end == "!" || end == "?" || end == "…";
        clause |= ends || end == ",";
      }
      // « ne pas mégoter », « se taire »
      std::size_t lead = i + 1;
      while (lead < j && (has(units[lead], words_.negation) || has(units[lead], words_.se_clitic)) &&
             !has(units[lead], words_.determiner))
        ++lead;
      const bool infinitive = lead < j && has(units[lead], words_.infinitive) && !has(units[lead], words_.noun) &&
                              !has(units[lead], words_.determiner);
      // « a menti », « ne tient pas »
      const bool verbal =
          lead < j && has(units[lead], words_.finite) && has(units[lead], words_.verb) && !has(units[lead], words_.proper) &&
          !has(units[lead], words_.preposition) && !has(units[lead], words_.determiner) && !has(units[lead], words_.adjective) &&
          (!has(units[lead], words_.noun) || lead > i + 1 || (lead + 1 < j && has(units[lead + 1], words_.determiner)));
      // « selon « Le Monde » »: the name of who speaks
      const auto said = static_cast<Id>(entities::name_at(names_, unit.first + 1));
      if (said < names_.size() && names_[said].type == EntityType::organization && names_[said].first == unit.first + 1 &&
          names_[said].last + 1 == unit.last && marks.closed)
        unit.name = said;
      const bool capital = i + 1 < count && units[i + 1].first < unit.last && has(units[i + 1], words_.capitalised);
      unit.kind = kind(words_.quotation, {clause ? words_.clause : -1, size > longest_term + 2 ? words_.phrase : -1,
                                          capital ? words_.capitalised : -1, ends ? words_.exclamation : -1,
                                          infinitive ? words_.infinitive_clause : -1, verbal ? words_.verbal : -1,
                                          unit.name != none ? words_.marked_name : -1});
      i = j;
    } else if (name < names_.size() && names_[name].first == unit.first) {
      unit.last = names_[name].last;
      unit.name = name;
      // What rules still ask of a name: « la députée LFI », « le sénateur Les Républicains ».
      const bool whole = units[i].last == unit.last;
      unit.kind = kind(words_.type[static_cast<int>(names_[name].type)],
                       {words_.proper, whole && has(units[i], words_.upper) ? words_.upper : -1,
                        whole && has(units[i], words_.party) ? words_.party : -1});
      for (++i; i < count && units[i].first < unit.last;) ++i;
    } else {
      ++i;
    }
    out.push_back(unit);
  }
}

void ClauseMaker::collapse_groups(int phase, const std::vector<Unit>& units, std::vector<Unit>& out,
                                  std::vector<NamedTitle>& titles) const {
  reading_.find(phase, units.data(), units.size(), matches_);
  out.reserve(units.size());
  std::size_t i = 0;
  for (const rules::Match& match : matches_) {
    for (; i < match.first; ++i) out.push_back(units[i]);
    const auto head = reading_.engine.capture(match, words_.label_head);
    const bool headed = head.first != rules::Match::none;
    // What a group has from its parts: the clitics, « être », « un ».
    std::uint64_t from_parts = notes(units[match.first]) & indefinite;
    for (std::uint32_t k = match.first; k < match.last; ++k) from_parts |= notes(units[k]) & (clitic_subject | se_clitic | etre);
    const bool definite =
        match.kind == words_.np && has(units[match.first], words_.definite);   // « le maire », not « maire de Lyon »
    Unit unit = units[match.first];
    unit.last = units[match.last - 1].last;
    unit.name = headed && match.kind == words_.named ? units[head.first].name : none;
    const std::uint64_t key = std::uint64_t{1} << 63 |   // no key of collapse_given
                              static_cast<std::uint64_t>(headed ? units[head.first].kind + 1 : 0) << 32 |
                              static_cast<std::uint64_t>(match.also + 1) << 18 | std::uint64_t{definite} << 17 |
                              static_cast<std::uint64_t>(match.kind) << 4 | from_parts;
    unit.kind = reading_.memory.kind_of(key, [&] {
      rules::FeatureSet features;
      if (headed) features = reading_.memory.features(units[head.first].kind);
      features &= ~words_.groups;
      const int parts[] = {words_.clitic_subject, words_.se_clitic, words_.etre, words_.indefinite};
      for (std::size_t b = 0; b < 4; ++b)
        if (from_parts >> b & 1) features.set(static_cast<std::size_t>(parts[b]));
      if (definite) features.set(static_cast<std::size_t>(words_.definite));
      if (match.also >= 0) features.set(static_cast<std::size_t>(match.also));
      return features.set(static_cast<std::size_t>(match.kind));
    });
    const auto whose = reading_.engine.capture(match, words_.label_whose);   // « par le maire Jean Roux »
    const Id owner = whose.first != rules::Match::none ? units[whose.first].name : unit.name;
    for (const int label : {words_.label_title, words_.label_title2}) {
      const auto title = reading_.engine.capture(match, label);
      if (title.first != rules::Match::none && title.second > title.first) titles.push_back({units[title.first], owner});
    }
    out.push_back(unit);
    i = match.last;
  }
  for (; i < units.size(); ++i) out.push_back(units[i]);
}

void ClauseMaker::add_titles(const Clause& clause, std::vector<NamedTitle>& out) const {
  reading_.find(words_.phase_titles, clause.units.data(), clause.units.size(), matches_);
  for (const rules::Match& match : matches_) {
    const auto title = reading_.engine.capture(match, words_.label_title);
    const std::uint32_t whose = reading_.engine.capture(match, words_.label_whose).first;
    Unit unit = clause.units[title.first];
    unit.last = clause.units[title.second - 1].last;
    if (const Id name = name_of(clause.units[whose]); name != none) out.push_back({unit, name});
    if (!has(unit, words_.plural) || has(unit, words_.singular)) continue;
    for (std::uint32_t u = whose + 1; u < match.last; ++u)   // « les députés X et Y »
      if (const Id name = has(clause.units[u], words_.person) ? name_of(clause.units[u]) : none; name != none)
        out.push_back({unit, name});
  }
}

// The first name in a unit; none where there is no such one.
Id ClauseMaker::name_of(const Unit& unit) const {
  const Id name = unit.name != none ? unit.name : static_cast<Id>(entities::name_at(names_, unit.first));
  return name == names_.size() || names_[name].first >= unit.last ? none : name;
}

Clause ClauseMaker::make(const Unit* units, std::size_t count, std::uint32_t first, std::uint32_t last, std::uint32_t paragraph,
                         Id inside) const {
  Clause out;
  out.first = first;
  out.last = last;
  out.paragraph = paragraph;
  given_.clear();
  given_.reserve(count);
  groups_.clear();
  sources_.clear();
  collapse_given(units, count, inside, last, given_);
  collapse_groups(words_.phase_groups, given_, groups_, out.titles);
  collapse_groups(words_.phase_sources, groups_, sources_, out.titles);
  out.units.assign(sources_.begin(), sources_.end());   // without the room that the work needs
  return out;
}

const Clause& Clauses::of(std::uint32_t s) {
  if (sentences_[s] == nullptr) {
    const token::SentenceRange& range = reading_.tokens.sentences[s];
    reading_.units.in(range.first, range.last, units_);
    sentences_[s] =
        std::make_unique<Clause>(maker_.make(units_.data(), units_.size(), range.first, range.last, range.paragraph, none));
    made_.push_back(s);
    kept_ += sentences_[s]->units.size() + 1;
  }
  return *sentences_[s];
}

const Clause& Clauses::within(Range range, Id pair, std::uint32_t paragraph) {
  const auto [place, fresh] = insets_.try_emplace({range.first, range.last, pair});
  if (!fresh) return place->second;
  reading_.units.in(range.first, range.last, units_);
  if (!units_.empty()) place->second = maker_.make(units_.data(), units_.size(), range.first, range.last, paragraph, pair);
  kept_ += place->second.units.size() + 1;
  return place->second;
}

void Clauses::rest() {
  if (kept_ < most_kept) return;
  kept_ = 0;
  for (const std::uint32_t sentence : made_) sentences_[sentence].reset();
  made_.clear();
  insets_.clear();
}

}   // namespace propos::clauses
