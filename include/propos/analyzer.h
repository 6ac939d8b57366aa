// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "propos/document.h"
#include "propos/error.h"
#include "propos/export.h"

namespace propos {

/// A text file of rules or words that a caller adds to the built-in ones.
struct Source {
  std::string name;     ///< for messages: a path, or any name
  std::string content;  ///< UTF-8
};

struct AnalyzerOptions {
  std::vector<Source> rules;   ///< added after the built-in grammar; a rule of the same name replaces the built-in one
  std::vector<Source> words;   ///< added to the lexicon
};

/// What a caller knows of one text, and wants of it. It refers to the caller's zones, which must live until the call returns.
struct AnalyzeOptions {
  /// Parts of the text whose zone the caller knows, from markup, in order (bytes); a paragraph that begins in one has its zone.
  std::span<const Paragraph> zones = {};
  /// The day on which the text was published: who held an office then is who « le président » may be. None: not known.
  std::optional<std::chrono::year_month_day> published = {};
};

/// Reads French text. Immutable once built; one may be shared by any number of threads without locks. One that was moved
/// from may be destroyed and assigned to; to use it otherwise throws Error.
class PROPOS_API Analyzer {
 public:
  /// The largest text that `analyze` takes, in bytes: it needs some thirty times as much memory.
  static constexpr std::size_t max_text = 1u << 27;

  /// Throws Error for a rule or word file that does not read.
  explicit Analyzer(const AnalyzerOptions& options = {});
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// Who is named in `text` and who says what. `text` is UTF-8; bytes that are not are kept as unknown characters.
  /// Time is linear in the text. The result depends on the text and the options alone, not on what was read before or on which
  /// thread. Throws Error for a text above `max_text`, for options that say what cannot be (a 31 February), and where this was
  /// moved from, for nothing else (std::bad_alloc aside).
  Document analyze(std::string_view text, const AnalyzeOptions& options = {}) const;

  /// The document that `analyze` gives, and why each mention and quote is there: the rule, what it saw and what it beat.
  /// Takes some times as long and much more memory.
  Explanation explain(std::string_view text, const AnalyzeOptions& options = {}) const;

 private:
  struct Impl;
  Impl& impl() const;
  std::unique_ptr<Impl> impl_;
};

/// All that is wrong with the rules and words of `options`, file by file, with line, column and what was expected: what
/// Analyzer refuses (of words the first mistake), and, where it refuses nothing, the «yes» and «no» sentences of the rules
/// that do not hold. Empty where all is well; then `Analyzer(options)` does not throw an Error. At most 1,000 mistakes of
/// syntax. Does not throw Error itself. Safe to call from any thread. O(size of the files), and of the sentences.
PROPOS_API std::vector<Error> check_rules(const AnalyzerOptions& options);

}  // namespace propos
