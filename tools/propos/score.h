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
  std::string who;            ///< the source by its name; empty when there is none
  bool has_speaker = false;
  Certainty certainty, of_speaker;   ///< of a prediction; the rule of a speaker is how it was found
};

struct GoldDocument {
  std::string path;   ///< in its folder, without ending: "agency/strike"
  std::u32string text;
  std::vector<Name> names;
  std::optional<std::vector<ScoredQuote>> quotes;
  std::map<std::string, std::vector<std::string>> clusters;   ///< a name and what else the source is called
};

struct Prediction {
  std::vector<std::pair<Name, Certainty>> names;
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

struct NameScore {
  Ratio exact, overlap;
  std::map<std::string, Ratio> by_type;
};

struct QuoteTypeScore {
  std::uint32_t gold = 0, predicted = 0, found = 0, close = 0, type_right = 0, who_right = 0;
};

struct QuoteScore {
  Ratio close, loose, who;
  std::uint32_t cues_found = 0, cues = 0;
  std::map<std::string, QuoteTypeScore> by_type;
  std::map<std::string, QuoteTypeScore> by_construct;   ///< type and place of the cue; `predicted` is not counted
};

/// Counts documents one by one. `errors` collects a line for each difference.
class Score {
 public:
  void add_names(const std::string& doc, const GoldDocument& gold, const Prediction& predicted,
                 std::vector<std::string>& errors);
  void add_quotes(const std::string& doc, const GoldDocument& gold, const Prediction& predicted,
                  std::vector<std::string>& errors);

  NameScore names;
  QuoteScore quotes;
  std::map<std::pair<std::string, std::string>, std::uint32_t> losses;   ///< what keeps a source from being right, by kind and detail
  std::vector<Judged> judged;   ///< every mention, every quote (right: found loosely), the speaker of every quote found
};

/// Whether two names mean the same source, see docs/accuracy.md.
bool same_source(const std::string& gold, const std::string& predicted,
                 const std::map<std::string, std::vector<std::string>>& clusters);

}  // namespace propos::cli
