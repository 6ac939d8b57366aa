// SPDX-License-Identifier: Apache-2.0
#include "token/spelling.h"

#include "data.h"

namespace propos::token {

const Spelling& spelling() {
  static const Spelling out = [] {
    Spelling s;
    for (const auto& [what, form] : data_table("tokens.tsv")) {
      TextSet* const set = what == "elision"            ? &s.elisions
                           : what == "name-elision"     ? &s.name_elisions
                           : what == "whole"            ? &s.whole
                           : what == "clitic"           ? &s.clitics
                           : what == "abbreviation"     ? &s.abbreviations
                           : what == "abbreviation-end" ? &s.abbreviations_end
                           : what == "feminine"         ? &s.feminine
                           : what == "letter-name"      ? &s.letter_names
                           : what == "letter-word"      ? &s.letter_words
                           : what == "given-name"       ? &s.given_names
                           : what == "name-particle"    ? &s.name_particles
                           : what == "name-prefix"      ? &s.name_prefixes
                           : what == "hyphenated"       ? &s.hyphenated
                                                        : nullptr;
      if (set != nullptr) set->emplace(form);
    }
    s.plain_elisions = s.elisions;
    for (const std::string& whole : s.whole) s.plain_elisions.erase(whole.substr(0, whole.find('\'')));
    return s;
  }();
  return out;
}

}   // namespace propos::token
