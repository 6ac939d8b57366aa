// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which Propos this is: of these headers when the program was compiled, and of the library that it runs with.
///
/// The two are the same in their first two numbers, or the program would not have found its library. Costs nothing, may be
/// called from any thread, throws nothing. The macros are for C, too (c.h).
///
///     static_assert(PROPOS_VERSION >= PROPOS_VERSION_OF(0, 2, 0));
///     propos::version().empty();                                    // == false

#ifdef __cplusplus
#include <string_view>
#endif

#include "propos/export.h"

#define PROPOS_VERSION_MAJOR 0
#define PROPOS_VERSION_MINOR 8
#define PROPOS_VERSION_PATCH 0

/// One number for comparisons, as for `#if`: 10,203 for 1.2.3.
#define PROPOS_VERSION_OF(major, minor, patch) ((major)*10000 + (minor)*100 + (patch))
#define PROPOS_VERSION PROPOS_VERSION_OF(PROPOS_VERSION_MAJOR, PROPOS_VERSION_MINOR, PROPOS_VERSION_PATCH)

#ifdef __cplusplus
namespace propos {

/// "major.minor.patch" of the library that is linked.
PROPOS_API std::string_view version() noexcept;

}   // namespace propos
#endif
