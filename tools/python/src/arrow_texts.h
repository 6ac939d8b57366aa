// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <memory>
#include <string>

#include "output/arrow.h"
#include "text.h"

// As in arrow.h.
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
extern "C" {
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};
}
#endif

namespace propos::python {

/// Texts of an Arrow array or a stream of some, as they are in memory: `utf8`, `large_utf8` or `utf8_view`.
class ArrowTexts {
 public:
  /// Whether an object of Python has the interface.
  static bool are(nb::handle object);
  /// Throws nb::type_error for arrays of something else.
  explicit ArrowTexts(nb::handle object);

  /// The next text, which keeps its array; null where its place is. False at the end. Throws nb::python_error of a stream that fails.
  bool next(Utf8& out);

 private:
  bool next_array();
  void read_schema(const ArrowSchema& schema);
  std::string_view text_at(std::int64_t row) const;

  nb::object capsules_;   // own what is below until it is moved from them
  ArrowArrayStream* stream_ = nullptr;
  std::shared_ptr<ArrowArray> array_;
  std::int64_t row_ = 0;
  std::string format_;
};

}   // namespace propos::python
