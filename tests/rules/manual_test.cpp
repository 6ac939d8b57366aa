// SPDX-License-Identifier: Apache-2.0
// docs/rules.md is true: its rules compile, their sentences hold, its mistakes are refused as it says.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "check/sentences.h"
#include "propos/analyzer.h"
#include "propos/error.h"
#include "rules/schema.h"

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
  const lexicon::Lexicon lexicon;
  int rules = 0;
  for (const Block& block : blocks()) {
    if (block.kind != "rules") continue;
    ++rules;
    const std::string name = "docs/rules.md, block in line " + std::to_string(block.line);
    std::vector<Error> errors;
    EXPECT_GT(check::Sentences(built_in_with({{name, block.content}}), lexicon).run(name, errors), 0) << name;
    for (const Error& error : errors) ADD_FAILURE() << error.what();
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

// The lines behind the rules are what `propos rules check my.rules` prints.
TEST(Manual, MistakesAreToldAsItSays) {
  int checked = 0;
  for (const Block& block : blocks()) {
    if (block.kind != "checked") continue;
    ++checked;
    const std::size_t rules = block.content.find("my.rules:");
    std::string told;
    for (const Error& error : check_rules({{{"my.rules", block.content.substr(0, rules)}}, {}}))
      told += std::string(error.what()) + "\n";
    EXPECT_EQ(told, block.content.substr(rules)) << "block in line " << block.line;
  }
  EXPECT_GE(checked, 2);
}

TEST(Manual, HasEveryFeatureOfTokensAndEveryPhase) {
  const std::string text = manual();
  for (const std::string& name : token_features()) EXPECT_NE(text.find("`" + name + "`"), text.npos) << name;
  for (const Kind& kind : schema()) {
    EXPECT_NE(text.find("`" + std::string(kind.phase) + "`"), text.npos) << kind.phase;
    EXPECT_NE(text.find("`" + std::string(kind.name) + "`"), text.npos) << kind.name;
    for (std::istringstream captures{std::string(kind.captures)}; captures;) {
      std::string label;
      captures >> label;
      EXPECT_NE(text.find("`@" + label), text.npos) << label;
    }
    for (std::istringstream arguments{std::string(kind.arguments)}; arguments;) {
      std::string argument;
      arguments >> argument;
      const std::string key = argument.substr(0, argument.find('='));
      if (key.empty() || argument.find("=@") != argument.npos) continue;
      EXPECT_TRUE(text.find("`" + key + " = ") != text.npos || text.find("`" + key + "`") != text.npos) << key;
    }
  }
}

}   // namespace
}   // namespace propos::rules
