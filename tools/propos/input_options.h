// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "input/source.h"
#include "input/text.h"

namespace propos::cli {

/// Which texts a subcommand reads, and how.
struct InputOptions {
  std::vector<std::string> paths, files_from;
  bool zeros = false;
  SourceOptions source;
  TextOptions text;
  std::optional<std::chrono::year_month_day> date;   ///< of all texts

  void add_to(CLI::App& command, const std::string& files);
  /// What follows from the options; to be called once, before any work. Throws Error.
  void settle();
  /// The files and folders; standard input where none is named. Throws Error.
  std::vector<std::string> all_paths() const;
};

}   // namespace propos::cli
