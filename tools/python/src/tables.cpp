// SPDX-License-Identifier: Apache-2.0
#include "tables.h"

#include <fmt/format.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer.h"
#include "arrow_texts.h"
#include "feed.h"
#include "kept.h"
#include "output/arrow.h"
#include "output/tables.h"
#include "pipe.h"
#include "propos/error.h"
#include "propos/output.h"
#include "read.h"

namespace propos::python {
namespace {

using output::ArrowBatch;
using output::ArrowField;
using output::ArrowRows;
using output::ArrowType;
using output::ArrowValue;
using SharedBatch = std::shared_ptr<const ArrowBatch>;

// --- what is made of a text -----------------------------------------------------------------------------------------------

// Which tables are made, and what their rows have beside their own columns.
struct Plan {
  std::vector<Table> tables;
  std::vector<ArrowField> beside;   // what is kept; of a single batch then `row` and `error`
  bool single = false;              // a text that cannot be read is a row, else it is one of the table of errors
};

const std::vector<ArrowField>& error_fields() {
  static const std::vector<ArrowField> fields = {{"doc"}, {"text", ArrowType::int64}, {"error"}};
  return fields;
}

const std::vector<ArrowField>& batch_fields() {
  static const std::vector<ArrowField> fields = {{"row", ArrowType::int32}, {"error"}};
  return fields;
}

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    return known.what();
  }
}

// Texts on their way to rows.
class RowsWork : public Work {
 public:
  // What goes with a text.
  struct Beside {
    std::string doc;
    std::vector<KeptValue> kept;
  };

  RowsWork(SharedAnalyzer analyzer, std::shared_ptr<const Plan> plan, std::vector<Item> items, std::vector<Beside> beside)
      : analyzer_(std::move(analyzer)), plan_(std::move(plan)), items_(std::move(items)), beside_(std::move(beside)) {}

  void run(const std::stop_token& stop) noexcept override {
    try {
      read_all(stop);
    } catch (...) {
      broken_ = std::current_exception();
    }
  }

  /// A batch for each table, then that of errors. Throws what ended the work.
  std::vector<SharedBatch> take() {
    if (broken_ != nullptr) std::rethrow_exception(broken_);
    items_.clear();
    return std::move(batches_);
  }

 private:
  void read_all(const std::stop_token& stop) {
    std::vector<std::unique_ptr<ArrowRows>> rows;
    for (const Table table : plan_->tables) rows.push_back(std::make_unique<ArrowRows>(table, plan_->beside));
    ArrowRows errors(std::nullopt, error_fields());
    read(*analyzer_, items_, stop, [&](std::size_t i, const Document& document) {
      std::vector<ArrowValue> beside;
      for (const KeptValue& kept : beside_[i].kept) beside.push_back(value_of(kept));
      add(document, items_[i], beside_[i].doc, beside, rows, errors);
    });
    for (const std::unique_ptr<ArrowRows>& table : rows) batches_.push_back(table->finish());
    batches_.push_back(errors.finish());
  }

  void add(const Document& document, const Item& item, const std::string& doc, std::vector<ArrowValue>& beside,
           std::vector<std::unique_ptr<ArrowRows>>& rows, ArrowRows& errors) const {
    const auto number = static_cast<std::int64_t>(item.number);
    const std::string error = item.error == nullptr ? "" : message_of(item.error);
    if (plan_->single) beside.insert(beside.end(), {number, error.empty() ? ArrowValue() : std::string_view(error)});
    if (item.error == nullptr) return write(document, item.utf8.view(), doc, beside, rows);
    if (plan_->single) rows.front()->add(beside);
    else errors.add(std::vector<ArrowValue>{std::string_view(doc), number, std::string_view(error)});
  }

