// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "c/handles.h"
#include "propos/html.h"

/// From a page to a text.
namespace propos::c {
namespace {

// What the struct of C refers to lives in it.
struct OwnedHtmlText : propos_html_text {
  explicit OwnedHtmlText(HtmlText read) : propos_html_text{}, page(std::move(read)) {
    for (const Paragraph& zone : page.zones)
      in_c.push_back({zone.span.begin, zone.span.end, static_cast<std::uint32_t>(zone.zone)});
    text = string(page.text);
    zones = in_c.data();
    zone_count = in_c.size();
  }
  OwnedHtmlText(const OwnedHtmlText&) = delete;

  HtmlText page;
  std::vector<propos_zone> in_c;
};

}   // namespace
}   // namespace propos::c

using namespace propos;

propos_status propos_read_html(const char* html, size_t size, propos_string charset, propos_html_text** page,
                               propos_error** error) {
  if (page != nullptr) *page = nullptr;
  return c::guarded(error, [&] {
    propos_html_text*& out = c::given(page, "an address for the text of the page");
    c::array(html, size, "a page");
    c::array(charset.data, charset.size, "a charset");
    out = new c::OwnedHtmlText(read_html({html, size}, c::view(charset)));
  });
}

void propos_html_text_free(propos_html_text* page) { delete static_cast<c::OwnedHtmlText*>(page); }
