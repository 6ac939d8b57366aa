// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hash.h"
#include "lexicon/lexicon.h"
#include "rules/engine.h"
#include "rules/number_table.h"
#include "token/token.h"

/// Between stages 3 and 4: tokens, with what the lexicon knows of them, as units that rules see.
namespace propos::rules {

/// Kinds of tokens by their key and shape, so that a word met again costs one look-up. Where these do not tell how it is
/// written, as rules may ask, by how it is written. Of one thread, kept between texts. What has not been asked for while
/// `most_young` other words came is forgotten: memory is bounded (16 MB), and common words stay.
class TokenMemory {
 public:
  static constexpr std::size_t most_young = 98304;   // three quarters of 2 to the 17 slots
  struct Known {
    std::uint32_t sort = 0;
    bool begins = false;          // a longer entry of the lexicon
    bool begins_common = false;   // … that needs no capital
    const lexicon::Entry* entry = nullptr;
  };
  /// What many tokens have in common.
  struct Sort {
    std::uint32_t kind = 0;   // for Memory
    const lexicon::Entry* entry = nullptr;
  };
  using Sorts = std::vector<Sort>;

  /// Of propos::hash(word).
  void prefetch(std::uint64_t hash, std::uint32_t look) const noexcept;
  /// What is known of `word` with this look, or nullptr. O(1). Holds until the next call of add. A word without odd spelling
  /// lies in Tokens::keys.
  const Known* find(std::string_view word, std::uint64_t hash, std::uint32_t look) {
    if (const Slot* const slot = find_in(slots_, word, hash, look)) return &slot->known;
    return old_.empty() ? nullptr : find_old(word, hash, look);
  }
  /// Remembers it, once; not a word that is longer than words are.
  void add(std::string_view word, std::uint64_t hash, std::uint32_t look, Known known);
  /// To be called between sentences: what is asked for no more grows old, what was old is forgotten.
  void age();

  /// The entry of a key of several words, also that there is none: from a small table of what was asked last.
  const lexicon::Entry* longer(const lexicon::Lexicon& lexicon, std::string_view key, std::uint64_t hash);

  /// The number of a sort. O(1).
  std::uint32_t sort_of(std::uint32_t kind, const lexicon::Entry* entry);
  /// By number; stays where it is.
  const Sorts& sorts() const noexcept { return sorts_; }

  /// What is asked of a token.
  struct Asked {
    std::string_view key;
    std::uint64_t hash = 0;   // of the key
    std::uint32_t look = 0;

    bool is_odd() const noexcept { return (look & odd) != 0; }
  };
  /// Of the tokens of a sentence, of some behind it; and what is known of the tokens of a sentence.
  std::vector<Asked> asked;
  std::vector<Known> here;

  // What two tokens with one key must share to be the same to rules.
  static std::uint32_t look_of(const token::Token& token) noexcept {
    return static_cast<std::uint32_t>(token.kind) * 8 + static_cast<std::uint32_t>(token.shape) +
           (static_cast<std::uint32_t>(token.flags) << 8);
  }
  static constexpr std::uint32_t several_tokens = 1u << 16;   // of a look

 private:
  static constexpr std::uint32_t odd = std::uint32_t{token::odd_spelling} << 8;   // of a look
  // One line of the cache: most words cost one look.
  struct alignas(64) Slot {
    Known known;
    std::uint32_t look = 0;
    std::uint32_t tag = 0;   // of the hash
    std::uint8_t size = 0;   // 0: free
    char word[39] = {};
  };
  struct alignas(64) Longer {
    const lexicon::Entry* entry = nullptr;
    std::uint8_t size = 0;
    char key[55] = {};
  };
  static_assert(sizeof(Slot) == 64 && sizeof(Longer) == 64);
  // `a` has zeros behind its end, `b` memory.
  static bool same(const char* a, const char* b, std::size_t size) {
    if (size <= TextHead::size) return TextHead::padded(a, TextHead::size) == TextHead::padded(b, size);
    return std::memcmp(a, b, size) == 0;
  }
  using Slots = std::vector<Slot>;   // probed one after the other
  static const Slot* find_in(const Slots& slots, std::string_view word, std::uint64_t hash, std::uint32_t look) noexcept {
    const std::uint64_t wanted = mix(hash, look);
    for (std::size_t i = place(slots, wanted); slots[i].size != 0; i = (i + 1) & (slots.size() - 1)) {
      const Slot& slot = slots[i];
      if (slot.tag == static_cast<std::uint32_t>(wanted) && slot.look == look && slot.size == word.size() &&
          (look & odd ? std::memcmp(slot.word, word.data(), word.size()) == 0 : same(slot.word, word.data(), word.size())))
        return &slot;
    }
    return nullptr;
  }
  const Known* find_old(std::string_view word, std::uint64_t hash, std::uint32_t look);
  static std::uint64_t mix(std::uint64_t hash, std::uint32_t look) noexcept { return hash ^ (look * 0x9E3779B97F4A7C15u); }
  static std::size_t place(const Slots& slots, std::uint64_t mixed) noexcept { return (mixed >> 32) & (slots.size() - 1); }

