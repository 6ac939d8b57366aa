// SPDX-License-Identifier: Apache-2.0
// Whom a description stands for: somebody whose function fits, who spoke, or who stands near; else its own words.
#include <algorithm>

#include "attribution/attribution.h"

namespace propos::attribution {

using mentions::Mention;

namespace {

constexpr std::uint32_t longest_again = 6;      // tokens of a description that says nothing new: « l'enseignante de 41 ans »
constexpr std::size_t most_spoken_back = 20;    // sources that a description looks at
constexpr std::uint32_t nearby = 4;             // sentences that a description looks at
constexpr std::uint32_t just_before = 2;        // sentences back
constexpr std::uint32_t longest_head = 6;       // sentences of a headline and what stands below it
constexpr std::uint32_t far_above = 7;          // … to who spoke last
constexpr std::uint32_t longest_plain = 3;      // of one without a complement: « l'ancien ministre »
constexpr std::uint32_t longest_document = 3;   // « ce communiqué »
constexpr int most_named = 3;                   // people that a description chooses from by nearness
constexpr float sure_titled = 0.75f, sure_near = 0.58f, sure_again = 0.45f;

using Fit = mentions::Titles::Fit;

Evidence titled(Fit fit, int words) {
  constexpr Feature features[] = {Feature::own_words, Feature::fit_belongs, Feature::fit_possible, Feature::fit_wider,
                                  Feature::fit_sure};
  return Evidence().add(Feature::titled).add(features[static_cast<std::size_t>(fit)]).add(Feature::title_words, words);
}

}   // namespace

// What the words of a description show.
SpeakerKind Attribution::kind_of(const Mention& mention) const {
  const auto has = [&](int feature) { return mentions_.has(mention.unit, feature); };
  if (has(words_.cue_document) && !mention.person) return SpeakerKind::document;
  const bool body = has(words_.org_head) || has(words_.org_intro) || has(words_.group_noun);
  if (mention.plural && (mention.person || body)) return SpeakerKind::group;
  return mention.person ? SpeakerKind::person : body ? SpeakerKind::organization : SpeakerKind::unknown;
}

bool Attribution::has_word(const rules::Unit& unit, int feature) const {
  for (std::uint32_t t = unit.first; t < unit.last; ++t)
    if (common(t, feature)) return true;
  return false;
}

// The same words mean the same, whoever has spoken since.
Source Attribution::description(const Mention& mention) {
  const std::uint64_t place = std::uint64_t{mention.unit.first} << 32 | mention.unit.last;
  if (const auto known = descriptions_.find(place); known != descriptions_.end()) return known->second;
  return descriptions_.emplace(place, describe(mention)).first->second;
}

Source Attribution::describe(const Mention& mention) {
  Source own;
  own.first = mention.first;
  own.last = mention.last;
  own.by = SpeakerBy::description;
  own.confidence = mention.confidence;
  own.gender = mention.gender;
  own.kind = kind_of(mention);
  if (!mentions_.has(mention.unit, words_.any_gender) && !mentions_.has(mention.unit, words_.source_noun))
    own.shown = mention.gender;
  own.plural = mention.plural;
  own.person = mention.person;
  own.name = mentions_.called(mention);
  const mentions::Title wanted = mentions_.titles().read(mention.unit);
  if (mention.person) own.head = wanted.head;
  Ranking ranking(weights_, reading_.trace, {mention.first, none});
  ranking.offer(Evidence().add(Feature::own_words), own);
  if (const entities::Name* owner = mentions_.has(mention.unit, words_.owner_speaks) ? mentions_.name_in(mention.unit) : nullptr;
      owner != nullptr && is_person(owner->entity)) {   // « la voix de Jean »
    Source speaks;
    speaks.entity = owner->entity;
    ranking.offer(Evidence().add(Feature::author), speaks);
  }
  if (const auto named = own_names_.find(key(mention.unit.last - 1)); named != own_names_.end() && !mention.plural) {
    Source self;
    self.entity = named->second;
    ranking.offer(Evidence().add(Feature::names_itself), self);
  }
  offer_described(mention, wanted, own, ranking);
  const Evidence why = ranking.why();
  const Source best = ranking.take();
  own.entity = best.entity;
  if (best.known()) own.name = best.entity != none ? SharedWords() : best.name;
  if (!best.known()) return own;
  if (why.has(Feature::titled) || why.has(Feature::names_itself)) own.confidence = sure_titled;
  if (why.has(Feature::nearby) || why.has(Feature::just_spoke)) own.confidence = sure_near;
  if (why.has(Feature::same_source)) own.confidence = sure_again;
  const bool new_function = wanted.function && !why.has(Feature::titled) && !mentions_.has(mention.unit, words_.generic);
  const bool known = common(mention.unit.first, words_.definite) || common(mention.unit.first, words_.demonstrative);
  if (is_person(own.entity) && new_function && known)
    mentions_.call(own.entity, wanted, !has_word(mention.unit, words_.post));   // « l'avocat » need not be the same further on
  return own;
}

// Candidates of the kind that the description is of.
void Attribution::offer_described(const Mention& mention, const mentions::Title& wanted, const Source& own, Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  if (mention.others->has_author()) return offer_author(mention, ranking);
  const bool demonstrative = common(unit.first, words_.demonstrative);
  const bool definite = demonstrative || common(unit.first, words_.definite) || mentions_.has(unit, words_.pnp);
  if (unit.last <= unit.first + 2 && demonstrative && has_word(unit, words_.latest)) {
    Wanted latest;
    latest.token = unit.first;
    latest.gender = mention.gender;
    latest.plural = mention.plural;
    latest.latest = true;
    return offer_near(latest, Evidence(), ranking);
  }
  if (mentions_.has(unit, words_.source_noun) && (demonstrative || has_word(unit, words_.again)))   // « la même source »
    return offer_same_source(mention, ranking);
  if (demonstrative && own.person && !own.plural) offer_unnamed_speaker(unit, wanted, own, ranking);
  if (definite && has_word(unit, words_.pair)) return offer_several(mention, wanted, ranking);
  const bool body =
      mentions_.has(unit, words_.org_head) || mentions_.has(unit, words_.org_intro) || mentions_.has(unit, words_.group_noun);
  if (!body && mentions_.has(unit, words_.cue_document) && offer_document(mention, ranking)) return;
  if (own.plural) {   // « Dix experts du comité sont venus. Les experts … »
    if (definite && unit.last - unit.first <= wanted.head_size + 1) offer_in_full(in_full(mention, own, wanted, false), ranking);
    return;
  }
  if (!own.person && common(unit.first, words_.possessive))   // « son conseil »
    offer_titled(wanted, EntityType::person, Gender::unknown, ranking);
  else if (!own.person && definite && wanted.words.empty())   // « le conseil » for a lawyer who spoke just before
    if (const Id speaker = speaker_before(unit.first); speaker != none && mentions_.titles().knows(speaker, wanted.head))
      ranking.offer(Evidence().add(Feature::titled), source_of(*spoken_before(unit.first)));
  if (definite && body) {
    if (unit.last - unit.first + 1 - wanted.head_size <= longest_plain) offer_bodies(mention, wanted, own, ranking);
    if (!mentions_.has(unit, words_.role)) return;   // « l'armateur » may be either
  }
  // « Un comité dénonce … » of a headline, for the « Comité de la mer » of the text
  const bool bare = body && !definite && unit.last == unit.first + 2 && sentence_of(unit.first) < longest_head;
  if (const Id entity = bare ? named_after(unit) : none; entity != none) {
    Source named;
    named.entity = entity;
    ranking.offer(Evidence().add(Feature::has_its_word), named);
  }
  const bool elided = common(unit.first, words_.definite) && key(unit.first).ends_with('\'') && unit.last > unit.first + 1;
  const bool indefinite = common(unit.first, words_.one) || (elided && common(unit.first + 1, words_.one));   // « l'un d'eux »
  if ((own.person || mentions_.has(unit, words_.demonym)) && !indefinite) offer_people(mention, wanted, definite, own, ranking);
}

// « a dit un voisin. Selon ce témoin, … »: who spoke last, without a name
void Attribution::offer_unnamed_speaker(const rules::Unit& unit, const mentions::Title& wanted, const Source& own,
                                        Ranking& ranking) const {
  const Spoken* last = spoken_before(unit.first);
  if (last == nullptr || sentence_of(last->place) + nearby < sentence_of(unit.first)) return;
  const Source& other = source_of(*last);
  const std::string& head = other.head.str();
  const bool alike = wanted.head == head || mentions_.titles().is_kind(head, wanted.head) ||
                     mentions_.titles().is_kind(wanted.head, head) || mentions_.has(unit, words_.generic) ||
                     mentions_.has(unit, words_.nondescript);
  const bool may = other.gender == own.gender || other.gender == Gender::unknown || own.gender == Gender::unknown;
  if (other.entity == none && other.person && !other.plural && !other.name.empty() && alike && may)
    ranking.offer(Evidence().add(Feature::same_description), other);
}

// « une étude conduite par l'université »
void Attribution::offer_author(const Mention& mention, Ranking& ranking) {
  if (mention.others->author == none)
    return ranking.offer(Evidence().add(Feature::author), description(mentions_.description(mention.others->author_unit)));
  Source author;
  author.entity = mention.others->author;
  ranking.offer(Evidence().add(Feature::author), author);
}

// « Un rapport de la Cour des comptes … Le rapport », « La Cour des comptes a publié son rapport … Le texte »: the document with
// an author in the sentences just before, or who has it; none where there is no such one.
Mention Attribution::document_before(const Mention& mention) {
  const rules::Unit& unit = mention.unit;
  const bool again = common(unit.first, words_.definite) || common(unit.first, words_.demonstrative);
  if (!again || mention.plural || unit.last - unit.first > longest_document) return {};
  const std::uint32_t here = sentence_of(unit.first);
  for (std::uint32_t back = 1; back < nearby && back <= here; ++back) {
    const clauses::Clause& clause = clauses_.of(here - back);
    for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
      const rules::Unit& other = clause.units[u];
      const bool document =
          mentions_.has(other, words_.cue_document) && !mentions_.has(other, words_.role) &&
          (mentions_.has(other, words_.np) || mentions_.has(other, words_.pp) || mentions_.has(other, words_.pnp));
      if (!document) continue;
      Mention out = mentions_.at(clause, u, u + 1);
      if (out.others->has_author() || mentions_.name_in(other) != nullptr) return out;
      if (common(other.first, words_.possessive)) return mentions_.main_subject(clause);
      Mention who = mentions_.main_speaker(clause);   // « Dans un rapport, la Cour des comptes relève … »
      if (who.kind != Mention::Kind::none && who.first >= other.last) return who;
    }
  }
  return {};
}

