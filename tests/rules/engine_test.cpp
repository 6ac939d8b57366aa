// SPDX-License-Identifier: Apache-2.0
#include "rules/engine.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <sstream>
#include <string_view>

#include "propos/error.h"
#include "reference.h"

namespace propos::rules {
namespace {

// A small alphabet, so that rules and texts often meet. The features are those of tokens; `mark` is also what a rule makes.
const std::vector<std::string> features = {"upper", "number", "opens", "noun", "clitic-subject", "etre", "mark", "clause"};
const std::vector<std::string> words = {"a", "b", "c", "l'", "é"};
const std::vector<std::string> expressions = {"^[ab]", "[cl]", "é$"};
// What a unit of several tokens may have that its tokens have not.
const std::vector<std::string> made = {"mark", "clause", "proper"};
// … and what it has where one of them has it.
const std::vector<std::string> passed_on = {"clitic-subject", "se-clitic", "etre", "indefinite"};

class Random {
 public:
  explicit Random(std::uint64_t seed) : generator_(seed) {}
  /// Below `n`.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(generator_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  const std::string& of(const std::vector<std::string>& list) { return list[below(list.size())]; }

 private:
  std::mt19937_64 generator_;
};

/// Writes grammars of one phase as a person could, in the language of rule files.
class Writer {
 public:
  explicit Writer(Random& random, const std::vector<std::string>& known = features) : random_(random), features_(known) {}

  /// A phase that makes groups of one or more units: what may stand before the head, the head, what may stand behind it.
  std::string groups(const std::string& phase, std::size_t rules) {
    std::string out = fmt::format("phase {}\n", phase);
    const auto part = [this] {
      static const std::vector<std::string> times = {"", "", "?", "{0,2}", "*"};
      return fmt::format("{{{}}}{} ", plain(), random_.of(times));
    };
    for (std::size_t r = 0; r < rules; ++r) {
      std::string left, lead, tail;
      if (random_.one_in(3)) left = random_.one_in(4) ? "^ " : fmt::format("{{{}}} ", plain());
      for (std::size_t n = random_.below(3); n > 0; --n) lead += part();
      if (random_.one_in(3)) tail = part();
      const std::string kind = random_.of(kinds);
      out += fmt::format("rule {}{} priority {} {}@t( {}@{}({{{}}}) {}) => {}(@t)\n", kind, r, random_.below(3), left, lead,
                         random_.one_in(12) ? "x" : "head", plain(), tail, kind);
    }
    return out;
  }

  std::string grammar(std::size_t rules) {
    std::string out = "phase p\n";
    for (std::size_t i = random_.below(3); i > 0; --i) {
      labels_.clear();
      Macro macro{fmt::format("m{}", macros_.size()), choice(2), {}};
      macro.labels = labels_;
      out += fmt::format("let {} = {}\n", macro.name, macro.body.text);
      macros_.push_back(std::move(macro));
    }
    for (std::size_t r = 0; r < rules; ++r) {
      labels_.clear();
      // Half of the rules look for a target inside a context.
      Body body = random_.one_in(2) ? choice(0) : repeated(1);
      if (labels_.empty()) {
        join(body, " ", capture(1));
        join(body, " ", repeated(1));
      }
      const std::string target = labels_.empty() || random_.one_in(3) ? "" : "@" + random_.of(labels_);
      out += fmt::format("rule r{} {} => mark({})\n", r, body.text, target);
    }
    return out;
  }

  /// A phase over groups, as cues are looked for: a group behind a word or at the begin, then more of them.
  std::string cues(std::size_t rules) {
    static const std::vector<std::string> lefts = {
        "", "^ ", "\"a\" ", "( \"b\" | \"c\" ) ", "( ^ | \"a\" ) \"é\"? ", "( ^ | \"b\"{1,2} | \"l'\" ) "};
    static const std::vector<std::string> gaps = {"", "", ".{0,2} ", "{!h}{0,3} ", "{upper}? "};
    const auto group = [this] {
      if (random_.one_in(4)) return fmt::format("{{{}}} ", random_.of(features_));
      const std::string kind = random_.one_in(3) ? "(g | h)" : random_.of(kinds);
      return random_.one_in(3) ? fmt::format("{{{}}} ", kind) : fmt::format("{{{} & {}}} ", kind, factor(1));
    };
    std::string out = "phase p\n";
    for (std::size_t r = 0; r < rules; ++r) {
      std::string text = random_.of(lefts) + group();
      if (random_.one_in(2))
        text += random_.of(gaps) +
                (random_.one_in(2) ? group() : fmt::format("( {}| \"{}\" {}) ", group(), random_.of(words), group()));
      out += fmt::format("rule r{} {}=> mark()\n", r, text);
    }
    return out;
  }

