// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace propos::rules {

/// Numbers of things that are kept elsewhere, one behind the other, found by what these are: one look at a line of slots, and one at
/// the thing itself.
class NumberTable {
 public:
  /// The number of the thing with this hash of which `same(number)` holds, and false; or `next`, which it then has, and true.
  template <class Same>
  std::pair<std::uint32_t, bool> find_or_add(std::uint64_t hash, std::uint32_t next, const Same& same) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    const auto tag = static_cast<std::uint32_t>(hash ^ hash >> 32);
    Slot& slot = slots_[place(tag, [&](const Slot& other) { return other.tag == tag && same(other.number); })];
    if (slot.number != free) return {slot.number, false};
    slot = {tag, next};
    ++count_;
    return {next, true};
  }

 private:
  static constexpr std::uint32_t free = static_cast<std::uint32_t>(-1);
  struct Slot {
    std::uint32_t tag = 0, number = free;
  };

  // Of the slot for which `is_it` holds, or the free one for it.
  template <class Is>
  std::size_t place(std::uint32_t tag, const Is& is_it) const {
    std::size_t i = tag & (slots_.size() - 1);
    while (slots_[i].number != free && !is_it(slots_[i])) i = (i + 1) & (slots_.size() - 1);
    return i;
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.number != free) slots_[place(slot.tag, [](const Slot&) { return false; })] = slot;
  }

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::size_t count_ = 0;
};

}   // namespace propos::rules