// A document stands for its author: who is named in its words, else who may have written it and spoke before; not « selon nos
// informations », « des sondages ».
bool Attribution::offer_document(const Mention& mention, Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  if (const entities::Name* owner = mentions_.name_in(unit);
      owner != nullptr && owner->type != EntityType::place && owner->entity != none) {
    Source author;
    author.entity = owner->entity;
    ranking.offer(Evidence().add(Feature::author), owner->first, owner->last, owner->entity, [&] { return author; });
    return true;
  }
  if (const Mention before = document_before(mention); before.kind != Mention::Kind::none) {
    ranking.offer(Evidence().add(Feature::author), before.first, before.last, none, [&] { return resolve(before); });
    return true;
  }
  const Spoken* last = spoken_before(unit.first);
  const bool ours = common(unit.first, words_.possessive) && common(unit.first, words_.first_person);
  const bool theirs = common(unit.first, words_.possessive) && common(unit.first, words_.third_person);
  if (theirs && !mention.person && unit.last == unit.first + 2) {
    Wanted owner;   // « selon son récit », « précise son blog »
    owner.token = unit.first;
    offer_near(owner, Evidence(), ranking);
    return true;
  }
  const bool known =
      common(unit.first, words_.definite) || common(unit.first, words_.demonstrative) || common(unit.first, words_.possessive);
  if (last == nullptr || unit.last - unit.first > longest_document || !known || mention.plural || ours) return false;
  // « le communiqué », « ce rapport » is of who spoke; « le rapport » only if a report did, « son rapport » if a body
  const Source& spoke = source_of(*last);
  const bool body = spoke.entity != none && entities_[spoke.entity].type == EntityType::organization;
  if (!mentions_.has(unit, words_.cue_occasion) && !common(unit.first, words_.demonstrative) &&
      spoke.kind != SpeakerKind::document && !(body && common(unit.first, words_.possessive)))
    return false;
  ranking.offer(Evidence().add(Feature::same_source), spoke);
  return true;
}

