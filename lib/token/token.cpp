// SPDX-License-Identifier: Apache-2.0
#include "token/token.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <optional>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "bits.h"
#include "token/spelling.h"
#include "token/structure.h"

namespace propos::token {
namespace {

constexpr std::size_t longest_key = 256;   // bytes; a longer word is no word
constexpr std::size_t longest_plain = 48;
constexpr const char* ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};   // U+FB00 to U+FB06
constexpr std::uint32_t longest_link = 300;                                         // bytes of « [words](address) »

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }
bool is_hyphen(UChar32 c) { return c == '-' || c == 0x2010 || c == 0x2011; }
bool is_letter(UChar32 c) {   // Unicode takes the apostrophe U+02BC for one
  return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : u_isalpha(c) && c != 0x02BC;
}
bool is_digit(UChar32 c) { return c < 0x80 ? c >= '0' && c <= '9' : u_charType(c) == U_DECIMAL_DIGIT_NUMBER; }
bool is_format(UChar32 c) {   // soft hyphen, joiners, marks of direction: nothing to see
  return c >= 0x80 && u_charType(c) == U_FORMAT_CHAR && c != 0x200B && c != 0xFEFF;
}
bool is_accent(UChar32 c) { return c >= 0x80 && (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }
bool is_joined(UChar32 c) { return is_accent(c) || is_format(c); }   // stands in a word, is no letter
bool is_blank(UChar32 c) {
  return c >= 0 && (c < 0x80 ? c == ' ' || (c >= 9 && c <= 13) : u_isUWhiteSpace(c) || c == 0x200B || c == 0xFEFF);
}
// Not seen inside a word: « dé\u200Bclare ».
bool is_hidden(UChar32 c) { return c == 0x200B || c == 0xFEFF || is_format(c); }
bool is_line_end(UChar32 c) { return c == '\n' || c == '\r' || c == 0x2028; }
bool is_quote(UChar32 c) {
  return c == '"' || c == '\'' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

void append(UChar32 c, std::string& out) {
  std::uint8_t buffer[4];
  std::int32_t size = 0;
  UBool error = false;
  U8_APPEND(buffer, size, 4, c, error);
  if (!error) out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size));
}

// NFC.
void compose(std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return;
  const icu::UnicodeString out = nfc->normalize(icu::UnicodeString::fromUTF8(text), status);
  text.clear();
  if (U_SUCCESS(status)) out.toUTF8String(text);
}

constexpr std::size_t long_text = 1u << 20;   // bytes

class Reader {
 public:
  Reader(std::string_view bytes, Tokens& out, const Patience& patience)
      : data_(reinterpret_cast<const std::uint8_t*>(bytes.data())),
        bytes_(bytes),
        out_(out),
        patience_(patience),
        spelling_(spelling()) {
    for (const std::string& elision : spelling_.plain_elisions)
      if (elision.size() == 1) letters_.set(static_cast<unsigned char>(elision[0]));
    // Of a long text more than is likely: memory that is never written costs nothing, and to grow costs the whole once more.
    out_.tokens.reserve(bytes.size() / (bytes.size() < long_text ? 5 : 2));
    out_.blocks.reserve(out_.tokens.capacity() / Tokens::block + 1);
    out_.keys.reserve(bytes.size() * 5 / 4 + longest_key);
    make_room(longest_key);
  }

  void finish() { out_.keys.resize(keys_ + Tokens::padding); }

  void paragraph(Span span) {
    begin_ = at_ = span.begin;
    end_ = span.end;
    flags_ = space_before | starts_paragraph;
    while (at_ < end_) {
      patience_.check(out_.tokens.size());
      if (data_[at_] == ' ') {   // most of what there is
        flags_ |= space_before;
        ++at_;
        continue;
      }
      if (data_[at_] >= 'a' && data_[at_] <= 'z') {
        word();
        continue;
      }
      std::uint32_t next = at_;
      const UChar32 c = read(next);
      if (is_blank(c)) {
        flags_ |= space_before;
        if (is_line_end(c)) flags_ |= break_before;
        at_ = next;
      } else if (is_letter(c)) {
        word();
      } else if (is_digit(c)) {
        number();
      } else {
        other(c, next);
      }
    }
  }

 private:
  UChar32 read(std::uint32_t& i) const {
    UChar32 c = data_[i];
    if (c < 0x80) {
      ++i;
      return c;
    }
    std::int32_t offset = 0;
    U8_NEXT(data_ + i, offset, static_cast<std::int32_t>(std::min<std::uint32_t>(end_ - i, 8)), c);
    i += static_cast<std::uint32_t>(offset);
    return c;
  }
  UChar32 peek(std::uint32_t i) const { return i < end_ ? read(i) : 0; }

