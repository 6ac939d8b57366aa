// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "eval/score.h"

namespace propos::cli {

/// A quote for which two runs differ.
struct Change {
  std::string doc;
  std::string what;          ///< "gained", "lost", "source gained", "source lost", "source changed", "false gained", "false gone"
  std::string before, now;   ///< sources
  std::string words;
};

/// What changed from one run to the next in a text: quotes of the gold that are found or not, whose source became right or wrong, or
/// is another wrong one; and quotes that the gold does not have.
void find_changes(const std::string& doc, const GoldDocument& gold, const Prediction& before, const Prediction& now,
                  std::vector<Change>& out);

}   // namespace propos::cli
