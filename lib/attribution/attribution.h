// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "attribution/ranking.h"
#include "hash.h"
#include "quotes/quotes.h"

/// Stage 9. Takes quotes with what shows who says them, and mentions; gives the source of each. Every source is the best of
/// several candidates (ranking.h), weighed by a table (weights.h); that it is nobody whom the text names is always one.
namespace propos::attribution {

/// Goes through the quotes of one text in its order: who spoke before counts. One thread.
class Attribution {
 public:
  Attribution(const entities::Reading& reading, const clauses::Words& words, const Weights& weights,
              const std::vector<entities::Name>& names, const std::vector<Entity>& entities, clauses::Clauses& clauses,
              mentions::Mentions& mentions, const Pieces<quotes::Draft>& drafts);

  /// The source of each draft. Candidates of a question come from a bounded number of sentences: O(drafts log drafts).
  Pieces<Source> run();

 private:
  static constexpr int most_names_back = 40;   // that are looked at before a token
  struct Wanted {
    std::uint32_t token = 0;   // candidates stand before it
    Id draft = none;           // the quote that asks, where no words do
    Gender gender = Gender::unknown;
    bool plural = false;
    bool people = false;             // no groups or organizations
    bool organizations = false;      // nothing else
    std::function<bool(Id)> suits;   // of people or organizations, those who may be meant
    std::string_view head;           // of a description: the class of its function
    bool incise = false;             // « a-t-il dit »
    bool strangers = false;          // of people: somebody without a name may be meant as well
    std::string_view plain;          // of a description: its class, where that is no function: « l'homme »
    bool latest = false;             // « ce dernier »
  };
  struct Spoken {
    std::uint32_t place = 0;
    Id draft = none;
    Id kept = none;      // of a line of the dialogue at hand: its source in kept_
    bool line = false;   // of dialogue
  };

  bool common(std::uint32_t token, int feature) const { return mentions_.common(token, feature); }
  std::string_view key(std::uint32_t token) const { return reading_.tokens.key(reading_.tokens.tokens[token]); }
  std::uint32_t sentence_of(std::uint32_t token) const { return mentions_.sentence_of(token); }
  // Does a name stand in the text, not in its byline, a caption or a list of other articles?
  bool is_told(const entities::Name& name) const { return told_[static_cast<std::size_t>(&name - names_.data())]; }
  bool is_person(Id entity) const { return entity != none && entities_[entity].type == EntityType::person; }
  bool may_be(Id entity, Gender gender) const;
  // « Dufour » is rather a man: a woman is named with her first name or as Mme
  bool is_surname_alone(Gender wanted, Id entity, Gender gender) const {
    return wanted == Gender::feminine && gender == Gender::unknown && is_person(entity) && entities_[entity].first_name.empty();
  }
  Id named_most() const;
  void find_first_named();
  Id only_one(Gender gender, std::uint32_t token) const;
  static Feature feature_of(mentions::Mention::Role role);
  SpeakerKind kind_of(const mentions::Mention& mention) const;

  // attribution.cpp: who says a quote
  const Source& source_of(Id draft);
  const Source& source_of(const Spoken& spoken) const {
    return spoken.kept == none ? sources_[spoken.draft] : kept_[spoken.kept];
  }
  void spoke(Id draft, bool decided);
  Source choose_source(Id draft);
  void offer_alone(Id draft, Ranking& ranking);
  void offer_presented(std::uint32_t sentence, Ranking& ranking);
  void offer_told_of(std::uint32_t sentence, std::uint32_t end, Feature from, Ranking& ranking);
  void offer_leading(Id draft, Ranking& ranking);
  void offer_owner(Id draft, Ranking& ranking);
  Source presented(std::uint32_t sentence, std::uint32_t paragraph, bool named);
  Source sole(Feature feature, Id draft, const Source& source) const;

