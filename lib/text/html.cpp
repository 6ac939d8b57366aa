// SPDX-License-Identifier: Apache-2.0
#include "text/html.h"

#include <fmt/format.h>
#include <gumbo.h>
#include <strings.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "propos/encoding.h"
#include "propos/error.h"

namespace propos {
namespace {

Error too_much(const std::string& of_what) { return Error("HTML: " + of_what, ErrorKind::html); }

constexpr std::size_t deepest = 500;           // elements one in the other: behind that gumbo takes quadratic time
constexpr std::size_t most_attributes = 500;   // of an element: it compares them with one another

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// --- before gumbo: is the page such that it reads it in linear time?

bool is_void(std::string_view name) {
  return is_one_of(name, {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
                          "wbr", "html", "head", "body"});
}
// Elements that go on behind the end of what they stand in, where they were not closed.
bool is_formatting(std::string_view name) {
  return is_one_of(name, {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
}
// Elements that end an open paragraph.
bool ends_paragraph(std::string_view name) {
  return is_one_of(name,
                   {"address",    "article", "aside",  "blockquote", "center", "dd",  "details", "div",   "dl", "dt", "fieldset",
                    "figcaption", "figure",  "footer", "form",       "h1",     "h2",  "h3",      "h4",    "h5", "h6", "header",
                    "li",         "main",    "nav",    "ol",         "p",      "pre", "section", "table", "ul"});
}
// Elements of a table; a cell keeps what is not closed in it to itself.
bool is_of_table(std::string_view name) {
  return is_one_of(name, {"td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"});
}
// What no end tag inside looks beyond.
bool is_boundary(std::string_view name) {
  return is_one_of(name, {"table", "td", "th", "caption", "object", "applet", "marquee", "template"});
}
bool is_block(std::string_view name) { return ends_paragraph(name) || is_boundary(name) || name == "button"; }
bool is_heading(std::string_view name) { return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'; }
// Elements whose content is no HTML.
bool is_raw(std::string_view name) {
  return is_one_of(name, {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"});
}

/// Follows the tags of a page, nearly as a parser does, and throws Error where there is too much of something. Formatting that was not
/// closed where it stood goes on behind that, and with it the page gets deeper and deeper.
class Nesting {
 public:
  explicit Nesting(std::string_view html) : html_(html) {}

  void check() {
    for (std::size_t at = 0; at < html_.size();) {
      if (html_[at] != '<') {
        go_on();
        at = std::min(html_.find('<', at), html_.size());
      } else if (html_.substr(at, 4) == "<!--") {
        at = behind("-->", at + 4);
      } else {
        at = tag(at);
      }
    }
  }

 private:
  struct Element {
    std::string name;
    std::string_view tag;   // with its attributes
    bool goes_on = false;   // behind what it stands in, where it is not closed
  };

  std::size_t behind(std::string_view end, std::size_t from) const {
    const std::size_t found = html_.find(end, from);
    return found == html_.npos ? html_.size() : found + end.size();
  }

  std::size_t tag(std::size_t at) {
    const bool closes = html_.substr(at, 2) == "</";
    std::size_t i = at + (closes ? 2 : 1);
    std::string name;
    for (; i < html_.size() && is_letter(html_[i]) && name.size() < 32; ++i)
      name += static_cast<char>(html_[i] >= 'A' && html_[i] <= 'Z' ? html_[i] | 0x20 : html_[i]);
    if (name.empty()) return at + 1;
    i = attributes(i);
    if (closes) end(name);
    else if (is_raw(name)) return behind_raw(name, i);
    else if (!is_void(name)) begin({std::move(name), html_.substr(at, i - at)});
    return i;
  }

  static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
  }

  // The end of the tag.
  std::size_t attributes(std::size_t i) {
    std::size_t count = 0;
    char quote = '\0';
    for (; i < html_.size() && (quote != '\0' || html_[i] != '>'); ++i) {
      const char c = html_[i];
      if (quote != '\0') quote = c == quote ? '\0' : quote;
      else if ((c == '"' || c == '\'') && html_[i - 1] == '=') quote = c;
      else if ((c == ' ' || c == '\t' || c == '\n' || c == '/') && ++count > 4 * most_attributes)
        throw too_much(fmt::format("an element with more than {} attributes", most_attributes));
    }
    return std::min(i + 1, html_.size());
  }

  std::size_t behind_raw(const std::string& name, std::size_t from) const {
    for (std::size_t at = html_.find("</", from); at != html_.npos; at = html_.find("</", at + 2))
      if (html_.size() - at - 2 >= name.size() && strncasecmp(html_.data() + at + 2, name.c_str(), name.size()) == 0) return at;
    return html_.size();
  }

  void begin(Element element) {
    const std::string& name = element.name;
    if (is_of_table(name) && std::none_of(open_.begin(), open_.end(), [](const Element& one) { return one.name == "table"; }))
      return;   // it is nothing there
    if (ends_paragraph(name)) end("p");
    if (name == "option" && !open_.empty() && open_.back().name == name) open_.pop_back();
    if (name == "li" || name == "a" || name == "nobr" || name == "button") end_own(name);
    else if (name == "dt" || name == "dd") end_own("dt"), end_own("dd");
    else if (is_of_table(name)) end_cell();
    else if (is_heading(name) && !open_.empty() && is_heading(open_.back().name)) open_.pop_back();
    if (is_of_table(name) && !is_boundary(name)) return;   // at most three more
    if (!is_block(name) || name == "button") go_on();
    if (is_formatting(name)) note_formatting(element);
    push(std::move(element));
  }

  void push(Element element) {
    open_.push_back(std::move(element));
    if (open_.size() > deepest) throw too_much(fmt::format("more than {} elements, one in the other", deepest));
  }

  // Text and what is like text stands in all formatting that goes on.
  void go_on() {
    for (Element& element : std::exchange(left_, {})) push(std::move(element));
  }

  // Of equal formatting no more than three go on.
  void note_formatting(Element& element) {
    const auto same = [&](const Element& one) { return one.goes_on && one.tag == element.tag; };
    element.goes_on = true;
    if (std::count_if(open_.begin(), open_.end(), same) < 3) return;
    std::find_if(open_.begin(), open_.end(), same)->goes_on = false;
  }

  // The one that stands in the same list, or link.
  void end_own(std::string_view name) {
    const bool item = name == "li" || name == "dt" || name == "dd";
    for (std::size_t i = open_.size(); i-- > 0 && !is_boundary(open_[i].name);) {
      if (open_[i].name == name) return is_formatting(name) ? end(name) : drop(i);
      if (item && is_block(open_[i].name) && !is_one_of(open_[i].name, {"address", "div", "p"})) return;
    }
  }

  void end(std::string_view name) {
    if (is_of_table(name) || name == "table") end_cell();
    if (is_of_table(name)) return;
    bool block = false;   // one stands inside
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].name == name) {
        // A block goes on behind the formatting that it stands in.
        if (block) open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
        else drop(i);
        return;
      }
      if (is_boundary(open_[i].name) || (is_block(open_[i].name) && !is_block(name) && !is_formatting(name))) break;
      block = block || (is_formatting(name) && is_block(open_[i].name));
    }
    const auto left = std::find_if(left_.rbegin(), left_.rend(), [&](const Element& one) { return one.name == name; });
    if (left != left_.rend()) left_.erase(std::prev(left.base()));
  }

  // What is open in a cell ends with it, formatting too.
  void end_cell() {
    for (std::size_t i = open_.size(); i-- > 0 && open_[i].name != "table";) {
      if (!is_of_table(open_[i].name)) continue;
      open_.resize(i);
      left_.clear();
    }
  }

  // An element ends, and all in it.
  void drop(std::size_t index) {
    for (std::size_t i = index + 1; i < open_.size(); ++i)
      if (open_[i].goes_on) left_.push_back(std::move(open_[i]));
    open_.resize(index);
  }

  std::string_view html_;
  std::vector<Element> open_;   // the outermost first
  std::vector<Element> left_;   // formatting that goes on, and is not open now
};

// --- what a reader sees

bool is_invisible(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_TITLE: return true;
    default: return false;
  }
}

bool is_block(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_HGROUP: return true;
    default: return false;
  }
}

// The zone of what stands in an element, `outer` where it says nothing.
Zone zone_of(GumboTag tag, Zone outer) {
  switch (tag) {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6: return outer == Zone::body ? Zone::headline : outer;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION: return Zone::caption;
    case GUMBO_TAG_ADDRESS: return Zone::byline;
    case GUMBO_TAG_NAV: return Zone::related_links;
    default: return outer;
  }
}

bool is_hidden(const GumboElement& element) {
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr) return true;
  const GumboAttribute* const style = gumbo_get_attribute(&element.attributes, "style");
  if (style == nullptr) return false;
  std::string value = style->value;
  std::erase_if(value, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  return value.find("display:none") != value.npos || value.find("visibility:hidden") != value.npos;
}

class Writer {
 public:
  void node(const GumboNode* node, Zone zone, bool as_is) {
    switch (node->type) {
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA: text(node->v.text.text, zone, as_is); break;
      case GUMBO_NODE_ELEMENT: element(node->v.element, zone, as_is); break;
      default: break;
    }
  }
  HtmlText take() {
    end_block();
    return std::move(page_);
  }