  static inline const std::vector<std::string> kinds = {"g", "h"};   // of groups

 private:
  static constexpr int deepest = 3;

  struct Body {
    std::string text;
    bool may_be_empty = false;   // then no * or + may follow
  };

  static void join(Body& body, std::string_view sign, const Body& next) {
    body.text.append(sign).append(next.text);
    const bool one = body.may_be_empty, other = next.may_be_empty;
    body.may_be_empty = sign == " " ? one && other : one || other;
  }

  Body choice(int depth) {
    Body out = sequence(depth);
    while (random_.one_in(4)) join(out, " | ", sequence(depth));
    return out;
  }

  Body sequence(int depth) {
    Body out = repeated(depth);
    for (std::size_t n = random_.below(3); n > 0; --n) join(out, " ", repeated(depth));
    return out;
  }

  Body repeated(int depth) {
    Body out = element(depth);
    std::size_t least = 0;
    switch (random_.below(12)) {
      case 0: out.text += '?'; break;
      case 1:
        if (out.may_be_empty) return out;
        out.text += '*';
        break;
      case 2:
        if (out.may_be_empty) return out;
        out.text += '+';
        least = 1;
        break;
      case 3:
        least = random_.below(4);
        out.text += fmt::format("{{{}}}", least);
        break;
      case 4:
        least = random_.below(3);
        out.text += fmt::format("{{{},{}}}", least, least + random_.below(3));
        break;
      default: return out;
    }
    if (random_.one_in(3)) out.text += '?';
    out.may_be_empty |= least == 0;
    return out;
  }

  Body element(int depth) {
    switch (random_.below(depth < deepest ? 12 : 7)) {
      case 0: return {"."};
      case 1: return {fmt::format("\"{}\"", random_.of(words))};
      case 2: return {fmt::format("\"{} {}\"", random_.of(words), random_.of(words))};
      case 3:
        if (!random_.one_in(4)) break;
        return {random_.one_in(2) ? "^" : "$", true};
      case 4:
      case 5:
      case 6: break;
      case 7:
      case 8: return in_parentheses("( ", choice(depth + 1));
      case 9:
      case 10: return capture(depth);
      case 11:
        if (macros_.empty()) break;
        const Macro& macro = macros_[random_.below(macros_.size())];
        labels_.insert(labels_.end(), macro.labels.begin(), macro.labels.end());
        return {macro.name, macro.body.may_be_empty};
    }
    return {fmt::format("{{{}}}", either(0))};
  }

  // Now and then a label stands twice.
  Body capture(int depth) {
    static const std::vector<std::string> names = {"x", "y", "z", "cue", "s", "t"};
    const std::string label = random_.of(names);
    const Body body = choice(depth + 1);
    labels_.push_back(label);
    return in_parentheses(fmt::format("@{}( ", label), body);
  }

  static Body in_parentheses(const std::string& open, const Body& body) {
    return {fmt::format("{}{} )", open, body.text), body.may_be_empty};
  }

  // Mostly what a token has, now and then what it has not.
  std::string plain() {
    return random_.one_in(8) ? both(1) : random_.one_in(2) ? random_.of(features_) : random_.of(features_) + " & " + factor(2);
  }

  std::string either(int depth) {
    std::string out = both(depth);
    while (random_.one_in(4)) out.append(" | ").append(both(depth));
    return out;
  }

  std::string both(int depth) {
    std::string out = factor(depth);
    while (random_.one_in(4)) out.append(" & ").append(factor(depth));
    return out;
  }

  std::string factor(int depth) {
    switch (random_.below(depth < 2 ? 8 : 6)) {
      case 0: return fmt::format("\"{}\"", random_.of(words));
      case 1: return fmt::format("~/{}/", random_.of(expressions));
      case 2: return '!' + random_.of(features_);
      case 6: return fmt::format("({})", either(depth + 1));
      case 7: return '!' + factor(depth + 1);
      default: return random_.of(features_);
    }
  }

  struct Macro {
    std::string name;
    Body body;
    std::vector<std::string> labels;
  };

