// SPDX-License-Identifier: Apache-2.0
#include "attribution/attribution.h"

#include <algorithm>

namespace propos::attribution {

using clauses::Clause;
using clauses::Unit;

namespace {

constexpr std::uint32_t nearby = 4;             // sentences that a description looks at

}  // namespace

Attribution::Attribution(const entities::Reading& reading, const clauses::Words& words, const text::Text& text,
                         const std::vector<entities::Name>& names, std::vector<Entity>& entities, const clauses::ClauseMaker& maker,
                         std::function<const Clause&(std::uint32_t)> clause_of)
    : reading_(reading),
      words_(words),
      text_(text),
      names_(names),
      entities_(entities),
      maker_(maker),
      clause_of_(std::move(clause_of)),
      subjects_(reading, words, maker),
      titles_(reading, words, names, subjects_),
      genders_(entities.size(), Gender::unknown),
      plural_(entities.size(), false),
      referents_(reading.tokens.sentences.size()) {
  for (const entities::Name& name : names_) {
    if (name.entity == none) continue;
    if (name.type == EntityType::person) {
      learn_beside(static_cast<std::size_t>(&name - names_.data()));
      continue;
    }
    // What the article or the first word says: « la CGT », « Parti socialiste », « les Républicains ».
    const auto learn = [&](std::uint32_t token) {
      const bool f = subjects_.common(token, words_.feminine), m = subjects_.common(token, words_.masculine);
      if (f != m && genders_[name.entity] == Gender::unknown) genders_[name.entity] = m ? Gender::masculine : Gender::feminine;
      if (subjects_.common(token, words_.plural) && !subjects_.common(token, words_.singular)) plural_[name.entity] = true;
    };
    if (name.first > 0 && subjects_.common(name.first - 1, words_.definite)) learn(name.first - 1);
    if (subjects_.common(name.first, words_.org_head)) learn(name.first);
  }
}

// What stands beside a person's name: « Me Roux » is an avocat, « Anne Roux (PS) » belongs to the PS.
void Attribution::learn_beside(std::size_t n) {
  const entities::Name& name = names_[n];
  std::uint32_t before = name.first;
  if (before > 1 && reading_.tokens.tokens[before - 1].kind == token::Kind::punctuation) --before;
  const lexicon::Entry* honorific = before > 0 ? reading_.units.entries[before - 1] : nullptr;
  if (honorific != nullptr && (honorific->common | honorific->proper)[static_cast<std::size_t>(words_.title)])
    if (const std::string_view role = reading_.lexicon.lemma(*honorific); !role.empty()) {
      mentions::Title title;
      title.head = role;
      title.place = before - 1;
      title.entity = name.entity;
      titles_.learn(std::move(title));
    }
  if (n + 1 < names_.size() && names_[n + 1].type == EntityType::organization && names_[n + 1].first == name.last + 1 && key(name.last) == "(")
    titles_.learn_body(name.entity, names_[n + 1]);
}

// A description as it reads inside a sentence: « un témoin » for « Un témoin ».
std::string Attribution::called(std::uint32_t first, std::uint32_t last) const {
  std::string out = reading_.written(first, last);
  if (subjects_.common(first, words_.determiner) && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] | 0x20);
  return out;
}

// Where the pronoun begins in a token as it is written: « -t-il », which need not be as long as its key.
std::uint32_t Attribution::cut_of(std::uint32_t token) const {
  return token::behind_last_hyphen(Span{reading_.tokens.tokens[token].begin, reading_.tokens.tokens[token].end}.of(reading_.text));
}

std::uint32_t Attribution::sentence_of(std::uint32_t token) const {
  const auto& sentences = reading_.tokens.sentences;
  return static_cast<std::uint32_t>(std::upper_bound(sentences.begin(), sentences.end(), token,
                                                     [](std::uint32_t t, const token::SentenceRange& s) { return t < s.last; }) -
                                    sentences.begin());
}

bool Attribution::may_be(Id entity, Gender gender) const {
  return gender == Gender::unknown || entities_[entity].gender == Gender::unknown || entities_[entity].gender == gender;
}

