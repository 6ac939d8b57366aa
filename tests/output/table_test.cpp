// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "example.h"
#include "output/tables.h"
#include "rows.h"

namespace propos::output {
namespace {

std::vector<Row> rows(const Example& example, const Label& label, const TableOptions& options) {
  std::string out;
  write_table_head(options, out);
  write_table(example.document, example.text, label, OffsetUnit::codepoint, options, out);
  std::vector<Row> all = rows_of(out, options.tabs);
  for (Row& row : all) std::erase_if(row, [](const auto& cell) { return cell.second.empty(); });
  return all;
}

Row with(Row row, const Row& more) {
  row.insert(more.begin(), more.end());
  return row;
}

const Row record = {{"doc", "12"},
                    {"file", "a%FF.txt"},
                    {"encoding", "latin1"},
                    {"language", "nl"},
                    {"text_file", "a.txt.txt"},
                    {"offsets", "codepoint"},
                    {"schema", "1"},
                    {"propos", "0.1.0 0000000000001234 0000000000000056 0000000000000078"}};

TEST(Tables, ARowAQuote) {
  const Example example;
  for (const bool tabs : {false, true}) {
    const std::vector<Row> all = rows(example, example.label(), {.tabs = tabs});
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0], with({{"quote", "q1"},
                            {"type", "direct"},
                            {"text", "C’est �\n𝄞 […] fini"},
                            {"cue", "n’a pas nié"},
                            {"cue_lemma", "nier"},
                            {"cue_kind", "verb"},
                            {"stance", "negated"},
                            {"speaker_words", "Zoé Marchais"},
                            {"speaker", "Zoé Marchais"},
                            {"speaker_key", "zoe marchais"},
                            {"speaker_title", "maire"},
                            {"speaker_gender", "f"},
                            {"speaker_kind", "person"},
                            {"speaker_named", "true"},
                            {"speaker_by", "apposition"},
                            {"confidence", "0.9"},
                            {"speaker_confidence", "0.75"},
                            {"start", "40"},
                            {"end", "54"},
                            {"spans", "40-49|50-54"},
                            {"outer_start", "38"},
                            {"outer_end", "56"},
                            {"cue_start", "24"},
                            {"cue_end", "35"},
                            {"zone", "body"},
                            {"rule", "quotes.colon"},
                            {"mention", "m1"},
                            {"entity", "e1"}},
                           record));
    EXPECT_EQ(all[1], with({{"quote", "q2"},
                            {"type", "term"},
                            {"text", "plan B"},
                            {"confidence", "0"},
                            {"start", "73"},
                            {"end", "79"},
                            {"spans", "73-79"},
                            {"outer_start", "71"},
                            {"outer_end", "81"},
                            {"zone", "related-links"},
                            {"parent", "q1"}},
                           record));
  }
}

TEST(Tables, ARowAMentionOrEntity) {
  const Example example;
  const std::vector<Row> mentions = rows(example, example.label(), {.table = Table::mentions}),
                         entities = rows(example, example.label(), {.table = Table::entities});
  ASSERT_EQ(mentions.size(), 3u);
  EXPECT_EQ(mentions[1], with({{"mention", "m2"},
                               {"entity", "e1"},
                               {"type", "person"},
                               {"form", "pronoun"},
                               {"text", "elle"},
                               {"name", "Zoé Marchais"},
                               {"key", "zoe marchais"},
                               {"confidence", "0.8"},
                               {"start", "62"},
                               {"end", "66"},
                               {"rule", "persons.pronoun"}},
                              record));
  ASSERT_EQ(entities.size(), 2u);
  EXPECT_EQ(entities[0], with({{"entity", "e1"},
                               {"type", "person"},
                               {"name", "Zoé Marchais"},
                               {"key", "zoe marchais"},
                               {"aliases", "Marchais"},
                               {"title", "maire"},
                               {"gender", "f"},
                               {"first_name", "Zoé"},
                               {"last_name", "Marchais"},
                               {"country", "Belgique"},
                               {"mentions", "2"}},
                              record));
}

