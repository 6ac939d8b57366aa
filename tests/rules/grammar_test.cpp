// SPDX-License-Identifier: Apache-2.0
#include "rules/grammar.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "propos/error.h"
#include "rules/engine.h"

namespace propos::rules {
namespace {

/// What `propos extract --rules my.rules` prints; empty where the file is good.
std::string error_of(const std::string& text) {
  static const lexicon::Lexicon lexicon;
  try {
    const Engine engine(parse({{"my.rules", text}}), lexicon);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string times(const std::string& part, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += part;
  return out;
}

// "part0 part1 …": {} is the number.
std::string numbered(fmt::format_string<int&> part, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += fmt::format(part, i);
  return out;
}

struct Case {
  std::string text;
  std::string error;   // behind "my.rules:"
};

void expect_errors(const std::string& head, const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(error_of(head + c.text), "my.rules:" + c.error) << c.text.substr(0, 200);
}

TEST(BrokenRules, Items) {
  expect_errors("",
                {
                    {"\"x\"", "1:1: expected «phase», «let» or «rule»"},
                    {"words p", "1:1: expected «phase», «let» or «rule»"},
                    {"phase", "1:6: expected the name of the phase"},
                    {"rule a \"x\" => person()", "1:1: expected «phase» before the first rule"},
                    {"let", "1:4: expected the name of the pattern"},
                    {"let a \"x\"", "1:7: expected «=»"},
                    {"let a = => b", "1:9: expected an element of the pattern"},
                    {"let a = \"x\" a", "1:13: expected a pattern defined by «let», or braces around a feature; «a» is neither"},
                    {"phase p\n\n# é\n\trule a \"x\" => person() é", "4:25: expected «yes», «no», «phase», «let» or «rule»"},
                    {"\xEF\xBB\xBFphase p\r\nrule a \"x\r\n", "2:8: expected a closing \" on the same line"},
                    {"phase p\n# caf\xE9", "2:6: expected UTF-8"},
                    {"let a = \"x\"\nlet a = \"y\"", "2:5: expected another name: a is in line 1"},
                    {"phase p let a = \"x\"\nlet a = \"x\"", "2:5: expected another name: a is in line 1"},
                });
}

TEST(BrokenRules, Patterns) {
  expect_errors(
      "phase p\n",
      {
          {"rule", "2:5: expected the name of the rule"},
          {"rule a", "2:7: expected an element of the pattern"},
          {"rule a => person()", "2:8: expected an element of the pattern"},
          {"rule a \"x\"", "2:11: expected an element of the pattern or «=>»"},
          {"rule a \"x\") => person()", "2:11: expected an element of the pattern or «=>»"},
          {"rule a () => person()", "2:9: expected an element of the pattern"},
          {"rule a \"x\" | => person()", "2:14: expected an element of the pattern"},
          {"rule a (\"x\" => person()", "2:13: expected «)»"},
          {"rule a noun => person()", "2:8: expected a pattern defined by «let», or braces around a feature; «noun» is neither"},
          {"rule a {noun => person()", "2:14: expected «}»"},
          {"rule a {noun adverb} => person()", "2:14: expected «}»"},
          {"rule a {noun & (adverb} => person()", "2:23: expected «)»"},
          {"rule a {} => person()", "2:9: expected a feature, a \"word\", ~/an expression/ or «!»"},
          {"rule a {noun &} => person()", "2:15: expected a feature, a \"word\", ~/an expression/ or «!»"},
          {"rule a @(\"x\") => person()", "2:9: expected the name of the capture"},
          {"rule a @t \"x\" => person()", "2:11: expected «(»"},
          {"rule a @t(\"x\" => person()", "2:15: expected «)»"},
          {"rule a \"x => person()", "2:8: expected a closing \" on the same line"},
          {"rule a \"x\n\" => person()", "2:8: expected a closing \" on the same line"},
          {"rule a \"x\\\n\" => person()", "2:8: expected a closing \" on the same line"},
          {"rule a \" \" => person()", "2:8: expected a word"},
          {"rule a {\"x} => person()", "2:9: expected a closing \" on the same line"},
          {"rule a {~/x} => person()", "2:9: expected a closing / on the same line"},
          {"rule a {~/[x/} => person()", "2:9: expected a regular expression: missing ]: [x"},
          {"rule a {nuon} => person()", "2:9: expected a feature in rule a; «nuon» is none"},
          {"let n = {noun\n  | nuon}\nrule a \"x\"\n n => person()", "3:5: expected a feature in rule a; «nuon» is none"},
      });
}

TEST(BrokenRules, Quantifiers) {
  expect_errors(
      "phase p\n",
      {
          {"rule a * => person()", "2:8: expected an element of the pattern"},
          {"rule a \"x\"{3,2} => person()", "2:11: expected {least,most} with most of 50 or less"},
          {"rule a \"x\"{1,51} => person()", "2:11: expected {least,most} with most of 50 or less"},
          {"rule a \"x\"{1 => person()", "2:11: expected {least,most} with most of 50 or less"},
          {"rule a \"x\"{2,} => person()", "2:14: expected a number"},
          {"rule a \"x\"?+ => person()", "2:12: expected one quantifier behind an element; parentheses allow another"},
          {"rule a \"x\"+ {2} => person()", "2:13: expected one quantifier behind an element; parentheses allow another"},
          {"rule a (\"x\"?)* => person()", "2:14: expected an element that takes a token before «*»"},
          {"let b = \"x\"? $\nrule a (\"x\" | b)+ => person()", "3:17: expected an element that takes a token before «+»"},
      });
}

TEST(BrokenRules, Results) {
  expect_errors("phase p\n",
                {
                    {"rule a \"x\" =>", "2:14: expected what the rule makes"},
                    {"rule a \"x\" => person", "2:21: expected «(»"},
                    {"rule a \"x\" => person(", "2:22: expected «@capture» or «key = value»"},
                    {"rule a \"x\" => person(@)", "2:23: expected the name of a capture"},
                    {"rule a \"x\" => person(@t)", "2:22: expected a capture that the pattern has; «t» is none"},
                    {"rule a @t(\"x\") @u(\"y\") => person(@t, @u)", "2:38: expected one @capture that the result is made of"},
                    {"rule a \"x\" => person(head)", "2:26: expected «=»"},
                    {"rule a \"x\" => person(head = )", "2:29: expected a value"},
                    {"rule a \"x\" => person(head = @t)", "2:29: expected a capture that the pattern has; «t» is none"},
                    {"rule a \"x\" => person(confidence = \"7\")", "2:35: expected a number from 0 to 1"},
                    {"rule a \"x\" => person(confidence = nan)", "2:35: expected a number from 0 to 1"},
                    {"rule a \"x\" => person(a = b", "2:27: expected «)»"},
                });
}

TEST(BrokenRules, PrioritiesNamesAndSentences) {
  expect_errors(
      "phase p\n",
      {
          {"rule a priority \"x\" => person()", "2:17: expected a number"},
          {"rule a priority - \"x\" => person()", "2:17: expected a number from -9999 to 9999"},
          {"rule a priority 5-3 \"x\" => person()", "2:17: expected a number from -9999 to 9999"},
          {"rule a priority 10000 \"x\" => person()", "2:17: expected a number from -9999 to 9999"},
          {"rule a \"x\" => k()\nrule b \"x\" => k()\nrule a \"y\" => k()", "4:1: expected another name: a is in line 2"},
          {"rule a \"x\" => person()\n    yes x", "3:9: expected a text in \"quotation marks\""},
          {"rule a \"x\" => person()\n    no \"x", "3:8: expected a closing \" on the same line"},
          {"rule a \"x\" => person()\n    yes \"un mot\"", "3:9: expected words in one pair of [brackets]"},
          {"rule a \"x\" => person()\n    yes \"un [mot\"", "3:9: expected words in one pair of [brackets]"},
          {"rule a \"x\" => person()\n    yes \"un mot]\"", "3:9: expected words in one pair of [brackets]"},
          {"rule a \"x\" => person()\n    yes \"un ]mot[\"", "3:9: expected words in one pair of [brackets]"},
          {"rule a \"x\" => person()\n    yes \"un [] mot\"", "3:9: expected words in one pair of [brackets]"},
          {"rule a \"x\" => person()\n    yes \"[un] [mot]\"", "3:9: expected words in one pair of [brackets]"},
          {"rule a \"x\" => person()\n    no \"un [mot\"", "3:8: expected no bracket, or one pair"},
          {"rule a \"x\" => person()\n    yess \"x\"", "3:5: expected «yes», «no», «phase», «let» or «rule»"},
      });
}

TEST(BrokenRules, Limits) {
  const std::string size = "expected a pattern of at most 1000 elements, with macros and repetitions written out";
  expect_errors(
      "phase p\n",
      {
          {"rule a " + numbered("@c{}(\"x\") ", 9) + "=> k()", "2:1: expected at most 8 captures in rule a"},
          {"rule a " + numbered("\"w{}\" ", 769) + "=> k()", "2:1: expected at most 768 different tests in a phase"},
          {"rule a (\"x\"{50}){50} => k()", "2:1: " + size},
          // A few lines that stand for 125,000 elements.
          {"let a = " + times("\"x\" ", 50) + "\nlet b = " + times("a ", 20) + "\nlet c = " + times("b ", 50), "4:1: " + size},
          {"rule a " + times("(", 2000) + "\"x\"" + times(")", 2000) + " => k()", "2:109: expected less nesting"},
          {"rule a {" + times("(", 2000) + "noun" + times(")", 2000) + "} => k()", "2:110: expected less nesting"},
          {"rule a {" + times("!", 2000000) + "noun} => k()", "2:110: expected less nesting"},
          {"rule a \"x\"" + times("+", 2000000) + " => k()",
           "2:12: expected one quantifier behind an element; parentheses allow another"},
      });
  EXPECT_TRUE(error_of(numbered("phase q{0} rule a {{~/x{0}/}} => k()\n", 300))
                  .ends_with("expected at most 448 features, kinds and expressions in a grammar"));
  EXPECT_EQ(error_of("phase p rule a " + times("(", 100) + "\"x\"" + times(")", 100) + " => k()"), "");
  EXPECT_EQ(error_of("phase p rule a (\"x\"{20}){50} => k()"), "");
}

// What the gate has no room for is right, and slow: the build of the library does not take it.
TEST(BrokenRules, OfMorePairsThanTheGateHasRoomFor) {
  const lexicon::Lexicon lexicon;
  const auto rules = [](int first, int second) {   // first + first · second pairs
    std::string out = "phase p\n";
    for (int i = 0; i < first; ++i)
      for (int j = 0; j < second; ++j) out += fmt::format("rule r{0}-{1} \"w{0}\" \"v{1}\" => k()\n", i, j);
    return out;
  };
  Engine(parse({{"a.rules", rules(32, 31)}}), lexicon).expect_room();   // 1,024
  try {
    Engine(parse({{"a.rules", rules(32, 32)}}), lexicon).expect_room();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(
        std::string(error.what()),
        "a.rules:1:7: expected at most 1024 different pairs of a test that a rule cannot do without and what stands before it in "
        "a phase; p has 1056 (Gate::most_pairs)");
  }
}

// The file that the mistake is in, not the last one.
TEST(BrokenRules, NameTheirFile) {
  try {
    parse({{"a.rules", "phase p\nrule a {noun => k()"}, {"b.rules", "phase p\n"}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.file(), "a.rules");
    EXPECT_EQ(error.line(), 2u);
    EXPECT_EQ(error.column(), 14u);
  }
}

TEST(Rules, LaterFilesReplaceAndGoOn) {
  const Grammar grammar = parse({{"a.rules", "phase p rule a \"x\" => k() rule b \"x\" => k() phase q rule a \"x\" => k()"},
                                 {"b.rules", "phase p rule a \"y\" => k() rule c \"x\" => k()"}});
  ASSERT_EQ(grammar.phases.size(), 2u);
  ASSERT_EQ(grammar.phases[0].rules.size(), 3u);
  EXPECT_EQ(grammar.phases[0].rules[0].pattern.test.name, "y");
  EXPECT_EQ(grammar.phases[0].rules[0].file, "b.rules");
  EXPECT_EQ(grammar.phases[1].rules.size(), 1u);
}

TEST(Rules, EveryPart) {
  const Grammar grammar = parse({{"a.rules", R"(phase p
let a = {noun & !("x" | ~/^\/$/)}   # a remark
rule r priority -5
    ^ ( a . | "y" )? @t( a+? ) . {2,3} $
    => person(@t, head = @t, as = "a \"b\"")
    yes "un [mot]"
    no  "deux"
)"}});
  const Rule& rule = grammar.phases.at(0).rules.at(0);
  EXPECT_EQ(rule.name, "r");
  EXPECT_EQ(rule.priority, -5);
  EXPECT_EQ(rule.kind, "person");
  EXPECT_EQ(rule.target, "t");
  EXPECT_EQ(rule.word("as"), "a \"b\"");
  EXPECT_EQ(rule.line, 3u);
  ASSERT_EQ(rule.examples.size(), 2u);
  EXPECT_EQ(rule.examples[0].text, "un [mot]");
  EXPECT_TRUE(rule.examples[0].fires);
  EXPECT_FALSE(rule.examples[1].fires);
  EXPECT_EQ(rule.examples[1].at.line, 7u);
  ASSERT_EQ(rule.pattern.parts.size(), 5u);
  EXPECT_EQ(rule.pattern.parts[2].parts[0].parts[0].test.text(), R"((noun&!("x"|~/^/$/)))");
  EXPECT_TRUE(rule.pattern.parts[2].parts[0].lazy);
  EXPECT_EQ(rule.pattern.parts[3].least, 2u);
  EXPECT_EQ(rule.pattern.parts[3].most, 3u);
  EXPECT_EQ(rule.pattern.parts[4].op, Pattern::Op::end);
}

// As French is written, whatever case, apostrophe and tokens.
TEST(Rules, WordsAreThoseOfTokens) {
  const Grammar grammar = parse({{"a.rules", "phase p\nrule a \"L’Eau vive\" {\"Été\" | \"Qu’\"} => k()"}});
  const Pattern& pattern = grammar.phases.at(0).rules.at(0).pattern;
  ASSERT_EQ(pattern.parts.size(), 2u);
  ASSERT_EQ(pattern.parts[0].parts.size(), 3u);
  EXPECT_EQ(pattern.parts[0].parts[0].test.name, "l'");
  EXPECT_EQ(pattern.parts[0].parts[1].test.name, "eau");
  EXPECT_EQ(pattern.parts[0].parts[2].test.name, "vive");
  EXPECT_EQ(pattern.parts[1].test.parts[0].name, "été");
  EXPECT_EQ(pattern.parts[1].test.parts[1].name, "qu'");
}

// Each phase has patterns of its own.
TEST(Rules, APatternMayBeDefinedAnewInAnotherPhase) {
  EXPECT_EQ(error_of("phase p let a = \"x\" rule r a => k() phase q let a = \"y\" rule r a => k()"), "");
}

// One mistake does not hide the next item; nor does it bring others about.
TEST(BrokenRules, AreAllTold) {
  std::vector<Error> errors;
  const Grammar grammar = parse(
      {{"a.rules",
        "phase\nrule a {noun => k()\nlet b = {x\nrule c b => k()\n  yes \"x\"\n rule d \"x\" => k()\nphase p\nrule d \"x\" => k()"},
       {"b.rules", "rule a \"x\" => k()\nrule b \"x\" => k()"}},
      errors);
  std::string told;
  for (const Error& error : errors) told += std::string(error.what()) + "\n";
  EXPECT_EQ(told,
            "a.rules:2:1: expected the name of the phase\n"
            "a.rules:2:14: expected «}»\n"
            "a.rules:4:1: expected «}»\n"
            "a.rules:5:7: expected words in one pair of [brackets]\n"
            "b.rules:1:1: expected «phase» before the first rule\n");
  ASSERT_EQ(grammar.phases.size(), 1u);
  EXPECT_EQ(grammar.phases[0].rules.size(), 1u);
}

// A name that only begins like a keyword is a name.
TEST(Rules, KeywordsAreWholeWords) {
  EXPECT_EQ(error_of("phase p let priority-word = \"x\" rule a priority-word => k()"), "");
  EXPECT_EQ(error_of("phase p\nrule a \"x\" => k()\n no\t\"x\"\n yes\"[x]\""), "");
}

// Wanted of the rules of the library (examples_test), not of a user's.
TEST(Rules, SentencesMayBeMissing) { EXPECT_EQ(error_of("phase p\nrule a \"x\" => k()"), ""); }

}   // namespace
}   // namespace propos::rules
