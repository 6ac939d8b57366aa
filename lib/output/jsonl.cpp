// SPDX-License-Identifier: Apache-2.0
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

#include "bits.h"
#include "output/fields.h"
#include "output/json.h"
#include "output/utf8.h"
#include "propos/output.h"

/// Stage 8. Takes a finished Document; writes it. Computes nothing.
namespace propos {
namespace {

// A stream of RapidJSON to a sink, piece by piece.
class Appender {
 public:
  using Ch = char;

  explicit Appender(const Sink& out) : out_(out) {}

  void Put(char c) {
    if (size_ == piece_.size()) Flush();
    piece_[size_++] = c;
  }
  void put(const char* bytes, std::size_t size) {
    if (size > piece_.size() - size_) Flush();
    if (size > piece_.size()) {
      out_({bytes, size});
      return;
    }
    std::memcpy(piece_.data() + size_, bytes, size);
    size_ += size;
  }
  // Between quotation marks.
  void put_quoted(std::string_view bytes) {
    if (bytes.size() + 2 > piece_.size() - size_) {
      Put('"');
      put(bytes.data(), bytes.size());
      return Put('"');
    }
    char* const to = piece_.data() + size_;
    *to = '"';
    std::copy_n(bytes.data(), bytes.size(), to + 1);
    to[bytes.size() + 1] = '"';
    size_ += bytes.size() + 2;
  }
  void Flush() {
    if (size_ > 0) out_({piece_.data(), size_});
    size_ = 0;
  }

 private:
  const Sink& out_;
  std::size_t size_ = 0;
  std::array<char, 4096> piece_;
};

// How many bytes JSON takes as they are: no controls, quotation marks, backslashes.
std::size_t plain_bytes(const char* bytes, std::size_t size) {
  const auto special = [&](std::size_t from) {
    const std::uint64_t eight = eight_bytes(bytes + from);
    const std::uint64_t controls = (eight - low_bits * 0x20) & ~eight & top_bits;
    return controls | bytes_equal(eight, '"') | bytes_equal(eight, '\\');
  };
  std::size_t at = 0;
  for (; size - at >= 8; at += 8)
    if (const std::uint64_t found = special(at)) return at + bytes_before(found);
  if (size >= 8) {   // the rest, with some bytes again
    const std::uint64_t found = special(size - 8);
    return found != 0 ? size - 8 + bytes_before(found) : size;
  }
  while (at < size && static_cast<unsigned char>(bytes[at]) >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') ++at;
  return at;
}

}   // namespace
}   // namespace propos

namespace rapidjson {

// RapidJSON's way to write what needs no escape in one go, as it has it for its own streams. True where a character is left.
template <>
inline bool Writer<propos::Appender>::ScanWriteUnescapedString(StringStream& is, std::size_t length) {
  const std::size_t plain = propos::plain_bytes(is.src_, length - is.Tell());
  os_->put(is.src_, plain);
  is.src_ += plain;
  return is.Tell() < length;
}

}   // namespace rapidjson

namespace propos {
namespace {

/// RapidJSON's writer, which looks at no byte of what needs no escape.
class Writer : public rapidjson::Writer<Appender> {
 public:
  using rapidjson::Writer<Appender>::Writer;

  void plain(std::string_view name) {
    Prefix(rapidjson::kStringType);
    os_->put_quoted(name);
  }
  void string(std::string_view value) {
    if (plain_bytes(value.data(), value.size()) == value.size()) plain(value);
    else String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
};

using output::At;
using output::Cell;
using output::Field;
using output::Holds;
using output::Part;

class JsonWriter {
 public:
  JsonWriter(bool clean, const OutputParts& parts, const Sink& out) : clean_(clean), parts_(parts), out_(out), json_(out_) {}

  /// The object of the document at hand with those of its fields that are wanted; without a function all.
  void write(Part part, At at, bool (*wanted)(const Field&) = nullptr) {
    object(part, at, wanted);
    out_.Flush();
  }

 private:
  void object(Part part, At& at, bool (*wanted)(const Field&) = nullptr) {
    json_.StartObject();
    for (const Field& field : output::fields_of(part)) {
      if (is_left_out(field) || (wanted != nullptr && !wanted(field))) continue;
      trusted_ = clean_ && part > Part::file;
      if (field.count != nullptr) list(field, at);
      else this->field(field, field.value(at));
    }
    json_.EndObject();
  }

