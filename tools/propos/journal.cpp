// SPDX-License-Identifier: Apache-2.0
#include "journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <utility>

#include "input.h"
#include "messages.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr std::size_t line_size = 34;   // two numbers in hexadecimal, a blank, a line feed

}   // namespace

Journal::Journal(std::string path, std::uint64_t key, bool resume)
    : path_(std::move(path)), head_(fmt::format("propos log 1 {:016x}\n", key)) {
  load(resume);
}

Journal::~Journal() {
  if (file_ >= 0) ::close(file_);
}

void Journal::load(bool resume) {
  struct stat status = {};
  if (stat(path_.c_str(), &status) != 0) return;
  const std::string content = read_file(path_);
  if (content.size() < head_.size() + line_size) return;   // nothing was done
  if (!resume) throw Error(tr("{}: left by a run that did not end; go on with --resume, or remove it to begin anew", path_));
  if (!content.starts_with(head_))
    throw Error(tr("{}: left by a run with other options or another version; remove it to begin anew", path_));
  const auto number = [&](std::size_t at, std::uint64_t& out) {
    return std::from_chars(content.data() + at, content.data() + at + 16, out, 16).ptr == content.data() + at + 16;
  };
  for (std::size_t at = head_.size(); at + line_size <= content.size(); at += line_size) {
    Entry entry;
    if (!number(at, entry.text) || !number(at + 17, entry.bytes) || content[at + line_size - 1] != '\n') break;
    known_.push_back(entry);
  }
}

void Journal::cut(std::uint64_t bytes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    sum += known_[i].bytes;
    if (sum > bytes) known_.resize(i);
  }
}

void Journal::restart(std::size_t index) {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND, 0666);
  if (file_ < 0 || ftruncate(file_, index == 0 ? 0 : static_cast<off_t>(head_.size() + index * line_size)) != 0) fail();
  if (index == 0) pending_ = head_;
}

void Journal::add(std::uint64_t text, std::uint64_t bytes) { pending_ += fmt::format("{:016x} {:016x}\n", text, bytes); }

void Journal::flush() {
  while (!pending_.empty()) {
    const ssize_t put = ::write(file_, pending_.data(), pending_.size());
    if (put < 0 && errno != EINTR) fail();
    if (put > 0) pending_.erase(0, static_cast<std::size_t>(put));
  }
}

void Journal::remove() {
  pending_.clear();
  std::remove(path_.c_str());
}

void Journal::fail() const { throw Error(fmt::format("{}: {}", path_, std::strerror(errno))); }

}   // namespace propos::cli
