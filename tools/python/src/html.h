// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <vector>

#include "propos/document.h"
#include "text.h"

namespace propos::python {

/// What a reader sees of a page. Immutable.
struct HtmlTextHandle {
  nb::str text;
  std::vector<Paragraph> zones;   ///< in bytes of UTF-8
};

/// Zones by indices of the str, as those of bytes. O(bytes). Throws nb::value_error for what lies outside or is not in order.
std::vector<Paragraph> zones_of(nb::handle zones, std::string_view text);

/// Adds read_html and what it returns.
void add_html(nb::module_& module);

}   // namespace propos::python
