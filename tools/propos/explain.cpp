// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "commands.h"
#include "input.h"
#include "input/files.h"
#include "input/kinds.h"
#include "input/source.h"
#include "input/text.h"
#include "output_file.h"
#include "propos/propos.h"

namespace propos::cli {
namespace {

struct Options {
  std::string path = "-";
  std::vector<std::uint32_t> at;
  OffsetUnit offsets = OffsetUnit::codepoint;
  std::string encoding;
  std::string output;
  std::optional<std::chrono::year_month_day> date;
  AnalyzerFiles files;
};

/// The text that a file holds, as extract reads it: of a page or a record what it shows. Throws Error.
Text only_text(const Options& options) {
  TextOptions how;
  how.encoding = options.encoding;
  SourceOptions what;
  what.encoding = options.encoding;
  Source source(find_files({options.path}, {}), what);
  std::optional<RawText> raw = source.next();
  if (!raw) throw Error(tr("{}: no text is in it", shown(options.path)));
  if (raw->problem) throw Error(fmt::format("{}: {}", shown(options.path), raw->problem->reason));
  try {
    Text out = make_text(std::move(*raw), how);
    if (source.next()) throw Error(tr("{}: several texts are in it; one can be explained", shown(options.path)));
    return out;
  } catch (const Skip& skip) {
    throw Error(fmt::format("{}: {}", shown(options.path), skip.reason));
  }
}

int explain(const Options& options) {
  const Analyzer analyzer(options.files.options());
  std::vector<std::string> inputs = options.files.paths();
  inputs.push_back(options.path);
  refuse_output_onto_input(options.output, inputs);
  OutputFile output(options.output);
  const Text read = only_text(options);
  const std::string& text = read.bytes;
  const Explanation explanation = analyzer.explain(text, {.zones = read.zones, .published = options.date});
  std::string out;
  if (options.at.empty()) write_explanation(explanation, text, options.offsets, std::nullopt, out);
  for (const std::uint32_t at : options.at) write_explanation(explanation, text, options.offsets, at, out);
  output.write(out);
  output.finish();
  return ok;
}

}   // namespace

void add_explain(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App& command = *app.add_subcommand("explain", "Why each name and quote of a text is there: rules, words, what lost");
  command.footer("Exit status: 0 it was done, 2 it was not.\ndocs/explain.md describes what is written.");
  command.add_option("file", options->path, "Text, or a page, a record or an archive with one (default: standard input)")
      ->type_name("FILE");
  command.add_option("--at", options->at, "Only what stands at this offset; may be repeated")
      ->type_name("OFFSET")
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all();
  add_offsets(command, options->offsets);
  command.add_option("--encoding", options->encoding, "Encoding of the text (default: utf-8)")->type_name("NAME");
  command.add_option("-o,--output", options->output, "File to write; it appears when all is done")->type_name("FILE");
  add_date(command, options->date);
  options->files.add_to(command);
  command.callback([options, &run] { run = [options] { return explain(*options); }; });
}

}   // namespace propos::cli
