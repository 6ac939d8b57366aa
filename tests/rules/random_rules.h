// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>
#include <vector>

#include "lexicon/lexicon.h"

namespace propos::rules {

/// Writes rule files as nobody would: of the words and signs of the language, mostly in an order that reads, some of them
/// broken. The same seed gives the same files.
class RuleWriter {
 public:
  RuleWriter(std::uint32_t seed, const lexicon::Lexicon& lexicon);

  /// One file; the names of its rules end with `number`, so that files can be read together.
  std::string file(int number);

 private:
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <typename List>
  std::string one_of(const List& list) {
    return std::string(list[below(list.size())]);
  }

  std::string rule(const std::string& name);
  std::string captured(const std::vector<std::string>& labels);
  std::string pattern(int depth);
  std::string element(int depth);
  std::string test(int depth);
  std::string arguments(const std::string& schema);
  std::string broken(std::string file);
  std::string garbage();

  std::mt19937 random_;
  std::vector<std::string> features_;
};

}   // namespace propos::rules
