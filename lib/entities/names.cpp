// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <memory_resource>

#include "entities/entities.h"

namespace propos::entities {
namespace {

constexpr int weak = 50;                     // priority below which the document may know better
constexpr std::uint32_t longest_again = 8;   // tokens of a name that is looked for again

// Rules that no grammar has.
constexpr std::string_view surname_again = "person.surname-again", as_elsewhere = "name.as-elsewhere", again_so = "name.again";

enum class Found : std::uint8_t { person, organization, place, other };

struct Candidate {
  Name name;
  Found found = Found::other;
  // What it shows of the same words elsewhere: much; only where nothing else does (« à Nantes », which may be a team in the
  // next sentence); nothing (« ministre de l'Économie »).
  enum class Votes : std::uint8_t { yes, no, never } votes = Votes::yes;
  bool is_short = false;   // of a longer name, without which it is none: « le Conseil »
};

// One of several in a row.
struct Row : Candidate {
  std::uint32_t after = 0, before = 0;   // the token behind the name before it, the first of the name behind it
};

bool has_capital(const token::Token& token) { return token.shape != token::Shape::lower && token.shape != token::Shape::none; }

EntityType type_of(Found found) {
  return found == Found::person ? EntityType::person : found == Found::place ? EntityType::place : EntityType::organization;
}

// The first letter of a key, without its accent where it is one that French has.
char first_letter(std::string_view key) {
  if (key.size() < 2 || key[0] != '\xC3') return key.empty() ? '\0' : key[0];
  static constexpr std::string_view plain = "aaaaaaaceeeeiiiidnooooo/ouuuuy";   // U+00E0 to U+00FD
  const auto at = static_cast<std::size_t>(static_cast<unsigned char>(key[1]) - 0xA0);
  return at < plain.size() ? plain[at] : key[0];
}

// Do the words spell the acronym: its letters in their order, each word beginning with one or passed over?
bool spells(const token::Tokens& tokens, std::uint32_t first, std::uint32_t last, std::string_view letters) {
  std::size_t at = 0;
  for (std::uint32_t t = first; t < last && at < letters.size(); ++t) {
    const std::string_view key = tokens.key(tokens.tokens[t]);
    if (first_letter(key) != letters[at]) {
      if (t == first) return false;
      continue;
    }
    ++at;
    // Later letters of a word: APRODH has « PRO » of Protection.
    for (std::size_t i = 1; i < key.size() && at < letters.size() && key[i] == letters[at]; ++i) ++at;
    // … and both parts of Croix-Rouge.
    if (const std::size_t hyphen = key.find('-');
        hyphen != key.npos && at < letters.size() && first_letter(key.substr(hyphen + 1)) == letters[at])
      ++at;
  }
  return at == letters.size();
}

// What a text shows of a string of words.
struct Evidence {
  float votes[4] = {};
  float local[4] = {};    // that hold where they stand
  bool is_name = false;   // something was said of it
  bool surname = false;
  bool begins_name = false;     // a word: some name begins with it
  bool begins_longer = false;   // … an organization's, of several words
  bool ends_longer = false;     // … a place's name ends with it and its article: place de la Concorde
};

// Evidence by key (of Tokens), in open addressing.
class Shown {
 public:
  // `size`: room for so many keys; more make it grow.
  Shown(std::size_t size, std::pmr::memory_resource* arena) : slots_(std::bit_ceil(2 * size + 8), none, arena), all_(arena) {
    all_.reserve(size);
  }

  const Evidence* find(std::string_view key) const {
    const std::uint32_t place = slots_[slot(key, hash_padded(key))];
    return place == none ? nullptr : &all_[place].evidence;
  }
  Evidence& at(std::string_view key) {
    const std::uint64_t hash = hash_padded(key);
    std::uint32_t& place = slots_[slot(key, hash)];
    if (place == none) {
      place = static_cast<std::uint32_t>(all_.size());
      all_.push_back({hash, key, {}});
      if (2 * all_.size() > slots_.size()) grow();
      return all_.back().evidence;
    }
    return all_[place].evidence;
  }
  template <class Do>
  void each(const Do& act) {
    for (Entry& entry : all_) act(entry.evidence);
  }
  Evidence& name(std::string_view key) {
    Evidence& out = at(key);
    out.is_name = true;
    return out;
  }

 private:
  struct Entry {
    std::uint64_t hash;
    std::string_view key;
    Evidence evidence;
  };
  std::size_t slot(std::string_view key, std::uint64_t hash) const {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i] != none && (all_[slots_[i]].hash != hash || all_[slots_[i]].key != key)) i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  void grow() {
    slots_.assign(2 * slots_.size(), none);
    for (std::uint32_t e = 0; e < all_.size(); ++e) slots_[slot(all_[e].key, all_[e].hash)] = e;
  }

