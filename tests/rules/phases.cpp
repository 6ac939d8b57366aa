// SPDX-License-Identifier: Apache-2.0
#include "phases.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "entities/entities.h"
#include "clauses/clauses.h"
#include "rules/trace.h"
#include "text/text.h"
#include "token/token.h"

namespace propos::rules {

Phases::Phases(Grammar grammar) : engine_(std::move(grammar), lexicon_), maker_(engine_, lexicon_), name_words_(engine_), words_(engine_) {}

std::string Phases::targets(const std::string& phase, const std::string& rule, const std::string& text) {
  const text::Text read = text::read(text);
  const token::Tokens tokens = token::tokenize(read);
  const Units units = maker_.make(tokens, text, memory_, known_);
  Trace trace;
  const entities::Reading reading{text, tokens, engine_, units, lexicon_, memory_, &trace};
  std::vector<entities::Name> names = entities::find_names(reading, name_words_);
  entities::make_entities(reading, name_words_, names);
  const clauses::ClauseMaker clauses(reading, words_, names);
  std::vector<Match> matches;
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    const token::SentenceRange& range = tokens.sentences[s];
    const std::uint32_t begin = units.begins[s];
    const clauses::Clause clause =
        clauses.make(units.units.data() + begin, units.begins[s + 1] - begin, range.first, range.last, range.paragraph, none);
    for (const int later : {words_.phase_quotes, words_.phase_incises, words_.phase_turns})
      reading.find(later, clause.units.data(), clause.units.size(), matches);
    reading.find(words_.phase_addresses, units.units.data() + begin, units.begins[s + 1] - begin, matches);
  }
  std::map<std::uint32_t, std::string> found;   // by place
  for (const Run& run : trace.runs) {
    if (run.phase != engine_.phase(phase)) continue;
    for (const std::vector<Match>* list : {&run.kept, &run.lost}) {
      for (const Match& match : *list) {
        if (match.rule->name != rule) continue;
        const Span span{tokens.tokens[run.units[match.first].first].begin, tokens.tokens[run.units[match.last - 1].last - 1].end};
        found[span.begin] = span.of(text);
      }
    }
  }
  std::string out;
  for (const auto& [place, words] : found) out += (out.empty() ? "" : " | ") + words;
  return out;
}

int Phases::expect_sentences(const std::string& file) {
  int sentences = 0;
  for (const Phase& phase : grammar().phases) {
    for (const Rule& rule : phase.rules) {
      if (!file.empty() && rule.file != file) continue;
      for (const Example& example : rule.examples) {
        ++sentences;
        std::string text = example.text, expected;
        const std::size_t open = text.find('['), close = text.find(']');
        if (example.fires) {
          EXPECT_TRUE(open < close && close != text.npos) << rule.file << ":" << example.line << ": no [words] in a «yes»";
          if (!(open < close && close != text.npos)) continue;
          expected = text.substr(open + 1, close - open - 1);
          text.erase(close, 1);
          text.erase(open, 1);
        }
        EXPECT_EQ(targets(phase.name, std::string(rule.name), text), expected)
            << rule.file << ":" << example.line << ": " << rule.name << ": " << example.text;
      }
    }
  }
  return sentences;
}

}  // namespace propos::rules
