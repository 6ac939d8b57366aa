// SPDX-License-Identifier: Apache-2.0
// What propos/analyzer.h promises of the options of a call: parts, limits, language, cancellation; and of many texts at once.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "invariants.h"
#include "odd_texts.h"
#include "propos/propos.h"

namespace propos {
namespace {

using namespace std::chrono_literals;

const Analyzer& analyzer() {
  static const Analyzer out;
  return out;
}

const std::string article =
    "Grève : un train sur trois circulera mardi\n\n"
    "« Nous ne céderons pas », a déclaré Hélène Marchais, la secrétaire générale du syndicat. Selon elle, sept conducteurs sur dix "
    "cesseront le travail. La SNCF a indiqué que le trafic serait « très perturbé » autour de Lyon. Des riverains ont demandé si les bus "
    "rouleraient.\n\nLe ministre des Transports, Paul Rivoire, exhorte Marchais à « reprendre les discussions ».\n";

std::string repeated(std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += article + "\n";
  return out;
}

// Without what a head that was cut off cannot have known: how much was read, and why no more.
Document unmarked(Document document) {
  document.limit = Limit::unmet;
  document.read = 0;
  return document;
}

ErrorKind thrown_by(const auto& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

// --- parts --------------------------------------------------------------------------------------------------------------

TEST(Parts, AreLeftOut) {
  const Document whole = analyzer().analyze(article);
  const auto with = [](Parts parts) { return analyzer().analyze(article, {.parts = parts}); };
  Document expected = whole;
  expected.tokens.clear();
  EXPECT_EQ(with({.tokens = false}), expected);
  expected = whole;
  expected.sentences.clear();
  expected.paragraphs.clear();
  EXPECT_EQ(with({.sentences = false}), expected);
}

TEST(Parts, NamesAlone) {
  const Document whole = analyzer().analyze(article);
  const Document names = analyzer().analyze(article, {.parts = {.quotes = false}});
  EXPECT_TRUE(names.quotes.empty());
  ASSERT_EQ(names.entities.size(), whole.entities.size());
  for (std::size_t e = 0; e < names.entities.size(); ++e) EXPECT_EQ(names.entities[e].key, whole.entities[e].key);
  std::vector<Span> named, expected;
  for (const Mention& mention : names.mentions) named.push_back(mention.span);
  for (const Mention& mention : whole.mentions)
    if (mention.form == MentionForm::name || mention.form == MentionForm::acronym) expected.push_back(mention.span);
  EXPECT_EQ(named, expected);
}

TEST(Parts, QuotesAlone) {
  const Document whole = analyzer().analyze(article);
  const Document quotes = analyzer().analyze(article, {.parts = {.names = false}});
  ASSERT_EQ(quotes.quotes.size(), whole.quotes.size());
  for (std::size_t q = 0; q < quotes.quotes.size(); ++q) {
    const Quote &one = quotes.quotes[q], &other = whole.quotes[q];
    EXPECT_EQ(one.spans, other.spans);
    EXPECT_EQ(one.speaker.name, other.speaker.name);
    EXPECT_EQ(one.parent, other.parent);
    const Entity *who = quotes.entity_of(one), *known = whole.entity_of(other);
    ASSERT_EQ(who == nullptr, known == nullptr);
    if (who != nullptr) {
      EXPECT_EQ(who->key, known->key);
    }
  }
  for (const Entity& entity : quotes.entities) EXPECT_NE(entity.name, "Lyon");   // says nothing
  EXPECT_LT(quotes.entities.size(), whole.entities.size());
}

TEST(Parts, Words) {
  const std::string text = "Les maires ont déclaré qu'ils viendraient.";
  EXPECT_TRUE(analyzer().analyze(text).words.empty());
  const Document document = analyzer().analyze(text, {.parts = {.words = true}});
  ASSERT_EQ(document.words.size(), document.tokens.size());
  const auto word_at = [&](std::string_view form) {
    for (std::size_t t = 0; t < document.tokens.size(); ++t)
      if (document.tokens[t].of(text) == form) return document.words[t];
    ADD_FAILURE() << form;
    return Word();
  };
  const auto has = [&](std::string_view form, std::string_view feature) {
    const std::vector<std::string>& all = document.features.at(word_at(form).features);
    return std::find(all.begin(), all.end(), feature) != all.end();
  };
  EXPECT_EQ(word_at("déclaré").lemma, "déclarer");
  EXPECT_EQ(word_at("Les").lemma, analyzer().analyze("les", {.parts = {.words = true}}).words.at(0).lemma);
  EXPECT_TRUE(has("maires", "noun"));
  EXPECT_TRUE(has("maires", "plural"));
  EXPECT_TRUE(has("déclaré", "past-participle"));
  EXPECT_FALSE(has("maires", "past-participle"));
  EXPECT_TRUE(has(".", "punctuation"));
}

TEST(Parts, HoldTogether) {
  for (const std::string& text : odd_texts(400, 5))
    for (const Parts parts : {Parts{.names = false}, Parts{.quotes = false}, Parts{.words = true},
                              Parts{.tokens = false, .sentences = false, .names = false}})
      EXPECT_EQ(first_contradiction(analyzer().analyze(text, {.parts = parts}), text), "") << text;
}

// --- limits -------------------------------------------------------------------------------------------------------------

TEST(Limits, OfBytesReadTheHeadAsIfItWereAll) {
  const Document whole = analyzer().analyze(article);
  EXPECT_EQ(whole.limit, Limit::unmet);
  EXPECT_EQ(whole.read, article.size());
  EXPECT_EQ(analyzer().analyze(article, {.limits = {.bytes = article.size()}}), whole);
  for (std::size_t bytes = 0; bytes < article.size(); bytes += 7) {
    const Document part = analyzer().analyze(article, {.limits = {.bytes = bytes}});
    EXPECT_EQ(part.limit, Limit::bytes);
    ASSERT_LE(part.read, bytes);
    EXPECT_EQ(unmarked(part), unmarked(analyzer().analyze(std::string_view(article).substr(0, part.read)))) << bytes;
    EXPECT_TRUE(bytes < 40 || part.read + 40 > bytes) << bytes;   // up to a blank
  }
  // Without a blank, up to the end of a character.
  const std::string letters = std::string(1000, 'a') + "é" + std::string(1000, 'a');
  EXPECT_EQ(analyzer().analyze(letters, {.limits = {.bytes = 1001}}).read, 1000u);
  EXPECT_EQ(analyzer().analyze(std::string(100, '\x80'), {.limits = {.bytes = 50}}).read, 50u);
}

TEST(Limits, OfBytesMakeAnyTextReadable) {
  const std::string_view text("xyz", Analyzer::max_text + 1);   // of which no more is there to read than the limit allows
  const Document document = analyzer().analyze(text, {.limits = {.bytes = 0}});
  EXPECT_EQ(document.limit, Limit::bytes);
  EXPECT_EQ(document.read, 0u);
}

TEST(Limits, OfQuotesKeepTheFirstOnes) {
  const Document whole = analyzer().analyze(article);
  ASSERT_GE(whole.quotes.size(), 5u);
  for (std::size_t most = 0; most < whole.quotes.size(); ++most) {
    const Document part = analyzer().analyze(article, {.limits = {.quotes = most}});
    EXPECT_EQ(part.limit, Limit::quotes);
    EXPECT_LE(part.quotes.size(), most);
    EXPECT_EQ(part.read, whole.quotes[most].outer.begin);
    EXPECT_EQ(first_contradiction(part, article), "");
    for (std::size_t q = 0; q < part.quotes.size(); ++q) EXPECT_LE(part.quotes[q].outer.end, part.read);
    for (const Mention& mention : part.mentions) EXPECT_LE(mention.span.end, part.read);
  }
  EXPECT_EQ(analyzer().analyze(article, {.limits = {.quotes = whole.quotes.size()}}), whole);
}

TEST(Limits, OfEntitiesKeepTheFirstOnes) {
  const Document whole = analyzer().analyze(article);
  ASSERT_GE(whole.entities.size(), 4u);
  for (std::size_t most = 0; most < whole.entities.size(); ++most) {
    const Document part = analyzer().analyze(article, {.limits = {.entities = most}});
    EXPECT_EQ(part.limit, Limit::entities);
    EXPECT_EQ(part.entities.size(), most);
    EXPECT_EQ(first_contradiction(part, article), "");
    for (std::size_t e = 0; e < most; ++e) EXPECT_EQ(part.entities[e].name, whole.entities[e].name);
  }
  EXPECT_EQ(analyzer().analyze(article, {.limits = {.entities = whole.entities.size()}}), whole);
}

TEST(Limits, HoldTogether) {
  for (const std::string& text : odd_texts(400, 6))
    for (const Limits limits :
         {Limits{.entities = 1}, Limits{.quotes = 1}, Limits{.bytes = 60}, Limits{.entities = 2, .quotes = 1}}) {
      const Document part = analyzer().analyze(text, {.limits = limits});
      EXPECT_EQ(first_contradiction(part, text), "") << text;
      EXPECT_LE(part.quotes.size(), limits.quotes);
      EXPECT_LE(part.entities.size(), limits.entities);
      EXPECT_LE(part.read, std::min(text.size(), limits.bytes));
    }
}

TEST(Limits, OfTimeLeaveAPart) {
  const std::string text = repeated(3'000'000);
  const Document none = analyzer().analyze(text, {.limits = {.time = 0ns}});
  EXPECT_EQ(none.limit, Limit::time);
  EXPECT_EQ(none.read, 0u);
  EXPECT_TRUE(none.mentions.empty());
  for (const auto time : {1ms, 20ms, 100ms}) {
    const Document part = analyzer().analyze(text, {.limits = {.time = time}});
    ASSERT_LE(part.read, text.size());
    EXPECT_EQ(part.limit, part.read == text.size() ? Limit::unmet : Limit::time);
    EXPECT_EQ(unmarked(part), unmarked(analyzer().analyze(std::string_view(text).substr(0, part.read)))) << part.read;
  }
  // Enough of it is no limit.
  EXPECT_EQ(analyzer().analyze(article, {.limits = {.time = 1h}}), analyzer().analyze(article));
  EXPECT_EQ(analyzer().analyze(article, {.limits = {.time = std::chrono::nanoseconds::max() - 1ns}}),
            analyzer().analyze(article));
  EXPECT_EQ(thrown_by([&] { analyzer().analyze(article, {.limits = {.time = -1ns}}); }), ErrorKind::option);
}

TEST(Limits, HoldOfExplanations) {
  const Explanation part = analyzer().explain(article, {.limits = {.bytes = 200}});
  EXPECT_EQ(part.document, analyzer().analyze(article, {.limits = {.bytes = 200}}));
  EXPECT_EQ(part.records, analyzer().explain(std::string_view(article).substr(0, part.document.read)).records);
}

// --- language -----------------------------------------------------------------------------------------------------------

TEST(Language, IsDetectedWhereAsked) {
  const std::string english =
      "The mayor of the town said on Monday that he would not resign, and that the people who had voted for him knew why. \"We will stay\", "
      "Anne Roux told reporters, who had been waiting for her in front of the house since the early morning.";
  const Document skipped = analyzer().analyze(english, {.language = Language::detect});
  EXPECT_EQ(skipped.language, "en");
  EXPECT_TRUE(skipped.tokens.empty() && skipped.mentions.empty() && skipped.quotes.empty());
  EXPECT_EQ(skipped.read, english.size());
  const Document read = analyzer().analyze(english);
  EXPECT_EQ(read.language, "");
  EXPECT_FALSE(read.mentions.empty());

  Document french = analyzer().analyze(article, {.language = Language::detect});
  EXPECT_EQ(french.language, "fr");
  french.language = "";
  EXPECT_EQ(french, analyzer().analyze(article));
  EXPECT_FALSE(analyzer().analyze("Anne Roux.", {.language = Language::detect}).mentions.empty());   // too short to tell
}

// --- cancellation -------------------------------------------------------------------------------------------------------

TEST(Cancellation, EndsACallBeforeItBegins) {
  std::stop_source stop;
  EXPECT_EQ(analyzer().analyze(article, {.stop = stop.get_token()}), analyzer().analyze(article));
  stop.request_stop();
  EXPECT_EQ(thrown_by([&] { analyzer().analyze(article, {.stop = stop.get_token()}); }), ErrorKind::cancelled);
  EXPECT_EQ(thrown_by([&] { analyzer().analyze("", {.stop = stop.get_token()}); }), ErrorKind::cancelled);
  EXPECT_EQ(thrown_by([&] { analyzer().explain(article, {.stop = stop.get_token()}); }), ErrorKind::cancelled);
  EXPECT_EQ(analyzer().analyze(article), analyzer().analyze(article, {}));   // and harms no other
}

TEST(Cancellation, AsksAnyFunction) {
  int asked = 0;
  EXPECT_EQ(thrown_by([&] { analyzer().analyze(repeated(100'000), {.stop = [&] { return ++asked == 3; }}); }),
            ErrorKind::cancelled);
  EXPECT_EQ(asked, 3);
  struct Mine {};
  for (const std::size_t bytes : {std::size_t{100'000}, std::size_t{2'000'000}})   // also where it is asked on another thread
    EXPECT_THROW(analyzer().analyze(repeated(bytes), {.stop = []() -> bool { throw Mine(); }}), Mine);
}

TEST(Cancellation, EndsACallThatRuns) {
  const std::string text = repeated(20'000'000);
  std::stop_source stop;
  std::atomic<bool> ended = false;
  std::jthread reader([&] {
    EXPECT_EQ(thrown_by([&] { analyzer().analyze(text, {.stop = stop.get_token()}); }), ErrorKind::cancelled);
    ended = true;
  });
  std::this_thread::sleep_for(20ms);
  EXPECT_FALSE(ended);
  stop.request_stop();
}

// --- many ---------------------------------------------------------------------------------------------------------------

TEST(Many, AreInOrderWhateverTheThreads) {
  const std::vector<std::string> texts = odd_texts(300, 4);
  std::vector<Job> jobs;
  std::vector<Document> expected;
  for (const std::string& text : texts) {
    jobs.push_back(
        {text, {.parts = {.tokens = jobs.size() % 2 == 0}, .limits = {.bytes = jobs.size() % 3 == 0 ? 50 : Limits::unlimited}}});
    // Those that may be ended are read alone, the others together.
    if (jobs.size() % 5 == 0) jobs.back().options.stop = [] { return false; };
    if (jobs.size() % 7 == 0) jobs.back().options.language = Language::detect;
    expected.push_back(analyzer().analyze(text, jobs.back().options));
  }
  for (const unsigned threads : {0u, 1u, 3u, 1000u}) EXPECT_EQ(analyzer().analyze_many(jobs, threads), expected) << threads;
  EXPECT_TRUE(analyzer().analyze_many({}, 4).empty());
}

TEST(Many, EndWithTheFirstThatFails) {
  std::vector<Job> jobs(50, Job{article, {}});
  jobs[20].options.published = std::chrono::year(2025) / 2 / 30;
  for (const unsigned threads : {1u, 4u})
    EXPECT_EQ(thrown_by([&] { analyzer().analyze_many(jobs, threads); }), ErrorKind::option);
  std::stop_source stop;
  stop.request_stop();
  for (Job& job : jobs) job.options.stop = stop.get_token();
  EXPECT_EQ(thrown_by([&] { analyzer().analyze_many(jobs, 4); }), ErrorKind::cancelled);
}

TEST(Memory, MayBeTrimmedAtAnyTime) {
  const Analyzer own;
  own.trim_memory();
  const Document expected = own.analyze(article);
  std::atomic<bool> over = false;
  std::jthread trimmer([&] {
    while (!over) own.trim_memory();
  });
  for (int i = 0; i < 50; ++i) EXPECT_EQ(own.analyze(article), expected);
  over = true;
}

TEST(Errors, HaveTheirKinds) {
  const auto rules = [](const char* content) { return [=] { Analyzer({.rules = {{"mine", content}}}); }; };
  const auto words = [](const char* content) { return [=] { Analyzer({.words = {{"mine", content}}}); }; };
  EXPECT_EQ(thrown_by(rules("phase")), ErrorKind::rules);
  EXPECT_EQ(thrown_by(rules("phase names\nrule x {no-such-feature} => person(confidence = 0.5)\n")), ErrorKind::rules);
  EXPECT_EQ(thrown_by(words("abc\tno-such-class\n")), ErrorKind::words);
  EXPECT_EQ(thrown_by([] { to_utf8("", "no such"); }), ErrorKind::encoding);
  EXPECT_EQ(thrown_by([] { to_utf8("", ""); }), ErrorKind::encoding);
  EXPECT_EQ(thrown_by([] { analyzer().analyze(std::string_view("x", Analyzer::max_text + 1)); }), ErrorKind::too_long);
  EXPECT_EQ(thrown_by([] {
              Analyzer one;
              const Analyzer other = std::move(one);
              one.analyze_many({});
            }),
            ErrorKind::moved);
}

}   // namespace
}   // namespace propos
