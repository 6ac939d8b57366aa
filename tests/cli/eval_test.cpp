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

}   // namespace
}   // namespace propos::cli
