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

#include <fmt/format.h>

#include "propos/error.h"
#include "rules/array.h"

/// Values as bytes and back, for what is compiled when the library is built and used by it alone: no version, no byte order.
/// Arrays stay where they lie in the image, which must outlive what is read from it; the rest is copied.
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

/// What Arrays begin at a multiple of, as the image does.
inline constexpr std::size_t image_alignment = 8;

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
  template <class T>
  void write(Array<T>& values) {
    static_assert(detail::Plain<T> && alignof(T) <= detail::image_alignment);
    count(values.size());
    bytes_.resize((bytes_.size() + detail::image_alignment - 1) / detail::image_alignment * detail::image_alignment);
    plain(values.data(), values.size() * sizeof(T));
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

/// Throws Error where the bytes end too early, or begin where no image may.
class ImageReader {
 public:
  static constexpr bool reads = true;

  explicit ImageReader(std::string_view bytes) : bytes_(bytes), size_(bytes.size()) {
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % detail::image_alignment != 0)
      throw Error(fmt::format("expected a compiled grammar that lies at a multiple of {} bytes", detail::image_alignment));
  }
  template <class... T>
  void operator()(T&... values) {
    (read(values), ...);
  }

 private:
  void plain(void* to, std::size_t size) {
    const char* const from = take(size);
    if (size > 0) std::memcpy(to, from, size);
  }
  const char* take(std::size_t size) {
    if (size > bytes_.size()) throw Error("expected a whole compiled grammar");
    const char* const out = bytes_.data();
    bytes_.remove_prefix(size);
    return out;
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
  template <class T>
  void read(Array<T>& values) {
    const std::size_t n = count();
    take((bytes_.size() - size_) % detail::image_alignment);
    values = Array<T>(reinterpret_cast<const T*>(take(n * sizeof(T))), n);
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

  std::string_view bytes_;   // that are left
  std::size_t size_;         // of all
};

}   // namespace propos::rules
