// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input/source.h"

namespace propos::cli {

/// The pages of a web archive (WARC 1.0, 1.1): responses, resources and conversions, without the headers of the archive and of
/// HTTP. A record that is no text is skipped by its kind; behind a damaged one the next is looked for, so that none is lost.
std::unique_ptr<Reader> read_warc(std::unique_ptr<Stream> stream, const Origin& origin);

}   // namespace propos::cli