// --- organizations ------------------------------------------------------------------------------------------------------

// The organization that has the head of `unit` in its name: « le tribunal » for « Tribunal de Colmar ».
Id Attribution::named_after(const rules::Unit& unit) {
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
void Attribution::offer_bodies(const Mention& mention, const mentions::Title& wanted, const Source& own, Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  const auto body = [](Id entity) {
    return [entity] {
      Source source;
      source.entity = entity;
      return source;
    };
  };
  offer_titled(wanted, EntityType::organization, Gender::unknown, ranking);
  if (const Id entity = named_after(unit); entity != none)
    ranking.offer(Evidence().add(Feature::has_its_word), 0, 0, entity, body(entity));
  offer_in_full(in_full(mention, own, wanted, true), ranking);
  if (!mentions_.has(unit, words_.org_intro)) return;
  Wanted near;
  near.token = unit.first;
  near.organizations = true;
  near.suits = [&](Id entity) {
    return wanted.head.empty() || !mentions_.titles().knows(entity) || mentions_.titles().akin(entity, wanted.head) ||
           mentions_.titles().related(entity, wanted.head);
  };
  offer_near(near, Evidence().add(Feature::nearby), ranking);
  if (ranking.best() > weights_[Feature::own_words]) return;
  Source only;   // of the text, however far
  bool several = false;
  mentions_.titles().each_related(wanted.head, [&](Id entity, std::uint32_t place) {
    if (entities_[entity].type != EntityType::organization || place >= unit.first) return;
    several |= only.entity != none && only.entity != entity;
    only.entity = entity;
  });
  if (only.entity != none && !several) ranking.offer(Evidence().add(Feature::nearby), only);
}

void Attribution::offer_in_full(const Mention* full, Ranking& ranking) {
  if (full == nullptr) return;
  ranking.offer(Evidence().add(Feature::same_description), full->first, full->last, none, [&] {
    Source source;
    source.name = mentions_.called(full->first, full->last);
    return source;
  });
}

// « la coalition internationale » just before, or at the head of the text, for « la coalition », « le tribunal de Lille » for
// « la juridiction »; else nullptr.
const Mention* Attribution::in_full(const Mention& mention, const Source& own, const mentions::Title& wanted, bool at_head) {
  if (wanted.head.empty() || !wanted.words.empty()) return nullptr;
  const std::uint32_t here = sentence_of(mention.unit.first);
  const auto look = [&](std::uint32_t sentence) -> const Mention* {
    for (const Mention& one : mentions_.in(sentence)) {
      if (one.kind != Mention::Kind::description || one.unit.first >= mention.unit.first || one.plural != own.plural) continue;
      const mentions::Title other = mentions_.titles().read(one.unit);
      const bool alike = other.head == wanted.head || mentions_.titles().is_kind(other.head, wanted.head);
      if (alike && !other.words.empty()) return &one;
    }
    return nullptr;
  };
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back)
    if (const Mention* out = look(here - back)) return out;
  for (std::uint32_t sentence = 0; at_head && sentence < nearby && sentence + nearby <= here; ++sentence)
    if (const Mention* out = look(sentence)) return out;
  return nullptr;
}

