// SPDX-License-Identifier: Apache-2.0
#include "arrow_texts.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

namespace propos::python {
namespace {

template <class Struct>
Struct* in_capsule(nb::handle capsule, const char* name) {
  void* const out = PyCapsule_GetPointer(capsule.ptr(), name);
  if (out == nullptr) throw nb::python_error();
  return static_cast<Struct*>(out);
}

// What was in `from` is owned by the result.
std::shared_ptr<ArrowArray> moved(ArrowArray& from) {
  std::shared_ptr<ArrowArray> out(new ArrowArray(from), [](ArrowArray* array) {
    if (array->release != nullptr) array->release(array);
    delete array;
  });
  from.release = nullptr;
  return out;
}

template <class Offset>
std::string_view between(const ArrowArray& array, std::int64_t row) {
  const Offset* const offsets = static_cast<const Offset*>(array.buffers[1]) + row;
  return {static_cast<const char*>(array.buffers[2]) + offsets[0], static_cast<std::size_t>(offsets[1] - offsets[0])};
}

// A view has its size, then up to twelve bytes, or four bytes, a buffer and a place in it.
std::string_view viewed(const ArrowArray& array, std::int64_t row) {
  constexpr std::int32_t most_inside = 12;
  const char* const view = static_cast<const char*>(array.buffers[1]) + row * 16;
  std::int32_t numbers[4];
  std::memcpy(numbers, view, sizeof(numbers));
  const auto size = static_cast<std::size_t>(numbers[0]);
  if (numbers[0] <= most_inside) return {view + 4, size};
  return {static_cast<const char*>(array.buffers[2 + numbers[2]]) + numbers[3], size};
}

}   // namespace

bool ArrowTexts::are(nb::handle object) {
  return nb::hasattr(object, "__arrow_c_stream__") || nb::hasattr(object, "__arrow_c_array__");
}

ArrowTexts::ArrowTexts(nb::handle object) {
  if (nb::hasattr(object, "__arrow_c_array__")) {
    capsules_ = object.attr("__arrow_c_array__")();
    read_schema(*in_capsule<ArrowSchema>(capsules_[0], "arrow_schema"));
    array_ = moved(*in_capsule<ArrowArray>(capsules_[1], "arrow_array"));
    return;
  }
  capsules_ = object.attr("__arrow_c_stream__")();
  stream_ = in_capsule<ArrowArrayStream>(capsules_, "arrow_array_stream");
  ArrowSchema schema = {};
  if (stream_->get_schema(stream_, &schema) != 0) throw nb::type_error("expected a stream of Arrow with a schema");
  try {
    read_schema(schema);
  } catch (...) {
    schema.release(&schema);
    throw;
  }
  schema.release(&schema);
}

void ArrowTexts::read_schema(const ArrowSchema& schema) {
  format_ = schema.format;
  const bool is_text = format_ == "u" || format_ == "U" || format_ == "vu";
  if (format_ == "+s") throw nb::type_error("expected a column of texts, not a table: choose one of its columns");
  if (!is_text || schema.dictionary != nullptr)
    throw nb::type_error(fmt::format("expected an Arrow array of text, not one of the format «{}»", format_).c_str());
}

bool ArrowTexts::next(Utf8& out) {
  while (array_ == nullptr || row_ == array_->length)
    if (!next_array()) return false;
  const std::int64_t row = array_->offset + row_++;
  const auto* const valid = static_cast<const std::uint8_t*>(array_->buffers[0]);
  if (valid != nullptr && (valid[row / 8] >> row % 8 & 1) == 0) out = Utf8();
  else {
    const std::string_view text = text_at(row);
    out = Utf8(text.data() == nullptr ? std::string_view("") : text, array_);
  }
  return true;
}

bool ArrowTexts::next_array() {
  if (stream_ == nullptr) return false;
  ArrowArray next = {};
  if (stream_->get_next(stream_, &next) != 0) {
    if (PyErr_Occurred() != nullptr) throw nb::python_error();
    const char* const error = stream_->get_last_error(stream_);
    throw nb::value_error(error == nullptr ? "a stream of Arrow failed" : error);
  }
  if (next.release == nullptr) return false;
  array_ = moved(next);
  row_ = 0;
  return true;
}

std::string_view ArrowTexts::text_at(std::int64_t row) const {
  if (format_ == "u") return between<std::int32_t>(*array_, row);
  if (format_ == "U") return between<std::int64_t>(*array_, row);
  return viewed(*array_, row);
}

}   // namespace propos::python
