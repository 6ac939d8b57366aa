// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "clauses/words.h"
#include "entities/words.h"
#include "lexicon/lexicon.h"
#include "lexicon/roles.h"
#include "propos/error.h"
#include "rules/engine.h"
#include "rules/units.h"

/// Beside the stages: do rules make what their «yes» and «no» sentences say?
namespace propos::check {

/// Runs the phases of a grammar over sentences, each over what those before it made of them. Of one thread. Refers to the
/// lexicon.
class Sentences {
 public:
  /// Throws Error as Engine does.
  Sentences(rules::Grammar grammar, const lexicon::Lexicon& lexicon);

  const rules::Grammar& grammar() const { return engine_.grammar(); }

  /// The words that a rule makes something of, whether or not another rule takes them from it; " | " between them.
  std::string targets(const std::string& phase, const std::string& rule, const std::string& text);

  /// How many sentences the rules of `file` have ("": of all files). Those that do not hold are appended to `errors`, with
  /// what the rule makes of them.
  int run(const std::string& file, std::vector<Error>& errors);

 private:
  void run(const std::string& phase, const rules::Rule& rule, const rules::Example& sentence, std::vector<Error>& errors);

  const lexicon::Lexicon& lexicon_;
  lexicon::Roles roles_;
  rules::Engine engine_;
  rules::UnitMaker maker_;
  entities::Words name_words_;
  clauses::Words words_;
  rules::Memory memory_;
  rules::TokenMemory known_;
};

}   // namespace propos::check
