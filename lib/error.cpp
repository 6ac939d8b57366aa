// SPDX-License-Identifier: Apache-2.0
#include "propos/error.h"

#include <fmt/format.h>

namespace propos {
namespace {

std::string describe(const std::string& file, std::uint32_t line, std::uint32_t column, const std::string& message) {
  std::string where = file;
  if (line != 0) where += fmt::format("{}{}", file.empty() ? "line " : ":", line);
  if (line != 0 && column != 0) where += fmt::format(":{}", column);
  return where.empty() ? message : where + ": " + message;
}

}   // namespace

Error::Error(const std::string& message, ErrorKind kind) : std::runtime_error(message), kind_(kind) {}

Error::Error(const std::string& file, std::uint32_t line, std::uint32_t column, const std::string& message, ErrorKind kind)
    : std::runtime_error(describe(file, line, column, message)), file_(file), line_(line), column_(column), kind_(kind) {}

Error::~Error() = default;

}   // namespace propos
