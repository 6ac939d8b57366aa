// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace propos::cli {

/// Where results go: standard output, or a file that appears under its name only when it is whole. Until then it is NAME.part,
/// which a later run may go on with.
class OutputFile {
 public:
  /// An empty path is standard output. A path that is no ordinary file (a pipe, a device) is written to as it is. With `again`
  /// nothing is opened before it is known how much of what is there is kept. Throws Error.
  explicit OutputFile(const std::string& path, bool again = false);
  /// Takes back what was neither finished nor left.
  ~OutputFile();
  OutputFile(OutputFile&&) = delete;

  /// The next bytes are there already, written by a run before.
  void keep(std::uint64_t size) { kept_ += size; }
  /// Throws Error.
  void write(std::string_view bytes);
  /// Gives all bytes to the system. Throws Error.
  void flush();
  /// Gives the file its name. Where `whole` is false and something has this name, that stays, and the file is called
  /// NAME.incomplete; the path that it has then, else an empty one. Throws Error.
  std::string finish(bool whole = true);
  /// Leaves the part for a later run.
  void leave();

  bool is_part() const { return !part_.empty(); }   ///< not written to directly
  const std::string& part() const { return part_; }

 private:
  void open();
  [[noreturn]] void fail() const;

  std::string path_;     // as given, for messages
  std::string target_;   // where links lead
  std::string part_;     // empty when written to directly
  std::uint64_t kept_ = 0;
  std::FILE* file_ = nullptr;
};

}   // namespace propos::cli
