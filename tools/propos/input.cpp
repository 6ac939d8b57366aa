// SPDX-License-Identifier: Apache-2.0
#include "input.h"

#include <fmt/format.h>
#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "propos/encoding.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error(fmt::format("{}: {}", path == "-" ? "standard input" : path, std::strerror(error)));
}

std::FILE* open(const std::string& path) {
  if (path == "-") return stdin;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) fail(path, errno);
  return file;
}

void close(std::FILE* file) {
  if (file != stdin) std::fclose(file);
}

bool has_ending(const std::string& path, const std::string& ending) {
  std::string own = fs::path(path).extension().string();
  std::transform(own.begin(), own.end(), own.begin(), [](unsigned char c) { return std::tolower(c); });
  return own == ending;
}

void search_folder(const fs::path& folder, const std::string& ending, std::vector<std::string>& found,
            std::vector<std::string>& failures) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    std::error_code ignored;
    // Links to folders are not followed: they may lead in a circle.
    if (entries->is_directory(ignored) && !entries->is_symlink(ignored))
      search_folder(entries->path(), ending, found, failures);
    else if (has_ending(entries->path().string(), ending))
      found.push_back(entries->path().string());
  }
  if (error) failures.push_back(fmt::format("{}: {}", folder.string(), error.message()));
}

}  // namespace

std::string read_file(const std::string& path) {
  std::FILE* file = open(path);
  std::string content;
  std::size_t got = 0;
  do {
    const std::size_t have = content.size();
    const std::size_t room = std::max<std::size_t>(1 << 16, have);   // doubles: the whole costs linear time
    content.resize(have + room);
    got = std::fread(content.data() + have, 1, room, file);
    content.resize(have + got);
  } while (got > 0);
  const int error = std::ferror(file) ? errno : 0;
  close(file);
  if (error != 0) fail(path, error);
  return content;
}

std::string read_text(const std::string& path, const std::string& encoding) {
  std::string bytes = read_file(path);
  return encoding.empty() ? bytes : to_utf8(bytes, encoding);
}

std::vector<InputFile> list_files(const std::vector<std::string>& paths, InputKind kind,
                                 std::vector<std::string>& failures) {
  const std::string ending = kind == InputKind::jsonl ? ".jsonl" : ".txt";
  std::vector<InputFile> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path != "-" && fs::is_directory(path, error)) {
      std::vector<std::string> found;
      const std::size_t before = failures.size();
      search_folder(path, ending, found, failures);
      if (found.empty() && failures.size() == before) failures.push_back(fmt::format("{}: no {} file in it", path, ending));
      std::sort(found.begin(), found.end());
      for (std::string& file : found) files.push_back({std::move(file), kind == InputKind::jsonl});
    } else {
      files.push_back({path, kind == InputKind::jsonl || (kind == InputKind::by_name && has_ending(path, ".jsonl"))});
    }
  }
  return files;
}

LineReader::LineReader(const std::string& path) : path_(path), file_(open(path)) {}

LineReader::~LineReader() {
  std::free(buffer_);
  close(file_);
}

bool LineReader::next(std::string& line) {
  errno = 0;
  ssize_t size = ::getline(&buffer_, &capacity_, file_);
  if (size < 0) {
    if (std::feof(file_)) return false;
    fail(path_, errno);
  }
  if (size > 0 && buffer_[size - 1] == '\n') --size;
  line.assign(buffer_, static_cast<std::size_t>(size));
  return true;
}

}  // namespace propos::cli
