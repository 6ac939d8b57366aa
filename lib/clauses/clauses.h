// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <tuple>
#include <vector>

#include "clauses/words.h"
#include "entities/entities.h"

/// Stage 6. Takes tokens, names and pairs of marks; gives sentences as units of names, groups of words and words between
/// marks, and the subjects of their verbs (subjects.h).
namespace propos::clauses {

using rules::Unit;

struct Range {
  std::uint32_t first = 0, last = 0;   // tokens
  bool operator==(const Range&) const = default;
};

/// What a person is called beside the name: « le maire de Vannes ».
struct NamedTitle {
  Unit group;
  Id name = none;
};

/// One sentence.
struct Clause {
  std::vector<Unit> units;
  std::vector<NamedTitle> titles;
  std::uint32_t first = 0, last = 0;   // tokens
  std::uint32_t paragraph = 0;
};

/// Builds clauses: collapses names and marks, then what phases "groups" and "sources" find.
class ClauseMaker {
 public:
  ClauseMaker(const entities::Reading& reading, const Words& words, const std::vector<entities::Name>& names);

  /// Of the tokens [first, last) that `units` cover; marks of pairs at `depth` and below are not collapsed.
  Clause make(const Unit* units, std::size_t count, std::uint32_t first, std::uint32_t last, std::uint32_t paragraph,
              Id inside) const;

  /// Adds what people are called in the sentence beyond the groups around their names: « X, qui préside le club ». The unit
  /// of a title may be several groups.
  void add_titles(const Clause& clause, std::vector<NamedTitle>& out) const;

  /// What is asked of every unit of a text, in one byte; role: a function, or what shows one; incise: it may be the verb of
  /// one, or of what is told beside it.
  enum Note : std::uint8_t {
    clitic_subject = 1,
    se_clitic = 2,
    etre = 4,
    indefinite = 8,
    mark = 16,
    role = 32,
    incise = 64,
    noted = 128
  };
  std::uint8_t notes(const Unit& unit) const { return notes(unit.kind); }
  std::uint8_t notes(std::uint32_t kind) const {
    return reading_.memory.note(kind, [this](const rules::FeatureSet& features) {
      std::uint8_t out = noted;
      const std::pair<Note, int> all[] = {{clitic_subject, words_.clitic_subject},
                                          {se_clitic, words_.se_clitic},
                                          {etre, words_.etre},
                                          {indefinite, words_.indefinite},
                                          {mark, words_.mark},
                                          {role, words_.role},
                                          {role, words_.role_shown},
                                          {incise, words_.cue_incise},
                                          {incise, words_.past_historic},
                                          {incise, words_.present_participle}};
      for (const auto& [note, feature] : all)
        if (feature >= 0 && features[static_cast<std::size_t>(feature)]) out |= note;
      return out;
    });
  }

  bool has(const Unit& unit, int feature) const {
    return feature >= 0 && reading_.memory.features(unit.kind)[static_cast<std::size_t>(feature)];
  }

 private:
  Id name_of(const Unit& unit) const;
  bool leads_marks(const Unit& unit, const Unit& next, const std::vector<Unit>& before) const;
  void collapse_given(const Unit* units, std::size_t count, Id inside, std::uint32_t last, std::vector<Unit>& out) const;
  void collapse_groups(int phase, const std::vector<Unit>& units, std::vector<Unit>& out, std::vector<NamedTitle>& titles) const;

  const entities::Reading& reading_;
  const Words& words_;
  const std::vector<entities::Name>& names_;
  mutable std::vector<rules::Match> matches_;   // room kept from clause to clause
  mutable std::vector<Unit> given_, groups_, sources_;
};

/// The clauses of one text, each made when it is first asked for: most sentences report nothing and are never looked at.
/// What it gives stays where it is until it rests. One thread.
class Clauses {
 public:
  Clauses(const entities::Reading& reading, const Words& words, const std::vector<entities::Name>& names)
      : reading_(reading), maker_(reading, words, names), sentences_(reading.tokens.sentences.size()) {}

  const ClauseMaker& maker() const { return maker_; }
  /// The sentence with this number.
  const Clause& of(std::uint32_t sentence);
  /// Some tokens of a paragraph, such as those between the marks of `pair`, which are not collapsed.
  const Clause& within(Range range, Id pair, std::uint32_t paragraph);
  /// To be called where nothing refers to clauses: those of a long text do not all stay.
  void rest();

 private:
  const entities::Reading& reading_;
  ClauseMaker maker_;
  std::vector<Unit> units_;   // room of a clause
  std::vector<std::unique_ptr<Clause>> sentences_;
  std::vector<std::uint32_t> made_;                                         // of those
  std::size_t kept_ = 0;                                                    // units of clauses, and each of these
  std::map<std::tuple<std::uint32_t, std::uint32_t, Id>, Clause> insets_;   // by range and pair
};

}   // namespace propos::clauses
