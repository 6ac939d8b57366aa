// SPDX-License-Identifier: Apache-2.0
#include <rapidjson/writer.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

#include "bits.h"
#include "output/utf8.h"
#include "propos/output.h"
#include "propos/version.h"

/// Stage 8. Takes a finished Document; writes it. Computes nothing.
namespace propos {
namespace {

// A stream of RapidJSON that appends to a string, piece by piece.
class Appender {
 public:
  using Ch = char;

  explicit Appender(std::string& out) : out_(out) {}

  void Put(char c) {
    if (size_ == piece_.size()) Flush();
    piece_[size_++] = c;
  }
  void put(const char* bytes, std::size_t size) {
    if (size > piece_.size() - size_) Flush();
    if (size > piece_.size()) {
      out_.append(bytes, size);
      return;
    }
    std::memcpy(piece_.data() + size_, bytes, size);
    size_ += size;
  }
  void Flush() {
    out_.append(piece_.data(), size_);
    size_ = 0;
  }

 private:
  std::string& out_;
  std::size_t size_ = 0;
  std::array<char, 4096> piece_;
};

// How many bytes JSON takes as they are: no controls, quotation marks, backslashes.
std::size_t plain_bytes(const char* bytes, std::size_t size) {
  std::size_t at = 0;
  for (; size - at >= 8; at += 8) {
    const std::uint64_t eight = eight_bytes(bytes + at);
    const std::uint64_t controls = (eight - low_bits * 0x20) & ~eight & top_bits;
    if (const std::uint64_t special = controls | bytes_equal(eight, '"') | bytes_equal(eight, '\\')) return at + bytes_before(special);
  }
  while (at < size && static_cast<unsigned char>(bytes[at]) >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') ++at;
  return at;
}

}  // namespace
}  // namespace propos

namespace rapidjson {

// RapidJSON's way to write what needs no escape in one go, as it has it for its own streams. True where a character is left.
template <>
inline bool Writer<propos::Appender>::ScanWriteUnescapedString(StringStream& is, std::size_t length) {
  const std::size_t plain = propos::plain_bytes(is.src_, length - is.Tell());
  os_->put(is.src_, plain);
  is.src_ += plain;
  return is.Tell() < length;
}

}  // namespace rapidjson

namespace propos {
namespace {

std::string_view unit_name(OffsetUnit unit) {
  switch (unit) {
    case OffsetUnit::utf8: return "utf8";
    case OffsetUnit::utf16: return "utf16";
    case OffsetUnit::codepoint: break;
  }
  return "codepoint";
}

class JsonWriter {
 public:
  JsonWriter(const Document& document, std::string_view text, OffsetUnit unit, std::string& out)
      : document_(document), text_(text), clean_(output::is_utf8(text)), offsets_(text, unit), out_(out), json_(out_) {}

  void document(const Label& label) {
    json_.StartObject();
    key("doc");
    if (label.id.empty()) string(label.name, false);
    else json_.RawValue(label.id.data(), label.id.size(), rapidjson::kObjectType);
    field("offsets", unit_name(offsets_.unit()));
    field("propos", version());
    if (!label.members.empty()) {
      out_.Put(',');
      out_.put(label.members.data(), label.members.size());
    }
    key("entities");
    json_.StartArray();
    for (std::size_t i = 0; i < document_.entities.size(); ++i) entity(i, document_.entities[i]);
    json_.EndArray();
    key("mentions");
    json_.StartArray();
    for (std::size_t i = 0; i < document_.mentions.size(); ++i) mention(i, document_.mentions[i]);
    json_.EndArray();
    key("quotes");
    json_.StartArray();
    for (std::size_t i = 0; i < document_.quotes.size(); ++i) quote(i, document_.quotes[i]);
    json_.EndArray();
    json_.EndObject();
    out_.Flush();
  }

 private:
  void entity(std::size_t index, const Entity& entity) {
    json_.StartObject();
    id("id", 'e', index);
    field("type", name_of(entity.type));
    field("name", entity.name);
    optional("key", entity.key);
    key("aliases");
    json_.StartArray();
    for (const std::string& alias : entity.aliases) string(alias, clean_);
    json_.EndArray();
    optional("title", entity.title);
    optional("first_name", entity.first_name);
    optional("last_name", entity.last_name);
    optional("acronym", entity.acronym);
    optional("country", entity.country);
    optional("stands_for", entity.stands_for);
    if (entity.gender != Gender::unknown) field("gender", entity.gender == Gender::masculine ? "m" : "f");
    json_.EndObject();
  }

