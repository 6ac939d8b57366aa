// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/engine.h"

/// The numbers of what stage 5 asks of words and rules.
namespace propos::entities {

/// Immutable; may be shared by threads.
struct Words {
  explicit Words(const rules::Engine& engine) : engine(engine) {}

  const rules::Engine& engine;
  int adjective = engine.feature("adjective");
  int adverb = engine.feature("adverb");
  int avoir = engine.feature("avoir");
  int conjunction = engine.feature("conjunction");
  int definite = engine.feature("definite");
  int demonstrative = engine.feature("demonstrative");
  int demonym = engine.feature("demonym");
  int determiner = engine.feature("determiner");
  int etre = engine.feature("etre");
  int family = engine.feature("family-noun");
  int female_name = engine.feature("female-name");
  int feminine = engine.feature("feminine");
  int finite = engine.feature("finite");
  int first_name = engine.feature("first-name");
  int indefinite = engine.feature("indefinite");
  int last_name = engine.feature("last-name");
  int male_name = engine.feature("male-name");
  int masculine = engine.feature("masculine");
  int org_head = engine.feature("org-head");
  int particle = engine.feature("particle");
  int past_participle = engine.feature("past-participle");
  int person_noun = engine.feature("person-noun");
  int plural = engine.feature("plural");
  int preposition = engine.feature("preposition");
  int role = engine.feature("role");
  int se_clitic = engine.feature("se-clitic");
  int singular = engine.feature("singular");
  int time_noun = engine.feature("time-noun");
  int title = engine.feature("title");
  // What rules make.
  int person = engine.feature("person");
  int place = engine.feature("place");
  int organization = engine.feature("organization");
  int row = engine.feature("row");
  int phase_names = engine.phase("names");
  int label_acronym = engine.label("a");
  int label_before = engine.label("before");
  int label_behind = engine.label("behind");
};

}   // namespace propos::entities
