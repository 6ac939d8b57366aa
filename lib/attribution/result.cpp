// SPDX-License-Identifier: Apache-2.0
#include "attribution/result.h"

#include <algorithm>
#include <tuple>

namespace propos::attribution {
namespace {

using quotes::Draft;

// Where a draft stands: with its marks, then its content in tokens.
struct Place {
  Span outer;
  std::uint32_t first = 0, last = 0;
  Id draft = none;

  // By begin, then the longest first.
  bool operator<(const Place& other) const {
    return std::tuple(outer.begin, other.outer.end, first, other.last) <
           std::tuple(other.outer.begin, outer.end, other.first, last);
  }
};

bool before(const Span& a, const Span& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; }

Span span_of(const token::Tokens& tokens, clauses::Range r) {
  return {tokens.tokens[r.first].begin, tokens.tokens[r.last - 1].end()};
}

// The words that name a source, where there are some.
Span words_of(const token::Tokens& tokens, const Source& source) {
  Span out = span_of(tokens, {source.first, source.last});
  out.begin += source.cut;
  return out;
}

class MentionWriter {
 public:
  MentionWriter(const entities::Reading& reading, const std::vector<entities::Name>& names, const Pieces<Draft>& drafts,
                const Pieces<Source>& sources, Document& document)
      : reading_(reading), tokens_(reading.tokens), names_(names), drafts_(drafts), sources_(sources), document_(document) {}

  void entities(const mentions::Mentions& mentions) {
    for (Id e = 0; e < document_.entities.size(); ++e) {
      Entity& entity = document_.entities[e];
      const mentions::Profile& profile = mentions.profile(e);
      if (entity.type != EntityType::person) continue;
      entity.gender = profile.gender;
      entity.title = profile.title;
    }
  }

  void mentions() {
    std::vector<Mention>& all = document_.mentions;
    all.reserve(names_.size() + drafts_.size());
    for (const entities::Name& name : names_)
      all.push_back({span_of(tokens_, {name.first, name.last}), name.type, name.form, name.entity, *name.rule, name.confidence});
    const std::size_t named = all.size();
    for (Id d = 0; d < drafts_.size(); ++d) {
      reading_.patience.check();
      if (const Source& source = sources_[d]; source.first < source.last) add_speaker(drafts_[d], source, named);
    }
    const auto by_place = [this](const Mention& a, const Mention& b) {
      reading_.patience.check();
      return before(a.span, b.span);
    };
    const auto speakers = all.begin() + static_cast<std::ptrdiff_t>(named);   // names are in order
    std::stable_sort(speakers, all.end(), by_place);
    std::inplace_merge(all.begin(), speakers, all.end(), by_place);
    all.erase(std::unique(all.begin(), all.end(), [](const Mention& a, const Mention& b) { return a.span == b.span; }),
              all.end());
    std::vector<std::uint32_t> times(document_.entities.size());
    for (const Mention& mention : all)
      if (mention.entity != none) ++times[mention.entity];
    for (Id e = 0; e < times.size(); ++e) document_.entities[e].mentions.reserve(times[e]);
    for (Id m = 0; m < all.size(); ++m) {
      reading_.patience.check();
      if (all[m].entity != none) document_.entities[all[m].entity].mentions.push_back(m);
    }
  }

  // « il » tells the gender of somebody whose name does not.
  void genders(const clauses::Words& words) {
    for (const Mention& mention : document_.mentions) {
      if (mention.form != MentionForm::pronoun || mention.entity == none) continue;
      Entity& entity = document_.entities[mention.entity];
      if (entity.type != EntityType::person || entity.gender != Gender::unknown) continue;
      const auto at = std::lower_bound(tokens_.tokens.begin(), tokens_.tokens.end(), mention.span.begin,
                                       [](const token::Token& t, std::uint32_t begin) { return t.end() <= begin; });
      const lexicon::Entry* const entry =
          at == tokens_.tokens.end() ? nullptr : reading_.units.entry(static_cast<std::uint32_t>(at - tokens_.tokens.begin()));
      const auto has = [&](int feature) {
        return entry != nullptr && feature >= 0 && entry->common[static_cast<std::size_t>(feature)];
      };
      if (has(words.plural) || has(words.masculine) == has(words.feminine)) continue;
      entity.gender = has(words.masculine) ? Gender::masculine : Gender::feminine;
    }
  }

 private:
  // The words that name a source, where they are none of the first `named` mentions.
  void add_speaker(const Draft& draft, const Source& source, std::size_t named) {
    std::vector<Mention>& all = document_.mentions;
    const Span place = words_of(tokens_, source);
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(named);
    const auto same = std::lower_bound(all.begin(), end, place, [](const Mention& m, Span s) { return m.span.begin < s.begin; });
    if (same != end && same->span == place) return;
    Mention mention;
    mention.span = place;
    mention.form = source.by == SpeakerBy::pronoun ? MentionForm::pronoun : MentionForm::description;
    mention.entity = source.entity;
    if (mention.entity != none) mention.type = document_.entities[mention.entity].type;
    mention.rule = draft.rule;
    mention.confidence = source.confidence;
    all.push_back(mention);
  }

