// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

/// What lib/fr/tokens.tsv says.
namespace propos::token {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>()(s); }
};
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

struct Spelling {
  WordSet elisions, name_elisions, whole, clitics, abbreviations, abbreviations_end, feminine;
  WordSet plain_elisions;   // with which no whole word begins
};

/// Read once; may be used by any thread.
const Spelling& spelling();

}  // namespace propos::token
