// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <oneapi/tbb/info.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

#include "batch.h"
#include "commands.h"
#include "input.h"
#include "input/kinds.h"
#include "input/stream.h"
#include "input_options.h"
#include "interrupt.h"
#include "memory.h"
#include "output_file.h"
#include "propos/propos.h"
#include "stats/copies.h"
#include "stats/people.h"
#include "stats/reader.h"
#include "stats/tables.h"
#include "stats/write.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

using stats::Copies, stats::Corpus, stats::Group, stats::People, stats::RecordReader, stats::Summary;

enum class Layout { page, csv, json };

struct Options {
  InputOptions input;
  AnalyzerFiles files;
  std::vector<std::string> by, months;
  double least_confidence = 0;
  std::size_t top = 20;
  bool copies_once = false;
  std::string people, output;
  Layout format = Layout::page;
  int threads = 0;
};

constexpr std::size_t longest_line = std::size_t{1} << 28;   // bytes

/// Counts results, wherever they come from.
class Count : public Sink {
 public:
  Count(const Options& options, const People& people)
      : reader_(groups_of(options), options.copies_once),
        corpus_(options.by.size() + options.months.size(), static_cast<float>(options.least_confidence), people),
        copies_once_(options.copies_once) {}

  void write(std::size_t, std::uint64_t, const std::string&, std::string_view bytes) override {
    if (bytes.empty()) return;   // a text that was not read
    line_ = bytes;
    add(line_);
  }

  /// A record. Throws Error with the reason.
  void add(std::string& line) {
    const stats::Record& record = reader_.read(line);
    if (!copies_once_ || !copies_.is_copy(record.shingles)) corpus_.add(record);
  }

  std::size_t copies() const { return copies_.count(); }
  Corpus& corpus() { return corpus_; }

 private:
  static std::vector<Group> groups_of(const Options& options) {
    std::vector<Group> groups;
    for (const std::string& field : options.by) groups.push_back({field, false});
    for (const std::string& field : options.months) groups.push_back({field, true});
    return groups;
  }

  RecordReader reader_;
  Corpus corpus_;
  Copies copies_;
  bool copies_once_;
  std::string line_;
};

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
std::size_t count_texts(const std::vector<std::string>& paths, const Options& options, Count& count) {
  const Analyzer analyzer(options.files.options());
  std::vector<InputFile> files = find_files(paths, options.input.source.choice);
  BatchOptions batch{
      {}, static_cast<std::size_t>(options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency()), 0};
  batch.work.text = options.input.text;
  batch.work.date = options.input.date;
  batch.work.parts.mentions = options.copies_once;
  for (const auto* fields : {&options.by, &options.months})
    for (const std::string& field : *fields) batch.work.text.fields.keep.push_back(field);
  Report report("", false, {files.size(), 0});
  Source source(std::move(files), options.input.source);
  const Ended ended = run_batch(source, analyzer, batch, count, report);
  report.summary();
  if (ended == Ended::by_signal) throw Interrupted();
  return report.failed();
}

// A field that no text has may be written wrong.
void tell_missing(const Options& options, const Corpus& corpus) {
  std::vector<std::string> fields = options.by;
  fields.insert(fields.end(), options.months.begin(), options.months.end());
  for (std::size_t by = 0; by < fields.size(); ++by) {
    const std::vector<std::string>& values = corpus.values(by);
    if (std::any_of(values.begin(), values.end(), [](const std::string& value) { return !value.empty(); })) continue;
    complain(by < options.by.size() ? tr("no text has the field \"{}\"", fields[by])
                                    : tr("no text has a date in the field \"{}\"", fields[by]));
  }
}

void write(const Options& options, Count& count) {
  Corpus& corpus = count.corpus();
  corpus.finish();
  tell_missing(options, corpus);
  Summary summary{corpus.texts(),  count.copies(),           corpus.quotes().size(), corpus.terms(),
                  corpus.unsure(), options.least_confidence, expected_right(corpus)};
  std::vector<std::string> fields = options.by;
  for (const std::string& field : options.months) fields.push_back(field == "date" ? "month" : "month of " + field);
  const std::vector<stats::Table> tables = stats::make_tables(corpus, fields, options.top);
  std::string out;
  (options.format == Layout::csv    ? stats::write_csv
   : options.format == Layout::json ? stats::write_json
                                    : stats::write_page)(summary, tables, out);
  OutputFile file(options.output);
  file.write(out);
  file.finish();
}

int run_stats(Options options) {
  keep_memory();
  options.input.settle();
  const std::vector<std::string> paths = options.input.all_paths();
  refuse_output_onto_input(options.output, paths);
  const People people = options.people.empty() ? People() : People(options.people);
  Count count(options, people);
  note_signals();
  std::size_t failed = 0;
  std::vector<std::string> texts;
  try {
    for (const std::string& path : paths) {
      if (holds_results(path)) failed += count_results(path, count);
      else texts.push_back(path);
    }
    if (!texts.empty()) failed += count_texts(texts, options, count);
  } catch (const Interrupted&) {
    complain(tr("interrupted"));
    return interrupted;
  }
  if (count.corpus().texts() == 0) {
    if (failed == 0) complain(tr("nothing to count: neither results of propos extract --format jsonl nor texts"));
    return not_started;
  }
  write(options, count);
  return failed > 0 ? some_failed : ok;
}

}   // namespace

void add_stats(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("stats", "Who is quoted in many texts, how often, women or men");
  command.footer(
      "Exit status: 0 all was counted, 1 some text or line failed and the others were counted, 2 nothing was counted, 130 interrupted.\n"
      "Without files, or for the file \"-\", results are read from standard input. docs/stats.md says what is counted.");
  options->input.add_to(command, "Results of propos extract --format jsonl; or texts, as propos extract takes them");
  add_list(command, "--by", options->by, "FIELD",
           "Also count by the values of a field of the input (of results: one that was kept); may be repeated");
  add_list(command, "--month", options->months, "FIELD", "Also count by the month of a field with a date; may be repeated");
  command.add_option("--min-confidence", options->least_confidence, "A source that is less sure is none")
      ->type_name("SHARE")
      ->check(CLI::Range(0., 1.));
  command.add_option("--top", options->top, "How many of the sources that are quoted most are shown")
      ->type_name("N")
      ->capture_default_str();
  add_choice(command, "--copies", options->copies_once, {{"each", false}, {"once", true}},
             "Texts that are nearly the same, as an agency's in several papers: each counts (default), or one for all");
  command.add_option("--people", options->people, "File that tells which names are one person: docs/stats.md")->type_name("FILE");
  add_choice(command, "--format", options->format, {{"table", Layout::page}, {"csv", Layout::csv}, {"json", Layout::json}},
             "What to write (default: table)");
  command.add_option("-o,--output", options->output, "File to write")->type_name("FILE");
  options->files.add_to(command);
  command.add_option("-j,--threads", options->threads, "Threads (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command.callback([options, &run] { run = [options] { return run_stats(*options); }; });
}

}   // namespace propos::cli
