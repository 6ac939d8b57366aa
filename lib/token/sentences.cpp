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

// Sentences of one paragraph after the other.
class Splitter {
 public:
  Splitter(Tokens& out, const Patience& patience) : out_(out), patience_(patience) {
    patience.fill(change_, out.tokens.size() + 1);
    for (const MarkPair& pair : out.pairs)
      if (pair.closed) {
        ++change_[pair.open];
        --change_[pair.close];
      } else if (pair.continued) {   // to the end of the paragraph
        ++change_[pair.open];
      }
  }

  void paragraph(std::uint32_t number, std::uint32_t begin, std::uint32_t end) {
    if (begin == end) return;
    paragraph_ = number;
    start_ = begin_ = begin;
    end_ = end;
    depth_ = 0;
    fresh_ = true;
    const std::uint32_t dateline = dateline_end(out_, begin, end);
    for (std::uint32_t i = begin; i < end; ++i) {
      patience_.check(i);
      depth_ += change_[i];
      const std::uint32_t size = i + 1 - start_;
      Token& token = out_.tokens[i];
      if (token.kind == Kind::word) {
        if (fresh_) token.flags |= starts_sentence;
        fresh_ = false;
        if (i + 1 != dateline && size < long_sentence) continue;   // most tokens
      } else {
        mark_beginning(i, token);
      }
      if (i + 1 == dateline) {
        cut(dateline);
        fresh_ = true;
      } else if (i + 1 < end && ((size >= long_sentence && depth_ <= 0) || size >= longest_sentence)) {
        cut(i + 1);
      } else if (depth_ <= 0 && token.kind != Kind::word) {
        i = end_sentence(i);
      }
    }
    if (start_ < end) cut(end);
  }

 private:
  bool is_small(std::uint32_t i) const {
    const Token& token = out_.tokens[i];
    return token.kind == Kind::word && token.shape == Shape::lower;
  }
  std::string_view key(std::uint32_t i) const { return out_.key(out_.tokens[i]); }

  void cut(std::uint32_t last) {
    out_.sentences.push_back({start_, last, paragraph_});
    start_ = last;
  }

  // Does token i, no word, begin a sentence, or does what follows it?
  void mark_beginning(std::uint32_t i, Token& token) {
    if (token.kind == Kind::number || token.kind == Kind::abbreviation) {
      if (fresh_) token.flags |= starts_sentence;
      fresh_ = false;
    } else if (is_final(out_, token) || key(i) == "(…)") {
      fresh_ = !(i + 1 < end_ && is_small(i + 1));
    } else if ((token.flags & opens) || (key(i) == ":" && i + 1 < end_)) {
      fresh_ = true;
    } else if (i == begin_ && (key(i) == "—" || key(i) == "–")) {
      fresh_ = true;
    }
  }

  // Where a sentence ends with token i, cuts behind it and what closes with it. Returns the last token read.
  std::uint32_t end_sentence(std::uint32_t i) {
    const Token& token = out_.tokens[i];
    // « … européenne. » Il: the point inside ends the sentence outside, too.
    const bool behind_close = (token.flags & closes) && i > begin_ && is_final(out_, out_.tokens[i - 1]);
    const bool leads = key(i) == ":" && begins_line(out_, i + 1, end_, false);
    if (!is_final(out_, token) && !behind_close && !leads) return i;
    const std::uint32_t last = with_closing(i + 1);
    if (last < end_ && goes_on(i, last, behind_close)) return i;
    cut(last);
    fresh_ = true;
    for (; i + 1 < last; ++i) depth_ += change_[i + 1];   // tokens stepped over may close pairs
    return i;
  }

  // Behind further final points, brackets that close, and a lone closing mark: it belongs to the sentence before it.
  std::uint32_t with_closing(std::uint32_t last) const {
    while (last < end_ && (is_final(out_, out_.tokens[last]) || is_closing(out_, out_.tokens[last]))) ++last;
    while (last < end_ && out_.tokens[last].kind == Kind::quote && !(out_.tokens[last].flags & (opens | closes)) &&
           (!(out_.tokens[last].flags & space_before) || key(last) == "»"))
      ++last;
    return last;
  }

  // « … a dit X. * Y, député : … »: items of a list on one line.
  bool is_bullet(std::uint32_t at) const {
    const std::string_view k = key(at);
    const bool sign = k == "*" || k == "•" || k == "▪" || k == "■" || k == "►";
    return sign && at + 1 < end_ && out_.tokens[at + 1].flags & space_before && !is_small(at + 1);
  }

  // Does the sentence that token i could end go on with token `at`?
  bool goes_on(std::uint32_t i, std::uint32_t at, bool behind_close) const {
    const Token& next = out_.tokens[at];
    const std::string_view k = key(at);
    const bool dash = k == "–" || k == "—";
    if (is_small(at) || k == "," || k == ";" || k == ":" || k == "»" || k == ")") return true;
    if (is_bullet(at)) return false;
    if (next.kind == Kind::punctuation && !dash && k != "(" && k != "[" && k != "-" && k != "(…)" && k != "…") return true;
    if (behind_close && (k == "(" || (dash && !begins_line(out_, at, end_, true)))) return true;
    return key(i) == "." && !(next.flags & space_before) && next.kind != Kind::quote && next.shape == Shape::lower;
  }

  Tokens& out_;
  const Patience& patience_;
  std::vector<std::int8_t>
      change_;   // how much deeper in closed pairs than the one before it each token is: as deep as marks are
  std::uint32_t paragraph_ = 0, begin_ = 0, end_ = 0;
  std::uint32_t start_ = 0;   // of the sentence
  std::int32_t depth_ = 0;    // in pairs of marks
  bool fresh_ = true;         // the next word begins a sentence
};

}   // namespace

void split_sentences(const std::vector<std::uint32_t>& first, Tokens& out, const Patience& patience) {
  Splitter splitter(out, patience);
  for (std::size_t p = 0; p + 1 < first.size(); ++p) splitter.paragraph(static_cast<std::uint32_t>(p), first[p], first[p + 1]);
}

}   // namespace propos::token
