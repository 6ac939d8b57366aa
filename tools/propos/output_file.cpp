// SPDX-License-Identifier: Apache-2.0
#include "output_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "propos/error.h"

namespace fs = std::filesystem;

namespace propos::cli {

OutputFile::OutputFile(const std::string& path) : path_(path), target_(path) {
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
  std::string name = target_ + ".XXXXXX";
  const int descriptor = mkstemp(name.data());
  if (descriptor < 0) fail();
  temporary_ = name;
  // mkstemp makes a file for its owner alone; the result has the rights of what it replaces, or those of a new file.
  const mode_t mask = umask(0);
  umask(mask);
  const mode_t rights = fs::exists(status) ? static_cast<mode_t>(status.permissions()) & 07777 : 0666 & ~mask;
  fchmod(descriptor, rights);
  file_ = fdopen(descriptor, "wb");
  if (file_ == nullptr) fail();
}

OutputFile::~OutputFile() {
  if (file_ != nullptr && file_ != stdout) std::fclose(file_);
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

void OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) fail();
}

std::string OutputFile::finish(bool whole) {
  std::FILE* const file = file_;
  if (file == stdout) {
    if (std::fflush(file) != 0) fail();
    return {};
  }
  file_ = nullptr;
  if (std::fclose(file) != 0) fail();
  if (temporary_.empty()) return {};
  const std::string beside = whole || !fs::exists(target_) ? "" : target_ + ".incomplete";
  if (std::rename(temporary_.c_str(), (beside.empty() ? target_ : beside).c_str()) != 0) fail();
  temporary_.clear();
  return beside;
}

void OutputFile::fail() const {
  const int error = errno;
  if (!temporary_.empty()) std::remove(temporary_.c_str());   // a constructor that throws has no destructor
  throw Error(fmt::format("{}: {}", path_, std::strerror(error)));
}

}  // namespace propos::cli
