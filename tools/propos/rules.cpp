// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "commands.h"
#include "input.h"
#include "propos/analyzer.h"

namespace propos::cli {
namespace {

int check_files(const AnalyzerFiles& files) {
  const std::vector<Error> errors = check_rules(files.options());
  for (const Error& error : errors) fmt::print("{}\n", error.what());
  return errors.empty() ? ok : some_failed;
}

}   // namespace

void add_rules(CLI::App& app, Run& run) {
  auto files = std::make_shared<AnalyzerFiles>();
  CLI::App& rules = *app.add_subcommand("rules", "Rule files of your own");
  rules.require_subcommand(1);
  CLI::App& command =
      *rules.add_subcommand("check", "All that is wrong with rule files, a line each; runs their yes and no sentences");
  command.footer(
      "Prints file:line:column: what was expected. The exit status is 0 where nothing is wrong, 1 where something is, 2 where\n"
      "a file cannot be read. Without a file, the rules of the library are read. docs/rules.md describes the language.");
  command.add_option("files", files->rules, "Files of rules, as for --rules")->type_name("FILE");
  command.add_option("--words", files->words, "File of words that the rules need; may be repeated")
      ->type_name("FILE")
      ->expected(1)
      ->allow_extra_args(false)
      ->take_all();
  command.callback([files, &run] { run = [files] { return check_files(*files); }; });
}

}   // namespace propos::cli
