// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <oneapi/tbb/info.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "batch.h"
#include "commands.h"
#include "hash.h"
#include "input.h"
#include "input/kinds.h"
#include "input_options.h"
#include "interrupt.h"
#include "memory.h"
#include "propos/propos.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

enum class When { automatic, always, never };

struct Options {
  InputOptions input;
  WorkOptions work;
  std::optional<OutputFormat> format;
  std::optional<std::size_t> width;   // of a page
  When color = When::automatic, progress = When::automatic;
  std::string output, output_folder, errors;
  bool resume = false, fail_fast = false;
  std::vector<std::string> only;   // parts of JSON Lines
  bool no_text = false, mark = false;
  std::vector<CLI::Option*> told;   // in each record, where they were given
  std::size_t most_errors = 0;
  AnalyzerFiles files;
  int threads = 0;
};

bool use_color(const Options& options) {
  if (options.color != When::automatic) return options.color == When::always;
  const char* refused = std::getenv("NO_COLOR");   // see no-color.org
  return options.output.empty() && isatty(STDOUT_FILENO) && (refused == nullptr || *refused == '\0');
}

std::size_t terminal_width() {
  struct winsize size = {};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool holds_results(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return false;
  std::string head(256, '\0');
  std::ifstream(path, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
  return is_own(head);
}

// What this run writes, or a run before wrote for it, may lie in a folder that is read.
void leave_out_own_files(const Options& options, std::vector<InputFile>& files) {
  std::set<std::pair<dev_t, ino_t>> own;
  const auto add = [&](const std::string& path) {
    struct stat status = {};
    if (stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) own.emplace(status.st_dev, status.st_ino);
  };
  if (!options.output.empty()) {
    if (holds_results(options.output)) add(options.output);
    for (const char* ending : {".part", ".part.log", ".incomplete"}) add(options.output + ending);
  }
  if (!options.errors.empty()) add(options.errors);
  std::erase_if(files, [&](const InputFile& file) { return !file.named && own.contains({file.device, file.number}); });
}

// It would replace what it is made of.
void refuse_as_output(const std::string& path, const std::vector<InputFile>& files, const Options& options) {
  std::vector<std::string> inputs = options.files.paths();
  struct stat there = {};
  if ((path.empty() ? fstat(STDOUT_FILENO, &there) : stat(path.c_str(), &there)) != 0) return;
  for (const InputFile& file : files)
    if (file.path == "-" || (file.device == there.st_dev && file.number == there.st_ino)) inputs.push_back(file.path);
  refuse_output_onto_input(path, inputs);
}

std::vector<InputFile> input_files(const Options& options) {
  const std::vector<std::string> paths = options.input.all_paths();
  refuse_folder_inside_input(options.output_folder, paths);
  refuse_folder_inside_input(options.work.text_folder, paths);
  std::vector<InputFile> files = find_files(paths, options.input.source.choice);
  leave_out_own_files(options, files);
  if (options.output_folder.empty()) refuse_as_output(options.output, files, options);
  if (!options.errors.empty()) refuse_as_output(options.errors, files, options);
  return files;
}

std::vector<std::pair<std::string, std::string>> given(const Options& options) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const CLI::Option* option : options.told)
    if (option->count() > 0)
      out.emplace_back(option->get_name(false, false).substr(2),
                       json_string(fmt::format("{}", fmt::join(option->results(), ","))));
  return out;
}

bool is_table(OutputFormat format) { return format == OutputFormat::csv || format == OutputFormat::tsv; }

bool has_file_for_each_text(OutputFormat format) { return is_exchange(format) && !info_of(exchange_format(format)).many; }

/// What of a result is written, and how.
void choose_output(const CLI::App& command, Options& options) {
  WorkOptions& work = options.work;
  const bool for_a_reader = options.output.empty() && options.output_folder.empty() && isatty(STDOUT_FILENO);
  const auto refuse = [&](const char* option, bool fits, const char* formats) {
    if (command.get_option(option)->count() > 0 && !fits) throw Error(tr("{} is of --format {}", option, formats));
  };
  work.format = options.format.value_or(for_a_reader ? OutputFormat::text : OutputFormat::jsonl);
  work.page.colour = use_color(options);
  work.page.width = options.width.value_or(for_a_reader ? terminal_width() : 0);
  work.page.more = "--terms lists them";
  refuse("--table", is_table(work.format), "csv, tsv");
  refuse("--bom", is_table(work.format), "csv, tsv");
  refuse("--width", work.format == OutputFormat::text, "text");
  refuse("--terms", work.format == OutputFormat::text, "text");
  refuse("--only", work.format == OutputFormat::jsonl, "jsonl");
  refuse("--no-text", work.format == OutputFormat::jsonl || is_table(work.format), "jsonl, csv, tsv");
  refuse("--offsets", !is_exchange(work.format), "jsonl, csv, tsv");
  if (has_file_for_each_text(work.format) && options.output_folder.empty())
    throw Error(tr("--format {} writes a file for each text: --output-dir is needed", name_of(exchange_format(work.format))));
  refuse("--resume", !has_file_for_each_text(work.format), "text, jsonl, csv, tsv, html, conll, webannotation, displacy");
  const auto wanted = [&](const char* part) {
    return options.only.empty() || std::find(options.only.begin(), options.only.end(), part) != options.only.end();
  };
  work.parts = {wanted("entities"), wanted("mentions"), wanted("quotes"), !options.no_text};
  work.table.tabs = work.format == OutputFormat::tsv;
  work.table.text = !options.no_text;
  work.table.fields = work.text.fields.keep;
  work.table.all_fields = work.text.fields.keep_all;
  work.language = language();
  work.given = given(options);
}

