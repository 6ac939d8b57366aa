// SPDX-License-Identifier: Apache-2.0
#include "rules/trace.h"

#include <utility>

namespace propos::rules {

void find(const Engine& engine, int phase, const Unit* units, std::size_t count, Memory& memory, Trace* trace,
          std::vector<Match>& out) {
  out.clear();
  engine.match(phase, units, count, memory, out);
  if (trace == nullptr) {
    resolve(out, memory);
    return;
  }
  Run run{phase, {units, units + count}, {}, {}};
  resolve(out, memory, &run.lost);
  run.kept = out;
  trace->runs.push_back(std::move(run));
}

}   // namespace propos::rules