  Random& random_;
  const std::vector<std::string>& features_;
  std::vector<Macro> macros_;
  std::vector<std::string> labels_;
};

using Sentence = std::vector<reference::Unit>;

Sentence sentence(Random& random) {
  Sentence out(random.one_in(20) ? 13 + random.below(30) : random.below(13));
  for (reference::Unit& unit : out) {
    unit.word = unit.text = random.of(words);
    for (const std::string& feature : features)
      if (random.one_in(3)) unit.features.insert(feature);
  }
  return out;
}

// Stages between rules make greater units: of one of the tokens, and with features of their own (clauses/clauses.cpp).
Sentence merged(const Sentence& tokens, Random& random) {
  Sentence out;
  for (std::size_t i = 0; i < tokens.size();) {
    const std::size_t size = random.one_in(3) ? 1 + random.below(std::min<std::size_t>(4, tokens.size() - i)) : 0;
    if (size == 0) {
      out.push_back(tokens[i++]);
      continue;
    }
    reference::Unit unit;
    if (!random.one_in(3)) unit = tokens[i + random.below(size)];
    unit.word.clear();
    for (const std::string& feature : made)
      if (random.one_in(3)) unit.features.insert(feature);
    for (const std::string& feature : passed_on)
      if (std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(i + size),
                      [&](const reference::Unit& token) { return token.features.count(feature) > 0; }) &&
          !random.one_in(3))
        unit.features.insert(feature);
    out.push_back(unit);
    i += size;
  }
  return out;
}

std::vector<Unit> units_of(const Sentence& sentence, const Engine& engine, Memory& memory) {
  std::vector<Unit> out;
  for (const reference::Unit& unit : sentence) {
    FeatureSet set;
    for (const std::string& feature : unit.features) set.set(static_cast<std::size_t>(engine.feature(feature)));
    engine.add_expressions(unit.text, set);
    Unit made;
    made.first = static_cast<std::uint32_t>(out.size());
    made.last = made.first + 1;
    made.kind = memory.kind(set, engine.word(unit.word));
    out.push_back(made);
  }
  return out;
}

void collect_labels(const Pattern& pattern, std::set<std::string>& out) {
  if (pattern.op == Pattern::Op::capture) out.insert(pattern.label);
  for (const Pattern& part : pattern.parts) collect_labels(part, out);
}

// As the reference gives it.
reference::Match as_reference(const Match& match, const Engine& engine) {
  reference::Match out;
  out.target = {match.first, match.last};
  std::set<std::string> labels;
  collect_labels(match.rule->pattern, labels);
  for (const std::string& label : labels)
    if (const auto range = engine.capture(match, label); range.first != Match::none) out.captures[label] = range;
  return out;
}

// As the engine has it: what took no unit is no capture.
std::vector<reference::Match> without_empty(std::vector<reference::Match> matches) {
  for (reference::Match& match : matches)
    std::erase_if(match.captures, [](const auto& capture) { return capture.second.first == capture.second.second; });
  return matches;
}

std::string show(const Sentence& sentence) {
  std::ostringstream out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    out << "\n  " << i << " \"" << sentence[i].word << "\"";
    if (sentence[i].text != sentence[i].word) out << " of " << sentence[i].text;
    for (const std::string& feature : sentence[i].features) out << ' ' << feature;
  }
  return out.str();
}

std::string show(const std::vector<reference::Match>& matches) {
  std::ostringstream out;
  for (const reference::Match& match : matches) {
    out << fmt::format("\n  [{},{})", match.target.first, match.target.second);
    for (const auto& [label, range] : match.captures) out << fmt::format(" @{}[{},{})", label, range.first, range.second);
  }
  return matches.empty() ? "\n  none" : out.str();
}

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

std::unique_ptr<Engine> compiled(const std::string& grammar, const lexicon::Lexicon& lexicon) {
  try {
    return std::make_unique<Engine>(parse({{"random.rules", grammar}}), lexicon);
  } catch (const Error& error) {
    ADD_FAILURE() << error.what();
    return nullptr;
  }
}

