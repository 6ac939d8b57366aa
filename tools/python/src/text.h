// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <string_view>
#include <utility>

namespace propos::python {

namespace nb = nanobind;

/// The UTF-8 of a str: one character of it for each of the str, so that code points of one are indices of the other. A lone surrogate,
/// which is no character, stands there as U+FFFD. It lives as long as this; the str keeps nothing of it.
class Utf8 {
 public:
  Utf8() = default;
  explicit Utf8(nb::handle str);
  /// Bytes that somebody else has, as long as `owner` is there.
  Utf8(std::string_view bytes, std::shared_ptr<const void> owner) : owner_(std::move(owner)), view_(bytes) {}

  std::string_view view() const { return view_; }

 private:
  nb::object bytes_;
  std::shared_ptr<const void> owner_;
  std::string_view view_;
};

/// A str of UTF-8; what is not is read as U+FFFD.
nb::str to_str(std::string_view utf8);

/// A str, or None for no text.
nb::object str_or_none(std::string_view utf8);

/// None, and what other packages have in its place, which is not equal to itself: a NaN, NaT and NA of pandas.
bool is_missing(nb::handle value);

/// `text[start:end]`.
nb::str slice(nb::handle text, std::uint32_t start, std::uint32_t end);

}   // namespace propos::python
