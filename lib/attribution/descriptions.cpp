// SPDX-License-Identifier: Apache-2.0
// Which person a description stands for, which people « les deux hommes », which source « la même source ».
#include <algorithm>

#include "attribution/attribution.h"

namespace propos::attribution {

using clauses::Clause;
using clauses::Unit;
using mentions::Title;
using mentions::Titles;

namespace {

constexpr std::uint32_t longest_again = 6;      // tokens of a description that says nothing new: « l'enseignante de 41 ans »
constexpr std::size_t most_spoken_back = 20;    // sources that a description looks at
constexpr std::uint32_t nearby = 4;             // sentences that a description looks at
constexpr int most_named = 3;                   // people that a description chooses from by nearness
constexpr std::uint32_t just_before = 2;        // sentences back
constexpr std::uint32_t longest_plain = 3;      // tokens of one without a complement: « l'ancien ministre »

}  // namespace

// Is there a word with this feature in the unit?
bool Attribution::contains(const Unit& unit, int feature) const {
  for (std::uint32_t t = unit.first; t < unit.last; ++t)
    if (subjects_.common(t, feature)) return true;
  return false;
}

// « l'ancien ministre », « l'ex-boxeur »
bool Attribution::former(const Unit& unit) const {
  if (unit.last <= unit.first + 1) return false;
  const std::string_view word = key(unit.first + 1);
  const lexicon::Entry* entry = reading_.lexicon.find(word.substr(0, word.find('-')));
  return entry != nullptr && entry->common[static_cast<std::size_t>(words_.former)];
}

// 3 for the person named last before `token`, 2 for the one before, … 0 for one named far before or not at all.
int Attribution::named_before(Id entity, std::uint32_t token) const {
  int others = 0;
  Id last = none;
  const std::uint32_t here = sentence_of(token);
  for (std::size_t n = name_at(token); n-- > 0 && others < most_named;) {
    const entities::Name& name = names_[n];
    if (sentence_of(name.first) + nearby < here) break;
    if (name.entity == entity) return most_named - others;
    if (name.type != EntityType::person || name.entity == last) continue;
    last = name.entity;
    ++others;
  }
  return 0;
}

// The person who spoke last, in the same paragraph and not far before `token`; else none.
Id Attribution::speaker_before(std::uint32_t token) const {
  const Spoken* last = spoken_before(token);
  if (last == nullptr || last->source.entity == none || entities_[last->source.entity].type != EntityType::person) return none;
  const auto& sentences = reading_.tokens.sentences;
  const std::uint32_t here = sentence_of(token), there = sentence_of(last->place);
  return there + just_before >= here && sentences[here].paragraph == sentences[there].paragraph ? last->source.entity : none;
}

// The person with the title, anywhere in the text; with a vaguer one somebody just spoken of.
Id Attribution::titled(const Title& wanted, Gender gender) const {
  const Spoken* last = spoken_before(wanted.place);
  return titles_.best(wanted, [&](Id id, Titles::Fit fit) {
    if (entities_[id].type != EntityType::person || !may_be(id, gender)) return -1;
    const bool spoke = last != nullptr && last->source.entity == id;
    const int near = named_before(id, wanted.place);
    if (fit <= Titles::Fit::wider && !spoke && near == 0) return -1;
    return near + (spoke ? 4 : 0);
  });
}

// « l'officier » for « un officier de police » who spoke before, without a name
bool Attribution::unnamed_before(const Title& wanted, Source& out) const {
  if (wanted.head.empty()) return false;
  for (std::size_t i = spoken_.size(); i-- > 0 && i + most_spoken_back >= spoken_.size();) {
    const Source& other = spoken_[i].source;
    const bool same = other.head == wanted.head || other.head.starts_with(wanted.head + " ");   // « officier de police »
    const bool may = other.gender == out.gender || other.gender == Gender::unknown || out.gender == Gender::unknown;
    if (other.entity != none || !same || !may || other.plural) continue;
    out.name = other.name;
    return true;
  }
  return false;
}

// Who spoke just before is called by a function: « le coach breton » of a coach, « l'ancien sénateur », any where none is known.
Id Attribution::speaker_described(const Unit& unit, const Title& wanted, Gender gender) const {
  if (has(unit, words_.spoken_of)) return none;   // « l'intéressé »: not who spoke of him
  const Id speaker = speaker_before(unit.first);
  if (speaker == none || !may_be(speaker, gender)) return none;
  const bool plain = wanted.words.empty() && titles_.knows(speaker, wanted.head);
  return !titles_.knows(speaker) || plain || (former(unit) && unit.last - unit.first <= longest_plain) ? speaker : none;
}

// Words that say nothing new of somebody present, unless another function is known: « l'enseignante », « le responsable ».
Id Attribution::somebody_present(const Unit& unit, const Title& wanted, Gender gender) {
  const std::uint32_t size = unit.last - unit.first;
  const bool generic = has(unit, words_.generic) || wanted.head.empty();   // « la Jurassienne »
  bool aged = false;
  for (std::uint32_t t = unit.first; t < unit.last; ++t) aged |= reading_.tokens.tokens[t].kind == token::Kind::number;
  // « cet ancien policier de Lyon » is somebody present, whatever it says.
  const bool pointed_at = subjects_.common(unit.first, words_.demonstrative);
  // A complement tells of somebody else (« la patronne du café »), but for an age and for « le responsable de la CGT ».
  const bool of_a_name = !wanted.words.empty() && std::all_of(wanted.words.begin(), wanted.words.end(), [&](const Title::Word& word) {
    return !word.bodies.empty() && word.bodies == wanted.words[0].bodies;
  });
  const bool complement = size > longest_plain && !aged && !pointed_at;
  const bool again = (generic && of_a_name) || former(unit);
  if (complement && !again) return none;
  if (!pointed_at && !again && (size > longest_again || wanted.words.size() > 1)) return none;
  Wanted somebody;
  somebody.token = unit.first;
  somebody.gender = gender;
  somebody.people = true;
  const Id answered = answered_;
  const Spoken* last = spoken_before(unit.first);
  if (has(unit, words_.spoken_of) && last != nullptr) answered_ = last->source.entity;   // as a line of dialogue answers the one before
  const Id entity = choose(somebody).entity;
  answered_ = answered;
  if (entity == none || titles_.contradicts(entity, wanted)) return none;
  if (titles_.knows(entity, wanted.head)) return entity;
  if (has(unit, words_.office) && !pointed_at && !former(unit)) return none;
  return generic || pointed_at || again || !titles_.knows(entity) ? entity : none;
}

void Attribution::describe_person(const Unit& unit, bool definite, Source& out) {
  const Title wanted = titles_.read(unit);
  out.head = wanted.head;
  Id entity = titled(wanted, out.gender);
  if (entity == none) {
    if (!definite || unnamed_before(wanted, out)) return;
    entity = speaker_described(unit, wanted, out.gender);
    if (entity == none) entity = somebody_present(unit, wanted, out.gender);
    if (entity == none) return;
    out.confidence = 0.5f;
  }
  out.entity = entity;
  out.name.clear();
}

// --- groups --------------------------------------------------------------------------------------------------------------

// « Lise et Omar Keller »
std::string Attribution::in_a_row(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 < names.size() ? ", " : " et ";
    out += names[i];
  }
  return out;
}

