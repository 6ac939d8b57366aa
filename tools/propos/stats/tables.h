// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stats/corpus.h"
#include "stats/interval.h"

namespace propos::cli::stats {

/// A line of a table.
struct Row {
  std::string value;                     ///< what is counted: "women", an outlet, a person
  std::uint32_t id = 0;                  ///< which of the values that the table counts, see make_tables
  std::string kind, gender, title;       ///< of a source
  std::uint64_t texts = 0, quotes = 0;   ///< with at least one such quote
  std::optional<Share> share;            ///< of the quotes that the table counts
  std::uint64_t words = 0;
  std::optional<Share> women;   ///< of the quotes of this line whose source is a woman or a man
};

struct Table {
  std::string name;   ///< "sources": one word
  std::string says;   ///< for a reader: of what the shares are
  std::vector<Row> rows;
};

/// What holds of all.
struct Summary {
  std::uint64_t texts = 0, copies = 0, quotes = 0, terms = 0, unsure = 0;
  double least_confidence = 0;
  std::optional<double> expected;   ///< of the sources that are counted, how many are right
};

/// The lines of a quote in the tables of sources and of naming.
std::uint32_t source_line(
    const Quote& quote);   ///< women, men, people of unknown gender, the other kinds in their order, no source
std::uint32_t naming_line(const Quote& quote);   ///< named, unnamed, no source

/// All tables: sources by kind, women and men, named and unnamed, types, stances, one for each field that texts are counted by, and
/// the `top` sources that are quoted most. The `id` of a row is its line (of women and men 0 and 1 with a name or without, 2 and 3
/// with one, 4 and 5 without), its place in `types` or `stances`, in the values of the field, or among the sources of the corpus.
std::vector<Table> make_tables(const Corpus& corpus, const std::vector<std::string>& fields, std::size_t top);
/// Of the sources that are counted, how many are right: the mean of the shares that docs/accuracy.md tells for
/// their confidence.
std::optional<double> expected_right(const Corpus& corpus);

}   // namespace propos::cli::stats
