// SPDX-License-Identifier: Apache-2.0
#include "rules/schema.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "clauses/words.h"
#include "data.h"
#include "entities/words.h"
#include "propos/analyzer.h"
#include "rules/engine.h"

namespace propos::rules {
namespace {

/// All that a file has wrong, a line each.
std::string told(const std::string& rules, const std::string& words = "") {
  AnalyzerOptions options{{{"my.rules", rules}}, {}};
  if (!words.empty()) options.words.push_back({"my.tsv", words});
  std::string out;
  for (const Error& error : check_rules(options)) out += std::string(error.what()) + "\n";
  return out;
}

struct Case {
  std::string text, errors;
};

void expect_told(const std::string& head, const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(told(head + c.text), c.errors.empty() ? "" : "my.rules:" + c.errors + "\n") << c.text;
}

TEST(Schema, Phases) {
  expect_told(
      "", {
              {"phase people\nrule a \"x\" => person()",
               "1:7: expected a phase: names, groups, sources, titles, quotes, incises, turns or addresses; «people» is none"},
              {"phase names phase Names",
               "1:19: expected a phase: names, groups, sources, titles, quotes, incises, turns or addresses; «Names» is none"},
          });
}

TEST(Schema, Kinds) {
  expect_told("phase names\n",
              {
                  {"rule a \"x\" => human()",
                   "2:15: expected what phase names makes: person, organization, place, other or row; «human» is none"},
                  {"rule a \"x\" => np()",
                   "2:15: expected what phase names makes: person, organization, place, other or row; «np» is none"},
                  {"rule a \"x\" => Person()",
                   "2:15: expected what phase names makes: person, organization, place, other or row; «Person» is none"},
              });
  expect_told("phase turns\n", {{"rule a \"x\" => person()",
                                 "2:15: expected what phase turns makes: turn, asker, sender or field; «person» is none"}});
  expect_told("phase incises\n", {{"rule a @cue(\"x\") => direct(@cue)",
                                   "2:21: expected what phase incises makes: incise, spoken or aside; «direct» is none"}});
}

TEST(Schema, NeededCaptures) {
  const std::string head = "expected @head(…) with a token in every match, for ";
  expect_told("phase sources\n", {
                                     {"rule a {person} => named()", "2:20: " + head + "named"},
                                     {"rule a @s({person}) => named(@s)", "2:24: " + head + "named"},
                                     {"rule a @head({person})? {role} => named()", "2:35: " + head + "named"},
                                     {"rule a @head({person}?) {role} => named()", "2:35: " + head + "named"},
                                     {"rule a (@head({person}) | {role}) => named()", "2:38: " + head + "named"},
                                     {"rule a (@head({person}) | \"x\" @head({role})) => named()", ""},
                                     {"rule a {vg} => vg()", ""},
                                     {"rule a {pp} \"x\" => pp()", ""},
                                 });
  expect_told("phase incises\n",
              {
                  {"rule a {vg} => incise()", "2:16: expected @cue(…) with a token in every match, for incise"},
                  {"rule a {vg} => spoken()", "2:16: expected @cue(…) with a token in every match, for spoken"},
              });
  expect_told(
      "phase quotes\n",
      {
          {"rule a @cue({vg}) => indirect(@cue)", "2:22: expected @content(…), content=rest or content=before, for indirect"},
          {"rule a @content({vg}) => indirect(@content)", "2:26: expected @cue(…), @speaker(…) or again=yes, for indirect"},
          {"rule a @speaker({np}) => indirect(@speaker, content = rest)", "2:26: expected @cue(…) or @content(…), for indirect"},
          {"rule a @cue({vg}) => indirect(@cue, content = rest)", ""},
          {"rule a {quotation} => term()", "2:23: expected @content(…), for term"},
      });
  expect_told("phase names\n", {{"rule a {proper} => row()", "2:20: expected @before(…) or @behind(…), for row"}});
}

TEST(Schema, Captures) {
  expect_told(
      "phase names\n",
      {
          {"rule a @p({proper}) @q(\"x\") => person(@p)",
           "2:21: expected a capture that person is made of, in its parentheses; «q» is neither"},
          {"rule a @p({proper}) => person()",
           "2:8: expected a capture that person is made of, in its parentheses; «p» is neither"},
          {"rule a @o({proper}) @head(\"x\") => organization(@o)",
           "2:21: expected a capture that organization is made of, or @a; «head» is neither"},
          {"rule a @p({proper}) @p(\"x\") => person(@p)", "2:8: expected a capture that a match sets once; «p» may be set twice"},
          {"rule a (@p({proper}) \"x\"){2} => person(@p)",
           "2:9: expected a capture that a match sets once; «p» may be set twice"},
          {"rule a @p({proper} @p(\"x\")) => person(@p)", "2:8: expected a capture that a match sets once; «p» may be set twice"},
          {"let x = @p({proper})\nrule a x \"y\" x => person(@p)",
           "2:9: expected a capture that a match sets once; «p» may be set twice"},
          {"rule a (@p({proper}) \"x\" | \"y\" @p({proper})) => person(@p)", ""},
      });
}

TEST(Schema, Arguments) {
  expect_told(
      "phase names\n",
      {
          {"rule a \"x\" => person(vote = no)",
           "2:22: expected an argument of person: confidence, votes, short or alias; «vote» is none"},
          {"rule a \"x\" => person(votes = nein)", "2:30: expected votes = no or never; «nein» is something else"},
          {"rule a @p(\"x\") => person(@p, votes = @p)", "2:38: expected votes = no or never; «@p» is something else"},
          {"rule a \"x\" => person(votes = no, votes = never)", "2:34: expected «votes» once"},
          {"rule a @o(\"x\") @a(\"y\") => organization(@o, acronym = @o)", "2:54: expected acronym = @a; «@o» is something else"},
          {"rule a @o(\"x\") @a(\"y\") => organization(@o, acronym = @a)", ""},
      });
  expect_told("phase quotes\n", {
                                    {"rule a @cue({vg}) @content({np}) => indirect(@cue, nested = maybe)",
                                     "2:61: expected nested = yes, told or no; «maybe» is something else"},
                                    {"rule a @cue({vg}) @content({np}) => indirect(@cue, content = tail)",
                                     "2:62: expected content = rest, before or @content; «tail» is something else"},
                                    {"rule a @cue({vg}) @content({np}) => indirect(@cue, source = next)",
                                     "2:61: expected source = previous; «next» is something else"},
                                });
  expect_told("phase turns\n",
              {
                  {"rule a \"x\" => turn(mark = yes)", "2:27: expected mark = no; «yes» is something else"},
                  {"rule a \"x\" => turn(votes = no)", "2:20: expected an argument of turn: mark or says; «votes» is none"},
              });
  expect_told("phase addresses\n", {{"rule a \"x\" => asks(confidence = 1)",
                                     "2:20: expected an argument of asks: weak or name; «confidence» is none"}});
  expect_told("phase groups\n", {
                                    {"rule a @head({noun}) => np(as = \"\")", "2:33: expected a name"},
                                    {"rule a @head({noun}) => np(as = zut)",
                                     "2:33: expected a feature that words have or rules test; «zut» is neither"},
                                    {"rule a @head({noun}) => np(as = zut)\nrule b @head({zut}) => np()", ""},
                                });
}

TEST(Schema, Features) {
  expect_told("phase names\n", {
                                   {"rule a {nuon} => person()", "2:9: expected a feature in rule a; «nuon» is none"},
                                   {"rule a {!(noun & nuon)} => person()", "2:18: expected a feature in rule a; «nuon» is none"},
                                   {"let n = {nuon}\nrule a n => person()\nrule b n => person()",
                                    "2:10: expected a feature in rule a; «nuon» is none"},
                               });
  EXPECT_EQ(told("phase names\nrule a {vessel} => person()", "@declare vessel\nTitanic\tvessel\n"), "");
}

TEST(Check, TellsAllOfAFileInItsOrder) {
  EXPECT_EQ(told("phase names\n"
                 "rule a {nuon} => human()\n"
                 "rule b {proper => person()\n"
                 "rule c @p({proper}) => person(@p, votes = x)\n"
                 "    yes \"un [mot\"\n"
                 "rule d {nnou} => person(x = y)\n"),
            "my.rules:2:9: expected a feature in rule a; «nuon» is none\n"
            "my.rules:2:18: expected what phase names makes: person, organization, place, other or row; «human» is none\n"
            "my.rules:3:16: expected «}»\n"
            "my.rules:5:9: expected words in one pair of [brackets]\n"
            "my.rules:6:9: expected a feature in rule d; «nnou» is none\n"
            "my.rules:6:25: expected an argument of person: confidence, votes, short or alias; «x» is none\n");
}

TEST(Check, RunsTheSentences) {
  EXPECT_EQ(told("phase names\n"
                 "rule person.maitre priority 95 \"maître\" @p( {proper} ) => person(@p)\n"
                 "    yes \"Elle plaide chez maître [Varenne].\"\n"
                 "    yes \"Elle plaide chez [maître Varenne].\"\n"
                 "    yes \"Elle plaide [hier].\"\n"
                 "    no  \"Elle plaide chez maître Varenne.\"\n"
                 "    no  \"Il est maître chez lui.\"\n"),
            "my.rules:4:9: expected «maître Varenne» of person.maitre; it takes «Varenne»\n"
            "my.rules:5:9: expected «hier» of person.maitre; it takes nothing\n"
            "my.rules:6:9: expected nothing of person.maitre; it takes «Varenne»\n");
}

TEST(Check, TellsOfWords) {
  EXPECT_EQ(told("phase names\nrule a \"x\" => human()", "mot\tnuon"),
            "my.tsv:1:5: unknown feature \"nuon\": @declare makes a new one\n"
            "my.rules:2:15: expected what phase names makes: person, organization, place, other or row; «human» is none\n");
  EXPECT_EQ(
      told(
          "",
          "dire que\tfoo\nbon\tBar\n@paradigm\nx\tnoun\n@like nowhere\nzorg\tnoun\n@like none\nglou\tnoun\t\tis=blub\nmot\tnoun\t\tkey=3\nok\tnoun"),
      "my.tsv:1:10: unknown feature \"foo\": @declare makes a new one\n"
      "my.tsv:2:5: unknown feature \"Bar\": @declare makes a new one\n"
      "my.tsv:3:10: expected @paradigm and its name\n"
      "my.tsv:6:1: no paradigm \"nowhere\"\n"
      "my.tsv:8:1: no entry has \"blub\" as its form and its lemma\n"
      "my.tsv:9:11: unknown key \"key\": expected acronym, against, country, expands, is, members-of, same, stands-for\n");
}

// What the library itself asks of words and rules is there: a name that is not is refused, by name.
TEST(BuiltIn, HasWhatTheStagesAskFor) {
  const lexicon::Lexicon lexicon;
  const Engine engine(built_in_with({}), lexicon);
  EXPECT_NO_THROW(entities::Words{engine});
  EXPECT_NO_THROW(clauses::Words{engine});
  const auto refused = [](const auto& ask) {
    try {
      ask();
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(refused([&] { engine.feature("se-clitc"); }), "expected a feature of a word, a token or a rule; «se-clitc» is none");
  EXPECT_EQ(refused([&] { engine.phase("quote"); }), "expected a phase of the grammar; «quote» is none");
  EXPECT_EQ(refused([&] { engine.label("speeker"); }), "expected a capture that counts; «speeker» is none");
  EXPECT_EQ(told(""), "");
}

// Also where a user's rules leave none that makes it.
TEST(BuiltIn, HasKindsThatNoRuleMakes) {
  EXPECT_EQ(told("phase addresses\nrule address.second \"x\" => tells()\nrule address.first \"x\" => tells()"), "");
}

TEST(Tables, AreReadWholeOrRefused) {
  const TableShape shape{2, 3, {"byline", "tags"}};
  const struct {
    const char *content, *error;
  } cases[] = {
      {"# x\nbyline\tpar\n\ntags\ta\tb\n", ""},
      {"byline\tpar\nin the next one.\n", "x.tsv:2:1: expected 2 columns with a tab between them"},
      {"byline par", "x.tsv:1:1: expected 2 columns with a tab between them"},
      {"tags\ta\tb\tc", "x.tsv:1:1: expected 2 columns with a tab between them"},
      {"bylines\tpar", "x.tsv:1:1: expected byline, tags; «bylines» is none"},
      {"byline\t", "x.tsv:1:8: expected something in each column"},
  };
  for (const auto& c : cases) {
    std::string error;
    try {
      read_table("x.tsv", c.content, shape);
    } catch (const Error& refused) {
      error = refused.what();
    }
    EXPECT_EQ(error, c.error) << c.content;
  }
  for (const char* path : {"zones.tsv", "tokens.tsv", "confidence.tsv"}) EXPECT_NO_THROW(data_table(path)) << path;
}

}   // namespace
}   // namespace propos::rules
