// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hash.h"
#include "lexicon/words.h"

namespace propos::lexicon {

/// What is known of one key before its strings have a number.
struct Row {
  Features common, proper;   // as in Entry
  bool begins = false, begins_common = false;
  std::string lemma;
  std::string role;   // the lemma of a class of functions, where a cue has another: « enseignant »
  std::string info;
  bool lemma_of_cue = false;
  bool in_capitals = false, in_small = false;   // a name of an organization or a thing is written so
};

/// Unites the forms of word files by key.
class Table {
 public:
  using Rows = TextMap<Row>;

  /// Fills an empty row with what is known of its key before any form is added.
  using Known = std::function<void(std::string_view key, Row& row)>;

  explicit Table(const WordList& words, const Known& known = nullptr);

  const Rows& rows() const { return rows_; }
  /// For each longer key the hashes (propos::hash) of what it begins with and of the word behind that, of any length; with
  /// repetitions.
  const std::vector<std::pair<std::uint64_t, std::uint64_t>>& pairs() const { return pairs_; }

 private:
  Row& row(std::string_view key, const Known& known);

  Rows rows_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs_;
};

}   // namespace propos::lexicon
