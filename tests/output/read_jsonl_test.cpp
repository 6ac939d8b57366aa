// SPDX-License-Identifier: Apache-2.0
// What was written can be read, and what was not says where it is wrong.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "../analyzer/odd_texts.h"
#include "example.h"
#include "output/utf8.h"
#include "propos/propos.h"

namespace propos {
namespace {

namespace fs = std::filesystem;

constexpr Parts written = {.tokens = false, .sentences = false};   // what lines have
constexpr OffsetUnit units[] = {OffsetUnit::utf8, OffsetUnit::utf16, OffsetUnit::codepoint};

const Analyzer& analyzer() {
  static const Analyzer out;
  return out;
}

std::string line_of(const Document& document, std::string_view text, OffsetUnit unit, const OutputParts& parts = {}) {
  std::string out;
  write_jsonl(document, text, "a.txt", unit, out, parts);
  return out;
}

std::vector<std::string> corpora() {
  std::vector<std::string> out;
  for (const char* folder : {"/corpora", "/tests/fuzz/corpus"})
    for (const auto& file : fs::recursive_directory_iterator(std::string(PROPOS_SOURCE_DIR) + folder)) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      std::stringstream content;
      content << in.rdbuf();
      out.push_back(content.str());
    }
  return out;
}

void expect_the_same_when_read(const std::string& text) {
  const Document document = analyzer().analyze(text, {.parts = written});
  for (const OffsetUnit unit : units) {
    const std::string line = line_of(document, text, unit);
    const JsonlRecord record = read_jsonl(line, text);
    EXPECT_EQ(record.unit, unit);
    EXPECT_EQ(record.doc, "a.txt");
    EXPECT_TRUE(!output::is_utf8(text) || record.document == document) << text;
    EXPECT_EQ(*record.document.provenance, *document.provenance);
    EXPECT_EQ(line_of(record.document, text, unit), line) << text;
    EXPECT_TRUE(read_jsonl(line_of(document, text, unit, {.text = false}), text).document == record.document) << text;
  }
}

// The example, with the mentions of its entities as its mentions have it.
Document example_document() {
  Document out = output::Example().document;
  for (Entity& entity : out.entities) entity.mentions.clear();
  for (Id m = 0; m < out.mentions.size(); ++m)
    if (out.mentions[m].entity != none) out.entities[out.mentions[m].entity].mentions.push_back(m);
  return out;
}

TEST(ReadJsonl, GivesWhatWasWrittenOfTheCorpora) {
  const std::vector<std::string> texts = corpora();
  ASSERT_GT(texts.size(), 20u);
  for (const std::string& text : texts) expect_the_same_when_read(text);
}

TEST(ReadJsonl, GivesWhatWasWrittenOfOddTexts) {
  for (const std::string& text : odd_texts(600, 8)) expect_the_same_when_read(text);
}

TEST(ReadJsonl, ReadsEveryField) {
  const output::Example example;
  std::string line;
  write_jsonl(example.document, example.text, example.label(), OffsetUnit::codepoint, line);
  const JsonlRecord record = read_jsonl(line, example.text);
  EXPECT_EQ(record.doc, "12");   // an id that is a number
  Document expected = example_document();
  expected.paragraphs.clear();
  expected.sentences.clear();
  expected.tokens.clear();
  EXPECT_EQ(record.document.entities, expected.entities);
  EXPECT_EQ(record.document.mentions, expected.mentions);
  EXPECT_EQ(record.document.quotes, expected.quotes);
  EXPECT_EQ(record.document, expected);
  EXPECT_EQ(*record.document.provenance, *expected.provenance);
}

// What any release wrote is read by this one.
TEST(ReadJsonl, ReadsWhatReleasesWrote) {
  const output::Example example;
  int releases = 0;
  for (const auto& file : fs::directory_iterator(PROPOS_SOURCE_DIR "/tests/output/releases")) {
    if (file.path().extension() != ".jsonl") continue;
    std::ifstream in(file.path(), std::ios::binary);
    std::stringstream line;
    line << in.rdbuf();
    const Document document = read_jsonl(line.str(), example.text, file.path().string()).document;
    const Document expected = example_document();
    EXPECT_EQ(document.entities, expected.entities) << file.path();
    EXPECT_EQ(document.mentions, expected.mentions) << file.path();
    EXPECT_EQ(document.quotes, expected.quotes) << file.path();
    ++releases;
  }
  EXPECT_GE(releases, 1);
}

TEST(ReadJsonl, OutlivesTheLine) {
  const std::string text = "« Non », a dit Anne Roux.";
  auto line = std::make_unique<std::string>(line_of(analyzer().analyze(text), text, OffsetUnit::utf8));
  const Document document = read_jsonl(*line, text).document;
  const Document copy = document;
  line.reset();
  EXPECT_EQ(copy, analyzer().analyze(text, {.parts = written}));
}

TEST(ReadJsonl, StepsOverWhatItDoesNotKnow) {
  const std::string text = "« Non », a dit Anne Roux.";
  std::string line = line_of(analyzer().analyze(text), text, OffsetUnit::codepoint);
  for (std::size_t at = 0; (at = line.find("\"id\":", at)) != line.npos; at += 40)
    line.insert(at, R"("later":{"a":[1,null,"é"]},)");
  line.insert(1, R"("later":[[[]]],)");
  EXPECT_EQ(read_jsonl(line, text).document, analyzer().analyze(text, {.parts = written}));
}

TEST(ReadJsonl, FindsTheNameAlone) {
  EXPECT_EQ(doc_of_jsonl(R"({"schema":1,"doc":"a\u00e9.txt"})"), "aé.txt");
  EXPECT_EQ(doc_of_jsonl(R"({"doc":[1, {"b": null}]})"), R"([1,{"b":null}])");
  EXPECT_THROW(doc_of_jsonl(R"({"name":"a"})"), Error);
}

std::string refused(std::string_view line, std::string_view text) {
  try {
    read_jsonl(line, text, "q.jsonl", 7);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::record);
    EXPECT_EQ(error.file(), "q.jsonl");
    EXPECT_EQ(error.line(), 7u);
    return error.what();
  }
  return "";
}

