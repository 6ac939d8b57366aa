// SPDX-License-Identifier: Apache-2.0
#include "input.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "propos/encoding.h"
#include "propos/analyzer.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error(fmt::format("{}: {}", path == "-" ? "standard input" : path, std::strerror(error)));
}

[[noreturn]] void too_long(const std::string& expected, std::size_t most) {
  throw Error(fmt::format("{} of at most {} bytes; this one has more", expected, most));
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
    else if (!has_ending(entries->path().string(), ending))
      continue;
    else if (entries->is_other(ignored))
      failures.push_back(fmt::format("{}: no ordinary file", entries->path().string()));
    else
      found.push_back(entries->path().string());
  }
  if (error) failures.push_back(fmt::format("{}: {}", folder.string(), error.message()));
}

}  // namespace

std::string read_file(const std::string& path, std::size_t most) {
  std::FILE* file = open(path);
  std::string content;
  std::error_code unknown;
  const std::uintmax_t size = path == "-" ? 0 : fs::file_size(path, unknown);   // nothing of a pipe
  std::size_t got = 0;
  do {
    const std::size_t have = content.size();
    std::size_t room = std::max<std::size_t>(1 << 16, have);   // doubles: the whole costs linear time
    if (have == 0 && !unknown && size > 0) room = static_cast<std::size_t>(std::min<std::uintmax_t>(size, most)) + 1;
    else if (size > 0 && have == size) room = 1;   // to see the end
    content.resize(have + room);
    got = std::fread(content.data() + have, 1, room, file);
    content.resize(have + got);
  } while (got > 0 && content.size() <= most);
  const int error = std::ferror(file) ? errno : 0;
  close(file);
  if (error != 0) fail(path, error);
  if (content.size() > most) too_long(fmt::format("{}: expected a text", path == "-" ? "standard input" : path), most);
  return content;
}

std::string read_text(const std::string& path, const std::string& encoding) {
  std::string bytes = read_file(path, Analyzer::max_text);
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
      std::sort(failures.begin() + static_cast<std::ptrdiff_t>(before), failures.end());
      for (std::string& file : found) files.push_back({std::move(file), kind == InputKind::jsonl});
    } else {
      files.push_back({path, kind == InputKind::jsonl || (kind == InputKind::by_name && has_ending(path, ".jsonl"))});
    }
  }
  return files;
}

void refuse_output_onto_input(const std::string& output, const std::vector<std::string>& inputs) {
  struct stat there{}, own{};
  if ((output.empty() ? fstat(STDOUT_FILENO, &there) : stat(output.c_str(), &there)) != 0 || !S_ISREG(there.st_mode)) return;
  for (const std::string& input : inputs) {
    if ((input == "-" ? fstat(STDIN_FILENO, &own) : stat(input.c_str(), &own)) != 0) continue;
    if (own.st_dev == there.st_dev && own.st_ino == there.st_ino)
      throw Error(fmt::format("{}: would be read and written", input == "-" ? "standard input" : input));
  }
}

LineReader::LineReader(const std::string& path) : path_(path), file_(open(path)) {}

LineReader::~LineReader() { close(file_); }

bool LineReader::next(std::string& line) {
  line.clear();
  bool any = false;
  while (true) {
    if (at_ == end_) {
      ssize_t got = 0;
      do got = ::read(fileno(file_), buffer_.data(), buffer_.size());   // what is there: lines may come one at a time
      while (got < 0 && errno == EINTR);
      if (got < 0) {
        broken_ = true;
        fail(path_, errno);
      }
      at_ = 0;
      end_ = static_cast<std::size_t>(got);
      if (got == 0) break;
    }
    any = true;
    const char* const begin = buffer_.data() + at_;
    const auto* const feed = static_cast<const char*>(std::memchr(begin, '\n', end_ - at_));
    const std::size_t size = feed == nullptr ? end_ - at_ : static_cast<std::size_t>(feed - begin);
    if (line.size() <= longest_line) line.append(begin, size);   // the rest of a longer one is stepped over
    at_ += size + (feed == nullptr ? 0 : 1);
    if (feed != nullptr) break;
  }
  if (line.size() > longest_line) {
    line = std::string();
    too_long("expected a line", longest_line);
  }
  return any;
}

}  // namespace propos::cli
