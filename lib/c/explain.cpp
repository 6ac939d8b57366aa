// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "c/handles.h"

/// Why a document has what it has.
using namespace propos;

propos_explanation::propos_explanation(std::string_view words, OffsetUnit unit, Explanation explanation)
    : document(words, unit, std::move(explanation.document)), found(std::move(explanation)) {
  std::size_t count = 0;
  for (const Record& record : found.records) count += record.fields.size();
  fields.reserve(count);   // records refer to them
  records.reserve(found.records.size());
  for (const Record& record : found.records) {
    const propos_field* const first = fields.data() + fields.size();
    for (const auto& [name, value] : record.fields) fields.push_back({c::string(name), c::string(value)});
    const Span span = record.span;
    records.push_back({c::string(record.verb),
                       record.depth,
                       {c::string(span.of(document.text)), document.offsets(span.begin), document.offsets(span.end)},
                       first,
                       record.fields.size()});
  }
}

propos_status propos_explain(const propos_analyzer* analyzer, const char* text, size_t size, const propos_options* options,
                             propos_explanation** explanation, propos_error** error) {
  if (explanation != nullptr) *explanation = nullptr;
  return c::guarded(error, [&] {
    propos_explanation*& out = c::given(explanation, "an address for the explanation");
    const Analyzer& reader = c::given(analyzer, "an analyzer").analyzer;
    c::array(text, size, "a text");
    const c::Wanted wanted = c::wanted_of(options);
    out = new propos_explanation({text, size}, wanted.unit, reader.explain({text, size}, c::options_of(wanted)));
  });
}

const propos_document* propos_explanation_document(const propos_explanation* explanation) {
  return explanation != nullptr ? &explanation->document : nullptr;
}

const propos_record* propos_explanation_record(const propos_explanation* explanation, size_t index) {
  return explanation != nullptr && index < explanation->records.size() ? &explanation->records[index] : nullptr;
}

void propos_explanation_free(propos_explanation* explanation) { delete explanation; }
