// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "clauses/subjects.h"
#include "mentions/titles.h"
#include "hash.h"
#include "text/text.h"

/// Stage 7. Takes a clause and the place of a cue in it; gives who speaks.
namespace propos::attribution {

/// The words that name a source, and who is behind them.
struct Source {
  std::uint32_t first = 0, last = 0;   // tokens; first == last: no words
  std::uint32_t cut = 0;               // bytes of the text to leave out at the start (« -t-il »)
  Id entity = none;
  std::string name;                    // of a source without entity
  SpeakerBy by = SpeakerBy::name;
  std::string head;                    // of a description of somebody without a name: « officier »
  float confidence = 0;
  Gender gender = Gender::unknown;     // of its words
  bool plural = false;
  bool person = false;                 // described as one: « la maire », « un témoin »
  bool thing = false;                  // its words name no person, group or text
  bool named = false;                  // by a name, no pronoun or description

  bool known() const { return entity != none || !name.empty(); }
  /// The same source for words that name none: who spoke elsewhere.
  Source from_elsewhere(float sure) const {
    Source out = *this;
    out.first = out.last = out.cut = 0;
    out.by = SpeakerBy::previous_speaker;
    out.confidence = sure;
    return out;
  }
};

/// Follows a text from its beginning: who was named, under which title, who spoke last. One text, one thread.
class Attribution {
 public:
  /// `clause_of` gives the clause of a sentence; it and all that is referred to outlive this.
  Attribution(const entities::Reading& reading, const clauses::Words& words, const text::Text& text,
              const std::vector<entities::Name>& names, std::vector<Entity>& entities, const clauses::ClauseMaker& maker,
              std::function<const clauses::Clause&(std::uint32_t)> clause_of);

  /// Learns titles of people (« Le maire, Jean Roux, ») and organizations (« la société Varenco »). Called for every
  /// clause before the first question.
  void learn(const clauses::Clause& clause);

  /// Who stands at units [first, last).
  Source at(const clauses::Clause& clause, std::uint32_t first, std::uint32_t last);
  /// The subject of the cue at `cue`: before it, or the clitic in it; of a passive its agent.
  Source subject(const clauses::Clause& clause, std::uint32_t cue, bool finite);

  /// Who is spoken of at `token`, where no words name the source: « à l'en croire ».
  Source implied(std::uint32_t token);

  /// Until the next call a line of dialogue is read that answers `entity`: he or she is somebody else. none: no such line.
  void answers(Id entity) { answered_ = entity; }
  /// The person named last before `token`, `entity` left out.
  Source somebody_else(std::uint32_t token, Id entity) const;

  /// The subject of the first verb of a clause, without its words.
  Source main_subject(const clauses::Clause& clause);

  /// Of what follows, `source` spoke last, with a cue at token `place`.
  void spoke(const Source& source, std::uint32_t place);
  Source previous() const;

 private:
  // Somebody that a pronoun or a description further on may mean.
  struct Referent {
    enum class Role : std::uint8_t { owner, governed, object, subject, topic };
    std::uint32_t token = 0;
    Id entity = none;                       // of a name
    const clauses::Unit* unit = nullptr;     // of a description
    std::vector<std::string> several;       // names that stand together: « Lise et Omar Keller »
    std::uint32_t cut = 0;                  // of a pronoun, as in Source
    bool pronoun = false;
    Role role = Role::object;
    Gender gender = Gender::unknown;
    bool plural = false;
    bool person = false;
  };
  struct Wanted {
    std::uint32_t token = 0;   // referents stand before it
    Gender gender = Gender::unknown;
    bool plural = false;
    bool people = false;       // no groups or organizations
    bool organizations = false;   // nothing else
    bool incise = false;       // « a-t-il dit »
    bool latest = false;       // « ce dernier »
  };
  struct Spoken {
    std::uint32_t place = 0;
    Source source;
  };

