// SPDX-License-Identifier: Apache-2.0
#include "output/cell.h"

#include <algorithm>
#include <iterator>

#include "output/utf8.h"

namespace propos::output {
namespace {

// Behind these, and blanks and apostrophes before them, a spreadsheet computes.
constexpr std::string_view formula_signs[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

bool is_formula(std::string_view text) {
  const std::size_t at = text.find_first_not_of("' \t\r\n");
  if (at == text.npos) return false;
  const std::string_view rest = text.substr(at);
  return std::any_of(std::begin(formula_signs), std::end(formula_signs),
                     [&](std::string_view sign) { return rest.starts_with(sign); });
}

}   // namespace

void append_cell(std::string_view value, char separator, std::string& out) {
  std::string clean;
  if (!is_utf8(value) || value.find('\0') != value.npos) {
    append_utf8(value, clean);
    for (std::size_t at; (at = clean.find('\0')) != clean.npos;) clean.replace(at, 1, "\uFFFD");
    value = clean;
  }
  const bool plain = std::none_of(value.begin(), value.end(),
                                  [separator](char c) { return c == separator || c == '"' || c == '\n' || c == '\r'; });
  if (plain) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_text_cell(std::string_view value, char separator, std::string& out) {
  if (!is_formula(value)) return append_cell(value, separator, out);
  append_cell("'" + std::string(value), separator, out);
}

}   // namespace propos::output
