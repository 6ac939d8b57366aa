// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hash.h"

/// Who is quoted in many texts: what is kept of each quote, in a few bytes, so that everything can be counted at the end.
namespace propos::cli::stats {

enum class Kind : std::uint8_t { person, organization, place, group, document, unknown };
enum class Sex : std::uint8_t { unknown, woman, man };

inline constexpr std::array<std::string_view, 6> kinds = {"person", "organization", "place", "group", "document", ""};
inline constexpr std::array<std::string_view, 4> types = {"direct", "indirect", "mixed", "term"};
inline constexpr std::array<std::string_view, 8> stances = {"asserted", "denied",   "doubted",   "negated",
                                                            "asked",    "demanded", "announced", "hypothetical"};

inline constexpr std::uint8_t term = 3;   ///< its place in `types`

inline constexpr std::uint32_t nobody = static_cast<std::uint32_t>(-1);

/// A quote as one record tells it. Text is of the record.
struct Told {
  std::string_view type, stance;
  bool has_source = false;
  bool named = false;                  ///< the source is an entity
  std::string_view kind, gender;       ///< of the source, as in docs/schema.md
  std::string_view key, name, title;   ///< of the entity
  float confidence = 0;                ///< of the source
  std::uint32_t words = 0;             ///< that no quote around it has counted
  std::string_view id;                 ///< "q3"
  std::string said;                    ///< its words, where they are wanted
  std::string_view description;        ///< of a source without a name: « une riveraine »
};

/// What one record tells: a text and its quotes.
struct Record {
  std::string doc;
  std::vector<std::string> groups;   ///< values of what is counted by: an outlet, a month; empty where the text has none
  std::vector<Told> quotes;
  std::vector<std::uint64_t> shingles;   ///< of its words, for copies (copies.h); none unless copies are looked for
};

/// A quote that is counted: no term.
struct Quote {
  std::uint32_t text = 0;
  std::uint32_t source = nobody;   ///< one that is named
  std::uint32_t words = 0;
  std::uint8_t type = 0, stance = 0;
  Kind kind = Kind::unknown;
  Sex sex = Sex::unknown;
  bool has_source = false;   ///< one that is sure enough
  float confidence = 0;      ///< of it
};

/// Somebody or something that is named, over all texts.
struct Source {
  std::string name, title;   ///< as the first text has them
  Kind kind = Kind::unknown;
  Sex sex = Sex::unknown;
  bool joined = true;   ///< of all texts; else of one, see people.h
};

class People;

/// Quotes of many texts. Not for several threads.
class Corpus {
 public:
  /// `groups`: by how many fields texts are counted. `people` must live as long.
  Corpus(std::size_t groups, float least_confidence, const People& people);

  void add(const Record& record);
  /// To be called once, behind the last text: a person of unknown gender is the one of that name whose gender is known, where that
  /// is one.
  void finish();

  std::size_t texts() const { return texts_; }
  std::size_t terms() const { return terms_; }
  std::size_t unsure() const { return unsure_; }                 ///< quotes whose source is left out, as it is not sure enough
  const std::vector<Quote>& quotes() const { return quotes_; }   ///< in order of texts
  const std::vector<Source>& sources() const { return sources_; }
  /// Of a text, its value of the field `by`, as an index into `values`.
  std::uint32_t group(std::size_t by, std::uint32_t text) const { return groups_[by][text]; }
  const std::vector<std::string>& values(std::size_t by) const { return values_[by]; }

 private:
  std::uint32_t source_of(const Told& told, Sex& sex, const std::string& doc);

  const People& people_;
  float least_confidence_;
  std::size_t texts_ = 0, terms_ = 0, unsure_ = 0;
  std::vector<Quote> quotes_;
  std::vector<Source> sources_;
  TextMap<std::uint32_t> known_;   // by kind, gender and key
  std::vector<std::vector<std::uint32_t>> groups_;
  std::vector<std::vector<std::string>> values_;
  std::vector<TextMap<std::uint32_t>> value_ids_;
};

}   // namespace propos::cli::stats
