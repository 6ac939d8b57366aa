// SPDX-License-Identifier: Apache-2.0
#include "propos/analyzer.h"

#include <algorithm>

#include "check/sentences.h"
#include "lexicon/lexicon.h"
#include "rules/grammar.h"

namespace propos {

std::vector<Error> check_rules(const AnalyzerOptions& options) {
  std::vector<Error> errors;
  try {
    const lexicon::Lexicon lexicon(options.words);
    rules::Grammar grammar = rules::built_in_with(options.rules, errors, &lexicon);
    if (!errors.empty()) return errors;
    const Analyzer analyzer(options);   // what the stages ask for is there
    check::Sentences sentences(std::move(grammar), lexicon);
    for (const Source& source : options.rules) sentences.run(source.name, errors);
  } catch (const Error& error) {
    errors = lexicon::check_words(options.words);
    std::vector<Error> of_rules;
    rules::built_in_with(options.rules, of_rules);
    errors.insert(errors.end(), of_rules.begin(), of_rules.end());
    if (errors.empty()) errors.push_back(error);   // what only all files together have
  }
  return errors;
}

}   // namespace propos
