// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "patience.h"
#include "propos/document.h"

/// Stage 1. Takes bytes; gives lines joined to paragraphs, each with its zone. Changes no byte.
namespace propos::text {

struct Text {
  std::string_view bytes;              ///< the caller's, not owned
  std::uint32_t start = 0;             ///< 3 after a byte order mark, else 0
  std::vector<Paragraph> paragraphs;   ///< in order, without the blanks around them, none empty
};

/// Finds paragraphs and zones. A line break inside a paragraph is a soft one: the web page broke a sentence there.
/// `known`: what the caller knows of zones, in order; a paragraph that begins in one has its zone. O(bytes).
Text read(std::string_view bytes, std::span<const Paragraph> known = {}, const Patience& patience = endless);

}   // namespace propos::text
