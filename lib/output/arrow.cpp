// SPDX-License-Identifier: Apache-2.0
#include "output/arrow.h"

#include <cmath>
#include <limits>
#include <utility>

#include "output/tables.h"
#include "output/utf8.h"
#include "propos/error.h"

namespace propos::output {
namespace {

// The values of one field. Only the buffers of its type are used.
struct ArrowColumn {
  ArrowField field;
  std::size_t rows = 0, nulls = 0;
  std::vector<std::uint8_t> valid;   // a bit for each row
  std::vector<std::uint8_t> bits;
  std::vector<std::int32_t> narrow;   // numbers, or where each text ends
  std::vector<std::int64_t> wide;
  std::vector<double> real;
  std::string bytes;

  explicit ArrowColumn(ArrowField of) : field(std::move(of)) {
    if (field.type == ArrowType::utf8) narrow.push_back(0);
  }

  static void set(std::vector<std::uint8_t>& bits, std::size_t row, bool value) {
    if (row % 8 == 0) bits.push_back(0);
    bits.back() = static_cast<std::uint8_t>(bits.back() | value << row % 8);
  }
  void end_row(bool is_valid) {
    set(valid, rows++, is_valid);
    nulls += !is_valid;
  }

  void add(std::monostate) {
    switch (field.type) {
      case ArrowType::utf8: narrow.push_back(narrow.back()); break;
      case ArrowType::int32:
      case ArrowType::date: narrow.push_back(0); break;
      case ArrowType::int64: wide.push_back(0); break;
      case ArrowType::float64: real.push_back(0); break;
      case ArrowType::boolean: set(bits, rows, false); break;
    }
    end_row(false);
  }
  void end_text() {
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
    if (bytes.size() > most) throw Error("expected less than 2 GiB of text in a column of a batch", ErrorKind::too_long);
    narrow.push_back(static_cast<std::int32_t>(bytes.size()));
    end_row(true);
  }
  void add(std::string_view value) {
    bytes += value;
    end_text();
  }
  void add(std::int64_t value) {
    if (field.type == ArrowType::int64) wide.push_back(value);
    else narrow.push_back(static_cast<std::int32_t>(value));
    end_row(true);
  }
  void add(double value) {
    real.push_back(value);
    end_row(true);
  }
  void add(bool value) {
    set(bits, rows, value);
    end_row(true);
  }
  // Three decimals, as all writers have it.
  void add(float value) { add(std::isfinite(value) ? std::round(static_cast<double>(value) * 1000) / 1000 : 0.); }

  const void* values() const {
    switch (field.type) {
      case ArrowType::utf8:
      case ArrowType::int32:
      case ArrowType::date: return narrow.data();
      case ArrowType::int64: return wide.data();
      case ArrowType::float64: return real.data();
      case ArrowType::boolean: break;
    }
    return bits.data();
  }
};

ArrowType type_of(Holds holds) {
  switch (holds) {
    case Holds::number: return ArrowType::int32;
    case Holds::confidence: return ArrowType::float64;
    case Holds::boolean: return ArrowType::boolean;
    default: return ArrowType::utf8;
  }
}

const char* format_of(ArrowType type) {
  constexpr const char* formats[] = {"u", "i", "l", "g", "b", "tdD"};
  return formats[static_cast<int>(type)];
}

// A cell of a table as a value of its column. Text that may have wrong bytes is mended.
struct Adder {
  ArrowColumn& to;
  bool clean;

