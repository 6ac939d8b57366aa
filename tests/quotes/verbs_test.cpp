// SPDX-License-Identifier: Apache-2.0
// Every reporting verb of the lexicon reports in every frame that its line gives it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "lexicon/words.h"
#include "propos/propos.h"

namespace fs = std::filesystem;

namespace propos {
namespace {

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What a verb in the present, {0}, makes of a sentence, and the words reported there.
struct Frame {
  const char* feature;
  const char* sentence;
  const char* content;
};

constexpr Frame frames[] = {
    {"cue-que", "Le maire {0} que la route est fermée.", "la route est fermée"},
    {"cue-si", "Le maire {0} si la route est fermée.", "la route est fermée"},
    {"cue-inf", "Le maire {0} avoir vu la voiture.", "avoir vu la voiture"},
    {"cue-de-inf", "Le maire {0} de partir demain.", "partir demain"},
    {"cue-a-inf", "Le maire {0} à partir demain.", "partir demain"},
    {"cue-incise", "« La route est fermée », {0} le maire.", "La route est fermée"},
    {"cue-colon", "Le maire {0} : « La route est fermée. »", "La route est fermée."},
    {"cue-np", "Le maire {0} des « attaques injustes ».", "attaques injustes"},
};

// The words after the first token of a key stand with a blank before it: "s' indigne" is « s'indigne ».
std::string spelled(std::string_view key) {
  std::string out(key);
  for (std::size_t at; (at = out.find("' ")) != out.npos;) out.erase(at + 1, 1);
  return out;
}

// « s'indigne », « se réjouit »
std::string with_se(const std::string& verb) {
  constexpr std::string_view vowels[] = {"a", "e", "i", "o", "u", "é", "ê", "è"};
  const bool elides = std::any_of(std::begin(vowels), std::end(vowels), [&](std::string_view v) { return verb.starts_with(v); });
  return (elides ? "s'" : "se ") + verb;
}

// Verb, frame and sentence of what is not found yet.
std::set<std::string> known_failures() {
  std::set<std::string> out;
  std::ifstream in(PROPOS_SOURCE_DIR "/tests/quotes/verbs-not-yet.tsv");
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') out.insert(line);
  return out;
}

TEST(Verbs, ReportInTheirFrames) {
  const fs::path folder = PROPOS_SOURCE_DIR "/lib/fr/lexicon";
  lexicon::WordList list;
  for (const auto& file : fs::directory_iterator(folder / "words"))
    list.read_verbs({file.path().string(), contents(file.path())});
  list.read_verbs({"words-added.tsv", contents(folder / "words-added.tsv")});
  for (const char* name : {"features.tsv", "cue-verbs.tsv"}) list.read({name, contents(folder / name)});
  const auto is = [&](const lexicon::Form& form, std::string_view feature) {
    return form.features[static_cast<std::size_t>(list.feature(feature))];
  };
  std::map<std::string, std::pair<std::string, std::set<std::string>>> verbs;   // present and frames, by infinitive
  list.forms([&](const lexicon::Form& form) {
    if (!is(form, "finite") || !is(form, "third-person") || !is(form, "singular")) return;
    for (const char* other : {"future", "conditional", "imperfect"})
      if (is(form, other)) return;
    auto& [present, own] = verbs[std::string(form.lemma)];
    const bool plain = is(form, "subjunctive") == false;
    const std::string spelling = is(form, "cue-reflexive") ? with_se(spelled(form.key)) : spelled(form.key);
    if (present.empty() || (plain && spelling.size() < present.size())) present = spelling;
    for (const Frame& frame : frames)
      if (is(form, frame.feature)) own.insert(frame.feature);
  });
  EXPECT_GT(verbs.size(), 500u);
  const Analyzer analyzer;
  std::set<std::string> failures;
  int tried = 0;
  for (const auto& [lemma, verb] : verbs) {
    for (const Frame& frame : frames) {
      if (!verb.second.contains(frame.feature)) continue;
      ++tried;
      const std::string text = fmt::format(fmt::runtime(frame.sentence), verb.first);
      const Document document = analyzer.analyze(text);
      bool found = false;
      for (const Quote& quote : document.quotes)
        found |= quote.has_cue && quote.spans.size() == 1 && quote.spans[0].of(text) == frame.content;
      if (!found) failures.insert(lemma + "\t" + frame.feature + "\t" + text);
    }
  }
  fmt::print("{} verbs, {} sentences, {} not found yet\n", verbs.size(), tried, failures.size());
  const std::set<std::string> known = known_failures();
  for (const std::string& line : failures)
    if (!known.contains(line)) ADD_FAILURE() << "not found: " << line;
  for (const std::string& line : known)
    if (!failures.contains(line)) ADD_FAILURE() << "found now, take it out of verbs-not-yet.tsv: " << line;
}

}   // namespace
}   // namespace propos
