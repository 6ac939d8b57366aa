// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

namespace propos::cli {
namespace {

TEST_F(Cli, FolderIsSearchedForTextsInOrderOfNames) {
  put("d/b.txt", "B");
  put("d/a/z.txt", "Z");
  put("d/a/y.TXT", "Y");
  put("d/.hidden.txt", "H");
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
    EXPECT_TRUE(contains(result.out, R"("doc":"-",)")) << result.out;
    EXPECT_TRUE(contains(result.out, R"("text":"Anne Roux")")) << result.out;
  }
}

TEST_F(Cli, FileThatCannotBeReadDoesNotStopTheOthers) {
  put("a.txt", article);
  fs::create_directory(folder_ / "empty");
  const Result result = run("extract missing.txt a.txt empty");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(lines(result.out), 1);
  EXPECT_EQ(result.err,
            "propos: missing.txt: No such file or directory\npropos: empty: no file in it\n"
            "propos: 1 read (0 converted), 0 skipped, 2 failed\n");
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
  EXPECT_EQ(result.err.substr(0, result.err.rfind("propos: ")), expected);
  EXPECT_EQ(lines(get("out.jsonl")), 2);
}

// They might never end. Who names a pipe wants it read.
TEST_F(Cli, PipesSocketsAndDevicesInAFolderAreSteppedOver) {
  put("d/b.txt", article);
  ASSERT_EQ(mkfifo((folder_ / "d/c.txt").c_str(), 0600), 0);
  fs::create_symlink("c.txt", folder_ / "d/a.txt");
  fs::create_symlink("/dev/zero", folder_ / "d/e.txt");
  const Result result = run("extract d", "timeout 20");
  EXPECT_EQ(result.status, 0);
  // What the link d/a.txt leads to is looked at once.
  EXPECT_EQ(result.err,
            "propos: d/c.txt: skipped: no ordinary file\npropos: d/e.txt: skipped: no ordinary file\n"
            "propos: 1 read (0 converted), 2 skipped, 0 failed\n");
  EXPECT_EQ(lines(result.out), 1);
  const Result named = run("extract d/c.txt", "{ timeout 20 cat d/b.txt >d/c.txt & }; timeout 20");
  EXPECT_EQ(named.status, 0) << named.err;
  EXPECT_TRUE(contains(named.out, R"("text":"Anne Roux")")) << named.out;
}

// Names of files and folders that a shell or a terminal would trip over.
TEST_F(Cli, OddNames) {
  for (const char* name : {"d/a b.txt", "d/'\".txt", "d/é\n.txt", "d/-x.txt", "d/*.txt", "d/\xFF\xFE/a.txt", "d/x.txt/b.TXT"})
    put(name, article);
  const Result result = run("extract d");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 7);
  EXPECT_TRUE(contains(result.out, R"("doc":"d/é\n.txt")"));
  EXPECT_TRUE(contains(result.out, "\"doc\":\"d/\uFFFD\uFFFD/a.txt\""));
  put("-y.txt", article);
  EXPECT_TRUE(contains(run("extract -- -y.txt").out, R"("doc":"-y.txt")"));
}

