// SPDX-License-Identifier: Apache-2.0
#include "text/text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "bits.h"
#include "data.h"
#include "hash.h"
#include "text/characters.h"
#include "text/zones.h"

namespace propos::text {
namespace {

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

constexpr std::size_t longest_head = 24;                        // bytes of who speaks in the log of a chat
constexpr std::uint32_t longest_link = 60;                      // bytes
constexpr std::size_t narrowest_line = 40, widest_line = 100;   // characters of a text of fixed width

bool is_final(UChar32 c) { return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == ':' || c == ';'; }

// A quotation mark on a line of its own.
bool is_lone_mark(std::string_view bytes, Span line) {
  const Character c = at(bytes, line.begin);
  return c.size == line.size() && is_mark(c.c);
}

// Words that no line of a text ends with, if it was not broken there: « Selon ».
bool ends_open(std::string_view bytes, Span line) {
  static const ViewSet words = [] {
    ViewSet out;
    for (const auto& [what, word] : data_table("zones.tsv"))
      if (what == "open-word") out.insert(word);
    return out;
  }();
  const std::string_view all = line.of(bytes);
  const std::size_t blank = all.find_last_of(" \n\r");
  std::string word(blank == all.npos ? all : all.substr(blank + 1));
  if (word.empty() || word.size() > 8) return false;
  if (words.contains(word)) return true;
  if (word[0] >= 'A' && word[0] <= 'Z') word[0] = static_cast<char>(word[0] | 0x20);
  return words.contains(word);
}

// A sentence that begins with speech: « On ne cède pas », dit-il. Speech alone may be a headline.
bool is_speech(std::string_view bytes, Span line) {
  std::size_t i = line.begin + at(bytes, line.begin).size;
  while (i < line.end && blank(at(bytes, i).c)) i += at(bytes, i).size;
  const UChar32 end = last_character(bytes, line);
  return i < line.end && u_isupper(at(bytes, i).c) && is_final(end);
}

// « marmotte » of « marmotte : vous venez ? »; empty where a line has no such head.
std::string_view head_of(std::string_view line) {
  std::size_t size = std::min(line.find_first_of(" :"), line.size());
  const std::string_view head = line.substr(0, size);
  if (size < line.size() && line[size] == ' ') ++size;
  return head.size() <= longest_head && size + 1 < line.size() && line[size] == ':' && line[size + 1] == ' ' ? head
                                                                                                             : std::string_view{};
}

// The heads of several lines: the log of a chat.
ViewSet find_heads(std::string_view bytes, const std::vector<Span>& lines, const Patience& patience) {
  ViewSet once, out;
  for (const Span line : lines) {
    patience.check();
    if (const std::string_view head = head_of(line.of(bytes)); !head.empty() && !once.insert(head).second) out.insert(head);
  }
  return out;
}

// A line of a quotation, in mail and Markdown, without the « > » before it.
Span without_prefix(std::string_view bytes, Span line) {
  while (line.begin < line.end && (bytes[line.begin] == '>' || bytes[line.begin] == ' ')) ++line.begin;
  return line;
}

// « kiwi — Hier à 18:04 », the head of a message.
bool ends_in_time(std::string_view line) {
  const auto digit = [&](std::size_t back) { return line[line.size() - back] >= '0' && line[line.size() - back] <= '9'; };
  return line.size() > 5 && line.size() <= 2 * longest_head && digit(1) && digit(2) && line[line.size() - 3] == ':' && digit(4);
}

// Does a letter stand before the hyphen at the end of the line?
bool breaks_word(std::string_view bytes, Span line) {
  const std::size_t hyphen = last_character(bytes, line) == '-' ? 1 : 2;
  return line.size() > hyphen && u_isalpha(last_character(bytes, {line.begin, line.end - static_cast<std::uint32_t>(hyphen)}));
}

// Does `next` go on with the sentence of `line`? The web page broke it there. Not where `line` heads speech.
bool goes_on(std::string_view bytes, Span line, Span next) {
  const UChar32 end = last_character(bytes, line);
  if (at(bytes, line.begin).c == '>') next = without_prefix(bytes, next);
  const UChar32 start = at(bytes, next.begin).c;
  if ((end == '-' || end == 0xAD) && breaks_word(bytes, line) && u_isalpha(start)) return true;
  if (end == '\'' || end == 0x2019 || end == ',' || end == '(') return true;
  if (start < 0) return false;
  if (is_lone_mark(bytes, line) || is_lone_mark(bytes, next)) return true;
  if (ends_open(bytes, line)) return true;
  if (u_islower(start)) return !ends_in_time(line.of(bytes));
  if (start == ',' || start == ';' || start == '.' || start == ')' || start == '!' || start == '?' || start == 0x2026)
    return true;
  if (is_mark(start) && !is_final(end) && !is_mark(end)) return u_islower(end) && !is_speech(bytes, next);
  return false;
}

// Does a page show `line` as a link amid a sentence that begins in `paragraph` and goes on in `next`?
bool is_link(std::string_view bytes, Span paragraph, Span line, Span next) {
  const UChar32 start = at(bytes, next.begin).c;
  return line.size() <= longest_link && (start == ',' || start == '.' || start == ')') &&
         u_islower(last_character(bytes, paragraph)) && u_isupper(at(bytes, line.begin).c) &&
         u_isalpha(last_character(bytes, line));
}

std::size_t characters(std::string_view bytes) {
  return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Would the first word of `next` have stood in a line of `width` characters?
bool had_room(std::string_view line, std::string_view next, std::size_t width) {
  return characters(line) + 1 + characters(next.substr(0, next.find(' '))) <= width;
}

// The characters in a line of a text that is broken at a fixed width: its longest, where nearly every line that ends amid a
// sentence had no room for the next word. 0 for other texts; those end at the first line that is too long.
std::size_t width_of(std::string_view bytes, const std::vector<Span>& lines, const Patience& patience) {
  std::size_t width = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    patience.check();
    if (lines[i].size() == 0 || lines[i + 1].size() == 0) continue;
    if (lines[i].size() > 4 * widest_line) return 0;
    width = std::max(width, characters(lines[i].of(bytes)));
    if (width > widest_line) return 0;
  }
  if (width < narrowest_line) return 0;
  std::size_t open = 0, forced = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    patience.check();
    if (lines[i].size() == 0 || lines[i + 1].size() == 0) continue;
    const UChar32 end = last_character(bytes, lines[i]);
    if (is_final(end) || is_mark(end)) continue;
    ++open;
    forced += !had_room(lines[i].of(bytes), lines[i + 1].of(bytes), width);
  }
  return forced >= 3 && forced * 4 >= open * 3 ? width : 0;
}

// The characters that nearly every line that ends amid a sentence has in a text that is broken like a newspaper's column, where
// letters are not of one width. 0 for other texts, as above.
std::size_t column_of(std::string_view bytes, const std::vector<Span>& lines, const Patience& patience) {
  constexpr std::size_t fewest = 6, narrowest = 20;
  std::vector<std::size_t> broken;
  std::size_t open = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    patience.check();
    if (lines[i].size() == 0 || lines[i + 1].size() == 0) continue;
    if (lines[i].size() > 4 * widest_line || characters(lines[i].of(bytes)) > widest_line) return 0;
    const UChar32 end = last_character(bytes, lines[i]);
    if (is_final(end) || is_mark(end)) continue;
    ++open;
    if (u_islower(at(bytes, lines[i + 1].begin).c)) broken.push_back(characters(lines[i].of(bytes)));
  }
  if (broken.size() < fewest || broken.size() * 2 < open) return 0;
  const auto tenth = broken.begin() + static_cast<std::ptrdiff_t>(broken.size() / 10);
  std::nth_element(broken.begin(), tenth, broken.end());
  return *tenth < narrowest ? 0 : *tenth;
}

