// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "lexicon/lexicon.h"
#include "rules/engine.h"
#include "token/token.h"

/// Between stages 3 and 4: tokens, with what the lexicon knows of them, as units that rules see.
namespace propos::rules {

/// Kinds of tokens by their key and shape, so that a word met again costs one look-up. Of one thread, kept between texts.
class TokenMemory {
 public:
  struct Known {
    std::uint32_t kind = 0;                        // for Memory
    const lexicon::Entry* entry = nullptr;
  };

 private:
  friend class UnitMaker;
  std::unordered_map<std::string, Known> known_;
};

/// Makes units of the tokens of one sentence.
class UnitMaker {
 public:
  UnitMaker(const Engine& engine, const lexicon::Lexicon& lexicon);

  /// Appends the units of `sentence` to `out`: one a token, or one for an entry of several words of the lexicon (the longest
  /// that stands there). O(tokens) for entries of bounded length.
  void make(const token::Tokens& tokens, const token::SentenceRange& sentence, std::string_view text, Memory& memory,
            TokenMemory& known, std::vector<Unit>& out) const;

  /// The entry of a token, or nullptr.
  const lexicon::Entry* entry(const token::Tokens& tokens, std::uint32_t index) const;

 private:
  TokenMemory::Known know(const token::Tokens& tokens, std::uint32_t index, std::string_view text, Memory& memory,
                          TokenMemory& known) const;

  const Engine& engine_;
  const lexicon::Lexicon& lexicon_;
  int common_, determiner_, preposition_, country_, metonym_;
};

}  // namespace propos::rules
