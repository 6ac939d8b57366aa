// SPDX-License-Identifier: Apache-2.0
#include "rules/units.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "hash.h"

namespace propos::rules {
namespace {

constexpr std::uint32_t longest_entry = 12;   // tokens
constexpr std::uint32_t longest_lead = 3;     // … up to the first capital of a name

enum TokenFeature : std::size_t {
  kind_first = lexicon::max_features,   // as token::Kind
  shape_first = kind_first + 11,
  space_before = shape_first + 5,
  break_before,
  starts_sentence,
  starts_paragraph,
  opens,
  closes,
  unknown,
  proper,
  quotation,   // words between marks, as one unit (made by stage 6)
  clause       // … that are a clause or a sentence
};

bool has_capital(token::Shape shape) {
  return shape == token::Shape::capitalised || shape == token::Shape::upper || shape == token::Shape::mixed ||
         shape == token::Shape::initial;
}

void add(const lexicon::Features& from, FeatureSet& to) {
  for (std::size_t i = from._Find_first(); i < from.size(); i = from._Find_next(i)) to.set(i);
}

}   // namespace

UnitMaker::UnitMaker(const Engine& engine, const lexicon::Lexicon& lexicon)
    : engine_(engine),
      lexicon_(lexicon),
      common_(engine.feature("common")),
      determiner_(engine.feature("determiner")),
      preposition_(engine.feature("preposition")),
      country_(engine.feature("country")),
      metonym_(engine.feature("metonym")),
      prefix_(engine.feature("prefix")),
      first_name_(engine.feature("first-name")),
      noun_(engine.feature("noun")),
      acronym_(engine.feature("acronym")),
      organization_(engine.feature("organization")),
      capitals_(engine.feature("capitals")) {
  for (const char* name : {"organization", "acronym", "company", "media", "agency", "party", "ministry", "team", "institution",
                           "armed-group", "union", "club-head", "product"})
    of_capitals_.set(static_cast<std::size_t>(engine.feature(name)));
  for (const char* name : {"male-name", "female-name"}) of_given_.set(static_cast<std::size_t>(engine.feature(name)));
}

// What the entry of a name says of a word with this shape: « Sud » is no SUD.
lexicon::Features UnitMaker::proper_of(const lexicon::Entry& entry, token::Shape shape) const {
  const bool held = capitals_ >= 0 && shape == token::Shape::capitalised && entry.proper[static_cast<std::size_t>(capitals_)];
  return held ? entry.proper & ~of_capitals_ : entry.proper;
}

void TokenMemory::prefetch(std::uint64_t hash, std::uint32_t look) const noexcept {
#if defined(__GNUC__)
  __builtin_prefetch(&slots_[place(slots_, mix(hash, look))]);
#endif
}

void TokenMemory::add(std::string_view word, std::uint64_t hash, std::uint32_t look, Known known) {
  if (word.empty() || word.size() > sizeof(Slot::word)) return;
  const auto put = [this](const Slot& slot) {
    std::size_t i = place(slots_, mix(propos::hash({slot.word, slot.size}), slot.look));
    while (slots_[i].size != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = slot;
  };
  if (++size_ * 4 > slots_.size() * 3) {
    Slots old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.size != 0) put(slot);
  }
  Slot slot{known, look, static_cast<std::uint32_t>(mix(hash, look)), static_cast<std::uint8_t>(word.size()), {}};
  std::memcpy(slot.word, word.data(), word.size());
  put(slot);
}

const TokenMemory::Known* TokenMemory::find_old(std::string_view word, std::uint64_t hash, std::uint32_t look) {
  const Slot* const slot = find_in(old_, word, hash, look);
  if (slot == nullptr) return nullptr;
  add(word, hash, look, slot->known);   // it is young again
  return &slot->known;
}

void TokenMemory::age() {
  if (size_ <= most_young) return;
  old_ = std::exchange(slots_, Slots(slots_.size()));
  size_ = 0;
}

const lexicon::Entry* TokenMemory::longer(const lexicon::Lexicon& lexicon, std::string_view key, std::uint64_t hash) {
  if (key.size() > sizeof(Longer::key)) return lexicon.find(key);
  Longer& line = longer_[(hash >> 32) & (longer_.size() - 1)];
  if (line.size == key.size() && same(line.key, key.data(), key.size())) return line.entry;
  line = {lexicon.find(key)};
  line.size = static_cast<std::uint8_t>(key.size());
  std::memcpy(line.key, key.data(), key.size());
  return line.entry;
}

std::uint32_t TokenMemory::sort_of(std::uint32_t kind, const lexicon::Entry* entry) {
  const std::uint64_t hash = mix(reinterpret_cast<std::uintptr_t>(entry), kind) * hash_factor >> 16;
  const auto [number, fresh] = sort_numbers_.find_or_add(hash, static_cast<std::uint32_t>(sorts_.size()), [&](std::uint32_t n) {
    return sorts_[n].kind == kind && sorts_[n].entry == entry;
  });
  if (fresh) sorts_.push_back({kind, entry});
  return number;
}

void Units::in(std::uint32_t first, std::uint32_t last, std::vector<Unit>& out) const {
  out.clear();
  constexpr std::size_t most_sentences = 64;   // tokens: so many do for them
  out.reserve(std::max<std::size_t>(most_sentences, last - std::min(first, last)));
  const std::uint32_t* const numbers = numbers_.data();
  const TokenMemory::Sort* const sorts = sorts_->data();
  for (; first < last; ++first)
    if ((numbers[first] & inside) == 0) out.push_back({first, first + 1, sorts[numbers[first]].kind});
    else if (!out.empty()) out.back().last = first + 1;
  if (!out.empty()) out.back().last = end_of(last - 1);   // it may end behind the range
}

std::vector<Unit> Units::in(std::uint32_t first, std::uint32_t last) const {
  std::vector<Unit> out;
  in(first, last, out);
  return out;
}

Unit Units::around(std::uint32_t token) const {
  while ((numbers_[token] & inside) != 0) --token;
  return {token, end_of(token), sort(token).kind};
}

// Of a word that is not known yet, or only as it is written.
TokenMemory::Known UnitMaker::learn(const token::Tokens& tokens, const token::Token& token, TokenMemory::Asked asked,
                                    std::string_view text, Memory& memory, TokenMemory& known) const {
  if (asked.is_odd()) {
    asked.key = token.span().of(text);
    asked.hash = propos::hash(asked.key);
    if (const TokenMemory::Known* const found = known.find(asked.key, asked.hash, asked.look)) return *found;
  }
  const TokenMemory::Known out = know(tokens, token, text, memory, known);
  known.add(asked.key, asked.hash, asked.look, out);
  return out;
}

TokenMemory::Known UnitMaker::know(const token::Tokens& tokens, const token::Token& token, std::string_view text, Memory& memory,
                                   TokenMemory& known) const {
  const std::string_view key = tokens.key(token);
  TokenMemory::Known out;
  out.entry = lexicon_.find(key);
  const bool capital = has_capital(token.shape);
  const token::Shape shape = out.entry != nullptr ? token.shape : token::Shape::upper;   // CGT-Métaux: of the CGT
  if (out.entry == nullptr) out.entry = entry_of_part(key, capital);
  FeatureSet features;
  bool common = false;
  if (out.entry != nullptr) {
    out.begins = out.entry->begins;
    out.begins_common = out.entry->begins_common;
    add(out.entry->common, features);
    if (capital) add(proper_of(*out.entry, shape), features);
    common = common_ >= 0 && out.entry->common[static_cast<std::size_t>(common_)];
  }
  features.set(kind_first + static_cast<std::size_t>(token.kind));
  if (token.shape != token::Shape::none) features.set(shape_first + static_cast<std::size_t>(token.shape) - 1);
  if (token.flags & token::space_before) features.set(space_before);
  if (token.flags & token::break_before) features.set(break_before);
  if (token.flags & token::starts_sentence) features.set(starts_sentence);
  if (token.flags & token::starts_paragraph) features.set(starts_paragraph);
  if (token.flags & token::opens) features.set(opens);
  if (token.flags & token::closes) features.set(closes);
  if (token.kind == token::Kind::word &&
      (out.entry == nullptr || (out.entry->common.none() && (out.entry->proper & ~of_given_).none())))
    features.set(unknown);
  // A capital at the head of a sentence says nothing of a word that is also a common one.
  const bool wordlike = token.kind == token::Kind::word || token.kind == token::Kind::abbreviation ||
                        (token.kind == token::Kind::number && !(key[0] >= '0' && key[0] <= '9')) ||   // no « 13e »
                        token.kind == token::Kind::hashtag;
  const auto named = [&](int feature) { return feature >= 0 && out.entry->proper[static_cast<std::size_t>(feature)]; };
  const bool known_name = out.entry != nullptr && (named(country_) || named(metonym_));   // France, Paris: also « paris »
  if (wordlike && capital && !((token.flags & token::starts_sentence) && common && !known_name)) features.set(proper);
  if (engine_.has_expressions()) {
    const std::string_view written = token.span().of(text);
    if (token.flags & token::odd_spelling) engine_.add_expressions(token::composed(written), features);
    else engine_.add_expressions(written, features);
  }
  out.sort = known.sort_of(memory.kind(features, engine_.word(key)), out.entry);
  return out;
}

// What a word with a hyphen that no one wrote down is most like: « ex-ministre » a ministre, « infirmière-cheffe » an
// infirmière, « Marie-Sixtine » a Marie, « CGT-Métaux » the CGT, « Burkina-Faso » the name without it.
const lexicon::Entry* UnitMaker::entry_of_part(std::string_view key, bool capital) const {
  const std::size_t hyphen = key.find('-');
  if (hyphen == key.npos || hyphen == 0 || hyphen + 1 == key.size()) return nullptr;
  const auto has = [](const lexicon::Entry* entry, int feature, bool proper) {
    if (entry == nullptr || feature < 0) return false;
    return (proper ? entry->proper : entry->common)[static_cast<std::size_t>(feature)];
  };
  const lexicon::Entry* first = lexicon_.find(key.substr(0, hyphen));
  const lexicon::Entry* rest = lexicon_.find(key.substr(hyphen + 1));
  if (has(first, prefix_, false)) return rest;
  if (has(first, acronym_, true) && !has(rest, organization_, true)) return first;
  if (capital) {
    if (has(first, first_name_, true) && has(rest, first_name_, true)) return first;
    std::string apart(key);
    std::replace(apart.begin(), apart.end(), '-', ' ');   // « Burkina-Faso »
    return lexicon_.find(apart);
  }
  return has(first, noun_, false) ? first : nullptr;
}

// The end of the longest entry of several words that begins at `first`; `first` where there is none.
std::uint32_t UnitMaker::entry_end(const token::Tokens& tokens, std::uint32_t first, const token::SentenceRange& sentence,
                                   TokenMemory& known) const {
  const auto of = [&](std::uint32_t i) -> const TokenMemory::Known& { return known.here[i - sentence.first]; };
  const auto hash_of = [&](std::uint32_t i) { return known.asked[i - sentence.first].hash; };
  const auto small = [&](std::uint32_t i, int feature) {
    return of(i).entry != nullptr && of(i).entry->common[static_cast<std::size_t>(feature)];
  };
  std::uint32_t end = sentence.last;
  // Names alone begin so, and nothing here has a capital: no look at each « la » and « de ».
  if (!of(first).begins_common) {
    bool capital = false;
    for (std::uint32_t i = first; i < std::min(end, first + longest_lead); ++i) capital |= has_capital(tokens.tokens[i].shape);
    if (!capital) return first;
  }
  const bool determined = small(first, determiner_);
  std::uint32_t out = first;
  end = std::min(end, first + longest_entry);
  const lexicon::Entry* entry = of(first).entry;
  std::uint64_t hash = hash_of(first);
  for (std::uint32_t i = first + 1; i < end && entry->begins && lexicon_.may_go_on(hash, hash_of(i)); ++i) {
    const std::string_view key = tokens.key(first, i + 1);
    hash = propos::hash_padded(key);
    entry = known.longer(lexicon_, key, hash);
    if (entry == nullptr) break;
    if (entry->common.none() && entry->proper.none()) continue;
    if (entry->common.none()) {
      // A name has a capital on its first word of weight: La Défense on its article too, « Le pays » on its noun.
      std::uint32_t head = first;
      while (head < i && (head > first || !determined) && (small(head, determiner_) || small(head, preposition_))) ++head;
      // En marche has one on its preposition, which says so inside a sentence.
      const token::Token& begin = tokens.tokens[first];
      const bool led = !determined && has_capital(begin.shape) && !(begin.flags & token::starts_sentence);
      if (!has_capital(tokens.tokens[head].shape) && !led) continue;
      if (determined && !has_capital(tokens.tokens[first + 1].shape)) continue;
      // « L'Union des maires » at the head of a sentence is not the paper L'Union.
      if (determined && (begin.flags & token::starts_sentence) && i + 1 < sentence.last && small(i + 1, determiner_) &&
          small(i + 1, preposition_))
        continue;
    }
    out = i + 1;
  }
  return out;
}

std::uint32_t UnitMaker::kind_of_entry(const token::Tokens& tokens, std::uint32_t first, std::uint32_t last, Memory& memory,
                                       TokenMemory& known) const {
  const token::Token& head = tokens.tokens[first];
  bool capital = false;
  for (std::uint32_t i = first; i < last; ++i) capital |= has_capital(tokens.tokens[i].shape);
  const std::string_view key = tokens.key(first, last);
  const std::uint32_t look = TokenMemory::several_tokens | (capital ? 1u : 0u) | static_cast<std::uint32_t>(head.flags) << 8;
  const std::uint64_t hash = propos::hash_padded(key);
  if (const TokenMemory::Known* found = known.find(key, hash, look)) return known.sorts()[found->sort].kind;

  TokenMemory::Known out;
  out.entry = lexicon_.find(key);
  FeatureSet features;
  add(out.entry->common, features);
  if (capital) add(out.entry->proper, features);
  features.set(kind_first);
  features.set(shape_first + static_cast<std::size_t>(capital ? token::Shape::capitalised : token::Shape::lower) - 1);
  if (capital && out.entry->proper.any()) features.set(proper);
  if (head.flags & token::space_before) features.set(space_before);
  if (head.flags & token::starts_sentence) features.set(starts_sentence);
  if (head.flags & token::starts_paragraph) features.set(starts_paragraph);
  const std::uint32_t kind = memory.kind(features, engine_.word(key));
  out.sort = known.sort_of(kind, out.entry);
  known.add(key, hash, look, out);
  return kind;
}

Units UnitMaker::make(const token::Tokens& tokens, std::string_view text, Memory& memory, TokenMemory& known,
                      const Patience& patience) const {
  Units out;
  const auto count = static_cast<std::uint32_t>(tokens.tokens.size());
  out.sorts_ = &known.sorts();
  out.numbers_.reserve(count);
  // Words are asked for some tokens before they are needed: most of the time is the memory's.
  constexpr std::uint32_t ahead = 12;
  std::vector<TokenMemory::Asked>& asked = known.asked;
  std::vector<TokenMemory::Known>& here = known.here;
  std::uint32_t next = 0;
  const auto ask = [&] {
    const std::string_view key = tokens.key(next, next + 1);
    const TokenMemory::Asked& made =
        asked.emplace_back(TokenMemory::Asked{key, propos::hash_padded(key), TokenMemory::look_of(tokens.tokens[next])});
    known.prefetch(made.hash, made.look);
    ++next;
  };
  asked.clear();
  here.clear();
  while (next < std::min(ahead, count)) ask();
  for (const token::SentenceRange& sentence : tokens.sentences) {
    patience.check();
    asked.erase(asked.begin(), asked.begin() + static_cast<std::ptrdiff_t>(here.size()));   // of the sentence before
    here.clear();
    known.age();   // a text may have more different words than are kept
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      if (next < count) ask();
      here.push_back(look_up(tokens, tokens.tokens[i], asked[i - sentence.first], text, memory, known));
    }
    for (std::uint32_t i = sentence.first; i < sentence.last;) {
      const std::uint32_t at = i - sentence.first;
      std::uint32_t last = i;
      if (here[at].begins && i + 1 < sentence.last && lexicon_.may_go_on(asked[at].hash, asked[at + 1].hash))
        last = entry_end(tokens, i, sentence, known);
      out.numbers_.push_back(last > i ? known.sort_of(kind_of_entry(tokens, i, last, memory, known), here[at].entry)
                                      : here[at].sort);
      while (++i < last) out.numbers_.push_back(here[i - sentence.first].sort | Units::inside);
    }
  }
  return out;
}

}   // namespace propos::rules
