// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How near a run comes to texts that people annotated; docs/accuracy.md says what the figures mean.
namespace propos::cli {

/// Half-open, in code points.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const Range&, const Range&) = default;
};

/// A name in a text, "PER", "LOC" or "ORG".
struct Name {
  Range range;
  std::string type;
  friend auto operator<=>(const Name&, const Name&) = default;
};

/// What a run says of its own result.
struct Certainty {
  std::string rule;
  double confidence = 0;
};

struct ScoredQuote {
  std::string type;
  std::vector<Range> spans;
  std::optional<Range> cue;
  std::optional<Range> speaker;   ///< the words that name the source
  std::string who;                ///< the source by its name; empty when there is none
  bool has_speaker = false;
  Certainty certainty, of_speaker;   ///< of a prediction; the rule of a speaker is how it was found
};

/// A name and what else the source is called.
using Clusters = std::vector<std::pair<std::string, std::vector<std::string>>>;

struct GoldDocument {
  std::string path;   ///< in its folder, without ending: "agency/strike"
  std::u32string text;
  std::vector<Name> names;
  std::optional<std::vector<ScoredQuote>> quotes;
  Clusters clusters;
  std::vector<std::pair<std::string, char>> genders;   ///< of people by name: 'm', 'f', '?'
};

struct Prediction {
  std::vector<std::pair<Name, Certainty>> names;
  std::vector<std::string> entities;     ///< of each of these names, the id of its entity
  std::map<std::string, char> genders;   ///< of entities by id: 'm', 'f'
  std::vector<ScoredQuote> quotes;
};

/// A mention, a quote or a speaker that was right or not.
struct Judged {
  std::string what;
  Certainty certainty;
  bool right = false;
};

struct Ratio {
  std::uint32_t right = 0, predicted = 0, gold = 0;
  double precision() const { return predicted == 0 ? 0 : static_cast<double>(right) / predicted; }
  double recall() const { return gold == 0 ? 0 : static_cast<double>(right) / gold; }
  double f1() const;
};

/// A source that was given: also that of a quote that is none.
struct Given {
  double confidence = 0;
  bool right = false;
  std::uint32_t text = 0;
};

struct NameScore {
  Ratio exact, overlap;
  std::map<std::string, Ratio> by_type;
};

struct QuoteTypeScore {
  std::uint32_t gold = 0, predicted = 0, found = 0, close = 0, type_right = 0, who_right = 0;
};

struct QuoteScore {
  Ratio close, loose, who;
  std::vector<Ratio> who_by_text;
  std::uint32_t cues_found = 0, cues = 0;
  std::uint32_t types_right = 0;                              ///< of quotes found loosely
  std::uint32_t speaker_words_found = 0, speaker_words = 0;   ///< of quotes found loosely whose source has words in the text
  std::uint32_t terms_right = 0, terms_with_source = 0;       ///< of gold terms
  std::map<std::string, QuoteTypeScore> by_type;
  std::map<std::string, QuoteTypeScore> by_construct;   ///< type and place of the cue; `predicted` is not counted
};

/// Which predicted quote each gold quote is paired with, or -1, best overlap first.
struct Pairing {
  std::vector<int> close, loose;
};
Pairing pair_quotes(const GoldDocument& gold, const Prediction& predicted);

/// Counts documents one by one. `errors` collects a line for each difference.
class Score {
 public:
  void add_names(const std::string& doc, const GoldDocument& gold, const Prediction& predicted, std::vector<std::string>& errors);
  void add_quotes(const std::string& doc, const GoldDocument& gold, const Prediction& predicted,
                  std::vector<std::string>& errors);

  NameScore names;
  QuoteScore quotes;
  std::map<std::pair<std::string, std::string>, std::uint32_t>
      losses;   ///< what keeps a source from being right, by kind and detail
  std::vector<Given> given;
  std::vector<Judged> judged;   ///< every mention, every quote (right: found loosely), the speaker of every quote found
};

/// Whether two names mean the same source, see docs/accuracy.md.
bool same_source(const std::string& gold, const std::string& predicted, const Clusters& clusters);

/// Without case, accents, and blanks at the ends; runs of blanks become one.
std::string folded(const std::string& name);

/// Without the blanks and marks at its ends.
Range without_marks(const std::u32string& text, Range range);

/// The words there, on one line.
std::string words_at(const std::u32string& text, Range range);

}   // namespace propos::cli
