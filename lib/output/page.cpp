// SPDX-License-Identifier: Apache-2.0
#include "output/page.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "output/utf8.h"

namespace propos::output {
namespace {

constexpr std::string_view reset = "\x1b[0m";
constexpr std::size_t narrowest = 12;   // columns: below, not even what is set in has room

UChar32 next(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c;
  U8_NEXT_OR_FFFD(bytes, at, text.size(), c);
  return c;
}

std::size_t columns_of(UChar32 c) {
  constexpr std::uint32_t without_width = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK | U_GC_CC_MASK;
  if ((U_GET_GC_MASK(c) & without_width) != 0) return c == 0xAD ? 1 : 0;   // terminals show a soft hyphen
  const int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_lone_mark(std::string_view chunk) {
  for (std::size_t at = 0; at < chunk.size();)
    if ((U_GET_GC_MASK(next(chunk, at)) & U_GC_P_MASK) == 0) return false;
  return true;
}

// « opens and leans on the next word, » on the one before.
bool leans_forward(std::string_view mark) {
  std::size_t at = 0;
  return (U_GET_GC_MASK(next(mark, at)) & (U_GC_PS_MASK | U_GC_PI_MASK | U_GC_PD_MASK)) != 0;
}

// The next words of a line that are not parted; `at` moves behind them.
std::string_view chunk_at(std::string_view line, std::size_t& at) {
  const std::size_t begin = at;
  for (bool open = true; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    const bool mark = is_lone_mark(word);
    if (at > begin && !open && !(mark && !leans_forward(word))) break;
    open = mark && (leans_forward(word) || at == begin);
    at = std::min(end + 1, line.size());
  }
  std::string_view chunk = line.substr(begin, at - begin);
  if (chunk.ends_with(' ')) chunk.remove_suffix(1);
  return chunk;
}

}   // namespace

std::size_t columns(std::string_view line) {
  std::size_t sum = 0;
  for (std::size_t at = 0; at < line.size();) sum += columns_of(next(line, at));
  return sum;
}

Page::Page(std::size_t width, bool colour, std::string& out)
    : width_(width == 0 ? 0 : std::max(width, narrowest)), colour_(colour), out_(out) {}

void Page::begin(std::size_t indent, std::size_t indent_of_rest) {
  out_.append(indent, ' ');
  column_ = indent;
  rest_ = indent_of_rest;
  empty_ = true;
}

void Page::add(std::string_view words, std::string_view style) {
  if (!colour_) style = {};
  line_.clear();
  append_line(words, line_);
  std::string_view line = line_;
  while (line.starts_with(' ')) line.remove_prefix(1);
  bool styled = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view chunk = chunk_at(line, at);
    const bool breaks = width_ > 0 && !empty_ && column_ + 1 + columns(chunk) > width_;
    if (breaks) {
      if (styled) out_ += reset;
      turn({});
      styled = false;
    } else if (!empty_) {
      out_ += ' ';
      ++column_;
    }
    if (!styled) out_ += style;
    styled = !style.empty();
    put(chunk, style);
  }
  if (styled) out_ += reset;
}

// Writes a word, over several lines where one has no room for it.
void Page::put(std::string_view word, std::string_view style) {
  empty_ = false;
  for (std::size_t at = 0, begin = 0; at < word.size(); begin = at) {
    const std::size_t size = columns_of(next(word, at));
    if (width_ > 0 && column_ + size > width_ && column_ > rest_) {
      if (!style.empty()) out_ += reset;
      turn(style);
    }
    out_ += word.substr(begin, at - begin);
    column_ += size;
  }
}

void Page::turn(std::string_view style) {
  out_ += '\n';
  out_.append(rest_, ' ');
  out_ += style;
  column_ = rest_;
}

}   // namespace propos::output
