// SPDX-License-Identifier: Apache-2.0
#include "check/sentences.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "clauses/clauses.h"
#include "entities/entities.h"
#include "rules/trace.h"
#include "text/text.h"
#include "token/token.h"

namespace propos::check {

Sentences::Sentences(rules::Grammar grammar, const lexicon::Lexicon& lexicon)
    : lexicon_(lexicon),
      roles_(lexicon),
      engine_(std::move(grammar), lexicon),
      maker_(engine_, lexicon),
      name_words_(engine_),
      words_(engine_) {}

std::string Sentences::targets(const std::string& phase, const std::string& rule, const std::string& text) {
  const text::Text read = text::read(text);
  const token::Tokens tokens = token::tokenize(read);
  const rules::Units units = maker_.make(tokens, text, memory_, known_);
  rules::Trace trace;
  const entities::Reading reading{text, tokens, engine_, units, lexicon_, roles_, memory_, &trace};
  std::vector<entities::Name> names = entities::find_names(reading, name_words_);
  entities::make_entities(reading, name_words_, names);
  const clauses::ClauseMaker clauses(reading, words_, names);
  std::vector<rules::Match> matches;
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    const token::SentenceRange& range = tokens.sentences[s];
    const std::vector<rules::Unit> own = units.in(range.first, range.last);
    const clauses::Clause clause = clauses.make(own.data(), own.size(), range.first, range.last, range.paragraph, none);
    for (const int later : {words_.phase_titles, words_.phase_quotes, words_.phase_incises, words_.phase_turns})
      reading.find(later, clause.units.data(), clause.units.size(), matches);
    reading.find(words_.phase_addresses, own.data(), own.size(), matches);
  }
  std::map<std::uint32_t, std::string> found;   // by place
  for (const rules::Run& run : trace.runs) {
    if (run.phase != engine_.phase(phase)) continue;
    for (const std::vector<rules::Match>* list : {&run.kept, &run.lost}) {
      for (const rules::Match& match : *list) {
        if (match.rule->name != rule) continue;
        const Span span{tokens.tokens[run.units[match.first].first].begin,
                        tokens.tokens[run.units[match.last - 1].last - 1].end()};
        found[span.begin] = span.of(text);
      }
    }
  }
  std::string out;
  for (const auto& [place, words] : found) out += (out.empty() ? "" : " | ") + words;
  return out;
}

int Sentences::run(const std::string& file, std::vector<Error>& errors) {
  int count = 0;
  for (const rules::Phase& phase : grammar().phases)
    for (const rules::Rule& rule : phase.rules) {
      if (!file.empty() && rule.file != file) continue;
      for (const rules::Example& sentence : rule.examples) run(phase.name, rule, sentence, errors), ++count;
    }
  return count;
}

void Sentences::run(const std::string& phase, const rules::Rule& rule, const rules::Example& sentence,
                    std::vector<Error>& errors) {
  const std::string made = targets(phase, std::string(rule.name), sentence.plain());
  if (made == sentence.target()) return;
  const auto words = [](std::string_view text) { return text.empty() ? std::string("nothing") : fmt::format("«{}»", text); };
  errors.emplace_back(rule.file, sentence.at.line, sentence.at.column,
                      fmt::format("expected {} of {}; it takes {}", words(sentence.target()), rule.name, words(made)));
}

}   // namespace propos::check
