// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <utility>
#include <vector>

#include "propos/analyzer.h"
#include "propos/error.h"

namespace propos {

/// Thrown where the time for a text is over, and caught where it was begun.
struct OutOfTime {};

/// How long a caller waits for a text. Every loop over a text asks it, so that no call goes on for nothing. Of one thread, but for
/// one that is endless.
class Patience {
 public:
  using Clock = std::chrono::steady_clock;

  Patience() = default;   // endless
  Patience(Stop stop, Clock::time_point end) : stop_(std::move(stop)), end_(end), limited_(stop_.possible() || has_end()) {}
  /// The same of one who calls `leave` before it throws.
  Patience(const Patience& other, std::function<void(std::exception_ptr)> leave) : Patience(other) { leave_ = std::move(leave); }

  /// Throws Error of kind `cancelled`, or OutOfTime. To be asked at least once for some thousand bytes of text. Costs a nanosecond.
  void check() const {
    if (limited_ && ++asked_ % one_in == 0) ask();
  }
  /// The same for the steps of a loop that are much smaller: `step` counts them.
  void check(std::size_t step) const {
    if (limited_ && step % small_steps == 0) ask();
  }
  /// At once.
  void ask() const {
    ask_to_stop();
    if (has_end() && Clock::now() >= end_) end(OutOfTime());
  }
  void ask_to_stop() const {
    if (stop_.requested()) end(Error("the caller does not wait for this text any longer", ErrorKind::cancelled));
  }

  bool is_limited() const { return limited_; }
  bool has_end() const { return end_ != Clock::time_point::max(); }
  /// Not below zero.
  Clock::duration left() const { return std::max(end_ - Clock::now(), Clock::duration::zero()); }

  /// `to.resize(size, value)` of a table that may be great.
  template <class T>
  void fill(std::vector<T>& to, std::size_t size, const T& value = {}) const {
    to.reserve(size);
    if (to.size() > size) to.resize(size);
    while (to.size() < size) {
      // NOLINTNEXTLINE(bugprone-sizeof-expression): also of tables of pointers
      to.resize(std::min(size, to.size() + piece / sizeof(T) + 1), value);
      if (limited_) ask();
    }
  }

 private:
  static constexpr std::uint32_t one_in = 16;
  static constexpr std::size_t small_steps = 1u << 12, piece = 1u << 19;   // bytes

  template <class Exception>
  [[noreturn]] void end(const Exception& exception) const {
    if (leave_) leave_(std::make_exception_ptr(exception));
    throw exception;
  }

  Stop stop_;
  Clock::time_point end_ = Clock::time_point::max();
  bool limited_ = false;
  std::function<void(std::exception_ptr)> leave_;
  mutable std::uint32_t asked_ = 0;
};

/// Of who waits for ever.
inline const Patience endless;

}   // namespace propos
