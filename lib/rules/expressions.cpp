// SPDX-License-Identifier: Apache-2.0
#include "rules/expressions.h"

#include <re2/re2.h>
#include <re2/set.h>
#include <unicode/uniset.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <optional>

#include "bits.h"

namespace propos::rules {
namespace {

constexpr int most_repeated = 64;              // of {n,m}
constexpr std::size_t most_nodes = 1u << 12;   // of the expressions of an automaton
constexpr std::size_t most_states = 512;       // … and its states
constexpr UChar32 last_character = 0x10FFFF;

/// Thrown for what RE2 is left to read.
struct NotKnown {};

/// An expression as it is written.
struct Tree {
  enum Op : std::uint8_t { set, begin, end, sequence, choice, repeat } op = sequence;
  icu::UnicodeSet characters = {};
  int least = 0, most = 0;   // of repeat; most < 0: any number
  std::vector<Tree> parts = {};
};

/// Reads RE2's syntax, as far as it is used in rules.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Tree parse() {
    Tree out = choice();
    if (at_ < text_.size()) throw NotKnown();
    return out;
  }

 private:
  bool done() const { return at_ >= text_.size(); }
  bool accept(std::string_view sign) {
    if (text_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }
  UChar32 character() {
    UChar32 c = 0;
    if (!done()) U8_NEXT(text_.data(), at_, text_.size(), c);
    else c = -1;
    if (c < 0) throw NotKnown();
    return c;
  }

  Tree choice() {
    Tree out{.op = Tree::choice};
    const bool folds = folds_;
    do out.parts.push_back(sequence());
    while (accept("|"));
    folds_ = folds;
    return out;
  }
  Tree sequence() {
    Tree out{.op = Tree::sequence};
    while (!done() && text_[at_] != '|' && text_[at_] != ')') {
      if (accept("(?i)")) folds_ = true;
      else out.parts.push_back(repeated(atom()));
    }
    return out;
  }
  Tree repeated(Tree part) {
    Tree out{.op = Tree::repeat};
    if (accept("*")) std::tie(out.least, out.most) = std::pair(0, -1);
    else if (accept("+")) std::tie(out.least, out.most) = std::pair(1, -1);
    else if (accept("?")) std::tie(out.least, out.most) = std::pair(0, 1);
    else if (accept("{")) count(out);
    else return part;
    accept("?");   // lazy or not, it matches
    if (!done() && std::string_view("*+?{").find(text_[at_]) != std::string_view::npos) throw NotKnown();
    out.parts.push_back(std::move(part));
    return out;
  }
  void count(Tree& repeat) {
    const auto number = [&] {
      int out = 0;
      const std::size_t first = at_;
      for (; !done() && text_[at_] >= '0' && text_[at_] <= '9' && out <= most_repeated; ++at_)
        out = out * 10 + (text_[at_] - '0');
      if (at_ == first || out > most_repeated) throw NotKnown();
      return out;
    };
    repeat.least = repeat.most = number();
    if (accept(",")) repeat.most = !done() && text_[at_] == '}' ? -1 : number();
    if (!accept("}")) throw NotKnown();
  }
  Tree atom() {
    if (accept("(?:") || (accept("(") && (done() || text_[at_] != '?'))) {
      Tree out = choice();
      if (!accept(")")) throw NotKnown();
      return out;
    }
    if (accept("^")) return {.op = Tree::begin};
    if (accept("$")) return {.op = Tree::end};
    Tree out{.op = Tree::set};
    if (accept(".")) {
      out.characters.add(0, last_character).remove('\n');
      return out;
    }
    if (accept("[")) out.characters = characters();
    else if (accept("\\")) out.characters = escaped();
    else out.characters = folded(icu::UnicodeSet().add(character()));
    if (out.characters.size() == 0) throw NotKnown();
    return out;
  }
  icu::UnicodeSet folded(icu::UnicodeSet set) const {
    if (folds_) set.closeOver(USET_CASE_INSENSITIVE).removeAllStrings();
    return set;
  }
  icu::UnicodeSet characters() {
    icu::UnicodeSet out;
    const bool negated = accept("^");
    for (bool first = true; first || !accept("]"); first = false) {
      if (accept("[")) throw NotKnown();   // [:alpha:]
      if (accept("\\")) {
        out.addAll(escaped());
        if (text_.substr(at_, 1) == "-" && text_.substr(at_, 2) != "-]") throw NotKnown();
        continue;
      }
      const UChar32 from = character();
      const bool range = text_.substr(at_, 1) == "-" && text_.substr(at_, 2) != "-]" && accept("-");
      if (range && text_.substr(at_, 1) == "\\") throw NotKnown();
      const UChar32 to = range ? character() : from;
      if (to < from) throw NotKnown();
      out.add(from, to);
    }
    out = folded(out);   // before it is negated
    return negated ? out.complement() : out;
  }
  icu::UnicodeSet escaped() {
    const UChar32 c = character();
    if (c == 'd') return {'0', '9'};
    if (c >= 0x80 || u_isalnum(c)) throw NotKnown();
    return {c, c};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool folds_ = false;
};

}   // namespace

/// Some expressions as one automaton that is not deterministic, then as one that is.
class Expressions::Machine {
 public:
  void add(std::uint32_t number, const std::string& expression) {
    const Tree tree = Parser(expression).parse();
    starts_.push_back(build(tree, node({.op = Node::match, .expression = number}), number));
  }

