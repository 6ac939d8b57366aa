// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "lexicon/lexicon.h"
#include "entities/words.h"
#include "clauses/words.h"
#include "rules/engine.h"
#include "rules/units.h"

namespace propos::rules {

/// Runs the phases of a grammar over a text, each over what those before it made of it.
class Phases {
 public:
  explicit Phases(Grammar grammar);

  const Grammar& grammar() const { return engine_.grammar(); }

  /// The words that a rule makes something of, whether or not another rule takes them from it; " | " between them.
  std::string targets(const std::string& phase, const std::string& rule, const std::string& text);

  /// Expects of every sentence of the rules of `file` ("" for all) what it says. Returns how many there are.
  int expect_sentences(const std::string& file);

 private:
  lexicon::Lexicon lexicon_;
  Engine engine_;
  UnitMaker maker_;
  entities::Words name_words_;
  clauses::Words words_;
  Memory memory_;
  TokenMemory known_;
};

}  // namespace propos::rules
