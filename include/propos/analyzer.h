// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Text in, a Document out.
///
/// An Analyzer is built once (some ten milliseconds, some ten MiB) and then read with, by any number of threads at once, without
/// locks that they would feel. A text costs time linear in its bytes (docs/performance.md) and while it is read some fifteen times
/// its size in memory. The result depends on the text and the options alone, not on what was read before or on which thread.
///
///     const propos::Analyzer analyzer;
///     const std::string text = "« Non », a dit Anne Roux.";
///     analyzer.analyze(text).quotes.size();                         // == 1u
///     analyzer.analyze("").quotes.size();                           // == 0u
///     analyzer.analyze("\xFF\xFE, a dit Anne Roux.").entities.at(0).name;   // == "Anne Roux"
///
/// No text is an error. These are:
///
///     analyzer.analyze(std::string_view(text.data(), propos::Analyzer::max_text + 1));      // throws ErrorKind::too_long
///     analyzer.analyze(text, {.published = std::chrono::year(2025) / 2 / 30});              // throws ErrorKind::option
///     propos::Analyzer({.rules = {{"mine.rules", "phase"}}});                               // throws ErrorKind::rules
///     propos::Analyzer({.words = {{"mine.tsv", "abc\tno-such-class\n"}}});                  // throws ErrorKind::words
///
/// A host that runs for months sets limits and keeps its hand on the brake:
///
///     std::stop_source brake;
///     propos::AnalyzeOptions options;
///     options.limits.bytes = 1'000;
///     options.limits.time = std::chrono::seconds(5);
///     options.stop = brake.get_token();
///     const std::string long_text(2'000, 'a');
///     const propos::Document part = analyzer.analyze(long_text, options);
///     part.limit;                                                    // == propos::Limit::bytes
///     part.read;                                                     // == 1'000u
///     brake.request_stop();
///     analyzer.analyze(text, options);                               // throws ErrorKind::cancelled
///     analyzer.analyze(text, {.stop = [] { return true; }});         // throws ErrorKind::cancelled

#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "propos/document.h"
#include "propos/error.h"
#include "propos/export.h"

namespace propos {

/// A text file of rules or words that a caller adds to the built-in ones.
struct Source {
  std::string name;      ///< for messages: a path, or any name
  std::string content;   ///< UTF-8
};

struct AnalyzerOptions {
  std::vector<Source> rules = {};   ///< added after the built-in grammar; a rule of the same name replaces the built-in one
  std::vector<Source> words = {};   ///< added to the lexicon
};

/// How much of a text is read and found. Where one is met the Document tells it (`limit`) and up to which byte the text was read
/// (`read`): it is then a part of what would have been found, and not an error.
struct Limits {
  static constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

  /// Bytes of the text. It is read up to a blank, or a character's end where there is no blank near: as if it ended there.
  std::size_t bytes = unlimited;
  /// Entities and quotes of the Document. What stands before the first one too many is kept.
  std::size_t entities = unlimited;
  std::size_t quotes = unlimited;
  /// Time on a clock. Where it is limited, parts of 16 KiB and more are read, each greater than the one before; the last one that was
  /// read in time is what there is, as if the text ended there, and nothing where there is none. A sixth of the time goes for that.
  /// What is found of a text for which it is too short depends on how fast the machine is.
  std::chrono::nanoseconds time = std::chrono::nanoseconds::max();
};

/// What a Document is to hold. What nobody wants is not looked for where nothing else needs it.
struct Parts {
  bool tokens = true;
  bool sentences = true;   ///< and paragraphs
  /// Entities and mentions. Without: the entities that say a quote with their mentions, and the words for other speakers.
  bool names = true;
  /// Without: half the time; pronouns and descriptions are then not among the mentions, as they are found with quotes.
  bool quotes = true;
  bool words = false;   ///< lemma and features of each token
};

/// What the language of a text is.
enum class Language : std::uint8_t {
  french,   ///< the caller says so, or wants it read as French
  detect,   ///< found out from its first words, in O(1); a text in another language is not read, and its Document empty
};

/// "french", "detect".
PROPOS_API std::string_view name_of(Language) noexcept;

/// Whether a caller waits no longer: a std::stop_token, or any function that says so. It is asked every few microseconds, from the
/// thread that reads, until the call returns; what it throws ends the call and reaches the caller.
class Stop {
 public:
  Stop() = default;   ///< never
  template <class Token>
  requires requires(const Token& token) {
    { token.stop_requested() } -> std::convertible_to<bool>;
  }
  Stop(Token token) : asked_([token = std::move(token)] { return token.stop_requested(); }) {}
  template <std::predicate Asked>
  Stop(Asked asked) : asked_(std::move(asked)) {}

