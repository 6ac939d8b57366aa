// SPDX-License-Identifier: Apache-2.0
// What propos/document.h promises of names, of equality, and of who says what.
#include "propos/document.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "propos/propos.h"

namespace propos {
namespace {

const Analyzer& analyzer() {
  static const Analyzer out;
  return out;
}

template <class Enum>
void expect_names(std::size_t count) {
  std::set<std::string_view> names;
  for (std::uint8_t value = 0; value < count; ++value) {
    const std::string_view name = name_of(static_cast<Enum>(value));
    EXPECT_FALSE(name.empty()) << static_cast<int>(value);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(from_name<Enum>(name), static_cast<Enum>(value));
  }
  for (const int value : {static_cast<int>(count), 100, 255}) EXPECT_EQ(name_of(static_cast<Enum>(value)), "");
  for (const char* none : {"", "no", "Body", "PERSON", "direct "}) EXPECT_EQ(from_name<Enum>(none), std::nullopt) << none;
}

TEST(Names, LeadToValuesAndBack) {
  expect_names<Zone>(7);
  expect_names<EntityType>(3);
  expect_names<MentionForm>(4);
  expect_names<Gender>(3);
  expect_names<QuoteType>(4);
  expect_names<CueKind>(4);
  expect_names<Stance>(8);
  expect_names<SpeakerBy>(5);
  expect_names<SpeakerKind>(6);
  expect_names<Limit>(5);
  expect_names<OffsetUnit>(3);
  expect_names<EncodingBy>(4);
  expect_names<ErrorKind>(9);
  expect_names<Language>(2);
  expect_names<Table>(3);
}

TEST(Document, KnowsWhoSaysAQuote) {
  const std::string text = "« Nous irons », a déclaré Anne Roux. « Demain », a dit un témoin. Lyon attend.";
  const Document document = analyzer().analyze(text);
  ASSERT_EQ(document.quotes.size(), 2u);
  ASSERT_NE(document.entity_of(document.quotes[0]), nullptr);
  EXPECT_EQ(document.entity_of(document.quotes[0])->name, "Anne Roux");
  EXPECT_EQ(document.entity_of(document.quotes[1]), nullptr);   // a witness without a name
  EXPECT_EQ(document.quotes[1].speaker.name, "un témoin");
  for (const Mention& mention : document.mentions)
    EXPECT_EQ(document.entity_of(mention), mention.entity == none ? nullptr : &document.entities[mention.entity]);
  EXPECT_EQ(Document().entity_of(Quote()), nullptr);
}

TEST(Document, KnowsTheWordsOfAQuote) {
  const std::string text = "« Nous irons, a déclaré Anne Roux, jusqu'au bout. »";
  const Document document = analyzer().analyze(text);
  ASSERT_EQ(document.quotes.size(), 1u);
  ASSERT_EQ(document.quotes[0].spans.size(), 2u);
  const std::string words = text_of(document.quotes[0], text);
  EXPECT_TRUE(words.starts_with("Nous irons") && words.find("jusqu'au bout") != words.npos && words.find("déclaré") == words.npos)
      << words;
  EXPECT_EQ(text_of(Quote(), text), "");
  EXPECT_EQ(text_of(document.quotes[0], ""), "");   // another text: nothing of it
}

TEST(Document, IsEqualToOneThatHoldsTheSame) {
  const std::string text = "« Nous irons », a déclaré Anne Roux, la maire de Dole. Elle a ajouté que tout irait bien.";
  const Document one = analyzer().analyze(text);
  const Document other = Analyzer().analyze(text);   // names of rules stand elsewhere
  EXPECT_EQ(one, other);
  EXPECT_EQ(one, Document(one));
  EXPECT_NE(one, Document());
  const auto differs = [&](const auto& change) {
    Document changed = one;
    change(changed);
    return !(changed == one);
  };
  EXPECT_TRUE(differs([](Document& d) { d.paragraphs[0].zone = Zone::caption; }));
  EXPECT_TRUE(differs([](Document& d) { d.sentences.pop_back(); }));
  EXPECT_TRUE(differs([](Document& d) { ++d.tokens[0].end; }));
  EXPECT_TRUE(differs([](Document& d) { d.mentions[0].rule = "another"; }));
  EXPECT_TRUE(differs([](Document& d) { d.entities[0].gender = Gender::masculine; }));
  EXPECT_TRUE(differs([](Document& d) { d.quotes[0].cue.stance = Stance::denied; }));
  EXPECT_TRUE(differs([](Document& d) { d.quotes[0].speaker.confidence = 0; }));
  EXPECT_TRUE(differs([](Document& d) { d.words.emplace_back(); }));
  EXPECT_TRUE(differs([](Document& d) { d.language = "fr"; }));
  EXPECT_TRUE(differs([](Document& d) { d.limit = Limit::time; }));
  EXPECT_TRUE(differs([](Document& d) { --d.read; }));
}

// As written, so that a document that is written and read is the same.
TEST(Document, HasConfidencesOfThreeDecimals) {
  const Document document =
      analyzer().analyze("Anne Morvan a vu Claire Lestrade. « Nous irons », a-t-elle dit. Elle a ajouté que tout irait bien.");
  ASSERT_FALSE(document.quotes.empty());
  for (const Quote& quote : document.quotes)
    for (const float value : {quote.confidence, quote.speaker.confidence})
      EXPECT_EQ(value, static_cast<float>(std::round(static_cast<double>(value) * 1000) / 1000));
}

}   // namespace
}   // namespace propos
