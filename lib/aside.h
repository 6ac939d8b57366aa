// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace propos {

/// Runs calls on threads of their own, whose callers need not wait for what a call leaves: to give back the memory of a long text takes
/// longer than a caller may. Waits for all of them when it goes. May be used by any number of threads.
class Aside {
 public:
  /// How a call lets its caller go on, once, when it looks at nothing of the caller's any more: with a result or an exception.
  template <class Result>
  struct Caller {
    std::function<void(Result)> take;
    std::function<void(std::exception_ptr)> leave;
  };

  /// What `act(caller)` gives its caller. Where there can be no more threads it is called on this one.
  template <class Result, class Act>
  Result run(const Act& act) {
    auto promise = std::make_shared<std::promise<Result>>();
    std::future<Result> result = promise->get_future();
    const auto call = [promise = std::move(promise), act] {
      bool gone = false;
      const Caller<Result> caller{[&](Result out) {
                                    gone = true;
                                    promise->set_value(std::move(out));
                                  },
                                  [&](std::exception_ptr exception) {
                                    gone = true;
                                    promise->set_exception(std::move(exception));
                                  }};
      try {
        act(caller);
      } catch (...) {
        if (!gone) promise->set_exception(std::current_exception());
      }
    };
    if (!start(call)) call();
    return result.get();
  }

 private:
  struct Running {
    std::shared_ptr<std::atomic<bool>> over;
    std::jthread thread;
  };

  template <class Work>
  bool start(Work work) {
    auto over = std::make_shared<std::atomic<bool>>(false);
    const std::lock_guard<std::mutex> guard(lock_);
    std::erase_if(running_, [](const Running& one) { return one.over->load(); });
    try {
      std::jthread thread([work = std::move(work), over] {
        work();
        *over = true;
      });
      running_.push_back({std::move(over), std::move(thread)});
    } catch (const std::system_error&) {
      return false;
    }
    return true;
  }

  std::mutex lock_;
  std::list<Running> running_;
};

}   // namespace propos
