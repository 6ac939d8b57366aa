// SPDX-License-Identifier: Apache-2.0
#include "attribution/attribution.h"

#include <algorithm>

namespace propos::attribution {

using quotes::Clause;
using quotes::Unit;

namespace {

constexpr std::uint32_t most_words_again = 4;   // of a description that says nothing new: « la maire », « l'ancien ministre »
constexpr int most_names_back = 40;             // that a pronoun looks at

}  // namespace

Attribution::Attribution(const entities::Reading& reading, const quotes::Words& words, const std::vector<entities::Name>& names,
                         std::vector<Entity>& entities, const quotes::ClauseMaker& maker,
                         std::function<const Clause&(std::uint32_t)> clause_of)
    : reading_(reading), words_(words), names_(names), entities_(entities), maker_(maker), clause_of_(std::move(clause_of)) {}

std::string Attribution::text_of(std::uint32_t first, std::uint32_t last) const {
  const auto& tokens = reading_.tokens.tokens;
  std::string out(Span{tokens[first].begin, tokens[last - 1].end}.of(reading_.text));
  for (char& c : out)
    if (c == '\n' || c == '\r') c = ' ';
  return out;
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

// --- descriptions ------------------------------------------------------------------------------------------------------

// The head of a description, under the name that all its synonyms share, and the other words that say something.
Attribution::Title Attribution::title_of(const rules::Unit& unit, Id entity) const {
  Title out;
  out.entity = entity;
  for (std::uint32_t i = unit.first; i < unit.last;) {
    std::uint32_t next = i + 1;
    if (out.head.empty()) {
      for (std::uint32_t last = std::min(unit.last, i + 5); last > i; --last) {
        const lexicon::Entry* entry = reading_.lexicon.find(reading_.tokens.key(i, last));
        if (entry == nullptr || !(entry->common[static_cast<std::size_t>(words_.role)] || entry->common[static_cast<std::size_t>(words_.person_noun)]))
          continue;
        const std::string_view lemma = reading_.lexicon.lemma(*entry);
        out.head = lemma.empty() ? reading_.tokens.key(i, last) : lemma;
        next = last;
        break;
      }
    }
    if (next == i + 1 && (out.head.empty() || out.head != key(i))) {
      const lexicon::Entry* entry = reading_.units.entries[i];
      const auto bit = [](int f) { return static_cast<std::size_t>(f); };
      const bool says = entry == nullptr || entry->common[bit(words_.noun)] || entry->common[bit(words_.adjective)] ||
                        reading_.tokens.tokens[i].shape != token::Shape::lower;
      const bool small = entry != nullptr && (entry->common[bit(words_.preposition)] || entry->common[bit(words_.definite)]);
      const std::string_view word = key(i);
      if (says && !small && word.size() > 2 && word != "une") out.words.emplace_back(word);
    }
    i = next;
  }
  return out;
}

void Attribution::learn(const Clause& clause) {
  for (const quotes::Title& title : clause.titles) {
    if (title.name == none || names_[title.name].entity == none) continue;
    Entity& entity = entities_[names_[title.name].entity];
    if (entity.type != EntityType::person) continue;
    titles_.push_back(title_of(title.group, names_[title.name].entity));
    const bool f = has(title.group, words_.feminine), m = has(title.group, words_.masculine);
    if (entity.gender == Gender::unknown && f != m) entity.gender = m ? Gender::masculine : Gender::feminine;
    if (!entity.title.empty()) continue;
    std::uint32_t first = title.group.first;
    const lexicon::Entry* entry = reading_.units.entries[first];
    if (entry != nullptr && entry->common[static_cast<std::size_t>(words_.definite)] && title.group.last > first + 1) ++first;
    const std::string_view word = key(first);
    if ((word == "un" || word == "une") && title.group.last > first + 1) ++first;
    entity.title = text_of(first, title.group.last);
  }
}

Id Attribution::nearest_person(std::uint32_t token, Gender gender) const {
  std::size_t n = static_cast<std::size_t>(
      std::lower_bound(names_.begin(), names_.end(), token, [](const entities::Name& name, std::uint32_t t) { return name.first < t; }) -
      names_.begin());
  for (int steps = 0; n > 0 && steps < most_names_back; ++steps) {
    const entities::Name& name = names_[--n];
    if (name.type == EntityType::person && may_be(name.entity, gender)) return name.entity;
  }
  return none;
}

// « l'organisation », « le groupe », « la coalition »: the organization with that word in its name, else the last one.
Source Attribution::organization_of(const Unit& unit, const Source& as) const {
  Source out = as;
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
  if (last != none && has(unit, words_.org_intro)) {
    out.entity = last;
    out.name.clear();
    out.confidence = 0.5f;
  }
  return out;
}

Source Attribution::description(const Unit& unit) {
  Source out;
  out.first = unit.first;
  out.last = unit.last;
  out.by = SpeakerBy::description;
  out.confidence = 0.6f;
  const bool f = has(unit, words_.feminine), m = has(unit, words_.masculine);
  if (f != m) out.gender = m ? Gender::masculine : Gender::feminine;
  out.plural = has(unit, words_.plural) && !has(unit, words_.singular);
  out.person = has(unit, words_.role) || has(unit, words_.person_noun) || (has(unit, words_.family) && !has(unit, words_.group_noun));
  const std::string_view start = key(unit.first);
  // « du parquet », « auprès des pompiers »: the source is without the preposition.
  if (has(unit, words_.pp) || has(unit, words_.pnp)) {
    const lexicon::Entry* entry = reading_.units.entries[unit.first];
    if (unit.last > unit.first + 1 && entry != nullptr && entry->common[static_cast<std::size_t>(words_.preposition)]) ++out.first;
  }
  out.name = text_of(out.first, unit.last);
  const auto contains = [&](std::string_view word) {
    for (std::uint32_t t = unit.first; t < unit.last; ++t)
      if (key(t) == word) return true;
    return false;
  };
  if (unit.last <= unit.first + 2 && (contains("dernier") || contains("dernière")) && (start == "ce" || start == "cette")) {
    out.entity = nearest_person(unit.first, start == "cette" ? Gender::feminine : Gender::masculine);
    if (out.entity != none) out.name.clear();
    return out;
  }
  const lexicon::Entry* determiner = reading_.units.entries[unit.first];
  const auto determined = [&](int feature) {
    return determiner != nullptr && feature >= 0 && determiner->common[static_cast<std::size_t>(feature)];
  };
  if ((contains("même") || determined(words_.demonstrative)) && last_.known() && !has(unit, words_.role)) {   // « la même source »
    out.entity = last_.entity;
    out.name = last_.name;
    return out;
  }
  // A document stands for its author.
  if (has(unit, words_.cue_document) || has(unit, words_.org_head) || has(unit, words_.group_noun)) {
    for (std::uint32_t t = unit.first; t < unit.last; ++t) {
      const auto n = std::lower_bound(names_.begin(), names_.end(), t,
                                      [](const entities::Name& name, std::uint32_t at) { return name.first < at; });
      if (n == names_.end() || n->first != t) continue;
      if (n->type == EntityType::place || !has(unit, words_.cue_document)) break;
      out.entity = n->entity;
      out.name.clear();
      return out;
    }
  }
  if (has(unit, words_.cue_document) && last_.known() && unit.last - unit.first <= 3) {
    out.entity = last_.entity;
    out.name = last_.name;
    return out;
  }
  const bool definite = determined(words_.definite) || determined(words_.demonstrative);
  if (definite && has(unit, words_.org_head) && !has(unit, words_.role) && unit.last - unit.first <= 2) return organization_of(unit, out);
  if ((!has(unit, words_.role) && !has(unit, words_.person_noun)) || out.plural || start == "un" || start == "une") return out;

  const Title wanted = title_of(unit, none);
  const Title* best = nullptr;
  std::size_t best_score = 0;
  for (const Title& title : titles_) {
    if (title.head != wanted.head || !may_be(title.entity, out.gender)) continue;
    std::size_t score = 2;
    bool fits = true;
    for (const std::string& word : wanted.words) {
      const bool there = std::find(title.words.begin(), title.words.end(), word) != title.words.end();
      score += there ? 2 : 0;
      fits &= there;
    }
    if (!fits && score < 4 && !title.words.empty()) continue;
    if (title.entity == last_.entity) ++score;
    if (score > best_score) {
      best = &title;
      best_score = score;
    }
  }
  if (best != nullptr) {
    out.entity = best->entity;
    out.name.clear();
    return out;
  }
  // Words that say nothing new of the one who spoke last, unless another function is known.
  if (!definite || unit.last - unit.first > most_words_again || wanted.words.size() > 1) return out;
  const auto fits = [&](Id entity) {
    if (entity == none || entities_[entity].type != EntityType::person || !may_be(entity, out.gender)) return false;
    return has(unit, words_.generic) ||
           std::none_of(titles_.begin(), titles_.end(), [&](const Title& title) { return title.entity == entity && !title.head.empty(); });
  };
  Id entity = last_.entity;
  if (!fits(entity)) entity = nearest_person(unit.first, out.gender);
  if (fits(entity)) {
    out.entity = entity;
    out.name.clear();
    out.confidence = 0.5f;
  }
  return out;
}

// Does it begin its sentence, or stand before a verb?
bool Attribution::is_subject(const entities::Name& name) const {
  const token::SentenceRange& sentence = reading_.tokens.sentences[sentence_of(name.first)];
  if (name.first < sentence.first + 3) return true;
  if (name.last >= sentence.last) return false;
  const lexicon::Entry* next = reading_.units.entries[name.last];
  return next != nullptr && next->common[static_cast<std::size_t>(words_.finite)] && !next->common[static_cast<std::size_t>(words_.preposition)];
}

// --- pronouns ----------------------------------------------------------------------------------------------------------

// The subject of the sentence before, in the same paragraph.
Source Attribution::subject_before(std::uint32_t sentence) {
  const auto& sentences = reading_.tokens.sentences;
  if (sentence == 0 || depth_ > 2 || sentences[sentence - 1].paragraph != sentences[sentence].paragraph) return {};
  ++depth_;
  const Source out = main_subject(clause_of_(sentence - 1));
  --depth_;
  return out;
}

Source Attribution::pronoun(std::uint32_t token, std::uint32_t cut, std::string_view form) {
  Source out;
  out.first = token;
  out.last = token + 1;
  out.cut = cut;
  out.by = SpeakerBy::pronoun;
  if (form == "on" || form == "je" || form == "nous" || form == "ce") return out;
  out.gender = form == "elle" || form == "elles" ? Gender::feminine : Gender::masculine;
  out.plural = form == "ils" || form == "elles" || form == "eux";
  const std::uint32_t here = sentence_of(token);
  const auto near = [&](std::uint32_t place) { return std::max(0, 3 - static_cast<int>(here - std::min(here, sentence_of(place)))); };
  int best = -1;
  const auto offer = [&](int score, Id entity, const std::string& name, float confidence) {
    if (score <= best) return;
    best = score;
    out.entity = entity;
    out.name = name;
    out.confidence = confidence;
  };
  if (last_.known()) {
    const bool entity = last_.entity != none;
    const bool person = entity && entities_[last_.entity].type == EntityType::person;
    const Gender gender = person ? entities_[last_.entity].gender : last_.gender;
    const bool fits = gender == Gender::unknown || out.plural || gender == out.gender;
    if (fits && out.plural == (last_.plural || (entity && !person && out.plural)))
      offer((person || out.plural || (last_.person && last_.gender == out.gender) ? 6 : 0) + near(last_place_), last_.entity, last_.name, 0.8f);
  }
  if (const Source before = subject_before(here); before.known()) {   // « Trois adolescents … », « Une voisine … »
    const bool described = before.entity == none && before.plural == out.plural && (before.person || out.plural) &&
                           (before.gender == Gender::unknown || out.plural || before.gender == out.gender);
    if (described) offer(7, none, before.name, 0.6f);
  }
  std::size_t n = static_cast<std::size_t>(
      std::lower_bound(names_.begin(), names_.end(), token, [](const entities::Name& name, std::uint32_t t) { return name.first < t; }) -
      names_.begin());
  for (int steps = 0; n > 0 && steps < most_names_back; ++steps) {
    const entities::Name& name = names_[--n];
    if (out.plural ? name.type != EntityType::organization : name.type != EntityType::person) continue;
    if (!out.plural && !may_be(name.entity, out.gender)) continue;
    const bool sure = entities_[name.entity].gender == out.gender;
    offer(1 + near(name.first) + (is_subject(name) ? 3 : 0) + (sure ? 1 : 0), name.entity, {}, 0.6f);
  }
  return out;
}

// --- subjects ----------------------------------------------------------------------------------------------------------

// « du palais », « à Paris », « selon X »: no subject.
bool Attribution::governed(const Clause& clause, std::uint32_t u) const {
  const Unit& unit = clause.units[u];
  if (has(unit, words_.pp) || has(unit, words_.pnp)) return true;
  if (u == 0) return false;
  const Unit& before = clause.units[u - 1];
  if (has(unit, words_.np) && key(unit.first) == "des") return nominal(before);
  return has(before, words_.preposition) && !nominal(before) && !has(before, words_.pp);
}

bool Attribution::nominal(const Unit& unit) const {
  return unit.name != none || has(unit, words_.np) || has(unit, words_.unnamed) || (has(unit, words_.proper) && !has(unit, words_.title) && !has(unit, words_.pp) && unit.pair == none);
}

bool Attribution::is_human(const Unit& unit) const {
  return unit.name != none || has(unit, words_.role) || has(unit, words_.person_noun) || has(unit, words_.group_noun) || has(unit, words_.org_head) ||
         has(unit, words_.cue_document) || has(unit, words_.family) || has(unit, words_.proper) || has(unit, words_.unnamed);
}

bool Attribution::is_passive(const Unit& unit) const {
  bool etre = false, participle = false;
  for (std::uint32_t t = unit.first; t < unit.last; ++t) {
    const lexicon::Entry* entry = reading_.units.entries[t];
    if (entry == nullptr) continue;
    if (entry->common[static_cast<std::size_t>(words_.se_clitic)]) return false;
    if (entry->common[static_cast<std::size_t>(words_.etre)]) etre = true;
    else if (entry->common[static_cast<std::size_t>(words_.past_participle)]) participle = true;
  }
  return etre && participle;
}

// « ce qu'affirme X », « comme l'a dit X »: the place of X, or none.
std::uint32_t Attribution::inverted(const Clause& clause, std::uint32_t verb) const {
  const auto& units = clause.units;
  if (verb == 0 || verb + 1 >= units.size()) return none;
  const Unit& before = units[verb - 1];
  const bool opens = is(before, "que") || is(before, "qu'") || is(before, "comme") || is(before, "dont") || is(before, "où");
  return opens && nominal(units[verb + 1]) && !governed(clause, verb + 1) && is_human(units[verb + 1]) ? verb + 1 : none;
}

// The place of the subject of the verb at `verb`, or none. It stands before its verb and before what is inserted between
// commas; a verb without one shares that of the verb before it; « qui » stands for the noun before it.
std::uint32_t Attribution::find_subject(const Clause& clause, std::uint32_t verb) const {
  const auto& units = clause.units;
  if (const std::uint32_t behind = inverted(clause, verb); behind != none) return behind;
  const auto joins = [&](const Unit& unit) { return is(unit, "et") || is(unit, "mais") || is(unit, "puis") || is(unit, "ou"); };
  std::uint32_t fallback = none;
  bool beside = true;   // nothing but adverbs between here and the verb
  for (std::uint32_t i = verb; i-- > 0;) {
    const Unit& unit = units[i];
    if (is(unit, ";") || is(unit, ".") || is(unit, "!") || is(unit, "?") || is(unit, ":")) break;
    if (is(unit, ")")) {
      while (i > 0 && !is(units[i], "(")) --i;
      continue;
    }
    if (is(unit, "qui")) {
      for (std::uint32_t k = i; k-- > 0;)
        if ((nominal(units[k]) || has(units[k], words_.pp)) && !has(units[k], words_.time_noun)) return k;
      return none;
    }
    if (beside && joins(unit)) {
      const std::uint32_t shared = shared_subject(clause, i);
      if (shared != none) return shared;
      continue;
    }
    if (beside && is(unit, ",") && i > 0) {
      // « Jean Roux, maire de Vannes, a dit », collapsed; « X, très ému, a dit »; « X, qui est venu, a dit »
      std::uint32_t open = i;
      bool verbal = false;
      while (open-- > 0 && !is(units[open], ",") && !is(units[open], ";")) verbal |= has(units[open], words_.vg);
      if (open != none && open > 0 && is(units[open], ",")) {
        const Unit& first = units[open + 1];
        const bool relative = is(first, "qui") || is(first, "dont") || is(first, "que") || is(first, "qu'") || is(first, "où");
        if ((!verbal || relative) && (nominal(units[open - 1]) || has(units[open - 1], words_.pp) || is(units[open - 1], ")"))) {
          if (i == open + 2 && has(first, words_.person) && (!is_human(units[open - 1]) || governed(clause, open - 1))) return open + 1;
          i = open;
          beside = false;
          continue;
        }
      }
      // « X a fait cela, dénonce ceci »
      if (unit.name == none && !(nominal(units[i - 1]) && units[i - 1].name != none && units[i - 1].last - units[i - 1].first > 3)) {
        const std::uint32_t shared = shared_subject(clause, i);
        if (shared != none) return shared;
      }
      beside = false;
      continue;
    }
    if (has(unit, words_.vg)) {
      if (fallback != none) return fallback;
      return shared_subject(clause, i + 1);
    }
    if (has(unit, words_.pronoun) && unit.last == unit.first + 1) {
      const std::string_view form = key(unit.first);
      if (form == "il" || form == "elle" || form == "ils" || form == "elles" || form == "on" || form == "je" || form == "nous" || form == "ce")
        return i;
      continue;
    }
    if (is(unit, "celui-ci") || is(unit, "celle-ci") || is(unit, "ceux-ci") || is(unit, "celles-ci")) return i;
    if (!nominal(unit)) {
      if (!is(unit, ",") && !has(unit, words_.adverb)) beside = false;
      continue;
    }
    if (has(unit, words_.time_noun) || governed(clause, i)) {
      beside = false;
      continue;
    }
    beside = false;
    if (!is_human(unit)) {
      if (fallback == none) fallback = i;
      continue;
    }
    if (has(unit, words_.place) && unit.name != none && i > 0 && is(units[i - 1], ",")) continue;   // « à Lyon, Rhône, »
    return i;
  }
  return fallback;
}

// The subject of the last verb before unit `before`.
std::uint32_t Attribution::shared_subject(const Clause& clause, std::uint32_t before) const {
  for (std::uint32_t k = before; k-- > 0;) {
    if (!has(clause.units[k], words_.vg)) continue;
    for (std::uint32_t t = clause.units[k].first; t < clause.units[k].last; ++t)
      if (key(t).size() > 2 && key(t)[0] == '-') return k;
    return find_subject(clause, k);
  }
  return none;
}

Source Attribution::named(const Unit& unit) const {
  const entities::Name& name = names_[unit.name];
  const bool apposed = unit.first < name.first || unit.last > name.last;
  return {name.first, name.last, 0, name.entity, {}, apposed ? SpeakerBy::apposition : SpeakerBy::name,
          name.type == EntityType::person ? 0.9f : 0.85f, Gender::unknown, false};
}

Source Attribution::at(const Clause& clause, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = last; i-- > first;)   // a person is better than a title
    if (has(clause.units[i], words_.person) && clause.units[i].name != none) return named(clause.units[i]);
  for (std::uint32_t i = first; i < last; ++i) {
    const Unit& unit = clause.units[i];
    if (unit.name != none) return named(unit);
    if (has(unit, words_.np) || has(unit, words_.pnp)) return description(unit);
    if (has(unit, words_.pp)) {   // « auprès du maire Jean Roux », « par l'OTAN »
      const auto n = std::lower_bound(names_.begin(), names_.end(), unit.first,
                                      [](const entities::Name& name, std::uint32_t at) { return name.first < at; });
      for (auto k = n; k != names_.end() && k->first < unit.last; ++k)
        if (k->type == EntityType::person || (k->last == unit.last && k->first <= unit.first + 2))
          return {k->first, k->last, 0, k->entity, {}, SpeakerBy::name, 0.8f, Gender::unknown, false};
      return description(unit);
    }
    if ((has(unit, words_.proper) || has(unit, words_.unnamed)) && unit.pair == none)   // a name that no rule found
      return {unit.first, unit.last, 0, none, text_of(unit.first, unit.last), SpeakerBy::name, 0.6f, Gender::unknown, false};
    const std::string_view word = key(unit.first);
    if (word == "lui" || word == "celui-ci") return pronoun(unit.first, 0, "il");
    if (word == "eux" || word == "ceux-ci") return pronoun(unit.first, 0, "ils");
    if (word == "celle-ci") return pronoun(unit.first, 0, "elle");
    if (word == "celles-ci") return pronoun(unit.first, 0, "elles");
    if (has(unit, words_.pronoun) || word == "elle" || word == "elles") return pronoun(unit.first, 0, word);
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
        if (has(units[u], words_.pp) || nominal(units[u])) return at(clause, u, u + 1);
      }
    }
    return pronoun(t, static_cast<std::uint32_t>(from), word.substr(from));
  }
  std::uint32_t place = none;
  if (finite) {
    if (is_passive(units[cue])) {   // « il a été annoncé par X que »
      for (std::uint32_t u = cue + 1; u < units.size() && u < cue + 5; ++u) {
        if (has(units[u], words_.vg) || is(units[u], "que") || is(units[u], ",")) break;
        if (has(units[u], words_.pp) && key(units[u].first) == "par") return at(clause, u, u + 1);
      }
      return {};
    }
    place = find_subject(clause, cue);
  } else {
    // A participle has the subject of the main verb; else it leads: « Soulignant que …, X ».
    if (const std::uint32_t verb = main_verb(clause, cue); verb != none) place = shared_subject(clause, verb + 1);
    if (place == none) {
      for (std::uint32_t i = cue + 1; i + 1 < units.size(); ++i)
        if (is(units[i], ",") && (nominal(units[i + 1]) || has(units[i + 1], words_.pronoun))) return at(clause, i + 1, i + 2);
    }
  }
  if (place == none) return {};
  if (has(units[place], words_.vg)) return subject(clause, place, true);
  Source out = at(clause, place, place + 1);
  out.thing = has(units[place], words_.np) && !is_human(units[place]) && out.entity == none && !has(units[place], words_.unknown);
  return out;
}

