// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/engine.h"

namespace propos::clauses {

/// The features and phases that stages 6 and 7 ask for, looked up once for an engine. -1 for what its grammar lacks.
struct Words {
  explicit Words(const rules::Engine& engine);

  int adjective, adverb, again, agent, anaphor, any_gender, anaphor_near, contracted, coordinating, genitive_relative, household,
      joins, negates, object_relative, one, subject_relative, subordinator, topic_intro, capitalised, clause, clitic_subject,
      conditional, cue, cue_adjective, cue_data, cue_incise, cue_noun, cue_noun_que, cue_thing, definite, demonstrative, demonym,
      determiner, cue_document, exclamation, etre, family, feminine, finite, first_name, first_person, former, future, generic,
      group_noun, imperative, imperfect, indefinite, inf, infinitive, infinitive_clause, latest, mark, masculine, named, negation,
      nobody, noun, np, object_clitic, of_source, office, org_head, org_intro, organization, other, pair, part, party,
      past_historic, past_participle, person, person_noun, phrase, place, plural, pnp, possessive, pp, preposition, present,
      pronoun, proper, quotation, role, se_clitic, second_person, singular, source_noun, spoken_of, stance_announced,
      stance_asked, stance_demanded, stance_denied, stance_doubted, stance_opinion, subjunctive, time_noun, title, together,
      unknown, unnamed, upper, verb, verbal, vg;
  int type[3];   // by EntityType
  int phase_groups, phase_sources, phase_quotes, phase_incises, phase_turns, phase_addresses;
  int label_content, label_cue, label_head, label_more, label_speaker, label_title, label_title2, label_whose;
  rules::FeatureSet groups;   // kinds of groups: a unit has one at most
};

}   // namespace propos::clauses