  std::pmr::vector<std::uint32_t> slots_;   // places in all_
  std::pmr::vector<Entry> all_;
};

// Names in one row are of one kind: « Kafranabel et Foua », « Pico, Graciosa et Terceira ». Unknown words that a rule found
// in a row become what stands before them, else behind them. Rows in order of the text; `tokens`: how many
// it has.
void type_rows(std::vector<Row>& rows, std::vector<Candidate>& found, std::size_t tokens, const Patience& patience) {
  if (rows.empty()) return;
  std::vector<Found> ends, begins;   // by token
  patience.fill(ends, tokens + 1, Found::other);
  patience.fill(begins, tokens + 1, Found::other);
  for (const Candidate& c : found) {
    ends[c.name.last] = c.found;
    begins[c.name.first] = c.found;
  }
  const auto type = [&](Row& row, Found beside) {
    if (row.found != Found::other || beside == Found::other) return;
    row.found = beside;
    row.name.type = type_of(row.found);
    ends[row.name.last] = begins[row.name.first] = row.found;
  };
  for (Row& row : rows)
    if (row.after > 0) type(row, ends[row.after]);
  for (auto row = rows.rbegin(); row != rows.rend(); ++row)
    if (row->before > 0) type(*row, begins[row->before]);
  for (const Row& row : rows)
    if (row.found != Found::other) found.push_back(row);
}

// Names in the order of the text: what rules find, then what the document shows of the same words.
class NameFinder {
 public:
  NameFinder(const Reading& reading, const Words& words) : reading_(reading), words_(words), tokens_(reading.tokens) {}

  std::vector<Name> find() {
    match_rules();
    const auto in_order = [&](const Candidate& a, const Candidate& b) {
      reading_.patience.check();
      return a.name.first < b.name.first;
    };
    std::stable_sort(rows_.begin(), rows_.end(), in_order);
    type_rows(rows_, found_, tokens_.tokens.size(), reading_.patience);
    if (!std::is_sorted(found_.begin(), found_.end(), in_order)) std::stable_sort(found_.begin(), found_.end(), in_order);

    std::array<std::byte, 8192> room;   // enough for most texts
    std::pmr::monotonic_buffer_resource arena(room.data(), room.size());
    Shown shown(std::min<std::size_t>(4 * found_.size(), 1u << 16), &arena);
    for (const Candidate& c : found_) show(c, shown);
    shown.each(spread_local);
    drop_short(shown);
    retype_weak(shown);
    return with_names_again(shown);
  }

 private:
  using Captured = std::pair<std::uint32_t, std::uint32_t>;   // units [first, second)

  // What the lexicon says of a token.
  bool is(int feature, std::uint32_t token) const {
    const lexicon::Entry* entry = reading_.units.entry(token);
    const auto bit = static_cast<std::size_t>(feature);
    return entry != nullptr && feature >= 0 && (entry->common[bit] || entry->proper[bit]);
  }
  bool capital(std::uint32_t token) const { return has_capital(tokens_.tokens[token]); }

  // Candidates of each sentence, then of what an expansion left before its first word.
  void match_rules() {
    found_.reserve(tokens_.tokens.size() / 8);   // more than is likely; what is not used costs nothing
    for (const token::SentenceRange& sentence : tokens_.sentences) match_in(sentence.first, sentence.last);
    for (std::size_t r = 0; r < again_.size(); ++r) {
      const auto [first, last] = again_[r];
      match_in(first, last);
    }
  }

  void match_in(std::uint32_t first, std::uint32_t last) {
    reading_.units.in(first, last, units_);
    reading_.find(words_.phase_names, units_.data(), units_.size(), matches_);
    for (const rules::Match& match : matches_) {
      Candidate c = candidate(match);
      if (match.kind == words_.row) {
        // Of the names that stand beside it, « before » and « behind ».
        const Captured left = reading_.engine.capture(match, words_.label_before),
                       right = reading_.engine.capture(match, words_.label_behind);
        Row& row = rows_.emplace_back(Row{c});
        if (left.first != rules::Match::none) row.after = units_[left.second - 1].last;
        if (right.first != rules::Match::none) row.before = units_[right.first].first;
        continue;
      }
      if (c.found == Found::organization) add_with_acronym(c, match);
      else found_.push_back(c);
    }
  }

