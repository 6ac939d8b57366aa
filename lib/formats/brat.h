// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "propos/document.h"
#include "propos/offsets.h"

/// What the writer and the reader of brat's standoff format share.
namespace propos::formats {

/// The names of the layers: what annotation.conf declares.
inline constexpr std::string_view mention_types[] = {"Person", "Organization", "Place"};     // in the order of EntityType
inline constexpr std::string_view quote_types[] = {"Direct", "Indirect", "Mixed", "Term"};   // … of QuoteType
inline constexpr std::string_view cue_type = "Cue";
inline constexpr std::string_view to_cue = "Introduced_by", to_mention = "Said_by", to_entity = "Source", to_parent = "Inside";
inline constexpr std::string_view same_entity = "Coref";

/// Offsets as brat counts them: code points, of which CR LF is one, as it reads texts with universal newlines.
class BratOffsets {
 public:
  explicit BratOffsets(std::string_view text);

  std::uint32_t operator()(std::uint32_t byte) const;
  std::uint32_t byte(std::uint32_t offset) const;
  std::uint32_t size() const { return units_.size() - static_cast<std::uint32_t>(feeds_.size()); }

 private:
  OffsetMap units_;
  std::vector<std::uint32_t> feeds_;   // bytes of LF behind CR
};

/// The pieces of a span between line ends, as brat has no span with one. O(bytes).
std::vector<Span> lines_of(Span span, std::string_view text);

/// The spans that such pieces were: what only line ends and blanks keep apart is one. O(bytes).
std::vector<Span> spans_of(const std::vector<Span>& pieces, std::string_view text);

}   // namespace propos::formats