  bool possible() const noexcept { return static_cast<bool>(asked_); }
  bool requested() const { return asked_ && asked_(); }

 private:
  std::function<bool()> asked_;
};

/// What a caller knows of one text, and wants of it. It refers to the caller's zones, which must live until the call returns.
struct AnalyzeOptions {
  /// Parts of the text whose zone the caller knows, from markup, in order (bytes); a paragraph that begins in one has its zone.
  std::span<const Paragraph> zones = {};
  /// The day on which the text was published: who held an office then is who « le président » may be. None: not known.
  std::optional<std::chrono::year_month_day> published = {};
  Language language = Language::french;
  Parts parts = {};
  Limits limits = {};
  /// A call whose stop is requested ends by an Error of kind `cancelled`, within 10 ms whatever the text. So that it need not wait for
  /// its memory to be given back, a text of a MiB or more is then (as with a limit of time) read on a thread of its own.
  Stop stop = {};
};

/// One of several texts. Refers to the caller's text.
struct Job {
  std::string_view text;
  AnalyzeOptions options = {};
};

/// Reads French text. Immutable once built; one may be shared by any number of threads. One that was moved from may be destroyed
/// and assigned to; to use it otherwise throws Error of kind `moved`.
class PROPOS_API Analyzer {
 public:
  /// The largest text that `analyze` takes where no limit cuts it, in bytes.
  static constexpr std::size_t max_text = 1u << 27;

  /// Throws Error of kind `rules` or `words` for a file that does not read.
  explicit Analyzer(const AnalyzerOptions& options = {});
  /// Waits, some hundred milliseconds at most, until calls that were cancelled have given back what they held.
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// Who is named in `text` and who says what. `text` is UTF-8; bytes that are not are kept as unknown characters. O(bytes).
  /// Throws Error: `too_long` above max_text (without a lower limit of bytes), `option` for what cannot be, `cancelled`, `moved`.
  Document analyze(std::string_view text, const AnalyzeOptions& options = {}) const;

  /// The same of several texts, in order, on so many threads: this one and `threads` - 1 that end before it returns. Short ones go
  /// through each stage together, in a seventh less time than one by one. Where a text throws, no other is begun, and the first
  /// Error in order of those that were thrown is. O(bytes of all).
  std::vector<Document> analyze_many(std::span<const Job> jobs, unsigned threads = 1) const;

  /// The document that `analyze` gives, and why each mention and quote is there: the rule, what it saw and what it beat.
  /// Takes some times as long and much more memory. Throws as `analyze`.
  Explanation explain(std::string_view text, const AnalyzeOptions& options = {}) const;

  /// Gives back what calls that are over left for others to be faster: up to 16 MB of words and states of automata, after a long
  /// text more, for each that ran at the same time. Nothing that is running is hindered. May be called from any thread, and changes no result.
  void trim_memory() const noexcept;

 private:
  struct Impl;
  Impl& impl() const;
  std::unique_ptr<Impl> impl_;
};

/// All that is wrong with the rules and words of `options`, file by file, with line, column and what was expected: what
/// Analyzer refuses, words before rules, and, where it refuses nothing, the «yes» and «no» sentences of the rules
/// that do not hold. Empty where all is well; then `Analyzer(options)` does not throw an Error. At most 1,000 mistakes of
/// words and 1,000 of syntax. Does not throw Error itself. Safe to call from any thread. O(size of the files), and of the sentences.
PROPOS_API std::vector<Error> check_rules(const AnalyzerOptions& options);

}   // namespace propos