  // The first letter of the next line, where i stands at the end of one; else i.
  std::uint32_t next_line(std::uint32_t i) const {
    bool ends = false;
    std::uint32_t next = i;
    while (next < end_) {
      std::uint32_t behind = next;
      const UChar32 c = read(behind);
      if (!is_blank(c)) return ends && is_letter(c) ? next : i;
      ends |= is_line_end(c);
      next = behind;
    }
    return i;
  }
  // Is the hyphen before the line that begins at `next` one of the word: « Saint-⏎Brieuc », « peut-⏎être », « dit-⏎il »? The key so
  // far is that of the word before it.
  bool keeps_hyphen(std::uint32_t next, std::uint32_t end) const {
    if (u_isupper(peek(next)) || spelling_.hyphenated.contains(key_)) return true;
    std::string behind = "-";
    for (std::uint32_t i = next; i < end && behind.size() < 8;) {
      const UChar32 c = read(i);
      if (!is_letter(c) && !is_hyphen(c)) break;
      append(u_tolower(c), behind);
    }
    return spelling_.clitics.contains(behind);
  }

  // For so many bytes of keys, and piece by piece for more: it is cleared, which takes long for all at once.
  void make_room(std::size_t bytes) {
    constexpr std::size_t piece = 1u << 15;
    const std::size_t wanted = keys_ + bytes;
    if (wanted < out_.keys.size()) return;
    if (wanted > out_.keys.capacity()) out_.keys.reserve(wanted * 3 / 2);
    out_.keys.resize(std::min(out_.keys.capacity(), wanted + piece));
  }

  // The key of [begin, end) into `key_`.
  void make_key(std::uint32_t begin, std::uint32_t end) {
    key_.clear();
    bool marks = false;
    for (std::uint32_t i = begin; i < end && key_.size() < longest_key;) {
      UChar32 c = read(i);
      if (c < 0) continue;
      if (is_hyphen(c) || c == 0xAD) {
        if (const std::uint32_t next = next_line(i); next > i) {
          if (c != 0xAD && keeps_hyphen(next, end)) key_ += '-';
          i = next;
          continue;
        }
      }
      if (c < 0x80) {
        key_ += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        continue;
      }
      if (is_hidden(c)) continue;
      if (is_apostrophe(c)) c = '\'';
      if (is_hyphen(c)) c = '-';
      if (c >= 0xFB00 && c <= 0xFB06) {
        key_ += ligatures[c - 0xFB00];
        continue;
      }
      if (u_charType(c) == U_NON_SPACING_MARK) marks = true;
      append(u_tolower(c), key_);
    }
    if (marks) compose(key_);
  }

  void add(std::uint32_t end, Kind kind, Shape shape = Shape::none) {
    make_key(at_, end);
    add_keyed(end, kind, shape);
  }
  void add_keyed(std::uint32_t end, Kind kind, Shape shape) {
    make_room(key_.size());
    std::memcpy(out_.keys.data() + keys_, key_.data(), key_.size());
    add_written(end, kind, shape, key_.size(), bytes_.substr(at_, end - at_) == key_);
  }
  // Of a key that stands behind all others already. `told`: key and shape tell how it is written.
  void add_written(std::uint32_t end, Kind kind, Shape shape, std::size_t size, bool told) {
    Token token;
    if (out_.tokens.size() % Tokens::block == 0) out_.blocks.push_back(keys_);
    token.begin = at_;
    token.size = end - at_;
    token.key = keys_ - out_.blocks.back();
    token.key_size = static_cast<std::uint32_t>(size);
    token.kind = kind;
    token.shape = shape;
    token.flags = told ? flags_ : flags_ | odd_spelling;
    keys_ += static_cast<std::uint32_t>(size);
    out_.keys[keys_++] = ' ';
    out_.tokens.push_back(token);
    flags_ = 0;
    at_ = end;
  }

  Shape shape_of(std::uint32_t begin, std::uint32_t end) const {
    int lower = 0, upper = 0, digits = 0;
    bool first_upper = false, first = true;
    for (std::uint32_t i = begin; i < end;) {
      const UChar32 c = read(i);
      if (c < 0) continue;
      if (c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(c) || u_istitle(c)) {
        ++upper;
        first_upper |= first;
      } else if (is_letter(c)) {
        ++lower;
      } else if (is_digit(c)) {
        ++digits;
        continue;
      } else {
        continue;
      }
      first = false;
      if (lower > 2 && upper == 0) return Shape::lower;   // most words; « maisonNeuve » does not matter
    }
    if (upper == 0) return lower ? Shape::lower : Shape::none;
    if (digits && lower == 0 && upper == 1) return Shape::mixed;
    if (lower == 0) return upper > 1 ? Shape::upper : Shape::initial;
    return first_upper ? Shape::capitalised : Shape::mixed;
  }

