// SPDX-License-Identifier: Apache-2.0
#include "quotes/quotes.h"

#include "quotes/finder.h"

namespace propos::quotes {

void find_quotes(const entities::Reading& reading, const Words& words, const text::Text& text,
                 const std::vector<entities::Name>& names, Document& document) {
  Finder(reading, words, text, names, document).run();
}

}  // namespace propos::quotes
