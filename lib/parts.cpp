// SPDX-License-Identifier: Apache-2.0
#include "parts.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace propos {
namespace {

constexpr std::size_t near = 256;   // bytes in which a blank is looked for

/// What of a document is kept.
struct Kept {
  explicit Kept(const Document& document)
      : mentions(document.mentions.size(), false),
        entities(document.entities.size(), false),
        quotes(document.quotes.size(), false) {}

  std::vector<bool> mentions, entities, quotes;
};

// Moves what is kept to the front; gives the new index of each, or `none`.
template <class T>
std::vector<Id> keep(const std::vector<bool>& kept, std::vector<T>& table) {
  std::vector<Id> out(table.size(), none);
  Id next = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!kept[i]) continue;
    if (next != i) table[next] = std::move(table[i]);
    out[i] = next++;
  }
  table.resize(next);
  return out;
}

void keep(const Kept& kept, Document& document) {
  const std::vector<Id> mentions = keep(kept.mentions, document.mentions), entities = keep(kept.entities, document.entities),
                        quotes = keep(kept.quotes, document.quotes);
  const auto now = [](const std::vector<Id>& ids, Id id) { return id == none ? none : ids[id]; };
  for (Mention& mention : document.mentions) mention.entity = now(entities, mention.entity);
  for (Entity& entity : document.entities) {
    for (Id& id : entity.mentions) id = mentions[id];
    std::erase(entity.mentions, none);
  }
  for (Quote& quote : document.quotes) {
    quote.parent = now(quotes, quote.parent);
    quote.speaker.mention = now(mentions, quote.speaker.mention);
    quote.speaker.entity = now(entities, quote.speaker.entity);
  }
}

// Keeps what ends at this byte or before, and refers to nothing behind it.
void keep_before(std::uint32_t end, Document& document) {
  Kept kept(document);
  for (std::size_t m = 0; m < kept.mentions.size(); ++m) {
    kept.mentions[m] = document.mentions[m].span.end <= end;
    if (kept.mentions[m] && document.mentions[m].entity != none) kept.entities[document.mentions[m].entity] = true;
  }
  for (std::size_t q = 0; q < kept.quotes.size(); ++q) {
    const Quote& quote = document.quotes[q];
    const Speaker& who = quote.speaker;
    kept.quotes[q] = quote.outer.end <= end && (!quote.has_cue || quote.cue.span.end <= end) &&
                     (who.mention == none || kept.mentions[who.mention]) && (who.entity == none || kept.entities[who.entity]);
  }
  keep(kept, document);
  const auto behind = [end](Span span) { return span.end > end; };
  std::erase_if(document.paragraphs, [&](const Paragraph& p) { return p.span.begin >= end; });
  if (!document.paragraphs.empty()) document.paragraphs.back().span.end = std::min(document.paragraphs.back().span.end, end);
  std::erase_if(document.sentences, [&](const Sentence& s) { return behind(s.span); });
  std::erase_if(document.tokens, behind);
  document.words.resize(std::min(document.words.size(), document.tokens.size()));
}

}   // namespace

std::string_view head_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const auto blank = [](char c) { return c == ' ' || c == '\n'; };
  for (std::size_t at = bytes; at > 0 && at + near > bytes; --at)
    if (blank(text[at])) return text.substr(0, at);
  std::size_t cut = bytes;
  const auto inside = [&] { return cut > 0 && (text[cut] & 0xC0) == 0x80; };   // a character
  while (inside() && cut + 3 > bytes) --cut;
  return text.substr(0, inside() ? bytes : cut);
}

void keep_within(const Limits& limits, Document& document) {
  std::uint32_t end = none;
  if (document.entities.size() > limits.entities) {
    std::vector<std::uint32_t> begins;   // of entities
    for (const Entity& entity : document.entities) begins.push_back(document.mentions[entity.mentions.front()].span.begin);
    const auto first_too_many = begins.begin() + static_cast<std::ptrdiff_t>(limits.entities);
    std::nth_element(begins.begin(), first_too_many, begins.end());
    end = *first_too_many;
    document.limit = Limit::entities;
  }
  if (document.quotes.size() > limits.quotes && document.quotes[limits.quotes].outer.begin < end) {
    end = document.quotes[limits.quotes].outer.begin;
    document.limit = Limit::quotes;
  }
  if (end == none) return;
  keep_before(end, document);
  document.read = end;
}

void keep_speakers(Document& document) {
  Kept kept(document);
  std::fill(kept.quotes.begin(), kept.quotes.end(), true);
  for (const Quote& quote : document.quotes) {
    if (quote.speaker.entity != none) kept.entities[quote.speaker.entity] = true;
    if (quote.speaker.mention != none) kept.mentions[quote.speaker.mention] = true;
  }
  for (std::size_t e = 0; e < kept.entities.size(); ++e)
    if (kept.entities[e])
      for (const Id mention : document.entities[e].mentions) kept.mentions[mention] = true;
  keep(kept, document);
}

}   // namespace propos
