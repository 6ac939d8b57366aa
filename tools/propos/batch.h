// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "input/source.h"
#include "input/text.h"
#include "propos/analyzer.h"
#include "propos/formats.h"
#include "propos/offsets.h"
#include "propos/output.h"
#include "report.h"
#include "results.h"
#include "text_files.h"

namespace propos::cli {

/// From conll on: those of formats.h, in its order.
enum class OutputFormat { text, jsonl, csv, tsv, html, conll, brat, uima_cas_json, tei, webannotation, displacy };

inline bool is_exchange(OutputFormat format) { return format >= OutputFormat::conll; }
inline propos::Format exchange_format(OutputFormat format) {
  return static_cast<propos::Format>(static_cast<int>(format) - static_cast<int>(OutputFormat::conll));
}
/// The words of --format: `first`, and those of the formats for other tools.
std::vector<std::pair<std::string, OutputFormat>> with_exchange_formats(std::vector<std::pair<std::string, OutputFormat>> first);

/// How each text is read and written.
struct WorkOptions {
  TextOptions text;
  OutputFormat format = OutputFormat::jsonl;
  PageOptions page;   ///< of text
  OffsetUnit offsets = OffsetUnit::codepoint;
  OutputParts parts;         ///< of JSON Lines
  TableOptions table;        ///< of CSV and TSV
  std::string language;      ///< of pages of HTML
  std::string page_folder;   ///< where not empty: for a page of each text, beside its result; an index is in the folder above
  std::vector<std::pair<std::string, std::string>> given;   ///< options that results depend on, as JSON
  std::optional<std::chrono::year_month_day> date;          ///< of texts whose record has none
  std::string text_folder;                                  ///< for the texts that offsets refer to; none where empty
  TextFiles* files = nullptr;                               ///< of formats with a file for each text; others have none
};

struct BatchOptions {
  WorkOptions work;
  std::size_t threads = 1;
  std::size_t most_errors = 0;   ///< texts that may fail before the run ends; 0: any number
};

enum class Ended { whole, by_errors, by_signal };

/// The page of a text in the folder for pages, by the place of the text.
std::string page_path(const std::string& place);

/// Reads, analyses and writes all texts of a source, many at once, in order. Nothing that goes wrong with one reaches the others.
/// Throws Error where the results cannot be written.
Ended run_batch(Source& source, const Analyzer& analyzer, const BatchOptions& options, Sink& results, Report& report);

}   // namespace propos::cli
