// SPDX-License-Identifier: Apache-2.0
#include "reference.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <unicode/regex.h>

#include <algorithm>

namespace propos::rules::reference {
namespace {

bool found(const std::string& expression, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString in = icu::UnicodeString::fromUTF8(text);   // the matcher keeps no copy
  icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(expression), in, 0, status);
  return matcher.find() != 0;
}

// A way through a pattern: where it ends, and what it captured on the way.
struct Path {
  std::size_t end = 0;
  std::map<const Pattern*, Range> captures;
};
using Paths = std::vector<Path>;

// Of two ways to one place only the first can be part of the first match.
void add(Path path, Paths& out) {
  const auto same = [&](const Path& other) { return other.end == path.end; };
  if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(path));
}

class Reader {
 public:
  explicit Reader(const std::vector<Unit>& sentence) : sentence_(sentence) {}

  Paths read(const Pattern& pattern, const Path& from) const {
    switch (pattern.op) {
      case Pattern::Op::test:
        if (from.end == sentence_.size() || !holds(pattern.test, sentence_[from.end])) return {};
        return {{from.end + 1, from.captures}};
      case Pattern::Op::begin: return from.end == 0 ? Paths{from} : Paths{};
      case Pattern::Op::end: return from.end == sentence_.size() ? Paths{from} : Paths{};
      case Pattern::Op::sequence: {
        Paths ways = {from};
        for (const Pattern& part : pattern.parts) {
          Paths next;
          for (const Path& way : ways)
            for (Path& path : read(part, way)) add(std::move(path), next);
          ways = std::move(next);
        }
        return ways;
      }
      case Pattern::Op::choice: {
        Paths ways;
        for (const Pattern& part : pattern.parts)
          for (Path& path : read(part, from)) add(std::move(path), ways);
        return ways;
      }
      case Pattern::Op::capture: {
        Paths ways = read(pattern.parts[0], from);
        for (Path& path : ways) path.captures[&pattern] = {from.end, path.end};
        return ways;
      }
      case Pattern::Op::repeat: {
        std::set<State> seen;
        return repeat(pattern, from, 0, seen);
      }
    }
    return {};
  }

 private:
  // Of a repetition: where it is, and how many are done (all that matters of it).
  using State = std::pair<std::size_t, std::size_t>;

  // Whoever comes to a state a second time finds nothing that did not stand before it in the order of preference.
  Paths repeat(const Pattern& pattern, const Path& from, std::size_t done, std::set<State>& seen) const {
    if (!seen.insert({from.end, done}).second) return {};
    const auto stop = [&](Paths& out) {
      if (done >= pattern.least) add(from, out);
    };
    const auto go_on = [&](Paths& out) {
      if (done == pattern.most) return;
      const std::size_t now = pattern.most == Pattern::unbounded ? pattern.least : done + 1;   // * and + need no count
      for (const Path& way : read(pattern.parts[0], from))
        for (Path& path : repeat(pattern, way, now, seen)) add(std::move(path), out);
    };
    Paths out;
    if (pattern.lazy) stop(out);
    go_on(out);
    if (!pattern.lazy) stop(out);
    return out;
  }

  const std::vector<Unit>& sentence_;
};

constexpr std::size_t first_symbol = 0x4E00;   // as a code point; what stands for none is beyond all of them

void collect_tests(const Pattern& pattern, std::vector<const Test*>& out) {
  if (pattern.op == Pattern::Op::test) out.push_back(&pattern.test);
  for (const Pattern& part : pattern.parts) collect_tests(part, out);
}

// `test` counts the tests in the order of collect_tests.
std::string expression_of(const Pattern& pattern, const std::vector<std::vector<bool>>& symbols, std::size_t& test,
                          std::vector<std::string>& groups) {
  const auto part = [&](const Pattern& p) { return expression_of(p, symbols, test, groups); };
  switch (pattern.op) {
    case Pattern::Op::test: {
      std::string out = "[";
      for (std::size_t s = 0; s < symbols.size(); ++s)
        if (symbols[s][test]) out += fmt::format("\\x{{{:x}}}", first_symbol + s);
      ++test;
      return out.size() == 1 ? "\\x{10FFFF}" : out.append("]");
    }
    case Pattern::Op::begin: return "\\A";
    case Pattern::Op::end: return "\\z";
    case Pattern::Op::sequence: {
      std::string out;
      for (const Pattern& p : pattern.parts) out += part(p);
      return out;
    }
    case Pattern::Op::choice: {
      std::string out = "(?:";
      for (const Pattern& p : pattern.parts) out.append(out.size() > 3 ? "|" : "").append(part(p));
      return out.append(")");
    }
    case Pattern::Op::capture: {
      groups.push_back(pattern.label);
      return fmt::format("({})", part(pattern.parts[0]));
    }
    case Pattern::Op::repeat: {
      const std::string most = pattern.most == Pattern::unbounded ? "" : std::to_string(pattern.most);
      return fmt::format("(?:{}){{{},{}}}{}", part(pattern.parts[0]), pattern.least, most, pattern.lazy ? "?" : "");
    }
  }
  return {};
}

