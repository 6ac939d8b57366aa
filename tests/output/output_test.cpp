// SPDX-License-Identifier: Apache-2.0
#include "propos/output.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <limits>

#include "example.h"
#include "output/page.h"
#include "propos/version.h"
#include "schema.h"

namespace propos::output {
namespace {

std::string jsonl(const Document& document, std::string_view text, OffsetUnit unit = OffsetUnit::codepoint) {
  std::string out;
  write_jsonl(document, text, "a.txt", unit, out);
  return out;
}

rapidjson::Document parsed(const std::string& line) {
  rapidjson::Document json;
  json.Parse(line.c_str());
  return json;
}

TEST(Jsonl, EveryField) {
  const Example example;
  const std::string expected =
      R"({"schema":1,"doc":12,"offsets":"codepoint","propos":{"version":"0.1.0","data":"0000000000001234",)"
      R"("files":[{"name":"my.rules","holds":"rules","hash":"0000000000000056"},{"name":"my.tsv","holds":"words","hash":"0000000000000078"}]},)"
      R"("options":{"encoding":"latin1"},"file":"a%FF.txt","encoding":"latin1","language":"nl","limit":"time","read":5,"text_file":"a.txt.txt",)"
      R"("fields":{"date":"2026-01-31","views":7,"ad":null,"tags":["a","b"]},)"
      R"("entities":[)"
      R"({"id":"e1","type":"person","name":"Zoé Marchais","key":"zoe marchais","aliases":["Marchais"],"title":"maire",)"
      R"("first_name":"Zoé","last_name":"Marchais","country":"Belgique","gender":"f"},)"
      R"({"id":"e2","type":"place","name":"Anvers","aliases":[],"acronym":"AN","stands_for":"la Flandre"}],)"
      R"("mentions":[)"
      R"({"id":"m1","entity":"e1","type":"person","form":"name","start":10,"end":22,"text":"Zoé Marchais",)"
      R"("rule":"persons.role-then-name","confidence":0.97},)"
      R"({"id":"m2","entity":"e1","type":"person","form":"pronoun","start":62,"end":66,"text":"elle",)"
      R"("rule":"persons.pronoun","confidence":0.8},)"
      R"({"id":"m3","type":"place","form":"name","start":84,"end":90,"text":"Anvers","confidence":1.0}],)"
      R"("quotes":[)"
      R"({"id":"q1","type":"direct","spans":[{"start":40,"end":49,"text":"C’est �\n𝄞"},)"
      R"({"start":50,"end":54,"text":"fini"}],"outer":{"start":38,"end":56},)"
      R"("cue":{"start":24,"end":35,"text":"n’a pas nié","lemma":"nier","kind":"verb","stance":"negated"},)"
      R"("speaker":{"mention":"m1","entity":"e1","name":"Zoé Marchais","by":"apposition","kind":"person","gender":"f","confidence":0.75},)"
      R"("zone":"body","rule":"quotes.colon","confidence":0.9},)"
      R"({"id":"q2","type":"term","spans":[{"start":73,"end":79,"text":"plan B"}],"outer":{"start":71,"end":81},)"
      R"("zone":"related-links","parent":"q1","confidence":0.0}]})"
      "\n";
  std::string out;
  write_jsonl(example.document, example.text, example.label(), OffsetUnit::codepoint, out);
  EXPECT_EQ(out, expected);
}

TEST(Jsonl, WithoutWhatIsNotKnown) {
  EXPECT_EQ(jsonl({}, ""), R"({"schema":1,"doc":"a.txt","offsets":"codepoint","propos":{"version":")" + std::string(version()) +
                               R"("},"entities":[],"mentions":[],"quotes":[]})"
                               "\n");
}

TEST(Jsonl, OnlyTheParts) {
  const Example example;
  std::string quotes, entities;
  write_jsonl(example.document, example.text, "a", OffsetUnit::codepoint, quotes, {.entities = false, .mentions = false});
  write_jsonl(example.document, example.text, "a", OffsetUnit::codepoint, entities, {.mentions = false, .quotes = false});
  const rapidjson::Document without_entities = parsed(quotes), without_quotes = parsed(entities),
                            whole = parsed(jsonl(example.document, example.text));
  EXPECT_FALSE(without_entities.HasMember("entities") || without_entities.HasMember("mentions"));
  EXPECT_EQ(without_entities["quotes"], whole["quotes"]);
  EXPECT_FALSE(without_quotes.HasMember("quotes") || without_quotes.HasMember("mentions"));
  EXPECT_EQ(without_quotes["entities"], whole["entities"]);
  for (const std::string& line : {quotes, entities}) EXPECT_EQ(errors_by_schema(line), "");
}