// --- people -------------------------------------------------------------------------------------------------------------

// 3 for the person, or the organization, named last before `token`, 2 for the one before, … 0 for one named far before or not at all.
int Attribution::named_before(Id entity, std::uint32_t token) const {
  int others = 0;
  Id last = none;
  const std::uint32_t here = sentence_of(token);
  for (std::size_t n = entities::name_at(names_, token); n-- > 0 && others < most_named;) {
    const entities::Name& name = names_[n];
    if (sentence_of(name.first) + nearby < here) break;
    if (name.entity == entity) return most_named - others;
    if (name.type != entities_[entity].type || name.entity == last || !is_told(name)) continue;
    last = name.entity;
    ++others;
  }
  return 0;
}

// The person who spoke last, in the same paragraph and not far before `token`; else none.
Id Attribution::speaker_before(std::uint32_t token) const {
  const Spoken* last = spoken_before(token);
  if (last == nullptr || !is_person(source_of(*last).entity)) return none;
  const auto& sentences = reading_.tokens.sentences;
  const std::uint32_t here = sentence_of(token), there = sentence_of(last->place);
  return there + just_before >= here && sentences[here].paragraph == sentences[there].paragraph ? source_of(*last).entity : none;
}

// Do the words of a source tell of another than `wanted`: « le maire de Brest », « le maire de Quimper »?
bool Attribution::told_apart(const Source& other, const mentions::Title& wanted) const {
  if (other.first == other.last) return false;
  const std::vector<Mention>& all = mentions_.in(sentence_of(other.first));
  return std::any_of(all.begin(), all.end(), [&](const Mention& one) {
    return one.kind == Mention::Kind::description && one.first == other.first &&
           mentions::Titles::differ(wanted, mentions_.titles().read(one.unit));
  });
}

