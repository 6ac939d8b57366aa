// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "propos/document.h"

namespace propos::output {

/// A document made by hand that has every optional part once, and once not.
struct Example {
  std::string text =
      "La maire, Zoé Marchais, n’a pas nié : « C’est \xFF\n𝄞 fini », dit-elle. Le « plan B » d’Anvers attend.";
  Document document;

  Span of(std::string_view words) const {
    const auto begin = static_cast<std::uint32_t>(text.find(words));
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  Example() {
    Entity zoe;
    zoe.name = "Zoé Marchais";
    zoe.key = "zoe marchais";
    zoe.aliases = {"Marchais"};
    zoe.title = "maire";
    zoe.first_name = "Zoé";
    zoe.last_name = "Marchais";
    zoe.gender = Gender::feminine;
    zoe.mentions = {0, 1};
    Entity antwerp;
    antwerp.type = EntityType::place;
    antwerp.name = "Anvers";
    antwerp.stands_for = "la Flandre";
    antwerp.mentions = {2};
    document.entities = {zoe, antwerp};
    document.mentions = {
        {of("Zoé Marchais"), EntityType::person, MentionForm::name, 0, "persons.role-then-name", 0.97f},
        {of("elle"), EntityType::person, MentionForm::pronoun, 0, "persons.pronoun", 0.8f},
        {of("Anvers"), EntityType::place, MentionForm::name, none, "", 1},
    };
    Quote said;
    said.spans = {of("C’est \xFF\n𝄞"), of("fini")};
    said.outer = of("« C’est \xFF\n𝄞 fini »");
    said.has_cue = true;
    said.cue = {of("n’a pas nié"), "nier", CueKind::verb, Stance::negated};
    said.has_speaker = true;
    said.speaker = {0, 0, "Zoé Marchais", SpeakerBy::apposition, 0.75f};
    said.rule = "quotes.colon";
    said.confidence = 0.9f;
    Quote term;
    term.type = QuoteType::term;
    term.spans = {of("plan B")};
    term.outer = of("« plan B »");
    term.zone = Zone::related_links;
    term.parent = 0;
    document.quotes = {said, term};
  }
};

}  // namespace propos::output