// Groups as clauses/clauses.cpp makes them: with the features of the head, and what some part passes on.
std::vector<Unit> grouped(const Engine& engine, std::string_view phase, const std::vector<Unit>& units, Memory& memory) {
  std::vector<Match> matches;
  engine.match(engine.phase(phase), units.data(), units.size(), memory, matches);
  resolve(matches, memory);
  std::vector<Unit> out;
  std::uint32_t next = 0;
  for (const Match& match : matches) {
    out.insert(out.end(), units.begin() + next, units.begin() + match.first);
    next = match.last;
    FeatureSet set;
    const auto head = engine.capture(match, "head");
    if (head.first != Match::none) set = memory.features(units[head.first].kind);
    for (const std::string& kind : Writer::kinds) set.reset(static_cast<std::size_t>(engine.feature(kind)));
    for (const std::string& name : passed_on) {
      const int feature = engine.feature(name);
      if (feature < 0) continue;
      set.reset(static_cast<std::size_t>(feature));
      for (std::uint32_t i = match.first; i < match.last; ++i)
        if (memory.features(units[i].kind)[static_cast<std::size_t>(feature)]) set.set(static_cast<std::size_t>(feature));
    }
    set.set(static_cast<std::size_t>(match.kind));
    Unit unit;
    unit.kind = memory.kind(set, 0);
    out.push_back(unit);
  }
  out.insert(out.end(), units.begin() + next, units.end());
  return out;
}

/// may_match knows how groups are made: it refuses no sentence whose groups, and groups of groups, have a match.
/// PROPOS_PAIRS and PROPOS_SEED as below.
TEST(Engine, MayMatchWhatGroupsMatch) {
  std::vector<std::string> known = features;
  known.insert(known.end(), Writer::kinds.begin(), Writer::kinds.end());
  const std::uint64_t pairs = from_environment("PROPOS_PAIRS", 24000);
  std::uint64_t seed = from_environment("PROPOS_SEED", 1);
  const lexicon::Lexicon lexicon;
  std::uint64_t tried = 0, with_match = 0, refused = 0;
  for (; tried < pairs; ++seed) {
    Random random(seed);
    const bool twice = random.one_in(2);
    // Both kinds have a rule that makes them.
    std::string text = Writer(random).groups("groups", 1 + random.below(4)) +
                       "rule g9 @t( {upper}? @head({number & opens}) ) => g(@t)\n"
                       "rule h9 @t( \"c\" @head({noun & opens}) ) => h(@t)\n";
    if (twice) text += Writer(random, known).groups("sources", 1 + random.below(2));
    text += random.one_in(3) ? Writer(random, known).grammar(1) : Writer(random).cues(1 + random.below(2));
    SCOPED_TRACE(fmt::format("PROPOS_SEED={} PROPOS_PAIRS=1", seed));
    const std::unique_ptr<Engine> engine = compiled(text, lexicon);
    ASSERT_TRUE(engine != nullptr) << text;
    Memory memory;
    for (int t = 0; t < 12; ++t, ++tried) {
      const Sentence tokens = sentence(random);
      const std::vector<Unit> token_units = units_of(tokens, *engine, memory);
      const bool may = engine->may_match(engine->phase("p"), token_units.data(), token_units.size(), memory);
      std::vector<Unit> units = grouped(*engine, "groups", token_units, memory);
      if (twice) units = grouped(*engine, "sources", units, memory);
      std::vector<Match> found;
      engine->match(engine->phase("p"), units.data(), units.size(), memory, found);
      ASSERT_TRUE(may || found.empty()) << fmt::format("may_match is false\n{}tokens{}\n{} matches", text, show(tokens),
                                                       found[0].rule->name);
      with_match += found.empty() ? 0 : 1;
      refused += may ? 0 : 1;
    }
  }
  if (tried > 10000) {
    EXPECT_GT(with_match, tried / 10);
    EXPECT_GT(refused, tried / 20);
  }
}

