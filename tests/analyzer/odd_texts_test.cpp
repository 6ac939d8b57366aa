// SPDX-License-Identifier: Apache-2.0
// What a text gives depends on that text alone, and does not contradict itself, whatever the text.
#include "odd_texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <thread>

#include "invariants.h"
#include "output/utf8.h"
#include "propos/propos.h"

namespace propos {
namespace {

std::string json(const Analyzer& analyzer, const std::string& text) {
  std::string out;
  write_jsonl(analyzer.analyze(text), text, "x", OffsetUnit::codepoint, out);
  return out;
}

/// The results of the texts, read in this order by an analyzer that has read nothing before.
std::vector<std::string> read(const AnalyzerOptions& options, const std::vector<std::string>& texts,
                              const std::vector<std::size_t>& order, std::size_t threads) {
  const Analyzer analyzer(options);
  std::vector<std::string> out(texts.size());
  std::vector<std::thread> running;
  for (std::size_t t = 0; t < threads; ++t)
    running.emplace_back([&, t] {
      for (std::size_t i = t; i < order.size(); i += threads) out[order[i]] = json(analyzer, texts[order[i]]);
    });
  for (std::thread& thread : running) thread.join();
  return out;
}

void expect_the_same_in_any_order(const AnalyzerOptions& options) {
  const std::vector<std::string> texts = odd_texts(5000, 1);
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::vector<std::string> expected = read(options, texts, order, 1);
  const auto expect_the_same = [&](const std::string& how, std::size_t threads) {
    const std::vector<std::string> found = read(options, texts, order, threads);
    std::size_t different = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (found[i] == expected[i] || different++ > 0) continue;
      EXPECT_EQ(found[i], expected[i]) << how << ", text " << i << ": " << texts[i];   // the first one tells enough
    }
    EXPECT_EQ(different, 0u) << how;
  };
  expect_the_same("in order, two threads", 2);
  std::reverse(order.begin(), order.end());
  expect_the_same("reversed", 1);
  std::shuffle(order.begin(), order.end(), std::mt19937(7));
  expect_the_same("shuffled", 1);
  expect_the_same("shuffled, two threads", 2);
}

TEST(OddTexts, HaveOneResultEach) { expect_the_same_in_any_order({}); }

TEST(OddTexts, HaveOneResultEachWithRulesThatLookAtTheSpelling) {
  AnalyzerOptions options;
  options.rules.push_back({"my.rules",
                           "phase names\n"
                           "rule my.two-capitals priority 99\n"
                           "    @o( {~/^[A-Z]{2}[a-z]+$/} ) => organization(@o)\n"
                           "rule my.no-typewriter priority 99\n"
                           "    {~/’/} @p( {~/^[A-ZÉ]/} ) => place(@p)\n"});
  expect_the_same_in_any_order(options);
}

TEST(OddTexts, DoNotContradictThemselves) {
  const Analyzer analyzer;
  for (const std::string& text : odd_texts(5000, 2)) {
    const Document document = analyzer.analyze(text);
    std::string out;
    write_jsonl(document, text, "x", OffsetUnit::utf16, out);
    EXPECT_EQ(first_contradiction(document, text), "") << text;
    EXPECT_TRUE(output::is_utf8(out)) << text;
  }
}

/// A word is spelled in more than one way; that it was met in another says nothing.
TEST(OddTexts, SpellingsDoNotAnswerForEachOther) {
  AnalyzerOptions options;
  options.rules.push_back(
      {"my.rules", "phase names\nrule my.two-capitals priority 99\n    @o( {~/^[A-Z]{2}[a-z]+$/} ) => organization(@o)\n"});
  const std::pair<const char*, const char*> pairs[] = {
      {"VE\u0301RANBURG - Le feu a pris dans une grange.", "VÉRANBURG - Le feu a pris dans une grange."},
      {"On a vu AboT hier.", "On a vu ABot hier."},
      {"On a vu AB\u00ADot hier.", "On a vu ABot hier."},
      {"On a vu abot hier.", "On a vu ABot hier."},
  };
  for (const auto& [one, other] : pairs) {
    const Analyzer first(options), second(options);
    const std::string own = json(first, other);
    json(second, one);
    EXPECT_EQ(json(second, other), own) << other;
  }
  // Accents of their own and soft hyphens are no other spelling to a rule.
  const Analyzer analyzer(options);
  for (const std::string text : {"VE\u0301RANBURG - Le feu a pris dans une grange.", "VÉRANBURG - Le feu a pris dans une grange.",
                                 "On a vu AB\u00ADot hier."})
    EXPECT_EQ(analyzer.analyze(text).mentions.size(), 1u) << text;
}

}   // namespace
}   // namespace propos
