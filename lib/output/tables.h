// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "output/fields.h"
#include "propos/output.h"

/// The same values in columns: one row a quote, a mention or an entity. Cells have types, so that any format of tables can be
/// written from them.
namespace propos::output {

struct Column {
  std::string name;
  Holds holds;
  std::string_view words;   ///< as of Field
  std::string says;         ///< for docs/schema.md
  Cell (*value)(const At&);
  std::size_t (*there)(const At&) = nullptr;   ///< where not 0: the object whose value it is
};

/// In the order in which they are written.
std::span<const Column> columns_of(Table table);

/// Calls `row()` before the cells of a row, then `cell(column, cell)` for each in order. O(rows * columns).
template <class Row, class Visit>
void visit_rows(Table table, At at, Row row, Visit cell) {
  const std::size_t sizes[] = {at.document.quotes.size(), at.document.mentions.size(), at.document.entities.size()};
  const std::span<const Column> columns = columns_of(table);
  for (at.id = 0; at.id < sizes[static_cast<int>(table)]; ++at.id) {
    row();
    for (const Column& column : columns)
      cell(column, column.there == nullptr || column.there(at) > 0 ? column.value(at) : Cell());
  }
}

}   // namespace propos::output
