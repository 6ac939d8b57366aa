// SPDX-License-Identifier: Apache-2.0
// docs/rules.md is true: its rules compile, their sentences hold, its mistakes are refused as it says.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "phases.h"
#include "propos/analyzer.h"
#include "propos/error.h"

namespace propos::rules {
namespace {

struct Block {
  std::string kind, content;
  int line = 0;
};

std::string manual() {
  std::ifstream in(PROPOS_SOURCE_DIR "/docs/rules.md");
  EXPECT_TRUE(in);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// What stands between ```kind and ```.
std::vector<Block> blocks() {
  std::vector<Block> out;
  std::istringstream in(manual());
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) out.push_back({line.substr(3), "", number});
    } else if (inside) {
      out.back().content += line + "\n";
    }
  }
  return out;
}

TEST(Manual, RulesDoWhatTheirSentencesSay) {
  int rules = 0;
  for (const Block& block : blocks()) {
    if (block.kind != "rules") continue;
    ++rules;
    const std::string name = "docs/rules.md, block in line " + std::to_string(block.line);
    EXPECT_GT(Phases(built_in_with({{name, block.content}})).expect_sentences(name), 0) << name;
  }
  EXPECT_GE(rules, 5);
}

TEST(Manual, MistakesAreRefusedAsItSays) {
  int broken = 0;
  for (const Block& block : blocks()) {
    if (block.kind != "broken") continue;
    ++broken;
    const std::size_t last = block.content.rfind('\n', block.content.size() - 2) + 1;
    std::string error;
    try {
      const Analyzer analyzer({{{"my.rules", block.content.substr(0, last)}}, {}});
    } catch (const Error& refused) {
      error = refused.what();
    }
    EXPECT_EQ(error + "\n", block.content.substr(last)) << "block in line " << block.line;
  }
  EXPECT_GE(broken, 5);
}

TEST(Manual, HasEveryFeatureOfTokensAndEveryPhase) {
  const std::string text = manual();
  for (const std::string& name : token_features()) EXPECT_NE(text.find("`" + name + "`"), text.npos) << name;
  for (const Phase& phase : parse(built_in()).phases) {
    EXPECT_NE(text.find("`" + phase.name + "`"), text.npos) << phase.name;
    for (const Rule& rule : phase.rules) {
      EXPECT_NE(text.find("`" + rule.kind + "`"), text.npos) << rule.kind;
      for (const Argument& argument : rule.arguments) {
        if (!argument.capture.empty() || argument.key == "confidence") continue;
        EXPECT_NE(text.find("`" + argument.key + " = "), text.npos) << argument.key;
      }
    }
  }
}

}  // namespace
}  // namespace propos::rules
