// SPDX-License-Identifier: Apache-2.0
#include "stats/corpus.h"

#include <fmt/format.h>

#include <algorithm>

#include "stats/people.h"

namespace propos::cli::stats {
namespace {

/// Where a word stands in a vocabulary; the last place for one that is not in it.
template <std::size_t size>
std::uint8_t index_of(const std::array<std::string_view, size>& words, std::string_view word) {
  return static_cast<std::uint8_t>(
      std::min<std::ptrdiff_t>(std::find(words.begin(), words.end(), word) - words.begin(), size - 1));
}

Sex sex_of(std::string_view gender) { return gender == "f" ? Sex::woman : gender == "m" ? Sex::man : Sex::unknown; }

std::string known_key(Kind kind, Sex sex, std::string_view key) {
  return fmt::format("{}{}{}", static_cast<int>(kind), static_cast<int>(sex), key);
}

}   // namespace

Corpus::Corpus(std::size_t groups, float least_confidence, const People& people)
    : people_(people), least_confidence_(least_confidence), groups_(groups), values_(groups), value_ids_(groups) {}

void Corpus::add(const Record& record) {
  const auto text = static_cast<std::uint32_t>(texts_++);
  for (std::size_t by = 0; by < groups_.size(); ++by) {
    const auto [found, is_new] = value_ids_[by].try_emplace(record.groups[by], static_cast<std::uint32_t>(values_[by].size()));
    if (is_new) values_[by].push_back(record.groups[by]);
    groups_[by].push_back(found->second);
  }
  for (const Told& told : record.quotes) {
    Quote quote;
    quote.type = index_of(types, told.type);
    if (quote.type == term) {
      ++terms_;
      continue;
    }
    quote.text = text;
    quote.words = told.words;
    quote.stance = index_of(stances, told.stance.empty() ? stances.front() : told.stance);
    quote.has_source = told.has_source && told.confidence >= least_confidence_;
    unsure_ += told.has_source && !quote.has_source;
    if (quote.has_source) {
      quote.confidence = told.confidence;
      quote.kind = static_cast<Kind>(index_of(kinds, told.kind));
      quote.sex = sex_of(told.gender);
      if (told.named) quote.source = source_of(told, quote.sex, record.doc);
    }
    quotes_.push_back(quote);
  }
}

std::uint32_t Corpus::source_of(const Told& told, Sex& sex, const std::string& doc) {
  const Kind kind = static_cast<Kind>(index_of(kinds, told.kind));
  std::string key(told.key), name(told.name);
  bool joined = kind != Kind::person || People::is_full_name(told.key);
  if (const Settled* settled = people_.find(told.key, told.title); settled != nullptr && kind == Kind::person) {
    key = settled->key;
    name = settled->name;
    joined = true;
    if (!settled->gender.empty()) sex = sex_of(settled->gender);
  }
  if (!joined) key += '\n' + doc;   // of this text alone
  const auto [found, is_new] = known_.try_emplace(known_key(kind, sex, key), static_cast<std::uint32_t>(sources_.size()));
  if (is_new) sources_.push_back({std::move(name), std::string(told.title), kind, sex, joined});
  else if (Source& source = sources_[found->second]; source.title.empty()) source.title = told.title;
  return found->second;
}

void Corpus::finish() {
  std::vector<std::uint32_t> as(sources_.size());
  for (std::uint32_t s = 0; s < as.size(); ++s) as[s] = s;
  for (const auto& [key, id] : known_) {
    const Source& source = sources_[id];
    if (source.kind != Kind::person || source.sex != Sex::unknown) continue;
    const std::string_view name = std::string_view(key).substr(2);
    const auto woman = known_.find(known_key(source.kind, Sex::woman, name)),
               man = known_.find(known_key(source.kind, Sex::man, name));
    if ((woman == known_.end()) != (man == known_.end())) as[id] = (woman == known_.end() ? man : woman)->second;
  }
  for (Quote& quote : quotes_) {
    if (quote.source == nobody) continue;
    quote.source = as[quote.source];
    if (quote.kind == Kind::person) quote.sex = sources_[quote.source].sex;
  }
}

}   // namespace propos::cli::stats
