// SPDX-License-Identifier: Apache-2.0
#include "quotes/repeats.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_map>

#include "hash.h"

namespace propos::quotes {
namespace {

constexpr std::size_t longest_head = 8;   // words by which a passage is found
constexpr std::size_t most_alike = 16;    // passages with one head

std::uint64_t add_word(std::uint64_t head, std::uint64_t word) { return (head ^ word) * 0x9E3779B97F4A7C15u + (head >> 31); }

}   // namespace

std::vector<Id> find_repeats(const token::Tokens& tokens, const Passages& wanted, const Passages& said,
                             const Patience& patience) {
  std::vector<Id> out(wanted.size(), none);
  if (said.size() == 0) return out;
  const auto key = [&](std::uint32_t token) { return tokens.key(tokens.tokens[token]); };
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_head;
  std::bitset<4096> first_words;
  std::bitset<longest_head + 1> sizes;
  for (std::uint32_t w = 0; w < wanted.size(); ++w) {
    patience.check();
    const std::span<const std::uint32_t> words = wanted[w];
    if (words.empty()) {
      out[w] = 0;
      continue;
    }
    const std::size_t size = std::min(words.size(), longest_head);
    std::uint64_t head = 0;
    for (std::size_t i = 0; i < size; ++i) head = add_word(head, propos::hash(key(words[i])));
    std::vector<std::uint32_t>& alike = by_head[head];
    if (alike.size() == most_alike) continue;
    alike.push_back(w);
    first_words.set(propos::hash(key(words[0])) % first_words.size());
    sizes.set(size);
  }
  if (by_head.empty()) return out;
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t s = 0; s < said.size(); ++s) {
    patience.check();
    const std::span<const std::uint32_t> words = said[s];
    hashes.clear();
    for (const std::uint32_t token : words) hashes.push_back(propos::hash(key(token)));
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (!first_words[hashes[at] % first_words.size()]) continue;
      std::uint64_t head = 0;
      for (std::size_t size = 1; size <= longest_head && at + size <= words.size(); ++size) {
        head = add_word(head, hashes[at + size - 1]);
        if (!sizes[size]) continue;
        const auto found = by_head.find(head);
        if (found == by_head.end()) continue;
        std::erase_if(found->second, [&](std::uint32_t w) {
          const std::span<const std::uint32_t> own = wanted[w];
          if (own.size() > words.size() - at ||
              !std::equal(own.begin(), own.end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                          [&](std::uint32_t a, std::uint32_t b) { return key(a) == key(b); }))
            return false;
          out[w] = s;
          return true;
        });
      }
    }
  }
  return out;
}

}   // namespace propos::quotes
