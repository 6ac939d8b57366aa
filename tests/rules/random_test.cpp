// SPDX-License-Identifier: Apache-2.0
// No file of rules brings its host down: it is refused with an Error, or loads and reads any text.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "propos/propos.h"
#include "random_rules.h"
#include "rules/grammar.h"
#include "rules/schema.h"

namespace propos::rules {
namespace {

constexpr int together = 20;   // files that one Analyzer loads: to build one takes longer than to read a text

const std::vector<std::string> texts = {
    "La ministre de la Santé, Anne Roux, a annoncé mardi que le pont fermerait. « Nous irons », a-t-elle dit à Lyon. Selon M. Varenko, rien ne presse.",
    "— Tu viens ? dit-il.\n— Je viens, répondit Anne, demain.\n— « Non », cria le maire : « Pas \"ça\" », ajouta-t-il.",
    "Anne Roux : Vous venez ?\n\nPaul Varenko : Oui, je viens. « C'est sûr », a dit X.\n\nAnne Roux. – Pourquoi ?\n\nQ. Et vous ?",
    "Comment êtes-vous venue ?\n\nJ'ai marché.\n\nEt votre mère ?\n\nElle dort, m'a-t-on dit.\n\nQue dites-vous ?\n\nMoi, rien.",
    "« Le pont, selon Anne Roux, ferme.\n« Il est vieux », dit le « maire » (UMP), qui « n'exclut rien ».\nAnne Roux\n. , ; : ! ? …",
    "Le syndicat CGT (Confédération générale du travail) et l'OTAN ont dit « non ». \"Il dort\", a assuré le porte-parole, ajoutant que « tout va bien »",
    ".",
    "«",
    "Roux",
    "a dit que",
    "À Paris, (AFP) - Le 3 mai, l'ex-ministre M. Roux, 54 ans, affirme : \"Oui.\"",
};

// Every span lies in the text, every number in its table.
void expect_whole(const Document& document, std::string_view text) {
  const auto in = [&](Span span) { return span.begin <= span.end && span.end <= text.size(); };
  const auto id = [](Id id, std::size_t size) { return id == none || id < size; };
  for (const Mention& mention : document.mentions) EXPECT_TRUE(in(mention.span) && id(mention.entity, document.entities.size()));
  for (const Entity& entity : document.entities)
    for (const Id mention : entity.mentions) EXPECT_LT(mention, document.mentions.size());
  for (const Quote& quote : document.quotes) {
    EXPECT_TRUE(std::all_of(quote.spans.begin(), quote.spans.end(), in) && in(quote.outer) &&
                id(quote.parent, document.quotes.size()));
    EXPECT_TRUE(!quote.has_cue || in(quote.cue.span));
    EXPECT_TRUE(!quote.has_speaker ||
                (id(quote.speaker.mention, document.mentions.size()) && id(quote.speaker.entity, document.entities.size())));
  }
}

void read_texts(const std::vector<Source>& files) {
  AnalyzerOptions options;
  options.rules = files;
  const Analyzer analyzer(options);
  std::string out;
  for (const std::string& text : texts) {
    expect_whole(analyzer.analyze(text), text);
    const Explanation explanation = analyzer.explain(text);
    write_jsonl(explanation.document, text, "text", OffsetUnit::codepoint, out);
    write_explanation(explanation, text, OffsetUnit::utf16, std::nullopt, out);
  }
}

bool is_refused(const Source& file, const lexicon::Lexicon& lexicon) {
  std::vector<Error> errors;
  const Grammar grammar = parse({file}, errors);
  check_schema(grammar, errors);
  check_features(grammar, lexicon, errors);
  for (const Error& error : errors)
    EXPECT_TRUE(error.file() == file.name && error.line() > 0 && error.column() > 0) << error.what();
  return !errors.empty();
}

// PROPOS_RANDOM_FILES=100000 for more than the 5,000 of every day; PROPOS_RANDOM_SEED for others.
int setting(const char* name, int otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr ? otherwise : std::atoi(value);
}

TEST(RandomRules, AreRefusedOrRead) {
  const lexicon::Lexicon lexicon;
  RuleWriter writer(static_cast<std::uint32_t>(setting("PROPOS_RANDOM_SEED", 1)), lexicon);
  const int count = setting("PROPOS_RANDOM_FILES", 5000);
  int refused = 0, full = 0;
  std::vector<Source> files;
  for (int i = 0; i < count; ++i) {
    Source file{fmt::format("random-{}.rules", i), writer.file(i)};
    if (is_refused(file, lexicon)) ++refused;
    else files.push_back(std::move(file));
    if (files.size() < together && i + 1 < count) continue;
    try {
      read_texts(files);
    } catch (const Error& error) {   // more tests or features than a grammar has
      EXPECT_NE(std::string_view(error.what()).find("expected at most"), std::string_view::npos) << error.what();
      ++full;
    }
    files.clear();
  }
  RecordProperty("refused", refused);
  fmt::print("{} files, {} refused, {} loads of {} refused\n", count, refused, full, together);
  EXPECT_GT(refused, count / 20);
  EXPECT_LT(refused, count * 3 / 4);
  EXPECT_LT(full * together * 20, count);   // else hardly any is read
}

}   // namespace
}   // namespace propos::rules
