// SPDX-License-Identifier: Apache-2.0
#include "clauses/words.h"

#include "data.h"
#include "propos/document.h"

namespace propos::clauses {

Words::Words(const rules::Engine& engine) : engine(engine) {
  for (const EntityType kind : {EntityType::person, EntityType::organization, EntityType::place})
    type[static_cast<int>(kind)] = engine.feature(name_of(kind));
  for (const int kind : {np, pnp, pp, vg, part, inf})
    if (kind >= 0) groups.set(static_cast<std::size_t>(kind));
  static const auto table = data_table("sorts.tsv");   // read once a process
  for (const auto& [name, sort] : table) sorts.emplace_back(engine.feature(name), sort);
}

}   // namespace propos::clauses