TEST(Jsonl, WithoutTheText) {
  const Example example;
  std::string out;
  write_jsonl(example.document, example.text, "a", OffsetUnit::codepoint, out, {.text = false});
  EXPECT_EQ(out.find("\"text\""), out.npos) << out;
  for (const char* words : {"plan B", "n’a pas nié", "elle", "fini"}) EXPECT_EQ(out.find(words), out.npos) << words;
  EXPECT_EQ(errors_by_schema(out), "");
}

TEST(Jsonl, UnitsOfOffsets) {
  const Example example;
  // « fini » stands after one character of three bytes («), ’ twice, é twice, a byte that is not UTF-8, and 𝄞, which is
  // two UTF-16 units and four bytes.
  const std::string utf8 = jsonl(example.document, example.text, OffsetUnit::utf8);
  const std::string utf16 = jsonl(example.document, example.text, OffsetUnit::utf16);
  EXPECT_NE(utf16.find(R"({"start":51,"end":55,"text":"fini"})"), std::string::npos) << utf16;
  const Span fini = example.of("fini");
  EXPECT_NE(
      utf8.find("{\"start\":" + std::to_string(fini.begin) + ",\"end\":" + std::to_string(fini.end) + ",\"text\":\"fini\"}"),
      std::string::npos)
      << utf8;
  EXPECT_NE(utf8.find(R"("offsets":"utf8")"), std::string::npos);
  EXPECT_NE(utf16.find(R"("offsets":"utf16")"), std::string::npos);
}

TEST(Jsonl, KeepsToTheSchema) {
  const Example example;
  EXPECT_EQ(errors_by_schema(jsonl(example.document, example.text)), "");
  EXPECT_EQ(errors_by_schema(jsonl({}, "")), "");
}

TEST(Jsonl, SchemaRefusesWhatItDoesNotKnow) {
  const std::string line = jsonl({}, "");
  EXPECT_NE(errors_by_schema(line.substr(0, line.size() - 2) + R"(,"more":1})"), "");
  EXPECT_NE(errors_by_schema(R"({"doc":"a"})"), "");
}

TEST(Jsonl, AppendsOneLineWhateverTheText) {
  Example example;
  example.document.entities[0].name = std::string("a\0b\x1b\"\\\n\xE2\x80", 9);
  example.document.quotes[0].confidence = std::numeric_limits<float>::quiet_NaN();
  std::string out = "before\n";
  write_jsonl(example.document, example.text, "\xC3", OffsetUnit::codepoint, out);
  EXPECT_EQ(out.rfind("before\n{", 0), 0u);
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
  rapidjson::Document json;
  json.Parse<rapidjson::kParseValidateEncodingFlag>(out.c_str() + 7);
  ASSERT_FALSE(json.HasParseError());
  EXPECT_STREQ(json["doc"].GetString(), "\xEF\xBF\xBD");
  const auto& name = json["entities"][0]["name"];
  EXPECT_EQ(std::string(name.GetString(), name.GetStringLength()), std::string("a\0b\x1b\"\\\n\xEF\xBF\xBD", 10));
}

TEST(Text, ForAReader) {
  const Example example;
  std::string out;
  write_text(example.document, example.text, "a.txt", {.more = "ask"}, out);
  EXPECT_EQ(out, R"(a.txt

  Zoé Marchais · direct · n’a pas nié (negated)
    C’est � 𝄞 […] fini

People
  Zoé Marchais, maire (2 mentions, 1 quote)

Places
  Anvers (1 mention)

Folded: 1 term that nobody says (ask)

)");
}

