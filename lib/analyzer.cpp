// SPDX-License-Identifier: Apache-2.0
#include "propos/analyzer.h"

#include <fmt/format.h>

#include <mutex>

#include "attribution/attribution.h"
#include "attribution/result.h"
#include "confidence/confidence.h"
#include "entities/entities.h"
#include "explain/explain.h"
#include "lexicon/lexicon.h"
#include "propos/error.h"
#include "provenance.h"
#include "quotes/quotes.h"
#include "rules/engine.h"
#include "rules/units.h"
#include "text/text.h"
#include "token/token.h"

namespace propos {
namespace {

// What a call remembers for the next.
struct Memories {
  rules::Memory kinds;
  rules::TokenMemory tokens;
};

constexpr std::size_t most_kinds = 1u << 16;   // of units; a memory beyond that is thrown away

}  // namespace

struct Analyzer::Impl {
  explicit Impl(const AnalyzerOptions& options)
      : lexicon(options.words), engine(options.rules.empty() ? rules::built_in_engine(lexicon) : rules::Engine(rules::built_in_with(options.rules), lexicon)), maker(engine, lexicon), name_words(engine), words(engine), measured(engine.grammar()),
        provenance(provenance_of(options)) {}

  lexicon::Lexicon lexicon;
  rules::Engine engine;
  rules::UnitMaker maker;
  entities::Words name_words;
  clauses::Words words;
  attribution::Weights weights;
  confidence::Measured measured;
  std::shared_ptr<const Provenance> provenance;
  // One for each call that runs at the same time; taken and given back once a call.
  std::mutex lock;
  std::vector<std::unique_ptr<Memories>> idle;

  /// One call for each stage; `reasons`, where given, are those of the document.
  Document read(std::string_view bytes, const AnalyzeOptions& options, std::vector<Record>* reasons);

  std::unique_ptr<Memories> take() {
    const std::lock_guard<std::mutex> guard(lock);
    if (idle.empty()) return std::make_unique<Memories>();
    std::unique_ptr<Memories> out = std::move(idle.back());
    idle.pop_back();
    return out;
  }
  void give(std::unique_ptr<Memories> memories) {
    if (memories->kinds.size() > most_kinds) return;
    const std::lock_guard<std::mutex> guard(lock);
    idle.push_back(std::move(memories));
  }
};

Analyzer::Analyzer(const AnalyzerOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

Document Analyzer::Impl::read(std::string_view bytes, const AnalyzeOptions& options, std::vector<Record>* reasons) {
  if (bytes.size() > max_text)
    throw Error(fmt::format("expected a text of at most {} bytes; this one has {}", max_text, bytes.size()));
  if (options.published && !options.published->ok()) throw Error("expected a day of the calendar on which the text was published");
  std::unique_ptr<Memories> memories = take();
  const text::Text text = text::read(bytes, options.zones);
  const token::Tokens tokens = token::tokenize(text);
  const rules::Units units = maker.make(tokens, bytes, memories->kinds, memories->tokens);
  rules::Trace trace;
  const entities::Reading reading{bytes, tokens, engine, units, lexicon, memories->kinds, reasons != nullptr ? &trace : nullptr, options.published};
  std::vector<entities::Name> names = entities::find_names(reading, name_words);

  Document document;
  document.names = engine.grammar().names;
  document.provenance = provenance;
  document.paragraphs = text.paragraphs;
  document.entities = entities::make_entities(reading, name_words, names);
  clauses::Clauses clauses(reading, words, names);
  mentions::Mentions mentions(reading, words, text, names, document.entities, clauses);
  mentions.learn_titles();
  const std::vector<quotes::Draft> drafts = quotes::find_quotes(reading, words, text, names, document.entities, clauses, mentions);
  const std::vector<attribution::Source> sources =
      attribution::Attribution(reading, words, weights, names, document.entities, clauses, mentions, drafts).run();
  attribution::write(reading, words, names, mentions, drafts, sources, document);
  measured.apply(document);
  document.tokens.reserve(tokens.tokens.size());
  for (const token::Token& token : tokens.tokens) document.tokens.push_back({token.begin, token.end});
  document.sentences.reserve(tokens.sentences.size());
  for (const token::SentenceRange& sentence : tokens.sentences)
    document.sentences.push_back(
        {{tokens.tokens[sentence.first].begin, tokens.tokens[sentence.last - 1].end}, sentence.paragraph});
  if (reasons != nullptr) *reasons = explain::records(reading, document);
  give(std::move(memories));
  return document;
}

Analyzer::Impl& Analyzer::impl() const {
  if (impl_ == nullptr) throw Error("expected an Analyzer; this one was moved from");
  return *impl_;
}

Document Analyzer::analyze(std::string_view text, const AnalyzeOptions& options) const { return impl().read(text, options, nullptr); }

Explanation Analyzer::explain(std::string_view text, const AnalyzeOptions& options) const {
  Explanation out;
  out.document = impl().read(text, options, &out.records);
  return out;
}

}  // namespace propos
