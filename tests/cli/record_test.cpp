// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

namespace propos::cli {
namespace {

TEST_F(Cli, JsonLines) {
  put("a.jsonl", R"({"id":"one","text":"Anne Roux a dit « non »."})"
                 "\n\n"
                 R"({"id":2,"text":"x"})"
                 "\n"
                 R"({"text":""})");
  const Result result = run("extract a.jsonl");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 3);
  EXPECT_TRUE(contains(result.out, R"("doc":"one",)"));
  EXPECT_TRUE(contains(result.out, R"("doc":2,)"));
  EXPECT_TRUE(contains(result.out, R"("doc":"a.jsonl:4",)"));
  put("b", R"({"url":"u","body":"Anne Roux"})");
  const Result named = run("extract --input jsonl --jsonl-field body --jsonl-id url b");
  EXPECT_TRUE(contains(named.out, R"("doc":"u",)")) << named.err;
  const Result piped = run("extract --input jsonl", "cat a.jsonl |");
  EXPECT_EQ(lines(piped.out), 3) << piped.err;
  EXPECT_TRUE(contains(piped.out, R"("doc":"one",)"));
}

TEST_F(Cli, FolderOfJsonLines) {
  put("d/b.jsonl", R"({"id":"two","text":"Anne Roux a dit non."})");
  put("d/a.jsonl", R"({"id":"one","text":"x"})");
  put("d/c.txt", article);
  const Result result = run("extract --input jsonl d");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 2);
  EXPECT_LT(result.out.find(R"("doc":"one")"), result.out.find(R"("doc":"two")"));
}

TEST_F(Cli, BadLineOfJsonIsNamedAndTheOthersAreDone) {
  put("a.jsonl", "{\"text\":\"x\"}\n{oops\n{\"text\":1}\n[]\n" + std::string(200000, '[') + "\n{\"text\":\"y\"}\n");
  const Result result = run("extract a.jsonl");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(lines(result.out), 2);
  EXPECT_EQ(lines(result.err), 5) << result.err;
  EXPECT_TRUE(contains(result.err, "propos: a.jsonl:2: not JSON at byte 2")) << result.err;
  EXPECT_TRUE(contains(result.err, "propos: a.jsonl:3: no field \"text\" with a string")) << result.err;
}

TEST_F(Cli, JsonArraysAndValuesOneBehindTheOther) {
  put("array.json",
      "\uFEFF [ {\"id\": {\"n\":\n 1}, \"text\": \"Anne Roux a dit non. ]\"} ,\n {\"text\":\"x\\\"}\"}, 7, {oops}, {\"text\":\"y\"} ]\n");
  const Result array = run("extract array.json");
  EXPECT_EQ(array.status, 1);
  EXPECT_EQ(lines(array.out), 3);
  EXPECT_TRUE(contains(array.out, R"("doc":{"n": 1},)")) << array.out;
  EXPECT_TRUE(contains(array.out, R"("doc":"array.json[4]",)")) << array.out;
  EXPECT_TRUE(contains(array.err, "propos: array.json[2]: a JSON object was expected\n")) << array.err;
  EXPECT_TRUE(contains(array.err, "propos: array.json[3]: not JSON at byte 2")) << array.err;

  put("one.json", "{\n  \"text\": \"Anne Roux a dit non.\"\n}\n");
  EXPECT_TRUE(contains(run("extract one.json").out, R"("doc":"one.json[0]",)"));
  put("many.json", "{\n  \"text\": \"x\"\n}\n{\"text\": \"y\"} {\"text\": \"z\"}");
  EXPECT_EQ(lines(run("extract many.json").out), 3);
  put("lines.json", "{\"text\": \"x\"}\n{oops\n{\"text\": \"y\"}\n");
  EXPECT_TRUE(contains(run("extract lines.json").err, "propos: lines.json:2: not JSON"));
  put("array.jsonl", "[{\"text\": \"x\"},\n{\"text\": \"y\"}]");
  EXPECT_EQ(lines(run("extract array.jsonl").out), 2);
  EXPECT_EQ(lines(run("extract", "cat array.json |").out), 3);
  put("empty.json", "[]");
  EXPECT_EQ(run("extract empty.json").status, 0);
}

