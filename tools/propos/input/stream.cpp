// SPDX-License-Identifier: Apache-2.0
#include "input/stream.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "interrupt.h"
#include "messages.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr std::uint64_t free_bytes = std::uint64_t{64} << 20, highest_ratio = 200;
constexpr std::size_t least_piece = 1 << 12, most_piece = 1 << 16, great_piece = 1 << 18;

class FileBytes : public Bytes {
 public:
  FileBytes(const std::string& path, std::shared_ptr<Budget> budget) : budget_(std::move(budget)) {
    if (path == "-") {
      descriptor_ = STDIN_FILENO;
    } else {
      // A pipe nobody writes to yet must not hold up the opening: reading waits for it, and hears signals.
      descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
      if (descriptor_ < 0) throw Error(std::strerror(errno));
    }
    struct stat status = {};
    regular_ = fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  }
  ~FileBytes() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  std::size_t read(char* out, std::size_t room) override {
    ssize_t got = 0;
    do {
      if (!regular_) wait_for_input(descriptor_);
      got = ::read(descriptor_, out, room);
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    if (got < 0) throw Error(std::strerror(errno));
    if (budget_) budget_->read += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
  bool can_seek() const override { return regular_; }
  std::uint64_t seek(std::int64_t offset, int whence) override {
    const off_t at = ::lseek(descriptor_, offset, whence);
    if (at < 0) throw Error(std::strerror(errno));
    return static_cast<std::uint64_t>(at);
  }

 private:
  std::shared_ptr<Budget> budget_;
  int descriptor_ = -1;
  bool regular_ = false;
};

class MemoryBytes : public Bytes {
 public:
  explicit MemoryBytes(std::string content) : content_(std::move(content)) {}

  std::size_t read(char* out, std::size_t room) override {
    const std::size_t size = std::min(room, content_.size() - at_);
    std::memcpy(out, content_.data() + at_, size);
    at_ += size;
    return size;
  }
  bool can_seek() const override { return true; }
  std::uint64_t seek(std::int64_t offset, int whence) override {
    const auto size = static_cast<std::int64_t>(content_.size());
    const std::int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_END ? size : static_cast<std::int64_t>(at_);
    at_ = static_cast<std::size_t>(std::clamp<std::int64_t>(from + offset, 0, size));
    return at_;
  }

 private:
  std::string content_;
  std::size_t at_ = 0;
};

}   // namespace

void Budget::unpack(std::size_t size) {
  unpacked += size;
  if (unpacked > free_bytes + highest_ratio * read)
    throw Error(tr("unpacks to more than {} times its size: not read further", highest_ratio));
}

std::unique_ptr<Bytes> open_file(const std::string& path, std::shared_ptr<Budget> budget) {
  return std::make_unique<FileBytes>(path, std::move(budget));
}

std::unique_ptr<Bytes> make_bytes(std::string content) { return std::make_unique<MemoryBytes>(std::move(content)); }

Stream::Stream(std::unique_ptr<Bytes> bytes, std::size_t expected)
    : bytes_(std::move(bytes)), piece_(expected == 0 ? most_piece : std::clamp(expected + 1, least_piece, most_piece)) {}

bool Stream::fill() {
  if (ended_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t have = buffer_.size();
  buffer_.resize(have + piece_);
  std::size_t got = 0;
  try {
    got = bytes_->read(buffer_.data() + have, piece_);
  } catch (...) {
    buffer_.resize(have);
    ended_ = true;
    throw;
  }
  buffer_.resize(have + got);
  ended_ = got == 0;
  return !ended_;
}

std::string_view Stream::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && fill()) {
  }
  return std::string_view(buffer_).substr(at_, size);
}

std::size_t Stream::read(char* out, std::size_t room) {
  if (at_ == buffer_.size() && !fill()) return 0;
  const std::size_t size = std::min(room, buffer_.size() - at_);
  std::memcpy(out, buffer_.data() + at_, size);
  at_ += size;
  position_ += size;
  return size;
}

void Stream::skip(std::size_t size) {
  while (size > 0) {
    if (at_ == buffer_.size() && !fill()) return;
    const std::size_t part = std::min(size, buffer_.size() - at_);
    at_ += part;
    position_ += part;
    size -= part;
  }
}

void Stream::read_all(std::string& out, std::size_t most) {
  const auto check = [&] {
    if (out.size() > most) throw Error(tr("expected a text of at most {} bytes; this one has more", most));
  };
  if (at_ == 0 && out.empty()) out.swap(buffer_);
  else out.append(buffer_, at_);
  position_ += out.size();
  buffer_.clear();
  at_ = 0;
  while (!ended_) {
    check();
    const std::size_t have = out.size();
    const std::size_t room =
        std::min({std::max(piece_, have), great_piece, most + 1 - have});   // what is not read is not written to
    out.resize(have + room);
    std::size_t got = 0;
    try {
      got = bytes_->read(out.data() + have, room);
    } catch (...) {
      out.resize(have);
      ended_ = true;
      throw;
    }
    out.resize(have + got);
    position_ += got;
    ended_ = got == 0;
  }
  check();
}

bool Stream::read_line(std::string& line, std::size_t most) {
  line.clear();
  bool any = false;
  while (at_ < buffer_.size() || fill()) {
    any = true;
    const char* const begin = buffer_.data() + at_;
    const auto* const feed = static_cast<const char*>(std::memchr(begin, '\n', buffer_.size() - at_));
    const std::size_t size = feed == nullptr ? buffer_.size() - at_ : static_cast<std::size_t>(feed - begin);
    if (line.size() <= most) line.append(begin, size);   // the rest of a longer one is stepped over
    const std::size_t step = size + (feed == nullptr ? 0 : 1);
    at_ += step;
    position_ += step;
    if (feed != nullptr) break;
  }
  if (line.size() > most) {
    line = std::string();
    throw Error(tr("expected a line of at most {} bytes; this one has more", most));
  }
  return any;
}

std::unique_ptr<Bytes> Stream::rewound(std::size_t most) {
  if (bytes_->can_seek()) {
    bytes_->seek(0, SEEK_SET);
    return std::move(bytes_);
  }
  std::string content;
  read_all(content, most);
  return make_bytes(std::move(content));
}

}   // namespace propos::cli
