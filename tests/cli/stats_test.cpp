// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <sstream>

#include "cli.h"

namespace propos::cli {
namespace {

const fs::path golden = fs::path(PROPOS_SOURCE_DIR) / "tests/cli/stats";

std::string content(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

class Stats : public Cli {
 protected:
  void SetUp() override {
    Cli::SetUp();
    for (const char* name : {"results.jsonl", "people.tsv"}) put(name, content(golden / name));
  }
  /// The line of a CSV that begins so.
  std::string line(const std::string& arguments, const std::string& begin) const {
    const Result result = run("stats --format csv " + arguments);
    EXPECT_EQ(result.status, 0) << result.err;
    const std::size_t at = result.out.find("\n" + begin + ",");
    return at == std::string::npos ? "" : result.out.substr(at + 1, result.out.find('\r', at) - at - 1);
  }
};

TEST_F(Stats, Golden) {
  std::ifstream commands(golden / "commands");
  int count = 0;
  for (std::string line; std::getline(commands, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    const Result result = run("stats " + line.substr(tab + 1));
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_EQ(result.out, content(golden / line.substr(0, tab))) << line;
    ++count;
  }
  EXPECT_EQ(count, 6);
}

TEST_F(Stats, ReadsWhatExtractWritesAndTexts) {
  put("t/a.txt", "« Nous irons », a déclaré Anne Roux.\n");
  put("t/b.txt", "Selon Paul Rivoire, la ligne rouvrira.\n");
  const Result piped = run("stats --format csv", "'" PROPOS_BINARY "' extract t --format jsonl |");
  const Result texts = run("stats --format csv t");
  EXPECT_EQ(texts.status, 0) << texts.err;
  EXPECT_EQ(piped.out, texts.out);
  EXPECT_TRUE(contains(texts.out, "most quoted,Anne Roux,person,f,,1,1,0.5000,")) << texts.out;
  EXPECT_TRUE(contains(texts.out, "sources,men,,,,1,1,0.5000,")) << texts.out;
}

TEST_F(Stats, CountsByFieldsOfTexts) {
  put("n.jsonl", "{\"text\":\"« Nous irons », a déclaré Anne Roux.\",\"outlet\":\"A\",\"date\":\"2024-02-29T10:00:00Z\"}\n");
  const Result result = run("stats --format csv --by outlet --month date n.jsonl");
  EXPECT_TRUE(contains(result.out, "outlet,A,,,,1,1,1.0000,")) << result.out << result.err;
  EXPECT_TRUE(contains(result.out, "month,2024-02,,,,1,1,1.0000,")) << result.out;
}

TEST_F(Stats, CopiesCountOnceWhereAsked) {
  EXPECT_TRUE(line("results.jsonl", "sources,women").starts_with("sources,women,,,,2,7,"));
  EXPECT_TRUE(line("results.jsonl --copies once", "sources,women").starts_with("sources,women,,,,1,4,"));
  EXPECT_TRUE(line("results.jsonl --copies once", "summary,copies").starts_with("summary,copies,,,,1,"));
}

TEST_F(Stats, PeopleOfOneNameAreOneOnlyWhereItIsSaid) {
  EXPECT_EQ(line("results.jsonl", "most quoted,Varin"), "");   // a surname alone is nobody outside its text
  EXPECT_TRUE(line("results.jsonl", "most quoted,Paul Rivoire").starts_with("most quoted,Paul Rivoire,person,,,1,2,"));
  EXPECT_TRUE(
      line("results.jsonl --people people.tsv", "most quoted,Jean Varin").starts_with("most quoted,Jean Varin,person,m,,1,1,"));
  EXPECT_TRUE(line("results.jsonl --people people.tsv", "most quoted,Luc Varin")
                  .starts_with("most quoted,Luc Varin,person,m,président du club,1,1,"));
  EXPECT_TRUE(
      line("results.jsonl --people people.tsv", "most quoted,Claude Morel").starts_with("most quoted,Claude Morel,person,f,"));
}

TEST_F(Stats, AFileOfPeopleIsToldWrongByLine) {
  put("p.tsv", "Varin\tLuc Varin\nMorel\n");
  const Result result = run("stats results.jsonl --people p.tsv");
  EXPECT_EQ(result.status, 2);
  EXPECT_TRUE(contains(result.err, "p.tsv:2:1: ")) << result.err;
}

TEST_F(Stats, AWrongLineIsToldAndTheOthersAreCounted) {
  const std::string results = get("results.jsonl");
  put("cut.jsonl", results + results.substr(0, 300));
  const Result result = run("stats cut.jsonl");
  EXPECT_EQ(result.status, 1);
  EXPECT_TRUE(contains(result.err, "cut.jsonl:6: not JSON")) << result.err;
  EXPECT_EQ(result.out.substr(0, result.out.find(',')), "5 texts");
  EXPECT_EQ(run("stats", "echo '{}' |").status, 2);
}

TEST_F(Stats, NothingToCountIsAnError) {
  put("quotes.csv", "doc,quote,type\r\n");
  const Result result = run("stats quotes.csv");
  EXPECT_EQ(result.status, 2);
  EXPECT_TRUE(contains(result.err, "nothing to count")) << result.err;
}

// What the pages show is tested in a browser: tests/report.
TEST_F(Stats, ReportOfTextsHasAPageForEach) {
  put("d/a.txt", article);
  put("d/b.jsonl", "{\"text\": \"« Oui », a dit Anne Roux.\", \"outlet\": \"Le <Quai>\"}\n");
  EXPECT_EQ(run("report d -o r --by outlet").status, 0);
  const std::string index = get("r/index.html");
  EXPECT_TRUE(contains(index, "Le &lt;Quai&gt;</a>")) << index;
  EXPECT_TRUE(contains(index, R"(["d/a.txt","texts/d/a.txt.html")"));
  EXPECT_TRUE(contains(get("r/texts/d/a.txt.html"), "<a href=\"../../index.html\">"));
  EXPECT_TRUE(contains(get("r/texts/d/b.jsonl:1.html"), "<bdi>Oui</bdi>"));
  const Result again = run("stats r");   // pages are results, no texts
  EXPECT_EQ(again.status, 2);
  EXPECT_TRUE(contains(again.err, "a result of propos")) << again.err;
}

TEST_F(Stats, ReportOfResultsListsTheirQuotes) {
  EXPECT_EQ(run("report results.jsonl -o r").status, 0);
  EXPECT_FALSE(fs::exists(folder_ / "r/texts"));
  EXPECT_TRUE(contains(get("r/index.html"), "Paul Rivoire"));
}

TEST_F(Stats, ReportInsideWhatItReadsIsRefused) {
  put("d/a.txt", article);
  const Result result = run("report d -o d/r");
  EXPECT_EQ(result.status, 2);
  EXPECT_FALSE(fs::exists(folder_ / "d/r"));
}

}   // namespace
}   // namespace propos::cli
