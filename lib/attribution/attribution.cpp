// SPDX-License-Identifier: Apache-2.0
#include "attribution/attribution.h"

#include <algorithm>

namespace propos::attribution {

using quotes::Clause;
using quotes::Unit;

Attribution::Attribution(const entities::Reading& reading, const std::vector<entities::Name>& names,
                         std::vector<Entity>& entities, const quotes::ClauseMaker& maker)
    : reading_(reading), names_(names), entities_(entities), maker_(maker) {
  const auto feature = [&](std::string_view name) { return reading.engine.feature(name); };
  np_ = feature("np");
  person_ = feature("person");
  organization_ = feature("organization");
  place_ = feature("place");
  pronoun_ = feature("subject-pronoun");
  vg_ = feature("vg");
  role_ = feature("role");
  person_noun_ = feature("person-noun");
  group_noun_ = feature("group-noun");
  org_head_ = feature("org-head");
  document_ = feature("cue-document");
  family_ = feature("family-noun");
  preposition_ = feature("preposition");
  time_noun_ = feature("time-noun");
  quotation_ = feature("quotation");
  noun_ = feature("noun");
  adjective_ = feature("adjective");
  feminine_ = feature("feminine");
  masculine_ = feature("masculine");
  plural_ = feature("plural");
}

std::string Attribution::text_of(std::uint32_t first, std::uint32_t last) const {
  const auto& tokens = reading_.tokens.tokens;
  std::string out(Span{tokens[first].begin, tokens[last - 1].end}.of(reading_.text));
  for (char& c : out)
    if (c == '\n' || c == '\r') c = ' ';
  return out;
}

Attribution::Title Attribution::title_of(const rules::Unit& unit, Id entity) const {
  Title out;
  out.entity = entity;
  for (std::uint32_t i = unit.first; i < unit.last; ++i) {
    const lexicon::Entry* entry = reading_.units.entries[i];
    const bool small = entry != nullptr && !entry->common[static_cast<std::size_t>(noun_)] &&
                       !entry->common[static_cast<std::size_t>(adjective_)];
    if (small && reading_.tokens.tokens[i].shape == token::Shape::lower) continue;
    const std::string word(key(i));
    if (word == "le" || word == "la" || word == "l'" || word == "un" || word == "une" || word == "de" || word == "des") continue;
    if (out.head.empty()) out.head = word;
    else out.words.push_back(word);
  }
  return out;
}

// The person that the description at `unit` stands beside: « le maire Jean Roux », « le maire, Jean Roux, », « Jean Roux, le maire, ».
Id Attribution::person_beside(const Clause& clause, std::uint32_t unit) const {
  const auto& units = clause.units;
  const auto person = [&](std::uint32_t i) { return i < units.size() && has(units[i], person_); };
  if (person(unit + 1)) return units[unit + 1].name;
  if (unit + 2 < units.size() && is(units[unit + 1], ",") && person(unit + 2) &&
      (unit + 3 >= units.size() || is(units[unit + 3], ",") || is(units[unit + 3], ".") || has(units[unit + 3], vg_)))
    return units[unit + 2].name;
  if (unit >= 2 && is(units[unit - 1], ",") && person(unit - 2)) return units[unit - 2].name;
  if (unit >= 1 && person(unit - 1) && is(units[unit], "(")) return units[unit - 1].name;
  return none;
}

void Attribution::learn(const Clause& clause) {
  for (std::uint32_t i = 0; i < clause.units.size(); ++i) {
    const Unit& unit = clause.units[i];
    if (!has(unit, np_) || !has(unit, role_)) continue;
    const Id name = person_beside(clause, i);
    if (name == none || names_[name].entity == none) continue;
    const Id entity = names_[name].entity;
    titles_.push_back(title_of(unit, entity));
    if (entities_[entity].title.empty()) {
      std::uint32_t first = unit.first;
      const std::string_view word = key(first);
      if ((word == "le" || word == "la" || word == "l'" || word == "un" || word == "une" || word == "les") && unit.last > first + 1) ++first;
      entities_[entity].title = text_of(first, unit.last);
      const bool f = has(unit, feminine_), m = has(unit, masculine_);
      if (entities_[entity].gender == Gender::unknown && f != m) entities_[entity].gender = m ? Gender::masculine : Gender::feminine;
    }
  }
}

Source Attribution::pronoun(std::uint32_t token, std::uint32_t cut, std::string_view form) {
  Source out;
  out.first = token;
  out.last = token + 1;
  out.cut = cut;
  out.by = SpeakerBy::pronoun;
  const bool feminine = form == "elle" || form == "elles";
  const bool plural = form == "ils" || form == "elles";
  if (form == "on" || form == "je" || form == "nous" || form == "ce") return out;
  const Gender other = feminine ? Gender::masculine : Gender::feminine;
  if (last_.known() && (plural ? last_.entity == none || entities_[last_.entity].type != EntityType::person
                               : last_.entity != none && entities_[last_.entity].gender != other)) {
    out.entity = last_.entity;
    out.name = last_.name;
    out.confidence = 0.8f;
    return out;
  }
  // Else the person named last before it.
  std::size_t n = static_cast<std::size_t>(
      std::lower_bound(names_.begin(), names_.end(), token, [](const entities::Name& name, std::uint32_t t) { return name.first < t; }) -
      names_.begin());
  for (int steps = 0; n > 0 && steps < 40; ++steps) {
    const entities::Name& name = names_[--n];
    if (plural ? name.type != EntityType::organization : name.type != EntityType::person) continue;
    if (!plural && entities_[name.entity].gender == other) continue;
    out.entity = name.entity;
    out.confidence = 0.6f;
    return out;
  }
  return out;
}

Source Attribution::description(const Unit& unit) {
  Source out;
  out.first = unit.first;
  out.last = unit.last;
  out.by = SpeakerBy::description;
  out.confidence = 0.6f;
  out.name = text_of(unit.first, unit.last);
  const auto contains = [&](std::string_view word) {
    for (std::uint32_t t = unit.first; t < unit.last; ++t)
      if (key(t) == word) return true;
    return false;
  };
  // « du parquet », « aux pompiers »: the source is without the preposition.
  const std::string_view start = key(unit.first);
  if ((start == "du" || start == "des" || start == "au" || start == "aux") && unit.last > unit.first + 1) {
    out.first = unit.first + 1;
    out.name = text_of(out.first, unit.last);
  }
  if ((contains("même") || start == "cette" || start == "ce") && last_.known() && !has(unit, role_)) {   // « la même source »
    out.entity = last_.entity;
    out.name = last_.name;
    return out;
  }
  // A document stands for its author.
  if (has(unit, document_) || has(unit, org_head_) || has(unit, group_noun_)) {
    for (std::uint32_t t = unit.first; t < unit.last; ++t) {
      const auto n = std::lower_bound(names_.begin(), names_.end(), t,
                                      [](const entities::Name& name, std::uint32_t at) { return name.first < at; });
      if (n == names_.end() || n->first != t) continue;
      if (n->type == EntityType::place || !has(unit, document_)) break;
      out.entity = n->entity;
      out.name.clear();
      return out;
    }
  }
  if (has(unit, document_) && last_.known() && unit.last - unit.first <= 3) {
    out.entity = last_.entity;
    out.name = last_.name;
    return out;
  }
  const bool definite = is_definite(unit.first);
  // « l'organisation », « le groupe », « la coalition »: the organization with that word in its name, else the last one.
  if (definite && has(unit, org_head_) && !has(unit, role_) && unit.last - unit.first <= 2) {
    const std::string_view head = key(unit.last - 1);
    Id last = none;
    for (const entities::Name& name : names_) {
      if (name.type != EntityType::organization) continue;
      for (std::uint32_t t = name.first; t < name.last; ++t)
        if (key(t) == head && name.last - name.first > 1) {
          out.entity = name.entity;
          out.name.clear();
          return out;
        }
      if (name.first < unit.first) last = name.entity;
    }
    if (last != none) {
      out.entity = last;
      out.name.clear();
      out.confidence = 0.5f;
    }
    return out;
  }
  if (!has(unit, role_) || has(unit, plural_)) return out;
  const Title wanted = title_of(unit, none);
  const Title* best = nullptr;
  std::size_t best_score = 0;
  for (const Title& title : titles_) {
    if (title.head != wanted.head) continue;
    std::size_t score = 1;
    bool fits = true;
    for (const std::string& word : wanted.words) {
      const bool there = std::find(title.words.begin(), title.words.end(), word) != title.words.end();
      score += there ? 2 : 0;
      fits &= there;
    }
    if (!fits && score < 3) continue;
    if (title.entity == last_.entity) ++score;
    if (score > best_score) {
      best = &title;
      best_score = score;
    }
  }
  if (best != nullptr) {
    out.entity = best->entity;
    out.name.clear();
  } else if (definite && unit.last - unit.first <= 2 && last_.entity != none &&
             entities_[last_.entity].type == EntityType::person &&
             !(entities_[last_.entity].gender == Gender::feminine && has(unit, masculine_) && !has(unit, feminine_)) &&
             !(entities_[last_.entity].gender == Gender::masculine && has(unit, feminine_) && !has(unit, masculine_))) {
    out.entity = last_.entity;
    out.name.clear();
    out.confidence = 0.5f;
  }
  return out;
}

bool Attribution::is_definite(std::uint32_t token) const {
  const std::string_view word = key(token);
  return word == "le" || word == "la" || word == "l'" || word == "ce" || word == "cette" || word == "cet";
}

Source Attribution::at(const Clause& clause, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = last; i-- > first;) {   // a name is better than its title
    if (!has(clause.units[i], person_)) continue;
    const entities::Name& name = names_[clause.units[i].name];
    Source out{name.first, name.last, 0, name.entity, {}, SpeakerBy::name, 0.9f};
    if (i > first) out.by = SpeakerBy::apposition;
    return out;
  }
  for (std::uint32_t i = first; i < last; ++i) {
    const Unit& unit = clause.units[i];
    if (has(unit, organization_) || has(unit, place_)) {
      const entities::Name& name = names_[unit.name];
      return {name.first, name.last, 0, name.entity, {}, SpeakerBy::name, 0.85f};
    }
    if (has(unit, np_)) {
      const Id beside = person_beside(clause, i);
      if (beside != none) {
        const entities::Name& name = names_[beside];
        return {name.first, name.last, 0, name.entity, {}, SpeakerBy::apposition, 0.9f};
      }
      return description(unit);
    }
    const std::string_view word = key(unit.first);
    if (has(unit, pronoun_) || word == "lui" || word == "elle" || word == "eux" || word == "elles") {
      const std::string_view form = word == "lui" ? "il" : word == "eux" ? "ils" : word;
      return pronoun(unit.first, 0, form);
    }
  }
  Source out;
  if (first < last) {
    out.first = clause.units[first].first;
    out.last = clause.units[last - 1].last;
    out.by = SpeakerBy::description;
    out.name = text_of(out.first, out.last);
    out.confidence = 0.4f;
  }
  return out;
}

