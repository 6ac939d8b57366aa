// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

struct Result {
  int status = 0;
  std::string out, err;
};

/// Runs the executable in a folder of its own, as a user would from a shell.
class Cli : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "propos-cli-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  void put(const std::string& name, const std::string& content) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  std::string get(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
  }

  /// `before` stands in front of the command: "echo … |".
  Result run(const std::string& arguments, const std::string& before = "") const {
    const std::string command = "cd '" + folder_.string() + "' && " + before + " '" PROPOS_BINARY "' " + arguments +
                                " >.out 2>.err" + (before.empty() ? " </dev/null" : "");
    Result result;
    result.status = WEXITSTATUS(std::system(command.c_str()));
    result.out = get(".out");
    result.err = get(".err");
    return result;
  }

  fs::path folder_;
};

constexpr const char* article = "« Nous irons », a déclaré Anne Roux.\n";

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

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

TEST_F(Cli, FolderIsSearchedForTextsInOrderOfNames) {
  put("d/b.txt", "B");
  put("d/a/z.txt", "Z");
  put("d/a/y.TXT", "Y");
  put("d/c.md", "no text");
  const Result result = run("extract d");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 3);
  const auto y = result.out.find("\"d/a/y.TXT\""), z = result.out.find("\"d/a/z.txt\""), b = result.out.find("\"d/b.txt\"");
  EXPECT_LT(y, z);
  EXPECT_LT(z, b);
  EXPECT_NE(b, std::string::npos);
}

TEST_F(Cli, StandardInput) {
  put("a.txt", article);
  for (const char* arguments : {"extract", "extract -", ""}) {
    const Result result = run(arguments, "cat a.txt |");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_TRUE(contains(result.out, R"({"doc":"-",)")) << result.out;
    EXPECT_TRUE(contains(result.out, R"("text":"Anne Roux")")) << result.out;
  }
}

TEST_F(Cli, JsonLines) {
  put("a.jsonl", R"({"id":"one","text":"Anne Roux a dit « non »."})" "\n\n" R"({"id":2,"text":"x"})" "\n" R"({"text":""})");
  const Result result = run("extract a.jsonl");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 3);
  EXPECT_TRUE(contains(result.out, R"({"doc":"one",)"));
  EXPECT_TRUE(contains(result.out, R"({"doc":"2",)"));
  EXPECT_TRUE(contains(result.out, R"({"doc":"a.jsonl:4",)"));
  put("b", R"({"url":"u","body":"Anne Roux"})");
  const Result named = run("extract --input jsonl --jsonl-field body --jsonl-id url b");
  EXPECT_TRUE(contains(named.out, R"({"doc":"u",)")) << named.err;
  const Result piped = run("extract --input jsonl", "cat a.jsonl |");
  EXPECT_EQ(lines(piped.out), 3) << piped.err;
  EXPECT_TRUE(contains(piped.out, R"({"doc":"one",)"));
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
  EXPECT_EQ(lines(result.err), 4) << result.err;
  EXPECT_TRUE(contains(result.err, "propos: a.jsonl:2: not JSON at byte 2")) << result.err;
  EXPECT_TRUE(contains(result.err, "propos: a.jsonl:3: no field \"text\" with a string")) << result.err;
}

TEST_F(Cli, FileThatCannotBeReadDoesNotStopTheOthers) {
  put("a.txt", article);
  fs::create_directory(folder_ / "empty");
  const Result result = run("extract missing.txt a.txt empty");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(lines(result.out), 1);
  EXPECT_EQ(lines(result.err), 2) << result.err;
  EXPECT_TRUE(contains(result.err, "propos: missing.txt: No such file or directory\n")) << result.err;
  EXPECT_TRUE(contains(result.err, "propos: empty: no .txt file in it\n")) << result.err;
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
  for (const char* command : {"extract", "explain", "eval"}) EXPECT_TRUE(contains(run(std::string(command) + " --help").out, "Exit status: 0 ")) << command;
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

TEST_F(Cli, RulesOfAUser) {
  put("a.txt", "Le grand Schtroumpf est là.");
  put("my.rules", "phase names\nrule my.smurf priority 99 \"Schtroumpf\" => person(confidence = 0.5)\n");
  const Result result = run("extract a.txt --rules my.rules");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_TRUE(contains(result.out, R"("text":"Schtroumpf","rule":"my.smurf","confidence":0.5)")) << result.out;
}

TEST_F(Cli, FilesOfAFolderThatCannotBeReadDoNotStopTheOthers) {
  put("d/a.txt", article);
  put("d/c.txt", article);
  fs::create_symlink("nowhere", folder_ / "d/b.txt");
  std::string expected = "propos: d/b.txt: No such file or directory\n";
  if (geteuid() != 0) {   // root may read everything
    put("d/closed.txt", article);
    fs::permissions(folder_ / "d/closed.txt", fs::perms::none);
    expected += "propos: d/closed.txt: Permission denied\n";
  }
  const Result result = run("extract d -o out.jsonl");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.err, expected);
  EXPECT_EQ(lines(get("out.jsonl")), 2);
}

