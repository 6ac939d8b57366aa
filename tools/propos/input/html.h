// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "propos/document.h"

namespace propos::cli {

/// What a reader of a page sees of it.
struct Page {
  std::string text;               ///< UTF-8; an empty line between blocks
  std::vector<Paragraph> zones;   ///< what the tags say: headlines, captions, bylines, navigation; in order
};

/// The visible text of a page in UTF-8: no scripts, styles, forms or hidden parts; entities decoded, blanks as a browser shows
/// them. Throws Error for a page that is nested or built so that reading it would take more than linear time.
Page read_html(std::string_view html);

/// The encoding that a page declares in its head; empty where it does not.
std::string declared_charset(std::string_view html);

}   // namespace propos::cli
