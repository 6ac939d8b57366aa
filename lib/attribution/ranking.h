// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "attribution/source.h"
#include "attribution/weights.h"
#include "rules/trace.h"

namespace propos::attribution {

/// What is asked: whom words stand for, or who says a quote.
struct Question {
  std::uint32_t token = none;   // of the words
  Id draft = none;              // of the quote
};

/// Candidates for one question. The highest score wins, of equal ones the first.
class Ranking {
 public:
  Ranking(const Weights& weights, rules::Trace* trace, Question question)
      : weights_(weights), trace_(trace), question_(question) {}

  /// Somebody at tokens [first, last), or of no words. `make()` gives the source, asked only where the candidate leads; what
  /// `accept` refuses is out. It may also say that nobody is meant, and empty the source.
  template <class Make, class Accept>
  void offer(const Evidence& evidence, std::uint32_t first, std::uint32_t last, Id entity, const Make& make,
             const Accept& accept) {
    const int score = weights_.score(evidence);
    if (score <= best_) {
      if (entity == none || entity != source_.entity) second_ = std::max(second_, score);
      if (trace_ != nullptr) note(evidence, first, last, entity);
      return;
    }
    Source source = make();
    const Id found = source.entity;
    const bool accepted = accept(source);
    if (trace_ != nullptr) note(accepted ? evidence : Evidence(evidence).add(Feature::names_nobody), first, last, found);
    if (!accepted) return;
    if (found == none || found != source_.entity) second_ = std::max(second_, best_);
    best_ = score;
    source_ = std::move(source);
    why_ = evidence;
  }
  template <class Make>
  void offer(const Evidence& evidence, std::uint32_t first, std::uint32_t last, Id entity, const Make& make) {
    offer(evidence, first, last, entity, make, [](Source&) { return true; });
  }
  void offer(const Evidence& evidence, const Source& source) {
    offer(evidence, source.first, source.last, source.entity, [&] { return source; });
  }

  int best() const { return best_; }
  const Evidence& why() const { return why_; }   // of the best
  /// By how much the best leads the next that is somebody else.
  int margin() const { return best_ - second_; }
  Source take() { return std::move(source_); }

 private:
  void note(const Evidence& evidence, std::uint32_t first, std::uint32_t last, Id entity);

  const Weights& weights_;
  rules::Trace* trace_;
  Question question_;
  Source source_;
  Evidence why_;
  int best_ = 0, second_ = 0;
};

}   // namespace propos::attribution
