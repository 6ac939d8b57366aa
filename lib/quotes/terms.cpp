// SPDX-License-Identifier: Apache-2.0
// Labels: words that a text sets between marks again and again, or once in its own voice. They are terms wherever they
// stand alone in their marks, whoever's report is around them.
#include <algorithm>
#include <unordered_map>

#include "quotes/finder.h"

namespace propos::quotes {
namespace {

constexpr std::uint32_t longest_label = 8;   // tokens between the marks
constexpr std::uint32_t longest_line = 16;   // tokens of a heading
constexpr int deepest = 8;                   // reports of reports
constexpr int often = 3;                     // so many times is a label by itself

// How the same words stand between marks in a text. Headlines and headings repeat what the text says, they do not count.
struct Uses {
  std::vector<std::size_t> drafts;
  int own = 0;               // in the text's own voice
  int said = 0;              // as the words of a cue: « a dénoncé des « attaques » »
  int told = 0;              // in a sentence that no cue leads
  int inside = 0;            // inside a report, as a noun
  bool said_first = false;   // before any other
  bool several = false;      // sources
};

bool is_label(const Uses& uses) {
  if (uses.own > 0) return !uses.said_first || uses.own > std::max(uses.said, 1);
  if (uses.said > 0) return false;
  if (uses.told > 1) return true;
  if (uses.inside < 2) return false;
  return uses.several || uses.inside >= often;
}

}   // namespace

// The words of a label, as the lexicon's first form of each; empty for what is none: a clause, several pieces.
std::string Finder::label_words(const Draft& draft) const {
  if (draft.pair == none || draft.content.size() != 1) return {};
  if (draft.type != QuoteType::mixed && draft.type != QuoteType::term) return {};
  const Range content = trimmed(draft.content[0]);
  if (content.first >= content.last || content.last - content.first > longest_label || is_verbal(content)) return {};
  std::string out;
  for (std::uint32_t t = content.first; t < content.last; ++t) {
    const lexicon::Entry* entry = reading_.units.entry(t);
    if (out.empty() && entry != nullptr && has(entry->common, words_.determiner)) continue;   // « les gilets jaunes »
    if (!out.empty()) out += ' ';
    const std::string_view lemma =
        entry == nullptr || has(entry->common, words_.cue) ? std::string_view() : reading_.lexicon.lemma(*entry);
    out += lemma.empty() ? key(t) : lemma;
  }
  return out;
}

// Do the words stand in a short line without a full stop, which heads what is below? « Une « ligne rouge » franchie »
bool Finder::heads(const Draft& draft) const {
  const std::uint32_t s = mentions_.sentence_of(draft.place());
  const auto& sentences = tokens_.sentences;
  const auto paragraph = sentences[s].paragraph;
  if ((s > 0 && sentences[s - 1].paragraph == paragraph) || s + 1 == sentences.size() || sentences[s + 1].paragraph == paragraph)
    return false;
  return sentences[s].last - sentences[s].first <= longest_line && !is_final(sentences[s].last - 1);
}

// « les « gilets jaunes » », not « ils sont « choqués » »
bool Finder::is_noun(const Draft& draft) const {
  const std::uint32_t open = tokens_.pairs[draft.pair].open;
  const lexicon::Entry* before = open == 0 ? nullptr : reading_.units.entry(open - 1);
  return before != nullptr && (has(before->common, words_.determiner) || has(before->common, words_.preposition));
}

// What names the source of a draft, as it is written; empty where it is a pronoun or not known.
std::string Finder::source_of(const Draft& draft) const {
  const Draft* at = &draft;
  for (int steps = 0; at->clue.kind == Clue::Kind::same && steps < deepest; ++steps) at = &drafts_[at->clue.draft];
  const mentions::Mention& mention = at->clue.mention;
  if (at->clue.kind != Clue::Kind::words || mention.kind == mentions::Mention::Kind::pronoun) return {};
  return mention.entity != none ? entities_[mention.entity].name : mentions_.called(mention.first, mention.last);
}

// « les élus » and « les élus des villes » may be the same.
bool Finder::differ(const Draft& one, const Draft& other) const {
  const std::string a = source_of(one), b = source_of(other);
  return !a.starts_with(b) && !b.starts_with(a);
}

// Drafts of labels become terms. O(drafts).
void Finder::terms() {
  std::unordered_map<std::string, Uses> all;
  for (std::size_t d = 0; d < drafts_.size(); ++d) {
    reading_.patience.check();
    const Draft& draft = drafts_[d];
    std::string words = label_words(draft);
    if (words.empty()) continue;
    Uses& uses = all[std::move(words)];
    uses.drafts.push_back(d);
    if (draft.zone == Zone::headline || heads(draft)) continue;
    const bool first = uses.own + uses.said + uses.told + uses.inside == 0;
    if (draft.type == QuoteType::term) {
      uses.own += draft.rule != rule_nested;
    } else if (draft.clue.kind == Clue::Kind::owner) {
      ++uses.told;
    } else if (draft.rule != rule_inside) {
      ++uses.said;
      uses.said_first |= first;
    } else if (is_noun(draft)) {
      ++uses.inside;
      uses.several |= differ(drafts_[uses.drafts.front()], draft);
    }
  }
  for (const auto& [words, uses] : all) {
    if (!is_label(uses)) continue;
    for (const std::size_t d : uses.drafts) {
      Draft& draft = drafts_[d];
      if (draft.type == QuoteType::mixed || uses.drafts.size() > 1) draft.rule = "term.again";
      draft.type = QuoteType::term;
      draft.cue = {};
    }
  }
}

}   // namespace propos::quotes