// Names of one type that stand together: nothing but their functions between them, « et » before the last one.
void Attribution::add_groups(const Clause& clause, const std::vector<bool>& subject, std::vector<Referent>& out) const {
  Referent group;
  bool link = false, together = false, joined = false;   // a comma or « et » since the last name; « et »; « et » before the last name
  EntityType type = EntityType::place;
  const auto end = [&] {
    if (group.several.size() > 1 && joined) {
      group.plural = true;
      group.person = type == EntityType::person;
      out.push_back(group);
    }
    group = {};
    link = together = joined = false;
  };
  for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
    const Unit& unit = clause.units[u];
    const bool comma = is(unit, ",");
    if (has(unit, words_.vg) || unit.pair != none || (!comma && reading_.tokens.tokens[unit.first].kind == token::Kind::punctuation)) end();
    if (unit.last == unit.first + 1 && subjects_.common(unit.first, words_.together)) together = true;
    link |= comma || together;
    const bool named = unit.name != none && names_[unit.name].type != EntityType::place && names_[unit.name].entity != none;
    const bool first_name = !named && u + 2 < clause.units.size() && clause.units[u + 2].name != none &&
                            names_[clause.units[u + 2].name].type == EntityType::person && has(unit, words_.first_name) && unit.last == unit.first + 1 &&
                            subjects_.common(unit.last, words_.together);   // « Lise et Omar Keller »
    if (!named && !first_name) continue;
    const EntityType here = named ? names_[unit.name].type : EntityType::person;
    if (!group.several.empty() && (here != type || joined || !link || subjects_.governed(clause, u))) end();
    const Gender gender = !named ? Gender::unknown : here == EntityType::person ? entities_[names_[unit.name].entity].gender : genders_[names_[unit.name].entity];
    if (group.several.empty()) {
      group.token = unit.first;
      group.gender = gender;
      type = here;
    } else {
      joined = together;
      if (gender != group.gender) group.gender = Gender::masculine;
    }
    if (subject[u]) group.role = Referent::Role::subject;
    group.several.push_back(named ? entities_[names_[unit.name].entity].name : reading_.written(unit.first, unit.last));
    link = together = false;
  }
  end();
}

