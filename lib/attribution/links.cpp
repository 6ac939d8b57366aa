// SPDX-License-Identifier: Apache-2.0
// Whom a pronoun or a description stands for: candidates of the sentences around, weighed by distance, by their place in the
// clause and by who spoke last (after Lappin and Leass, An algorithm for pronominal anaphora resolution, 1994).
#include <algorithm>
#include <array>

#include "attribution/attribution.h"
#include "data.h"

namespace propos::attribution {

using mentions::Mention;

namespace {

constexpr std::array<Feature, 4> nearness = {Feature::in_sentence, Feature::one_back, Feature::two_back, Feature::three_back};
constexpr std::array<Feature, 3> spoke_last = {Feature::spoke_last, Feature::spoke_last, Feature::spoke_last_further};
constexpr int deepest = 12;                      // chains of pronouns
constexpr std::uint32_t furthest_in_front = 6;   // tokens before the pronoun of a clause in front of the main one

// How often a pronoun is of the best candidate that leads the next by so much, in the project's texts and in the press alike.
float sure_by(int margin) {
  constexpr std::pair<int, float> steps[] = {{11, 0.83f}, {7, 0.77f}, {4, 0.67f}, {2, 0.63f}};
  for (const auto& [least, sure] : steps)
    if (margin >= least) return sure;
  return 0.45f;
}

std::string phrase(std::string_view wanted) {
  for (const auto& [what, word] : data_table("phrases.tsv"))
    if (what == wanted) return std::string(word);
  return {};
}

}   // namespace

Feature Attribution::feature_of(Mention::Role role) {
  switch (role) {
    case Mention::Role::owner: return Feature::owner;
    case Mention::Role::governed: return Feature::governed;
    case Mention::Role::object: return Feature::object;
    case Mention::Role::subject: return Feature::subject;
    case Mention::Role::topic: return Feature::topic;
  }
  return Feature::owner;
}

const Attribution::Spoken* Attribution::spoken_before(std::uint32_t token) const {
  const auto behind =
      std::partition_point(spoken_.begin(), spoken_.end(), [token](const Spoken& spoken) { return spoken.place < token; });
  return behind == spoken_.begin() ? nullptr : &*(behind - 1);
}

Source Attribution::resolve(const Mention& mention) {
  switch (mention.kind) {
    case Mention::Kind::none: return {};
    case Mention::Kind::name: return named(mention);
    case Mention::Kind::description: return description(mention);
    case Mention::Kind::pronoun: return pronoun(mention);
    case Mention::Kind::several: return several(mention);
    case Mention::Kind::words: break;
  }
  Source out;
  out.first = mention.first;
  out.last = mention.last;
  out.name = mentions_.called(mention.first, mention.last);
  out.confidence = mention.confidence;
  return by_own_words(out);
}

// Nobody else is a candidate.
Source Attribution::by_own_words(Source source) const {
  if (reading_.trace == nullptr) return source;
  Ranking ranking(weights_, reading_.trace, {source.first, none});
  ranking.offer(Evidence().add(Feature::own_words), source);
  return source;
}

Source Attribution::named(const Mention& mention) const {
  Source out;
  out.first = mention.first;
  out.last = mention.last;
  out.entity = mention.entity;
  out.by = mention.inset ? SpeakerBy::apposition : SpeakerBy::name;
  out.named = true;
  out.confidence = mention.confidence;
  if (reading_.trace == nullptr) return out;
  Ranking ranking(weights_, reading_.trace, {mention.first, none});
  ranking.offer(Evidence().add(Feature::words_name_it), out);
  ranking.offer(Evidence().add(Feature::own_words), {});
  return out;
}

// « Lise et Omar Keller »
std::string Attribution::in_a_row(const std::vector<std::string>& names) {
  static const std::string joins_two = phrase("joins-two");   // read once a process
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 < names.size() ? std::string(", ") : " " + joins_two + " ";
    out += names[i];
  }
  return out;
}

