// SPDX-License-Identifier: Apache-2.0
#include "read.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>
#include <vector>

namespace propos::python {
namespace {

// What is read together is not stopped amid: some hundredths of a second.
constexpr std::size_t most_texts = 64, most_bytes = 3u << 14;

bool may_go_together(const Item& item) {
  return item.error == nullptr && item.options.limits.time == std::chrono::nanoseconds::max();
}

// How many of the items, from the first on, are read together: one at least.
std::size_t together(std::span<const Item> items) {
  std::size_t count = 0;
  for (std::size_t bytes = 0; count < std::min(items.size(), most_texts) && may_go_together(items[count]); ++count)
    if ((bytes += items[count].utf8.view().size()) > most_bytes) break;
  return std::max<std::size_t>(count, 1);
}

Document read_one(const propos::Analyzer& analyzer, Item& item, const std::stop_token& stop) {
  if (item.error != nullptr) return {};
  item.options.stop = stop;
  try {
    return analyzer.analyze(item.utf8.view(), item.options);
  } catch (...) {
    item.error = std::current_exception();
    return {};
  }
}

// Where one of them fails, which one is found out one by one.
std::vector<Document> read_some(const propos::Analyzer& analyzer, std::span<Item> items, const std::stop_token& stop) {
  if (items.size() > 1) try {
      std::vector<Job> jobs;
      for (const Item& item : items) jobs.push_back({item.utf8.view(), item.options});
      return analyzer.analyze_many(jobs);
    } catch (const std::exception&) {   // told below
    }
  std::vector<Document> out;
  for (Item& item : items) out.push_back(read_one(analyzer, item, stop));
  return out;
}

}   // namespace

void read(const propos::Analyzer& analyzer, std::span<Item> items, const std::stop_token& stop, const TakeRead& take) {
  for (std::size_t first = 0; first < items.size() && !stop.stop_requested();) {
    const std::size_t count = together(items.subspan(first));
    std::vector<Document> found = read_some(analyzer, items.subspan(first, count), stop);
    for (Document& document : found) take(first++, std::move(document));
  }
}

}   // namespace propos::python
