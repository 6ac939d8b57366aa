// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <memory>

#include "propos/document.h"
#include "propos/offsets.h"
#include "text.h"

namespace propos::python {

/// What a Document of Python and all that is taken from it share. Immutable.
struct Reading {
  nb::object text;   ///< the str
  propos::Document document;
  OffsetMap offsets;   ///< to indices of `text`

  nb::str words(Span span) const { return slice(text, offsets(span.begin), offsets(span.end)); }
};

/// A Document of Python.
struct Handle {
  std::shared_ptr<const Reading> reading;
};

/// A Document with the reasons for what it has.
struct ExplanationHandle {
  std::shared_ptr<const Reading> reading;
  Explanation found;   ///< the records; its document is that of the reading
};

/// Adds Document and the classes of its parts.
void add_document(nb::module_& module);

}   // namespace propos::python