void Attribution::learn(const Clause& clause) {
  for (const clauses::NamedTitle& group : clause.titles) {
    if (group.name == none || names_[group.name].entity == none) continue;
    Entity& entity = entities_[names_[group.name].entity];
    if (entity.type == EntityType::place) continue;
    mentions::Title title = titles_.read(group.group);
    title.entity = names_[group.name].entity;
    if (subjects_.common(group.group.first, words_.possessive)) title.from = title.place;
    titles_.learn(std::move(title));
    const Gender gender = gender_of(group.group);
    if (entity.type == EntityType::organization) {
      if (gender != Gender::unknown) genders_[names_[group.name].entity] = gender;
      continue;
    }
    std::uint32_t first = group.group.first;
    const bool article = subjects_.common(first, words_.definite) || subjects_.common(first, words_.indefinite);
    // « Ténor du parti, la sénatrice X »; « X, médecin-chef » may be a woman.
    if (entity.gender == Gender::unknown ? article || gender == Gender::feminine : gender == Gender::feminine && key(first) == "la") entity.gender = gender;
    const bool title_of_its_own = !has(group.group, words_.plural) || has(group.group, words_.singular);   // not « une de ses membres »
    if (!entity.title.empty() || !title_of_its_own || (subjects_.common(first, words_.determiner) && !article)) continue;   // « son avocat »
    if (article && group.group.last > first + 1) ++first;
    entity.title = reading_.written(first, group.group.last);
  }
}

// --- sources by their words ----------------------------------------------------------------------------------------------

Source Attribution::named(const Unit& unit) const {
  const entities::Name& name = names_[unit.name];
  Source out;
  out.first = name.first;
  out.last = name.last;
  out.entity = name.entity;
  out.by = unit.first < name.first || unit.last > name.last ? SpeakerBy::apposition : SpeakerBy::name;
  out.named = true;
  out.confidence = name.type == EntityType::person ? 0.9f : 0.85f;
  return out;
}

