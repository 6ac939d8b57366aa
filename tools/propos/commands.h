// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "propos/analyzer.h"

/// The subcommands of `propos`. Each adds its options to the command line and, when it is the one that was asked for,
/// puts what is to be done into `run`, which gives the exit status.
namespace propos::cli {

using Run = std::function<int()>;

/// Exit statuses.
inline constexpr int ok = 0;
inline constexpr int some_failed = 1;   ///< the rest was done
inline constexpr int not_started = 2;   ///< usage, rules, words: nothing was done

void add_extract(CLI::App& app, Run& run);
void add_eval(CLI::App& app, Run& run);

/// --rules and --words, which more than one subcommand takes.
struct AnalyzerFiles {
  std::vector<std::string> rules;
  std::vector<std::string> words;

  void add_to(CLI::App& command);
  /// Reads the files; throws Error for one that cannot be read.
  AnalyzerOptions options() const;
};

/// One line on standard error: "propos: message".
void complain(const std::string& message);

}  // namespace propos::cli
