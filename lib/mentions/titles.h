// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "clauses/subjects.h"
#include "hash.h"
#include "lexicon/roles.h"

namespace propos::mentions {

/// A description taken apart: « le ministre ukrainien de la Défense ».
struct Title {
  struct Word {
    std::string text;
    Id entity = none;                  // that the word names
    std::vector<std::string> bodies;   // what it may mean, whatever its form: « LFI », « Insoumis »: la france insoumise
    std::vector<std::string> seat;     // of « Quai d'Orsay »: the words for who sits there
    bool nation = false;               // a place or its people: « ukrainien »
    bool people = false;               // the latter
    bool organization = false;         // names one
    bool somebody = false;             // a word for a person: « l'avocate de l'accusé »
    bool some_organization = false;    // a common noun for one: « le patron du parti »
    bool beside = false;               // stands right behind the function: « le président LR »
    bool letters = false;              // « PT »: may be made of first letters
  };
  std::string head;              // the class of its function (lexicon::Roles): « ministre »
  std::vector<Word> words;       // the others that say something: « ukrainien », « défense »
  Id entity = none;              // who has it
  std::uint32_t place = 0;       // its first token
  std::uint32_t head_size = 1;   // tokens
  bool office = false;           // … such as a text always tells of its holder
  bool function = false;         // its head is one, not « frère »
  bool own_name = false;         // it is the name itself: « Parti socialiste »
  bool held = false;             // the text does not say so: somebody held the office on its day
  std::uint32_t from = 0;        // the token from which it is known: « son président » says nothing before
};

/// What the people and organizations of one text are called beside their names. One thread.
class Titles {
 public:
  Titles(const entities::Reading& reading, const clauses::Words& words, const std::vector<entities::Name>& names,
         const clauses::Subjects& subjects)
      : reading_(reading), words_(words), names_(names), subjects_(subjects), roles_(reading.roles) {}

  Title read(const rules::Unit& unit) const;
  void learn(Title title);
  /// Whoever bears `name` held the office on the day of the text.
  void learn_held(std::string_view head, std::string_view of, const entities::Name& name);
  /// A person is named with a body beside: « Anne Roux (PS) ».
  void learn_body(Id entity, const entities::Name& body);

  /// How well a title of somebody fits a description.
  enum class Fit : std::uint8_t {
    none,
    belongs,    // nothing but the body that he or she was named with
    possible,   // nothing speaks against it: « le chef de l'État » for « président »
    wider,      // a kind of it, which says no more: « l'élu » for « maire de Vannes »
    sure
  };

  /// Calls `use(entity, place, fit, words)` with each title that fits: who has it, its first token, how far it fits and how many
  /// words of the description it says, too. Of more than most_alike titles of one class the others are not looked at: bounded
  /// time.
  template <class Use>
  void each_fit(const Title& wanted, const Use& use) const {
    each_like(wanted, [&](const Title& title, Kin kin) {
      const auto [fit, words] = fit_of(wanted, title, kin);
      if (fit != Fit::none && wanted.place >= title.from) use(title.entity, title.place, fit, words);
    });
    for (const Title::Word& word : wanted.words)
      for (const std::string& body : word.bodies)
        if (const auto of = bodies_.find(body); of != bodies_.end() && of->second != none)
          use(of->second, wanted.place, Fit::belongs, 0);
  }
  /// Has the entity a title with another body or place than `wanted`: « députée de Lyon » for « l'élue de Brest »; or a function that
  /// excludes it?
  bool contradicts(Id entity, const Title& wanted) const;
  /// Has `one` a body or a place where `other` has another: « le président de la région Bretagne », « … Normandie »?
  static bool differ(const Title& one, const Title& other);
  /// Has the entity a title of its own?
  bool knows(Id entity) const { return of_.contains(entity); }
  /// … a function?
  bool works(Id entity) const {
    const auto known = of_.find(entity);
    return known != of_.end() &&
           std::any_of(known->second.begin(), known->second.end(), [&](std::size_t t) { return titles_[t].function; });
  }
  /// … an office or a post?
  bool holds_office(Id entity) const {
    const auto known = of_.find(entity);
    return known != of_.end() &&
           std::any_of(known->second.begin(), known->second.end(), [&](std::size_t t) { return titles_[t].office; });
  }
  /// … one of this class or of a kind of it? What it held on the day of the text is not asked.
  bool knows(Id entity, std::string_view head) const {
    const auto alike = by_class_.find(head);
    return alike != by_class_.end() && std::any_of(alike->second.begin(), alike->second.end(), [&](std::size_t t) {
             return titles_[t].entity == entity && !titles_[t].held;
           });
  }

