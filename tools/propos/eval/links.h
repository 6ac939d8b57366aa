// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eval/score.h"

namespace propos::cli {

/// Whether the names of one person, organization or place are one entity. Names that were found with the right span count; the gold's
/// entities are its clusters and what is written alike.
struct LinkScore {
  std::uint64_t names = 0;
  std::uint64_t pairs_right = 0, pairs_predicted = 0, pairs_gold = 0;   ///< pairs of names in one entity
  double b3_precision = 0, b3_recall = 0;                               ///< sums over the names (Bagga and Baldwin 1998)
  std::uint64_t gender_right = 0, gender_wrong = 0, gender_none = 0,
                gender_not_found = 0;   ///< people whose gender the gold knows

  void add(const std::string& doc, const GoldDocument& gold, const Prediction& predicted, std::vector<std::string>& errors);
};

}   // namespace propos::cli
