// SPDX-License-Identifier: Apache-2.0
#include "rules/grammar.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "errors.h"
#include "rules/pattern.h"
#include "rules/scanner.h"
#include "rules/shape.h"

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

std::string_view Example::target() const {
  const std::size_t open = text.find('['), close = text.find(']');
  return fires ? std::string_view(text).substr(open + 1, close - open - 1) : std::string_view();
}

std::string Example::plain() const {
  if (!fires) return text;
  std::string out = text;
  out.erase(out.find(']'), 1);
  out.erase(out.find('['), 1);
  return out;
}

namespace {

constexpr int greatest_priority = 9999;

bool read_share(const std::string& word, float& out) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  return error == std::errc() && end == word.data() + word.size() && out >= 0 && out <= 1;
}

/// Reads the items of one file into a grammar.
class Parser {
 public:
  Parser(const Source& source, Grammar& grammar, std::vector<Error>& errors)
      : in_(source), patterns_(in_), grammar_(grammar), errors_(errors) {}

  void run() {
    if (const std::size_t bad = in_.first_bad_byte(); bad < in_.size()) tell([&] { in_.fail(bad, "UTF-8"); });
    while (!in_.done() && errors_.size() < most_errors) {
      const std::size_t start = in_.at();
      if (!tell([&] { item(start); })) in_.go_to_next_item(start);
    }
  }

 private:
  // Does it go without a mistake?
  template <typename Read>
  bool tell(const Read& read) {
    try {
      read();
      return true;
    } catch (const Error& error) {
      errors_.push_back(error);
      return false;
    }
  }

  void item(std::size_t start) {
    const bool after_rule = std::exchange(after_rule_, false);
    const std::string word = in_.name("«phase», «let» or «rule»");
    if (word == "phase") phase();
    else if (word == "let") let(start);
    else if (word == "rule") rule(start);
    else in_.fail(start, after_rule ? "«yes», «no», «phase», «let» or «rule»" : "«phase», «let» or «rule»");
    after_rule_ = word == "rule";
  }

  void phase() {
    rules_ = &lost_;
    lets_.clear();
    const std::size_t at = in_.at();
    const std::string wanted = own_name("the name of the phase");
    auto found = std::find_if(grammar_.phases.begin(), grammar_.phases.end(), [&](const Phase& p) { return p.name == wanted; });
    if (found == grammar_.phases.end()) found = grammar_.phases.insert(found, {wanted, {}, in_.file(), in_.place(at)});
    rules_ = &found->rules;
  }

  void let(std::size_t start) {
    const std::size_t at = in_.at();
    const std::string name = own_name("the name of the pattern");
    const auto [known, fresh] = lets_.try_emplace(name, in_.place(start).line);
    if (!fresh) in_.fail(at, fmt::format("another name: {} is in line {}", name, known->second));
    try {
      in_.expect('=');
      patterns_.define(name, patterns_.read(start));
    } catch (const Error&) {
      patterns_.define(name, anything());   // for the rules below
      throw;
    }
  }

  // No keyword: it begins the next item.
  std::string own_name(const std::string& expected) {
    const std::string_view word = in_.next_name();
    if (word == "phase" || word == "let" || word == "rule") in_.fail(in_.at(), expected);
    return in_.name(expected);
  }

  static Pattern anything() {
    Pattern out;
    out.op = Pattern::Op::test;
    return out;
  }

  void rule(std::size_t start) {
    if (rules_ == nullptr) {
      rules_ = &lost_;
      in_.fail(start, "«phase» before the first rule");
    }
    Rule rule;
    rule.name = grammar_.names->emplace_back(own_name("the name of the rule"));
    rule.file = in_.file();
    rule.line = in_.place(start).line;
    rule.column = in_.place(start).column;
    bool good = tell([&] { body(start, rule); });
    if (!good) in_.go_to_next_statement(start);
    while (in_.next_name() == "yes" || in_.next_name() == "no") {
      const std::size_t at = in_.at();
      if (tell([&] { rule.examples.push_back(example()); })) continue;
      good = false;
      in_.go_to_next_statement(at);
    }
    if (good) add(start, std::move(rule));
  }

