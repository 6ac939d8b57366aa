// SPDX-License-Identifier: Apache-2.0
// lexc [--statistics] OUTPUT FILE...: compiles word files (lib/fr/lexicon) into the block of memory that
// lib/lexicon/blob.h describes.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <new>
#include <sstream>
#include <unordered_map>

#include "bits.h"
#include "lexicon/blob.h"
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
  Strings() { place(""); }

  std::uint32_t place(const std::string& text) {
    const auto [at, added] = places_.try_emplace(text, static_cast<std::uint32_t>(bytes_.size()));
    if (added) bytes_.append(text).push_back('\0');
    return at->second;
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> places_;
};

/// The entry without what padding happens to hold.
std::string bytes_of(const Entry& entry) {
  alignas(Entry) unsigned char bytes[sizeof(Entry)] = {};
  Entry* copy = new (bytes) Entry;
  copy->common = entry.common;
  copy->proper = entry.proper;
  copy->lemma = entry.lemma;
  copy->info = entry.info;
  copy->begins = entry.begins;
  copy->begins_common = entry.begins_common;
  return std::string(reinterpret_cast<const char*>(bytes), sizeof(Entry));
}

void pad(std::string& block, std::size_t alignment) { block.resize((block.size() + alignment - 1) / alignment * alignment); }

template <class T>
void append(std::string& block, const T& value) {
  block.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

std::string compile(const WordList& words, blob::Header& header) {
  const Table table(words);
  std::vector<const Table::Rows::value_type*> rows;
  for (const auto& row : table.rows()) rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->first < b->first; });

  Strings strings;
  std::string entries;
  std::unordered_map<std::string, std::uint32_t> entry_numbers;
  std::string records(1, '\0');   // place 0 is that of no record
  const auto slot_count = static_cast<std::uint32_t>(rows.size() * 4 / 3 + 16);
  std::vector<std::uint32_t> slots(slot_count, 0);

  for (const auto* row : rows) {
    const auto& [key, value] = *row;
    Entry entry = value.entry;
    entry.lemma = strings.place(value.lemma);
    entry.info = strings.place(value.info);
    const std::string bytes = bytes_of(entry);
    const auto [at, added] = entry_numbers.try_emplace(bytes, static_cast<std::uint32_t>(entry_numbers.size()));
    if (added) entries += bytes;

    const std::uint64_t hash = propos::hash(key);
    std::uint32_t i = blob::first_slot(hash, slot_count);
    while (slots[i] != 0) i = i + 1 == slot_count ? 0 : i + 1;
    if (records.size() > blob::place_mask || at->second >> 24 != 0) throw Error("the lexicon has become too large");
    slots[i] = blob::tag(hash) | static_cast<std::uint32_t>(records.size());
    append(records, static_cast<std::uint32_t>(key.size()) | at->second << 8);
    records += key;
  }
  std::vector<std::uint32_t> names;
  for (const std::string& name : words.features()) names.push_back(strings.place(name));

  std::string block(sizeof(header), '\0');
  const auto place = [&block] {
    pad(block, 8);
    return static_cast<std::uint32_t>(block.size());
  };
  block += entries;
  header.keys = static_cast<std::uint32_t>(rows.size());
  header.entries = static_cast<std::uint32_t>(entry_numbers.size());
  header.slots = slot_count;
  header.features = static_cast<std::uint32_t>(names.size());
  pad(block, blob::alignment);
  header.slots_at = place();
  for (const std::uint32_t slot : slots) append(block, slot);
  header.records_at = place();
  block += records;
  header.strings_at = place();
  block += strings.bytes();
  header.names_at = place();
  for (const std::uint32_t name : names) append(block, name);
  std::size_t bits = 1024;
  while (bits < table.pairs().size() * 12) bits *= 2;   // one of twelve words or fewer is asked for in vain
  std::vector<std::uint64_t> pairs(bits / 64, 0);
  for (const auto& [key, word] : table.pairs()) set_bit(pairs.data(), blob::pair_place(key, word, bits));
  header.pairs_at = place();
  header.pair_bits = static_cast<std::uint32_t>(bits);
  for (const std::uint64_t word : pairs) append(block, word);
  header.verbs_at = place();
  const std::string verbs = words.verbs();
  header.verbs_size = static_cast<std::uint32_t>(verbs.size());
  block += verbs;
  header.size = static_cast<std::uint32_t>(block.size());
  std::memcpy(block.data(), &header, sizeof(header));
  header.hash = propos::hash(block);
  std::memcpy(block.data(), &header, sizeof(header));
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

  blob::Header header;
  const std::string block = compile(words, header);
  std::ofstream out(arguments.front(), std::ios::binary);
  out.write(block.data(), static_cast<std::streamsize>(block.size()));
  out.close();
  if (!out) throw Error(arguments.front(), 0, 0, "cannot be written");
  if (statistics) {
    fmt::print("{} forms, {} distinct entries, {} features, {} bytes\n", header.keys, header.entries, header.features,
               header.size);
  }
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "lexc: {}\n", error.what());
  return 1;
}