TEST_F(Cli, OutputOfARunThatIsKilledDoesNotAppear) {
  put("a.txt", article);
  put("out.jsonl", "before");
  // The second text, from a pipe, never ends.
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  for (const char* output : {"out.jsonl", "new.jsonl"})
    EXPECT_EQ(run(std::string("extract a.txt - -o ") + output + " <&3", "exec 3<>pipe; timeout 0.5").status, 124);
  EXPECT_EQ(get("out.jsonl"), "before");
  EXPECT_FALSE(fs::exists(folder_ / "new.jsonl"));
}

TEST_F(Cli, OutputAppearsWholeOrNotAtAll) {
  put("a.txt", article);
  EXPECT_EQ(run("extract a.txt -o out.jsonl").status, 0);
  EXPECT_EQ(get("out.jsonl"), run("extract a.txt").out);

  put("out.jsonl", "before");
  EXPECT_EQ(run("extract a.txt -o out.jsonl --encoding klingon").status, 2);
  EXPECT_EQ(get("out.jsonl"), "before");
  EXPECT_EQ(run("extract a.txt -o missing/out.jsonl").status, 2);

  // A file that may not grow: what was there stays, and nothing else is left.
  for (int i = 0; i < 100; ++i) put("d/" + std::to_string(i) + ".txt", article);
  const Result full = run("extract d -o out.jsonl", "ulimit -f 8; trap '' XFSZ;");
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err, "propos: out.jsonl: File too large\n");
  EXPECT_EQ(get("out.jsonl"), "before");

  EXPECT_EQ(run("extract a.txt -o out.jsonl").status, 0);
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_FALSE(contains(entry.path().filename().string(), "out.jsonl.")) << entry.path();
}

TEST_F(Cli, IncompleteOutputReplacesNothing) {
  put("a.txt", article);
  put("out.jsonl", "before");
  // Nothing was done: there is no result.
  for (const char* inputs : {"missing.txt", "missing.txt -- -gone.txt", "."}) {
    if (std::string(inputs) == ".") fs::remove(folder_ / "a.txt");
    for (const char* output : {"out.jsonl", "new.jsonl"}) {
      EXPECT_EQ(run(std::string("extract -o ") + output + " " + inputs).status, 2) << inputs;
      EXPECT_EQ(get("out.jsonl"), "before") << inputs;
      EXPECT_FALSE(fs::exists(folder_ / "new.jsonl")) << inputs;
    }
  }
  // Some was done: it stands beside an old result, and under the name of one that is not there.
  put("a.txt", article);
  const Result beside = run("extract a.txt missing.txt -o out.jsonl");
  EXPECT_EQ(beside.status, 1);
  EXPECT_EQ(beside.err, "propos: missing.txt: No such file or directory\npropos: out.jsonl: left as it was; what was done is in out.jsonl.incomplete\n");
  EXPECT_EQ(get("out.jsonl"), "before");
  EXPECT_EQ(get("out.jsonl.incomplete"), run("extract a.txt").out);
  EXPECT_EQ(run("extract a.txt missing.txt -o new.jsonl").status, 1);
  EXPECT_EQ(get("new.jsonl"), run("extract a.txt").out);
  // A file without texts is done, and so is its empty result.
  put("none.jsonl", "");
  EXPECT_EQ(run("extract none.jsonl -o out.jsonl").status, 0);
  EXPECT_EQ(get("out.jsonl"), "");
}

