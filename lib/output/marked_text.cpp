// SPDX-License-Identifier: Apache-2.0
#include "output/marked_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace propos::output {
namespace {

constexpr std::size_t most_lines = 3;   // of quotes that stand one in the other, under one piece

bool is_blank(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](unsigned char c) { return c <= ' '; });
}

bool is_name(const Mention& mention) {
  return mention.entity != none && (mention.form == MentionForm::name || mention.form == MentionForm::acronym);
}

}   // namespace

MarkedText::MarkedText(const Document& document, std::string_view text, const PageWords& words)
    : document_(document), text_(text), words_(words) {
  for (Id id = 0; id < document.quotes.size(); ++id) {
    const Quote& quote = document.quotes[id];
    for (const Span& span : quote.spans) add(span, Mark::quote, id);
    if (quote.has_cue) add(quote.cue.span, Mark::cue, id);
    const Span& whole = quote.outer.empty() && !quote.spans.empty() ? quote.spans.front() : quote.outer;
    changes_.push_back({whole.begin, true, Mark::number, id});
  }
  for (Id id = 0; id < document.mentions.size(); ++id) add(document.mentions[id].span, Mark::mention, id);
  find_sections();
  std::sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
    return std::tie(a.at, a.begins, a.mark, a.id) < std::tie(b.at, b.begins, b.mark, b.id);
  });
  for (const Change& change : changes_) cuts_.push_back(change.at);
  for (const Paragraph& section : sections_) cuts_.insert(cuts_.end(), {section.span.begin, section.span.end});
  std::sort(cuts_.begin(), cuts_.end());
  cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
  piece_at_.resize(cuts_.size());
}

void MarkedText::add(const Span& span, Mark mark, Id id) {
  if (span.empty()) return;
  changes_.push_back({span.begin, true, mark, id});
  changes_.push_back({span.end, false, mark, id});
}

// Paragraphs, and what stands between them where that is no white space.
void MarkedText::find_sections() {
  std::uint32_t at = 0;
  const auto between = [&](std::uint32_t end) {
    if (at < end && !is_blank(text_.substr(at, end - at))) sections_.push_back({{at, end}, Zone::body});
  };
  for (const Paragraph& paragraph : document_.paragraphs) {
    between(paragraph.span.begin);
    sections_.push_back(paragraph);
    at = paragraph.span.end;
  }
  between(static_cast<std::uint32_t>(text_.size()));
}

void MarkedText::section(const Paragraph& paragraph, std::string& out) {
  turn_to(paragraph.span.begin);
  const bool title = paragraph.zone == Zone::headline && !has_title_;
  has_title_ |= title;
  const std::string_view element = title ? "h2" : "p";
  out += fmt::format("<{} class=\"{}\">", element, name_of(paragraph.zone));
  for (std::uint32_t at = paragraph.span.begin; at < paragraph.span.end;) {
    const std::uint32_t end = std::min(next_cut_ < cuts_.size() ? cuts_[next_cut_] : paragraph.span.end, paragraph.span.end);
    piece(text_.substr(at, end - at), out);
    at = end;
    turn_to(at);
  }
  numbers(out);
  out += fmt::format("</{}>\n", element);
}

// What begins behind the last paragraph.
void MarkedText::rest(std::string& out) {
  turn_to(static_cast<std::uint32_t>(text_.size()));
  if (numbers_.empty()) return;
  out += "<p>";
  numbers(out);
  out += "</p>\n";
}

// All that changes up to this place is done.
void MarkedText::turn_to(std::uint32_t at) {
  for (; next_cut_ < cuts_.size() && cuts_[next_cut_] <= at; ++next_cut_) piece_at_[next_cut_] = pieces_;
  for (; next_change_ < changes_.size() && changes_[next_change_].at <= at; ++next_change_) {
    const Change& change = changes_[next_change_];
    if (change.mark == Mark::number) {
      numbers_.push_back(change.id);
      continue;
    }
    std::set<Id>& open = change.mark == Mark::quote ? quotes_ : change.mark == Mark::cue ? cues_ : mentions_;
    if (change.begins) open.insert(change.id);
    else open.erase(change.id);
  }
}

void MarkedText::numbers(std::string& out) {
  for (const Id id : numbers_)
    out += fmt::format("<a class=\"n\" href=\"#q{0}\" id=\"n{0}\" aria-label=\"{1}\">{0}</a>", id + 1,
                       words_.count(id + 1, "Quote {}", "Quote {}"));
  numbers_.clear();
}

void MarkedText::piece(std::string_view bytes, std::string& out) {
  numbers(out);
  const Mention* const mention = mentions_.empty() ? nullptr : &document_.mentions[*mentions_.rbegin()];
  if (quotes_.empty() && cues_.empty() && mention == nullptr) return append_markup(bytes, out);
  ++pieces_;
  const bool names = mention != nullptr && is_name(*mention);
  out += "<span class=\"s";
  if (names) out += fmt::format(" {}", name_of(mention->type));
  out += "\">";
  std::size_t lines = 0;
  for (auto quote = quotes_.begin(); quote != quotes_.end() && lines < most_lines; ++quote, ++lines)
    out += fmt::format("<span class=\"q {} d{}\">", name_of(document_.quotes[*quote].type), lines);
  append_markup(bytes, out);
  for (; lines > 0; --lines) out += "</span>";
  out += "</span>";
}

MarkedText::Pieces MarkedText::of(const Span& span) const {
  const auto at = [&](std::uint32_t place) -> std::uint32_t {
    const auto found = std::lower_bound(cuts_.begin(), cuts_.end(), place);
    return found == cuts_.end() ? pieces_ : piece_at_[static_cast<std::size_t>(found - cuts_.begin())];
  };
  return {at(span.begin), at(span.end)};
}

}   // namespace propos::output
