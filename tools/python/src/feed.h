// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <exception>
#include <optional>
#include <vector>

#include "analyzer.h"
#include "arrow_texts.h"
#include "text.h"

namespace propos::python {

/// One text of many.
struct Item {
  std::size_t number = 0;   ///< of all texts, from 0
  nb::object text;          ///< the str, also of a page; none of a text that came as Arrow
  nb::object context;       ///< what came in beside it; none where nothing did
  Utf8 utf8;
  std::vector<Paragraph> zones;   ///< which the options refer to
  AnalyzeOptions options;
  std::exception_ptr error;   ///< why it cannot be read
};

/// How texts come in, for all of them.
struct FeedOptions {
  nb::object dates;   ///< a date, an iterable with one for each text, or None
  nb::object limits;
  Language language = Language::french;
  bool tokens = false;
  bool as_tuples = false;   ///< of a text and anything
};

/// Texts from an iterable of Python, or from what has them as Arrow, some at once.
class Feed {
 public:
  Feed(nb::handle texts, const FeedOptions& options);

  /// Adds the next texts until there are `most`: fewer where they are long, none at the end. Throws what the iterable raises; the texts
  /// before are there.
  void next(std::size_t most, std::vector<Item>& out);
  /// How many came.
  std::size_t read() const { return read_; }

 private:
  bool read_item(Item& item);
  bool read_text(Item& item);
  void set_text(nb::object given, Item& item) const;
  void set_date(Item& item);

  nb::object texts_, dates_;                          // iterators
  std::optional<ArrowTexts> arrow_;                   // in place of the first
  std::optional<std::chrono::year_month_day> date_;   // of all
  AnalyzeOptions options_;                            // of all, but for the date
  bool as_tuples_;
  std::size_t read_ = 0;   // texts
};

}   // namespace propos::python
