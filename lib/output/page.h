// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace propos::output {

/// How many columns of a terminal a line of UTF-8 takes: two for wide characters, none for combining ones. O(bytes).
std::size_t columns(std::string_view line);

/// Lines for a terminal, broken between words where they would be too long. A mark that stands alone stays with the word that it
/// belongs to (« a », b !); a word longer than a line is cut. All words go through append_line. Linear.
class Page {
 public:
  /// `width` in columns, 0: nothing is broken; styles are ECMA-48 sequences, written where `colour` is true.
  Page(std::size_t width, bool colour, std::string& out);

  /// Begins a line, and says how far those that go on with it are set in.
  void begin(std::size_t indent, std::size_t indent_of_rest);
  /// Words that go on with the line, behind a blank where something stands there.
  void add(std::string_view words, std::string_view style = {});
  void end() { out_ += '\n'; }

 private:
  void put(std::string_view word, std::string_view style);
  void turn(std::string_view style);

  std::size_t width_;
  bool colour_;
  std::string& out_;
  std::string line_;         // the words at hand, as one line
  std::size_t column_ = 0;   // where the line at hand ends
  std::size_t rest_ = 0;     // indent of the lines that go on
  bool empty_ = true;        // no word stands in the line yet
};

}   // namespace propos::output
