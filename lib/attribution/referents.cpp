// SPDX-License-Identifier: Apache-2.0
// Who a pronoun or a description stands for: candidates of the sentences around, weighed by distance, by their place in the
// clause and by who spoke last (after Lappin and Leass, An algorithm for pronominal anaphora resolution, 1994).
#include <algorithm>
#include <array>

#include "attribution/attribution.h"

namespace propos::attribution {

using clauses::Clause;
using clauses::Unit;

namespace {

constexpr std::array<int, 4> nearness = {8, 4, 1, 0};   // by sentences back
constexpr std::array<int, 4> spoke_last = {4, 4, 1, 0};
constexpr int a_person = 3;
constexpr int gender_known = 2;
constexpr int gender_of_organization_unknown = -3;   // « l'OTAN »: il or elle?
constexpr int answers_himself = -8;
constexpr int an_organization = -2;  // that spoke last: « selon la commission »
constexpr int stand_together = 3;   // names, before other plurals
constexpr int no_person = -6;        // « le bilan » that was a source
constexpr int beside_description = -6;   // « Interrogé par X, le Namurois … » is not X
constexpr int deepest = 12;          // chains of pronouns
constexpr int most_names_back = 40;

}  // namespace

Attribution::Referent Attribution::name_referent(const entities::Name& name, Referent::Role role) const {
  Referent out;
  out.token = name.first;
  out.entity = name.entity;
  out.role = role;
  out.person = name.type == EntityType::person;
  out.gender = out.person ? entities_[name.entity].gender : genders_[name.entity];
  out.plural = plural_[name.entity];
  return out;
}

// Names inside a group: « la mère de X », « avec X ».
void Attribution::add_names(std::uint32_t first, std::uint32_t last, Referent::Role role, std::vector<Referent>& out) const {
  for (std::size_t n = name_at(first); n < names_.size() && names_[n].first < last; ++n)
    if (names_[n].type != EntityType::place) out.push_back(name_referent(names_[n], role));
}

const std::vector<Attribution::Referent>& Attribution::referents(std::uint32_t sentence) {
  if (referents_[sentence] != nullptr) return *referents_[sentence];
  auto out = std::make_unique<std::vector<Referent>>();
  // « De notre envoyée spéciale »
  const Zone zone = text_.paragraphs[reading_.tokens.sentences[sentence].paragraph].zone;
  if (zone != Zone::body && zone != Zone::headline) return *(referents_[sentence] = std::move(out));
  const Clause& clause = clause_of_(sentence);
  const auto& units = clause.units;
  std::vector<bool> subject(units.size());
  for (std::uint32_t u = 0; u < units.size(); ++u)
    if (has(units[u], words_.vg))
      if (const std::uint32_t place = subjects_.of(clause, u); place != none) subject[place] = true;
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    const Unit& unit = units[u];
    if (unit.pair != none) continue;
    Referent::Role role = subject[u] ? Referent::Role::subject
                          : subjects_.governed(clause, u) ? Referent::Role::governed
                                                          : Referent::Role::object;
    // « Jean Roux, délégué général, il … », « Quant à l'association, elle … »
    if (u + 2 < units.size() && is(units[u + 1], ",") && has(units[u + 2], words_.pronoun) &&
        (role != Referent::Role::governed || key(unit.first) == "quant"))
      role = Referent::Role::topic;
    const auto pronoun = [&](std::uint32_t token, std::uint32_t cut, std::string_view form) {
      if (form != "il" && form != "elle" && form != "ils" && form != "elles") return;
      Referent one;
      one.token = token;
      one.cut = cut;
      one.pronoun = true;
      one.role = Referent::Role::subject;
      one.gender = form[0] == 'e' ? Gender::feminine : Gender::masculine;
      one.plural = form.back() == 's';
      one.person = true;
      out->push_back(one);
    };
    if (unit.name != none) {
      if (names_[unit.name].type != EntityType::place) out->push_back(name_referent(names_[unit.name], role));
    } else if (has(unit, words_.np) || has(unit, words_.pp) || has(unit, words_.pnp)) {
      if (has(unit, words_.np) && !subjects_.common(unit.first, words_.determiner) && !plural(unit)) continue;   // « Avocate à Lyon, elle … »
      const bool group = has(unit, words_.group_noun) || has(unit, words_.org_head) || has(unit, words_.org_intro);
      const bool person = describes_person(unit);
      if ((group || person) && !has(unit, words_.time_noun)) {
        Referent one;
        one.token = unit.first;
        one.unit = &unit;
        one.role = role;
        one.gender = gender_of(unit);
        one.plural = plural(unit);
        one.person = person;
        out->push_back(one);
      }
      add_names(unit.first, unit.last, has(unit, words_.np) ? Referent::Role::owner : role, *out);
    } else if (has(unit, words_.vg)) {
      for (std::uint32_t t = unit.first; t < unit.last; ++t)
        if (key(t).size() > 3 && key(t)[0] == '-') pronoun(t, cut_of(t), key(t).substr(key(t).rfind('-') + 1));
    } else if (has(unit, words_.pronoun)) {
      pronoun(unit.first, 0, key(unit.first));
    }
  }
  add_groups(clause, subject, *out);
  return *(referents_[sentence] = std::move(out));
}

