// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "propos/document.h"

namespace propos::attribution {

/// Who says a quote: the words that name the source, and who is behind them.
struct Source {
  std::uint32_t first = 0, last = 0;   // tokens; first == last: no words
  std::uint32_t cut = 0;               // bytes to leave out at the start (« -t-il »)
  Id entity = none;
  std::string name;        // of a source without entity
  std::string head;        // of a description of somebody without a name: « officier »
  std::string_view rule;   // how it was found where the quote's own rule does not tell
  float confidence = 0;
  SpeakerBy by = SpeakerBy::name;
  Gender gender = Gender::unknown;           // of its words
  SpeakerKind kind = SpeakerKind::unknown;   // of what they describe
  Gender shown = Gender::unknown;            // of whom they describe: none of « une victime »
  bool plural = false;
  bool person = false;   // described as one: « la maire », « un témoin »
  bool named = false;    // by a name, no pronoun or description

  bool known() const { return entity != none || !name.empty(); }
  /// The same source for words that name none: who spoke elsewhere.
  Source from_elsewhere(float sure) const {
    Source out = *this;
    out.first = out.last = out.cut = 0;
    out.by = SpeakerBy::previous_speaker;
    out.confidence = sure;
    return out;
  }
};

}   // namespace propos::attribution
