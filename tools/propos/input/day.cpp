// SPDX-License-Identifier: Apache-2.0
#include "input/day.h"

#include <charconv>

namespace propos::cli {

std::optional<std::chrono::year_month_day> day_of(std::string_view text) {
  constexpr std::size_t size = 10;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < size || text[4] != '-' || text[7] != '-' || (text.size() > size && digit(text[size]))) return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int out = -1;
    const char* const end = text.data() + from + count;
    return digit(text[from]) && std::from_chars(text.data() + from, end, out).ptr == end ? out : -1;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day out{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  return out.ok() ? std::optional(out) : std::nullopt;
}

}   // namespace propos::cli