  // How many of the eight bytes from i on are a to z, up to the first that is not; 0 where there are not eight.
  std::uint32_t letters_at(std::uint32_t i) const {
    if (std::size_t{i} + 8 > bytes_.size()) return 0;
    return static_cast<std::uint32_t>(bytes_before(small_letters(eight_bytes(data_ + i)) ^ top_bits));
  }

  // Most words: letters of one or two bytes, an elision or nothing behind them that could belong to the word. Shape and key
  // in one go.
  bool plain_word() {
    constexpr std::size_t room = longest_plain + 2 + 8;
    make_room(room);
    char* const begin = out_.keys.data() + keys_;
    char* key = begin;
    std::uint32_t upper = 0, letters = 0;
    const std::uint32_t end = std::min<std::uint64_t>(end_, std::uint64_t{at_} + longest_plain - 1);
    std::uint32_t i = at_;
    for (; i < end; ++i, ++letters) {
      if (const std::uint32_t run = std::min(letters_at(i), end - i); run > 0) {
        std::memcpy(key, data_ + i, 8);
        key += run;
        letters += run;
        i += run;
        if (i == end) break;
      }
      const std::uint8_t c = data_[i];
      const std::uint8_t small = c | 0x20;
      if (small >= 'a' && small <= 'z') {
        *key++ = static_cast<char>(small);
        upper += c < 'a';
      } else if (c == 0xC3 && i + 1 < end_) {
        const std::uint8_t d = data_[i + 1];   // U+00C0 to U+00FF
        if (d < 0x80 || d > 0xBF || d == 0x97 || d == 0xB7) return false;
        const bool capital = d < 0x9F;
        *key++ = static_cast<char>(c);
        *key++ = static_cast<char>(capital ? d | 0x20 : d);
        upper += capital;
        ++i;
      } else {
        break;
      }
    }
    const auto size = static_cast<std::size_t>(key - begin);
    const bool first_upper = data_[at_] <= 'Z' || (data_[at_] == 0xC3 && data_[at_ + 1] < 0x9F);
    if (i < end_) {
      const std::uint8_t c = data_[i];
      const std::uint8_t d = i + 1 < end_ ? data_[i + 1] : 0;
      if (c == '\'' || (c == 0xE2 && d == 0x80 && i + 2 < end_ && data_[i + 2] == 0x99)) {
        const std::uint32_t next = i + (c == '\'' ? 1 : 3);
        if (size == 1 ? !letters_[static_cast<unsigned char>(*begin)] : !spelling_.plain_elisions.contains({begin, size}))
          return false;
        // M'Baye
        if (next >= end_ || data_[next] < 'a' || data_[next] > 'z') return false;
        *key = '\'';
        add_written(next, Kind::word, first_upper ? Shape::capitalised : Shape::lower, size + 1,
                    c == '\'' && upper == first_upper);
        return true;
      }
      const bool ends = c == ' ' || c == ',' || c == ';' || c == ')' || c == '\n' || c == '!' || c == '?' || c == '"' ||
                        (c == ':' && d != '/') || (c == 0xC2 && (d == 0xA0 || d == 0xBB)) ||
                        (c == '.' && (i + 1 == end_ ? size > 4 : (d == ' ' || d == '\n') && !is_abbreviation({begin, size}, i)));
      if (!ends) return false;
    }
    if (letters < 2 || (upper > 0 && !first_upper)) return false;
    const Shape shape = upper == 0 ? Shape::lower : upper == letters ? Shape::upper : Shape::capitalised;
    add_written(i, Kind::word, shape, size, upper <= 1 || shape == Shape::upper);
    return true;
  }

  // May the point behind the word [at_, end) be part of it: « etc. », « Mme. », « www. »?
  bool is_abbreviation(std::string_view key, std::uint32_t end) const {
    const std::string_view written = bytes_.substr(at_, end - at_);
    const auto listed = [&](std::string_view form) {
      return spelling_.abbreviations.contains(form) || spelling_.abbreviations_end.contains(form);
    };
    return listed(key) || listed(written) || spelling_.given_names.contains(written) || key == "www";
  }

