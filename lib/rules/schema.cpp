// SPDX-License-Identifier: Apache-2.0
#include "rules/schema.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "rules/engine.h"
#include "rules/shape.h"

namespace propos::rules {

const std::vector<Kind>& schema() {
  constexpr std::string_view name = "confidence votes=no|never short=yes";
  constexpr std::string_view group = "head=@head as=…";
  constexpr std::string_view parts_of_group = "head title title2 whose";
  constexpr std::string_view said = "content|content=rest|content=before cue|content cue|speaker|again=yes";
  constexpr std::string_view parts = "cue content speaker more";
  constexpr std::string_view report =
      "confidence content=rest|before|@content cue=@cue speaker=@speaker again=yes nested=yes|told|no source=previous things=no clause=yes weak=yes";
  static const std::vector<Kind> all = {
      // phase, kind, needed, captures, arguments
      {"names", "person", "", "", "confidence votes=no|never short=yes alias=yes"},
      {"names", "organization", "", "a", "confidence votes=no|never short=yes acronym=@a"},
      {"names", "place", "", "", name},
      {"names", "other", "", "", name},
      {"names", "row", "before|behind", "before behind", name},

      {"groups", "vg", "", parts_of_group, group},
      {"groups", "vg-part", "", parts_of_group, group},
      {"groups", "vg-inf", "", parts_of_group, group},
      {"groups", "np", "", parts_of_group, group},
      {"groups", "pnp", "", parts_of_group, group},
      {"groups", "pp", "", parts_of_group, group},
      {"groups", "unnamed", "", parts_of_group, group},

      {"sources", "named", "head!", parts_of_group, group},
      {"sources", "vg", "", parts_of_group, group},
      {"sources", "vg-part", "", parts_of_group, group},
      {"sources", "vg-inf", "", parts_of_group, group},
      {"sources", "np", "", parts_of_group, group},
      {"sources", "pnp", "", parts_of_group, group},
      {"sources", "pp", "", parts_of_group, group},
      {"sources", "unnamed", "", parts_of_group, group},

      {"titles", "called", "title! whose!", "title whose", ""},

      {"quotes", "direct", said, parts, report},
      {"quotes", "indirect", said, parts, report},
      {"quotes", "mixed", said, parts, report},
      {"quotes", "term", "content", "content", "confidence content=@content"},
      {"quotes", "leads", "", "cue speaker", "cue=@cue speaker=@speaker"},

      {"incises", "incise", "cue!", "cue speaker", "confidence cue=@cue speaker=@speaker"},
      {"incises", "spoken", "cue!", "cue speaker", "confidence cue=@cue speaker=@speaker"},
      {"incises", "aside", "", "", ""},

      {"turns", "turn", "", "speaker", "mark=no says=asks|answers|posts"},
      {"turns", "asker", "speaker", "", ""},
      {"turns", "sender", "speaker", "", ""},
      {"turns", "field", "", "", ""},

      {"addresses", "asks", "", "", "weak=yes name=yes"},
      {"addresses", "tells", "", "", "weak=yes name=yes"},
      {"addresses", "narrates", "", "", "weak=yes"},
      {"addresses", "happens", "", "", "weak=yes"},
  };
  return all;
}

namespace {

std::vector<std::string_view> split(std::string_view text, char sign) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(sign), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

template <typename Names>
bool holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "a, b and c"
std::string listed(const std::vector<std::string_view>& names, std::string_view before = "") {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += fmt::format("{}{}{}", i == 0 ? "" : i + 1 < names.size() ? ", " : " or ", before, names[i]);
  return out;
}

/// Holds one rule against its kind.
class Checker {
 public:
  Checker(const Rule& rule, const Kind& kind, std::vector<Error>& errors) : rule_(rule), kind_(kind), errors_(errors) {}

  void run() {
    captures();
    for (const Argument& one : rule_.arguments) argument(one);
    for (const std::string_view needed : split(kind_.needed, ' ')) need(split(needed, '|'));
  }

 private:
  void fail(Place at, const std::string& expected) {
    errors_.emplace_back(rule_.file, at.line, at.column, "expected " + expected);
  }

  void captures() {
    const std::vector<std::string_view> known = split(kind_.captures, ' ');
    std::set<std::string_view> seen;
    each_capture(rule_.pattern, [&](const Pattern& capture) {
      if (!seen.insert(capture.label).second) return;
      if (capture.label != rule_.target && !holds(known, capture.label))
        fail(capture.at, fmt::format("a capture that {} is made of{}; «{}» is neither", kind_.name,
                                     known.empty() ? ", in its parentheses" : ", or " + listed(known, "@"), capture.label));
      else if (times_captured(rule_.pattern, capture.label) > 1)
        fail(capture.at, fmt::format("a capture that a match sets once; «{}» may be set twice", capture.label));
    });
  }

