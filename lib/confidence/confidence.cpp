// SPDX-License-Identifier: Apache-2.0
#include "confidence/confidence.h"

#include <charconv>
#include <set>
#include <string>

#include "data.h"

namespace propos::confidence {

Measured::Measured(const rules::Grammar& grammar) {
  for (const auto& [rule, share] : data_table("confidence.tsv"))   // a count stands behind the share
    std::from_chars(share.data(), share.data() + share.size(), shares_[rule]);
  std::set<std::string> own;
  for (const Source& source : rules::built_in()) own.insert(source.name);
  for (const rules::Phase& phase : grammar.phases)
    for (const rules::Rule& rule : phase.rules)
      if (!own.contains(rule.file)) shares_.erase(rule.name);
}

void Measured::apply(Document& document) const {
  const auto put = [this](std::string_view rule, float& confidence) {
    if (const auto found = shares_.find(rule); found != shares_.end()) confidence = found->second;
  };
  for (Mention& mention : document.mentions)   // the others are as sure as their speaker
    if (mention.form == MentionForm::name || mention.form == MentionForm::acronym) put(mention.rule, mention.confidence);
  for (Quote& quote : document.quotes) put(quote.rule, quote.confidence);
}

}  // namespace propos::confidence
