// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "token/structure.h"

namespace propos::token {
namespace {

constexpr std::size_t deepest = 6;   // marks inside marks; beyond, the outermost open ones are taken for lost

enum class Role { opens, closes, either };

struct Mark {
  Role role = Role::either;
  int family = 0;   // 0 guillemets, 1 double, 2 single, 3 double of two single ones
};

Mark mark_of(std::string_view key) {
  if (key == "«" || key == "<<" || key == "««") return {Role::opens, 0};
  if (key == "»" || key == ">>" || key == "»»") return {Role::closes, 0};
  if (key == "‹") return {Role::opens, 2};
  if (key == "›") return {Role::closes, 2};
  if (key == "“") return {Role::either, 1};   // closes „
  if (key == "”" || key == "‟") return {Role::closes, 1};
  if (key == "„") return {Role::opens, 1};
  if (key == "``" || key == "‘‘") return {Role::opens, 3};
  if (key == "\"" || key == "\"\"") return {Role::either, 1};
  if (key == "''" || key == "‘'") return {Role::either, 3};   // keys have ' for ’
  if (key == "‘" || key == "‛" || key == "‚") return {Role::opens, 2};
  return {Role::either, 2};   // ' and ’ that are no apostrophe
}

// Marks around a whole dialogue on one line, « Tu pars ? — Oui. Et toi ? — Non. »: the dash before its second line; `none` for
// other marks.
std::uint32_t second_line(const Tokens& tokens, const MarkPair& pair) {
  std::uint32_t first = none;
  int lines = 0;
  bool asks = false;   // … or exclaims
  for (std::uint32_t i = pair.open + 2; i + 1 < pair.close; ++i) {
    const std::string_view key = tokens.key(tokens.tokens[i]), before = tokens.key(tokens.tokens[i - 1]);
    const Token& next = tokens.tokens[i + 1];
    const bool dash = (key == "—" || key == "–") && tokens.tokens[i].flags & next.flags & space_before;
    const bool ends = before == "." || before == "!" || before == "?" || before == "…";
    if (!dash || !ends || next.kind != Kind::word || next.shape == Shape::lower) continue;
    if (first == none) first = i;
    asks |= before == "?" || before == "!";
    ++lines;
  }
  return lines > 1 || asks ? first : none;
}

// »Oui», » Oui «, as typesetters of other languages and blogs have it: does the next guillemet close the turned one at i?
bool closes_turned(const Tokens& tokens, std::uint32_t i, std::uint32_t end) {
  for (std::uint32_t k = i + 1; k < end; ++k) {
    if (tokens.tokens[k].kind != Kind::quote) continue;
    const Mark mark = mark_of(tokens.key(tokens.tokens[k]));
    if (mark.family != 0) continue;
    return mark.role == Role::closes || k + 1 == end || tokens.tokens[k + 1].kind == Kind::punctuation ||
           (tokens.tokens[k + 1].flags & space_before && !(tokens.tokens[k].flags & space_before) &&
            tokens.tokens[k - 1].kind == Kind::word);
  }
  return false;
}

}   // namespace

void pair_marks(const std::vector<std::uint32_t>& first, Tokens& out, const Patience& patience) {
  struct Open {
    std::uint32_t pair = 0;
    int family = 0;
    bool low = false, turned = false;
  };
  std::vector<Open> stack;
  out.pairs.reserve(static_cast<std::size_t>(std::count_if(out.tokens.begin(), out.tokens.end(), [](const Token& token) {
    return token.kind == Kind::quote;
  })));                     // at most; what is not written costs nothing
  bool left_open = false;   // the paragraph before ended inside guillemets or double marks
  int left_family = 0;
  std::uint32_t left_pair = none;
  const auto is_straight = [&](std::uint32_t i) { return out.key(out.tokens[i]) == "\""; };
  const auto is_closing_guillemet = [&](std::uint32_t i) {
    const Mark mark = mark_of(out.key(out.tokens[i]));
    return mark.family == 0 && mark.role == Role::closes;
  };
  for (std::size_t p = 0; p + 1 < first.size(); ++p) {
    stack.clear();
    const std::uint32_t begin = first[p], end = first[p + 1];
    const auto open = [&](std::uint32_t i, int family, bool continues) {
      MarkPair pair;
      pair.open = i;
      pair.close = end;
      pair.closed = false;
      pair.continues = continues;
      pair.parent = stack.empty() ? none : stack.back().pair;
      stack.push_back(
          {static_cast<std::uint32_t>(out.pairs.size()), family, out.key(out.tokens[i]) == "„", is_closing_guillemet(i)});
      out.pairs.push_back(pair);
      if (stack.size() > deepest) stack.erase(stack.begin());
    };
    const auto close = [&](std::uint32_t i, std::size_t level) {
      out.pairs[stack[level].pair].close = i;
      out.pairs[stack[level].pair].closed = true;
      // What was opened inside and never closed ends here, too.
      for (std::size_t k = level + 1; k < stack.size(); ++k) out.pairs[stack[k].pair].close = i;
      stack.resize(level);
    };
    std::uint32_t straight = 0, closing = 0;   // " and » that still come
    for (std::uint32_t i = begin; i < end; ++i) {
      patience.check(i);
      if (out.tokens[i].kind != Kind::quote) continue;
      straight += is_straight(i);
      closing += mark_of(out.key(out.tokens[i])).role == Role::closes;
    }
    for (std::uint32_t i = begin; i < end; ++i) {
      patience.check(i);
      const Token& token = out.tokens[i];
      if (token.kind != Kind::quote) continue;
      const Mark mark = mark_of(out.key(token));
      straight -= is_straight(i);
      closing -= mark.role == Role::closes;
      const bool before = (token.flags & space_before) != 0;
      const bool after = i + 1 == end || (out.tokens[i + 1].flags & space_before) != 0;
      if (i == begin && left_open && mark.family == left_family) {   // guillemet de suite, « or » at the head
        out.pairs[left_pair].continued = true;
        open(i, mark.family, true);
        continue;
      }
      std::size_t level = stack.size();
      while (level > 0 && stack[level - 1].family != mark.family && !(mark.family != 2 && stack[level - 1].family != 2)) --level;
      bool has_open = level > 0;
      // An exact partner is better than one of another family (“ … »).
      for (std::size_t k = stack.size(); k-- > 0;)
        if (stack[k].family == mark.family) {
          level = k + 1;
          has_open = true;
          break;
        }
      if (mark.role == Role::closes) {
        if (has_open) close(i, level - 1);
        else if (mark.family == 1 && before && !after) open(i, 1, false);   // ”Non”
        else if (mark.family == 0 && (before || i == begin) && closes_turned(out, i, end)) open(i, 0, false);
        continue;
      }
      if (mark.role == Role::opens) {
        if (mark.family == 0 && has_open && stack[level - 1].turned) close(i, level - 1);
        else open(i, mark.family, false);
        continue;
      }
      const bool same = has_open && stack[level - 1].family == mark.family;
      if (mark.family == 2) {   // ' needs room on one side, or it is an inch, a minute, an apostrophe out of place
        if (same && !before) close(i, level - 1);
        else if (before && !after) open(i, 2, false);
        continue;
      }
      const bool curly = out.key(token) == "“";
      if (curly) {
        if (same && stack[level - 1].low) close(i, level - 1);
        else open(i, 1, false);
        continue;
      }
      // A straight mark: room before and none behind opens, unless one is open that reads as an opening, too.
      if (!same) {
        const bool inch = !before && i > begin && out.tokens[i - 1].kind == Kind::number;
        const bool ends = !before && i > begin && (after || out.tokens[i + 1].kind == Kind::punctuation);
        if (has_open && ends && closing == 0) close(i, level - 1);   // « Non"
        else if (!inch) open(i, mark.family, false);
      } else if (before && !after && i > begin && out.tokens[i - 1].kind != Kind::quote) {
        // The one before has no partner where another closing one still comes.
        if (mark.family == 1 && straight % 2 == 1) {
          stack.resize(level - 1);
          open(i, mark.family, false);
        } else {
          close(i, level - 1);
        }
      } else {
        close(i, level - 1);
      }
    }
    left_open = false;
    if (!stack.empty() && stack.back().family != 2) {
      left_open = true;
      left_family = stack.back().family;
      left_pair = stack.back().pair;
    }
  }
  // A single mark that never closes is no quotation mark; nor is one with nothing inside.
  std::vector<std::uint32_t> number;
  patience.fill(number, out.pairs.size(), none);
  std::uint32_t kept = 0, behind_dialogue = 0;
  for (std::size_t i = 0; i < out.pairs.size(); ++i) {
    patience.check(i);
    MarkPair pair = out.pairs[i];
    const Mark mark = mark_of(out.key(out.tokens[pair.open]));
    std::uint32_t parent = pair.parent;
    pair.parent = parent == none || pair.open < behind_dialogue ? none : number[parent];
    if (const std::uint32_t dash = pair.closed && pair.parent == none && mark.family != 2 ? second_line(out, pair) : none;
        dash != none) {   // as where each line is a paragraph, its last mark has no partner
      behind_dialogue = pair.close;
      pair.close = dash;
      pair.closed = false;
    }
    if ((mark.family == 2 && !pair.closed) || pair.close <= pair.open + 1u) {
      number[i] = pair.parent;
      continue;
    }
    number[i] = kept;
    out.pairs[kept++] = pair;
    out.tokens[pair.open].flags |= opens;
    if (pair.closed) out.tokens[pair.close].flags |= closes;
  }
  out.pairs.resize(kept);
  if (kept < number.size() / 2) out.pairs.shrink_to_fit();
}

}   // namespace propos::token