// « l'officier » for « un officier de police » who spoke before, without a name
const Source* Attribution::described_alike(const mentions::Title& wanted, Gender gender) const {
  if (wanted.head.empty()) return nullptr;
  std::size_t i = spoken_.size();
  while (i > 0 && spoken_[i - 1].place >= wanted.place) --i;
  for (std::size_t steps = 0; i-- > 0 && steps < most_spoken_back; ++steps) {
    const Source& other = source_of(spoken_[i]);
    const bool same =
        other.head.str() == wanted.head || other.head.str().starts_with(wanted.head + " ") ||   // « officier de police »
        (steps == 0 && mentions_.titles().is_kind(other.head.str(), wanted.head));   // « le magistrat » for « le procureur »
    const bool may = other.gender == gender || other.gender == Gender::unknown || gender == Gender::unknown;
    if (other.entity == none && same && may && !other.plural && !told_apart(other, wanted)) return &other;
  }
  return nullptr;
}

// Somebody without a name whom the last sentence with such a function tells of: « Le procureur a requis cinq ans. », then
// « le magistrat »
const Mention* Attribution::described_before(const Mention& mention, const mentions::Title& wanted) {
  const mentions::Titles& titles = mentions_.titles();
  const std::uint32_t here = sentence_of(mention.unit.first);
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back) {
    const std::vector<Mention>& all = mentions_.in(here - back);
    bool named = false;   // somebody who may be meant, too
    for (std::size_t i = all.size(); i-- > 0;) {
      const Mention& one = all[i];
      if (one.first >= mention.unit.first || one.plural || !one.person) continue;
      if (one.kind == Mention::Kind::name && may_be(one.entity, mention.gender))
        named |= !titles.works(one.entity) || titles.akin(one.entity, wanted.head);   // not a préfet for « l'éleveur »
      if (one.kind != Mention::Kind::description || !common(one.unit.first, words_.determiner)) continue;
      const std::string head = titles.read(one.unit).head;
      if (head != wanted.head && !titles.is_kind(head, wanted.head) && !titles.is_kind(wanted.head, head)) continue;
      return meant_by(one) == none ? &one : nullptr;
    }
    if (named) return nullptr;
  }
  return nullptr;
}

// Somebody without a name whom the sentences before bring up with « un »: « une bonne vint ouvrir », then « la bonne »
bool Attribution::brought_up(const Mention& mention) const {
  const std::uint32_t here = sentence_of(mention.unit.first);
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back)
    for (const Mention& one : mentions_.in(here - back))
      if (one.kind == Mention::Kind::description && one.unit.first < mention.unit.first && common(one.unit.first, words_.one) &&
          !one.plural && key(one.unit.last - 1) == key(mention.unit.last - 1))
        return true;
  return false;
}

// « l'ancien ministre », « l'ex-boxeur »
bool Attribution::former(const rules::Unit& unit) const {
  if (unit.last <= unit.first + 1) return false;
  const std::string_view word = key(unit.first + 1);
  const lexicon::Entry* entry = reading_.lexicon.find(word.substr(0, word.find('-')));
  return entry != nullptr && entry->common[static_cast<std::size_t>(words_.former)];
}

// May a text that called somebody by one function go on with this one: « la sociologue » for « la coordonnatrice Anne Roux »?
// Not where such a one is named by it alone: « l'avocat », « le directeur », « la mère ».
bool Attribution::says_function_anew(const rules::Unit& unit, const mentions::Title& wanted) const {
  const auto has = [&](int feature) { return mentions_.has(unit, feature); };
  return has(words_.role) && !wanted.office && !has(words_.family) && !has(words_.any_gender) && !has_word(unit, words_.office) &&
         !has_word(unit, words_.post);
}

// Who holds an office is called by it: « l'homme » is rather somebody else.
void Attribution::weigh_office(std::string_view plain, Id entity, Evidence& evidence) const {
  const mentions::Titles& titles = mentions_.titles();
  if (!plain.empty() && is_person(entity) && titles.holds_office(entity) && !titles.akin(entity, plain))
    evidence.add(Feature::holds_office);
}

// What is known of the functions of somebody near a description.
void Attribution::weigh_function(const Wanted& wanted, Id entity, Evidence& evidence) const {
  const mentions::Titles& titles = mentions_.titles();
  weigh_office(wanted.plain, entity, evidence);
  if (wanted.head.empty() || !is_person(entity) || !titles.works(entity) || titles.akin(entity, wanted.head)) return;
  evidence.add(Feature::other_function);
  if (titles.rivals(entity, wanted.head)) evidence.add(Feature::rival_function);
}