  void write(const Document& document, std::string_view text, const std::string& doc, const std::vector<ArrowValue>& beside,
             std::vector<std::unique_ptr<ArrowRows>>& rows) const {
    const OffsetMap offsets(text, OffsetUnit::codepoint);
    const Label label(doc);
    std::string scratch;
    for (const std::unique_ptr<ArrowRows>& table : rows) table->add({document, text, label, offsets, scratch}, beside);
  }

  SharedAnalyzer analyzer_;
  std::shared_ptr<const Plan> plan_;
  std::vector<Item> items_;
  std::vector<Beside> beside_;
  std::vector<SharedBatch> batches_;
  std::exception_ptr broken_;
};

// --- how it comes in ------------------------------------------------------------------------------------------------------

// What a caller gives with the texts.
class Besides {
 public:
  Besides(nb::handle ids, const std::vector<std::pair<std::string, nb::list>>& keep) {
    if (!ids.is_none()) ids_ = nb::iter(ids);
    for (const auto& [name, values] : keep) columns_.emplace_back(name, values);
  }

  std::vector<ArrowField> fields() const {
    std::vector<ArrowField> out;
    for (const KeptColumn& column : columns_) out.push_back(column.field());
    return out;
  }

  std::vector<RowsWork::Beside> of(const std::vector<Item>& items) {
    std::vector<RowsWork::Beside> out;
    for (const Item& item : items) {
      out.push_back({next_id(item.number), {}});
      for (const KeptColumn& column : columns_) out.back().kept.push_back(column.at(item.number));
    }
    return out;
  }

 private:
  std::string next_id(std::size_t number) {
    if (!ids_.is_valid()) return std::to_string(number);
    const nb::object id = nb::steal(PyIter_Next(ids_.ptr()));
    if (!id.is_valid()) {
      if (PyErr_Occurred() != nullptr) throw nb::python_error();
      throw nb::value_error(fmt::format("expected as many ids as texts: there are {}", number).c_str());
    }
    return std::string(Utf8(nb::str(id)).view());
  }

  nb::object ids_;   // an iterator
  std::vector<KeptColumn> columns_;
};

using Keep = std::vector<std::pair<std::string, nb::list>>;

// Batches of rows of many texts, in order.
class Rows {
 public:
  Rows(const SharedAnalyzer& analyzer, Feed feed, unsigned threads, std::size_t batch_size, std::vector<Table> tables,
       nb::handle ids, const Keep& keep)
      : besides_(std::make_shared<Besides>(ids, keep)),
        plan_(std::make_shared<const Plan>(Plan{std::move(tables), besides_->fields()})),
        pipe_(std::move(feed), threads, batch_size, [analyzer, besides = besides_, plan = plan_](std::vector<Item> items) {
          std::vector<RowsWork::Beside> beside = besides->of(items);
          return std::make_unique<RowsWork>(analyzer, plan, std::move(items), std::move(beside));
        }) {}

  /// A batch for each table, and that of errors; none at the end.
  std::vector<SharedBatch> next() {
    const std::unique_ptr<Work> work = pipe_.next();
    if (work == nullptr) return {};
    return static_cast<RowsWork&>(*work).take();
  }

  /// Of table `index`, or of errors behind the last.
  std::vector<ArrowField> fields(std::size_t index) const {
    if (index == plan_->tables.size()) return error_fields();
    std::vector<ArrowField> out = output::arrow_fields(plan_->tables[index]);
    out.insert(out.end(), plan_->beside.begin(), plan_->beside.end());
    return out;
  }
  std::size_t tables() const { return plan_->tables.size() + 1; }

 private:
  std::shared_ptr<Besides> besides_;
  std::shared_ptr<const Plan> plan_;
  Pipe pipe_;
};

// --- what goes out --------------------------------------------------------------------------------------------------------

// A structure of Arrow in a capsule, which releases it where nobody took it.
template <class Struct>
nb::object capsule_of(std::unique_ptr<Struct> holds, const char* name) {
  PyObject* const out = PyCapsule_New(holds.get(), name, [](PyObject* capsule) {
    const std::unique_ptr<Struct> back(static_cast<Struct*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule))));
    if (back != nullptr && back->release != nullptr) back->release(back.get());
  });
  if (out == nullptr) throw nb::python_error();
  static_cast<void>(holds.release());
  return nb::steal(out);
}

