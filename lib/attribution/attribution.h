// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
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
  Gender gender = Gender::unknown;     // of its words
  bool plural = false;
  bool person = false;                 // described as one: « la maire », « un témoin »
  bool thing = false;                  // its words name no person, group or text

  bool known() const { return entity != none || !name.empty(); }
};

/// Follows a text from its beginning: who was named, under which title, who spoke last. One text, one thread.
class Attribution {
 public:
  /// `clause_of` gives the clause of a sentence; it and all that is referred to outlive this.
  Attribution(const entities::Reading& reading, const quotes::Words& words, const std::vector<entities::Name>& names,
              std::vector<Entity>& entities, const quotes::ClauseMaker& maker, std::function<const quotes::Clause&(std::uint32_t)> clause_of);

  /// Learns titles of people (« Le maire, Jean Roux, »). Called for every clause before the first question.
  void learn(const quotes::Clause& clause);

  /// Who stands at units [first, last).
  Source at(const quotes::Clause& clause, std::uint32_t first, std::uint32_t last);
  /// The subject of the cue at `cue`: before it, or the clitic in it; of a passive its agent.
  Source subject(const quotes::Clause& clause, std::uint32_t cue, bool finite);

  /// The subject of the first verb of a clause, without its words.
  Source main_subject(const quotes::Clause& clause);

  /// Of what follows, `source` spoke last, with a cue at token `place`.
  void spoke(const Source& source, std::uint32_t place);
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
  std::uint32_t sentence_of(std::uint32_t token) const;
  bool may_be(Id entity, Gender gender) const;
  bool governed(const quotes::Clause& clause, std::uint32_t unit) const;
  bool nominal(const quotes::Unit& unit) const;
  bool is_human(const quotes::Unit& unit) const;
  std::uint32_t inverted(const quotes::Clause& clause, std::uint32_t verb) const;
  std::uint32_t find_subject(const quotes::Clause& clause, std::uint32_t verb) const;
  std::uint32_t shared_subject(const quotes::Clause& clause, std::uint32_t verb) const;
  std::uint32_t main_verb(const quotes::Clause& clause, std::uint32_t end) const;
  bool is_subject(const entities::Name& name) const;
  bool is_passive(const quotes::Unit& unit) const;
  Source named(const quotes::Unit& unit) const;
  Source subject_before(std::uint32_t sentence);
  Source pronoun(std::uint32_t token, std::uint32_t cut, std::string_view form);
  Source description(const quotes::Unit& unit);
  Source organization_of(const quotes::Unit& unit, const Source& as) const;
  Id nearest_person(std::uint32_t token, Gender gender) const;
  Title title_of(const rules::Unit& unit, Id entity) const;
  std::string text_of(std::uint32_t first, std::uint32_t last) const;

  const entities::Reading& reading_;
  const quotes::Words& words_;
  const std::vector<entities::Name>& names_;
  std::vector<Entity>& entities_;
  const quotes::ClauseMaker& maker_;
  std::function<const quotes::Clause&(std::uint32_t)> clause_of_;
  std::vector<Title> titles_;
  Source last_;
  std::uint32_t last_place_ = 0;
  int depth_ = 0;   // of pronouns that stand for the subjects of sentences before
};

}  // namespace propos::attribution
