// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <memory>

#include "batch.h"
#include "commands.h"
#include "input.h"
#include "input/files.h"
#include "interrupt.h"
#include "memory.h"
#include "output/markup.h"
#include "output_file.h"
#include "propos/error.h"
#include "stats/count.h"
#include "stats/index.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

constexpr std::size_t longest_words = 300;   // bytes of a quote in the list
constexpr const char* pages = "texts";       // folder of the pages of texts

struct Options {
  stats::CountOptions count;
  std::string folder;
};

/// What the index lists, in the order in which it is counted.
struct Lists {
  std::vector<stats::ListedText> texts;
  std::vector<stats::ListedQuote> quotes;

  void add(const stats::Record& record, const std::string& place) {
    texts.push_back({record.doc, place.empty() ? "" : std::string(pages) + '/' + percent_encoded(page_path(place))});
    for (const stats::Told& told : record.quotes) {
      if (told.type == stats::types[stats::term]) continue;
      const std::string_view head = output::head_of(told.said, longest_words);
      quotes.push_back({std::string(head) + (head.size() < told.said.size() ? " …" : ""), std::string(told.id),
                        std::string(told.description)});
    }
  }
};

int report(Options options) {
  keep_memory();
  options.count.input.settle();
  const std::vector<std::string> paths = options.count.input.all_paths();
  refuse_folder_inside_input(options.folder, paths);
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) throw Error(fmt::format("{}: {}", options.folder, error.message()));
  Lists lists;
  stats::Count count(options.count, [&](const stats::Record& record, const std::string& place) { lists.add(record, place); });
  note_signals();
  std::size_t failed = 0;
  try {
    failed = stats::count_all(paths, options.count, count, options.folder + '/' + pages);
  } catch (const Interrupted&) {
    complain(tr("interrupted"));
    return interrupted;
  }
  if (count.corpus().texts() == 0) return not_started;
  const std::vector<stats::Table> tables = count.tables();
  std::string out;
  stats::write_index({count.corpus(), count.summary(), tables, options.count.fields(), lists.texts, lists.quotes}, out);
  OutputFile file(options.folder + "/index.html");
  file.write(out);
  file.finish();
  return failed > 0 ? some_failed : ok;
}

}   // namespace

void add_report(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("report", "Pages to look at: who is quoted in many texts, and a page for each text");
  command.footer(
      "Exit status: 0 all was counted, 1 some text or line failed and the others were counted, 2 nothing was counted, 130 interrupted.\n"
      "FOLDER/index.html leads from each figure to its quotes. Texts have pages of their own; results of propos extract, which hold no\n"
      "text, have none, and their quotes are listed. docs/report.md shows the pages, docs/stats.md says what is counted.");
  options->count.input.add_to(command, "Results of propos extract --format jsonl; or texts, as propos extract takes them");
  command.add_option("-o,--output-dir", options->folder, "Folder to write")->type_name("FOLDER")->required();
  options->count.add_to(command);
  command.callback([options, &run] { run = [options] { return report(*options); }; });
}

}   // namespace propos::cli
