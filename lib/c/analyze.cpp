// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <memory>

#include "c/handles.h"

/// From a text to a document.
namespace propos::c {
namespace {

std::vector<Source> sources_of(const propos_source* items, std::size_t count) {
  std::vector<Source> out;
  for (const propos_source& source : array(items, count, "files of rules or words"))
    out.push_back({std::string(view(source.name)), std::string(view(source.content))});
  return out;
}

AnalyzerOptions files_of(const propos_analyzer_options* given_options) {
  const propos_analyzer_options options = taken(given_options);
  return {.rules = sources_of(options.rules, options.rule_count), .words = sources_of(options.words, options.word_count)};
}

template <class Count>
void limit(Count& out, std::uint64_t wanted) {
  if (wanted > 0 && wanted < out) out = static_cast<Count>(wanted);
}

void add_limits(const propos_options& options, Limits& out) {
  limit(out.bytes, options.max_bytes);
  limit(out.entities, options.max_entities);
  limit(out.quotes, options.max_quotes);
  auto nanoseconds = static_cast<std::uint64_t>(out.time.count());
  limit(nanoseconds, options.max_nanoseconds);
  out.time = std::chrono::nanoseconds(nanoseconds);
}

}   // namespace

Wanted wanted_of(const propos_options* given_options) {
  const propos_options options = taken(given_options);
  Wanted out;
  out.unit = value<OffsetUnit>(options.unit, "unit");
  out.options.language = value<Language>(options.language, "language");
  if (options.year != 0 || options.month != 0 || options.day != 0)
    out.options.published = {std::chrono::year(options.year), std::chrono::month(options.month), std::chrono::day(options.day)};
  const bool words = options.with_words != 0, tokens = options.with_tokens != 0 || words;
  out.options.parts = {.tokens = tokens,
                       .sentences = tokens,
                       .names = options.without_names == 0,
                       .quotes = options.without_quotes == 0,
                       .words = words};
  add_limits(options, out.options.limits);
  for (const propos_zone& zone : array(options.zones, options.zone_count, "zones"))
    out.zones.push_back({{zone.start, zone.end}, value<Zone>(zone.zone, "zone")});
  if (options.stop != nullptr)
    out.options.stop = Stop([stop = options.stop, data = options.stop_data] { return stop(data) != 0; });
  return out;
}

}   // namespace propos::c

using namespace propos;

propos_status propos_analyzer_new(const propos_analyzer_options* options, propos_analyzer** analyzer, propos_error** error) {
  if (analyzer != nullptr) *analyzer = nullptr;
  return c::guarded(error, [&] {
    propos_analyzer*& out = c::given(analyzer, "an address for the analyzer");
    out = new propos_analyzer{Analyzer(c::files_of(options))};
  });
}

void propos_analyzer_free(propos_analyzer* analyzer) { delete analyzer; }

void propos_analyzer_trim_memory(const propos_analyzer* analyzer) {
  if (analyzer != nullptr) analyzer->analyzer.trim_memory();
}

propos_status propos_check_rules(const propos_analyzer_options* options, propos_errors** errors, propos_error** error) {
  if (errors != nullptr) *errors = nullptr;
  return c::guarded(error, [&] {
    propos_errors*& out = c::given(errors, "an address for the errors");
    auto made = std::make_unique<propos_errors>();
    for (const Error& found : check_rules(c::files_of(options)))
      made->all.emplace_back(c::status_of(found), found.what(), &found);
    out = made.release();
  });
}

const propos_error* propos_errors_item(const propos_errors* errors, size_t index) {
  return errors != nullptr && index < errors->all.size() ? &errors->all[index] : nullptr;
}

void propos_errors_free(propos_errors* errors) { delete errors; }

propos_status propos_analyze(const propos_analyzer* analyzer, const char* text, size_t size, const propos_options* options,
                             propos_document** document, propos_error** error) {
  const propos_job job = {{text, size}, options};
  return propos_analyze_many(analyzer, &job, 1, 1, document, error);
}

propos_status propos_analyze_many(const propos_analyzer* analyzer, const propos_job* jobs, size_t count, uint32_t threads,
                                  propos_document** documents, propos_error** error) {
  if (documents != nullptr) std::fill_n(documents, count, nullptr);
  return c::guarded(error, [&] {
    const Analyzer& reader = c::given(analyzer, "an analyzer").analyzer;
    if (count > 0) c::given(documents, "an address for the documents");
    std::vector<c::Wanted> wanted;
    std::vector<Job> texts;
    wanted.reserve(count);
    for (const propos_job& job : c::array(jobs, count, "texts")) {
      c::array(job.text.data, job.text.size, "a text");
      wanted.push_back(c::wanted_of(job.options));
      texts.push_back({c::view(job.text), c::options_of(wanted.back())});
    }
    std::vector<Document> found = reader.analyze_many(texts, threads);
    std::vector<std::unique_ptr<propos_document>> made;
    for (std::size_t i = 0; i < count; ++i)
      made.push_back(std::make_unique<propos_document>(texts[i].text, wanted[i].unit, std::move(found[i])));
    for (std::size_t i = 0; i < count; ++i) documents[i] = made[i].release();
  });
}