TEST(Tables, FieldsThatCameIn) {
  const Example example;
  const std::vector<std::string> wanted = {"tags", "date", "ad", "none", "views"};
  const Row some = rows(example, example.label(), {.fields = wanted})[0];
  EXPECT_EQ(some.at("field_date"), "2026-01-31");
  EXPECT_EQ(some.at("field_views"), "7");
  EXPECT_EQ(some.at("field_tags"), R"(["a","b"])");
  EXPECT_FALSE(some.contains("field_ad") || some.contains("field_none"));
  EXPECT_EQ(rows(example, example.label(), {.all_fields = true})[1].at("fields"),
            R"({"date":"2026-01-31","views":7,"ad":null,"tags":["a","b"]})");
  EXPECT_FALSE(rows(example, "a", {.all_fields = true})[0].contains("fields"));
}

TEST(Tables, HoldNoFormula) {
  Example example;
  const std::pair<const char*, const char*> cases[] = {
      {"=1+1", "'=1+1"}, {"+33 1", "'+33 1"}, {"-2", "'-2"},   {"@SUM", "'@SUM"}, {"\t=1", "'\t=1"}, {" \r\n-1", "' \r\n-1"},
      {"'=1", "''=1"},   {"'' =1", "''' =1"}, {"＝1", "'＝1"}, {"'abc", "'abc"},  {"'", "'"},        {"— Non", "— Non"},
      {"1-2", "1-2"},    {"a=b", "a=b"},      {"", ""}};
  for (const auto& [name, expected] : cases) {
    example.document.entities[0].name = name;
    for (const bool tabs : {false, true}) {
      const Row row = rows(example, "a", {.table = Table::entities, .tabs = tabs})[0];
      EXPECT_EQ(row.contains("name") ? row.at("name") : "", expected) << name;
    }
  }
}

TEST(Tables, WhateverTheText) {
  Example example;
  example.document.entities[0].name = std::string("a\0\xC3\"b\",;\t\r\n", 11);
  for (const bool tabs : {false, true})
    EXPECT_EQ(rows(example, "\xFF", {.table = Table::entities, .tabs = tabs})[0].at("name"), "a\uFFFD\uFFFD\"b\",;\t\r\n");
  for (const char* id : {R"("a\"b\u00e9")", "-7", "null", "[1,\"x\"]", "1e300", "true"}) {
    Label label("a");
    label.id = id;
    const Row row = rows(example, label, {})[0];
    EXPECT_EQ(row.contains("doc") ? row.at("doc") : "", std::string(id) == "null" ? "" : id[0] == '"' ? "a\"bé" : id);
  }
  EXPECT_TRUE(rows({}, "a", {.table = Table::quotes}).size() == 2);
}

TEST(Tables, WithoutTheText) {
  const Example example;
  const Row row = rows(example, "a", {.text = false})[0];
  for (const char* column : {"text", "cue", "speaker_words"}) EXPECT_FALSE(row.contains(column)) << column;
  EXPECT_EQ(row.at("speaker"), "Zoé Marchais");
}

Cell kind_of(Holds holds) {
  switch (holds) {
    case Holds::number: return std::uint32_t{0};
    case Holds::confidence: return 0.f;
    case Holds::boolean: return false;
    case Holds::entity:
    case Holds::mention:
    case Holds::quote: return Reference{'e', 0};
    default: return std::string_view();
  }
}

// What other formats of tables need: each cell is of the type of its column.
TEST(Tables, CellsHaveTheTypesOfTheirColumns) {
  const Example example;
  const Label label = example.label();
  const OffsetMap offsets(example.text, OffsetUnit::utf8);
  std::string scratch;
  for (const Table table : {Table::quotes, Table::mentions, Table::entities}) {
    std::size_t count = 0;
    visit_rows(
        table, {example.document, example.text, label, offsets, scratch}, [&] { count = 0; },
        [&](const Column& column, const Cell& cell) {
          EXPECT_EQ(&column, &columns_of(table)[count++]);
          if (std::holds_alternative<std::monostate>(cell) || column.holds == Holds::any) return;
          EXPECT_EQ(cell.index(), kind_of(column.holds).index()) << column.name;
        });
    EXPECT_EQ(count, columns_of(table).size());
  }
}

}   // namespace
}   // namespace propos::output
