// SPDX-License-Identifier: Apache-2.0
#include "mentions/titles.h"

#include <algorithm>

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
      if (says && !is(words_.preposition) && !is(words_.definite) && !is(words_.time_noun) && word.size() > 2 && word != "une" &&
          reading_.tokens.tokens[i].kind != token::Kind::number) {
        while (name != names_.end() && name->last <= i) ++name;
        out.words.push_back({std::string(word), name != names_.end() && name->first <= i ? name->entity : none});
      }
    }
    i = next;
  }
  return out;
}

void Titles::learn(Title title) {
  if (title.head.empty()) return;
  known_.insert(title.entity);
  std::vector<Title>& alike = titles_[title.head];
  if (alike.size() < most_alike) alike.push_back(std::move(title));
}

int Titles::fit_of(const Title& wanted, const Title& known) {
  int fit = 2;
  bool all = true;
  for (const Title::Word& word : wanted.words) {
    const bool there = std::any_of(known.words.begin(), known.words.end(), [&](const Title::Word& other) {
      return other.text == word.text || (word.entity != none && other.entity == word.entity);
    });
    fit += there ? 2 : 0;
    all &= there;
  }
  // Other words, other title: « le ministre de la Santé » is not the « ministre de l'Intérieur ».
  return all || fit >= 4 || known.words.empty() ? fit : 0;
}

}  // namespace propos::mentions
