// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "quotes/clauses.h"

/// Stage 7. Takes a clause and the place of a cue in it; gives who speaks.
namespace propos::attribution {

/// The words that name a source, and who is behind them.
struct Source {
  std::uint32_t first = 0, last = 0;   // tokens; first == last: no words
  std::uint32_t cut = 0;               // bytes to leave out at the start (« -t-il »)
  Id entity = none;
  std::string name;                    // of a source without entity
  SpeakerBy by = SpeakerBy::name;
  float confidence = 0;

  bool known() const { return entity != none || !name.empty(); }
};

/// Follows a text from its beginning: who was named, under which title, who spoke last. One text, one thread.
class Attribution {
 public:
  Attribution(const entities::Reading& reading, const std::vector<entities::Name>& names, std::vector<Entity>& entities,
              const quotes::ClauseMaker& maker);

  /// Learns titles of people (« Le maire, Jean Roux, »). Called for every clause before the first question.
  void learn(const quotes::Clause& clause);

  /// Who stands at units [first, last).
  Source at(const quotes::Clause& clause, std::uint32_t first, std::uint32_t last);
  /// The subject of the cue at `cue`: before it, or the clitic in it.
  Source subject(const quotes::Clause& clause, std::uint32_t cue, bool finite);

  /// The subject of the first verb of a clause.
  Source main_subject(const quotes::Clause& clause);

  void spoke(const Source& source) { if (source.known()) last_ = source; }
  Source previous() const;

 private:
  struct Title {
    std::string head;
    std::vector<std::string> words;
    Id entity = none;
  };

  bool has(const rules::Unit& unit, int feature) const { return maker_.has(unit, feature); }
  std::string_view key(std::uint32_t token) const { return reading_.tokens.key(reading_.tokens.tokens[token]); }
  bool is(const rules::Unit& unit, std::string_view word) const { return unit.last == unit.first + 1 && key(unit.first) == word; }
  bool is_definite(std::uint32_t token) const;
  Id person_beside(const quotes::Clause& clause, std::uint32_t unit) const;
  Source pronoun(std::uint32_t token, std::uint32_t cut, std::string_view form);
  Source description(const quotes::Unit& unit);
  Title title_of(const rules::Unit& unit, Id entity) const;
  std::string text_of(std::uint32_t first, std::uint32_t last) const;

  const entities::Reading& reading_;
  const std::vector<entities::Name>& names_;
  std::vector<Entity>& entities_;
  const quotes::ClauseMaker& maker_;
  std::vector<Title> titles_;
  Source last_;
  int np_, person_, organization_, place_, pronoun_, vg_, role_, person_noun_, group_noun_, org_head_, document_, family_,
      preposition_, time_noun_, quotation_, noun_, adjective_, feminine_, masculine_, plural_;
};

}  // namespace propos::attribution