 private:
  void element(const GumboElement& element, Zone outer, bool as_is) {
    if (is_invisible(element.tag) || is_hidden(element)) return;
    const Zone zone = zone_of(element.tag, outer);
    const bool block = is_block(element.tag), quote = element.tag == GUMBO_TAG_Q;
    if (block) end_block();
    if (element.tag == GUMBO_TAG_BR) end_line();
    if (quote) text("«\u00A0", zone, true);   // a browser shows the marks
    for (unsigned i = 0; i < element.children.length; ++i)
      node(static_cast<const GumboNode*>(element.children.data[i]), zone, as_is || element.tag == GUMBO_TAG_PRE);
    if (quote) text("\u00A0»", zone, true);
    if (block) end_block();
  }

  void text(std::string_view words, Zone zone, bool as_is) {
    for (const char c : words) {
      const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
      if (is_blank && as_is && c == '\n') end_line();
      else if (is_blank) blank_ = true;
      else put(c, zone);
    }
  }

  void put(char c, Zone zone) {
    if (begins_) {
      if (!page_.text.empty()) page_.text += "\n\n";
      begin_ = page_.text.size();
      zone_ = zone;
    } else if (lines_ > 0) {
      page_.text.append(std::min<std::size_t>(lines_, 2), '\n');
    } else if (blank_) {
      page_.text += ' ';
    }
    begins_ = blank_ = false;
    lines_ = 0;
    page_.text += c;
  }
  void end_line() {
    if (!begins_) ++lines_;
  }
  void end_block() {
    if (!begins_ && zone_ != Zone::body)
      page_.zones.push_back({{static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(page_.text.size())}, zone_});
    begins_ = true;
    blank_ = false;
    lines_ = 0;
  }

