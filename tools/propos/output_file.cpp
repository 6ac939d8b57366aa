// SPDX-License-Identifier: Apache-2.0
#include "output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "messages.h"
#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {

OutputFile::OutputFile(const std::string& path, bool again) : path_(path), target_(path) {
  if (path.empty()) {
    path_ = "standard output";
    file_ = stdout;
    return;
  }
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    file_ = std::fopen(path.c_str(), "wb");
    if (file_ == nullptr) fail();
    return;
  }
  if (fs::is_symlink(path, ignored) && fs::exists(status)) target_ = fs::canonical(path).string();
  part_ = target_ + ".part";
  if (!again) open();
}

OutputFile::~OutputFile() {
  if (file_ != nullptr && file_ != stdout) {
    if (!part_.empty()) std::remove(part_.c_str());
    std::fclose(file_);
  }
}

void OutputFile::open() {
  std::error_code ignored;
  // It was whole, and is not any more.
  if (kept_ > 0 && !fs::exists(part_, ignored) && fs::exists(target_, ignored)) fs::rename(target_, part_, ignored);
  const int descriptor = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) fail();
  file_ = fdopen(descriptor, "wb");
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    std::fclose(std::exchange(file_, nullptr));
    throw Error(tr("{}: another run is writing it", part_));
  }
  struct stat there = {}, old = {};
  fstat(descriptor, &there);
  if (static_cast<std::uint64_t>(there.st_size) < kept_) {
    leave();
    throw Error(tr("{}: shorter than what a run before wrote; remove it and begin anew", part_));
  }
  if (stat(target_.c_str(), &old) == 0) fchmod(descriptor, old.st_mode & 07777);   // the rights of what it replaces
  if (ftruncate(descriptor, static_cast<off_t>(kept_)) != 0 || std::fseek(file_, 0, SEEK_END) != 0) fail();
}

void OutputFile::write(std::string_view bytes) {
  if (file_ == nullptr) open();
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) fail();
}

void OutputFile::flush() {
  if (file_ != nullptr && std::fflush(file_) != 0) fail();
}

std::string OutputFile::finish(bool whole) {
  if (part_.empty()) {
    flush();
    if (file_ != stdout && std::fclose(std::exchange(file_, nullptr)) != 0) fail();
    return {};
  }
  std::error_code error;
  if (file_ == nullptr && !fs::exists(part_, error) && fs::file_size(target_, error) == kept_ && !error)
    return {};   // it was whole before
  if (file_ == nullptr) open();
  const std::string beside = whole || !fs::exists(target_, error) ? "" : target_ + ".incomplete";
  flush();
  if (std::rename(part_.c_str(), (beside.empty() ? target_ : beside).c_str()) != 0) fail();
  leave();
  return beside;
}

void OutputFile::leave() {
  if (file_ != nullptr && file_ != stdout) std::fclose(std::exchange(file_, nullptr));
}

void OutputFile::fail() const { throw Error(fmt::format("{}: {}", path_, std::strerror(errno))); }

}   // namespace propos::cli
