// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "commands.h"
#include "input.h"
#include "input/day.h"
#include "messages.h"
#include "output_file.h"
#include "propos/error.h"
#include "propos/version.h"
#include "reference.h"

namespace propos::cli {

void complain(const std::string& message) {
  std::string line = message;
  for (char& c : line) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  fmt::print(stderr, "propos: {}\n", line);
}

void add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values, const std::string& type,
              const std::string& description) {
  command.add_option(name, values, description)->type_name(type)->expected(1)->allow_extra_args(false)->take_all();
}

void AnalyzerFiles::add_to(CLI::App& command) {
  add_list(command, "--rules", rules, "FILE", "File of rules to add to the grammar; may be repeated");
  add_list(command, "--words", words, "FILE", "File of words to add to the lexicon; may be repeated");
}

void add_offsets(CLI::App& command, OffsetUnit& unit) {
  add_choice(command, "--offsets", unit,
             {{"codepoint", OffsetUnit::codepoint}, {"utf8", OffsetUnit::utf8}, {"utf16", OffsetUnit::utf16}},
             "Unit of offsets (default: codepoint)");
}

void add_date(CLI::App& command, std::optional<std::chrono::year_month_day>& day) {
  command
      .add_option_function<std::string>(
          "--date",
          [&day](const std::string& text) {
            day = text.size() == 10 ? day_of(text) : std::nullopt;
            if (!day) throw CLI::ValidationError("--date", tr("\"{}\" is no day like 2019-03-30", text));
          },
          "Day on which the texts were published: who held an office then may be meant by it")
      ->type_name("YYYY-MM-DD");
}

std::vector<std::string> AnalyzerFiles::paths() const {
  std::vector<std::string> out = rules;
  out.insert(out.end(), words.begin(), words.end());
  return out;
}

AnalyzerOptions AnalyzerFiles::options() const {
  AnalyzerOptions options;
  for (const std::string& path : rules) options.rules.push_back({path, read_file(path)});
  for (const std::string& path : words) options.words.push_back({path, read_file(path)});
  return options;
}

namespace {

/// `propos FILE…`, `propos --format jsonl`, `… | propos`: the subcommand that most people want need not be named.
bool means_extract(const CLI::App& app, const std::vector<std::string>& arguments) {
  if (arguments.empty()) return !isatty(STDIN_FILENO);
  const std::string& first = arguments.front();
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->check_name(first)) return false;
  }
  if (first == "-h" || first == "--help" || first == "--version") return false;
  std::error_code ignored;
  if (first.starts_with('-') || std::filesystem::exists(first, ignored)) return true;
  throw Error(tr("\"{}\" is neither a subcommand nor a file (see propos --help)", first));
}

int main(int argc, char** argv) {
  CLI::App app{"Who is named, and who said what, in French text.", "propos"};
  app.set_version_flag("--version", fmt::format("propos {}", version()));
  app.require_subcommand(1);
  app.footer(
      "propos FILE… is propos extract FILE…. For example:\n"
      "  propos article.txt                          who said what, on a terminal\n"
      "  propos articles/ -o quotes.jsonl            a JSON object for each text of a folder\n"
      "  propos stats quotes.jsonl                   who is quoted, how often, women or men\n"
      "  propos report articles/ -o report           pages to look at\n"
      "  propos explain article.txt --at 120         why there is a name or a quote at character 120\n"
      "  propos eval gold/ quotes.jsonl              how much of what people annotated was found\n"
      "  propos convert gold/ gold.jsonl             annotations of brat or a CAS as JSON Lines, and back\n"
      "  propos rules check my.rules                 all that is wrong with a file of rules");
  Run run;
  add_extract(app, run);
  add_explain(app, run);
  add_eval(app, run);
  add_convert(app, run);
  add_stats(app, run);
  add_report(app, run);
  add_rules(app, run);

  std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() == 3 && arguments[0] == "--reference") {   // FORM FILE, for the build: no option of users
      OutputFile file(arguments[2] == "-" ? "" : arguments[2]);
      file.write(reference(app, arguments[1]));
      file.finish();
      return ok;
    }
    translate(app);
    if (means_extract(app, arguments)) arguments.insert(arguments.begin(), "extract");
    if (arguments.empty()) arguments.push_back("--help");
    // CLI11 takes the arguments of this overload from the back.
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    const int status = run();
    if (std::fflush(stdout) == 0) return status;
    complain(tr("standard output: {}", std::strerror(errno)));
    return not_started;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    complain(tr("{} (see propos --help)", message_of(error)));
  } catch (const std::exception& error) {
    complain(error.what());
  }
  return not_started;
}

}   // namespace
}   // namespace propos::cli

int main(int argc, char** argv) { return propos::cli::main(argc, argv); }
