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