  // dialogue.cpp: who speaks by turns
  struct Calls {
    std::vector<Id> entities;
    std::string_view word;             // « madame », « commandante »
    Gender gender = Gender::unknown;   // of the word
  };
  struct Voice {
    Source source;
    Gender gender = Gender::unknown;
    bool narrator = false;                 // « dis-je »
    bool doubted = false;                  // a description that may stand for somebody else
    Feature from = Feature::in_dialogue;   // how it comes up
  };
  struct Line {
    enum class By : std::uint8_t { nothing, name, pronoun, description, narrator } by = By::nothing;   // what names its source
    Id draft = none;
    std::uint32_t first = 0, last = 0;   // tokens
    Calls calls;
    Id own_name = none;   // « Je m'appelle Jean »
    bool asks_name = false;
    std::optional<Source> reports;   // whose words the story before it reports
    bool other = false;              // « l'autre »
    bool led = false;                // a colon stands before it
    enum class Follows : std::uint8_t { answers, goes_on, resumes } follows = Follows::answers;   // the line before
    std::size_t voice = none;                                                                     // of its words
    std::size_t own = none;                       // of a description that may stand for nobody else
    std::vector<std::size_t> told_to;             // « demanda Jean au cocher »
    std::vector<std::size_t> acts, acts_behind;   // voices of which the sentence before and behind tells
  };
  bool is_i(std::uint32_t token) const;
  bool in_speech(std::uint32_t token) const;
  bool beside_speech(std::uint32_t token) const;
  bool is_called_in_line(Id entity, std::uint32_t token) const;
  void read_dialogue();
  void read_descriptions();
  void read_names();
  void read_own_names();
  Source by_name(const Source& source) const;
  bool beside_name(std::uint32_t first, std::uint32_t last) const;
  bool is_told_so(std::uint32_t token) const;
  Calls calls_of(const quotes::Draft& draft) const;
  Id named_from(std::uint32_t first, std::uint32_t last) const;
  std::pair<Id, bool> names_in(const quotes::Draft& draft) const;
  bool same_voice(const Voice& voice, const Source& source, bool narrator) const;
  std::size_t voice_of(const Source& source, bool narrator, Feature from, std::vector<Voice>& voices) const;
  Line line_of(Id draft) const;
  void read_story(Line& line, std::uint32_t from, std::vector<Voice>& voices);
  void read_behind(Line& line, std::vector<Voice>& voices);
  void read_told_to(Line& line, std::vector<Voice>& voices);
  std::optional<Evidence> evidence_for(const std::vector<Line>& lines, std::size_t i, const std::vector<Voice>& voices,
                                       std::size_t v) const;
  std::optional<Feature> beside(const Line& line, bool same) const;
  Feature turns(const std::vector<Line>& lines, std::size_t i) const;
  std::vector<std::size_t> best_voices(const std::vector<std::vector<int>>& scores, const std::vector<Line>& lines,
                                       std::size_t nobody) const;
  void decide(std::vector<Line>& lines, std::size_t behind);
  void take(const Line& line, Source voice);
  void remember(const std::vector<std::size_t>& way, const std::vector<Voice>& voices);
  Line::Follows follows(const Line& before, const Line& line) const;
  void finish_dialogue(const std::vector<Id>& run);

  // turns.cpp: whom words mean inside a turn
  Id floor_at(std::uint32_t token) const;
  void read_persons(const std::vector<Id>& order);
  Source addressee(const std::vector<Id>& acts, std::size_t act) const;
  std::uint32_t person_of(const quotes::Draft& draft) const;
  void tell(Id draft, std::uint32_t token);
  void mean(Id draft, std::uint32_t token, Source who);

  // headlines.cpp
  void headlines();
  Id says_most_of(const quotes::Draft& headline) const;
  Source speaks_below(Id heading) const;
  Id quoted_most() const;

  // links.cpp: whom words stand for
  Source resolve(const mentions::Mention& mention);
  Source named(const mentions::Mention& mention) const;
  Source by_own_words(Source source) const;
  Source several(const mentions::Mention& mention) const;
  static std::string in_a_row(const std::vector<std::string>& names);
  Source pronoun(const mentions::Mention& mention);
  Source implied(std::uint32_t token, Id draft);
  Source choose(const Wanted& wanted);
  void offer_near(const Wanted& wanted, const Evidence& base, Ranking& ranking);
  void offer_mentions(const Wanted& wanted, std::uint32_t back, std::uint32_t limit, const Evidence& base, Ranking& ranking);
  void weigh_in_text(const Wanted& wanted, std::uint32_t token, Id entity, Evidence& evidence) const;
  void offer_ahead(const Wanted& wanted, const Evidence& base, Ranking& ranking);
  void offer_last_speaker(const Wanted& wanted, const Evidence& base, Ranking& ranking);
  void offer_named_before(const Wanted& wanted, const Evidence& base, Ranking& ranking);
  bool stands_beside(const Wanted& wanted, Id entity);
  Id meant_by(const mentions::Mention& one);
  bool is_attribute(const mentions::Mention& one) const;
  bool accepts(const Wanted& wanted, Source& source) const;
  bool fits(const Wanted& wanted, Gender gender, bool plural, bool person, bool entity) const;
  std::uint32_t limit_of(const Wanted& wanted);
  const Spoken* spoken_before(std::uint32_t token) const;

