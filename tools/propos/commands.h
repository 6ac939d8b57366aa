// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "messages.h"
#include "propos/analyzer.h"
#include "propos/offsets.h"

/// The subcommands of `propos`. Each adds its options to the command line and, when it is the one that was asked for,
/// puts what is to be done into `run`, which gives the exit status.
namespace propos::cli {

using Run = std::function<int()>;

/// Exit statuses.
inline constexpr int ok = 0;
inline constexpr int some_failed = 1;     ///< the rest was done
inline constexpr int not_started = 2;     ///< nothing was done (usage, rules, words, no text read), or it could not be written
inline constexpr int interrupted = 130;   ///< by a signal; the text at hand was done

void add_extract(CLI::App& app, Run& run);
void add_explain(CLI::App& app, Run& run);
void add_eval(CLI::App& app, Run& run);
void add_convert(CLI::App& app, Run& run);
void add_stats(CLI::App& app, Run& run);
void add_report(CLI::App& app, Run& run);
void add_rules(CLI::App& app, Run& run);

/// --rules and --words, which more than one subcommand takes.
struct AnalyzerFiles {
  std::vector<std::string> rules;
  std::vector<std::string> words;

  void add_to(CLI::App& command);
  std::vector<std::string> paths() const;
  /// Reads the files; throws Error for one that cannot be read.
  AnalyzerOptions options() const;
};

/// An option that takes one of a few words.
template <typename Target, typename Value = Target>
void add_choice(CLI::App& command, const std::string& name, Target& target,
                const std::vector<std::pair<std::string, std::type_identity_t<Value>>>& choices, const std::string& description) {
  std::map<std::string, Value> values(choices.begin(), choices.end());
  std::string words;
  for (const auto& choice : choices) words += (words.empty() ? "" : "|") + choice.first;
  command
      .add_option_function<std::string>(
          name,
          [&target, values, name, words](const std::string& word) {
            const auto found = values.find(word);
            if (found == values.end()) throw CLI::ValidationError(name, tr("\"{}\" is none of {}", word, words));
            target = found->second;
          },
          description)
      ->type_name(words);
}

/// An option that may be repeated, each with one value.
void add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values, const std::string& type,
              const std::string& description);

/// --offsets.
void add_offsets(CLI::App& command, OffsetUnit& unit);

/// --date: the day on which the texts were published.
void add_date(CLI::App& command, std::optional<std::chrono::year_month_day>& day);

/// One line on standard error: "propos: message".
void complain(const std::string& message);

}   // namespace propos::cli
