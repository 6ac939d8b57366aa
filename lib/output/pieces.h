// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "propos/output.h"

namespace propos::output {

/// Calls `write(out, pass)`, which appends to the string `out` and may call `pass()` between: what there is then goes to the sink.
template <class Write>
void write_in_pieces(const Sink& sink, const Write& write) {
  constexpr std::size_t piece = 1u << 14;
  std::string out;
  const auto hand_over = [&] {
    if (!out.empty()) sink(out);
    out.clear();
  };
  write(out, [&] {
    if (out.size() >= piece) hand_over();
  });
  hand_over();
}

/// What a writer passes where all goes to one string.
inline constexpr auto keep = [] {};

}   // namespace propos::output
