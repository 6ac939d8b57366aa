// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "propos/document.h"

namespace propos::attribution {

/// Words that their copies share; none take no memory. Of one thread.
class SharedWords {
 public:
  SharedWords() = default;
  SharedWords& operator=(std::string words) {
    held_.reset(words.empty() ? nullptr : new Held(std::move(words)));
    return *this;
  }
  const std::string& str() const {
    static const std::string nothing;
    return held_ == nullptr ? nothing : held_->words;
  }
  bool empty() const { return held_ == nullptr; }
  void clear() { held_.reset(); }
  bool operator==(const SharedWords& other) const { return held_ == other.held_ || str() == other.str(); }

 private:
  struct Held : boost::intrusive_ref_counter<Held, boost::thread_unsafe_counter> {
    explicit Held(std::string of) : words(std::move(of)) {}
    const std::string words;
  };
  boost::intrusive_ptr<const Held> held_;
};

/// How it was found who says a quote, where the quote's own rule does not tell.
enum class Found : std::uint8_t { by_rule, said_elsewhere, headline };
constexpr std::string_view rule_of(Found found) {
  return found == Found::said_elsewhere ? "quote.said-elsewhere" : found == Found::headline ? "quote.headline" : "";
}

/// Who says a quote: the words that name the source, and who is behind them.
struct Source {
  std::uint32_t first = 0, last = 0;   // tokens; first == last: no words
  std::uint32_t cut = 0;               // bytes to leave out at the start (« -t-il »)
  Id entity = none;
  SharedWords name;   // of a source without entity
  SharedWords head;   // of a description of somebody without a name: « officier »
  float confidence = 0;
  Found found = Found::by_rule;
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
static_assert(sizeof(Source) == 48);   // there are many

}   // namespace propos::attribution
