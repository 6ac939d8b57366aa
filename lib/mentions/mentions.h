// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clauses/subjects.h"
#include "mentions/titles.h"
#include "seldom.h"
#include "text/text.h"

/// Stage 7. Takes clauses and names; gives the words that may stand for somebody: names, descriptions, pronouns and groups
/// of them, each with its gender, number and place in the clause, and what people and bodies are called beside their names.
/// Who a pronoun or a description stands for is left to attribution.
namespace propos::mentions {

struct Mention {
  enum class Kind : std::uint8_t {
    none,   // no words
    name,
    description,   // « le maire de Vannes », « un témoin »
    pronoun,       // « il »; without gender and number it stands for nobody: « on »
    several,       // « X, Y et Z »
    words          // a name that no rule found, or what else stands there
  };
  // What it is in its clause, the least first.
  enum class Role : std::uint8_t { owner, governed, object, subject, topic };

  Kind kind = Kind::none;
  Role role = Role::object;
  Gender gender = Gender::unknown;
  bool plural = false;
  bool person = false;                 // a person, or described as one
  bool thing = false;                  // no person, group or text
  bool inset = false;                  // of a name: it stands in a greater unit, with its title
  bool anaphor = false;                // of a pronoun: stands for somebody said before
  std::uint32_t first = 0, last = 0;   // its words, without a preposition, in tokens
  std::uint32_t cut = 0;               // bytes to leave out at the start: « -t-il »
  Id entity = none;                    // of a name
  rules::Unit unit;                    // of a description: its group
  float confidence = 0;                // that these words name the source
  struct Others;
  Seldom<Others> others;   // whom the words hold

  bool somebody() const { return kind != Kind::none && !thing && (kind != Kind::pronoun || anaphor); }
};

struct Mention::Others {
  std::vector<Mention> parts;   // of several
  Id author = none;             // of a document: who is named behind it
  rules::Unit author_unit;      // … or described; no tokens: nobody

  bool has_author() const { return author != none || author_unit.last > 0; }
};
static_assert(sizeof(Mention) == 56);   // there are many

/// What a text tells of an entity beside its name.
struct Profile {
  Gender gender = Gender::unknown;   // of an organization the grammatical one
  bool plural = false;               // « les Républicains »
  std::string title;
};

/// The mentions of one text. Refers to what it is made of; one thread.
class Mentions {
 public:
  Mentions(const entities::Reading& reading, const clauses::Words& words, const text::Text& text,
           const std::vector<entities::Name>& names, const std::vector<Entity>& entities, clauses::Clauses& clauses);

  /// Learns what people and bodies are called, from every clause with a function beside a name, and, of a text whose day is
  /// known, who held an office then. Once, before questions.
  void learn_titles();

  /// Who stands at units [first, last). O(units).
  Mention at(const clauses::Clause& clause, std::uint32_t first, std::uint32_t last) const;
  /// Who stands at units [first, last) behind the verb at unit `cue`, with those who speak with him: « disent X et Y ».
  Mention behind(const clauses::Clause& clause, std::uint32_t cue, std::uint32_t first, std::uint32_t last) const;
  /// The subject of the cue at unit `cue`: before it, or the clitic in it; of a passive its agent.
  Mention subject(const clauses::Clause& clause, std::uint32_t cue, bool finite) const;
  /// Does a participle tell of who stands right before it, and of nobody else: « une foule hurlant … »?
  bool tells_of_neighbour(const clauses::Clause& clause, std::uint32_t participle) const;
  /// Who stands behind a noun in its group: « le constat du maire », « l'avis de la régie »; no names.
  std::optional<Mention> owner(const clauses::Unit& group, std::uint32_t noun) const;
  /// The subject of the first verb of a clause.
  Mention main_subject(const clauses::Clause& clause) const;
  /// The subject of the verb at unit `verb` where it is a person, a body or several of them; else none: « la hausse », « il faut ».
  Mention somebody_who(const clauses::Clause& clause, std::uint32_t verb) const;
  /// The same of the first verb, where it is one of speech, whatever it governs: « Jean Roux se souvient de la guerre »; else none.
  Mention main_speaker(const clauses::Clause& clause) const;
  bool is_nominal(const clauses::Unit& unit) const {
    return subjects_.nominal(unit) || has(unit, words_.pp) || has(unit, words_.pnp);
  }
  /// All of a sentence, in its order, that a pronoun or description further on may mean; made when first asked for.
  const std::vector<Mention>& in(std::uint32_t sentence);

