// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "data.h"
#include "propos/error.h"
#include "rules/grammar.h"

namespace propos::rules {
namespace {

void add_names(const Test& test, std::set<std::string>& names) {
  if (test.op == Test::Op::feature) names.insert(test.name);
  for (const Test& part : test.parts) add_names(part, names);
}

void add_names(const Pattern& pattern, std::set<std::string>& names) {
  add_names(pattern.test, names);
  for (const Pattern& part : pattern.parts) add_names(part, names);
}

template <typename Names>
std::string listed(const Names& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

std::vector<Source> built_in() {
  std::vector<Source> out;
  for (const DataFile& file : data_files())
    if (file.path.ends_with(".rules")) out.push_back({std::string(file.path), std::string(file.content)});
  return out;
}

Grammar built_in_with(const std::vector<Source>& added) {
  std::vector<Source> sources = built_in();
  Grammar known = parse(sources);
  if (added.empty()) return known;
  sources.insert(sources.end(), added.begin(), added.end());
  Grammar out = parse(sources);

  std::set<std::string> tested;
  for (const Phase& phase : out.phases)
    for (const Rule& rule : phase.rules) add_names(rule.pattern, tested);
  for (std::size_t p = 0; p < out.phases.size(); ++p) {
    std::set<std::string> made;
    if (p < known.phases.size())
      for (const Rule& rule : known.phases[p].rules) made.insert(rule.kind);
    for (const Rule& rule : out.phases[p].rules) {
      if (p >= known.phases.size()) {
        std::vector<std::string> phases;
        for (const Phase& phase : known.phases) phases.push_back(phase.name);
        throw Error(rule.file, rule.line, rule.column,
                    fmt::format("expected a phase of {}; «{}» is none", listed(phases), out.phases[p].name));
      }
      if (!made.contains(rule.kind) && !tested.contains(rule.kind))
        throw Error(rule.file, rule.line, rule.column,
                    fmt::format("expected a rule that makes {}; nothing reads «{}»", listed(made), rule.kind));
    }
  }
  return out;
}

}  // namespace propos::rules
