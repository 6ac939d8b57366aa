// SPDX-License-Identifier: Apache-2.0
#include "rules/grammar.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "propos/error.h"

namespace propos::rules {

std::string Test::text() const {
  switch (op) {
    case Op::any: return ".";
    case Op::feature: return name;
    case Op::word: return "\"" + name + "\"";
    case Op::regex: return "~/" + name + "/";
    case Op::no: return "!" + parts[0].text();
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
    skip();
    while (at_ < text_.size()) {
      const std::size_t start = at_;
      const std::string word = name("«phase», «let» or «rule»");
      if (word == "phase") {
        phase_ = find_phase(name("the name of the phase"));
      } else if (word == "let") {
        const std::string macro = name("the name of the pattern");
        expect('=');
        macros_[macro] = choice(0);
      } else if (word == "rule") {
        if (phase_ == npos) fail(start, "«phase» before the first rule");
        rule(start);
      } else {
        fail(start, "«phase», «let» or «rule»");
      }
    }
  }

 private:
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  static constexpr int max_depth = 100;

  [[noreturn]] void fail(std::size_t at, const std::string& expected) const {
    std::uint32_t line = 1, column = 1;
    for (std::size_t i = 0; i < at && i < text_.size(); ++i) {
      ++column;
      if (text_[i] == '\n') ++line, column = 1;
    }
    throw Error(source_.name, line, column, "expected " + expected);
  }

  std::uint32_t line_of(std::size_t at) const {
    return 1 + static_cast<std::uint32_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
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
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
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

  std::size_t find_phase(const std::string& wanted) {
    for (std::size_t i = 0; i < grammar_.phases.size(); ++i)
      if (grammar_.phases[i].name == wanted) return i;
    grammar_.phases.push_back({wanted, {}});
    return grammar_.phases.size() - 1;
  }

  void rule(std::size_t start) {
    Rule rule;
    rule.name = name("the name of the rule");
    rule.file = source_.name;
    rule.line = line_of(start);
    if (text_.compare(at_, 8, "priority") == 0) {
      name("");
      const std::size_t digits = at_;
      const std::string number = name("a number");
      if (number.size() > 4 || number.find_first_not_of("0123456789-") != npos) fail(digits, "a number below 10000");
      rule.priority = std::stoi(number);
    }
    rule.pattern = choice(0);
    if (text_.compare(at_, 2, "=>") != 0) fail(at_, "an element of the pattern or «=>»");
    at_ += 2;
    skip();
    rule.kind = name("what the rule makes");
    expect('(');
    if (!accept(')')) {
      do {
        const std::size_t here = at_;
        if (peek('@')) {
          ++at_;
          rule.target = name("the name of a capture");
          if (!has_capture(rule.pattern, rule.target)) fail(here, "a capture that the pattern has");
          continue;
        }
        Argument argument;
        argument.key = name("«@capture» or «key = value»");
        expect('=');
        const std::size_t value = at_;
        if (accept('@')) {
          argument.capture = name("the name of a capture");
          if (!has_capture(rule.pattern, argument.capture)) fail(value, "a capture that the pattern has");
        } else {
          argument.word = peek('"') ? quoted() : name("a value");
        }
        rule.arguments.push_back(std::move(argument));
      } while (accept(','));
      expect(')');
    }
    while (text_.compare(at_, 3, "yes") == 0 || text_.compare(at_, 3, "no ") == 0) {
      Example example;
      example.line = line_of(at_);
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

  static bool has_capture(const Pattern& pattern, const std::string& label) {
    if (pattern.op == Pattern::Op::capture && pattern.label == label) return true;
    return std::any_of(pattern.parts.begin(), pattern.parts.end(),
                       [&](const Pattern& part) { return has_capture(part, label); });
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
    std::size_t end = at_;
    while (end < text_.size() && is_name_byte(text_[end])) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
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
    while (at_ < text_.size()) {
      std::uint32_t least = 0, most = Pattern::unbounded;
      const char c = text_[at_];
      if (c == '?') {
        most = 1;
        ++at_;
      } else if (c == '*') {
        ++at_;
      } else if (c == '+') {
        least = 1;
        ++at_;
      } else if (c == '{' && at_ + 1 < text_.size() && text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9') {
        const std::size_t start = at_++;
        least = number();
        most = least;
        if (peek(',')) {
          ++at_;
          most = number();
        }
        if (most < least || most > 50 || !peek('}')) fail(start, "{least,most} with most of 50 or less");
        ++at_;
      } else {
        break;
      }
      Pattern repeat;
      repeat.op = Pattern::Op::repeat;
      repeat.least = least;
      repeat.most = most;
      if (peek('?')) {
        repeat.lazy = true;
        ++at_;
      }
      repeat.parts.push_back(std::move(item));
      item = std::move(repeat);
      skip();
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
      expect_tight(')');
      return out;
    }
    if (peek('@')) {
      ++at_;
      out.op = Pattern::Op::capture;
      out.label = name("the name of the capture");
      expect('(');
      out.parts.push_back(choice(depth + 1));
      expect_tight(')');
      return out;
    }
    out.op = Pattern::Op::test;
    if (peek('{')) {
      ++at_;
      skip();
      out.test = either(0);
      expect_tight('}');
      return out;
    }
    if (peek('.')) {
      ++at_;
      return out;
    }
    if (peek('^') || peek('$')) {
      out.op = peek('^') ? Pattern::Op::begin : Pattern::Op::end;
      ++at_;
      skip();
      return out;
    }
    if (peek('"')) return words();
    const std::string macro = tight_name();
    const auto found = macros_.find(macro);
    if (found == macros_.end()) fail(start, fmt::format("a pattern defined by «let»; «{}» is not", macro));
    return found->second;
  }

  // Quantifiers stand right behind their element, so blanks are skipped only after them.
  void expect_tight(char c) {
    if (!peek(c)) fail(at_, fmt::format("«{}»", c));
    ++at_;
    if (!at_quantifier()) skip();
  }

  bool at_quantifier() const {
    return at_ < text_.size() && (text_[at_] == '?' || text_[at_] == '*' || text_[at_] == '+' ||
                                  (text_[at_] == '{' && at_ + 1 < text_.size() && text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9'));
  }

  std::string tight_name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
    if (at_ == start) fail(start, "an element of the pattern");
    std::string out(text_.substr(start, at_ - start));
    if (!at_quantifier()) skip();
    return out;
  }

  Pattern words() {
    const std::size_t start = at_;
    ++at_;
    std::vector<std::string> keys(1);
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') {
      if (text_[at_] == ' ') {
        if (!keys.back().empty()) keys.emplace_back();
      } else {
        keys.back() += text_[at_];
      }
      ++at_;
    }
    if (!peek('"')) fail(start, "a closing \" on the same line");
    ++at_;
    if (!at_quantifier()) skip();
    if (keys.back().empty()) keys.pop_back();
    if (keys.empty()) fail(start, "a word");
    Pattern out;
    for (std::string& key : keys) {
      Pattern one;
      one.op = Pattern::Op::test;
      one.test.op = Test::Op::word;
      one.test.name = std::move(key);
      one.test.line = line_of(start);
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
    out.line = line_of(start);
    if (accept('!')) {
      out.op = Test::Op::no;
      out.parts.push_back(factor(depth + 1));
      if (depth > max_depth) fail(start, "less nesting");
      return out;
    }
    if (accept('(')) {
      out = either(depth + 1);
      expect(')');
      return out;
    }
    if (peek('"')) {
      out.op = Test::Op::word;
      out.name = quoted();
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
};

}  // namespace

Grammar parse(const std::vector<Source>& sources) {
  Grammar grammar;
  for (const Source& source : sources) Parser(source, grammar).run();
  return grammar;
}

}  // namespace propos::rules
