// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "propos/propos.h"

namespace propos {

/// The sources of all quotes but terms, in order, as a reader names them; "-" for none.
inline std::vector<std::string> sources_of(const std::string& text) {
  static const Analyzer analyzer;
  std::vector<std::string> out;
  for (const Quote& quote : analyzer.analyze(text).quotes)
    if (quote.type != QuoteType::term) out.push_back(quote.has_speaker && !quote.speaker.name.empty() ? quote.speaker.name : "-");
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

/// Expects of each text what `read` makes of it.
template <std::size_t n>
void expect_each(const Case (&cases)[n], std::string (*read)(const std::string&)) {
  for (const Case& c : cases) EXPECT_EQ(read(c.text), c.expected) << c.text;
}

}   // namespace propos
