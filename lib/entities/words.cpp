// SPDX-License-Identifier: Apache-2.0
#include "entities/words.h"

namespace propos::entities {

Words::Words(const rules::Engine& engine)
    : adjective(engine.feature("adjective")),
      adverb(engine.feature("adverb")),
      avoir(engine.feature("avoir")),
      common_noun(engine.feature("noun")),
      conjunction(engine.feature("conjunction")),
      demonym(engine.feature("demonym")),
      determiner(engine.feature("determiner")),
      etre(engine.feature("etre")),
      family(engine.feature("family-noun")),
      female_name(engine.feature("female-name")),
      feminine(engine.feature("feminine")),
      finite(engine.feature("finite")),
      first_name(engine.feature("first-name")),
      last_name(engine.feature("last-name")),
      male_name(engine.feature("male-name")),
      masculine(engine.feature("masculine")),
      numeral(engine.feature("numeral")),
      org_head(engine.feature("org-head")),
      particle(engine.feature("particle")),
      past_participle(engine.feature("past-participle")),
      person_noun(engine.feature("person-noun")),
      plural(engine.feature("plural")),
      preposition(engine.feature("preposition")),
      role(engine.feature("role")),
      se_clitic(engine.feature("se-clitic")),
      singular(engine.feature("singular")),
      time_noun(engine.feature("time-noun")),
      title(engine.feature("title")),
      person(engine.feature("person")),
      place(engine.feature("place")),
      organization(engine.feature("organization")),
      row(engine.feature("row")),
      phase_names(engine.phase("names")),
      label_acronym(engine.label("a")),
      label_before(engine.label("before")),
      label_behind(engine.label("behind")) {}

}   // namespace propos::entities
