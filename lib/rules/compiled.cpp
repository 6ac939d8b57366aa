// SPDX-License-Identifier: Apache-2.0
#include "rules/engine.h"

extern "C" {
extern const char propos_grammar_image[], propos_grammar_image_end[];   // compiled.S
}

namespace propos::rules {
namespace {

// Before the image; it begins at a multiple of eight bytes, too.
struct Head {
  std::uint64_t hash;
};

}   // namespace

std::uint64_t built_in_hash() noexcept { return reinterpret_cast<const Head*>(propos_grammar_image)->hash; }

Engine built_in_engine(const lexicon::Lexicon& lexicon) {
  // The image has the numbers of features of the built-in lexicon; a caller's words may add some.
  static const int features = lexicon::Lexicon().feature_count();
  if (lexicon.feature_count() != features) return Engine(built_in_with({}), lexicon);
  const char* const image = propos_grammar_image + sizeof(Head);
  return Engine(std::string_view(image, static_cast<std::size_t>(propos_grammar_image_end - image)));
}

}   // namespace propos::rules
