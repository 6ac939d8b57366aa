// SPDX-License-Identifier: Apache-2.0
#include "kept.h"

#include <fmt/format.h>

#include <optional>

#include "text.h"

namespace propos::python {
namespace {

using output::ArrowType;

bool is_date(nb::handle value) { return nb::hasattr(value, "toordinal") && !nb::hasattr(value, "hour"); }

std::optional<ArrowType> type_of(nb::handle value) {
  if (is_missing(value)) return std::nullopt;
  if (nb::isinstance<nb::bool_>(value)) return ArrowType::boolean;
  if (nb::isinstance<nb::int_>(value)) return ArrowType::int64;
  if (nb::isinstance<nb::float_>(value)) return ArrowType::float64;
  if (is_date(value)) return ArrowType::date;
  return ArrowType::utf8;   // others as str() has them
}

// What holds values of both.
ArrowType together(ArrowType a, ArrowType b) {
  const auto is_number = [](ArrowType type) { return type == ArrowType::int64 || type == ArrowType::float64; };
  if (a == b) return a;
  return is_number(a) && is_number(b) ? ArrowType::float64 : ArrowType::utf8;
}

}   // namespace

output::ArrowValue value_of(const KeptValue& kept) {
  return std::visit(
      [](const auto& value) -> output::ArrowValue {
        if constexpr (std::is_same_v<decltype(value), const std::string&>) return std::string_view(value);
        else return value;
      },
      kept);
}

KeptColumn::KeptColumn(const std::string& name, nb::list values) : field_{name, ArrowType::utf8}, values_(std::move(values)) {
  std::optional<ArrowType> type;
  for (nb::handle value : values_)
    if (const std::optional<ArrowType> own = type_of(value)) type = type ? together(*type, *own) : *own;
  field_.type = type.value_or(ArrowType::utf8);
}

KeptValue KeptColumn::at(std::size_t text) const {
  constexpr std::int64_t first_day = 719163;   // 1 January 1970, as Python counts days
  if (text >= nb::len(values_))
    throw nb::value_error(
        fmt::format("expected as many values of «{}» as texts: there are {}", field_.name, nb::len(values_)).c_str());
  const nb::object value = values_[text];
  if (is_missing(value)) return {};
  switch (field_.type) {
    case ArrowType::boolean: return nb::cast<bool>(value);
    case ArrowType::int32:
    case ArrowType::int64: {
      std::int64_t number = 0;
      if (!nb::try_cast(value, number))
        throw nb::value_error(fmt::format("«{}»: expected whole numbers of 64 bits", field_.name).c_str());
      return number;
    }
    case ArrowType::float64: return PyFloat_AsDouble(value.ptr());
    case ArrowType::date: return nb::cast<std::int64_t>(value.attr("toordinal")()) - first_day;
    case ArrowType::utf8: break;
  }
  return std::string(Utf8(nb::str(value)).view());
}

}   // namespace propos::python
