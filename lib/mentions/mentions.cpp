// SPDX-License-Identifier: Apache-2.0
#include "mentions/mentions.h"

#include <algorithm>

#include "mentions/offices.h"

namespace propos::mentions {

using clauses::Clause;
using clauses::Unit;

namespace {

constexpr std::uint32_t title_reach = 12;     // tokens between a name and the function that is its title
constexpr std::size_t most_kept = 1u << 13;   // sentences whose mentions are there
constexpr std::uint32_t agent_reach = 5;      // units between a passive and « par X »
constexpr std::uint32_t place_reach = 4;      // … between « a-t-on appris » and « auprès de X »
constexpr std::uint32_t longest_inset = 10;   // units of « chargé des affaires de terrorisme »
constexpr std::uint32_t longest_label = 5;    // tokens of « gilets jaunes » with its marks
constexpr std::uint32_t longest_body = 10;    // tokens of « Sauvons la Loire » with its marks
constexpr std::uint32_t sort_reach = 3;       // tokens between « quotidien » and the name of one
constexpr std::uint32_t author_reach = 6;     // … between a document and its author

// Names of one type that stand together: nothing but their functions between them, « et » before the last one.
class NameRun {
 public:
  explicit NameRun(std::vector<Mention>& out) : out_(out) {}

  // A comma or « et » behind the last name.
  void link(bool together) {
    linked_ = true;
    together_ |= together;
  }
  void add(Mention one, bool subject, bool governed) {
    if (!run_.others->parts.empty() && (one.person != run_.person || joined_ || !linked_ || governed)) end();
    if (run_.others->parts.empty()) {
      run_.kind = Mention::Kind::several;
      run_.first = one.first;
      run_.gender = one.gender;
      run_.person = one.person;
      run_.plural = true;
      run_.confidence = 0.6f;
    } else {
      joined_ = together_;
      if (one.gender != run_.gender) run_.gender = Gender::masculine;
    }
    run_.last = one.last;
    if (subject) run_.role = Mention::Role::subject;
    run_.others.made().parts.push_back(std::move(one));
    linked_ = together_ = false;
  }
  void end() {
    if (run_.others->parts.size() > 1 && joined_) out_.push_back(std::move(run_));
    run_ = {};
    linked_ = together_ = joined_ = false;
  }