  // A letter at at_.
  void word() {
    if (plain_word() || address()) return;
    const Extent word = extent();
    if (word.cut) {
      make_key(at_, word.end);
      add_keyed(word.end, Kind::word, *word.cut);
    } else if (word.points) {
      add_initials(word.end);
    } else if (!(word.hyphen < word.end && add_with_clitics(word.end)) && !inclusive(word.end) && !abbreviation(word.end)) {
      const Shape shape = shape_of(at_, word.end);
      // A capital À or Y alone is a word at the head of a sentence.
      add(word.end, Kind::word, shape == Shape::initial && is_letter_word(word.end) ? Shape::capitalised : shape);
    }
  }

  // How far the letters from at_ on are one word.
  struct Extent {
    std::uint32_t end = 0;
    std::uint32_t part = 0;     // where what stands behind the last hyphen begins
    std::uint32_t hyphen = 0;   // the last hyphen; the end of the paragraph where there is none
    bool points = false;        // O.N.U., J.-P.
    std::optional<Shape> cut;   // of a part that is a token of its own: l'|arbre, anti-|Varenne
  };

  Extent extent() {
    Extent out{at_, at_, end_, false, {}};
    while (out.end < end_ && !out.cut) {
      std::uint32_t next = out.end;
      const UChar32 c = read(next);
      if (is_letter(c) || is_digit(c) || is_joined(c)) out.end = c == 0xAD ? next_line(next) : next;
      else if (is_hidden(c) && is_letter(peek(next))) out.end = next;
      else if (!(is_apostrophe(c) ? behind_apostrophe(out, next)
                 : is_hyphen(c)   ? behind_hyphen(out, next)
                 : c == '.'       ? behind_point(out, next)
                                  : false))
        break;
    }
    return out;
  }

  // Does the word go on behind the apostrophe before `next`, or is it cut there? N'Golo and M'Baye go on: a capital, then a
  // capital with small letters.
  bool behind_apostrophe(Extent& word, std::uint32_t next) {
    const UChar32 after = peek(next);
    make_key(word.part, word.end);
    if (word.part == at_ && spelling_.elisions.contains(key_)) {
      std::uint32_t behind = next;
      const bool name = word.end - at_ == 1 && spelling_.name_elisions.contains(key_) && data_[at_] < 'a' && is_letter(after) &&
                        u_isupper(after) && (read(behind), u_islower(peek(behind)));
      if (!name && !is_whole(next)) word.cut = u_isupper(peek(at_)) ? Shape::capitalised : Shape::lower;
    } else if (!is_letter(after)) {
      return false;
    }
    word.end = next;
    return true;
  }

  bool behind_hyphen(Extent& word, std::uint32_t next) {
    next = next_line(next);   // a word that a line end breaks
    const UChar32 after = peek(next);
    if (!is_letter(after) && !is_digit(after)) return false;
    if (word.part == at_ && u_isupper(after)) {
      make_key(at_, word.end);
      if (spelling_.name_prefixes.contains(key_)) word.cut = shape_of(at_, word.end);
    }
    word.hyphen = word.end;
    word.end = word.part = next;
    return true;
  }

  // Letters with a point behind each.
  bool behind_point(Extent& word, std::uint32_t next) const {
    if (word.end - part_start(word.end) != letter_size(word.end) || !(word.points || is_letter_then_point(next))) return false;
    word.points = true;
    word.end = next;
    if (is_hyphen(peek(next)) && is_letter_then_point(next + 1)) word.part = ++word.end;
    return is_letter_then_point(word.end) || is_capital(word.end);
  }

  // « S.N.C.F. », « J.-P. », « p.-d.g. »: the key has no points.
  void add_initials(std::uint32_t end) {
    while (end < end_ && data_[end] == '.') ++end;
    make_key(at_, end);
    std::erase(key_, '.');
    const bool initials = key_.size() <= 3;
    add_keyed(end, Kind::abbreviation, initials ? Shape::initial : Shape::upper);
    if (!initials) out_.tokens.back().kind = Kind::word;
  }

  // Clitics behind the verb are tokens of their own; « -t-il » has two hyphens, « donne-le-moi » two clitics. False where there
  // are none.
  bool add_with_clitics(std::uint32_t last) {
    make_key(at_, last);
    if (spelling_.whole.contains(key_)) return false;
    std::array<std::uint32_t, 3> cuts;
    std::size_t count = 0;
    std::uint32_t end = last;
    for (std::uint32_t cut; count < cuts.size() && (cut = clitic(end)) < end; end = cut) cuts[count++] = cut;
    if (count == 0) return false;
    add(end, Kind::word, shape_of(at_, end));
    while (count > 0) {
      const std::uint32_t behind = --count > 0 ? cuts[count - 1] : last;
      add(behind, Kind::word, Shape::lower);
    }
    return true;
  }

