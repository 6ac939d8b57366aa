// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"
#include "input_options.h"
#include "results.h"
#include "stats/copies.h"
#include "stats/people.h"
#include "stats/reader.h"
#include "stats/tables.h"

/// Counting, for the subcommands that do it.
namespace propos::cli::stats {

struct CountOptions {
  InputOptions input;
  AnalyzerFiles files;
  std::vector<std::string> by, months;   ///< fields
  double least_confidence = 0;
  std::size_t top = 20;
  bool copies_once = false;
  std::string people;
  int threads = 0;

  void add_to(CLI::App& command);
  /// As the tables call them: `by`, then "month" for each of `months`.
  std::vector<std::string> fields() const;
};

/// Counts results, wherever they come from.
class Count : public Sink {
 public:
  /// What else is done with a record that counts: of a text that was read now its place,
  /// else nothing.
  using Note = std::function<void(const Record& record, const std::string& place)>;

  /// The options must live as long. With a note, records have the words of their quotes.
  explicit Count(const CountOptions& options, Note note = {});

  void write(std::size_t, std::uint64_t, const std::string& place, const Result& result) override;
  /// A record. Throws Error with the reason.
  void add(std::string& line, const std::string& place = {});
  /// What came out, behind the last record. To be called once.
  std::vector<Table> tables();
  Summary summary() const;
  const Corpus& corpus() const { return corpus_; }

 private:
  const CountOptions& options_;
  Note note_;
  People people_;
  RecordReader reader_;
  Corpus corpus_;
  Copies copies_;
  std::string line_;
};

/// Counts what is at these paths: results, and texts, which are analysed; with `pages` each of these gets a page of HTML in this
/// folder. Returns how many could not be read; each is told. Throws Error, Interrupted.
std::size_t count_all(const std::vector<std::string>& paths, const CountOptions& options, Count& count,
                      const std::string& pages = {});

}   // namespace propos::cli::stats
