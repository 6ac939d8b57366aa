// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "propos/propos.h"

namespace propos {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::string trace(const Analyzer& analyzer, std::string_view text, std::optional<std::uint32_t> at = {}) {
  std::string out;
  write_explanation(analyzer.explain(text), text, OffsetUnit::codepoint, at, out);
  return out;
}

/// Each .txt of this folder has its trace beside it.
TEST(Explain, TracesAreThoseOfTheGoldenFiles) {
  const Analyzer analyzer;
  int files = 0;
  for (const auto& file : fs::directory_iterator(PROPOS_SOURCE_DIR "/tests/explain")) {
    if (file.path().extension() != ".txt") continue;
    ++files;
    const std::string text = read(file.path());
    const std::vector<std::string> found = lines(trace(analyzer, text));
    const std::vector<std::string> expected = lines(read(fs::path(file.path()).replace_extension(".trace")));
    std::string changes;
    for (std::size_t i = 0; i < std::max(found.size(), expected.size()); ++i) {
      const std::string was = i < expected.size() ? expected[i] : "", is = i < found.size() ? found[i] : "";
      if (was != is) changes += "  line " + std::to_string(i + 1) + "\n  - " + was + "\n  + " + is + "\n";
    }
    EXPECT_EQ(changes, "") << file.path() << "\nIf this is meant: tests/explain/update, and commit the traces with the change.";
  }
  EXPECT_GE(files, 4);
}

TEST(Explain, GivesTheDocumentThatAnalyzeGives) {
  const Analyzer analyzer;
  for (const auto& file : fs::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    const std::string text = read(file.path());
    std::string analyzed, explained;
    write_jsonl(analyzer.analyze(text), text, "x", OffsetUnit::utf8, analyzed);
    write_jsonl(analyzer.explain(text).document, text, "x", OffsetUnit::utf8, explained);
    EXPECT_EQ(analyzed, explained) << file.path();
  }
}

/// Every mention of the corpora says what made it: a rule, the document, or that it speaks. So does every quote that
/// a rule of the grammar made.
TEST(Explain, NothingIsLeftUnexplained) {
  const Analyzer analyzer;
  for (const auto& file : fs::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    const std::string text = read(file.path());
    const Explanation explanation = analyzer.explain(text);
    const std::vector<Record>& records = explanation.records;
    std::size_t mentions = 0, quotes = 0;
    for (std::size_t i = 0; i < records.size();) {
      const Record& head = records[i];
      ASSERT_EQ(head.depth, 0);
      std::set<std::string_view> verbs;
      for (++i; i < records.size() && records[i].depth > 0; ++i) verbs.insert(records[i].verb);
      if (head.verb == "mention") {
        ++mentions;
        EXPECT_TRUE(verbs.contains("rule") || verbs.contains("because") || verbs.contains("speaks"))
            << file.path() << ": " << head.span.of(text);
      } else if (head.verb == "quote") {
        ++quotes;
        EXPECT_TRUE(verbs.contains("content"));
      } else {
        EXPECT_EQ(head.verb, "other");
        EXPECT_TRUE(verbs.contains("rule"));
      }
    }
    EXPECT_EQ(mentions, explanation.document.mentions.size());
    EXPECT_EQ(quotes, explanation.document.quotes.size());
  }
}

/// docs/explain.md has every verb, every field, and every rule that is not in the grammar.
TEST(Explain, VocabularyIsThatOfTheManual) {
  const Analyzer analyzer;
  std::set<std::string> used;
  for (const auto& file : fs::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    const std::vector<Record> records = analyzer.explain(read(file.path())).records;
    for (std::size_t i = 0; i < records.size(); ++i) {
      used.emplace(records[i].verb);
      for (const auto& [key, value] : records[i].fields) used.emplace(key);
      if (records[i].depth != 0) continue;
      const bool by_grammar = std::any_of(records.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                          std::find_if(records.begin() + static_cast<std::ptrdiff_t>(i) + 1, records.end(),
                                                       [](const Record& r) { return r.depth == 0; }),
                                          [](const Record& r) { return r.verb == "rule" || r.verb == "speaks"; });
      for (const auto& [key, value] : records[i].fields)
        if (key == "rule" && !by_grammar) used.insert(value);
    }
  }
  const std::string manual = read(PROPOS_SOURCE_DIR "/docs/explain.md");
  std::set<std::string> words;
  for (std::size_t open = 0; (open = manual.find('`', open)) != manual.npos;) {
    const std::size_t close = manual.find('`', open + 1);
    if (close == manual.npos) break;
    std::istringstream in(manual.substr(open + 1, close - open - 1));
    for (std::string word; in >> word;) words.insert(word);
    open = close + 1;
  }
  std::istringstream table(read(PROPOS_SOURCE_DIR "/lib/fr/weights/speakers.tsv"));   // the features of candidates
  for (std::string line; std::getline(table, line);) words.insert(line.substr(0, line.find('\t')));
  for (const std::string& word : used) EXPECT_TRUE(words.contains(word)) << word << " is not in docs/explain.md";
}

std::string field(const Record& record, std::string_view name) {
  for (const auto& [key, value] : record.fields)
    if (key == name) return value;
  return "";
}

/// Every source of the corpora shows who else it might have been; who has it has the highest score of all, and the features
/// of a candidate add up to its score.
TEST(Explain, SourcesAreTheBestOfTheirCandidates) {
  const Analyzer analyzer;
  for (const auto& file : fs::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    const std::string text = read(file.path());
    const std::vector<Record> records = analyzer.explain(text).records;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (records[i].verb != "speaker") continue;
      const std::string who = field(records[i], "entity");
      std::vector<std::pair<int, std::string>> candidates;
      for (std::size_t c = i + 1; c < records.size() && records[c].verb == "candidate"; ++c) {
        const int score = std::stoi(field(records[c], "score"));
        int sum = 0;
        for (const auto& [key, value] : records[c].fields)
          if (key != "entity" && key != "score") sum += std::stoi(value);
        EXPECT_EQ(sum, score) << file.path();
        candidates.emplace_back(score, field(records[c], "entity"));
      }
      if (field(records[i], "name").empty()) continue;   // a pronoun of nobody
      ASSERT_FALSE(candidates.empty()) << file.path() << ": " << records[i].span.of(text);
      if (who.empty()) continue;
      const auto best = std::max_element(candidates.begin(), candidates.end());
      const bool named = std::any_of(candidates.begin(), candidates.end(),
                                     [&](const auto& c) { return c.first == best->first && c.second == who; });
      EXPECT_TRUE(named) << file.path() << ": " << records[i].span.of(text) << " is " << who;
    }
  }
}

