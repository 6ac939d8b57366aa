// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "clauses/clauses.h"
#include "mentions/mentions.h"
#include "propos/document.h"

namespace propos::quotes {

using clauses::Range;

/// What shows who says a quote. Attribution makes candidates of it and chooses.
struct Clue {
  enum class Kind : std::uint8_t {
    none,          // nothing
    words,         // a mention: captured by a rule, the subject of the cue, a label, a signature
    same,          // the source of another draft
    previous,      // who spoke last
    implied,       // who is spoken of: « à l'en croire »
    owner,         // marked words that no cue leads to: of who does what the sentence tells, or spoke before in its paragraph
    alone,         // words without a cue that are a sentence: who was just presented, or spoke last
    interviewer,   // who asks in an interview
    interviewee    // who answers
  };
  Kind kind = Kind::none;
  bool named_only = false;   // words that name nobody are no source: « les affirmations selon lesquelles »
  // Of owner: what the marked words tell of its mention. What it is, « les élus sont « utiles » », what it does, « il a agi « par peur » ».
  enum class Tells : std::uint8_t { other, being, act } tells = Tells::other;
  bool feels = false;          // … what it feels: « les élus, « déçus », … »
  bool judges = false;         // … what something is, whatever it is: « les travaux sont « utiles » »
  Id draft = none;             // of same
  Id entity = none;            // of interviewer, interviewee
  mentions::Mention mention;   // of words, owner

  explicit operator bool() const { return kind != Kind::none; }
  static Clue of(mentions::Mention mention) {
    Clue out;
    if (mention.kind != mentions::Mention::Kind::none) out.kind = Kind::words;
    out.mention = std::move(mention);
    return out;
  }
  static Clue of(Kind kind) {
    Clue out;
    out.kind = kind;
    return out;
  }
  static Clue same_as(std::size_t draft) {
    Clue out = of(Kind::same);
    out.draft = static_cast<Id>(draft);
    return out;
  }
};

/// A quote while its source is not known.
struct Draft {
  QuoteType type = QuoteType::direct;
  CueKind cue_kind = CueKind::verb;
  Stance stance = Stance::asserted;
  Zone zone = Zone::body;
  bool turn = false;      // behind a label, or in an interview
  bool heading = false;   // words on a line of their own amid the text, which somebody says below
  bool heard = true;      // its source is who spoke last; not of marks inside marks
  float confidence = 0.5f;
  Id pair = none;   // the marks around it
  Range cue;
  std::uint32_t sentence = none;                      // of words alone: the sentence in which the marks stand
  Id run = none;                                      // lines of one dialogue, where two speak by turns
  Id answers = none;                                  // of a line: the draft before it in the dialogue, somebody else's
  Id again = none;                                    // the draft with the same words, which has a source
  boost::container::small_vector<Range, 1> content;   // most have one
  std::string_view lemma;                             // of the cue; of the lexicon or the text
  std::string_view rule;
  Clue clue;

  bool has_cue() const { return cue.first < cue.last; }
  /// The token at which it is known who speaks.
  std::uint32_t place() const { return has_cue() ? cue.first : content.empty() ? 0 : content.back().first; }
  bool holds(Range range) const {
    return std::any_of(content.begin(), content.end(),
                       [&](const Range& r) { return r.first <= range.first && range.last <= r.last; });
  }
};

}   // namespace propos::quotes
