// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <utility>

#include "c/handles.h"

/// A document as text, and back.
namespace propos::c {
namespace {

Sink sink_of(propos_sink sink, void* data) {
  if (sink == nullptr) throw Misuse("expected a sink, not NULL");
  return [sink, data](std::string_view piece) {
    if (sink(data, piece.data(), piece.size()) != 0) throw SinkEnded();
  };
}

// A label, with the fields that it refers to.
struct Named {
  explicit Named(const propos_label* given_label) : label(std::string_view()) {
    const propos_label taken_label = taken(given_label);
    label.name = view(taken_label.name);
    label.id = view(taken_label.id);
    for (const propos_member& field : array(taken_label.fields, taken_label.field_count, "fields"))
      fields.emplace_back(view(field.name), view(field.json));
    if (!fields.empty()) label.fields = fields;
  }

  std::vector<std::pair<std::string, std::string>> fields;
  Label label;
};

// Options of a table, with the names that they refer to.
struct Columns {
  explicit Columns(const propos_table_options* given_options) {
    const propos_table_options taken_options = taken(given_options);
    for (const propos_string& name : array(taken_options.fields, taken_options.field_count, "names of fields"))
      names.emplace_back(view(name));
    options.table = value<Table>(taken_options.table, "table");
    options.tabs = taken_options.tabs != 0;
    options.text = taken_options.without_text == 0;
    options.fields = names;
    options.all_fields = taken_options.all_fields != 0;
  }

  std::vector<std::string> names;
  TableOptions options;
};

}   // namespace
}   // namespace propos::c

using namespace propos;

propos_status propos_write_jsonl(const propos_document* document, const propos_label* label, propos_sink sink, void* sink_data,
                                 propos_error** error) {
  return c::guarded(error, [&] {
    const propos_document& from = c::given(document, "a document");
    const c::Named named(label);
    write_jsonl(from.found, from.text, named.label, from.offsets.unit(), c::sink_of(sink, sink_data));
  });
}

propos_status propos_write_table_head(const propos_table_options* options, propos_sink sink, void* sink_data,
                                      propos_error** error) {
  return c::guarded(error, [&] {
    const c::Columns columns(options);
    std::string head;
    write_table_head(columns.options, head);
    c::sink_of(sink, sink_data)(head);
  });
}

propos_status propos_write_table(const propos_document* document, const propos_label* label, const propos_table_options* options,
                                 propos_sink sink, void* sink_data, propos_error** error) {
  return c::guarded(error, [&] {
    const propos_document& from = c::given(document, "a document");
    const c::Named named(label);
    const c::Columns columns(options);
    write_table(from.found, from.text, named.label, from.offsets.unit(), columns.options, c::sink_of(sink, sink_data));
  });
}

propos_status propos_write_text(const propos_document* document, const propos_label* label, const propos_page_options* options,
                                propos_sink sink, void* sink_data, propos_error** error) {
  return c::guarded(error, [&] {
    const propos_document& from = c::given(document, "a document");
    const propos_page_options page = c::taken(options);
    const PageOptions how{.colour = page.colour != 0, .width = page.width, .terms = page.terms != 0, .more = c::view(page.more)};
    write_text(from.found, from.text, c::Named(label).label.name, how, c::sink_of(sink, sink_data));
  });
}

propos_status propos_write_html(const propos_document* document, const propos_label* label, const propos_html_options* options,
                                propos_sink sink, void* sink_data, propos_error** error) {
  return c::guarded(error, [&] {
    const propos_document& from = c::given(document, "a document");
    const c::Named named(label);
    const propos_html_options page = c::taken(options);
    HtmlOptions how{.language = c::view(page.language), .home = c::view(page.home)};
    if (page.reasons != nullptr) {
      if (page.reasons->document.text != from.text) throw c::Misuse("expected reasons of the same text");
      how.reasons = page.reasons->found.records;
    }
    write_html(from.found, from.text, named.label, how, c::sink_of(sink, sink_data));
  });
}

propos_status propos_write_format(const propos_document* document, const propos_label* label, uint32_t format, propos_sink sink,
                                  void* sink_data, propos_error** error) {
  return c::guarded(error, [&] {
    const propos_document& from = c::given(document, "a document");
    const c::Named named(label);
    write_format(from.found, from.text, named.label, c::value<Format>(format, "format"), c::sink_of(sink, sink_data));
  });
}

propos_status propos_write_explanation(const propos_explanation* explanation, const uint32_t* at, propos_sink sink,
                                       void* sink_data, propos_error** error) {
  return c::guarded(error, [&] {
    const propos_explanation& from = c::given(explanation, "an explanation");
    const std::optional<std::uint32_t> where = at != nullptr ? std::optional(*at) : std::nullopt;
    write_explanation(from.found, from.document.text, from.document.offsets.unit(), where, c::sink_of(sink, sink_data));
  });
}

propos_status propos_read_jsonl(const char* line, size_t line_size, const char* text, size_t text_size,
                                propos_document** document, propos_error** error) {
  if (document != nullptr) *document = nullptr;
  return c::guarded(error, [&] {
    propos_document*& out = c::given(document, "an address for the document");
    c::array(line, line_size, "a line");
    c::array(text, text_size, "a text");
    JsonlRecord record = read_jsonl({line, line_size}, {text, text_size});
    out = new propos_document({text, text_size}, record.unit, std::move(record.document));
  });
}

propos_status propos_read_brat(const char* annotations, size_t annotation_size, const char* text, size_t text_size,
                               propos_document** document, propos_error** error) {
  if (document != nullptr) *document = nullptr;
  return c::guarded(error, [&] {
    propos_document*& out = c::given(document, "an address for the document");
    c::array(annotations, annotation_size, "annotations");
    c::array(text, text_size, "a text");
    Annotated read = read_brat({annotations, annotation_size}, {text, text_size});
    out = new propos_document({text, text_size}, OffsetUnit::utf8, std::move(read.document));
  });
}

propos_status propos_read_cas_json(const char* json, size_t json_size, propos_document** document, propos_error** error) {
  if (document != nullptr) *document = nullptr;
  return c::guarded(error, [&] {
    propos_document*& out = c::given(document, "an address for the document");
    c::array(json, json_size, "a CAS");
    Annotated read = read_cas_json({json, json_size});
    out = new propos_document(read.text, OffsetUnit::utf8, std::move(read.document));
  });
}
