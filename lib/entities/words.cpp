// SPDX-License-Identifier: Apache-2.0
#include "entities/words.h"

namespace propos::entities {

Words::Words(const rules::Engine& engine)
    : demonym(engine.feature("demonym")),
      determiner(engine.feature("determiner")),
      female_name(engine.feature("female-name")),
      feminine(engine.feature("feminine")),
      first_name(engine.feature("first-name")),
      last_name(engine.feature("last-name")),
      male_name(engine.feature("male-name")),
      masculine(engine.feature("masculine")),
      org_head(engine.feature("org-head")),
      particle(engine.feature("particle")),
      role(engine.feature("role")),
      title(engine.feature("title")),
      person(engine.feature("person")),
      place(engine.feature("place")),
      organization(engine.feature("organization")),
      row(engine.feature("row")),
      phase_names(engine.phase("names")),
      label_acronym(engine.label("a")),
      label_before(engine.label("before")),
      label_behind(engine.label("behind")) {}

}  // namespace propos::entities
