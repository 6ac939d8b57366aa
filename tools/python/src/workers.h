// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace propos::python {

/// Something to do without Python: it touches no object of Python's.
class Work {
 public:
  Work() = default;
  virtual ~Work() = default;
  Work(const Work&) = delete;
  Work& operator=(const Work&) = delete;

  /// Ends soon after `stop` is requested. Throws nothing.
  virtual void run(const std::stop_token& stop) noexcept = 0;

 private:
  friend class Workers;
  bool done_ = false;   // guarded by the lock of the workers
};

/// Threads that do what one thread of Python hands them.
class Workers {
 public:
  explicit Workers(unsigned threads);
  /// Stops what is running and waits for it, some hundredths of a second, without the interpreter's lock.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// The caller keeps it until it is done, or these have gone.
  void add(Work& work);
  /// Until it is done, without the interpreter's lock. Signals are heard meanwhile: throws nb::python_error of what a handler raises.
  void wait(const Work& work);

 private:
  void serve(const std::stop_token& stop);

  std::mutex lock_;
  std::condition_variable_any more_;
  std::condition_variable done_;
  std::deque<Work*> waiting_;
  std::vector<std::jthread> threads_;
};

}   // namespace propos::python
