// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/grammar.h"

/// What a rule means, twice. Engine must agree with both; of the library they use the tree of the rule alone.
///
/// `match` reads the tree itself: slow, and obviously right. `match_by_re2` writes the rule as a regular expression over the
/// symbols of the sentence and asks RE2: units that no test of the rule can tell apart share a symbol, a test is the class of
/// the symbols that it holds of.
///
/// At one unit a pattern gives the places where it can end in the order of preference: the first alternative before the
/// second, one more repetition before fewer (after, behind a lazy quantifier). The match is the first of them. Rules try
/// their units from the left; after a match they go on behind its target.
namespace propos::rules::reference {

struct Unit {
  std::set<std::string> features;
  std::string word;   // the key
  std::string text;   // for ~/expressions/
};

using Range = std::pair<std::size_t, std::size_t>;

struct Match {
  Range target;
  /// By label. Where a label stands more than once in a rule, the last in the rule that took part; where a repetition goes
  /// over it more than once, the last time.
  std::map<std::string, Range> captures;
};

bool operator==(const Match& a, const Match& b);

/// Does the test hold of the unit?
bool holds(const Test& test, const Unit& unit);

/// Every match of the rule in one sentence.
std::vector<Match> match(const Rule& rule, const std::vector<Unit>& sentence);
std::vector<Match> match_by_re2(const Rule& rule, const std::vector<Unit>& sentence);

}   // namespace propos::rules::reference
