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

enum class Found : std::uint8_t { person, organization, place, other };

struct Candidate {
  Name name;
  Found found = Found::other;
  std::uint32_t after = 0, before = 0;   // of a row: the token behind the name before it, the first of the name behind it
  // What it shows of the same words elsewhere: much; only where nothing else does (« à Nantes », which may be a team in the
  // next sentence); nothing (« ministre de l'Économie »).
  enum class Votes : std::uint8_t { yes, no, never } votes = Votes::yes;
  bool is_short = false;   // of a longer name, without which it is none: « le Conseil »
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
void type_rows(std::vector<Candidate>& rows, std::vector<Candidate>& found, std::size_t tokens, const Patience& patience) {
  if (rows.empty()) return;
  std::vector<Found> ends, begins;   // by token
  patience.fill(ends, tokens + 1, Found::other);
  patience.fill(begins, tokens + 1, Found::other);
  for (const Candidate& c : found) {
    ends[c.name.last] = c.found;
    begins[c.name.first] = c.found;
  }
  const auto type = [&](Candidate& row, Found beside) {
    if (row.found != Found::other || beside == Found::other) return;
    row.found = beside;
    row.name.type = type_of(row.found);
    ends[row.name.last] = begins[row.name.first] = row.found;
  };
  for (Candidate& row : rows)
    if (row.after > 0) type(row, ends[row.after]);
  for (auto row = rows.rbegin(); row != rows.rend(); ++row)
    if (row->before > 0) type(*row, begins[row->before]);
  for (const Candidate& row : rows)
    if (row.found != Found::other) found.push_back(row);
}

}   // namespace

