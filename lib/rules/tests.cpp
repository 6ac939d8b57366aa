// SPDX-License-Identifier: Apache-2.0
#include "rules/tests.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "bits.h"

namespace propos::rules {
namespace {

constexpr std::size_t most_multiplied = 24;   // clauses of a formula, while they are found
constexpr std::size_t most_listed = 12;       // places of a feature; of more its rows are kept whole

}   // namespace

struct Tests::Literal {
  bool is_word = false, negated = false;
  std::uint32_t number = 0;
};

// What must hold together; of each clause one of its literals.
struct Tests::Clauses {
  std::vector<std::vector<Literal>> all;
  bool tell_all = true;
};

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

Tests::Clauses Tests::clauses_of(const Formula& formula, const FeatureSet* made, bool negated) {
  Clauses out;
  switch (formula.op) {
    case Test::Op::any:
      if (negated) out.all.emplace_back();
      return out;
    case Test::Op::no: return clauses_of(formula.parts[0], made, !negated);
    case Test::Op::feature:
    case Test::Op::regex:
    case Test::Op::word: {
      const bool is_word = formula.op == Test::Op::word;
      const bool may_be_made =
          made != nullptr && (is_word ? negated : formula.op == Test::Op::feature && (*made)[formula.number]);
      if (!may_be_made) out.all.push_back({{is_word, negated, formula.number}});
      return out;
    }
    default: break;
  }
  if ((formula.op == Test::Op::both) != negated) {
    for (const Formula& part : formula.parts) {
      const Clauses own = clauses_of(part, made, negated);
      out.all.insert(out.all.end(), own.all.begin(), own.all.end());
      out.tell_all &= own.tell_all;
    }
    return out;
  }
  out.all.emplace_back();
  for (const Formula& part : formula.parts) {
    const Clauses own = clauses_of(part, made, negated);
    if (out.all.size() * own.all.size() > most_multiplied) return one_clause(formula, made, negated);
    std::vector<std::vector<Literal>> both;
    for (const std::vector<Literal>& one : out.all)
      for (const std::vector<Literal>& other : own.all) {
        both.push_back(one);
        both.back().insert(both.back().end(), other.begin(), other.end());
      }
    out.all = std::move(both);
    out.tell_all &= own.tell_all;
  }
  return out;
}

// Of alternatives: one clause of each, joined.
Tests::Clauses Tests::one_clause(const Formula& formula, const FeatureSet* made, bool negated) {
  std::vector<Literal> joined;
  for (const Formula& part : formula.parts) {
    const Clauses own = clauses_of(part, made, negated);
    const auto shortest = std::min_element(own.all.begin(), own.all.end(), [](const auto& a, const auto& b) {
      return std::pair(has_negated(a), a.size()) < std::pair(has_negated(b), b.size());
    });
    if (shortest == own.all.end() || has_negated(*shortest)) return {{}, false};
    joined.insert(joined.end(), shortest->begin(), shortest->end());
  }
  return {{std::move(joined)}, false};
}

bool Tests::has_negated(const std::vector<Literal>& clause) {
  return std::any_of(clause.begin(), clause.end(), [](const Literal& literal) { return literal.negated; });
}

// Forbids the formula where its negated literals are there, two at most, and none of the others.
bool Tests::forbid(std::vector<Literal> clause, std::size_t test) {
  const auto negated =
      std::stable_partition(clause.begin(), clause.end(), [](const Literal& l) { return l.negated; }) - clause.begin();
  if (negated > 2) return false;
  set_on(clause[0], place(forbids_with, test));
  if (negated == 2) set_on(clause[1], place(with, test));
  else set_bit(given_.data(), place(with, test));
  for (std::size_t l = static_cast<std::size_t>(negated); l < clause.size(); ++l) set_on(clause[l], place(unless, test));
  return true;
}

void Tests::set_on(const Literal& literal, std::size_t bit) {
  std::vector<std::vector<std::uint32_t>>& lists = literal.is_word ? of_word_made_ : of_feature_made_;
  if (lists.size() <= literal.number) lists.resize(literal.number + 1);
  std::vector<std::uint32_t>& bits = lists[literal.number];
  if (std::find(bits.begin(), bits.end(), bit) == bits.end()) bits.push_back(static_cast<std::uint32_t>(bit));
}

void Tests::add(const Formula& formula, const FeatureSet* made) {
  const std::size_t test = count_++;
  const bool nothing = made != nullptr && asks_nothing(formula, *made);
  const Clauses clauses = nothing ? Clauses() : clauses_of(formula, made, false);
  bool apart = !clauses.tell_all, forbids = false;
  std::size_t row = 0;
  for (const std::vector<Literal>& clause : clauses.all) {
    if (clause.size() == 1 && clause[0].negated) {
      set_on(clause[0], place(forbidden, test));
    } else if (has_negated(clause)) {
      if (forbids || !forbid(clause, test)) apart = true;
      forbids = true;
    } else if (row == most_clauses) {
      apart = true;
    } else {
      for (const Literal& literal : clause) set_on(literal, place(row, test));
      ++row;
    }
  }
  for (; row < most_clauses; ++row) set_bit(given_.data(), place(row, test));
  asked_apart_.set(test, apart);
  begins_.own().push_back(apart ? compile(formula, made, false, yes, no) : no);
}

void Tests::finish() {
  note_asked();
  whole_of_.own().resize(of_feature_made_.size(), 0);
  for (std::size_t f = 0; f < of_feature_made_.size(); ++f) {
    std::vector<std::uint32_t>& bits = of_feature_made_[f];
    if (bits.size() <= most_listed) continue;
    std::vector<std::uint64_t>& rows = whole_.own();
    rows.resize(rows.size() + words(), 0);
    for (const std::uint32_t bit : bits) set_bit(rows.data() + rows.size() - words(), bit);
    whole_of_.own()[f] = static_cast<std::uint16_t>(rows.size() / words());
    bits.clear();
  }
  of_feature_ = NumberLists(of_feature_made_);
  of_word_ = NumberLists(of_word_made_);
  of_feature_made_ = {};
  of_word_made_ = {};
}

void Tests::note_asked() {
  const auto note = [this](bool is_word, std::size_t number) {
    if (!is_word) {
      asked_.set(number);
      return;
    }
    if (asked_words_.size() <= number) asked_words_.own().resize(number + 1, 0);
    asked_words_.own()[number] = 1;
  };
  for (std::size_t f = 0; f < of_feature_made_.size(); ++f)
    if (!of_feature_made_[f].empty()) note(false, f);
  for (std::size_t w = 0; w < of_word_made_.size(); ++w)
    if (!of_word_made_[w].empty()) note(true, w);
  for (const Leaf& leaf : leaves_) note(leaf.is_word != 0, leaf.number);
}

TestVector Tests::holding(const FeatureSet& features, std::uint32_t word) const {
  const std::size_t size = words();
  std::array<std::uint64_t, most_words> set;
  std::copy_n(given_.begin(), size, set.begin());
  const auto set_all = [&](const NumberLists& lists, std::size_t number) {
    for (const std::uint32_t bit : lists[number]) set_bit(set.data(), bit);
  };
  if (word < of_word_.size()) set_all(of_word_, word);
  const std::uint16_t* const whole_of = whole_of_.data();
  const std::uint64_t* const whole = whole_.data();
  const auto has = std::bit_cast<std::array<std::uint64_t, max_bits / 64>>(features);
  each_bit(has.data(), has.size(), [&](std::size_t feature) {
    if (feature >= whole_of_.size()) return;
    if (const std::size_t number = whole_of[feature]; number != 0) {
      const std::uint64_t* const own = whole + (number - 1) * size;
      for (std::size_t w = 0; w < size; ++w) set[w] |= own[w];
    } else {
      set_all(of_feature_, feature);
    }
  });
  std::array<std::uint64_t, width / 64> all{};
  for (std::size_t w = 0; w < size / rows; ++w) {
    const std::uint64_t* const row = set.data() + w * rows;
    all[w] = ~row[forbidden] & ~(row[forbids_with] & row[with] & ~row[unless]);
    for (std::size_t clause = 0; clause < most_clauses; ++clause) all[w] &= row[clause];
  }
  auto out = std::bit_cast<TestVector>(all);
  if (const TestVector apart = out & asked_apart_; apart.any())
    for (std::size_t test = apart._Find_first(); test < apart.size(); test = apart._Find_next(test))
      if (!holds(test, features, word)) out.reset(test);
  return out;
}

bool Tests::holds(std::size_t test, const FeatureSet& features, std::uint32_t word) const {
  std::uint32_t at = begins_[test];
  while (at < no) {
    const Leaf& leaf = leaves_[at];
    at = (leaf.is_word ? word == leaf.number : features[leaf.number]) ? leaf.yes : leaf.no;
  }
  return at == yes;
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
  leaves_.own().push_back(
      {formula.op == Test::Op::word ? 1u : 0u, formula.number, negated ? if_not : if_so, negated ? if_so : if_not});
  return static_cast<std::uint32_t>(leaves_.size() - 1);
}

TestBits::TestBits(const TestVector& first, const TestVector& others) {
  const auto place = [this](const TestVector& tests) {
    for (std::size_t t = tests._Find_first(); t < tests.size(); t = tests._Find_next(t))
      if (place_[t] == 0) place_[t] = static_cast<std::uint16_t>(++count_);
    placed_ |= tests;
    return (count_ + 63) / 64;
  };
  first_words_ = place(first);
  words_ = place(others);
}

void TestBits::write(const TestVector& holds, std::uint64_t* row) const {
  const auto told = std::bit_cast<Row>(holds & placed_);
  each_bit(told.data(), told.size(), [&](std::size_t test) { set_bit(row, place_[test] - 1u); });
}

TestBits::Row TestBits::gather(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows) const {
  Row out{};
  for (const std::uint32_t row : sentence)
    for (std::size_t w = 0; w < first_words_; ++w) out[w] |= rows[row * words_ + w];
  return out;
}

}   // namespace propos::rules
