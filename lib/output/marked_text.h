// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "output/markup.h"
#include "propos/document.h"

namespace propos::output {

/// The text of a page, cut into pieces wherever a quote, a cue or a mention begins or ends, so that these may overlap as they like.
/// Pieces are numbered in order of the text; what a span covers is a range of them. Memory is O(results).
class MarkedText {
 public:
  /// A range of pieces, end not included.
  struct Pieces {
    std::uint32_t begin = 0, end = 0;
  };

  MarkedText(const Document& document, std::string_view text, const PageWords& words);

  /// Appends the paragraphs, and `pass()` behind each. O(text + results · log).
  template <class Pass>
  void write(std::string& out, const Pass& pass) {
    for (const Paragraph& paragraph : sections_) {
      section(paragraph, out);
      pass();
    }
    rest(out);
  }

  /// To be asked behind `write`. O(log).
  Pieces of(const Span& span) const;

 private:
  enum class Mark : std::uint8_t { quote, cue, mention, number };
  struct Change {
    std::uint32_t at;
    bool begins;
    Mark mark;
    Id id;
  };

  void add(const Span& span, Mark mark, Id id);
  void find_sections();
  void section(const Paragraph& paragraph, std::string& out);
  void rest(std::string& out);
  void turn_to(std::uint32_t at);
  void piece(std::string_view bytes, std::string& out);
  void numbers(std::string& out);

  const Document& document_;
  std::string_view text_;
  const PageWords& words_;
  std::vector<Paragraph> sections_;   // all of the text that is not blank
  std::vector<Change> changes_;
  std::vector<std::uint32_t> cuts_, piece_at_;   // where pieces begin, and how many were before
  std::size_t next_change_ = 0, next_cut_ = 0;
  std::uint32_t pieces_ = 0;
  std::set<Id> quotes_, mentions_, cues_;   // those that are open
  std::vector<Id> numbers_;                 // of quotes that begin here
  bool has_title_ = false;
};

}   // namespace propos::output