Source Attribution::at(const Clause& clause, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = last; i-- > first;)   // a person is better than a title
    if (has(clause.units[i], words_.person) && clause.units[i].name != none) return named(clause.units[i]);
  for (std::uint32_t i = first; i < last; ++i) {
    const Unit& unit = clause.units[i];
    if (unit.name != none) return named(unit);
    if (has(unit, words_.np) || has(unit, words_.pnp)) {
      Source out = description(unit);
      if (has(unit, words_.cue_document))
        if (const Source author = author_behind(clause, i); author.known()) {
          out.entity = author.entity;
          out.name = author.name;
        }
      return out;
    }
    if (has(unit, words_.pp)) {   // « auprès du maire Jean Roux », « par l'OTAN »
      for (std::size_t n = name_at(unit.first); n < names_.size() && names_[n].first < unit.last; ++n) {
        const entities::Name& name = names_[n];
        if (name.type != EntityType::person && (name.last != unit.last || name.first > unit.first + 2)) continue;
        Source out;
        out.first = name.first;
        out.last = name.last;
        out.entity = name.entity;
        out.confidence = 0.8f;
        return out;
      }
      return description(unit);
    }
    if (has(unit, words_.title) && i + 1 < last) continue;   // « Mme la présidente »
    if ((has(unit, words_.proper) || has(unit, words_.unnamed)) && unit.pair == none) {   // a name that no rule found
      Source out;
      out.first = unit.first;
      out.last = unit.last;
      out.name = reading_.written(unit.first, unit.last);
      out.confidence = 0.6f;
      return out;
    }
    const std::string_view word = key(unit.first);
    if (word == "lui" || word == "celui-ci" || word == "celui") return pronoun(unit.first, 0, "il");
    if (word == "eux" || word == "ceux-ci") return pronoun(unit.first, 0, "ils");
    if (word == "celle-ci" || word == "celle") return pronoun(unit.first, 0, "elle");
    if (word == "celles-ci") return pronoun(unit.first, 0, "elles");
    if (has(unit, words_.pronoun) || word == "elle" || word == "elles") return pronoun(unit.first, 0, word);
  }
  Source out;
  if (first < last) {
    out.first = clause.units[first].first;
    out.last = clause.units[last - 1].last;
    out.by = SpeakerBy::description;
    out.name = reading_.written(out.first, out.last);
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
        if (has(units[u], words_.pp) || subjects_.nominal(units[u])) return at(clause, u, u + 1);
      }
    }
    return pronoun(t, cut_of(t), word.substr(from));
  }
  std::uint32_t place = none;
  if (finite) {
    if (subjects_.passive(units[cue])) {   // « il a été annoncé par X que »
      for (std::uint32_t u = cue + 1; u < units.size() && u < cue + 5; ++u) {
        if (has(units[u], words_.vg) || is(units[u], "que") || is(units[u], ",")) break;
        if (has(units[u], words_.pp) && key(units[u].first) == "par") return at(clause, u, u + 1);
      }
      return {};
    }
    place = subjects_.of(clause, cue);
  } else {
    // A participle has the subject of the main verb, or stands behind it, « X, soulignant que …, »; else it leads:
    // « Soulignant que …, X ».
    if (cue == 2 && is(units[1], ",") && subjects_.nominal(units[0]) && subjects_.human(units[0])) return at(clause, 0, 1);
    if (const std::uint32_t verb = subjects_.main_verb(clause, cue); verb != none) place = subjects_.shared(clause, verb + 1, verb);
    if (place == none) {
      for (std::uint32_t i = cue + 1; i + 1 < units.size(); ++i)
        if (is(units[i], ",") && (subjects_.nominal(units[i + 1]) || has(units[i + 1], words_.pronoun))) return at(clause, i + 1, i + 2);
    }
  }
  if (place == none) return {};
  if (has(units[place], words_.vg) && place < cue) return subject(clause, place, true);   // never back: a verb may also be a name
  if (is(units[place], "on")) {   // « Chez X, on assure », « À la préfecture, on indique », « On précise de même source »
    if (cue + 1 < units.size() && has(units[cue + 1], words_.of_source)) return at(clause, cue + 1, cue + 2);
    for (std::uint32_t u = 0; u + 1 < place; ++u)
      if (is(units[u + 1], ",") && subjects_.governed(clause, u) &&
          (key(units[u].first) == "chez" || subjects_.human(units[u]) || names_speaker(units[u])))
        return at(clause, u, u + 1);
  }
  Source out = at(clause, place, place + 1);
  if (const std::uint32_t start = subjects_.first_of_several(clause, place, cue); start < place) {   // « le WWF et la LPO »
    out.first = units[start].first;
    out.last = units[place].last;
    out.entity = none;
    out.name.clear();
    for (std::uint32_t u = start; u <= place; u += 2) {
      if (u > start) out.name += u < place ? ", " : " et ";
      out.name += units[u].name != none ? entities_[names_[units[u].name].entity].name : called(units[u].first, units[u].last);
    }
    out.by = SpeakerBy::description;
    out.plural = true;
  }
  out.thing = has(units[place], words_.np) && !subjects_.human(units[place]) && out.entity == none && !has(units[place], words_.unknown);
  return out;
}

Source Attribution::main_subject(const Clause& clause) {
  const std::uint32_t verb = subjects_.main_verb(clause, static_cast<std::uint32_t>(clause.units.size()));
  if (verb == none) return {};
  const std::uint32_t place = subjects_.of(clause, verb);
  const Source out = place == none || has(clause.units[place], words_.vg) ? subject(clause, verb, true) : at(clause, place, place + 1);
  return out.from_elsewhere(0.3f);
}

void Attribution::spoke(const Source& source, std::uint32_t place) {
  if (source.known()) spoken_.push_back({place, source});
}

Source Attribution::previous() const {
  return spoken_.empty() ? Source{} : spoken_.back().source.from_elsewhere(0.5f);
}

// --- descriptions ------------------------------------------------------------------------------------------------------

// « un communiqué de X », « la tribune de X »: the name inside that is the author.
Id Attribution::owner_of(const Unit& unit) const {
  const entities::Name* const name = name_in(unit);
  return name == nullptr || name->type == EntityType::place ? none : name->entity;
}

// « au Comité des pêches », « à Bercy », which stands for those who sit there.
bool Attribution::names_speaker(const Unit& unit) const {
  const entities::Name* const name = name_in(unit);
  return name != nullptr && name->entity != none && (name->type != EntityType::place || !entities_[name->entity].stands_for.empty());
}

// The first name inside a unit, or nullptr.
const entities::Name* Attribution::name_in(const Unit& unit) const {
  const std::size_t n = name_at(unit.first);
  return n == names_.size() || names_[n].first >= unit.last ? nullptr : &names_[n];
}