  /// A description was found to mean `entity`: from there on it has such a function, and may be called so `again`.
  void call(Id entity, Title title, bool again);

  const Titles& titles() const { return titles_; }
  const Profile& profile(Id entity) const { return profiles_[entity]; }

  /// To be called where nothing refers to mentions of sentences, or to clauses: those of a long text do not all stay.
  void rest();

  /// Words as they read inside a sentence: « un témoin » for « Un témoin ».
  std::string called(std::uint32_t first, std::uint32_t last) const;
  /// The same for a description, with the article that a preposition holds: « le groupe » of « auprès du groupe ».
  std::string called(const Mention& description) const;
  Mention description(const clauses::Unit& unit) const;
  bool describes_person(const clauses::Unit& unit) const;
  std::uint32_t sentence_of(std::uint32_t token) const;
  /// Does a token stand in a headline or the text itself, not in a byline, a caption or a list of other articles?
  bool is_running(std::uint32_t token) const;
  /// The first name inside a unit, or nullptr.
  const entities::Name* name_in(const clauses::Unit& unit) const;

  bool has(const rules::Unit& unit, int feature) const { return subjects_.has(unit, feature); }
  bool common(std::uint32_t token, int feature) const { return subjects_.common(token, feature); }

 private:
  std::string_view key(std::uint32_t token) const { return subjects_.key(token); }
  bool is(const rules::Unit& unit, std::string_view word) const { return subjects_.is(unit, word); }
  std::size_t name_at(std::uint32_t token) const { return entities::name_at(names_, token); }

  void learn_names();
  void learn_offices(std::chrono::sys_days day);
  void learn_sort(const entities::Name& name);
  void learn_beside(std::size_t name);
  void learn(const clauses::NamedTitle& group);
  bool has_title(std::uint32_t sentence, const std::vector<std::uint32_t>& functions) const;
  std::uint32_t apposed(const clauses::Clause& clause, std::uint32_t unit) const;
  bool are_two(const clauses::Clause& clause, std::uint32_t first, std::uint32_t last) const;
  Mention named(const entities::Name& name) const;
  Mention behind_preposition(const clauses::Unit& unit) const;
  Mention words(std::uint32_t first, std::uint32_t last, float confidence) const;
  Mention pronoun(std::uint32_t token) const;
  Mention whoever(const clauses::Unit& unit) const;
  std::optional<Mention> clitic(const clauses::Clause& clause, std::uint32_t verb) const;
  std::optional<Mention> leading(const clauses::Unit& unit) const;
  Mention agent(const clauses::Clause& clause, std::uint32_t verb) const;
  Mention impersonal(const clauses::Clause& clause, std::uint32_t place, std::uint32_t cue) const;
  std::uint32_t subject_place(const clauses::Clause& clause, std::uint32_t cue, bool finite) const;
  Mention several(const clauses::Clause& clause, std::uint32_t first, std::uint32_t last) const;
  Mention inside(const clauses::Unit& group, std::uint32_t determiner, std::uint32_t noun) const;
  std::optional<Mention> complement(const clauses::Unit& thing) const;
  void add_name_in_marks(const clauses::Clause& clause, std::uint32_t unit, Mention& out) const;
  bool introduces_author(const clauses::Unit& unit) const;
  void add_author(const clauses::Clause& clause, std::uint32_t unit, Mention& out) const;
  Mention::Role role_of(const clauses::Clause& clause, std::uint32_t unit, bool subject) const;
  void collect(const clauses::Clause& clause, std::uint32_t unit, Mention::Role role, std::vector<Mention>& out) const;
  std::optional<Mention> label(const clauses::Clause& clause, std::uint32_t unit) const;
  std::optional<Mention> member(const clauses::Clause& clause, std::uint32_t unit) const;
  void collect_groups(const clauses::Clause& clause, const std::vector<bool>& subject, std::vector<Mention>& out) const;
  Gender gender_of(const clauses::Unit& unit) const;
  bool plural(const clauses::Unit& unit) const;
  bool names_speaker(const clauses::Unit& unit) const;

  const entities::Reading& reading_;
  const clauses::Words& words_;
  const text::Text& text_;
  const std::vector<entities::Name>& names_;
  const std::vector<Entity>& entities_;
  clauses::Clauses& clauses_;
  clauses::Subjects subjects_;
  Titles titles_;
  std::vector<Profile> profiles_;                                 // by entity
  std::vector<std::unique_ptr<std::vector<Mention>>> mentions_;   // by sentence, where needed
  std::vector<std::uint32_t> made_;                               // of those
};

}   // namespace propos::mentions
