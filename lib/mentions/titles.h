// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "clauses/subjects.h"
#include "hash.h"

namespace propos::mentions {

/// A description taken apart: « le ministre ukrainien de la Défense ».
struct Title {
  struct Word {
    std::string text;
    Id entity = none;   // that the word names: « LREM » fits « La République en marche »
  };
  std::string head;          // under the name that all its synonyms share: « ministre »
  std::vector<Word> words;   // the others that say something: « ukrainien », « défense »
  Id entity = none;          // who has it
  std::uint32_t place = 0;   // its first token
  std::uint32_t from = 0;    // the token from which it is known: « son président » says nothing before
};

/// What the people and organizations of one text are called beside their names. One thread.
class Titles {
 public:
  Titles(const entities::Reading& reading, const clauses::Words& words, const std::vector<entities::Name>& names,
         const clauses::Subjects& subjects)
      : reading_(reading), words_(words), names_(names), subjects_(subjects) {}

  Title read(const rules::Unit& unit) const;
  void learn(Title title);

  /// The entity whose titles fit `wanted` best, none where no title has its head. `weight(entity)` is added to the fit of an
  /// entity; below 0 the entity is left out. Of more than most_alike
  /// titles with one head the others are not looked at: bounded time.
  template <class Weight>
  Id best(const Title& wanted, const Weight& weight) const {
    Id out = none;
    int most = 0;
    const auto alike = titles_.find(wanted.head);
    if (alike == titles_.end()) return none;
    for (const Title& title : alike->second) {
      const int fit = fit_of(wanted, title);
      if (fit == 0 || wanted.place < title.from) continue;
      const int more = weight(title.entity);
      if (more < 0 || fit + more <= most) continue;
      most = fit + more;
      out = title.entity;
    }
    return out;
  }
  /// Has the entity a title of its own?
  bool knows(Id entity) const { return known_.contains(entity); }
  /// … one with this head?
  bool knows(Id entity, std::string_view head) const {
    const auto alike = titles_.find(head);
    return alike != titles_.end() && std::any_of(alike->second.begin(), alike->second.end(), [&](const Title& title) { return title.entity == entity; });
  }

 private:
  static int fit_of(const Title& wanted, const Title& known);

  const entities::Reading& reading_;
  const clauses::Words& words_;
  const std::vector<entities::Name>& names_;
  const clauses::Subjects& subjects_;
  static constexpr std::size_t most_alike = 200;
  TextMap<std::vector<Title>> titles_;   // by head
  std::unordered_set<Id> known_;
};

}  // namespace propos::mentions
