// SPDX-License-Identifier: Apache-2.0
#include "rules/expressions.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "rules/grammar.h"

namespace propos::rules {
namespace {

void collect(const Test& test, std::set<std::string>& out) {
  if (test.op == Test::Op::regex) out.insert(test.name);
  for (const Test& part : test.parts) collect(part, out);
}
void collect(const Pattern& pattern, std::set<std::string>& out) {
  if (pattern.op == Pattern::Op::test) collect(pattern.test, out);
  for (const Pattern& part : pattern.parts) collect(part, out);
}

std::vector<std::string> of_grammar() {
  std::set<std::string> out;
  for (const Phase& phase : parse(built_in()).phases)
    for (const Rule& rule : phase.rules) collect(rule.pattern, out);
  return {out.begin(), out.end()};
}

std::set<std::uint32_t> found(const Expressions& expressions, std::string_view text) {
  std::set<std::uint32_t> out;
  expressions.each(text, [&](std::uint32_t e) { EXPECT_TRUE(out.insert(e).second) << text; });
  return out;
}

// What automata find is what RE2 finds, of texts put together of what expressions ask for, also such that are no UTF-8.
void expect_as_re2(const std::vector<std::string>& written, int texts) {
  static const std::string pieces[] = {"a",
                                       "e",
                                       "ain",
                                       "oises",
                                       "-",
                                       "-sur-",
                                       "Z",
                                       "A",
                                       "É",
                                       "é",
                                       "1",
                                       "2019",
                                       "/",
                                       "(",
                                       "'",
                                       "’",
                                       "ien",
                                       "al",
                                       "s",
                                       "ſ",
                                       "K",
                                       "lès",
                                       "Q.",
                                       "R",
                                       "N",
                                       "nom",
                                       "Ça",
                                       "dre",
                                       "droi",
                                       "te",
                                       "\xC3",
                                       "\x80",
                                       "\xE0\x80\x80",
                                       "\n",
                                       "IV",
                                       "_",
                                       ".",
                                       "😀",
                                       "ÿ",
                                       "Ā",
                                       "ab",
                                       "\xED\xA0\x80",
                                       "\xF4\xBF\xBF\xBF",
                                       "d’",
                                       "en",
                                       "x"};
  Expressions expressions(written);
  EXPECT_EQ(expressions.others(), written.size());
  expressions.determinize();
  EXPECT_EQ(expressions.others(), 0u);
  std::vector<std::unique_ptr<RE2>> each;
  for (const std::string& expression : written) each.push_back(std::make_unique<RE2>(expression));
  std::mt19937 random(7);
  for (int i = 0; i < texts; ++i) {
    std::string text;
    for (unsigned n = 1 + random() % 6; n > 0; --n) text += pieces[random() % std::size(pieces)];
    std::set<std::uint32_t> expected;
    for (std::uint32_t e = 0; e < each.size(); ++e)
      if (RE2::PartialMatch(text, *each[e])) expected.insert(e);
    ASSERT_EQ(found(expressions, text), expected) << text;
  }
}

TEST(Expressions, OfTheGrammarAreThoseOfRe2) {
  const std::vector<std::string> all = of_grammar();
  ASSERT_GT(all.size(), 10u);
  expect_as_re2(all, static_cast<int>(1'000'000 / all.size()));
}

TEST(Expressions, OfOtherKindsAreThoseOfRe2) {
  expect_as_re2({"",
                 "a*",
                 "^",
                 "$",
                 "^$",
                 "a|",
                 "(?i)é",
                 "(?i)[k-z]s",
                 "[^a-z]",
                 "[^é]$",
                 "^.{2,3}$",
                 "(a|é){2}",
                 "(?:ain|oise){1,}s?$",
                 "[À-ÿ]+$",
                 "[a\\-z]",
                 "[\\d.]",
                 "a.?é",
                 "^(?i)A(?:b|C)|x$",
                 "[]a]",
                 "[a-]",
                 "\\.",
                 "é+?1",
                 "ab*?$",
                 "[😀-😂]",
                 "[Ā-\xEF\xBF\xBF]"},
                40'000);
}

TEST(Expressions, OfSyntaxThatIsNotKnownAreLeftToRe2) {
  const std::vector<std::string> written = {"\\bab\\b", "[[:alpha:]]{3}", "\\pL", "(?P<x>ab)", "(?s).", "[\\d-x]", "a{900}"};
  Expressions expressions(written);
  expressions.determinize();
  EXPECT_EQ(expressions.others(), written.size());
  EXPECT_EQ(found(expressions, "x ab"), (std::set<std::uint32_t>{0, 2, 3, 4, 5}));
}

// Each expression makes twice as many states as those before it: they do not stay together.
TEST(Expressions, AreTakenApartWhereTheyMultiply) {
  std::vector<std::string> written;
  for (char c = 'a'; c < 'p'; ++c) written.push_back(std::string(1, c));
  Expressions expressions(written);
  expressions.determinize();
  EXPECT_EQ(expressions.others(), 0u);
  EXPECT_EQ(found(expressions, "xoxanx"), (std::set<std::uint32_t>{0, 13, 14}));
}

}   // namespace
}   // namespace propos::rules
