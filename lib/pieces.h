// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <compare>
#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace propos {

/// A vector in pieces of some megabytes: what many objects take is neither copied when there are more, nor kept until the last of
/// them is done with.
template <class T>
class Pieces {
  static constexpr std::size_t most = std::bit_floor((std::size_t{16} << 20) / sizeof(T));   // of a piece

 public:
  template <class Of, class Value>
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = std::remove_const_t<Value>;
    using difference_type = std::ptrdiff_t;
    using pointer = Value*;
    using reference = Value&;

    Iterator() = default;
    Iterator(Of* of, std::size_t at) : of_(of), at_(at) {}
    reference operator*() const { return (*of_)[at_]; }
    pointer operator->() const { return &(*of_)[at_]; }
    reference operator[](difference_type n) const { return *(*this + n); }
    Iterator& operator+=(difference_type n) {
      at_ += static_cast<std::size_t>(n);
      return *this;
    }
    Iterator& operator-=(difference_type n) { return *this += -n; }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this -= 1; }
    Iterator operator++(int) { return std::exchange(*this, *this + 1); }
    Iterator operator--(int) { return std::exchange(*this, *this - 1); }
    friend Iterator operator+(Iterator a, difference_type n) { return a += n; }
    friend Iterator operator+(difference_type n, Iterator a) { return a += n; }
    friend Iterator operator-(Iterator a, difference_type n) { return a -= n; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) {
      return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }
    auto operator<=>(const Iterator& other) const { return at_ <=> other.at_; }

   private:
    Of* of_ = nullptr;
    std::size_t at_ = 0;
  };
  using value_type = T;
  using iterator = Iterator<Pieces, T>;
  using const_iterator = Iterator<const Pieces, const T>;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](std::size_t i) { return pieces_[i / most][i % most]; }
  const T& operator[](std::size_t i) const { return pieces_[i / most][i % most]; }
  T& back() { return pieces_.back().back(); }
  const T& back() const { return pieces_.back().back(); }
  iterator begin() { return {this, 0}; }
  iterator end() { return {this, size_}; }
  const_iterator begin() const { return {this, 0}; }
  const_iterator end() const { return {this, size_}; }

  /// Before the first of them: until there are more, references stay.
  void reserve(std::size_t size) { pieces_.emplace_back().reserve(std::min(size, most)); }
  void push_back(T value) {
    if (size_ == pieces_.size() * most) reserve(size_ == 0 ? 1 : most);
    pieces_.back().push_back(std::move(value));
    ++size_;
  }
  /// Nobody asks for the object at `i` any more. When that is true of a whole piece, its memory is given back.
  void done(std::size_t i) {
    done_.resize(pieces_.size());
    const std::size_t piece = i / most;
    if (++done_[piece] == pieces_[piece].size()) std::vector<T>().swap(pieces_[piece]);
  }

 private:
  std::vector<std::vector<T>> pieces_;
  std::vector<std::size_t> done_;   // by piece
  std::size_t size_ = 0;
};

}   // namespace propos
