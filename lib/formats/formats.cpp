// SPDX-License-Identifier: Apache-2.0
#include "propos/formats.h"

#include <iterator>

#include "formats/writers.h"
#include "output/json.h"
#include "output/pieces.h"
#include "output/utf8.h"

/// Stage 9. Takes a finished Document; writes it for other tools. Computes nothing.
namespace propos {
namespace {

using Writer = void (*)(const formats::Input&, std::string&, const formats::Pass&);

struct Entry {
  std::string_view name;
  FormatInfo info;
  Writer write;
};

// In the order of the enum.
const Entry& entry_of(Format format) {
  static const Entry entries[] = {
      {"conll", {.ending = ".conllup", .many = true}, formats::write_conll},
      {"brat", {.ending = ".ann", .text_ending = ".txt", .beside = formats::brat_configuration()}, formats::write_brat},
      {"uima-cas-json", {.ending = ".json", .beside = formats::cas_type_system()}, formats::write_cas_json},
      {"tei", {.ending = ".xml"}, formats::write_tei},
      {"webannotation", {.ending = ".jsonl", .many = true}, formats::write_web_annotation},
      {"displacy", {.ending = ".jsonl", .many = true}, formats::write_displacy},
  };
  static const Entry nothing = {};
  const auto index = static_cast<std::size_t>(format);
  return index < std::size(entries) ? entries[index] : nothing;
}

}   // namespace

std::string_view name_of(Format format) noexcept { return entry_of(format).name; }

const FormatInfo& info_of(Format format) noexcept { return entry_of(format).info; }

void write_format(const Document& document, std::string_view text, const Label& label, Format format, std::string& out) {
  entry_of(format).write({document, text, label}, out, output::keep);
}

void write_format(const Document& document, std::string_view text, const Label& label, Format format, const Sink& sink) {
  output::write_in_pieces(sink, [&](std::string& out, const auto& pass) {
    entry_of(format).write({document, text, label}, out, pass);
  });
}

namespace formats {

std::string Input::name() const {
  const std::string_view id = label.id;
  std::string out;
  if (id.empty()) output::append_utf8(label.name, out);
  else if (id.front() == '"') out = output::text_of_json(id);
  else out = id;
  return out;
}

}   // namespace formats
}   // namespace propos