Source Attribution::subject(const Clause& clause, std::uint32_t cue, bool finite) {
  const auto& units = clause.units;
  // « a-t-il dit »
  for (std::uint32_t t = units[cue].first; t < units[cue].last; ++t) {
    const std::string_view word = key(t);
    if (word.size() < 3 || word[0] != '-') continue;
    const std::size_t from = word.rfind('-') + 1;
    if (word.substr(from) == "on") {   // « a-t-on appris auprès du parquet », « a-t-on indiqué à la préfecture »
      for (std::uint32_t u = cue + 1; u < units.size() && u < cue + 4; ++u) {
        if (is(units[u], ",") || is(units[u], ".")) break;
        if (has(units[u], np_) || has(units[u], organization_) || has(units[u], person_)) return at(clause, u, u + 1);
      }
    }
    return pronoun(t, static_cast<std::uint32_t>(from), word.substr(from));
  }
  std::uint32_t i = cue;
  if (!finite) {
    // A participle has the subject of the first verb of the sentence.
    while (i > 0 && !has(units[i], vg_)) --i;
    for (std::uint32_t k = 0; k < i; ++k)
      if (has(units[k], vg_)) {
        i = k;
        break;
      }
    if (!has(units[i], vg_)) {   // it comes behind: « Soulignant que …, X »
      for (i = cue + 1; i < units.size(); ++i)
        if (is(units[i], ",") && i + 1 < units.size() &&
            (has(units[i + 1], person_) || has(units[i + 1], np_) || has(units[i + 1], organization_) || has(units[i + 1], pronoun_)))
          return at(clause, i + 1, i + 2);
      return {};
    }
  }
  Source fallback;
  while (i-- > 0) {
    const Unit& unit = units[i];
    if (is(unit, ";") || is(unit, ".") || is(unit, "!") || is(unit, "?")) break;
    if (is(unit, ")")) {   // « Laurent Wauquiez (LR) a dit »
      while (i > 0 && !is(units[i], "(")) --i;
      continue;
    }
    const bool name = unit.name != none && unit.pair == none;
    const bool group = has(unit, np_);
    const bool pro = has(unit, pronoun_) && unit.last == unit.first + 1;
    if (!name && !group && !pro) continue;
    const auto governed = [&](std::uint32_t u) {
      if (u == 0) return false;
      const std::string_view word = key(units[u].first);   // « du palais », « aux alliés » have their preposition inside
      if (has(units[u], np_) && (word == "du" || word == "au" || word == "aux" || (word == "des" && !is(units[u - 1], ",")))) return true;
      return has(units[u - 1], preposition_) && !has(units[u - 1], np_) && !is(units[u - 1], ",");
    };
    if (pro) {
      const std::string_view form = key(unit.first);
      if (form == "il" || form == "elle" || form == "ils" || form == "elles" || form == "on" || form == "je" || form == "nous")
        return pronoun(unit.first, 0, form);
      continue;
    }
    if (group && has(unit, time_noun_)) continue;
    if (governed(i)) continue;
    if (name && i > 0 && has(units[i - 1], np_) && (governed(i - 1))) continue;
    if (name && i > 1 && is(units[i - 1], ",") && has(units[i - 2], role_) && governed(i - 2)) continue;
    const bool human = name || has(unit, role_) || has(unit, person_noun_) || has(unit, group_noun_) || has(unit, org_head_) ||
                       has(unit, document_) || has(unit, family_);
    if (!human) {
      if (!fallback.known()) fallback = at(clause, i, i + 1);
      continue;
    }
    // « le ministre de X, Jean Roux, a dit »; « Jean Roux, maire de X, a dit »
    if (name && has(unit, place_) && i > 0 && is(units[i - 1], ",")) continue;
    return at(clause, i, i + 1);
  }
  fallback.confidence = std::min(fallback.confidence, 0.3f);
  return fallback;
}

Source Attribution::main_subject(const Clause& clause) {
  for (std::uint32_t i = 0; i < clause.units.size(); ++i) {
    if (!has(clause.units[i], vg_)) continue;
    Source out = subject(clause, i, true);
    out.first = out.last = out.cut = 0;
    out.by = SpeakerBy::previous_speaker;
    out.confidence = 0.3f;
    return out;
  }
  return {};
}

Source Attribution::previous() const {
  Source out = last_;
  out.first = out.last = 0;
  out.cut = 0;
  out.by = SpeakerBy::previous_speaker;
  out.confidence = 0.5f;
  return out;
}

}  // namespace propos::attribution