 private:
  std::vector<Mention>& out_;
  Mention run_;
  bool linked_ = false;     // a comma or « et » since the last name
  bool together_ = false;   // « et » since the last name
  bool joined_ = false;     // « et » before the last name
};

}   // namespace

Mentions::Mentions(const entities::Reading& reading, const clauses::Words& words, const text::Text& text,
                   const std::vector<entities::Name>& names, const std::vector<Entity>& entities, clauses::Clauses& clauses)
    : reading_(reading),
      words_(words),
      text_(text),
      names_(names),
      entities_(entities),
      clauses_(clauses),
      subjects_(reading, words, clauses.maker()),
      titles_(reading, words, names, subjects_),
      profiles_(entities.size()),
      mentions_(reading.tokens.sentences.size()) {
  for (Id e = 0; e < entities_.size(); ++e) profiles_[e] = {entities_[e].gender, false, entities_[e].title};
  learn_names();
}

// --- what names and titles tell -----------------------------------------------------------------------------------------

// What the article or the first word says of a body: « la CGT », « Parti socialiste », « les Républicains ».
void Mentions::learn_names() {
  for (const entities::Name& name : names_) {
    reading_.patience.check();
    if (name.entity == none) continue;
    if (name.type == EntityType::person) {
      learn_beside(static_cast<std::size_t>(&name - names_.data()));
      continue;
    }
    Profile& profile = profiles_[name.entity];
    const auto learn = [&](std::uint32_t token) {
      const bool f = common(token, words_.feminine), m = common(token, words_.masculine);
      if (f != m && profile.gender == Gender::unknown) profile.gender = m ? Gender::masculine : Gender::feminine;
      if (common(token, words_.plural) && !common(token, words_.singular)) profile.plural = true;
    };
    if (name.first > 0 && common(name.first - 1, words_.definite)) learn(name.first - 1);
    if (common(name.first, words_.org_head)) learn(name.first);
    if (name.type == EntityType::organization) learn_sort(name);
  }
}

// What kind of organization a name names: by its first word, « Parti socialiste », by the words before it, « le quotidien belge
// Le Soir », by what the lexicon says of it.
void Mentions::learn_sort(const entities::Name& name) {
  const auto learn = [&](std::uint32_t first, std::uint32_t last) {
    rules::Unit unit;
    unit.first = first;
    unit.last = last;
    Title title = titles_.read(unit);
    title.entity = name.entity;
    title.own_name = first == name.first;
    titles_.learn(std::move(title));
  };
  std::uint32_t before = name.first;
  while (before > 0 && before + sort_reach > name.first && common(before - 1, words_.adjective) &&
         !common(before - 1, words_.org_intro))
    --before;
  if (before > 0 && common(before - 1, words_.org_intro)) learn(before - 1, name.first);
  if (titles_.knows(name.entity)) return;
  if (common(name.first, words_.org_head)) learn(name.first, name.last);
  const lexicon::Entry* entry = reading_.lexicon.find(reading_.tokens.key(name.first, name.last));
  if (entry == nullptr) return;
  for (const auto& [feature, sort] : words_.sorts) {
    if (!entry->proper[static_cast<std::size_t>(feature)]) continue;
    Title title;
    title.head = sort;
    title.place = name.first;
    title.entity = name.entity;
    titles_.learn(std::move(title));
  }
}

void Mentions::learn_titles() {
  std::vector<std::uint32_t> functions;   // of a sentence, tokens: « ministre »
  for (std::uint32_t s = 0; s < mentions_.size(); ++s) {
    reading_.patience.check();
    clauses_.rest();
    functions.clear();
    const token::SentenceRange& range = reading_.tokens.sentences[s];
    if (const std::size_t name = name_at(range.first); name == names_.size() || names_[name].first >= range.last) continue;
    reading_.units.each(range.first, range.last, [&](std::uint32_t first, std::uint32_t kind) {
      if (clauses_.maker().notes(kind) & clauses::ClauseMaker::role) functions.push_back(first);
    });
    if (!has_title(s, functions)) continue;
    const Clause& clause = clauses_.of(s);
    std::vector<clauses::NamedTitle> more;
    clauses_.maker().add_titles(clause, more);
    for (const clauses::NamedTitle& group : clause.titles) learn(group);
    for (const clauses::NamedTitle& group : more) learn(group);
  }
  if (reading_.published) learn_offices(*reading_.published);
}

// What the people whom the text names were on the day of the text.
void Mentions::learn_offices(std::chrono::sys_days day) {
  std::vector<bool> seen(entities_.size());
  for (const entities::Name& name : names_) {
    if (name.type != EntityType::person || name.entity == none || seen[name.entity]) continue;
    seen[name.entity] = true;
    const auto held = office_holders().find(entities_[name.entity].key);
    if (held == office_holders().end()) continue;
    for (const Office& office : held->second)
      if (office.from <= day && day < office.until) titles_.learn_held(office.head, office.of, name);
  }
}

// Does a function stand so near to a name that it may be its title?
bool Mentions::has_title(std::uint32_t sentence, const std::vector<std::uint32_t>& functions) const {
  if (functions.empty()) return false;
  const token::SentenceRange& range = reading_.tokens.sentences[sentence];
  auto name = names_.begin() + static_cast<std::ptrdiff_t>(name_at(range.first));
  for (; name != names_.end() && name->first < range.last; ++name) {
    if (name->type == EntityType::place) continue;
    const std::uint32_t from = name->first - std::min(name->first, title_reach);
    const auto function = std::lower_bound(functions.begin(), functions.end(), from);
    if (function != functions.end() && *function < name->last + title_reach) return true;
  }
  return false;
}

// What stands beside a person's name: « Me Roux » is an avocat, « Anne Roux (PS) » belongs to the PS.
void Mentions::learn_beside(std::size_t n) {
  const entities::Name& name = names_[n];
  std::uint32_t before = name.first;
  if (before == reading_.tokens.sentences[sentence_of(before)].first) before = 0;   // not « …, dit le docteur. Roux … »
  if (before > 1 && reading_.tokens.tokens[before - 1].kind == token::Kind::punctuation) --before;
  const lexicon::Entry* honorific = before > 0 ? reading_.units.entry(before - 1) : nullptr;
  if (honorific != nullptr && (honorific->common | honorific->proper)[static_cast<std::size_t>(words_.title)])
    if (const std::string_view role = reading_.lexicon.lemma(*honorific); !role.empty()) {
      Title title;
      title.head = role;
      title.place = before - 1;
      title.entity = name.entity;
      titles_.learn(std::move(title));
    }
  if (n + 1 < names_.size() && names_[n + 1].type == EntityType::organization && names_[n + 1].first == name.last + 1 &&
      key(name.last) == "(")
    titles_.learn_body(name.entity, names_[n + 1]);
}

void Mentions::call(Id entity, Title title, bool again) {
  title.entity = entity;
  title.from = again ? title.place + 1 : none;
  titles_.learn(std::move(title));
}

void Mentions::learn(const clauses::NamedTitle& group) {
  if (group.name == none || names_[group.name].entity == none) return;
  const Id entity = names_[group.name].entity;
  const EntityType type = entities_[entity].type;
  if (type == EntityType::place) return;
  const bool denied = common(group.group.first, words_.negation);
  if (denied && has(group.group, words_.role_tried)) return;   // « n'a pas été condamné »
  Profile& profile = profiles_[entity];
  Title title = titles_.read(group.group);
  title.entity = entity;
  std::uint32_t first = group.group.first;
  if (common(first, words_.possessive)) title.from = title.place;
  titles_.learn(std::move(title));
  if (has(group.group, words_.role_shown)) return;   // « préside le club » is no title
  if (has(group.group, words_.plural) && !has(group.group, words_.singular) && !common(first, words_.one)) return;   // of several
  const Gender gender = gender_of(group.group);
  if (type == EntityType::organization) {
    if (gender != Gender::unknown) profile.gender = gender;
    return;
  }
  const bool article = common(first, words_.definite) || common(first, words_.indefinite);
  const bool feminine_article =
      common(first, words_.definite) && common(first, words_.feminine) && !common(first, words_.masculine);
  // « Ténor du parti, la sénatrice X »; « X, médecin-chef » may be a woman.
  if (profile.gender == Gender::unknown ? article || gender == Gender::feminine : gender == Gender::feminine && feminine_article)
    profile.gender = gender;
  const bool title_of_its_own =
      !has(group.group, words_.plural) || has(group.group, words_.singular);   // not « une de ses membres »
  if (!profile.title.empty() || !title_of_its_own || (common(first, words_.determiner) && !article)) return;   // « son avocat »
  if (article && group.group.last > first + 1) ++first;
  profile.title = reading_.written(first, group.group.last);
}

// --- mentions by their words --------------------------------------------------------------------------------------------

std::string Mentions::called(std::uint32_t first, std::uint32_t last) const {
  std::string out = reading_.written(first, last);
  const bool capitals = out.size() > 1 && out[1] >= 'A' && out[1] <= 'Z';   // « LE TÉMOIN »
  if (common(first, words_.determiner) && out[0] >= 'A' && out[0] <= 'Z' && !capitals) out[0] = static_cast<char>(out[0] | 0x20);
  return out;
}

std::string Mentions::called(const Mention& description) const {
  std::string out = called(description.first, description.last);
  if (description.first == description.unit.first) return out;
  const lexicon::Entry* entry = reading_.units.entry(description.first - 1);
  if (entry == nullptr || !common(description.first - 1, words_.contracted)) return out;
  return std::string(reading_.lexicon.lemma(*entry)) + " " + out;
}

std::uint32_t Mentions::sentence_of(std::uint32_t token) const {
  const auto& sentences = reading_.tokens.sentences;
  return static_cast<std::uint32_t>(std::upper_bound(sentences.begin(), sentences.end(), token,
                                                     [](std::uint32_t t, const token::SentenceRange& s) { return t < s.last; }) -
                                    sentences.begin());
}

const entities::Name* Mentions::name_in(const Unit& unit) const {
  const std::size_t n = name_at(unit.first);
  return n == names_.size() || names_[n].first >= unit.last ? nullptr : &names_[n];
}

Mention Mentions::named(const entities::Name& name) const {
  Mention out;
  out.kind = Mention::Kind::name;
  out.first = name.first;
  out.last = name.last;
  out.entity = name.entity;
  out.person = name.type == EntityType::person;
  out.gender = profiles_[name.entity].gender;
  out.plural = profiles_[name.entity].plural;
  out.confidence = out.person ? 0.9f : 0.85f;
  return out;
}

Mention Mentions::words(std::uint32_t first, std::uint32_t last, float confidence) const {
  Mention out;
  out.kind = Mention::Kind::words;
  out.first = first;
  out.last = last;
  out.confidence = confidence;
  return out;
}

// Its gender and number are those of its word in the lexicon; the part behind the verb is « il » of « -t-il ».
Mention Mentions::pronoun(std::uint32_t token) const {
  Mention out;
  out.kind = Mention::Kind::pronoun;
  out.first = token;
  out.last = token + 1;
  // What stands behind the last hyphen as it is written, which need not be as long as its key.
  if (key(token).starts_with('-')) out.cut = token::behind_last_hyphen(reading_.tokens.tokens[token].span().of(reading_.text));
  out.anaphor = common(token, words_.anaphor);
  out.person = out.anaphor;
  if (!out.anaphor) return out;
  out.gender = common(token, words_.masculine) ? Gender::masculine : Gender::feminine;   // « lui » of either, seldom of her
  out.plural = common(token, words_.plural);
  return out;
}

// « dit celui qui dirige le club », « Le même ajoute » are somebody said before, « ceux qui » are not.
Mention Mentions::whoever(const Unit& unit) const {
  Mention out = words(unit.first, unit.last, 0.4f);
  if (common(unit.first, words_.plural)) return out;
  out.kind = Mention::Kind::pronoun;
  out.anaphor = out.person = true;
  out.gender = has(unit, words_.np)                   ? gender_of(unit)
               : common(unit.first, words_.masculine) ? Gender::masculine
                                                      : Gender::feminine;
  return out;
}

Mention Mentions::behind(const Clause& clause, std::uint32_t cue, std::uint32_t first, std::uint32_t last) const {
  if (last != first + 1 || first <= cue || !has(clause.units[cue], words_.vg)) return at(clause, first, last);
  const std::uint32_t end = subjects_.last_of_several(clause, first, cue);
  return end > first ? several(clause, first, end) : at(clause, first, last);
}

// « auprès du maire Jean Roux », « par l'OTAN »; not « dans la ville de X »
Mention Mentions::behind_preposition(const Unit& unit) const {
  const std::uint32_t lead = reading_.units.around(unit.first).last - 1;   // « du côté d' »
  for (std::size_t n = name_at(unit.first); n < names_.size() && names_[n].first < unit.last; ++n) {
    const entities::Name& name = names_[n];
    if (name.type != EntityType::person && (name.last != unit.last || name.first > lead + 2)) continue;
    Mention out = named(name);
    out.confidence = 0.8f;
    return out;
  }
  return description(unit);
}

// « FO et la CGT »: two that « et » joins, not « le maire et président Jean Roux ».
bool Mentions::are_two(const Clause& clause, std::uint32_t first, std::uint32_t last) const {
  if (last != first + 3 || !has(clause.units[first + 1], words_.together)) return false;
  const auto whole = [&](const Unit& unit) {
    return subjects_.nominal(unit) && subjects_.human(unit) &&
           (common(unit.first, words_.determiner) || (unit.name != none && names_[unit.name].first == unit.first));
  };
  return whole(clause.units[first]) && whole(clause.units[first + 2]);
}

Mention Mentions::at(const Clause& clause, std::uint32_t first, std::uint32_t last) const {
  if (are_two(clause, first, last)) return several(clause, first, last - 1);
  const auto whole_name = [&](const Unit& unit) {
    Mention out = named(names_[unit.name]);
    out.inset = unit.first < out.first || unit.last > out.last;
    return out;
  };
  for (std::uint32_t i = last; i-- > first;)   // a person is better than a title
    if (has(clause.units[i], words_.person) && clause.units[i].name != none) return whole_name(clause.units[i]);
  for (std::uint32_t i = first + 1; i < last; ++i)
    if (clause.units[i].pair != none && clause.units[i].name == none &&
        has(clause.units[i - 1], words_.determiner))   // « un « gilet jaune » lorrain »
      return words(clause.units[i - 1].first, clause.units[last - 1].last, 0.6f);
  for (std::uint32_t i = first; i < last; ++i) {
    const Unit& unit = clause.units[i];
    if (unit.name != none) return whole_name(unit);
    if (has(unit, words_.same)) return whoever(unit);
    if (has(unit, words_.np) || has(unit, words_.pnp)) {
      if (const std::uint32_t name = apposed(clause, i); name != none) return whole_name(clause.units[name]);
      Mention out = description(unit);
      if (has(unit, words_.cue_document)) add_author(clause, i, out);
      add_name_in_marks(clause, i, out);
      return out;
    }
    if (has(unit, words_.pp)) {
      Mention out = behind_preposition(unit);
      if (out.kind == Mention::Kind::description && has(unit, words_.cue_document)) add_author(clause, i, out);
      return out;
    }
    if (has(unit, words_.title) && i + 1 < last) continue;   // « Mme la présidente »
    if ((has(unit, words_.proper) || has(unit, words_.unnamed)) && unit.pair == none) return words(unit.first, unit.last, 0.6f);
    if (has(unit, words_.nobody)) return {};   // « on »
    if (subjects_.labelled(clause, i)) return words(clause.units[i - 1].first, unit.last, 0.6f);
    if (unit.pair != none && unit.last > unit.first + 2)
      return words(unit.first + 1, unit.last - 1, 0.6f);   // « raconte « Tintin » »
    const bool told_who = i + 1 < clause.units.size() && has(clause.units[i + 1], words_.subject_relative);
    if (told_who && has(unit, words_.demonstrative)) return whoever(unit);
    if (has(unit, words_.pronoun) || common(unit.first, words_.anaphor)) return pronoun(unit.first);
  }
  return first < last ? words(clause.units[first].first, clause.units[last - 1].last, 0.4f) : Mention{};
}

// « le procureur de Paris, chargé des affaires de terrorisme, Jean Roux »: the place of the name behind an inset of a definite
// description, or none. Behind the name the sentence pauses.
std::uint32_t Mentions::apposed(const Clause& clause, std::uint32_t u) const {
  const auto& units = clause.units;
  if (!describes_person(units[u]) || !common(units[u].first, words_.definite) || u + 1 >= units.size() || !is(units[u + 1], ","))
    return none;
  std::uint32_t i = u + 2;
  const std::uint32_t end = std::min(static_cast<std::uint32_t>(units.size()), i + longest_inset);
  while (i < end && !is(units[i], ",") && !has(units[i], words_.vg) && units[i].name == none && units[i].pair == none) ++i;
  if (i + 1 >= end || !is(units[i], ",") || units[i + 1].name == none || !has(units[i + 1], words_.person)) return none;
  const bool pauses = i + 2 == units.size() || reading_.tokens.tokens[units[i + 2].first].kind == token::Kind::punctuation;
  return pauses ? i + 1 : none;
}

// --- subjects -----------------------------------------------------------------------------------------------------------

// « a-t-il dit »; « a-t-on appris auprès du parquet », « a-t-on indiqué à la préfecture »
std::optional<Mention> Mentions::clitic(const Clause& clause, std::uint32_t verb) const {
  const auto& units = clause.units;
  for (std::uint32_t t = units[verb].first; t < units[verb].last; ++t) {
    if (key(t).size() < 3 || key(t)[0] != '-') continue;
    // « est-il écrit dans le rapport »
    const bool nobody =
        common(t, words_.nobody) || (subjects_.passive(units[verb]) && common(t, words_.masculine) && !common(t, words_.plural));
    if (nobody) {
      for (std::uint32_t u = verb + 1; u < units.size() && u < verb + place_reach; ++u) {
        if (is(units[u], ",") || is(units[u], ".")) break;
        if (has(units[u], words_.pp) || subjects_.nominal(units[u])) return at(clause, u, u + 1);
      }
    }
    return nobody ? Mention{} : pronoun(t);
  }
  return std::nullopt;
}

// « vous avez dit », « nous avons dit »: the first word of the group, which is an object elsewhere
std::optional<Mention> Mentions::leading(const Unit& unit) const {
  const std::uint32_t first = unit.first;
  if (unit.last < first + 2 || !common(first, words_.object_clitic)) return std::nullopt;
  std::uint32_t verb = first + 1;   // « avons », not « nous a avertis »
  while (verb < unit.last && !common(verb, words_.finite)) ++verb;
  if (verb == unit.last || !common(first, words_.plural) || !common(verb, words_.plural)) return std::nullopt;
  const auto both = [&](int person) { return common(first, person) && common(verb, person); };
  return both(words_.first_person) || both(words_.second_person) ? std::optional(pronoun(first)) : std::nullopt;
}

// « il a été annoncé par X que »
Mention Mentions::agent(const Clause& clause, std::uint32_t verb) const {
  const auto& units = clause.units;
  for (std::uint32_t u = verb + 1; u < units.size() && u < verb + agent_reach; ++u) {
    if (has(units[u], words_.vg) || has(units[u], words_.object_relative) || is(units[u], ",")) break;
    if (!common(units[u].first, words_.agent)) continue;
    if (has(units[u], words_.pp)) return at(clause, u, u + 1);
    if (u + 1 < units.size() && subjects_.nominal(units[u + 1])) return at(clause, u + 1, u + 2);   // « par son rival, X »
    if (u + 1 < units.size() && common(units[u + 1].first, words_.indefinite) && has(units[u + 1], words_.plural))
      return words(units[u + 1].first, units[u + 1].last, 0.6f);   // « par certains »
  }
  return {};
}

// « Chez X, on assure », « À la préfecture, on indique », « On précise de même source »
Mention Mentions::impersonal(const Clause& clause, std::uint32_t place, std::uint32_t cue) const {
  const auto& units = clause.units;
  if (cue + 1 < units.size() && has(units[cue + 1], words_.of_source)) return at(clause, cue + 1, cue + 2);
  for (std::uint32_t u = 0; u + 1 < place; ++u)
    if (is(units[u + 1], ",") && subjects_.governed(clause, u) &&
        (common(units[u].first, words_.household) || subjects_.human(units[u]) || names_speaker(units[u])))
      return at(clause, u, u + 1);
  return at(clause, place, place + 1);
}

// A participle has the subject of the main verb, or stands behind it, « X, soulignant que …, »; else it leads:
// « Soulignant que …, X ».
std::uint32_t Mentions::subject_place(const Clause& clause, std::uint32_t cue, bool finite) const {
  if (finite) return subjects_.of(clause, cue);
  const auto& units = clause.units;
  if (cue == 2 && is(units[1], ",") && subjects_.nominal(units[0]) && subjects_.human(units[0])) return 0;
  if (const std::uint32_t verb = subjects_.relative_before(clause, cue); verb != none) return subjects_.of(clause, verb);
  if (const std::uint32_t verb = subjects_.relative_verb(clause, cue); verb != none) return subjects_.of(clause, verb);
  if (const std::uint32_t verb = subjects_.main_verb(clause, cue); verb != none)
    if (const std::uint32_t place = subjects_.shared(clause, verb + 1, verb); place != none) return place;
  for (std::uint32_t i = cue + 1; i + 1 < units.size(); ++i)
    if (is(units[i], ",") && (subjects_.nominal(units[i + 1]) || has(units[i + 1], words_.pronoun))) return i + 1;
  return none;
}

bool Mentions::tells_of_neighbour(const Clause& clause, std::uint32_t participle) const {
  const auto& units = clause.units;
  if (participle == 0 || !has(units[participle], words_.part)) return false;
  const Unit& before = units[participle - 1];
  if (!subjects_.human(before) || has(before, words_.time_noun) || key(before.first) == ",") return false;
  const bool somebody_new = has(before, words_.pp) ? has(before, words_.indefinite) : common(before.first, words_.indefinite);
  // « …, le ministre dénonçant … »; not « elle répond au ministre, dénonçant … »
  const bool begins = participle == 1 || is(units[participle - 2], ",") || has(units[participle - 2], words_.together);
  return somebody_new || (begins && subjects_.nominal(before));
}

Mention Mentions::subject(const Clause& clause, std::uint32_t cue, bool finite) const {
  const auto& units = clause.units;
  if (!finite && tells_of_neighbour(clause, cue)) return at(clause, cue - 1, cue);
  if (std::optional<Mention> out = clitic(clause, cue)) return *std::move(out);
  if (std::optional<Mention> out = leading(units[cue])) return *std::move(out);
  if (subjects_.passive(units[cue])) return agent(clause, cue);
  const std::uint32_t place = subject_place(clause, cue, finite);
  if (place == none) return {};
  if (has(units[place], words_.vg) && place < cue) return subject(clause, place, true);   // never back: a verb may also be a name
  if (!finite && place > cue) return at(clause, place, place + 1);
  if (has(units[place], words_.nobody)) return impersonal(clause, place, cue);
  const std::uint32_t verb = finite ? cue : subjects_.main_verb(clause, cue);   // whose number tells of several
  const std::uint32_t start = verb == none ? place : subjects_.first_of_several(clause, place, verb);
  Mention out = start < place ? several(clause, start, place) : at(clause, place, place + 1);
  if (subjects_.is_antecedent(clause, place, cue))
    if (std::optional<Mention> inner = complement(units[place])) return *std::move(inner);
  out.thing = has(units[place], words_.np) && !subjects_.human(units[place]) && out.kind != Mention::Kind::name &&
              !has(units[place], words_.unknown);
  return out;
}

// The description at the end of a group, whose noun is at `noun`, from its determiner on: « du chef » is « le chef ».
Mention Mentions::inside(const Unit& group, std::uint32_t determiner, std::uint32_t noun) const {
  Unit unit = reading_.units.around(noun);
  unit.first = determiner;
  unit.last = group.last;
  Mention out = description(unit);
  if (common(determiner, words_.contracted)) out.first = determiner + 1;
  return out;
}

// Who stands inside the group of a thing, before « qui »: « les propos du chef de l'État, qui a déclaré »
std::optional<Mention> Mentions::complement(const Unit& thing) const {
  if (subjects_.human(thing) && !has(thing, words_.cue_document)) return std::nullopt;
  for (std::uint32_t t = thing.last; t-- > thing.first + 2;) {
    if (!common(t, words_.role) && !common(t, words_.person_noun)) continue;
    if (!common(t - 1, words_.contracted) && !common(t - 1, words_.determiner)) return std::nullopt;
    return inside(thing, t - 1, t);
  }
  return std::nullopt;
}

std::optional<Mention> Mentions::owner(const Unit& group, std::uint32_t noun) const {
  for (std::uint32_t t = noun + 1; t + 1 < group.last; ++t) {
    if (!common(t, words_.preposition)) continue;
    const bool contracted = common(t, words_.contracted);
    const std::uint32_t start = contracted ? t : t + 1;   // of what would have the determiner
    if (!common(t, words_.author_intro) || start >= group.last || !common(start, words_.determiner)) return std::nullopt;
    std::uint32_t head = start + 1;
    while (head + 1 < group.last && common(head, words_.adjective) && !common(head, words_.noun))
      ++head;   // « de l'ancien maire »
    if (head >= group.last) return std::nullopt;
    const auto is = [&](int feature) { return common(head, feature); };
    if (!is(words_.role) && !is(words_.person_noun) && !is(words_.group_noun) && !is(words_.org_head)) return std::nullopt;
    return inside(group, start, head);
  }
  return std::nullopt;
}

Mention Mentions::main_subject(const Clause& clause) const {
  const std::uint32_t verb = subjects_.main_verb(clause, static_cast<std::uint32_t>(clause.units.size()));
  if (verb == none) return {};
  const std::uint32_t place = subjects_.of(clause, verb);
  return place == none || has(clause.units[place], words_.vg) ? subject(clause, verb, true) : at(clause, place, place + 1);
}

Mention Mentions::main_speaker(const Clause& clause) const {
  const std::uint32_t verb = subjects_.main_verb(clause, static_cast<std::uint32_t>(clause.units.size()));
  return verb == none || !has(clause.units[verb], words_.cue) || subjects_.passive(clause.units[verb])
             ? Mention{}
             : somebody_who(clause, verb);
}

Mention Mentions::somebody_who(const Clause& clause, std::uint32_t verb) const {
  const Unit& group = clause.units[verb];
  Mention out = subject(clause, verb, has(group, words_.vg));
  if (!out.somebody() || (out.kind == Mention::Kind::pronoun && has(group, words_.impersonal))) return {};
  if (out.kind == Mention::Kind::name && (out.entity == none || entities_[out.entity].type == EntityType::place)) return {};
  const bool body = has(out.unit, words_.org_head) || has(out.unit, words_.org_intro) || has(out.unit, words_.group_noun);
  return out.person || out.kind != Mention::Kind::description || body ? out : Mention{};
}

// « le WWF et la LPO »
Mention Mentions::several(const Clause& clause, std::uint32_t first, std::uint32_t last) const {
  Mention out;
  out.kind = Mention::Kind::several;
  out.first = clause.units[first].first;
  out.last = clause.units[last].last;
  out.plural = true;
  out.confidence = 0.6f;
  for (std::uint32_t u = first; u <= last; u += 2) {
    Mention part = at(clause, u, u + 1);
    out.person |= part.person;
    out.others.made().parts.push_back(std::move(part));
  }
  return out;
}

// --- descriptions -------------------------------------------------------------------------------------------------------

Mention Mentions::description(const Unit& unit) const {
  Mention out;
  out.kind = Mention::Kind::description;
  out.first = unit.first;
  out.last = unit.last;
  out.unit = unit;
  out.gender = gender_of(unit);
  out.plural = plural(unit);
  out.person = describes_person(unit);
  out.confidence = 0.6f;
  if (!has(unit, words_.pp) && !has(unit, words_.pnp)) return out;
  // « du parquet », « auprès des pompiers », « quant à l'association », « au sein du parti »: without the preposition
  if (const Unit several = reading_.units.around(out.first); common(out.first, words_.preposition) && several.last < unit.last)
    out.first = several.last - 1;
  const std::uint32_t lead = out.first, end = lead + 3;
  while (out.first + 1 < unit.last && out.first < end &&
         (!common(out.first, words_.noun) || common(out.first, words_.preposition)) &&   // « derrière »
         (!common(out.first, words_.determiner) || common(out.first, words_.preposition) ||
          (out.first > lead && common(out.first, words_.contracted)))) {
    // « par de nombreux pays »
    if (out.first > lead && !common(out.first, words_.contracted) && common(out.first + 1, words_.adjective)) break;
    ++out.first;
  }
  return out;
}

// « de la Cour », « sur l'eau de l'ONU »; not « dans Nature »
bool Mentions::introduces_author(const Unit& unit) const {
  const entities::Name* const name = name_in(unit);
  for (std::uint32_t t = unit.first; t < (name == nullptr ? unit.last : name->first); ++t)
    if (common(t, words_.author_intro)) return true;
  return false;
}

// « un bilan encore provisoire du ministère », « une étude conduite par l'université »: nobody past a comma, nor who only got it
// (« un document consulté par Reuters », « auquel l'agence a eu accès »).
void Mentions::add_author(const Clause& clause, std::uint32_t u, Mention& out) const {
  const auto owner = [&](const Unit& unit) {
    const entities::Name* const name = name_in(unit);
    return name == nullptr || name->type == EntityType::place ? none : name->entity;
  };
  const Unit& document = clause.units[u];
  if (owner(document) != none) return;
  for (std::uint32_t t = document.first + 1; t < document.last; ++t) {
    if (common(t, words_.obtained)) return;
    if (common(t, words_.org_head) && !common(t, words_.cue_document)) return;   // « un message de l'ambassade de France »
  }
  for (std::uint32_t i = u + 1; i < clause.units.size() && i < u + author_reach; ++i) {
    const Unit& unit = clause.units[i];
    if (has(unit, words_.obtained) || has(unit, words_.object_relative)) return;
    const bool governed = has(unit, words_.pp) || has(unit, words_.pnp);
    if (governed && !introduces_author(unit)) continue;
    if (governed || unit.name != none) {
      Mention::Others& others = out.others.made();
      others.author = owner(unit);
      if (others.author == none && unit.name == none && common(unit.first, words_.agent) && subjects_.human(unit))
        others.author_unit = unit;
      if (others.has_author()) return;
    } else if (has(unit, words_.vg) || unit.pair != none || reading_.tokens.tokens[unit.first].kind == token::Kind::punctuation) {
      return;
    }
  }
}

// « le collectif « Stop Bruit » », « la présidente de l'association « Sauvons la Loire » »: the name goes with the body.
void Mentions::add_name_in_marks(const Clause& clause, std::uint32_t u, Mention& out) const {
  if (u + 1 >= clause.units.size()) return;
  const Unit& marks = clause.units[u + 1];
  const std::uint32_t noun = clause.units[u].last - 1;
  const bool body = common(noun, words_.org_head) || common(noun, words_.org_intro) || common(noun, words_.group_noun);
  if (marks.pair != none && body && marks.last - marks.first <= longest_body) out.last = marks.last;
}

// Of the noun, else of its article, « la chef », or of the adjectives behind that: « l'ancienne propriétaire ».
Gender Mentions::gender_of(const Unit& unit) const {
  bool f = has(unit, words_.feminine), m = has(unit, words_.masculine);
  for (std::uint32_t t = unit.first; f == m && t + 1 < unit.last && (t == unit.first || common(t, words_.adjective)); ++t) {
    f = common(t, words_.feminine);
    m = common(t, words_.masculine);
  }
  return f == m ? Gender::unknown : m ? Gender::masculine : Gender::feminine;
}

// Not « un de ses confrères »; « les élèves », although « tu élèves » is singular.
bool Mentions::plural(const Unit& unit) const {
  const auto article = [&](int feature) { return common(unit.first, feature); };
  if (article(words_.determiner) && article(words_.plural) && !article(words_.singular)) return true;
  if (!has(unit, words_.plural) || has(unit, words_.singular)) return false;
  const bool elided = article(words_.definite) && key(unit.first).ends_with('\'') && unit.first + 1 < unit.last;   // « l'un de »
  const std::uint32_t t = unit.first + (elided ? 1u : 0u);
  return !common(t, words_.one) || t + 1 >= unit.last || !common(t + 1, words_.preposition);
}

bool Mentions::describes_person(const Unit& unit) const {
  if (common(unit.first, words_.possessive) && has(unit, words_.gesture)) return false;   // « sa figure »
  return has(unit, words_.role) || has(unit, words_.person_noun) || (has(unit, words_.family) && !has(unit, words_.group_noun));
}

// « au Comité des pêches », « à Bercy », which stands for those who sit there.
bool Mentions::names_speaker(const Unit& unit) const {
  const entities::Name* const name = name_in(unit);
  return name != nullptr && name->entity != none &&
         (name->type != EntityType::place || !entities_[name->entity].stands_for.empty());
}

// --- all of a sentence --------------------------------------------------------------------------------------------------

Mention::Role Mentions::role_of(const Clause& clause, std::uint32_t u, bool subject) const {
  const auto& units = clause.units;
  const bool aside =
      u > 1 && is(units[u - 2], ",") && has(units[u - 1], words_.object_relative);   // « Un clerc, que Jean n'aimait pas, »
  // « C'était Pascal, le jardinier »
  const bool shown = u > 1 && units[u].name != none && has(units[u - 1], words_.etre) &&
                     has(units[u - 2], words_.demonstrative) && has(units[u - 2], words_.pronoun);
  const Mention::Role role = (subject && !aside) || shown    ? Mention::Role::subject
                             : subjects_.governed(clause, u) ? Mention::Role::governed
                                                             : Mention::Role::object;
  // « Jean Roux, délégué général, il … », « Quant à l'association, elle … »
  const bool resumed = u + 2 < units.size() && is(units[u + 1], ",") && has(units[u + 2], words_.pronoun);
  const bool topic = resumed && (role != Mention::Role::governed || common(units[u].first, words_.topic_intro));
  return topic ? Mention::Role::topic : role;
}

void Mentions::collect(const Clause& clause, std::uint32_t u, Mention::Role role, std::vector<Mention>& out) const {
  const Unit& unit = clause.units[u];
  const auto add = [&](Mention mention, Mention::Role as) {
    mention.role = as;
    out.push_back(std::move(mention));
  };
  const auto add_names = [&](Mention::Role as) {   // « la mère de X », « avec X »
    for (std::size_t n = name_at(unit.first); n < names_.size() && names_[n].first < unit.last; ++n)
      if (names_[n].type != EntityType::place) add(named(names_[n]), as);
  };
  const auto add_pronoun = [&](std::uint32_t token) {
    if (Mention one = pronoun(token); one.anaphor) add(std::move(one), Mention::Role::subject);
  };
  if (unit.name != none) {
    if (names_[unit.name].type != EntityType::place) add(named(names_[unit.name]), role);
  } else if (has(unit, words_.np) || has(unit, words_.pp) || has(unit, words_.pnp)) {
    if (has(unit, words_.np) && !common(unit.first, words_.determiner) && !plural(unit)) return;   // « Avocate à Lyon, elle … »
    if (has(unit, words_.pp) && has(unit, words_.bare)) return;                                    // « étudié en commission »
    const bool group = has(unit, words_.group_noun) || has(unit, words_.org_head) || has(unit, words_.org_intro);
    if ((group || describes_person(unit)) && !has(unit, words_.time_noun)) add(description(unit), role);
    add_names(has(unit, words_.np) ? Mention::Role::owner : role);
  } else if (has(unit, words_.vg)) {
    for (std::uint32_t t = unit.first; t < unit.last; ++t)
      if (key(t).size() > 3 && key(t)[0] == '-') add_pronoun(t);
  } else if (has(unit, words_.pronoun)) {
    add_pronoun(unit.first);
  }
}

// « les « gilets jaunes » »: people who are called so.
std::optional<Mention> Mentions::label(const Clause& clause, std::uint32_t u) const {
  const Unit& unit = clause.units[u];
  if (u == 0 || unit.last > unit.first + longest_label) return std::nullopt;
  const Unit& article = clause.units[u - 1];
  if (article.last != article.first + 1 || !common(article.first, words_.determiner) || !plural(article)) return std::nullopt;
  Mention out = words(article.first, unit.last, 0.6f);
  out.person = out.plural = true;
  return out;
}

// A name, or the first name of somebody behind « et »: « Lise et Omar Keller ».
std::optional<Mention> Mentions::member(const Clause& clause, std::uint32_t u) const {
  const auto& units = clause.units;
  const Unit& unit = units[u];
  if (unit.name != none) {
    if (names_[unit.name].type == EntityType::place || names_[unit.name].entity == none) return std::nullopt;
    return named(names_[unit.name]);
  }
  const bool first_name = u + 2 < units.size() && units[u + 2].name != none &&
                          names_[units[u + 2].name].type == EntityType::person && has(unit, words_.first_name) &&
                          unit.last == unit.first + 1 && common(unit.last, words_.together);
  if (!first_name) return std::nullopt;
  Mention out = words(unit.first, unit.last, 0.6f);
  out.person = true;
  return out;
}

void Mentions::collect_groups(const Clause& clause, const std::vector<bool>& subject, std::vector<Mention>& out) const {
  if (std::none_of(clause.units.begin(), clause.units.end(), [](const Unit& unit) { return unit.name != none; })) return;
  NameRun run(out);
  for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
    const Unit& unit = clause.units[u];
    const bool comma = is(unit, ","), together = unit.last == unit.first + 1 && common(unit.first, words_.together);
    const bool punctuation = reading_.tokens.tokens[unit.first].kind == token::Kind::punctuation;
    if (has(unit, words_.vg) || unit.pair != none || (!comma && punctuation)) run.end();
    if (comma || together) run.link(together);
    if (std::optional<Mention> one = member(clause, u)) run.add(*std::move(one), subject[u], subjects_.governed(clause, u));
  }
  run.end();
}

