// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/engine.h"

/// Beside the stages: what was tried in one text, kept only for who asks why (explain/explain.h).
namespace propos::rules {

/// One phase over one sentence, or over a part of it. The same words may be gone through more than once.
struct Run {
  int phase = -1;
  std::vector<Unit> units;
  std::vector<Match> kept, lost;   // by resolve()
};

/// Somebody who may say a quote, or whom a pronoun or a description might mean.
struct Candidate {
  std::uint32_t of = Match::none;      // the first token of the pronoun or description, or
  std::uint32_t draft = Match::none;   // the quote, in the order in which they are found
  std::uint32_t first = 0, last = 0;   // its words, in tokens; none where first == last
  Id entity = none;
  int score = 0;
  std::vector<std::pair<std::string_view, int>> features;   // what adds up to the score
};

struct Trace {
  std::vector<Run> runs;
  std::vector<Candidate> candidates;
  std::vector<std::uint32_t> drafts;   // by quote of the document: its number in Candidate
};

/// The matches of a phase that stand: Engine::match, then resolve. `out` is emptied first; `trace` may be null.
void find(const Engine& engine, int phase, const Unit* units, std::size_t count, Memory& memory, Trace* trace,
          std::vector<Match>& out);

}   // namespace propos::rules
