// SPDX-License-Identifier: Apache-2.0
#include "input.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "input/kinds.h"
#include "input/text.h"
#include "messages.h"
#include "propos/analyzer.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {

std::string read_file(const std::string& path, std::size_t most) {
  std::string content;
  try {
    Stream(open_file(path, nullptr)).read_all(content, most);
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {}", shown(path), error.what()));
  }
  return content;
}

std::string read_text(const std::string& path, const std::string& encoding) {
  RawText raw;
  raw.bytes = read_file(path, Analyzer::max_text);
  TextOptions options;
  options.encoding = encoding;
  try {
    return make_text(std::move(raw), options).bytes;
  } catch (const Skip& skip) {
    throw Error(fmt::format("{}: {}", shown(path), skip.reason));
  }
}

void refuse_output_onto_input(const std::string& output, const std::vector<std::string>& inputs) {
  struct stat there {
  }, own{};
  if ((output.empty() ? fstat(STDOUT_FILENO, &there) : stat(output.c_str(), &there)) != 0 || !S_ISREG(there.st_mode)) return;
  for (const std::string& input : inputs) {
    if ((input == "-" ? fstat(STDIN_FILENO, &own) : stat(input.c_str(), &own)) != 0) continue;
    if (own.st_dev == there.st_dev && own.st_ino == there.st_ino)
      throw Error(tr("{}: would be read and written", input == "-" ? "standard input" : input));
  }
}

void refuse_folder_inside_input(const std::string& folder, const std::vector<std::string>& inputs) {
  if (folder.empty()) return;
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(folder, error);
  for (const std::string& input : inputs) {
    if (!fs::is_directory(input, error)) continue;
    const fs::path relative = whole.lexically_relative(fs::canonical(input, error));
    if (!relative.empty() && *relative.begin() != "..") throw Error(tr("{}: is inside {}, which is read", folder, input));
  }
}

}   // namespace propos::cli