// Without the blanks around it; a line of blanks is empty.
Span line_in(std::string_view bytes, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const Character c = at(bytes, begin);
    if (!blank(c.c)) break;
    begin += c.size;
  }
  std::int32_t last = static_cast<std::int32_t>(end - begin);
  while (last > 0) {
    std::int32_t before = last;
    UChar32 c = 0;
    U8_PREV(reinterpret_cast<const std::uint8_t*>(bytes.data()) + begin, 0, before, c);
    if (!blank(c)) break;
    last = before;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + static_cast<std::size_t>(last))};
}

// Are there eight bytes at i, none of them the first of a line break?
bool no_break_in_eight(std::string_view bytes, std::size_t i) {
  if (i + 8 > bytes.size()) return false;
  const std::uint64_t word = eight_bytes(bytes.data() + i);
  const auto below = [](std::uint64_t x, std::uint64_t c) {
    return (x - low_bits * c) & ~x & top_bits;
  };   // is a byte below c <= 0x80?
  return (below(word, 0x20) | below(word ^ low_bits * 0xC2, 1) | below(word ^ low_bits * 0xE2, 1)) == 0;
}

std::vector<Span> find_lines(std::string_view bytes, std::size_t start, const Patience& patience) {
  std::vector<Span> out;
  out.reserve(16 + bytes.size() / 256);
  for (std::size_t i = start; i < bytes.size();) {
    patience.check(i / 8);
    if (no_break_in_eight(bytes, i)) {
      i += 8;
      continue;
    }
    const std::size_t size = line_break(bytes, i);
    if (size == 0) {
      ++i;
      continue;
    }
    out.push_back(line_in(bytes, start, i));
    i += size;
    start = i;
  }
  out.push_back(line_in(bytes, start, bytes.size()));
  return out;
}