TEST_F(Cli, OutputOntoAnInputIsRefused) {
  put("a.txt", article);
  put("d/a.txt", article);
  put("my.rules", "phase names\nrule a \"irons\" => person(confidence = 0.5)\n");
  fs::create_symlink("a.txt", folder_ / "link");
  fs::create_hard_link(folder_ / "a.txt", folder_ / "same");
  for (const char* arguments : {"extract a.txt -o a.txt", "extract a.txt -o ./d/../a.txt", "extract a.txt -o link", "extract link -o a.txt",
                                "extract same -o a.txt", "extract d -o d/a.txt", "extract a.txt --rules my.rules -o my.rules",
                                "extract -o a.txt <a.txt", "explain a.txt -o a.txt"}) {
    const bool own_input = std::string(arguments).find('<') != std::string::npos;
    const Result result = run(arguments, own_input ? "true;" : "");
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(get("a.txt"), article) << arguments;
    EXPECT_EQ(get("d/a.txt"), article) << arguments;
    EXPECT_EQ(lines(get("my.rules")), 2) << arguments;
  }
  EXPECT_EQ(run("extract d -o d/a.txt").err, "propos: d/a.txt: would be read and written\n");
  EXPECT_EQ(WEXITSTATUS(std::system(("cd '" + folder_.string() + "' && '" PROPOS_BINARY "' a.txt >>a.txt 2>.err").c_str())), 2);
  EXPECT_EQ(get("a.txt"), article);
}

// They might never end. Who names a pipe wants it read.
TEST_F(Cli, PipesSocketsAndDevicesInAFolderAreSteppedOver) {
  put("d/b.txt", article);
  ASSERT_EQ(mkfifo((folder_ / "d/c.txt").c_str(), 0600), 0);
  fs::create_symlink("c.txt", folder_ / "d/a.txt");
  fs::create_symlink("/dev/zero", folder_ / "d/e.txt");
  const Result result = run("extract d", "timeout 20");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.err, "propos: d/a.txt: no ordinary file\npropos: d/c.txt: no ordinary file\npropos: d/e.txt: no ordinary file\n");
  EXPECT_EQ(lines(result.out), 1);
  const Result named = run("extract d/c.txt", "{ timeout 20 cat d/b.txt >d/c.txt & }; timeout 20");
  EXPECT_EQ(named.status, 0) << named.err;
  EXPECT_TRUE(contains(named.out, R"("text":"Anne Roux")")) << named.out;
}

TEST_F(Cli, OutputToALinkOrDeviceDoesNotReplaceIt) {
  put("a.txt", article);
  put("real", "");
  fs::create_symlink("real", folder_ / "link");
  EXPECT_EQ(run("extract a.txt -o link").status, 0);
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(get("real"), run("extract a.txt").out);
  ASSERT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(run("extract a.txt -o pipe", "{ timeout 10 cat pipe >copy 2>/dev/null & };").status, 0);
  EXPECT_TRUE(fs::is_fifo(folder_ / "pipe"));
}

TEST_F(Cli, ThreadsDoNotChangeTheBytes) {
  for (int i = 0; i < 60; ++i)
    put("d/" + std::to_string(i) + ".txt", i % 7 == 0 ? std::string(20000, 'a') + article : article);
  const Result one = run("extract --threads 1 d");
  EXPECT_EQ(lines(one.out), 60);
  for (const char* threads : {"2", "5", "16"}) EXPECT_EQ(run(std::string("extract d --threads ") + threads).out, one.out);
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

TEST_F(Cli, Encoding) {
  put("a.txt", "\xAB Nous irons \xBB, a d\xE9" "clar\xE9 Anne Roux.\n");
  put("b.txt", article);
  std::string converted = run("extract --encoding latin1 a.txt").out;
  const std::string expected = run("extract b.txt").out;
  EXPECT_EQ(converted.replace(converted.find("a.txt"), 5, "b.txt"), expected);

  std::string wide;   // each unit in two bytes
  for (const char c : std::string("Anne Roux a dit non.")) wide.append({c, '\0'});
  put("c.txt", wide);
  EXPECT_TRUE(contains(run("extract --encoding utf-16le c.txt").out, R"("start":0,"end":9,"text":"Anne Roux")"));
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
  EXPECT_TRUE(contains(run("explain a.txt --at 8 --rules my.rules").out, "rule name=my.word phase=names priority=99 makes=person at=my.rules:2\n"));
  for (const char* wrong : {"explain b.txt", "explain a.txt --at x", "explain a.txt a.txt", "explain a.txt --at"}) {
    const Result result = run(wrong);
    EXPECT_EQ(result.status, 2) << wrong;
    EXPECT_EQ(lines(result.err), 1) << wrong << result.err;
  }
}

// Names of files and folders that a shell or a terminal would trip over.
TEST_F(Cli, OddNames) {
  for (const char* name : {"d/a b.txt", "d/'\".txt", "d/é\n.txt", "d/-x.txt", "d/*.txt", "d/\xFF\xFE/a.txt", "d/.txt/b.TXT"}) put(name, article);
  const Result result = run("extract d");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 7);
  EXPECT_TRUE(contains(result.out, R"("doc":"d/é\n.txt")"));
  EXPECT_TRUE(contains(result.out, "\"doc\":\"d/\uFFFD\uFFFD/a.txt\""));
  put("-y.txt", article);
  EXPECT_TRUE(contains(run("extract -- -y.txt").out, R"("doc":"-y.txt")"));
}

