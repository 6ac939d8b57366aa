// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "propos/propos.h"
#include "rules/engine.h"
#include "rules/grammar.h"

namespace propos {
namespace {

std::string json_of(const Analyzer& analyzer, const std::string& text) {
  std::string out;
  Document document = analyzer.analyze(text);
  document.provenance = nullptr;   // which files were added is told there
  write_jsonl(document, text, "text", OffsetUnit::utf8, out);
  return out;
}

TEST(Image, OfAnEngineMadeOfItIsTheSame) {
  const lexicon::Lexicon lexicon;
  rules::Engine compiled(rules::built_in_with({}), lexicon);
  const std::string image = compiled.image();
  EXPECT_EQ(compiled.image(), image);
  EXPECT_EQ(rules::Engine(image).image(), image);
  EXPECT_EQ(rules::built_in_engine(lexicon).image(), image) << "the one of the build";
}

TEST(Image, CutShortIsAnError) {
  const lexicon::Lexicon lexicon;
  const std::string image = rules::Engine(rules::built_in_with({}), lexicon).image();
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, image.size() / 2, image.size() - 1})
    EXPECT_THROW(rules::Engine(std::string_view(image).substr(0, size)), Error) << size;
  EXPECT_THROW(rules::Engine(std::string_view(image).substr(1)), Error) << "not at a multiple of eight bytes";
}

/// A rule that never matches makes all of the grammar be compiled when the Analyzer is built; nothing else may come of it.
TEST(Image, AnswersAsTheGrammarCompiledAtStart) {
  const Analyzer ready;
  const Analyzer compiled(
      {.rules = {{"own.rules", "phase names\nrule own.never @all(\"xqzw\" \"wzqx\") => person(@all)\n"}}, .words = {}});
  std::size_t read = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(PROPOS_SOURCE_DIR "/corpora")) {
    if (file.path().extension() != ".txt") continue;
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    EXPECT_EQ(json_of(ready, text.str()), json_of(compiled, text.str())) << file.path();
    ++read;
  }
  EXPECT_GT(read, 50u);
}

}   // namespace
}   // namespace propos
