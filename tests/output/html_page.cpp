// SPDX-License-Identifier: Apache-2.0
#include "html_page.h"

#include <gumbo.h>

namespace propos::output {
namespace {

void add(const GumboNode* node, std::vector<Element>& out) {
  const std::size_t at = out.size();
  out.emplace_back();
  const GumboElement& element = node->v.element;
  GumboStringPiece tag = element.original_tag;
  gumbo_tag_from_original_text(&tag);
  out[at].name = element.tag == GUMBO_TAG_UNKNOWN ? std::string(tag.data, tag.length) : gumbo_normalized_tagname(element.tag);
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    out[at].attributes[attribute->name] = attribute->value;
  }
  for (unsigned i = 0; i < element.children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(element.children.data[i]);
    if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE) {
      const std::size_t of_child = out.size();
      add(child, out);
      out[at].text += out[of_child].text;
    } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_CDATA) {
      out[at].text += child->v.text.text;
    }
  }
}

}   // namespace

std::pair<std::vector<Element>, std::size_t> read_page(std::string_view page) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 100;
  GumboOutput* const read = gumbo_parse_with_options(&options, page.data(), page.size());
  std::pair<std::vector<Element>, std::size_t> out;
  add(read->root, out.first);
  out.second = read->errors.length;
  gumbo_destroy_output(&options, read);
  return out;
}

}   // namespace propos::output