  const entities::Reading& reading_;
  const token::Tokens& tokens_;
  const std::vector<entities::Name>& names_;
  const Pieces<Draft>& drafts_;
  const Pieces<Source>& sources_;
  Document& document_;
};

class QuoteWriter {
 public:
  QuoteWriter(const entities::Reading& reading, Pieces<Draft>& drafts, Pieces<Source>& sources, Document& document)
      : reading_(reading), tokens_(reading.tokens), drafts_(drafts), sources_(sources), document_(document) {}

  void write() {
    std::vector<Place> places;   // of drafts
    places.reserve(drafts_.size());
    for (Id d = 0; d < drafts_.size(); ++d) {
      const Draft& draft = drafts_[d];
      if (draft.content.empty()) give_back(d);
      else places.push_back({outer_of(draft), draft.content.front().first, draft.content.back().last, d});
    }
    std::stable_sort(places.begin(), places.end(), [this](const Place& a, const Place& b) {
      reading_.patience.check();
      return a < b;
    });
    std::vector<Id> around;   // the quotes around the next, the inmost last
    document_.quotes.reserve(places.size());
    for (const Place& at : places) {
      reading_.patience.check();
      Quote& quote = document_.quotes.emplace_back(quote_of(drafts_[at.draft], sources_[at.draft]));
      quote.outer = at.outer;
      while (!around.empty() && !document_.quotes[around.back()].outer.contains(quote.outer)) around.pop_back();
      if (!around.empty()) quote.parent = around.back();
      around.push_back(static_cast<Id>(document_.quotes.size() - 1));
      if (reading_.trace != nullptr) reading_.trace->drafts.push_back(at.draft);
      give_back(at.draft);
    }
  }

 private:
  void give_back(Id draft) {
    drafts_.done(draft);
    sources_.done(draft);
  }

  // From the first mark to the last of a quote whose content is in order.
  Span outer_of(const Draft& draft) const {
    Span out = span_of(tokens_, {draft.content.front().first, draft.content.back().last});
    if (draft.pair == none) return out;
    const token::MarkPair& marks = tokens_.pairs[draft.pair];
    out.begin = std::min(out.begin, tokens_.tokens[marks.open].begin);
    if (marks.closed) out.end = std::max(out.end, tokens_.tokens[marks.close].end());
    return out;
  }

  Quote quote_of(const Draft& draft, const Source& source) const {
    Quote quote;
    quote.type = draft.type;
    quote.zone = draft.zone;
    quote.rule = source.found == Found::by_rule ? draft.rule : rule_of(source.found);
    quote.confidence = draft.confidence;
    quote.spans.reserve(draft.content.size());
    for (const clauses::Range& piece : draft.content) quote.spans.push_back(span_of(tokens_, piece));
    if (draft.type == QuoteType::term) return quote;
    if (draft.has_cue()) {
      quote.has_cue = true;
      quote.cue = {span_of(tokens_, draft.cue), std::string(draft.lemma), draft.cue_kind, draft.stance};
    }
    if (source.known() || source.first < source.last) {
      quote.has_speaker = true;
      quote.speaker = speaker_of(source);
    }
    return quote;
  }

  SpeakerKind kind_of(const Source& source) const {
    if (source.entity == none) return source.plural ? SpeakerKind::group : source.kind;
    switch (document_.entities[source.entity].type) {
      case EntityType::person: return SpeakerKind::person;
      case EntityType::organization: return SpeakerKind::organization;
      case EntityType::place: break;
    }
    return SpeakerKind::place;
  }

  Speaker speaker_of(const Source& source) const {
    Speaker out;
    out.entity = source.entity;
    out.name = source.entity != none ? document_.entities[source.entity].name : source.name.str();
    out.by = source.by;
    out.kind = kind_of(source);
    if (out.kind == SpeakerKind::person) {
      out.gender = source.entity != none ? document_.entities[source.entity].gender : Gender::unknown;
      if (out.gender == Gender::unknown) out.gender = source.shown;
    }
    out.confidence = source.confidence;
    if (source.first == source.last) return out;
    const Span place = words_of(tokens_, source);
    const auto& all = document_.mentions;
    const auto m = std::lower_bound(all.begin(), all.end(), place, [](const Mention& a, Span s) { return before(a.span, s); });
    if (m != all.end() && m->span == place) out.mention = static_cast<Id>(m - all.begin());
    return out;
  }

  const entities::Reading& reading_;
  const token::Tokens& tokens_;
  Pieces<Draft>& drafts_;
  Pieces<Source>& sources_;
  Document& document_;
};

}   // namespace

void write_mentions(const entities::Reading& reading, const clauses::Words& words, const std::vector<entities::Name>& names,
                    const mentions::Mentions& mentions, const Pieces<Draft>& drafts, const Pieces<Source>& sources,
                    Document& document) {
  MentionWriter writer(reading, names, drafts, sources, document);
  writer.entities(mentions);
  writer.mentions();
  writer.genders(words);
}

void write_quotes(const entities::Reading& reading, Pieces<Draft>& drafts, Pieces<Source>& sources, Document& document) {
  QuoteWriter(reading, drafts, sources, document).write();
}

}   // namespace propos::attribution
