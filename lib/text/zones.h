// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/text.h"

namespace propos::text {

/// Gives each paragraph its zone, by how it reads (lib/fr/zones.tsv) and where it stands. What is in doubt is body. O(bytes).
void find_zones(Text& text, const Patience& patience);

}   // namespace propos::text
