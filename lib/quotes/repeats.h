// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "token/token.h"

/// Part of stage 6: words that stand twice in a text, in a headline and where they were said.
namespace propos::quotes {

/// Passages of a text, each a list of tokens.
class Passages {
 public:
  void begin() { begins_.push_back(static_cast<std::uint32_t>(tokens_.size())); }
  void add(std::uint32_t token) { tokens_.push_back(token); }   // to the passage begun last

  std::size_t size() const { return begins_.size(); }
  std::span<const std::uint32_t> operator[](std::size_t i) const {
    const std::size_t end = i + 1 < begins_.size() ? begins_[i + 1] : tokens_.size();
    return std::span(tokens_).subspan(begins_[i], end - begins_[i]);
  }

 private:
  std::vector<std::uint32_t> tokens_, begins_;
};

/// For each passage of `wanted` the first of `said` that has its words in a row, or `none`. O(tokens): of passages that
/// begin with the same eight words only the first few are looked for.
std::vector<Id> find_repeats(const token::Tokens& tokens, const Passages& wanted, const Passages& said,
                             const Patience& patience = endless);

}   // namespace propos::quotes
