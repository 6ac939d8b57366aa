// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "propos/html.h"

namespace propos::text {

/// The encoding that a page declares in its head; empty where it does not.
std::string declared_charset(std::string_view html);

/// The encoding that a page or a server means by `charset`, as browsers have it: windows-1252 where it is called iso-8859-1. Empty for a
/// name that is no encoding's.
std::string encoding_of_charset(const std::string& charset);

}   // namespace propos::text
