// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "output/arrow.h"

namespace propos::python {

namespace nb = nanobind;

/// A value of Python as a column holds it.
using KeptValue = std::variant<std::monostate, std::string, std::int64_t, double, bool>;

output::ArrowValue value_of(const KeptValue& kept);

/// A value for each text, which becomes a column of a type that all of them have.
class KeptColumn {
 public:
  /// Throws nb::type_error for values of no such type.
  KeptColumn(const std::string& name, nb::list values);

  const output::ArrowField& field() const { return field_; }
  /// Throws nb::value_error where there is none for a text.
  KeptValue at(std::size_t text) const;

 private:
  output::ArrowField field_;
  nb::list values_;
};

}   // namespace propos::python
