// SPDX-License-Identifier: Apache-2.0
#include "stats/copies.h"

#include <algorithm>
#include <random>

#include "hash.h"
#include "output/words.h"

namespace propos::cli::stats {

void add_shingles(std::string_view words, std::size_t length, std::uint64_t salt, std::vector<std::uint64_t>& out) {
  std::vector<std::uint64_t> hashes;
  output::for_words(words, [&](std::uint64_t word) { hashes.push_back(word); });
  if (hashes.empty()) return;
  const std::size_t width = std::min(length, hashes.size());
  for (std::size_t i = 0; i + width <= hashes.size(); ++i) {
    std::uint64_t sum = salt;
    for (std::size_t k = 0; k < width; ++k) sum = ((sum ^ hashes[i + k]) * hash_factor) ^ (sum >> 29);
    out.push_back(sum ^ sum >> 32);
  }
}

bool Copies::is_copy(const std::vector<std::uint64_t>& shingles) {
  if (shingles.empty()) return false;
  static const std::array<std::uint64_t, size> seeds = [] {   // one for each permutation
    std::array<std::uint64_t, size> out;
    std::mt19937_64 random(1);
    for (std::uint64_t& seed : out) seed = random();
    return out;
  }();
  Signature signature;
  signature.fill(~std::uint32_t{0});
  for (const std::uint64_t shingle : shingles) {
    for (std::size_t i = 0; i < size; ++i)
      signature[i] = std::min(signature[i], static_cast<std::uint32_t>(((shingle ^ seeds[i]) * hash_factor) >> 32));
  }
  std::array<std::uint64_t, bands> keys;
  bool copy = false;
  for (std::size_t band = 0; band < bands; ++band) {
    std::uint64_t key = band;
    for (std::size_t r = 0; r < rows; ++r) key = (key ^ signature[band * rows + r]) * hash_factor, key ^= key >> 31;
    keys[band] = key;
    if (const auto found = bands_.find(key); found != bands_.end() && !copy) {
      const Signature& other = texts_[found->second];
      std::size_t same = 0;
      for (std::size_t i = 0; i < size; ++i) same += signature[i] == other[i];
      copy = static_cast<double>(same) >= alike * size;
    }
  }
  if (copy) return ++count_, true;
  const auto id = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(signature);
  for (const std::uint64_t key : keys) bands_.try_emplace(key, id);
  return false;
}

}   // namespace propos::cli::stats
