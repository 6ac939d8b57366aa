// SPDX-License-Identifier: Apache-2.0
#include "entities/entities.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <forward_list>
#include <memory_resource>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "lexicon/words.h"

namespace propos::entities {
namespace {

// What is looked up while one text is read lies in one piece of memory and goes with it.
using Arena = std::pmr::polymorphic_allocator<>;
using Text = std::pmr::string;
template <class T>
using ByKey = std::pmr::unordered_map<Text, T, TextHash, std::equal_to<>>;

// A key without accents, and with one blank for a hyphen: « états-unis » as « etats unis ». `tight`: with neither, nor
// apostrophes, by which spellings of one name are equal: « bfm-tv », « bfmtv ».
void fold_onto(Text& out, std::string_view key, bool tight) {
  static constexpr std::string_view plain = "aaaaaa*ceeeeiiii*nooooo**uuuuy*y";   // U+00E0 to U+00FF; *: as it is
  const std::size_t before = out.size();
  out.resize(before + key.size());
  char* to = out.data() + before;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    const auto next = c == '\xC3' && i + 1 < key.size() ? static_cast<unsigned char>(key[i + 1]) : 0;
    if (next >= 0xA0 && plain[next - 0xA0] != '*') {
      *to++ = plain[next - 0xA0];
      ++i;
    } else if (c == '-' || c == ' ' || (tight && c == '\'')) {
      if (!tight) *to++ = ' ';
    } else {
      *to++ = c;
    }
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}
Text folded(std::string_view key, const Arena& arena, bool tight = true) {
  Text out(arena);
  fold_onto(out, key, tight);
  return out;
}

bool all_capitals(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// « Saint-Cyr » for « saint-cyr ».
std::string capitalised(std::string_view key) {
  std::string out;
  bool head = true;
  for (std::size_t i = 0; i < key.size();) {
    UChar32 c = 0;
    U8_NEXT(key.data(), i, key.size(), c);
    icu::UnicodeString(head ? u_toupper(c) : c).toUTF8String(out);
    head = c == '-' || c == '\'';
  }
  return out;
}

// The value of « name=value » in the info of an entry.
std::string_view info_value(std::string_view info, std::string_view name) {
  while (!info.empty()) {
    const std::string_view pair = info.substr(0, info.find(';'));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return pair.substr(name.size() + 1);
    info.remove_prefix(std::min(info.size(), pair.size() + 1));
  }
  return {};
}

// The first letter of each part of a first name, without accents: « jp » of « jean-pierre » as of « j-p ».
Text letters(std::string_view key, const Arena& arena) {
  const Text plain = folded(key, arena, false);
  Text out(arena);
  for (std::size_t i = 0; i < plain.size(); ++i)
    if (i == 0 || plain[i - 1] == ' ') do
        out += plain[i];
      while (i + 1 < plain.size() && (plain[i + 1] & 0xC0) == 0x80 && ++i < plain.size());
  return out;
}

constexpr std::uint32_t most_words = 4;   // of a name; longer ones are not told apart by their length

// Where somebody is named. Names of most words come first, those of as many in order of the text: each go into a run of their own.
class Places {
 public:
  using Place = std::pair<std::uint32_t, Id>;   // a token, and who

  void add(std::uint32_t token, Id id) {
    const Place place{token, id};
    if (!runs_[last_].empty() && place < runs_[last_].back()) ++last_;
    if (runs_[last_].empty() || runs_[last_].back() != place) runs_[last_].push_back(place);
  }

  /// Goes through the places of all runs in order of the text, from a token on.
  class Walk {
   public:
    Walk(const Places& places, std::uint32_t token) : runs_(places.runs_) {
      for (std::size_t r = 0; r < runs_.size(); ++r)
        at_[r] = static_cast<std::size_t>(std::lower_bound(runs_[r].begin(), runs_[r].end(), Place{token, 0}) - runs_[r].begin());
    }
    /// The nearest before, nullptr where there is none.
    const Place* back() {
      std::size_t best = runs_.size();
      for (std::size_t r = 0; r < runs_.size(); ++r)
        if (at_[r] > 0 && (best == runs_.size() || runs_[best][at_[best] - 1] < runs_[r][at_[r] - 1])) best = r;
      return best == runs_.size() ? nullptr : &runs_[best][--at_[best]];
    }
    /// The nearest that does not stand before.
    const Place* next() {
      std::size_t best = runs_.size();
      for (std::size_t r = 0; r < runs_.size(); ++r)
        if (at_[r] < runs_[r].size() && (best == runs_.size() || runs_[r][at_[r]] < runs_[best][at_[best]])) best = r;
      return best == runs_.size() ? nullptr : &runs_[best][at_[best]++];
    }

   private:
    const std::array<std::vector<Place>, most_words>& runs_;
    std::array<std::size_t, most_words> at_{};
  };

 private:
  std::array<std::vector<Place>, most_words> runs_;
  std::size_t last_ = 0;
};

// People who share a surname, each under the first names that go with it. Look-ups do not depend on how many they are.
struct Family {
  static constexpr std::size_t looked_back = 8;
  using allocator_type = Arena;

  explicit Family(const Arena& arena) : called(arena) {}

  Places named;       // by a full name
  ByKey<Id> called;   // by a letter that tells what of the first name, and that
  static constexpr char in_full = 'f', by_letters = 'l', by_initials = 'i';   // letters also of the first part alone

  // « J. Roux » and « Jean Roux » are one, « J.-M. Roux » and « J.-P. Roux » two.
  Id find(std::string_view first_name, bool initial) const {
    const Arena arena = called.get_allocator();
    const auto in = [&](const Text& key) {
      const auto at = called.find(key);
      return at == called.end() ? none : at->second;
    };
    if (called.empty()) return none;
    if (!initial) {
      Text own(1, in_full, arena);
      fold_onto(own, first_name, true);
      if (const Id same = in(own); same != none) return same;
    }
    return in(Text(1, initial ? by_letters : by_initials, arena) += letters(first_name, arena));
  }
  void add(Id id, std::uint32_t place, std::string_view first_name, bool initial) {
    const Arena arena = called.get_allocator();
    named.add(place, id);
    Text own(1, in_full, arena);
    fold_onto(own, first_name, true);
    called[std::move(own)] = id;
    own = Text(1, by_letters, arena) += letters(first_name, arena);
    called[own.substr(0, 2)] = id;
    if (own.size() > 2) called[own] = id;
    if (!initial) return;
    own.front() = by_initials;
    called[std::move(own)] = id;
  }
  // Of several whom `may` accepts, the one named most often before a place, of equals the last; where none is named before
  // it, the next behind it. `alone` is how often somebody was named by surname alone.
  template <class May, class Alone>
  Id beside(std::uint32_t place, const May& may, const Alone& alone) const {
    std::array<std::pair<Id, std::uint32_t>, looked_back> counts;
    std::size_t size = 0;
    Places::Walk before(named, place);
    for (std::size_t i = 0; i < looked_back; ++i) {
      const Places::Place* const at = before.back();
      if (at == nullptr) break;
      const Id id = at->second;
      if (!may(id)) continue;
      auto* const end = counts.data() + size;
      auto* const count = std::find_if(counts.data(), end, [&](const auto& c) { return c.first == id; });
      if (count == end) counts[size++] = {id, alone(id) + 1};
      else ++count->second;
    }
    if (size > 0) {
      const auto most = [](const auto& a, const auto& b) { return a.second < b.second; };
      return std::max_element(counts.data(), counts.data() + size, most)->first;
    }
    Places::Walk behind(named, place);
    for (std::size_t i = 0; i < looked_back; ++i) {
      const Places::Place* const at = behind.next();
      if (at == nullptr) break;
      if (may(at->second)) return at->second;
    }
    return none;
  }
};

constexpr std::size_t shortest_in_capitals = 3;   // bytes of a word; « JD » is no Jd

// Makes the entities of one text.
class Maker {
 public:
  Maker(const Reading& reading, const Words& words, std::vector<Name>& names)
      : reading_(reading), words_(words), tokens_(reading.tokens), names_(names) {}

  std::vector<Entity> make() {
    out_.reserve(std::min<std::size_t>(names_.size(), 64));
    by_key_.reserve(std::min<std::size_t>(names_.size(), 4096));
    // Full names first, so that a surname before them finds them.
    for (std::uint32_t size = most_words; size > 0; --size)
      for (std::uint32_t n = 0; n < names_.size(); ++n) {
        Name& name = names_[n];
        reading_.patience.check();
        if (std::min(most_words, name.last - name.first) != size) continue;
        if (name.type == EntityType::person) person(name);
        else other(n);
        describe(name);
      }
    join_initials();
    join_aliases();
    join_misspelled();
    for (const Name& name : names_) {
      reading_.patience.check();
      guess_gender(name);
    }
    return sorted();
  }

 private:
  std::string_view key(std::uint32_t token) const { return tokens_.key(tokens_.tokens[token]); }
  bool has(std::uint32_t token, int feature, bool proper) const {
    const lexicon::Entry* entry = reading_.units.entry(token);
    if (entry == nullptr || feature < 0) return false;
    return entry->common[static_cast<std::size_t>(feature)] || (proper && entry->proper[static_cast<std::size_t>(feature)]);
  }
  Text key_of(const Name& name) { return key_of(name.type, tokens_.key(name.first, name.last)); }
  Text key_of(EntityType type, std::string_view key) {
    Text out(1, static_cast<char>('0' + static_cast<int>(type)), &arena_);
    fold_onto(out, key, true);
    return out;
  }

  Id add(const Name& name, const Text& own) {
    Entity entity;
    entity.type = name.type;
    const bool spelled =
        name.type == EntityType::person && (has(name.first, words_.last_name, true) || has(name.first, words_.first_name, true));
    entity.name = spelled ? spelled_out(name.first, name.last) : reading_.written(name.first, name.last);
    out_.push_back(std::move(entity));
    alone_.push_back(0);
    sure_.push_back(false);
    return by_key_[own] = static_cast<Id>(out_.size() - 1);
  }

  // What stands behind a name says whether it is a man's or a woman's, where nothing better does: « la vedette » may be a man,
  // « médecin-chef » a woman.
  Gender gender_behind(const Name& name) const {
    return gender_of_apposition(name) == Gender::feminine ? Gender::feminine : gender_of_predicate(name);
  }
  // « M. », « Mme », against which no first name stands, as it does against « le docteur Anne Roux ».
  bool is_sure(const Name& name) const {
    const std::uint32_t before = word_before(name);
    return has(before, words_.title, true) && !is_person_word(before);
  }
  // … also before « [H] ». There is a token before the name.
  std::uint32_t word_before(const Name& name) const {
    return name.first > 1 && key(name.first - 1) == "[" ? name.first - 2 : name.first - 1;
  }
  bool is_person_word(std::uint32_t token) const {
    return has(token, words_.role, false) || has(token, words_.person_noun, false) || has(token, words_.family, false);
  }
  std::uint32_t end() const { return static_cast<std::uint32_t>(tokens_.tokens.size()); }
  bool is_lower(std::uint32_t token) const { return tokens_.tokens[token].shape == token::Shape::lower; }

  // « X, directrice de l'école », « X, 32 ans, l'ancienne maire »
  Gender gender_of_apposition(const Name& name) const {
    constexpr std::uint32_t longest = 7;   // tokens up to the noun
    if (name.last >= end() || (key(name.last) != "," && key(name.last) != "(")) return Gender::unknown;
    for (std::uint32_t t = name.last + 1; t + 1 < end() && t < name.last + longest; ++t) {
      const bool noun = is_lower(t) && is_person_word(t);
      if (noun && !has(t, words_.preposition, false)) {
        if (!is_lower(t + 1) && tokens_.tokens[t + 1].shape != token::Shape::none)
          return Gender::unknown;   // « X, la ministre Y »
        const Gender own = gender_of_word(t);
        return own != Gender::unknown || !has(t - 1, words_.determiner, false) ? own : gender_of_word(t - 1);
      }
      const bool aside = has(t, words_.determiner, false) || has(t, words_.adjective, false) || has(t, words_.adverb, false) ||
                         has(t, words_.time_noun, false) || tokens_.tokens[t].kind == token::Kind::number ||
                         (key(t) == "," && has(t - 1, words_.time_noun, false));
      if (!aside || (!is_lower(t) && tokens_.tokens[t].shape != token::Shape::none)) return Gender::unknown;
    }
    return Gender::unknown;
  }

  // « X est née », « X a été élue », « X s'est dite prête »
  Gender gender_of_predicate(const Name& name) const {
    if (name.first > 0 && !(tokens_.tokens[name.first].flags & token::starts_sentence) &&
        (has(name.first - 1, words_.preposition, false) || has(name.first - 1, words_.conjunction, false)))
      return Gender::unknown;   // « la mère de X est née », « Y et X »
    std::uint32_t t = name.last;
    if (t < end() && has(t, words_.se_clitic, false)) ++t;
    if (t < end() && has(t, words_.avoir, false) && has(t, words_.finite, false)) {
      if (++t >= end() || !has(t, words_.etre, false) || !has(t, words_.past_participle, false)) return Gender::unknown;
    } else if (t >= end() || !has(t, words_.etre, false) || !has(t, words_.finite, false)) {
      return Gender::unknown;
    }
    for (++t; t < end() && has(t, words_.adverb, false) && !has(t, words_.past_participle, false);) ++t;
    const bool agrees = t < end() && is_lower(t) && has(t, words_.past_participle, false) && !has(t, words_.plural, false);
    return agrees ? gender_of_word(t) : Gender::unknown;
  }

  // « M. », « la ministre »
  Gender gender_before(const Name& name) const {
    if (name.first == 0) return Gender::unknown;
    const std::uint32_t before = word_before(name);
    const auto tells = [&](std::uint32_t t) {
      return has(t, words_.definite, false) || has(t, words_.indefinite, false) || has(t, words_.demonstrative, false);
    };
    if (tells(before)) return gender_of_word(before);   // « la Chupin », « une certaine Pruvost »
    const bool adjective = has(before, words_.adjective, false) && before > 0 && tells(before - 1);   // « la petite Flore »
    if (!adjective && !has(before, words_.title, true) && !has(before, words_.role, false) && !has(before, words_.demonym, true))
      return Gender::unknown;
    const Gender own = gender_of_word(before);
    if (own != Gender::unknown || before == 0 || !has(before - 1, words_.determiner, false)) return own;
    const Gender article = gender_of_word(before - 1);                             // « le Belge X »
    const bool any = has(before, words_.title, true) && !is_person_word(before);   // « le Dr X », who may be a woman
    return any && article == Gender::masculine ? own : article;
  }
  Gender gender_of_word(std::uint32_t token) const {
    const bool m = has(token, words_.masculine, true), f = has(token, words_.feminine, true);
    return m == f ? Gender::unknown : m ? Gender::masculine : Gender::feminine;
  }

  // Of « Lucienne », of whom no more is said. It may be a surname, so that nobody is told apart by it.
  void guess_gender(const Name& name) {
    Entity& entity = out_[name.entity];
    if (name.type != EntityType::person || name.last - name.first != 1 || !entity.last_name.empty() ||
        entity.gender != Gender::unknown)
      return;
    entity.gender = gender_of_first_name(name.first);
  }
  // « Jean-Virgile » is a man as Jean is, « Haïm » as Haim.
  Gender gender_of_first_name(std::uint32_t token) {
    const auto of = [&](const lexicon::Entry* entry) {
      if (entry == nullptr) return Gender::unknown;
      const bool m = entry->proper[static_cast<std::size_t>(words_.male_name)],
                 f = entry->proper[static_cast<std::size_t>(words_.female_name)];
      return m == f ? Gender::unknown : m ? Gender::masculine : Gender::feminine;
    };
    if (const Gender own = of(reading_.units.entry(token)); own != Gender::unknown) return own;
    const std::size_t hyphen = key(token).find('-');
    if (hyphen != std::string_view::npos) return of(reading_.lexicon.find(key(token).substr(0, hyphen)));
    const Text plain = fold(key(token));
    return plain == key(token) ? Gender::unknown : of(reading_.lexicon.find(plain));
  }

  // Where a name ends, without the point behind « Yacine B »: the point may be a token of its own.
  std::uint32_t end_of(const Name& name) const {
    return name.last - name.first > 1 && key(name.last - 1) == "." ? name.last - 1 : name.last;
  }

  // Where the surname of a full name begins: behind the first names, with its particles.
  std::uint32_t surname_of(const Name& name) const {
    std::uint32_t out = name.first + 1;
    while (out + 1 < end_of(name) && (tokens_.tokens[out].shape == token::Shape::initial || key(out) == "." || key(out) == "-" ||
                                      (has(out, words_.first_name, true) && !has(out, words_.last_name, true))))
      ++out;
    return out;
  }

  // Nothing but particles before one word: « de la Verpie », not « d'Anne Roux »
  bool is_surname_with_particle(const Name& name) const {
    const std::uint32_t last = end_of(name) - 1;
    for (std::uint32_t t = name.first; t < last; ++t)
      if (!is_lower(t) || !(has(t, words_.particle, false) || has(t, words_.determiner, false))) return false;
    return name.first < last;
  }
  // « de Rieux »: of whom the whole name has been seen, or a person of his own.
  template <class May, class Settle>
  void surname_with_particle(const Name& name, const Text& own, const May& may, const Settle& settle) {
    const std::uint32_t last = end_of(name);
    Family& family = families_[fold(key(last - 1))];
    if (const Id id = family.beside(name.first, may, [&](Id i) { return alone_[i]; }); id != none) {
      ++alone_[id];
      return settle(id);
    }
    const Id id = add(name, own);
    family.named.add(name.first, id);
    out_[id].last_name = spelled_out(name.first, last);
    settle(id);
  }

  void person(Name& name) {
    const std::uint32_t size = end_of(name) - name.first;
    const Gender gender = gender_before(name);
    const auto may = [&](Id id) {
      return gender == Gender::unknown || out_[id].gender == Gender::unknown || out_[id].gender == gender;
    };
    const auto settle = [&](Id id) {
      name.entity = id;
      Gender& known = out_[id].gender;
      if (gender != Gender::unknown && !sure_[id] && is_sure(name)) {
        known = gender;
        sure_[id] = true;
      }
      const bool by_title = name.first > 0 && gender == Gender::masculine && has(word_before(name), words_.title, false);
      if (known == Gender::unknown && !by_title) known = gender;
      if (known == Gender::unknown && size == 1 && out_[id].last_name.empty()) known = gender_of_first_name(name.first);
      if (known == Gender::unknown) known = gender_behind(name);
      if (known == Gender::unknown) known = gender;   // « le professeur X, chercheuse »
    };
    const Text own = key_of(name);
    const std::string_view spelled = std::string_view(own).substr(1);
    if (size > 1) {
      if (const auto same = by_key_.find(own);
          same != by_key_.end() && (may(same->second) || !sure_[same->second] || !is_sure(name))) {
        settle(same->second);
        const auto family = families_.find(fold(key(name.last - 1)));
        if (family != families_.end()) family->second.named.add(name.first, name.entity);
        return;
      }
    }
    // A surname alone, of one word or more: « Roux », « de La Tour », « Le Pen ».
    if (const auto family = families_.find(spelled); family != families_.end()) {
      if (const Id id = family->second.beside(name.first, may, [&](Id i) { return alone_[i]; }); id != none) {
        ++alone_[id];
        return settle(id);
      }
    }
    if (is_surname_with_particle(name)) return surname_with_particle(name, own, may, settle);
    if (size == 1) {
      // A first name alone, where one person has it.
      const auto given = by_first_name_.find(spelled);
      if (given != by_first_name_.end() && given->second != none && may(given->second)) return settle(given->second);
      const auto same = by_key_.find(own);
      if (same != by_key_.end() && may(same->second)) return settle(same->second);
      return settle(add(name, own));
    }
    // « Varenko N. », « OUATTARA Mariam »: the surname stands first.
    const std::uint32_t last = end_of(name);
    const token::Token &begin = tokens_.tokens[name.first], &end = tokens_.tokens[last - 1];
    const bool hidden = end.shape == token::Shape::initial && has(name.first, words_.first_name, true);   // « Yacine B. »
    const bool turned =
        (end.shape == token::Shape::initial && !hidden && begin.shape != token::Shape::initial) ||
        (begin.shape == token::Shape::upper && end.shape == token::Shape::capitalised && has(last - 1, words_.first_name, true));
    const std::uint32_t surname = turned ? name.first : surname_of(name);
    const std::uint32_t surname_end = turned ? last - 1 : last;
    const std::uint32_t given = turned ? last - 1 : name.first;
    const bool initial = tokens_.tokens[given].shape == token::Shape::initial ||
                         letters(key(given), &arena_) == fold(key(given));   // « J. », « J-P. »
    Family& family = families_[fold(key(surname_end - 1))];
    Id found = family.find(key(given), initial);
    if (found != none && !may(found)) found = none;
    if (found == none) {
      found = add(name, own);
      Entity& entity = out_[found];
      entity.first_name = turned ? spelled_out(given, given + 1) : spelled_out(name.first, surname);
      entity.last_name = spelled_out(surname, surname_end);
      if (surname_end < name.last && !turned) entity.last_name += '.';
      entity.gender = gender_of_first_name(given);
      if (turned && !initial) entity.name = entity.first_name + ' ' + entity.last_name;
      else if (!turned) entity.name = entity.first_name + ' ' + entity.last_name;
      if (!initial) {
        const auto [same, fresh] = by_first_name_.try_emplace(fold(key(given)), found);
        if (!fresh) same->second = none;
      }
    } else {
      by_key_[own] = found;
      if (!initial && !turned && !is_plain(out_[found].name))
        call(out_[found], spelled_out(name.first, surname), spelled_out(surname, surname_end));
    }
    family.add(found, name.first, key(given), initial);
    // « Le Pen » beside « Pen », « García Márquez » beside « Márquez ».
    for (std::uint32_t first = surname; first + 1 < surname_end; ++first)
      families_[fold(tokens_.key(first, surname_end))].add(found, name.first, key(given), initial);
    settle(found);
  }

  // Of « Y. K. » the letters, of other names none; of Yara Khalifé those that it begins with, where it is written in full.
  Text letters_of(const Name& name, bool initials) {
    Text out(&arena_);
    for (std::uint32_t t = name.first; t < name.last; ++t) {
      if (initials && key(t) == ".") continue;
      if ((tokens_.tokens[t].shape == token::Shape::initial) != initials) return Text(&arena_);
      out += letters(key(t), &arena_);
    }
    return out;
  }

  // « Y. K. » is the first who is called Yara Khalifé.
  void join_initials() {
    ByKey<Id> called(&arena_);   // by the letters of a name in full; made where there are initials
    for (Name& name : names_) {
      reading_.patience.check();
      if (name.type != EntityType::person || name.last - name.first < 2) continue;
      const Text own = letters_of(name, true);
      if (own.empty()) continue;
      if (called.empty())
        for (const Name& other : names_) {
          reading_.patience.check();
          if (other.type == EntityType::person && other.last - other.first > 1)
            called.try_emplace(letters_of(other, false), other.entity);
        }
      if (const auto found = called.find(own); found != called.end()) name.entity = found->second;
    }
  }

  void move(Id from, Id to) {
    if (from == to) return;
    for (Name& name : names_)
      if (name.entity == from) name.entity = to;
  }

  // « Marc Varenne, alias « Fil » »: both are one, and « Fil » elsewhere.
  void join_aliases() {
    constexpr std::uint32_t farthest = 8;   // tokens between them
    constexpr int most = 16;                // of one text
    int joined = 0;
    for (std::size_t n = 1; n < names_.size() && joined < most; ++n) {
      const Name &name = names_[n], &before = names_[n - 1];
      if (!name.is_alias || name.type != EntityType::person || before.type != EntityType::person ||
          name.first - before.last > farthest)
        continue;
      move(name.entity, before.entity);
      ++joined;
    }
  }

  // « Indrig Varenne » is Ingrid Varenne: a name seen once, of which one part is another's, the other that of a person named
  // oftener but for one letter, and in no list.
  void join_misspelled() {
    constexpr std::size_t looked_at = 8;   // of those with whom a part is shared
    struct Full {
      const Name* name;
      std::uint32_t count;
    };
    std::pmr::unordered_map<Id, Full> people(&arena_);
    for (const Name& name : names_) {
      reading_.patience.check();
      if (name.type != EntityType::person || out_[name.entity].last_name.empty()) continue;
      Full& full = people.try_emplace(name.entity, Full{nullptr, 0}).first->second;
      ++full.count;
      if (full.name == nullptr && end_of(name) - name.first == 2 && tokens_.tokens[name.first].shape != token::Shape::initial)
        full.name = &name;
    }
    if (people.size() < 2) return;
    ByKey<std::pmr::vector<Id>> by_part(&arena_);   // a letter that tells which part, and that
    for (const Name& name : names_) {
      reading_.patience.check();
      const auto at = people.find(name.entity);
      if (at == people.end() || at->second.name != &name) continue;
      for (const std::uint32_t shared : {name.first, name.first + 1}) {
        std::pmr::vector<Id>& others = by_part[Text(1, shared == name.first ? 'f' : 'l', &arena_) += fold(key(shared))];
        const std::uint32_t own = shared == name.first ? name.first + 1 : name.first;
        for (std::size_t i = 0; i < std::min(others.size(), looked_at); ++i) {
          const Full& other = people.at(others[i]);
          const std::uint32_t theirs = own - name.first + other.name->first;
          if (at->second.count > 1 && other.count > 1) continue;
          if (!is_misspelled(own, theirs) ||
              (out_[name.entity].gender != out_[others[i]].gender && out_[name.entity].gender != Gender::unknown &&
               out_[others[i]].gender != Gender::unknown))
            continue;
          if (at->second.count > other.count) move(others[i], name.entity);
          else move(name.entity, others[i]);
        }
        others.push_back(name.entity);
      }
    }
  }
  // Do these words differ by one letter, or by two that change places, and is one of them in no list of names?
  bool is_misspelled(std::uint32_t a, std::uint32_t b) {
    constexpr std::size_t shortest = 4;
    const auto is_listed = [&](std::uint32_t t) { return has(t, words_.first_name, true) || has(t, words_.last_name, true); };
    const Text left = fold(key(a)), right = fold(key(b));
    if (left == right || std::min(left.size(), right.size()) < shortest || (is_listed(a) && is_listed(b))) return false;
    const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    const std::string_view x(l, left.end()), y(r, right.end());
    if (x.empty() || y.empty()) return false;   // Varenne and Varennes may be two
    if (x.size() == y.size())
      return x.substr(1) == y.substr(1) || (x.size() > 1 && x[0] == y[1] && x[1] == y[0] && x.substr(2) == y.substr(2));
    return x.size() < y.size() ? y.substr(1) == x : x.substr(1) == y;
  }

  static void call(Entity& entity, std::string first_name, std::string last_name) {
    entity.name = first_name + ' ' + last_name;
    entity.first_name = std::move(first_name);
    entity.last_name = std::move(last_name);
  }

  // A part of a person's name, with small letters behind the first where it is written in capitals: « LE GALL » as « Le Gall ».
  std::string spelled_out(std::uint32_t first, std::uint32_t last) const {
    std::string out;
    for (std::uint32_t t = first; t < last; ++t) {
      const token::Token& token = tokens_.tokens[t];
      if (t > first && token.begin > tokens_.tokens[t - 1].end()) out += ' ';
      const bool particle =
          token.key_size < shortest_in_capitals && (has(t, words_.particle, true) || has(t, words_.determiner, false));
      if (token.shape != token::Shape::upper || (token.key_size < shortest_in_capitals && !particle))
        out += reading_.written(t, t + 1);
      else if (particle && !has(t, words_.determiner, false)) out += key(t);
      else out += capitalised(key(t));
    }
    return out;
  }

  // Not « J. Roux », « ROUX Jean ».
  static bool is_plain(std::string_view name) {
    const std::string_view first = name.substr(0, name.find(' '));
    return name.size() < 2 || (!first.ends_with('.') && !all_capitals(first));
  }

  void other(std::uint32_t n) {
    Name& name = names_[n];
    const Text own = key_of(name);
    if (const auto same = by_key_.find(own); same != by_key_.end()) {
      name.entity = same->second;
      return;
    }
    // What the lexicon says is the same: Kiev and Kyiv, ONU and Organisation des Nations unies.
    const lexicon::Entry* entry = entry_of(name);
    const std::string_view info = entry == nullptr ? std::string_view{} : reading_.lexicon.info(*entry);
    std::pmr::vector<Text> others(&arena_);
    for (const std::string_view relation : {"same", "expands", "acronym"})
      if (const std::string_view value = info_value(info, relation); !value.empty())
        others.push_back(key_of(name.type, lexicon::key_of(value)));
    for (const Text& other : others)
      if (const auto same = by_key_.find(other); same != by_key_.end()) return join(name, same->second, own);
    const std::uint32_t size = name.last - name.first;
    const token::Token& only = tokens_.tokens[name.first];
    // « La Réunion » and « Réunion », « le lycée Lumière » and « Lumière ».
    const bool longer = size > 1 && (has(name.first, words_.determiner, false) ||
                                     (only.shape == token::Shape::lower && has(name.first, words_.org_head, false)));
    const Text rest = longer ? key_of(name.type, tokens_.key(name.first + 1, name.last)) : Text(&arena_);
    if (const auto same = by_key_.find(rest); longer && same != by_key_.end()) return join(name, same->second, own);
    if (name.type == EntityType::organization && size == 1) {
      // An acronym finds its expansion: by its letters, or beside it in parentheses.
      if (only.shape == token::Shape::upper || only.shape == token::Shape::capitalised) {
        const auto expanded = by_initials_.find(fold(key(name.first)));
        if (expanded != by_initials_.end() && may_expand(info, out_[expanded->second])) return join(name, expanded->second, own);
        if (n > 0 && names_[n - 1].last + 1 == name.first && names_[n - 1].type == EntityType::organization &&
            names_[n - 1].entity != none && key(names_[n - 1].last) == "(")
          return join(name, names_[n - 1].entity, own);
      }
      // « le Conseil »: the one named last.
      if (has(name.first, words_.org_head, false)) {
        const auto heads = by_head_.find(key(name.first));
        if (heads != by_head_.end()) {
          const Places::Place* at = Places::Walk(heads->second, name.first).back();
          if (at == nullptr) at = Places::Walk(heads->second, name.first).next();
          name.entity = at->second;
          return;
        }
      }
    }
    name.entity = add(name, own);
    for (const Text& other : others) by_key_.emplace(other, name.entity);
    if (longer) by_key_.emplace(rest, name.entity);
    Entity& entity = out_[name.entity];
    entity.stands_for = info_value(info, "stands-for");
    if (name.form == MentionForm::acronym) entity.acronym = entity.name;
    else if (name.type == EntityType::organization) entity.acronym = info_value(info, "acronym");
    if (name.type == EntityType::organization && size > 1) {
      add_initials(name);
      by_head_[Text(key(name.first), &arena_)].add(name.first, name.entity);
    }
  }

  // PS is no Public Sénat where the lexicon has Parti socialiste; OCDE may be written out with another ending.
  bool may_expand(std::string_view info, const Entity& entity) {
    constexpr std::size_t alike = 4;   // bytes at the head
    const std::string_view full = info_value(info, "expands");
    if (full.empty()) return true;
    const auto head = [&](std::string_view name) { return fold(lexicon::key_of(name)).substr(0, alike); };
    return head(full) == head(entity.name);
  }

  // The first letters of the words of a name, some passed over: Organisation mondiale de la santé -> oms.
  bool is_small(std::uint32_t token) const { return tokens_.tokens[token].shape == token::Shape::lower; }
  bool is_short(std::uint32_t token) const { return key(token).size() < 3; }
  bool is_function_word(std::uint32_t token) const {
    return has(token, words_.determiner, false) || has(token, words_.preposition, false) || has(token, words_.conjunction, false);
  }
  void add_initials(const Name& name) {
    std::array<Text, 3> spelled{Text(&arena_), Text(&arena_), Text(&arena_)};
    for (std::uint32_t t = name.first; t < name.last; ++t) {
      const Text letter = fold(key(t)).substr(0, 1);
      if (!is_small(t)) spelled[0] += letter;
      if (!is_short(t)) spelled[1] += letter;
      if (!is_function_word(t)) spelled[2] += letter;
    }
    for (Text& letters : spelled) by_initials_.try_emplace(std::move(letters), name.entity);
  }

  const lexicon::Entry* entry_of(const Name& name) const {
    const lexicon::Entry* const entry = entry_of_key(name.first, name.last);
    if (entry != nullptr || name.last - name.first > 1 || key(name.first).find('-') == std::string_view::npos) return entry;
    std::string blank(key(name.first));   // « Nations-Unies »
    std::replace(blank.begin(), blank.end(), '-', ' ');
    return reading_.lexicon.find(blank);
  }
  // Of a word without a hyphen the entry is known, and few words go on.
  const lexicon::Entry* entry_of_key(std::uint32_t first, std::uint32_t last) const {
    const std::string_view own = tokens_.key(first, last);
    if (last - first == 1 && own.find('-') == own.npos) return reading_.units.entry(first);
    if (last - first > 1 && !reading_.lexicon.may_go_on(hash_padded(key(first)), hash_padded(key(first + 1)))) return nullptr;
    return reading_.lexicon.find(own);
  }

  // One more spelling of an entity.
  void join(Name& name, Id entity, const Text& own) {
    name.entity = entity;
    by_key_[own] = entity;
    if (name.type != EntityType::organization || name.last - name.first > 1) return;
    name.form = MentionForm::acronym;
    out_[entity].acronym = reading_.written(name.first, name.last);
  }

  // « la Japonaise Varenka », « le président russe »: where from.
  void describe(const Name& name) {
    Entity& entity = out_[name.entity];
    if (name.type == EntityType::place || name.first == 0 || !entity.country.empty() ||
        !has(name.first - 1, words_.demonym, true))
      return;
    entity.country = info_value(reading_.lexicon.info(*reading_.units.entry(name.first - 1)), "country");
  }

  // Of two spellings of one name, is this the better one: not in capitals, with its accents?
  bool is_better(std::string_view form, std::string_view name) {
    const auto accents = [](std::string_view text) {
      return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) == 0xC0; });
    };
    const bool better = all_capitals(form) != all_capitals(name) ? all_capitals(name) : accents(form) > accents(name);
    return better && fold(lexicon::key_of(form)) == fold(lexicon::key_of(name));
  }

