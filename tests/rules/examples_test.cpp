// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "check/sentences.h"

namespace propos::rules {
namespace {

/// Every sentence of the grammar: where a rule must fire, on which words, and where it must not.
TEST(Grammar, FiresWhereItsSentencesSay) {
  const lexicon::Lexicon lexicon;
  std::vector<Error> errors;
  EXPECT_GT(check::Sentences(parse(built_in()), lexicon).run("", errors), 40);
  for (const Error& error : errors) ADD_FAILURE() << error.what();
}

TEST(Grammar, EveryRuleHasSentencesOfBothKinds) {
  for (const Phase& phase : parse(built_in()).phases)
    for (const Rule& rule : phase.rules)
      for (const bool fires : {true, false})
        EXPECT_TRUE(std::any_of(rule.examples.begin(), rule.examples.end(), [&](const Example& e) { return e.fires == fires; }))
            << rule.file << ":" << rule.line << ": " << rule.name << " has no «" << (fires ? "yes" : "no") << "»";
}

}   // namespace
}   // namespace propos::rules
