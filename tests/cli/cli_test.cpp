// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli.h"

namespace propos::cli {
namespace {

TEST_F(Cli, FileGivesOneLineOfJson) {
  put("a.txt", article);
  const Result result = run("extract a.txt");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(lines(result.out), 1);
  EXPECT_TRUE(contains(result.out, R"("doc":"a.txt","offsets":"codepoint")")) << result.out;
  EXPECT_TRUE(contains(result.out, R"("text":"Anne Roux")")) << result.out;
}

TEST_F(Cli, SubcommandNeedNotBeNamed) {
  put("a.txt", article);
  const std::string expected = run("extract a.txt").out;
  EXPECT_EQ(run("a.txt").out, expected);
  EXPECT_EQ(run("--format jsonl a.txt").out, expected);
}

TEST_F(Cli, MisuseIsOneLineAndStatusTwo) {
  put("a.txt", article);
  for (const char* arguments :
       {"extract --bogus a.txt", "extract --format xml a.txt", "extract --threads 0 a.txt", "extract --encoding klingon a.txt",
        "extract --rules missing.rules a.txt", "extract --words missing.tsv a.txt", "nothing", "eval", "extract --offsets"}) {
    const Result result = run(arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(result.out, "") << arguments;
    EXPECT_EQ(lines(result.err), 1) << arguments << ": " << result.err;
    EXPECT_EQ(result.err.rfind("propos: ", 0), 0u) << result.err;
  }
}

TEST_F(Cli, HelpAndVersion) {
  const Result version = run("--version");
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.out.rfind("propos ", 0), 0u);
  for (const char* command : {"extract", "explain", "eval"})
    EXPECT_TRUE(contains(run(std::string(command) + " --help").out, "Exit status: 0 ")) << command;
  const Result help = run("extract --help");
  EXPECT_EQ(help.status, 0);
  for (const char* option : {"--format", "--color", "--offsets", "--encoding", "--output", "--rules", "--words", "--threads",
                             "--jsonl-field", "--input"})
    EXPECT_TRUE(contains(help.out, option)) << option;
}

TEST_F(Cli, BrokenRulesAndWordsAreNamedWithTheirPlace) {
  put("a.txt", article);
  put("out.jsonl", "before");
  put("my.rules", "phase names\nrule a {noun => person()\n");
  put("feature.rules", "phase names\nrule a\n    {nuon} => person()\n");
  put("my.tsv", "mot\tno-such-feature\n");
  const std::pair<const char*, const char*> cases[] = {
      {"--rules my.rules", "propos: my.rules:2:14: expected «}»\n"},
      {"--rules feature.rules", "propos: feature.rules:3:6: expected a feature in rule a; «nuon» is none\n"},
      {"--words my.tsv", "propos: my.tsv:1:"},
  };
  for (const auto& [option, message] : cases) {
    const Result result = run(std::string("extract a.txt -o out.jsonl ") + option);
    EXPECT_EQ(result.status, 2) << option;
    EXPECT_EQ(result.out, "") << option;
    EXPECT_EQ(lines(result.err), 1) << result.err;
    EXPECT_EQ(result.err.rfind(message, 0), 0u) << result.err;
    EXPECT_EQ(get("out.jsonl"), "before");
  }
}

TEST_F(Cli, RulesAreChecked) {
  put("good.rules",
      "phase names\nrule a @p( \"Schtroumpf\" ) => person(@p)\n    yes \"Le [Schtroumpf] part.\"\n    no \"Il part.\"\n");
  put("bad.rules", "phase names\nrule a {nuon} => human()\nrule b {noun => person()\nrule c {noun} => person(vote = no)\n");
  put("sentence.rules", "phase names\nrule a @p( \"Schtroumpf\" ) => person(@p)\n    yes \"[Le Schtroumpf] part.\"\n");
  put("my.tsv", "@declare vessel\nTitanic\tvessel\n");
  put("vessel.rules", "phase names\nrule a {vessel} => other()\n");
  const struct {
    const char* arguments;
    int status;
    const char* out;
  } cases[] = {
      {"rules check", 0, ""},
      {"rules check good.rules", 0, ""},
      {"rules check bad.rules", 1,
       "bad.rules:2:9: expected a feature in rule a; «nuon» is none\n"
       "bad.rules:2:18: expected what phase names makes: person, organization, place, other or row; «human» is none\n"
       "bad.rules:3:14: expected «}»\n"
       "bad.rules:4:25: expected an argument of person: confidence, votes, short or alias; «vote» is none\n"},
      {"rules check sentence.rules good.rules", 0, ""},   // the later rule of a name takes the place of the earlier one
      {"rules check sentence.rules", 1, "sentence.rules:3:9: expected «Le Schtroumpf» of a; it takes «Schtroumpf»\n"},
      {"rules check --words my.tsv vessel.rules", 0, ""},
      {"rules check vessel.rules", 1, "vessel.rules:2:9: expected a feature in rule a; «vessel» is none\n"},
  };
  for (const auto& c : cases) {
    const Result result = run(c.arguments);
    EXPECT_EQ(result.status, c.status) << c.arguments;
    EXPECT_EQ(result.out, c.out) << c.arguments;
    EXPECT_EQ(result.err, "") << c.arguments;
  }
  for (const char* arguments : {"rules", "rules check missing.rules", "rules chek good.rules"}) {
    const Result result = run(arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(lines(result.err), 1) << result.err;
  }
  EXPECT_TRUE(contains(run("--help").out, "propos rules check"));
}

TEST_F(Cli, RulesOfAUser) {
  put("a.txt", "Le grand Schtroumpf est là.");
  put("my.rules", "phase names\nrule my.smurf priority 99 \"Schtroumpf\" => person(confidence = 0.5)\n");
  const Result result = run("extract a.txt --rules my.rules");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_TRUE(contains(result.out, R"("text":"Schtroumpf","rule":"my.smurf","confidence":0.5)")) << result.out;
}

TEST_F(Cli, UnitsOfOffsets) {
  put("a.txt", "é𝄞 « Nous irons », a déclaré Anne Roux.");
  const auto where = [&](const std::string& unit) {
    const std::string out = run("extract a.txt --offsets " + unit).out;
    const auto end = out.find(R"(,"text":"Anne Roux")");
    const auto start = out.rfind("\"start\":", end);
    return end == std::string::npos ? -1 : std::atoi(out.c_str() + start + 8);
  };
  EXPECT_EQ(where("codepoint"), 29);
  EXPECT_EQ(where("utf16"), 30);
  EXPECT_EQ(where("utf8"), 37);
}

TEST_F(Cli, TextForAReader) {
  put("a.txt", article);
  const Result plain = run("extract --format text a.txt");
  EXPECT_TRUE(contains(plain.out, "People\n  Anne Roux")) << plain.out;
  EXPECT_FALSE(contains(plain.out, "\x1b["));
  EXPECT_TRUE(contains(run("extract --format text --color always a.txt").out, "\x1b["));
}

TEST_F(Cli, ExplainsWhatStandsAtAnOffset) {
  put("a.txt", article);
  const auto first = [](const Result& result) { return result.out.substr(0, result.out.find(" type=")); };
  EXPECT_EQ(first(run("explain a.txt --at 26")), "mention start=26 end=35 text=\"Anne Roux\" id=m1");
  EXPECT_EQ(first(run("explain a.txt --at 30 --offsets utf8")), "mention start=30 end=39 text=\"Anne Roux\" id=m1");
  EXPECT_EQ(run("explain --at 26", "cat a.txt |").out, run("explain a.txt --at 26").out);
  EXPECT_EQ(run("explain a.txt --at 26 --at 3").out, run("explain a.txt --at 26").out + run("explain a.txt --at 3").out);
  EXPECT_EQ(run("explain a.txt --at 36").out, "");
  put("my.rules", "phase names\nrule my.word priority 99 \"irons\" => person(confidence = 0.5)\n");
  EXPECT_TRUE(contains(run("explain a.txt --at 8 --rules my.rules").out,
                       "rule name=my.word phase=names priority=99 makes=person at=my.rules:2\n"));
  for (const char* wrong : {"explain b.txt", "explain a.txt --at x", "explain a.txt a.txt", "explain a.txt --at"}) {
    const Result result = run(wrong);
    EXPECT_EQ(result.status, 2) << wrong;
    EXPECT_EQ(lines(result.err), 1) << wrong << result.err;
  }
}

TEST_F(Cli, ReadmeShowsWhatComesOut) {
  std::ifstream file(PROPOS_SOURCE_DIR "/README.md");
  std::stringstream content;
  content << file.rdbuf();
  const std::string readme = content.str(), cat = "$ cat greve.txt\n", command = "$ propos extract --format text greve.txt\n";
  const auto text = readme.find(cat), output = readme.find(command), end = readme.find("```", output);
  ASSERT_TRUE(text < output && output < end && end != std::string::npos);
  put("greve.txt", readme.substr(text + cat.size(), output - text - cat.size()));
  EXPECT_EQ(run("extract --format text greve.txt").out,
            readme.substr(output + command.size(), end - output - command.size()) + "\n");
}

// docs/robustness.md says which test holds each of its lines.
TEST_F(Cli, TheTableOfInputsNamesTests) {
  const auto content = [](const fs::path& path) {
    std::ifstream file(path);
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
  };
  const fs::path folder = PROPOS_SOURCE_DIR "/tests/cli";
  std::string tests;
  for (const auto& file : fs::directory_iterator(folder)) tests += content(file.path());
  const std::string page = content(PROPOS_SOURCE_DIR "/docs/robustness.md");
  std::istringstream table(page.substr(page.find("## The table")));
  int count = 0;
  for (std::string line; std::getline(table, line);) {
    if (!line.starts_with("| " + std::to_string(count + 1) + " | ")) continue;
    ++count;
    const auto end = line.rfind('`'), begin = line.rfind('`', end - 1);
    const std::string name = line.substr(begin + 1, end - begin - 1);
    EXPECT_TRUE(contains(tests, ", " + name + ")") || fs::exists(folder / name)) << line;
  }
  EXPECT_GE(count, 50);
}

}   // namespace
}   // namespace propos::cli
