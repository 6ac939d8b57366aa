// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
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

  /// What is known of `key` with this look, or nullptr. O(1).
  const Known* find(std::string_view key, std::uint32_t look) const noexcept;
  /// Remembers it, once.
  void add(std::string_view key, std::uint32_t look, Known known);
  std::size_t size() const { return entries_.size(); }
  void clear();

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t begin = 0, size = 0;   // of keys_
    std::uint32_t look = 0;
    Known known;
  };
  static std::uint64_t hash(std::string_view key, std::uint32_t look) noexcept;

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;     // 1 + index of entries_; probed one after the other
  std::string keys_;
};

/// A text as rules see it.
struct Units {
  std::vector<Unit> units;                           // sentence behind sentence
  std::vector<std::uint32_t> begins;                 // first unit of each sentence, and the end
  std::vector<const lexicon::Entry*> entries;        // by token; nullptr for a word that the lexicon does not have
};

/// Makes units of tokens.
class UnitMaker {
 public:
  UnitMaker(const Engine& engine, const lexicon::Lexicon& lexicon);

  /// One unit a token, or one for an entry of several words of the lexicon (the longest that stands there). O(tokens) for
  /// entries of bounded length.
  Units make(const token::Tokens& tokens, std::string_view text, Memory& memory, TokenMemory& known) const;

 private:
  TokenMemory::Known know(const token::Tokens& tokens, const token::Token& token, std::string_view text, Memory& memory,
                          TokenMemory& known) const;
  const lexicon::Entry* entry_of_part(std::string_view key, bool capital) const;
  std::uint32_t entry_end(const token::Tokens& tokens, std::uint32_t first, std::uint32_t end, const Units& units) const;
  std::uint32_t kind_of_entry(const token::Tokens& tokens, std::uint32_t first, std::uint32_t last, Memory& memory,
                              TokenMemory& known) const;

  const Engine& engine_;
  const lexicon::Lexicon& lexicon_;
  int common_, determiner_, preposition_, country_, metonym_, prefix_, first_name_, noun_;
};

}  // namespace propos::rules
