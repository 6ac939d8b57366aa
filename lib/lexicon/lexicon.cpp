// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lexicon.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <span>

#include "bits.h"
#include "errors.h"
#include "hash.h"
#include "lexicon/blob.h"
#include "lexicon/keys.h"
#include "lexicon/table.h"
#include "lexicon/words.h"

extern "C" const unsigned char propos_lexicon_data[];   // data.S

namespace propos::lexicon {
namespace {

const blob::Header& header() { return *reinterpret_cast<const blob::Header*>(propos_lexicon_data); }

const Entry* entries() { return reinterpret_cast<const Entry*>(propos_lexicon_data + header().entries_at); }

const char* text_at(std::uint32_t place) { return reinterpret_cast<const char*>(propos_lexicon_data) + place; }

std::uint32_t number_at(std::uint32_t table, std::uint32_t index) {
  return reinterpret_cast<const std::uint32_t*>(propos_lexicon_data + table)[index];
}

const char* string(std::uint32_t number) { return text_at(header().strings_at + number_at(header().places_at, number)); }

bool is_built_in(const Entry& entry) {
  const std::less<const Entry*> before;
  return !before(&entry, entries()) && before(&entry, entries() + header().entries);
}

const Entry* find_built_in(std::string_view key) noexcept {
  const std::uint32_t number = find_key(propos_lexicon_data + header().keys_at, key);
  return number == no_key ? nullptr : entries() + number;
}

std::span<const std::uint64_t> built_in_pairs() {
  return {reinterpret_cast<const std::uint64_t*>(propos_lexicon_data + header().pairs_at), header().pair_bits / 64};
}

std::string_view built_in_name(std::uint32_t number) { return string(number_at(header().names_at, number)); }

std::vector<std::string> built_in_names() {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < header().features; ++i) names.emplace_back(built_in_name(i));
  return names;
}

void read(const std::vector<Source>& added, WordList& words) {
  const bool inflects = std::any_of(added.begin(), added.end(), [](const Source& source) {
    return source.content.find("@inflect") != std::string::npos || source.content.find("@like") != std::string::npos;
  });
  if (inflects) words.read_verbs({"verbs", std::string(text_at(header().verbs_at), header().size - header().verbs_at)});
  for (const Source& source : added) words.read(source);
  words.check_roles([](std::string_view role) { return find_built_in(key_of(role)) != nullptr; });
}

}   // namespace

std::vector<Error> check_words(const std::vector<Source>& added) {
  std::vector<Error> errors;
  WordList words(built_in_names());
  words.tell(errors);
  read(added, words);
  words.forms([](const Form&) {});
  sort_by_place(errors, added);
  return errors;
}

std::uint64_t built_in_hash() noexcept { return header().hash; }

struct Lexicon::Impl {
  struct Added : Entry {
    Features common_row, proper_row;
    std::string lemma, info;   // in place of numbers
  };
  TextMap<Added> added;
  std::vector<std::string> names;     // of the features that are not built in
  std::vector<std::uint64_t> pairs;   // bits, where words are added: the built-in ones and theirs
};

Lexicon::Lexicon(const std::vector<Source>& added) : impl_(std::make_unique<Impl>()) {
  if (added.empty()) return;
  WordList words(built_in_names());
  read(added, words);
  const Table table(words, [&](std::string_view key, Row& row) {
    const Entry* entry = find_built_in(key);
    if (!entry) return;
    row.common = entry->common;
    row.proper = entry->proper;
    row.begins = entry->begins;
    row.begins_common = entry->begins_common;
    row.info = info(*entry);
    row.lemma = lemma(*entry);
  });
  for (const auto& [key, row] : table.rows()) {
    Impl::Added& added = impl_->added[key];
    added.common_row = row.common;
    added.proper_row = row.proper;
    added.common.point_to(added.common_row);
    added.proper.point_to(added.proper_row);
    added.begins = row.begins;
    added.begins_common = row.begins_common;
    added.lemma = row.lemma;
    added.info = row.info;
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
  const std::uint32_t count = header().features;
  const auto* const by_name = reinterpret_cast<const std::uint32_t*>(propos_lexicon_data + header().by_name_at);
  const auto* const found =
      std::lower_bound(by_name, by_name + count, name, [](std::uint32_t f, std::string_view n) { return built_in_name(f) < n; });
  if (found != by_name + count && built_in_name(*found) == name) return static_cast<int>(*found);
  const auto added = std::find(impl_->names.begin(), impl_->names.end(), name);
  return added == impl_->names.end() ? -1 : static_cast<int>(count + (added - impl_->names.begin()));
}

std::string_view Lexicon::feature_name(int number) const noexcept {
  if (number < 0 || number >= feature_count()) return {};
  const auto index = static_cast<std::uint32_t>(number);
  const std::uint32_t built_in = header().features;
  return index < built_in ? built_in_name(index) : std::string_view(impl_->names[index - built_in]);
}

int Lexicon::feature_count() const noexcept { return static_cast<int>(header().features + impl_->names.size()); }

std::string_view Lexicon::lemma(const Entry& entry) const noexcept {
  return is_built_in(entry) ? string(entry.lemma) : std::string_view(static_cast<const Impl::Added&>(entry).lemma);
}

std::string_view Lexicon::info(const Entry& entry) const noexcept {
  return is_built_in(entry) ? string(entry.info) : std::string_view(static_cast<const Impl::Added&>(entry).info);
}

}   // namespace propos::lexicon
