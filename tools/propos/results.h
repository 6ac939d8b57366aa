// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "journal.h"
#include "output_file.h"
#include "propos/output.h"

namespace propos::cli {

struct ResultsOptions {
  std::string output;   ///< a file; empty: standard output
  std::string folder;   ///< where not empty: a file in it for each file of the input
  std::string ending;   ///< of those
  std::string head;     ///< what each file begins with
  bool resume = false;
  bool one = false;        ///< the result of one text; more are refused
  std::uint64_t key = 0;   ///< of all that results depend on beside the texts
};

/// A result that writes itself.
using Result = std::function<void(const propos::Sink&)>;

/// What becomes of results, in order of the texts. One thread keeps and writes; `knows` may be asked by any.
class Sink {
 public:
  Sink() = default;
  virtual ~Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  /// Was the text `index` of a run before this one?
  virtual bool knows(std::size_t, std::uint64_t) const { return false; }
  /// Is all the same as in the run before, up to the text `index`? Then its result is kept, and this tells so.
  virtual bool keep(std::size_t, std::uint64_t, const std::string&) { return false; }
  /// The result of the next text of `file`: what `result` hands over, piece by piece; none of a text that was not read. Throws Error.
  virtual void write(std::size_t index, std::uint64_t text, const std::string& file, const Result& result) = 0;
};

/// The results of a run, in order of its texts, and what a later run needs to go on. One thread writes; `knows` may be asked by any.
class Results : public Sink {
 public:
  /// Throws Error.
  explicit Results(const ResultsOptions& options);

  bool knows(std::size_t index, std::uint64_t text) const override { return journal_ && journal_->knows(index, text); }
  bool keep(std::size_t index, std::uint64_t text, const std::string& file) override;
  void write(std::size_t index, std::uint64_t text, const std::string& file, const Result& result) override;

  /// All is done. Returns what is to be said of it; throws Error.
  std::string finish(bool whole);
  /// Leaves what is done for a later run, and says how to go on.
  std::string leave();
  /// Nothing was done: an old result stays, and nothing else is left.
  void drop();

 private:
  void turn_to(const std::string& file);
  void write_head();
  void flush();

  ResultsOptions options_;
  std::unique_ptr<Journal> journal_;     // none where a later run cannot go on
  std::unique_ptr<OutputFile> output_;   // of one file, or of the file of a folder at hand
  std::string file_;                     // of the input, that it is of
  bool begun_ = false;                   // the head of the output is there
  bool written_ = false;                 // by this run
  bool same_ = false;                    // all is as in the run before, up to here
  std::size_t done_ = 0;
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

}   // namespace propos::cli
