// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace propos::cli {

/// Where results go: standard output, or a file that appears under its name only when it is whole.
class OutputFile {
 public:
  /// An empty path is standard output. A path that is no ordinary file (a pipe, a device) is written to as it is.
  /// Throws Error.
  explicit OutputFile(const std::string& path);
  /// Takes back what was not finished.
  ~OutputFile();
  OutputFile(OutputFile&&) = delete;

  /// Throws Error.
  void write(std::string_view bytes);
  /// Gives the file its name. Where `whole` is false and something has this name, that stays, and the file is called
  /// NAME.incomplete; the path that it has then, else an empty one. Throws Error.
  std::string finish(bool whole = true);

 private:
  [[noreturn]] void fail() const;

  std::string path_;        // as given, for messages
  std::string target_;      // where links lead
  std::string temporary_;   // empty when written to directly
  std::FILE* file_ = nullptr;
};

}  // namespace propos::cli
