// SPDX-License-Identifier: Apache-2.0
#include "stats/interval.h"

#include <algorithm>
#include <cmath>

namespace propos::cli::stats {

std::optional<Share> share_of(const PartOfTexts& part, const AllOfTexts& all) {
  if (all.sum == 0) return std::nullopt;
  const double p = part.sum / all.sum;
  // Where nothing differs, each text is one draw.
  double draws = all.texts;
  if (const double squares = part.squares - 2 * p * part.products + p * p * all.squares; all.texts > 1 && squares > 1e-9) {
    const double variance = squares / (all.sum * all.sum) * all.texts / (all.texts - 1);
    draws = std::clamp(p * (1 - p) / variance, 1., all.sum);
  }
  constexpr double z = 1.959964, z2 = z * z;
  const double middle = (p + z2 / (2 * draws)) / (1 + z2 / draws);
  const double half = z / (1 + z2 / draws) * std::sqrt(p * (1 - p) / draws + z2 / (4 * draws * draws));
  return Share{p, std::max(0., middle - half), std::min(1., middle + half)};
}

}   // namespace propos::cli::stats