  // Is the point behind the word [at_, end) part of it? « M. », « F. de Varenne », « etc. » unless it ends the sentence.
  bool abbreviation(std::uint32_t end) {
    if (peek(end) != '.') return false;
    make_key(at_, end);
    const Shape shape = shape_of(at_, end);
    std::string as_written = key_;
    if (shape != Shape::lower) as_written.assign(bytes_.substr(at_, end - at_));
    std::uint32_t behind = end + 1;
    while (behind < end_ && is_blank(peek(behind))) read(behind);
    const bool last = behind >= end_;
    const UChar32 after = peek(behind);
    const bool capital = !last && u_isupper(after);
    const bool short_name = spelling_.given_names.contains(as_written);   // « Ch. », « Ph. »
    const bool degrees = bytes_.substr(0, at_).ends_with("°");            // « 3 °C. »
    const bool initial =
        (shape == Shape::initial || short_name) && !degrees && (capital || is_hyphen(after) || is_particle(behind));
    const bool found = (spelling_.abbreviations.contains(as_written) && !last) ||
                       (initial && (short_name || (one_letter(end) && !is_letter_name(as_written)))) ||
                       (spelling_.abbreviations_end.contains(as_written) && !last && !capital);
    if (!found) return false;
    key_ += '.';
    add_keyed(end + 1, Kind::abbreviation, initial && (short_name || one_letter(end)) ? Shape::initial : shape);
    return true;
  }

  bool is_letter_word(std::uint32_t end) {
    make_key(at_, end);
    return spelling_.letter_words.contains(key_);
  }

  // « F. de Varenne »: does a particle and a capital stand here?
  bool is_particle(std::uint32_t at) const {
    std::uint32_t end = at;
    while (end < end_ && u_isalpha(peek(end))) read(end);
    if (end == at || end == end_ || !spelling_.name_particles.contains(bytes_.substr(at, end - at))) return false;
    read(end);   // a blank or an apostrophe
    return end < end_ && u_isupper(peek(end));
  }

  // « sur X. »
  bool is_letter_name(std::string_view letter) const {
    if (out_.tokens.empty()) return false;
    std::string words(out_.key(out_.tokens.back()));
    return spelling_.letter_names.contains((words += ' ') += letter);
  }
  bool one_letter(std::uint32_t end) const {
    std::uint32_t i = at_;
    read(i);
    return i == end;
  }
  std::uint32_t part_start(std::uint32_t i) const {   // the letter before i, without its bytes
    std::uint32_t j = i;
    while (j > at_ && data_[j - 1] != '.' && data_[j - 1] != '-' && i - j < 5) --j;
    return j;
  }
  std::uint32_t letter_size(std::uint32_t i) const {
    std::uint32_t j = part_start(i);
    const std::uint32_t start = j;
    if (j >= i || !u_isalpha(peek(j))) return 0;
    read(j);
    return j - start;
  }
  bool is_capital(std::uint32_t i) const {
    if (i >= end_) return false;
    std::uint32_t next = i;
    if (!u_isupper(read(next))) return false;
    return !is_letter(peek(next));
  }
  bool is_letter_then_point(std::uint32_t i) const {
    if (i >= end_) return false;
    if (is_hyphen(data_[i])) ++i;
    std::uint32_t next = i;
    return i < end_ && u_isalpha(read(next)) && peek(next) == '.';
  }

  // « élu·e·s », « élu.e.s »: a word for women and men is one token, and its key that of « élus ».
  bool inclusive(std::uint32_t end) {
    const bool upper = shape_of(at_, end) == Shape::upper;
    bool plural = false;
    std::uint32_t i = end;
    while (end - at_ > 1 && (peek(i) == 0xB7 || peek(i) == '.')) {
      std::uint32_t part = i;
      read(part);
      std::uint32_t behind = part;
      while (is_letter(peek(behind))) read(behind);
      make_key(part, behind);
      if (!spelling_.feminine.contains(key_) || (u_isupper(peek(part)) != 0) != upper) break;
      plural = key_.back() == 's';
      i = behind;
    }
    if (i == end) return false;
    make_key(at_, end);
    if (plural && key_.back() != 's' && key_.back() != 'x') key_ += 's';
    add_keyed(i, Kind::word, shape_of(at_, end));
    return true;
  }

