// SPDX-License-Identifier: Apache-2.0
#include "text/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <string>

#include "data.h"

namespace propos::text {
namespace {

constexpr std::size_t longest_headline = 220;      // bytes
constexpr std::size_t longest_zone_line = 400;     // a longer one is running text, however it begins
constexpr int longest_block = 12;                  // paragraphs that a « à lire aussi » governs

struct Opening {
  Zone zone;
  std::string_view words;
};

const std::vector<Opening>& openings() {
  static const std::vector<Opening> all = [] {
    std::vector<Opening> out;
    for (const auto& [zone, words] : data_table("zones.tsv"))
      for (const Zone z : {Zone::byline, Zone::caption, Zone::credit, Zone::related_links, Zone::tags})
        if (zone == name_of(z)) out.push_back({z, words});
    return out;
  }();
  return all;
}

struct Character {
  UChar32 c = 0;
  std::size_t size = 0;
};

Character at(std::string_view bytes, std::size_t i) {
  std::int32_t next = static_cast<std::int32_t>(0);
  UChar32 c = 0;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data()) + i;
  U8_NEXT(data, next, static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - i, 8)), c);
  return {c, static_cast<std::size_t>(next)};
}

bool blank(UChar32 c) { return c >= 0 && (u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF); }

// Bytes of the line break at i, 0 where there is none.
std::size_t line_break(std::string_view bytes, std::size_t i) {
  const auto c = static_cast<unsigned char>(bytes[i]);
  if (c >= 0x20 && c != 0xC2 && c != 0xE2) return 0;
  if (c == '\r') return i + 1 < bytes.size() && bytes[i + 1] == '\n' ? 2 : 1;
  if (c == '\n' || c == '\f' || c == '\v') return 1;
  if (c == 0xC2 && bytes.substr(i, 2) == "\xC2\x85") return 2;
  if (c == 0xE2 && (bytes.substr(i, 3) == "\xE2\x80\xA8" || bytes.substr(i, 3) == "\xE2\x80\xA9")) return 3;
  return 0;
}

UChar32 last_character(std::string_view bytes, Span line) {
  std::int32_t i = static_cast<std::int32_t>(line.size());
  UChar32 c = 0;
  U8_PREV(reinterpret_cast<const std::uint8_t*>(bytes.data()) + line.begin, 0, i, c);
  return c;
}

bool is_mark(UChar32 c) { return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F); }
bool is_final(UChar32 c) { return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ':' || c == ';'; }

// Does `next` go on with the sentence of `line`? The web page broke it there.
bool goes_on(std::string_view bytes, Span line, Span next) {
  const UChar32 end = last_character(bytes, line);
  const UChar32 start = at(bytes, next.begin).c;
  if (end == '\'' || end == 0x2019 || end == ',' || end == '(') return true;
  if (start < 0) return false;
  if (u_islower(start)) return true;
  if (start == ',' || start == ';' || start == '.' || start == ')' || start == '!' || start == '?' || start == 0x2026) return true;
  if (is_mark(start) && !is_final(end) && !is_mark(end)) return u_islower(end) != 0;
  return false;
}

bool begins_with(std::string_view bytes, Span line, std::string_view words) {
  std::size_t i = line.begin;
  std::size_t w = 0;
  while (w < words.size()) {
    if (i >= line.end) return words.substr(w) == " ";
    const Character text = at(bytes, i);
    const Character word = at(words, w);
    const UChar32 c = blank(text.c) ? ' ' : text.c == 0x2019 ? '\'' : u_tolower(text.c);
    if (c != word.c) return false;
    i += text.size;
    w += word.size;
  }
  if (words.back() == ' ' || i >= line.end) return true;
  return !u_isalpha(at(bytes, i).c);
}

void find_zones(Text& text) {
  std::vector<Paragraph>& all = text.paragraphs;
  int block = 0;   // paragraphs of related links still to come
  for (std::size_t p = 0; p < all.size(); ++p) {
    Paragraph& paragraph = all[p];
    const std::size_t size = paragraph.span.size();
    const UChar32 end = last_character(text.bytes, paragraph.span);
    const bool sentence = end == '.' || end == '!' || end == '?' || end == 0x2026 || is_mark(end);
    if (size <= longest_zone_line) {
      for (const Opening& opening : openings()) {
        if (!begins_with(text.bytes, paragraph.span, opening.words)) continue;
        if (sentence && size > longest_zone_line / 2) continue;
        if (opening.zone == Zone::byline && (p > 4 || sentence)) continue;
        paragraph.zone = opening.zone;
        break;
      }
    }
    if (paragraph.zone == Zone::related_links) {
      block = size < 60 ? longest_block : 0;
    } else if (block > 0 && !sentence && size <= longest_headline) {
      paragraph.zone = Zone::related_links;
      --block;
    } else {
      block = 0;
    }
    if (p == 0 && all.size() > 1 && paragraph.zone == Zone::body && size <= longest_headline && end != '.' && end != ':' &&
        end != ',' && at(text.bytes, paragraph.span.begin).c != 0x2014)
      paragraph.zone = Zone::headline;
  }
}

}  // namespace

Text read(std::string_view bytes) {
  Text text;
  text.bytes = bytes;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") text.start = 3;
  Span line{text.start, text.start};
  bool inside = false;   // a paragraph that may go on
  const auto end_line = [&](std::size_t end) {
    std::size_t begin = line.begin;
    while (begin < end) {
      const Character c = at(bytes, begin);
      if (!blank(c.c)) break;
      begin += c.size;
    }
    if (begin == end) {
      inside = false;
      return;
    }
    std::int32_t last = static_cast<std::int32_t>(end - begin);
    while (last > 0) {
      std::int32_t before = last;
      UChar32 c = 0;
      U8_PREV(reinterpret_cast<const std::uint8_t*>(bytes.data()) + begin, 0, before, c);
      if (!blank(c)) break;
      last = before;
    }
    const Span found{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + static_cast<std::size_t>(last))};
    if (inside && goes_on(bytes, text.paragraphs.back().span, found))
      text.paragraphs.back().span.end = found.end;
    else
      text.paragraphs.push_back({found, Zone::body});
    inside = true;
  };
  for (std::size_t i = text.start; i < bytes.size();) {
    const std::size_t size = line_break(bytes, i);
    if (size == 0) {
      ++i;
      continue;
    }
    end_line(i);
    i += size;
    line.begin = static_cast<std::uint32_t>(i);
  }
  end_line(bytes.size());
  find_zones(text);
  return text;
}

}  // namespace propos::text