std::vector<Name> find_names(const Reading& reading, const Words& words) {
  const token::Tokens& tokens = reading.tokens;
  // What the lexicon says of a token.
  const auto is = [&](int feature, std::uint32_t token) {
    const lexicon::Entry* entry = reading.units.entry(token);
    const auto bit = static_cast<std::size_t>(feature);
    return entry != nullptr && feature >= 0 && (entry->common[bit] || entry->proper[bit]);
  };
  std::vector<Candidate> found, rows;
  found.reserve(tokens.tokens.size() /
                8);   // more than is likely, as a great table is slow to grow; what is not used costs nothing
  std::vector<rules::Match> matches;
  std::vector<rules::Unit> units;
  // What an expansion took in before its first word; sentences come first. Tokens [first, last).
  std::vector<std::pair<std::uint32_t, std::uint32_t>> again;
  for (std::size_t r = 0; r < tokens.sentences.size() + again.size(); ++r) {
    if (r < tokens.sentences.size()) {
      reading.units.in(tokens.sentences[r].first, tokens.sentences[r].last, units);
    } else {
      const auto [first, last] = again[r - tokens.sentences.size()];
      reading.units.in(first, last, units);
    }
    reading.find(words.phase_names, units.data(), units.size(), matches);
    for (const rules::Match& match : matches) {
      Candidate c;
      c.found = match.kind == words.person         ? Found::person
                : match.kind == words.place        ? Found::place
                : match.kind == words.organization ? Found::organization
                                                   : Found::other;
      c.name = {units[match.first].first,
                units[match.last - 1].last,
                match.rule->name,
                match.rule->confidence_or(0.5f),
                match.rule->priority,
                none,
                type_of(c.found),
                MentionForm::name,
                match.rule->word("alias") == "yes"};
      const std::string_view votes = match.rule->word("votes");
      c.votes = votes == "no" ? Candidate::Votes::no : votes == "never" ? Candidate::Votes::never : Candidate::Votes::yes;
      c.is_short = match.rule->word("short") == "yes";
      const auto acronym = reading.engine.capture(match, words.label_acronym);
      if (c.found == Found::organization && acronym.first != rules::Match::none && acronym.first >= match.last) {
        // The expansion begins where the shortest run of words spells the acronym; where none does, with its first head.
        const std::string_view letters = tokens.key(tokens.tokens[units[acronym.first].first]);
        std::uint32_t start = c.name.last;
        while (start > c.name.first && !((has_capital(tokens.tokens[start - 1]) || is(words.org_head, start - 1)) &&
                                         spells(tokens, start - 1, c.name.last, letters)))
          --start;
        if (start == c.name.first)
          for (++start; start < c.name.last && !(has_capital(tokens.tokens[start - 1]) && is(words.org_head, start - 1));)
            ++start;
        // Haut Conseil
        while (start < c.name.last && start - 1 > c.name.first && has_capital(tokens.tokens[start - 2]) &&
               !is(words.determiner, start - 2))
          --start;
        if (start < c.name.last) c.name.first = start - 1;
        std::uint32_t cut = match.first;
        while (units[cut].last <= c.name.first) ++cut;
        if (cut > match.first) again.emplace_back(units[match.first].first, units[cut].first);
      }
      if (match.kind == words.row) {
        // Of the names that stand beside it, « before » and « behind ».
        const auto left = reading.engine.capture(match, words.label_before),
                   right = reading.engine.capture(match, words.label_behind);
        if (left.first != rules::Match::none) c.after = units[left.second - 1].last;
        if (right.first != rules::Match::none) c.before = units[right.first].first;
        rows.push_back(c);
        continue;
      }
      found.push_back(c);
      if (c.found == Found::organization && acronym.first != rules::Match::none &&
          (acronym.second <= match.first || acronym.first >= match.last)) {
        c.name.first = units[acronym.first].first;
        c.name.last = units[acronym.second - 1].last;
        c.name.form = MentionForm::acronym;
        found.push_back(c);
      }
    }
  }
  const auto in_order = [&](const Candidate& a, const Candidate& b) {
    reading.patience.check();
    return a.name.first < b.name.first;
  };
  std::stable_sort(rows.begin(), rows.end(), in_order);
  type_rows(rows, found, tokens.tokens.size(), reading.patience);
  if (!std::is_sorted(found.begin(), found.end(), in_order)) std::stable_sort(found.begin(), found.end(), in_order);

  // What the document shows: surnames of people with two names, whole names, votes on the type of a string.
  std::array<std::byte, 8192> room;   // enough for most texts
  std::pmr::monotonic_buffer_resource arena(room.data(), room.size());
  Shown shown(std::min<std::size_t>(4 * found.size(), 1u << 16), &arena);
  for (const Candidate& c : found) {
    reading.patience.check();
    const std::uint32_t size = c.name.last - c.name.first;
    if (size > longest_again || c.votes == Candidate::Votes::never) continue;
    const float weight = c.name.priority >= weak ? c.name.confidence * 2 : c.name.confidence * 0.5f;
    Evidence& whole = shown.name(tokens.key(c.name.first, c.name.last));
    (c.votes == Candidate::Votes::yes ? whole.votes : whole.local)[static_cast<int>(c.found)] += weight;
    Evidence& begin = shown.at(tokens.key(tokens.tokens[c.name.first]));
    begin.begins_name = true;
    begin.begins_longer |= c.found == Found::organization && size > 1;
    if (c.found == Found::place && size > 2 && is(words.determiner, c.name.last - 2))
      shown.at(tokens.key(tokens.tokens[c.name.last - 1])).ends_longer = true;
    if (c.found == Found::person && size > 1 && c.name.confidence >= 0.6f) {
      // The surname is the last word, with the particles before it.
      std::uint32_t from = c.name.last - 1;
      const auto mark = [&](std::uint32_t first) {
        const token::Token& token = tokens.tokens[first];
        if (token.kind != token::Kind::word || (first + 1 == c.name.last && token.key_size < 3)) return;
        Evidence& e = shown.name(tokens.key(first, c.name.last));
        e.surname = true;
        e.votes[0] += weight;
        shown.at(tokens.key(tokens.tokens[first])).begins_name = true;
      };
      mark(from);
      while (from > c.name.first + 1 &&
             (!has_capital(tokens.tokens[from - 1]) || is(words.particle, from - 1) || is(words.determiner, from - 1)))
        --from;
      if (from < c.name.last - 1) mark(from);
    }
  }
  // What holds where it stands holds elsewhere where it was seen twice: a town is a team in a report of its match.
  constexpr float seen_twice = 3;
  shown.each([](Evidence& e) {
    float& local = e.local[static_cast<int>(Found::organization)];
    if (local >= seen_twice) e.votes[static_cast<int>(Found::organization)] += local;
  });
  const auto best_in = [](const float* votes) { return static_cast<int>(std::max_element(votes, votes + 4) - votes); };
  const auto best_of = [&](const Evidence& e) {
    const int best = best_in(e.votes);
    return e.votes[best] > 0 ? best : best_in(e.local);
  };

  std::erase_if(found, [&](const Candidate& c) {
    reading.patience.check();
    if (!c.is_short) return false;
    const Evidence* const e = shown.find(tokens.key(tokens.tokens[c.name.first]));
    return e == nullptr || !(c.found == Found::place ? e->ends_longer : e->begins_longer);
  });

  // Weak names follow the document.
  for (Candidate& c : found) {
    reading.patience.check();
    if (c.name.priority >= weak) continue;
    const Evidence* const e = shown.find(tokens.key(c.name.first, c.name.last));
    if (e == nullptr || !e->is_name) continue;
    const int best = best_of(*e);
    if (best == static_cast<int>(c.found) || e->votes[best] < 1.5f) continue;
    c.found = static_cast<Found>(best);
    c.name.type = type_of(c.found);
    c.name.rule = e->surname && best == 0 ? "person.surname-again" : "name.as-elsewhere";
    c.name.confidence = 0.9f;
  }

  // Names that rules did not see here, and did elsewhere.
  std::vector<Name> out;
  out.reserve(found.size() + tokens.tokens.size() / 16);
  std::size_t next = 0;
  for (const token::SentenceRange& sentence : tokens.sentences) {
    reading.patience.check();
    for (std::uint32_t i = sentence.first; i < sentence.last;) {
      while (next < found.size() && found[next].name.first < i) ++next;
      const std::uint32_t ahead = next < found.size() ? found[next].name.first : none;
      while (i < std::min(ahead, sentence.last) && !has_capital(tokens.tokens[i])) ++i;   // most tokens
      if (i == sentence.last) break;
      const bool here = i == ahead;
      const token::Token& token = tokens.tokens[i];
      std::uint32_t last = here ? found[next].name.last : i;
      const Evidence* best = nullptr;
      const Evidence* const begin = has_capital(token) ? shown.find(tokens.key(token)) : nullptr;
      if (begin != nullptr && begin->begins_name) {
        // A longer name that the document shows elsewhere takes in weak ones: « Le Pen » where a rule has « Pen ».
        std::uint32_t limit = sentence.last;
        for (std::size_t n = next; n < found.size() && found[n].name.first < std::min(limit, i + longest_again); ++n)
          if (found[n].name.priority >= weak) limit = found[n].name.first;
        for (std::uint32_t j = last; j < limit && j - i < longest_again; ++j) {
          if (!has_capital(tokens.tokens[j])) continue;
          const std::string_view key = tokens.key(i, j + 1);
          const Evidence* const e = j == i ? begin : shown.find(key);
          if (e == nullptr || !e->is_name) continue;
          if (best_of(*e) == 3 || key.size() < 3) continue;
          const lexicon::Entry* entry = reading.units.entry(i);
          const bool common = j == i && entry != nullptr && entry->common.any();
          if (common && (token.flags & token::starts_sentence) && e->votes[best_of(*e)] + e->local[best_of(*e)] < 1.5f) continue;
          best = e;
          last = j + 1;
        }
      }
      if (best == nullptr) {
        if (here && found[next].found != Found::other) out.push_back(found[next].name);
        i = std::max(i + 1, last);
        continue;
      }
      const int type = best_of(*best);
      out.push_back({i, last, best->surname && type == 0 ? "person.surname-again" : "name.again", 0.9f, weak, none,
                     type_of(static_cast<Found>(type)), MentionForm::name});
      i = last;
    }
  }
  return out;
}

}   // namespace propos::entities
