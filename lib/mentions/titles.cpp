// SPDX-License-Identifier: Apache-2.0
#include "mentions/titles.h"

#include <algorithm>

#include "lexicon/words.h"

namespace propos::mentions {
Title Titles::read(const rules::Unit& unit) const {
  Title out;
  out.place = unit.first;
  auto name = names_.begin() + static_cast<std::ptrdiff_t>(entities::name_at(names_, unit.first));
  for (std::uint32_t i = unit.first; i < unit.last;) {
    std::uint32_t next = i + 1;
    if (out.head.empty()) {
      // The entry of the lexicon that begins here, of one word or of several.
      const auto& units = reading_.units.units;
      const auto entered = std::lower_bound(units.begin(), units.end(), i, [](const rules::Unit& u, std::uint32_t token) { return u.first < token; });
      const std::uint32_t last = entered != units.end() && entered->first == i ? std::min(entered->last, unit.last) : i + 1;
      const lexicon::Entry* entry = last == i + 1 ? reading_.units.entries[i] : reading_.lexicon.find(reading_.tokens.key(i, last));
      const auto is = [&](int feature) { return entry != nullptr && feature >= 0 && entry->common[static_cast<std::size_t>(feature)]; };
      if (is(words_.role) || is(words_.person_noun) || is(words_.org_intro) || is(words_.org_head)) {
        const std::string_view lemma = reading_.lexicon.lemma(*entry);
        out.head = lemma.empty() ? reading_.tokens.key(i, last) : lemma;
        next = last;
      }
    }
    if (next == i + 1 && out.head != subjects_.key(i)) {
      const auto is = [&](int feature) { return subjects_.common(i, feature); };
      const bool says = reading_.units.entries[i] == nullptr || is(words_.noun) || is(words_.adjective) ||
                        reading_.tokens.tokens[i].shape != token::Shape::lower;
      const std::string_view word = subjects_.key(i);
      const bool long_enough = word.size() > 2 || reading_.tokens.tokens[i].shape == token::Shape::upper;   // « PT »
      if (says && long_enough && !is(words_.preposition) && !is(words_.definite) && !is(words_.indefinite) && !is(words_.time_noun) &&
          reading_.tokens.tokens[i].kind != token::Kind::number) {
        while (name != names_.end() && name->last <= i) ++name;
        out.words.push_back(word_at(i, i + 1, name != names_.end() && name->first <= i ? &*name : nullptr));
      }
    }
    i = next;
  }
  return out;
}

// The word at tokens [first, last), or one of the words of `name`.
Title::Word Titles::word_at(std::uint32_t first, std::uint32_t last, const entities::Name* name) const {
  Title::Word out;
  out.text = reading_.tokens.key(first, last);
  if (name != nullptr) out.entity = name->entity;
  const std::string_view whole = name == nullptr ? std::string_view(out.text) : reading_.tokens.key(name->first, name->last);
  const lexicon::Entry* entry = reading_.lexicon.find(whole);
  out.nation = (name != nullptr && name->type == EntityType::place) || (entry != nullptr && subjects_.common(first, words_.demonym));
  out.organization = name != nullptr && name->type == EntityType::organization;
  out.some_organization = name == nullptr && subjects_.common(first, words_.org_intro);
  out.letters = reading_.tokens.tokens[first].shape == token::Shape::upper;
  if (name != nullptr) out.body = whole;
  if (entry == nullptr) return out;
  const std::string_view info = reading_.lexicon.info(*entry);
  for (const std::string_view relation : {"same", "expands", "country", "members-of"})
    lexicon::each_value(info, relation, [&](std::string_view value) { out.body = lexicon::key_of(value); });
  lexicon::each_value(info, "stands-for", [&](std::string_view value) { out.seat = roles_.said_by(value); });
  return out;
}

void Titles::learn(Title title) {
  if (title.head.empty()) return;
  known_.insert(title.entity);
  const std::size_t place = titles_.size();
  const auto enter = [&](std::string_view role) {
    std::vector<std::size_t>& alike = by_class_[std::string(role)];
    if (alike.size() < most_alike) alike.push_back(place);
  };
  enter(title.head);
  for (const std::string& wide : roles_.wider(title.head)) enter(wide);
  titles_.push_back(std::move(title));
}

void Titles::learn_body(Id entity, const entities::Name& body) {
  const auto [of, fresh] = bodies_.try_emplace(word_at(body.first, body.last, &body).body, entity);
  if (!fresh && of->second != entity) of->second = none;
}

// Do two words mean the same, whatever their form?
bool Titles::same(const Title::Word& a, const Title::Word& b) {
  const auto sits = [](const Title::Word& at, const Title::Word& who) { return std::find(at.seat.begin(), at.seat.end(), who.text) != at.seat.end(); };
  return a.text == b.text || (a.entity != none && a.entity == b.entity) || (!a.body.empty() && a.body == b.body) ||
         (a.some_organization && b.organization) || sits(a, b) || sits(b, a);
}

// « PT » for « parti des Travailleurs »
bool Titles::begin_with(const std::vector<Title::Word>& words, const Title::Word& letters) {
  if (!letters.letters || letters.text.size() < 2 || letters.text.size() > words.size()) return false;
  return std::search(words.begin(), words.end(), letters.text.begin(), letters.text.end(), [](const Title::Word& word, char letter) { return word.text[0] == letter; }) != words.end();
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
    const bool there = says(of_known, word) || begin_with(known.words, word) || std::any_of(known.words.begin(), known.words.end(), [&](const Title::Word& other) { return same(word, other); });
    said += there;
    left |= !there && !word.nation;
  }
  const bool all = said == static_cast<int>(wanted.words.size());
  const bool bare = known.words.empty() && of_known.empty();
  // Other words, other title: « le ministre de la Santé » is not the « ministre de l'Intérieur ».
  const bool other = std::any_of(known.words.begin(), known.words.end(), [&](const Title::Word& word) {
    return !word.nation && !says(of_wanted, word) && std::none_of(wanted.words.begin(), wanted.words.end(), [&](const Title::Word& mine) { return same(mine, word); });
  });
  if (kin == Kin::narrower) {
    const bool any = said > 0 || std::any_of(known.words.begin(), known.words.end(), [&](const Title::Word& word) { return says(of_wanted, word); });
    return {any ? Fit::sure : !other && all ? Fit::possible : Fit::none, said};
  }
  if (all) return {kin == Kin::same || said > 0 ? Fit::sure : Fit::wider, said};
  if (bare && kin == Kin::same) return {Fit::possible, 0};
  return {said > 0 && !(left && other) ? Fit::sure : Fit::none, said};
}

}  // namespace propos::mentions
