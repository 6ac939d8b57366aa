// SPDX-License-Identifier: Apache-2.0
#include "workers.h"

#include <nanobind/nanobind.h>

#include <chrono>

namespace propos::python {

namespace nb = nanobind;

// Python hears signals only when it is asked to.
constexpr auto between_signals = std::chrono::milliseconds(20);

Workers::Workers(unsigned threads) {
  for (unsigned t = 0; t < threads; ++t) threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
}

Workers::~Workers() {
  const nb::gil_scoped_release others;
  for (std::jthread& thread : threads_) thread.request_stop();
  threads_.clear();
}

void Workers::add(Work& work) {
  const std::lock_guard<std::mutex> guard(lock_);
  waiting_.push_back(&work);
  more_.notify_one();
}

void Workers::wait(const Work& work) {
  for (bool done = false; !done;) {
    {
      const nb::gil_scoped_release others;
      std::unique_lock<std::mutex> guard(lock_);
      done = done_.wait_for(guard, between_signals, [&] { return work.done_; });
    }
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
  }
}

void Workers::serve(const std::stop_token& stop) {
  std::unique_lock<std::mutex> guard(lock_);
  while (more_.wait(guard, stop, [this] { return !waiting_.empty(); }) && !stop.stop_requested()) {
    Work& work = *waiting_.front();
    waiting_.pop_front();
    guard.unlock();
    work.run(stop);
    guard.lock();
    work.done_ = true;
    done_.notify_all();
  }
}

}   // namespace propos::python
