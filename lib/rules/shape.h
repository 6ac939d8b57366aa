// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <utility>

#include "rules/grammar.h"

/// What can be said of a pattern without a text. Each is O(elements).
namespace propos::rules {

/// How many elements it has with repetitions written out, up to `most` + 1, and how deep they are nested.
std::pair<std::size_t, std::size_t> extent(const Pattern& pattern, std::size_t most);

bool may_be_empty(const Pattern& pattern);

bool has_capture(const Pattern& pattern, std::string_view label);

/// How often a capture may be set in one match: 0, 1, or 2 for more.
int times_captured(const Pattern& pattern, std::string_view label);

/// Does every match set this capture, on a token at least?
bool always_captures(const Pattern& pattern, std::string_view label);

/// Calls `use` with each capture, from the left, the outer before the inner.
void each_capture(const Pattern& pattern, const std::function<void(const Pattern& capture)>& use);

/// Calls `use` with each test of a feature.
void each_feature(const Pattern& pattern, const std::function<void(const Test& test)>& use);

}   // namespace propos::rules