const Attribution::Spoken* Attribution::spoken_before(std::uint32_t token) const {
  for (std::size_t i = spoken_.size(); i-- > 0;)
    if (spoken_[i].place < token) return &spoken_[i];
  return nullptr;
}

Source Attribution::resolve(const Referent& referent) {
  Source out;
  if (!referent.several.empty()) {
    out.name = in_a_row(referent.several);
    out.plural = true;
    out.person = referent.person;
  } else if (referent.entity != none) {
    out.entity = referent.entity;
  } else if (referent.unit != nullptr) {
    out = description(*referent.unit);
  } else if (referent.pronoun) {
    out = pronoun(referent.token, referent.cut, referent.plural ? (referent.gender == Gender::feminine ? "elles" : "ils")
                                                                : (referent.gender == Gender::feminine ? "elle" : "il"));
  }
  return out;
}

void Attribution::trace(const Wanted& wanted, const Referent& referent, int score) const {
  rules::Candidate out{wanted.token, referent.token, referent.token + 1, score};
  if (referent.entity != none) out.last = names_[name_at(referent.token)].last;
  if (referent.unit != nullptr) out.last = referent.unit->last;
  reading_.trace->candidates.push_back(out);
}

Source Attribution::choose(const Wanted& wanted) {
  if (depth_ >= deepest) return {};
  ++depth_;
  const std::uint32_t here = sentence_of(wanted.token);
  const Spoken* last = spoken_before(wanted.token);
  const auto fits = [&](Gender gender, bool plural, bool person, bool entity) {
    if (wanted.organizations) return !person && entity;
    if (wanted.people && !person) return false;
    if (plural != wanted.plural) return false;
    return wanted.plural || wanted.gender == Gender::unknown || gender == Gender::unknown || gender == wanted.gender;
  };
  // Who stands in reported words does not say them, unless the words stand between marks behind.
  std::uint32_t limit = wanted.token;
  if (wanted.incise) {
    limit = 0;
    for (const Unit& unit : clause_of_(here).units)
      if (unit.pair != none && unit.first < wanted.token) limit = unit.first;
  }
  int best = 0, second = 0;
  Source out;
  const auto offer = [&](int score, const auto& make) {
    if (score <= best) {
      second = std::max(second, score);
      return;
    }
    Source source = make();
    if (wanted.people ? source.entity == none : !source.known()) return;
    second = best;
    best = score;
    out = std::move(source);
  };
  for (std::uint32_t back = 0; back < nearness.size() && back <= here; ++back) {
    const std::vector<Referent>& all = referents(here - back);
    for (std::size_t i = all.size(); i-- > 0;) {
      const Referent& one = all[i];
      if (one.token >= wanted.token || !fits(one.gender, one.plural, one.person, one.entity != none)) continue;
      if (wanted.latest && one.pronoun) continue;
      if (back == 0 && one.token >= limit && one.role != Referent::Role::topic) continue;
      int score = nearness[back] + (one.person && !wanted.plural ? a_person : 0) +
                  (one.gender == wanted.gender && one.gender != Gender::unknown ? gender_known : 0);
      if (!one.person && one.entity != none && one.gender == Gender::unknown && wanted.gender != Gender::unknown)
        score += gender_of_organization_unknown;
      if (wanted.latest) {
        score = 100 - static_cast<int>(back) + (one.person ? a_person : 0);   // the nearest, whatever its place
      } else {
        switch (one.role) {
          case Referent::Role::owner: break;
          case Referent::Role::governed: score += 1; break;
          case Referent::Role::object: score += 2; break;
          case Referent::Role::subject: score += 4; break;
          case Referent::Role::topic: score += 8; break;
        }
        if (last != nullptr && one.entity != none && last->source.entity == one.entity) score += spoke_last[back];
        if (one.entity != none && one.entity == answered_) score += answers_himself;
      }
      if (wanted.people && back == 0 && one.role != Referent::Role::topic) score += beside_description;
      if (!one.several.empty()) score += stand_together;
      if (reading_.trace != nullptr) trace(wanted, one, score);
      offer(score, [&] { return resolve(one); });
    }
    if (wanted.latest && best > 0) break;
  }
  if (last != nullptr && !wanted.latest) {
    const Source& source = last->source;
    const bool entity = source.entity != none;
    const bool person = entity ? entities_[source.entity].type == EntityType::person : source.person;
    const Gender gender = !entity ? source.gender : person ? entities_[source.entity].gender : genders_[source.entity];
    const std::uint32_t back = here - std::min(here, sentence_of(last->place));
    if (fits(gender, entity ? plural_[source.entity] : source.plural, person, entity) && back < nearness.size())
      offer(nearness[std::max(1u, back)] + 4 + spoke_last[back] + (person && !wanted.plural ? a_person : 0) +
                (gender == wanted.gender && gender != Gender::unknown ? gender_known : 0) +
                (entity && source.entity == answered_ ? answers_himself : 0) + (person || wanted.plural ? 0 : entity ? an_organization : no_person),
            [&] { return source; });
  }
  // Nobody in the sentences around: somebody named before.
  if (best == 0 && !wanted.plural && !wanted.people) {
    std::size_t n = name_at(wanted.token);
    for (int steps = 0; n > 0 && steps < most_names_back && best == 0; ++steps) {
      const entities::Name& name = names_[--n];
      const bool person = name.type == EntityType::person;
      if (name.type == EntityType::place || (!person && !wanted.organizations)) continue;
      if (!fits(person ? entities_[name.entity].gender : genders_[name.entity], plural_[name.entity], person, true)) continue;
      out = {};
      out.entity = name.entity;
      best = 1;
    }
  }
  --depth_;
  out.confidence = best <= second + 1 ? 0.4f : best > nearness[1] + 4 ? 0.8f : 0.6f;
  return out;
}

