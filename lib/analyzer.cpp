// SPDX-License-Identifier: Apache-2.0
#include "propos/analyzer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
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
#include "lexicon/roles.h"
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
  explicit Memories(const lexicon::Lexicon& lexicon) : roles(lexicon) {}

  lexicon::Roles roles;
  rules::Memory kinds;
  rules::TokenMemory tokens;
};

constexpr std::size_t most_kinds = 1u << 16;   // of units; a memory beyond that is thrown away
constexpr std::size_t most_sorts = 1u << 17;   // of tokens
constexpr std::size_t most_asked = 1u << 15;   // tokens of a sentence
constexpr std::size_t long_text = 1u << 20;    // bytes: to give back what it takes is felt
constexpr std::size_t short_text = 1u << 14;   // bytes: several may be read together,
constexpr std::size_t most_together = 16;      // … so many
constexpr std::size_t first_part = 1u << 14;   // bytes of a text that must be read in time
constexpr double sure_to_fit = 0.8;            // share of what may be read in the time left

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

// Of a text in another language.
Document not_read(std::string_view part, const std::string& language) {
  Document out;
  out.language = language;
  out.read = static_cast<std::uint32_t>(part.size());
  return out;
}

// The document of a text of which this part was read.
Document finished(Document out, std::string_view part, const std::string& language, std::string_view bytes,
                  const AnalyzeOptions& options) {
  out.language = language;
  if (out.limit == Limit::unmet && part.size() < bytes.size()) out.limit = Limit::bytes;
  keep_within(options.limits, out);
  return out;
}

