// SPDX-License-Identifier: Apache-2.0
#include "rules/tests.h"

#include <algorithm>
#include <optional>

#include "bits.h"

namespace propos::rules {
namespace {

// Features and words, one of which a unit must have.
struct Needs {
  std::vector<std::uint32_t> features, words;

  // How many units have one, roughly: a word is rare, what every token has one of is not.
  std::size_t cost() const {
    std::size_t out = 0;
    for (const std::uint32_t f : features) out += f < lexicon::max_features ? 4 : 16;
    return out + words.size();
  }
};

// What the formula, or its negation, cannot hold without; nothing where it can hold of a unit that has no feature.
std::optional<Needs> needs(const Formula& formula, const FeatureSet* made, bool negated) {
  std::optional<Needs> out;
  switch (formula.op) {
    case Test::Op::any: return negated ? std::optional(Needs{}) : std::nullopt;
    case Test::Op::no: return needs(formula.parts[0], made, !negated);
    case Test::Op::feature:
    case Test::Op::regex:
      if (negated || (made != nullptr && (*made)[formula.number])) return std::nullopt;
      return Needs{{formula.number}, {}};
    case Test::Op::word:
      if (negated) return std::nullopt;
      return Needs{{}, {formula.number}};
    default: break;
  }
  if ((formula.op == Test::Op::both) != negated) {   // all of the parts hold: the rarest tells
    for (const Formula& part : formula.parts)
      if (std::optional<Needs> own = needs(part, made, negated); own && (!out || own->cost() < out->cost())) out = std::move(own);
    return out;
  }
  out.emplace();
  for (const Formula& part : formula.parts) {
    const std::optional<Needs> own = needs(part, made, negated);
    if (!own) return std::nullopt;
    out->features.insert(out->features.end(), own->features.begin(), own->features.end());
    out->words.insert(out->words.end(), own->words.begin(), own->words.end());
  }
  return out;
}

void sort_out(std::vector<std::uint32_t>& numbers) {
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

}   // namespace

void Tests::add(const Formula& formula, const FeatureSet* made) {
  const auto test = static_cast<std::uint32_t>(begins_.size());
  const bool nothing = made != nullptr && asks_nothing(formula, *made);
  begins_.push_back(nothing ? yes : compile(formula, made, false, yes, no));
  std::optional<Needs> found = nothing ? std::nullopt : needs(formula, made, false);
  if (!found) {
    always_.push_back(test);
    return;
  }
  const auto put = [test](std::vector<std::uint32_t>& numbers, std::vector<std::vector<std::uint32_t>>& index) {
    sort_out(numbers);
    for (const std::uint32_t number : numbers) {
      if (index.size() <= number) index.resize(number + 1);
      index[number].push_back(test);
    }
  };
  put(found->features, of_feature_);
  put(found->words, of_word_);
}

bool asks_nothing(const Formula& formula, const FeatureSet& made) {
  const auto part = [&](const Formula& f) { return asks_nothing(f, made); };
  switch (formula.op) {
    case Test::Op::any:
    case Test::Op::no: return true;
    case Test::Op::both: return std::all_of(formula.parts.begin(), formula.parts.end(), part);
    case Test::Op::either: return std::any_of(formula.parts.begin(), formula.parts.end(), part);
    case Test::Op::feature: return made[formula.number];
    default: return false;
  }
}

std::uint32_t Tests::compile(const Formula& formula, const FeatureSet* made, bool negated, std::uint32_t if_so,
                             std::uint32_t if_not) {
  switch (formula.op) {
    case Test::Op::any: return negated ? if_not : if_so;
    case Test::Op::no: return compile(formula.parts[0], made, !negated, if_so, if_not);
    case Test::Op::both:
    case Test::Op::either:
      for (std::size_t i = formula.parts.size(); i-- > 0;)
        ((formula.op == Test::Op::both) != negated ? if_so : if_not) = compile(formula.parts[i], made, negated, if_so, if_not);
      return (formula.op == Test::Op::both) != negated ? if_so : if_not;
    case Test::Op::word:
      if (made != nullptr && negated) return if_so;
      break;
    case Test::Op::feature:
      if (made != nullptr && (*made)[formula.number]) return if_so;
      break;
    default: break;
  }
  leaves_.push_back({formula.op == Test::Op::word, formula.number, negated ? if_not : if_so, negated ? if_so : if_not});
  return static_cast<std::uint32_t>(leaves_.size() - 1);
}

TestBits::TestBits(const TestVector& first, const TestVector& others) {
  const auto place = [this](const TestVector& tests) {
    for (std::size_t t = tests._Find_first(); t < tests.size(); t = tests._Find_next(t))
      if (place_[t] == 0) place_[t] = static_cast<std::uint16_t>(++count_);
    return (count_ + 63) / 64;
  };
  first_words_ = place(first);
  words_ = place(others);
}

void TestBits::write(const TestVector& holds, std::uint64_t* row) const {
  for (std::size_t t = holds._Find_first(); t < holds.size(); t = holds._Find_next(t))
    if (place_[t] != 0) set_bit(row, place_[t] - 1u);
}

TestBits::Row TestBits::gather(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows) const {
  Row out{};
  for (const std::uint32_t row : sentence)
    for (std::size_t w = 0; w < first_words_; ++w) out[w] |= rows[row * words_ + w];
  return out;
}

}   // namespace propos::rules