// What each file of results begins with.
std::string head_of(const Options& options) {
  std::string out = options.mark ? "\xEF\xBB\xBF" : "";
  if (is_table(options.work.format)) write_table_head(options.work.table, out);
  return out;
}

std::string ending_of(OutputFormat format) {
  if (is_exchange(format)) return std::string(info_of(exchange_format(format)).ending);
  constexpr const char* endings[] = {".txt", ".jsonl", ".csv", ".tsv", ".html"};
  return endings[static_cast<int>(format)];
}

// All that a result depends on beside its text.
std::uint64_t key_of(const Options& options, const AnalyzerOptions& analyzer) {
  const WorkOptions& work = options.work;
  const FieldOptions& fields = work.text.fields;
  std::string all =
      fmt::format("{}\n{} {} {}\n{}\n{}\n{}\n{} {} {}\n", version(), static_cast<int>(work.format), work.page.colour,
                  static_cast<int>(work.offsets), work.text_folder, work.text.encoding, work.text.language,
                  work.text.strict_encoding, fields.keep_all, static_cast<int>(options.input.source.kind));
  all += fmt::format("{} {} {} {} {} {}\n{}\n", work.page.width, work.page.terms, work.parts.text, work.language,
                     static_cast<int>(work.table.table), options.mark, fmt::join(options.only, " "));
  all += fmt::format("{}\n{}\n{}\n{}\n{}\n", fields.text, fields.id, fmt::join(fields.text_columns, "\n"), fields.id_column,
                     fmt::join(fields.keep, "\n"));
  all += fmt::format("{}\n{}\n", fields.date, work.date ? std::chrono::sys_days(*work.date).time_since_epoch().count() : -1);
  for (const auto* files : {&analyzer.rules, &analyzer.words})
    for (const auto& file : *files) all += fmt::format("{} {}\n", file.name, hash(file.content));
  return hash(all);
}

// What is said of results that were not finished, and kept.
void say_left(Results& results, Report& report) {
  if (const std::string left = results.leave(); !left.empty()) report.say(left);
}

int status_of(Ended ended, const FieldOptions& fields, Results& results, Report& report) {
  if (ended == Ended::whole) report.say_missing(fields.keep);
  report.summary();
  if (ended == Ended::by_signal) {
    report.say("interrupted");
    say_left(results, report);
    return interrupted;
  }
  if (ended == Ended::by_errors) {
    report.say(tr("too many errors: ended"));
    say_left(results, report);
    return report.texts_read() > 0 ? some_failed : not_started;
  }
  if (report.texts_read() == 0 && report.failed() + report.skipped() > 0) {
    results.drop();
    return not_started;
  }
  if (const std::string beside = results.finish(report.failed() == 0); !beside.empty()) report.say(beside);
  return report.failed() > 0 ? some_failed : ok;
}

// « --keep article.txt » would wait for standard input.
void refuse_file_as_field(const Options& options) {
  std::error_code ignored;
  if (!options.input.paths.empty() || !options.input.files_from.empty()) return;
  for (const std::string& name : options.input.text.fields.keep)
    if (fs::is_regular_file(name, ignored))
      throw Error(tr("--keep: \"{}\" is a file, and no other is named; fields go before it: --keep date,title {}", name, name));
}

int extract(const CLI::App& command, Options options) {
  keep_memory();
  options.input.settle();
  options.work.text = options.input.text;
  options.work.date = options.input.date;
  choose_output(command, options);   // an error before any work
  refuse_file_as_field(options);
  const AnalyzerOptions analyzer_options = options.files.options();
  const Analyzer analyzer(analyzer_options);

  std::vector<InputFile> files = input_files(options);
  Report::Totals totals{files.size(), 0};
  for (const InputFile& file : files) totals.bytes += file.size;
  const bool shows_progress = options.progress == When::automatic ? isatty(STDERR_FILENO) : options.progress == When::always;
  std::optional<TextFiles> text_files;
  if (has_file_for_each_text(options.work.format))
    text_files.emplace(options.output_folder, exchange_format(options.work.format));
  options.work.files = text_files ? &*text_files : nullptr;
  Results results({options.output, text_files ? "" : options.output_folder, ending_of(options.work.format), head_of(options),
                   options.resume, options.work.format == OutputFormat::html && options.output_folder.empty(),
                   key_of(options, analyzer_options)});
  Report report(options.errors, shows_progress, totals);
  Source source(std::move(files), options.input.source);
  BatchOptions batch{options.work,
                     static_cast<std::size_t>(options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency()),
                     options.fail_fast ? 1 : options.most_errors};
  note_signals();
  try {
    return status_of(run_batch(source, analyzer, batch, results, report), options.work.text.fields, results, report);
  } catch (const Error& error) {
    report.say(error.what());
    say_left(results, report);
    return not_started;
  }
}