  // Where the clitic begins that ends the word [at_, end); `end` where there is none. Kim Jong-il is a name: a capital in
  // the clitic, or a capital behind a name.
  std::uint32_t clitic(std::uint32_t end) {
    if (end - at_ > longest_key) return end;
    make_key(at_, end);
    const std::string_view key = key_;
    for (std::size_t from = key.find('-'); from != key.npos; from = key.find('-', from + 1)) {
      if (from == 0 || !spelling_.clitics.contains(key.substr(from))) continue;
      std::uint32_t cut = at_;
      for (auto hyphens = std::count(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(from), '-'); cut < end;) {
        const std::uint32_t start = cut;
        if (!is_hyphen(read(cut)) || hyphens-- > 0) continue;
        cut = start;
        break;
      }
      const Shape shape = shape_of(at_, cut);
      if (shape == Shape::lower) return cut;
      if (shape == Shape::capitalised && !(flags_ & starts_paragraph)) {
        const Token& before = out_.tokens.back();
        if (before.shape == Shape::capitalised && before.kind == Kind::word && !out_.key(before).ends_with('\'')) return end;
      }
      std::uint32_t letter = cut;
      read(letter);
      return shape_of(letter, end) == Shape::lower || shape_of(at_, end) == Shape::upper ? cut : end;
    }
    return end;
  }

  // Is the word that goes on behind the apostrophe at `next` one that is never cut?
  bool is_whole(std::uint32_t next) {
    const std::string before = key_;
    std::uint32_t i = next;
    while (i < end_ && i - next < 16) {
      std::uint32_t behind = i;
      if (!is_letter(read(behind))) break;
      i = behind;
    }
    make_key(at_, i);
    const bool whole = spelling_.whole.contains(key_);
    key_ = before;
    return whole;
  }

  // URLs, e-mail addresses at at_.
  bool address() {
    const std::string_view rest = bytes_.substr(at_, std::min<std::size_t>(end_ - at_, 8));
    if (rest.starts_with("http:/") || rest.starts_with("https:/") || rest.starts_with("www.")) {
      std::uint32_t i = at_;
      while (i < end_) {
        std::uint32_t next = i;
        const UChar32 c = read(next);
        if (c < 0 || is_blank(c) || c < 0x20 || (c != '\'' && is_quote(c)) || c == '<' || c == '>' || c == ')') break;
        i = next;
      }
      while (i > at_ + 4 && std::string_view(".,;:!?").find(static_cast<char>(data_[i - 1])) != std::string_view::npos) --i;
      add(i, Kind::url);
      return true;
    }
    std::uint32_t i = at_;
    while (i < end_ && i - at_ < 64 && (std::isalnum(data_[i]) || data_[i] == '.' || data_[i] == '_' || data_[i] == '-')) ++i;
    if (i < end_ && data_[i] == '@' && i + 1 < end_ && std::isalnum(data_[i + 1])) {
      ++i;
      while (i < end_ && (std::isalnum(data_[i]) || data_[i] == '.' || data_[i] == '-')) ++i;
      while (data_[i - 1] == '.' || data_[i - 1] == '-') --i;
      add(i, Kind::email);
      return true;
    }
    return false;
  }

  // A digit at at_: groups of three, decimals, ordinals, units that stick to it (20h30, 12e, 1er, 10%).
  void number() {
    std::uint32_t i = at_;
    std::uint32_t group = at_;
    while (i < end_) {
      std::uint32_t next = i;
      const UChar32 c = read(next);
      if (is_digit(c)) {
        i = next;
        continue;
      }
      const bool separator = c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || is_apostrophe(c);
      const bool space = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
      if (separator && is_digit(peek(next)) && c != '-') {
        i = next;
        group = next;
        continue;
      }
      if (space && i - group <= 3 && three_digits(next)) {
        i = next;
        group = next;
        continue;
      }
      break;
    }
    bool letters = false;
    while (i < end_) {
      std::uint32_t next = i;
      const UChar32 c = read(next);
      if (!is_letter(c) && !is_digit(c) && !is_joined(c)) break;
      letters |= is_letter(c);
      i = next;
    }
    add(i, Kind::number, letters ? Shape::mixed : Shape::none);
  }
  bool three_digits(std::uint32_t i) const {
    for (int n = 0; n < 3; ++n, ++i)
      if (i >= end_ || data_[i] < '0' || data_[i] > '9') return false;
    return i >= end_ || !(data_[i] >= '0' && data_[i] <= '9');
  }

  UChar32 before() const {
    UChar32 c = 0;
    if (std::int32_t i = static_cast<std::int32_t>(at_ - begin_); i > 0) U8_PREV(data_ + begin_, 0, i, c);
    return c;
  }
  bool heads_line() const { return (flags_ & (starts_paragraph | break_before)) != 0; }
  static bool is_word(UChar32 c) { return is_letter(c) || is_digit(c); }

