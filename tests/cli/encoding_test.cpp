// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

namespace propos::cli {
namespace {

TEST_F(Cli, Encoding) {
  put("a.txt",
      "\xAB Nous irons \xBB, a d\xE9"
      "clar\xE9 Anne Roux.\n");
  put("b.txt", article);
  std::string converted = run("extract --encoding latin1 a.txt").out;
  const std::string expected = run("extract b.txt").out;
  converted.replace(converted.find("a.txt"), 5, "b.txt");
  const std::string said = R"("options":{"encoding":"latin1"},"encoding":"latin1",)";
  EXPECT_EQ(converted.erase(converted.find(said), said.size()), expected);

  std::string wide;   // each unit in two bytes
  for (const char c : std::string("Anne Roux a dit non.")) wide.append({c, '\0'});
  put("c.txt", wide);
  EXPECT_TRUE(contains(run("extract --encoding utf-16le c.txt").out, R"("start":0,"end":9,"text":"Anne Roux")"));
}

TEST_F(Cli, BytesThatAreNoTextAreSkipped) {
  std::string bytes, controls;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (int i = 0; i < 2000; ++i) controls += static_cast<char>(1 + i * 7919 % 255);
  put("a.txt", bytes);
  put("b.txt", "");
  put("c.txt", controls);
  const Result result = run("extract a.txt b.txt c.txt");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(
      result.err,
      "propos: a.txt: skipped: binary: it holds zeros and is not UTF-16\npropos: c.txt: skipped: binary: it is full of controls\n"
      "propos: 1 read (0 converted), 2 skipped, 0 failed\n");
  EXPECT_EQ(lines(result.out), 1);
  EXPECT_EQ(run("extract a.txt").status, 2);
}

// A byte without a meaning is one character, and what stands around it is read.
TEST_F(Cli, BytesThatAreNotUtf8) {
  const std::string after = " « Nous irons », a déclaré Anne Roux.";
  for (const std::string before : {"\xFF\xC3(", "\xED\xA0\x80"}) {
    put("a.txt", before + after);
    const Result result = run("extract a.txt");
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.err, "propos: a.txt: read as UTF-8, with bytes that are none\n");
    EXPECT_TRUE(contains(result.out, R"("start":30,"end":39,"text":"Anne Roux")")) << result.out;
    EXPECT_TRUE(contains(result.out, R"("text":"Nous irons")")) << result.out;
  }
  // In JSON a zero is an escape, and part of the text.
  put("b.jsonl", R"({"id":"a\u0000b","text":"Anne\u0000 Roux a dit « non »."})");
  const Result result = run("extract b.jsonl");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_TRUE(contains(result.out, R"("doc":"a\u0000b",)")) << result.out;
}

constexpr const char* long_article =
    "« Nous irons jusqu'au bout », a déclaré Anne Roux, à l'été où les élèves reçoivent leurs bulletins. Le préfet a répété, dès février, "
    "que la forêt était protégée : ça ne changera pas, où que l'on aille, même à Nîmes.\n";

// A name, what the text is encoded in, and what is said of it: the same is found in all.
TEST_F(Cli, EncodingsAreFoundOut) {
  struct Case {
    std::string name, bytes, encoding;
    bool guess;
  };
  const std::string mark = "\uFEFF", text = long_article, euro = "Une œuvre à 30 €, chère à son cœur. " + text;
  const Case cases[] = {
      {"utf8", text, "", false},
      {"utf8 with a mark", mark + text, "", false},
      {"utf16le with a mark", encoded(mark + text, "utf-16le"), "utf-16le", false},
      {"utf16be with a mark", encoded(mark + text, "utf-16be"), "utf-16be", false},
      {"utf32le with a mark", encoded(mark + text, "utf-32le"), "utf-32le", false},
      {"utf32be with a mark", encoded(mark + text, "utf-32be"), "utf-32be", false},
      {"utf16le", encoded(text, "utf-16le"), "utf-16le", true},
      {"utf16be", encoded(text, "utf-16be"), "utf-16be", true},
      {"latin1", encoded(text, "iso-8859-1"), "windows-1252", true},
      {"windows-1252", encoded(euro, "windows-1252"), "windows-1252", true},
      {"latin9", encoded(euro, "iso-8859-15"), "iso-8859-15", true},
      {"mac", encoded(euro, "macintosh"), "macintosh", true},
  };
  for (const Case& c : cases) {
    put("a.txt", c.bytes);
    const Result result = run("extract a.txt");
    EXPECT_EQ(result.status, 0) << c.name;
    EXPECT_EQ(result.err, c.guess ? "propos: a.txt: read as " + c.encoding + ", a guess\n" : "") << c.name;
    EXPECT_TRUE(contains(result.out, R"("text":"Nous irons jusqu'au bout")")) << c.name << result.out;
    EXPECT_TRUE(contains(result.out, R"("cue":)")) << c.name;
    EXPECT_EQ(contains(result.out, "\"encoding\":\"" + c.encoding + "\""), !c.encoding.empty()) << c.name << result.out;
    const Result strict = run("extract --strict-encoding a.txt");
    EXPECT_EQ(strict.status, c.guess ? 2 : 0) << c.name;
    EXPECT_EQ(strict.err, c.guess ? "propos: a.txt: not valid UTF-8; it may be " + c.encoding + " (see --encoding)\n" : "")
        << c.name;
  }
}

// In UTF-8 it stays, and is a character; conversion leaves it out. So offsets are those of Python's open().
TEST_F(Cli, OffsetsBehindAByteOrderMark) {
  put("a.txt", "\uFEFFAnne Roux a dit non.");
  EXPECT_TRUE(contains(run("extract a.txt").out, R"("start":1,"end":10,"text":"Anne Roux")"));
  EXPECT_TRUE(contains(run("extract a.txt --offsets utf8").out, R"("start":3,"end":12,"text":"Anne Roux")"));
  put("a.txt", encoded("\uFEFFAnne Roux a dit non.", "utf-16le"));
  EXPECT_TRUE(contains(run("extract a.txt").out, R"("start":0,"end":9,"text":"Anne Roux")"));
}

TEST_F(Cli, TheUserKnowsTheEncodingBetter) {
  put("a.txt", encoded("« Oui », a dit Anne Roux à l'été.", "cp850"));
  EXPECT_TRUE(contains(run("extract a.txt --encoding cp850").out, R"("text":"Oui")"));
  put("b.jsonl", encoded("{\"text\":\"« Oui », a dit Anne Roux.\"}\n", "utf-16be"));
  EXPECT_TRUE(contains(run("extract b.jsonl --encoding utf-16be").out, R"("text":"Oui")"));
  put("c.jsonl", encoded("{\"text\":\"« Oui », a dit Anne Roux.\"}\n", "latin1"));
  EXPECT_TRUE(contains(run("extract c.jsonl --encoding latin1").out, R"("text":"Oui")"));
  EXPECT_EQ(run("extract c.jsonl").err, "propos: c.jsonl:1: not UTF-8 (see --encoding)\n");
  put("d.csv", encoded("text\n\"« Oui », a dit Anne Roux.\"\n", "cp850"));
  EXPECT_TRUE(contains(run("extract d.csv --encoding cp850").out, R"("text":"Oui")"));
}

TEST_F(Cli, ExplainReadsTheSameEncodings) {
  put("a.txt", encoded("« Oui », a dit Anne Roux, à l'été.", "utf-16"));
  EXPECT_TRUE(contains(run("explain a.txt").out, "text=\"Anne Roux\""));
  put("b.txt", std::string("a\0b", 3));
  EXPECT_EQ(run("explain b.txt").status, 2);
}

TEST_F(Cli, TextsThatAreNotFrench) {
  put("en.txt",
      "The minister said on Monday that he would not resign, and that the government had no plan to change its course despite the anger of "
      "the opposition and of many of its own supporters in the north.");
  put("ru.txt", "Министр заявил в понедельник, что не уйдёт в отставку, и что правительство не намерено менять курс.");
  put("fr.txt", long_article);
  put("short.txt", "Hello world");   // too little to tell
  const Result all = run("extract en.txt ru.txt fr.txt short.txt");
  EXPECT_EQ(lines(all.out), 4);
  EXPECT_EQ(times(all.out, R"("language":"en")"), 1u) << all.out;
  EXPECT_EQ(times(all.out, R"("language":"und")"), 1u);
  EXPECT_EQ(times(all.out, R"("language":)"), 2u);
  const Result french = run("extract --language fr en.txt ru.txt fr.txt short.txt");
  EXPECT_EQ(french.status, 0);
  EXPECT_EQ(lines(french.out), 2);
  EXPECT_TRUE(contains(french.err, "propos: en.txt: skipped: not French (en)\n")) << french.err;
}

}   // namespace
}   // namespace propos::cli
