// SPDX-License-Identifier: Apache-2.0
// What propos/analyzer.h promises of threads, of errors and of an Analyzer that moves.
#include "propos/analyzer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include "propos/propos.h"

namespace propos {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> texts() {
  std::vector<std::string> out;
  for (const auto& file : fs::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    std::ifstream in(file.path(), std::ios::binary);
    std::stringstream content;
    content << in.rdbuf();
    out.push_back(content.str());
  }
  return out;
}

std::string json(const Analyzer& analyzer, const std::string& text) {
  std::string out;
  write_jsonl(analyzer.analyze(text), text, "x", OffsetUnit::codepoint, out);
  return out;
}

TEST(Analyzer, IsSharedByThreads) {
  const std::vector<std::string> all = texts();
  std::vector<std::string> expected;
  {
    const Analyzer alone;
    for (const std::string& text : all) expected.push_back(json(alone, text));
  }
  const Analyzer shared;
  std::vector<std::vector<std::string>> found(6);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < found.size(); ++t)
    threads.emplace_back([&, t] {
      // Each begins elsewhere, so that none finds what another has just remembered.
      found[t].resize(all.size());
      for (std::size_t i = 0; i < all.size(); ++i) {
        const std::size_t text = (i + t * 11) % all.size();
        found[t][text] = json(shared, all[text]);
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<std::string>& one : found) EXPECT_EQ(one, expected);
}

TEST(Analyzer, WhatWasReadBeforeChangesNothing) {
  const Analyzer analyzer;
  const std::string text = "Roux a dit non.";
  const std::string before = json(analyzer, text);
  json(analyzer, "La mairesse Roux, une place et un roux. M. Roux. Roux SA. À Roux (Tarn).");
  EXPECT_EQ(json(analyzer, text), before);
}

TEST(Analyzer, Moves) {
  Analyzer first;
  const std::string text = "Anne Roux a dit non.";
  const std::string expected = json(first, text);
  Analyzer second = std::move(first);
  EXPECT_EQ(json(second, text), expected);
  for (const auto& use :
       {std::function<void()>([&] { first.analyze(text); }), std::function<void()>([&] { first.explain(text); })})
    EXPECT_THROW(use(), Error);
  first = std::move(second);
  EXPECT_EQ(json(first, text), expected);
  EXPECT_THROW(second.analyze(text), Error);
  const Analyzer again = std::move(second);   // of nothing, nothing
  EXPECT_THROW(again.analyze(text), Error);
}

// Too great for RE2 to read all at once.
TEST(Analyzer, ReadsGreatExpressions) {
  std::string rules = "phase names\nrule my.smurf priority 99 {~/^Schtr.*pf$/ & !~/a/} => person(confidence = 0.5)\n";
  for (int i = 0; i < 20; ++i)
    rules += "rule my.great" + std::to_string(i) + " {~/[ab].{0,900}[ab].{0," + std::to_string(900 + i) +
             "}c$/} => person(confidence = 0.5)\n";
  AnalyzerOptions options;
  options.rules.push_back({"my.rules", rules});
  const Document document = Analyzer(options).analyze("Le Schtroumpf a vu abac et cab.");
  ASSERT_EQ(document.mentions.size(), 2u);
  EXPECT_EQ(document.mentions[0].rule, "my.smurf");
  EXPECT_EQ(document.mentions[1].rule, "my.great0");
}

// More than the pieces hold in which a long text is worked on: quotes stay in order, each with its own source.
TEST(Analyzer, ReadsManyQuotes) {
  constexpr std::size_t many = 70'000;
  const std::array<std::string, 3> names = {"Roux", "Petit", "Morel"};
  std::string text;
  for (std::size_t i = 0; i < many; ++i) text += "« Oui », dit " + names[i % names.size()] + ". ";
  const Document document = Analyzer().analyze(text);
  ASSERT_EQ(document.quotes.size(), many);
  std::size_t other = 0;
  for (std::size_t i = 0; i < many; ++i)
    other += document.quotes[i].speaker.name != names[i % names.size()] || text_of(document.quotes[i], text) != "Oui";
  EXPECT_EQ(other, 0u);
  EXPECT_TRUE(std::is_sorted(document.quotes.begin(), document.quotes.end(),
                             [](const Quote& a, const Quote& b) { return a.outer.begin < b.outer.begin; }));
}

TEST(Analyzer, LeavesItsDocuments) {
  AnalyzerOptions options;
  options.rules.push_back(
      {"my.rules",
       "phase names\nrule my.own-name-that-no-other-rule-has priority 99 \"Schtroumpf\" => person(confidence = 0.5)\n"});
  const std::string text = "Le Schtroumpf a dit à Anne Roux qu'il viendrait.";
  std::string expected;
  Document copy;
  {
    auto analyzer = std::make_unique<Analyzer>(options);
    const Document document = analyzer->analyze(text);
    const Explanation explanation = analyzer->explain(text);
    write_jsonl(document, text, "x", OffsetUnit::codepoint, expected);
    analyzer.reset();
    std::string out, reasons;
    write_jsonl(document, text, "x", OffsetUnit::codepoint, out);
    write_explanation(explanation, text, OffsetUnit::codepoint, std::nullopt, reasons);
    EXPECT_EQ(out, expected);
    EXPECT_NE(reasons.find("rule=my.own-name-that-no-other-rule-has"), std::string::npos) << reasons;
    copy = document;
  }
  std::string out;
  write_jsonl(copy, text, "x", OffsetUnit::codepoint, out);
  EXPECT_EQ(out, expected);
  ASSERT_FALSE(copy.mentions.empty());
  EXPECT_EQ(copy.mentions[0].rule, "my.own-name-that-no-other-rule-has");
}

TEST(Analyzer, RefusesTextsThatAreTooLong) {
  const Analyzer analyzer;
  const std::string_view text("x", Analyzer::max_text + 1);   // refused before it is read
  EXPECT_THROW(analyzer.analyze(text), Error);
  EXPECT_THROW(analyzer.explain(text), Error);
}

TEST(Analyzer, TakesZonesFromItsCaller) {
  const std::string text = "Le port reste ouvert.\n\nAnne Roux a dit non.";
  const std::vector<Paragraph> zones = {{{0, 21}, Zone::caption}};
  const Document document = Analyzer().analyze(text, {.zones = zones});
  ASSERT_EQ(document.paragraphs.size(), 2u);
  EXPECT_EQ(document.paragraphs[0].zone, Zone::caption);
  EXPECT_EQ(document.paragraphs[1].zone, Zone::body);
}

TEST(Analyzer, RefusesDaysThatAreNotInTheCalendar) {
  using namespace std::chrono_literals;
  const Analyzer analyzer;
  EXPECT_NO_THROW(analyzer.analyze("Il pleut.", {.published = 2024y / 2 / 29}));
  EXPECT_THROW(analyzer.analyze("Il pleut.", {.published = 2023y / 2 / 29}), Error);
  EXPECT_THROW(analyzer.explain("Il pleut.", {.published = 2023y / 13 / 1}), Error);
}

TEST(Analyzer, NoTextAtAllIsADocument) {
  const Document document = Analyzer().analyze("");
  EXPECT_TRUE(document.paragraphs.empty());
  EXPECT_TRUE(document.mentions.empty());
  EXPECT_TRUE(document.quotes.empty());
}

}   // namespace
}   // namespace propos
