// SPDX-License-Identifier: Apache-2.0
#include "eval/links.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace propos::cli {
namespace {

std::uint64_t pairs_of(std::uint64_t count) { return count * (count - 1) / 2; }

/// Of each name that was found, the gold's entity and the predicted one.
using Both = std::vector<std::pair<std::string, std::string>>;

Both names_of_both(const GoldDocument& gold, const Prediction& predicted) {
  std::map<std::string, std::string> home;   // a form, and the name of its cluster
  for (const auto& [name, forms] : gold.clusters) {
    home.try_emplace(folded(name), folded(name));
    for (const std::string& form : forms) home.try_emplace(folded(form), folded(name));
  }
  std::map<Range, std::string> entity_at;
  for (std::size_t i = 0; i < predicted.names.size(); ++i)
    entity_at[without_marks(gold.text, predicted.names[i].first.range)] = predicted.entities[i];
  Both both;
  for (const Name& name : gold.names) {
    const Range at = without_marks(gold.text, name.range);
    const auto found = entity_at.find(at);
    if (found == entity_at.end()) continue;
    const std::string form = folded(words_at(gold.text, at));
    const auto known = home.find(form);
    both.emplace_back(known == home.end() ? form : known->second, found->second);
  }
  return both;
}

}   // namespace

void LinkScore::add(const std::string& doc, const GoldDocument& gold, const Prediction& predicted,
                    std::vector<std::string>& errors) {
  const Both both = names_of_both(gold, predicted);
  std::map<std::string, std::uint64_t> of_gold, of_predicted;
  std::map<std::pair<std::string, std::string>, std::uint64_t> together;
  std::map<std::string, std::set<std::string>> parts_of_gold, parts_of_predicted;
  for (const auto& [wanted, got] : both) {
    ++of_gold[wanted];
    ++of_predicted[got];
    ++together[{wanted, got}];
    parts_of_gold[wanted].insert(got);
    parts_of_predicted[got].insert(wanted);
  }
  for (const auto& [entity, count] : of_gold) pairs_gold += pairs_of(count);
  for (const auto& [entity, count] : of_predicted) pairs_predicted += pairs_of(count);
  for (const auto& [entities, count] : together) {
    pairs_right += pairs_of(count);
    b3_precision += static_cast<double>(count * count) / static_cast<double>(of_predicted[entities.second]);
    b3_recall += static_cast<double>(count * count) / static_cast<double>(of_gold[entities.first]);
    names += count;
  }
  for (const auto& [entity, parts] : parts_of_gold)
    if (parts.size() > 1) errors.push_back(fmt::format("{} links {} is {} entities", doc, entity, parts.size()));
  for (const auto& [entity, parts] : parts_of_predicted)
    if (parts.size() > 1) errors.push_back(fmt::format("{} links {} are one entity", doc, fmt::join(parts, ", ")));
  for (const auto& [name, wanted] : gold.genders) {
    if (wanted != 'm' && wanted != 'f') continue;
    std::vector<std::pair<std::string, std::uint64_t>> counts;   // in order of the text: the first of equals is taken
    for (const auto& [entity, got] : both) {
      if (entity != folded(name)) continue;
      const auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& one) { return one.first == got; });
      if (known == counts.end()) counts.emplace_back(got, 1);
      else ++known->second;
    }
    if (counts.empty()) {
      ++gender_not_found;
      continue;
    }
    const auto most =
        std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto gender = predicted.genders.find(most->first);
    const char got = gender == predicted.genders.end() ? ' ' : gender->second;
    ++(got == wanted ? gender_right : got == ' ' ? gender_none : gender_wrong);
    if (got != wanted)
      errors.push_back(
          fmt::format("{} gender of {}: gold {}, got {}", doc, name, wanted, got == ' ' ? "none" : std::string(1, got)));
  }
}

}   // namespace propos::cli
