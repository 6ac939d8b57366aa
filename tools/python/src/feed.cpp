// SPDX-License-Identifier: Apache-2.0
#include "feed.h"

#include <string>
#include <utility>

#include "propos/error.h"

namespace propos::python {
namespace {

constexpr std::size_t long_batch = 1u << 20;   // bytes: no more texts are added

// The next of an iterator, or nothing at its end.
nb::object next_of(nb::handle iterator) {
  nb::object next = nb::steal(PyIter_Next(iterator.ptr()));
  if (!next.is_valid() && PyErr_Occurred() != nullptr) throw nb::python_error();
  return next;
}

bool is_one_date(nb::handle dates) { return dates.is_none() || nb::isinstance<nb::str>(dates) || nb::hasattr(dates, "year"); }

}   // namespace

Feed::Feed(nb::handle texts, const FeedOptions& options)
    : limits_(limits_of(options.limits)), as_tuples_(options.as_tuples), batch_size_(options.batch_size) {
  if (nb::isinstance<nb::str>(texts)) throw nb::type_error("expected several texts, not one str");
  texts_ = nb::iter(texts);
  if (is_one_date(options.dates)) date_ = date_of(options.dates);
  else dates_ = nb::iter(options.dates);
}

void Feed::next(std::vector<Item>& out) {
  for (std::size_t bytes = 0; out.size() < batch_size_ && bytes < long_batch;) {
    Item item;
    if (!read(item)) return;
    bytes += item.utf8.view().size();
    out.push_back(std::move(item));
  }
}

bool Feed::read(Item& item) {
  nb::object given = next_of(texts_);
  if (!given.is_valid()) return false;
  set_text(std::move(given), item);
  set_date(item);
  item.options.limits = limits_;
  item.options.parts = {.tokens = false, .sentences = false};
  ++read_;
  return true;
}

void Feed::set_text(nb::object given, Item& item) const {
  item.text = std::move(given);
  if (as_tuples_) {
    if (!nb::isinstance<nb::tuple>(item.text) || nb::len(item.text) != 2) {
      item.error = std::make_exception_ptr(nb::type_error(
          ("text " + std::to_string(read_) + ": expected a tuple of a text and something, as as_tuples says").c_str()));
      return;
    }
    item.context = item.text[1];
    item.text = item.text[0];
  }
  if (nb::isinstance<nb::str>(item.text)) item.utf8 = Utf8(item.text);
  else
    item.error = std::make_exception_ptr(nb::type_error(
        ("text " + std::to_string(read_) + ": expected a str, not " + nb::type_name(item.text.type()).c_str()).c_str()));
}

void Feed::set_date(Item& item) {
  item.options.published = date_;
  if (!dates_.is_valid()) return;
  const nb::object date = next_of(dates_);
  if (!date.is_valid()) throw Error("expected as many dates as texts");
  try {
    item.options.published = date_of(date);
  } catch (...) {
    item.error = std::current_exception();
  }
}

}   // namespace propos::python
