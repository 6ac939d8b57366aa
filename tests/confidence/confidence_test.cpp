// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <charconv>
#include <set>

#include "data.h"
#include "propos/propos.h"

namespace propos {
namespace {

float measured(std::string_view rule) {
  float out = -1;
  for (const auto& [name, share] : data_table("confidence.tsv"))
    if (name == rule) std::from_chars(share.data(), share.data() + share.size(), out);
  return out;
}

constexpr std::string_view text = "« Nous irons », a déclaré Anne Roux.";

TEST(Confidence, IsWhatWasMeasuredOfTheRule) {
  const Analyzer analyzer;
  const Document document = analyzer.analyze(text);
  ASSERT_EQ(document.mentions.size(), 1u);
  ASSERT_EQ(document.quotes.size(), 1u);
  ASSERT_GT(measured(document.mentions[0].rule), 0);
  EXPECT_EQ(document.mentions[0].confidence, measured(document.mentions[0].rule));
  ASSERT_GT(measured(document.quotes[0].rule), 0);
  EXPECT_EQ(document.quotes[0].confidence, measured(document.quotes[0].rule));
}

TEST(Confidence, OfAUsersRuleIsItsOwn) {
  const Analyzer analyzer(
      {{{"my.rules", "phase names rule person.first-last priority 99 @p( {proper}{2} ) => person(@p, confidence = 0.25)"}}, {}});
  const Document document = analyzer.analyze(text);
  ASSERT_EQ(document.mentions.size(), 1u);
  EXPECT_EQ(document.mentions[0].rule, "person.first-last");
  EXPECT_EQ(document.mentions[0].confidence, 0.25f);
}

// « elle » stands for somebody with the confidence of the speaker, and nothing is sure.
TEST(Confidence, OfSpeakers) {
  const Analyzer analyzer;
  const Document document = analyzer.analyze("Anne Roux part. « Nous irons », a-t-elle dit.");
  ASSERT_EQ(document.quotes.size(), 1u);
  const Speaker& speaker = document.quotes[0].speaker;
  ASSERT_EQ(speaker.by, SpeakerBy::pronoun);
  ASSERT_NE(speaker.mention, none);
  EXPECT_GT(speaker.confidence, 0);
  EXPECT_LT(speaker.confidence, 1);
  EXPECT_EQ(document.mentions[speaker.mention].confidence, speaker.confidence);
}

TEST(Confidence, TableIsOfShares) {
  std::set<std::string_view> rules;
  for (const auto& [rule, share] : data_table("confidence.tsv")) {
    EXPECT_TRUE(rules.insert(rule).second) << rule << " is there twice";
    EXPECT_GT(measured(rule), 0) << rule;
    EXPECT_LE(measured(rule), 1) << rule;
  }
  EXPECT_GT(rules.size(), 50u);
}

}   // namespace
}   // namespace propos
