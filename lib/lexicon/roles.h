// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "hash.h"
#include "lexicon/lexicon.h"

namespace propos::lexicon {

/// Calls `use` with each value that `info` ("key=value|value;key=value") has under `key`, in order.
template <class Use>
void each_value(std::string_view info, std::string_view key, const Use& use) {
  while (!info.empty()) {
    const std::string_view pair = info.substr(0, info.find(';'));
    info.remove_prefix(std::min(pair.size() + 1, info.size()));
    if (pair.size() <= key.size() || !pair.starts_with(key) || pair[key.size()] != '=') continue;
    for (std::string_view values = pair.substr(key.size() + 1); !values.empty();) {
      const std::string_view value = values.substr(0, values.find('|'));
      values.remove_prefix(std::min(value.size() + 1, values.size()));
      if (!value.empty()) use(value);
    }
  }
}

/// Which functions are kinds of others (role-classes.tsv): a députée is a député, a député is a parlementaire, a
/// parlementaire is an élu. Classes are named by their lemmas. Keeps what was asked before, so for one thread.
class Roles {
 public:
  /// `lexicon` outlives this.
  explicit Roles(const Lexicon& lexicon);

  /// The class of a function, which for a word that is also a form of a cue is not its lemma; empty: its form.
  std::string_view class_of(const Entry& entry) const;

  /// The classes that `role` is a kind of, nearest first, without itself; at most most_wider. Empty for a word that is no
  /// class. The reference lives as long as this.
  const std::vector<std::string>& wider(std::string_view role) const;

  /// The classes whose holders are none of `role`, itself or as one of its wider classes: « magistrat » for « prévenu ».
  const std::vector<std::string>& against(std::string_view role) const;

  /// What the name of a class says behind its first word: « justice » of « ministre de la Justice ».
  const std::vector<std::string>& said_by(std::string_view role) const;

  static constexpr std::size_t most_wider = 32;

 private:
  const Lexicon& lexicon_;
  int preposition_, determiner_;
  mutable TextMap<std::vector<std::string>> wider_, against_, said_;
};

}   // namespace propos::lexicon
