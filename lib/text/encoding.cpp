// SPDX-License-Identifier: Apache-2.0
#include "propos/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <boost/locale/encoding.hpp>
#include <charconv>
#include <cmath>
#include <memory>
#include <unordered_map>
#include <vector>

#include "bits.h"
#include "data.h"
#include "propos/error.h"
#include "text/characters.h"

namespace propos {
namespace {

// --- byte order marks

struct Mark {
  std::string_view bytes, encoding;
};
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::array<Mark, 5> marks = {{{utf8_mark, "utf-8"},
                                        {{"\xFF\xFE\0\0", 4}, "utf-32le"},
                                        {{"\0\0\xFE\xFF", 4}, "utf-32be"},
                                        {"\xFF\xFE", "utf-16le"},
                                        {"\xFE\xFF", "utf-16be"}}};

// --- what bytes are made of

struct Census {
  std::size_t zeros = 0;
  std::size_t controls = 0;    // but white space and escape
  std::size_t sequences = 0;   // of UTF-8, of more than one byte
  std::size_t stray = 0;       // bytes that are not UTF-8
};

Census count(std::string_view bytes) {
  Census out;
  for (std::size_t i = 0; i < bytes.size();) {
    if (bytes.size() - i >= 8) {
      const std::uint64_t eight = eight_bytes(bytes.data() + i);
      const std::uint64_t special = (eight | ((eight - low_bits * 0x20) & ~eight)) & top_bits;   // no plain ASCII
      if (special == 0) {
        i += 8;
        continue;
      }
      i += bytes_before(special);
    }
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x80) {
      out.zeros += byte == 0;
      out.controls += byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1B && byte != 0x1A;
      ++i;
      continue;
    }
    const text::Character c = text::at(bytes, i);
    if (c.c < 0) {
      ++out.stray;
      ++i;
    } else {
      ++out.sequences;
      i += c.size;
    }
  }
  return out;
}

// --- encodings of one byte a character, by how French is written

enum class Place : std::uint8_t { letter, word, join, mark };
struct Written {
  float weight = 0;
  Place place = Place::letter;
};

// What a byte from 0x80 on is in an encoding.
struct Meaning {
  bool letter = false, known = false, assigned = false;
  Written written;
};
struct Candidate {
  std::string name;
  std::array<Meaning, 128> meanings;
};

constexpr float unknown_weight = -4, unassigned_weight = -10;
constexpr float least_french = 3;   // mean weight; that of French is about 11

std::unordered_map<UChar32, Written> written_characters() {
  std::unordered_map<UChar32, Written> out;
  for (const auto& [character, facts] : data_table("letters.tsv")) {
    int frequency = 0;
    const char* const end = std::from_chars(facts.data(), facts.data() + facts.size(), frequency).ptr;
    const std::string_view place =
        facts.substr(std::min<std::size_t>(facts.size(), static_cast<std::size_t>(end - facts.data()) + 1));
    out[text::at(character, 0).c] = {std::log2(static_cast<float>(frequency) + 1), place == "word"   ? Place::word
                                                                                   : place == "join" ? Place::join
                                                                                   : place == "mark" ? Place::mark
                                                                                                     : Place::letter};
  }
  return out;
}

Candidate make_candidate(const std::string& name, const std::unordered_map<UChar32, Written>& written) {
  Candidate out{name, {}};
  for (int byte = 0x80; byte < 0x100; ++byte) {
    const char bytes[] = {static_cast<char>(byte)};
    UErrorCode status = U_ZERO_ERROR;
    char utf8[16] = {};
    const std::int32_t size = ucnv_convert("UTF-8", name.c_str(), utf8, sizeof(utf8), bytes, 1, &status);
    Meaning& meaning = out.meanings[static_cast<std::size_t>(byte - 0x80)];
    if (U_FAILURE(status) || size <= 0) continue;
    const UChar32 c = text::at(std::string_view(utf8, static_cast<std::size_t>(size)), 0).c;
    meaning.assigned = c != 0xFFFD && u_charType(c) != U_CONTROL_CHAR && u_charType(c) != U_PRIVATE_USE_CHAR;
    meaning.letter = u_isalpha(c);
    const auto found = written.find(c);
    meaning.known = found != written.end();
    if (meaning.known) meaning.written = found->second;
  }
  return out;
}

// The first is taken where another is not better.
const std::vector<Candidate>& candidates() {
  static const std::vector<Candidate> all = [] {
    const auto written = written_characters();
    std::vector<Candidate> out;
    for (const char* name : {"windows-1252", "iso-8859-15", "macintosh"}) out.push_back(make_candidate(name, written));
    return out;
  }();
  return all;
}

bool is_letter(const Candidate& candidate, unsigned char byte) {
  return byte < 0x80 ? (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z' : candidate.meanings[byte - 0x80u].letter;
}

float weight(const Candidate& candidate, unsigned char before, unsigned char byte, unsigned char after) {
  const Meaning& meaning = candidate.meanings[byte - 0x80u];
  if (!meaning.assigned) return unassigned_weight;
  if (!meaning.known) return unknown_weight;
  const int letters = is_letter(candidate, before) + is_letter(candidate, after);
  const bool in_place = meaning.written.place == Place::word || (meaning.written.place == Place::letter && letters > 0) ||
                        (meaning.written.place == Place::join && letters == 2) ||
                        (meaning.written.place == Place::mark && letters < 2);
  return in_place ? meaning.written.weight : unknown_weight;
}

// The mean weight of the characters beyond ASCII.
float french(const Candidate& candidate, std::string_view bytes) {
  double sum = 0;
  std::size_t characters = 0;
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(i < bytes.size() ? bytes[i] : ' '); };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (at(i) < 0x80) continue;
    sum += static_cast<double>(weight(candidate, at(i - 1), at(i), at(i + 1)));
    ++characters;
  }
  return characters == 0 ? 0 : static_cast<float>(sum / static_cast<double>(characters));
}

