// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "feed.h"
#include "workers.h"

namespace propos::python {

/// Work that is begun for the texts of a feed on several threads, and handed over in their order. Never more than some batches of texts
/// are in memory. Of one thread of Python at a time.
class Pipe {
 public:
  using Begin = std::function<std::unique_ptr<Work>(std::vector<Item>)>;

  /// Up to `batch_size` texts are one work.
  Pipe(Feed feed, unsigned threads, std::size_t batch_size, Begin begin)
      : feed_(std::move(feed)),
        begin_(std::move(begin)),
        batch_size_(batch_size),
        most_(2 * threads + 1),
        workers_(std::make_unique<Workers>(threads)) {}

  /// The next work, done; none at the end. What the feed throws, or a handler of signals, ends the pipe and reaches the caller.
  std::unique_ptr<Work> next() {
    if (std::exchange(busy_, true)) throw nb::value_error("this pipe is being read by another caller");
    const Idle idle{busy_};
    try {
      return take();
    } catch (...) {
      close();
      throw;
    }
  }

  /// Ends what is running. There is nothing more then.
  void close() {
    over_ = true;
    workers_.reset();
    begun_.clear();
  }

 private:
  struct Idle {
    bool& busy;
    ~Idle() { busy = false; }
  };

  std::unique_ptr<Work> take() {
    while (!over_ && begun_.size() < most_) begin();
    if (begun_.empty()) {
      if (error_ != nullptr) std::rethrow_exception(std::exchange(error_, nullptr));
      return nullptr;
    }
    workers_->wait(*begun_.front());
    std::unique_ptr<Work> out = std::move(begun_.front());
    begun_.pop_front();
    return out;
  }

  void begin() {
    std::vector<Item> items;
    try {
      feed_.next(next_size(), items);
      over_ = items.empty();
    } catch (const nb::python_error& error) {
      if (!error.matches(PyExc_Exception)) throw;   // as KeyboardInterrupt
      fail();
    } catch (...) {
      fail();
    }
    if (items.empty()) return;
    begun_.push_back(begin_(std::move(items)));
    workers_->add(*begun_.back());
  }

  // The last batch is read by one thread while others have nothing to do: it is a small part of all.
  std::size_t next_size() const {
    constexpr std::size_t least = 32, parts = 32;
    return std::min(batch_size_, std::max(least, feed_.read() / parts));
  }

  void fail() {
    over_ = true;
    error_ = std::current_exception();
  }

  Feed feed_;
  Begin begin_;
  std::size_t batch_size_, most_;   // texts of a work; works begun at the same time
  bool over_ = false, busy_ = false;
  std::exception_ptr error_;   // of the feed: told behind the texts before it
  std::deque<std::unique_ptr<Work>> begun_;
  std::unique_ptr<Workers> workers_;   // goes first
};

}   // namespace propos::python
