// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input/kinds.h"

namespace propos::cli {

/// Reads what is compressed, or each member of an archive, by what it holds. Throws Error.
std::unique_ptr<Reader> open_container(Container container, std::unique_ptr<Stream> stream, const Origin& origin);

/// The bytes of one or more members of gzip, one behind the other; their sums are checked, which libarchive does not do.
std::unique_ptr<Bytes> unzipped(std::unique_ptr<Stream> stream, std::shared_ptr<Budget> budget);

}   // namespace propos::cli
