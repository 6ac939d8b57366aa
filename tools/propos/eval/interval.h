// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "eval/score.h"

namespace propos::cli {

/// Half the width of the 95 % interval of a figure: texts drawn 400 times with replacement, the same draws in every run.
double half_width(const std::vector<Ratio>& texts, const std::function<double(const Ratio&)>& figure);

}   // namespace propos::cli