  // descriptions.cpp: whom descriptions stand for
  Source description(const mentions::Mention& mention);
  Source describe(const mentions::Mention& mention);
  void offer_described(const mentions::Mention& mention, const mentions::Title& wanted, const Source& own, Ranking& ranking);
  void offer_author(const mentions::Mention& mention, Ranking& ranking);
  mentions::Mention document_before(const mentions::Mention& mention);
  bool offer_document(const mentions::Mention& mention, Ranking& ranking);
  void offer_bodies(const mentions::Mention& mention, const mentions::Title& wanted, const Source& own, Ranking& ranking);
  void offer_people(const mentions::Mention& mention, const mentions::Title& wanted, bool definite, const Source& own,
                    Ranking& ranking);
  void offer_titled(const mentions::Title& wanted, EntityType type, Gender gender, Ranking& ranking) const;
  void offer_same_source(const mentions::Mention& mention, Ranking& ranking);
  void offer_several(const mentions::Mention& mention, const mentions::Title& wanted, Ranking& ranking);
  void offer_just_spoke(const mentions::Mention& mention, const mentions::Title& wanted, Id speaker, Ranking& ranking);
  void offer_spoke_above(const mentions::Mention& mention, const mentions::Title& wanted, Ranking& ranking);
  void offer_only_one(const mentions::Mention& mention, const mentions::Title& wanted, Ranking& ranking);
  void offer_present(const mentions::Mention& mention, const mentions::Title& wanted, Ranking& ranking);
  bool offer_two_named(std::uint32_t sentence, const mentions::Title& wanted, bool people, Ranking& ranking) const;
  const mentions::Mention* described_before(const mentions::Mention& mention, const mentions::Title& wanted);
  bool brought_up(const mentions::Mention& mention) const;
  bool told_apart(const Source& other, const mentions::Title& wanted) const;
  const Source* described_alike(const mentions::Title& wanted, Gender gender) const;
  int named_before(Id entity, std::uint32_t token) const;
  bool former(const rules::Unit& unit) const;
  bool says_function_anew(const rules::Unit& unit, const mentions::Title& wanted) const;
  void weigh_office(std::string_view plain, Id entity, Evidence& evidence) const;
  void weigh_function(const Wanted& wanted, Id entity, Evidence& evidence) const;
  void weigh_words(std::uint32_t token, Id entity, Evidence& evidence) const;
  const mentions::Mention* in_full(const mentions::Mention& mention, const Source& own, const mentions::Title& wanted,
                                   bool at_head);
  void offer_in_full(const mentions::Mention* full, Ranking& ranking);
  void offer_unnamed_speaker(const rules::Unit& unit, const mentions::Title& wanted, const Source& own, Ranking& ranking) const;
  Id speaker_before(std::uint32_t token) const;
  Id named_after(const rules::Unit& unit);
  bool has_word(const rules::Unit& unit, int feature) const;

  const entities::Reading& reading_;
  const clauses::Words& words_;
  const Weights& weights_;
  const std::vector<entities::Name>& names_;
  const std::vector<Entity>& entities_;
  clauses::Clauses& clauses_;
  mentions::Mentions& mentions_;
  const Pieces<quotes::Draft>& drafts_;
  Pieces<Source> sources_;                                   // by draft
  std::vector<bool> known_;                                  // by draft: its source is decided, or being decided
  std::vector<bool> reports_;                                // by sentence: it has a quote
  std::vector<bool> told_;                                   // by name: it stands in running text
  std::optional<ViewMap<Id>> organization_with_;             // by a word of its name, the first one; where needed
  std::unordered_map<std::uint32_t, Source> pronouns_;       // by token, where needed
  std::unordered_map<std::uint64_t, Source> descriptions_;   // by first and last token, where needed
  std::vector<Spoken> spoken_;                               // in the order of the text
  std::vector<Source> kept_;                                 // of who spoke, as they were before the dialogue is decided
  std::vector<std::pair<std::uint32_t, Id>> said_by_;        // direct quotes, by the first token of the words for who says them
  struct Named {
    Id entity = none;
    std::uint32_t place = none;
  };
  std::array<std::array<Named, 2>, 2> first_named_;   // of women and of men, the first two that are named
  std::vector<std::uint32_t> named_from_;             // by entity: the token of its first name
  Id protagonist_ = none;                             // the person whom the text is about
  std::vector<clauses::Range> speech_;                // of lines of dialogue, in the order of the text
  std::unordered_map<std::string, int> speaking_;     // descriptions that name who says a line, how often: « l'étranger »
  ViewSet presented_;   // … whose noun the story brings up with « un »: « une bonne vint ouvrir »
  std::unordered_set<std::uint32_t> introduced_;   // tokens of descriptions whose noun stands nowhere before
  ViewMap<std::uint32_t> told_so_;                 // by noun of a description: the first token where the story tells of it
  std::vector<Id> last_lines_;                     // of the dialogue before
  std::vector<Voice> scene_;                       // who spoke in the dialogue before, the last first
  ViewMap<Id> own_names_;                          // by noun of a description: « Je m'appelle Jean, dit l'inconnu »
  ViewMap<Source> called_so_;                      // by what others call somebody: « capitaine »
  std::uint32_t told_from_ = 0;                    // the sentence behind it
  bool first_person_ = false;                      // somebody tells the text: « dis-je »
  Id narrator_ = none;                             // … whose name is known
  Id answered_ = none;                             // who said the line that the present one answers
  Id turn_ = none;                                 // the last draft that is a turn
  int depth_ = 0;                                  // of pronouns and descriptions that stand for others
};

}   // namespace propos::attribution
