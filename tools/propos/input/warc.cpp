// SPDX-License-Identifier: Apache-2.0
#include "input/warc.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "input/containers.h"
#include "input/record.h"
#include "messages.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr std::size_t longest_header = std::size_t{1} << 20;
constexpr std::size_t most_headers = 1000;
constexpr std::size_t http_head = std::size_t{1} << 20;   // a page may be that much shorter than its record

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return text;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// Lines « Name: value », until one without anything. Names are asked for in lower case.
class Headers {
 public:
  /// False where the stream ended before the empty line.
  bool read(Stream& stream) {
    std::string line;
    while (stream.read_line(line, longest_header)) {
      if (line.ends_with('\r')) line.pop_back();
      if (line.empty()) return true;
      if (all_.size() == most_headers) throw Error(tr("more headers than a record has"));
      const std::size_t colon = line.find(':');
      if ((line[0] == ' ' || line[0] == '\t') && !all_.empty())
        all_.back().second.append(1, ' ').append(trimmed(line));   // the value goes on
      else if (colon != line.npos) all_.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    }
    return false;
  }
  std::string of(const std::string& name) const {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& header) { return lower(header.first) == name; });
    return found == all_.end() ? "" : found->second;
  }
  const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

/// « text/html; charset=utf-8 »
struct MediaType {
  std::string type, charset;

  explicit MediaType(const std::string& value) : type(lower(trimmed(value.substr(0, value.find(';'))))) {
    const std::size_t at = lower(value).find("charset=");
    if (at == value.npos) return;
    charset = value.substr(at + 8, value.find(';', at) == value.npos ? value.npos : value.find(';', at) - at - 8);
    std::erase(charset, '"');
    charset = trimmed(charset);
  }
};

/// A body that came in pieces, each with its size in hexadecimal before it. Throws Error.
std::string joined_chunks(const std::string& body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    std::size_t size = 0;
    const std::size_t line = body.find('\n', at);
    const auto read = std::from_chars(body.data() + at, body.data() + body.size(), size, 16);
    if (read.ec != std::errc() || line == body.npos) throw Error(tr("HTTP: a piece of the body has no size"));
    if (size == 0) break;
    if (size > body.size() - (line + 1)) throw Error(tr("HTTP: the body ends too early"));
    out.append(body, line + 1, size);
    at = body.find('\n', line + 1 + size);
    if (at == body.npos) break;
    ++at;
  }
  return out;
}

/// Of a response, what HTTP says, and its body as it was meant.
struct Http {
  std::string status;
  Headers headers;
  std::string body;

  Http(std::string content, const std::shared_ptr<Budget>& budget) {
    Stream stream(make_bytes(std::move(content)));
    std::string line;
    stream.read_line(line, longest_header);
    const std::size_t blank = line.find(' ');
    if (!line.starts_with("HTTP/") || blank == line.npos) throw Error(tr("HTTP: the first line is none of a response"));
    status = line.substr(blank + 1, 3);
    headers.read(stream);
    stream.read_all(body, std::string().max_size() - 1);
    if (lower(headers.of("transfer-encoding")).find("chunked") != std::string::npos) body = joined_chunks(body);
    const std::string packed = lower(headers.of("content-encoding"));
    // Some archives unpack the body and leave the header.
    if (body.starts_with("\x1F\x8B")) {
      std::string text;
      Stream(unzipped(std::make_unique<Stream>(make_bytes(std::move(body))), budget)).read_all(text, longest_text(Format::html));
      body = std::move(text);
    } else if (!packed.empty() && packed != "gzip" && packed != "x-gzip" && packed != "identity") {
      throw Error(tr("HTTP: packed as {}, which is not read", packed));
    }
  }
};

class WarcReader : public Reader {
 public:
  WarcReader(std::unique_ptr<Stream> stream, const Origin& origin) : stream_(std::move(stream)), origin_(origin) {}

  bool next(RawText& out) override {
    while (find_record()) {
      out = origin_.text(Format::html);
      out.place = fmt::format("{}:{}", origin_.place, ++count_);
      Headers headers;
      std::string body;
      try {
        read_record(headers, body);
        if (make_text(headers, std::move(body), out)) return true;
      } catch (const Skip& skip) {
        return problem(out, headers, {Problem::skipped, skip.reason});
      } catch (const Error& error) {
        return problem(out, headers, {Problem::failed, error.what()});
      }
    }
    if (std::exchange(damaged_, false)) throw Error(tr("damaged: ends with bytes that are no record"));
    return false;
  }

