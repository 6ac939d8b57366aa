// SPDX-License-Identifier: Apache-2.0
#include "feed.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "html.h"
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

std::exception_ptr not_a_text(std::size_t number, std::string_view type) {
  return std::make_exception_ptr(nb::type_error(fmt::format("text {}: expected a str, not {}", number, type).c_str()));
}

}   // namespace

Feed::Feed(nb::handle texts, const FeedOptions& options) : as_tuples_(options.as_tuples) {
  options_.limits = limits_of(options.limits);
  options_.language = options.language;
  options_.parts = parts_of(options.tokens);
  if (nb::isinstance<nb::str>(texts)) throw nb::type_error("expected several texts, not one str");
  if (ArrowTexts::are(texts) && !as_tuples_) arrow_.emplace(texts);
  else texts_ = nb::iter(texts);
  if (is_one_date(options.dates)) date_ = date_of(options.dates);
  else dates_ = nb::iter(options.dates);
}

void Feed::next(std::size_t most, std::vector<Item>& out) {
  for (std::size_t bytes = 0; out.size() < most && bytes < long_batch;) {
    Item item;
    if (!read_item(item)) return;
    bytes += item.utf8.view().size();
    out.push_back(std::move(item));
  }
}

bool Feed::read_item(Item& item) {
  item.number = read_;
  if (!read_text(item)) return false;
  item.options = options_;
  item.options.zones = item.zones;
  set_date(item);
  ++read_;
  return true;
}

bool Feed::read_text(Item& item) {
  if (arrow_) {
    if (!arrow_->next(item.utf8)) return false;
    if (item.utf8.view().data() == nullptr) item.error = not_a_text(item.number, "None");
    return true;
  }
  nb::object given = next_of(texts_);
  if (!given.is_valid()) return false;
  set_text(std::move(given), item);
  return true;
}

void Feed::set_text(nb::object given, Item& item) const {
  item.text = std::move(given);
  if (as_tuples_) {
    if (!nb::isinstance<nb::tuple>(item.text) || nb::len(item.text) != 2) {
      item.error = std::make_exception_ptr(
          nb::type_error(fmt::format("text {}: expected a tuple of a text and something else", item.number).c_str()));
      return;
    }
    item.context = item.text[1];
    item.text = item.text[0];
  }
  if (nb::isinstance<HtmlTextHandle>(item.text)) {
    const nb::object page = std::move(item.text);
    item.text = nb::inst_ptr<HtmlTextHandle>(page)->text;
    item.zones = nb::inst_ptr<HtmlTextHandle>(page)->zones;
  }
  if (nb::isinstance<nb::str>(item.text)) item.utf8 = Utf8(item.text);
  else item.error = not_a_text(item.number, nb::type_name(item.text.type()).c_str());
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
