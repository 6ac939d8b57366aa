// SPDX-License-Identifier: Apache-2.0
#include "output/markup.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>

#include "propos/version.h"

namespace propos::output {
namespace {

// Line ends and tabs are blanks to a browser.
bool is_hidden(UChar32 c) {
  if (c < 0x80) return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
  return u_charType(c) == U_CONTROL_CHAR || u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) ||
         u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT) || (c >= 0xE0000 && c <= 0xE007F);
}

std::string_view escape_of(UChar32 c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

template <class Escape>
void append(std::string_view bytes, Escape escape_of, std::string& out) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    UChar32 c;
    U8_NEXT(data, at, bytes.size(), c);
    if (c < 0) out += "\uFFFD";
    else if (const std::string_view escape = escape_of(c); !escape.empty()) out += escape;
    else if (is_hidden(c)) out += fmt::format("‹U+{:04X}›", static_cast<std::uint32_t>(c));
    else out += bytes.substr(begin, at - begin);
  }
}

}   // namespace

void append_markup(std::string_view bytes, std::string& out) { append(bytes, escape_of, out); }

void append_visible(std::string_view bytes, std::string& out) {
  append(
      bytes, [](UChar32) { return std::string_view(); }, out);
}

std::string_view head_of(std::string_view bytes, std::size_t size) {
  if (bytes.size() <= size) return bytes;
  std::size_t end = size;
  while (end > 0 && size - end < 4 && (static_cast<unsigned char>(bytes[end]) & 0xC0) == 0x80) --end;
  return bytes.substr(0, end);
}

std::string_view page_file(std::string_view name) {
  const auto& files = page_files();
  const auto found = std::find_if(files.begin(), files.end(), [&](const DataFile& file) { return file.path == name; });
  return found == files.end() ? std::string_view() : found->content;
}

namespace {

// As a Content-Security-Policy names a script with this SHA-256.
std::string policy_of(std::string_view hex) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "'sha256-";
  std::uint32_t bits = 0, count = 0;
  for (const char c : hex) {
    bits = bits << 4 | static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    for (count += 4; count >= 6; count -= 6) out += digits[bits >> (count - 6) & 63];
  }
  if (count > 0) out += digits[bits << (6 - count) & 63];
  return out + "='";   // 32 bytes are 43 digits
}

}   // namespace

void append_head(std::string_view language, std::string_view script_hash, std::string& out) {
  out += fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" content=\"Propos {}\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src {} {}; "
      "base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
      language, version(), policy_of(page_file("theme.js.sha256")), policy_of(script_hash));
}

PageWords::PageWords(std::string_view language) : french_(language == "fr") {
  if (!french_) return;
  table_ = read_table("words.tsv", page_file("words.tsv"), {});
  std::sort(table_.begin(), table_.end());
}

std::string_view PageWords::operator()(std::string_view english) const {
  const auto found = std::lower_bound(table_.begin(), table_.end(), english,
                                      [](const auto& entry, std::string_view key) { return entry.first < key; });
  return found == table_.end() || found->first != english ? english : found->second;
}

std::string PageWords::count(std::size_t number, std::string_view one, std::string_view more) const {
  const bool is_one = number == 1 || (french_ && number == 0);
  return fmt::format(fmt::runtime((*this)(is_one ? one : more)), number);
}

std::string PageWords::percent(double share) const { return fmt::format("{}\u00A0%", std::lround(100 * share)); }

}   // namespace propos::output