// « un bilan encore provisoire du ministère », « une étude conduite par l'université »: who is named behind a document, none
// past a comma.
Source Attribution::author_behind(const Clause& clause, std::uint32_t u) {
  if (owner_of(clause.units[u]) != none) return {};
  for (std::uint32_t i = u + 1; i < clause.units.size() && i < u + 6; ++i) {
    const Unit& unit = clause.units[i];
    if (has(unit, words_.pp) || has(unit, words_.pnp) || unit.name != none) {
      Source out;
      out.entity = owner_of(unit);
      if (out.entity == none && unit.name == none && key(unit.first) == "par" && subjects_.human(unit)) out = description(unit);
      if (out.known()) return out;
    } else if (has(unit, words_.vg) || unit.pair != none || reading_.tokens.tokens[unit.first].kind == token::Kind::punctuation) {
      break;
    }
  }
  return {};
}

// The organization that has the head of `unit` in its name: « le tribunal » for « Tribunal de Colmar ».
Id Attribution::named_after(const Unit& unit) {
  if (!organization_with_) {
    organization_with_.emplace();
    for (const entities::Name& name : names_)
      if (name.type == EntityType::organization && name.entity != none && name.last - name.first > 1)
        for (std::uint32_t t = name.first; t < name.last; ++t) organization_with_->emplace(key(t), name.entity);
  }
  const auto found = organization_with_->find(key(unit.last - 1));
  return found == organization_with_->end() ? none : found->second;
}

// « l'organisation », « le groupe », « l'entreprise »
void Attribution::describe_organization(const Unit& unit, Source& out) {
  const Spoken* last = spoken_before(unit.first);
  Id entity = titles_.best(titles_.read(unit), [&](Id id, mentions::Titles::Fit) {
    if (entities_[id].type != EntityType::organization) return -1;
    return last != nullptr && last->source.entity == id ? 1 : 0;
  });
  if (entity == none) entity = named_after(unit);
  if (entity == none && name_in_full(unit, out)) return;
  if (entity == none && has(unit, words_.org_intro)) {
    Wanted wanted;
    wanted.token = unit.first;
    wanted.organizations = true;
    entity = choose(wanted).entity;
    out.confidence = 0.5f;
  }
  if (entity == none) return;
  out.entity = entity;
  out.name.clear();
}

// « la coalition » for « la coalition internationale » at the head of the text or just before.
bool Attribution::name_in_full(const Unit& unit, Source& out) {
  const mentions::Title wanted = titles_.read(unit);
  if (wanted.head.empty() || !wanted.words.empty()) return false;
  const std::uint32_t here = sentence_of(unit.first);
  const auto look = [&](std::uint32_t sentence) {
    for (const Referent& one : referents(sentence)) {
      if (one.unit == nullptr || one.token >= unit.first || one.plural != out.plural) continue;
      const mentions::Title other = titles_.read(*one.unit);
      if (other.head != wanted.head || other.words.empty()) continue;
      Source full;
      full.first = one.unit->first;
      without_preposition(*one.unit, full);
      out.name = called(full.first, one.unit->last);
      return true;
    }
    return false;
  };
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back)
    if (look(here - back)) return true;
  for (std::uint32_t sentence = 0; sentence < nearby && sentence + nearby <= here; ++sentence)
    if (look(sentence)) return true;
  return false;
}

// Of the noun, else of its article: « la chef ».
Gender Attribution::gender_of(const Unit& unit) const {
  bool f = has(unit, words_.feminine), m = has(unit, words_.masculine);
  if (f == m) {
    f = subjects_.common(unit.first, words_.feminine);
    m = subjects_.common(unit.first, words_.masculine);
  }
  return f == m ? Gender::unknown : m ? Gender::masculine : Gender::feminine;
}

// Not « un de ses confrères »; « les élèves », although « tu élèves » is singular.
bool Attribution::plural(const Unit& unit) const {
  const auto article = [&](int feature) { return subjects_.common(unit.first, feature); };
  if (article(words_.determiner) && article(words_.plural) && !article(words_.singular)) return true;
  if (!has(unit, words_.plural) || has(unit, words_.singular)) return false;
  std::uint32_t t = unit.first;
  if (key(t) == "l'" && t + 1 < unit.last) ++t;
  return (key(t) != "un" && key(t) != "une") || t + 1 >= unit.last || !subjects_.common(t + 1, words_.preposition);
}

