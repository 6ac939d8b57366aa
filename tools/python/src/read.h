// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>

#include "feed.h"
#include "propos/analyzer.h"

namespace propos::python {

/// Takes what was read: the place of its item and the document, which is empty where the item has an error.
using TakeRead = std::function<void(std::size_t, Document)>;

/// Reads the texts of items in their order, short ones together; one that cannot be read has its error then. Touches no object of
/// Python's. Ends soon after `stop` is requested, without those that are left.
void read(const propos::Analyzer& analyzer, std::span<Item> items, const std::stop_token& stop, const TakeRead& take);

}   // namespace propos::python
