// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "bits.h"

/// How texts are hashed, everywhere: pairs of words in the compiled lexicon, too.
namespace propos {

/// The first 16 bytes of a text, the first of them lowest (bits.h), zeros behind its end.
struct TextHead {
  std::uint64_t first = 0, second = 0;

  static constexpr std::size_t size = 16;

  /// Of a text with so many bytes behind which memory goes on: 16 bytes are read, without a branch. At most `size`.
  static TextHead padded(const char* at, std::size_t bytes) noexcept {
    static constexpr std::array<std::uint64_t, 2 * size + 1> masks = [] {
      std::array<std::uint64_t, 2 * size + 1> out{};   // of the first word by size; of the second from 8 on
      for (std::size_t b = 0; b < out.size(); ++b)
        out[b] = b < 8 ? 0 : b >= 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << 8 * (b - 8)) - 1;
      return out;
    }();
    return {eight_bytes(at) & masks[bytes + 8], eight_bytes(at + 8) & masks[bytes]};
  }
  bool operator==(const TextHead&) const = default;
};

inline constexpr std::uint64_t hash_factor = 0x9E3779B97F4A7C15u;

/// Of the first 16 bytes and the size.
inline std::uint64_t hash(TextHead head, std::size_t size) noexcept {
  std::uint64_t sum = (size * hash_factor ^ head.first) * hash_factor;
  sum = (sum ^ sum >> 32 ^ head.second) * hash_factor;
  sum = (sum ^ sum >> 32) * hash_factor;
  return sum ^ sum >> 29;
}

/// Eight bytes a step, multiplied and folded; the last step may read some bytes again.
inline std::uint64_t hash(std::string_view key) noexcept {
  const std::size_t size = key.size();
  const char* const at = key.data();
  const auto load = [&](std::size_t from, auto word) {
    std::memcpy(&word, at + from, sizeof(word));
    return std::uint64_t{word};
  };
  TextHead head;
  if (size >= 8) {
    head.first = load(0, std::uint64_t{});
    if (size >= 16) head.second = load(8, std::uint64_t{});
    else if (size > 8) head.second = load(size - 8, std::uint64_t{}) >> 8 * (16 - size);
  } else if (size >= 4) {
    head.first = load(0, std::uint32_t{}) | load(size - 4, std::uint32_t{}) << 8 * (size - 4);
  } else if (size >= 2) {
    head.first = load(0, std::uint16_t{}) | load(size - 2, std::uint16_t{}) << 8 * (size - 2);
  } else if (size == 1) {
    head.first = load(0, std::uint8_t{});
  }
  std::uint64_t out = hash(head, size);
  if (size > TextHead::size) {
    const auto step = [&](std::uint64_t part) {
      out = (out ^ part) * hash_factor;
      out ^= out >> 32;
    };
    for (std::size_t i = TextHead::size; i + 8 < size; i += 8) step(load(i, std::uint64_t{}));
    step(load(size - 8, std::uint64_t{}));
    out *= hash_factor;
    out ^= out >> 29;
  }
  return out;
}

/// The same of a key behind whose end 16 bytes may be read (token::Tokens::keys): nearly always without a branch.
inline std::uint64_t hash_padded(std::string_view key) noexcept {
  return key.size() <= TextHead::size ? hash(TextHead::padded(key.data(), key.size()), key.size()) : hash(key);
}

/// Of a row of bits.
inline std::uint64_t hash(std::span<const std::uint64_t> row) noexcept {
  std::uint64_t out = row.size();
  for (const std::uint64_t word : row) {
    out = (out ^ word) * hash_factor;
    out ^= out >> 29;
  }
  return out ^ out >> 32;
}

/// For tables by sets of bits.
struct BitsHash {
  template <std::size_t N>
  std::size_t operator()(const std::bitset<N>& bits) const noexcept {
    return hash(std::bit_cast<std::array<std::uint64_t, N / 64>>(bits));
  }
};

/// For tables by text, asked with any kind of string.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return hash(text); }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

/// The same of texts that others own.
template <class T>
using ViewMap = std::unordered_map<std::string_view, T, TextHash>;
using ViewSet = std::unordered_set<std::string_view, TextHash>;

}   // namespace propos