  void operator()(std::string_view value) const {
    if (clean || is_utf8(value)) return to.add(value);
    append_utf8(value, to.bytes);
    to.end_text();
  }
  void operator()(std::uint32_t value) const { to.add(static_cast<std::int64_t>(value)); }
  void operator()(Reference reference) const {
    to.bytes += reference.letter;
    to.add(std::string_view(std::to_string(reference.id + 1)));
  }
  void operator()(Json json) const { (*this)(json.value); }
  void operator()(Label::Members) const { to.add(std::monostate()); }   // no column holds any
  void operator()(auto value) const { to.add(value); }
};

// --- what consumers release ----------------------------------------------------------------------------------------------

struct SchemaOwner {
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
};

void release_schema(ArrowSchema* schema) {
  const std::unique_ptr<SchemaOwner> owner(static_cast<SchemaOwner*>(schema->private_data));
  for (ArrowSchema& child : owner->children)
    if (child.release != nullptr) child.release(&child);
  schema->release = nullptr;
}

void make_schema(const char* format, std::string name, std::size_t children, ArrowSchema& out) {
  auto owner = std::make_unique<SchemaOwner>();
  owner->name = std::move(name);
  owner->children.resize(children);
  for (ArrowSchema& child : owner->children) owner->pointers.push_back(&child);
  out = {};
  out.format = format;
  out.name = owner->name.c_str();
  out.n_children = static_cast<std::int64_t>(children);
  out.children = owner->pointers.data();
  out.release = release_schema;
  out.private_data = owner.release();
}

struct ArrayOwner {
  std::shared_ptr<const ArrowBatch> batch;
  const void* buffers[3] = {};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
};

void release_array(ArrowArray* array) {
  const std::unique_ptr<ArrayOwner> owner(static_cast<ArrayOwner*>(array->private_data));
  for (ArrowArray& child : owner->children)
    if (child.release != nullptr) child.release(&child);
  array->release = nullptr;
}

ArrayOwner& make_array(const std::shared_ptr<const ArrowBatch>& batch, std::size_t children, ArrowArray& out) {
  auto owner = std::make_unique<ArrayOwner>();
  owner->batch = batch;
  owner->children.resize(children);
  for (ArrowArray& child : owner->children) owner->pointers.push_back(&child);
  out = {};
  out.length = static_cast<std::int64_t>(rows_of(*batch));
  out.n_buffers = 1;
  out.n_children = static_cast<std::int64_t>(children);
  out.buffers = owner->buffers;
  out.children = owner->pointers.data();
  out.release = release_array;
  out.private_data = owner.get();
  return *owner.release();
}

void export_column(const std::shared_ptr<const ArrowBatch>& batch, const ArrowColumn& column, ArrowArray& out) {
  ArrayOwner& owner = make_array(batch, 0, out);
  out.null_count = static_cast<std::int64_t>(column.nulls);
  owner.buffers[0] = column.nulls > 0 ? column.valid.data() : nullptr;
  owner.buffers[1] = column.values();
  owner.buffers[2] = column.bytes.data();
  out.n_buffers = column.field.type == ArrowType::utf8 ? 3 : 2;
}

}   // namespace

class ArrowBatch {
 public:
  std::vector<ArrowColumn> columns;
  std::size_t rows = 0;
};

std::vector<ArrowField> arrow_fields(Table table) {
  std::vector<ArrowField> out;
  for (const Column& column : columns_of(table)) out.push_back({column.name, type_of(column.holds)});
  return out;
}

void export_schema(std::span<const ArrowField> fields, ArrowSchema& out) {
  make_schema("+s", "", fields.size(), out);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    make_schema(format_of(fields[i].type), fields[i].name, 0, *out.children[i]);
    out.children[i]->flags = ARROW_FLAG_NULLABLE;
  }
}

std::size_t rows_of(const ArrowBatch& batch) { return batch.rows; }

void export_batch(const std::shared_ptr<const ArrowBatch>& batch, ArrowArray& out) {
  make_array(batch, batch->columns.size(), out);
  for (std::size_t i = 0; i < batch->columns.size(); ++i) export_column(batch, batch->columns[i], *out.children[i]);
}

ArrowRows::ArrowRows(std::optional<Table> table, std::span<const ArrowField> beside)
    : table_(table), batch_(std::make_unique<ArrowBatch>()) {
  if (table)
    for (ArrowField& field : arrow_fields(*table)) batch_->columns.emplace_back(std::move(field));
  of_table_ = batch_->columns.size();
  for (const ArrowField& field : beside) batch_->columns.emplace_back(field);
}

ArrowRows::~ArrowRows() = default;

void ArrowRows::add(const At& at, std::span<const ArrowValue> beside) {
  const bool clean = is_utf8(at.text) && is_utf8(at.label.name);
  std::size_t next = 0;   // column of the row at hand
  bool any = false;
  visit_rows(
      *table_, at,
      [&] {
        if (std::exchange(any, true)) end_row(beside);
        next = 0;
      },
      [&](const Column&, const Cell& cell) {
        std::visit(Adder{batch_->columns[next++], clean}, cell);
      });
  if (any) end_row(beside);
}

void ArrowRows::add(std::span<const ArrowValue> beside) {
  for (std::size_t i = 0; i < of_table_; ++i) batch_->columns[i].add(std::monostate());
  end_row(beside);
}

void ArrowRows::end_row(std::span<const ArrowValue> beside) {
  for (std::size_t i = 0; i < beside.size(); ++i)
    std::visit([&](const auto& value) { batch_->columns[of_table_ + i].add(value); }, beside[i]);
  ++batch_->rows;
}

std::shared_ptr<const ArrowBatch> ArrowRows::finish() { return std::move(batch_); }

}   // namespace propos::output
