// SPDX-License-Identifier: Apache-2.0
#include "input/json.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>

#include "hash.h"
#include "messages.h"
#include "output/utf8.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr std::size_t longest_record = std::size_t{1} << 28;   // bytes; JSON may take two for one of a text
constexpr std::string_view blanks = " \t\r\n";

bool is_blank(std::string_view text) { return text.find_first_not_of(blanks) == text.npos; }

// --- records, one after the other

class LinesReader : public Reader {
 public:
  LinesReader(std::unique_ptr<Stream> stream, const Origin& origin) : stream_(std::move(stream)), origin_(origin) {}

  bool next(RawText& out) override {
    out = origin_.text(Format::json);
    do {
      ++line_;
      try {
        if (!stream_->read_line(out.bytes, longest_record)) return false;
      } catch (const Error& error) {
        if (stream_->peek(1).empty()) throw;   // nothing more comes
        out.problem = {Problem::failed, error.what()};
        break;
      }
    } while (is_blank(out.bytes));
    out.place = fmt::format("{}:{}", origin_.place, line_);
    return true;
  }

 private:
  std::unique_ptr<Stream> stream_;
  Origin origin_;
  std::size_t line_ = 0;
};

/// Where a value ends, byte by byte: by brackets and strings alone, so that one which is wrong inside does no harm to the next.
class Value {
 public:
  /// False for a byte that is behind the value.
  bool takes(char c) {
    if (in_string_) {
      in_string_ = escaped_ || c != '"';
      escaped_ = !escaped_ && c == '\\';
      return true;
    }
    if (depth_ == 0 && (c == ',' || c == ']' || c == '}')) return false;
    in_string_ = c == '"';
    depth_ += (c == '{' || c == '[') - (c == '}' || c == ']');
    closed_ = depth_ == 0 && (c == '}' || c == ']');
    return true;
  }
  bool closed() const { return closed_; }   ///< an object or array ended with the last byte
  bool open() const { return in_string_ || depth_ > 0; }

 private:
  std::size_t depth_ = 0;
  bool in_string_ = false, escaped_ = false, closed_ = false;
};

class ValuesReader : public Reader {
 public:
  ValuesReader(std::unique_ptr<Stream> stream, const Origin& origin, bool array)
      : stream_(std::move(stream)), origin_(origin), array_(array) {
    if (array_) byte();   // the bracket
  }

  bool next(RawText& out) override {
    if (ended_) return false;
    out = origin_.text(Format::json);
    out.place = fmt::format("{}[{}]", origin_.place, count_);
    int c = first_byte();
    if (array_ && c == ']' && (count_ == 0 || !separated_)) return end_array();
    if (c < 0) return end_of_stream();
    if (array_ && count_ > 0 && !separated_) throw Error(tr("expected «,» or «]» at byte {}", stream_->position()));
    Value value;
    for (; c >= 0 && value.takes(static_cast<char>(c)); c = byte()) {
      if (out.bytes.size() <= longest_record) out.bytes += static_cast<char>(c);
      if (value.closed()) break;
    }
    if (c < 0 && value.open()) throw Error(tr("ends inside record [{}]", count_));
    if (out.bytes.size() > longest_record)
      out.problem = {Problem::failed, tr("expected a record of at most {} bytes", longest_record)};
    separator(value.closed() ? first_byte() : c);
    ++count_;
    return true;
  }

 private:
  // Behind a value: a comma, or what begins the next one.
  void separator(int c) {
    separated_ = !array_ || c == ',';
    if (c >= 0 && !(array_ && c == ',')) kept_ = c;
  }
  bool end_array() {
    ended_ = true;
    if (first_byte() >= 0) throw Error(tr("something stands behind the array"));
    return false;
  }
  bool end_of_stream() {
    if (array_) throw Error(tr("the array is not closed"));
    return false;
  }

  int byte() {
    if (kept_ >= 0) return std::exchange(kept_, -1);
    if (at_ == size_) {
      size_ = stream_->read(buffer_.data(), buffer_.size());
      at_ = 0;
      if (size_ == 0) return -1;
    }
    return static_cast<unsigned char>(buffer_[at_++]);
  }
  int first_byte() {
    int c = byte();
    while (c >= 0 && blanks.find(static_cast<char>(c)) != blanks.npos) c = byte();
    return c;
  }

