// SPDX-License-Identifier: Apache-2.0
#include "mentions/titles.h"

#include <algorithm>

#include "lexicon/words.h"

namespace propos::mentions {

// « ministre » of « ex-ministre », whose entry is that of ministre (rules::UnitMaker).
std::string_view Titles::part_with(std::string_view key, const lexicon::Entry* entry) const {
  const std::size_t hyphen = key.find('-');
  if (hyphen == key.npos || reading_.lexicon.find(key) == entry) return key;
  const std::string_view rest = key.substr(hyphen + 1);
  return reading_.lexicon.find(rest) == entry ? rest : key.substr(0, hyphen);
}

Title Titles::read(const rules::Unit& unit) const {
  Title out;
  out.place = unit.first;
  std::uint32_t behind_head = 0;
  auto name = names_.begin() + static_cast<std::ptrdiff_t>(entities::name_at(names_, unit.first));
  for (std::uint32_t i = unit.first; i < unit.last;) {
    std::uint32_t next = i + 1;
    bool head = false;
    if (out.head.empty()) {
      // The entry of the lexicon that begins here, of one word or of several.
      const rules::Unit entered = reading_.units.around(i);
      const std::uint32_t last = entered.first == i ? std::min(entered.last, unit.last) : i + 1;
      for (const std::uint32_t end : {last, i + 1}) {   // « Parti socialiste » is a parti
        const lexicon::Entry* entry = end == i + 1 ? reading_.units.entry(i) : reading_.lexicon.find(reading_.tokens.key(i, end));
        const auto is = [&](int feature) {
          return entry != nullptr && feature >= 0 && entry->common[static_cast<std::size_t>(feature)];
        };
        const bool before_role = is(words_.adjective) && is(words_.person_noun) && !is(words_.role) && end < unit.last &&
                                 subjects_.common(end, words_.role);   // « le jeune maire »
        if (head || before_role ||
            !(is(words_.role) || is(words_.person_noun) || is(words_.org_intro) || is(words_.org_head) || is(words_.group_noun) ||
              is(words_.role_shown) || is(words_.family)))
          continue;
        const std::string_view lemma = roles_.class_of(*entry);
        out.function = (is(words_.role) || is(words_.role_shown)) && !is(words_.family) && !is(words_.role_tried);
        const lexicon::Entry* const of_class = lemma.empty() ? entry : reading_.lexicon.find(lexicon::key_of(lemma));
        for (const int feature : {words_.office, words_.post})   // « l'édile » as « le maire »
          out.office |= is(feature) || (of_class != nullptr && of_class->common[static_cast<std::size_t>(feature)]);
        out.head_size = end - i;
        out.head = lemma.empty() ? part_with(reading_.tokens.key(i, end), entry) : lemma;
        next = behind_head = end;
        head = true;
      }
    }
    if (!head) {
      const auto is = [&](int feature) { return subjects_.common(i, feature); };
      const bool says = reading_.units.entry(i) == nullptr || is(words_.noun) || is(words_.adjective) ||
                        reading_.tokens.tokens[i].shape != token::Shape::lower;
      const std::string_view word = subjects_.key(i);
      const bool long_enough = word.size() > 2 || reading_.tokens.tokens[i].shape == token::Shape::upper;   // « PT »
      if (says && long_enough && !is(words_.preposition) && !is(words_.definite) && !is(words_.indefinite) &&
          !is(words_.possessive) && !is(words_.demonstrative) && !is(words_.time_noun) &&
          reading_.tokens.tokens[i].kind != token::Kind::number && !is_its_own_town(unit, i)) {
        while (name != names_.end() && name->last <= i) ++name;
        const entities::Name* const around = name != names_.end() && name->first <= i ? &*name : nullptr;
        out.words.push_back(word_at(i, i + 1, around));
        out.words.back().beside = (around == nullptr ? i : around->first) == behind_head;
      }
    }
    i = next;
  }
  return out;
}

// « le maire de la commune », « l'édile de ce village »: the words say nothing of which one.
bool Titles::is_its_own_town(const rules::Unit& unit, std::uint32_t token) const {
  return subjects_.has(unit, words_.office) && token + 1 == unit.last && subjects_.common(token, words_.municipality) &&
         (subjects_.common(token - 1, words_.definite) || subjects_.common(token - 1, words_.demonstrative));
}

// The word at tokens [first, last), or one of the words of `name`.
Title::Word Titles::word_at(std::uint32_t first, std::uint32_t last, const entities::Name* name) const {
  Title::Word out;
  out.text = reading_.tokens.key(first, last);
  if (name != nullptr) out.entity = name->entity;
  const std::string_view whole = name == nullptr ? std::string_view(out.text) : reading_.tokens.key(name->first, name->last);
  const lexicon::Entry* entry = reading_.lexicon.find(whole);
  out.nation =
      (name != nullptr && name->type == EntityType::place) || (entry != nullptr && subjects_.common(first, words_.demonym));
  out.people = name == nullptr && out.nation;
  out.somebody = name == nullptr && (subjects_.common(first, words_.role) || subjects_.common(first, words_.person_noun) ||
                                     subjects_.common(first, words_.family));
  out.organization = name != nullptr && name->type == EntityType::organization;
  out.some_organization = name == nullptr && subjects_.common(first, words_.org_intro);
  out.letters = reading_.tokens.tokens[first].shape == token::Shape::upper;
  if (name != nullptr) out.bodies.emplace_back(whole);
  add_bodies(whole, out);
  return out;
}

// What else the lexicon says that a word may mean.
void Titles::add_bodies(std::string_view key, Title::Word& out) const {
  const lexicon::Entry* entry = reading_.lexicon.find(key);
  if (entry == nullptr) return;
  const std::string_view info = reading_.lexicon.info(*entry);
  for (const std::string_view relation : {"same", "expands", "country", "members-of"})
    lexicon::each_value(info, relation, [&](std::string_view value) { out.bodies.push_back(lexicon::key_of(value)); });
  lexicon::each_value(info, "stands-for", [&](std::string_view value) { out.seat = roles_.said_by(value); });
}

void Titles::learn(Title title) {
  if (title.head.empty()) return;
  if (std::vector<std::size_t>& own = of_[title.entity]; own.size() < most_alike) own.push_back(titles_.size());
  enter(std::move(title));
}

void Titles::enter(Title title) {
  const auto add = [&](std::vector<std::size_t>& alike) {
    if (alike.size() < most_alike) alike.push_back(titles_.size());
  };
  add(by_class_[title.head]);
  for (const std::string& wide : roles_.wider(title.head)) add(by_class_[wide]);
  titles_.push_back(std::move(title));
}

void Titles::learn_held(std::string_view head, std::string_view of, const entities::Name& name) {
  Title title;
  title.head = head;
  title.held = true;
  title.entity = name.entity;
  title.place = name.first;
  const auto add = [&](std::string key) {
    Title::Word word;
    const lexicon::Entry* entry = reading_.lexicon.find(key);
    const auto is = [&](int feature) {
      return entry != nullptr && feature >= 0 && entry->proper[static_cast<std::size_t>(feature)];
    };
    word.nation = is(words_.place);
    word.organization = is(words_.organization);
    word.bodies.push_back(key);
    add_bodies(key, word);
    word.text = std::move(key);
    title.words.push_back(std::move(word));
  };
  while (!of.empty()) {
    const std::string_view one = of.substr(0, of.find('|'));
    of.remove_prefix(std::min(of.size(), one.size() + 1));
    add(lexicon::key_of(one));
  }
  enter(std::move(title));
}

void Titles::learn_body(Id entity, const entities::Name& body) {
  for (std::string& one : word_at(body.first, body.last, &body).bodies) {
    const auto [of, fresh] = bodies_.try_emplace(std::move(one), entity);
    if (!fresh && of->second != entity) of->second = none;
  }
}

bool Titles::differ(const Title& one, const Title& other) {
  const auto sort = [](const Title::Word& word) { return word.organization ? 2 : word.nation ? 1 : 0; };
  return std::any_of(one.words.begin(), one.words.end(), [&](const Title::Word& mine) {
    return sort(mine) > 0 &&
           std::any_of(other.words.begin(), other.words.end(),
                       [&](const Title::Word& its) {
                         return sort(its) == sort(mine) && its.people == mine.people &&
                                (!mine.people || (!mine.bodies.empty() && !its.bodies.empty()));   // « lombard »
                       }) &&
           std::none_of(other.words.begin(), other.words.end(), [&](const Title::Word& its) { return same(mine, its); });
  });
}

bool Titles::contradicts(Id entity, const Title& wanted) const {
  if (excludes(entity, wanted.head)) return true;
  const auto known = of_.find(entity);
  return known != of_.end() &&
         std::any_of(known->second.begin(), known->second.end(), [&](std::size_t t) { return differ(wanted, titles_[t]); });
}

// Do two words mean the same, whatever their form?
bool Titles::same(const Title::Word& a, const Title::Word& b) {
  const auto sits = [](const Title::Word& at, const Title::Word& who) {
    return std::find(at.seat.begin(), at.seat.end(), who.text) != at.seat.end();
  };
  return a.text == b.text || (a.entity != none && a.entity == b.entity) ||
         std::find_first_of(a.bodies.begin(), a.bodies.end(), b.bodies.begin(), b.bodies.end()) != a.bodies.end() ||
         (a.some_organization && b.organization) || sits(a, b) || sits(b, a);
}

// « PT » for « parti des Travailleurs »
bool Titles::begin_with(const std::vector<Title::Word>& words, const Title::Word& letters) {
  if (!letters.letters || letters.text.size() < 2 || letters.text.size() > words.size()) return false;
  return std::search(words.begin(), words.end(), letters.text.begin(), letters.text.end(),
                     [](const Title::Word& word, char letter) { return word.text[0] == letter; }) != words.end();
}

// How far `wanted` fits, and how many of its words the other says, too.
std::pair<Titles::Fit, int> Titles::fit_of(const Title& wanted, const Title& known, Kin kin) const {
  const auto says = [](const std::vector<std::string>& words, const Title::Word& word) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& w) {
      return w == word.text || std::find(word.seat.begin(), word.seat.end(), w) != word.seat.end();
    });
  };
  static const std::vector<std::string> nothing;
  // What the more special of the two functions says by itself: « justice » of « garde des Sceaux ».
  const std::vector<std::string>& of_wanted = kin == Kin::narrower ? roles_.said_by(wanted.head) : nothing;
  const std::vector<std::string>& of_known = kin == Kin::wider ? roles_.said_by(known.head) : nothing;
  int said = 0;
  bool left = false;   // a word of the description that the title does not have
  for (const Title::Word& word : wanted.words) {
    const bool there =
        says(of_known, word) || begin_with(known.words, word) ||
        std::any_of(known.words.begin(), known.words.end(), [&](const Title::Word& other) { return same(word, other); });
    said += there;
    left |= !there && !word.nation;
  }
  const bool all = said == static_cast<int>(wanted.words.size());
  const auto party = [](const Title::Word& word) { return word.organization && word.beside; };
  // « l'ancien président », « le ministre italien », « le président LR » of something else
  if (known.held && (!all || std::any_of(wanted.words.begin(), wanted.words.end(), party))) return {Fit::none, said};
  const bool bare = known.words.empty() && of_known.empty();
  // Other words, other title: « le ministre de la Santé » is not the « ministre de l'Intérieur ».
  const bool other = std::any_of(known.words.begin(), known.words.end(), [&](const Title::Word& word) {
    return !word.nation && !says(of_wanted, word) &&
           std::none_of(wanted.words.begin(), wanted.words.end(), [&](const Title::Word& mine) { return same(mine, word); });
  });
  if (kin == Kin::narrower) {
    const bool any = said > 0 || std::any_of(known.words.begin(), known.words.end(),
                                             [&](const Title::Word& word) { return says(of_wanted, word); });
    // « la cardiologue » is the « médecin de l'hôpital »; « le maire » need not be the « élu de Brest ».
    const bool possible = wanted.words.empty()
                              ? known.own_name || !other || (wanted.function && !wanted.office && of_wanted.empty())
                              : !other && !left;
    return {any ? Fit::sure : possible ? Fit::possible : Fit::none, said};
  }
  // « le ministre » is the « ministre de l'Intérieur » as much as the « ministre ».
  // … but where no text says so, « le président » may be anybody's.
  const bool named_alike = kin == Kin::same || (known.head.starts_with(wanted.head + " ") && !known.held);
  if (all) return {named_alike || said > 0 ? Fit::sure : Fit::wider, said};
  // « le ministre italien » may be the « ministre de l'Intérieur » of the text.
  const auto nation = [](const Title::Word& word) { return word.nation; };
  if (kin == Kin::same && !left && !known.held && std::none_of(known.words.begin(), known.words.end(), nation))
    return {Fit::possible, 0};
  // « le préfet de la ville voisine » is not the préfet who was named without a place.
  const bool says_where = std::all_of(wanted.words.begin(), wanted.words.end(),
                                      [](const Title::Word& word) { return !word.bodies.empty() || word.nation; });
  if (bare && kin == Kin::same && says_where) return {Fit::possible, 0};
  return {said > 0 && !(left && other) ? Fit::sure : Fit::none, said};
}

}   // namespace propos::mentions
