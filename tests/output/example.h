// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "propos/document.h"
#include "propos/output.h"

namespace propos::output {

/// A document made by hand that has every optional part once, and once not.
struct Example {
  std::string text = "La maire, Zoé Marchais, n’a pas nié : « C’est \xFF\n𝄞 fini », dit-elle. Le « plan B » d’Anvers attend.";
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
    zoe.country = "Belgique";
    zoe.first_name = "Zoé";
    zoe.last_name = "Marchais";
    zoe.gender = Gender::feminine;
    zoe.mentions = {0, 1};
    Entity antwerp;
    antwerp.type = EntityType::place;
    antwerp.name = "Anvers";
    antwerp.stands_for = "la Flandre";
    antwerp.acronym = "AN";
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
    said.speaker = {0, 0, "Zoé Marchais", SpeakerBy::apposition, SpeakerKind::person, Gender::feminine, 0.75f};
    said.rule = "quotes.colon";
    said.confidence = 0.9f;
    Quote term;
    term.type = QuoteType::term;
    term.spans = {of("plan B")};
    term.outer = of("« plan B »");
    term.zone = Zone::related_links;
    term.parent = 0;
    document.quotes = {said, term};
    document.limit = Limit::time;
    document.read = 5;
    document.provenance = std::make_shared<Provenance>(Provenance{"0.1.0", 0x1234, {{"my.rules", 0x56}}, {{"my.tsv", 0x78}}});
  }

  /// Everything that may be said of a text beside what is in it.
  Label label() const {
    Label out("a.txt");
    out.id = "12";
    out.file = "a%FF.txt";
    out.encoding = "latin1";
    out.language = "nl";
    out.text_file = "a.txt.txt";
    out.options = options;
    out.fields = fields;
    return out;
  }

  std::vector<std::pair<std::string, std::string>> options = {{"encoding", R"("latin1")"}};
  std::vector<std::pair<std::string, std::string>> fields = {
      {"date", R"("2026-01-31")"}, {"views", "7"}, {"ad", "null"}, {"tags", R"(["a","b"])"}};
};

}   // namespace propos::output