 private:
  // Steps over the empty lines between records, and over what is no record.
  bool find_record() {
    if (damaged_) return resume_behind_damage();
    std::string line;
    while (stream_->read_line(line, longest_header)) {
      if (line.starts_with("WARC/")) return true;
      if (line.empty() || line == "\r") continue;
      damaged_ = true;
      return resume_behind_damage();
    }
    return false;
  }
  bool resume_behind_damage() {
    std::string line;
    while (!stream_->peek(1).empty()) {
      try {
        stream_->read_line(line, longest_header);
      } catch (const Error&) {   // a longer line: binary, of what is stepped over
        if (stream_->peek(1).empty()) throw;
        continue;
      }
      if (!line.starts_with("WARC/1.")) continue;
      damaged_ = false;
      return true;
    }
    return false;
  }

  void read_record(Headers& headers, std::string& body) {
    if (!headers.read(*stream_)) throw Error(tr("ends inside a record"));
    const std::string length = headers.of("content-length");
    std::size_t size = 0;
    const auto read = std::from_chars(length.data(), length.data() + length.size(), size);
    if (length.empty() || read.ec != std::errc() || read.ptr != length.data() + length.size()) {
      damaged_ = true;
      throw Error(tr("a record without its length"));
    }
    const std::size_t most = longest_text(Format::html) + http_head;
    if (!wanted(headers.of("warc-type")) || size > most) {
      stream_->skip(size);
      if (wanted(headers.of("warc-type"))) throw Error(tr("expected a record of at most {} bytes; this one has {}", most, size));
      return;
    }
    body.resize(size);
    std::size_t have = 0;
    while (have < size) {
      const std::size_t got = stream_->read(body.data() + have, size - have);
      if (got == 0) throw Error(tr("ends inside a record"));
      have += got;
    }
  }

  static bool wanted(const std::string& type) {
    return type == "response" || type == "resource" || type == "conversion" || type == "continuation";
  }

  // False for a record that is about the archive, not of the web.
  bool make_text(const Headers& headers, std::string body, RawText& out) {
    const std::string kind = headers.of("warc-type");
    if (!wanted(kind)) return false;
    label(headers, out);
    if (kind == "continuation") throw Skip{tr("a part of a record that was cut")};
    MediaType type(headers.of("content-type"));
    if (type.type == "application/http" || (type.type.empty() && body.starts_with("HTTP/"))) {
      Http http(std::move(body), origin_.budget);
      if (http.status.empty() || http.status[0] != '2') throw Skip{tr("HTTP status {}", http.status)};
      type = MediaType(http.headers.of("content-type"));
      body = std::move(http.body);
    }
    out.charset = type.charset;
    out.format = format_of(type.type, body);
    out.bytes = std::move(body);
    return true;
  }

  static Format format_of(const std::string& type, const std::string& body) {
    if (type == "text/plain") return Format::text;
    if (type == "text/html" || type == "application/xhtml+xml") return Format::html;
    if (!type.empty() && type != "application/octet-stream" && type != "unknown/unknown")
      throw Skip{tr("{}, which is not read", type)};
    Stream stream(make_bytes(body.substr(0, 4096)));
    const SourceOptions options;
    const Kind found = kind_of(stream, {"", "", &options, nullptr, 0, ""});
    return found == Kind::html ? Format::html : Format::text;
  }

  void label(const Headers& headers, RawText& out) const {
    std::string address = headers.of("warc-target-uri");
    if (address.starts_with('<') && address.ends_with('>')) address = address.substr(1, address.size() - 2);
    if (!address.empty()) out.id = json_string(address);
    for (const auto& [name, value] : headers.all()) out.fields.emplace_back(name, json_string(value));
  }

  bool problem(RawText& out, const Headers& headers, Problem what) const {
    const std::string address = headers.of("warc-target-uri");
    if (!address.empty()) what.reason += " (" + address + ")";
    out.problem = std::move(what);
    return true;
  }

  std::unique_ptr<Stream> stream_;
  Origin origin_;
  std::size_t count_ = 0;
  bool damaged_ = false;   // where the next record begins is not known
};

}   // namespace

std::unique_ptr<Reader> read_warc(std::unique_ptr<Stream> stream, const Origin& origin) {
  return std::make_unique<WarcReader>(std::move(stream), origin);
}

}   // namespace propos::cli
