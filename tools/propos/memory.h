// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace propos::cli {

/// From now on, what a long text took is there for the next one, and not asked of the system page by page. Before threads.
void keep_memory();

}   // namespace propos::cli