TEST(Explain, ChoosesWhatStandsAtAnOffset) {
  const Analyzer analyzer;
  const std::string text = "« Nous irons », a déclaré Anne Roux.";
  const auto heads = [&](std::uint32_t at) {
    std::string out;
    for (const std::string& line : lines(trace(analyzer, text, at)))
      if (!line.starts_with(' ')) out += line.substr(0, line.find(" id=")) + "; ";
    return out;
  };
  EXPECT_EQ(heads(3), "quote start=0 end=14 text=\"« Nous irons »\"; ");
  EXPECT_EQ(heads(18), "quote start=0 end=14 text=\"« Nous irons »\"; ");   // its cue
  EXPECT_EQ(heads(26), "mention start=26 end=35 text=\"Anne Roux\"; ");
  EXPECT_EQ(heads(35), "");
}

/// What a text holds cannot break a line or a field, nor reach a terminal.
TEST(Explain, ValuesAreOnOneLine) {
  const Analyzer analyzer;
  const std::string text = "Anne Roux a dit : « Le\n\"oui\" l'\x1b[1memporte. »";
  for (const std::string& line : lines(trace(analyzer, text))) {
    EXPECT_EQ(line.find('\x1b'), line.npos);
    EXPECT_NE(line.find_first_not_of(' '), line.npos);
  }
  EXPECT_NE(trace(analyzer, text).find(R"(text="Le \"oui\" l')"), std::string::npos);
}

}   // namespace
}   // namespace propos
