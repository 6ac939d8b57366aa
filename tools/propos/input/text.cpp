// SPDX-License-Identifier: Apache-2.0
#include "input/text.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include <algorithm>

#include "input/json.h"
#include "input/kinds.h"
#include "input/table.h"
#include "messages.h"
#include "propos/encoding.h"
#include "propos/error.h"
#include "text/html.h"
#include "text/language.h"

namespace propos::cli {
namespace {

bool same_encoding(const std::string& a, const std::string& b) { return ucnv_compareNames(a.c_str(), b.c_str()) == 0; }

/// Finds the encoding of a text and converts it.
class Conversion {
 public:
  Conversion(Text& text, const TextOptions& options) : text_(text), options_(options) {}

  /// `said`: the encoding that something else says; taken where bytes do not. `likely`: the one of what stands around, a guess.
  void run(std::string& bytes, const std::string& said, const std::string& likely = "") {
    if (!options_.encoding.empty()) return convert(bytes, options_.encoding);
    const EncodingFound found = find_encoding(bytes);
    if (found.by == EncodingBy::nothing)
      throw Skip{bytes.find('\0') != bytes.npos ? tr("binary: it holds zeros and is not UTF-16")
                                                : tr("binary: it is full of controls")};
    if (found.damaged) return guessed("UTF-8", tr("read as UTF-8, with bytes that are none"));
    if (found.by != EncodingBy::guess) return convert(bytes, found.name);
    if (!said.empty()) return convert(bytes, said);
    const std::string& name = likely.empty() ? found.name : likely;
    guessed(name, tr("read as {}, a guess", name));
    convert(bytes, name);
  }

 private:
  void guessed(const std::string& name, std::string warning) {
    if (options_.strict_encoding) throw Error(tr("not valid UTF-8; it may be {} (see --encoding)", name));
    text_.warning = std::move(warning);
  }
  void convert(std::string& bytes, const std::string& encoding) {
    if (same_encoding(encoding, "utf-8")) return;
    bytes = to_utf8(bytes, encoding);
    text_.encoding = encoding;
  }

  Text& text_;
  const TextOptions& options_;
};

void take_record(Record record, Text& text) {
  text.bytes = std::move(record.text);
  text.id = std::move(record.id);
  text.kept = std::move(record.kept);
}

// Fields that the container of a text knows.
void keep_fields(const RawText& raw, const FieldOptions& options, Text& text) {
  text.id = raw.id;
  for (const auto& field : raw.fields)
    if (options.keep_all || std::find(options.keep.begin(), options.keep.end(), field.first) != options.keep.end())
      text.kept.push_back(field);
}

void read_rest(RawText& raw) {
  if (!raw.rest) return;
  std::exchange(raw.rest, nullptr)->read_all(raw.bytes, longest_text(raw.format));
}

}   // namespace

Text make_text(RawText raw, const TextOptions& options) {
  Text text;
  text.encoding = raw.decoded;
  read_rest(raw);
  Conversion conversion(text, options);
  switch (raw.format) {
    case Format::text:
      conversion.run(raw.bytes, text::encoding_of_charset(raw.charset));
      text.bytes = std::move(raw.bytes);
      keep_fields(raw, options.fields, text);
      break;
    case Format::html: {
      const std::string said = raw.charset.empty() ? text::declared_charset(raw.bytes) : raw.charset;
      conversion.run(raw.bytes, text::encoding_of_charset(said));
      HtmlText page = read_html(raw.bytes, "utf-8");
      text.bytes = std::move(page.text);
      text.zones = std::move(page.zones);
      keep_fields(raw, options.fields, text);
      break;
    }
    case Format::json: take_record(parse_json(raw.bytes, options.fields), text); break;
    case Format::row:
      if (raw.decoded.empty()) conversion.run(raw.bytes, "", raw.columns->encoding);
      take_record(parse_row(raw.bytes, *raw.columns, options.fields), text);
      break;
  }
  std::string language = text::language_of(text.bytes);
  if (language != "fr") text.language = std::move(language);
  if (!options.language.empty() && !text.language.empty()) throw Skip{tr("not French ({})", text.language)};
  return text;
}

}   // namespace propos::cli