  // What joins this text's entity with another text's: the name without capitals, accents and hyphens; of what the lexicon
  // knows by several names, always the same one of them. `like` is a mention that is spelled as the entity is, if any:
  // its tokens are known, those of another name must be read.
  std::string key_across(const Entity& entity, const Name* like) {
    std::string name = like != nullptr ? std::string(tokens_.key(like->first, like->last)) : lexicon::key_of(entity.name);
    const lexicon::Entry* const entry = entity.type == EntityType::person ? nullptr
                                        : like != nullptr                 ? entry_of_key(like->first, like->last)
                                                                          : reading_.lexicon.find(name);
    const std::string_view info = entry == nullptr ? std::string_view{} : reading_.lexicon.info(*entry);
    if (const std::string_view full = info_value(info, "expands"); !full.empty()) name = lexicon::key_of(full);
    if (const std::string_view same = info_value(info, "same"); !same.empty()) name = std::min(name, lexicon::key_of(same));
    std::string out(folded(name, &arena_, false));
    for (std::size_t at = 0; (at = out.find("' ", at)) != out.npos;) out.erase(at + 1, 1);
    return out;
  }

  // In the order of the text, with every other spelling as an alias.
  std::vector<Entity> sorted() {
    std::vector<Id> place(out_.size(), none);
    std::vector<Entity> sorted;
    sorted.reserve(out_.size());
    std::vector<const Name*> like;   // a mention spelled as the entity is
    like.reserve(out_.size());
    // Spellings, as they stand in the text and as they are written: one says no more the second time.
    std::pmr::unordered_set<Spelled, SpelledHash> seen(std::min<std::size_t>(names_.size(), 4096), &arena_);
    std::pmr::forward_list<Text> written(&arena_);
    for (Name& name : names_) {
      reading_.patience.check();
      if (place[name.entity] == none) {
        place[name.entity] = static_cast<Id>(sorted.size());
        sorted.push_back(std::move(out_[name.entity]));
        like.push_back(nullptr);
      }
      name.entity = place[name.entity];
      const std::string_view own = span_of(name).of(reading_.text);
      if (!seen.emplace(name.entity, own).second) continue;
      std::string form = reading_.written(name.first, name.last);
      if (form != own && !seen.emplace(name.entity, written.emplace_front(form)).second) continue;
      Entity& entity = sorted[name.entity];
      if (is_better(form, entity.name)) {
        if (entity.last_name.empty()) entity.name = form;
        else call(entity, spelled_out(name.first, surname_of(name)), spelled_out(surname_of(name), name.last));
        like[name.entity] = nullptr;
      }
      if (like[name.entity] == nullptr && form == entity.name && is_of_words(name)) like[name.entity] = &name;
      entity.aliases.push_back(std::move(form));
    }
    for (std::size_t e = 0; e < sorted.size(); ++e) {
      reading_.patience.check();
      std::erase(sorted[e].aliases, sorted[e].name);
      sorted[e].key = key_across(sorted[e], like[e]);
    }
    return sorted;
  }

