// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stats/corpus.h"
#include "stats/tables.h"

/// The page that leads to the quotes of many texts: docs/report.md.
namespace propos::cli::stats {

/// A text as the page lists it.
struct ListedText {
  std::string name;
  std::string page;   ///< relative address of its own page; empty where it has none
};

/// A quote as the page lists it.
struct ListedQuote {
  std::string words;
  std::string id;            ///< "q3"
  std::string description;   ///< of a source without a name
};

struct Index {
  const Corpus& corpus;   ///< finished
  const Summary& summary;
  const std::vector<Table>& tables;         ///< of make_tables
  const std::vector<std::string>& fields;   ///< by which these count
  const std::vector<ListedText>& texts;     ///< in order of the corpus, as the next
  const std::vector<ListedQuote>& quotes;
};

/// Appends one file of HTML that needs no other. O(quotes).
void write_index(const Index& index, std::string& out);

}   // namespace propos::cli::stats
