// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace propos {

/// Texts as nobody writes them, the same ones for the same seed: sentences, and speech taken to pieces, with letters decomposed, soft hyphens, capitals
/// anywhere, digits, emoji, marks that do not match, NULs and bytes that are not UTF-8. Each stands beside one that differs
/// in spelling alone.
std::vector<std::string> odd_texts(std::size_t count, std::uint32_t seed);

}   // namespace propos