// « le WWF et la LPO »
Source Attribution::several(const Mention& mention) const {
  Source out;
  out.first = mention.first;
  out.last = mention.last;
  out.by = SpeakerBy::description;
  out.confidence = mention.confidence;
  out.plural = true;
  out.person = mention.person;
  std::vector<std::string> names;
  for (const Mention& part : mention.others->parts)
    names.push_back(part.entity != none ? entities_[part.entity].name : mentions_.called(part.first, part.last));
  out.name = in_a_row(names);
  return by_own_words(std::move(out));
}

Source Attribution::pronoun(const Mention& mention) {
  if (const auto known = pronouns_.find(mention.first); known != pronouns_.end()) return known->second;
  Source out;
  out.first = mention.first;
  out.last = mention.last;
  out.cut = mention.cut;
  out.by = SpeakerBy::pronoun;
  if (mention.anaphor) {
    Wanted wanted;
    wanted.token = mention.first;
    wanted.gender = mention.gender;
    wanted.incise = mention.cut > 0;
    wanted.plural = mention.plural;
    wanted.latest = common(mention.first, words_.anaphor_near);   // « celle-ci »
    const Source who = choose(wanted);
    out.entity = who.entity;
    out.name = who.name;
    out.confidence = who.confidence;
    out.gender = wanted.gender;
    out.plural = wanted.plural;
    out.person = true;
  }
  return pronouns_.emplace(mention.first, out).first->second;
}

// Who is spoken of at `token`, where no words name the source: « à l'en croire ».
Source Attribution::implied(std::uint32_t token, Id draft) {
  Wanted wanted;
  wanted.token = token;
  wanted.draft = draft;
  Source out = choose(wanted);
  out.first = out.last = out.cut = 0;
  out.by = SpeakerBy::pronoun;
  return out;
}

bool Attribution::fits(const Wanted& wanted, Gender gender, bool plural, bool person, bool entity) const {
  if (wanted.organizations) return !person && entity;
  if (wanted.people && !person) return false;
  if (plural != wanted.plural) return false;
  return wanted.plural || wanted.gender == Gender::unknown || gender == Gender::unknown || gender == wanted.gender;
}

// Where the likeliest person does not suit, nobody is meant; an organization of another sort is passed over.
bool Attribution::accepts(const Wanted& wanted, Source& source) const {
  if (source.entity != none && source.entity == floor_at(wanted.token)) return false;
  if (wanted.organizations && source.entity != none && !wanted.suits(source.entity)) return false;
  if (!wanted.people) return source.known();
  if (!is_person(source.entity)) return false;
  if (wanted.suits && !wanted.suits(source.entity)) source = {};
  return true;
}

// Who stands in reported words does not say them, unless the words stand between marks behind.
std::uint32_t Attribution::limit_of(const Wanted& wanted) {
  if (!wanted.incise) return wanted.token;
  std::uint32_t limit = 0;
  for (const rules::Unit& unit : clauses_.of(sentence_of(wanted.token)).units)
    if (unit.pair != none && unit.first < wanted.token) limit = unit.first;
  return limit;
}

Source Attribution::choose(const Wanted& wanted) {
  if (depth_ >= deepest) return {};
  ++depth_;
  Ranking ranking(weights_, reading_.trace, {wanted.draft == none ? wanted.token : none, wanted.draft});
  offer_near(wanted, Evidence(), ranking);
  --depth_;
  const float sure = sure_by(ranking.margin());
  Source out = ranking.take();
  out.confidence = sure;
  return out;
}

// All that stand near, and who spoke last; where there is nobody, somebody named before.
void Attribution::offer_near(const Wanted& wanted, const Evidence& base, Ranking& ranking) {
  const std::uint32_t here = sentence_of(wanted.token), limit = limit_of(wanted);
  const int before = ranking.best();
  for (std::uint32_t back = 0; back < nearness.size() && back <= here; ++back) {
    offer_mentions(wanted, back, limit, base, ranking);
    if (wanted.latest && ranking.best() > before) break;
  }
  if (!wanted.latest && !wanted.incise && !wanted.people && !wanted.organizations) offer_ahead(wanted, base, ranking);
  if (!wanted.latest) offer_last_speaker(wanted, base, ranking);
  if (ranking.best() == before && !wanted.plural && !wanted.people) offer_named_before(wanted, base, ranking);
}

