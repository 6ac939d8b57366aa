// SPDX-License-Identifier: Apache-2.0
#include "explain/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace propos::explain {
namespace {

using rules::Match;
using rules::Run;

constexpr std::uint32_t stride = 64;

struct Tokens {
  std::uint32_t first = 0, last = 0;
  bool overlaps(Tokens other) const { return first < other.last && other.first < last; }
  friend bool operator==(Tokens, Tokens) = default;
};

/// A match with the run that it stands in.
struct Found {
  const Run* run = nullptr;
  const Match* match = nullptr;
};

class Explainer {
 public:
  Explainer(const entities::Reading& reading, const Document& document)
      : reading_(reading),
        document_(document),
        tokens_(reading.tokens.tokens),
        trace_(*reading.trace),
        candidates_(trace_.candidates) {
    runs_.resize(tokens_.size() / stride + 1);
    for (const Run& run : trace_.runs)
      for (std::uint32_t s = run.units.front().first / stride; s <= (run.units.back().last - 1) / stride; ++s)
        runs_[s].push_back(&run);
    std::stable_sort(candidates_.begin(), candidates_.end(), [](const rules::Candidate& a, const rules::Candidate& b) {
      return std::tuple(a.of, a.draft, -a.score) < std::tuple(b.of, b.draft, -b.score);
    });
    const auto same = [](const rules::Candidate& a, const rules::Candidate& b) {
      return std::tie(a.of, a.draft, a.first, a.last, a.entity, a.features) ==
             std::tie(b.of, b.draft, b.first, b.last, b.entity, b.features);
    };
    candidates_.erase(std::unique(candidates_.begin(), candidates_.end(), same), candidates_.end());
    speaks_.resize(document_.mentions.size());
    for (Id q = 0; q < document_.quotes.size(); ++q)
      if (const Quote& quote = document_.quotes[q]; quote.has_speaker && quote.speaker.mention != none)
        speaks_[quote.speaker.mention].push_back(q);
  }

  std::vector<Record> all() {
    for (Id m = 0; m < document_.mentions.size(); ++m) mention(m);
    for (Id q = 0; q < document_.quotes.size(); ++q) quote(q);
    others();
    return std::move(out_);
  }

 private:
  using Fields = std::vector<std::pair<std::string_view, std::string>>;

  void add(std::string_view verb, std::uint8_t depth, Span span, Fields fields) {
    std::erase_if(fields, [](const auto& field) { return field.second.empty(); });
    out_.push_back({verb, depth, span, std::move(fields)});
  }

  static std::string id(char letter, Id number) {
    return number == none ? std::string() : fmt::format("{}{}", letter, number + 1);
  }
  static std::string share(float value) { return fmt::format("{:.3g}", value); }
  std::string_view phase_name(const Match& match) const { return reading_.engine.grammar().phases[match.phase].name; }

  // --- places ------------------------------------------------------------------------------------------------------------

  Span span(Tokens t) const { return {tokens_[t.first].begin, tokens_[t.last - 1].end()}; }
  Tokens tokens_of(Span s) const {
    const auto first = std::upper_bound(tokens_.begin(), tokens_.end(), s.begin,
                                        [](std::uint32_t at, const token::Token& t) { return at < t.end(); });
    const auto last =
        std::lower_bound(first, tokens_.end(), s.end, [](const token::Token& t, std::uint32_t at) { return t.begin < at; });
    return {static_cast<std::uint32_t>(first - tokens_.begin()), static_cast<std::uint32_t>(last - tokens_.begin())};
  }
  static Tokens tokens_of(const Run& run, std::uint32_t first, std::uint32_t last) {
    return {run.units[first].first, run.units[last - 1].last};
  }
  static Tokens target(const Found& found) { return tokens_of(*found.run, found.match->first, found.match->last); }

  /// The captures of a match that are set, by label.
  std::vector<std::pair<std::string_view, Tokens>> captures(const Found& found) const {
    std::vector<std::pair<std::string_view, Tokens>> out;
    for (const std::string& label : reading_.engine.labels(*found.match)) {
      const auto [first, last] = reading_.engine.capture(*found.match, label);
      if (first != Match::none && last > first) out.emplace_back(label, tokens_of(*found.run, first, last));
    }
    return out;
  }

  static Tokens extent(const Found& found) { return tokens_of(*found.run, found.match->begin, found.match->end); }

  /// Calls `use` with each match, kept or lost, of runs over these tokens.
  template <typename Use>
  void matches(Tokens place, std::vector<Match> Run::*which, const Use& use) const {
    if (place.first >= place.last) return;
    for (std::uint32_t s = place.first / stride; s <= (place.last - 1) / stride; ++s) {
      for (const Run* run : runs_[s]) {
        if (s > place.first / stride && run->units.front().first / stride < s) continue;   // seen
        for (const Match& match : run->*which) {
          const Found found{run, &match};
          if (extent(found).overlaps(place)) use(found);
        }
      }
    }
  }

  // --- parts of an explanation ---------------------------------------------------------------------------------------------

