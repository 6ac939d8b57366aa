// SPDX-License-Identifier: Apache-2.0
#include "check.h"

#include <unicode/utf8.h>

#include <vector>

#include "propos/propos.h"

namespace propos::fuzz {

std::string check(std::string_view bytes) {
  static const Analyzer analyzer;
  const Document document = analyzer.analyze(bytes);
  std::vector<bool> boundary(bytes.size() + 1, false);
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(bytes.size());) {
    boundary[static_cast<std::size_t>(i)] = true;
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(bytes.data()), i, static_cast<std::int32_t>(bytes.size()), c);
  }
  boundary[bytes.size()] = true;
  const auto good = [&](Span s) { return s.begin < s.end && s.end <= bytes.size() && boundary[s.begin] && boundary[s.end]; };
  const auto refers = [](Id id, std::size_t size) { return id == none || id < size; };
  for (const Paragraph& p : document.paragraphs)
    if (!good(p.span)) return "span of a paragraph";
  for (const Span s : document.tokens)
    if (!good(s)) return "span of a token";
  for (const Sentence& s : document.sentences)
    if (!good(s.span) || s.paragraph >= document.paragraphs.size()) return "a sentence";
  for (const Mention& m : document.mentions)
    if (!good(m.span) || !refers(m.entity, document.entities.size()) || m.rule.empty()) return "a mention";
  for (const Entity& e : document.entities)
    for (const Id m : e.mentions)
      if (m >= document.mentions.size()) return "mentions of an entity";
  for (const Quote& q : document.quotes) {
    if (q.spans.empty() || !good(q.outer) || !refers(q.parent, document.quotes.size())) return "a quote";
    for (const Span s : q.spans)
      if (!good(s) || !q.outer.contains(s)) return "span of a quote";
    if (q.has_cue && !good(q.cue.span)) return "a cue";
    if (q.has_speaker && (!refers(q.speaker.mention, document.mentions.size()) || !refers(q.speaker.entity, document.entities.size())))
      return "a speaker";
  }
  const Explanation explanation = analyzer.explain(bytes);
  for (const Record& r : explanation.records)
    if (!r.span.empty() && !good(r.span)) return "span of a record";
  std::string first, second, text, reasons;
  write_jsonl(document, bytes, "x", OffsetUnit::codepoint, first);
  write_jsonl(explanation.document, bytes, "x", OffsetUnit::codepoint, second);
  write_explanation(explanation, bytes, OffsetUnit::codepoint, std::nullopt, reasons);
  write_text(document, bytes, "x", false, text);
  return first == second ? "" : "two calls differ";
}

}  // namespace propos::fuzz
