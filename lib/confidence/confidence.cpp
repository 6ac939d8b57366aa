// SPDX-License-Identifier: Apache-2.0
#include "confidence/confidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <string>

#include <fmt/format.h>

#include "data.h"
#include "propos/error.h"

namespace propos::confidence {
namespace {

constexpr std::string_view speaker = "speaker.";
constexpr float least = 0.05f, most = 0.99f;   // nothing is sure

float read_share(std::string_view name, std::string_view text) {
  float out = -1;
  std::from_chars(text.data(), text.data() + text.size(), out);
  if (!(out >= 0 && out <= 1)) throw Error(fmt::format("confidence.tsv: expected a number from 0 to 1 for {}", name));
  return out;
}

// To three decimals, as they are written: the digits behind them are the float's.
float rounded(float share) { return static_cast<float>(std::round(static_cast<double>(share) * 1000) / 1000); }

}   // namespace

Measured::Measured(const rules::Grammar& grammar) {
  // rule, share, count; speaker.…, share, count, confidence that was claimed
  for (const auto& [name, rest] : data_table("confidence.tsv")) {
    const float share = read_share(name, rest);
    if (!name.starts_with(speaker)) {
      shares_[name] = share;
      continue;
    }
    const float claimed = read_share(name, rest.substr(rest.rfind('\t') + 1));
    for (std::size_t by = 0; by < shifts_.size(); ++by)
      if (name.substr(speaker.size()) == name_of(static_cast<SpeakerBy>(by))) shifts_[by] = share - claimed;
  }
  std::set<std::string> own;
  for (const Source& source : rules::built_in()) own.insert(source.name);
  for (const rules::Phase& phase : grammar.phases)
    for (const rules::Rule& rule : phase.rules)
      if (!own.contains(rule.file)) shares_.erase(rule.name);
}

void Measured::apply(Document& document, const Patience& patience) const {
  const auto put = [this](std::string_view rule, float& confidence) {
    if (const auto found = shares_.find(rule); found != shares_.end()) confidence = found->second;
  };
  for (Mention& mention : document.mentions) {
    patience.check();
    if (mention.form == MentionForm::name || mention.form == MentionForm::acronym) put(mention.rule, mention.confidence);
  }
  for (Quote& quote : document.quotes) {
    patience.check();
    put(quote.rule, quote.confidence);
    if (!quote.has_speaker) continue;
    Speaker& who = quote.speaker;
    who.confidence = std::clamp(who.confidence + shifts_[static_cast<std::size_t>(who.by)], least, most);
    if (who.mention == none) continue;
    // A pronoun or a description is as sure as what it stands for.
    Mention& mention = document.mentions[who.mention];
    if (mention.form == MentionForm::description || mention.form == MentionForm::pronoun) mention.confidence = who.confidence;
  }
  for (Mention& mention : document.mentions) mention.confidence = rounded(mention.confidence);
  for (Quote& quote : document.quotes) {
    quote.confidence = rounded(quote.confidence);
    quote.speaker.confidence = rounded(quote.speaker.confidence);
  }
}

}   // namespace propos::confidence