TEST_F(Cli, ReadmeShowsWhatComesOut) {
  std::ifstream file(PROPOS_SOURCE_DIR "/README.md");
  std::stringstream content;
  content << file.rdbuf();
  const std::string readme = content.str(), cat = "$ cat greve.txt\n", command = "$ propos extract --format text greve.txt\n";
  const auto text = readme.find(cat), output = readme.find(command), end = readme.find("```", output);
  ASSERT_TRUE(text < output && output < end && end != std::string::npos);
  put("greve.txt", readme.substr(text + cat.size(), output - text - cat.size()));
  EXPECT_EQ(run("extract --format text greve.txt").out, readme.substr(output + command.size(), end - output - command.size()) + "\n");
}

TEST_F(Cli, AnyBytesAreAText) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  put("a.txt", bytes);
  put("b.txt", "");
  const Result result = run("extract a.txt b.txt");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(lines(result.out), 2);
}

// A byte without a meaning is one character, and what stands around it is read.
TEST_F(Cli, ZeroBytesAndBytesThatAreNotUtf8) {
  const std::string after = " « Nous irons », a déclaré Anne Roux.";
  for (const std::string& before : {std::string(3, '\0'), std::string("\xFF\xC3("), std::string("\xED\xA0\x80")}) {
    put("a.txt", before + after);
    const Result result = run("extract a.txt");
    EXPECT_EQ(result.status, 0) << result.err;
    EXPECT_TRUE(contains(result.out, R"("start":30,"end":39,"text":"Anne Roux")")) << result.out;
    EXPECT_TRUE(contains(result.out, R"("text":"Nous irons")")) << result.out;
    EXPECT_FALSE(contains(result.out, std::string(1, '\0')));
  }
  // In JSON a zero is an escape, and part of the text.
  put("b.jsonl", R"({"id":"a\u0000b","text":"Anne\u0000 Roux a dit « non »."})");
  const Result result = run("extract b.jsonl");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_TRUE(contains(result.out, R"({"doc":"a\u0000b",)")) << result.out;
}

TEST_F(Cli, LineOfTwentyMegabytes) {
  std::string line;
  while (line.size() < 20'000'000) line += "mot après mot ";
  line += "« Nous irons », a déclaré Anne Roux.";
  put("a.txt", line);
  const std::string word(20'000'000, 'a');
  put("b.jsonl", R"({"text":")" + line + "\"}\n" + R"({"text":")" + word + "\"}\n");
  const Result result = run("extract a.txt b.jsonl");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 3);
  const auto first = result.out.find(R"("text":"Anne Roux")");
  EXPECT_NE(first, std::string::npos);
  EXPECT_NE(result.out.find(R"("text":"Anne Roux")", result.out.find('\n')), std::string::npos);
}

// Nothing of them is kept: a gigabyte costs no more than what is refused.
TEST_F(Cli, TextOrLineThatIsTooLongIsRefusedWithTheLimit) {
  put("big.txt", "");
  fs::resize_file(folder_ / "big.txt", std::uintmax_t{1} << 30);
  put("small.txt", article);
  const Result text = run("extract big.txt small.txt");
  EXPECT_EQ(text.status, 1);
  EXPECT_EQ(text.err, "propos: big.txt: expected a text of at most 134217728 bytes; this one has more\n");
  EXPECT_TRUE(contains(text.out, R"("doc":"small.txt")")) << text.out;

  const Result line = run("extract --input jsonl", "(echo '{\"text\":\"a\"}'; head -c 300000000 /dev/zero; echo; echo '{\"text\":\"b\"}') |");
  EXPECT_EQ(line.status, 1);
  EXPECT_EQ(line.err, "propos: standard input:2: expected a line of at most 268435456 bytes; this one has more\n");
  EXPECT_EQ(lines(line.out), 2) << line.out;
}

