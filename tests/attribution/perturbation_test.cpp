// SPDX-License-Identifier: Apache-2.0
// An adjunct, an apposition, other marks or a broken line change nothing about who says it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "propos/propos.h"

namespace propos {
namespace {

constexpr double wanted = 0.97;   // of the variants

struct Variant {
  std::string name, text, words;
  std::vector<std::string> sources;
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

/// Whatever apostrophes, blanks and first capital: « Une voisine » is « une voisine ».
std::string plain(std::string text) {
  for (const char* const blank : {"\u00A0", "\u202F", "\n"}) text = replaced(std::move(text), blank, " ");
  text = replaced(std::move(text), "’", "'");
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] | 0x20);
  return text;
}

std::vector<Variant> variants() {
  std::vector<Variant> out;
  std::ifstream in(PROPOS_SOURCE_DIR "/tests/attribution/perturbation.tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream columns(line);
    Variant& variant = out.emplace_back();
    std::string sources;
    std::getline(columns, variant.name, '\t');
    std::getline(columns, variant.text, '\t');
    std::getline(columns, variant.words, '\t');
    std::getline(columns, sources);
    variant.text = replaced(variant.text, "⏎", "\n");
    sources += " | ";
    for (std::size_t at = 0, end = 0; (end = sources.find(" | ", at)) != sources.npos; at = end + 3)
      variant.sources.push_back(plain(sources.substr(at, end - at)));
  }
  return out;
}

/// What the text says of the source of the words, empty where it is right.
std::string mistake(const Analyzer& analyzer, const Variant& variant) {
  const Document document = analyzer.analyze(variant.text);
  std::string out = "not found";
  for (const Quote& quote : document.quotes) {
    std::string content;
    for (const Span& span : quote.spans) content += std::string(span.of(variant.text)) + " ";
    if (replaced(replaced(content, "\n", " "), "’", "'").find(replaced(variant.words, "’", "'")) == content.npos) continue;
    const std::string name = quote.has_speaker ? plain(quote.speaker.name) : "";
    if (std::find(variant.sources.begin(), variant.sources.end(), name) != variant.sources.end()) return {};
    out = "of " + (name.empty() ? std::string("nobody") : name);
  }
  return out;
}

TEST(Perturbation, VariantsKeepTheirSource) {
  const Analyzer analyzer;
  const std::vector<Variant> all = variants();
  ASSERT_GE(all.size(), 1000u);
  std::size_t right = 0;
  std::string mistakes;
  for (const Variant& variant : all) {
    const std::string wrong = mistake(analyzer, variant);
    right += wrong.empty();
    if (!wrong.empty()) mistakes += variant.name + ": " + wrong + "\n";
  }
  EXPECT_GE(static_cast<double>(right), wanted * static_cast<double>(all.size()))
      << right << " of " << all.size() << " are right\n"
      << mistakes;
}

}   // namespace
}   // namespace propos
