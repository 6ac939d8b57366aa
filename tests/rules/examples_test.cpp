// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "lexicon/lexicon.h"
#include "rules/engine.h"
#include "rules/units.h"
#include "text/text.h"
#include "token/token.h"

namespace propos::rules {
namespace {

/// Every sentence of the grammar: where a rule must fire, on which words, and where it must not.
TEST(Grammar, FiresWhereItsSentencesSay) {
  const lexicon::Lexicon lexicon;
  const Engine engine(parse(built_in()), lexicon);
  const UnitMaker maker(engine, lexicon);
  Memory memory;
  TokenMemory known;
  int sentences = 0;
  for (const Phase& phase : engine.grammar().phases) {
    for (const Rule& rule : phase.rules) {
      for (const Example& example : rule.examples) {
        ++sentences;
        std::string text = example.text;
        const std::size_t open = text.find('[');
        const std::size_t close = text.find(']');
        std::string expected;
        if (open != text.npos && close != text.npos && example.fires) {
          expected = text.substr(open + 1, close - open - 1);
          text.erase(close, 1);
          text.erase(open, 1);
        }
        const text::Text read = text::read(text);
        const token::Tokens tokens = token::tokenize(read);
        std::string found;
        const Units units = maker.make(tokens, text, memory, known);
        for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
          const Unit* first = units.units.data() + units.begins[s];
          std::vector<Match> matches;
          engine.match(engine.phase(phase.name), first, units.begins[s + 1] - units.begins[s], memory, matches);
          for (const Match& match : matches) {
            if (match.rule->name != rule.name) continue;
            const Span span{tokens.tokens[first[match.first].first].begin, tokens.tokens[first[match.last - 1].last - 1].end};
            found += found.empty() ? "" : " | ";
            found += span.of(text);
          }
        }
        EXPECT_EQ(found, expected) << rule.file << ":" << example.line << ": " << rule.name << ": " << example.text;
      }
    }
  }
  EXPECT_GT(sentences, 40);
}

}  // namespace
}  // namespace propos::rules
