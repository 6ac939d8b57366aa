// SPDX-License-Identifier: Apache-2.0
#include "mentions/mentions.h"

#include <gtest/gtest.h>

#include "rules/engine.h"
#include "rules/units.h"
#include "text/text.h"
#include "token/token.h"

namespace propos::mentions {
namespace {

/// Reads a text up to its mentions.
class Reader {
 public:
  /// The mentions of the last sentence, in order: « Anne Roux (name f subject), le maire (description m object) ».
  std::string last_sentence(const std::string& text) {
    std::string out;
    read(text, [&](Mentions& mentions, const token::Tokens& tokens) {
      for (const Mention& mention : mentions.in(static_cast<std::uint32_t>(tokens.sentences.size() - 1))) {
        const Span words{tokens.tokens[mention.first].begin + mention.cut, tokens.tokens[mention.last - 1].end()};
        out += (out.empty() ? "" : ", ") + std::string(words.of(text)) + " (" + described(mention) + ")";
      }
    });
    return out;
  }

  /// What the first sentence tells of the person that it names: « m maire de Brest ».
  std::string profile(const std::string& text) {
    std::string out;
    read(text, [&](Mentions& mentions, const token::Tokens&) {
      mentions.learn_titles();
      for (const Mention& mention : mentions.in(0)) {
        if (mention.kind != Mention::Kind::name || !mention.person) continue;
        const Profile& one = mentions.profile(mention.entity);
        out = letter(one.gender) + " " + one.title;
      }
    });
    return out;
  }

 private:
  static std::string letter(Gender gender) { return gender == Gender::masculine ? "m" : gender == Gender::feminine ? "f" : "?"; }
  static std::string described(const Mention& mention) {
    static const char* const kinds[] = {"none", "name", "description", "pronoun", "several", "words"};
    static const char* const roles[] = {"owner", "governed", "object", "subject", "topic"};
    return std::string(kinds[static_cast<int>(mention.kind)]) + " " + letter(mention.gender) + (mention.plural ? "+" : "") + " " +
           roles[static_cast<int>(mention.role)];
  }

  template <class Use>
  void read(const std::string& text, const Use& use) {
    const text::Text read = text::read(text);
    const token::Tokens tokens = token::tokenize(read);
    const rules::Units units = maker_.make(tokens, text, memory_, known_);
    const entities::Reading reading{text, tokens, engine_, units, lexicon_, roles_, memory_};
    std::vector<entities::Name> names = entities::find_names(reading, name_words_);
    const std::vector<Entity> entities = entities::make_entities(reading, name_words_, names);
    clauses::Clauses clauses(reading, words_, names);
    Mentions mentions(reading, words_, read, names, entities, clauses);
    use(mentions, tokens);
  }

  lexicon::Lexicon lexicon_;
  lexicon::Roles roles_{lexicon_};
  rules::Engine engine_{rules::parse(rules::built_in()), lexicon_};
  rules::UnitMaker maker_{engine_, lexicon_};
  entities::Words name_words_{engine_};
  clauses::Words words_{engine_};
  rules::Memory memory_;
  rules::TokenMemory known_;
};

TEST(Mentions, WordsThatMayStandForSomebody) {
  Reader reader;
  const std::pair<const char*, const char*> cases[] = {
      {"Anne Roux a reçu le maire.", "Anne Roux (name f subject), le maire (description m object)"},
      {"La mère de Paul Lestrade attend.", "La mère de Paul Lestrade (description f subject), Paul Lestrade (name m owner)"},
      {"Elle a croisé Paul Lestrade.", "Elle (pronoun f subject), Paul Lestrade (name m object)"},
      {"Viendra-t-il avec Anne Roux ?", "il (pronoun m subject), Anne Roux (name f governed)"},
      {"Ils ont rencontré les élèves.", "Ils (pronoun m+ subject), les élèves (description ?+ object)"},
      {"On attend le train.", ""},
      {"Il a plu sur la route de Brest.", "Il (pronoun m subject)"},
      {"La CGT et la FSU appellent à la grève.", "CGT (name f object), FSU (name f subject), CGT et la FSU (several f+ subject)"},
      {"Quant à l'association, elle attend.", "l'association (description f topic), elle (pronoun f subject)"},
      {"Le pont est fermé.", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(reader.last_sentence(text), expected) << text;
}

TEST(Mentions, WhatPeopleAreCalled) {
  Reader reader;
  const std::pair<const char*, const char*> cases[] = {
      {"Le maire de Brest, Claude Roux, est venu.", "m maire de Brest"},
      {"Le brigadier prénommé Karim Roux est venu.", "m brigadier"},
      {"Claude Roux, directrice de l'école, est venue.", "f directrice de l'école"},
      {"La ministre Claude Roux est venue.", "f ministre"},
      {"Son avocat, Claude Roux, attend.", "? "},
      {"Claude Roux attend.", "? "},
      {"Claude Roux est venu.", "m "},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(reader.profile(text), expected) << text;
}

}   // namespace
}   // namespace propos::mentions