void Attribution::offer_mentions(const Wanted& wanted, std::uint32_t back, std::uint32_t limit, const Evidence& base,
                                 Ranking& ranking) {
  const Spoken* last = spoken_before(wanted.token);
  const std::vector<Mention>& all = mentions_.in(sentence_of(wanted.token) - back);
  for (std::size_t i = all.size(); i-- > 0;) {
    const Mention& one = all[i];
    const std::uint32_t place = one.kind == Mention::Kind::description ? one.unit.first : one.first;
    if (place >= wanted.token || !fits(wanted, one.gender, one.plural, one.person, one.entity != none)) continue;
    if (wanted.latest && one.kind == Mention::Kind::pronoun) continue;
    if (wanted.latest && !one.person && one.entity != none && one.gender == Gender::unknown) continue;
    if (one.entity != none && one.entity == narrator_ && !in_speech(wanted.token)) continue;   // who tells the story is « je »
    if (back == 0 && place >= limit && one.role != Mention::Role::topic) continue;
    Evidence evidence = base;
    const bool person = one.person && !wanted.plural;
    if (wanted.latest) {   // the nearest, whatever its place
      evidence.add(Feature::nearest).add(Feature::sentences_back, static_cast<int>(back));
      if (one.person) evidence.add(Feature::person);
    } else {
      // « Il se souvient d'un gamin qui courait. « Non », dit-il »: who is new there says nothing yet.
      // … but where the sentence before begins with him: « Un clerc entra. « Non », dit-il »
      const bool somebody_new = one.kind == Mention::Kind::description && common(one.unit.first, words_.one);
      const bool enters = somebody_new && one.person && back == 1 && one.role == Mention::Role::subject &&
                          one.unit.first == reading_.tokens.sentences[sentence_of(one.unit.first)].first;
      const bool is_new = wanted.incise && somebody_new && !enters;
      evidence.add(nearness[back]).add(feature_of(is_new ? std::min(one.role, Mention::Role::object) : one.role));
      if (person) evidence.add(Feature::person);
      if (one.gender == wanted.gender && one.gender != Gender::unknown) evidence.add(Feature::gender_agrees);
      if (!one.person && one.entity != none && one.gender == Gender::unknown && wanted.gender != Gender::unknown)
        evidence.add(Feature::gender_unknown);
      if (is_surname_alone(wanted.gender, one.entity, one.gender)) evidence.add(Feature::surname_alone);
      if (is_attribute(one)) evidence.add(Feature::attribute);
      if (last != nullptr && one.entity != none && source_of(*last).entity == one.entity && back < spoke_last.size())
        evidence.add(spoke_last[back]);
      if (one.entity != none && one.entity == answered_) evidence.add(Feature::answers_itself);
      weigh_in_text(wanted, one.first, one.entity, evidence);
      if (back == 1 && one.role == Mention::Role::subject && (!wanted.incise || enters)) evidence.add(Feature::goes_on);
    }
    if (one.kind == Mention::Kind::several) evidence.add(Feature::stand_together);
    if (!wanted.head.empty()) {
      const Id who = meant_by(one);
      weigh_function(wanted, who, evidence);
      if (evidence.has(Feature::other_function) && stands_beside(wanted, who)) continue;
    }
    if (!wanted.plain.empty()) weigh_function(wanted, meant_by(one), evidence);
    weigh_words(wanted.token, one.entity, evidence);
    if (in_speech(one.first) && !in_speech(wanted.token)) evidence.add(Feature::in_speech);
    if (wanted.people && back == 0 && one.role != Mention::Role::topic) evidence.add(Feature::beside_description);
    ranking.offer(
        evidence, one.first, one.last, one.entity, [&] { return resolve(one); },
        [&](Source& source) {
          const bool stranger = one.kind == Mention::Kind::description && one.person && !one.plural;   // « un homme de 34 ans »
          return (wanted.strangers && source.entity == none && stranger && source.known()) || accepts(wanted, source);
        });
  }
}