void add_keep(CLI::App& command, FieldOptions& fields) {
  command.add_option("--keep", fields.keep, "Fields or columns that go out as they came in, under \"fields\"")
      ->type_name("NAME,…")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_flag("--keep-all", fields.keep_all, "All but the text go out");
}

void add_outputs(CLI::App& command, Options& options) {
  add_choice<std::optional<OutputFormat>, OutputFormat>(
      command, "--format", options.format,
      with_exchange_formats({{"text", OutputFormat::text},
                             {"jsonl", OutputFormat::jsonl},
                             {"csv", OutputFormat::csv},
                             {"tsv", OutputFormat::tsv},
                             {"html", OutputFormat::html}}),
      "What to write (default: text for a terminal, else jsonl); html: a page for each text, to look at");
  add_choice(command, "--table", options.work.table.table,
             {{"quotes", Table::quotes}, {"mentions", Table::mentions}, {"entities", Table::entities}},
             "Of what csv and tsv have a row each (default: quotes)");
  command.add_option("--only", options.only, "Parts of a JSON record that are written: quotes, mentions, entities")
      ->type_name("PARTS")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check([](const std::string& part) {
        const bool known = part == "quotes" || part == "mentions" || part == "entities";
        return known ? "" : tr("\"{}\" is none of {}", part, "quotes|mentions|entities");
      });
  command.add_flag("--no-text", options.no_text, "Without the words of the text, which the offsets tell");
  command.add_flag("--bom", options.mark, "Begin csv and tsv with a byte order mark, for Excel");
  add_choice(command, "--color", options.color, {{"auto", When::automatic}, {"always", When::always}, {"never", When::never}},
             "Colours in text (default: auto, for a terminal)");
  command.add_option("--width", options.width, "Columns of text, 0: lines are not broken (default: the terminal's, else 0)")
      ->type_name("N")
      ->check(CLI::Range(0, 100'000))
      ->check([](const std::string& width) {
        return width.size() > 1 || width == "0" ? std::string() : tr("{}: expected 10 and more, or 0", width);
      });
  command.add_flag("--terms", options.work.page.terms,
                   "List in text what is folded at its end: terms that nobody says, repetitions");
  add_offsets(command, options.work.offsets);
  CLI::Option* const output =
      command.add_option("-o,--output", options.output,
                         "File to write; it appears when all is done, and is FILE.part until then. Where some text\n"
                         "failed an old one stays, and what was done goes to FILE.incomplete");
  output->type_name("FILE");
  command.add_option("--output-dir", options.output_folder, "Folder to write: a file for each file that is read")
      ->type_name("FOLDER")
      ->excludes(output);
  command.add_option("--text-out", options.work.text_folder, "Folder for the texts that offsets refer to")->type_name("FOLDER");
}

void add_manners(CLI::App& command, Options& options) {
  command.add_option("--errors", options.errors, "File for a line of JSON about each text that was not read")->type_name("FILE");
  command.add_flag("--fail-fast", options.fail_fast, "End at the first text that fails");
  command.add_option("--max-errors", options.most_errors, "End when so many texts failed")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000'000));
  command.add_flag("--resume", options.resume, "Go on with what a run that did not end left of the same output");
  add_choice(command, "--progress", options.progress,
             {{"auto", When::automatic}, {"always", When::always}, {"never", When::never}},
             "How far it is, on standard error (default: auto, for a terminal)");
  options.files.add_to(command);
  command.add_option("-j,--threads", options.threads, "Threads (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
}

}   // namespace

void add_extract(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("extract", "People, organizations, places and quotes of French texts");
  command.footer(
      "Exit status: 0 all was done (what is no text was skipped by name), 1 some text failed and the others were done,\n"
      "2 nothing was done or it could not be written, 130 interrupted.\n"
      "Without files, or for the file \"-\", standard input is read. docs/robustness.md tells what is read how.");
  options->input.add_to(command, "Texts, pages, JSON, tables, web archives, archives of them; folders of anything");
  add_keep(command, options->input.text.fields);
  add_outputs(command, *options);
  add_manners(command, *options);
  for (const char* option : {"--encoding", "--language", "--input", "--jsonl-field", "--text-column", "--date", "--date-field"})
    options->told.push_back(command.get_option(option));
  command.callback([options, &command, &run] { run = [options, &command] { return extract(command, *options); }; });
}

}   // namespace propos::cli
