// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/array.h"
#include "rules/automaton.h"

/// The expressions of a grammar (~/…/), which read the text of a token, all in one go.
namespace propos::rules {

/// Where a grammar is compiled when the library is built, deterministic automata over bytes, each of some of them; RE2 reads those whose
/// syntax is not known here, and all of a grammar that is compiled at start. What holds is what RE2 says. May be shared by threads.
class Expressions {
 public:
  Expressions();
  /// In the syntax of RE2, which has read them.
  explicit Expressions(const std::vector<std::string>& expressions);
  Expressions(Expressions&&) noexcept;
  Expressions& operator=(Expressions&&) noexcept;
  ~Expressions();

  /// Makes automata of all of which that can be. Takes some hundredths of a second.
  void determinize();

  /// Calls `use` with the number of each that matches somewhere in `text`, which is not empty. O(bytes).
  template <class Use>
  void each(std::string_view text, const Use& use) const {
    for (const Part& part : parts_) {
      std::size_t state = 0;
      for (const char c : text) state = part.next[state * part.classes + part.class_of[static_cast<unsigned char>(c)]];
      for (const std::uint32_t expression : part.matches[state]) use(expression);
    }
    if (!others_.empty()) each_other(text, use);
  }
  /// How many RE2 reads.
  std::size_t others() const { return others_.size(); }

  template <class Image>
  void image(Image& io) {
    io(parts_, others_);
    if constexpr (Image::reads) compile_others();
  }

 private:
  class Machine;
  struct Others;
  struct Part {
    std::uint32_t classes = 0;
    Array<std::uint8_t> class_of;   // by byte: bytes that its expressions do not tell apart
    Array<std::uint16_t> next;      // rows of `classes`: states; the first state is 0
    NumberLists matches;            // by state in which a text ends: what matches

    template <class Image>
    void image(Image& io) {
      io(classes, class_of, next, matches);
    }
  };
  using Numbered = std::vector<std::pair<std::uint32_t, std::string>>;

  void add_parts(const Numbered& expressions);
  void compile_others();
  void each_other(std::string_view text, const std::function<void(std::uint32_t)>& use) const;

  std::vector<Part> parts_;
  Numbered others_;
  std::unique_ptr<Others> compiled_;
};

}   // namespace propos::rules
