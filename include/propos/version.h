// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "propos/export.h"

namespace propos {

/// "major.minor.patch" of the library that is linked.
PROPOS_API std::string_view version() noexcept;

}  // namespace propos
