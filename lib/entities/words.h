// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/engine.h"

/// The numbers of what stage 5 asks of words and rules.
namespace propos::entities {

/// Immutable; may be shared by threads.
struct Words {
  explicit Words(const rules::Engine& engine);

  int demonym, determiner, female_name, feminine, first_name, last_name, male_name, masculine, org_head, particle, role, title;
  int person, place, organization, row;   // what rules make
  int phase_names;
  int label_acronym, label_before, label_behind;
};

}  // namespace propos::entities