// « S'il reconnaît que …, Jean Roux demande un délai »: the subject behind the comma, after a clause that stands before the main one.
void Attribution::offer_ahead(const Wanted& wanted, const Evidence& base, Ranking& ranking) {
  const std::uint32_t here = sentence_of(wanted.token);
  const std::vector<clauses::Unit>& units = clauses_.of(here).units;
  const auto opens = [&](std::size_t u) { return u < units.size() && mentions_.has(units[u], words_.fronts); };
  if (units.empty() || wanted.token > units[0].first + furthest_in_front ||
      (!opens(0) && !(common(units[0].first, words_.joins) && opens(1))))
    return;
  for (const Mention& one : mentions_.in(here)) {
    if (one.first <= wanted.token || one.role < Mention::Role::subject || one.kind == Mention::Kind::pronoun) continue;
    if (!one.person && !wanted.plural) continue;   // « s'il nie, le parquet … »
    if (!fits(wanted, one.gender, one.plural, one.person, one.entity != none)) continue;
    auto unit = std::find_if(units.begin(), units.end(), [&](const clauses::Unit& u) { return one.first < u.last; });
    while (unit != units.begin() && mentions_.is_nominal(unit[-1])) --unit;   // « la maire Anne Roux »
    if (unit == units.begin() || key(unit->first - 1) != ",") continue;
    Evidence evidence = base;
    evidence.add(Feature::in_sentence).add(Feature::subject).add(Feature::named_ahead);
    if (one.person && !wanted.plural) evidence.add(Feature::person);
    if (one.gender == wanted.gender && one.gender != Gender::unknown) evidence.add(Feature::gender_agrees);
    weigh_in_text(wanted, one.first, one.entity, evidence);
    ranking.offer(
        evidence, one.first, one.last, one.entity, [&] { return resolve(one); },
        [&](Source& source) { return accepts(wanted, source); });
    return;
  }
}

// Who is named in words that stand between marks does not say them.
void Attribution::weigh_words(std::uint32_t token, Id entity, Evidence& evidence) const {
  const auto said = std::lower_bound(said_by_.begin(), said_by_.end(), std::pair(token, Id{0}));
  if (said == said_by_.end() || said->first != token || entity == none) return;
  for (const clauses::Range& piece : drafts_[said->second].content)
    for (std::size_t n = entities::name_at(names_, piece.first); n < names_.size() && names_[n].first < piece.last; ++n)
      if (names_[n].entity == entity) {
        evidence.add(Feature::in_its_words);
        return;
      }
}

// « Le maire l'a promis au maçon »: who stands in the sentence is not called by another function in it.
bool Attribution::stands_beside(const Wanted& wanted, Id entity) {
  for (const Mention& one : mentions_.in(sentence_of(wanted.token)))
    if (one.first < wanted.token && meant_by(one) == entity) return true;
  return false;
}

// Who a candidate is, where few others are to be asked for it.
Id Attribution::meant_by(const Mention& one) {
  const bool aside = one.role == Mention::Role::governed || one.role == Mention::Role::owner;
  if (one.entity != none || aside || depth_ >= deepest / 2) return one.entity;
  ++depth_;
  const Id out = resolve(one).entity;
  --depth_;
  return out;
}

// « C'était un homme de soixante ans. »: who was spoken of before; « Je devenais son amie. »: who tells it
bool Attribution::is_attribute(const Mention& one) const {
  if (one.kind != Mention::Kind::description || one.unit.first == 0) return false;
  const std::uint32_t verb = one.unit.first - 1;
  const bool own = common(verb, words_.first_person) && common(verb, words_.finite) && !common(verb, words_.third_person);
  return (common(one.unit.first, words_.one) && common(verb, words_.etre)) ||
         (own && (common(verb, words_.etre) || common(verb, words_.copula)));
}