  HtmlText page_;
  bool begins_ = true;      // the next character begins a block
  bool blank_ = false;      // a blank stands before it
  std::size_t lines_ = 0;   // ends of lines that stand before it
  std::size_t begin_ = 0;   // of the block
  Zone zone_ = Zone::body;
};

bool same_encoding(std::string_view a, const char* b) { return ucnv_compareNames(std::string(a).c_str(), b) == 0; }

// The encoding of a page that is not known to be UTF-8: what its bytes show, else what somebody says of it, else a guess.
std::string encoding_of(std::string_view html, std::string_view charset) {
  const bool told = !charset.empty();
  const std::string said = text::encoding_of_charset(told ? std::string(charset) : text::declared_charset(html));
  if (told && said.empty()) throw Error(fmt::format("there is no encoding «{}»", charset), ErrorKind::encoding);
  const EncodingFound found = find_encoding(html);
  return found.by == EncodingBy::guess && !said.empty() ? said : found.name;
}

HtmlText visible_text(std::string_view html) {
  Nesting(html).check();
  if (html.starts_with("\xEF\xBB\xBF")) html.remove_prefix(3);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto destroy = [&](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> output(gumbo_parse_with_options(&options, html.data(), html.size()),
                                                               destroy);
  Writer writer;
  writer.node(output->root, Zone::body, false);   // as deep as was checked
  return writer.take();
}

}   // namespace

HtmlText read_html(std::string_view html, std::string_view charset) {
  if (html.size() > max_html) throw too_much(fmt::format("a page of more than {} MiB", max_html >> 20));
  const std::string encoding = same_encoding(charset, "utf-8") ? "" : encoding_of(html, charset);
  if (encoding.empty() || same_encoding(encoding, "utf-8")) return visible_text(html);
  return visible_text(to_utf8(html, encoding));
}

namespace text {

std::string declared_charset(std::string_view html) {
  const std::string_view head = html.substr(0, 4096);
  for (std::size_t at = head.find("charset"); at != head.npos; at = head.find("charset", at + 1)) {
    const std::size_t tag = head.rfind('<', at);
    if (tag == head.npos || head.size() - tag < 5 || strncasecmp(head.data() + tag, "<meta", 5) != 0) continue;
    const std::size_t begin = head.find_first_not_of(" =\"'", at + 7);
    if (begin == head.npos) break;
    return std::string(head.substr(begin, head.find_first_of(" \"'/>;", begin) - begin));
  }
  return "";
}

std::string encoding_of_charset(const std::string& charset) {
  for (const char* plain : {"iso-8859-1", "latin1", "us-ascii", "ascii"})
    if (same_encoding(charset, plain)) return "windows-1252";
  return is_encoding(charset) ? charset : "";
}

}   // namespace text
}   // namespace propos
