// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "propos/export.h"

namespace propos {

/// `bytes` in `encoding` ("latin1", "windows-1252", "iso-8859-15", "utf-16le"… any name ICU knows) as UTF-8.
/// Bytes without a meaning become U+FFFD. Throws Error for a name that is not known.
PROPOS_API std::string to_utf8(std::string_view bytes, std::string_view encoding);

}  // namespace propos
