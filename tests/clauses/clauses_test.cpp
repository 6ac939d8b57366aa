// SPDX-License-Identifier: Apache-2.0
#include "clauses/clauses.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "rules/engine.h"
#include "rules/units.h"
#include "text/text.h"
#include "token/token.h"

namespace fs = std::filesystem;

namespace propos::clauses {
namespace {

/// Sentences that no rule can report of are never made into clauses (rules::Engine::may_match). None of those may have a
/// match: tried on every sentence of the grammar and the corpora, and on some in which a group has features of several
/// tokens.
TEST(Clauses, NoMatchIsMissedBeforehand) {
  const lexicon::Lexicon lexicon;
  const lexicon::Roles roles(lexicon);
  const rules::Engine engine(rules::parse(rules::built_in()), lexicon);
  const rules::UnitMaker maker(engine, lexicon);
  rules::Memory memory;
  rules::TokenMemory known;
  std::vector<std::string> texts = {"La route sera fermée, a-t-il indiqué.", "Elle viendra, affirme-t-elle.",
                                    "La loi, nous a-t-il été dit, passera.", "Ils ont, disent-ils, tout vu."};
  for (const rules::Phase& phase : engine.grammar().phases)
    for (const rules::Rule& rule : phase.rules)
      for (const rules::Example& example : rule.examples) {
        texts.push_back(example.text);
        std::erase_if(texts.back(), [](char c) { return c == '[' || c == ']'; });
      }
  for (const auto& folder : fs::directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (!folder.is_directory()) continue;
    for (const auto& file : fs::directory_iterator(folder.path())) {
      if (file.path().extension() != ".txt") continue;
      std::ifstream in(file.path(), std::ios::binary);
      texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
  }
  const Words words(engine);
  const entities::Words name_words(engine);
  int kept = 0, skipped = 0;
  for (const std::string& text : texts) {
    const text::Text read = text::read(text);
    const token::Tokens tokens = token::tokenize(read);
    const rules::Units units = maker.make(tokens, text, memory, known);
    const entities::Reading reading{text, tokens, engine, units, lexicon, roles, memory};
    const std::vector<entities::Name> names = entities::find_names(reading, name_words);
    const ClauseMaker clauses(reading, words, names);
    for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
      const token::SentenceRange& range = tokens.sentences[s];
      const std::vector<rules::Unit> own = units.in(range.first, range.last);
      const rules::Unit* const first = own.data();
      const std::size_t count = own.size();
      bool marks = false;
      for (std::size_t i = 0; i < count; ++i) marks |= clauses.has(first[i], engine.feature("mark"));
      if (marks || engine.may_match(engine.phase("quotes"), first, count, memory)) {
        ++kept;
        continue;
      }
      ++skipped;
      const Clause clause = clauses.make(first, count, range.first, range.last, range.paragraph, none);
      std::vector<rules::Match> matches;
      engine.match(engine.phase("quotes"), clause.units.data(), clause.units.size(), memory, matches);
      const Span span{tokens.tokens[range.first].begin, tokens.tokens[range.last - 1].end()};
      EXPECT_TRUE(matches.empty()) << matches[0].rule->name << ": " << span.of(text);
    }
  }
  EXPECT_GT(kept, 10);
  EXPECT_GT(skipped, 10);
}

struct Read {
  explicit Read(std::string words) : text(std::move(words)) {}

  std::string text;
  lexicon::Lexicon lexicon;
  lexicon::Roles roles{lexicon};
  rules::Engine engine{rules::parse(rules::built_in()), lexicon};
  rules::Memory memory;
  rules::TokenMemory known;
  text::Text paragraphs = text::read(text);
  token::Tokens tokens = token::tokenize(paragraphs);
  rules::Units units = rules::UnitMaker(engine, lexicon).make(tokens, text, memory, known);
};

TEST(Clauses, UnitsAreThoseThatBeginInTheRange) {
  const Read read("Le Conseil de l’Europe siège à Strasbourg.");   // tokens: Le, [Conseil, de, l’, Europe], siège, …
  const auto at = [&](std::uint32_t first, std::uint32_t last) {
    std::string out;
    for (const rules::Unit& unit : read.units.in(first, last))
      out += std::to_string(unit.first) + "-" + std::to_string(unit.last) + " ";
    return out;
  };
  EXPECT_EQ(at(0, 8), "0-1 1-5 5-6 6-7 7-8 ");
  EXPECT_EQ(at(1, 3), "1-5 ");   // whole, though it ends behind
  EXPECT_EQ(at(2, 6), "5-6 ");   // not the one around its begin
  EXPECT_EQ(at(2, 5), "");
  EXPECT_EQ(at(3, 3), "");
  EXPECT_EQ(read.units.around(3).first, 1u);
  EXPECT_EQ(read.units.around(3).last, 5u);
  EXPECT_EQ(read.units.around(7).first, 7u);
  EXPECT_NE(read.units.entry(4), nullptr);   // of the word by itself
}

// A long text keeps some of its clauses, and makes the others anew: they are the same.
TEST(Clauses, AClauseThatWasForgottenIsMadeAnew) {
  std::string text = "La maire de Vannes, Anne Roux, a dit que « tout » irait bien.\n";
  for (int i = 0; i < 30'000; ++i) text += "Le maire a parlé de la ville.\n";
  Read read(std::move(text));
  const entities::Reading reading{read.text, read.tokens, read.engine, read.units, read.lexicon, read.roles, read.memory};
  const std::vector<entities::Name> names = entities::find_names(reading, entities::Words(read.engine));
  const Words words(read.engine);
  Clauses clauses(reading, words, names);
  const auto shown = [&] {
    std::string out;
    for (const Unit& unit : clauses.of(0).units)
      out += std::to_string(unit.first) + "-" + std::to_string(unit.last) + ":" + std::to_string(unit.kind) + " ";
    return out;
  };
  const std::string before = shown();
  for (std::uint32_t s = 1; s < read.tokens.sentences.size(); ++s) {
    clauses.rest();
    ASSERT_EQ(clauses.of(s).first, read.tokens.sentences[s].first);
  }
  EXPECT_EQ(shown(), before);
}

}   // namespace
}   // namespace propos::clauses
