// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hash.h"

namespace propos::cli::stats {

/// Who a name is, as a user settled it.
struct Settled {
  std::string key, name;   ///< of the person; the key as in docs/schema.md
  std::string gender;      ///< "f", "m", or empty: what the text tells
  std::string title;       ///< only where the title holds these words, folded; empty: everywhere
};

/// Which people of several texts are one. Without a user's word two names are one person where both are the same first and last name,
/// and no text says woman and another man; a name of one word is nobody outside its text.
class People {
 public:
  People() = default;
  /// A table of tabs: name, person, and where wanted gender and title. Throws Error with line and reason.
  explicit People(const std::string& path);

  /// Null where the user said nothing. The first line that fits holds.
  const Settled* find(std::string_view key, std::string_view title) const;

  static bool is_full_name(std::string_view key) { return key.find(' ') != key.npos; }

 private:
  TextMap<std::vector<Settled>> settled_;   // by the key of the name
};

/// A name as a key: small letters, without accents, hyphens and blanks in a row.
std::string key_of(std::string_view name);

}   // namespace propos::cli::stats
