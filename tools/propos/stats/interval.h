// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

/// A share of quotes, and how far it could be off, had other texts been drawn. The interval is Wilson's, for as many quotes as would
/// tell as much if they were drawn one by one: those of one text are alike (one reporter, one event), and an interval that takes each
/// quote for a draw of its own is too small. That number comes from how far the texts differ (a ratio estimate with texts as clusters).
/// It needs sums alone, no chance and no second pass, and unlike a bootstrap it does not shrink to nothing where the share is 0 or 1.
namespace propos::cli::stats {

struct Share {
  double share = 0, low = 0, high = 0;   ///< the last two: 95 %
};

/// What texts have of all quotes.
struct AllOfTexts {
  double sum = 0, squares = 0, texts = 0;

  void add(double all) {
    sum += all;
    squares += all * all;
    ++texts;
  }
};

/// What texts have of some of them. A text that has none need not be added.
struct PartOfTexts {
  double sum = 0, squares = 0, products = 0;

  void add(double part, double all) {
    sum += part;
    squares += part * part;
    products += part * all;
  }
};

/// No value where there is no quote at all.
std::optional<Share> share_of(const PartOfTexts& part, const AllOfTexts& all);

}   // namespace propos::cli::stats
