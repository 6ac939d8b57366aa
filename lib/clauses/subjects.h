// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "clauses/clauses.h"

namespace propos::clauses {

/// The subjects of verbs, found by their place in a clause without a parser. Refers to what it is made of; one thread.
class Subjects {
 public:
  Subjects(const entities::Reading& reading, const Words& words, const ClauseMaker& maker)
      : reading_(reading), words_(words), maker_(maker) {}

  /// The place of the subject of the verb at unit `verb`, or none. O(units) for each of a bounded number of verbs.
  std::uint32_t of(const Clause& clause, std::uint32_t verb) const;
  /// The subject of a verb before unit `end` that a verb with the number of unit `like` may share.
  std::uint32_t shared(const Clause& clause, std::uint32_t end, std::uint32_t like) const;
  /// The first verb before unit `end` that is not inside a clause with a conjunction or « qui », else the first, or none.
  std::uint32_t main_verb(const Clause& clause, std::uint32_t end) const;
  /// The verb behind « qui », « lorsque », that what stands before unit `end` goes with, or none.
  std::uint32_t relative_verb(const Clause& clause, std::uint32_t end) const;
  /// The verb at the end of a relative that a participle behind a comma goes with, or none.
  std::uint32_t relative_before(const Clause& clause, std::uint32_t participle) const;

  /// Where a subject of several begins, « X, Y et Z ont dit »: `last` itself for one alone.
  std::uint32_t first_of_several(const Clause& clause, std::uint32_t last, std::uint32_t verb) const;
  /// Where one of several behind its verb ends, « disent X, Y et Z »: `first` itself for one alone.
  std::uint32_t last_of_several(const Clause& clause, std::uint32_t first, std::uint32_t verb) const;

  /// « du palais », « à Paris », « selon X »: no subject.
  bool governed(const Clause& clause, std::uint32_t unit) const;
  /// A name, a group of words around a noun, a word with a capital.
  bool nominal(const Unit& unit) const;
  /// A person, a group, an institution, a document; anything with a name.
  bool human(const Unit& unit) const;
  /// « les « casques blancs » »: words between marks behind a determiner, which nothing governs.
  bool labelled(const Clause& clause, std::uint32_t unit) const;
  /// Does « qui » stand for what is at `place`, before the verb? « les propos du maire, qui a dit »
  bool is_antecedent(const Clause& clause, std::uint32_t place, std::uint32_t verb) const;
  /// « a été annoncé »; not « est convaincu »
  bool passive(const Unit& unit) const;

  bool has(const rules::Unit& unit, int feature) const { return maker_.has(unit, feature); }
  std::string_view key(std::uint32_t token) const { return reading_.tokens.key(reading_.tokens.tokens[token]); }
  bool is(const rules::Unit& unit, std::string_view word) const { return unit.last == unit.first + 1 && key(unit.first) == word; }
  /// Does the lexicon give token `token` this feature as a common word?
  bool common(std::uint32_t token, int feature) const {
    const lexicon::Entry* entry = reading_.units.entry(token);
    return entry != nullptr && feature >= 0 && entry->common[static_cast<std::size_t>(feature)];
  }

 private:
  // What verbs that share a subject have in common.
  struct Form {
    bool singular = false, plural = false;   // both or none: unknown
    bool compound = false, imperfect = false, future = false, conditional = false, subjunctive = false;
    bool agrees(const Form& other) const {
      return singular == plural || other.singular == other.plural || singular == other.singular;
    }
    bool same_tense(const Form& other) const {
      return compound == other.compound && imperfect == other.imperfect && future == other.future &&
             conditional == other.conditional && subjunctive == other.subjunctive;
    }
  };
  Form form(const Unit& verb) const;
  bool is_dash(const Unit& unit) const { return is(unit, "–") || is(unit, "—") || is(unit, "-"); }
  std::uint32_t inverted(const Clause& clause, std::uint32_t verb) const;
  bool clause_before(const Clause& clause, std::uint32_t comma) const;
  // Of a search from a verb towards the head of its clause: the subject, or none and the unit behind which it goes on.
  struct Step {
    std::uint32_t subject = none, at = none;
  };
  Step before_comma(const Clause& clause, std::uint32_t comma, std::uint32_t like) const;
  std::uint32_t antecedent(const Clause& clause, std::uint32_t who) const;
  std::uint32_t before_relative(const Clause& clause, std::uint32_t verb) const;
  std::uint32_t opening(const Clause& clause, std::uint32_t close) const;
  std::uint32_t opening_comma(const Clause& clause, std::uint32_t close) const;
  bool tells_what(const Clause& clause, std::uint32_t u) const;
  bool stands_alone(const Clause& clause, std::uint32_t unit, bool beside) const;
  bool between_commas(const Clause& clause, std::uint32_t unit, std::uint32_t verb) const;
  std::uint32_t find(const Clause& clause, std::uint32_t verb, std::uint32_t like) const;
  std::uint32_t shared_by(const Clause& clause, std::uint32_t end, std::uint32_t like) const;

  const entities::Reading& reading_;
  const Words& words_;
  const ClauseMaker& maker_;
  mutable int left_ = 0;   // verbs that the present search may still look at
};

}   // namespace propos::clauses
