// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The one type that Propos throws, beside std::bad_alloc.
///
/// An error is something at the door: a file of rules, an option, a record. No text of any kind is one. The library never prints,
/// never ends the program and sets no handler; what a caller's own functions throw (a Sink) passes through it.
///
///     try {
///       propos::Analyzer analyzer({.rules = {{"mine.rules", "phase names\nrule x {no-such-feature} => person(confidence = 0.5)\n"}}});
///     } catch (const propos::Error& error) {
///       error.kind();      // == propos::ErrorKind::rules
///       error.file();      // == "mine.rules"
///       error.line();      // == 2u
///     }
///     propos::to_utf8("abc", "no such encoding");                   // throws ErrorKind::encoding

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "propos/export.h"

namespace propos {

/// What a program may want to tell apart. More may come.
enum class ErrorKind : std::uint8_t {
  rules,       ///< a file of rules does not read; file, line and column are known
  words,       ///< a file of words does not read; file, line and column are known
  option,      ///< an option says what cannot be, as a 31 February
  encoding,    ///< a name that is no encoding's
  too_long,    ///< a text above Analyzer::max_text
  cancelled,   ///< the caller's stop token said so
  moved,       ///< an Analyzer was used that was moved from
  record,      ///< a line of JSON is no record of this text; file, line and column are known as far as the caller told them
  html,        ///< a page of HTML that nobody could read in linear time
};

/// "rules", "too-long": the value's name with hyphens; the same for all other enums (document.h).
PROPOS_API std::string_view name_of(ErrorKind) noexcept;

/// `what()` is one line, "file:line:column: message", without the parts that are not known. Owns its strings; copies do not throw
/// where those of std::string do not.
class PROPOS_API Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, ErrorKind kind = ErrorKind::option);
  Error(const std::string& file, std::uint32_t line, std::uint32_t column, const std::string& message,
        ErrorKind kind = ErrorKind::rules);
  ~Error() override;

  ErrorKind kind() const noexcept { return kind_; }
  /// The file, or the name that the caller gave to a string; empty when there is none.
  const std::string& file() const noexcept { return file_; }
  /// Counted from 1; 0 when not known. The column counts bytes.
  std::uint32_t line() const noexcept { return line_; }
  std::uint32_t column() const noexcept { return column_; }

 private:
  std::string file_;
  std::uint32_t line_ = 0;
  std::uint32_t column_ = 0;
  ErrorKind kind_ = ErrorKind::option;
};

}   // namespace propos
