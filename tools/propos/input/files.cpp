// SPDX-License-Identifier: Apache-2.0
#include "input/files.h"

#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include "hash.h"
#include "input.h"
#include "messages.h"

namespace fs = std::filesystem;

namespace propos::cli {
namespace {

using Identity = std::pair<dev_t, ino_t>;

bool is_hidden(const std::string& path) {
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string part = path.substr(at, end - at);
    if (part.starts_with('.') && part != "." && part != "..") return true;
    at = end + 1;
  }
  return false;
}

bool matches(const std::string& glob, const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return fnmatch(glob.c_str(), glob.find('/') == glob.npos ? name.c_str() : path.c_str(), 0) == 0;
}

InputFile make_file(const std::string& path) {
  InputFile out;
  out.path = path;
  struct stat status = {};
  if (path == "-") return out;
  if (stat(path.c_str(), &status) != 0) {
    out.failure = std::strerror(errno);
    return out;
  }
  out.device = status.st_dev;
  out.number = status.st_ino;
  out.mode = status.st_mode;
  if (S_ISREG(status.st_mode)) out.size = static_cast<std::uintmax_t>(status.st_size);
  return out;
}

/// Looks through one folder.
class Search {
 public:
  Search(std::string folder, const Choice& choice) : root_(std::move(folder)), choice_(choice) {}

  std::vector<InputFile> run() {
    enter(root_);
    // What links lead to comes behind all that is there without them: the shorter way is taken.
    while (!links_.empty()) {
      const std::string link = std::move(links_.extract(links_.begin()).value());
      std::error_code ignored;
      if (fs::is_directory(link, ignored)) enter(link);
      else take(link, true);
    }
    std::sort(found_.begin(), found_.end(), [](const InputFile& a, const InputFile& b) { return a.path < b.path; });
    if (found_.empty()) {
      found_.push_back(make_file(root_));
      found_.back().failure =
          choice_.endings.empty() ? tr("no file in it") : tr("no {} file in it", fmt::join(choice_.endings, ", "));
    }
    return std::move(found_);
  }

 private:
  void enter(const std::string& start) {
    std::vector<std::string> folders = {start};   // no recursion: a path may be thousands of folders long
    while (!folders.empty()) {
      const std::string folder = std::move(folders.back());
      folders.pop_back();
      struct stat status = {};
      if (stat(folder.c_str(), &status) == 0 && !seen_.insert({status.st_dev, status.st_ino}).second) continue;
      std::error_code error;
      fs::directory_iterator entries(folder, error);
      for (; !error && entries != fs::directory_iterator(); entries.increment(error)) look(*entries, folders);
      if (error) found_.push_back({folder, 0, error.message(), "", 0, 0, 0, false});
    }
  }

  void look(const fs::directory_entry& entry, std::vector<std::string>& folders) {
    const std::string path = entry.path().string();
    std::error_code ignored;
    if (!choice_.hidden && entry.path().filename().string().front() == '.') return;
    if (entry.is_symlink(ignored)) links_.insert(path);
    else if (entry.is_directory(ignored)) folders.push_back(path);
    else take(path, false);
  }

  void take(const std::string& path, bool by_link) {
    if (!choice_.takes(path.substr(std::min(path.size(), root_.size() + (root_.ends_with('/') ? 0 : 1))))) return;
    InputFile file = make_file(path);
    if (file.failure.empty() && !S_ISREG(file.mode))
      file.skip = tr("no ordinary file");   // it might never end; who names one wants it read
    if (file.failure.empty() && !seen_.insert({file.device, file.number}).second && by_link) return;
    found_.push_back(std::move(file));
  }

  std::string root_;
  const Choice& choice_;
  std::set<Identity> seen_;
  std::set<std::string> links_;   // in order: which of two is taken must not vary
  std::vector<InputFile> found_;
};

}   // namespace

bool Choice::takes(const std::string& path) const {
  if (!hidden && is_hidden(path)) return false;
  if (path.ends_with(".gold.json") || path.ends_with(".ann")) return false;   // for propos eval, beside a text
  const auto any = [&](const std::vector<std::string>& globs) {
    return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) { return matches(glob, path); });
  };
  if (!include.empty() && !any(include)) return false;
  if (any(exclude)) return false;
  return endings.empty() || std::find(endings.begin(), endings.end(), ending_of(path)) != endings.end();
}

std::vector<InputFile> find_files(const std::vector<std::string>& paths, const Choice& choice) {
  std::vector<InputFile> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (path == "-" || !fs::is_directory(path, ignored)) {
      files.push_back(make_file(path));
      files.back().named = true;
      continue;
    }
    for (InputFile& file : Search(path, choice).run()) files.push_back(std::move(file));
  }
  return files;
}

std::vector<std::string> read_paths(const std::string& path, bool zeros) {
  const std::string content = read_file(path);
  std::vector<std::string> out;
  for (std::size_t at = 0; at < content.size();) {
    std::size_t end = content.find(zeros ? '\0' : '\n', at);
    if (end == content.npos) end = content.size();
    std::string line = content.substr(at, end - at);
    if (!zeros && line.ends_with('\r')) line.pop_back();
    if (!line.empty()) out.push_back(std::move(line));
    at = end + 1;
  }
  return out;
}

std::string ending_of(const std::string& path) {
  const std::string name = path.substr(path.find_last_of("/!") + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0) return "";
  std::string ending = name.substr(dot);
  for (char& c : ending) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return ending;
}

std::string path_below(const std::string& path) {
  constexpr std::size_t longest_part = 200;   // bytes; a file system takes 255, and endings are added
  std::string out;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    std::string part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") part = "%2E%2E";
    std::replace(part.begin(), part.end(), '\0', '%');
    if (part.size() > longest_part) part = fmt::format("{}~{:016x}", part.substr(0, longest_part - 17), hash(part));
    out += (out.empty() ? "" : "/") + part;
  }
  return out.empty() ? "-" : out;
}

std::string percent_encoded(const std::string& path) {
  std::string out;
  for (const char c : path) {
    const bool plain =
        (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c != '\0' && std::strchr("-._~/!:", c) != nullptr);
    if (plain) out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}   // namespace propos::cli
