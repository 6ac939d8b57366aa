// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "propos/analyzer.h"
#include "text.h"

namespace propos::python {

/// An Analyzer of Python. What was begun with it keeps it.
using SharedAnalyzer = std::shared_ptr<const propos::Analyzer>;

/// The class of Python, with the files that it was made of.
struct AnalyzerHandle {
  SharedAnalyzer analyzer;
  std::vector<std::pair<std::string, std::string>> rules, words;
};

/// A datetime.date, a str that begins with YYYY-MM-DD, or None.
std::optional<std::chrono::year_month_day> date_of(nb::handle date);

/// propos.Limits, or None.
Limits limits_of(nb::handle limits);

/// "french" or "detect"; throws nb::value_error for another name.
Language language_of(const std::string& name);

/// What of a text its document has, beside who is named and who says what.
inline Parts parts_of(bool tokens) { return {.tokens = tokens, .sentences = tokens, .words = tokens}; }

/// Adds the class that propos.Analyzer is made of.
void add_analyzer(nb::module_& module);

}   // namespace propos::python
