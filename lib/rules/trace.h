// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/engine.h"

/// Beside stage 4: what rules did in one text, kept only for who asks why (explain/explain.h).
namespace propos::rules {

/// One phase over one sentence, or over a part of it. The same words may be gone through more than once.
struct Run {
  int phase = -1;
  std::vector<Unit> units;
  std::vector<Match> kept, lost;   // by resolve()
};

using Trace = std::vector<Run>;

/// The matches of a phase that stand: Engine::match, then resolve. `out` is emptied first; `trace` may be null.
void find(const Engine& engine, int phase, const Unit* units, std::size_t count, Memory& memory, Trace* trace,
          std::vector<Match>& out);

}  // namespace propos::rules
