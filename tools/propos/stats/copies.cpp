// SPDX-License-Identifier: Apache-2.0
#include "stats/copies.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <random>

#include "hash.h"

namespace propos::cli::stats {
namespace {

UChar32 next(std::string_view text, std::size_t& at) {
  if (const auto c = static_cast<unsigned char>(text[at]); c < 0x80) return ++at, c;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c;
  U8_NEXT_OR_FFFD(bytes, at, text.size(), c);
  return c;
}

/// Calls `use` with a hash of each word: of its letters and digits, whatever their case, the marks around it and how it is spaced.
template <class Use>
void for_words(std::string_view text, Use use) {
  std::uint64_t word = 0;
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = next(text, at);
    if (c < 0x80 ? c <= ' ' : u_isUWhiteSpace(c)) {
      if (word != 0) use(word);
      word = 0;
      continue;
    }
    if (c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : u_isalnum(c))
      c = c < 0x80 ? c | 0x20 : u_foldCase(c, U_FOLD_CASE_DEFAULT);
    else if (c < '0' || c > '9') continue;
    word = (word + static_cast<std::uint64_t>(c) + 1) * hash_factor;
    word ^= word >> 31;
  }
  if (word != 0) use(word);
}

}   // namespace

std::uint32_t count_words(std::string_view text) {
  std::uint32_t count = 0;
  for_words(text, [&](std::uint64_t) { ++count; });
  return count;
}

void add_shingles(std::string_view words, std::size_t length, std::uint64_t salt, std::vector<std::uint64_t>& out) {
  std::vector<std::uint64_t> hashes;
  for_words(words, [&](std::uint64_t word) { hashes.push_back(word); });
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
