// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <optional>

#include "commands.h"
#include "input.h"
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

int explain(const Options& options) {
  const Analyzer analyzer(options.files.options());
  std::vector<std::string> inputs = options.files.paths();
  inputs.push_back(options.path);
  refuse_output_onto_input(options.output, inputs);
  OutputFile output(options.output);
  const std::string text = read_text(options.path, options.encoding);
  const Explanation explanation = analyzer.explain(text, {.zones = {}, .published = options.date});
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
  command.add_option("file", options->path, "Text (default: standard input)")->type_name("FILE");
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
