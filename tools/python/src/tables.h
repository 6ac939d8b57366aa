// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

namespace propos::python {

/// Adds what makes tables of many texts, and the tables.
void add_tables(nanobind::module_& module);

}   // namespace propos::python