  Candidate candidate(const rules::Match& match) const {
    Candidate c;
    c.found = match.kind == words_.person         ? Found::person
              : match.kind == words_.place        ? Found::place
              : match.kind == words_.organization ? Found::organization
                                                  : Found::other;
    c.name = {units_[match.first].first,
              units_[match.last - 1].last,
              &match.rule->name,
              match.rule->confidence_or(0.5f),
              match.rule->priority,
              none,
              type_of(c.found),
              MentionForm::name,
              match.rule->word("alias") == "yes"};
    const std::string_view votes = match.rule->word("votes");
    c.votes = votes == "no" ? Candidate::Votes::no : votes == "never" ? Candidate::Votes::never : Candidate::Votes::yes;
    c.is_short = match.rule->word("short") == "yes";
    return c;
  }

  // An organization, and the acronym that stands beside it: a name each.
  void add_with_acronym(Candidate c, const rules::Match& match) {
    const Captured acronym = reading_.engine.capture(match, words_.label_acronym);
    const bool given = acronym.first != rules::Match::none;
    if (given && acronym.first >= match.last) {
      c.name.first = expansion(c.name.first, c.name.last, tokens_.key(tokens_.tokens[units_[acronym.first].first]));
      std::uint32_t cut = match.first;
      while (units_[cut].last <= c.name.first) ++cut;
      if (cut > match.first) again_.emplace_back(units_[match.first].first, units_[cut].first);
    }
    found_.push_back(c);
    if (!given || (acronym.second > match.first && acronym.first < match.last)) return;
    c.name.first = units_[acronym.first].first;
    c.name.last = units_[acronym.second - 1].last;
    c.name.form = MentionForm::acronym;
    found_.push_back(c);
  }

  // Where the expansion of an acronym begins in [first, last): with the shortest run of words that spells it; where none
  // does, with its first head.
  std::uint32_t expansion(std::uint32_t first, std::uint32_t last, std::string_view letters) const {
    const auto heads = [&](std::uint32_t token) { return capital(token) || is(words_.org_head, token); };
    std::uint32_t start = last;
    while (start > first && !(heads(start - 1) && spells(tokens_, start - 1, last, letters))) --start;
    if (start == first)
      for (++start; start < last && !(capital(start - 1) && is(words_.org_head, start - 1));) ++start;
    // Haut Conseil
    while (start < last && start - 1 > first && capital(start - 2) && !is(words_.determiner, start - 2)) --start;
    return start < last ? start - 1 : first;
  }

  // What a candidate shows: surnames of people with two names, whole names, votes on the type of a string.
  void show(const Candidate& c, Shown& shown) const {
    reading_.patience.check();
    const std::uint32_t size = c.name.last - c.name.first;
    if (size > longest_again || c.votes == Candidate::Votes::never) return;
    const float weight = c.name.priority >= weak ? c.name.confidence * 2 : c.name.confidence * 0.5f;
    Evidence& whole = shown.name(tokens_.key(c.name.first, c.name.last));
    (c.votes == Candidate::Votes::yes ? whole.votes : whole.local)[static_cast<int>(c.found)] += weight;
    Evidence& begin = shown.at(tokens_.key(tokens_.tokens[c.name.first]));
    begin.begins_name = true;
    begin.begins_longer |= c.found == Found::organization && size > 1;
    if (c.found == Found::place && size > 2 && is(words_.determiner, c.name.last - 2))
      shown.at(tokens_.key(tokens_.tokens[c.name.last - 1])).ends_longer = true;
    if (c.found == Found::person && size > 1 && c.name.confidence >= 0.6f) show_surname(c.name, weight, shown);
  }

  // The surname is the last word, alone and with the particles before it.
  void show_surname(const Name& name, float weight, Shown& shown) const {
    const auto mark = [&](std::uint32_t first) {
      const token::Token& token = tokens_.tokens[first];
      if (token.kind != token::Kind::word || (first + 1 == name.last && token.key_size < 3)) return;
      Evidence& e = shown.name(tokens_.key(first, name.last));
      e.surname = true;
      e.votes[0] += weight;
      shown.at(tokens_.key(token)).begins_name = true;
    };
    std::uint32_t from = name.last - 1;
    mark(from);
    while (from > name.first + 1 && (!capital(from - 1) || is(words_.particle, from - 1) || is(words_.determiner, from - 1)))
      --from;
    if (from < name.last - 1) mark(from);
  }

  // What holds where it stands holds elsewhere where it was seen twice: a town is a team in a report of its match.
  static void spread_local(Evidence& e) {
    constexpr float seen_twice = 3;
    constexpr int team = static_cast<int>(Found::organization);
    if (e.local[team] >= seen_twice) e.votes[team] += e.local[team];
  }

  static int best_in(const float* votes) { return static_cast<int>(std::max_element(votes, votes + 4) - votes); }
  static int best_of(const Evidence& e) {
    const int best = best_in(e.votes);
    return e.votes[best] > 0 ? best : best_in(e.local);
  }

