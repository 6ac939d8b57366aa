// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "entities/entities.h"
#include "hash.h"
#include "token/token.h"

/// Part of stage 8: whose letters stand in a label, « S. » for Sylvie, « M. J. » for Maxime Jolin, « YLG » for a paper.
namespace propos::quotes {

/// Names of a text by their initials. Made once, O(names); asked in constant time. Of words the first byte of their keys counts.
class Initials {
 public:
  Initials(const token::Tokens& tokens, const std::vector<entities::Name>& names);

  /// The entity of the first name before a token whose words begin with these letters, or `none`; of a person, or of anybody.
  Id named(std::string_view letters, bool person, std::uint32_t before) const;
  /// The one person named before a token whose first word begins with a letter; `none` where there are several.
  Id person(char letter, std::uint32_t before) const;

 private:
  struct First {
    Id entity = none;
    std::uint32_t token = 0;
  };
  struct Names {
    First person, anybody;
  };
  struct Persons {
    First first, other;   // the first who is somebody else
  };

  TextMap<Names> by_letters_;
  std::array<Persons, 256> by_letter_;
};

}   // namespace propos::quotes
