// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// The language of a text, from its head.
namespace propos::text {

/// "fr", the code of another language ("en"), "und" for one that is not known but is not French; empty where there is too little
/// text to tell. Frequent words say that a text is French; of the others ICU's detector says what they are. `bytes` is UTF-8.
/// O(1): some hundred words are looked at. May be called from any thread.
std::string language_of(std::string_view bytes);

}   // namespace propos::text
