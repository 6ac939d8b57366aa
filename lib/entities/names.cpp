// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "entities/entities.h"

namespace propos::entities {
namespace {

constexpr int weak = 50;        // priority below which the document may know better
constexpr std::uint32_t longest_again = 8;   // tokens of a name that is looked for again

enum class Found : std::uint8_t { person, organization, place, other };

struct Candidate {
  Name name;
  Found found = Found::other;
};

float confidence_of(const rules::Rule& rule) {
  const std::string_view word = rule.word("confidence");
  float value = 0.5f;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

bool has_capital(const token::Token& token) { return token.shape != token::Shape::lower && token.shape != token::Shape::none; }

EntityType type_of(Found found) {
  return found == Found::person ? EntityType::person : found == Found::place ? EntityType::place : EntityType::organization;
}

}  // namespace

std::vector<Name> find_names(const Reading& reading) {
  const token::Tokens& tokens = reading.tokens;
  const std::vector<rules::Unit>& units = reading.units.units;
  const int phase = reading.engine.phase("names");
  std::vector<Candidate> found;
  std::vector<rules::Match> matches;
  for (std::size_t s = 0; s < tokens.sentences.size(); ++s) {
    const std::uint32_t begin = reading.units.begins[s];
    reading.find(phase, units.data() + begin, reading.units.begins[s + 1] - begin, matches);
    for (const rules::Match& match : matches) {
      Candidate c;
      const std::string& kind = match.rule->kind;
      c.found = kind == "person" ? Found::person : kind == "place" ? Found::place : kind == "organization" ? Found::organization : Found::other;
      c.name = {units[begin + match.first].first, units[begin + match.last - 1].last, type_of(c.found), MentionForm::name, match.rule->name,
                confidence_of(*match.rule), match.rule->priority, none};
      const auto acronym = reading.engine.capture(match, "a");
      if (c.found == Found::organization && acronym.first != rules::Match::none && acronym.first >= match.last) {
        // The expansion begins with the letter of the acronym, if one of its capitals does.
        const std::string_view letters = tokens.key(tokens.tokens[units[begin + acronym.first].first]);
        for (std::uint32_t t = c.name.first; t < c.name.last; ++t)
          if (has_capital(tokens.tokens[t]) && tokens.key(tokens.tokens[t])[0] == letters[0]) {
            c.name.first = t;
            break;
          }
      }
      found.push_back(c);
      if (c.found == Found::organization && acronym.first != rules::Match::none &&
          (acronym.second <= match.first || acronym.first >= match.last)) {
        c.name.first = units[begin + acronym.first].first;
        c.name.last = units[begin + acronym.second - 1].last;
        c.name.form = MentionForm::acronym;
        found.push_back(c);
      }
    }
  }
  const int particle = reading.engine.feature("particle");
  const auto is_particle = [&](std::uint32_t token) {
    const lexicon::Entry* entry = reading.units.entries[token];
    const auto bit = static_cast<std::size_t>(particle);
    return entry != nullptr && particle >= 0 && (entry->common[bit] || entry->proper[bit]);
  };
  std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.name.first < b.name.first; });

  // What the document shows: surnames of people with two names, whole names, votes on the type of a string.
  struct Evidence {
    float votes[4] = {};
    bool surname = false;
  };
  std::unordered_map<std::string_view, Evidence> evidence;   // by key
  std::unordered_set<std::string_view> begins_name;
  for (const Candidate& c : found) {
    const std::uint32_t size = c.name.last - c.name.first;
    if (size > longest_again) continue;
    const float weight = c.name.priority >= weak ? c.name.confidence * 2 : c.name.confidence * 0.5f;
    evidence[tokens.key(c.name.first, c.name.last)].votes[static_cast<int>(c.found)] += weight;
    begins_name.insert(tokens.key(tokens.tokens[c.name.first]));
    if (c.found == Found::person && size > 1 && c.name.confidence >= 0.6f) {
      // The surname is the last word, with the particles before it.
      std::uint32_t from = c.name.last - 1;
      const auto mark = [&](std::uint32_t first) {
        const token::Token& token = tokens.tokens[first];
        if (token.kind != token::Kind::word || token.key_size < 3) return;
        Evidence& e = evidence[tokens.key(first, c.name.last)];
        e.surname = true;
        e.votes[0] += weight;
        begins_name.insert(tokens.key(tokens.tokens[first]));
      };
      mark(from);
      while (from > c.name.first + 1 && (!has_capital(tokens.tokens[from - 1]) || is_particle(from - 1))) --from;
      if (from < c.name.last - 1) mark(from);
    }
  }
  const auto best_of = [](const Evidence& e) {
    int best = 0;
    for (int i = 1; i < 4; ++i)
      if (e.votes[i] > e.votes[best]) best = i;
    return best;
  };

  // Weak names follow the document.
  for (Candidate& c : found) {
    const auto e = evidence.find(tokens.key(c.name.first, c.name.last));
    if (e == evidence.end() || c.name.priority >= weak) continue;
    const int best = best_of(e->second);
    if (best == static_cast<int>(c.found) || e->second.votes[best] < 2.5f) continue;
    c.found = static_cast<Found>(best);
    c.name.type = type_of(c.found);
    c.name.rule = e->second.surname && best == 0 ? "person.surname-again" : "name.as-elsewhere";
    c.name.confidence = 0.9f;
  }

  // Names that rules did not see here, and did elsewhere.
  std::vector<Name> out;
  std::size_t next = 0;
  for (const token::SentenceRange& sentence : tokens.sentences) {
    for (std::uint32_t i = sentence.first; i < sentence.last;) {
      while (next < found.size() && found[next].name.first < i) ++next;
      if (next < found.size() && found[next].name.first == i) {
        if (found[next].found != Found::other) out.push_back(found[next].name);
        i = std::max(i + 1, found[next].name.last);
        continue;
      }
      const token::Token& token = tokens.tokens[i];
      const std::uint32_t limit = next < found.size() ? std::min(found[next].name.first, sentence.last) : sentence.last;
      std::uint32_t last = i;
      const Evidence* best = nullptr;
      if (has_capital(token) && begins_name.contains(tokens.key(token))) {
        for (std::uint32_t j = i; j < limit && j - i < longest_again; ++j) {
          if (!has_capital(tokens.tokens[j])) continue;
          const std::string_view key = tokens.key(i, j + 1);
          const auto e = evidence.find(key);
          if (e == evidence.end()) continue;
          if (best_of(e->second) == 3 || key.size() < 3) continue;
          const lexicon::Entry* entry = reading.units.entries[i];
          const bool common = j == i && entry != nullptr && entry->common.any();
          if (common && (token.flags & token::starts_sentence) && e->second.votes[best_of(e->second)] < 1.5f) continue;
          best = &e->second;
          last = j + 1;
        }
      }
      if (best == nullptr) {
        ++i;
        continue;
      }
      const int type = best_of(*best);
      out.push_back({i, last, type_of(static_cast<Found>(type)), MentionForm::name,
                     best->surname && type == 0 ? "person.surname-again" : "name.again", 0.9f, weak, none});
      i = last;
    }
  }
  return out;
}

}  // namespace propos::entities
