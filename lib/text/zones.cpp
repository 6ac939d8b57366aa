// SPDX-License-Identifier: Apache-2.0
#include "text/zones.h"

#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <string>

#include "bits.h"
#include "data.h"
#include "hash.h"
#include "text/characters.h"

namespace propos::text {
namespace {

constexpr std::size_t longest_zone_line = 400;   // bytes; a longer one is running text, however it begins
constexpr std::size_t longest_headline = 220;
constexpr std::size_t longest_tag = 60;
constexpr std::size_t top = 6;   // paragraphs at the head of a text among which bylines stand
constexpr int most_headlines = 3;
constexpr int longest_block = 12;   // paragraphs that a « à lire aussi » governs

/// Which of the characters below 0x80 a line has; of letters and blanks nothing is asked.
using Signs = std::bitset<128>;

/// A line in lower case without accents, with single blanks, none before a colon; and where its capitals were.
struct Line {
  std::string text;
  std::string capital;   // by byte of the text: 1 for a capital
  Signs signs;
};

/// A character as a line has it; without bytes for one that a line leaves out.
struct Folded {
  char bytes[4] = {};
  std::uint8_t size = 0;
  bool blank = false, capital = false;
};

Folded fold(UChar32 c) {
  Folded out;
  if (text::blank(c)) {
    out.blank = true;
  } else if (c >= 0 && u_charType(c) != U_NON_SPACING_MARK && u_charType(c) != U_FORMAT_CHAR) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* const nfc = unorm2_getNFCInstance(&status);
    UChar parts[4];
    if (c >= 0x80 && U_SUCCESS(status) && unorm2_getRawDecomposition(nfc, c, parts, 4, &status) > 0) c = parts[0];
    if (c == 0x2019) c = '\'';
    out.capital = u_isupper(c);
    U8_APPEND_UNSAFE(out.bytes, out.size, u_tolower(c));
  }
  return out;
}

constexpr UChar32 most_folded = 0x180;   // the letters of French, but œ in capitals

const std::array<Folded, most_folded>& folded() {
  static const std::array<Folded, most_folded> all = [] {
    std::array<Folded, most_folded> out;
    for (UChar32 c = 0; c < most_folded; ++c) out[static_cast<std::size_t>(c)] = fold(c);
    return out;
  }();
  return all;
}

// How many of the eight bytes at i, from the first on, are small letters and single blanks, which a line has as they are?
std::size_t plain_bytes(std::string_view bytes, std::size_t i) {
  const std::uint64_t word = eight_bytes(bytes.data() + i);
  const std::uint64_t blank = bytes_equal(word, ' ');
  return bytes_before(top_bits & ~(small_letters(word) | (blank & ~(blank << 8))));
}

// Into a line whose room may be used again.
void fold(std::string_view bytes, Line& out) {
  const std::array<Folded, most_folded>& known = folded();
  out.text.resize(2 * bytes.size() + 8);   // small letters take one byte and a half of what capitals do at most
  out.capital.assign(out.text.size(), 0);
  out.signs.reset();
  char* const text = out.text.data();
  char* const capital = out.capital.data();
  Folded rare;
  std::size_t size = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    bool blank_before = size == 0 || text[size - 1] == ' ';
    if (i + 8 <= bytes.size() && !(blank_before && bytes[i] == ' ')) {
      const std::size_t plain = plain_bytes(bytes, i);
      std::memcpy(text + size, bytes.data() + i, 8);   // what is too much is written over
      size += plain;
      i += plain;
      if (plain == 8) continue;
      if (plain > 0) blank_before = text[size - 1] == ' ';
    }
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const Character ch = byte < 0x80 ? Character{byte, 1} : at(bytes, i);
    i += ch.size;
    const Folded& c = ch.c >= 0 && ch.c < most_folded ? known[static_cast<std::size_t>(ch.c)] : rare = fold(ch.c);
    if (c.blank) {
      text[size] = ' ';
      size += blank_before ? 0 : 1;
      continue;
    }
    if (c.size == 1 && c.bytes[0] == ':' && blank_before && size > 0) --size;
    std::memcpy(text + size, c.bytes, sizeof(c.bytes));
    if (c.size > 0) capital[size] = c.capital;
    if (c.size == 1) out.signs.set(static_cast<std::size_t>(c.bytes[0]));
    size += c.size;
  }
  while (size > 0 && text[size - 1] == ' ') --size;
  out.text.resize(size);
  out.capital.resize(size);
}

