// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "phases.h"

namespace propos::rules {
namespace {

/// Every sentence of the grammar: where a rule must fire, on which words, and where it must not.
TEST(Grammar, FiresWhereItsSentencesSay) { EXPECT_GT(Phases(parse(built_in())).expect_sentences(""), 40); }

}  // namespace
}  // namespace propos::rules
