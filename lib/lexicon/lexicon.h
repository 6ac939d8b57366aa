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
#include "propos/error.h"

/// Stage 3. Takes the key of a token or of several; gives its features and readings.
namespace propos::lexicon {

/// Names of lexical features, each a bit. The names are those in lib/fr/lexicon (noun, verb, first-name, cue-que…).
inline constexpr std::size_t max_features = 256;
using Features = std::bitset<max_features>;

/// A row of features by its distance from this: so the compiled lexicon is used where it is loaded, and entries share their rows.
/// Reads like the row.
class FeaturesPlace {
 public:
  FeaturesPlace() = default;
  FeaturesPlace(const FeaturesPlace&) = delete;   // elsewhere the distance is another
  FeaturesPlace& operator=(const FeaturesPlace&) = delete;

  void point_to(const Features& row) noexcept {
    distance_ = static_cast<std::int32_t>(reinterpret_cast<const char*>(&row) - reinterpret_cast<const char*>(this));
  }
  operator const Features&() const noexcept {
    return *reinterpret_cast<const Features*>(reinterpret_cast<const char*>(this) + distance_);
  }
  bool operator[](std::size_t feature) const noexcept { return row()[feature]; }
  bool test(std::size_t feature) const noexcept { return row()[feature]; }
  bool any() const noexcept { return row().any(); }
  bool none() const noexcept { return row().none(); }
  friend Features operator&(const FeaturesPlace& place, const Features& other) noexcept { return place.row() & other; }
  friend Features operator|(const FeaturesPlace& a, const FeaturesPlace& b) noexcept { return a.row() | b.row(); }

 private:
  const Features& row() const noexcept { return *this; }

  std::int32_t distance_ = 0;   // bytes
};

/// What the lexicon knows of one form, all readings together. Stays where it is made.
struct Entry {
  FeaturesPlace common;   // holds whatever the case of the token
  FeaturesPlace proper;   // holds where the token has a capital (names, places, organizations)
  // For Lexicon::lemma: of the reporting verb if it is one, else of the first reading; 0: the form itself.
  std::uint16_t lemma : 15 = 0;
  std::uint16_t begins : 1 = 0;   // a longer entry of several words begins with this
  // For Lexicon::info: what stands for it: "country=France", "expands=…"; 0: nothing.
  std::uint16_t info : 15 = 0;
  std::uint16_t begins_common : 1 = 0;   // … one that holds whatever the case
};

/// Of the built-in words.
std::uint64_t built_in_hash() noexcept;

/// All that is wrong with word files that are added to the built-in words, in their order: at most `most_errors`. What a mistake
/// in one line does to others (a word of a paradigm that was refused) may be told, too. O(their size).
std::vector<Error> check_words(const std::vector<Source>& added);

class Lexicon {
 public:
  /// The built-in lexicon (no copy is made) with the words of `added`, in the format of lib/fr/lexicon/README.md.
  /// Throws Error with file, line and column.
  explicit Lexicon(const std::vector<Source>& added = {});
  ~Lexicon();
  Lexicon(Lexicon&&) noexcept;

  /// The entry of `key` (lower case NFC; the words of a longer entry stand with one blank between tokens, "arabie saoudite",
  /// "conseil de l' europe"), or nullptr. O(bytes). The pointer lives as long as the Lexicon.
  const Entry* find(std::string_view key) const noexcept;

  /// False where no entry of several words begins with the key and the word of these hashes (propos::hash). O(1).
  bool may_go_on(std::uint64_t key, std::uint64_t word) const noexcept;

  /// The number of the feature, or -1. O(log features).
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