Source Attribution::somebody_else(std::uint32_t token, Id entity) const {
  Source out;
  std::size_t n = name_at(token);
  for (int steps = 0; n > 0 && steps < most_names_back; ++steps) {
    const entities::Name& name = names_[--n];
    if (name.type != EntityType::person || name.entity == entity) continue;
    out.entity = name.entity;
    out.by = SpeakerBy::previous_speaker;
    out.confidence = 0.3f;
    break;
  }
  return out;
}

Source Attribution::implied(std::uint32_t token) {
  Wanted wanted;
  wanted.token = token;
  Source out = choose(wanted);
  out.first = out.last = out.cut = 0;
  out.by = SpeakerBy::pronoun;
  return out;
}

Source Attribution::pronoun(std::uint32_t token, std::uint32_t cut, std::string_view form) {
  if (subjects_.common(token, words_.nobody)) return {};   // « on »
  if (const auto known = pronouns_.find(token); known != pronouns_.end()) return known->second;
  Source out;
  out.first = token;
  out.last = token + 1;
  out.cut = cut;
  out.by = SpeakerBy::pronoun;
  if (form == "il" || form == "elle" || form == "ils" || form == "elles" || form == "eux") {
    Wanted wanted;
    wanted.token = token;
    wanted.gender = form[0] == 'e' && form != "eux" ? Gender::feminine : Gender::masculine;
    wanted.incise = cut > 0;
    wanted.plural = form == "ils" || form == "elles" || form == "eux";
    const Source who = choose(wanted);
    out.entity = who.entity;
    out.name = who.name;
    out.confidence = who.confidence;
    out.gender = wanted.gender;
    out.plural = wanted.plural;
    out.person = true;
  }
  return pronouns_.emplace(token, out).first->second;
}

}  // namespace propos::attribution
