// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace propos::cli {

/// All bytes of a file, or of standard input for "-". Throws Error with the path and the reason.
std::string read_file(const std::string& path);

/// The same, in UTF-8. `encoding` as propos::to_utf8 takes it; empty: the bytes as they are.
std::string read_text(const std::string& path, const std::string& encoding);

/// Where texts come from: a file with one text, or one with a text a line.
struct InputFile {
  std::string path;   ///< "-" for standard input
  bool lines = false;
};

enum class InputKind { by_name, text, jsonl };

/// The files that `paths` name, folders searched through for those with the right ending, in order of the paths and
/// within a folder by name. What cannot be read goes to `failures`, a line each.
std::vector<InputFile> list_files(const std::vector<std::string>& paths, InputKind kind,
                                 std::vector<std::string>& failures);

/// Reads a file line by line, of whatever length, without holding more than one.
class LineReader {
 public:
  /// Throws Error.
  explicit LineReader(const std::string& path);
  ~LineReader();
  LineReader(LineReader&&) = delete;

  /// False at the end. The line is without its line feed. Throws Error.
  bool next(std::string& line);

 private:
  std::string path_;
  std::FILE* file_;
  char* buffer_ = nullptr;
  std::size_t capacity_ = 0;
};

}  // namespace propos::cli
