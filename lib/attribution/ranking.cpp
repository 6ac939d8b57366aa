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
  for (std::size_t f = 0; f < feature_count; ++f) {
    const Feature feature = static_cast<Feature>(f);
    if (const int times = evidence.of(feature); times != 0) out.features.emplace_back(name_of(feature), times * weights_[feature]);
  }
  trace_->candidates.push_back(std::move(out));
}

}  // namespace propos::attribution