TEST_F(Cli, JsonArraysThatEndWrongly) {
  const std::pair<const char*, const char*> cases[] = {
      {R"([{"text":"x"})", "the array is not closed"},
      {R"([{"text":"x"},{"te)", "ends inside record [1]"},
      {R"([{"text":"x"}] {)", "something stands behind the array"},
      {R"([{"text":"x"} {"text":"y"}])", "expected «,» or «]»"},
  };
  for (const auto& [json, reason] : cases) {
    put("a.json", json);
    const Result result = run("extract a.json");
    EXPECT_EQ(result.status, 1) << json;
    EXPECT_EQ(lines(result.out), 1) << json;
    EXPECT_TRUE(contains(result.err, reason)) << json << result.err;
  }
}

TEST_F(Cli, FieldsByPath) {
  put("a.jsonl", R"({"article":{"body":"Anne Roux a dit non.","no":7,"tags":[{"body":"Jean Petit"}]},"body":"Luc Besson"})"
                 "\n"
                 R"({"article":[{"body":"Jean Petit"}]})"
                 "\n");
  const Result result = run("extract a.jsonl --jsonl-field article.body --jsonl-id article.no --keep article.tags,body,missing");
  EXPECT_EQ(result.status, 1);
  EXPECT_TRUE(contains(result.out, R"("doc":7,)")) << result.out;
  EXPECT_TRUE(contains(result.out, R"("fields":{"article.tags":[{"body":"Jean Petit"}],"body":"Luc Besson"})")) << result.out;
  EXPECT_TRUE(contains(result.out, R"("name":"Anne Roux")"));
  EXPECT_TRUE(contains(result.err, "propos: a.jsonl:2: no field \"article.body\" with a string\n")) << result.err;
}

TEST_F(Cli, TheDayOfAText) {
  const std::string text =
      "Emmanuel Macron est rentré. Une réunion a eu lieu hier. Le chef de l'État a promis que la taxe attendrait.";
  const auto source = [](const Result& result) { return contains(result.out, R"("name":"Emmanuel Macron","by":"description")"); };
  put("a.txt", text);
  EXPECT_FALSE(source(run("extract a.txt --format jsonl")));
  EXPECT_TRUE(source(run("extract a.txt --format jsonl --date 2018-12-05")));
  EXPECT_FALSE(source(run("extract a.txt --format jsonl --date 2010-12-05")));
  EXPECT_EQ(run("extract a.txt --date 2018-02-30").status, 2);
  EXPECT_TRUE(contains(run("explain a.txt --date 2018-12-05").out, "titled"));
  put("a.jsonl", R"({"text":")" + text +
                     R"(","day":"2018-12-05T08:15:00Z"})"
                     "\n");
  EXPECT_FALSE(source(run("extract a.jsonl")));
  const Result dated = run("extract a.jsonl --date-field day");
  EXPECT_TRUE(source(dated)) << dated.out;
  EXPECT_TRUE(contains(dated.out, R"("fields":{"day":"2018-12-05T08:15:00Z"})")) << dated.out;
  EXPECT_TRUE(source(run("extract a.jsonl --date-field none --date 2018-12-05")));
  put("a.csv", "date,text\n2018-12-05,\"" + text + "\"\n");
  EXPECT_TRUE(source(run("extract a.csv --date-field date")));
}

