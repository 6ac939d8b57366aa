// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "propos/document.h"

namespace propos {

/// What a Document of `text` says that cannot be, and where; empty: nothing. Of any text, whatever its bytes:
///   - spans are not empty, lie in the text and begin and end between code points; so all that is cut out of UTF-8 is UTF-8
///   - tables are in order; paragraphs, sentences, tokens and names do not overlap; each mention stands there once
///   - ids refer to something; an entity has its mentions and they have it, with its type, its names stand in the text
///   - no two quotes have the same words; a quote stands in its parent, which comes before it
///   - a speaker is called as the entity is, which is that of the words that name the speaker
///   - everything that came from a rule names it, and confidence is from 0 to 1
/// O(text + results × log results).
std::string first_contradiction(const Document& document, std::string_view text);

}   // namespace propos
