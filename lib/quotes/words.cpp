// SPDX-License-Identifier: Apache-2.0
#include "quotes/words.h"

#include "propos/document.h"

namespace propos::quotes {

Words::Words(const rules::Engine& engine)
    : acronym(engine.feature("acronym")),
      adjective(engine.feature("adjective")),
      adverb(engine.feature("adverb")),
      clause(engine.feature("clause")),
      clitic_subject(engine.feature("clitic-subject")),
      conditional(engine.feature("conditional")),
      cue(engine.feature("cue")),
      cue_noun(engine.feature("cue-noun")),
      cue_noun_que(engine.feature("cue-noun-que")),
      cue_thing(engine.feature("cue-thing")),
      definite(engine.feature("definite")),
      demonstrative(engine.feature("demonstrative")),
      demonym(engine.feature("demonym")),
      determiner(engine.feature("determiner")),
      cue_document(engine.feature("cue-document")),
      etre(engine.feature("etre")),
      family(engine.feature("family-noun")),
      feminine(engine.feature("feminine")),
      finite(engine.feature("finite")),
      future(engine.feature("future")),
      generic(engine.feature("generic-role")),
      group_noun(engine.feature("group-noun")),
      imperfect(engine.feature("imperfect")),
      indefinite(engine.feature("indefinite")),
      inf(engine.feature("vg-inf")),
      mark(engine.feature("mark")),
      masculine(engine.feature("masculine")),
      named(engine.feature("named")),
      noun(engine.feature("noun")),
      np(engine.feature("np")),
      org_head(engine.feature("org-head")),
      org_intro(engine.feature("org-intro")),
      organization(engine.feature("organization")),
      part(engine.feature("vg-part")),
      party(engine.feature("party")),
      past_participle(engine.feature("past-participle")),
      person(engine.feature("person")),
      person_noun(engine.feature("person-noun")),
      phrase(engine.feature("phrase")),
      place(engine.feature("place")),
      plural(engine.feature("plural")),
      pnp(engine.feature("pnp")),
      pp(engine.feature("pp")),
      preposition(engine.feature("preposition")),
      pronoun(engine.feature("subject-pronoun")),
      proper(engine.feature("proper")),
      quotation(engine.feature("quotation")),
      role(engine.feature("role")),
      se_clitic(engine.feature("se-clitic")),
      singular(engine.feature("singular")),
      stance_announced(engine.feature("stance-announced")),
      stance_asked(engine.feature("stance-asked")),
      stance_demanded(engine.feature("stance-demanded")),
      stance_denied(engine.feature("stance-denied")),
      stance_doubted(engine.feature("stance-doubted")),
      subjunctive(engine.feature("subjunctive")),
      time_noun(engine.feature("time-noun")),
      title(engine.feature("title")),
      unknown(engine.feature("unknown")),
      unnamed(engine.feature("unnamed")),
      upper(engine.feature("upper")),
      verb(engine.feature("verb")),
      vg(engine.feature("vg")),
      phase_groups(engine.phase("groups")),
      phase_sources(engine.phase("sources")),
      phase_quotes(engine.phase("quotes")),
      phase_incises(engine.phase("incises")),
      phase_turns(engine.phase("turns")),
      phase_addresses(engine.phase("addresses")) {
  for (const EntityType kind : {EntityType::person, EntityType::organization, EntityType::place})
    type[static_cast<int>(kind)] = engine.feature(name_of(kind));
  for (const int kind : {np, pnp, pp, vg, part, inf})
    if (kind >= 0) groups.set(static_cast<std::size_t>(kind));
}

}  // namespace propos::quotes