// As Python's json: the last of equal keys counts, in its first place; numbers keep their digits.
TEST_F(Cli, JsonAsPythonReadsIt) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"id":NaN,"text":"x"})", R"("doc":NaN,)"},
      {R"({"id":-Infinity,"text":"x"})", R"("doc":-Infinity,)"},
      {R"({"id":12345678901234567890123,"text":"x"})", R"("doc":12345678901234567890123,)"},
      {R"({"id":1e300,"text":"x"})", R"("doc":1e300,)"},
      {R"({"id":1.50,"text":"x"})", R"("doc":1.50,)"},
      {R"({"id":true,"text":"x"})", R"("doc":true,)"},
      {R"({"id":null,"text":"x"})", R"("doc":null,)"},
      {R"({"id":["a", {"b":[]}],"text":"x"})", R"("doc":["a", {"b":[]}],)"},
      {R"({"id":"\ud83d","text":"x"})", R"("doc":"\ud83d",)"},
      {R"({"id":"\ud83d\ude00\n","text":"x"})", R"("doc":"\ud83d\ude00\n",)"},
      {R"({"id":1,"text":"x","id":2})", R"("doc":2,)"},
      {R"({"id":1,"text":"Anne Roux a dit non.","text":"x"})", R"("entities":[])"},
      {R"({"id":1,"text":"\udc00 \ud800 Anne Roux a dit non."})", R"("start":4,"end":13,"text":"Anne Roux")"},
      {R"({"text":"x","id":1,"b":{"c":[1, 2]},"a":3,"b":4})", R"("fields":{"id":1,"b":4,"a":3})"},
  };
  for (const auto& [json, expected] : cases) {
    put("a.jsonl", json);
    const Result result = run("extract a.jsonl --keep-all");
    EXPECT_EQ(result.status, 0) << json << result.err;
    EXPECT_TRUE(contains(result.out, expected)) << json << result.out;
  }
  for (const char* json : {"{\"text\":\"x\"} \0", "{\"text\":\"a\nb\"}", "{\"text\":\"x\",}", "{'text':'x'}", "{\"text\":\"x\"",
                           "\"text\"", "{\"text\":null}", "\xEF\xBB"}) {
    put("a.json", json);
    EXPECT_EQ(run("extract a.json").status, json[0] == '{' && json[8] == '"' && json[11] == '}' ? 0 : 2) << json;
  }
}

TEST_F(Cli, IdsGivenTwiceAreReported) {
  put("a.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":1,\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"x\"}\n");
  const Result result = run("extract a.jsonl");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(lines(result.out), 3);
  EXPECT_TRUE(contains(result.err, "propos: a.jsonl:3: the id \"a\" is that of a text before, too\n")) << result.err;
}

TEST_F(Cli, Tables) {
  put("a.csv",
      "\uFEFFid,date,text,\"more, of it\"\r\n7,2020-01-02,\"« Oui », a dit\n\"\"Anne Roux\"\".\",Jean Petit a dit non.\r\n\r\n8,,x,y\r\n");
  const Result one = run("extract a.csv --keep date");
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(lines(one.out), 2);
  EXPECT_TRUE(contains(one.out, R"("doc":"7",)")) << one.out;
  EXPECT_TRUE(contains(one.out, R"("fields":{"date":"2020-01-02"})"));
  EXPECT_TRUE(contains(one.out, R"("text":"Oui")"));
  EXPECT_FALSE(contains(one.out, "Jean Petit"));
  const Result both = run("extract a.csv --text-column 'text,more, of it' --id-column date --keep-all");
  EXPECT_EQ(both.status, 2) << both.out;   // a name with a comma is given alone
  const Result all = run("extract a.csv --text-column text --id-column date --keep-all");
  EXPECT_TRUE(contains(all.out, R"("doc":"2020-01-02",)"));
  EXPECT_TRUE(contains(all.out, R"("fields":{"id":"7","date":"2020-01-02","more, of it":"Jean Petit a dit non."})")) << all.out;

  put("b.csv", "id;body;lead\n1;Anne Roux a dit non.;Jean Petit a dit oui.\n");
  const Result semicolons = run("extract b.csv --text-column lead,body --text-out texts");
  EXPECT_EQ(semicolons.status, 0) << semicolons.err;
  EXPECT_EQ(get("texts/b.csv:2.txt"), "Jean Petit a dit oui.\n\nAnne Roux a dit non.");
  put("c.tsv", "text\tid\n5\" de pluie, dit Anne Roux.\t1\n");
  EXPECT_EQ(run("extract c.tsv --text-out texts").status, 0);
  EXPECT_EQ(get("texts/c.tsv:2.txt"), "5\" de pluie, dit Anne Roux.");
  put("d.csv", encoded("text;id\n« Oui », a dit Anne Roux à l'été.;1\n« Là », a dit Anne Roux.;2\n", "windows-1252"));
  const Result converted = run("extract d.csv");
  EXPECT_EQ(times(converted.out, R"("encoding":"windows-1252")"), 2u);
  EXPECT_EQ(converted.err, "propos: d.csv:2: read as windows-1252, a guess\npropos: 2 read (2 converted), 0 skipped, 0 failed\n");
  put("e.csv", encoded("\uFEFFtext,id\n\"« Oui », a dit Anne Roux.\",1\n", "utf-16le"));
  EXPECT_TRUE(contains(run("extract e.csv").out, R"("encoding":"utf-16le")"));
}

