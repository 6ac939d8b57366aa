// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/markup.h"
#include "propos/document.h"

namespace propos::output {

/// Why results are there, as a page shows it: of the records of an explanation the rules with what they took and beat, and the
/// candidates for a source. Tokens and their features are left to `propos explain`.
class Reasons {
 public:
  /// Refers to all of these.
  Reasons(const Document& document, std::string_view text, std::span<const Record> records, const PageWords& words);

  /// Appends nothing where there are no records of it. O(records of it).
  void of_quote(Id quote, std::string& out) const { write(find(quotes_, quote), out); }
  void of_mention(Id mention, std::string& out) const { write(find(mentions_, mention), out); }

 private:
  using Records = std::span<const Record>;

  static Records find(const std::vector<Records>& of, Id id) { return id < of.size() ? of[id] : Records(); }
  void write(Records records, std::string& out) const;
  void rules(Records records, std::string& out) const;
  void rule(const Record& record, std::string& out) const;
  void step(const Record& record, std::string& out) const;
  void candidates(Records records, std::string& out) const;
  void candidate(const Record& record, int best, std::string& out) const;
  void words_of(const Record& record, std::string& out) const;

  const Document& document_;
  std::string_view text_;
  const PageWords& words_;
  std::vector<Records> quotes_, mentions_;
};

}   // namespace propos::output
