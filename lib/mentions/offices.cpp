// SPDX-License-Identifier: Apache-2.0
#include "mentions/offices.h"

#include <charconv>

#include <fmt/format.h>

#include "data.h"
#include "propos/error.h"

namespace propos::mentions {
namespace {

constexpr std::string_view table = "office-holders.tsv";
constexpr std::string_view still = "-";   // nobody followed

std::string_view column(std::string_view& rest) {
  const std::string_view out = rest.substr(0, rest.find('\t'));
  rest.remove_prefix(std::min(rest.size(), out.size() + 1));
  return out;
}

// Of « 2017-05-14 ».
std::chrono::sys_days day(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0;
  const auto number = [&](std::size_t at, std::size_t size, auto& out) {
    const char* const begin = text.data() + at;
    return text.size() == 10 && std::from_chars(begin, begin + size, out).ptr == begin + size;
  };
  const bool read = number(0, 4, year) && number(5, 2, month) && number(8, 2, day) && text[4] == '-' && text[7] == '-';
  const std::chrono::year_month_day out{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!read || !out.ok()) throw Error(fmt::format("{}: expected a day like 2017-05-14; «{}» is none", table, text));
  return out;
}

ViewMap<std::vector<Office>> read() {
  ViewMap<std::vector<Office>> out;
  for (auto [key, rest] : data_table(table)) {
    Office office;
    office.head = column(rest);
    office.of = column(rest);
    office.from = day(column(rest));
    office.until = rest == still ? std::chrono::sys_days::max() : day(rest);
    out[key].push_back(office);
  }
  return out;
}

}   // namespace

const ViewMap<std::vector<Office>>& office_holders() {
  static const ViewMap<std::vector<Office>> all = read();
  return all;
}

}   // namespace propos::mentions