// Whoever has the title, anywhere in the text; a vaguer one of a person only just spoken of.
void Attribution::offer_titled(const mentions::Title& wanted, EntityType type, Gender gender, Ranking& ranking) const {
  const Spoken* last = spoken_before(wanted.place);
  // The only one of the text who fits may be far.
  Id only = none;
  bool several = false;
  mentions_.titles().each_fit(wanted, [&](Id entity, std::uint32_t place, Fit, int) {
    if (entities_[entity].type != type || !may_be(entity, gender)) return;
    several |= only != none && only != entity;
    if (place < wanted.place) only = entity;
  });
  mentions_.titles().each_fit(wanted, [&](Id entity, std::uint32_t place, Fit fit, int words) {
    if (entities_[entity].type != type || !may_be(entity, gender) || entity == floor_at(wanted.place)) return;
    const bool spoke = last != nullptr && source_of(*last).entity == entity;
    const int near = named_before(entity, wanted.place);
    if (fit <= Fit::wider && !spoke && near == 0 &&
        (fit != Fit::wider || several || only != entity || !mentions_.titles().knows(entity, wanted.head)))
      return;
    Evidence evidence = titled(fit, words);
    evidence.add(Feature::named_just_before, near);
    if (named_from_[entity] > wanted.place) evidence.add(Feature::named_later);
    if (spoke) evidence.add(Feature::spoke_last);
    Source source;
    source.entity = entity;
    ranking.offer(evidence, place, place + 1, entity, [&] { return source; });
  });
}

// Words that say nothing new of somebody present: « l'enseignante », « le responsable ». A complement tells of somebody else
// (« la patronne du café »), but for an age and for « le responsable de la CGT »; so does another function that is known.
void Attribution::offer_present(const Mention& mention, const mentions::Title& wanted, Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  const mentions::Titles& titles = mentions_.titles();
  const std::uint32_t size = unit.last - unit.first + 1 - wanted.head_size;
  const bool generic = mentions_.has(unit, words_.generic) || wanted.head.empty();   // « la Jurassienne »
  bool aged = false;
  for (std::uint32_t t = unit.first; t < unit.last; ++t) aged |= reading_.tokens.tokens[t].kind == token::Kind::number;
  // « cet ancien policier de Lyon » is somebody present, whatever it says.
  const bool pointed_at = common(unit.first, words_.demonstrative);
  const bool of_a_name =
      !wanted.words.empty() && std::all_of(wanted.words.begin(), wanted.words.end(), [&](const mentions::Title::Word& word) {
        return !word.bodies.empty() && word.bodies == wanted.words[0].bodies;
      });
  const bool once = former(unit);
  const bool again = (generic && of_a_name) || once;
  if (size > longest_plain && !aged && !pointed_at && !again) return;
  if (!pointed_at && !again && (size > longest_again || wanted.words.size() > 1)) return;
  const bool office = mentions_.has(unit, words_.office) && !pointed_at && !once;
  const bool anew = says_function_anew(unit, wanted);
  Wanted somebody;
  if (wanted.function && !generic && !pointed_at && !again) somebody.head = wanted.head;
  if (mentions_.has(unit, words_.nondescript) && !pointed_at && !again) {
    somebody.plain = wanted.head;
    somebody.strangers = true;
  }
  somebody.token = unit.first;
  somebody.gender = mention.gender;
  somebody.people = true;
  somebody.suits = [&](Id entity) {
    if (titles.contradicts(entity, wanted)) return false;
    if (titles.knows(entity, wanted.head)) return true;
    return !office && (generic || pointed_at || again || anew || !titles.knows(entity));
  };
  const Id answered = answered_;
  const Spoken* last = spoken_before(unit.first);
  if (mentions_.has(unit, words_.spoken_of) && last != nullptr)
    answered_ = source_of(*last).entity;   // as a line of dialogue answers the one before
  offer_near(somebody, Evidence().add(Feature::nearby), ranking);
  answered_ = answered;
  if ((generic || once) && !office && ranking.best() == weights_[Feature::own_words]) offer_only_one(mention, wanted, ranking);
}

