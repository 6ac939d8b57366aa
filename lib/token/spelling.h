// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hash.h"

/// What lib/fr/tokens.tsv says.
namespace propos::token {

struct Spelling {
  TextSet elisions, name_elisions, whole, clitics, abbreviations, abbreviations_end, feminine, letter_names, letter_words,
      given_names, name_particles, name_prefixes, hyphenated;
  TextSet plain_elisions;   // with which no whole word begins
};

/// Read once; may be used by any thread.
const Spelling& spelling();

}   // namespace propos::token
