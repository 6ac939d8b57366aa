// SPDX-License-Identifier: Apache-2.0
#include <unicode/uchar.h>

#include "token/structure.h"

namespace propos::token {
namespace {

// Tokens after which a sentence is cut, outside marks or anywhere: rules look at a sentence as a whole.
constexpr std::uint32_t long_sentence = 400;
constexpr std::uint32_t longest_sentence = 1200;
constexpr std::uint32_t longest_dateline = 16;

bool is_final(const Tokens& tokens, const Token& token) {
  if (token.kind != Kind::punctuation) return false;
  const std::string_view key = tokens.key(token);
  return key == "." || key == "!" || key == "?" || key == "…";
}
bool is_closing(const Tokens& tokens, const Token& token) {
  const std::string_view key = tokens.key(token);
  return key == ")" || key == "]";
}

// « … demanda : — Partez-vous ? », « « Oui. » — « Et moi ? » »: does somebody begin to speak at the dash `i`?
bool begins_line(const Tokens& tokens, std::uint32_t i, std::uint32_t end, bool behind_close) {
  if (i + 1 >= end) return false;
  const Token& next = tokens.tokens[i + 1];
  const std::string_view key = tokens.key(tokens.tokens[i]);
  if (key != "—" && key != "–" && !(key == "-" && tokens.tokens[i].flags & next.flags & space_before)) return false;
  if (next.flags & opens) return true;
  return !behind_close && next.kind == Kind::word && next.shape != Shape::lower;
}

// « PARIS, 3 mai (AFP) – La ministre … », « BERNE (ATS) – … », « OTTAWA — … »: behind the dash; `begin` where there is none.
std::uint32_t dateline_end(const Tokens& tokens, std::uint32_t begin, std::uint32_t end) {
  const Token& first = tokens.tokens[begin];
  if (first.kind != Kind::word || (first.shape != Shape::upper && first.shape != Shape::capitalised)) return begin;
  bool date = false, capitals = true;
  for (std::uint32_t i = begin; i + 1 < end && i - begin < longest_dateline; ++i) {
    const Token& token = tokens.tokens[i];
    const std::string_view key = tokens.key(token);
    date |= token.kind == Kind::number;
    if (i > begin && (key == "–" || key == "—" || key == "-") && token.flags & tokens.tokens[i + 1].flags & space_before)
      return capitals || ((date || first.shape == Shape::upper) && tokens.key(tokens.tokens[i - 1]) == ")") ? i + 1 : begin;
    capitals &= token.kind == Kind::word && token.shape == Shape::upper;
    if (token.kind == Kind::quote || is_final(tokens, token)) break;
  }
  return begin;
}

}   // namespace

void split_sentences(const std::vector<std::uint32_t>& first, Tokens& out, const Patience& patience) {
  // How much deeper in closed pairs than the one before it each token is: no more than marks are deep.
  std::vector<std::int8_t> change;
  patience.fill(change, out.tokens.size() + 1);
  for (const MarkPair& pair : out.pairs)
    if (pair.closed) {
      ++change[pair.open];
      --change[pair.close];
    } else if (pair.continued) {   // to the end of the paragraph
      ++change[pair.open];
    }
  for (std::size_t p = 0; p + 1 < first.size(); ++p) {
    const std::uint32_t begin = first[p], end = first[p + 1];
    if (begin == end) continue;
    std::uint32_t start = begin;
    std::int32_t depth = 0;
    bool fresh = true;   // the next word begins a sentence
    const std::uint32_t dateline = dateline_end(out, begin, end);
    const auto is_small = [&](std::uint32_t i) {
      const Token& token = out.tokens[i];
      return token.kind == Kind::word && token.shape == Shape::lower;
    };
    for (std::uint32_t i = begin; i < end; ++i) {
      patience.check(i);
      depth += change[i];
      Token& token = out.tokens[i];
      if (token.kind == Kind::word && i + 1 != dateline && i + 1 - start < long_sentence) {   // most tokens
        if (fresh) token.flags |= starts_sentence;
        fresh = false;
        continue;
      }
      const std::string_view key = out.key(token);
      if (token.kind == Kind::word || token.kind == Kind::number || token.kind == Kind::abbreviation) {
        if (fresh) token.flags |= starts_sentence;
        fresh = false;
      } else if ((token.flags & opens) || (key == ":" && i + 1 < end)) {
        fresh = true;
      } else if (key == "—" || key == "–") {
        if (i == begin) fresh = true;
      }
      const bool final = is_final(out, token);
      const bool final_mark = final || key == "(…)";
      if (final_mark) fresh = !(i + 1 < end && is_small(i + 1));
      const std::uint32_t size = i + 1 - start;
      if (i + 1 == dateline) {
        out.sentences.push_back({start, dateline, static_cast<std::uint32_t>(p)});
        start = dateline;
        fresh = true;
        continue;
      }
      if (i + 1 < end && ((size >= long_sentence && depth <= 0) || size >= longest_sentence)) {
        out.sentences.push_back({start, i + 1, static_cast<std::uint32_t>(p)});
        start = i + 1;
        continue;
      }
      if (depth > 0) continue;
      // « … européenne. » Il: the point inside ends the sentence outside, too.
      const bool behind_close = (token.flags & closes) && i > begin && is_final(out, out.tokens[i - 1]);
      const bool leads = key == ":" && begins_line(out, i + 1, end, false);
      if (!final && !behind_close && !leads) continue;
      std::uint32_t last = i + 1;
      while (last < end && (is_final(out, out.tokens[last]) || is_closing(out, out.tokens[last]))) ++last;
      // A lone closing mark that has no partner belongs to the sentence before it.
      while (last < end && out.tokens[last].kind == Kind::quote && !(out.tokens[last].flags & (opens | closes)) &&
             (!(out.tokens[last].flags & space_before) || out.key(out.tokens[last]) == "»"))
        ++last;
      if (last < end) {
        const Token& next = out.tokens[last];
        const std::string_view next_key = out.key(next);
        if (is_small(last) || next_key == "," || next_key == ";" || next_key == ":" || next_key == "»" || next_key == ")")
          continue;
        if (next.kind == Kind::punctuation && next_key != "(" && next_key != "[" && next_key != "-" && next_key != "–" &&
            next_key != "—" && next_key != "(…)" && next_key != "…")
          continue;
        if (behind_close && (next_key == "(" || ((next_key == "–" || next_key == "—") && !begins_line(out, last, end, true))))
          continue;
        if (key == "." && !(next.flags & space_before) && next.kind != Kind::quote && next.shape == Shape::lower) continue;
      }
      out.sentences.push_back({start, last, static_cast<std::uint32_t>(p)});
      start = last;
      fresh = true;
      // Tokens stepped over may close pairs.
      for (; i + 1 < last; ++i) depth += change[i + 1];
    }
    if (start < end) out.sentences.push_back({start, end, static_cast<std::uint32_t>(p)});
  }
}

}   // namespace propos::token
