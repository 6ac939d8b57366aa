// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A page of HTML becomes the text that `analyze` takes, with the zones that its tags say.
///
///     const std::string html = "<h1>Gr&egrave;ve</h1><p>&laquo; Nous irons &raquo;, a dit <b>Anne Roux</b>.<script>x()</script>";
///     const propos::HtmlText page = propos::read_html(html);
///     page.text;                                                     // == "Grève\n\n« Nous irons », a dit Anne Roux."
///     page.zones.size();                                             // == 1u
///     page.zones.at(0).zone;                                         // == propos::Zone::headline
///     const propos::Analyzer analyzer;
///     analyzer.analyze(page.text, {.zones = page.zones}).quotes.at(0).speaker.name;   // == "Anne Roux"
///
/// Offsets of the Document are those of `page.text`. What is no HTML is read as browsers do: as text. What does not work is a page that
/// nobody can have written by hand, and a name that is no encoding's:
///
///     std::string deep;
///     for (int i = 0; i < 1'000; ++i) deep += "<div>";
///     propos::read_html(deep);                                       // throws ErrorKind::html
///     propos::read_html(html, "utf-9");                              // throws ErrorKind::encoding

#include <string>
#include <string_view>
#include <vector>

#include "propos/document.h"
#include "propos/export.h"

namespace propos {

/// What a reader of a page sees of it. Owns its text.
struct HtmlText {
  std::string text;               ///< UTF-8; an empty line between blocks
  std::vector<Paragraph> zones;   ///< what the tags say: headlines, captions, bylines, navigation; in order, in bytes of `text`
};

/// The largest page that `read_html` takes, in bytes: of a page most is no text, and reading it takes some twenty times its size in
/// memory.
inline constexpr std::size_t max_html = 1u << 25;

/// The visible text of a page: no scripts, styles, forms or hidden parts; entities decoded, blanks as a browser shows them.
/// `charset` is the encoding that somebody else says, as a server; it is taken, as that which the page itself declares where `charset`
/// is empty, where the bytes do not show what they are; "utf-8": they are. Bytes without a meaning become U+FFFD. O(bytes). Throws
/// Error: `html` for a page of more than max_html bytes, or one that is nested or built so that reading it would take more than linear
/// time; `encoding` for a name that is not known. May be called from any thread; keeps nothing.
PROPOS_API HtmlText read_html(std::string_view html, std::string_view charset = {});

}   // namespace propos
