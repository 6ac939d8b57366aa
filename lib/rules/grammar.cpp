// SPDX-License-Identifier: Apache-2.0
#include "rules/grammar.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "lexicon/words.h"
#include "propos/error.h"

namespace propos::rules {

std::string Test::text() const {
  switch (op) {
    case Op::any: return ".";
    case Op::feature: return name;
    case Op::word: return "\"" + name + "\"";
    case Op::regex: return "~/" + name + "/";
    case Op::no: return '!' + parts[0].text();
    default: break;
  }
  std::string out = "(";
  for (const Test& part : parts) {
    if (out.size() > 1) out += op == Op::both ? "&" : "|";
    out += part.text();
  }
  return out + ")";
}

std::string_view Rule::word(std::string_view key) const {
  for (const Argument& argument : arguments)
    if (argument.key == key) return argument.word;
  return {};
}

namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
         (c & 0x80) != 0;
}

// A recursive-descent parser; depth is bounded so that a hostile file cannot exhaust the stack.
class Parser {
 public:
  Parser(const Source& source, Grammar& grammar) : source_(source), text_(source.content), grammar_(grammar) {}

  void run() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    skip();
    bool after_rule = false;
    while (at_ < text_.size()) {
      const std::size_t start = at_;
      const std::string word = name("«phase», «let» or «rule»");
      if (word == "phase") {
        phase_ = find_phase(name("the name of the phase"));
      } else if (word == "let") {
        const std::string macro = name("the name of the pattern");
        expect('=');
        macros_[macro] = bounded(start, choice(0));
      } else if (word == "rule") {
        if (phase_ == npos) fail(start, "«phase» before the first rule");
        rule(start);
      } else {
        fail(start, after_rule ? "«yes», «no», «phase», «let» or «rule»" : "«phase», «let» or «rule»");
      }
      after_rule = word == "rule";
    }
  }

 private:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  static constexpr int max_depth = 100;               // of parentheses
  static constexpr std::size_t max_nested = 500;      // of a pattern with its macros
  static constexpr std::size_t max_size = 1000;       // of a pattern with its macros; RE2 refuses greater repetitions

  struct Place {
    std::uint32_t line = 1, column = 1;
  };

  // One pass over the text for all places, which are asked for nearly in order.
  Place place(std::size_t at) {
    if (at < placed_) placed_ = 0, place_ = {};
    for (; placed_ < at && placed_ < text_.size(); ++placed_) {
      ++place_.column;
      if (text_[placed_] == '\n') ++place_.line, place_.column = 1;
    }
    return place_;
  }

  [[noreturn]] void fail(std::size_t at, const std::string& expected) {
    const Place here = place(at);
    throw Error(source_.name, here.line, here.column, "expected " + expected);
  }

  void skip() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else {
        return;
      }
    }
  }

  bool peek(char c) const { return at_ < text_.size() && text_[at_] == c; }

  bool accept(char c) {
    if (!peek(c)) return false;
    ++at_;
    skip();
    return true;
  }

  void expect(char c) {
    if (!accept(c)) fail(at_, fmt::format("«{}»", c));
  }

  std::string name(const std::string& expected) {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
    if (at_ == start) fail(start, expected);
    std::string out(text_.substr(start, at_ - start));
    skip();
    return out;
  }

  std::string quoted() {
    const std::size_t start = at_;
    if (!peek('"')) fail(at_, "a text in \"quotation marks\"");
    ++at_;
    std::string out;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
        ++at_;
        out += text_[at_] == 'n' ? '\n' : text_[at_];
      } else {
        out += text_[at_];
      }
      ++at_;
    }
    if (!peek('"')) fail(start, "a closing \" on the same line");
    ++at_;
    skip();
    return out;
  }

  // Words as tokens have them, so that a rule may say "Aujourd’hui"; a blank between tokens.
  std::string key() {
    const std::size_t start = at_;
    std::string out = lexicon::key_of(quoted());
    if (out.empty()) fail(start, "a word");
    return out;
  }

  // The name that stands here, or nothing.
  std::string_view next_name() const {
    std::size_t end = at_;
    while (end < text_.size() && is_name_byte(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }

  std::size_t find_phase(const std::string& wanted) {
    for (std::size_t i = 0; i < grammar_.phases.size(); ++i)
      if (grammar_.phases[i].name == wanted) return i;
    grammar_.phases.push_back({wanted, {}});
    return grammar_.phases.size() - 1;
  }

  void rule(std::size_t start) {
    Rule rule;
    rule.name = grammar_.names->emplace_back(name("the name of the rule"));
    rule.file = source_.name;
    rule.line = place(start).line;
    rule.column = place(start).column;
    if (next_name() == "priority") {
      name("");
      rule.priority = priority();
    }
    rule.pattern = bounded(start, choice(0));
    if (text_.compare(at_, 2, "=>") != 0) fail(at_, "an element of the pattern or «=>»");
    at_ += 2;
    skip();
    rule.kind = name("what the rule makes");
    expect('(');
    if (!accept(')')) {
      do {
        if (peek('@')) {
          if (!rule.target.empty()) fail(at_, "one @capture that the result is made of");
          rule.target = capture_of(rule.pattern);
          continue;
        }
        Argument argument;
        argument.key = name("«@capture» or «key = value»");
        expect('=');
        const std::size_t value = at_;
        if (peek('@')) {
          argument.capture = capture_of(rule.pattern);
        } else {
          argument.word = peek('"') ? quoted() : name("a value");
          if (argument.key == "confidence" && !read_share(argument.word, rule.confidence)) fail(value, "a number from 0 to 1");
        }
        rule.arguments.push_back(std::move(argument));
      } while (accept(','));
      expect(')');
    }
    while (next_name() == "yes" || next_name() == "no") {
      Example example;
      example.line = place(at_).line;
      example.fires = name("") == "yes";
      example.text = quoted();
      rule.examples.push_back(std::move(example));
    }
    std::vector<Rule>& rules = grammar_.phases[phase_].rules;
    const auto same = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.name == rule.name; });
    if (same == rules.end()) {
      rules.push_back(std::move(rule));
    } else {
      if (same->file == rule.file) fail(start, fmt::format("another name: {} is in line {}", rule.name, same->line));
      *same = std::move(rule);
    }
  }

  int priority() {
    const std::size_t start = at_;
    const std::string digits = name("a number");
    int out = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc() || end != digits.data() + digits.size() || out < -9999 || out > 9999)
      fail(start, "a number from -9999 to 9999");
    return out;
  }

  static bool read_share(const std::string& word, float& out) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
    return error == std::errc() && end == word.data() + word.size() && out >= 0 && out <= 1;
  }

  std::string capture_of(const Pattern& pattern) {
    const std::size_t start = at_++;
    std::string label = name("the name of a capture");
    if (!has_capture(pattern, label)) fail(start, fmt::format("a capture that the pattern has; «{}» is none", label));
    return label;
  }

  // Macros and repetitions multiply: a few lines could stand for a billion elements.
  Pattern bounded(std::size_t start, Pattern pattern) {
    const auto [size, depth] = extent(pattern);
    if (size > max_size)
      fail(start, fmt::format("a pattern of at most {} elements, with macros and repetitions written out", max_size));
    if (depth > max_nested) fail(start, "less nesting");
    return pattern;
  }

  static std::pair<std::size_t, std::size_t> extent(const Pattern& pattern) {
    std::size_t size = pattern.parts.empty() ? 1 : 0, depth = 0;
    for (const Pattern& part : pattern.parts) {
      const auto [s, d] = extent(part);
      size += s;
      depth = std::max(depth, d + 1);
    }
    if (pattern.op == Pattern::Op::repeat)
      size *= std::max<std::size_t>(1, pattern.most == Pattern::unbounded ? pattern.least : pattern.most);
    return {std::min(size, max_size + 1), depth};
  }

  static bool has_capture(const Pattern& pattern, const std::string& label) {
    if (pattern.op == Pattern::Op::capture && pattern.label == label) return true;
    return std::any_of(pattern.parts.begin(), pattern.parts.end(),
                       [&](const Pattern& part) { return has_capture(part, label); });
  }

  static bool may_be_empty(const Pattern& pattern) {
    switch (pattern.op) {
      case Pattern::Op::test: return false;
      case Pattern::Op::choice: return std::any_of(pattern.parts.begin(), pattern.parts.end(), may_be_empty);
      case Pattern::Op::repeat: return pattern.least == 0 || may_be_empty(pattern.parts[0]);
      default: return std::all_of(pattern.parts.begin(), pattern.parts.end(), may_be_empty);   // ^ and $, too
    }
  }

  Pattern choice(int depth) {
    if (depth > max_depth) fail(at_, "less nesting");
    Pattern out = sequence(depth);
    if (!peek('|')) return out;
    Pattern all;
    all.op = Pattern::Op::choice;
    all.parts.push_back(std::move(out));
    while (accept('|')) all.parts.push_back(sequence(depth));
    return all;
  }

  bool starts_element() const {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_];
    if (c == '{' || c == '"' || c == '(' || c == '@' || c == '.' || c == '^' || c == '$') return true;
    if (!is_name_byte(c)) return false;
    // A keyword begins the next item.
    const std::string_view word = next_name();
    return word != "rule" && word != "let" && word != "phase";
  }

  Pattern sequence(int depth) {
    Pattern out;
    while (starts_element()) out.parts.push_back(repeated(depth));
    if (out.parts.empty()) fail(at_, "an element of the pattern");
    if (out.parts.size() == 1) {
      Pattern only = std::move(out.parts[0]);
      return only;
    }
    return out;
  }

  Pattern repeated(int depth) {
    Pattern item = element(depth);
    if (at_quantifier()) {
      std::uint32_t least = 0, most = Pattern::unbounded;
      const char c = text_[at_];
      // How often nothing stands somewhere has no answer.
      if ((c == '*' || c == '+') && may_be_empty(item))
        fail(at_, fmt::format("an element that takes a token before «{}»", c));
      if (c == '?') {
        most = 1;
        ++at_;
      } else if (c == '*') {
        ++at_;
      } else if (c == '+') {
        least = 1;
        ++at_;
      } else {
        const std::size_t start = at_++;
        least = number();
        most = least;
        if (peek(',')) {
          ++at_;
          most = number();
        }
        if (most < least || most > 50 || !peek('}')) fail(start, "{least,most} with most of 50 or less");
        ++at_;
      }
      Pattern repeat;
      repeat.op = Pattern::Op::repeat;
      repeat.least = least;
      repeat.most = most;
      if (peek('?')) {
        repeat.lazy = true;
        ++at_;
      }
      skip();
      repeat.parts.push_back(std::move(item));
      item = std::move(repeat);
      if (at_quantifier()) fail(at_, "one quantifier behind an element; parentheses allow another");
    }
    return item;
  }

  std::uint32_t number() {
    std::uint32_t out = 0;
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && out < 1000)
      out = out * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
    if (at_ == start) fail(start, "a number");
    return out;
  }

  Pattern element(int depth) {
    Pattern out;
    const std::size_t start = at_;
    if (accept('(')) {
      out = choice(depth + 1);
      expect(')');
      return out;
    }
    if (peek('@')) {
      ++at_;
      out.op = Pattern::Op::capture;
      out.label = name("the name of the capture");
      expect('(');
      out.parts.push_back(choice(depth + 1));
      expect(')');
      return out;
    }
    out.op = Pattern::Op::test;
    if (peek('{')) {
      ++at_;
      skip();
      out.test = either(0);
      expect('}');
      return out;
    }
    if (accept('.')) return out;
    if (peek('^') || peek('$')) {
      out.op = peek('^') ? Pattern::Op::begin : Pattern::Op::end;
      accept(text_[at_]);
      return out;
    }
    if (peek('"')) return words();
    const std::string macro = name("an element of the pattern");
    const auto found = macros_.find(macro);
    if (found == macros_.end())
      fail(start, fmt::format("a pattern defined by «let», or braces around a feature; «{}» is neither", macro));
    return found->second;
  }

  bool at_quantifier() const {
    return at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '+' ||
                                  (text_[at_] == '{' && at_ + 1 < text_.size() && text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9'));
  }

  Pattern words() {
    const std::size_t start = at_;
    const std::string keys = key();
    Pattern out;
    for (std::size_t at = 0, end = 0; at < keys.size(); at = end + 1) {
      end = std::min(keys.find(' ', at), keys.size());
      Pattern one;
      one.op = Pattern::Op::test;
      one.test.op = Test::Op::word;
      one.test.name = keys.substr(at, end - at);
      one.test.line = place(start).line;
      one.test.column = place(start).column;
      out.parts.push_back(std::move(one));
    }
    if (out.parts.size() == 1) {
      Pattern only = std::move(out.parts[0]);
      return only;
    }
    return out;
  }

  Test either(int depth) {
    if (depth > max_depth) fail(at_, "less nesting");
    return joined(Test::Op::either, '|', [&] { return both(depth); });
  }

  Test both(int depth) {
    return joined(Test::Op::both, '&', [&] { return factor(depth); });
  }

  template <typename Next>
  Test joined(Test::Op op, char sign, Next next) {
    Test first = next();
    if (!peek(sign)) return first;
    Test out;
    out.op = op;
    out.parts.push_back(std::move(first));
    while (accept(sign)) out.parts.push_back(next());
    return out;
  }

  Test factor(int depth) {
    Test out;
    const std::size_t start = at_;
    out.line = place(start).line;
    out.column = place(start).column;
    if (depth > max_depth) fail(start, "less nesting");
    if (accept('!')) {
      out.op = Test::Op::no;
      out.parts.push_back(factor(depth + 1));
      return out;
    }
    if (accept('(')) {
      out = either(depth + 1);
      expect(')');
      return out;
    }
    if (peek('"')) {
      out.op = Test::Op::word;
      out.name = key();
      return out;
    }
    if (text_.compare(at_, 2, "~/") == 0) {
      at_ += 2;
      while (at_ < text_.size() && text_[at_] != '/' && text_[at_] != '\n') {
        if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '/') ++at_;
        out.name += text_[at_++];
      }
      if (!peek('/')) fail(start, "a closing / on the same line");
      ++at_;
      skip();
      out.op = Test::Op::regex;
      const RE2 check(out.name, RE2::Quiet);
      if (!check.ok()) fail(start, fmt::format("a regular expression: {}", check.error()));
      return out;
    }
    out.op = Test::Op::feature;
    out.name = name("a feature, a \"word\", ~/an expression/ or «!»");
    return out;
  }

  const Source& source_;
  std::string_view text_;
  Grammar& grammar_;
  std::map<std::string, Pattern> macros_;
  std::size_t at_ = 0;
  std::size_t phase_ = npos;
  std::size_t placed_ = 0;   // place_ is the place of this byte
  Place place_;
};

}  // namespace

Grammar parse(const std::vector<Source>& sources) {
  Grammar grammar;
  for (const Source& source : sources) Parser(source, grammar).run();
  return grammar;
}

}  // namespace propos::rules