nb::object schema_capsule(const std::vector<ArrowField>& fields) {
  auto schema = std::make_unique<ArrowSchema>();
  output::export_schema(fields, *schema);
  return capsule_of(std::move(schema), "arrow_schema");
}

// Batches that are handed over one by one.
class Batches {
 public:
  Batches() = default;
  virtual ~Batches() = default;
  Batches(const Batches&) = delete;
  Batches& operator=(const Batches&) = delete;

  virtual SharedBatch next() = 0;   // none at the end

  std::vector<ArrowField> fields;
  std::string error;
};

nb::object stream_capsule(std::unique_ptr<Batches> batches) {
  auto stream = std::make_unique<ArrowArrayStream>();
  stream->get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    output::export_schema(static_cast<Batches*>(self->private_data)->fields, *out);
    return 0;
  };
  stream->get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto& from = *static_cast<Batches*>(self->private_data);
    try {
      *out = {};
      if (const SharedBatch batch = from.next()) output::export_batch(batch, *out);
      return 0;
    } catch (const std::exception& error) {
      from.error = error.what();
      return EIO;
    }
  };
  stream->get_last_error = [](ArrowArrayStream* self) -> const char* {
    return static_cast<Batches*>(self->private_data)->error.c_str();
  };
  stream->release = [](ArrowArrayStream* self) {
    delete static_cast<Batches*>(self->private_data);
    self->release = nullptr;
  };
  stream->private_data = batches.release();
  return capsule_of(std::move(stream), "arrow_array_stream");
}

// A table in memory.
struct TableData {
  std::vector<ArrowField> fields;
  std::vector<SharedBatch> batches;

  std::size_t rows() const {
    std::size_t out = 0;
    for (const SharedBatch& batch : batches) out += output::rows_of(*batch);
    return out;
  }
};

class BatchesInMemory : public Batches {
 public:
  explicit BatchesInMemory(const TableData& table) : batches_(table.batches) { fields = table.fields; }
  SharedBatch next() override { return next_ < batches_.size() ? batches_[next_++] : nullptr; }

 private:
  std::vector<SharedBatch> batches_;
  std::size_t next_ = 0;
};

// Batches that are made when they are asked for, by whatever thread. They hold objects of Python.
class BatchesToCome : public Batches {
 public:
  explicit BatchesToCome(std::unique_ptr<Rows> rows) : rows_(std::move(rows)) { fields = rows_->fields(0); }
  ~BatchesToCome() override {
    const nb::gil_scoped_acquire lock;
    rows_.reset();
  }
  SharedBatch next() override {
    const nb::gil_scoped_acquire lock;
    std::vector<SharedBatch> batches = rows_->next();
    return batches.empty() ? nullptr : batches.front();
  }

 private:
  std::unique_ptr<Rows> rows_;
};

// The table that can be read once.
struct TableStream {
  std::unique_ptr<Rows> rows;
  std::vector<ArrowField> fields;
};

struct BatchData {
  std::vector<ArrowField> fields;
  SharedBatch batch;
};

// --- functions of the module ----------------------------------------------------------------------------------------------

Table table_of(const std::string& name) {
  if (const std::optional<Table> table = from_name<Table>(name)) return *table;
  throw nb::value_error(fmt::format("expected quotes, mentions or entities, not «{}»", name).c_str());
}

std::unique_ptr<Rows> rows_of(const SharedAnalyzer& analyzer, nb::handle texts, const std::vector<std::string>& names,
                              nb::handle ids, const Keep& keep, nb::object date, nb::object limits, const std::string& language,
                              unsigned threads, std::size_t batch_size) {
  std::vector<Table> tables;
  for (const std::string& name : names) tables.push_back(table_of(name));
  return std::make_unique<Rows>(
      analyzer, Feed(texts, {.dates = std::move(date), .limits = std::move(limits), .language = language_of(language)}), threads,
      batch_size, std::move(tables), ids, keep);
}