TEST_F(Cli, EvalCountsWhatWasFound) {
  put("gold/a.txt", article);
  put("gold/a.ann", "T1\tPerson 26 35\tAnne Roux\n");
  put("gold/b.txt", "« Oui », dit-il.");
  put("gold/b.gold.json",
      R"({"entities":[],"quotes":[{"type":"direct","spans":[[2,5]],"cue":[9,12],"speaker":[13,15],"who":"Jean Petit"}],)"
      R"("clusters":{}})");
  put("pred.jsonl",
      R"({"doc":"gold/a.txt","entities":[],"mentions":[{"id":"m1","type":"person","form":"name","start":26,"end":30,"rule":"person.x","confidence":0.9}],"quotes":[]})"
      "\n"
      R"({"doc":"gold/b.txt","entities":[{"id":"e1","type":"person","name":"M. Petit"}],"mentions":[],)"
      R"("quotes":[{"type":"mixed","spans":[{"start":2,"end":5}],"cue":{"start":9,"end":15},"rule":"quote.x","confidence":0.8,)"
      R"("speaker":{"entity":"e1","by":"name","confidence":0.5}}]})");
  const Result result = run("eval gold pred.jsonl --json --errors 5");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out,
            R"({"docs":2,"docs_missing":0,"entities":{)"
            R"("exact":{"p":0.0,"r":0.0,"f1":0.0,"tp":0,"pred":1,"gold":1},)"
            R"("overlap":{"p":1.0,"r":1.0,"f1":1.0,"tp":1,"pred":1,"gold":1},)"
            R"("exact_by_type":{"PER":{"p":0.0,"r":0.0,"f1":0.0,"tp":0,"pred":1,"gold":1},)"
            R"("LOC":{"p":0.0,"r":0.0,"f1":0.0,"tp":0,"pred":0,"gold":0},)"
            R"("ORG":{"p":0.0,"r":0.0,"f1":0.0,"tp":0,"pred":0,"gold":0}}},)"
            R"("quotes":{"close":{"p":1.0,"r":1.0,"f1":1.0,"tp":1,"pred":1,"gold":1},)"
            R"("loose":{"p":1.0,"r":1.0,"f1":1.0,"tp":1,"pred":1,"gold":1},)"
            R"("who_f1":{"p":1.0,"r":1.0,"f1":1.0,"tp":1,"pred":1,"gold":1},"cue_recall_on_matched":1.0,)"
            R"("by_type":{"direct":{"gold":1,"pred":0,"found":1,"close":1,"recall":1.0,"type_right":0,"who_right":1},)"
            R"("mixed":{"gold":0,"pred":1,"found":0,"close":0,"recall":null,"type_right":0,"who_right":0}}}})"
            "\n"
            "a entity wrong  PER 26-30 « Anne »\n"
            "a entity missed PER 26-35 « Anne Roux »\n");
  EXPECT_EQ(run("eval gold pred.jsonl --by-text").out,
            "text\tperson\tplace\torganization\tquotes, loose\tquotes, close\tsource\n"
            "a\t0/1/1\t0/0/0\t0/0/0\t0/0/0\t0/0/0\t0/0/0\n"
            "b\t0/0/0\t0/0/0\t0/0/0\t1/1/1\t1/1/1\t1/1/1\n"
            "all\t0/1/1\t0/0/0\t0/0/0\t1/1/1\t1/1/1\t1/1/1\n"
            "\n"
            "construct\tgold\tfound, loose\tfound, close\ttype right\tsource right\n"
            "direct, cue after\t1\t1\t1\t0\t1\n");
  EXPECT_EQ(run("eval gold pred.jsonl --reliability").out,
            "of\tconfidence from\tcount\tright\tmean confidence\tshare right\n"
            "mention\t0.90\t1\t0\t0.900\t0.000\n"
            "quote\t0.80\t1\t1\t0.800\t1.000\n"
            "speaker\t0.50\t1\t1\t0.500\t1.000\n"
            "\n"
            "of\trule\tcount\tright\tmean confidence\tshare right\n"
            "mention\tperson.x\t1\t0\t0.900\t0.000\n"
            "quote\tquote.x\t1\t1\t0.800\t1.000\n"
            "speaker\tname\t1\t1\t0.500\t1.000\n");
}

}  // namespace
}  // namespace propos::cli