  Sorts sorts_;
  NumberTable sort_numbers_;
  Slots slots_ = Slots(1024);
  Slots old_;   // those of before; none as long as there is room
  std::vector<Longer> longer_ = std::vector<Longer>(2048);
  std::size_t size_ = 0;
};

/// A text as rules see it: four bytes a token, of which the units are made when they are looked at. Refers to the TokenMemory that
/// it was made with.
class Units {
 public:
  /// Tokens [first, last) as units: those that begin there, in order, onto `out`, which is emptied first. O(tokens).
  void in(std::uint32_t first, std::uint32_t last, std::vector<Unit>& out) const;
  std::vector<Unit> in(std::uint32_t first, std::uint32_t last) const;
  /// Calls `use(token, kind)` with the first token and the kind of each.
  template <class Use>
  void each(std::uint32_t first, std::uint32_t last, const Use& use) const {
    for (; first < last; ++first)
      if ((numbers_[first] & inside) == 0) use(first, (*sorts_)[numbers_[first]].kind);
  }
  /// The unit in which a token stands. O(its tokens).
  Unit around(std::uint32_t token) const;
  /// Of a token by itself; nullptr for a word that the lexicon does not have.
  const lexicon::Entry* entry(std::uint32_t token) const { return sort(token).entry; }

 private:
  friend class UnitMaker;
  static constexpr std::uint32_t inside = 1u << 31;   // of a unit that begins before

  const TokenMemory::Sort& sort(std::uint32_t token) const { return (*sorts_)[numbers_[token] & ~inside]; }
  std::uint32_t end_of(std::uint32_t first) const {
    std::uint32_t out = first + 1;
    while (out < numbers_.size() && (numbers_[out] & inside) != 0) ++out;
    return out;
  }

  std::vector<std::uint32_t> numbers_;   // by token: its sort; of the first token of a longer unit its entry and the unit's kind
  const TokenMemory::Sorts* sorts_ = nullptr;
};

/// Makes units of tokens.
class UnitMaker {
 public:
  UnitMaker(const Engine& engine, const lexicon::Lexicon& lexicon);

  /// One unit a token, or one for an entry of several words of the lexicon (the longest that stands there). O(tokens) for
  /// entries of bounded length.
  Units make(const token::Tokens& tokens, std::string_view text, Memory& memory, TokenMemory& known,
             const Patience& patience = endless) const;

  /// The kind of one token by itself, whatever entry of several words it is part of.
  std::uint32_t kind_of(const token::Tokens& tokens, const token::Token& token, std::string_view text, Memory& memory,
                        TokenMemory& known) const {
    const std::string_view key = tokens.key(token);
    const TokenMemory::Asked asked{key, propos::hash(key), TokenMemory::look_of(token)};
    return known.sorts()[look_up(tokens, token, asked, text, memory, known).sort].kind;
  }

 private:
  TokenMemory::Known look_up(const token::Tokens& tokens, const token::Token& token, const TokenMemory::Asked& asked,
                             std::string_view text, Memory& memory, TokenMemory& known) const {
    if (!asked.is_odd())
      if (const TokenMemory::Known* const found = known.find(asked.key, asked.hash, asked.look)) return *found;
    return learn(tokens, token, asked, text, memory, known);
  }
  TokenMemory::Known learn(const token::Tokens& tokens, const token::Token& token, TokenMemory::Asked asked,
                           std::string_view text, Memory& memory, TokenMemory& known) const;
  TokenMemory::Known know(const token::Tokens& tokens, const token::Token& token, std::string_view text, Memory& memory,
                          TokenMemory& known) const;
  lexicon::Features proper_of(const lexicon::Entry& entry, token::Shape shape) const;
  const lexicon::Entry* entry_of_part(std::string_view key, bool capital) const;
  std::uint32_t entry_end(const token::Tokens& tokens, std::uint32_t first, const token::SentenceRange& sentence,
                          TokenMemory& known) const;
  std::uint32_t kind_of_entry(const token::Tokens& tokens, std::uint32_t first, std::uint32_t last, Memory& memory,
                              TokenMemory& known) const;

  const Engine& engine_;
  const lexicon::Lexicon& lexicon_;
  int common_, determiner_, preposition_, country_, metonym_, prefix_, first_name_, noun_, acronym_, organization_, capitals_;
  lexicon::Features of_capitals_;   // what a name in capitals alone does not say of the same word in small letters
  lexicon::Features of_given_;      // what alone makes no word known: whose given name it is
};

}   // namespace propos::rules
