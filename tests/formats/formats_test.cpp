// SPDX-License-Identifier: Apache-2.0
// What is written for other tools says the same when it comes back, and what people change there counts. What other programs read
// in it is tested by tests/formats/read_back.
#include "propos/formats.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "../output/example.h"
#include "formats/brat.h"
#include "output/utf8.h"
#include "propos/propos.h"

namespace propos {
namespace {

namespace fs = std::filesystem;

constexpr Format formats[] = {Format::conll, Format::brat,          Format::uima_cas_json,
                              Format::tei,   Format::webannotation, Format::displacy};

const Analyzer& analyzer() {
  static const Analyzer out;
  return out;
}

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> texts() {
  std::vector<fs::path> out;
  for (const auto& file : fs::recursive_directory_iterator(std::string(PROPOS_SOURCE_DIR) + "/corpora"))
    if (file.path().extension() == ".txt") out.push_back(file.path());
  return out;
}

std::string written(const Document& document, std::string_view text, Format format) {
  std::string out;
  write_format(document, text, "a.txt", format, out);
  return out;
}

Document analysed(const std::string& text) { return analyzer().analyze(text, {.parts = {.tokens = false, .sentences = false}}); }

void expect_the_same_when_read(const std::string& text, const std::string& where) {
  const Document document = analysed(text);
  const Annotated brat = read_brat(written(document, text, Format::brat), text);
  EXPECT_TRUE(brat.document == document) << where;
  const Annotated cas = read_cas_json(written(document, text, Format::uima_cas_json));
  EXPECT_EQ(cas.text, text) << where;
  EXPECT_EQ(cas.doc, "a.txt");
  EXPECT_TRUE(cas.document == document) << where;
  EXPECT_EQ(*cas.document.provenance, *document.provenance);
  // One into the other, and back.
  const Annotated chained = read_brat(written(cas.document, text, Format::brat), text);
  EXPECT_TRUE(read_cas_json(written(chained.document, text, Format::uima_cas_json)).document == document) << where;
}

TEST(Formats, ComeBackAsTheyWere) {
  const std::vector<fs::path> all = texts();
  ASSERT_GT(all.size(), 50u);
  for (const fs::path& path : all) expect_the_same_when_read(content_of(path), path.string());
}

TEST(Formats, ComeBackFromTextsWithOtherLineEnds) {
  std::string text;
  for (const char c : content_of(texts().front())) text += c == '\n' ? "\r\n" : std::string(1, c);
  expect_the_same_when_read(text, "CR LF");
}

TEST(Formats, PiecesAreTheWhole) {
  for (const fs::path& path : texts()) {
    const std::string text = content_of(path);
    const Document document = analyzer().analyze(text);
    for (const Format format : formats) {
      std::string pieces;
      write_format(document, text, "a.txt", format, [&](std::string_view piece) { pieces += piece; });
      EXPECT_EQ(pieces, written(document, text, format)) << name_of(format);
    }
    break;
  }
}

// --- golden files: tests/formats/golden ---------------------------------------------------------------------------------------

/// The example of the output tests with tokens, sentences and paragraphs.
struct Written : output::Example {
  Written() {
    const auto end = static_cast<std::uint32_t>(text.size());
    document.limit = Limit::unmet;
    document.read = end;
    document.quotes[0].parent = none;
    document.quotes[1].parent = none;
    document.paragraphs = {{{0, end}, Zone::body}};
    const auto second = static_cast<std::uint32_t>(text.find("Le «"));
    document.sentences = {{{0, second - 1}, 0}, {{second, end}, 0}};
    for (std::uint32_t at = 0; at < end;) {
      const auto next = static_cast<std::uint32_t>(std::min<std::size_t>(text.find_first_of(" \n,.", at), end));
      if (next > at) document.tokens.push_back({at, next});
      at = next + 1;
    }
  }
};

TEST(Formats, AreAsPublished) {
  const Written example;
  const std::string folder = std::string(PROPOS_SOURCE_DIR) + "/tests/formats/golden/";
  for (const Format format : formats) {
    std::string out;
    write_format(example.document, example.text, example.label(), format, out);
    const std::string path = folder + std::string(name_of(format)) + std::string(info_of(format).ending);
    if (std::getenv("PROPOS_UPDATE") != nullptr) std::ofstream(path, std::ios::binary) << out;
    EXPECT_EQ(out, content_of(path)) << path << ": if this is meant, PROPOS_UPDATE=1 build/release/bin/formats_test";
    for (const FormatFile& file : info_of(format).beside) {
      const std::string beside = folder + std::string(file.name);
      if (std::getenv("PROPOS_UPDATE") != nullptr) std::ofstream(beside, std::ios::binary) << file.content;
      EXPECT_EQ(file.content, content_of(beside));
    }
  }
}

TEST(Formats, HaveNamesThatAreRead) {
  for (const Format format : formats) EXPECT_EQ(from_name<Format>(name_of(format)), format);
  EXPECT_EQ(from_name<Format>("docx"), std::nullopt);
}

// Every field of a record that the example has comes back, whatever it is.
TEST(Formats, LoseNoField) {
  Written example;
  example.document.tokens.clear();
  example.document.sentences.clear();
  example.document.paragraphs.clear();
  example.document.mentions[2].entity = 1;
  const std::string clean = "La maire, Zoé Marchais, n’a pas nié : « C’est ?\n𝄞 fini », dit-elle. Le « plan B » d’Anvers attend.";
  ASSERT_EQ(clean.size(), example.text.size());   // the byte that is no UTF-8 is one
  for (const Format format : {Format::brat, Format::uima_cas_json}) {
    std::string out;
    write_format(example.document, clean, example.label(), format, out);
    const Annotated back = format == Format::brat ? read_brat(out, clean) : read_cas_json(out);
    EXPECT_TRUE(back.document == example.document) << out;
    if (format == Format::brat) continue;
    EXPECT_EQ(back.doc, "12");
    for (const char* part :
         {R"("fields":{"date":"2026-01-31","views":7,"ad":null,"tags":["a","b"]})", R"("options":{"encoding":"latin1"})",
          R"("language":"nl")", R"("version":"0.1.0")", R"("text_file":"a.txt.txt")"})
      EXPECT_NE(back.label.find(part), std::string::npos) << part << " in " << back.label;
  }
}

// Who speaks may be known in ways that arcs do not show.
TEST(Formats, KeepEverySpeaker) {
  const Written example;
  const std::string text = "Anne Roux et Luc Petit. « Oui », dit-il.";
  Document document;
  document.entities.resize(2);
  document.entities[0].name = "Anne Roux";
  document.entities[0].mentions = {0};
  document.entities[1].name = "Luc Petit";
  document.entities[1].mentions = {1, 2};
  document.mentions = {{{0, 9}, EntityType::person, MentionForm::name, 0, "", 0.5f},
                       {{13, 22}, EntityType::person, MentionForm::name, 1, "", 0.5f},
                       {{39, 41}, EntityType::person, MentionForm::pronoun, 1, "", 0.5f}};
  Quote quote;
  quote.spans = {{27, 30}};
  quote.outer = {24, 33};
  quote.has_speaker = true;
  quote.confidence = 0.5f;
  document.read = static_cast<std::uint32_t>(text.size());
  struct Case {
    Id mention, entity;
    const char* name;
  };
  for (const Case& one : {Case{2, 1, "Luc Petit"},
                          {2, 0, "Anne Roux"},
                          {2, none, "un homme"},
                          {none, 0, "Anne Roux"},
                          {none, none, "on"},
                          {none, none, ""},
                          {2, 1, ""}}) {
    quote.speaker = {one.mention,          one.entity,      one.name, SpeakerBy::previous_speaker,
                     SpeakerKind::unknown, Gender::unknown, 0.25f};
    document.quotes = {quote};
    EXPECT_TRUE(read_brat(written(document, text, Format::brat), text).document == document)
        << one.name << one.mention << one.entity;
    EXPECT_TRUE(read_cas_json(written(document, text, Format::uima_cas_json)).document == document)
        << one.name << one.mention << one.entity;
  }
}

// Content whose pieces brat cannot tell from lines: two spans with a line end between them, and one over it.
TEST(Formats, TellLinesFromSpans) {
  const std::string text = "Oui\nnon\n\nsi";
  for (const std::vector<Span>& spans : {std::vector<Span>{{0, 3}, {4, 7}}, {{0, 7}}, {{0, 11}}, {{0, 7}, {9, 11}}}) {
    Document document;
    document.quotes.emplace_back();
    document.quotes[0].spans = spans;
    document.quotes[0].outer = {0, 11};
    document.read = 11;
    EXPECT_TRUE(read_brat(written(document, text, Format::brat), text).document == document);
  }
}

// --- corrections ----------------------------------------------------------------------------------------------------------------

constexpr const char* mended_text = "« Non », a dit Anne Roux. Luc Petit se tait.";

// Each quote and who says it, each entity with its other names.
std::string told(const Document& document, std::string_view text) {
  std::string out;
  for (const Quote& quote : document.quotes) {
    out += std::string(name_of(quote.type)) + " «" + text_of(quote, text) + "»";
    if (quote.has_speaker) out += " by " + quote.speaker.name + " (" + std::string(name_of(quote.speaker.by)) + ")";
    if (quote.has_cue) out += " cue " + std::string(quote.cue.span.of(text)) + " " + std::string(name_of(quote.cue.stance));
    out += "; ";
  }
  for (const Entity& entity : document.entities) {
    out += std::string(name_of(entity.type)) + " " + entity.name;
    for (const std::string& alias : entity.aliases) out += "|" + alias;
    out += "; ";
  }
  return out;
}

TEST(Brat, PeopleCorrectIt) {
  const std::string all = "T1\tPerson 15 24\tAnne Roux\nT2\tDirect 2 5\tNon\nR1\tSaid_by Arg1:T2 Arg2:T1\n";
  const std::string more = "T3\tPerson 26 35\tLuc Petit\nT4\tCue 9 14\ta dit\n";
  const std::pair<std::string, const char*> cases[] = {
      {all, "direct «Non» by Anne Roux (name); person Anne Roux; "},
      {all + "R2\tIntroduced_by Arg1:T2 Arg2:T4\n" + more,
       "direct «Non» by Anne Roux (name) cue a dit asserted; person Anne Roux; person Luc Petit; "},
      {all + more + "R2\tIntroduced_by Arg1:T2 Arg2:T4\nA1\tStance T4 denied\n",
       "direct «Non» by Anne Roux (name) cue a dit denied; person Anne Roux; person Luc Petit; "},
      // another type, its synonyms, remarks and layers of others
      {"T1\tORG 15 24\tAnne Roux\nT2\tIndirect 2 5\tNon\n#1\tAnnotatorNotes T1\tà vérifier\nE1\tX:T1\nN1\tReference T1 W:Q1\tx\nT9\tDate 0 1\t«\n",
       "indirect «Non»; organization Anne Roux; "},
      // mentions of one entity: a group, an arc; and names that are written alike
      {"T1\tPerson 15 24\tAnne Roux\nT3\tPerson 26 35\tLuc Petit\n*\tCoref T1 T3\n", "person Anne Roux|Luc Petit; "},
      {"T1\tPerson 15 24\tAnne Roux\nT3\tPerson 26 35\tLuc Petit\nR1\tCoref Arg1:T1 Arg2:T3\n", "person Anne Roux|Luc Petit; "},
      {"T1\tPerson 15 24\tAnne Roux\nT3\tPerson 20 24\tRoux\nT4\tPerson 20 24\tRoux\n", "person Anne Roux; person Roux; "},
      // a description has no entity, and speaks
      {"T1\tPerson 15 24\tAnne Roux\nA1\tForm T1 description\nT2\tDirect 2 5\tNon\nR1\tSaid_by Arg1:T2 Arg2:T1\n",
       "direct «Non» by Anne Roux (description); "},
      {"", ""},
  };
  for (const auto& [annotations, expected] : cases)
    EXPECT_EQ(told(read_brat(annotations, mended_text, "a.ann").document, mended_text), expected) << annotations;
}

// A program's result, an arc of which was drawn anew.
TEST(Brat, AnotherArcIsAnotherSpeaker) {
  const std::string text = mended_text;
  std::string annotations = written(analysed(text), text, Format::brat);
  ASSERT_NE(annotations.find("R2\tSaid_by Arg1:T3 Arg2:T1"), std::string::npos) << annotations;
  const std::size_t note = annotations.find("\tAnnotatorNotes R2");
  ASSERT_NE(note, std::string::npos);
  const std::size_t line = annotations.rfind('\n', note) + 1;
  annotations.erase(line, annotations.find('\n', note) + 1 - line);   // brat takes it away with the arc
  annotations.replace(annotations.find("R2\tSaid_by Arg1:T3 Arg2:T1"), 26, "R3\tSaid_by Arg1:T3 Arg2:T2");
  EXPECT_EQ(told(read_brat(annotations, text).document, text),
            "direct «Non» by Luc Petit (name) cue a dit asserted; person Anne Roux; person Luc Petit; ");
}

TEST(Brat, WhatIsNoneIsToldWithItsLine) {
  const std::pair<const char*, const char*> cases[] = {
      {"T1 Person 15 24", "a.ann:1: "},
      {"\nT1\tPerson x 24\tAnne Roux", "a.ann:2: "},
      {"T1\tPerson 15 240\tAnne Roux", "a.ann:1: the text ends before 240"},
      {"T1\tPerson 24 15\tAnne Roux", "a.ann:1: expected the end of a span behind its begin"},
      {"T1\tPerson 1 2\tx\nT1\tPerson 2 3\ty", "a.ann:2: a second «T1»"},
      {"T1\tPerson 1 2\tx\n#1\tAnnotatorNotes T1\t{\"rule\":", "a.ann:2:"},
      {"T1\tPerson 1 2\tx\nA1\tForm T1 noun", "«form»: no such value: «noun»"},
      {"T1\tPerson 1 2\tx\nT2\tDirect 2 3\ty\nR1\tSaid_by Arg1:T2 Arg2:T1\nR2\tSaid_by Arg1:T2 Arg2:T1",
       "a.ann:4: a second «Said_by»"},
  };
  for (const auto& [annotations, message] : cases) try {
      read_brat(annotations, mended_text, "a.ann");
      ADD_FAILURE() << annotations;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::record);
      EXPECT_NE(std::string(error.what()).find(message), std::string::npos) << error.what();
    }
}

TEST(Cas, NamesOfOtherLayersCount) {
  const std::string cas =
      R"({"%TYPES":{},"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","sofaString":"😀 Anne Roux dort."},)"
      R"({"%ID":2,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":3,"end":12,"value":"PER"},)"
      R"({"%ID":3,"%TYPE":"de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity","@sofa":1,"begin":3,"end":12,"value":"MISC"}],"%VIEWS":{}})";
  const Annotated back = read_cas_json(cas);
  EXPECT_EQ(told(back.document, back.text), "person Anne Roux; ");
}

// Whatever is damaged, it is refused or read: nothing else.
TEST(Formats, DamagedFilesEndNothing) {
  const std::string text = content_of(texts().front());
  const Document document = analysed(text);
  for (const Format format : {Format::brat, Format::uima_cas_json}) {
    const std::string whole = written(document, text, format);
    std::uint32_t seed = 7;
    for (int i = 0; i < 400; ++i) {
      std::string damaged = whole;
      for (int k = 0; k < 3; ++k) {
        seed = seed * 1664525 + 1013904223;
        const std::size_t at = seed % damaged.size();
        if (k == 0) damaged[at] = static_cast<char>("0T\t{}\":,;9"[seed / 7 % 10]);
        else if (k == 1) damaged.erase(at, seed / 11 % 9);
        else damaged.insert(at, damaged.substr(seed / 13 % damaged.size(), 12));
      }
      try {
        format == Format::brat ? read_brat(damaged, text) : read_cas_json(damaged);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::record);
      }
    }
  }
}

}   // namespace
}   // namespace propos
