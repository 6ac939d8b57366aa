// SPDX-License-Identifier: Apache-2.0
#include "quotes/quotes.h"

namespace propos::quotes {

void find_quotes(const entities::Reading& reading, const text::Text&, const std::vector<entities::Name>& names,
                 const std::vector<rules::Unit>&, const std::vector<std::uint32_t>&, Document& document) {
  for (const entities::Name& name : names) {
    const auto& tokens = reading.tokens.tokens;
    document.entities[name.entity].mentions.push_back(static_cast<Id>(document.mentions.size()));
    document.mentions.push_back({{tokens[name.first].begin, tokens[name.last - 1].end}, name.type, name.form, name.entity, name.rule, name.confidence});
  }
}

}  // namespace propos::quotes