std::string folded_text(std::string_view bytes) {
  Line out;
  fold(bytes, out);
  return out.text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// How a line of a zone reads: pieces of text with anything between them.
struct Form {
  Zone zone = Zone::body;
  std::vector<std::string> pieces;   // the first and the last may be empty

  bool has_sign = false;   // a piece ends with one
  char first = '\0';       // with which such a line begins; none where that may vary
  Signs signs;             // that such a line has
  std::size_t mark = 0;    // of Table::marks: … and text

  bool whole() const { return pieces.size() == 1; }
  bool begins() const { return !pieces.front().empty(); }
};

struct Table {
  std::vector<Form> forms;
  std::vector<std::string> marks;
  // Those that a line may read as, in order; … one that ends as a sentence does.
  struct Forms {
    std::vector<const Form*> of_lines, of_sentences;
  };
  std::vector<Forms> lists = std::vector<Forms>(1);   // the first of lines with whose first byte no form begins
  std::array<std::size_t, 256> by_first{};            // of lists

  const Forms& of(char first) const { return lists[by_first[static_cast<unsigned char>(first)]]; }
  TextSet byline_words, name_words;
};

const Table& table() {
  static const Table all = [] {
    constexpr std::string_view gap = "…";
    Table out;
    for (const auto& [what, words] : data_table("zones.tsv")) {
      if (what == "byline-word") out.byline_words.insert(folded_text(words));
      if (what == "name-word") out.name_words.insert(folded_text(words));
      for (const Zone zone : {Zone::byline, Zone::caption, Zone::credit, Zone::related_links, Zone::tags}) {
        if (what != name_of(zone)) continue;
        Form form;
        form.zone = zone;
        std::string_view rest = words;
        for (std::size_t end; (end = rest.find(gap)) != rest.npos; rest.remove_prefix(end + gap.size()))
          form.pieces.push_back(folded_text(rest.substr(0, end)));
        form.pieces.push_back(folded_text(rest));
        if (form.begins() && form.pieces[0][0] != '^') form.first = form.pieces[0][0];
        std::string mark;   // its longest piece; many forms share one
        for (const std::string& piece : form.pieces)
          for (const char c : piece)
            if (static_cast<unsigned char>(c) < 0x80 && c != '^' && c != ' ' && !is_letter(c))
              form.signs.set(static_cast<std::size_t>(c));
        for (const std::string& piece : form.pieces)
          if (const std::string plain = piece.substr(0, piece.find('^')); plain.size() > mark.size()) mark = plain;
        form.mark = static_cast<std::size_t>(std::find(out.marks.begin(), out.marks.end(), mark) - out.marks.begin());
        if (form.mark == out.marks.size()) out.marks.push_back(mark);
        form.has_sign = std::any_of(form.pieces.begin(), form.pieces.end(),
                                    [](const std::string& s) { return !s.empty() && !is_letter(s.back()); });
        out.forms.push_back(std::move(form));
      }
    }
    std::string firsts(1, '\0');   // of lists
    for (const Form& form : out.forms) {
      std::size_t& list = out.by_first[static_cast<unsigned char>(form.first)];
      if (form.first == '\0' || list != 0) continue;
      list = firsts.size();
      firsts += form.first;
    }
    out.lists.resize(firsts.size());
    for (std::size_t list = 0; list < firsts.size(); ++list)
      for (const Form& form : out.forms) {
        if (form.first != '\0' && form.first != firsts[list]) continue;
        out.lists[list].of_lines.push_back(&form);
        if (form.zone == Zone::related_links || (form.has_sign && form.zone != Zone::byline))
          out.lists[list].of_sentences.push_back(&form);
      }
    return out;
  }();
  return all;
}

// Does `piece` stand at `from`? ^ is any capital.
bool stands(const Line& line, std::size_t from, std::string_view piece) {
  if (from + piece.size() > line.text.size()) return false;
  for (std::size_t i = 0; i < piece.size(); ++i)
    if (piece[i] == '^' ? line.capital[from + i] == 0 : piece[i] != line.text[from + i]) return false;
  return true;
}

// Where `piece` first stands from `from` on; the end of the line where it does not. A ^ is at its end.
std::size_t find(const Line& line, std::size_t from, std::string_view piece) {
  const std::string_view plain = piece.substr(0, piece.find('^'));
  for (from = line.text.find(plain, from); from != line.text.npos; from = line.text.find(plain, from + 1))
    if (stands(line, from, piece)) return from;
  return line.text.size();
}

bool reads(const Line& line, const Form& form) {
  const std::string& text = line.text;
  if (form.whole()) return form.pieces[0] == std::string_view(text).substr(0, text.size() - (text.ends_with(':') ? 1 : 0));
  std::size_t from = 0;
  for (std::size_t k = 0; k < form.pieces.size(); ++k) {
    const std::string& piece = form.pieces[k];
    if (piece.empty()) continue;
    if (k == 0) {
      if (!stands(line, 0, piece)) return false;
      from = piece.size();
      if (piece.back() != '^' && is_letter(piece.back()) && from < text.size() && is_letter(text[from])) return false;
    } else if (k + 1 == form.pieces.size()) {
      if (text.size() < from + piece.size()) return false;
      const std::size_t start = text.size() - piece.size();
      if (!stands(line, start, piece) || (start > 0 && is_letter(piece[0]) && is_letter(text[start - 1]))) return false;
    } else {
      from = find(line, from, piece);
      if (from == text.size()) return false;
      from += piece.size();
    }
  }
  return true;
}

/// The words of a line: letters and digits, with where each begins.
std::vector<Span> words_of(const Line& line) {
  std::vector<Span> out;
  out.reserve(16);
  for (std::uint32_t i = 0; i < line.text.size(); ++i) {
    const char c = line.text[i];
    if (!is_letter(c) && !is_digit(c)) continue;
    if (out.empty() || out.back().end < i) out.push_back({i, i});
    out.back().end = i + 1;
  }
  return out;
}

// « Mardi 8 avril 2025, 14h30 », « 7 commentaires »: numbers and the words that stand with them.
bool is_date_line(const Line& line) {
  bool number = false;
  for (const Span word : words_of(line)) {
    std::string_view letters = word.of(line.text);
    for (; !letters.empty() && is_digit(letters[0]); letters.remove_prefix(1)) number = true;
    while (!letters.empty() && is_digit(letters.back())) letters.remove_suffix(1);
    if (!letters.empty() && !table().byline_words.contains(letters)) return false;
  }
  return number;
}

// « Jeanne Roux », « J. Roux et Paul de la Brune (avec AFP) ».
bool is_names(const Line& line) {
  if (line.text.find_first_of("0123456789:;!?|#@*\"") != line.text.npos) return false;
  const std::vector<Span> words = words_of(line);
  std::size_t names = 0;
  for (const Span word : words) {
    if (line.capital[word.begin]) ++names;
    else if (word.begin == 0 || !table().name_words.contains(word.of(line.text))) return false;
  }
  return names >= 2 && words.size() <= 8;
}

// « » LIRE AUSSI … », « ► Lire aussi … »: a line without the sign before its first word.
std::string_view without_bullet(std::string_view line) {
  constexpr std::array<std::string_view, 11> signs = {"»", "►", "▶", "▸", "→", "•", "*", "+", " ", "\t", "\u00A0"};
  const std::string_view whole = line;
  const auto begins = [&](std::string_view sign) { return line.starts_with(sign); };
  for (auto sign = signs.begin(); (sign = std::find_if(signs.begin(), signs.end(), begins)) != signs.end();)
    line.remove_prefix(sign->size());
  return line.empty() ? whole : line;
}

class Finder {
 public:
  explicit Finder(Text& text) : text_(text), all_(text.paragraphs) {}

  void run(const Patience& patience) {
    for (std::size_t p = 0; p < all_.size(); ++p) {
      patience.check();
      if (all_[p].span.size() > longest_tag && is_sentence(p)) last_sentence_ = p;
    }
    for (std::size_t p = 0; p < all_.size(); ++p) {
      patience.check();
      read(p);
      block(p);
      head(p);
    }
  }

 private:
  UChar32 end(std::size_t p) const { return last_character(text_.bytes, all_[p].span); }
  UChar32 start(std::size_t p) const { return at(text_.bytes, all_[p].span.begin).c; }
  std::string_view bytes(std::size_t p) const { return all_[p].span.of(text_.bytes); }
  bool is_sentence(std::size_t p) const {
    const UChar32 c = end(p);
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || is_mark(c);
  }
  // Behind the last long sentence of the text.
  bool at_foot(std::size_t p) const { return last_sentence_ == none || p > last_sentence_; }

  void read(std::size_t p) {
    opens_ = false;
    if (bytes(p).size() > longest_zone_line) {
      ++bodies_;
      return;
    }
    fold(without_bullet(bytes(p)), line_);
    const Line& line = line_;
    marked_.assign(table().marks.size(), Marked::unknown);
    Zone& zone = all_[p].zone;
    const bool no_byline = p >= top && !at_foot(p);
    const Table::Forms& forms = table().of(line.text[0]);
    for (const Form* const one : is_sentence(p) ? forms.of_sentences : forms.of_lines) {
      const Form& form = *one;
      if (form.zone == Zone::byline && no_byline) continue;
      if ((form.signs & ~line.signs).any() || (form.first == '\0' && !has_mark(form.mark)) || !reads(line, form)) continue;
      zone = form.zone;
      opens_ = form.whole() || form.pieces[0] == line.text || line.text.back() == ':';
      if (zone == Zone::credit && !form.begins() && words_before(line, form) >= 4) zone = Zone::caption;
      break;
    }
    if (zone == Zone::body) zone = by_shape(p, line);
    if (zone == Zone::credit && p > 0 && all_[p - 1].zone == Zone::body && is_caption(p - 1)) {
      all_[p - 1].zone = Zone::caption;
      caption_ = bytes(p - 1);
    }
    if (zone == Zone::body && !caption_.empty() && caption_ == bytes(p)) zone = Zone::caption;
    if (zone == Zone::body && is_sentence(p)) ++bodies_;
  }

  bool has_mark(std::size_t mark) {
    if (marked_[mark] == Marked::unknown)
      marked_[mark] = line_.text.find(table().marks[mark]) == std::string::npos ? Marked::no : Marked::yes;
    return marked_[mark] == Marked::yes;
  }

  static std::size_t words_before(const Line& line, const Form& form) {
    const std::size_t from = find(line, 0, form.pieces[1]);
    std::size_t count = 0;
    for (const Span word : words_of(line)) count += word.end <= from;
    return count;
  }

  Zone by_shape(std::size_t p, const Line& line) const {
    if (line.text.empty()) return Zone::body;
    if (line.text[0] == '#' && line.text.size() > 1 && is_letter(line.text[1])) {
      const auto words = std::count(line.text.begin(), line.text.end(), ' ') + 1;
      const bool all = std::count(line.text.begin(), line.text.end(), '#') == words;
      if (all || (at_foot(p) && line.text.size() <= longest_tag && !is_sentence(p))) return Zone::tags;
    }
    if (is_sentence(p)) return Zone::body;
    const auto separators = std::count(line.text.begin(), line.text.end(), '|');
    if (p > 0 && at_foot(p) && last_sentence_ != none && separators > 1) return Zone::tags;
    if ((p < top || at_foot(p)) && is_date_line(line)) return Zone::byline;
    if (p > 0 && p < top && bodies_ < 2 && p + 1 < all_.size() && is_names(line)) return Zone::byline;
    if (p > 0 && p + 1 == all_.size() && is_sentence(p - 1) && (!is_mark(start(p - 1)) || !is_testimonial(p)) && is_names(line))
      return Zone::byline;
    return Zone::body;
  }

  // Does the name below words between marks say whose they are? Where a paragraph with marks stands before them it is the author's.
  bool is_testimonial(std::size_t p) const {
    if (p < 2) return true;
    const std::string_view line = bytes(p - 2);
    for (std::size_t i = 0; i < line.size();) {
      const Character c = at(line, i);
      if (is_mark(c.c)) return false;
      i += c.size;
    }
    return true;
  }

  // « …, à Lille, le 12 mars 2025. » before a credit; a lede there is body.
  bool is_caption(std::size_t p) const {
    if (bytes(p).size() > longest_zone_line) return false;
    if (!is_sentence(p)) return true;
    std::string_view line = bytes(p);
    line.remove_suffix(1);
    return end(p) == '.' && line.size() > 5 && line[line.size() - 5] == ' ' && std::all_of(line.end() - 4, line.end(), is_digit);
  }

  // A full stop behind a word of three letters or more, with words behind it: not « M. Roux ».
  static bool holds_sentence(std::string_view line) {
    for (std::size_t stop = line.find(". "); stop != std::string_view::npos; stop = line.find(". ", stop + 1))
      if (stop >= 3 && line.find(' ', stop - 3) >= stop) return true;
    return false;
  }

  // The lines below « À lire aussi » or « Mots-clés ».
  void block(std::size_t p) {
    Zone& zone = all_[p].zone;
    const bool list = zone == Zone::related_links || zone == Zone::tags;
    if (list) {
      if (opens_) left_ = longest_block;
      block_ = zone;
    } else if (left_ > 0 && zone == Zone::body && end(p) != '.' &&
               bytes(p).size() <= (block_ == Zone::tags ? longest_tag : longest_headline)) {
      zone = block_;
      --left_;
    } else {
      left_ = 0;
    }
  }

  // Headlines: the lines at the head that end without a point; what is no running text may stand between them.
  void head(std::size_t p) {
    Zone& zone = all_[p].zone;
    if (zone != Zone::body || !heading_) return;
    const UChar32 first = start(p), last = end(p);
    heading_ = bytes(p).size() <= longest_headline && headlines_ < most_headlines && p + 1 < all_.size() && last != '.' &&
               last != ':' && last != ',' && first != 0x2014 && first != 0x2013 && first != '-' && first != '*' &&
               first != 0x2022;
    // Below the first one a line that may be speech is body, and one of several sentences.
    if (headlines_ > 0 && is_sentence(p) && (!is_mark(last) || is_mark(first) || holds_sentence(bytes(p)))) heading_ = false;
    if (!heading_) return;
    zone = Zone::headline;
    ++headlines_;
  }

  Text& text_;
  std::vector<Paragraph>& all_;
  Line line_;   // the one looked at
  enum class Marked : std::uint8_t { unknown, no, yes };
  std::vector<Marked> marked_;   // by mark of the table: is it in the line
  std::size_t last_sentence_ = none;
  std::size_t bodies_ = 0;   // sentences of running text so far
  std::string_view caption_;
  bool opens_ = false;   // the paragraph opens a list
  int left_ = 0;         // paragraphs of the list that may still come
  Zone block_ = Zone::body;
  bool heading_ = true;
  int headlines_ = 0;
};

}   // namespace

void find_zones(Text& text, const Patience& patience) { Finder(text).run(patience); }

}   // namespace propos::text
