// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "propos/analyzer.h"

namespace propos {

/// Of all that an Analyzer with these options makes.
std::shared_ptr<const Provenance> provenance_of(const AnalyzerOptions& options);

}   // namespace propos