  // Where the markup at at_ ends, of which a reader of the page sees nothing; at_ where there is none. Markdown's emphasis, links,
  // headings and quoted lines, which mail has too; the numbers of notes.
  std::uint32_t markup_end(UChar32 c, std::uint32_t next) const {
    switch (c) {
      case '*':
      case '_': {
        while (next < end_ && data_[next] == static_cast<std::uint8_t>(c) && next - at_ < 3) ++next;
        const UChar32 left = before(), right = peek(next);
        const bool room_left = left == 0 || is_blank(left), room_right = next >= end_ || is_blank(right);
        const bool opens_here = !room_right && !is_word(left), closes_here = !room_left && !is_word(right);
        return opens_here || closes_here ? next : at_;
      }
      case '#':
        if (!(flags_ & starts_paragraph)) return at_;
        while (next < end_ && data_[next] == '#') ++next;
        return next < end_ && data_[next] == ' ' ? next : at_;
      case '>':
        if (!heads_line()) return at_;
        while (next < end_ && (data_[next] == '>' || data_[next] == ' ')) ++next;
        return next;
      case '!':
        return next < end_ && data_[next] == '[' && before() != 0 && !is_word(before()) && link_end(next + 1) > next + 1 ? next
                                                                                                                         : at_;
      case '[': {
        std::uint32_t i = next;
        while (i < end_ && i - next < 3 && data_[i] >= '0' && data_[i] <= '9') ++i;
        if (i > next && i < end_ && data_[i] == ']' && !(flags_ & space_before)) return i + 1;   // « … »[1]
        return link_end(next) > next ? next : at_;
      }
      case ']': return address_end(next) > next ? address_end(next) : at_;
      case 0xB9:
      case 0xB2:
      case 0xB3: return is_note() ? next : at_;
      default: return c >= 0x2070 && c <= 0x2079 && is_note() ? next : at_;
    }
  }
  // A small raised figure at at_: behind a mark or a word, not « m² », « 10² ».
  bool is_note() const {
    if (flags_ & (space_before | starts_paragraph) || out_.tokens.empty()) return false;
    const Token& last = out_.tokens.back();
    return last.kind != Kind::number && (last.kind != Kind::word || last.key_size > 2);
  }
  // « (https://… ) » at i: behind it; else i.
  std::uint32_t address_end(std::uint32_t i) const {
    if (i >= end_ || data_[i] != '(') return i;
    const std::string_view rest = bytes_.substr(i + 1, std::min(end_ - i - 1, longest_link));
    if (!rest.starts_with("http") && !rest.starts_with("www.") && !rest.starts_with("mailto:") && !rest.starts_with('/') &&
        !rest.starts_with('#'))
      return i;
    const std::size_t end = rest.find_first_of(") \n");
    return end != rest.npos && rest[end] == ')' ? i + 1 + static_cast<std::uint32_t>(end) + 1 : i;
  }
  // The ] of a link whose words begin at i; else i.
  std::uint32_t link_end(std::uint32_t i) const {
    const std::size_t end = bytes_.substr(i, std::min(end_ - i, longest_link)).find(']');
    if (end == std::string_view::npos) return i;
    const auto behind = i + static_cast<std::uint32_t>(end) + 1;
    return address_end(behind) > behind ? behind : i;
  }