  bool has(const rules::Unit& unit, int feature) const { return maker_.has(unit, feature); }
  std::string_view key(std::uint32_t token) const { return subjects_.key(token); }
  bool is(const rules::Unit& unit, std::string_view word) const { return subjects_.is(unit, word); }
  std::uint32_t sentence_of(std::uint32_t token) const;
  std::size_t name_at(std::uint32_t token) const { return entities::name_at(names_, token); }
  std::string called(std::uint32_t first, std::uint32_t last) const;
  std::uint32_t cut_of(std::uint32_t token) const;
  bool may_be(Id entity, Gender gender) const;
  void learn_beside(std::size_t name);

  const std::vector<Referent>& referents(std::uint32_t sentence);
  void add_groups(const clauses::Clause& clause, const std::vector<bool>& subject, std::vector<Referent>& out) const;
  static std::string in_a_row(const std::vector<std::string>& names);
  void add_names(std::uint32_t first, std::uint32_t last, Referent::Role role, std::vector<Referent>& out) const;
  Referent name_referent(const entities::Name& name, Referent::Role role) const;
  const Spoken* spoken_before(std::uint32_t token) const;
  Source choose(const Wanted& wanted);
  void trace(const Wanted& wanted, const Referent& referent, int score) const;
  Source resolve(const Referent& referent);

  Source named(const clauses::Unit& unit) const;
  Source pronoun(std::uint32_t token, std::uint32_t cut, std::string_view form);
  Source description(const clauses::Unit& unit);
  Source describe(const clauses::Unit& unit);
  Gender gender_of(const clauses::Unit& unit) const;
  bool plural(const clauses::Unit& unit) const;
  bool describes_person(const clauses::Unit& unit) const;
  Id owner_of(const clauses::Unit& unit) const;
  bool names_speaker(const clauses::Unit& unit) const;
  const entities::Name* name_in(const clauses::Unit& unit) const;
  Source author_behind(const clauses::Clause& clause, std::uint32_t unit);
  int named_before(Id entity, std::uint32_t token) const;
  Id speaker_before(std::uint32_t token) const;
  Id titled(const mentions::Title& wanted, Gender gender) const;
  bool unnamed_before(const mentions::Title& wanted, Source& out) const;
  Id speaker_described(const clauses::Unit& unit, const mentions::Title& wanted, Gender gender) const;
  Id somebody_present(const clauses::Unit& unit, const mentions::Title& wanted, Gender gender);
  Source same_source(const clauses::Unit& unit, bool plural);
  void describe_several(const clauses::Unit& unit, Source& out);
  std::vector<Id> named_in(std::uint32_t sentence, std::uint32_t before, EntityType type) const;
  bool contains(const clauses::Unit& unit, int feature) const;
  bool former(const clauses::Unit& unit) const;
  void describe_person(const clauses::Unit& unit, bool definite, Source& out);
  bool name_in_full(const clauses::Unit& unit, Source& out);
  void without_preposition(const clauses::Unit& unit, Source& out) const;
  void describe_organization(const clauses::Unit& unit, Source& out);
  Id named_after(const clauses::Unit& unit);

  const entities::Reading& reading_;
  const clauses::Words& words_;
  const text::Text& text_;
  const std::vector<entities::Name>& names_;
  std::vector<Entity>& entities_;
  const clauses::ClauseMaker& maker_;
  std::function<const clauses::Clause&(std::uint32_t)> clause_of_;
  clauses::Subjects subjects_;
  mentions::Titles titles_;
  std::vector<Gender> genders_;      // by entity: the grammatical one of organizations
  std::vector<bool> plural_;         // by entity: « les Républicains »
  std::optional<ViewMap<Id>> organization_with_;   // by a word of its name, the first one; where needed
  std::vector<std::unique_ptr<std::vector<Referent>>> referents_;   // by sentence, where needed
  std::unordered_map<std::uint32_t, Source> pronouns_;              // by token, where needed
  std::unordered_map<std::uint64_t, Source> descriptions_;          // by first and last token, where needed
  std::vector<Spoken> spoken_;       // in the order of the questions
  Id answered_ = none;
  int depth_ = 0;                    // of pronouns and descriptions that stand for others
};

}  // namespace propos::attribution