  std::string features(const rules::Unit& unit) const {
    const rules::FeatureSet& set = reading_.memory.features(unit.kind);
    std::string out;
    for (std::size_t i = set._Find_first(); i < set.size(); i = set._Find_next(i)) {
      if (!out.empty()) out += ',';
      out += reading_.engine.feature_name(static_cast<int>(i));
    }
    return out;
  }

  void rule(const Found& found) {
    const rules::Rule& rule = *found.match->rule;
    add("rule", 1, {},
        {{"name", std::string(rule.name)},
         {"phase", std::string(phase_name(*found.match))},
         {"priority", std::to_string(rule.priority)},
         {"makes", rule.kind},
         {"at", fmt::format("{}:{}", rule.file, rule.line)}});
    for (const auto& [label, place] : captures(found)) add("capture", 2, span(place), {{"label", std::string(label)}});
    const Tokens all = extent(found);
    for (const rules::Unit& unit : found.run->units) {
      if (unit.first < all.first || unit.last > all.last) continue;
      add(unit.last - unit.first == 1 ? "token" : "unit", 2, span({unit.first, unit.last}),
          {{"by", made_by(unit, *found.run)}, {"features", features(unit)}});
    }
    beaten(found);
  }

  /// The rule of an earlier phase that made a unit of several tokens.
  std::string made_by(const rules::Unit& unit, const Run& in) const {
    std::string out;
    matches({unit.first, unit.last}, &Run::kept, [&](const Found& found) {
      if (found.match->phase < static_cast<std::uint32_t>(in.phase) && target(found) == Tokens{unit.first, unit.last})
        out = found.match->rule->name;
    });
    return out;
  }

  void beaten(const Found& winner) {
    for (const Match& match : winner.run->lost) {
      const Found lost{winner.run, &match};
      if (!target(lost).overlaps(target(winner))) continue;
      add("beat", 2, span(target(lost)),
          {{"rule", std::string(match.rule->name)},
           {"priority", std::to_string(match.rule->priority)},
           {"by", advantage(*winner.match, match)}});
    }
  }

  /// By what the order of rules::resolve puts `a` before `b`.
  static std::string advantage(const Match& a, const Match& b) {
    if (a.rule->priority != b.rule->priority) return "priority";
    if (a.last - a.first != b.last - b.first) return "length";
    return a.first != b.first ? "place" : "order";
  }

  // --- mentions ------------------------------------------------------------------------------------------------------------

  Found match_of(const Mention& mention) const {
    const Tokens place = tokens_of(mention.span);
    Found out;
    matches(place, &Run::kept, [&](const Found& found) {
      if (out.match != nullptr || found.match->rule->name != mention.rule || phase_name(*found.match) != "names") return;
      const std::vector<std::pair<std::string_view, Tokens>> captured =
          captures(found);   // an acronym beside its expansion is one
      const bool here =
          std::any_of(captured.begin(), captured.end(), [&](const auto& capture) { return capture.second.overlaps(place); });
      if (here || target(found).overlaps(place)) out = found;
    });
    return out;
  }

  void mention(Id m) {
    const Mention& mention = document_.mentions[m];
    add("mention", 0, mention.span,
        {{"id", id('m', m)},
         {"type", std::string(name_of(mention.type))},
         {"form", std::string(name_of(mention.form))},
         {"entity", id('e', mention.entity)},
         {"rule", std::string(mention.rule)},
         {"confidence", share(mention.confidence)}});
    if (const Found found = match_of(mention); found.match != nullptr) {
      rule(found);
      return;
    }
    if (mention.form == MentionForm::description || mention.form == MentionForm::pronoun) {
      for (const Id q : speaks_[m]) add("speaks", 1, {}, {{"quote", id('q', q)}});
      return;
    }
    // The document itself made it a name: what it says elsewhere of the same entity, and what rules said here.
    if (mention.entity != none) {
      for (const Id other : document_.entities[mention.entity].mentions) {
        if (other == m || match_of(document_.mentions[other]).match == nullptr) continue;
        add("because", 1, document_.mentions[other].span,
            {{"mention", id('m', other)}, {"rule", std::string(document_.mentions[other].rule)}});
        break;
      }
    }
    const Tokens place = tokens_of(mention.span);
    matches(place, &Run::kept, [&](const Found& found) {
      if (phase_name(*found.match) == "names" && target(found).overlaps(place))
        add("beat", 1, span(target(found)),
            {{"rule", std::string(found.match->rule->name)},
             {"priority", std::to_string(found.match->rule->priority)},
             {"by", "document"}});
    });
    for (const rules::Unit& unit : reading_.units.in(reading_.units.around(place.first).first, place.last))
      add("token", 1, span({unit.first, unit.last}), {{"features", features(unit)}});
  }

  // --- quotes --------------------------------------------------------------------------------------------------------------

