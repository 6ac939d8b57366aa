// SPDX-License-Identifier: Apache-2.0
#include "clauses/subjects.h"

namespace propos::clauses {

namespace {

constexpr int most_verbs = 64;   // looked at for one subject

}   // namespace

std::uint32_t Subjects::first_of_several(const Clause& clause, std::uint32_t last, std::uint32_t verb) const {
  const auto& units = clause.units;
  const auto one = [&](std::uint32_t u) { return nominal(units[u]) && human(units[u]) && !governed(clause, u); };
  const Form form_of_verb = form(units[verb]);
  if (!form_of_verb.plural || form_of_verb.singular || last >= verb || last < 2 || !has(units[last - 1], words_.together) ||
      !one(last - 2))
    return last;
  if (has(units[last], words_.plural) && units[last].name == none && units[last - 2].name != none) return last;
  std::uint32_t first = last - 2;
  while (first >= 2 && is(units[first - 1], ",") && one(first - 2)) first -= 2;
  return first;
}

std::uint32_t Subjects::last_of_several(const Clause& clause, std::uint32_t first, std::uint32_t verb) const {
  const auto& units = clause.units;
  const auto one = [&](std::uint32_t u) {
    return u < units.size() && nominal(units[u]) && human(units[u]) && !governed(clause, u);
  };
  const Form form_of_verb = form(units[verb]);
  if (!form_of_verb.plural || form_of_verb.singular || !one(first)) return first;
  std::uint32_t last = first;
  while (one(last + 2) && is(units[last + 1], ",")) last += 2;
  if (!one(last + 2) || !has(units[last + 1], words_.together)) return first;
  last += 2;
  const bool goes_on = last + 1 < units.size() && has(units[last + 1], words_.vg);   // « …, disent les élus et le maire se tait »
  return goes_on ? first : last;
}

// « du palais », « à Paris », « selon X »: no subject.
bool Subjects::governed(const Clause& clause, std::uint32_t u) const {
  const Unit& unit = clause.units[u];
  if (has(unit, words_.pp) || has(unit, words_.pnp)) return true;
  if (u == 0) return false;
  const Unit& before = clause.units[u - 1];
  if (has(unit, words_.np) && common(unit.first, words_.indefinite) && common(unit.first, words_.contracted))
    return nominal(before);
  return has(before, words_.preposition) && !nominal(before) && !has(before, words_.pp);
}

bool Subjects::nominal(const Unit& unit) const {
  return unit.name != none || has(unit, words_.np) || has(unit, words_.unnamed) ||
         (has(unit, words_.proper) && !has(unit, words_.title) && !has(unit, words_.pp) && unit.pair == none);
}

bool Subjects::human(const Unit& unit) const {
  return unit.name != none || has(unit, words_.role) || has(unit, words_.person_noun) || has(unit, words_.group_noun) ||
         has(unit, words_.org_head) || (has(unit, words_.org_intro) && has(unit, words_.definite)) ||
         has(unit, words_.cue_document) || has(unit, words_.family) || has(unit, words_.proper) || has(unit, words_.unnamed) ||
         has(unit, words_.same);
}

bool Subjects::labelled(const Clause& clause, std::uint32_t u) const {
  const auto& units = clause.units;
  if (u == 0 || units[u].pair == none || nominal(units[u - 1]) || !has(units[u - 1], words_.determiner)) return false;
  if (has(units[u], words_.clause) || has(units[u], words_.exclamation) || has(units[u], words_.phrase)) return false;
  const bool contracted = common(units[u - 1].first, words_.contracted);
  if (has(units[u - 1], words_.preposition) && !contracted) return false;   // « un groupe de « gilets jaunes » »
  const bool begins = u == 1 || reading_.tokens.tokens[units[u - 2].first].kind == token::Kind::punctuation;
  return begins || (!contracted && !has(units[u - 2], words_.preposition) && !has(units[u - 2], words_.vg));
}

bool Subjects::is_antecedent(const Clause& clause, std::uint32_t place, std::uint32_t verb) const {
  std::uint32_t who = place + 1;
  while (who < verb && (is(clause.units[who], ",") || is(clause.units[who], "(") || is(clause.units[who], ")") ||
                        has(clause.units[who], words_.adverb)))
    ++who;
  return who < verb && has(clause.units[who], words_.subject_relative);
}

bool Subjects::passive(const Unit& unit) const {
  if (has(unit, words_.cue_adjective)) return false;
  bool etre = false, been = false, participle = false, active = false;
  for (std::uint32_t t = unit.first; t < unit.last; ++t) {
    if (common(t, words_.se_clitic)) return false;
    const bool past = common(t, words_.past_participle);
    if (common(t, words_.etre)) {
      etre = true;
      been |= past;
    } else if (past) {
      participle = true;
      active |= common(t, words_.with_etre);   // « est sorti », not « a été sorti »
    }
  }
  return etre && participle && (been || !active);
}

// « ce qu'affirme X », « comme l'a dit X »: the place of X, or none.
std::uint32_t Subjects::inverted(const Clause& clause, std::uint32_t verb) const {
  const auto& units = clause.units;
  if (verb == 0 || verb + 1 >= units.size()) return none;
  const Unit& before = units[verb - 1];
  const bool opens = has(before, words_.object_relative) || has(before, words_.subordinator);
  return opens && nominal(units[verb + 1]) && !governed(clause, verb + 1) && human(units[verb + 1]) ? verb + 1 : none;
}

std::uint32_t Subjects::of(const Clause& clause, std::uint32_t verb) const {
  left_ = most_verbs;
  return find(clause, verb, verb);
}

std::uint32_t Subjects::shared(const Clause& clause, std::uint32_t end, std::uint32_t like) const {
  left_ = most_verbs;
  return shared_by(clause, end, like);
}

// Has what stands before a comma a verb of its own? « Le bilan monte à dix, mais le maire, Jean Roux, craint »
bool Subjects::clause_before(const Clause& clause, std::uint32_t comma) const {
  for (std::uint32_t i = comma; i-- > 0 && !is(clause.units[i], ";") && !is(clause.units[i], ":");)
    if (has(clause.units[i], words_.vg)) return true;
  return false;
}

// The place of what the relative pronoun at `who` stands for, or none: « Jean Roux, fils d'un marin, qui dit ».
std::uint32_t Subjects::antecedent(const Clause& clause, std::uint32_t who) const {
  const auto& units = clause.units;
  if (who > 2 && is(units[who - 1], ",")) {
    std::uint32_t open = who - 1;
    while (open-- > 0 && !is(units[open], ",") && !has(units[open], words_.vg)) {
    }
    const bool apposed = open != none && open > 0 && is(units[open], ",");
    if (apposed &&
        (has(units[open - 1], words_.person) || has(units[open - 1], words_.organization) || units[open - 1].name != none))
      return open - 1;
  }
  for (std::uint32_t k = who; k-- > 0;) {
    if (is(units[k], ")")) k = opening(clause, k);   // « Jean Roux (UDC), qui dit »
    if (k + 1 == who && has(units[k], words_.demonstrative) && !has(units[k], words_.determiner)) return k;   // « ceux qui »
    const bool inset = is(units[k], ",") || key(units[k].first) == ",";   // « , très émue, »
    if (!inset && (nominal(units[k]) || has(units[k], words_.pp)) && !has(units[k], words_.time_noun)) return k;
  }
  return none;
}

// The subject where a relative without commas stands between it and its verb, or none: « un cadre qui connaît le parti dit ».
std::uint32_t Subjects::before_relative(const Clause& clause, std::uint32_t verb) const {
  const auto& units = clause.units;
  const auto opens = [&](std::uint32_t u) {
    return has(units[u], words_.subject_relative) || has(units[u], words_.object_relative) || has(units[u], words_.subordinator);
  };
  std::uint32_t inner = verb;
  while (inner-- > 0 && !has(units[inner], words_.vg)) {
    const bool alone = units[inner].pair == none && units[inner].name == none && units[inner].last - units[inner].first == 1;
    const bool mark = alone && reading_.tokens.tokens[units[inner].first].kind == token::Kind::punctuation;
    if (mark || opens(inner) || has(units[inner], words_.joins) || has(units[inner], words_.anaphor)) return none;
  }
  if (inner == none || inner + 1 == verb || inner < 2) return none;
  const std::uint32_t who = inner - 1;
  const Unit& before = units[who - 1];
  const bool somebody = nominal(before) || has(before, words_.demonstrative);   // « celui qui »
  return has(units[who], words_.subject_relative) && somebody && !governed(clause, who - 1) ? who - 1 : none;
}

// The ( of the ) at `close`, or the first unit.
std::uint32_t Subjects::opening(const Clause& clause, std::uint32_t close) const {
  while (close > 0 && !is(clause.units[close], "(")) --close;
  return close;
}

// The comma that opens what the comma at `close` ends, or none.
std::uint32_t Subjects::opening_comma(const Clause& clause, std::uint32_t close) const {
  const auto& units = clause.units;
  std::uint32_t open = close;
  while (open-- > 0 && !is(units[open], ",") && !is(units[open], ";") && !is_dash(units[open]))
    if (is(units[open], ")")) open = opening(clause, open);
  return open != none && open > 0 && is(units[open], ",") ? open : none;
}

// The verb's neighbour is the comma at `comma`: the subject, or none and where the search goes on. « Jean Roux, maire de
// Vannes, a dit », collapsed; « X, très ému, a dit »; « X, qui est venu, a dit »; « X a fait cela, dénonce ceci ».
Subjects::Step Subjects::before_comma(const Clause& clause, std::uint32_t comma, std::uint32_t like) const {
  const auto& units = clause.units;
  if (const std::uint32_t open = opening_comma(clause, comma); open != none) {
    const Unit& first = units[open + 1];
    const Unit& before = units[open - 1];
    bool relative = false, verbal = false, verb_inside = false;   // « qui est venu »
    for (std::uint32_t k = open + 1; k < comma; ++k) {
      relative |= has(units[k], words_.subject_relative) || has(units[k], words_.object_relative);
      verb_inside |= has(units[k], words_.vg);
      verbal |= !relative && has(units[k], words_.vg);
    }
    // « la brigade, dont le chef, Jean Roux, accuse », not « les journaux, dont L'Écho, accusent »
    const Form wanted = form(units[like]);
    const bool several = wanted.plural && !wanted.singular && !has(units[comma - 1], words_.plural);
    if (has(first, words_.genitive_relative) && !verb_inside && !several) return {none, comma};
    if (!verbal && (nominal(before) || has(before, words_.pp) || is(before, ")"))) {
      // « À la mairie, Jean Roux, très ému, a dit »: no apposition
      if (has(first, words_.coordinating) && nominal(units[comma - 1]) && clause_before(clause, open)) return {comma - 1, comma};
      const bool somebody = has(before, words_.person) || (has(before, words_.np) && human(before));
      const bool alone = comma == open + 2 && has(first, words_.person);
      if (alone && (!somebody || governed(clause, open - 1))) return {open + 1, comma};
      return {none, open};
    }
  }
  const Unit& last = units[comma - 1];
  const bool long_name = nominal(last) && last.name != none && last.last - last.first > 3;
  return {units[comma].name == none && !long_name ? shared_by(clause, comma, like) : none, comma};
}

// The place of the subject of the verb at `verb`, or none. It stands before its verb and before what is inserted between
// commas; a verb without one shares that of the verb before it; « qui » stands for the noun before it.
std::uint32_t Subjects::find(const Clause& clause, std::uint32_t verb, std::uint32_t like) const {
  const auto& units = clause.units;
  if (left_ == 0) return none;
  --left_;
  if (const std::uint32_t behind = inverted(clause, verb); behind != none) return behind;
  if (const std::uint32_t before = before_relative(clause, verb); before != none) return before;
  std::uint32_t fallback = none;   // a thing
  bool beside = true;              // nothing but adverbs between here and the verb
  for (std::uint32_t i = verb; i-- > 0;) {
    const Unit& unit = units[i];
    if (is(unit, ";") || is(unit, ".") || is(unit, "!") || is(unit, "?") || is(unit, ":")) break;
    if (is(unit, ")")) {
      i = opening(clause, i);
    } else if (is_dash(unit)) {   // « PARIS (AFP) – X a dit »; « X – très ému – a dit »
      std::uint32_t open = i;
      while (open-- > 0 && !is(units[open], key(unit.first))) {
      }
      if (open == none) break;
      i = open;
    } else if (has(unit, words_.subject_relative)) {
      return antecedent(clause, i);
    } else if (beside && has(unit, words_.joins)) {
      if (const std::uint32_t other = shared_by(clause, i, like); other != none) return other;
    } else if (beside && is(unit, ",") && i > 0) {
      const Step step = before_comma(clause, i, like);
      if (step.subject != none) return step.subject;
      i = step.at;
      beside = false;
    } else if (has(unit, words_.vg)) {
      return fallback != none ? fallback : shared_by(clause, i + 1, like);
    } else if (stands_alone(clause, i, beside)) {
      return i;
    } else if (!nominal(unit)) {
      beside &= is(unit, ",") || has(unit, words_.adverb);
    } else {
      beside = false;
      if (has(unit, words_.time_noun) || governed(clause, i) || tells_what(clause, i)) continue;
      if (!human(unit)) fallback = fallback == none ? i : fallback;
      else if (!between_commas(clause, i, verb)) return i;
    }
  }
  return fallback;
}

// « X, infirmière depuis vingt ans et déléguée du personnel, dit »: a function without an article that goes with who is named.
bool Subjects::tells_what(const Clause& clause, std::uint32_t u) const {
  const auto& units = clause.units;
  const Unit& unit = units[u];
  if (u < 2 || unit.name != none || !has(unit, words_.role) || common(unit.first, words_.determiner)) return false;
  if (has(unit, words_.plural) || !(is(units[u - 1], ",") || has(units[u - 1], words_.together))) return false;
  const Unit& before = units[u - 2];   // « le médecin et chercheur dit »
  if (has(before, words_.np) && has(before, words_.role) && has(before, words_.definite) && !has(before, words_.plural))
    return true;
  for (std::uint32_t k = u; k-- > 0 && !has(units[k], words_.vg);)
    if (is(units[k + 1], ",") && has(units[k], words_.person)) return true;
  return false;
}

// A pronoun (« Lui tempère »), words between marks that stand for somebody.
bool Subjects::stands_alone(const Clause& clause, std::uint32_t u, bool beside) const {
  const Unit& unit = clause.units[u];
  if (has(unit, words_.pronoun) && unit.last == unit.first + 1) return true;
  return (has(unit, words_.anaphor) && (beside || has(unit, words_.anaphor_near))) || labelled(clause, u);
}

// « à Lyon, Rhône, »: a place that tells where another is.
bool Subjects::between_commas(const Clause& clause, std::uint32_t u, std::uint32_t verb) const {
  const auto& units = clause.units;
  return has(units[u], words_.place) && units[u].name != none && u > 0 && is(units[u - 1], ",") && u + 1 < verb &&
         is(units[u + 1], ",");
}

// Of the finite verb in a group: « ont » of « ont fondu ».
Subjects::Form Subjects::form(const Unit& verb) const {
  Form out;
  for (std::uint32_t t = verb.first; t < verb.last; ++t) {
    if (!common(t, words_.finite)) continue;
    out.singular = common(t, words_.singular);
    out.plural = common(t, words_.plural);
    out.compound = t + 1 < verb.last && common(verb.last - 1, words_.past_participle);
    out.imperfect = common(t, words_.imperfect);
    out.future = common(t, words_.future);
    out.conditional = common(t, words_.conditional);
    out.subjunctive = common(t, words_.subjunctive) && !common(t, words_.imperative);   // not « jure »
    break;
  }
  return out;
}

// A verb of the same number, of the same tense if there is one: « elle a rappelé que X restait maître et a invité … ».
std::uint32_t Subjects::shared_by(const Clause& clause, std::uint32_t end, std::uint32_t like) const {
  const Form wanted = form(clause.units[like]);
  std::uint32_t fallback = none;   // of another tense, or a thing
  for (std::uint32_t k = end; k-- > 0;) {
    const Unit& verb = clause.units[k];
    if (!has(verb, words_.vg)) continue;
    const Form here = form(verb);
    if (!here.agrees(wanted)) continue;
    std::uint32_t subject = none;
    for (std::uint32_t t = verb.first; t < verb.last; ++t)
      if (key(t).size() > 2 && key(t)[0] == '-') subject = k;
    if (subject == none) subject = find(clause, k, like);
    if (subject == none) continue;
    const bool good = subject == k || human(clause.units[subject]) || has(clause.units[subject], words_.pronoun);
    if (good && here.same_tense(wanted)) return subject;
    if (fallback == none || (good && !human(clause.units[fallback]) && !has(clause.units[fallback], words_.pronoun)))
      fallback = subject;
  }
  return fallback;
}

// The first verb that is not inside a clause with a conjunction or « qui », or none.
std::uint32_t Subjects::main_verb(const Clause& clause, std::uint32_t end) const {
  bool inside = false;
  std::uint32_t fallback = none;
  for (std::uint32_t i = 0; i < end; ++i) {
    const Unit& unit = clause.units[i];
    if (is(unit, ";") || is(unit, ":")) inside = false, fallback = none;
    if (has(unit, words_.subject_relative) || has(unit, words_.object_relative) || has(unit, words_.subordinator)) inside = true;
    if (is(unit, ",")) inside = false;
    if (!has(unit, words_.vg)) continue;
    if (!inside) return i;
    if (fallback == none) fallback = i;
  }
  return fallback;
}

// The verb behind « qui », « lorsque », that what stands before `end` goes with, or none: « chez Rose, qui se leva pour me dire ».
std::uint32_t Subjects::relative_verb(const Clause& clause, std::uint32_t end) const {
  const auto& units = clause.units;
  if (end == 0 || !has(units[end - 1], words_.preposition)) return none;
  for (std::uint32_t i = end; i-- > 0;) {
    if (has(units[i], words_.joins)) return none;
    if (has(units[i], words_.vg)) {
      if (i > 0 && has(units[i - 1], words_.subject_relative)) return i;
      std::uint32_t open = i;   // « à laquelle Jean Roux a fait écho en disant »
      while (open-- > 0 && nominal(units[open])) {
      }
      const bool opens = open != none && (has(units[open], words_.object_relative) || has(units[open], words_.subordinator));
      return opens && open + 1 < i ? i : none;
    }
    if (reading_.tokens.tokens[units[i].first].kind == token::Kind::punctuation || has(units[i], words_.subordinator))
      return none;
  }
  return none;
}

// The verb at the end of a relative that a participle behind a comma goes with, or none: « un avis que X conteste, affirmant ».
std::uint32_t Subjects::relative_before(const Clause& clause, std::uint32_t participle) const {
  const auto& units = clause.units;
  if (participle < 4 || !is(units[participle - 1], ",") || !has(units[participle - 2], words_.vg)) return none;
  const bool subject = nominal(units[participle - 3]) && human(units[participle - 3]);
  return subject && has(units[participle - 4], words_.object_relative) ? participle - 2 : none;
}

}   // namespace propos::clauses
