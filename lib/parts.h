// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "propos/analyzer.h"

/// Parts of texts and of what was found in them, for callers that do not want all.
namespace propos {

/// Up to `bytes` bytes of the text, to a blank where one is near, else to the end of a character. O(1).
std::string_view head_of(std::string_view text, std::size_t bytes);

/// Keeps what stands before the first entity or quote too many, and sets `limit` and `read`. O(document).
void keep_within(const Limits& limits, Document& document);

/// Keeps the entities that say a quote, with their mentions, and the words for other speakers. O(document).
void keep_speakers(Document& document);

}   // namespace propos