  /// … or one of a class that this one is a kind of: « média » for « quotidien »?
  bool akin(Id entity, std::string_view head) const {
    return knows(entity, head) || std::any_of(roles_.wider(head).begin(), roles_.wider(head).end(), [&](const std::string& wide) {
             const auto known = of_.find(entity);
             return known != of_.end() && std::any_of(known->second.begin(), known->second.end(),
                                                      [&](std::size_t t) { return titles_[t].head == wide; });
           });
  }

  /// Has the entity a function that excludes this one: a juge is no prévenu?
  bool excludes(Id entity, std::string_view head) const {
    const std::vector<std::string>& against = roles_.against(head);
    return std::any_of(against.begin(), against.end(), [&](const std::string& other) { return knows(entity, other); });
  }

  /// Calls `use(entity, place)` with whoever has a title of a class that is, as this one is, a kind of some third but the widest:
  /// « groupe » and « enseigne » are both entreprises.
  template <class Use>
  void each_related(std::string_view head, const Use& use) const {
    const auto look = [&](std::string_view one) {
      const auto alike = by_class_.find(one);
      if (alike == by_class_.end() || roles_.wider(one).empty()) return;
      for (const std::size_t t : alike->second) use(titles_[t].entity, titles_[t].place);
    };
    look(head);
    for (const std::string& wide : roles_.wider(head)) look(wide);
  }
  bool related(Id entity, std::string_view head) const {
    bool out = false;
    each_related(head, [&](Id other, std::uint32_t) { out |= other == entity; });
    return out;
  }

  /// Is a class a kind of another: « procureur » of « magistrat »?
  bool is_kind(std::string_view head, std::string_view wide) const {
    const std::vector<std::string>& all = roles_.wider(head);
    return std::find(all.begin(), all.end(), wide) != all.end();
  }

  /// … or one of another class of the same kind: « attaquant » for « défenseur »?
  bool rivals(Id entity, std::string_view head) const {
    const auto known = of_.find(entity);
    const std::vector<std::string>& wide = roles_.wider(head);
    return known != of_.end() && !wide.empty() && std::any_of(known->second.begin(), known->second.end(), [&](std::size_t t) {
             const std::vector<std::string>& other = roles_.wider(titles_[t].head);
             return titles_[t].head != head && !other.empty() && other.front() == wide.front();
           });
  }

 private:
  enum class Kin : std::uint8_t { same, wider, narrower };   // how the class that is wanted stands to the known one

  template <class Use>
  void each_like(const Title& wanted, const Use& use) const {
    if (wanted.head.empty()) return;
    if (const auto alike = by_class_.find(wanted.head); alike != by_class_.end())
      for (const std::size_t t : alike->second) use(titles_[t], titles_[t].head == wanted.head ? Kin::same : Kin::wider);
    for (const std::string& wide : roles_.wider(wanted.head))
      if (const auto alike = by_class_.find(wide); alike != by_class_.end())
        for (const std::size_t t : alike->second)
          if (titles_[t].head == wide) use(titles_[t], Kin::narrower);
  }
  std::string_view part_with(std::string_view key, const lexicon::Entry* entry) const;
  static bool same(const Title::Word& a, const Title::Word& b);
  static bool begin_with(const std::vector<Title::Word>& words, const Title::Word& letters);
  std::pair<Fit, int> fit_of(const Title& wanted, const Title& known, Kin kin) const;
  bool is_its_own_town(const rules::Unit& unit, std::uint32_t token) const;
  Title::Word word_at(std::uint32_t first, std::uint32_t last, const entities::Name* name) const;
  void add_bodies(std::string_view key, Title::Word& out) const;
  void enter(Title title);

  const entities::Reading& reading_;
  const clauses::Words& words_;
  const std::vector<entities::Name>& names_;
  const clauses::Subjects& subjects_;
  const lexicon::Roles& roles_;
  static constexpr std::size_t most_alike = 200;
  std::vector<Title> titles_;
  TextMap<std::vector<std::size_t>> by_class_;            // titles of a class and of all its kinds
  TextMap<Id> bodies_;                                    // the only person named with a body; none for several
  std::unordered_map<Id, std::vector<std::size_t>> of_;   // titles of an entity
};

}   // namespace propos::mentions