nb::tuple tables(const AnalyzerHandle& analyzer, nb::handle texts, const std::vector<std::string>& names, nb::handle ids,
                 const Keep& keep, nb::object date, nb::object limits, const std::string& language, unsigned threads,
                 std::size_t batch_size) {
  const std::unique_ptr<Rows> rows =
      rows_of(analyzer.analyzer, texts, names, ids, keep, std::move(date), std::move(limits), language, threads, batch_size);
  std::vector<TableData> out(rows->tables());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].fields = rows->fields(i);
  for (std::vector<SharedBatch> batches; !(batches = rows->next()).empty();)
    for (std::size_t i = 0; i < out.size(); ++i)
      if (output::rows_of(*batches[i]) > 0) out[i].batches.push_back(std::move(batches[i]));
  nb::list all;
  for (TableData& table : out) all.append(std::move(table));
  return nb::tuple(all);
}

TableStream stream(const AnalyzerHandle& analyzer, nb::handle texts, const std::string& name, nb::handle ids, const Keep& keep,
                   nb::object date, nb::object limits, const std::string& language, unsigned threads, std::size_t batch_size) {
  TableStream out{
      rows_of(analyzer.analyzer, texts, {name}, ids, keep, std::move(date), std::move(limits), language, threads, batch_size),
      {}};
  out.fields = out.rows->fields(0);
  return out;
}

// All texts in one batch, on another thread, so that this one hears signals.
BatchData record_batch(const AnalyzerHandle& analyzer, nb::handle texts, const std::string& name, nb::handle ids, nb::object date,
                       nb::object limits, const std::string& language) {
  constexpr std::size_t any_number = static_cast<std::size_t>(-1);
  Feed feed(texts, {.dates = std::move(date), .limits = std::move(limits), .language = language_of(language)});
  std::vector<Item> items;
  for (std::size_t before = any_number; before != items.size();) {
    before = items.size();
    feed.next(any_number, items);
  }
  const auto plan = std::make_shared<const Plan>(Plan{{table_of(name)}, batch_fields(), true});
  std::vector<RowsWork::Beside> beside = Besides(ids, {}).of(items);
  RowsWork work(analyzer.analyzer, plan, std::move(items), std::move(beside));
  Workers worker(1);
  worker.add(work);
  worker.wait(work);
  BatchData out{output::arrow_fields(plan->tables.front()), work.take().front()};
  out.fields.insert(out.fields.end(), plan->beside.begin(), plan->beside.end());
  return out;
}

nb::tuple names_of(const std::vector<ArrowField>& fields) {
  nb::list out;
  for (const ArrowField& field : fields) out.append(to_str(field.name));
  return nb::tuple(out);
}

template <class Data>
nb::class_<Data> add_class(nb::module_& module, const char* name, const char* says) {
  return nb::class_<Data>(module, name, says)
      .def_prop_ro(
          "column_names", [](const Data& self) { return names_of(self.fields); },
          nb::for_getter(nb::sig("def column_names(self) -> tuple[str, ...]")), "In their order.")
      .def(
          "__arrow_c_schema__", [](const Data& self) { return schema_capsule(self.fields); },
          nb::sig("def __arrow_c_schema__(self) -> typing.Any"), "The Arrow PyCapsule interface.");
}

}   // namespace

