// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "commands.h"
#include "input.h"
#include "interrupt.h"
#include "memory.h"
#include "output_file.h"
#include "stats/count.h"
#include "stats/write.h"

namespace propos::cli {
namespace {

enum class Layout { page, csv, json };

struct Options {
  stats::CountOptions count;
  std::string output;
  Layout format = Layout::page;
};

void write(const Options& options, stats::Count& count) {
  const std::vector<stats::Table> tables = count.tables();
  std::string out;
  (options.format == Layout::csv    ? stats::write_csv
   : options.format == Layout::json ? stats::write_json
                                    : stats::write_page)(count.summary(), tables, out);
  OutputFile file(options.output);
  file.write(out);
  file.finish();
}

int run_stats(Options options) {
  keep_memory();
  options.count.input.settle();
  const std::vector<std::string> paths = options.count.input.all_paths();
  refuse_output_onto_input(options.output, paths);
  stats::Count count(options.count);
  note_signals();
  std::size_t failed = 0;
  try {
    failed = stats::count_all(paths, options.count, count);
  } catch (const Interrupted&) {
    complain(tr("interrupted"));
    return interrupted;
  }
  if (count.corpus().texts() == 0) return not_started;
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
  options->count.input.add_to(command, "Results of propos extract --format jsonl; or texts, as propos extract takes them");
  add_choice(command, "--format", options->format, {{"table", Layout::page}, {"csv", Layout::csv}, {"json", Layout::json}},
             "What to write (default: table)");
  command.add_option("-o,--output", options->output, "File to write")->type_name("FILE");
  options->count.add_to(command);
  command.callback([options, &run] { run = [options] { return run_stats(*options); }; });
}

}   // namespace propos::cli