bool Mentions::is_running(std::uint32_t token) const {
  const Zone zone = text_.paragraphs[reading_.tokens.sentences[sentence_of(token)].paragraph].zone;
  return zone == Zone::body || zone == Zone::headline;   // « De notre envoyée spéciale »
}

const std::vector<Mention>& Mentions::in(std::uint32_t sentence) {
  if (mentions_[sentence] != nullptr) return *mentions_[sentence];
  auto out = std::make_unique<std::vector<Mention>>();
  if (is_running(reading_.tokens.sentences[sentence].first)) {
    const Clause& clause = clauses_.of(sentence);
    std::vector<bool> subject(clause.units.size());
    for (std::uint32_t u = 0; u < clause.units.size(); ++u)
      if (has(clause.units[u], words_.vg))
        if (const std::uint32_t place = subjects_.of(clause, u); place != none) subject[place] = true;
    for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
      if (clause.units[u].pair == none) collect(clause, u, role_of(clause, u, subject[u]), *out);
      else if (std::optional<Mention> one = label(clause, u)) {
        one->role = role_of(clause, u, subject[u]);
        out->push_back(*std::move(one));
      }
    }
    collect_groups(clause, subject, *out);
  }
  made_.push_back(sentence);
  return *(mentions_[sentence] = std::move(out));
}

void Mentions::rest() {
  clauses_.rest();
  if (made_.size() < most_kept) return;
  for (const std::uint32_t sentence : made_) mentions_[sentence].reset();
  made_.clear();
}

}   // namespace propos::mentions