// « la trentenaire », far behind the only woman whom the text names, where no other is told of without a name.
void Attribution::offer_only_one(const Mention& mention, const mentions::Title& wanted, Ranking& ranking) {
  const std::uint32_t token = mention.unit.first, here = sentence_of(token);
  if (mention.gender == Gender::unknown || !speech_.empty()) return;   // a story has people without names
  const Id entity = only_one(mention.gender, token);
  if (entity == none || entity == floor_at(token) || mentions_.titles().contradicts(entity, wanted)) return;
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back)
    for (const Mention& one : mentions_.in(here - back)) {
      const bool other = one.kind == Mention::Kind::description && one.person && !one.plural && one.unit.first < token;
      if (other && one.gender != Gender::unknown && one.gender == mention.gender && meant_by(one) != entity) return;
    }
  Source source;
  source.entity = entity;
  ranking.offer(Evidence().add(Feature::nearby), source);
}

// Who spoke just before: under a function that fits or where none is known, else as « la sociologue » for « la coordonnatrice
// Anne Roux », where nobody else is named since.
void Attribution::offer_just_spoke(const Mention& mention, const mentions::Title& wanted, Id speaker, Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  const mentions::Titles& titles = mentions_.titles();
  const bool plain = wanted.words.empty() && titles.knows(speaker, wanted.head);
  const std::uint32_t size = unit.last - unit.first + 1 - wanted.head_size;
  const bool tells_of_them = std::all_of(wanted.words.begin(), wanted.words.end(), [](const mentions::Title::Word& word) {
    return word.beside || word.nation || !word.bodies.empty();   // not « le directeur du théâtre »
  });
  if (wanted.office && !tells_of_them && titles.works(speaker) && !titles.knows(speaker, wanted.head)) return;
  Evidence evidence;
  evidence.add(Feature::just_spoke);
  if (titles.excludes(speaker, wanted.head)) return;
  if (titles.knows(speaker) && !plain && !(former(unit) && size <= longest_plain)) {
    const bool here =
        sentence_of(spoken_before(unit.first)->place) == sentence_of(unit.first);   // « Il dit l'avoir montré au maçon »
    if (here || !says_function_anew(unit, wanted) || size > longest_again || !tells_of_them ||
        titles.contradicts(speaker, wanted) || named_before(speaker, unit.first) != most_named)
      return;
    Wanted somebody;
    somebody.head = wanted.head;
    weigh_function(somebody, speaker, evidence);
    if (!wanted.words.empty()) evidence.add(Feature::says_more);
  }
  if (mentions_.has(unit, words_.nondescript)) weigh_office(wanted.head, speaker, evidence);
  weigh_words(unit.first, speaker, evidence);
  ranking.offer(evidence, source_of(*spoken_before(unit.first)));
}

// Who spoke last, some sentences or a paragraph before, where nothing that is known of him or her speaks against it.
void Attribution::offer_spoke_above(const Mention& mention, const mentions::Title& wanted, Ranking& ranking) {
  const std::uint32_t token = mention.unit.first;
  const Spoken* last = spoken_before(token);
  if (last == nullptr || !is_person(source_of(*last).entity) || source_of(*last).entity == floor_at(token)) return;
  const Id entity = source_of(*last).entity;
  const std::uint32_t here = sentence_of(token), back = here - std::min(here, sentence_of(last->place));
  if (back > far_above || !may_be(entity, mention.gender) || mentions_.titles().contradicts(entity, wanted)) return;
  Evidence evidence;
  evidence.add(Feature::spoke_above).add(Feature::sentences_back, static_cast<int>(back));
  if (!wanted.words.empty()) evidence.add(Feature::says_more);
  if (entity == protagonist_) evidence.add(Feature::most_named);
  weigh_words(token, entity, evidence);
  ranking.offer(evidence, source_of(*last));
}

