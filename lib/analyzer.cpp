// SPDX-License-Identifier: Apache-2.0
#include "propos/analyzer.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>

#include "aside.h"
#include "attribution/attribution.h"
#include "attribution/result.h"
#include "confidence/confidence.h"
#include "entities/entities.h"
#include "explain/explain.h"
#include "lexicon/lexicon.h"
#include "parts.h"
#include "patience.h"
#include "propos/error.h"
#include "provenance.h"
#include "quotes/quotes.h"
#include "rules/engine.h"
#include "rules/units.h"
#include "text/language.h"
#include "text/text.h"
#include "token/token.h"

namespace propos {
namespace {

// What a call remembers for the next.
struct Memories {
  rules::Memory kinds;
  rules::TokenMemory tokens;
};

constexpr std::size_t most_kinds = 1u << 16;    // of units; a memory beyond that is thrown away
constexpr std::size_t most_sorts = 1u << 17;    // of tokens
constexpr std::size_t most_hashes = 1u << 16;   // of tokens of a sentence
constexpr std::size_t long_text = 1u << 20;     // bytes: to give back what it takes is felt
constexpr std::size_t first_part = 1u << 14;    // bytes of a text that must be read in time
constexpr double sure_to_fit = 0.8;             // share of what may be read in the time left

// Throws for what cannot be.
void expect_sense(const AnalyzeOptions& options) {
  if (options.published && !options.published->ok())
    throw Error("expected a day of the calendar on which the text was published");
  if (options.limits.time < std::chrono::nanoseconds::zero()) throw Error("expected a limit of time that is not negative");
}

Patience::Clock::time_point end_of(std::chrono::nanoseconds time) {
  const auto now = Patience::Clock::now();
  return time < Patience::Clock::time_point::max() - now ? now + time : Patience::Clock::time_point::max();
}

bool is_french(const std::string& language) { return language.empty() || language == "fr"; }

}   // namespace

struct Analyzer::Impl {
  explicit Impl(const AnalyzerOptions& options)
      : lexicon(options.words),
        engine(options.rules.empty() ? rules::built_in_engine(lexicon)
                                     : rules::Engine(rules::built_in_with(options.rules), lexicon)),
        maker(engine, lexicon),
        name_words(engine),
        words(engine),
        measured(engine.grammar()),
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
  Aside aside;   // the last: it waits for those who use the others

  /// As much of the text as the options allow; `reasons`, where given, are those of the document.
  Document read(std::string_view bytes, const AnalyzeOptions& options, std::vector<Record>* reasons);
  Document read_in_time(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
                        std::vector<Record>* reasons);
  Document read_part(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
                     std::vector<Record>* reasons);
  /// One call for each stage; the document goes to `take` before the memory of the stages is given back.
  void read_all(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience, std::vector<Record>* reasons,
                const std::function<void(Document)>& take);
  void set_words(const token::Tokens& tokens, std::string_view bytes, const rules::Units& units, Memories& memories,
                 Document& document) const;