  void body(std::size_t start, Rule& rule) {
    if (in_.next_name() == "priority") {
      in_.name("");
      rule.priority = priority();
    }
    rule.pattern = patterns_.read(start);
    in_.expect("=>", "an element of the pattern or «=>»");
    result(rule);
  }

  void result(Rule& rule) {
    rule.kind_at = in_.place(in_.at());
    rule.kind = in_.name("what the rule makes");
    in_.expect('(');
    if (in_.accept(')')) return;
    do {
      if (!in_.peek('@')) {
        rule.arguments.push_back(argument(rule));
        continue;
      }
      if (!rule.target.empty()) in_.fail(in_.at(), "one @capture that the result is made of");
      rule.target = capture_of(rule.pattern);
    } while (in_.accept(','));
    in_.expect(')');
  }

  Argument argument(Rule& rule) {
    Argument out;
    out.at = in_.place(in_.at());
    out.key = in_.name("«@capture» or «key = value»");
    in_.expect('=');
    const std::size_t value = in_.at();
    out.value_at = in_.place(value);
    if (in_.peek('@')) {
      out.capture = capture_of(rule.pattern);
      return out;
    }
    out.word = in_.peek('"') ? in_.quoted() : in_.name("a value");
    if (out.key == "confidence" && !read_share(out.word, rule.confidence)) in_.fail(value, "a number from 0 to 1");
    return out;
  }

  Example example() {
    Example out;
    out.fires = in_.name("") == "yes";
    const std::size_t start = in_.at();
    out.at = in_.place(start);
    out.text = in_.quoted();
    const std::size_t open = out.text.find('['), close = out.text.find(']');
    const bool one = open < close && close != out.text.npos && out.text.find('[', open + 1) == out.text.npos &&
                     out.text.find(']', close + 1) == out.text.npos;
    if (out.fires && (!one || close == open + 1)) in_.fail(start, "words in one pair of [brackets]");
    if (!out.fires && !one && open != close) in_.fail(start, "no bracket, or one pair");
    return out;
  }

  void add(std::size_t start, Rule rule) {
    const auto same = std::find_if(rules_->begin(), rules_->end(), [&](const Rule& r) { return r.name == rule.name; });
    if (same == rules_->end()) {
      rules_->push_back(std::move(rule));
    } else {
      if (same->file == rule.file) in_.fail(start, fmt::format("another name: {} is in line {}", rule.name, same->line));
      *same = std::move(rule);
    }
  }

  int priority() {
    const std::size_t start = in_.at();
    const std::string digits = in_.name("a number");
    int out = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (error != std::errc() || end != digits.data() + digits.size() || out < -greatest_priority || out > greatest_priority)
      in_.fail(start, fmt::format("a number from -{0} to {0}", greatest_priority));
    return out;
  }

  std::string capture_of(const Pattern& pattern) {
    const std::size_t start = in_.at();
    in_.step();
    std::string label = in_.name("the name of a capture");
    if (!has_capture(pattern, label)) in_.fail(start, fmt::format("a capture that the pattern has; «{}» is none", label));
    return label;
  }

  Scanner in_;
  PatternParser patterns_;
  Grammar& grammar_;
  std::vector<Error>& errors_;
  std::vector<Rule>* rules_ = nullptr;          // of the phase
  std::vector<Rule> lost_;                      // … of one that does not read
  std::map<std::string, std::uint32_t> lets_;   // lines, of this phase in this file
  bool after_rule_ = false;
};

}   // namespace

Grammar parse(const std::vector<Source>& sources, std::vector<Error>& errors) {
  Grammar grammar;
  for (const Source& source : sources) Parser(source, grammar, errors).run();
  return grammar;
}

Grammar parse(const std::vector<Source>& sources) {
  std::vector<Error> errors;
  Grammar out = parse(sources, errors);
  if (!errors.empty()) throw errors.front();
  return out;
}

}   // namespace propos::rules
