// SPDX-License-Identifier: Apache-2.0
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "cli.h"

namespace propos::cli {
namespace {

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

  // A file that may not grow: what was there stays, and what was done can be gone on with.
  for (int i = 0; i < 100; ++i) put("d/" + std::to_string(i) + ".txt", article);
  const Result full = run("extract d -o out.jsonl", "ulimit -f 8; trap '' XFSZ;");
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(
      full.err,
      "propos: out.jsonl: File too large\npropos: what is done is in out.jsonl.part; the same command with --resume goes on from there\n");
  EXPECT_EQ(get("out.jsonl"), "before");
  EXPECT_EQ(run("extract d -o out.jsonl --resume").status, 0);
  EXPECT_EQ(get("out.jsonl"), run("extract d").out);

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
  EXPECT_EQ(beside.err,
            "propos: missing.txt: No such file or directory\npropos: 1 read (0 converted), 0 skipped, 1 failed\n"
            "propos: out.jsonl: left as it was; what was done is in out.jsonl.incomplete\n");
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
  for (const char* arguments :
       {"extract a.txt -o a.txt", "extract a.txt -o ./d/../a.txt", "extract a.txt -o link", "extract link -o a.txt",
        "extract same -o a.txt", "extract d -o d/a.txt", "extract a.txt --rules my.rules -o my.rules", "extract -o a.txt <a.txt",
        "explain a.txt -o a.txt"}) {
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
  for (int i = 0; i < 60; ++i) put("d/" + std::to_string(i) + ".txt", i % 7 == 0 ? std::string(20000, 'a') + article : article);
  const Result one = run("extract --threads 1 d");
  EXPECT_EQ(lines(one.out), 60);
  for (const char* threads : {"2", "5", "16"}) EXPECT_EQ(run(std::string("extract d --threads ") + threads).out, one.out);
}

// Those of a megabyte or more are written piece by piece.
TEST_F(Cli, ResultsOfLongTextsAreWholeAndInTheirPlaces) {
  std::string text;
  while (text.size() < 1'200'000) text += "Le texte est long.\n";
  put("d/1.txt", article);
  put("d/2.txt", text + article);
  put("d/3.txt", article);
  for (const char* format : {"jsonl", "csv", "text"}) {
    const std::string with = std::string("extract d --format ") + format;
    const Result one = run(with + " --threads 1");
    EXPECT_EQ(one.status, 0) << one.err;
    EXPECT_EQ(times(one.out, "Nous irons"), 3u) << format;
    EXPECT_EQ(times(one.out, ".txt"), 3u) << format;
    EXPECT_LT(one.out.find("1.txt"), one.out.find("2.txt"));
    EXPECT_LT(one.out.find("2.txt"), one.out.find("3.txt"));
    EXPECT_EQ(run(with + " --threads 3").out, one.out);
    EXPECT_EQ(run(with + " -o whole").status, 0);
    EXPECT_EQ(get("whole"), one.out);
  }
}

/// A folder of texts, and the results of a run that was not interrupted.
class Batch : public Cli {
 protected:
  void SetUp() override {
    Cli::SetUp();
    for (int i = 0; i < 30; ++i) put("d/" + std::to_string(10 + i) + ".txt", "Texte " + std::to_string(i) + ". " + article);
    put("d/99.jsonl", "{\"id\":1,\"text\":\"x\"}\n{oops\n{\"id\":2,\"text\":\"y\"}\n");
    whole_ = run("extract d").out;
  }

