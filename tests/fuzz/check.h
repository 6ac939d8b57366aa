// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace propos::fuzz {

/// What is wrong with the Document of these bytes; empty: nothing. It does not contradict itself (invariants.h), its reasons
/// lie in the text, what is written is UTF-8, and a second call gives the same.
std::string check(std::string_view bytes);

}   // namespace propos::fuzz
