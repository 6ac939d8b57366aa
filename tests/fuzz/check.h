// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace propos::fuzz {

/// What is wrong with the Document of these bytes; empty: nothing. Spans lie in the text on code point boundaries, every
/// number refers to something, and a second call gives the same.
std::string check(std::string_view bytes);

}  // namespace propos::fuzz