  std::string whole_;
};

TEST_F(Batch, SignalsFinishTheTextAtHandAndSayHowToGoOn) {
  for (const char* signal : {"INT", "TERM", "HUP"}) {
    put("run.sh", std::string("exec 3<>pipe\nset -m\n'") + PROPOS_BINARY +
                      "' extract d - -o out.jsonl <&3 >.out 2>.err &\nsleep 0.8\nkill -" + signal + " $!\nwait $!\n");
    mkfifo((folder_ / "pipe").c_str(), 0600);
    EXPECT_EQ(WEXITSTATUS(std::system(("cd '" + folder_.string() + "' && bash run.sh").c_str())), 130) << signal;
    const std::string err = get(".err");
    EXPECT_TRUE(contains(err,
                         "propos: 32 read (0 converted), 0 skipped, 1 failed\npropos: interrupted\n"
                         "propos: what is done is in out.jsonl.part; the same command with --resume goes on from there\n"))
        << err;
    EXPECT_EQ(get("out.jsonl.part"), whole_);
    EXPECT_FALSE(fs::exists(folder_ / "out.jsonl"));
    // Without --resume what was done would be lost.
    EXPECT_EQ(run("extract d - -o out.jsonl").status, 2);
    EXPECT_EQ(get("out.jsonl.part"), whole_);
    EXPECT_EQ(run("extract d - -o out.jsonl --resume", "printf x |").status, 1);
    EXPECT_EQ(get("out.jsonl"), run("extract d -", "printf x |").out);
    for (const auto& entry : fs::directory_iterator(folder_))
      EXPECT_FALSE(contains(entry.path().string(), ".part")) << entry.path();
    fs::remove(folder_ / "out.jsonl");
  }
}

TEST_F(Batch, ResumedRunsGiveTheBytesOfAWholeOne) {
  // A run that ends early leaves its part, here by a text that fails.
  EXPECT_EQ(run("extract d -o out.jsonl --fail-fast").status, 1);
  EXPECT_FALSE(fs::exists(folder_ / "out.jsonl"));
  EXPECT_EQ(get("out.jsonl.part"), whole_.substr(0, get("out.jsonl.part").size()));
  EXPECT_EQ(lines(get("out.jsonl.part")), 31);
  const auto part = get("out.jsonl.part"), log = get("out.jsonl.part.log");
  const auto again = [&] {
    put("out.jsonl.part", part);
    put("out.jsonl.part.log", log);
    fs::remove(folder_ / "out.jsonl");
  };
  EXPECT_EQ(run("extract d -o out.jsonl --resume --errors e").status, 1);
  EXPECT_EQ(get("out.jsonl"), whole_);
  EXPECT_EQ(
      get("e"),
      "{\"doc\":\"d/99.jsonl:2\",\"outcome\":\"failed\",\"reason\":\"not JSON at byte 2: Missing a name for object member.\"}\n");

  // Bytes that the log does not know of, or a log that ends in the midst of a line.
  again();
  put("out.jsonl.part", part + "{\"doc\":\"half");
  put("out.jsonl.part.log", log.substr(0, log.size() - 5));
  EXPECT_EQ(run("extract d -o out.jsonl --resume").status, 1);
  EXPECT_EQ(get("out.jsonl"), whole_);

  // Output that the log knows of and that was lost.
  again();
  put("out.jsonl.part", part.substr(0, part.size() / 2));
  EXPECT_EQ(run("extract d -o out.jsonl --resume").status, 1);
  EXPECT_EQ(get("out.jsonl"), whole_);

  // Other options, or other texts.
  again();
  const Result other = run("extract d -o out.jsonl --resume --offsets utf8");
  EXPECT_EQ(other.status, 2);
  EXPECT_EQ(other.err,
            "propos: out.jsonl.part.log: left by a run with other options or another version; remove it to begin anew\n");
  put("d/20.txt", "Luc Besson a dit non.");
  fs::remove(folder_ / "d/25.txt");
  EXPECT_EQ(run("extract d -o out.jsonl --resume").status, 1);
  EXPECT_EQ(get("out.jsonl"), run("extract d").out);
  EXPECT_EQ(run("extract d --resume").status, 2);   // nothing to go on with on standard output
}

TEST_F(Batch, TablesAreWrittenAsRecordsAre) {
  const std::string head = "doc,quote,type,text,";
  put("d/98.txt", "Rien.");
  put("d/none.txt", "");
  const std::string table = run("extract d --format csv").out;
  EXPECT_EQ(table.rfind(head, 0), 0u);
  EXPECT_EQ(times(table, head), 1u);
  EXPECT_EQ(lines(table), 31);
  EXPECT_EQ(run("extract d --format csv --threads 5").out, table);
  EXPECT_EQ(run("extract d --format csv -o t.csv").status, 1);
  EXPECT_EQ(get("t.csv"), table);

  // A run that ended early, before and behind the first row, and one whose output lacks bytes.
  for (const char* first : {"d/98.txt", "d/10.txt"}) {
    const std::string all = std::string("extract ") + first + " d --format csv --bom";
    EXPECT_EQ(run(all + " -o r.csv --fail-fast").status, 1);
    const std::string part = get("r.csv.part"), log = get("r.csv.part.log");
    for (const std::size_t size : {part.size(), part.size() / 2, std::size_t{5}, std::size_t{0}}) {
      put("r.csv.part", part.substr(0, size));
      put("r.csv.part.log", log);
      fs::remove(folder_ / "r.csv");
      EXPECT_EQ(run(all + " -o r.csv --resume").status, 1);
      EXPECT_TRUE(get("r.csv") == run(all).out) << first << size;
    }
    fs::remove(folder_ / "r.csv");
  }
  EXPECT_EQ(run("extract d --format tsv --table entities --output-dir out").status, 1);
  EXPECT_EQ(lines(get("out/d/10.txt.tsv")), 2);
  EXPECT_FALSE(fs::exists(folder_ / "out/d/98.txt.tsv"));
  // Without a row there is still the line of names, and what was written is not read.
  EXPECT_EQ(run("extract d/98.txt --format csv").out, table.substr(0, table.find('\n') + 1));
  EXPECT_TRUE(contains(run("extract t.csv").err, "a result of propos"));
  EXPECT_EQ(run("extract d/98.txt --format tsv --table mentions --bom --keep a -o m.tsv").status, 0);
  EXPECT_TRUE(contains(run("extract m.tsv").err, "a result of propos"));
}

TEST_F(Cli, EachTextHasAPageOfItsOwn) {
  put("d/a.txt", article);
  put("d/b.jsonl", "{\"text\": \"« Oui », a dit Anne Roux.\"}\n{\"text\": \"« Non », a dit Paul Varin.\"}\n");
  const std::string page = run("extract d/a.txt --format html").out;
  EXPECT_EQ(page.rfind("<!DOCTYPE html>\n<html lang=\"en\">", 0), 0u);
  EXPECT_TRUE(contains(page, "<h1><bdi>d/a.txt</bdi></h1>"));
  EXPECT_EQ(run("extract d/a.txt --format html -o a.html").status, 0);
  EXPECT_EQ(get("a.html"), page);
  EXPECT_TRUE(contains(run("extract a.html").err, "a result of propos"));
  EXPECT_EQ(run("extract d --format html --output-dir pages").status, 0);
  EXPECT_EQ(get("pages/d/a.txt.html"), page);
  EXPECT_TRUE(contains(get("pages/d/b.jsonl:1.html"), "<bdi>Oui</bdi>"));
  EXPECT_TRUE(contains(get("pages/d/b.jsonl:2.html"), "<bdi>Non</bdi>"));
  put("old.html", "before");
  const Result all = run("extract d --format html -o old.html");
  EXPECT_EQ(all.status, 2);
  EXPECT_TRUE(contains(all.err, "html is a page for each text: give a folder (--output-dir)")) << all.err;
  EXPECT_EQ(get("old.html"), "before");
  EXPECT_FALSE(fs::exists(folder_ / "old.html.part"));
}

TEST_F(Cli, FormatsWithAFileForEachText) {
  put("d/a.txt", article);
  put("d/news.jsonl", "{\"id\":\"x\",\"text\":\"« Oui », dit Luc Petit.\"}\n{\"id\":7,\"text\":\"Rien.\"}\n");
  EXPECT_EQ(run("extract d --format brat --output-dir out").status, 0);
  EXPECT_EQ(get("out/d/a.txt"), article);
  EXPECT_TRUE(contains(get("out/d/a.ann"), "T2\tDirect 2 12\tNous irons\n")) << get("out/d/a.ann");
  EXPECT_EQ(get("out/d/news.jsonl:1.txt"), "« Oui », dit Luc Petit.");
  EXPECT_TRUE(contains(get("out/d/news.jsonl:1.ann"), "\tLuc Petit\n"));
  EXPECT_TRUE(fs::exists(folder_ / "out/d/news.jsonl:2.ann"));   // nothing is in it, and it is there
  EXPECT_TRUE(contains(get("out/annotation.conf"), "Said_by\t") && contains(get("out/visual.conf"), "Said by"));
  EXPECT_EQ(run("extract d --format tei --output-dir tei").status, 0);
  EXPECT_TRUE(contains(get("tei/d/a.xml"), "<persName xml:id=\"m1\" ref=\"#e1\""));
  EXPECT_EQ(run("extract d --format uima-cas-json --output-dir cas").status, 0);
  EXPECT_TRUE(contains(get("cas/d/a.json"), "\"sofaString\":\"« Nous irons"));
  EXPECT_TRUE(contains(get("cas/TypeSystem.xml"), "<name>propos.Quote</name>"));
  // Others are one file, or one for each file that is read.
  EXPECT_EQ(times(run("extract d --format conll").out, "# newdoc id = "), 3u);
  EXPECT_EQ(lines(run("extract d --format displacy").out), 3);
  EXPECT_EQ(run("extract d --format webannotation --output-dir pages").status, 0);
  EXPECT_EQ(lines(get("pages/d/news.jsonl.jsonl")), 2);
  // Two texts, one name: the second is told, and the first stays.
  put("d/a", "« Non », a dit Anne Roux.");
  const Result twice = run("extract d/a.txt d/a --format brat --output-dir twice --threads 1");
  EXPECT_EQ(twice.status, 1);
  EXPECT_TRUE(contains(twice.err, "d/a: another text has the file of this name")) << twice.err;
  EXPECT_EQ(get("twice/d/a.txt"), article);
}

TEST_F(Cli, OptionsOfAnotherFormatAreRefused) {
  put("a.txt", article);
  const std::pair<const char*, const char*> cases[] = {
      {"--table quotes", "--table is of --format csv, tsv"},
      {"--bom --format jsonl", "--bom is of --format csv, tsv"},
      {"--only quotes --format csv", "--only is of --format jsonl"},
      {"--no-text --format text", "--no-text is of --format jsonl, csv, tsv"},
      {"--no-text --format html", "--no-text is of --format jsonl, csv, tsv"},
      {"--no-text --format conll", "--no-text is of --format jsonl, csv, tsv"},
      {"--offsets utf8 --format conll", "--offsets is of --format jsonl, csv, tsv"},
      {"--format brat -o a.ann", "--format brat writes a file for each text: --output-dir is needed"},
      {"--format tei", "--format tei writes a file for each text: --output-dir is needed"},
      {"--format uima-cas-json --output-dir o --resume",
       "--resume is of --format text, jsonl, csv, tsv, html, conll, webannotation, displacy"}};
  for (const auto& [options, message] : cases) {
    const Result result = run(std::string("extract a.txt ") + options);
    EXPECT_EQ(result.status, 2) << options;
    EXPECT_EQ(result.err, std::string("propos: ") + message + "\n");
  }
  EXPECT_EQ(run("extract a.txt --only words").status, 2);
  const std::string only = run("extract a.txt --only quotes,entities --no-text").out;
  EXPECT_TRUE(contains(only, "\"quotes\":[{") && contains(only, "\"entities\":[{")) << only;
  EXPECT_FALSE(contains(only, "\"mentions\"") || contains(only, "Nous irons")) << only;
}

TEST_F(Cli, RecordsSayWhatMadeThem) {
  put("a.txt", article);
  put("my.rules", "phase names\nrule a \"irons\" => person(confidence = 0.5)\n");
  put("b.json", "{\"body\": \"Anne Roux a dit non.\"}");
  const std::string plain = run("extract a.txt").out,
                    own = run("extract a.txt --rules my.rules --encoding utf-8 --jsonl-field body").out;
  EXPECT_EQ(plain.rfind("{\"schema\":1,\"doc\":\"a.txt\",\"offsets\":\"codepoint\",\"propos\":{\"version\":\"", 0), 0u) << plain;
  EXPECT_FALSE(contains(plain, "\"files\"") || contains(plain, "\"options\""));
  EXPECT_TRUE(contains(own, "\"files\":[{\"name\":\"my.rules\",\"holds\":\"rules\",\"hash\":\"")) << own;
  EXPECT_TRUE(contains(own, "},\"options\":{\"encoding\":\"utf-8\",\"jsonl-field\":\"body\"},\"entities\":")) << own;
  const auto data = [](const std::string& line) { return line.substr(line.find("\"data\":"), 25); };
  EXPECT_EQ(data(plain), data(own));
  put("my.rules", get("my.rules") + "# more\n");
  const auto hash = [](const std::string& line) { return line.substr(line.find("\"hash\":"), 25); };
  EXPECT_NE(hash(own), hash(run("extract a.txt --rules my.rules").out));
}

TEST_F(Batch, TwoRunsDoNotWriteTheSameFile) {
  mkfifo((folder_ / "pipe").c_str(), 0600);
  const Result second =
      run("extract d -o out.jsonl",
          "exec 3<>pipe; ('" PROPOS_BINARY "' extract - -o out.jsonl <&3 2>/dev/null & echo $! >pid; wait) & sleep 0.5;");
  std::system(("kill -9 $(cat '" + (folder_ / "pid").string() + "'); sleep 0.2").c_str());
  EXPECT_EQ(second.status, 2);
  EXPECT_EQ(second.err, "propos: out.jsonl.part: another run is writing it\n");
}

TEST_F(Batch, AFolderOfResultsMirrorsTheInput) {
  const Result result = run("extract d ./d/../d/10.txt --output-dir out");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(get("out/d/10.txt.jsonl"), whole_.substr(0, whole_.find('\n') + 1));
  EXPECT_EQ(lines(get("out/d/99.jsonl.jsonl")), 2);
  EXPECT_TRUE(fs::exists(folder_ / "out/d/%2E%2E/d/10.txt.jsonl"));
  EXPECT_EQ(run("extract d/10.txt --output-dir text --format text").status, 0);
  EXPECT_TRUE(contains(get("text/d/10.txt.txt"), "Anne Roux"));

  EXPECT_EQ(run("extract d -o d.jsonl --output-dir other").status, 2);
  EXPECT_EQ(run("extract d --output-dir again --fail-fast").status, 1);
  EXPECT_TRUE(fs::exists(folder_ / "again/.propos.log"));
  EXPECT_TRUE(fs::exists(folder_ / "again/d/99.jsonl.jsonl.part"));
  EXPECT_EQ(run("extract d --output-dir again").status, 2);
  put("d/30.txt", "Luc Besson a dit non.");
  EXPECT_EQ(run("extract d --output-dir again --resume").status, 1);
  EXPECT_EQ(run("extract d --output-dir anew").status, 1);
  EXPECT_EQ(std::system(("cd '" + folder_.string() + "' && diff -r again anew").c_str()), 0);
}

TEST_F(Batch, ErrorsAreReportedAndCounted) {
  put("d/a.bin", std::string("a\0b", 3));
  fs::create_symlink("nowhere", folder_ / "d/b.txt");
  const Result all = run("extract d --errors errors.jsonl");
  EXPECT_EQ(all.status, 1);
  EXPECT_EQ(lines(get("errors.jsonl")), 3);
  EXPECT_TRUE(contains(get("errors.jsonl"),
                       R"({"doc":"d/a.bin","outcome":"skipped","reason":"binary: it holds zeros and is not UTF-16"})"))
      << get("errors.jsonl");
  EXPECT_TRUE(contains(get("errors.jsonl"), R"({"doc":"d/b.txt","outcome":"failed","reason":"No such file or directory"})"));
  EXPECT_TRUE(contains(all.err, "propos: 32 read (0 converted), 1 skipped, 2 failed\n")) << all.err;
  const Result two = run("extract d --max-errors 2");
  EXPECT_EQ(two.status, 1);
  EXPECT_TRUE(contains(two.err, "propos: too many errors: ended\n")) << two.err;
  EXPECT_EQ(run("extract missing gone d --max-errors 2").status, 2);
  EXPECT_EQ(run("extract d --errors missing/e").status, 2);
}

TEST_F(Batch, ProgressAndSummary) {
  std::string big;
  while (big.size() < 3'000'000) big += article;
  for (int i = 0; i < 4; ++i) put("d/big" + std::to_string(i) + ".txt", big);
  const Result shown = run("extract d --progress always -o out.jsonl");
  EXPECT_TRUE(contains(shown.err, " files, ")) << shown.err;
  EXPECT_TRUE(contains(shown.err, " MB/s")) << shown.err;
  EXPECT_FALSE(contains(run("extract d/10.txt").err, "MB"));
  EXPECT_EQ(run("extract d/10.txt").err, "");
  EXPECT_EQ(run("extract d/10.txt d/11.txt").err, "propos: 2 read (0 converted), 0 skipped, 0 failed\n");
}

TEST_F(Batch, TextsThatOffsetsReferTo) {
  EXPECT_EQ(run("extract d/10.txt d/99.jsonl --text-out texts").status, 1);
  EXPECT_EQ(get("texts/d/10.txt.txt"), get("d/10.txt"));
  EXPECT_EQ(get("texts/d/99.jsonl:3.txt"), "y");
  put("texts2", "a file");
  const Result wrong = run("extract d/10.txt --text-out texts2");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_TRUE(contains(wrong.err, "texts2")) << wrong.err;
}

}   // namespace
}   // namespace propos::cli
