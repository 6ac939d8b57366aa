// SPDX-License-Identifier: Apache-2.0
#include "rules/units.h"

namespace propos::rules {
namespace {

constexpr std::size_t longest_entry = 12;      // tokens
constexpr std::size_t most_known = 1u << 16;   // keys; beyond, a thread forgets and starts anew

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

}  // namespace

UnitMaker::UnitMaker(const Engine& engine, const lexicon::Lexicon& lexicon)
    : engine_(engine),
      lexicon_(lexicon),
      common_(lexicon.feature("common")),
      determiner_(lexicon.feature("determiner")),
      preposition_(lexicon.feature("preposition")),
      country_(lexicon.feature("country")),
      metonym_(lexicon.feature("metonym")) {}

const lexicon::Entry* UnitMaker::entry(const token::Tokens& tokens, std::uint32_t index) const {
  return lexicon_.find(tokens.key(tokens.tokens[index]));
}

TokenMemory::Known UnitMaker::know(const token::Tokens& tokens, std::uint32_t index, std::string_view text, Memory& memory,
                                   TokenMemory& known) const {
  const token::Token& token = tokens.tokens[index];
  const std::string_view key = tokens.key(token);
  std::string id(key);
  id += static_cast<char>(static_cast<int>(token.kind) * 8 + static_cast<int>(token.shape));
  id += static_cast<char>(token.flags);
  const auto found = known.known_.find(id);
  if (found != known.known_.end()) return found->second;

  TokenMemory::Known out;
  out.entry = lexicon_.find(key);
  const bool capital = has_capital(token.shape);
  FeatureSet features;
  bool common = false;
  if (out.entry != nullptr) {
    add(out.entry->common, features);
    if (capital) add(out.entry->proper, features);
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
  if (token.kind == token::Kind::word && (out.entry == nullptr || (out.entry->common.none() && out.entry->proper.none())))
    features.set(unknown);
  // A capital at the head of a sentence says nothing of a word that is also a common one.
  const bool wordlike = token.kind == token::Kind::word || token.kind == token::Kind::abbreviation ||
                        token.kind == token::Kind::number || token.kind == token::Kind::hashtag;
  const auto named = [&](int feature) { return feature >= 0 && out.entry->proper[static_cast<std::size_t>(feature)]; };
  const bool known_name = out.entry != nullptr && (named(country_) || named(metonym_));   // France, Paris: also « paris »
  if (wordlike && capital && !((token.flags & token::starts_sentence) && common && !known_name)) features.set(proper);
  if (engine_.has_expressions()) engine_.add_expressions(Span{token.begin, token.end}.of(text), features);
  out.kind = memory.kind(features, engine_.word(key));
  if (known.known_.size() >= most_known) known.known_.clear();
  known.known_.emplace(std::move(id), out);
  return out;
}

void UnitMaker::make(const token::Tokens& tokens, const token::SentenceRange& sentence, std::string_view text, Memory& memory,
                     TokenMemory& known, std::vector<Unit>& out) const {
  std::string keys;
  for (std::uint32_t i = sentence.first; i < sentence.last;) {
    const TokenMemory::Known here = know(tokens, i, text, memory, known);
    std::uint32_t last = i + 1;
    const lexicon::Entry* longest = nullptr;
    if (here.entry != nullptr && here.entry->begins) {
      keys = tokens.key(tokens.tokens[i]);
      const lexicon::Entry* entry = here.entry;
      const bool starts_with_determiner = entry->common[static_cast<std::size_t>(determiner_)];
      for (std::uint32_t j = i + 1; entry != nullptr && entry->begins && j < sentence.last && j - i < longest_entry; ++j) {
        keys += ' ';
        keys += tokens.key(tokens.tokens[j]);
        entry = lexicon_.find(keys);
        if (entry == nullptr) break;
        if (entry->common.none() && entry->proper.none()) continue;
        bool capital = false;
        for (std::uint32_t k = i; k <= j && !capital; ++k) {
          const lexicon::Entry* word = this->entry(tokens, k);
          const bool small = word != nullptr && (word->common[static_cast<std::size_t>(determiner_)] ||
                                                 word->common[static_cast<std::size_t>(preposition_)]);
          if (small && (k > i || !(word->common[static_cast<std::size_t>(determiner_)]))) continue;   // La Défense needs its capital L
          capital = has_capital(tokens.tokens[k].shape);
          break;
        }
        if (entry->common.none() && !capital) continue;
        if (entry->common.none() && starts_with_determiner && !has_capital(tokens.tokens[i + 1].shape)) continue;   // « Le pays »
        longest = entry;
        last = j + 1;
      }
      if (longest != nullptr) {
        const token::Token& head = tokens.tokens[i];
        bool capital = false;
        for (std::uint32_t k = i; k < last; ++k) capital |= has_capital(tokens.tokens[k].shape);
        FeatureSet features;
        add(longest->common, features);
        if (capital) add(longest->proper, features);
        features.set(kind_first);
        features.set(shape_first + static_cast<std::size_t>(capital ? token::Shape::capitalised : token::Shape::lower) - 1);
        if (capital && longest->proper.any()) features.set(proper);
        if (head.flags & token::space_before) features.set(space_before);
        if (head.flags & token::starts_sentence) features.set(starts_sentence);
        if (head.flags & token::starts_paragraph) features.set(starts_paragraph);
        keys = tokens.key(head);
        for (std::uint32_t k = i + 1; k < last; ++k) (keys += ' ') += tokens.key(tokens.tokens[k]);
        out.push_back({i, last, memory.kind(features, engine_.word(keys))});
        i = last;
        continue;
      }
    }
    out.push_back({i, last, here.kind});
    i = last;
  }
}

}  // namespace propos::rules