  bool is_left_out(const Field& field) const {
    return (field.of == Part::entity && !parts_.entities) || (field.of == Part::mention && !parts_.mentions) ||
           (field.of == Part::quote && !parts_.quotes);
  }

  void list(const Field& field, At& at) {
    const auto count = static_cast<std::uint32_t>(field.count(at));
    if (count == 0 && !field.always) return;
    key(field.name);
    if (field.holds == Holds::object) return object(field.of, at);
    json_.StartArray();
    std::uint32_t& item = at.*field.step;
    for (item = 0; item < count; ++item) {
      if (field.holds == Holds::texts) string(std::get<std::string_view>(field.value(at)));
      else object(field.of, at);
    }
    json_.EndArray();
  }

  void field(const Field& field, const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell)) return;
    key(field.name);
    std::visit([this](const auto& value) { write(value); }, cell);
  }

  void write(std::monostate) {}
  void write(std::string_view value) { string(value); }
  void write(std::uint32_t value) { json_.Uint(value); }
  void write(bool value) { json_.Bool(value); }
  // Three decimals: the digits behind them are the float's, not ours. JSON has no NaN.
  void write(float value) { json_.Double(std::isfinite(value) ? std::round(static_cast<double>(value) * 1000) / 1000 : 0); }
  void write(output::Reference reference) {
    char text[24] = {reference.letter};
    const char* const end = std::to_chars(text + 1, text + sizeof(text), reference.id + 1).ptr;
    json_.plain({text, static_cast<std::size_t>(end - text)});
  }
  void write(output::Json json) { json_.RawValue(json.value.data(), json.value.size(), rapidjson::kObjectType); }
  void write(Label::Members members) {
    json_.StartObject();
    for (const auto& [name, value] : members) {
      json_.string(valid(name));
      write(output::Json{value});
    }
    json_.EndObject();
  }

  void key(std::string_view name) { json_.plain(name); }

  std::string_view valid(std::string_view value) {
    if (output::is_utf8(value)) return value;
    scratch_.clear();
    output::append_utf8(value, scratch_);
    return scratch_;
  }

  void string(std::string_view value) {
    if (!trusted_) value = valid(value);
    json_.string(value);
  }

  bool clean_;             // the text is UTF-8, so that each piece of it is
  bool trusted_ = false;   // … and so is what is written now: it is of the text, or ours
  const OutputParts& parts_;
  Appender out_;
  Writer json_;
  std::string scratch_;
};

}   // namespace

void write_jsonl(const Document& document, std::string_view text, const Label& label, OffsetUnit unit, const Sink& sink,
                 const OutputParts& parts) {
  const OffsetMap offsets(text, unit);
  std::string scratch;
  JsonWriter(output::is_utf8(text), parts, sink).write(Part::record, {document, text, label, offsets, scratch, parts.text});
  sink("\n");
}

void write_jsonl(const Document& document, std::string_view text, const Label& label, OffsetUnit unit, std::string& out,
                 const OutputParts& parts) {
  // Room for nearly all results, as a great string is slow to grow.
  out.reserve(out.size() + 1024 + text.size() + 256 * document.entities.size() + 192 * document.mentions.size() +
              512 * document.quotes.size());
  write_jsonl(document, text, label, unit, Sink([&out](std::string_view piece) { out += piece; }), parts);
}

namespace output {

void append_members(Part part, At at, bool (*wanted)(const Field&), std::string& out) {
  std::string object;
  const Sink sink = [&object](std::string_view piece) { object += piece; };
  JsonWriter(false, {}, sink).write(part, at, wanted);
  out.append(object, 1, object.size() - 2);   // without its braces
}

void append_json_string(std::string_view text, std::string& out) {
  std::string valid;
  if (!is_utf8(text)) {
    append_utf8(text, valid);
    text = valid;
  }
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer>(buffer).String(text.empty() ? "" : text.data(),
                                                            static_cast<rapidjson::SizeType>(text.size()));
  out.append(buffer.GetString(), buffer.GetSize());
}

std::string text_of_json(std::string_view json) {
  rapidjson::Document string;
  string.Parse(json.data(), json.size());
  return string.IsString() ? std::string(string.GetString(), string.GetStringLength()) : std::string();
}

}   // namespace output
}   // namespace propos
