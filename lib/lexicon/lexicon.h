// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "propos/analyzer.h"

/// Stage 3. Takes the key of a token or of several; gives its features and readings.
namespace propos::lexicon {

/// Names of lexical features, each a bit. The names are those in lib/fr/lexicon (noun, verb, first-name, cue-que…).
inline constexpr std::size_t max_features = 256;
using Features = std::bitset<max_features>;

/// What the lexicon knows of one form, all readings together.
struct Entry {
  Features common;   // holds whatever the case of the token
  Features proper;   // holds where the token has a capital (names, places, organizations)
  std::uint32_t lemma =
      0;   // for Lexicon::lemma: of the reporting verb if it is one, else of the first reading; 0: the form itself
  std::uint32_t info = 0;       // for Lexicon::info: what stands for it: "country=France", "expands=…"; 0: nothing
  bool begins = false;          // a longer entry of several words begins with this
  bool begins_common = false;   // … one that holds whatever the case
};

/// Of the built-in words.
std::uint64_t built_in_hash() noexcept;

class Lexicon {
 public:
  /// The built-in lexicon (no copy is made) with the words of `added`, in the format of lib/fr/lexicon/README.md.
  /// Throws Error with file, line and column.
  explicit Lexicon(const std::vector<Source>& added = {});
  ~Lexicon();
  Lexicon(Lexicon&&) noexcept;

  /// The entry of `key` (lower case NFC; the words of a longer entry stand with one blank between tokens, "arabie saoudite",
  /// "conseil de l' europe"), or nullptr. O(1). The pointer lives as long as the Lexicon.
  const Entry* find(std::string_view key) const noexcept;

  /// False where no entry of several words begins with the key and the word of these hashes (propos::hash). O(1).
  bool may_go_on(std::uint64_t key, std::uint64_t word) const noexcept;

  /// The number of the feature, or -1.
  int feature(std::string_view name) const noexcept;
  std::string_view feature_name(int number) const noexcept;
  int feature_count() const noexcept;

  std::string_view lemma(const Entry& entry) const noexcept;
  /// "key=value;key=value", empty when there is none.
  std::string_view info(const Entry& entry) const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}   // namespace propos::lexicon
