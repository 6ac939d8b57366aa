// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "propos/error.h"

/// Values as bytes and back, for what is compiled when the library is built and used by it alone: no version, no byte order.
/// A class says its parts once, for both ways:
///
///   template <class Image> void image(Image& io) { io(names_, rows_); }
namespace propos::rules {

namespace detail {

template <class T, class Image>
concept HasParts = requires(T& value, Image& io) {
  value.image(io);
};

/// Copied as it lies: no padding, so that the same grammar gives the same bytes.
template <class T>
concept Plain = std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T> && !std::is_pointer_v<T>;

template <class T>
inline constexpr bool is_map = false;
template <class... T>
inline constexpr bool is_map<std::map<T...>> = true;
template <class... T>
inline constexpr bool is_map<std::unordered_map<T...>> = true;

}   // namespace detail

class ImageWriter {
 public:
  static constexpr bool reads = false;

  template <class... T>
  void operator()(T&... values) {
    (write(values), ...);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void plain(const void* at, std::size_t size) { bytes_.append(static_cast<const char*>(at), size); }
  void count(std::size_t n) {
    const auto short_count = static_cast<std::uint32_t>(n);
    plain(&short_count, sizeof(short_count));
  }

  template <class T>
  void write(T& value) {
    if constexpr (detail::HasParts<T, ImageWriter>) value.image(*this);
    else if constexpr (std::is_floating_point_v<T>) plain(&value, sizeof(value));
    else {
      static_assert(detail::Plain<T>);
      plain(&value, sizeof(value));
    }
  }
  void write(std::string& text) {
    count(text.size());
    plain(text.data(), text.size());
  }
  template <class T>
  void write(std::vector<T>& values) {
    count(values.size());
    if constexpr (detail::Plain<T> && !detail::HasParts<T, ImageWriter>) plain(values.data(), values.size() * sizeof(T));
    else
      for (T& value : values) write(value);
  }
  template <class A, class B>
  void write(std::pair<A, B>& value) {
    write(value.first);
    write(value.second);
  }
  template <class T>
  requires detail::is_map<T>
  void write(T& map) {
    // In the order of the keys, so that the same grammar gives the same bytes.
    std::map<typename T::key_type, typename T::mapped_type> sorted(map.begin(), map.end());
    count(sorted.size());
    for (auto& [key, value] : sorted) {
      typename T::key_type copy = key;
      write(copy);
      write(value);
    }
  }

  std::string bytes_;
};

/// Throws Error where the bytes end too early.
class ImageReader {
 public:
  static constexpr bool reads = true;

  explicit ImageReader(std::string_view bytes) : bytes_(bytes) {}
  template <class... T>
  void operator()(T&... values) {
    (read(values), ...);
  }

 private:
  void plain(void* to, std::size_t size) {
    if (size > bytes_.size()) throw Error("expected a whole compiled grammar");
    if (size > 0) std::memcpy(to, bytes_.data(), size);
    bytes_.remove_prefix(size);
  }
  std::size_t count() {
    std::uint32_t out = 0;
    plain(&out, sizeof(out));
    return out;
  }

  template <class T>
  void read(T& value) {
    if constexpr (detail::HasParts<T, ImageReader>) value.image(*this);
    else plain(&value, sizeof(value));
  }
  void read(std::string& text) {
    text.resize(count());
    plain(text.data(), text.size());
  }
  template <class T>
  void read(std::vector<T>& values) {
    values.resize(count());
    if constexpr (detail::Plain<T> && !detail::HasParts<T, ImageReader>) plain(values.data(), values.size() * sizeof(T));
    else
      for (T& value : values) read(value);
  }
  template <class A, class B>
  void read(std::pair<A, B>& value) {
    read(value.first);
    read(value.second);
  }
  template <class T>
  requires detail::is_map<T>
  void read(T& map) {
    const std::size_t n = count();
    if constexpr (requires { map.reserve(n); }) map.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      typename T::key_type key;
      typename T::mapped_type value;
      read(key);
      read(value);
      map.emplace(std::move(key), std::move(value));
    }
  }

  std::string_view bytes_;
};

}   // namespace propos::rules