// The first verb that is not inside a clause with a conjunction or « qui », or none.
std::uint32_t Attribution::main_verb(const Clause& clause, std::uint32_t end) const {
  bool inside = false;
  std::uint32_t fallback = none;
  for (std::uint32_t i = 0; i < end; ++i) {
    const Unit& unit = clause.units[i];
    if (is(unit, ";") || is(unit, ":")) inside = false, fallback = none;
    if (is(unit, "qui") || is(unit, "que") || is(unit, "qu'") || is(unit, "dont") || is(unit, "où") || is(unit, "si") ||
        is(unit, "quand") || is(unit, "comme") || is(unit, "lorsque") || is(unit, "lorsqu'"))
      inside = true;
    if (is(unit, ",")) inside = false;
    if (!has(unit, words_.vg)) continue;
    if (!inside) return i;
    if (fallback == none) fallback = i;
  }
  return fallback;
}

Source Attribution::main_subject(const Clause& clause) {
  const std::uint32_t verb = main_verb(clause, static_cast<std::uint32_t>(clause.units.size()));
  if (verb == none) return {};
  Source out = subject(clause, verb, true);
  out.first = out.last = out.cut = 0;
  out.by = SpeakerBy::previous_speaker;
  out.confidence = 0.3f;
  return out;
}

void Attribution::spoke(const Source& source, std::uint32_t place) {
  if (!source.known()) return;
  last_ = source;
  last_place_ = place;
}

Source Attribution::previous() const {
  Source out = last_;
  out.first = out.last = out.cut = 0;
  out.by = SpeakerBy::previous_speaker;
  out.confidence = 0.5f;
  return out;
}

}  // namespace propos::attribution