TEST(Text, FoldsWhatIsThereAlready) {
  Example example;
  const Quote said = example.document.quotes[0], term = example.document.quotes[1];
  Quote inside = said;
  inside.type = QuoteType::mixed;
  inside.spans = {example.of("fini")};
  inside.parent = 0;
  Quote of_another = inside;   // words inside words are shown where somebody else says them
  of_another.speaker = {none, none, "un voisin", SpeakerBy::description, SpeakerKind::person, Gender::masculine, 0.5f};
  of_another.has_cue = false;
  example.document.quotes = {said, inside, of_another, term, said, term};
  std::string folded, whole;
  write_text(example.document, example.text, "a.txt", {}, folded);
  write_text(example.document, example.text, "a.txt", {.terms = true}, whole);
  const std::string quotes = R"(a.txt

  Zoé Marchais · direct · n’a pas nié (negated)
    C’est � 𝄞 […] fini

  un voisin · mixed
    fini

People
  Zoé Marchais, maire (2 mentions, 3 quotes)

Places
  Anvers (1 mention)
)";
  EXPECT_EQ(folded, quotes + R"(
Folded: 2 terms that nobody says, 1 quote inside another, 1 quote said before

)");
  EXPECT_EQ(whole, quotes + R"(
Terms that nobody says
  plan B (2 times)

Inside other quotes
  Zoé Marchais · fini

Said before
  Zoé Marchais · C’est � 𝄞 […] fini

)");
}

TEST(Text, NoLineIsLongerThanTheTerminal) {
  const Example example;
  std::string out;
  write_text(example.document, example.text, "a.txt", {.width = 24}, out);
  EXPECT_EQ(out, R"(a.txt

  Zoé Marchais · direct
      · n’a pas nié
      (negated)
    C’est � 𝄞 […] fini

People
  Zoé Marchais, maire (2
      mentions, 1 quote)

Places
  Anvers (1 mention)

Folded: 1 term that
    nobody says

)");
}

/// `words` in lines of `width` columns, set in by one, then by two.
std::string page(std::string_view words, std::size_t width, bool colour = false) {
  std::string out;
  Page page(width, colour, out);
  page.begin(1, 2);
  page.add(words, "<");
  page.end();
  return out;
}

TEST(Page, BreaksBetweenWords) {
  EXPECT_EQ(page("un deux trois quatre cinq", 16), " un deux trois\n  quatre cinq\n");
  EXPECT_EQ(page("un deux trois quatre cinq", 0), " un deux trois quatre cinq\n");
  EXPECT_EQ(page("un\n\tdeux", 16), " un deux\n");
  EXPECT_EQ(page("", 16), " \n");
}

TEST(Page, MarksStayWithTheirWord) {
  EXPECT_EQ(page("il a dit « oui » !", 13), " il a dit\n  « oui » !\n");
  EXPECT_EQ(page("quatre cinq : six", 13), " quatre\n  cinq : six\n");
}

TEST(Page, CountsColumnsNotBytes) {
  EXPECT_EQ(columns("été"), 3u);
  EXPECT_EQ(columns("e\u0301te\u0301"), 3u);   // combining accents
  EXPECT_EQ(columns("北京 ｗ"), 7u);           // two columns each
  EXPECT_EQ(columns("a\u200bb"), 2u);          // no width at all
  EXPECT_EQ(page("北京 北京 北京", 13), " 北京 北京\n  北京\n");
}

TEST(Page, CutsAWordThatIsLongerThanALine) {
  EXPECT_EQ(page("abcdefghijklmnopqrstuvwxyz", 12), " abcdefghijk\n  lmnopqrstu\n  vwxyz\n");
}

TEST(Page, ColoursEndWithTheLine) {
  EXPECT_EQ(page("un deux trois quatre", 12, true), " <un deux\x1b[0m\n  <trois\x1b[0m\n  <quatre\x1b[0m\n");
}

TEST(Text, ColoursOnlyWhenAsked) {
  const Example example;
  std::string plain, coloured;
  write_text(example.document, example.text, "a.txt", {}, plain);
  write_text(example.document, example.text, "a.txt", {.colour = true}, coloured);
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  EXPECT_NE(coloured.find("\x1b[1;36mZoé Marchais\x1b[0m"), std::string::npos);
}

TEST(Text, NoControlReachesTheTerminal) {
  Example example;
  example.document.entities[0].name = "\x1b]0;title\x07";
  std::string out;
  write_text(example.document, example.text, "\x1b[2J", {}, out);
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_EQ(out.find('\x07'), std::string::npos);
}

}   // namespace
}   // namespace propos::output
