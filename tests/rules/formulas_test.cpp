// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "rules/tests.h"

namespace propos::rules {
namespace {

constexpr std::uint32_t features = 9, words = 4;

/// What a formula means: each part by itself. Of a token that becomes part of a greater unit features may come, and it is no word.
bool means(const Formula& formula, const FeatureSet& has, std::uint32_t word, const FeatureSet* made, bool negated = false) {
  const auto part = [&](const Formula& p) { return means(p, has, word, made, negated); };
  switch (formula.op) {
    case Test::Op::any: return !negated;
    case Test::Op::no: return means(formula.parts[0], has, word, made, !negated);
    case Test::Op::word: return (made != nullptr && negated) || (word == formula.number) != negated;
    case Test::Op::feature: return (made != nullptr && (*made)[formula.number]) || has[formula.number] != negated;
    case Test::Op::regex: return has[formula.number] != negated;
    case Test::Op::both:
    case Test::Op::either: break;
  }
  return (formula.op == Test::Op::both) != negated ? std::all_of(formula.parts.begin(), formula.parts.end(), part)
                                                   : std::any_of(formula.parts.begin(), formula.parts.end(), part);
}

class Formulas {
 public:
  Formula make(int depth) {
    Formula out;
    switch (depth == 0 ? random_() % 4 : random_() % 9) {
      case 0: out.op = random_() % 8 == 0 ? Test::Op::any : Test::Op::regex; break;
      case 1:
      case 2: out.op = Test::Op::feature; break;
      case 3: out.op = Test::Op::word; break;
      case 4: out.op = Test::Op::no; break;
      case 5:
      case 6: out.op = Test::Op::both; break;
      default: out.op = Test::Op::either;
    }
    out.number = static_cast<std::uint32_t>(out.op == Test::Op::word ? 1 + random_() % words : random_() % features);
    const bool joins = out.op == Test::Op::both || out.op == Test::Op::either;
    for (std::size_t n = joins ? random_() % 6 : out.op == Test::Op::no ? 1 : 0; n > 0; --n) out.parts.push_back(make(depth - 1));
    return out;
  }
  FeatureSet some() {
    FeatureSet out;
    for (std::size_t f = 0; f < features; ++f) out.set(f, random_() % 3 == 0);
    return out;
  }
  std::uint32_t word() { return static_cast<std::uint32_t>(random_() % (words + 2)); }

 private:
  std::mt19937 random_{11};
};

TEST(Formulas, AskedAtOnceHoldAsEachByItself) {
  Formulas formulas;
  for (int round = 0; round < 60; ++round) {
    const FeatureSet made = formulas.some();
    std::vector<Formula> asked;
    std::vector<const FeatureSet*> of;
    Tests tests;
    for (int t = 0; t < 200; ++t) {
      asked.push_back(formulas.make(round % 5));
      of.push_back(t % 2 == 0 ? nullptr : &made);
      tests.add(asked.back(), of.back());
    }
    tests.finish();
    for (int unit = 0; unit < 50; ++unit) {
      const FeatureSet has = formulas.some();
      const std::uint32_t word = formulas.word();
      const TestVector holds = tests.holding(has, word);
      for (std::size_t t = 0; t < asked.size(); ++t)
        ASSERT_EQ(holds[t], (of[t] != nullptr && asks_nothing(asked[t], made)) || means(asked[t], has, word, of[t]))
            << "formula " << t << " of round " << round;
      EXPECT_EQ(holds.count(), (holds & (~TestVector() >> (TestVector().size() - asked.size()))).count()) << "none but these";
    }
  }
}

}   // namespace
}   // namespace propos::rules
