// SPDX-License-Identifier: Apache-2.0
#include "stats/count.h"

#include <fmt/format.h>
#include <oneapi/tbb/info.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "batch.h"
#include "input.h"
#include "input/kinds.h"
#include "input/stream.h"
#include "interrupt.h"
#include "propos/propos.h"

namespace fs = std::filesystem;

namespace propos::cli::stats {
namespace {

constexpr std::size_t longest_line = std::size_t{1} << 28;   // bytes

std::vector<Group> groups_of(const CountOptions& options) {
  std::vector<Group> groups;
  for (const std::string& field : options.by) groups.push_back({field, false});
  for (const std::string& field : options.months) groups.push_back({field, true});
  return groups;
}

/// Standard input is taken for results: what comes out of propos extract.
bool holds_results(const std::string& path) {
  if (path == "-") return true;
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return false;
  std::string head(256, '\0');
  std::ifstream(path, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
  return head.starts_with("{\"schema\":") && is_own(head);
}

/// Returns how many lines could not be read; each is told.
std::size_t count_results(const std::string& path, Count& count) {
  std::unique_ptr<Bytes> bytes;
  try {
    bytes = open_file(path, nullptr);
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {}", shown(path), error.what()));
  }
  Stream file(std::move(bytes));
  std::string line;
  std::size_t wrong = 0;
  for (std::size_t number = 1;; ++number) {
    try {
      if (!file.read_line(line, longest_line)) break;
      if (line.find_first_not_of(" \t\r") != line.npos) count.add(line);
    } catch (const Error& error) {
      complain(fmt::format("{}:{}: {}", shown(path), number, error.what()));
      ++wrong;
    }
  }
  return wrong;
}

/// Analyses texts and counts what comes out. Returns how many failed.
std::size_t count_texts(const std::vector<std::string>& paths, const CountOptions& options, const std::string& pages,
                        Count& count) {
  const Analyzer analyzer(options.files.options());
  std::vector<InputFile> files = find_files(paths, options.input.source.choice);
  BatchOptions batch{
      {}, static_cast<std::size_t>(options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency()), 0};
  batch.work.text = options.input.text;
  batch.work.date = options.input.date;
  batch.work.parts.mentions = options.copies_once;
  batch.work.page_folder = pages;
  batch.work.language = language();
  for (const auto* fields : {&options.by, &options.months})
    for (const std::string& field : *fields) batch.work.text.fields.keep.push_back(field);
  Report report("", false, {files.size(), 0});
  cli::Source source(std::move(files), options.input.source);
  const Ended ended = run_batch(source, analyzer, batch, count, report);
  report.summary();
  if (ended == Ended::by_signal) throw Interrupted();
  return report.failed();
}

// A field that no text has may be written wrong.
void tell_missing(const CountOptions& options, const Corpus& corpus) {
  std::vector<std::string> fields = options.by;
  fields.insert(fields.end(), options.months.begin(), options.months.end());
  for (std::size_t by = 0; by < fields.size(); ++by) {
    const std::vector<std::string>& values = corpus.values(by);
    if (std::any_of(values.begin(), values.end(), [](const std::string& value) { return !value.empty(); })) continue;
    complain(by < options.by.size() ? tr("no text has the field \"{}\"", fields[by])
                                    : tr("no text has a date in the field \"{}\"", fields[by]));
  }
}

}   // namespace

std::vector<std::string> CountOptions::fields() const {
  std::vector<std::string> out = by;
  for (const std::string& field : months) out.push_back(field == "date" ? "month" : "month of " + field);
  return out;
}

void CountOptions::add_to(CLI::App& command) {
  add_list(command, "--by", by, "FIELD",
           "Also count by the values of a field of the input (of results: one that was kept); may be repeated");
  add_list(command, "--month", months, "FIELD", "Also count by the month of a field with a date; may be repeated");
  command.add_option("--min-confidence", least_confidence, "A source that is less sure is none")
      ->type_name("SHARE")
      ->check(CLI::Range(0., 1.));
  command.add_option("--top", top, "How many of the sources that are quoted most are shown")
      ->type_name("N")
      ->capture_default_str();
  add_choice(command, "--copies", copies_once, {{"each", false}, {"once", true}},
             "Texts that are nearly the same, as an agency's in several papers: each counts (default), or one for all");
  command.add_option("--people", people, "File that tells which names are one person: docs/stats.md")->type_name("FILE");
  files.add_to(command);
  command.add_option("-j,--threads", threads, "Threads (default: one for each core)")->type_name("N")->check(CLI::Range(1, 1024));
}

Count::Count(const CountOptions& options, Note note)
    : options_(options),
      note_(std::move(note)),
      people_(options.people.empty() ? People() : People(options.people)),
      reader_(groups_of(options), options.copies_once, note_ != nullptr),
      corpus_(options.by.size() + options.months.size(), static_cast<float>(options.least_confidence), people_) {}

void Count::write(std::size_t, std::uint64_t, const std::string& place, const Result& result) {
  line_.clear();
  result([this](std::string_view piece) { line_ += piece; });
  if (!line_.empty()) add(line_, place);
}

void Count::add(std::string& line, const std::string& place) {
  const Record& record = reader_.read(line);
  if (options_.copies_once && copies_.is_copy(record.shingles)) return;
  corpus_.add(record);
  if (note_) note_(record, place);
}

std::vector<Table> Count::tables() {
  corpus_.finish();
  tell_missing(options_, corpus_);
  return make_tables(corpus_, options_.fields(), options_.top);
}

Summary Count::summary() const {
  return {corpus_.texts(),  copies_.count(),           corpus_.quotes().size(), corpus_.terms(),
          corpus_.unsure(), options_.least_confidence, expected_right(corpus_)};
}

std::size_t count_all(const std::vector<std::string>& paths, const CountOptions& options, Count& count,
                      const std::string& pages) {
  std::size_t failed = 0;
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    if (holds_results(path)) failed += count_results(path, count);
    else texts.push_back(path);
  }
  if (!texts.empty()) failed += count_texts(texts, options, pages, count);
  if (count.corpus().texts() == 0 && failed == 0)
    complain(tr("nothing to count: neither results of propos extract --format jsonl nor texts"));
  return failed;
}

}   // namespace propos::cli::stats
