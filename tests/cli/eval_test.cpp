// SPDX-License-Identifier: Apache-2.0
#include "cli.h"

namespace propos::cli {
namespace {

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
            R"("links":{"names":0,"pairs":{"p":0.0,"r":0.0,"f1":0.0},"b3":{"p":0.0,"r":0.0,"f1":0.0}},)"
            R"("quotes":{"close":{"p":1.0,"r":1.0,"f1":1.0,"tp":1,"pred":1,"gold":1},)"
            R"("loose":{"p":1.0,"r":1.0,"f1":1.0,"tp":1,"pred":1,"gold":1},)"
            R"("who_f1":{"p":1.0,"r":1.0,"f1":1.0,"tp":1,"pred":1,"gold":1},"who_95":0.0,"type_right":0.0,"speaker_words":0.0,)"
            R"("terms":{"right":null,"with_source":0},"cue_recall_on_matched":1.0,)"
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

TEST_F(Cli, EvalTellsWhoIsOneAndWhatGender) {
  put("gold/a.txt", "Anne Roux parle. Roux part. Jo Belin et Belin.");
  put("gold/a.gold.json",
      R"({"entities":[{"start":0,"end":9,"type":"PER"},{"start":17,"end":21,"type":"PER"},{"start":28,"end":36,"type":"PER"},)"
      R"({"start":40,"end":45,"type":"PER"}],"quotes":[],"clusters":{"Anne Roux":["Roux"],"Jo Belin":["Belin"]}})");
  put("gold/genders.tsv", "a\tAnne Roux\tf\na\tJo Belin\tm\na\tLuc Varin\tm\na\tX\t?\n");
  const auto mention = [](int begin, int end, const std::string& entity) {
    return R"({"id":"m)" + std::to_string(begin) + R"(","entity":")" + entity + R"(","type":"person","form":"name","start":)" +
           std::to_string(begin) + R"(,"end":)" + std::to_string(end) + "}";
  };
  put("pred.jsonl",
      R"({"doc":"a.txt","entities":[{"id":"e1","type":"person","name":"Anne Roux","gender":"m"},{"id":"e2","type":"person","name":"Jo Belin"}],"mentions":[)" +
          mention(0, 9, "e1") + "," + mention(17, 21, "e1") + "," + mention(28, 36, "e2") + "," + mention(40, 45, "e1") +
          R"(],"quotes":[]})"
          "\n");
  const Result result = run("eval gold pred.jsonl --parts entities --json --errors 9");
  // Of three pairs in e1 one is right; of the two pairs of the gold one is found.
  EXPECT_TRUE(contains(result.out,
                       R"("links":{"names":4,"pairs":{"p":0.3333,"r":0.5,"f1":0.4},"b3":{"p":0.6667,"r":0.75,"f1":0.7059},)"
                       R"("gender":{"right":0,"wrong":1,"none":1,"not_found":1}})"))
      << result.out << result.err;
  EXPECT_TRUE(contains(result.out, "a links jo belin is 2 entities\n")) << result.out;
  EXPECT_TRUE(contains(result.out, "a links anne roux, jo belin are one entity\n")) << result.out;
  EXPECT_TRUE(contains(result.out, "a gender of Anne Roux: gold f, got m\n")) << result.out;
}

/// A record of two quotes « Oui » and « Non » (the second left out where its source is "-"), a sure and an unsure source.
std::string two_quotes(const std::string& first, const std::string& second, int extra = 0) {
  const auto quote = [](int begin, const std::string& who, double confidence) {
    return R"({"type":"direct","spans":[{"start":)" + std::to_string(begin) + R"(,"end":)" + std::to_string(begin + 3) +
           R"(}],"speaker":{"name":")" + who + R"(","by":"name","confidence":)" + std::to_string(confidence) + "}}";
  };
  std::string quotes = quote(2, first, 0.9);
  if (second != "-") quotes += "," + quote(33, second, 0.55);
  if (extra > 0) quotes += "," + quote(extra, "Luc", 0.9);
  return R"({"doc":"a.txt","entities":[],"mentions":[],"quotes":[)" + quotes + "]}\n";
}

TEST_F(Cli, EvalTellsWhatChangedAndHowSureSourcesAre) {
  put("gold/a.txt", "« Oui », a dit Anne Roux hier. « Non », a dit Jo Belin. Voilà tout.");
  put("gold/a.gold.json",
      R"({"entities":[],"quotes":[{"type":"direct","spans":[[2,5]],"cue":null,"speaker":null,"who":"Anne Roux"},)"
      R"({"type":"direct","spans":[[33,36]],"cue":null,"speaker":null,"who":"Jo Belin"}],"clusters":{}})");
  put("old.jsonl", two_quotes("Paul Rivoire", "-"));
  put("new.jsonl", two_quotes("Anne Roux", "Jo Belin", 56));
  EXPECT_EQ(run("eval gold new.jsonl --since old.jsonl").out,
            "text\tchange\tsource before\tsource now\tquote\n"
            "a\tsource gained\tPaul Rivoire\tAnne Roux\tOui\n"
            "a\tgained\t\tJo Belin\tNon\n"
            "a\tfalse gained\t\tLuc\tVoi\n"
            "\nchange\tcount\nfalse gained\t1\ngained\t1\nsource gained\t1\n");
  EXPECT_EQ(run("eval gold new.jsonl --coverage").out,
            "confidence from\tsources\tof all\tright\tprecision\t± 95 %\tof gold\n"
            "0.00\t3\t1.000\t2\t0.667\t0.000\t1.000\n"
            "0.50\t3\t1.000\t2\t0.667\t0.000\t1.000\n"
            "0.60\t2\t0.667\t1\t0.500\t0.000\t0.500\n"
            "0.70\t2\t0.667\t1\t0.500\t0.000\t0.500\n"
            "0.80\t2\t0.667\t1\t0.500\t0.000\t0.500\n"
            "0.85\t2\t0.667\t1\t0.500\t0.000\t0.500\n"
            "0.90\t2\t0.667\t1\t0.500\t0.000\t0.500\n"
            "0.95\t0\t0.000\t0\t0.000\t0.000\t0.000\n");
}

TEST_F(Cli, EvalOfNothingIsAnError) {
  put("gold/a.txt", article);
  put("gold/a.ann", "T1\tPerson 26 35\tAnne Roux\n");
  put("pred.jsonl", R"({"doc":"a.txt","entities":[],"mentions":[],"quotes":[]})");
  put("other.jsonl", R"({"doc":"z.txt","entities":[],"mentions":[],"quotes":[]})");
  EXPECT_EQ(run("eval gold pred.jsonl").status, 0);
  for (const char* const arguments : {"eval gold other.jsonl", "eval pred.jsonl pred.jsonl"}) {
    const Result result = run(arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_FALSE(result.err.empty()) << arguments;
  }
}

// One way of writing the report: two that would be written in place of each other are refused.
TEST_F(Cli, EvalWritesOneThing) {
  put("gold/a.txt", article);
  put("gold/a.ann", "T1\tPerson 26 35\tAnne Roux\n");
  put("pred.jsonl", R"({"doc":"a.txt","entities":[],"mentions":[],"quotes":[]})");
  for (const char* const options : {"--by-text --losses", "--coverage --reliability", "--since pred.jsonl --by-text",
                                    "--json --losses", "--by-text --errors 3"}) {
    const Result result = run(std::string("eval gold pred.jsonl ") + options);
    EXPECT_EQ(result.status, 2) << options;
    EXPECT_TRUE(contains(result.err, " excludes ")) << result.err;
  }
  put("part.jsonl", R"({"doc":"a.txt","entities":[],"quotes":[]})");
  EXPECT_EQ(run("eval gold part.jsonl").err,
            "propos: part.jsonl:1: \"mentions\" is not there: made with --only? (see --parts)\n");
  EXPECT_EQ(run("eval gold part.jsonl --parts quotes").status, 0);
}

// What people mend in a tool is gold, in whatever format it is.
TEST_F(Cli, WhatPeopleMendIsGold) {
  put("news/a.txt", "« Nous irons », a déclaré Anne Roux. Luc Petit se tait.\n");
  put("news/b.txt", "Selon Jeanne Morel, tout ira bien.\r\n« Oui », a dit Paul Varin.\r\n");
  EXPECT_EQ(run("extract news -o first.jsonl").status, 0);
  EXPECT_EQ(run("extract news --format brat --output-dir mine").status, 0);
  const std::string whole = R"("quotes":{"close":{"p":1.0,"r":1.0,"f1":1.0)";
  EXPECT_TRUE(contains(run("eval mine first.jsonl --json").out, whole)) << run("eval mine first.jsonl --json").out;

  // The source of one quote is another; nothing else is said of the arc.
  std::string annotations = get("mine/news/a.ann");
  const std::size_t arc = annotations.find("\tSaid_by Arg1:T3 Arg2:T1");
  ASSERT_NE(arc, std::string::npos) << annotations;
  const std::string id = annotations.substr(annotations.rfind('\n', arc) + 1, arc - annotations.rfind('\n', arc) - 1);
  annotations.replace(arc, 24, "\tSaid_by Arg1:T3 Arg2:T2");
  const std::size_t note = annotations.rfind('\n', annotations.find("AnnotatorNotes " + id)) + 1;
  annotations.erase(note, annotations.find('\n', note) + 1 - note);
  put("mine/news/a.ann", annotations);

  EXPECT_EQ(run("convert mine mine.jsonl --text-out texts").status, 0);
  EXPECT_EQ(run("convert mine cas --format uima-cas-json").status, 0);
  EXPECT_EQ(run("convert cas again.jsonl").status, 0);
  EXPECT_EQ(get("texts/news/b.txt"), get("news/b.txt"));
  const std::string expected = run("eval mine first.jsonl --json").out;
  EXPECT_TRUE(contains(expected, R"("who_f1":{"p":0.6667)")) << expected;
  EXPECT_EQ(run("eval mine.jsonl first.jsonl --texts texts --json").out, expected);
  EXPECT_EQ(run("eval cas first.jsonl --json").out, expected);
  EXPECT_EQ(run("eval again.jsonl first.jsonl --texts mine --json").out, expected);
  // A later run that has it is told.
  std::string second = get("mine.jsonl");
  put("second.jsonl", second);
  EXPECT_EQ(
      run("eval mine second.jsonl --since first.jsonl").out,
      "text\tchange\tsource before\tsource now\tquote\na\tsource gained\tAnne Roux\tLuc Petit\tNous irons\n\nchange\tcount\nsource gained\t1\n");
}

std::string without_provenance(std::string lines) {
  for (std::size_t at = lines.find("\"propos\":{"); at != lines.npos; at = lines.find("\"propos\":{", at + 1))
    lines.erase(at, lines.find('}', at) + 2 - at);
  return lines;
}

// One format after the other over all texts of the project: what comes back is what was there.
TEST_F(Cli, ConvertLosesNothing) {
  fs::create_directory_symlink(fs::path(PROPOS_SOURCE_DIR) / "corpora", folder_ / "corpora");
  put("more/news.jsonl",
      "{\"id\":7,\"day\":\"2026-01-02\",\"text\":\"« Non 😀 », a dit Anne Roux.\"}\n{\"id\":\"b\",\"day\":1,\"text\":\"Rien.\"}\n");
  EXPECT_EQ(run("extract corpora more --include '*.txt' --include '*.jsonl' --keep day -o all.jsonl --text-out texts").status, 0);
  const std::string first = get("all.jsonl");
  ASSERT_GT(lines(first), 100);
  EXPECT_EQ(run("convert all.jsonl cas --format uima-cas-json --texts texts").status, 0);
  EXPECT_EQ(run("convert cas back.jsonl").status, 0);
  // The files of a folder come in the order of their names.
  const auto sorted = [](const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      out.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_TRUE(sorted(get("back.jsonl")) == sorted(first));
  // brat has no place for what a record says beside its results.
  EXPECT_EQ(run("convert cas brat --format brat").status, 0);
  EXPECT_EQ(run("convert brat plain.jsonl").status, 0);
  EXPECT_EQ(run("convert plain.jsonl cas2 --format uima-cas-json --texts brat").status, 0);
  EXPECT_EQ(run("convert cas2 chained.jsonl").status, 0);
  EXPECT_TRUE(sorted(get("chained.jsonl")) == sorted(get("plain.jsonl")));
  const auto results = [&](const std::string& name) {
    std::vector<std::string> out = sorted(without_provenance(get(name)));
    for (std::string& line : out) line.erase(0, line.find("\"entities\":"));
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_TRUE(results("plain.jsonl") == results("all.jsonl"));
  // The others are written of any of them.
  for (const char* format : {"conll", "webannotation", "displacy"})
    EXPECT_EQ(run(std::string("convert brat out.") + format + " --format " + format).status, 0) << format;
  EXPECT_EQ(run("convert brat tei --format tei").status, 0);
}

TEST_F(Cli, ConvertTellsWhatIsWrong) {
  put("a/x.txt", article);
  put("a/x.ann", "T1\tPerson 26 350\tAnne Roux\n");
  put("b/note.txt", article);
  put("c.jsonl",
      R"({"schema":1,"doc":"gone.txt","offsets":"utf8","propos":{"version":"0.2.0"},"entities":[],"mentions":[],"quotes":[]})");
  const std::pair<const char*, const char*> cases[] = {
      {"convert a out.jsonl", "propos: a/x.ann:1: the text ends before 350: it is another one\n"},
      {"convert b out.jsonl", "propos: b: expected annotated texts: .ann beside .txt, CAS in .json, or JSON Lines of propos\n"},
      {"convert a out", "propos: out: --format is needed\n"},
      {"convert c.jsonl out --format brat", "propos: c.jsonl:1: the text gone.txt is not there (see --texts)\n"},
      {"convert c.jsonl c.jsonl", "propos: c.jsonl: would be read and written\n"},
  };
  for (const auto& [command, message] : cases) {
    const Result result = run(command);
    EXPECT_EQ(result.status, 2) << command;
    EXPECT_EQ(result.err, message) << command;
    EXPECT_FALSE(fs::exists(folder_ / "out.jsonl") || fs::exists(folder_ / "out")) << command;
  }
}

}   // namespace
}   // namespace propos::cli
