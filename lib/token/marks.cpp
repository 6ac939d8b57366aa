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

bool is_dash(const Tokens& tokens, std::uint32_t i) {
  const std::string_view key = tokens.key(tokens.tokens[i]);
  return key == "—" || key == "–";
}

// Marks around a whole dialogue on one line, « Tu pars ? — Oui. Et toi ? — Non. », « » — Oui. — Non. »: the dash before its
// second line; `none` for other marks.
std::uint32_t second_line(const Tokens& tokens, const MarkPair& pair) {
  std::uint32_t first = none;
  int lines = 0;
  const auto key_at = [&](std::uint32_t i) { return tokens.key(tokens.tokens[i]); };
  const auto is_final = [&](std::uint32_t i) {
    return key_at(i) == "." || key_at(i) == "!" || key_at(i) == "?" || key_at(i) == "…";
  };
  const bool ends_spoken = is_final(pair.close - 1) || key_at(pair.close - 1) == ",";   // not « A. — Jean Roux »
  bool sure = is_dash(tokens, pair.open + 1);                                           // … or the first asks or exclaims
  for (std::uint32_t i = pair.open + 2; i + 1 < pair.close; ++i) {
    const std::string_view before = key_at(i - 1);
    const Token& next = tokens.tokens[i + 1];
    const bool dash = is_dash(tokens, i) && tokens.tokens[i].flags & next.flags & space_before;
    if (!dash || !is_final(i - 1) || next.kind != Kind::word || next.shape == Shape::lower) continue;
    if (first == none) first = i;
    sure |= before == "?" || before == "!" || (ends_spoken && key_at(i) == "—");
    ++lines;
  }
  return lines > 1 || sure ? first : none;
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

// Pairs in the order of their opening marks, paragraph by paragraph.
class Pairing {
 public:
  Pairing(Tokens& out, const Patience& patience) : out_(out), patience_(patience) {
    out.pairs.reserve(static_cast<std::size_t>(std::count_if(out.tokens.begin(), out.tokens.end(), [](const Token& token) {
      return token.kind == Kind::quote;
    })));   // at most; what is not written costs nothing
  }

  void paragraph(std::uint32_t begin, std::uint32_t end) {
    stack_.clear();
    end_ = end;
    count_ahead(begin);
    for (std::uint32_t i = begin; i < end; ++i) {
      patience_.check(i);
      if (out_.tokens[i].kind != Kind::quote) continue;
      const Mark mark = mark_at(i);
      straight_ahead_ -= is_straight(i);
      closing_ahead_ -= mark.role == Role::closes;
      if (i == begin && mark.family == 0 && i + 2 < end && is_dash(out_, i + 1)) {   // « » — Oui » begins a line
        open(i, mark.family);
      } else if (i == begin && left_open_ != none && mark.family == left_family_) {   // guillemet de suite, « or » at the head
        out_.pairs[left_open_].continued = true;
        open(i, mark.family, true);
      } else {
        place(i, mark, i == begin);
      }
    }
    left_open_ = none;
    if (!stack_.empty() && stack_.back().family != 2) {
      left_open_ = stack_.back().pair;
      left_family_ = stack_.back().family;
    }
  }

  // A single mark that never closes is no quotation mark; nor is one with nothing inside.
  void drop_empty() {
    std::vector<std::uint32_t> number;   // of each pair among those that are kept; of a dropped one, that of its parent
    patience_.fill(number, out_.pairs.size(), none);
    std::uint32_t kept = 0, behind_dialogue = 0, at = 0, head = 0;   // the head of the paragraph of token `at`
    for (std::size_t i = 0; i < out_.pairs.size(); ++i) {
      patience_.check(i);
      MarkPair pair = out_.pairs[i];
      const bool single = mark_at(pair.open).family == 2;
      for (; at <= pair.open; ++at) {
        patience_.check(at);
        if (out_.tokens[at].flags & starts_paragraph) head = at;
      }
      const bool in_line = head < pair.open && is_dash(out_, head);   // what its speaker tells
      pair.parent = pair.parent == none || pair.open < behind_dialogue ? none : number[pair.parent];
      if (const std::uint32_t dash = pair.closed && pair.parent == none && !single && !in_line ? second_line(out_, pair) : none;
          dash != none) {   // as where each line is a paragraph, its last mark has no partner
        behind_dialogue = pair.close;
        pair.close = dash;
        pair.closed = false;
      }
      if ((single && !pair.closed) || pair.close <= pair.open + 1u) {
        number[i] = pair.parent;
        continue;
      }
      number[i] = kept;
      out_.pairs[kept++] = pair;
      out_.tokens[pair.open].flags |= opens;
      if (pair.closed) out_.tokens[pair.close].flags |= closes;
    }
    out_.pairs.resize(kept);
    if (kept < number.size() / 2) out_.pairs.shrink_to_fit();
  }

 private:
  struct Open {
    std::uint32_t pair = 0;
    int family = 0;
    bool low = false, turned = false;
  };

  Mark mark_at(std::uint32_t i) const { return mark_of(out_.key(out_.tokens[i])); }
  bool is_straight(std::uint32_t i) const { return out_.key(out_.tokens[i]) == "\""; }
  bool space_at(std::uint32_t i) const { return (out_.tokens[i].flags & space_before) != 0; }

  void count_ahead(std::uint32_t begin) {
    straight_ahead_ = closing_ahead_ = 0;
    for (std::uint32_t i = begin; i < end_; ++i) {
      patience_.check(i);
      if (out_.tokens[i].kind != Kind::quote) continue;
      straight_ahead_ += is_straight(i);
      closing_ahead_ += mark_at(i).role == Role::closes;
    }
  }

  void open(std::uint32_t i, int family, bool continues = false) {
    MarkPair pair;
    pair.open = i;
    pair.close = end_;
    pair.closed = false;
    pair.continues = continues;
    pair.parent = stack_.empty() ? none : stack_.back().pair;
    const Mark mark = mark_at(i);
    const bool turned = mark.family == 0 && mark.role == Role::closes;
    stack_.push_back({static_cast<std::uint32_t>(out_.pairs.size()), family, out_.key(out_.tokens[i]) == "„", turned});
    out_.pairs.push_back(pair);
    if (stack_.size() > deepest) stack_.erase(stack_.begin());
  }

  void close(std::uint32_t i, std::size_t level) {
    out_.pairs[stack_[level].pair].close = i;
    out_.pairs[stack_[level].pair].closed = true;
    // What was opened inside and never closed ends here, too.
    for (std::size_t k = level + 1; k < stack_.size(); ++k) out_.pairs[stack_[k].pair].close = i;
    stack_.resize(level);
  }

  // The level of the open mark that one of this family may close, plus one; 0 where there is none. An exact partner is better
  // than one of another family (“ … »).
  std::size_t partner(int family) const {
    for (std::size_t k = stack_.size(); k-- > 0;)
      if (stack_[k].family == family) return k + 1;
    std::size_t level = stack_.size();
    while (level > 0 && (family == 2 || stack_[level - 1].family == 2)) --level;
    return level;
  }

  // Opens or closes a pair at mark i, or leaves it alone.
  void place(std::uint32_t i, Mark mark, bool first) {
    const bool before = space_at(i);
    const bool after = i + 1 == end_ || space_at(i + 1);
    const std::size_t level = partner(mark.family);
    const bool same = level > 0 && stack_[level - 1].family == mark.family;
    if (mark.role == Role::closes) {
      if (level > 0) close(i, level - 1);
      else if (mark.family == 1 && before && !after) open(i, 1);   // ”Non”
      else if (mark.family == 0 && (before || first) && closes_turned(out_, i, end_)) open(i, 0);
    } else if (mark.role == Role::opens) {
      if (mark.family == 0 && level > 0 && stack_[level - 1].turned) close(i, level - 1);
      else open(i, mark.family);
    } else if (mark.family == 2) {   // ' needs room on one side, or it is an inch, a minute, an apostrophe out of place
      if (same && !before) close(i, level - 1);
      else if (before && !after) open(i, 2);
    } else if (out_.key(out_.tokens[i]) == "“") {
      if (same && stack_[level - 1].low) close(i, level - 1);
      else open(i, 1);
    } else if (same) {
      place_second(i, mark, level, before && !after && !first);
    } else {
      place_first(i, mark, level, before, after, first);
    }
  }

  // A straight mark where none of its family is open: it opens, unless it ends what another mark began, or is an inch.
  void place_first(std::uint32_t i, Mark mark, std::size_t level, bool before, bool after, bool first) {
    const bool touches = !before && !first;
    const bool inch = touches && out_.tokens[i - 1].kind == Kind::number;
    const bool ends = touches && (after || out_.tokens[i + 1].kind == Kind::punctuation);
    if (level > 0 && ends && closing_ahead_ == 0) close(i, level - 1);   // « Non"
    else if (!inch) open(i, mark.family);
  }

  // A straight mark where one is open closes it. One that reads as an opening opens where still another closing one comes:
  // then the one before it has no partner.
  void place_second(std::uint32_t i, Mark mark, std::size_t level, bool reads_as_opening) {
    const bool opening = reads_as_opening && out_.tokens[i - 1].kind != Kind::quote;
    if (!opening || mark.family != 1) return close(i, level - 1);
    if (straight_ahead_ % 2 == 0) {   // « "A, crie-t-il : "B !" C." »
      if (straight_ahead_ > 0 && out_.key(out_.tokens[i - 1]) == ":") return open(i, mark.family);
      return close(i, level - 1);
    }
    stack_.resize(level - 1);
    open(i, mark.family);
  }

  Tokens& out_;
  const Patience& patience_;
  std::uint32_t end_ = 0;   // of the paragraph
  std::vector<Open> stack_;
  std::uint32_t straight_ahead_ = 0, closing_ahead_ = 0;   // " and » that still come in the paragraph
  std::uint32_t left_open_ = none;   // the guillemets or double marks inside which the paragraph before ended
  int left_family_ = 0;
};

}   // namespace

void pair_marks(const std::vector<std::uint32_t>& first, Tokens& out, const Patience& patience) {
  Pairing pairing(out, patience);
  for (std::size_t p = 0; p + 1 < first.size(); ++p) pairing.paragraph(first[p], first[p + 1]);
  pairing.drop_empty();
}

}   // namespace propos::token
