// SPDX-License-Identifier: Apache-2.0
#include "rules/engine.h"

extern "C" {
extern const char propos_grammar_image[], propos_grammar_image_end[];   // compiled.S
}

namespace propos::rules {

Engine built_in_engine(const lexicon::Lexicon& lexicon) {
  // The image has the numbers of features of the built-in lexicon; a caller's words may add some.
  static const int features = lexicon::Lexicon().feature_count();
  if (lexicon.feature_count() != features) return Engine(built_in_with({}), lexicon);
  return Engine(
      std::string_view(propos_grammar_image, static_cast<std::size_t>(propos_grammar_image_end - propos_grammar_image)));
}

}   // namespace propos::rules
