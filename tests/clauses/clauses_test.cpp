// SPDX-License-Identifier: Apache-2.0
#include "clauses/clauses.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

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
    const entities::Reading reading{text, tokens, engine, units, lexicon, memory};
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

}   // namespace
}   // namespace propos::clauses
