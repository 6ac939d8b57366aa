// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

/// How texts are hashed, everywhere: the compiled lexicon is laid out by it.
namespace propos {

/// Eight bytes a step, multiplied and folded; the last step may read some bytes again.
inline std::uint64_t hash(std::string_view key) noexcept {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15u;
  const std::size_t size = key.size();
  const char* const at = key.data();
  std::uint64_t sum = size * odd;
  const auto load = [](const char* from, auto word) {
    std::memcpy(&word, from, sizeof(word));
    return std::uint64_t{word};
  };
  const auto step = [&](std::uint64_t part) {
    sum = (sum ^ part) * odd;
    sum ^= sum >> 32;
  };
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) step(load(at + i, std::uint64_t{}));
    step(load(at + size - 8, std::uint64_t{}));
  } else if (size >= 4) {
    step(load(at, std::uint32_t{}) | load(at + size - 4, std::uint32_t{}) << 32);
  } else if (size >= 2) {
    step(load(at, std::uint16_t{}) | load(at + size - 2, std::uint16_t{}) << 16);
  } else if (size == 1) {
    step(static_cast<unsigned char>(*at));
  }
  sum *= odd;
  return sum ^ (sum >> 29);
}

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

}  // namespace propos
