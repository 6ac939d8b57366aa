// SPDX-License-Identifier: Apache-2.0
#include "lexicon/table.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "hash.h"
#include "propos/error.h"

namespace propos::lexicon {
namespace {

/// The features that Table itself looks at or sets.
struct Own {
  Features cues;
  Features names;    // proper names that are often ordinary words, too
  Features things;   // what an acronym may name
  Features nouns;    // what a class of functions is entered as
  int common = -1;
  int ambiguous = -1;
  int capitals = -1;

  explicit Own(const WordList& words)
      : common(words.feature("common")), ambiguous(words.feature("ambiguous")), capitals(words.feature("capitals")) {
    for (std::size_t i = 0; i < words.features().size(); ++i) {
      const std::string& name = words.features()[i];
      if (name == "cue" || name.starts_with("cue-")) cues.set(i);
      if (name == "noun") nouns.set(i);
      if (name == "organization" || name == "product" || name == "club-head") things.set(i);
      if (name == "first-name" || name == "last-name" || name == "commune" || name == "department") names.set(i);
    }
  }

  bool is_ambiguous(const Row& row) const {
    return common >= 0 && ambiguous >= 0 && row.common.test(static_cast<std::size_t>(common)) && (row.proper & names).any();
  }
};

// « Sud » is no SUD, « Lou » no LOU: a name that is listed in capitals alone holds for capitals alone, where the word is
// something else, too, or too short to be read as one.
bool holds_for_capitals(const Row& row, std::string_view key, const Own& own) {
  constexpr std::size_t shortest_word = 4;
  return row.in_capitals && !row.in_small && (key.size() < shortest_word || row.common.any() || (row.proper & own.names).any());
}

void add_info(std::string& info, std::string_view added) {
  if (added.empty() || info.find(added) != std::string::npos) return;
  if (!info.empty()) info += ';';
  info += added;
}

}   // namespace

Row& Table::row(std::string_view key, const Known& known) {
  const auto [at, added] = rows_.try_emplace(std::string(key));
  if (added && known) known(key, at->second);
  return at->second;
}

Table::Table(const WordList& words, const Known& known) {
  const Own own(words);
  std::set<std::string, std::less<>> replaced;   // forms after the first of a replaced key are united again
  words.forms([&](const Form& form) {
    Row& row = this->row(form.key, known);
    if (form.replaces && replaced.emplace(form.key).second) {
      Row fresh;
      fresh.begins = row.begins;
      fresh.begins_common = row.begins_common;
      row = std::move(fresh);
    }
    (form.proper ? row.proper : row.common) |= form.features;
    const bool of_cue = (form.features & own.cues).any();
    if (!form.lemma.empty() && (row.lemma.empty() || (of_cue && !row.lemma_of_cue))) {
      row.lemma = form.lemma;
      row.lemma_of_cue = of_cue;
    }
    if (!of_cue && row.role.empty() && (form.features & own.nouns).any()) row.role = form.lemma;
    if (form.proper && (form.features & own.things).any()) (form.capitals ? row.in_capitals : row.in_small) = true;
    add_info(row.info, form.info);
  });

  std::vector<std::string> longer;
  for (auto& [key, row] : rows_) {
    if (row.lemma_of_cue && !row.role.empty() && row.role != row.lemma) add_info(row.info, "class=" + row.role);
    if (key.find(' ') != std::string::npos) longer.push_back(key);
  }
  for (const std::string& key : longer) {
    const bool common = rows_.at(key).common.any();
    for (std::size_t end = key.find(' '); end != std::string::npos; end = key.find(' ', end + 1)) {
      Row& begin = row(std::string_view(key).substr(0, end), known);
      begin.begins = true;
      begin.begins_common |= common;
      const std::string_view word = std::string_view(key).substr(end + 1, key.find(' ', end + 1) - end - 1);
      pairs_.emplace_back(propos::hash(std::string_view(key).substr(0, end)), propos::hash(word));
    }
  }
  for (auto& [key, row] : rows_) {
    if (own.capitals >= 0 && (row.in_capitals || row.in_small))
      row.proper.set(static_cast<std::size_t>(own.capitals), holds_for_capitals(row, key, own));
    if (own.is_ambiguous(row)) row.proper.set(static_cast<std::size_t>(own.ambiguous));
  }
}

}   // namespace propos::lexicon
