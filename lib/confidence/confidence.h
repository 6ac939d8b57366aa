// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

#include "hash.h"
#include "patience.h"
#include "propos/document.h"
#include "rules/grammar.h"

/// Between stages 7 and 8: a confidence that means something.
namespace propos::confidence {

/// How often the results of each rule were right where that was measured: lib/fr/confidence.tsv. Immutable.
class Measured {
 public:
  /// Rules that a user added or replaced keep the confidence that they give themselves.
  explicit Measured(const rules::Grammar& grammar);

  /// Puts what was measured in the place of what rules claim, to three decimals. O(mentions + quotes).
  void apply(Document& document, const Patience& patience = endless) const;

 private:
  ViewMap<float> shares_;           // by rule
  std::array<float, 5> shifts_{};   // by SpeakerBy: how much more often speakers are right than is claimed
};

}   // namespace propos::confidence
