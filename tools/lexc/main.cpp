// SPDX-License-Identifier: Apache-2.0
// lexc [--statistics] OUTPUT FILE...: compiles word files (lib/fr/lexicon) into the block of memory that
// lib/lexicon/blob.h describes.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <map>
#include <new>
#include <sstream>
#include <unordered_map>

#include "bits.h"
#include "lexicon/blob.h"
#include "lexicon/keys.h"
#include "lexicon/table.h"
#include "lexicon/words.h"
#include "propos/error.h"

namespace {

using namespace propos;
using namespace propos::lexicon;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) throw Error(path, 0, 0, "cannot be read");
  return content.str();
}

/// Strings end to end, each once.
class Strings {
 public:
  Strings() { number(""); }

  std::uint32_t number(const std::string& text) {
    const auto [at, added] = numbers_.try_emplace(text, static_cast<std::uint32_t>(places_.size()));
    if (added) {
      if (places_.size() == most_strings) throw Error("the lexicon has more lemmas and informations than an entry can tell");
      places_.push_back(static_cast<std::uint32_t>(bytes_.size()));
      bytes_.append(text).push_back('\0');
    }
    return at->second;
  }

  const std::string& bytes() const { return bytes_; }
  const std::vector<std::uint32_t>& places() const { return places_; }

 private:
  static constexpr std::size_t most_strings = std::size_t{1} << 15;

