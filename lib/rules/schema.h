// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"
#include "rules/grammar.h"

/// What the stages behind the rules make of them: phases, what each may make, with which captures and arguments. All that a
/// rule says is held against it when it is loaded, so that those who read matches need not ask.
namespace propos::rules {

/// What a rule of a phase may make.
struct Kind {
  std::string_view phase, name;
  /// Captures without which nothing is made, a blank between them; a|b: one of them; a|key=value: or that argument.
  /// Those marked with ! take a token in every match.
  std::string_view needed;
  /// All captures that count, beside the one that the result is made of.
  std::string_view captures;
  /// Arguments with their values: key=value|value, key=@capture, key=… for any name. «confidence» is a number.
  std::string_view arguments;
};

/// The table, in order of the phases.
const std::vector<Kind>& schema();

/// Does a capture with this label count for some kind?
bool is_capture(std::string_view label);

/// Do stages ask beforehand whether a sentence has prospects in this phase (Engine::may_match)? Of others the grammar of the library
/// has none.
bool asked_beforehand(std::string_view phase);

/// Appends what of the grammar the schema does not have: phases, kinds, captures, arguments, values; needed captures that
/// are missing, captures that may be set twice.
void check_schema(const Grammar& grammar, std::vector<Error>& errors);

/// Appends the features that rules test or add (as = …) and that nothing has: no word of the lexicon, no token, no rule.
void check_features(const Grammar& grammar, const lexicon::Lexicon& lexicon, std::vector<Error>& errors);

}   // namespace propos::rules