  void drop_short(const Shown& shown) {
    std::erase_if(found_, [&](const Candidate& c) {
      reading_.patience.check();
      if (!c.is_short) return false;
      const Evidence* const e = shown.find(tokens_.key(tokens_.tokens[c.name.first]));
      return e == nullptr || !(c.found == Found::place ? e->ends_longer : e->begins_longer);
    });
  }

  // Weak names follow the document.
  void retype_weak(const Shown& shown) {
    for (Candidate& c : found_) {
      reading_.patience.check();
      if (c.name.priority >= weak) continue;
      const Evidence* const e = shown.find(tokens_.key(c.name.first, c.name.last));
      if (e == nullptr || !e->is_name) continue;
      const int best = best_of(*e);
      if (best == static_cast<int>(c.found) || e->votes[best] < 1.5f) continue;
      c.found = static_cast<Found>(best);
      c.name.type = type_of(c.found);
      c.name.rule = e->surname && best == 0 ? &surname_again : &as_elsewhere;
      c.name.confidence = 0.9f;
    }
  }

  // With names that rules did not see here, and did elsewhere.
  std::vector<Name> with_names_again(const Shown& shown) const {
    std::vector<Name> out;
    out.reserve(found_.size() + tokens_.tokens.size() / 16);
    std::size_t next = 0;   // in found_
    for (const token::SentenceRange& sentence : tokens_.sentences) {
      reading_.patience.check();
      for (std::uint32_t i = sentence.first; i < sentence.last;) {
        while (next < found_.size() && found_[next].name.first < i) ++next;
        const std::uint32_t ahead = next < found_.size() ? found_[next].name.first : none;
        while (i < std::min(ahead, sentence.last) && !capital(i)) ++i;   // most tokens
        if (i == sentence.last) break;
        const bool here = i == ahead;
        const std::uint32_t last = here ? found_[next].name.last : i;
        const auto [best, end] = longest_shown(i, last, sentence.last, next, shown);
        if (best != nullptr) out.push_back(name_again(i, end, *best));
        else if (here && found_[next].found != Found::other) out.push_back(found_[next].name);
        i = std::max(i + 1, end);
      }
    }
    return out;
  }

  // The longest name from `first` that the document shows elsewhere, and its end; it takes in weak ones, as « Le Pen » where
  // a rule has « Pen ». Null and `last`, the end of what a rule found here, where there is none. `next`: the first of
  // found_ from here on.
  std::pair<const Evidence*, std::uint32_t> longest_shown(std::uint32_t first, std::uint32_t last, std::uint32_t end,
                                                          std::size_t next, const Shown& shown) const {
    const Evidence* const begin = capital(first) ? shown.find(tokens_.key(tokens_.tokens[first])) : nullptr;
    const Evidence* best = nullptr;
    if (begin == nullptr || !begin->begins_name) return {best, last};
    std::uint32_t limit = end;
    for (std::size_t n = next; n < found_.size() && found_[n].name.first < std::min(limit, first + longest_again); ++n)
      if (found_[n].name.priority >= weak) limit = found_[n].name.first;
    for (std::uint32_t j = last; j < limit && j - first < longest_again; ++j) {
      if (!capital(j)) continue;
      const std::string_view key = tokens_.key(first, j + 1);
      const Evidence* const e = j == first ? begin : shown.find(key);
      if (e == nullptr || !e->is_name || key.size() < 3) continue;
      const int type = best_of(*e);
      if (type == static_cast<int>(Found::other)) continue;
      if (j == first && common_at_head(first) && e->votes[type] + e->local[type] < 1.5f) continue;
      best = e;
      last = j + 1;
    }
    return {best, last};
  }

  // A common word at the head of a sentence, where its capital says nothing.
  bool common_at_head(std::uint32_t token) const {
    const lexicon::Entry* entry = reading_.units.entry(token);
    return entry != nullptr && entry->common.any() && (tokens_.tokens[token].flags & token::starts_sentence);
  }

  static Name name_again(std::uint32_t first, std::uint32_t last, const Evidence& e) {
    const int type = best_of(e);
    return {first,
            last,
            e.surname && type == 0 ? &surname_again : &again_so,
            0.9f,
            weak,
            none,
            type_of(static_cast<Found>(type)),
            MentionForm::name};
  }

  const Reading& reading_;
  const Words& words_;
  const token::Tokens& tokens_;
  std::vector<Candidate> found_;
  std::vector<Row> rows_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> again_;   // tokens [first, last)
  std::vector<rules::Match> matches_;                            // of one sentence
  std::vector<rules::Unit> units_;                               // … and what they count
};

}   // namespace

std::vector<Name> find_names(const Reading& reading, const Words& words) { return NameFinder(reading, words).find(); }

}   // namespace propos::entities