// The captures under their labels, in the order of the rule.
void label(const Pattern& pattern, const Path& path, std::map<std::string, Range>& out) {
  if (const auto found = path.captures.find(&pattern); found != path.captures.end()) out[pattern.label] = found->second;
  for (const Pattern& part : pattern.parts) label(part, path, out);
}

}   // namespace

bool holds(const Test& test, const Unit& unit) {
  const auto of_unit = [&](const Test& part) { return holds(part, unit); };
  switch (test.op) {
    case Test::Op::any: return true;
    case Test::Op::feature: return unit.features.count(test.name) > 0;
    case Test::Op::word: return unit.word == test.name;
    case Test::Op::regex: return found(test.name, unit.text);
    case Test::Op::no: return !holds(test.parts[0], unit);
    case Test::Op::both: return std::all_of(test.parts.begin(), test.parts.end(), of_unit);
    case Test::Op::either: return std::any_of(test.parts.begin(), test.parts.end(), of_unit);
  }
  return false;
}

bool operator==(const Match& a, const Match& b) { return a.target == b.target && a.captures == b.captures; }

std::vector<Match> match(const Rule& rule, const std::vector<Unit>& sentence) {
  const Reader reader(sentence);
  std::vector<Match> out;
  for (std::size_t at = 0; at < sentence.size();) {
    const Paths paths = reader.read(rule.pattern, {at, {}});
    const std::size_t here = at++;
    if (paths.empty()) continue;
    Match match;
    label(rule.pattern, paths.front(), match.captures);
    match.target = {here, paths.front().end};
    if (!rule.target.empty()) {
      const auto target = match.captures.find(rule.target);
      if (target == match.captures.end()) continue;
      match.target = target->second;
    }
    if (match.target.first == match.target.second) continue;   // a rule makes nothing of no units
    at = std::max(at, match.target.second);
    out.push_back(std::move(match));
  }
  return out;
}

std::vector<Match> match_by_re2(const Rule& rule, const std::vector<Unit>& sentence) {
  std::vector<const Test*> tests;
  collect_tests(rule.pattern, tests);
  std::vector<std::vector<bool>> symbols;
  std::string text;
  std::vector<std::size_t> byte_at;             // by unit, and the end
  std::map<std::size_t, std::size_t> unit_at;   // by byte
  for (const Unit& unit : sentence) {
    std::vector<bool> vector;
    for (const Test* test : tests) vector.push_back(holds(*test, unit));
    std::size_t symbol = static_cast<std::size_t>(std::find(symbols.begin(), symbols.end(), vector) - symbols.begin());
    if (symbol == symbols.size()) symbols.push_back(vector);
    unit_at[text.size()] = byte_at.size();
    byte_at.push_back(text.size());
    const auto c = static_cast<UChar32>(first_symbol + symbol);
    icu::UnicodeString(c).toUTF8String(text);
  }
  unit_at[text.size()] = byte_at.size();

  std::size_t test = 0;
  std::vector<std::string> groups;
  const std::string expression = expression_of(rule.pattern, symbols, test, groups);
  RE2::Options options(RE2::Quiet);
  options.set_dot_nl(true);
  options.set_max_mem(std::int64_t{1} << 30);
  const RE2 re(expression, options);
  std::vector<re2::StringPiece> found(groups.size() + 1);
  std::vector<Match> out;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t here = at++;
    if (!re.Match(text, byte_at[here], text.size(), RE2::ANCHOR_START, found.data(), static_cast<int>(found.size()))) continue;
    const auto units_of = [&](const re2::StringPiece& piece) {
      const auto begin = static_cast<std::size_t>(piece.data() - text.data());
      return Range{unit_at.at(begin), unit_at.at(begin + piece.size())};
    };
    Match match;
    for (std::size_t g = 0; g < groups.size(); ++g)
      if (found[g + 1].data() != nullptr) match.captures[groups[g]] = units_of(found[g + 1]);
    match.target = units_of(found[0]);
    if (!rule.target.empty()) {
      const auto target = match.captures.find(rule.target);
      if (target == match.captures.end()) continue;
      match.target = target->second;
    }
    if (match.target.first == match.target.second) continue;
    at = std::max(at, match.target.second);
    out.push_back(std::move(match));
  }
  return out;
}

}   // namespace propos::rules::reference
