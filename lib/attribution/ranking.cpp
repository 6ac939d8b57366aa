// SPDX-License-Identifier: Apache-2.0
#include "attribution/ranking.h"

namespace propos::attribution {

void Ranking::note(const Evidence& evidence, std::uint32_t first, std::uint32_t last, Id entity) {
  rules::Candidate out;
  out.of = question_.token;
  out.draft = question_.draft;
  out.first = first;
  out.last = last;
  out.entity = entity;
  out.score = weights_.score(evidence);
  for (const Evidence::Item& item : evidence)
    out.features.emplace_back(name_of(item.feature), item.times * weights_[item.feature]);
  trace_->candidates.push_back(std::move(out));
}

}   // namespace propos::attribution
