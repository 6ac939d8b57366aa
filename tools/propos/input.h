// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdio>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace propos::cli {

/// All bytes of a file, or of standard input for "-". Throws Error with the path and the reason; where there are more than
/// `most`, it reads no further.
std::string read_file(const std::string& path, std::size_t most = std::numeric_limits<std::size_t>::max());

/// The same, in UTF-8. `encoding` as propos::to_utf8 takes it; empty: the bytes as they are.
std::string read_text(const std::string& path, const std::string& encoding);

/// Where texts come from: a file with one text, or one with a text a line.
struct InputFile {
  std::string path;   ///< "-" for standard input
  bool lines = false;
};

enum class InputKind { by_name, text, jsonl };

/// The files that `paths` name, folders searched through for those with the right ending, in order of the paths and
/// within a folder by name. What cannot be read goes to `failures`, a line each; so do pipes, sockets and devices in a
/// folder, which might never end. Who names one wants it read.
std::vector<InputFile> list_files(const std::vector<std::string>& paths, InputKind kind,
                                 std::vector<std::string>& failures);

/// Throws Error where the file at `output`, or standard output for an empty path, is one of `inputs`: it would replace what
/// it is made of.
void refuse_output_onto_input(const std::string& output, const std::vector<std::string>& inputs);

/// Reads a file line by line without holding more than one.
class LineReader {
 public:
  static constexpr std::size_t longest_line = std::size_t{1} << 28;   ///< bytes; JSON may take two for one of a text

  /// Throws Error.
  explicit LineReader(const std::string& path);
  ~LineReader();
  LineReader(LineReader&&) = delete;

  /// False at the end. The line is without its line feed. Throws Error; behind a line that is too long it may go on.
  bool next(std::string& line);
  bool broken() const { return broken_; }   ///< can be read no further

 private:
  std::string path_;
  std::FILE* file_;
  std::vector<char> buffer_ = std::vector<char>(std::size_t{1} << 16);
  bool broken_ = false;
  std::size_t at_ = 0, end_ = 0;   // of what the buffer has not given yet
};

}  // namespace propos::cli
