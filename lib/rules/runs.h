// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

#include "rules/array.h"

namespace propos::rules {

/// Runs of values, one behind the other in an array that is made, each of them once.
template <class T>
class Runs {
 public:
  /// Where the run begins in `all`, which no one else adds to. O(bytes of the run).
  std::uint32_t place(std::span<const T> run, Array<T>& all) {
    const auto [at, fresh] = places_.try_emplace(std::string(reinterpret_cast<const char*>(run.data()), run.size_bytes()),
                                                 static_cast<std::uint32_t>(all.size()));
    if (fresh) all.own().insert(all.own().end(), run.begin(), run.end());
    return at->second;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> places_;   // by the bytes of the run
};

}   // namespace propos::rules
