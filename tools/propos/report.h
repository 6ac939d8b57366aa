// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "input/source.h"
#include "output_file.h"

namespace propos::cli {

/// What a run says of itself on standard error: what went wrong, text by text, how far it is, and a summary. Used by one thread.
class Report {
 public:
  struct Totals {
    std::size_t files = 0;
    std::uintmax_t bytes = 0;   ///< of the files whose size is known
  };

  /// `errors`: a file for a line of JSON about each text that was not read; none where empty. Throws Error.
  Report(const std::string& errors, bool progress, Totals totals);
  ~Report();

  void read(bool converted);
  /// A text was not read. `place` names it. Throws Error.
  void problem(const std::string& place, const Problem& problem);
  /// About a text that was read. Of the same kind it is said once for the texts of a file.
  void warn(const std::string& file, const std::string& place, const std::string& warning);
  /// An id that a text has; warns where another had it.
  void id(const std::string& place, const std::string& json);
  /// A field that goes out with a text.
  void field(const std::string& name) { fields_.insert(name); }
  /// Tells which of these no text had: they may be written wrong.
  void say_missing(const std::vector<std::string>& fields);
  void say(const std::string& message);
  /// So many files and bytes of the input are behind.
  void progress(std::size_t files, std::uintmax_t bytes);
  void summary();

  std::size_t texts_read() const { return read_; }
  std::size_t skipped() const { return skipped_; }
  std::size_t failed() const { return failed_; }

 private:
  void clear_line();

  OutputFile errors_;
  bool has_errors_, progress_;
  Totals totals_;
  std::size_t read_ = 0, converted_ = 0, skipped_ = 0, failed_ = 0, warnings_ = 0;
  std::string warned_;                      // file and warning that were said last
  std::unordered_set<std::uint64_t> ids_;   // hashes
  std::set<std::string> fields_;
  std::chrono::steady_clock::time_point begin_, shown_;
  bool line_ = false;   // a line of progress stands there
};

}   // namespace propos::cli
