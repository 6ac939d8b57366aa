// SPDX-License-Identifier: Apache-2.0
#include "rules/pattern.h"

#include <fmt/format.h>

#include "rules/shape.h"

namespace propos::rules {
namespace {

constexpr int max_depth = 100;            // of parentheses
constexpr std::size_t max_nested = 500;   // of a pattern with its macros
constexpr std::size_t max_size = 1000;    // of a pattern with its macros; RE2 refuses greater repetitions
constexpr std::uint32_t max_repeated = 50;

}   // namespace

// Macros and repetitions multiply: a few lines could stand for a billion elements.
Pattern PatternParser::read(std::size_t start) {
  Pattern out = choice(0);
  const auto [size, depth] = extent(out, max_size);
  if (size > max_size)
    in_.fail(start, fmt::format("a pattern of at most {} elements, with macros and repetitions written out", max_size));
  if (depth > max_nested) in_.fail(start, "less nesting");
  return out;
}

Pattern PatternParser::choice(int depth) {
  if (depth > max_depth) in_.fail(in_.at(), "less nesting");
  Pattern out = sequence(depth);
  if (!in_.peek('|')) return out;
  Pattern all;
  all.op = Pattern::Op::choice;
  all.parts.push_back(std::move(out));
  while (in_.accept('|')) all.parts.push_back(sequence(depth));
  return all;
}

bool PatternParser::starts_element() const {
  for (const char c : {'{', '"', '(', '@', '.', '^', '$'})
    if (in_.peek(c)) return true;
  // A keyword begins the next item.
  const std::string_view word = in_.next_name();
  return !word.empty() && word != "rule" && word != "let" && word != "phase";
}

Pattern PatternParser::sequence(int depth) {
  Pattern out;
  while (starts_element()) out.parts.push_back(repeated(depth));
  if (out.parts.empty()) in_.fail(in_.at(), "an element of the pattern");
  if (out.parts.size() > 1) return out;
  Pattern only = std::move(out.parts[0]);
  return only;
}

bool PatternParser::at_quantifier() const {
  return in_.peek('?') || in_.peek('*') || in_.peek('+') || (in_.peek('{') && in_.peek_digit(1));
}

Pattern PatternParser::repeated(int depth) {
  Pattern item = element(depth);
  if (!at_quantifier()) return item;
  Pattern out;
  out.op = Pattern::Op::repeat;
  quantify(out, item);
  if (in_.peek('?')) {
    out.lazy = true;
    in_.step();
  }
  in_.skip();
  out.parts.push_back(std::move(item));
  if (at_quantifier()) in_.fail(in_.at(), "one quantifier behind an element; parentheses allow another");
  return out;
}

void PatternParser::quantify(Pattern& repeat, const Pattern& item) {
  const std::size_t start = in_.at();
  const bool once = in_.peek('?'), some = in_.peek('+');
  if (!in_.peek('{')) {
    // How often nothing stands somewhere has no answer.
    if (!once && may_be_empty(item)) in_.fail(start, fmt::format("an element that takes a token before «{}»", some ? '+' : '*'));
    repeat.least = some ? 1 : 0;
    repeat.most = once ? 1 : Pattern::unbounded;
    in_.step();
    return;
  }
  in_.step();
  repeat.least = repeat.most = in_.number();
  if (in_.peek(',')) {
    in_.step();
    repeat.most = in_.number();
  }
  if (repeat.most < repeat.least || repeat.most > max_repeated || !in_.peek('}'))
    in_.fail(start, fmt::format("{{least,most}} with most of {} or less", max_repeated));
  in_.step();
}

Pattern PatternParser::element(int depth) {
  Pattern out;
  const std::size_t start = in_.at();
  if (in_.accept('(')) {
    out = choice(depth + 1);
    in_.expect(')');
    return out;
  }
  if (in_.peek('@')) return capture(depth);
  out.op = Pattern::Op::test;
  if (in_.accept('{')) {
    out.test = either(0);
    in_.expect('}');
    return out;
  }
  if (in_.accept('.')) return out;
  if (in_.peek('^') || in_.peek('$')) {
    out.op = in_.accept('^') ? Pattern::Op::begin : Pattern::Op::end;
    in_.accept('$');
    return out;
  }
  if (in_.peek('"')) return words();
  const std::string macro = in_.name("an element of the pattern");
  const auto found = macros_.find(macro);
  if (found == macros_.end())
    in_.fail(start, fmt::format("a pattern defined by «let», or braces around a feature; «{}» is neither", macro));
  return found->second;
}

Pattern PatternParser::capture(int depth) {
  Pattern out;
  out.op = Pattern::Op::capture;
  out.at = in_.place(in_.at());
  in_.step();
  out.label = in_.name("the name of the capture");
  in_.expect('(');
  out.parts.push_back(choice(depth + 1));
  in_.expect(')');
  return out;
}

Pattern PatternParser::words() {
  const Place start = in_.place(in_.at());
  const std::string keys = in_.key();
  Pattern out;
  for (std::size_t at = 0, end = 0; at < keys.size(); at = end + 1) {
    end = std::min(keys.find(' ', at), keys.size());
    Pattern one;
    one.op = Pattern::Op::test;
    one.test.op = Test::Op::word;
    one.test.name = keys.substr(at, end - at);
    one.test.line = start.line;
    one.test.column = start.column;
    out.parts.push_back(std::move(one));
  }
  if (out.parts.size() > 1) return out;
  Pattern only = std::move(out.parts[0]);
  return only;
}

Test PatternParser::either(int depth) {
  if (depth > max_depth) in_.fail(in_.at(), "less nesting");
  return joined(Test::Op::either, '|', [&] { return both(depth); });
}

Test PatternParser::both(int depth) {
  return joined(Test::Op::both, '&', [&] { return factor(depth); });
}

Test PatternParser::joined(Test::Op op, char sign, const std::function<Test()>& next) {
  Test first = next();
  if (!in_.peek(sign)) return first;
  Test out;
  out.op = op;
  out.parts.push_back(std::move(first));
  while (in_.accept(sign)) out.parts.push_back(next());
  return out;
}

Test PatternParser::factor(int depth) {
  Test out;
  const Place start = in_.place(in_.at());
  out.line = start.line;
  out.column = start.column;
  if (depth > max_depth) in_.fail(in_.at(), "less nesting");
  if (in_.accept('!')) {
    out.op = Test::Op::no;
    out.parts.push_back(factor(depth + 1));
  } else if (in_.accept('(')) {
    out = either(depth + 1);
    in_.expect(')');
  } else if (in_.peek('"')) {
    out.op = Test::Op::word;
    out.name = in_.key();
  } else if (in_.peek("~/")) {
    out.op = Test::Op::regex;
    out.name = in_.expression();
  } else {
    out.op = Test::Op::feature;
    out.name = in_.name("a feature, a \"word\", ~/an expression/ or «!»");
  }
  return out;
}

}   // namespace propos::rules