  std::unique_ptr<Stream> stream_;
  Origin origin_;
  bool array_;
  std::string buffer_ = std::string(std::size_t{1} << 16, '\0');
  std::size_t at_ = 0, size_ = 0;
  int kept_ = -1;   // a byte that was read and not used
  std::size_t count_ = 0;
  bool separated_ = false;   // a comma stands before
  bool ended_ = false;
};

// Does the first line hold a whole record, with others behind it?
bool has_lines(std::string_view head) {
  const std::size_t end = head.find('\n');
  if (end == head.npos || is_blank(head.substr(end))) return false;
  Value value;
  for (const char c : head.substr(0, end)) value.takes(c);
  return !value.open();
}

// --- one record

// Each half of a surrogate pair that stands alone as U+FFFD; nothing moves.
std::string without_lone_surrogates(const std::string& json) {
  std::string out = json;
  const auto unit = [&](std::size_t at) -> unsigned {
    unsigned value = 0;
    const bool is_escape = at + 6 <= out.size() && out[at] == '\\' && out[at + 1] == 'u';
    return is_escape && std::from_chars(out.data() + at + 2, out.data() + at + 6, value, 16).ptr == out.data() + at + 6 ? value
                                                                                                                        : 0;
  };
  for (std::size_t at = out.find('\\'); at != out.npos && at + 1 < out.size(); at = out.find('\\', at)) {
    const unsigned here = unit(at);
    const bool high = here >= 0xD800 && here < 0xDC00, low = here >= 0xDC00 && here < 0xE000;
    const unsigned next = high ? unit(at + 6) : 0;
    if (high && next >= 0xDC00 && next < 0xE000) at += 12;
    else if (high || low) out.replace(at, 6, "\\ufffd"), at += 6;
    else at += 2;
  }
  return out;
}

struct Part {
  std::size_t begin = 0, end = 0;   // of the bytes
  bool found() const { return end > begin; }
};

/// Finds the values of some paths while the record is read. Of a key that is there again what was found before is forgotten.
class Finder {
 public:
  Finder(const rapidjson::MemoryStream& stream, const FieldOptions& options) : stream_(stream) {
    for (const std::string& path : {options.text, options.id}) paths_.push_back({split(path), {}});
    for (const std::string& path : options.keep) paths_.push_back({split(path), {}});
    all_ = options.keep_all;
  }

  bool Null() { return value(); }
  bool Bool(bool) { return value(); }
  bool Int(int) { return value(); }
  bool Uint(unsigned) { return value(); }
  bool Int64(std::int64_t) { return value(); }
  bool Uint64(std::uint64_t) { return value(); }
  bool Double(double) { return value(); }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return value(); }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    if (arrays_ == 0 && is_at(paths_[0].keys)) {
      text_.assign(text, size);
      has_text_ = true;
    }
    return value();
  }
  bool StartObject() {
    if (arrays_ == 0) at_.emplace_back();
    return true;
  }
  bool Key(const char* key, rapidjson::SizeType size, bool) {
    if (arrays_ > 0) return true;
    at_.back().assign(key, size);
    begin_ = stream_.Tell();
    for (Path& path : paths_)
      if (path.keys.size() >= at_.size() && std::equal(at_.begin(), at_.end(), path.keys.begin())) path.part = {begin_, begin_};
    if (at_.size() <= paths_[0].keys.size() && std::equal(at_.begin(), at_.end(), paths_[0].keys.begin())) has_text_ = false;
    if (all_ && at_.size() == 1) begin_member();
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    if (arrays_ > 0) return true;
    at_.pop_back();
    return value(1);
  }
  bool StartArray() {
    ++arrays_;
    return true;
  }
  bool EndArray(rapidjson::SizeType) {
    --arrays_;
    return value(1);
  }

  bool has_text() const { return has_text_; }
  std::string take_text() { return std::move(text_); }
  Part id() const { return paths_[1].part; }
  Part kept(std::size_t i) const { return paths_[2 + i].part; }
  const std::vector<std::pair<std::string, Part>>& members() const { return members_; }

 private:
  struct Path {
    std::vector<std::string> keys;
    Part part;
  };

  static std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= path.size();) {
      const std::size_t end = std::min(path.find('.', at), path.size());
      out.push_back(path.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }

  bool is_at(const std::vector<std::string>& keys) const {
    return at_.size() == keys.size() && std::equal(at_.begin(), at_.end(), keys.begin());
  }

  void begin_member() {
    const auto [known, is_new] = places_.try_emplace(at_[0], members_.size());
    if (is_new) members_.push_back({at_[0], {}});
    member_ = known->second;
    members_[member_].second = {begin_, begin_};
  }

  // A value ended; its closing bracket is told of before it is read.
  bool value(std::size_t bracket = 0) {
    if (arrays_ > 0) return true;
    for (Path& path : paths_)
      if (is_at(path.keys)) path.part.end = stream_.Tell() + bracket;
    if (all_ && at_.size() == 1) members_[member_].second.end = stream_.Tell() + bracket;
    return true;
  }

  const rapidjson::MemoryStream& stream_;
  std::vector<Path> paths_;                             // of text, id, and what is kept
  std::vector<std::pair<std::string, Part>> members_;   // where all are kept
  TextMap<std::size_t> places_;                         // of them, by key
  std::size_t member_ = 0;                              // the one at hand
  bool all_ = false;
  std::vector<std::string> at_;   // keys of the objects that are open
  std::size_t arrays_ = 0;        // that are open; nothing in them has a path
  std::size_t begin_ = 0;
  std::string text_;
  bool has_text_ = false;
};