// What the paragraph and the whole text say of a candidate at `token` for the words that are asked about.
void Attribution::weigh_in_text(const Wanted& wanted, std::uint32_t token, Id entity, Evidence& evidence) const {
  const auto paragraph = [&](std::uint32_t at) { return reading_.tokens.sentences[sentence_of(at)].paragraph; };
  if (paragraph(token) == paragraph(wanted.token)) evidence.add(Feature::same_paragraph);
  if (entity == none) return;
  const Spoken* last = spoken_before(wanted.token);
  if (wanted.incise && last != nullptr && source_of(*last).entity == entity) evidence.add(Feature::speaks_on);
  if (entity == protagonist_) evidence.add(Feature::most_named);
}

void Attribution::offer_last_speaker(const Wanted& wanted, const Evidence& base, Ranking& ranking) {
  const Spoken* last = spoken_before(wanted.token);
  if (last == nullptr || (wanted.people && last->line && !beside_speech(wanted.token)))
    return;   // the story may tell of somebody new
  const Source& source = source_of(*last);
  const bool entity = source.entity != none;
  if (entity && source.entity == narrator_ && !in_speech(wanted.token)) return;
  const bool person = entity ? is_person(source.entity) : source.person;
  const Gender gender = entity ? mentions_.profile(source.entity).gender : source.gender;
  const bool plural = entity ? mentions_.profile(source.entity).plural : source.plural;
  const std::uint32_t here = sentence_of(wanted.token);
  const std::uint32_t back = here - std::min(here, sentence_of(last->place));
  if (back >= nearness.size() || !fits(wanted, gender, plural, person, entity)) return;
  Evidence evidence = base;
  evidence.add(nearness[std::max(1u, back)]).add(Feature::speaks_here);
  weigh_in_text(wanted, last->place, source.entity, evidence);
  weigh_function(wanted, source.entity, evidence);
  weigh_words(wanted.token, source.entity, evidence);
  if (evidence.has(Feature::other_function) && stands_beside(wanted, source.entity)) return;
  if (back < spoke_last.size()) evidence.add(spoke_last[back]);
  if (person && !wanted.plural) evidence.add(Feature::person);
  if (gender == wanted.gender && gender != Gender::unknown) evidence.add(Feature::gender_agrees);
  if (is_surname_alone(wanted.gender, source.entity, gender)) evidence.add(Feature::surname_alone);
  if (entity && source.entity == answered_) evidence.add(Feature::answers_itself);
  if (!person && !wanted.plural) evidence.add(entity ? Feature::body_spoke : Feature::thing_spoke);
  ranking.offer(
      evidence, source.first, source.last, source.entity, [&] { return source; },
      [&](Source& s) { return (wanted.strangers && !entity && s.person && s.known()) || accepts(wanted, s); });
}

// The nearest name before; the story rather means whom it tells of than whom a line names: « ni d'Ève ni d'Adam ».
void Attribution::offer_named_before(const Wanted& wanted, const Evidence& base, Ranking& ranking) {
  std::size_t n = entities::name_at(names_, wanted.token);
  const entities::Name* nearest = nullptr;
  for (int steps = 0; n > 0 && steps < most_names_back; ++steps) {
    const entities::Name& name = names_[--n];
    const bool person = name.type == EntityType::person;
    if (name.type == EntityType::place || (!person && !wanted.organizations) || !is_told(name)) continue;
    if (name.entity == narrator_ && !in_speech(wanted.token)) continue;
    const mentions::Profile& profile = mentions_.profile(name.entity);
    if (!fits(wanted, profile.gender, profile.plural, person, true)) continue;
    const bool in_line = in_speech(name.first) && !in_speech(wanted.token);
    if (nearest == nullptr || !in_line) nearest = &name;
    if (!in_line) break;
  }
  if (nearest == nullptr) return;
  Source source;
  source.entity = nearest->entity;
  ranking.offer(
      Evidence(base).add(Feature::named_before), nearest->first, nearest->last, nearest->entity, [&] { return source; },
      [&](Source& s) { return accepts(wanted, s); });
}

}   // namespace propos::attribution