TEST_F(Cli, TablesThatAreWrong) {
  put("a.csv", "id,text\n1,x\n2,x,y\n3\n4,y\n");
  const Result rows = run("extract a.csv");
  EXPECT_EQ(rows.status, 1);
  EXPECT_EQ(lines(rows.out), 2);
  EXPECT_TRUE(contains(rows.err, "propos: a.csv:3: a row of 3 fields; the first row names 2\n")) << rows.err;
  EXPECT_TRUE(contains(rows.err, "propos: a.csv:4: a row of 1 fields; the first row names 2\n")) << rows.err;
  put("b.csv", "id,text\n1,x\n2,\"never closed\n3,y\n");
  const Result open = run("extract b.csv");
  EXPECT_EQ(lines(open.out), 1);
  EXPECT_TRUE(contains(open.err, "propos: b.csv: a field in quotes that begins in the row of line 3 is not closed\n"))
      << open.err;
  put("c.csv", "id,body\n1,x\n");
  const Result column = run("extract c.csv");
  EXPECT_EQ(column.status, 2);
  EXPECT_EQ(column.err, "propos: c.csv: skipped: a table without a column \"text\" (see --text-column); there are: id, body\n");
  EXPECT_EQ(run("extract c.csv --text-column lead").err, "propos: c.csv: no column \"lead\"; there are: id, body\n");
  put("d.csv", std::string("id,text\n1,x\0y\n", 13));
  EXPECT_TRUE(contains(run("extract d.csv").err, "d.csv: skipped: binary"));
  put("e.csv", "");
  EXPECT_EQ(run("extract e.csv").status, 0);
}

// Fields that are written wrong, and days that are none, are told.
TEST_F(Cli, FieldsThatAreNotThereAreTold) {
  put("a.jsonl", "{\"day\":\"30 mars 2019\",\"text\":\"« Oui », a dit Anne Roux.\"}\n");
  EXPECT_TRUE(contains(run("extract a.jsonl --keep outlt,day").err, "propos: no text has the field \"outlt\"\n"));
  EXPECT_FALSE(contains(run("extract a.jsonl --keep day").err, "no text has"));
  EXPECT_TRUE(
      contains(run("extract a.jsonl --date-field day").err, "field \"day\": no day like 2019-03-30, 30/03/2019 or 20190330"));
  EXPECT_TRUE(contains(run("extract a.jsonl --date-field dy").err, "no text has the field \"dy\""));
  for (const char* const day : {"2019-03-30", "30/03/2019", "30.03.2019", "20190330", "2019-03-30T08:00:00Z"}) {
    put("b.jsonl", std::string("{\"day\":\"") + day + "\",\"text\":\"Rien.\"}\n");
    EXPECT_FALSE(contains(run("extract b.jsonl --date-field day").err, "no day")) << day;
  }
  EXPECT_TRUE(contains(run("stats a.jsonl --by outlt").err, "no text has the field \"outlt\""));
  EXPECT_TRUE(contains(run("stats a.jsonl --month day").err, "no text has a date in the field \"day\""));
  put("c.txt", "Rien.");
  EXPECT_TRUE(contains(run("extract --keep c.txt").err, "--keep: \"c.txt\" is a file, and no other is named"));
  EXPECT_EQ(run("extract --format text --width 3 c.txt").status, 2);
  EXPECT_EQ(run("extract --format text --width 0 c.txt").status, 0);
}

// What extract reads can be explained, where it is one text.
TEST_F(Cli, ExplainReadsPagesAndRecords) {
  put("a.html", "<html><body><p>Titre</p><p>« Oui », a dit Anne Roux.</p></body></html>");
  put("a.jsonl", "{\"text\":\"« Oui », a dit Anne Roux.\"}\n");
  put("b.jsonl", get("a.jsonl") + get("a.jsonl"));
  for (const char* const file : {"a.html", "a.jsonl"})
    EXPECT_TRUE(contains(run(std::string("explain ") + file).out, "text=\"Anne Roux\"")) << file;
  EXPECT_FALSE(contains(run("explain a.html").out, "<p>"));
  EXPECT_EQ(run("explain b.jsonl").err, "propos: b.jsonl: several texts are in it; one can be explained\n");
}

}   // namespace
}   // namespace propos::cli
