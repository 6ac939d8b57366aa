// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Texts that are nearly the same, as one agency's article in ten papers.
namespace propos::cli::stats {

/// Adds the hashes of each `length` words in a row of `words` (all of them where there are fewer) to `out`. `salt` keeps kinds of
/// words apart. O(bytes).
void add_shingles(std::string_view words, std::size_t length, std::uint64_t salt, std::vector<std::uint64_t>& out);

/// Knows texts by the smallest of their shingles under 63 permutations (Broder 1997), in 21 bands of three: of two texts that share
/// `alike` of their shingles, 99 in 100 pairs meet in a band, and then all 63 are compared. Keeps 252 bytes and 21 entries a text.
class Copies {
 public:
  static constexpr double alike = 0.6;   ///< of the shingles of both, those that both have

  /// Is it a copy of a text before? A text without shingles is none.
  bool is_copy(const std::vector<std::uint64_t>& shingles);
  std::size_t count() const { return count_; }

 private:
  static constexpr std::size_t rows = 3, bands = 21, size = rows * bands;
  using Signature = std::array<std::uint32_t, size>;

  std::vector<Signature> texts_;
  std::unordered_map<std::uint64_t, std::uint32_t> bands_;   // by hash of a band, the first text with it
  std::size_t count_ = 0;
};

}   // namespace propos::cli::stats