  std::string bytes_;
  std::vector<std::uint32_t> places_;   // by number
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// What entries are told apart by.
struct Distinct {
  std::string common, proper;   // bytes of the rows
  std::uint32_t lemma = 0, info = 0;
  bool begins = false, begins_common = false;
  auto operator<=>(const Distinct&) const = default;
};

std::string bytes_of(const Features& features) { return std::string(reinterpret_cast<const char*>(&features), sizeof(features)); }

/// Things by the number of the keys that have them, those of many first: so what is used lies together.
template <class T>
std::vector<T> most_used_first(const std::map<T, std::size_t>& uses) {
  std::vector<std::pair<std::size_t, const T*>> order;
  for (const auto& [thing, times] : uses) order.emplace_back(times, &thing);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<T> out;
  for (const auto& [times, thing] : order) out.push_back(*thing);
  return out;
}

template <class T>
std::map<T, std::uint32_t> numbered(const std::vector<T>& things) {
  std::map<T, std::uint32_t> out;
  for (const T& thing : things) out.emplace(thing, static_cast<std::uint32_t>(out.size()));
  return out;
}

void pad(std::string& block, std::size_t alignment) { block.resize((block.size() + alignment - 1) / alignment * alignment); }

template <class T>
void append(std::string& block, const T& value) {
  block.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

/// Entries and their rows.
std::string lay_out(const std::vector<Distinct>& entries) {
  std::map<std::string, std::size_t> uses;
  for (const Distinct& entry : entries) {
    ++uses[entry.common];
    ++uses[entry.proper];
  }
  const std::vector<std::string> rows = most_used_first(uses);
  const std::map<std::string, std::uint32_t> places = numbered(rows);
  const std::size_t entries_size = entries.size() * sizeof(Entry);
  // Memory of the same layout: distances are the same wherever the block lies.
  std::vector<Features> block((entries_size + sizeof(Features) - 1) / sizeof(Features) + rows.size());
  Features* const first_row = block.data() + (block.size() - rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) std::memcpy(first_row + r, rows[r].data(), sizeof(Features));
  auto* const out = reinterpret_cast<Entry*>(block.data());
  for (std::size_t e = 0; e < entries.size(); ++e) {
    Entry* const entry = new (out + e) Entry;
    entry->common.point_to(first_row[places.at(entries[e].common)]);
    entry->proper.point_to(first_row[places.at(entries[e].proper)]);
    entry->lemma = static_cast<std::uint16_t>(entries[e].lemma);
    entry->info = static_cast<std::uint16_t>(entries[e].info);
    entry->begins = entries[e].begins;
    entry->begins_common = entries[e].begins_common;
  }
  return std::string(reinterpret_cast<const char*>(block.data()), block.size() * sizeof(Features));
}

struct Counts {
  std::size_t keys = 0, entries = 0, features = 0;
};

std::string compile(const WordList& words, Counts& counts) {
  const Table table(words);
  std::vector<std::pair<std::string_view, Distinct>> rows;
  Strings strings;
  std::map<Distinct, std::size_t> uses;
  std::vector<const Table::Rows::value_type*> sorted;
  for (const auto& row : table.rows()) sorted.push_back(&row);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  for (const auto* at : sorted) {
    const Row& row = at->second;
    rows.emplace_back(at->first, Distinct{bytes_of(row.common), bytes_of(row.proper), strings.number(row.lemma),
                                          strings.number(row.info), row.begins, row.begins_common});
    ++uses[rows.back().second];
  }
  const std::vector<Distinct> entries = most_used_first(uses);
  const std::map<Distinct, std::uint32_t> numbers = numbered(entries);
  std::vector<std::pair<std::string_view, std::uint32_t>> keys;
  keys.reserve(rows.size());
  for (const auto& [key, entry] : rows) keys.emplace_back(key, numbers.at(entry));
  std::vector<std::uint32_t> names, by_name;
  for (const std::string& name : words.features()) {
    by_name.push_back(static_cast<std::uint32_t>(names.size()));
    names.push_back(strings.number(name));
  }
  std::sort(by_name.begin(), by_name.end(),
            [&](std::uint32_t a, std::uint32_t b) { return words.features()[a] < words.features()[b]; });

  blob::Header header;
  std::string block(sizeof(header), '\0');
  const auto place = [&block] {
    pad(block, blob::alignment);
    return static_cast<std::uint32_t>(block.size());
  };
  header.entries = static_cast<std::uint32_t>(entries.size());
  header.features = static_cast<std::uint32_t>(names.size());
  header.entries_at = place();
  block += lay_out(entries);
  header.keys_at = place();
  block += write_keys(keys);
  header.strings_at = place();
  block += strings.bytes();
  header.places_at = place();
  for (const std::uint32_t at : strings.places()) append(block, at);
  header.names_at = place();
  for (const std::uint32_t name : names) append(block, name);
  header.by_name_at = place();
  for (const std::uint32_t number : by_name) append(block, number);
  std::size_t bits = 1024;
  while (bits < table.pairs().size() * 12) bits *= 2;   // one of twelve words or fewer is asked for in vain
  std::vector<std::uint64_t> pairs(bits / 64, 0);
  for (const auto& [key, word] : table.pairs()) set_bit(pairs.data(), blob::pair_place(key, word, bits));
  header.pairs_at = place();
  header.pair_bits = static_cast<std::uint32_t>(bits);
  for (const std::uint64_t word : pairs) append(block, word);
  header.verbs_at = place();
  block += words.verbs();
  header.size = static_cast<std::uint32_t>(block.size());
  std::memcpy(block.data(), &header, sizeof(header));
  header.hash = propos::hash(block);
  std::memcpy(block.data(), &header, sizeof(header));
  counts = {keys.size(), entries.size(), names.size()};
  return block;
}

}   // namespace

int main(int argc, char** argv) try {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool statistics = !arguments.empty() && arguments.front() == "--statistics";
  if (statistics) arguments.erase(arguments.begin());
  if (arguments.size() < 2) {
    fmt::print(stderr, "usage: lexc [--statistics] OUTPUT FILE...\n");
    return 2;
  }
  // The numbers of features follow the order of the files: always the same one.
  std::sort(arguments.begin() + 1, arguments.end());
  WordList words;
  for (auto file = arguments.begin() + 1; file != arguments.end(); ++file) words.read({*file, read_file(*file)});
  words.expect_declared();
  words.check_roles();

  Counts counts;
  const std::string block = compile(words, counts);
  std::ofstream out(arguments.front(), std::ios::binary);
  out.write(block.data(), static_cast<std::streamsize>(block.size()));
  out.close();
  if (!out) throw Error(arguments.front(), 0, 0, "cannot be written");
  if (statistics) {
    fmt::print("{} forms, {} distinct entries, {} features, {} bytes\n", counts.keys, counts.entries, counts.features,
               block.size());
  }
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "lexc: {}\n", error.what());
  return 1;
}
