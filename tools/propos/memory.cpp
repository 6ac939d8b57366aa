// SPDX-License-Identifier: Apache-2.0
// Where the program's memory comes from: the system's allocator, with great pages for what is great. A document of 100 MB
// takes gigabytes, and to be given them page by page took the system longer than all else.
#include "memory.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void propos::cli::keep_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 32 << 20);
#endif
}

#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#include <sys/mman.h>

namespace {

constexpr std::size_t great = std::size_t{8} << 20;   // bytes; below, memory would be taken that is not used
constexpr std::uintptr_t page = std::uintptr_t{2} << 20;

void* take(std::size_t size) {
  void* const out = std::malloc(size == 0 ? 1 : size);
  if (out != nullptr && size >= great) {
    const auto begin = (reinterpret_cast<std::uintptr_t>(out) + page - 1) & ~(page - 1);
    const auto end = (reinterpret_cast<std::uintptr_t>(out) + size) & ~(page - 1);
    madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);   // a wish: without it all goes on
  }
  return out;
}

}   // namespace

void* operator new(std::size_t size) {
  while (true) {
    if (void* const out = take(size)) return out;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif
