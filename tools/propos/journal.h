// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace propos::cli {

/// What a run has done so far, text by text, in a file beside its output: what a later run need not do again.
class Journal {
 public:
  /// `key` is of all that results depend on beside the texts. With `resume` what the file says is known; without it, one that says
  /// something is an error: it would be lost. So is one with another key. Throws Error.
  Journal(std::string path, std::uint64_t key, bool resume);
  ~Journal();
  Journal(Journal&&) = delete;

  /// How many texts at the head are known.
  std::size_t size() const { return known_.size(); }
  /// Was the text `index` this one? May be called from any thread.
  bool knows(std::size_t index, std::uint64_t text) const { return index < known_.size() && known_[index].text == text; }
  /// The bytes that were written for it.
  std::uint64_t bytes(std::size_t index) const { return known_[index].bytes; }
  /// Forgets texts at the end until those that are left wrote no more than so many bytes.
  void cut(std::uint64_t bytes);

  /// From the text `index` on the run goes its own way.
  void restart(std::size_t index);
  void add(std::uint64_t text, std::uint64_t bytes);
  /// After the output was flushed. Throws Error.
  void flush();
  void remove();

 private:
  struct Entry {
    std::uint64_t text = 0, bytes = 0;
  };

  void load(bool resume);
  [[noreturn]] void fail() const;

  std::string path_, head_;
  std::vector<Entry> known_;
  std::string pending_;   // not written yet: the output comes first
  int file_ = -1;
};

}   // namespace propos::cli