  void mention(std::size_t index, const Mention& mention) {
    json_.StartObject();
    id("id", 'm', index);
    if (mention.entity != none) id("entity", 'e', mention.entity);
    field("type", name_of(mention.type));
    field("form", name_of(mention.form));
    span(mention.span);
    covered(mention.span);
    optional("rule", mention.rule);
    confidence(mention.confidence);
    json_.EndObject();
  }

  void quote(std::size_t index, const Quote& quote) {
    json_.StartObject();
    id("id", 'q', index);
    field("type", name_of(quote.type));
    key("spans");
    json_.StartArray();
    for (const Span& part : quote.spans) {
      json_.StartObject();
      span(part);
      covered(part);
      json_.EndObject();
    }
    json_.EndArray();
    key("outer");
    json_.StartObject();
    span(quote.outer);
    json_.EndObject();
    if (quote.has_cue) cue(quote.cue);
    if (quote.has_speaker) speaker(quote.speaker);
    field("zone", name_of(quote.zone));
    if (quote.parent != none) id("parent", 'q', quote.parent);
    optional("rule", quote.rule);
    confidence(quote.confidence);
    json_.EndObject();
  }

  void cue(const Cue& cue) {
    key("cue");
    json_.StartObject();
    span(cue.span);
    covered(cue.span);
    optional("lemma", cue.lemma);
    field("kind", name_of(cue.kind));
    field("stance", name_of(cue.stance));
    json_.EndObject();
  }

  void speaker(const Speaker& speaker) {
    key("speaker");
    json_.StartObject();
    if (speaker.mention != none) id("mention", 'm', speaker.mention);
    if (speaker.entity != none) id("entity", 'e', speaker.entity);
    optional("name", speaker.name);
    field("by", name_of(speaker.by));
    confidence(speaker.confidence);
    json_.EndObject();
  }

  void key(std::string_view name) { json_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }

  // All but the name of the document is of the text, or ours.
  void string(std::string_view value, bool clean) {
    if (!clean && !output::is_utf8(value)) {
      scratch_.clear();
      output::append_utf8(value, scratch_);
      value = scratch_;
    }
    // RapidJSON takes no null pointer, which is what a default string_view holds.
    json_.String(value.empty() ? "" : value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }

  void field(std::string_view name, std::string_view value) {
    key(name);
    string(value, clean_);
  }

  void optional(std::string_view name, std::string_view value) {
    if (!value.empty()) field(name, value);
  }

  void id(std::string_view name, char letter, std::size_t index) {
    char text[24] = {letter};
    const char* const end = std::to_chars(text + 1, text + sizeof(text), index + 1).ptr;
    field(name, {text, end});
  }

  void span(Span span) {
    key("start");
    json_.Uint(offsets_(span.begin));
    key("end");
    json_.Uint(offsets_(span.end));
  }

  void covered(Span span) { field("text", span.of(text_)); }

  void confidence(float value) {
    key("confidence");
    // Three decimals: the digits behind them are the float's, not ours. JSON has no NaN.
    json_.Double(std::isfinite(value) ? std::round(static_cast<double>(value) * 1000) / 1000 : 0);
  }

  const Document& document_;
  std::string_view text_;
  bool clean_;   // the text is UTF-8, so that each piece of it is
  OffsetMap offsets_;
  Appender out_;
  rapidjson::Writer<Appender> json_;
  std::string scratch_;
};

}  // namespace

void write_jsonl(const Document& document, std::string_view text, const Label& label, OffsetUnit unit,
                 std::string& out) {
  // Room for nearly all results, as a great string is slow to grow.
  out.reserve(out.size() + 1024 + text.size() + 256 * document.entities.size() + 192 * document.mentions.size() + 512 * document.quotes.size());
  JsonWriter(document, text, unit, out).document(label);
  out += '\n';
}

}  // namespace propos