// --- ICU's detector

struct Detected {
  std::string name;
  int confidence = 0;   // of 100
};

Detected detect(std::string_view bytes) {
  constexpr std::size_t sample = 1 << 16;   // ICU reads less
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) return {};
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(std::min(bytes.size(), sample)), &status);
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return {};
  const char* const name = ucsdet_getName(match, &status);
  const std::int32_t confidence = ucsdet_getConfidence(match, &status);
  return U_FAILURE(status) || name == nullptr ? Detected{} : Detected{name, confidence};
}

EncodingFound guess_of_one_byte(std::string_view bytes) {
  const Candidate* best = nullptr;
  float most = 0;
  for (const Candidate& candidate : candidates()) {
    const float here = french(candidate, bytes);
    if (best == nullptr || here > most + 1e-4f) {
      best = &candidate;
      most = here;
    }
  }
  if (most >= least_french) return {best->name, EncodingBy::guess};
  const Detected other = detect(bytes);   // not French
  const bool believed =
      other.confidence >= 40 && other.name != "UTF-8" && !other.name.starts_with("ISO-8859-1") && is_encoding(other.name);
  return {believed ? other.name : "windows-1252", EncodingBy::guess};
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

}   // namespace

EncodingFound find_encoding(std::string_view bytes) {
  for (const Mark& mark : marks)
    if (bytes.starts_with(mark.bytes)) return {std::string(mark.encoding), EncodingBy::mark};
  const Census census = count(bytes);
  if (census.zeros > 0) {
    const Detected wide = detect(bytes);
    const bool is_wide = wide.confidence >= 60 && (wide.name == "UTF-16LE" || wide.name == "UTF-16BE");
    return is_wide ? EncodingFound{wide.name == "UTF-16LE" ? "utf-16le" : "utf-16be", EncodingBy::guess} : EncodingFound{};
  }
  // A form feed or a bell is met in texts, a tenth of such bytes is not; in bytes that nothing tells of, less is enough.
  if (census.controls * (census.stray > 0 ? 50 : 10) > bytes.size()) return {};
  if (census.stray == 0) return {"utf-8", EncodingBy::utf8};
  if (census.sequences > census.stray) return {"utf-8", EncodingBy::utf8, true};
  return guess_of_one_byte(bytes);
}

bool is_encoding(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(std::string(name).c_str(), &status), &ucnv_close);
  return !name.empty() && U_SUCCESS(status);
}

std::string to_utf8(std::string_view bytes, std::string_view encoding) {
  const std::string name(encoding);
  if (name.empty()) throw Error("expected the name of an encoding", ErrorKind::encoding);
  for (const Mark& mark : marks)
    if (mark.bytes != utf8_mark && same_name(encoding, mark.encoding) && bytes.starts_with(mark.bytes))
      bytes.remove_prefix(mark.bytes.size());
  // Boost.Locale leaves bytes without a meaning out; where there are any, ICU puts U+FFFD in their place.
  try {
    return boost::locale::conv::to_utf<char>(bytes.data(), bytes.data() + bytes.size(), name, boost::locale::conv::stop);
  } catch (const boost::locale::conv::invalid_charset_error&) {
    throw Error("expected the name of an encoding; «" + name + "» is none", ErrorKind::encoding);
  } catch (const boost::locale::conv::conversion_error&) {
  }
  UErrorCode status = U_ZERO_ERROR;
  std::string out(bytes.size() * 3 + 16, '\0');
  const std::int32_t size = ucnv_convert("UTF-8", name.c_str(), out.data(), static_cast<std::int32_t>(out.size()), bytes.data(),
                                         static_cast<std::int32_t>(bytes.size()), &status);
  if (U_FAILURE(status)) throw Error("the text cannot be read as " + name + ": " + u_errorName(status), ErrorKind::encoding);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}   // namespace propos
