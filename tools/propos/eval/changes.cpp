// SPDX-License-Identifier: Apache-2.0
#include "eval/changes.h"

#include <map>
#include <set>

namespace propos::cli {
namespace {

std::string words_of(const GoldDocument& gold, const ScoredQuote& quote) {
  return quote.spans.empty() ? std::string() : words_at(gold.text, quote.spans.front());
}

/// Quotes that the gold does not have, by where they stand.
std::map<std::vector<Range>, const ScoredQuote*> false_quotes(const Prediction& predicted, const std::vector<int>& pairs) {
  const std::set<int> used(pairs.begin(), pairs.end());
  std::map<std::vector<Range>, const ScoredQuote*> out;
  for (std::size_t q = 0; q < predicted.quotes.size(); ++q)
    if (!used.contains(static_cast<int>(q))) out.emplace(predicted.quotes[q].spans, &predicted.quotes[q]);
  return out;
}

}   // namespace

void find_changes(const std::string& doc, const GoldDocument& gold, const Prediction& before, const Prediction& now,
                  std::vector<Change>& out) {
  if (!gold.quotes) return;
  const std::vector<int> old_pairs = pair_quotes(gold, before).loose, new_pairs = pair_quotes(gold, now).loose;
  for (std::size_t q = 0; q < gold.quotes->size(); ++q) {
    const ScoredQuote& quote = (*gold.quotes)[q];
    const ScoredQuote* const a = old_pairs[q] < 0 ? nullptr : &before.quotes[old_pairs[q]];
    const ScoredQuote* const b = new_pairs[q] < 0 ? nullptr : &now.quotes[new_pairs[q]];
    const std::string who_before = a == nullptr ? "" : a->who, who_now = b == nullptr ? "" : b->who;
    const auto right = [&](const ScoredQuote* found) {
      return found != nullptr && (quote.who.empty() ? found->who.empty() : same_source(quote.who, found->who, gold.clusters));
    };
    const char* what = nullptr;
    if (a == nullptr && b != nullptr) what = "gained";
    else if (a != nullptr && b == nullptr) what = "lost";
    else if (right(a) != right(b)) what = right(b) ? "source gained" : "source lost";
    else if (!right(b) && who_before != who_now) what = "source changed";
    if (what != nullptr) out.push_back({doc, what, who_before, who_now, words_of(gold, quote)});
  }
  const auto old_false = false_quotes(before, old_pairs), new_false = false_quotes(now, new_pairs);
  for (const auto& [spans, quote] : new_false)
    if (!old_false.contains(spans)) out.push_back({doc, "false gained", "", quote->who, words_of(gold, *quote)});
  for (const auto& [spans, quote] : old_false)
    if (!new_false.contains(spans)) out.push_back({doc, "false gone", quote->who, "", words_of(gold, *quote)});
}

}   // namespace propos::cli
