// SPDX-License-Identifier: Apache-2.0
#include "input/decoded.h"

#include <unicode/ucnv.h>

#include <array>

#include "messages.h"
#include "propos/encoding.h"
#include "propos/error.h"

namespace propos::cli {
namespace {

constexpr std::size_t head_size = 4096;

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter out(ucnv_open(encoding.c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) throw Error(tr("expected the name of an encoding; «{}» is none", encoding));
  return out;
}

/// UTF-8 of the bytes of another encoding, piece by piece; those without a meaning become U+FFFD.
class DecodedBytes : public Bytes {
 public:
  DecodedBytes(std::unique_ptr<Stream> stream, const std::string& encoding)
      : stream_(std::move(stream)), from_(open_converter(encoding)), to_(open_converter("UTF-8")) {}

  std::size_t read(char* out, std::size_t room) override {
    char* target = out;
    while (target == out && !ended_) {
      if (source_ == source_end_ && !flushed_) {
        const std::size_t got = stream_->read(input_.data(), input_.size());
        flushed_ = got == 0;
        source_ = input_.data();
        source_end_ = source_ + got;
      }
      UErrorCode status = U_ZERO_ERROR;
      ucnv_convertEx(to_.get(), from_.get(), &target, out + room, &source_, source_end_, pivot_.data(), &pivot_source_,
                     &pivot_target_, pivot_.data() + pivot_.size(), false, flushed_, &status);
      if (status == U_BUFFER_OVERFLOW_ERROR) continue;
      if (U_FAILURE(status)) throw Error(tr("cannot be converted: {}", u_errorName(status)));
      ended_ = flushed_;
    }
    return static_cast<std::size_t>(target - out);
  }

 private:
  std::unique_ptr<Stream> stream_;
  Converter from_, to_;
  std::array<char, 1 << 15> input_;
  const char* source_ = nullptr;
  const char* source_end_ = nullptr;
  std::array<UChar, 1 << 12> pivot_;
  UChar* pivot_source_ = pivot_.data();
  UChar* pivot_target_ = pivot_.data();
  bool flushed_ = false, ended_ = false;
};

}   // namespace

void decode(std::unique_ptr<Stream>& stream, Origin& origin) {
  const std::string_view head = stream->peek(head_size);
  const EncodingFound found = find_encoding(head);
  const bool wide = found.name.starts_with("utf-16") || found.name.starts_with("utf-32");
  // A zero in JSON is an error of its record alone.
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  const bool is_json = first != head.npos && (head[first] == '{' || head[first] == '[');
  if (found.by == EncodingBy::nothing && head.find('\0') != head.npos && !is_json && origin.options->encoding.empty())
    throw Skip{tr("binary: it holds zeros and is not UTF-16")};
  std::string encoding = origin.options->encoding;
  if (encoding.empty() && wide) encoding = found.name;
  if (found.by == EncodingBy::mark) stream->skip(found.name == "utf-8" ? 3 : found.name.starts_with("utf-16") ? 2 : 4);
  if (encoding.empty() || ucnv_compareNames(encoding.c_str(), "utf-8") == 0) return;
  stream = std::make_unique<Stream>(std::make_unique<DecodedBytes>(std::move(stream), encoding));
  origin.decoded = encoding;
}

}   // namespace propos::cli
