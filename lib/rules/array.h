// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace propos::rules {

/// Values of what is compiled: own ones while it is made, or those of an image where it lies (image.h), which outlives this.
template <class T>
class Array {
 public:
  Array() = default;
  Array(std::vector<T> values) : own_(std::move(values)) {}
  /// Of an image.
  Array(const T* values, std::size_t size) : lent_(values), size_(size) {}

  const T* data() const noexcept { return lent_ != nullptr ? lent_ : own_.data(); }
  std::size_t size() const noexcept { return lent_ != nullptr ? size_ : own_.size(); }
  bool empty() const noexcept { return size() == 0; }
  const T& operator[](std::size_t i) const noexcept { return data()[i]; }
  const T* begin() const noexcept { return data(); }
  const T* end() const noexcept { return data() + size(); }

  /// To make it; not of an image.
  std::vector<T>& own() noexcept { return own_; }

 private:
  std::vector<T> own_;
  const T* lent_ = nullptr;
  std::size_t size_ = 0;
};

}   // namespace propos::rules
