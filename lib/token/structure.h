// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "token/token.h"

/// The two passes of `tokenize` over finished tokens. `first` has the first token of each paragraph and the end.
namespace propos::token {

/// Pairs quotation marks with a stack for each paragraph. O(tokens).
void pair_marks(const std::vector<std::uint32_t>& first, Tokens& out, const Patience& patience);

/// Finds sentences; a quotation that closes is never cut. O(tokens).
void split_sentences(const std::vector<std::uint32_t>& first, Tokens& out, const Patience& patience);

}   // namespace propos::token