  std::unique_ptr<Memories> borrow() {
    const std::lock_guard<std::mutex> guard(lock);
    if (idle.empty()) return std::make_unique<Memories>();
    std::unique_ptr<Memories> out = std::move(idle.back());
    idle.pop_back();
    return out;
  }
  void give(std::unique_ptr<Memories> memories) {
    if (memories->kinds.size() > most_kinds || memories->tokens.sorts().size() > most_sorts) return;
    if (memories->tokens.hashes.capacity() > most_hashes) memories->tokens.hashes = {};
    if (memories->tokens.here.capacity() > most_hashes) memories->tokens.here = {};
    const std::lock_guard<std::mutex> guard(lock);
    idle.push_back(std::move(memories));
  }
  void trim() noexcept {
    std::vector<std::unique_ptr<Memories>> over;   // goes without the lock
    const std::lock_guard<std::mutex> guard(lock);
    over.swap(idle);
  }
};

Analyzer::Analyzer(const AnalyzerOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

Document Analyzer::Impl::read(std::string_view bytes, const AnalyzeOptions& options, std::vector<Record>* reasons) {
  expect_sense(options);
  const std::string_view head = head_of(bytes, options.limits.bytes);
  if (head.size() > max_text)
    throw Error(fmt::format("expected a text of at most {} bytes; this one has {}", max_text, head.size()), ErrorKind::too_long);
  const Patience patience(options.stop, end_of(options.limits.time));
  patience.ask_to_stop();
  Document out;
  if (options.language == Language::detect) out.language = text::language_of(head);
  if (!is_french(out.language)) {
    out.read = static_cast<std::uint32_t>(head.size());
    return out;
  }
  std::string language = std::move(out.language);
  out = read_in_time(head, options, patience, reasons);
  out.language = std::move(language);
  if (out.limit == Limit::unmet && head.size() < bytes.size()) out.limit = Limit::bytes;
  keep_within(options.limits, out);
  return out;
}

// Where the time is limited, greater and greater parts of the text, as long as the next one may be read in time.
Document Analyzer::Impl::read_in_time(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
                                      std::vector<Record>* reasons) {
  if (!patience.has_end()) return read_part(bytes, options, patience, reasons);
  Document out;
  out.limit = Limit::time;
  try {
    for (double size = first_part; out.limit != Limit::unmet;) {
      const std::string_view part = head_of(bytes, static_cast<std::size_t>(size));
      const auto begin = Patience::Clock::now();
      out = read_part(part, options, patience, reasons);
      if (part.size() == bytes.size()) break;
      out.limit = Limit::time;
      const auto spent = Patience::Clock::now() - begin;
      const double fits = sure_to_fit * static_cast<double>(part.size()) * static_cast<double>(patience.left().count()) /
                          static_cast<double>(spent.count() + 1);
      if (fits < 2 * size) break;
      size = std::min(fits, static_cast<double>(bytes.size()));
    }
  } catch (const OutOfTime&) {   // the part before is what there is
  }
  return out;
}

// A long text whose reading may end early is read aside.
Document Analyzer::Impl::read_part(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
                                   std::vector<Record>* reasons) {
  if (bytes.size() >= long_text && patience.is_limited())
    return aside.run<Document>([&, this](const Aside::Caller<Document>& caller) {
      const Patience own(patience, caller.leave);
      read_all(bytes, options, own, reasons, caller.take);
    });
  Document out;
  read_all(bytes, options, patience, reasons, [&](Document document) { out = std::move(document); });
  return out;
}

void Analyzer::Impl::read_all(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
                              std::vector<Record>* reasons, const std::function<void(Document)>& take) {
  std::unique_ptr<Memories> memories = borrow();
  const text::Text text = text::read(bytes, options.zones, patience);
  const token::Tokens tokens = token::tokenize(text, patience);
  const rules::Units units = maker.make(tokens, bytes, memories->kinds, memories->tokens, patience);
  rules::Trace trace;
  const entities::Reading reading{
      bytes, tokens, engine, units, lexicon, memories->kinds, reasons != nullptr ? &trace : nullptr, options.published, patience};
  std::vector<entities::Name> names = entities::find_names(reading, name_words);

  Document document;
  document.names = engine.grammar().names;
  document.provenance = provenance;
  document.read = static_cast<std::uint32_t>(bytes.size());
  document.entities = entities::make_entities(reading, name_words, names);
  clauses::Clauses clauses(reading, words, names);
  mentions::Mentions mentions(reading, words, text, names, document.entities, clauses);
  mentions.learn_titles();
  std::vector<quotes::Draft> drafts;
  if (options.parts.quotes) drafts = quotes::find_quotes(reading, words, text, names, document.entities, clauses, mentions);
  const std::vector<attribution::Source> sources =
      attribution::Attribution(reading, words, weights, names, document.entities, clauses, mentions, drafts).run();
  attribution::write(reading, words, names, mentions, drafts, sources, document);
  measured.apply(document, patience);
  if (options.parts.sentences) {
    document.paragraphs = text.paragraphs;
    document.sentences.reserve(tokens.sentences.size());
    for (const token::SentenceRange& sentence : tokens.sentences) {
      patience.check();
      document.sentences.push_back(
          {{tokens.tokens[sentence.first].begin, tokens.tokens[sentence.last - 1].end()}, sentence.paragraph});
    }
  }
  if (options.parts.tokens || options.parts.words) {
    document.tokens.reserve(tokens.tokens.size());
    for (const token::Token& token : tokens.tokens) {
      patience.check(document.tokens.size());
      document.tokens.push_back(token.span());
    }
  }
  if (options.parts.words) set_words(tokens, bytes, units, *memories, document);
  if (reasons != nullptr) *reasons = explain::records(reading, document);
  if (!options.parts.names) keep_speakers(document);
  give(std::move(memories));
  take(std::move(document));
}

// Lemma and features of each token, as rules see them.
void Analyzer::Impl::set_words(const token::Tokens& tokens, std::string_view bytes, const rules::Units& units, Memories& memories,
                               Document& document) const {
  std::unordered_map<std::uint32_t, Id> sets;   // by kind
  document.words.reserve(tokens.tokens.size());
  for (std::uint32_t t = 0; t < tokens.tokens.size(); ++t) {
    const token::Token& token = tokens.tokens[t];
    const std::uint32_t kind = maker.kind_of(tokens, token, bytes, memories.kinds, memories.tokens);
    const auto [set, fresh] = sets.try_emplace(kind, static_cast<Id>(document.features.size()));
    if (fresh) document.features.push_back(engine.names_of(memories.kinds.features(kind)));
    const lexicon::Entry* const entry = units.entry(t);
    const std::string_view lemma = entry == nullptr ? std::string_view() : lexicon.lemma(*entry);
    document.words.push_back({std::string(lemma.empty() ? tokens.key(token) : lemma), set->second});
  }
}

Analyzer::Impl& Analyzer::impl() const {
  if (impl_ == nullptr) throw Error("expected an Analyzer; this one was moved from", ErrorKind::moved);
  return *impl_;
}

Document Analyzer::analyze(std::string_view text, const AnalyzeOptions& options) const {
  return impl().read(text, options, nullptr);
}

std::vector<Document> Analyzer::analyze_many(std::span<const Job> jobs, unsigned threads) const {
  Impl& own = impl();
  std::vector<Document> out(jobs.size());
  std::vector<std::exception_ptr> errors(jobs.size());
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  const auto work = [&] {
    for (std::size_t i; !failed && (i = next++) < jobs.size();) try {
        out[i] = own.read(jobs[i].text, jobs[i].options, nullptr);
      } catch (...) {
        errors[i] = std::current_exception();
        failed = true;
      }
  };
  {
    std::vector<std::jthread> others;
    try {
      for (std::size_t t = 1; t < std::min<std::size_t>(threads, jobs.size()); ++t) others.emplace_back(work);
    } catch (const std::system_error&) {   // as many as there can be
    }
    work();
  }
  for (const std::exception_ptr& error : errors)
    if (error != nullptr) std::rethrow_exception(error);
  return out;
}

Explanation Analyzer::explain(std::string_view text, const AnalyzeOptions& options) const {
  Explanation out;
  out.document = impl().read(text, options, &out.records);
  return out;
}

void Analyzer::trim_memory() const noexcept {
  if (impl_ != nullptr) impl_->trim();
}

}   // namespace propos