std::string with(std::string line, std::string_view old, std::string_view now) {
  const std::size_t at = line.find(old);
  EXPECT_NE(at, line.npos) << old << " in " << line;
  return at == line.npos ? line : line.replace(at, old.size(), now);
}

TEST(ReadJsonl, RefusesWhatIsNoRecordOfTheText) {
  const std::string text = "« Non », a dit Anne Roux. Elle a ajouté que tout irait bien.";
  const std::string line = line_of(analyzer().analyze(text), text, OffsetUnit::codepoint);
  ASSERT_EQ(refused(line, text), "");
  const std::pair<std::string, const char*> cases[] = {
      {"", "q.jsonl:7:1: not JSON"},
      {line.substr(0, line.size() / 2), "not JSON"},
      {line + line, "not JSON"},
      {"[]", "expected a JSON object"},
      {"{}", "expected a field «offsets»"},
      {"{\"doc\":\"\xFF\"}", "not JSON"},
      {with(line, "\"schema\":1", "\"schema\":2"), "expected schema 1"},
      {with(line, "\"schema\":1", "\"schema\":\"1\""), "«schema»: expected a whole number"},
      {with(line, "codepoint", "lines"), "«offsets»: no such value: «lines»"},
      {with(line, "\"doc\"", "\"dok\""), "expected a field «doc»"},
      {with(line, "\"quotes\":[", "\"quotes\":[{},"), "expected a field «id»"},
      {with(line, "\"mentions\":[", "\"mentions\":[7,"), "expected an object with «id»"},
      {with(line, "\"type\":\"person\"", "\"type\":\"Person\""), "«type»: no such value: «Person»"},
      {with(line, "\"id\":\"m2\"", "\"id\":\"m1\""), "«id»: a second «m1»"},
      {with(line, "\"mention\":\"m1\"", "\"mention\":\"m99\""), "«mention»: nothing before it has the id «m99»"},
      {with(line, "\"text\":\"Non\"", "\"text\":\"Oui\""), "«text»: expected «Non», as the text has it at 2; found «Oui»"},
      {with(line, "\"end\":5,", "\"end\":1,"), "«end»: expected it not to stand before «start»"},
      {with(line, "\"end\":5,", "\"end\":500000,"), "«end»: the text ends before 500000"},
      {with(line, "\"end\":5,", "\"end\":-1,"), "«end»: expected a whole number"},
      {with(line, "\"confidence\":", "\"confidence\":\"much\",\"x\":"), "«confidence»: expected a number"},
      {with(line, "\"aliases\":[", "\"aliases\":[1"), "«aliases»: expected text"},
      {std::string(100'000, '['), "not JSON"},
  };
  for (const auto& [bad, expected] : cases)
    EXPECT_NE(refused(bad, text).find(expected), std::string::npos) << expected << " in " << refused(bad, text);
  EXPECT_NE(refused(line, "« Oui », a dit Anne Roux. Elle a ajouté que tout irait bien.").find("it is another one"),
            std::string::npos);
  EXPECT_NE(refused(line, "").find("it is another one"), std::string::npos);
  EXPECT_NE(refused(line_of(analyzer().analyze(text), text, OffsetUnit::codepoint, {.entities = false}), text)
                .find("expected a field «entities»"),
            std::string::npos);
}

// No cut or change of a line does more than throw.
TEST(ReadJsonl, TakesAnyLine) {
  const std::string text = "« Non », a dit Anne Roux. Elle a ajouté que tout irait bien.";
  const std::string line = line_of(analyzer().analyze(text), text, OffsetUnit::codepoint);
  std::uint32_t random = 1;
  for (int i = 0; i < 20'000; ++i) {
    std::string bad = line;
    for (int changes = 0; changes < 2; ++changes) {
      random = random * 1664525 + 1013904223;
      bad[(random >> 8) % bad.size()] = "0\"{}[]:,e1m\\x\xFF"[(random >> 3) % 14];
    }
    try {
      read_jsonl(bad, text);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::record);
    }
  }
}

// --- sinks --------------------------------------------------------------------------------------------------------------

TEST(Sinks, GetWhatStringsGet) {
  std::string text;
  for (int i = 0; i < 800; ++i) text += "« Nous irons " + std::to_string(i) + " », a dit Anne Roux à Lyon. ";
  const Explanation explanation = analyzer().explain(text);
  const Document& document = explanation.document;
  std::size_t pieces = 0, longest = 0;
  std::string out, expected;
  const Sink sink = [&](std::string_view piece) {
    EXPECT_FALSE(piece.empty());
    ++pieces;
    longest = std::max(longest, piece.size());
    out += piece;
  };
  const auto expect_the_same = [&](const char* what) {
    EXPECT_EQ(out, expected) << what;
    EXPECT_GT(pieces, 3u) << what;
    EXPECT_LT(longest, 100'000u) << what;
    pieces = longest = 0;
    out.clear();
    expected.clear();
  };
  write_jsonl(document, text, "a", OffsetUnit::codepoint, sink);
  write_jsonl(document, text, "a", OffsetUnit::codepoint, expected);
  expect_the_same("JSON Lines");
  write_table(document, text, "a", OffsetUnit::codepoint, {}, sink);
  write_table(document, text, "a", OffsetUnit::codepoint, {}, expected);
  expect_the_same("table");
  write_text(document, text, "a", {.colour = true}, sink);
  write_text(document, text, "a", {.colour = true}, expected);
  expect_the_same("text");
  write_explanation(explanation, text, OffsetUnit::codepoint, std::nullopt, sink);
  write_explanation(explanation, text, OffsetUnit::codepoint, std::nullopt, expected);
  expect_the_same("explanation");
}

TEST(Sinks, MayThrow) {
  struct Full {};
  const std::string text = "« Non », a dit Anne Roux.";
  const Document document = analyzer().analyze(text);
  const Sink full = [](std::string_view) { throw Full(); };
  EXPECT_THROW(write_jsonl(document, text, "a", OffsetUnit::codepoint, full), Full);
  EXPECT_THROW(write_text(document, text, "a", {}, full), Full);
  EXPECT_THROW(write_table(document, text, "a", OffsetUnit::codepoint, {}, full), Full);
}

}   // namespace
}   // namespace propos