  // Are these words the same with nothing beside them? « J. » and « 20 » may not be.
  bool is_of_words(const Name& name) const {
    const auto is_word = [](const token::Token& t) { return t.kind == token::Kind::word; };
    return std::all_of(tokens_.tokens.begin() + name.first, tokens_.tokens.begin() + name.last, is_word);
  }
  Span span_of(const Name& name) const { return {tokens_.tokens[name.first].begin, tokens_.tokens[name.last - 1].end()}; }

  // An entity and how it is spelled.
  using Spelled = std::pair<Id, std::string_view>;
  struct SpelledHash {
    std::size_t operator()(const Spelled& of) const noexcept { return hash(of.second) ^ of.first * hash_factor; }
  };

  Text fold(std::string_view key) { return folded(key, &arena_); }

  const Reading& reading_;
  const Words& words_;
  const token::Tokens& tokens_;
  std::vector<Name>& names_;
  std::array<std::byte, 16384> room_;   // enough for most texts
  std::pmr::monotonic_buffer_resource arena_{room_.data(), room_.size()};
  std::vector<Entity> out_;
  std::vector<bool> sure_;             // the text says it is a man or a woman, not the first name
  std::vector<std::uint32_t> alone_;   // how often by surname alone
  ByKey<Id> by_key_{&arena_};          // type and folded key
  ByKey<Family> families_{&arena_};    // by surname
  ByKey<Id> by_first_name_{&arena_};   // none: of several
  ByKey<Id> by_initials_{&arena_};     // of organizations
  ByKey<Places> by_head_{&arena_};     // of organizations
};

}   // namespace

std::vector<Entity> make_entities(const Reading& reading, const Words& words, std::vector<Name>& names) {
  return Maker(reading, words, names).make();
}

}   // namespace propos::entities
