// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "output/fields.h"

// The Arrow C data interface, as its specification lays it out; a program may have these structures from elsewhere, too.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4
extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};
}
#endif

/// The tables (tables.h) as Arrow columns in memory, for other programs to take as they are: no copy, no text between.
namespace propos::output {

enum class ArrowType : std::uint8_t { utf8, int32, int64, float64, boolean, date };

struct ArrowField {
  std::string name;
  ArrowType type = ArrowType::utf8;
};

/// A value beside those of a table. A date counts days from 1970 on.
using ArrowValue = std::variant<std::monostate, std::string_view, std::int64_t, double, bool>;

/// The columns of a table, with their types.
std::vector<ArrowField> arrow_fields(Table table);

/// The schema of a record batch with these fields, each of which may be null. The consumer releases it.
void export_schema(std::span<const ArrowField> fields, ArrowSchema& out);

/// Some rows: immutable, shared with whoever was given them.
class ArrowBatch;

/// The consumer releases it; the columns live until the last of them is.
void export_batch(const std::shared_ptr<const ArrowBatch>& batch, ArrowArray& out);
std::size_t rows_of(const ArrowBatch& batch);

/// Puts rows together.
class ArrowRows {
 public:
  /// Columns of `table`, where there is one, then those of `beside`.
  ArrowRows(std::optional<Table> table, std::span<const ArrowField> beside);
  ~ArrowRows();
  ArrowRows(const ArrowRows&) = delete;
  ArrowRows& operator=(const ArrowRows&) = delete;

  /// The rows of a document, `beside` in each. What of a text is not UTF-8 becomes U+FFFD. O(rows * columns). Throws Error of kind
  /// `too_long` where a column gets more than 2 GiB of text, and is of no more use then.
  void add(const At& at, std::span<const ArrowValue> beside);
  /// One row that has no more than those.
  void add(std::span<const ArrowValue> beside);

  /// All that was added. Nothing can be added then.
  std::shared_ptr<const ArrowBatch> finish();

 private:
  void end_row(std::span<const ArrowValue> beside);

  std::optional<Table> table_;
  std::size_t of_table_ = 0;   // columns
  std::unique_ptr<ArrowBatch> batch_;
};

}   // namespace propos::output