void set_known_zones(std::span<const Paragraph> known, std::vector<Paragraph>& paragraphs) {
  auto zone = known.begin();
  for (Paragraph& paragraph : paragraphs) {
    while (zone != known.end() && zone->span.end <= paragraph.span.begin) ++zone;
    if (zone == known.end()) return;
    if (zone->span.begin <= paragraph.span.begin) paragraph.zone = zone->zone;
  }
}

}   // namespace

Text read(std::string_view bytes, std::span<const Paragraph> known, const Patience& patience) {
  Text text;
  text.bytes = bytes;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") text.start = 3;
  const std::vector<Span> lines = find_lines(bytes, text.start, patience);
  text.paragraphs.reserve(lines.size());
  const std::size_t width = width_of(bytes, lines, patience), column = width > 0 ? 0 : column_of(bytes, lines, patience);
  const ViewSet heads = find_heads(bytes, lines, patience);
  const bool spaced = width > 0 && 12 * std::count_if(lines.begin(), lines.end(), [](Span line) { return line.size() == 0; }) >=
                                       static_cast<std::ptrdiff_t>(lines.size());   // empty lines part the paragraphs
  Span before;                                                                      // the line before
  bool inside = false;                                                              // a paragraph that may go on
  bool adjacent = false;                                                            // no empty line stands before it
  for (const Span line : lines) {
    patience.check();
    if (line.size() == 0) {
      inside = false;
      continue;
    }
    const auto is_broken = [&] {   // « Mark¶Varen » in a text of fixed width, or in a column
      if (width == 0 && column == 0) return false;
      const UChar32 end = last_character(bytes, before);
      const bool ends = spaced && (end == '.' || end == '!' || end == '?' || end == 0x2026) && u_isalpha(at(bytes, line.begin).c);
      if (!u_isalpha(end) && !ends) return false;
      return width > 0 ? !had_room(before.of(bytes), without_prefix(bytes, line).of(bytes), width)
                       : characters(before.of(bytes)) >= column && u_islower(last_character(bytes, before)) &&
                             u_isalpha(at(bytes, line.begin).c);
    };
    const bool spoken = heads.contains(head_of(line.of(bytes)));
    if (inside && !spoken && (goes_on(bytes, before, line) || is_broken())) {
      Span& last_one = text.paragraphs.back().span;
      last_one.end = line.end;
      // A link on a line of its own: « …, a assuré », « Jeanne Roux », « . »
      if (adjacent && last_one.begin == before.begin && is_link(bytes, text.paragraphs.rbegin()[1].span, before, line)) {
        text.paragraphs.rbegin()[1].span.end = line.end;
        text.paragraphs.pop_back();
      }
    } else {
      text.paragraphs.push_back({line, Zone::body});
      adjacent = inside;
    }
    before = line;
    inside = true;
  }
  find_zones(text, patience);
  set_known_zones(known, text.paragraphs);
  return text;
}

}   // namespace propos::text
