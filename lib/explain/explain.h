// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "entities/entities.h"
#include "propos/document.h"

/// Behind the stages: why a document is as it is. Reads what they left; changes nothing.
namespace propos::explain {

/// What docs/explain.md describes, for every mention and every quote of the document, then what rules found and is
/// neither. `reading.trace` must have been there while the document was made. O(records × matches of a sentence).
std::vector<Record> records(const entities::Reading& reading, const Document& document);

}   // namespace propos::explain