// Nobody ends its reading, and others of its size have room beside it in the cache.
bool may_go_together(const Job& job) {
  return job.text.size() <= short_text && !job.options.stop.possible() &&
         job.options.limits.time == std::chrono::nanoseconds::max();
}

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

  class Pass;
  /// What of a text is read, and its language where that is asked for.
  struct Extract {
    std::string_view bytes;
    std::string language;
  };
  static Extract extract(std::string_view bytes, const AnalyzeOptions& options);

  /// As much of the text as the options allow; `reasons`, where given, are those of the document.
  Document read(std::string_view bytes, const AnalyzeOptions& options, std::vector<Record>* reasons);
  /// The same of several texts that may go together: stage by stage, so that what a stage needs is in the cache for all of them.
  void read_together(std::span<const Job> jobs, std::span<Document> out);
  Document read_in_time(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
                        std::vector<Record>* reasons);
  Document read_part(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
                     std::vector<Record>* reasons);
  /// The document goes to `take` before the memory of the stages is given back.
  void read_all(std::string_view bytes, const AnalyzeOptions& options, const Patience& patience, std::vector<Record>* reasons,
                const std::function<void(Document)>& take);

  std::unique_ptr<Memories> borrow() {
    const std::lock_guard<std::mutex> guard(lock);
    if (idle.empty()) return std::make_unique<Memories>(lexicon);
    std::unique_ptr<Memories> out = std::move(idle.back());
    idle.pop_back();
    return out;
  }
  void give(std::unique_ptr<Memories> memories) {
    if (memories->kinds.size() > most_kinds || memories->tokens.sorts().size() > most_sorts) return;
    if (memories->tokens.asked.capacity() > most_asked) memories->tokens.asked = {};
    if (memories->tokens.here.capacity() > most_asked) memories->tokens.here = {};
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

/// One text on its way through the stages, a call for each. What a stage gives lies where the next ones refer to it.
class Analyzer::Impl::Pass {
 public:
  Pass(const Impl& own, Memories& memories, std::string_view bytes, const AnalyzeOptions& options, const Patience& patience,
       std::vector<Record>* reasons)
      : own_(own), memories_(memories), bytes_(bytes), options_(options), patience_(patience), reasons_(reasons) {}

  static const std::array<void (Pass::*)(), 9> stages;
  Document& document() { return document_; }

 private:
  void read_text() { text_ = text::read(bytes_, options_.zones, patience_); }
  void find_tokens() { tokens_ = token::tokenize(text_, patience_); }
  void make_units() { units_ = own_.maker.make(tokens_, bytes_, memories_.kinds, memories_.tokens, patience_); }
  void find_names() { names_ = entities::find_names(reading_, own_.name_words); }
  void make_entities() { document_.entities = entities::make_entities(reading_, own_.name_words, names_); }
  void learn_titles() {
    clauses_.emplace(reading_, own_.words, names_);
    mentions_.emplace(reading_, own_.words, text_, names_, document_.entities, *clauses_);
    mentions_->learn_titles();
  }
  void find_quotes() {
    if (options_.parts.quotes)
      drafts_ = quotes::find_quotes(reading_, own_.words, text_, names_, document_.entities, *clauses_, *mentions_);
  }
  void find_sources() {
    sources_ =
        attribution::Attribution(reading_, own_.words, own_.weights, names_, document_.entities, *clauses_, *mentions_, drafts_)
            .run();
  }
  void write();
  void set_sentences();
  void set_words();

  const Impl& own_;
  Memories& memories_;
  std::string_view bytes_;
  const AnalyzeOptions& options_;
  const Patience& patience_;
  std::vector<Record>* reasons_;
  text::Text text_;
  token::Tokens tokens_;
  rules::Units units_;
  rules::Trace trace_;
  const entities::Reading reading_{bytes_,
                                   tokens_,
                                   own_.engine,
                                   units_,
                                   own_.lexicon,
                                   memories_.roles,
                                   memories_.kinds,
                                   reasons_ != nullptr ? &trace_ : nullptr,
                                   options_.published,
                                   patience_};
  std::vector<entities::Name> names_;
  Document document_;
  std::optional<clauses::Clauses> clauses_;
  std::optional<mentions::Mentions> mentions_;
  Pieces<quotes::Draft> drafts_;
  Pieces<attribution::Source> sources_;
};

const std::array<void (Analyzer::Impl::Pass::*)(), 9> Analyzer::Impl::Pass::stages = {
    &Pass::read_text,    &Pass::find_tokens, &Pass::make_units,   &Pass::find_names, &Pass::make_entities,
    &Pass::learn_titles, &Pass::find_quotes, &Pass::find_sources, &Pass::write};

void Analyzer::Impl::Pass::write() {
  document_.names = own_.engine.grammar().names;
  document_.provenance = own_.provenance;
  document_.read = static_cast<std::uint32_t>(bytes_.size());
  attribution::write_mentions(reading_, own_.words, names_, *mentions_, drafts_, sources_, document_);
  // Of a long text the quotes, and then the rest of the document, have room where these stood.
  mentions_.reset();
  clauses_.reset();
  names_ = {};
  if (!options_.parts.words && reasons_ == nullptr) units_ = {};
  attribution::write_quotes(reading_, drafts_, sources_, document_);
  drafts_ = {};
  sources_ = {};
  own_.measured.apply(document_, patience_);
  if (options_.parts.sentences) set_sentences();
  if (options_.parts.tokens || options_.parts.words) {
    document_.tokens.reserve(tokens_.tokens.size());
    for (const token::Token& token : tokens_.tokens) {
      patience_.check(document_.tokens.size());
      document_.tokens.push_back(token.span());
    }
  }
  if (options_.parts.words) set_words();
  if (reasons_ != nullptr) *reasons_ = explain::records(reading_, document_);
  if (!options_.parts.names) keep_speakers(document_);
}

void Analyzer::Impl::Pass::set_sentences() {
  document_.paragraphs = text_.paragraphs;
  document_.sentences.reserve(tokens_.sentences.size());
  for (const token::SentenceRange& sentence : tokens_.sentences) {
    patience_.check();
    document_.sentences.push_back(
        {{tokens_.tokens[sentence.first].begin, tokens_.tokens[sentence.last - 1].end()}, sentence.paragraph});
  }
}

// Lemma and features of each token, as rules see them.
void Analyzer::Impl::Pass::set_words() {
  std::unordered_map<std::uint32_t, Id> sets;   // by kind
  document_.words.reserve(tokens_.tokens.size());
  for (std::uint32_t t = 0; t < tokens_.tokens.size(); ++t) {
    const token::Token& token = tokens_.tokens[t];
    const std::uint32_t kind = own_.maker.kind_of(tokens_, token, bytes_, memories_.kinds, memories_.tokens);
    const auto [set, fresh] = sets.try_emplace(kind, static_cast<Id>(document_.features.size()));
    if (fresh) document_.features.push_back(own_.engine.names_of(memories_.kinds.features(kind)));
    const lexicon::Entry* const entry = units_.entry(t);
    const std::string_view lemma = entry == nullptr ? std::string_view() : own_.lexicon.lemma(*entry);
    document_.words.push_back({std::string(lemma.empty() ? tokens_.key(token) : lemma), set->second});
  }
}

Analyzer::Impl::Extract Analyzer::Impl::extract(std::string_view bytes, const AnalyzeOptions& options) {
  expect_sense(options);
  Extract out{head_of(bytes, options.limits.bytes), ""};
  if (out.bytes.size() > max_text)
    throw Error(fmt::format("expected a text of at most {} bytes; this one has {}", max_text, out.bytes.size()),
                ErrorKind::too_long);
  if (options.language == Language::detect) out.language = text::language_of(out.bytes);
  return out;
}

Document Analyzer::Impl::read(std::string_view bytes, const AnalyzeOptions& options, std::vector<Record>* reasons) {
  const Patience patience(options.stop, end_of(options.limits.time));
  const Extract extract = Impl::extract(bytes, options);
  patience.ask_to_stop();
  if (!is_french(extract.language)) return not_read(extract.bytes, extract.language);
  return finished(read_in_time(extract.bytes, options, patience, reasons), extract.bytes, extract.language, bytes, options);
}

void Analyzer::Impl::read_together(std::span<const Job> jobs, std::span<Document> out) {
  std::vector<Extract> extracts;
  for (const Job& job : jobs) extracts.push_back(extract(job.text, job.options));
  std::unique_ptr<Memories> memories = borrow();
  std::vector<std::unique_ptr<Pass>> passes;   // none for what is not French
  for (std::size_t j = 0; j < jobs.size(); ++j)
    passes.push_back(is_french(extracts[j].language)
                         ? std::make_unique<Pass>(*this, *memories, extracts[j].bytes, jobs[j].options, endless, nullptr)
                         : nullptr);
  for (const auto stage : Pass::stages)
    for (const std::unique_ptr<Pass>& pass : passes)
      if (pass != nullptr) (pass.get()->*stage)();
  for (std::size_t j = 0; j < jobs.size(); ++j)
    out[j] = passes[j] == nullptr ? not_read(extracts[j].bytes, extracts[j].language)
                                  : finished(std::move(passes[j]->document()), extracts[j].bytes, extracts[j].language,
                                             jobs[j].text, jobs[j].options);
  give(std::move(memories));
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
  Pass pass(*this, *memories, bytes, options, patience, reasons);
  for (const auto stage : Pass::stages) (pass.*stage)();
  give(std::move(memories));
  take(std::move(pass.document()));
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
  // So many are taken at once that each of several threads comes back some times.
  const std::size_t together =
      threads <= 1 ? most_together : std::clamp<std::size_t>(jobs.size() / (4 * std::size_t{threads}), 1, most_together);
  const auto read = [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last && !failed;) {
      std::size_t end = i;
      while (end < last && may_go_together(jobs[end])) ++end;
      try {
        if (end > i) own.read_together(jobs.subspan(i, end - i), std::span(out).subspan(i, end - i));
        else out[i] = own.read(jobs[i].text, jobs[i].options, nullptr);
      } catch (...) {
        errors[i] = std::current_exception();
        failed = true;
      }
      i = std::max(end, i + 1);
    }
  };
  const auto work = [&] {
    for (std::size_t i; !failed && (i = next.fetch_add(together)) < jobs.size();) read(i, std::min(i + together, jobs.size()));
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