/// Random rules over random units mean to the engine what they mean to the references: the same targets in the same order,
/// and the same of every capture. PROPOS_PAIRS sets how many pairs of a rule and a text are tried, PROPOS_SEED the first
/// seed; a failure prints the seed that repeats it.
TEST(Engine, AgreesWithTheReferences) {
  constexpr std::size_t texts = 12;
  const std::uint64_t pairs = from_environment("PROPOS_PAIRS", 24000);
  std::uint64_t seed = from_environment("PROPOS_SEED", 1);
  const lexicon::Lexicon lexicon;
  std::uint64_t tried = 0, with_match = 0, read = 0, refused = 0;
  for (; tried < pairs; ++seed) {
    Random random(seed);
    const std::size_t rules = random.one_in(2) ? 1 : 4;   // one alone, since all together may match nearly anywhere
    const std::string text = Writer(random).grammar(rules);
    SCOPED_TRACE(fmt::format("PROPOS_SEED={} PROPOS_PAIRS=1", seed));
    const std::unique_ptr<Engine> engine = compiled(text, lexicon);
    ASSERT_TRUE(engine != nullptr) << text;
    Memory memory;
    for (std::size_t t = 0; t < texts; ++t) {
      // What a memory remembers of other texts changes nothing; nor does it that it remembers nothing.
      std::unique_ptr<Memory> fresh = random.one_in(4) ? std::make_unique<Memory>() : nullptr;
      Memory& used = fresh ? *fresh : memory;
      const Sentence tokens = sentence(random);
      const bool greater = random.one_in(3);
      const Sentence seen = greater ? merged(tokens, random) : tokens;
      const std::vector<Unit> token_units = units_of(tokens, *engine, used);
      const std::vector<Unit> units = units_of(seen, *engine, used);
      const bool may = engine->may_match(0, token_units.data(), token_units.size(), used);
      std::vector<Match> found;
      engine->match(0, units.data(), units.size(), used, found);
      std::vector<std::vector<reference::Match>> by_rule(rules);
      for (const Match& match : found) by_rule[match.order].push_back(as_reference(match, *engine));
      for (std::size_t r = 0; r < rules; ++r) {
        const std::vector<reference::Match> expected =
            without_empty(reference::match(engine->grammar().phases[0].rules[r], seen));
        ASSERT_TRUE(by_rule[r] == expected) << fmt::format("{}rule r{}\nunits{}\nreference{}\nengine{}", text, r, show(seen),
                                                           show(expected), show(by_rule[r]));
        const std::vector<reference::Match> by_re2 =
            without_empty(reference::match_by_re2(engine->grammar().phases[0].rules[r], seen));
        ASSERT_TRUE(by_rule[r] == by_re2) << fmt::format("{}rule r{}\nunits{}\nRE2{}\nengine{}", text, r, show(seen),
                                                         show(by_re2), show(by_rule[r]));
        ASSERT_TRUE(may || expected.empty())
            << fmt::format("may_match is false\n{}tokens{}\nunits{}\nr{}{}", text, show(tokens), show(seen), r, show(expected));
        with_match += expected.empty() ? 0 : 1;
        ++tried;
      }
      ++read;
      refused += may ? 0 : 1;
    }
  }
  // The pairs say something: many match, many do not, and may_match refuses texts.
  RecordProperty("pairs", fmt::format("{}, {} with a match", tried, with_match));
  RecordProperty("texts", fmt::format("{}, {} refused by may_match", read, refused));
  if (tried > 10000) {
    EXPECT_GT(with_match, tried / 10);
    EXPECT_LT(with_match, tried * 9 / 10);
    EXPECT_GT(refused, read / 100);
  }
}

// As great a rule as the parser takes, over more kinds of units than one byte can tell apart: no text is an error.
TEST(Engine, GreatestRuleOverManyKindsOfUnits) {
  const lexicon::Lexicon lexicon;
  std::string body;
  for (int f = 0; f < 20; ++f) body += fmt::format(" {{!{}}}?", lexicon.feature_name(f));
  const Engine engine(parse({{"great.rules", fmt::format("phase p\nrule r ({} ){{50}} => mark()\n", body)}}), lexicon);
  Random random(1);
  Memory memory;
  std::vector<Unit> units(3000);
  for (std::uint32_t i = 0; i < units.size(); ++i) {
    FeatureSet set;
    for (std::size_t f = 0; f < 20; ++f) set.set(f, random.one_in(2));
    units[i] = {i, i + 1, memory.kind(set, 0)};
  }
  std::vector<Match> matches;
  engine.match(0, units.data(), units.size(), memory, matches);
  EXPECT_FALSE(matches.empty());
}

// A quotation may be longer than any sentence: each unit is still seen once.
TEST(Engine, MoreUnitsThanASentenceHas) {
  const lexicon::Lexicon lexicon;
  const Engine engine(parse({{"long.rules", "phase p\nrule r @x({upper}) {!upper} => mark(@x)\n"}}), lexicon);
  Memory memory;
  FeatureSet upper;
  upper.set(static_cast<std::size_t>(engine.feature("upper")));
  const std::uint32_t kinds[] = {memory.kind(upper, 0), memory.kind({}, 0)};
  std::vector<Unit> units(100000);
  for (std::uint32_t i = 0; i < units.size(); ++i) units[i] = {i, i + 1, kinds[i % 2]};
  std::vector<Match> matches;
  engine.match(0, units.data(), units.size(), memory, matches);
  ASSERT_EQ(matches.size(), units.size() / 2);
  for (std::uint32_t m = 0; m < matches.size(); ++m) ASSERT_EQ(matches[m].first, 2 * m);
}

}   // namespace
}   // namespace propos::rules