  void argument(const Argument& one) {
    const auto same = [&](const Argument& other) { return other.key == one.key; };
    if (&*std::find_if(rule_.arguments.begin(), rule_.arguments.end(), same) != &one) {
      fail(one.at, fmt::format("«{}» once", one.key));
      return;
    }
    std::vector<std::string_view> keys;
    for (const std::string_view known : split(kind_.arguments, ' ')) {
      keys.push_back(known.substr(0, known.find('=')));
      if (keys.back() != one.key) continue;
      if (known != one.key) value(one, split(known.substr(known.find('=') + 1), '|'));
      return;
    }
    fail(one.at, keys.empty() ? fmt::format("no argument of {}; «{}» is one", kind_.name, one.key)
                              : fmt::format("an argument of {}: {}; «{}» is none", kind_.name, listed(keys), one.key));
  }

  void value(const Argument& one, const std::vector<std::string_view>& values) {
    const std::string given = one.capture.empty() ? one.word : "@" + one.capture;
    if (holds(values, given) || (values.front() == "…" && one.capture.empty() && !one.word.empty())) return;
    fail(one.value_at,
         values.front() == "…" ? "a name" : fmt::format("{} = {}; «{}» is something else", one.key, listed(values), given));
  }

  void need(const std::vector<std::string_view>& ways) {
    for (const std::string_view way : ways)
      if (const std::size_t equals = way.find('=');
          equals != way.npos && rule_.word(way.substr(0, equals)) == way.substr(equals + 1))
        return;
    const bool always = ways.back().ends_with('!');
    std::vector<std::string> names;
    for (std::string_view way : ways) {
      if (always) way.remove_suffix(1);
      if (!always && has_capture(rule_.pattern, way)) return;
      names.push_back(way.find('=') == way.npos ? fmt::format("@{}(…)", way) : std::string(way));
    }
    if (always && always_captures(rule_.pattern, ways.back().substr(0, ways.back().size() - 1))) return;
    fail(rule_.kind_at, fmt::format("{}{}, for {}", listed({names.begin(), names.end()}),
                                    always ? " with a token in every match" : "", kind_.name));
  }

  const Rule& rule_;
  const Kind& kind_;
  std::vector<Error>& errors_;
};

void check_phase(const Phase& phase, std::vector<Error>& errors) {
  std::vector<std::string_view> phases, kinds;
  for (const Kind& kind : schema()) {
    if (phases.empty() || phases.back() != kind.phase) phases.push_back(kind.phase);
    if (kind.phase == phase.name) kinds.push_back(kind.name);
  }
  if (kinds.empty()) {
    errors.emplace_back(phase.file, phase.at.line, phase.at.column,
                        fmt::format("expected a phase: {}; «{}» is none", listed(phases), phase.name));
    return;
  }
  for (const Rule& rule : phase.rules) {
    const auto kind = std::find_if(schema().begin(), schema().end(),
                                   [&](const Kind& k) { return k.phase == phase.name && k.name == rule.kind; });
    if (kind != schema().end()) Checker(rule, *kind, errors).run();
    else
      errors.emplace_back(rule.file, rule.kind_at.line, rule.kind_at.column,
                          fmt::format("expected what phase {} makes: {}; «{}» is none", phase.name, listed(kinds), rule.kind));
  }
}

}   // namespace

bool is_capture(std::string_view label) {
  return std::any_of(schema().begin(), schema().end(), [&](const Kind& kind) { return holds(split(kind.captures, ' '), label); });
}

bool asked_beforehand(std::string_view phase) { return phase == "quotes" || phase == "turns"; }

void check_schema(const Grammar& grammar, std::vector<Error>& errors) {
  for (const Phase& phase : grammar.phases) check_phase(phase, errors);
}

void check_features(const Grammar& grammar, const lexicon::Lexicon& lexicon, std::vector<Error>& errors) {
  std::set<std::string, std::less<>> words(token_features().begin(), token_features().end()), made, tested;
  for (int i = 0; i < lexicon.feature_count(); ++i) words.emplace(lexicon.feature_name(i));
  for (const Kind& kind : schema()) words.emplace(kind.name);
  for (const Phase& phase : grammar.phases)
    for (const Rule& rule : phase.rules) {
      made.insert(rule.kind);
      if (const std::string_view also = rule.word("as"); !also.empty()) made.emplace(also);
      each_feature(rule.pattern, [&](const Test& test) { tested.insert(test.name); });
    }
  std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t>> told;   // of a «let», once
  for (const Phase& phase : grammar.phases)
    for (const Rule& rule : phase.rules) {
      each_feature(rule.pattern, [&](const Test& test) {
        if (words.contains(test.name) || made.contains(test.name) || !told.emplace(rule.file, test.line, test.column).second)
          return;
        errors.emplace_back(rule.file, test.line, test.column,
                            fmt::format("expected a feature in rule {}; «{}» is none", rule.name, test.name));
      });
      for (const Argument& one : rule.arguments)
        if (one.key == "as" && !one.word.empty() && !words.contains(one.word) && !tested.contains(one.word))
          errors.emplace_back(rule.file, one.value_at.line, one.value_at.column,
                              fmt::format("expected a feature that words have or rules test; «{}» is neither", one.word));
    }
}

}   // namespace propos::rules
