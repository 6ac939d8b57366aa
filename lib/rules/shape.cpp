// SPDX-License-Identifier: Apache-2.0
#include "rules/shape.h"

#include <algorithm>

namespace propos::rules {

std::pair<std::size_t, std::size_t> extent(const Pattern& pattern, std::size_t most) {
  std::size_t size = pattern.parts.empty() ? 1 : 0, depth = 0;
  for (const Pattern& part : pattern.parts) {
    const auto [s, d] = extent(part, most);
    size += s;
    depth = std::max(depth, d + 1);
  }
  if (pattern.op == Pattern::Op::repeat)
    size *= std::max<std::size_t>(1, pattern.most == Pattern::unbounded ? pattern.least : pattern.most);
  return {std::min(size, most + 1), depth};
}

bool may_be_empty(const Pattern& pattern) {
  switch (pattern.op) {
    case Pattern::Op::test: return false;
    case Pattern::Op::choice: return std::any_of(pattern.parts.begin(), pattern.parts.end(), may_be_empty);
    case Pattern::Op::repeat: return pattern.least == 0 || may_be_empty(pattern.parts[0]);
    default: return std::all_of(pattern.parts.begin(), pattern.parts.end(), may_be_empty);   // ^ and $, too
  }
}

bool has_capture(const Pattern& pattern, std::string_view label) {
  if (pattern.op == Pattern::Op::capture && pattern.label == label) return true;
  return std::any_of(pattern.parts.begin(), pattern.parts.end(), [&](const Pattern& part) { return has_capture(part, label); });
}

int times_captured(const Pattern& pattern, std::string_view label) {
  int together = 0, most = 0;
  for (const Pattern& part : pattern.parts) {
    const int times = times_captured(part, label);
    together += times;
    most = std::max(most, times);
  }
  if (pattern.op == Pattern::Op::choice) return most;
  if (pattern.op == Pattern::Op::repeat && pattern.most > 1) together *= 2;
  if (pattern.op == Pattern::Op::capture && pattern.label == label) ++together;
  return std::min(together, 2);
}

bool always_captures(const Pattern& pattern, std::string_view label) {
  if (pattern.op == Pattern::Op::capture && pattern.label == label && !may_be_empty(pattern)) return true;
  const auto part = [&](const Pattern& p) { return always_captures(p, label); };
  switch (pattern.op) {
    case Pattern::Op::test: return false;
    case Pattern::Op::choice: return std::all_of(pattern.parts.begin(), pattern.parts.end(), part);
    case Pattern::Op::repeat: return pattern.least > 0 && part(pattern.parts[0]);
    default: return std::any_of(pattern.parts.begin(), pattern.parts.end(), part);
  }
}

void each_capture(const Pattern& pattern, const std::function<void(const Pattern& capture)>& use) {
  if (pattern.op == Pattern::Op::capture) use(pattern);
  for (const Pattern& part : pattern.parts) each_capture(part, use);
}

namespace {

void each_feature_of(const Test& test, const std::function<void(const Test& test)>& use) {
  if (test.op == Test::Op::feature) use(test);
  for (const Test& part : test.parts) each_feature_of(part, use);
}

}   // namespace

void each_feature(const Pattern& pattern, const std::function<void(const Test& test)>& use) {
  each_feature_of(pattern.test, use);
  for (const Pattern& part : pattern.parts) each_feature(part, use);
}

}   // namespace propos::rules
