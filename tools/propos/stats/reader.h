// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "stats/corpus.h"

namespace propos::cli::stats {

/// What texts are counted by.
struct Group {
  std::string field;    ///< of "fields" (docs/schema.md)
  bool month = false;   ///< of the date there: 2024-03
};

/// Reads the records that propos extract writes. One thread's.
class RecordReader {
 public:
  /// `shingles`: of each text, for copies; `said`: what each quote says.
  RecordReader(std::vector<Group> groups, bool shingles, bool said);
  ~RecordReader();

  /// Valid until the next call; `line` may get room at its end. Throws Error with the reason alone.
  const Record& read(std::string& line);

 private:
  struct Json;   // simdjson stays in reader.cpp

  std::vector<Group> groups_;
  bool shingles_, says_;
  std::unique_ptr<Json> json_;
  Record record_;
  std::string names_, said_;   // words of a text
};

/// "2024-03" of "2024-03-18T10:00:00Z", "18/03/2024" or "20240318"; empty where it is none of these.
std::string month_of(std::string_view date);

}   // namespace propos::cli::stats