  /// Gives none where there are too many states.
  std::optional<Part> part() {
    split_bytes();
    close();
    Part out;
    std::vector<std::vector<std::uint32_t>> matches;
    state(start(true));
    const Set begin = start(false);
    for (std::size_t s = 0; s < states_.size(); ++s) {
      if (states_.size() > most_states) return std::nullopt;
      const Set now = *states_[s];
      matches.push_back(matching(now));
      for (const int byte : first_of_class_) out.next.own().push_back(state(step(now, begin, byte)));
    }
    out.classes = static_cast<std::uint32_t>(first_of_class_.size());
    out.class_of = std::vector<std::uint8_t>(class_of_.begin(), class_of_.end());
    out.matches = NumberLists(matches);
    return out;
  }

 private:
  struct Node {
    enum Op : std::uint8_t { bytes, split, begin, end, match } op = split;
    int from = 0, to = 0;
    std::uint32_t next = 0, other = 0;
    std::uint32_t expression = 0;
  };
  using Set = std::vector<std::uint64_t>;   // nodes that take a byte, wait for the end, or match; a bit each

  std::uint32_t node(const Node& node) {
    if (nodes_.size() >= most_nodes) throw NotKnown();
    nodes_.push_back(node);
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  std::uint32_t split(std::uint32_t one, std::uint32_t other, std::uint32_t expression) {
    return node({.op = Node::split, .next = one, .other = other, .expression = expression});
  }

  std::uint32_t build(const Tree& tree, std::uint32_t next, std::uint32_t e) {
    switch (tree.op) {
      case Tree::set: return build(tree.characters, next, e);
      case Tree::begin: return node({.op = Node::begin, .next = next, .expression = e});
      case Tree::end: return node({.op = Node::end, .next = next, .expression = e});
      case Tree::sequence:
        for (std::size_t i = tree.parts.size(); i-- > 0;) next = build(tree.parts[i], next, e);
        return next;
      case Tree::choice: {
        std::uint32_t out = build(tree.parts.back(), next, e);
        for (std::size_t i = tree.parts.size() - 1; i-- > 0;) out = split(build(tree.parts[i], next, e), out, e);
        return out;
      }
      case Tree::repeat: break;
    }
    std::uint32_t out = next;
    if (tree.most < 0) {
      out = split(next, next, e);
      const std::uint32_t body = build(tree.parts[0], out, e);   // nodes_ may move
      nodes_[out].other = body;
    }
    for (int i = tree.least; i < tree.most; ++i) out = split(build(tree.parts[0], out, e), next, e);
    for (int i = 0; i < tree.least; ++i) out = build(tree.parts[0], out, e);
    return out;
  }

  std::uint32_t build(const icu::UnicodeSet& set, std::uint32_t next, std::uint32_t e) {
    std::optional<std::uint32_t> out;
    const auto add = [&](std::initializer_list<std::pair<int, int>> bytes) {
      std::uint32_t to = next;
      for (auto at = std::rbegin(bytes); at != std::rend(bytes); ++at)
        to = node({.op = Node::bytes, .from = at->first, .to = at->second, .next = to, .expression = e});
      out = out ? split(to, *out, e) : to;
    };
    for (std::int32_t r = 0; r < set.getRangeCount(); ++r) {
      const UChar32 first = set.getRangeStart(r), last = set.getRangeEnd(r);
      if (first < 0x80) add({{first, std::min<UChar32>(last, 0x7F)}});
      if (last < 0x80) continue;
      if (first <= 0x80 && last == last_character) {   // as RE2 reads it: not all of it is UTF-8
        constexpr std::pair<int, int> more{0x80, 0xBF};
        add({{0xC2, 0xDF}, more});
        add({{0xE0, 0xEF}, more, more});
        add({{0xF0, 0xF4}, more, more, more});
      } else {
        add_sequences(std::max<UChar32>(first, 0x80), last, add);
      }
    }
    return *out;
  }

  // The characters of a range as sequences of ranges of bytes.
  template <class Add>
  static void add_sequences(UChar32 first, UChar32 last, const Add& add) {
    for (const UChar32 end : {0x7FF, 0xFFFF})   // of one length
      if (first <= end && last > end) {
        add_sequences(first, end, add);
        add_sequences(end + 1, last, add);
        return;
      }
    for (int bits = 6; bits <= 18; bits += 6) {   // whole blocks in the last bytes
      const UChar32 block = (1 << bits) - 1;
      if ((first & ~block) == (last & ~block)) continue;
      if ((first & block) != 0) {
        add_sequences(first, first | block, add);
        add_sequences((first | block) + 1, last, add);
        return;
      }
      if ((last & block) != block) {
        add_sequences(first, (last & ~block) - 1, add);
        add_sequences(last & ~block, last, add);
        return;
      }
    }
    std::array<std::uint8_t, U8_MAX_LENGTH> one{}, other{};
    std::size_t size = 0, end = 0;
    U8_APPEND_UNSAFE(one.data(), size, first);
    U8_APPEND_UNSAFE(other.data(), end, last);
    const auto at = [&](std::size_t i) { return std::pair<int, int>(one[i], other[i]); };
    if (size == 2) add({at(0), at(1)});
    else if (size == 3) add({at(0), at(1), at(2)});
    else add({at(0), at(1), at(2), at(3)});
  }

  // Bytes that every node takes or none.
  void split_bytes() {
    std::bitset<257> begins;
    begins.set(0);
    for (const Node& node : nodes_)
      if (node.op == Node::bytes) {
        begins.set(static_cast<std::size_t>(node.from));
        begins.set(static_cast<std::size_t>(node.to) + 1);
      }
    for (int byte = 0; byte < 256; ++byte) {
      if (begins[static_cast<std::size_t>(byte)]) first_of_class_.push_back(byte);
      class_of_[static_cast<std::size_t>(byte)] = static_cast<std::uint8_t>(first_of_class_.size() - 1);
    }
  }

  // What is reached from each node without a byte: inside a text, and at its end.
  void close() {
    for (std::uint32_t n = 0; n < nodes_.size(); ++n) {
      inside_.push_back(reached(n, false, false));
      at_end_.push_back(reached(n, false, true));
      if (nodes_[n].op == Node::match) matches_.push_back(n);
    }
    for (const std::uint32_t match : matches_) {
      Set& own = own_.emplace_back(words());
      for (std::uint32_t n = 0; n < nodes_.size(); ++n)
        if (n != match && nodes_[n].expression == nodes_[match].expression) set_bit(own.data(), n);
    }
  }
  std::size_t words() const { return nodes_.size() / 64 + 1; }
  Set reached(std::uint32_t from, bool begin, bool end) const {
    Set seen(words()), out(words());
    std::vector<std::uint32_t> stack = {from};
    while (!stack.empty()) {
      const std::uint32_t n = stack.back();
      stack.pop_back();
      if (has_bit(seen.data(), n)) continue;
      set_bit(seen.data(), n);
      const Node& node = nodes_[n];
      if (node.op == Node::split) stack.push_back(node.other);
      if (node.op == Node::split || (node.op == Node::begin && begin) || (node.op == Node::end && end))
        stack.push_back(node.next);
      else if (node.op != Node::begin) set_bit(out.data(), n);
    }
    return out;
  }
  static void add(const Set& more, Set& to) {
    for (std::size_t w = 0; w < to.size(); ++w) to[w] |= more[w];
  }
  // What matches does so for good: its expression is not looked for any longer.
  Set settled(Set set) const {
    for (std::size_t m = 0; m < matches_.size(); ++m)
      if (has_bit(set.data(), matches_[m]))
        for (std::size_t w = 0; w < set.size(); ++w) set[w] &= ~own_[m][w];
    return set;
  }
  Set start(bool begin) const {
    Set out(words());
    for (const std::uint32_t n : starts_) add(reached(n, begin, false), out);
    return settled(std::move(out));
  }
  // A match may begin anywhere.
  Set step(const Set& now, const Set& begin, int byte) const {
    Set out = begin;
    each_bit(now.data(), now.size(), [&](std::size_t n) {
      const Node& node = nodes_[n];
      if (node.op == Node::match) set_bit(out.data(), n);
      if (node.op == Node::bytes && node.from <= byte && byte <= node.to) add(inside_[node.next], out);
    });
    return settled(std::move(out));
  }
  std::vector<std::uint32_t> matching(const Set& at_end) const {
    Set reached(words());
    each_bit(at_end.data(), at_end.size(), [&](std::size_t n) { add(at_end_[n], reached); });
    std::vector<std::uint32_t> out;
    for (const std::uint32_t match : matches_)
      if (has_bit(reached.data(), match)) out.push_back(nodes_[match].expression);
    return out;
  }
  std::uint16_t state(Set set) {
    const auto [at, fresh] = numbers_.try_emplace(std::move(set), static_cast<std::uint16_t>(states_.size()));
    if (fresh) states_.push_back(&at->first);
    return at->second;
  }

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> starts_, matches_;   // nodes
  std::vector<Set> inside_, at_end_;              // by node
  std::vector<Set> own_;                          // by match: the other nodes of its expression
  std::array<std::uint8_t, 256> class_of_{};
  std::vector<int> first_of_class_;
  std::map<Set, std::uint16_t> numbers_;
  std::vector<const Set*> states_;   // keys of numbers_
};

struct Expressions::Others {
  RE2::Set all{RE2::Quiet, RE2::UNANCHORED};   // read in one go,
  std::vector<std::unique_ptr<RE2>> each;      // or, where they are too great for that, so
};

Expressions::Expressions() = default;
Expressions::Expressions(Expressions&&) noexcept = default;
Expressions& Expressions::operator=(Expressions&&) noexcept = default;
Expressions::~Expressions() = default;

Expressions::Expressions(const std::vector<std::string>& expressions) {
  for (std::uint32_t e = 0; e < expressions.size(); ++e) others_.emplace_back(e, expressions[e]);
  compile_others();
}

void Expressions::determinize() {
  const Numbered all = std::move(others_);
  others_.clear();
  compiled_.reset();
  Numbered known;
  for (const auto& expression : all) try {
      Machine().add(expression.first, expression.second);
      known.push_back(expression);
    } catch (const NotKnown&) {
      others_.push_back(expression);
    }
  if (!known.empty()) add_parts(known);
  compile_others();
}

// Expressions multiply each other's states: of too many there are two automata.
void Expressions::add_parts(const Numbered& expressions) {
  std::optional<Part> part;
  try {
    Machine machine;
    for (const auto& [number, expression] : expressions) machine.add(number, expression);
    part = machine.part();
  } catch (const NotKnown&) {   // too many nodes
  }
  if (part) {
    parts_.push_back(std::move(*part));
  } else if (expressions.size() == 1) {
    others_.push_back(expressions[0]);
  } else {
    const auto middle = expressions.begin() + static_cast<std::ptrdiff_t>(expressions.size() / 2);
    add_parts({expressions.begin(), middle});
    add_parts({middle, expressions.end()});
  }
}

void Expressions::compile_others() {
  if (others_.empty()) return;
  compiled_ = std::make_unique<Others>();
  for (const auto& [number, expression] : others_) compiled_->all.Add(expression, nullptr);
  if (compiled_->all.Compile()) return;
  for (const auto& [number, expression] : others_) compiled_->each.push_back(std::make_unique<RE2>(expression, RE2::Quiet));
}

void Expressions::each_other(std::string_view text, const std::function<void(std::uint32_t)>& use) const {
  std::vector<int> found;
  RE2::Set::ErrorInfo error{};
  if (compiled_->each.empty() && (compiled_->all.Match(text, &found, &error) || error.kind == RE2::Set::kNoError)) {
    for (const int i : found) use(others_[static_cast<std::size_t>(i)].first);
    return;
  }
  for (std::size_t i = 0; i < others_.size(); ++i)
    if (compiled_->each.empty() ? RE2::PartialMatch(text, others_[i].second) : RE2::PartialMatch(text, *compiled_->each[i]))
      use(others_[i].first);
}

}   // namespace propos::rules
