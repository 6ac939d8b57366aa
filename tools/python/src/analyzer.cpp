// SPDX-License-Identifier: Apache-2.0
#include "analyzer.h"

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "document.h"
#include "feed.h"
#include "html.h"
#include "pipe.h"
#include "propos/error.h"
#include "read.h"

namespace propos::python {
namespace {

constexpr std::size_t short_text = 1u << 16;   // bytes: it is read before somebody who interrupts it notices

using Files = std::vector<std::pair<std::string, std::string>>;

std::vector<Source> sources_of(const Files& files) {
  std::vector<Source> out;
  for (const auto& [name, content] : files) out.push_back({name, content});
  return out;
}

// Texts on their way to documents.
class Batch : public Work {
 public:
  Batch(SharedAnalyzer analyzer, std::vector<Item> items) : analyzer_(std::move(analyzer)), items_(std::move(items)) {
    documents_.resize(items_.size());
  }

  void run(const std::stop_token& stop) noexcept override {
    try {
      read(*analyzer_, items_, stop, [this](std::size_t i, Document document) {
        OffsetMap offsets(items_[i].utf8.view(), OffsetUnit::codepoint);
        documents_[i] = std::make_shared<Reading>(Reading{{}, std::move(document), std::move(offsets)});
      });
    } catch (...) {   // memory was lacking
      for (std::size_t i = 0; i < items_.size(); ++i)
        if (documents_[i] == nullptr && items_[i].error == nullptr) items_[i].error = std::current_exception();
    }
  }

  bool has_next() const { return next_ < items_.size(); }

  /// The next document, with what came in beside its text; throws why there is none.
  nb::object next() {
    Item& item = items_[next_];
    std::shared_ptr<Reading> reading = std::move(documents_[next_++]);
    if (item.error != nullptr) std::rethrow_exception(std::exchange(item.error, nullptr));
    reading->text = item.text.is_valid() ? std::move(item.text) : nb::object(to_str(item.utf8.view()));
    item.utf8 = {};
    nb::object document = nb::cast(Handle{std::move(reading)});
    return item.context.is_valid() ? nb::object(nb::make_tuple(document, std::move(item.context))) : document;
  }

 private:
  SharedAnalyzer analyzer_;
  std::vector<Item> items_;
  std::vector<std::shared_ptr<Reading>> documents_;
  std::size_t next_ = 0;
};

// The iterator that pipe returns.
class Documents {
 public:
  Documents(const SharedAnalyzer& analyzer, Feed feed, unsigned threads, std::size_t batch_size)
      : pipe_(std::move(feed), threads, batch_size,
              [analyzer](std::vector<Item> items) { return std::make_unique<Batch>(analyzer, std::move(items)); }) {}

  nb::object next() {
    while (batch_ == nullptr || !batch_->has_next()) {
      std::unique_ptr<Work> work = pipe_.next();
      if (work == nullptr) throw nb::stop_iteration();
      batch_.reset(static_cast<Batch*>(work.release()));
    }
    return batch_->next();
  }

  void close() {
    batch_.reset();
    pipe_.close();
  }

 private:
  std::unique_ptr<Batch> batch_;
  Pipe pipe_;
};

AnalyzerHandle make_analyzer(Files rules, Files words) {
  const AnalyzerOptions options{.rules = sources_of(rules), .words = sources_of(words)};
  const nb::gil_scoped_release others;
  return {std::make_shared<const propos::Analyzer>(options), std::move(rules), std::move(words)};
}

// Why one text has what it has.
class Explaining : public Work {
 public:
  Explaining(SharedAnalyzer analyzer, Item item) : analyzer_(std::move(analyzer)), item_(std::move(item)) {}

  void run(const std::stop_token& stop) noexcept override {
    item_.options.stop = stop;
    try {
      found_ = analyzer_->explain(item_.utf8.view(), item_.options);
    } catch (...) {
      item_.error = std::current_exception();
    }
  }

