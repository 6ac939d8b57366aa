// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "propos/export.h"

namespace propos {

/// What went wrong at the door: a rule file, a lexicon, an option, an encoding. No text of any kind is an error.
/// `what()` is one line, "file:line:column: message", without the parts that are not known.
class PROPOS_API Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message);
  Error(const std::string& file, std::uint32_t line, std::uint32_t column, const std::string& message);
  ~Error() override;

  /// The file, or the name that the caller gave to a string; empty when there is none.
  const std::string& file() const noexcept { return file_; }
  /// Counted from 1; 0 when not known. The column counts bytes.
  std::uint32_t line() const noexcept { return line_; }
  std::uint32_t column() const noexcept { return column_; }

 private:
  std::string file_;
  std::uint32_t line_ = 0;
  std::uint32_t column_ = 0;
};

}  // namespace propos
