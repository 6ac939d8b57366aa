// SPDX-License-Identifier: Apache-2.0
#include <nanobind/nanobind.h>

#include <exception>

#include "analyzer.h"
#include "document.h"
#include "html.h"
#include "propos/error.h"
#include "propos/version.h"
#include "tables.h"
#include "text.h"

/// The library as a module of Python: what the package propos is made of.
namespace propos::python {
namespace {

// propos.Error of an Error.
void raise(const Error& error) {
  try {
    const nb::object type = nb::module_::import_("propos._errors").attr("Error");
    const nb::object raised =
        type(to_str(error.what()), to_str(name_of(error.kind())), to_str(error.file()), error.line(), error.column());
    PyErr_SetObject(type.ptr(), raised.ptr());
  } catch (nb::python_error& other) {
    other.restore();
  }
}

// A free-threaded Python takes its lock again when it imports this module, unless it was told not to.
void expect_lock() {
  const nb::module_ sys = nb::module_::import_("sys");
  if (nb::hasattr(sys, "_is_gil_enabled") && !nb::cast<bool>(sys.attr("_is_gil_enabled")()))
    throw nb::import_error("propos needs the interpreter's lock: run a free-threaded Python without -X gil=0 and PYTHON_GIL=0");
}

}   // namespace

NB_MODULE(_core, module) {
  expect_lock();
  module.doc() = "The library Propos.";
  module.attr("version") = to_str(version());
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const Error& error) {
      raise(error);
    }
  });
  add_document(module);
  add_html(module);
  add_analyzer(module);
  add_tables(module);
}

}   // namespace propos::python
