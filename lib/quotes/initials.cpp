// SPDX-License-Identifier: Apache-2.0
#include "quotes/initials.h"

namespace propos::quotes {

Initials::Initials(const token::Tokens& tokens, const std::vector<entities::Name>& names) {
  const auto key = [&](std::uint32_t token) { return tokens.key(tokens.tokens[token]); };
  const auto keep = [](First& first, const entities::Name& name) {
    if (first.entity == none) first = {name.entity, name.first};
  };
  std::string letters;
  for (const entities::Name& name : names) {
    const bool person = name.type == EntityType::person;
    if (const std::string_view word = key(name.first); person && word.size() >= 3) {
      Persons& known = by_letter_[static_cast<unsigned char>(word[0])];
      keep(known.first, name);
      if (name.entity != known.first.entity) keep(known.other, name);
    }
    letters.clear();
    for (std::uint32_t t = name.first; t < name.last && key(t).size() > 1; ++t) letters += key(t)[0];
    if (letters.size() != name.last - name.first) continue;
    Names& known = by_letters_[letters];
    keep(known.anybody, name);
    if (person) keep(known.person, name);
  }
}

Id Initials::named(std::string_view letters, bool person, std::uint32_t before) const {
  const auto found = by_letters_.find(letters);
  if (found == by_letters_.end()) return none;
  const First& first = person ? found->second.person : found->second.anybody;
  return first.token < before ? first.entity : none;
}

Id Initials::person(char letter, std::uint32_t before) const {
  const Persons& known = by_letter_[static_cast<unsigned char>(letter)];
  if (known.other.entity != none && known.other.token < before) return none;
  return known.first.token < before ? known.first.entity : none;
}

}   // namespace propos::quotes
