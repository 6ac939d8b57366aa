// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/engine.h"

/// The numbers of what stage 5 asks of words and rules.
namespace propos::entities {

/// Immutable; may be shared by threads.
struct Words {
  explicit Words(const rules::Engine& engine);

  int adjective, adverb, avoir, common_noun, conjunction, demonym, determiner, etre, family, female_name, feminine, finite,
      first_name, last_name, male_name, masculine, numeral, org_head, particle, past_participle, person_noun, plural, preposition,
      role, se_clitic, singular, time_noun, title;
  int person, place, organization, row;   // what rules make
  int phase_names;
  int label_acronym, label_before, label_behind;
};

}   // namespace propos::entities