// The value in a part that begins behind its key; on one line.
std::string json_of(const std::string& json, Part part) {
  const std::size_t colon = json.find(':', part.begin);
  const std::size_t begin = json.find_first_not_of(blanks, colon + 1);
  std::string out = json.substr(begin, part.end - begin);
  std::erase_if(out, [](char c) { return c == '\n' || c == '\r'; });   // not in strings: there they are written \n
  return out;
}

}   // namespace

std::string json_string(std::string_view text) {
  std::string clean;
  output::append_utf8(text, clean);
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
  return {buffer.GetString(), buffer.GetSize()};
}

std::unique_ptr<Reader> read_json_values(std::unique_ptr<Stream> stream, const Origin& origin) {
  const std::string_view head = stream->peek(std::size_t{1} << 16);
  const std::size_t first = head.find_first_not_of(blanks);
  const bool array = first != head.npos && head[first] == '[';
  if (!array && has_lines(head)) return std::make_unique<LinesReader>(std::move(stream), origin);
  stream->skip(std::min(first, head.size()));
  return std::make_unique<ValuesReader>(std::move(stream), origin, array);
}

std::unique_ptr<Reader> read_json_lines(std::unique_ptr<Stream> stream, const Origin& origin) {
  const std::string_view head = stream->peek(1);
  if (head == "[") return read_json_values(std::move(stream), origin);
  return std::make_unique<LinesReader>(std::move(stream), origin);
}

Record parse_json(const std::string& json, const FieldOptions& options) {
  if (!output::is_utf8(json)) throw Error(tr("not UTF-8 (see --encoding)"));
  const std::string whole = json.find("\\u") == json.npos ? std::string() : without_lone_surrogates(json);
  const std::string& bytes = whole.empty() ? json : whole;
  rapidjson::MemoryStream stream(bytes.data(), bytes.size());
  Finder finder(stream, options);
  rapidjson::Reader reader;
  // Iterative: a record of a million brackets must not exhaust the stack.
  constexpr unsigned flags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseNanAndInfFlag | rapidjson::kParseNumbersAsStringsFlag;
  const rapidjson::ParseResult result = reader.Parse<flags>(stream, finder);
  if (result.IsError())
    throw Error(tr("not JSON at byte {}: {}", result.Offset() + 1, rapidjson::GetParseError_En(result.Code())));
  if (stream.Tell() < bytes.size()) throw Error(tr("not JSON at byte {}: a zero", stream.Tell() + 1));
  if (json[json.find_first_not_of(blanks)] != '{') throw Error(tr("a JSON object was expected"));
  if (!finder.has_text()) throw Error(tr("no field \"{}\" with a string", options.text));
  Record out;
  out.text = finder.take_text();
  if (finder.id().found()) out.id = json_of(json, finder.id());
  for (std::size_t i = 0; i < options.keep.size(); ++i)
    if (finder.kept(i).found()) out.kept.emplace_back(options.keep[i], json_of(json, finder.kept(i)));
  for (const auto& [key, part] : finder.members())
    if (key != options.text && std::find(options.keep.begin(), options.keep.end(), key) == options.keep.end())
      out.kept.emplace_back(key, json_of(json, part));
  return out;
}

}   // namespace propos::cli
