// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "rules/engine.h"

namespace propos::clauses {

/// The features and phases that stages 6 and 7 ask for, looked up once for an engine. -1 for what its grammar lacks.
struct Words {
  explicit Words(const rules::Engine& engine);

  const rules::Engine& engine;
  int addressee_intro = engine.feature("addressee-intro");
  int adjective = engine.feature("adjective");
  int adverb = engine.feature("adverb");
  int again = engine.feature("again");
  int agent = engine.feature("agent");
  int author_intro = engine.feature("author-intro");
  int obtained = engine.feature("obtained");
  int anaphor = engine.feature("anaphor");
  int anaphor_near = engine.feature("anaphor-near");
  int any_gender = engine.feature("any-gender");
  int bare = engine.feature("bare");
  int same = engine.feature("same");   // « le même »
  int capitalised = engine.feature("capitalised");
  int clause = engine.feature("clause");
  int clitic_subject = engine.feature("clitic-subject");
  int conditional = engine.feature("conditional");
  int contracted = engine.feature("contracted");
  int copula = engine.feature("copula");
  int coordinating = engine.feature("coordinating");
  int cue = engine.feature("cue");
  int cue_a_inf = engine.feature("cue-a-inf");
  int cue_adjective = engine.feature("cue-adjective");
  int cue_data = engine.feature("cue-data");
  int cue_de_inf = engine.feature("cue-de-inf");
  int cue_document = engine.feature("cue-document");
  int cue_occasion = engine.feature("cue-occasion");
  int cue_incise = engine.feature("cue-incise");
  int cue_noun = engine.feature("cue-noun");
  int cue_noun_que = engine.feature("cue-noun-que");
  int cue_support_noun = engine.feature("cue-support-noun");
  int cue_thing = engine.feature("cue-thing");
  int definite = engine.feature("definite");
  int demonstrative = engine.feature("demonstrative");
  int demonym = engine.feature("demonym");
  int determiner = engine.feature("determiner");
  int etre = engine.feature("etre");
  int exclamation = engine.feature("exclamation");
  int family = engine.feature("family-noun");
  int feeling = engine.feature("feeling");
  int feminine = engine.feature("feminine");
  int finite = engine.feature("finite");
  int first_name = engine.feature("first-name");
  int first_person = engine.feature("first-person");
  int former = engine.feature("former");
  int future = engine.feature("future");
  int generic = engine.feature("generic-role");
  int nondescript = engine.feature("nondescript");
  int genitive_relative = engine.feature("genitive-relative");
  int fronts = engine.feature("fronts");
  int gesture = engine.feature("gesture");
  int group_noun = engine.feature("group-noun");
  int household = engine.feature("household");
  int imperative = engine.feature("imperative");
  int imperfect = engine.feature("imperfect");
  int impersonal = engine.feature("impersonal-verb");
  int indefinite = engine.feature("indefinite");
  int inf = engine.feature("vg-inf");
  int infinitive = engine.feature("infinitive");
  int infinitive_clause = engine.feature("infinitive-clause");
  int joins = engine.feature("joins");
  int latest = engine.feature("latest");
  int mark = engine.feature("mark");
  int masculine = engine.feature("masculine");
  int municipality = engine.feature("municipality");
  int named = engine.feature("named");
  int negates = engine.feature("negates");
  int marked_name = engine.feature("marked-name");
  int negation = engine.feature("negation");
  int nobody = engine.feature("nobody");
  int noun = engine.feature("noun");
  int np = engine.feature("np");
  int object_clitic = engine.feature("object-clitic");
  int object_relative = engine.feature("object-relative");
  int of_source = engine.feature("of-source");
  int owner_speaks = engine.feature("owner-speaks");
  int office = engine.feature("office");
  int one = engine.feature("one");
  int org_head = engine.feature("org-head");
  int org_intro = engine.feature("org-intro");
  int organization = engine.feature("organization");
  int other = engine.feature("other");
  int pair = engine.feature("pair");
  int part = engine.feature("vg-part");
  int party = engine.feature("party");
  int past_historic = engine.feature("past-historic");
  int past_participle = engine.feature("past-participle");
  int person = engine.feature("person");
  int person_noun = engine.feature("person-noun");
  int phrase = engine.feature("phrase");
  int place = engine.feature("place");
  int plural = engine.feature("plural");
  int pnp = engine.feature("pnp");
  int possessive = engine.feature("possessive");
  int post = engine.feature("post");
  int pp = engine.feature("pp");
  int preposition = engine.feature("preposition");
  int present = engine.feature("present");
  int present_participle = engine.feature("present-participle");
  int pronoun = engine.feature("subject-pronoun");
  int proper = engine.feature("proper");
  int quotation = engine.feature("quotation");
  int role = engine.feature("role");
  int role_shown = engine.feature("role-shown");
  int role_tried = engine.feature("role-tried");
  int se_clitic = engine.feature("se-clitic");
  int second_person = engine.feature("second-person");
  int singular = engine.feature("singular");
  int source_noun = engine.feature("source-noun");
  int spoken_of = engine.feature("spoken-of");
  int stance_announced = engine.feature("stance-announced");
  int stance_asked = engine.feature("stance-asked");
  int stance_demanded = engine.feature("stance-demanded");
  int stance_denied = engine.feature("stance-denied");
  int stance_doubted = engine.feature("stance-doubted");
  int stance_opinion = engine.feature("stance-opinion");
  int subject_relative = engine.feature("subject-relative");
  int subjunctive = engine.feature("subjunctive");
  int subordinator = engine.feature("subordinator");
  int third_person = engine.feature("third-person");
  int time_noun = engine.feature("time-noun");
  int title = engine.feature("title");
  int together = engine.feature("together");
  int topic_intro = engine.feature("topic-intro");
  int unknown = engine.feature("unknown");
  int unnamed = engine.feature("unnamed");
  int upper = engine.feature("upper");
  int verb = engine.feature("verb");
  int verbal = engine.feature("verbal");
  int vg = engine.feature("vg");
  int with_etre = engine.feature("with-etre");
  int type[3];   // by EntityType
  int phase_groups = engine.phase("groups");
  int phase_sources = engine.phase("sources");
  int phase_titles = engine.phase("titles");
  int phase_quotes = engine.phase("quotes");
  int phase_incises = engine.phase("incises");
  int phase_turns = engine.phase("turns");
  int phase_addresses = engine.phase("addresses");
  int label_content = engine.label("content");
  int label_cue = engine.label("cue");
  int label_head = engine.label("head");
  int label_more = engine.label("more");
  int label_speaker = engine.label("speaker");
  int label_title = engine.label("title");
  int label_title2 = engine.label("title2");
  int label_whose = engine.label("whose");
  rules::FeatureSet groups;                              // kinds of groups: a unit has one at most
  std::vector<std::pair<int, std::string_view>> sorts;   // of organizations, by a feature of their names
};

}   // namespace propos::clauses
