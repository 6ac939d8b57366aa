// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <vector>

#include "propos/analyzer.h"
#include "propos/error.h"

/// Many mistakes at once, of files of rules and of words.
namespace propos {

inline constexpr std::size_t most_errors = 1000;   // of syntax, and of words, that are told

/// In the order of the files, then of the lines. O(errors · (files + log errors)).
inline void sort_by_place(std::vector<Error>& errors, const std::vector<Source>& files) {
  const auto place = [&](const Error& error) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const Source& one) { return one.name == error.file(); });
    return std::tuple(file - files.begin(), error.line(), error.column());
  };
  std::stable_sort(errors.begin(), errors.end(), [&](const Error& a, const Error& b) { return place(a) < place(b); });
}

}   // namespace propos
