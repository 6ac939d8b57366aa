// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input/source.h"

namespace propos::cli {

/// Makes `stream`, of many records, one of UTF-8 without a byte order mark, where the user gave an encoding or its mark or its
/// zeros say which; `origin` then knows it. Other bytes are left to the reader of each record.
void decode(std::unique_ptr<Stream>& stream, Origin& origin);

}   // namespace propos::cli
