// SPDX-License-Identifier: Apache-2.0
#include "data.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hash.h"
#include "propos/error.h"

namespace propos {
namespace {

// Other tables have two columns.
const std::pair<std::string_view, TableShape> shapes[] = {
    {"confidence.tsv", {3, 4, {}}},
    {"office-holders.tsv", {5, 5, {}}},
    {"phrases.tsv", {2, 2, {"joins-two"}}},
    {"tokens.tsv",
     {2,
      2,
      {"abbreviation", "abbreviation-end", "clitic", "elision", "feminine", "given-name", "hyphenated", "letter-name",
       "letter-word", "name-elision", "name-particle", "name-prefix", "whole"}}},
    {"weights/speakers.tsv", {3, 3, {}}},
    {"zones.tsv", {2, 2, {"byline", "byline-word", "caption", "credit", "name-word", "open-word", "related-links", "tags"}}},
};

}   // namespace

std::uint64_t hash_of_data_files(std::uint64_t out) {
  for (const DataFile& file : data_files()) out = (out ^ hash(file.path)) * hash_factor ^ hash(file.content);
  return out;
}

std::vector<std::pair<std::string_view, std::string_view>> read_table(std::string_view name, std::string_view content,
                                                                      const TableShape& shape) {
  std::vector<std::pair<std::string_view, std::string_view>> out;
  std::uint32_t number = 0;
  while (!content.empty()) {
    const std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(content.size(), line.size() + 1));
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto fail = [&](std::size_t at, const std::string& expected) {
      throw Error(std::string(name), number, static_cast<std::uint32_t>(at + 1), "expected " + expected);
    };
    const auto columns = static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t') + 1);
    if (columns < shape.least || columns > shape.most) fail(0, fmt::format("{} columns with a tab between them", shape.least));
    const std::size_t tab = line.find('\t');
    const std::string_view first = line.substr(0, tab), rest = line.substr(tab + 1);
    if (!shape.kinds.empty() && std::find(shape.kinds.begin(), shape.kinds.end(), first) == shape.kinds.end())
      fail(0, fmt::format("{}; «{}» is none", fmt::join(shape.kinds, ", "), first));
    if (first.empty() || rest.empty()) fail(first.empty() ? 0 : tab + 1, "something in each column");
    out.emplace_back(first, rest);
  }
  return out;
}

std::vector<std::pair<std::string_view, std::string_view>> data_table(std::string_view path) {
  const auto shape = std::find_if(std::begin(shapes), std::end(shapes), [&](const auto& known) { return known.first == path; });
  for (const DataFile& file : data_files())
    if (file.path == path) return read_table(path, file.content, shape == std::end(shapes) ? TableShape() : shape->second);
  throw Error(fmt::format("expected a table of lib/fr; «{}» is none", path));
}

}   // namespace propos
