// SPDX-License-Identifier: Apache-2.0
#include "eval/interval.h"

#include <algorithm>
#include <random>

namespace propos::cli {

double half_width(const std::vector<Ratio>& texts, const std::function<double(const Ratio&)>& figure) {
  if (texts.empty()) return 0;
  constexpr std::size_t draws = 400, lowest = 10, highest = 389;
  std::mt19937 random(1);
  std::vector<double> figures(draws);
  for (double& one : figures) {
    Ratio sum;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const Ratio& text = texts[random() % texts.size()];
      sum.right += text.right;
      sum.predicted += text.predicted;
      sum.gold += text.gold;
    }
    one = figure(sum);
  }
  std::sort(figures.begin(), figures.end());
  return (figures[highest] - figures[lowest]) / 2;
}

}   // namespace propos::cli
