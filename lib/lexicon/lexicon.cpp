// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lexicon.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "bits.h"
#include "hash.h"
#include "lexicon/blob.h"
#include "lexicon/table.h"
#include "lexicon/words.h"

extern "C" const unsigned char propos_lexicon_data[];   // data.S

namespace propos::lexicon {
namespace {

const blob::Header& header() { return *reinterpret_cast<const blob::Header*>(propos_lexicon_data); }

const Entry* entries() { return reinterpret_cast<const Entry*>(propos_lexicon_data + sizeof(blob::Header)); }

const char* text_at(std::uint32_t place) { return reinterpret_cast<const char*>(propos_lexicon_data) + place; }

const char* string_at(std::uint32_t place) { return text_at(header().strings_at) + place; }

std::uint32_t number_at(std::uint32_t table, std::uint32_t index) {
  return reinterpret_cast<const std::uint32_t*>(propos_lexicon_data + table)[index];
}

const Entry* find_built_in(std::string_view key) noexcept {
  const blob::Header& head = header();
  const std::uint64_t hash = propos::hash(key);
  const std::uint32_t tag = blob::tag(hash);
  const auto* slots = reinterpret_cast<const std::uint32_t*>(propos_lexicon_data + head.slots_at);
  for (std::uint32_t i = blob::first_slot(hash, head.slots);; i = i + 1 == head.slots ? 0 : i + 1) {
    const std::uint32_t slot = slots[i];
    if (slot == 0) return nullptr;
    if ((slot & ~blob::place_mask) != tag) continue;
    const char* record = text_at(head.records_at) + (slot & blob::place_mask);
    std::uint32_t size_and_entry = 0;
    std::memcpy(&size_and_entry, record, sizeof(size_and_entry));
    const std::string_view found(record + sizeof(size_and_entry), size_and_entry & 0xFF);
    if (found == key) return entries() + (size_and_entry >> 8);
  }
}

std::span<const std::uint64_t> built_in_pairs() {
  return {reinterpret_cast<const std::uint64_t*>(propos_lexicon_data + header().pairs_at), header().pair_bits / 64};
}

std::string_view built_in_name(std::uint32_t number) { return string_at(number_at(header().names_at, number)); }

constexpr std::uint32_t added_string = 1u << 31;   // of a number: the string is in Impl::strings

}   // namespace

std::uint64_t built_in_hash() noexcept { return header().hash; }

struct Lexicon::Impl {
  TextMap<Entry> added;
  std::vector<std::string> strings;
  std::vector<std::string> names;     // of the features that are not built in
  std::vector<std::uint64_t> pairs;   // bits, where words are added: the built-in ones and theirs

  std::string_view string(std::uint32_t number) const {
    return number & added_string ? std::string_view(strings[number & ~added_string]) : string_at(number);
  }

  std::uint32_t intern(const std::string& text) {
    if (text.empty()) return 0;
    strings.push_back(text);
    return static_cast<std::uint32_t>(strings.size() - 1) | added_string;
  }
};

Lexicon::Lexicon(const std::vector<Source>& added) : impl_(std::make_unique<Impl>()) {
  if (added.empty()) return;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < header().features; ++i) names.emplace_back(built_in_name(i));
  WordList words(names);
  const bool inflects = std::any_of(added.begin(), added.end(), [](const Source& source) {
    return source.content.find("@inflect") != std::string::npos || source.content.find("@like") != std::string::npos;
  });
  if (inflects) words.read_verbs({"verbs", std::string(text_at(header().verbs_at), header().verbs_size)});
  for (const Source& source : added) words.read(source);
  words.check_roles([](std::string_view role) { return find_built_in(key_of(role)) != nullptr; });

  const Table table(words, [&](std::string_view key, Row& row) {
    const Entry* entry = find_built_in(key);
    if (!entry) return;
    row.entry = *entry;
    row.info = info(*entry);
    row.lemma = lemma(*entry);
  });
  for (const auto& [key, row] : table.rows()) {
    Entry entry = row.entry;
    entry.lemma = impl_->intern(row.lemma);
    entry.info = impl_->intern(row.info);
    impl_->added.emplace(key, entry);
  }
  impl_->pairs.assign(built_in_pairs().begin(), built_in_pairs().end());
  for (const auto& [key, word] : table.pairs()) set_bit(impl_->pairs.data(), blob::pair_place(key, word, header().pair_bits));
  impl_->names.assign(words.features().begin() + header().features, words.features().end());
}

Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon&&) noexcept = default;

const Entry* Lexicon::find(std::string_view key) const noexcept {
  if (!impl_->added.empty()) {
    const auto found = impl_->added.find(key);
    if (found != impl_->added.end()) return &found->second;
  }
  return find_built_in(key);
}

bool Lexicon::may_go_on(std::uint64_t key, std::uint64_t word) const noexcept {
  const std::uint64_t* const pairs = impl_->pairs.empty() ? built_in_pairs().data() : impl_->pairs.data();
  return has_bit(pairs, blob::pair_place(key, word, header().pair_bits));
}

int Lexicon::feature(std::string_view name) const noexcept {
  for (int i = 0; i < feature_count(); ++i) {
    if (feature_name(i) == name) return i;
  }
  return -1;
}

std::string_view Lexicon::feature_name(int number) const noexcept {
  if (number < 0 || number >= feature_count()) return {};
  const auto index = static_cast<std::uint32_t>(number);
  const std::uint32_t built_in = header().features;
  return index < built_in ? built_in_name(index) : std::string_view(impl_->names[index - built_in]);
}

int Lexicon::feature_count() const noexcept { return static_cast<int>(header().features + impl_->names.size()); }

std::string_view Lexicon::lemma(const Entry& entry) const noexcept { return impl_->string(entry.lemma); }

std::string_view Lexicon::info(const Entry& entry) const noexcept { return impl_->string(entry.info); }

}   // namespace propos::lexicon
