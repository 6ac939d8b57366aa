// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "propos/analyzer.h"
#include "propos/error.h"

namespace propos::lexicon {
class Lexicon;
}

/// Stage 4, first half: the rule language. Takes the text of a grammar; gives phases of rules as trees.
/// The language is described in docs/rules.md.
namespace propos::rules {

/// A place in a file, counted from 1, the column in bytes.
struct Place {
  std::uint32_t line = 0, column = 0;
};

/// What one token must be: a formula over features, words and expressions.
struct Test {
  enum class Op : std::uint8_t { any, feature, word, regex, no, both, either };
  Op op = Op::any;
  std::string name;   // of the feature, the word (its key), the expression
  std::vector<Test> parts;
  std::uint32_t line = 0, column = 0;

  /// The formula in one spelling, equal for equal formulas.
  std::string text() const;
};

/// A pattern over a sequence of tokens.
struct Pattern {
  enum class Op : std::uint8_t { test, sequence, choice, repeat, capture, begin, end };
  Op op = Op::sequence;
  Test test;
  std::vector<Pattern> parts;
  std::uint32_t least = 0, most = 0;   // of repeat; most == unbounded for * and +
  bool lazy = false;
  std::string label;   // of capture
  Place at;            // of capture
  static constexpr std::uint32_t unbounded = static_cast<std::uint32_t>(-1);
};

/// key = @capture or key = word, after the target of an action.
struct Argument {
  std::string key;
  std::string capture;   // empty when it is a word
  std::string word;
  Place at, value_at;

  template <class Image>
  void image(Image& io) {
    io(key, capture, word);
  }
};

struct Example {
  std::string text;   // the target in [brackets]
  bool fires = true;
  Place at;   // of the text

  /// The text without the brackets, and what stood between them.
  std::string plain() const;
  std::string_view target() const;
};

struct Rule {
  std::string_view name;   // "person.title-name", as written; of Grammar::names
  Pattern pattern;
  std::string kind;   // what it makes: person, np, direct…
  Place kind_at;
  std::string target;   // the capture that it makes it of; empty: the whole match
  std::vector<Argument> arguments;
  int priority = 0;
  float confidence = -1;   // confidence = …; below 0 where the rule does not say
  std::vector<Example> examples;
  std::string file;
  std::uint32_t line = 0, column = 0;

  /// The value of `key = word`, or empty.
  std::string_view word(std::string_view key) const;
  float confidence_or(float otherwise) const { return confidence < 0 ? otherwise : confidence; }

  template <class Image>
  void image(Image& io) {
    io(kind, target, arguments, priority, confidence, file, line, column);
  }
};

struct Phase {
  std::string name;
  std::vector<Rule> rules;
  std::string file;   // that names it first
  Place at;

  template <class Image>
  void image(Image& io) {
    io(name, rules, file);
  }
};

struct Grammar {
  std::vector<Phase> phases;   // in order of the first file that names them
  /// The names of the rules, which documents keep beyond the grammar. No more are added once it is read.
  std::shared_ptr<std::deque<std::string>> names = std::make_shared<std::deque<std::string>>();

  /// Without patterns and examples, of which an engine is made (engine.h), and places in the text.
  template <class Image>
  void image(Image& io) {
    io(phases);
    for (Phase& phase : phases)
      for (Rule& rule : phase.rules) {
        std::string name(rule.name);
        io(name);
        if constexpr (Image::reads) rule.name = names->emplace_back(std::move(name));
      }
  }
};

/// Reads the sources in order; a rule with the name of an earlier one replaces it, a phase may go on in a later source.
/// Appends to `errors` what does not read, with file, line, column and what was expected: one mistake an item, 1,000 at most;
/// the grammar then has the items that read. O(bytes of the sources).
Grammar parse(const std::vector<Source>& sources, std::vector<Error>& errors);

/// The same; throws the first Error.
Grammar parse(const std::vector<Source>& sources);

/// The grammar of French that is compiled into the library.
std::vector<Source> built_in();

/// The grammar of French with what a caller adds, held against the schema (schema.h) and, where given, the features of a
/// lexicon. Appends all that is wrong to `errors`, by file and place.
Grammar built_in_with(const std::vector<Source>& added, std::vector<Error>& errors, const lexicon::Lexicon* lexicon = nullptr);

/// The same; throws the first Error.
Grammar built_in_with(const std::vector<Source>& added);

}   // namespace propos::rules