  void other(UChar32 c, std::uint32_t next) {
    if (is_format(c)) {
      at_ = next;
      return;
    }
    if (c < 0x20 || c == 0x7F) {   // controls, NUL and what is no UTF-8, a run of them
      while (next < end_) {
        std::uint32_t behind = next;
        const UChar32 d = read(behind);
        if (is_blank(d) || (d >= 0x20 && d != 0x7F)) break;
        next = behind;
      }
      add(next, Kind::invalid);
      return;
    }
    if (const std::uint32_t end = markup_end(c, next); end > at_) {
      at_ = end;
      return;
    }
    const UChar32 after = peek(next);
    if (is_accent(after)) {
      symbol(c, next);
    } else if (is_quote(c) || c == '`') {   // doubled, as typewriters and forms write them, they are one mark
      const bool doubled =
          (after == c && (c == '"' || c == '\'' || c == '`' || c == 0xAB || c == 0xBB || c == 0x2018 || c == 0x2019)) ||
          (c == 0x2018 && after == 0x2019);   // ‘’Non’’
      if (doubled) read(next);
      if (c == '`' && !doubled) symbol(c, next);
      else add(next, Kind::quote);
    } else if ((c == '<' || c == '>') && after == c) {
      add(next + 1, Kind::quote);
    } else if (c == '@' && is_letter(after)) {
      tag(next, Kind::handle);
    } else if (c == '#' && is_letter(after) && !(flags_ & starts_paragraph)) {   // at the head of a line it marks a list of tags
      tag(next, Kind::hashtag);
    } else if (c == 0x2015 || (c == '-' && after == '-')) {   // as typewriters and Gutenberg write the dash
      while (c == '-' && next < end_ && data_[next] == '-') ++next;
      key_ = "—";
      add_keyed(next, Kind::punctuation, Shape::none);
    } else if (c == '.' && after == '.') {
      while (next < end_ && data_[next] == '.') ++next;
      key_ = "…";
      add_keyed(next, Kind::punctuation, Shape::none);
    } else if (c == '(' || c == '[') {
      std::uint32_t i = next;
      while (i < end_ && (data_[i] == '.' || bytes_.substr(i, 3) == "…")) i += data_[i] == '.' ? 1 : 3;
      if (i > next && i < end_ && data_[i] == static_cast<unsigned char>(c == '(' ? ')' : ']')) {
        key_ = "(…)";
        add_keyed(i + 1, Kind::punctuation, Shape::none);
      } else {
        add(next, Kind::punctuation);
      }
    } else if (u_ispunct(c)) {
      add(next, Kind::punctuation);
    } else {
      symbol(c, next);
    }
  }

  // A symbol with what makes one sign of it: accents, colours of skin, joined emoji, the two letters of a flag.
  void symbol(UChar32 c, std::uint32_t i) {
    const auto is_flag = [](UChar32 d) { return d >= 0x1F1E6 && d <= 0x1F1FF; };
    if (is_flag(c) && is_flag(peek(i))) read(i);
    for (std::uint32_t next = i; next < end_; i = next) {
      const UChar32 d = read(next);
      if (!is_joined(d) && !(d >= 0x1F3FB && d <= 0x1F3FF)) break;
      if (d == 0x200D && next < end_ && u_charType(peek(next)) == U_OTHER_SYMBOL) read(next);
    }
    add(i, Kind::symbol);
  }

  void tag(std::uint32_t i, Kind kind) {
    while (i < end_) {
      std::uint32_t next = i;
      const UChar32 c = read(next);
      if (!is_letter(c) && !is_digit(c) && c != '_') break;
      i = next;
    }
    add(i, kind, shape_of(at_ + 1, i));
  }

  const std::uint8_t* data_;
  std::string_view bytes_;
  Tokens& out_;
  const Patience& patience_;
  const Spelling& spelling_;
  std::bitset<256> letters_;   // plain elisions of one letter
  std::string key_;
  std::uint32_t keys_ = 0;                       // bytes of Tokens::keys that are written
  std::uint32_t begin_ = 0, at_ = 0, end_ = 0;   // of the paragraph; where it is read
  std::uint8_t flags_ = 0;
};

}   // namespace

std::string composed(std::string_view written) {
  std::string out;
  const auto* const data = reinterpret_cast<const std::uint8_t*>(written.data());
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(written.size());) {
    const std::int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(data, i, static_cast<std::int32_t>(written.size()), c);
    if (c < 0 || !is_format(c)) out.append(written.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
  }
  compose(out);
  return out;
}

std::uint32_t behind_last_hyphen(std::string_view written) noexcept {
  const auto* const data = reinterpret_cast<const std::uint8_t*>(written.data());
  for (auto i = static_cast<std::int32_t>(written.size()); i > 0;) {
    const std::int32_t behind = i;
    UChar32 c = 0;
    U8_PREV(data, 0, i, c);
    if (is_hyphen(c)) return static_cast<std::uint32_t>(behind);
  }
  return 0;
}

Tokens tokenize(const text::Text& text, const Patience& patience) {
  Tokens out;
  Reader reader(text.bytes, out, patience);
  std::vector<std::uint32_t> first;
  first.reserve(text.paragraphs.size() + 1);
  for (const Paragraph& paragraph : text.paragraphs) {
    first.push_back(static_cast<std::uint32_t>(out.tokens.size()));
    reader.paragraph(paragraph.span);
  }
  reader.finish();
  first.push_back(static_cast<std::uint32_t>(out.tokens.size()));
  pair_marks(first, out, patience);
  out.sentences.reserve(text.paragraphs.size() + out.tokens.size() / 16);
  split_sentences(first, out, patience);
  return out;
}

}   // namespace propos::token
