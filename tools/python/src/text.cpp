// SPDX-License-Identifier: Apache-2.0
#include "text.h"

#include <algorithm>

namespace propos::python {
namespace {

// Surrogates that were let through as three bytes become U+FFFD, which has as many.
void replace_surrogates(char* bytes, std::size_t size) {
  constexpr char replacement[] = "\xEF\xBF\xBD";
  for (std::size_t at = 0; at + 2 < size; ++at)
    if (bytes[at] == '\xED' && static_cast<unsigned char>(bytes[at + 1]) >= 0xA0) std::copy_n(replacement, 3, bytes + at);
}

}   // namespace

Utf8::Utf8(nb::handle str) {
  bytes_ = nb::steal(PyUnicode_AsUTF8String(str.ptr()));
  const bool has_surrogates = !bytes_.is_valid();
  if (has_surrogates) {
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) throw nb::python_error();
    PyErr_Clear();
    bytes_ = nb::steal(PyUnicode_AsEncodedString(str.ptr(), "utf-8", "surrogatepass"));
    if (!bytes_.is_valid()) throw nb::python_error();
  }
  char* data = nullptr;
  Py_ssize_t size = 0;
  if (PyBytes_AsStringAndSize(bytes_.ptr(), &data, &size) != 0) throw nb::python_error();
  if (has_surrogates) replace_surrogates(data, static_cast<std::size_t>(size));   // nobody else has seen these bytes
  view_ = {data, static_cast<std::size_t>(size)};
}

nb::str to_str(std::string_view utf8) {
  PyObject* const str = PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), "replace");
  if (str == nullptr) throw nb::python_error();
  return nb::steal<nb::str>(str);
}

nb::object str_or_none(std::string_view utf8) { return utf8.empty() ? nb::object(nb::none()) : nb::object(to_str(utf8)); }

bool is_missing(nb::handle value) {
  if (value.is_none()) return true;
  if (nb::isinstance<nb::bool_>(value)) return false;
  const nb::object differs = nb::steal(PyObject_RichCompare(value.ptr(), value.ptr(), Py_NE));
  if (differs.is(value)) return true;   // NA of pandas
  const int is_true = differs.is_valid() ? PyObject_IsTrue(differs.ptr()) : -1;
  if (is_true < 0) PyErr_Clear();   // an array has no truth
  return is_true > 0;
}

nb::str slice(nb::handle text, std::uint32_t start, std::uint32_t end) {
  PyObject* const str = PyUnicode_Substring(text.ptr(), start, end);
  if (str == nullptr) throw nb::python_error();
  return nb::steal<nb::str>(str);
}

}   // namespace propos::python