void add_tables(nb::module_& module) {
  const auto stream_signature = nb::sig("def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing.Any");
  add_class<TableData>(
      module, "Table",
      "Rows in memory, which pyarrow, pandas, polars and DuckDB take as they are. Immutable; may be read any number of times.")
      .def_prop_ro("num_rows", &TableData::rows, "How many rows it has.")
      .def("__len__", &TableData::rows)
      .def(
          "to_pandas", [](nb::handle self) { return nb::module_::import_("pyarrow").attr("table")(self).attr("to_pandas")(); },
          nb::sig("def to_pandas(self) -> typing.Any"),
          "A DataFrame of pandas. Needs pyarrow and pandas.\n\nReturns\n-------\npandas.DataFrame")
      .def(
          "__arrow_c_stream__",
          [](const TableData& self, nb::handle) { return stream_capsule(std::make_unique<BatchesInMemory>(self)); },
          nb::arg("requested_schema").none() = nb::none(), stream_signature,
          "The Arrow PyCapsule interface. No other schema is made.")
      .def("__repr__",
           [](const TableData& self) { return nb::str("Table({} rows, {} columns)").format(self.rows(), self.fields.size()); });
  add_class<TableStream>(module, "TableStream", "Rows that are made as they are read, once.")
      .def(
          "__arrow_c_stream__",
          [](TableStream& self, nb::handle) {
            if (self.rows == nullptr) throw nb::value_error("this table was read before: it can be read once");
            return stream_capsule(std::make_unique<BatchesToCome>(std::move(self.rows)));
          },
          nb::arg("requested_schema").none() = nb::none(), stream_signature,
          "The Arrow PyCapsule interface. No other schema is made; may be called once.");
  add_class<BatchData>(module, "RecordBatch", "Rows of one batch, which pyarrow takes as they are.")
      .def_prop_ro(
          "num_rows", [](const BatchData& self) { return output::rows_of(*self.batch); }, "How many rows it has.")
      .def(
          "__arrow_c_array__",
          [](const BatchData& self, nb::handle) {
            auto array = std::make_unique<ArrowArray>();
            output::export_batch(self.batch, *array);
            return nb::make_tuple(schema_capsule(self.fields), capsule_of(std::move(array), "arrow_array"));
          },
          nb::arg("requested_schema").none() = nb::none(),
          nb::sig("def __arrow_c_array__(self, requested_schema: typing.Any = None) -> tuple[typing.Any, typing.Any]"),
          "The Arrow PyCapsule interface. No other schema is made.");
  module.def(
      "tables", tables, nb::arg("analyzer"), nb::arg("texts"), nb::arg("tables"), nb::arg("ids").none(), nb::arg("keep"),
      nb::arg("date").none(), nb::arg("limits").none(), nb::arg("language"), nb::arg("threads"), nb::arg("batch_size"),
      nb::sig(
          "def tables(analyzer: Analyzer, texts: typing.Any, tables: list[str], ids: typing.Any, keep: list[tuple[str, "
          "list[typing.Any]]], date: typing.Any, limits: typing.Any, language: str, threads: int, batch_size: int) -> tuple[Table, ...]"));
  module.def(
      "stream", stream, nb::arg("analyzer"), nb::arg("texts"), nb::arg("table"), nb::arg("ids").none(), nb::arg("keep"),
      nb::arg("date").none(), nb::arg("limits").none(), nb::arg("language"), nb::arg("threads"), nb::arg("batch_size"),
      nb::sig(
          "def stream(analyzer: Analyzer, texts: typing.Any, table: str, ids: typing.Any, keep: list[tuple[str, "
          "list[typing.Any]]], date: typing.Any, limits: typing.Any, language: str, threads: int, batch_size: int) -> TableStream"));
  module.def(
      "record_batch", record_batch, nb::arg("analyzer"), nb::arg("texts"), nb::arg("table"), nb::arg("ids").none(),
      nb::arg("date").none(), nb::arg("limits").none(), nb::arg("language"),
      nb::sig("def record_batch(analyzer: Analyzer, texts: typing.Any, table: str, ids: typing.Any, date: typing.Any, limits: "
              "typing.Any, language: str) -> RecordBatch"));
}

}   // namespace propos::python