  /// Who might say quote `q`, by its words or without, the best first, each with what adds up to its score.
  void candidates(Id q) {
    const Id mention = document_.quotes[q].speaker.mention;
    const auto less = [](const rules::Candidate& c, std::pair<std::uint32_t, std::uint32_t> at) {
      return std::pair(c.of, c.draft) < at;
    };
    const auto from = [&](std::uint32_t of, std::uint32_t draft) {
      return std::lower_bound(candidates_.begin(), candidates_.end(), std::pair(of, draft), less);
    };
    if (mention != none) {
      const std::uint32_t words = tokens_of(document_.mentions[mention].span).first;
      for (auto one = from(words, 0); one != from(words + 1, 0); ++one) candidate(*one);
    }
    for (auto one = from(Match::none, trace_.drafts[q]); one != from(Match::none, trace_.drafts[q] + 1); ++one) candidate(*one);
  }

  void candidate(const rules::Candidate& one) {
    Fields fields = {{"entity", id('e', one.entity)}, {"score", std::to_string(one.score)}};
    for (const auto& [feature, weight] : one.features) fields.emplace_back(feature, fmt::format("{:+}", weight));
    add("candidate", 2, one.first < one.last ? span({one.first, one.last}) : Span{}, std::move(fields));
  }

  void quote(Id q) {
    const Quote& quote = document_.quotes[q];
    add("quote", 0, quote.outer,
        {{"id", id('q', q)},
         {"type", std::string(name_of(quote.type))},
         {"zone", std::string(name_of(quote.zone))},
         {"parent", id('q', quote.parent)},
         {"rule", std::string(quote.rule)},
         {"confidence", share(quote.confidence)}});
    for (const Span& part : quote.spans) add("content", 1, part, {});
    if (quote.has_cue)
      add("cue", 1, quote.cue.span,
          {{"lemma", quote.cue.lemma},
           {"kind", std::string(name_of(quote.cue.kind))},
           {"stance", std::string(name_of(quote.cue.stance))}});
    if (quote.has_speaker) {
      const Speaker& speaker = quote.speaker;
      add("speaker", 1, speaker.mention == none ? Span{} : document_.mentions[speaker.mention].span,
          {{"mention", id('m', speaker.mention)},
           {"entity", id('e', speaker.entity)},
           {"name", speaker.name},
           {"by", std::string(name_of(speaker.by))},
           {"confidence", share(speaker.confidence)}});
      candidates(q);
    }
    Tokens place = tokens_of(quote.outer);
    if (quote.has_cue) {
      const Tokens cue = tokens_of(quote.cue.span);
      place = {std::min(place.first, cue.first), std::max(place.last, cue.last)};
    }
    // Of several reports by one rule in a sentence, the one with this cue and these words.
    Found best;
    std::uint32_t best_score = 0;
    matches(place, &Run::kept, [&](const Found& found) {
      if (found.match->rule->name != quote.rule) return;
      std::uint32_t score = 1;
      for (const auto& [label, words] : captures(found)) {
        const Span taken = span(words);
        if (label == "cue" && quote.has_cue && taken.overlaps(quote.cue.span)) score += 2;
        if (label != "cue" && label != "speaker" &&
            std::any_of(quote.spans.begin(), quote.spans.end(), [&](Span s) { return s.overlaps(taken); }))
          score += 1;
      }
      if (score > best_score) {
        best = found;
        best_score = score;
      }
    });
    if (best.match != nullptr) {
      rule(best);
      return;
    }
    // No rule of the grammar: its label is one, or it goes with a report that shares its cue.
    if (!quote.has_cue) {
      if (place.first < 2) return;
      matches({place.first - 2, place.first - 1}, &Run::kept, [&](const Found& found) {
        if (best.match == nullptr && phase_name(*found.match) == "turns" && target(found).last == place.first - 1) best = found;
      });
      if (best.match != nullptr) rule(best);
      return;
    }
    for (Id other = q; other-- > 0;)
      if (document_.quotes[other].has_cue && document_.quotes[other].cue.span == quote.cue.span) {
        add("because", 1, document_.quotes[other].outer,
            {{"quote", id('q', other)}, {"rule", std::string(document_.quotes[other].rule)}});
        return;
      }
  }

  // --- what is neither -----------------------------------------------------------------------------------------------------

  /// Names of something else, and matches of phases "names" and "quotes" of which nothing came.
  void others() {
    for (const Run& run : trace_.runs) {
      const std::string_view phase = reading_.engine.grammar().phases[static_cast<std::size_t>(run.phase)].name;
      if (phase != "names") continue;
      for (const Match& match : run.kept) {
        if (match.rule->kind != "other") continue;
        const Found found{&run, &match};
        add("other", 0, span(target(found)), {});
        rule(found);
      }
    }
  }

  const entities::Reading& reading_;
  const Document& document_;
  const std::vector<token::Token>& tokens_;
  const rules::Trace& trace_;
  std::vector<rules::Candidate> candidates_;    // by question, the best first, each once
  std::vector<std::vector<const Run*>> runs_;   // that cover some of the tokens [i * stride, (i + 1) * stride)
  std::vector<std::vector<Id>> speaks_;         // quotes, by mention
  std::vector<Record> out_;
};

}   // namespace

std::vector<Record> records(const entities::Reading& reading, const Document& document) {
  return Explainer(reading, document).all();
}

}   // namespace propos::explain
