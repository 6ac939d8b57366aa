// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace propos::cli {

/// What was read of an outermost file, and what became of it behind all decompressions: a bomb is known by their ratio.
struct Budget {
  std::atomic<std::uint64_t> read = 0;   // also while another thread asks how far it is
  std::uint64_t unpacked = 0;

  /// Throws Error when `size` more bytes are too much.
  void unpack(std::size_t size);
};

/// Bytes that come one piece after the other.
class Bytes {
 public:
  Bytes() = default;
  virtual ~Bytes() = default;
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;

  /// At most `room` bytes; 0 at the end. Throws Error, without the name of what is read; Interrupted.
  virtual std::size_t read(char* out, std::size_t room) = 0;
  /// For those that can go anywhere.
  virtual bool can_seek() const { return false; }
  virtual std::uint64_t seek(std::int64_t, int) { return 0; }
};

/// A file, or standard input for "-". What is no ordinary file is waited for so that a signal is heard. Throws Error, the reason
/// alone. `budget` may be null.
std::unique_ptr<Bytes> open_file(const std::string& path, std::shared_ptr<Budget> budget);

/// Bytes in memory.
std::unique_ptr<Bytes> make_bytes(std::string content);

/// Bytes whose head can be looked at before it is read.
class Stream {
 public:
  /// `expected`: how many there may be, as a hint.
  explicit Stream(std::unique_ptr<Bytes> bytes, std::size_t expected = 0);

  /// The first bytes that were not read yet: `size`, or all where there are fewer. Valid until the next call.
  std::string_view peek(std::size_t size);
  std::size_t read(char* out, std::size_t room);
  void skip(std::size_t size);
  /// Appends what is left, but reads no further than one byte beyond `most`, where it throws Error.
  void read_all(std::string& out, std::size_t most);
  /// A line without its line feed; false at the end. A longer one than `most` is stepped over and throws Error.
  bool read_line(std::string& line, std::size_t most);
  /// How many bytes were read.
  std::uint64_t position() const { return position_; }
  /// Gives the bytes back as if nothing had been read of them; such that can seek.
  std::unique_ptr<Bytes> rewound(std::size_t most);

 private:
  bool fill();   // false at the end

  std::unique_ptr<Bytes> bytes_;
  std::string buffer_;
  std::size_t at_ = 0;   // of what the buffer has not given yet
  std::size_t piece_;
  std::uint64_t position_ = 0;
  bool ended_ = false;
};

}   // namespace propos::cli
