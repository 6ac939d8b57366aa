// SPDX-License-Identifier: Apache-2.0
// Sentences of *.txt in this folder with the names that a reader finds in them. See README.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "propos/propos.h"

namespace fs = std::filesystem;

namespace propos {
namespace {

struct Sentence {
  std::string marked;                  // with {p:…} around the names
  std::vector<std::string> entities;   // type | name | aliases | attributes
  bool known_failure = false;
  int line = 0;
};

std::vector<Sentence> read(const fs::path& path) {
  constexpr std::string_view not_yet = "not yet: ";
  std::vector<Sentence> out;
  std::ifstream in(path);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("    ")) {
      if (out.empty()) ADD_FAILURE() << path << ":" << number << ": expected a sentence before its entities";
      else out.back().entities.push_back(line.substr(4));
      continue;
    }
    Sentence sentence;
    sentence.line = number;
    if (line.starts_with(not_yet)) {
      sentence.known_failure = true;
      line.erase(0, not_yet.size());
    }
    for (std::size_t at; (at = line.find("¶")) != line.npos;)
      line = line.substr(0, at) + "\n" + line.substr(at + std::string_view("¶").size());
    sentence.marked = line;
    out.push_back(sentence);
  }
  return out;
}

std::string without_marks(std::string text) {
  for (std::size_t at; (at = text.find('{')) != text.npos;) text.erase(at, 3);
  std::erase(text, '}');
  return text;
}

std::string with_marks(const Document& document, const std::string& text) {
  std::string out;
  std::uint32_t at = 0;
  for (const Mention& mention : document.mentions) {
    if (mention.form != MentionForm::name && mention.form != MentionForm::acronym) continue;
    out += text.substr(at, mention.span.begin - at);
    out += fmt::format("{{{}:{}}}", mention.type == EntityType::place ? 'l' : name_of(mention.type)[0], mention.span.of(text));
    at = mention.span.end;
  }
  return out + text.substr(at);
}

std::string attribute(const Entity& entity, std::string_view name) {
  if (name == "gender") return entity.gender == Gender::masculine ? "m" : entity.gender == Gender::feminine ? "f" : "";
  if (name == "title") return entity.title;
  if (name == "key") return entity.key;
  if (name == "first_name") return entity.first_name;
  if (name == "last_name") return entity.last_name;
  if (name == "acronym") return entity.acronym;
  if (name == "country") return entity.country;
  if (name == "stands_for") return entity.stands_for;
  ADD_FAILURE() << "expected the name of an attribute: " << name;
  return {};
}

// The entity as the line would write it, with the attributes that the line names.
std::string written(const Entity& entity, const std::string& line) {
  std::string out = fmt::format("{} | {}", name_of(entity.type), entity.name);
  const auto fields = std::count(line.begin(), line.end(), '|');
  if (fields > 1) {
    std::string aliases;
    for (const std::string& alias : entity.aliases) aliases += (aliases.empty() ? "" : ", ") + alias;
    out += " | " + (aliases.empty() ? "-" : aliases);
  }
  if (fields > 2) {
    out += " |";
    std::istringstream in(line.substr(line.rfind('|') + 1));
    for (std::string pair; std::getline(in >> std::ws, pair, ';');) {
      const std::string name = pair.substr(0, pair.find('='));
      out += (out.ends_with('|') ? " " : "; ") + name + "=" + attribute(entity, name);
    }
  }
  return out;
}

TEST(Names, AsWritten) {
  static const Analyzer analyzer;
  int good = 0, known = 0;
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(PROPOS_SOURCE_DIR "/tests/entities"))
    if (file.path().extension() == ".txt") files.push_back(file.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    for (const Sentence& sentence : read(file)) {
      const std::string text = without_marks(sentence.marked);
      const Document document = analyzer.analyze(text);
      std::string report;
      if (const std::string found = with_marks(document, text); found != sentence.marked)
        report = "  - " + sentence.marked + "\n  + " + found + "\n";
      for (std::size_t i = 0; i < sentence.entities.size(); ++i) {
        const std::string found = i < document.entities.size() ? written(document.entities[i], sentence.entities[i]) : "nothing";
        if (found != sentence.entities[i]) report += "  - " + sentence.entities[i] + "\n  + " + found + "\n";
      }
      ++(sentence.known_failure ? known : good);
      if (report.empty() == !sentence.known_failure) continue;
      ADD_FAILURE() << file.filename().string() << ":" << sentence.line << "\n"
                    << (report.empty() ? "passes now: take away «not yet»\n" : report);
    }
  }
  fmt::print("{} as written, {} not yet\n", good, known);
  EXPECT_GT(good, 150);
}

}   // namespace
}   // namespace propos
