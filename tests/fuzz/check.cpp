// SPDX-License-Identifier: Apache-2.0
#include "check.h"

#include "invariants.h"
#include "output/utf8.h"
#include "propos/propos.h"

namespace propos::fuzz {
namespace {

// Whatever bytes are, a page is made of them.
std::string check_page(std::string_view bytes) {
  HtmlText page;
  try {
    page = read_html(bytes);
  } catch (const Error&) {   // nested too deep
    return "";
  }
  if (!output::is_utf8(page.text)) return "text of a page that is not UTF-8";
  std::uint32_t end = 0;
  for (const Paragraph& zone : page.zones) {
    if (zone.span.begin < end || zone.span.empty() || zone.span.end > page.text.size()) return "zones of a page";
    end = zone.span.end;
  }
  return "";
}

}   // namespace

std::string check(std::string_view bytes) {
  static const Analyzer analyzer;
  const Document document = analyzer.analyze(bytes);
  if (std::string wrong = first_contradiction(document, bytes); !wrong.empty()) return wrong;
  const Explanation explanation = analyzer.explain(bytes);
  const bool clean = output::is_utf8(bytes);
  for (const Record& r : explanation.records)
    if (r.span.end > bytes.size() || (clean && !output::is_utf8(r.span.of(bytes)))) return "span of a record";
  std::string first, second, text, reasons;
  write_jsonl(document, bytes, "x", OffsetUnit::codepoint, first);
  write_jsonl(explanation.document, bytes, "x", OffsetUnit::codepoint, second);
  write_explanation(explanation, bytes, OffsetUnit::codepoint, std::nullopt, reasons);
  write_text(document, bytes, "x", {.width = 20}, text);
  for (const std::string* output : {&first, &reasons, &text})
    if (!output::is_utf8(*output)) return "output that is not UTF-8";
  std::string again;
  write_jsonl(read_jsonl(first, bytes).document, bytes, "x", OffsetUnit::codepoint, again);
  if (again != first) return "what was written is read as something else";
  if (std::string wrong = check_page(bytes); !wrong.empty()) return wrong;
  const Document part = analyzer.analyze(bytes, {.limits = {.bytes = bytes.size() / 2, .quotes = 1}});
  if (std::string wrong = first_contradiction(part, bytes); !wrong.empty()) return "of a part: " + wrong;
  return first == second ? "" : "two calls differ";
}

}   // namespace propos::fuzz
