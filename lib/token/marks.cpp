// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

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

// What the straight marks of a paragraph do, " or '': they open and close with one sign, so that one too many turns all behind it
// inside out. What stands beside a mark shows which it is; of all ways to read a paragraph this takes the one against which least
// speaks, where a mark may also be one too many. O(marks).
class Straight {
 public:
  enum class Does : std::uint8_t { opens, opens_anew, closes, nothing };   // anew: the one before it is never closed

  Straight(const Tokens& tokens, const Patience& patience, int family) : tokens_(tokens), patience_(patience), family_(family) {}

  void plan(std::uint32_t begin, std::uint32_t end) {
    does_.clear();
    next_ = 0;
    Costs costs{0, never, never, never};
    for (std::uint32_t i = begin; i < end; ++i) {
      patience_.check(i);
      if (tokens_.tokens[i].kind != Kind::quote || !is_one(i)) continue;
      step(i, begin, end, costs);
    }
    walk_back(costs);
  }

  bool is_one(std::uint32_t i) const {
    const std::string_view key = tokens_.key(tokens_.tokens[i]);
    const Mark mark = mark_of(key);
    return mark.role == Role::either && mark.family == family_ && key != "“";
  }

  Does next() { return static_cast<Does>(does_[next_++] & 3u); }

 private:
  static constexpr std::size_t depths = 4;   // none to three of them open
  static constexpr int never = 1 << 28;
  using Costs = std::array<int, depths>;

  // What speaks against a reading: against what stands beside the mark, a mark inside marks of its own kind, one too many.
  static constexpr int against = 8, unclear = 2, inside = 1, too_many = 4, inch = 2, never_closed = 4;

  bool is_any(std::uint32_t i, std::string_view signs) const {
    const std::string_view key = tokens_.key(tokens_.tokens[i]);
    return tokens_.tokens[i].kind != Kind::word && !key.empty() && signs.find(key) != std::string_view::npos;
  }
  bool space_at(std::uint32_t i) const { return (tokens_.tokens[i].flags & space_before) != 0; }

  bool room_before(std::uint32_t i, std::uint32_t begin) const {
    if (i == begin || space_at(i)) return true;
    const std::string_view key = tokens_.key(tokens_.tokens[i - 1]);
    return key.ends_with('\'') || is_any(i - 1, "([{«“‹—–-:");
  }
  bool room_behind(std::uint32_t i, std::uint32_t end) const {
    return i + 1 == end || space_at(i + 1) || is_any(i + 1, ".,;:!?)]}»”›");
  }

  void step(std::uint32_t i, std::uint32_t begin, std::uint32_t end, Costs& costs) {
    const bool before = room_before(i, begin), behind = room_behind(i, end);
    const int as_opening = before == behind ? unclear : before ? 0 : against;
    const int as_closing = before == behind ? unclear : before ? against : 0;
    const bool behind_number = i > begin && !space_at(i) && tokens_.tokens[i - 1].kind == Kind::number;
    Costs now{never, never, never, never};
    std::uint32_t ways = 0;   // for each depth behind the mark, in two bits, what it did
    for (std::size_t depth = 0; depth < depths; ++depth) {
      const auto take = [&](int cost, Does does) {
        if (cost >= now[depth]) return;
        now[depth] = cost;
        ways = (ways & ~(3u << 2 * depth)) | static_cast<std::uint32_t>(does) << 2 * depth;
      };
      if (depth > 0) take(costs[depth] + as_opening + never_closed, Does::opens_anew);
      if (depth > 0) take(costs[depth - 1] + as_opening + (depth > 1 ? inside : 0), Does::opens);
      if (depth + 1 < depths) take(costs[depth + 1] + as_closing, Does::closes);
      take(costs[depth] + (behind_number ? inch : too_many), Does::nothing);
    }
    const int least = *std::min_element(now.begin(), now.end());   // only differences count, in a text of any length
    for (std::size_t depth = 0; depth < depths; ++depth) costs[depth] = now[depth] == never ? never : now[depth] - least;
    does_.push_back(static_cast<std::uint8_t>(ways));
  }

