// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>

#include "rules/scanner.h"

/// Patterns of rule files: what stands between the name of a rule and «=>».
namespace propos::rules {

/// A recursive-descent parser; depth is bounded so that a hostile file cannot exhaust the stack.
class PatternParser {
 public:
  explicit PatternParser(Scanner& in) : in_(in) {}

  /// Throws Error for what is no pattern, and for one that is too great; then at byte `start`, where its item begins.
  Pattern read(std::size_t start);
  /// A pattern by the name of `let`.
  void define(const std::string& name, Pattern pattern) { macros_[name] = std::move(pattern); }

 private:
  Pattern choice(int depth);
  Pattern sequence(int depth);
  Pattern repeated(int depth);
  Pattern element(int depth);
  Pattern capture(int depth);
  Pattern words();
  void quantify(Pattern& repeat, const Pattern& item);
  bool starts_element() const;
  bool at_quantifier() const;

  Test either(int depth);
  Test both(int depth);
  Test factor(int depth);
  Test joined(Test::Op op, char sign, const std::function<Test()>& next);

  Scanner& in_;
  std::map<std::string, Pattern> macros_;
};

}   // namespace propos::rules
