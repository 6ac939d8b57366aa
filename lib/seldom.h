// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace propos {

/// A value that few of many objects have: a pointer's size in those without it. Copied with its object.
template <class T>
class Seldom {
 public:
  Seldom() = default;
  Seldom(const Seldom& other) : held_(other.held_ == nullptr ? nullptr : std::make_unique<T>(*other.held_)) {}
  Seldom(Seldom&&) noexcept = default;
  Seldom& operator=(const Seldom& other) { return *this = Seldom(other); }
  Seldom& operator=(Seldom&&) noexcept = default;
  ~Seldom() = default;

  /// One of no contents where there is none.
  const T& get() const {
    static const T nothing;
    return held_ == nullptr ? nothing : *held_;
  }
  const T* operator->() const { return &get(); }
  /// To be written to.
  T& made() {
    if (held_ == nullptr) held_ = std::make_unique<T>();
    return *held_;
  }

 private:
  std::unique_ptr<T> held_;
};

}   // namespace propos