bool Attribution::describes_person(const Unit& unit) const {
  return has(unit, words_.role) || has(unit, words_.person_noun) || (has(unit, words_.family) && !has(unit, words_.group_noun));
}

// « du parquet », « auprès des pompiers », « quant à l'association »: the source is without the preposition.
void Attribution::without_preposition(const Unit& unit, Source& out) const {
  if (!has(unit, words_.pp) && !has(unit, words_.pnp)) return;
  while (out.first + 1 < unit.last && out.first < unit.first + 3 && !subjects_.common(out.first, words_.noun) &&
         !(subjects_.common(out.first, words_.determiner) && !subjects_.common(out.first, words_.preposition)))
    ++out.first;
}

// The same words mean the same, whoever has spoken since.
Source Attribution::description(const Unit& unit) {
  const std::uint64_t place = std::uint64_t{unit.first} << 32 | unit.last;
  if (const auto known = descriptions_.find(place); known != descriptions_.end()) return known->second;
  return descriptions_.emplace(place, describe(unit)).first->second;
}

Source Attribution::describe(const Unit& unit) {
  Source out;
  out.first = unit.first;
  out.last = unit.last;
  out.by = SpeakerBy::description;
  out.confidence = 0.6f;
  out.gender = gender_of(unit);
  out.plural = plural(unit);
  out.person = describes_person(unit);
  const std::string_view start = key(unit.first);
  without_preposition(unit, out);
  out.name = called(out.first, unit.last);
  if (out.first > unit.first) {   // « auprès du groupe »: le groupe
    const std::string_view contracted = key(out.first - 1);
    if (contracted == "du" || contracted == "au") out.name.insert(0, "le ");
    if (contracted == "des" || contracted == "aux") out.name.insert(0, "les ");
  }
  const bool demonstrative = subjects_.common(unit.first, words_.demonstrative);
  const bool definite = demonstrative || subjects_.common(unit.first, words_.definite) || has(unit, words_.pnp);
  const auto stands_for = [&](const Source& other) {
    if (!other.known()) return;
    out.entity = other.entity;
    out.name = other.name;
  };
  if (unit.last <= unit.first + 2 && demonstrative && contains(unit, words_.latest)) {   // « ce dernier », « ces dernières »
    Wanted latest;
    latest.token = unit.first;
    latest.gender = out.gender;
    latest.plural = out.plural;
    latest.latest = true;
    stands_for(choose(latest));
    return out;
  }
  const Spoken* last = spoken_before(unit.first);
  if (has(unit, words_.source_noun) && (demonstrative || contains(unit, words_.again))) {   // « la même source »
    stands_for(same_source(unit, out.plural));
    return out;
  }
  if (definite && contains(unit, words_.pair)) {
    describe_several(unit, out);
    return out;
  }
  // A document stands for its author.
  if (has(unit, words_.cue_document)) {
    if (const Id owner = owner_of(unit); owner != none) {
      out.entity = owner;
      out.name.clear();
      return out;
    }
    const bool ours = subjects_.common(unit.first, words_.possessive) && subjects_.common(unit.first, words_.first_person);
    if (last != nullptr && unit.last - unit.first <= 3 && !ours) {   // not « selon nos informations »
      stands_for(last->source);
      return out;
    }
  }
  if (out.plural) return out;
  if (!out.person && subjects_.common(unit.first, words_.possessive)) {   // « son conseil »
    if (const Id id = titled(titles_.read(unit), Gender::unknown); id != none) {
      out.entity = id;
      out.name.clear();
      return out;
    }
  }
  if (definite && (has(unit, words_.org_head) || has(unit, words_.org_intro) || has(unit, words_.group_noun)) && !has(unit, words_.role)) {
    if (unit.last - unit.first <= 3) describe_organization(unit, out);
    return out;
  }
  const auto is_one = [&](std::string_view word) { return word == "un" || word == "une"; };
  const bool indefinite = is_one(start) || (start == "l'" && unit.last > unit.first + 1 && is_one(key(unit.first + 1)));   // « l'un d'eux »
  if (indefinite && out.person) out.head = titles_.read(unit).head;
  if ((out.person || has(unit, words_.demonym)) && !indefinite) describe_person(unit, definite, out);
  return out;
}

}  // namespace propos::attribution