  ExplanationHandle take() {
    if (item_.error != nullptr) std::rethrow_exception(item_.error);
    OffsetMap offsets(item_.utf8.view(), OffsetUnit::codepoint);
    auto reading = std::make_shared<const Reading>(Reading{item_.text, std::move(found_.document), std::move(offsets)});
    return {std::move(reading), std::move(found_)};
  }

 private:
  SharedAnalyzer analyzer_;
  Item item_;
  Explanation found_;
};

// A long text is read on another thread, so that this one hears signals.
void run_aside(Work& work, std::size_t bytes) {
  if (bytes < short_text) {
    const nb::gil_scoped_release others;
    work.run({});
  } else {
    Workers worker(1);
    worker.add(work);
    worker.wait(work);
  }
}

Item item_of(const nb::str& text, nb::handle date, nb::handle limits, const std::string& language, bool tokens,
             nb::handle zones) {
  Item item;
  item.text = text;
  item.utf8 = Utf8(text);
  if (!zones.is_none()) item.zones = zones_of(zones, item.utf8.view());
  item.options = {.zones = item.zones,
                  .published = date_of(date),
                  .language = language_of(language),
                  .parts = parts_of(tokens),
                  .limits = limits_of(limits)};
  return item;
}

nb::object analyze(const AnalyzerHandle& self, const nb::str& text, nb::handle date, nb::handle limits,
                   const std::string& language, bool tokens, nb::handle zones) {
  std::vector<Item> items;
  items.push_back(item_of(text, date, limits, language, tokens, zones));
  const std::size_t bytes = items.front().utf8.view().size();
  Batch batch(self.analyzer, std::move(items));
  run_aside(batch, bytes);
  return batch.next();
}

ExplanationHandle explain(const AnalyzerHandle& self, const nb::str& text, nb::handle date, nb::handle limits,
                          const std::string& language, nb::handle zones) {
  Item item = item_of(text, date, limits, language, false, zones);
  const std::size_t bytes = item.utf8.view().size();
  Explaining work(self.analyzer, std::move(item));
  run_aside(work, bytes);
  return work.take();
}

// What each mistake says, as propos.Error takes it.
nb::list check(const Files& rules, const Files& words) {
  const AnalyzerOptions options{.rules = sources_of(rules), .words = sources_of(words)};
  const std::vector<Error> errors = [&] {
    const nb::gil_scoped_release others;
    return check_rules(options);
  }();
  nb::list out;
  for (const Error& error : errors)
    out.append(
        nb::make_tuple(to_str(error.what()), to_str(name_of(error.kind())), to_str(error.file()), error.line(), error.column()));
  return out;
}

Documents* pipe(const AnalyzerHandle& self, nb::handle texts, unsigned threads, std::size_t batch_size, bool as_tuples,
                nb::object date, nb::object limits, const std::string& language, bool tokens) {
  return new Documents(self.analyzer,
                       Feed(texts, {.dates = std::move(date),
                                    .limits = std::move(limits),
                                    .language = language_of(language),
                                    .tokens = tokens,
                                    .as_tuples = as_tuples}),
                       threads, batch_size);
}

}   // namespace

std::optional<std::chrono::year_month_day> date_of(nb::handle date) {
  if (is_missing(date)) return std::nullopt;
  nb::object day = nb::borrow(date);
  if (nb::isinstance<nb::str>(date)) try {
      day = nb::module_::import_("datetime")
                .attr("date")
                .attr("fromisoformat")(date[nb::slice(nb::none(), nb::int_(10), nb::none())]);
    } catch (const nb::python_error&) {
      throw nb::value_error(("expected a date as YYYY-MM-DD, not " + std::string(nb::repr(date).c_str())).c_str());
    }
  if (!nb::hasattr(day, "year") || !nb::hasattr(day, "month") || !nb::hasattr(day, "day"))
    throw nb::type_error("expected a datetime.date, a str that begins with YYYY-MM-DD, or None");
  return std::chrono::year(nb::cast<int>(day.attr("year"))) / nb::cast<unsigned>(day.attr("month")) /
         nb::cast<unsigned>(day.attr("day"));
}

Language language_of(const std::string& name) {
  if (const std::optional<Language> language = from_name<Language>(name)) return *language;
  throw nb::value_error(("expected the language french or detect, not «" + name + "»").c_str());
}

Limits limits_of(nb::handle limits) {
  Limits out;
  if (limits.is_none()) return out;
  if (!nb::hasattr(limits, "bytes") || !nb::hasattr(limits, "seconds"))
    throw nb::type_error(("expected propos.Limits, not " + std::string(nb::type_name(limits.type()).c_str())).c_str());
  const auto set = [&](const char* name, std::size_t& to) {
    if (const nb::object value = limits.attr(name); !value.is_none()) to = nb::cast<std::size_t>(value);
  };
  set("bytes", out.bytes);
  set("entities", out.entities);
  set("quotes", out.quotes);
  if (const nb::object seconds = limits.attr("seconds"); !seconds.is_none()) {
    constexpr double most = 1e9;
    out.time = std::chrono::nanoseconds(std::llround(std::min(nb::cast<double>(seconds), most) * 1e9));
  }
  return out;
}

void add_analyzer(nb::module_& module) {
  nb::class_<Documents>(module, "Documents", "Documents of many texts, in their order: what ``Analyzer.pipe`` gives.")
      .def(
          "__iter__", [](nb::handle self) { return nb::borrow(self); }, nb::sig("def __iter__(self) -> Documents"))
      .def("__next__", &Documents::next, nb::sig("def __next__(self) -> typing.Any"))
      .def("close", &Documents::close, "Ends what is running, within some hundredths of a second. There is nothing more then.");
  nb::class_<AnalyzerHandle>(module, "Analyzer", "Reads French text; see ``propos.Analyzer``.")
      .def(
          "__init__",
          [](AnalyzerHandle* self, Files rules, Files words) {
            new (self) AnalyzerHandle(make_analyzer(std::move(rules), std::move(words)));
          },
          nb::arg("rules"), nb::arg("words"))
      .def_prop_ro(
          "rules", [](const AnalyzerHandle& self) { return self.rules; }, "Name and content of the files of rules.")
      .def_prop_ro(
          "words", [](const AnalyzerHandle& self) { return self.words; }, "Name and content of the files of words.")
      .def("analyze", analyze, nb::arg("text"), nb::arg("date").none(), nb::arg("limits").none(), nb::arg("language"),
           nb::arg("tokens"), nb::arg("zones").none(),
           nb::sig("def analyze(self, text: str, date: typing.Any, limits: typing.Any, language: str, tokens: bool, zones: "
                   "typing.Any) -> Document"))
      .def("explain", explain, nb::arg("text"), nb::arg("date").none(), nb::arg("limits").none(), nb::arg("language"),
           nb::arg("zones").none(),
           nb::sig("def explain(self, text: str, date: typing.Any, limits: typing.Any, language: str, zones: typing.Any) -> "
                   "Explanation"))
      .def("pipe", pipe, nb::arg("texts"), nb::arg("threads"), nb::arg("batch_size"), nb::arg("as_tuples"),
           nb::arg("date").none(), nb::arg("limits").none(), nb::arg("language"), nb::arg("tokens"),
           nb::sig("def pipe(self, texts: typing.Any, threads: int, batch_size: int, as_tuples: bool, date: typing.Any, "
                   "limits: typing.Any, language: str, tokens: bool) -> Documents"))
      .def("trim_memory", [](const AnalyzerHandle& self) { self.analyzer->trim_memory(); });
  module.def("check_rules", check, nb::arg("rules"), nb::arg("words"),
             nb::sig("def check_rules(rules: list[tuple[str, str]], words: list[tuple[str, str]]) -> list[tuple[str, str, str, "
                     "int, int]]"));
}

}   // namespace propos::python
