// SPDX-License-Identifier: Apache-2.0
#include "entities/entities.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace propos::entities {
namespace {

// The text of a name as it is written, with a blank for a line break.
std::string written(const Reading& reading, const Name& name) {
  const auto& tokens = reading.tokens.tokens;
  std::string out(Span{tokens[name.first].begin, tokens[name.last - 1].end}.of(reading.text));
  for (char& c : out)
    if (c == '\n' || c == '\r') c = ' ';
  return out;
}

// The capitals of the words of a name: Organisation mondiale de la santé -> oms.
std::string initials(const token::Tokens& tokens, std::uint32_t first, std::uint32_t last, bool all) {
  std::string out;
  for (std::uint32_t i = first; i < last; ++i) {
    const token::Token& token = tokens.tokens[i];
    const std::string_view key = tokens.key(token);
    if (key.empty() || (!all && token.shape == token::Shape::lower) || key.size() < 3) continue;
    out += key[0];
  }
  return out;
}

// The first character of a key: « é » of « élisabeth » as of « é. ».
std::string_view letter(std::string_view key) {
  std::size_t size = std::min<std::size_t>(1, key.size());
  while (size < key.size() && (key[size] & 0xC0) == 0x80) ++size;
  return key.substr(0, size);
}

// People who share a surname, each under the first names that go with it. Look-ups do not depend on how many they are.
struct Family {
  std::vector<std::pair<std::uint32_t, Id>> named;          // where a full name stands, in order of the text
  std::unordered_map<std::string_view, Id> by_first_name;
  std::unordered_map<std::string_view, Id> by_letter, by_initial;   // of any first name; of one that is an initial
  Id first = none;
  bool several = false;

  // « J. Roux » and « Jean Roux » are one.
  Id find(std::string_view first_name, bool initial) const {
    if (const auto same = by_first_name.find(first_name); same != by_first_name.end()) return same->second;
    const auto& by = initial ? by_letter : by_initial;
    const auto like = by.find(letter(first_name));
    return like == by.end() ? none : like->second;
  }
  void add(Id id, std::uint32_t place, std::string_view first_name, bool initial) {
    named.emplace_back(place, id);
    by_first_name[first_name] = id;
    by_letter[letter(first_name)] = id;
    if (initial) by_initial[letter(first_name)] = id;
    if (first == none) first = id;
    several |= first != id;
  }
  // Of two, the one named last before a place.
  Id before(std::uint32_t place) const {
    const auto behind = std::lower_bound(named.begin(), named.end(), std::pair{place, Id{0}});
    return behind == named.begin() ? first : std::prev(behind)->second;
  }
};

}  // namespace

std::vector<Entity> make_entities(const Reading& reading, std::vector<Name>& names) {
  const token::Tokens& tokens = reading.tokens;
  const int male = reading.engine.feature("male-name"), female = reading.engine.feature("female-name");
  std::vector<Entity> out;
  std::unordered_map<std::string, Id> by_key;
  std::unordered_map<std::string, Family> families;   // by surname
  std::unordered_map<std::string, Id> by_initials;   // of organizations
  std::vector<std::uint32_t> order(names.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  // Full names first, so that a surname before them finds them.
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::min(2u, names[a].last - names[a].first) > std::min(2u, names[b].last - names[b].first);
  });
  const auto make = [&](const Name& name, const std::string& key) {
    Entity entity;
    entity.type = name.type;
    entity.name = written(reading, name);
    out.push_back(entity);
    const Id id = static_cast<Id>(out.size() - 1);
    by_key[key] = id;
    return id;
  };
  for (const std::uint32_t n : order) {
    Name& name = names[n];
    const std::uint32_t size = name.last - name.first;
    const std::string key = static_cast<char>('0' + static_cast<int>(name.type)) + std::string(tokens.key(name.first, name.last));
    const auto same = by_key.find(key);
    const std::string last(tokens.key(tokens.tokens[name.last - 1]));
    if (same != by_key.end()) {
      name.entity = same->second;
      if (name.type == EntityType::person && size > 1) families[last].named.emplace_back(name.first, name.entity);
      continue;
    }
    if (name.type == EntityType::person) {
      if (size == 1) {
        const auto family = families.find(last);
        if (family == families.end()) {
          name.entity = make(name, key);
        } else {
          name.entity = family->second.before(name.first);
          if (!family->second.several) by_key.emplace(key, name.entity);
        }
        continue;
      }
      Family& family = families[last];
      const std::string_view first_name = tokens.key(tokens.tokens[name.first]);
      const bool initial = tokens.tokens[name.first].shape == token::Shape::initial;
      Id found = family.find(first_name, initial);
      if (found == none) {
        found = make(name, key);
        Entity& entity = out[found];
        const token::Token& first = tokens.tokens[name.first];
        entity.first_name = std::string(Span{first.begin, first.end}.of(reading.text));
        const token::Token& end = tokens.tokens[name.last - 1];
        entity.last_name = std::string(Span{tokens.tokens[name.first + 1].begin, end.end}.of(reading.text));
        if (const lexicon::Entry* entry = reading.units.entries[name.first]) {
          const bool m = male >= 0 && entry->proper[static_cast<std::size_t>(male)];
          const bool f = female >= 0 && entry->proper[static_cast<std::size_t>(female)];
          if (m != f) entity.gender = m ? Gender::masculine : Gender::feminine;
        }
      } else {
        by_key[key] = found;
      }
      family.add(found, name.first, first_name, initial);
      name.entity = found;
      continue;
    }
    // An acronym finds its expansion.
    const token::Token& only = tokens.tokens[name.first];
    if (name.type == EntityType::organization && size == 1 && (only.shape == token::Shape::upper || only.shape == token::Shape::capitalised)) {
      Id found = none;
      const auto expanded = by_initials.find(std::string(tokens.key(only)));
      if (expanded != by_initials.end()) found = expanded->second;
      // « Organisation mondiale (OM) »
      if (found == none && n > 0 && names[n - 1].last + 1 == name.first && names[n - 1].type == EntityType::organization &&
          tokens.key(tokens.tokens[names[n - 1].last]) == "(")
        found = names[n - 1].entity;
      if (found != none) {
        name.entity = found;
        name.form = MentionForm::acronym;
        out[found].acronym = written(reading, name);
        by_key[key] = found;
        continue;
      }
    }
    name.entity = make(name, key);
    if (name.type == EntityType::organization && size > 1)
      for (const bool all : {false, true}) by_initials.emplace(initials(tokens, name.first, name.last, all), name.entity);
  }
  // In the order of the text, with every other spelling as an alias.
  std::vector<Id> place(out.size(), none);
  std::vector<Entity> sorted;
  for (Name& name : names) {
    if (place[name.entity] == none) {
      place[name.entity] = static_cast<Id>(sorted.size());
      sorted.push_back(std::move(out[name.entity]));
    }
    name.entity = place[name.entity];
    Entity& entity = sorted[name.entity];
    const std::string form = written(reading, name);
    if (form != entity.name && std::find(entity.aliases.begin(), entity.aliases.end(), form) == entity.aliases.end())
      entity.aliases.push_back(form);
  }
  return sorted;
}

}  // namespace propos::entities