// Whoever of this type the sentence names before a token, each once, in the order of the text.
std::vector<Id> Attribution::named_in(std::uint32_t sentence, std::uint32_t before, EntityType type) const {
  std::vector<Id> out;
  const std::uint32_t last = std::min(before, reading_.tokens.sentences[sentence].last);
  for (std::size_t n = name_at(reading_.tokens.sentences[sentence].first); n < names_.size() && names_[n].first < last; ++n) {
    const Id entity = names_[n].entity;
    if (names_[n].type == type && entity != none && std::find(out.begin(), out.end(), entity) == out.end()) out.push_back(entity);
  }
  return out;
}

// « les deux hommes », « le couple », « les deux syndicats »: the nearest two names that stand together or in one sentence.
void Attribution::describe_several(const Unit& unit, Source& out) {
  const bool people = describes_person(unit) || has(unit, words_.family);
  const std::string head = titles_.read(unit).head;
  out.plural = true;
  const std::uint32_t here = sentence_of(unit.first);
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back) {
    const std::vector<Referent>& all = referents(here - back);
    for (std::size_t i = all.size(); i-- > 0;) {
      if (all[i].several.size() != 2 || all[i].token >= unit.first || all[i].person != people) continue;
      out.name = in_a_row(all[i].several);
      return;
    }
    std::vector<Id> two = named_in(here - back, unit.first, people ? EntityType::person : EntityType::organization);
    if (two.size() > 2) std::erase_if(two, [&](Id id) { return !titles_.knows(id, head); });
    if (two.size() == 2) {
      out.name = in_a_row({entities_[two[0]].name, entities_[two[1]].name});
      return;
    }
  }
}

// --- sources -------------------------------------------------------------------------------------------------------------

// « cette source », « la même source »: the one that was called so last, or whoever spoke last; « cette » is no person with a name.
Source Attribution::same_source(const Unit& unit, bool plural) {
  const bool anybody = !subjects_.common(unit.first, words_.demonstrative);
  const Spoken* spoken = nullptr;
  for (std::size_t i = spoken_.size(); spoken == nullptr && i-- > 0 && i + most_spoken_back >= spoken_.size();) {
    const Spoken& one = spoken_[i];
    const bool person = one.source.entity != none && entities_[one.source.entity].type == EntityType::person;
    if (one.place < unit.first && (anybody || !person)) spoken = &one;
  }
  const std::uint32_t here = sentence_of(unit.first);
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back) {
    const std::vector<Referent>& all = referents(here - back);
    for (std::size_t i = all.size(); i-- > 0;) {
      const Referent& one = all[i];
      if (one.unit == nullptr || one.token >= unit.first || one.plural != plural || !has(*one.unit, words_.source_noun)) continue;
      if (subjects_.common(one.token, words_.demonstrative) || contains(*one.unit, words_.again)) continue;
      if (spoken == nullptr || spoken->place < one.token) return resolve(one);
    }
  }
  return spoken == nullptr ? Source{} : spoken->source;
}

}  // namespace propos::attribution
