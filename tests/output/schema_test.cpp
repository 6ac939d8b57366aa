// SPDX-License-Identifier: Apache-2.0
#include "schema.h"

#include <gtest/gtest.h>
#include <rapidjson/pointer.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "example.h"
#include "output/fields.h"
#include "propos/propos.h"
#include "published.h"
#include "rows.h"

namespace fs = std::filesystem;

namespace propos::output {
namespace {

const OffsetUnit units[] = {OffsetUnit::codepoint, OffsetUnit::utf8, OffsetUnit::utf16};

rapidjson::Document parsed(const std::string& line) {
  rapidjson::Document json;
  json.Parse(line.c_str());
  return json;
}

// What the schema cannot say: every id is that of something in the same line, and is not given twice.
std::string wrong_references(const rapidjson::Document& json) {
  std::set<std::string> ids;
  for (const char* part : {"entities", "mentions", "quotes"})
    for (const auto& item : json[part].GetArray())
      if (!ids.insert(item["id"].GetString()).second) return std::string("twice: ") + item["id"].GetString();
  std::string wrong;
  const auto check = [&](const rapidjson::Value& object, const char* field) {
    const auto id = object.FindMember(field);
    if (id != object.MemberEnd() && ids.count(id->value.GetString()) == 0)
      wrong = std::string(field) + " " + id->value.GetString();
  };
  for (const auto& mention : json["mentions"].GetArray()) check(mention, "entity");
  for (const auto& quote : json["quotes"].GetArray()) {
    check(quote, "parent");
    if (!quote.HasMember("speaker")) continue;
    check(quote["speaker"], "mention");
    check(quote["speaker"], "entity");
  }
  return wrong;
}

/// What is met in the output, so that a test knows that it looked at something.
using Seen = std::set<std::string>;

void check(const Analyzer& analyzer, const std::string& text, const std::string& name, Seen& seen) {
  const Document document = analyzer.analyze(text);
  for (const OffsetUnit unit : units) {
    std::string line;
    write_jsonl(document, text, name, unit, line);
    ASSERT_EQ(errors_by_schema(line), "") << name << "\n" << line;
    const rapidjson::Document json = parsed(line);
    ASSERT_EQ(wrong_references(json), "") << name << "\n" << line;
    for (const auto& entity : json["entities"].GetArray()) seen.insert(std::string("entity ") + entity["type"].GetString());
    for (const auto& quote : json["quotes"].GetArray()) {
      seen.insert(std::string("quote ") + quote["type"].GetString());
      if (quote.HasMember("cue")) seen.insert("cue");
      if (quote.HasMember("speaker")) seen.insert("speaker");
      if (quote.HasMember("parent")) seen.insert("parent");
    }
  }
}

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

TEST(Schema, HoldsOfSentences) {
  const Analyzer analyzer;
  Seen seen;
  for (const char* text : {
           "",
           " \n",
           "Oui.",
           "« Nous ne céderons pas », a déclaré Hélène Marchais, maire de Dakar.",
           "« Nous irons, a-t-elle dit, jusqu'au bout. »",
           "Selon Mme Claire Roux, présidente de l'UPN, la route restera fermée.",
           "Anne Roux a indiqué que le trafic serait « très perturbé ».",
           "Anne Roux a lu « Les Misérables » hier à Paris.",
           "« Il m'a dit “non” et je n'ai pas compris pourquoi », raconte Jean Varenne.",
           "L'Union des pêcheurs du Nord (UPN) dénonce une « attaque injustifiée ».",
           "— Oui, dit-il.\n— Non.",
           "Jean Varenne n'a pas nié avoir vu la voiture. Il dit qu'elle était rouge.",
           "« Un texte qui ne se ferme pas, a dit Jean Varenne.",
           "\"\\ \t\x01\x7f </script> \xFF\xFE \xF0\x9D\x84\x9E », a dit Anne \"Zoé\" Roux.",
       })
    check(analyzer, text, text, seen);
  for (const char* part : {"entity person", "entity organization", "entity place", "quote direct", "quote indirect",
                           "quote mixed", "quote term", "cue", "speaker", "parent"})
    EXPECT_EQ(seen.count(part), 1u) << part;
}

TEST(Schema, HoldsOfTheCorpora) {
  const Analyzer analyzer;
  Seen seen;
  int texts = 0;
  for (const auto& file : fs::directory_iterator(PROPOS_SOURCE_DIR "/tests/fuzz/corpus")) {
    check(analyzer, content_of(file.path()), file.path().string(), seen);
    ++texts;
  }
  EXPECT_GT(texts, 5);
  for (const auto& folder : fs::directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (!folder.is_directory()) continue;
    for (const auto& file : fs::directory_iterator(folder.path()))
      if (file.path().extension() == ".txt") check(analyzer, content_of(file.path()), file.path().string(), seen);
  }
}

// A user's rule must not be able to write what a reader of the schema does not expect.
TEST(Schema, HoldsOfRulesOfAUser) {
  const std::string rules =
      "phase names rule my.name priority 99 @p( {proper}{2} ) => person(@p, confidence = 1.0)\n"
      "phase quotes rule my.quote @cue( . ) \":\" @content( .+ ) => mixed(@cue)\n";
  const Analyzer analyzer({{{"my.rules", rules}}, {}});
  Seen seen;
  check(analyzer, "Anne Roux : nous irons demain. Varenne Jean : non.", "user", seen);
  EXPECT_EQ(seen.count("entity person"), 1u);
}

// docs/schema.json and docs/schema.md are made of the table of fields.
TEST(Schema, IsPublished) {
  expect_file(PROPOS_SOURCE_DIR "/docs/schema.json", schema_json());
  expect_section(PROPOS_SOURCE_DIR "/docs/schema.md", "fields", schema_table());
  expect_section(PROPOS_SOURCE_DIR "/docs/schema.md", "columns", column_table());
}

// All fields of the objects in `json`, "cue.lemma", and all words there.
void collect(const rapidjson::Value& json, Part part, std::set<std::string>& out) {
  for (const Field& field : fields_of(part)) {
    const auto found = json.FindMember(std::string(field.name).c_str());
    if (found == json.MemberEnd()) continue;
    out.insert(std::string(name_of(part)) + "." + found->name.GetString());
    if (field.holds == Holds::object) collect(found->value, field.of, out);
    if (field.holds == Holds::objects)
      for (const auto& item : found->value.GetArray()) collect(item, field.of, out);
  }
}

TEST(Schema, HasNoFieldThatIsNeverWritten) {
  const Example example;
  std::string line;
  write_jsonl(example.document, example.text, example.label(), OffsetUnit::codepoint, line);
  std::set<std::string> written, all;
  collect(parsed(line), Part::record, written);
  for (const Part part : parts)
    for (const Field& field : fields_of(part)) all.insert(std::string(name_of(part)) + "." + std::string(field.name));
  EXPECT_EQ(written, all);
}

// Where `now` has not what `then` has: a field of it, another value, another place in an array. It may have more.
std::string lost(const rapidjson::Value& then, const rapidjson::Value& now, const std::string& path) {
  if (then.IsObject() && now.IsObject()) {
    for (const auto& member : then.GetObject()) {
      const auto found = now.FindMember(member.name);
      const std::string place = path + "." + member.name.GetString();
      if (found == now.MemberEnd()) return place;
      if (const std::string inside = lost(member.value, found->value, place); !inside.empty()) return inside;
    }
    return "";
  }
  if (then.IsArray() && now.IsArray() && then.Size() == now.Size()) {
    for (rapidjson::SizeType i = 0; i < then.Size(); ++i)
      if (const std::string inside = lost(then[i], now[i], path + "[" + std::to_string(i) + "]"); !inside.empty()) return inside;
    return "";
  }
  return then == now ? "" : path;
}

// What a release wrote of the example, whose parts mean the same for ever. These files are never written anew: a release that adds
// to the schema adds a file.
TEST(Compatibility, RecordsOfEachReleaseAreReadAndStillWritten) {
  const Example example;
  std::string line;
  write_jsonl(example.document, example.text, example.label(), OffsetUnit::codepoint, line);
  int releases = 0;
  for (const auto& file : fs::directory_iterator(PROPOS_SOURCE_DIR "/tests/output/releases")) {
    if (file.path().extension() != ".jsonl") continue;
    const rapidjson::Document then = parsed(read_file(file.path()));
    EXPECT_EQ(errors_by_schema(then), "") << file.path();
    EXPECT_EQ(lost(then, parsed(line), ""), "") << file.path();
    ++releases;
  }
  EXPECT_GE(releases, 1);
}

TEST(Compatibility, ColumnsOfEachReleaseAreStillWritten) {
  const Example example;
  const std::vector<std::string> kept = {"date", "views", "tags"};
  const std::pair<Table, std::string> tables[] = {
      {Table::quotes, "quotes"}, {Table::mentions, "mentions"}, {Table::entities, "entities"}};
  for (const auto& [table, name] : tables) {
    std::string now;
    write_table_head({.table = table, .fields = kept}, now);
    write_table(example.document, example.text, example.label(), OffsetUnit::codepoint, {.table = table, .fields = kept}, now);
    const std::vector<Row> rows_now = rows_of(now);
    int releases = 0;
    for (const auto& file : fs::directory_iterator(PROPOS_SOURCE_DIR "/tests/output/releases")) {
      if (!file.path().filename().string().ends_with(name + ".csv")) continue;
      const std::vector<Row> rows_then = rows_of(read_file(file.path()));
      ASSERT_EQ(rows_then.size(), rows_now.size());
      for (std::size_t i = 0; i < rows_then.size(); ++i)
        for (const auto& [column, cell] : rows_then[i])
          EXPECT_EQ(rows_now[i].contains(column) ? rows_now[i].at(column) : "(no such column)", cell)
              << file.path() << " " << column;
      ++releases;
    }
    EXPECT_GE(releases, 1);
  }
}

// The words of an enumeration up to its last one.
template <class Value>
std::string words_of(Value last, int first = 0) {
  std::string out;
  for (int value = first; value <= static_cast<int>(last); ++value)
    out += (out.empty() ? "" : "|") + std::string(propos::name_of(static_cast<Value>(value)));
  return out;
}

TEST(Schema, HasTheWordsOfEnumerations) {
  const auto words = [](Part part, std::string_view name) {
    const auto all = fields_of(part);
    return std::string(std::find_if(all.begin(), all.end(), [&](const Field& field) { return field.name == name; })->words);
  };
  EXPECT_EQ(words(Part::entity, "type"), words_of(EntityType::place));
  EXPECT_EQ(words(Part::entity, "gender"), words_of(Gender::feminine, 1));
  EXPECT_EQ(words(Part::mention, "type"), words_of(EntityType::place));
  EXPECT_EQ(words(Part::mention, "form"), words_of(MentionForm::pronoun));
  EXPECT_EQ(words(Part::quote, "type"), words_of(QuoteType::term));
  EXPECT_EQ(words(Part::quote, "zone"), words_of(Zone::tags));
  EXPECT_EQ(words(Part::cue, "kind"), words_of(CueKind::typography));
  EXPECT_EQ(words(Part::cue, "stance"), words_of(Stance::hypothetical));
  EXPECT_EQ(words(Part::speaker, "by"), words_of(SpeakerBy::previous_speaker));
  EXPECT_EQ(words(Part::speaker, "kind"), words_of(SpeakerKind::document, 1));
  EXPECT_EQ(words(Part::speaker, "gender"), words_of(Gender::feminine, 1));
  for (const OffsetUnit unit : units) EXPECT_NE(words(Part::record, "offsets").find(propos::name_of(unit)), std::string::npos);
}

struct Wrong {
  const char* where;
  const char* value;      // JSON; nullptr: the field is taken away
  const char* expected;   // the place and the part of the schema
};

TEST(Schema, RefusesWrongObjects) {
  const Example example;
  std::string line;
  write_jsonl(example.document, example.text, "a.txt", OffsetUnit::codepoint, line);
  ASSERT_EQ(errors_by_schema(line), "");
  const Wrong cases[] = {
      // A field is missing.
      {"/doc", nullptr, "#: required"},
      {"/offsets", nullptr, "#: required"},
      {"/propos", nullptr, "#: required"},
      {"/schema", nullptr, "#: required"},
      {"/propos/version", nullptr, "#/propos: required"},
      {"/entities/0/name", nullptr, "#/entities/0: required"},
      {"/entities/1/aliases", nullptr, "#/entities/1: required"},
      {"/mentions/0/end", nullptr, "#/mentions/0: required"},
      {"/mentions/0/confidence", nullptr, "#/mentions/0: required"},
      {"/quotes/0/type", nullptr, "#/quotes/0: required"},
      {"/quotes/0/spans/1/start", nullptr, "#/quotes/0/spans/1: required"},
      {"/quotes/0/outer/start", nullptr, "#/quotes/0/outer: required"},
      {"/quotes/0/cue/stance", nullptr, "#/quotes/0/cue: required"},
      {"/quotes/0/speaker/by", nullptr, "#/quotes/0/speaker: required"},
      // One more than the schema knows.
      {"/more", "1", "#/more: additionalProperties"},
      {"/entities/0/age", "54", "#/entities/0/age: additionalProperties"},
      {"/mentions/0/lemma", "\"x\"", "#/mentions/0/lemma: additionalProperties"},
      {"/quotes/0/spans/0/rule", "\"x\"", "#/quotes/0/spans/0/rule: additionalProperties"},
      {"/quotes/0/cue/confidence", "1", "#/quotes/0/cue/confidence: additionalProperties"},
      {"/quotes/0/speaker/id", "\"e1\"", "#/quotes/0/speaker/id: additionalProperties"},
      // A word that is none of those known.
      {"/offsets", "\"byte\"", "#/offsets: enum"},
      {"/entities/0/type", "\"animal\"", "#/entities/0/type: enum"},
      {"/entities/0/gender", "\"x\"", "#/entities/0/gender: enum"},
      {"/mentions/0/form", "\"nickname\"", "#/mentions/0/form: enum"},
      {"/quotes/0/type", "\"said\"", "#/quotes/0/type: enum"},
      {"/quotes/0/zone", "\"footer\"", "#/quotes/0/zone: enum"},
      {"/quotes/0/cue/kind", "\"adverb\"", "#/quotes/0/cue/kind: enum"},
      {"/quotes/0/cue/stance", "\"\"", "#/quotes/0/cue/stance: enum"},
      {"/quotes/0/speaker/by", "\"magic\"", "#/quotes/0/speaker/by: enum"},
      {"/quotes/0/speaker/kind", "\"unknown\"", "#/quotes/0/speaker/kind: enum"},
      // A number that cannot be one of those.
      {"/mentions/0/start", "-1", "#/mentions/0/start: minimum"},
      {"/mentions/0/end", "1.5", "#/mentions/0/end: type"},
      {"/quotes/0/outer/end", "\"3\"", "#/quotes/0/outer/end: type"},
      {"/quotes/0/cue/start", "null", "#/quotes/0/cue/start: type"},
      {"/quotes/0/confidence", "1.01", "#/quotes/0/confidence: maximum"},
      {"/quotes/0/speaker/confidence", "-0.1", "#/quotes/0/speaker/confidence: minimum"},
      // Ids, and what is empty.
      {"/entities/0/id", "\"e0\"", "#/entities/0/id: pattern"},
      {"/mentions/0/entity", "\"m1\"", "#/mentions/0/entity: pattern"},
      {"/quotes/1/parent", "1", "#/quotes/1/parent: type"},
      {"/quotes/0/spans", "[]", "#/quotes/0/spans: minItems"},
      {"/quotes/0/rule", "\"\"", "#/quotes/0/rule: minLength"},
      {"/entities/0/title", "\"\"", "#/entities/0/title: minLength"},
      {"/entities/0/aliases/0", "null", "#/entities/0/aliases/0: type"},
      {"/propos/version", "\"0.1\"", "#/propos/version: pattern"},
      {"/propos/data", "\"12\"", "#/propos/data: pattern"},
      {"/schema", "2", "#/schema: enum"},
      {"/entities", "{}", "#/entities: type"},
      {"", "[]", "#: type"},
  };
  for (const Wrong& wrong : cases) {
    rapidjson::Document json = parsed(line);
    const rapidjson::Pointer pointer(wrong.where);
    if (wrong.value == nullptr) {
      ASSERT_TRUE(pointer.Erase(json)) << wrong.where;
    } else {
      rapidjson::Document value(&json.GetAllocator());
      value.Parse(wrong.value);
      pointer.Set(json, value);
    }
    EXPECT_EQ(errors_by_schema(json), wrong.expected) << wrong.where;
  }
}

}   // namespace
}   // namespace propos::output
