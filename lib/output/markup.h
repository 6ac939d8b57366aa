// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data.h"

namespace propos::output {

/// Appends `bytes` so that they are text of an HTML page wherever they stand in it, in an element or between the quotation marks of
/// an attribute. What a reader would not see but be misled by (controls, marks that turn the direction of writing, tags) is
/// written out as ‹U+202E›; bytes that are not UTF-8 become U+FFFD. O(bytes).
void append_markup(std::string_view bytes, std::string& out);

/// The same for text that a script puts into a page: nothing is escaped. O(bytes).
void append_visible(std::string_view bytes, std::string& out);

/// At most the first `size` bytes, to the end of a character. O(1).
std::string_view head_of(std::string_view bytes, std::size_t size);

/// Files of lib/output/html: "report.css", "report.js", "words.tsv"; beside each script its SHA-256, "report.js.sha256".
const std::vector<DataFile>& page_files();   // written by the build
std::string_view page_file(std::string_view name);
/// Appends the head of a page up to its title. It loads nothing, and of scripts theme.js and the one with this SHA-256 (hexadecimal
/// digits) alone may run, whatever else came into the page.
void append_head(std::string_view language, std::string_view script_hash, std::string& out);

/// What a page says, in a language: English where the table of words has no other.
class PageWords {
 public:
  explicit PageWords(std::string_view language);

  std::string_view language() const { return french_ ? "fr" : "en"; }
  /// Of the English. It lasts as long as the program.
  std::string_view operator()(std::string_view english) const;
  /// `{}` in the words becomes a number; those for one thing are chosen as the language does.
  std::string count(std::size_t number, std::string_view one, std::string_view more) const;
  /// A share as a reader knows it: "41 %".
  std::string percent(double share) const;

 private:
  bool french_;
  std::vector<std::pair<std::string_view, std::string_view>> table_;   // by the English
};

}   // namespace propos::output
