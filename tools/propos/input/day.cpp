// SPDX-License-Identifier: Apache-2.0
#include "input/day.h"

#include <fmt/format.h>

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

std::optional<std::chrono::year_month_day> day_of_field(std::string_view text) {
  const auto joined = [&](std::string_view year, std::string_view month, std::string_view day) {
    return day_of(fmt::format("{}-{}-{}", year, month, day));
  };
  if (text.size() >= 10 && (text[2] == '/' || text[2] == '.') && text[5] == text[2])
    return joined(text.substr(6, 4), text.substr(3, 2), text.substr(0, 2));
  const bool digits = text.size() >= 8 && text.substr(0, 8).find_first_not_of("0123456789") == text.npos;
  return digits ? joined(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2)) : day_of(text);
}

}   // namespace propos::cli
