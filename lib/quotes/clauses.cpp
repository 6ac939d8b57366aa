// SPDX-License-Identifier: Apache-2.0
#include "quotes/clauses.h"

namespace propos::quotes {

ClauseMaker::ClauseMaker(const entities::Reading& reading, const std::vector<entities::Name>& names)
    : reading_(reading),
      names_(names),
      name_at_(reading.tokens.tokens.size() + 1, none),
      pair_at_(reading.tokens.tokens.size() + 1, none),
      phase_(reading.engine.phase("groups")),
      sources_(reading.engine.phase("sources")),
      named_(reading.engine.feature("named")),
      quotation_(reading.engine.feature("quotation")),
      clause_(reading.engine.feature("clause")),
      finite_(reading.engine.feature("finite")),
      verb_(reading.engine.feature("verb")),
      noun_(reading.engine.feature("noun")),
      clitic_subject_(reading.engine.feature("clitic-subject")),
      se_clitic_(reading.engine.feature("se-clitic")),
      etre_(reading.engine.feature("etre")),
      indefinite_(reading.engine.feature("indefinite")),
      preposition_(reading.engine.feature("preposition")),
      proper_(reading.engine.feature("proper")) {
  for (const EntityType type : {EntityType::person, EntityType::organization, EntityType::place})
    type_feature_[static_cast<int>(type)] = reading.engine.feature(name_of(type));
  for (const std::string_view kind : {"np", "pnp", "pp", "vg", "vg-part", "vg-inf"})
    if (const int f = reading.engine.feature(kind); f >= 0) group_kinds_.set(static_cast<std::size_t>(f));
  for (Id n = 0; n < names.size(); ++n) name_at_[names[n].first] = n;
  for (Id p = 0; p < reading.tokens.pairs.size(); ++p) pair_at_[reading.tokens.pairs[p].open] = p;
}

void ClauseMaker::collapse_given(const Unit* units, std::size_t count, Id inside, std::uint32_t last,
                                 std::vector<Unit>& out) const {
  for (std::size_t i = 0; i < count;) {
    Unit unit = units[i];
    const Id pair = pair_at_[unit.first];
    const Id name = name_at_[unit.first];
    rules::FeatureSet features;
    if (pair != none && pair != inside) {
      const token::MarkPair& marks = reading_.tokens.pairs[pair];
      unit.last = std::min(last, marks.closed ? marks.close + 1 : marks.close);
      unit.pair = pair;
      features.set(static_cast<std::size_t>(quotation_));
      std::size_t j = i + 1;
      bool verb = false;
      for (; j < count && units[j].first < unit.last; ++j)
        verb |= has(units[j], finite_) && has(units[j], verb_) && !has(units[j], proper_) && !has(units[j], preposition_) &&
                (!has(units[j], noun_) || has(units[j], clitic_subject_));
      const std::uint32_t size = unit.last - unit.first;
      if (verb && size > 4) features.set(static_cast<std::size_t>(clause_));
      if (size > 3 && marks.closed) {
        const std::string_view end = reading_.tokens.key(reading_.tokens.tokens[marks.close - 1]);
        if (end == "." || end == "!" || end == "?" || end == "…") features.set(static_cast<std::size_t>(clause_));
      }
      i = j;
    } else if (name != none) {
      unit.last = names_[name].last;
      unit.name = name;
      features.set(static_cast<std::size_t>(type_feature_[static_cast<int>(names_[name].type)]));
      features.set(static_cast<std::size_t>(proper_));
      for (++i; i < count && units[i].first < unit.last;) ++i;
    } else {
      out.push_back(unit);
      ++i;
      continue;
    }
    unit.kind = reading_.memory.kind(features, 0);
    out.push_back(unit);
  }
}

void ClauseMaker::collapse_groups(int phase, const std::vector<Unit>& units, std::vector<Unit>& out,
                                  std::vector<Title>& titles) const {
  matches_.clear();
  reading_.engine.match(phase, units.data(), units.size(), reading_.memory, matches_);
  rules::resolve(matches_);
  out.reserve(units.size());
  std::size_t i = 0;
  for (const rules::Match& match : matches_) {
    for (; i < match.first; ++i) out.push_back(units[i]);
    const auto head = reading_.engine.capture(match, match.rule->word("head").empty() ? "head" : match.rule->word("head"));
    rules::FeatureSet features;
    if (head.first != rules::Match::none) features = reading_.memory.features(units[head.first].kind);
    features &= ~group_kinds_;
    for (std::uint32_t k = match.first; k < match.last; ++k)
      for (const int clitic : {clitic_subject_, se_clitic_, etre_})
        if (has(units[k], clitic)) features.set(static_cast<std::size_t>(clitic));
    if (has(units[match.first], indefinite_)) features.set(static_cast<std::size_t>(indefinite_));   // « une thèse »
    features.set(static_cast<std::size_t>(match.kind));
    Unit unit = units[match.first];
    unit.last = units[match.last - 1].last;
    unit.name = match.kind == named_ ? units[head.first].name : none;
    unit.kind = reading_.memory.kind(features, 0);
    for (const std::string_view label : {"title", "title2"}) {
      const auto title = reading_.engine.capture(match, label);
      if (title.first != rules::Match::none && title.second > title.first) titles.push_back({units[title.first], unit.name});
    }
    out.push_back(unit);
    i = match.last;
  }
  for (; i < units.size(); ++i) out.push_back(units[i]);
}

Clause ClauseMaker::make(const Unit* units, std::size_t count, std::uint32_t first, std::uint32_t last,
                         std::uint32_t paragraph, Id inside) const {
  Clause out;
  out.first = first;
  out.last = last;
  out.paragraph = paragraph;
  given_.clear();
  groups_.clear();
  collapse_given(units, count, inside, last, given_);
  collapse_groups(phase_, given_, groups_, out.titles);
  collapse_groups(sources_, groups_, out.units, out.titles);
  return out;
}

}  // namespace propos::quotes