void Attribution::offer_people(const Mention& mention, const mentions::Title& wanted, bool definite, const Source& own,
                               Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  offer_titled(wanted, EntityType::person, own.gender, ranking);
  if (!definite) return;
  if (const Source* other = described_alike(wanted, own.gender); other != nullptr)
    ranking.offer(Evidence().add(Feature::same_description), *other);
  if (own.person && !own.head.empty())
    if (const Mention* before = described_before(mention, wanted); before != nullptr)
      ranking.offer(Evidence().add(Feature::presented), own);
  if (brought_up(mention)) ranking.offer(Evidence().add(Feature::presented), own);
  else if (is_told_so(unit.last - 1)) ranking.offer(Evidence().add(Feature::told_so), own);
  // « l'avocate de l'accusé » is neither the accused nor who spoke before.
  const auto of_somebody = [](const mentions::Title::Word& word) { return word.somebody && !word.beside && word.bodies.empty(); };
  if (!common(unit.first, words_.demonstrative) && std::any_of(wanted.words.begin(), wanted.words.end(), of_somebody)) return;
  // Who spoke just before is called by a function: « le coach breton » of a coach, « l'ancien sénateur », any where none is
  // known; « l'intéressé » is not who spoke of him.
  const Id before = speaker_before(unit.first);
  const Id speaker = mentions_.has(unit, words_.spoken_of) || before == floor_at(unit.first) ? none : before;
  if (speaker != none && may_be(speaker, own.gender)) offer_just_spoke(mention, wanted, speaker, ranking);
  if (speaker == none && !mentions_.has(unit, words_.spoken_of)) offer_spoke_above(mention, wanted, ranking);
  offer_present(mention, wanted, ranking);
}

// --- groups and sources -------------------------------------------------------------------------------------------------

// « les deux hommes », « le couple », « les deux syndicats »: the nearest two names that stand together or in one sentence.
void Attribution::offer_several(const Mention& mention, const mentions::Title& wanted, Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  const bool people = mentions_.describes_person(unit) || mentions_.has(unit, words_.family);
  const std::uint32_t here = sentence_of(unit.first);
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back) {
    const std::vector<Mention>& all = mentions_.in(here - back);
    for (std::size_t i = all.size(); i-- > 0;) {
      if (all[i].kind != Mention::Kind::several || all[i].others->parts.size() != 2 || all[i].first >= unit.first ||
          all[i].person != people)
        continue;
      return ranking.offer(Evidence().add(Feature::two_together), all[i].first, all[i].last, none,
                           [&] { return several(all[i]); });
    }
    if (offer_two_named(here - back, wanted, people, ranking)) return;
  }
}

// The only two of a sentence, or its only two with the function of the description.
bool Attribution::offer_two_named(std::uint32_t sentence, const mentions::Title& wanted, bool people, Ranking& ranking) const {
  const token::SentenceRange& range = reading_.tokens.sentences[sentence];
  const EntityType type = people ? EntityType::person : EntityType::organization;
  std::vector<Id> two;
  for (std::size_t n = entities::name_at(names_, range.first);
       n < names_.size() && names_[n].first < std::min(wanted.place, range.last); ++n) {
    const Id entity = names_[n].entity;
    if (names_[n].type == type && entity != none && std::find(two.begin(), two.end(), entity) == two.end()) two.push_back(entity);
  }
  if (two.size() > 2) std::erase_if(two, [&](Id id) { return !mentions_.titles().knows(id, wanted.head); });
  if (two.size() != 2) return false;
  Source source;
  source.name = in_a_row({entities_[two[0]].name, entities_[two[1]].name});
  source.plural = true;
  ranking.offer(Evidence().add(Feature::two_together), source);
  return true;
}

// « cette source » is the one that was called so last, « la même source » that or whoever spoke last; where no words call one
// so, « cette » is no person with a name.
void Attribution::offer_same_source(const Mention& mention, Ranking& ranking) {
  const rules::Unit& unit = mention.unit;
  const bool anybody = !common(unit.first, words_.demonstrative);
  const Spoken* spoken = nullptr;
  for (std::size_t i = spoken_.size(); spoken == nullptr && i-- > 0 && i + most_spoken_back >= spoken_.size();) {
    const Spoken& one = spoken_[i];
    if (one.place < unit.first && (anybody || !is_person(source_of(one).entity))) spoken = &one;
  }
  const std::uint32_t here = sentence_of(unit.first);
  for (std::uint32_t back = 0; back < nearby && back <= here; ++back) {
    const std::vector<Mention>& all = mentions_.in(here - back);
    for (std::size_t i = all.size(); i-- > 0;) {
      const Mention& one = all[i];
      if (one.kind != Mention::Kind::description || one.unit.first >= unit.first || one.plural != mention.plural) continue;
      if (!mentions_.has(one.unit, words_.source_noun) || common(one.unit.first, words_.demonstrative) ||
          has_word(one.unit, words_.again))
        continue;
      if (anybody && spoken != nullptr && spoken->place >= one.unit.first) continue;
      return ranking.offer(Evidence().add(Feature::same_source), one.first, one.last, none, [&] { return resolve(one); });
    }
  }
  if (spoken != nullptr) ranking.offer(Evidence().add(Feature::same_source), source_of(*spoken));
}

}   // namespace propos::attribution