  void walk_back(const Costs& costs) {
    std::size_t depth = 0;
    for (std::size_t k = 1; k < depths; ++k)
      if (costs[k] + static_cast<int>(k) * never_closed <
          costs[depth] + static_cast<int>(depth) * never_closed + (depth == 0 ? 1 : 0))
        depth = k;
    for (std::size_t m = does_.size(); m-- > 0;) {
      does_[m] = static_cast<std::uint8_t>(does_[m] >> 2 * depth & 3u);
      if (does_[m] == static_cast<std::uint8_t>(Does::opens)) --depth;
      else if (does_[m] == static_cast<std::uint8_t>(Does::closes)) ++depth;
    }
  }

  const Tokens& tokens_;
  const Patience& patience_;
  int family_;
  std::vector<std::uint8_t> does_;   // by mark
  std::size_t next_ = 0;
};

// Pairs in the order of their opening marks, paragraph by paragraph.
class Pairing {
 public:
  Pairing(Tokens& out, const Patience& patience)
      : out_(out), patience_(patience), double_(out, patience, 1), two_single_(out, patience, 3) {
    out.pairs.reserve(static_cast<std::size_t>(std::count_if(out.tokens.begin(), out.tokens.end(), [](const Token& token) {
      return token.kind == Kind::quote;
    })));   // at most; what is not written costs nothing
  }

  void paragraph(std::uint32_t begin, std::uint32_t end) {
    stack_.clear();
    end_ = end;
    closing_ahead_ = count_closing(begin);
    double_.plan(begin, end);
    two_single_.plan(begin, end);
    for (std::uint32_t i = begin; i < end; ++i) {
      patience_.check(i);
      if (out_.tokens[i].kind != Kind::quote) continue;
      const Mark mark = mark_at(i);
      closing_ahead_ -= mark.role == Role::closes;
      const Does does = double_.is_one(i) ? double_.next() : two_single_.is_one(i) ? two_single_.next() : Does::nothing;
      if (i == begin && mark.family == 0 && i + 2 < end && is_dash(out_, i + 1)) {   // « » — Oui » begins a line
        open(i, mark.family);
      } else if (i == begin && left_open_ != none && mark.family == left_family_) {   // guillemet de suite, « or » at the head
        out_.pairs[left_open_].continued = true;
        open(i, mark.family, true);
      } else {
        place(i, mark, does, i == begin);
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
  using Does = Straight::Does;

  struct Open {
    std::uint32_t pair = 0;
    int family = 0;
    bool low = false, turned = false;
  };

  Mark mark_at(std::uint32_t i) const { return mark_of(out_.key(out_.tokens[i])); }
  bool space_at(std::uint32_t i) const { return (out_.tokens[i].flags & space_before) != 0; }

  std::uint32_t count_closing(std::uint32_t begin) const {
    std::uint32_t closing = 0;
    for (std::uint32_t i = begin; i < end_; ++i) {
      patience_.check(i);
      closing += out_.tokens[i].kind == Kind::quote && mark_at(i).role == Role::closes;
    }
    return closing;
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
  void place(std::uint32_t i, Mark mark, Does does, bool first) {
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
    } else {
      place_straight(i, mark, does, level, first);
    }
  }

  // One that does nothing among its own may end what another mark began: « Non".
  void place_straight(std::uint32_t i, Mark mark, Does does, std::size_t level, bool first) {
    const bool same = level > 0 && stack_[level - 1].family == mark.family;
    if (does == Does::opens_anew && same) stack_.resize(level - 1);
    if (does == Does::opens || does == Does::opens_anew) return open(i, mark.family);
    const bool ends =
        !first && !space_at(i) && (i + 1 == end_ || space_at(i + 1) || out_.tokens[i + 1].kind == Kind::punctuation);
    const bool others = ends && out_.tokens[i - 1].kind != Kind::number && (same || closing_ahead_ == 0);
    if (does == Does::closes ? same : level > 0 && others) close(i, level - 1);
  }

  Tokens& out_;
  const Patience& patience_;
  std::uint32_t end_ = 0;   // of the paragraph
  std::vector<Open> stack_;
  std::uint32_t closing_ahead_ = 0;   // » that still come in the paragraph
  Straight double_, two_single_;
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
