// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hash.h"
#include "patience.h"
#include "text/text.h"

/// Stage 2. Takes a Text; gives tokens, pairs of quotation marks, sentences.
namespace propos::token {

enum class Kind : std::uint8_t {
  word,           // letters, with inner hyphens and apostrophes (Jean-Luc, aujourd'hui); elided words (l', qu'); clitics (-t-il)
  abbreviation,   // M. Mme. Dr. etc. J. (initial), with the point
  number,         // 12, 1.000, 3,5, 10'000, 5 000, 12e, 1er, XVIe is a word
  quote,          // any quotation mark: « » “ ” „ " '' ‹ › ‘ ’ ' when it is no apostrophe
  punctuation,    // , ; : . ? ! … ( ) [ ] – — - / and the like; … and ... and (...) are one token each
  url,
  email,
  handle,    // @name
  hashtag,   // #tag, without cutting it
  symbol,    // € % $ + and the rest
  invalid    // a run of bytes that is not UTF-8, NUL, other controls
};

enum class Shape : std::uint8_t {
  none,          // no letter
  lower,         // maison
  capitalised,   // Maison, Jean-Luc, Saint-Denis, O'Connor, McDonald
  upper,         // OTAN, O.T.A.N., JOHN
  initial,       // one capital alone or with a point: K, K., J.-P.
  mixed          // iTELE, eBay, G7, A380, 21st
};

/// Flags of a token.
enum : std::uint8_t {
  space_before = 1,      // blank, or beginning of the text, before it
  break_before = 2,      // a soft line break before it
  starts_sentence = 4,   // first word of a sentence, also of one inside marks: its capital says nothing
  starts_paragraph = 8,
  opens = 16,         // a quotation mark that opens a pair
  closes = 32,        // a quotation mark that closes a pair
  odd_spelling = 64   // key and shape do not tell how it is written: McDonald, l’, a soft hyphen, accents of their own
};

struct Token {
  std::uint32_t begin : 28 = 0;   // bytes
  Kind kind : 4 = Kind::word;
  std::uint32_t size : 28 = 0;   // bytes
  Shape shape : 4 = Shape::none;
  std::uint32_t key : 15 = 0;   // where the key begins, behind the first of its block: for Tokens::key
  std::uint32_t key_size : 10 = 0;
  std::uint32_t flags : 7 = 0;

  std::uint32_t end() const { return begin + size; }
  Span span() const { return {begin, end()}; }
};
static_assert(sizeof(Token) == 12);   // there are many

/// Two marks that belong together, by index of token.
struct MarkPair {
  std::uint32_t open : 29 = 0;
  bool closed : 1 = true;
  bool continues : 1 = false;    // the quotation goes on from the previous pair (guillemets de suite)
  bool continued : 1 = false;    // and this one is gone on with in the next paragraph
  std::uint32_t close = 0;       // one past the last token where the mark never closes
  std::uint32_t parent = none;   // index of the pair around this one
};
static_assert(sizeof(MarkPair) == 12);

struct SentenceRange {
  std::uint32_t first = 0;   // tokens [first, last)
  std::uint32_t last = 0;
  std::uint32_t paragraph = 0;
};

struct Tokens {
  static constexpr std::size_t padding = TextHead::size;   // bytes
  static constexpr std::size_t block = 32;                 // tokens whose keys are found from one place

  std::vector<Token> tokens;
  std::vector<std::uint32_t> blocks;   // where the first key of each begins
  /// Keys of all tokens, each with a blank behind it: NFC, lower case, straight apostrophe, no soft hyphen; œ and accents
  /// kept. Then the padding, so that each can be read by words of several bytes (hash_padded).
  std::string keys;
  std::vector<MarkPair> pairs;   // by open
  std::vector<SentenceRange> sentences;

  /// The pair that the token opens, or `none`. O(log pairs).
  std::uint32_t pair_at(std::uint32_t token) const {
    const auto pair =
        std::lower_bound(pairs.begin(), pairs.end(), token, [](const MarkPair& p, std::uint32_t t) { return p.open < t; });
    return pair != pairs.end() && pair->open == token ? static_cast<std::uint32_t>(pair - pairs.begin()) : none;
  }
  /// Of one of `tokens`.
  std::string_view key(const Token& token) const {
    return {keys.data() + key_begin(static_cast<std::size_t>(&token - tokens.data())), token.key_size};
  }
  /// Of tokens [first, last), at least one: "conseil de l' europe", as the lexicon writes entries of several words.
  std::string_view key(std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t from = key_begin(first);
    return {keys.data() + from, key_begin(last - 1) + tokens[last - 1].key_size - from};
  }

 private:
  std::uint32_t key_begin(std::size_t token) const { return blocks[token / block] + tokens[token].key; }
};

/// A word as rules see it written: NFC, without soft hyphens and the like, case and apostrophes as they are. O(bytes).
std::string composed(std::string_view written);

/// Bytes of a word as it is written up to what stands behind its last hyphen: 3 of « -t-il »; 0 where it has none. O(bytes).
std::uint32_t behind_last_hyphen(std::string_view written) noexcept;

/// One pass over the UTF-8 of each paragraph, then marks, then sentences. O(bytes).
Tokens tokenize(const text::Text& text, const Patience& patience = endless);

}   // namespace propos::token