// Nothing of them is kept: a gigabyte costs no more than what is refused.
TEST_F(Cli, TextOrLineThatIsTooLongIsRefusedWithTheLimit) {
  put("big.txt", "");
  fs::resize_file(folder_ / "big.txt", std::uintmax_t{1} << 30);
  put("small.txt", article);
  const Result text = run("extract big.txt small.txt");
  EXPECT_EQ(text.status, 1);
  EXPECT_EQ(times(text.err, "propos: big.txt: expected a text of at most 134217728 bytes; this one has more\n"), 1u) << text.err;
  EXPECT_TRUE(contains(text.out, R"("doc":"small.txt")")) << text.out;

  const Result line =
      run("extract --input jsonl", "(echo '{\"text\":\"a\"}'; head -c 300000000 /dev/zero; echo; echo '{\"text\":\"b\"}') |");
  EXPECT_EQ(line.status, 1);
  EXPECT_EQ(times(line.err, "propos: standard input:2: expected a line of at most 268435456 bytes; this one has more\n"), 1u)
      << line.err;
  EXPECT_EQ(lines(line.out), 2) << line.out;
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

TEST_F(Cli, AMixedFolderIsOneRun) {
  put("d/a.txt", article);
  put("d/b.html", "<p>« Oui », a dit Jean Petit.</p>");
  put("d/c.jsonl", R"({"id":"c1","text":"Marie Curie a dit non."})");
  put("d/e.csv", "id,text\ne1,Luc Besson a dit non.\n");
  put("d/f.md", "# Titre\n\nPaul Roux a dit non.\n");
  put("d/g", "Zoé Petit a dit non.");
  put("d/h.png", "\x89PNG\r\n");
  put("d/i.css", "p { color: red }");
  const Result result = run("extract d");
  EXPECT_EQ(result.status, 0) << result.err;
  for (const char* name : {"Anne Roux", "Jean Petit", "Marie Curie", "Luc Besson", "Paul Roux", "Zoé Petit"})
    EXPECT_TRUE(contains(result.out, "\"name\":\"" + std::string(name) + "\"")) << name;
  EXPECT_EQ(result.err,
            "propos: d/h.png: skipped: a picture, which is not read\npropos: d/i.css: skipped: a style sheet, which is not read\n"
            "propos: 6 read (0 converted), 2 skipped, 0 failed\n");
}

TEST_F(Cli, WhichFilesOfAFolder) {
  for (const char* name : {"d/a.txt", "d/a.ann", "d/a.gold.json", "d/b.md", "d/x/c.txt", "d/x/.h.txt", "d/.g/e.txt"})
    put(name, article);
  const auto found = [&](const std::string& options) {
    std::string out;
    const std::string text = run("extract d " + options).out;
    for (std::size_t at = text.find("\"doc\":\""); at != text.npos; at = text.find("\"doc\":\"", at + 1))
      out += text.substr(at + 7, text.find('"', at + 7) - at - 7) + " ";
    return out;
  };
  EXPECT_EQ(found(""), "d/a.txt d/b.md d/x/c.txt ");
  EXPECT_EQ(found("--hidden"), "d/.g/e.txt d/a.txt d/b.md d/x/.h.txt d/x/c.txt ");
  EXPECT_EQ(found("--include '*.txt'"), "d/a.txt d/x/c.txt ");
  EXPECT_EQ(found("--include '*.txt' --include '*.md' --exclude 'x/*'"), "d/a.txt d/b.md ");
  EXPECT_EQ(found("--exclude '[ab].*'"), "d/x/c.txt ");
}

TEST_F(Cli, LinksAreFollowedOnce) {
  put("d/real/a.txt", article);
  put("other/b.txt", article);
  fs::create_directory_symlink("..", folder_ / "d/real/up");
  fs::create_directory_symlink("../other", folder_ / "d/other");
  fs::create_directory_symlink("../other", folder_ / "d/other2");
  fs::create_symlink("real/a.txt", folder_ / "d/again.txt");
  const Result result = run("extract d");
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(lines(result.out), 2) << result.out;
  EXPECT_TRUE(contains(result.out, R"("doc":"d/real/a.txt")"));
  EXPECT_TRUE(contains(result.out, R"("doc":"d/other/b.txt")"));
}

TEST_F(Cli, PathsFromAFile) {
  put("d/a b.txt", article);
  put("d/c.txt", article);
  put("list", "d/a b.txt\r\nd/c.txt\n\n");
  EXPECT_EQ(lines(run("extract --files-from list").out), 2);
  EXPECT_EQ(lines(run("extract --files-from - -0", "find d -type f -print0 |").out), 2);
  EXPECT_EQ(lines(run("extract d/c.txt --files-from list").out), 3);
  put("list", "d\n");
  EXPECT_EQ(lines(run("extract --files-from list").out), 2);
  put("list", "");
  EXPECT_EQ(run("extract --files-from list").out, "");
  EXPECT_EQ(run("extract --files-from missing").status, 2);
}

// Where its bytes are no UTF-8, "file" has it as an address would.
TEST_F(Cli, NamesThatAreNotUtf8CanBeFoundAgain) {
  put("d/\xFF%.txt", article);
  const Result result = run("extract d --text-out texts");
  EXPECT_TRUE(contains(result.out, "\"doc\":\"d/\uFFFD%.txt\"")) << result.out;
  EXPECT_TRUE(contains(result.out, R"("file":"d/%FF%25.txt")"));
  EXPECT_TRUE(contains(result.out, R"("text_file":"d/%FF%25.txt.txt")"));
  EXPECT_EQ(get("texts/d/%FF%25.txt.txt"), article);
}

// What a run wrote into the folder that it reads is no input of the next.
TEST_F(Cli, OwnResultsAreNotRead) {
  put("d/a.txt", article);
  for (int i = 0; i < 2; ++i) {
    const Result result = run("extract d -o d/out.jsonl --errors d/errors.jsonl");
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(lines(get("d/out.jsonl")), 1);
  }
  EXPECT_TRUE(contains(run("extract d").err, "propos: d/out.jsonl: skipped: a result of propos\n"));
  for (const char* option : {"--output-dir d/out", "--text-out d", "--output-dir ."})
    EXPECT_EQ(run(std::string("extract . ") + option).status, 2) << option;
}

}   // namespace
}   // namespace propos::cli
