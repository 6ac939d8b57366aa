// SPDX-License-Identifier: Apache-2.0
#include "rules/engine.h"

#include <algorithm>
#include <mutex>

#include <fmt/format.h>

#include "hash.h"
#include "lexicon/keys.h"
#include "propos/error.h"
#include "rules/automaton.h"
#include "rules/expressions.h"
#include "rules/gate.h"
#include "rules/image.h"
#include "rules/number_table.h"
#include "rules/prospects.h"
#include "rules/schema.h"
#include "rules/tests.h"

namespace propos::rules {
namespace {

using Vector = TestVector;
constexpr std::size_t max_tests = Vector().size();

// A capture of a match that took a unit, or none.
std::pair<std::uint32_t, std::uint32_t> at(const Match& match, std::size_t capture) {
  const auto [first, last] = match.captures[capture];
  if (first == Match::unset || first == last) return {Match::none, Match::none};
  return {match.begin + first, match.begin + last};
}

}   // namespace

std::uint32_t Memory::kind(const FeatureSet& features, std::uint32_t word) {
  const Kind kind{features, word};
  const auto [number, fresh] = numbers_.find_or_add(kind.hash(), static_cast<std::uint32_t>(kinds_.size()),
                                                    [&](std::uint32_t n) { return kinds_[n] == kind; });
  if (fresh) kinds_.push_back(kind);
  return number;
}

void Memory::grow_made() {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> old(made_.size() * 2, {0, none});
  old.swap(made_);
  for (const auto& entry : old) {
    if (entry.second == none) continue;
    std::size_t i = made_place(entry.first);
    while (made_[i].second != none) i = (i + 1) & (made_.size() - 1);
    made_[i] = entry;
  }
}

const std::vector<std::string>& token_features() {
  static const std::vector<std::string> names = {"word",
                                                 "abbreviation",
                                                 "number",
                                                 "mark",
                                                 "punctuation",
                                                 "url",
                                                 "email",
                                                 "handle",
                                                 "hashtag",
                                                 "symbol",
                                                 "invalid",
                                                 "lower",
                                                 "capitalised",
                                                 "upper",
                                                 "initial",
                                                 "mixed",
                                                 "space-before",
                                                 "break-before",
                                                 "starts-sentence",
                                                 "starts-paragraph",
                                                 "opens",
                                                 "closes",
                                                 "unknown",
                                                 "proper",
                                                 "quotation",
                                                 "clause",
                                                 "phrase",
                                                 "exclamation",
                                                 "infinitive-clause",
                                                 "verbal",
                                                 "marked-name"};
  return names;
}

struct Engine::Impl {
  struct Phase {
    Tests tests;
    std::vector<Formula> formulas;         // by test
    TextMap<std::uint32_t> test_numbers;   // by Test::text
    Automaton::Numbers number_of;
    Gate gate;
    std::vector<RuleView> rules;
    mutable std::once_flag looked_at;   // most phases are never asked for them
    mutable Prospects prospects;
    std::vector<std::vector<std::string>> labels;   // by rule
    std::size_t labels_known = 0;                   // of the grammar, up to this phase
    Array<std::uint8_t> places;                     // by rule and number of a label: the capture, max_captures for none
    // Of a rule, what a match of it needs.
    struct Shape {
      std::uint32_t labels = 0;                    // so many
      std::uint32_t target = 0;                    // of them; their number for the whole match
      std::uint32_t first_group = 0, groups = 0;   // of labels_of_groups
      int kind = -1, also = -1;                    // the features that it makes; -1 for no second one
    };
    Array<Shape> shapes;   // by rule

    template <class Image>
    void image(Image& io) {
      io(tests, gate, prospects, labels, labels_known, places, shapes, labels_of_groups, automaton);
    }
    Array<std::uint32_t> labels_of_groups;   // by group of the automaton
    Automaton automaton;
  };

  Grammar grammar;
  TextMap<int> features;
  std::vector<std::string> feature_names;
  FeatureSet made;    // features that units get from rules and stages, not from the token that they have the others of
  FeatureSet never;   // … that no unit of a sentence without marks has
  std::vector<std::size_t> passed_on;   // those of made that some token of the unit has
  TextMap<std::uint32_t> words;         // while it is compiled; then
  Array<unsigned char> word_keys;       // … as lexicon/keys.h writes them
  TextMap<std::uint32_t> labels;
  std::vector<std::string> written;   // expressions, while they are compiled,
  std::vector<int> features_of;       // their features
  Expressions expressions;
  std::vector<std::unique_ptr<Phase>> phases;

  const Prospects& prospects(std::size_t p) const {
    const Phase& phase = *phases[p];
    std::call_once(phase.looked_at, [&] {
      std::vector<RuleView> earlier;
      for (std::size_t q = 0; q < p; ++q) earlier.insert(earlier.end(), phases[q]->rules.begin(), phases[q]->rules.end());
      phase.prospects =
          Prospects(phase.rules, earlier, made, passed_on, never, static_cast<std::uint32_t>(features.at("proper")));
    });
    return phase.prospects;
  }

  template <class Image>
  void image(Image& io) {
    io(grammar, features, feature_names, made, never, passed_on, word_keys, labels, features_of, expressions);
    for (std::size_t p = 0; p < grammar.phases.size(); ++p) {
      if constexpr (Image::reads) phases.push_back(std::make_unique<Phase>());
      else if (asked_beforehand(grammar.phases[p].name)) prospects(p);
      else phases[p]->prospects = {};
      io(*phases[p]);
      std::call_once(phases[p]->looked_at, [] {});
    }
  }

  int add_feature(const std::string& name, const Rule* rule = nullptr) {
    const auto [it, fresh] = features.try_emplace(name, static_cast<int>(feature_names.size()));
    if (fresh) {
      if (feature_names.size() >= max_bits)
        throw Error(rule ? rule->file : "", rule ? rule->line : 0, rule ? rule->column : 0,
                    fmt::format("expected at most {} features, kinds and expressions in a grammar", max_bits));
      feature_names.push_back(name);
    }
    return it->second;
  }

  Formula formula(const Test& test, const Rule& rule) {
    Formula out;
    out.op = test.op;
    if (test.op == Test::Op::feature) {
      out.number = static_cast<std::uint32_t>(features.at(test.name));   // known: check_features
    } else if (test.op == Test::Op::word) {
      out.number = words.try_emplace(test.name, static_cast<std::uint32_t>(words.size() + 1)).first->second;
    } else if (test.op == Test::Op::regex) {
      const std::size_t known = feature_names.size();
      const int number = add_feature("~/" + test.name + "/", &rule);
      out.number = static_cast<std::uint32_t>(number);
      if (feature_names.size() > known) {
        written.push_back(test.name);
        features_of.push_back(number);
      }
    }
    for (const Test& part : test.parts) out.parts.push_back(formula(part, rule));
    return out;
  }

  void collect(const Pattern& pattern, const Rule& rule, Phase& phase) {
    if (pattern.op == Pattern::Op::test && pattern.test.op != Test::Op::any) {
      const auto [it, fresh] =
          phase.test_numbers.try_emplace(pattern.test.text(), static_cast<std::uint32_t>(phase.tests.size()));
      if (fresh) {
        if (phase.tests.size() >= max_tests)
          throw Error(rule.file, rule.line, rule.column,
                      fmt::format("expected at most {} different tests in a phase", max_tests));
        phase.formulas.push_back(formula(pattern.test, rule));
        phase.tests.add(phase.formulas.back(), nullptr);
      }
      phase.number_of[&pattern.test] = it->second;
    }
    std::vector<std::string>& labels = phase.labels.back();
    if (pattern.op == Pattern::Op::capture && std::find(labels.begin(), labels.end(), pattern.label) == labels.end()) {
      if (labels.size() >= Match::max_captures)
        throw Error(rule.file, rule.line, rule.column,
                    fmt::format("expected at most {} captures in rule {}", Match::max_captures, rule.name));
      labels.push_back(pattern.label);
    }
    for (const Pattern& part : pattern.parts) collect(part, rule, phase);
  }

  // Numbers, among those known, of the symbol of a kind and of the row of what may hold of a unit with such a token.
  static std::uint32_t row(const Prospects& prospects, const Memory::Kind& kind, Memory::Phase& known);
  static std::uint32_t symbol(const Phase& phase, const Memory::Kind& kind, Memory::Phase& known);

  void write_words() {
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted(words.begin(), words.end());
    std::sort(sorted.begin(), sorted.end());
    const std::string keys = lexicon::write_keys(sorted);
    word_keys = std::vector<unsigned char>(keys.begin(), keys.end());
    words = {};
  }
};

struct Memory::Phase {
  // What is found out of kinds: of many a phase asks the same.
  struct ByAsked {
    std::vector<Kind> asked;
    NumberTable numbers;
    std::vector<std::uint32_t> found;

    template <class Asks, class Find>
    std::uint32_t of(const Kind& kind, const Asks& asks, const Find& find) {
      const Kind own{kind.features & asks.asked(), asks.asks_word(kind.word) ? kind.word : 0};
      const auto [number, fresh] = numbers.find_or_add(own.hash(), static_cast<std::uint32_t>(asked.size()),
                                                       [&](std::uint32_t n) { return asked[n] == own; });
      if (fresh) {
        asked.push_back(own);
        found.push_back(find(own));
      }
      return found[number];
    }
  };

  std::vector<std::uint32_t> may_of;   // by kind: the row of what may hold of a unit with such a token, from 1 on
  std::vector<std::uint64_t> may;      // rows; many kinds have the same
  std::uint32_t may_rows = 0;
  NumberTable may_numbers;                // of rows
  std::vector<std::uint64_t> may_row;     // of the unit at hand
  std::vector<std::uint32_t> symbol_of;   // by kind
  ByAsked symbols_by_asked, may_by_asked;
  std::vector<Vector> symbols;
  std::vector<std::uint64_t> gate_rows;             // by symbol
  NumberTable numbers;                              // of symbols
  WayIndex::Keys keys, may_keys;                    // of the gate; of prospects
  std::vector<std::unique_ptr<Matcher>> matchers;   // by rule, once it may match; rules multiply each other's states
  // Of the sentence at hand.
  std::vector<std::uint32_t> sentence;   // symbols, or rows of may
  std::vector<std::uint32_t> open;       // rules that may match, some of them twice
  std::vector<char> is_reading;          // by rule
  std::vector<Matcher*> reading;         // of rules that may match
  std::vector<std::uint32_t> captures;

  // Those of the rules that are open, into `reading`.
  void take_matchers(const Automaton& automaton, std::size_t rules) {
    matchers.resize(rules);
    is_reading.resize(rules, 0);
    reading.clear();
    for (const std::uint32_t r : open) {
      if (is_reading[r]) continue;
      is_reading[r] = 1;
      if (matchers[r] == nullptr) matchers[r] = std::make_unique<Matcher>(automaton, r);
      reading.push_back(matchers[r].get());
    }
    for (const std::uint32_t r : open) is_reading[r] = 0;
  }
};

std::uint32_t Engine::Impl::symbol(const Phase& phase, const Memory::Kind& kind, Memory::Phase& known) {
  return known.symbols_by_asked.of(kind, phase.tests, [&](const Memory::Kind& own) {
    const Vector vector = phase.tests.holding(own.features, own.word);
    const auto [symbol, fresh] = known.numbers.find_or_add(BitsHash()(vector), static_cast<std::uint32_t>(known.symbols.size()),
                                                           [&](std::uint32_t n) { return known.symbols[n] == vector; });
    if (fresh) {
      known.symbols.push_back(vector);
      phase.gate.append(vector, known.gate_rows);
    }
    return symbol;
  });
}

std::uint32_t Engine::Impl::row(const Prospects& prospects, const Memory::Kind& kind, Memory::Phase& known) {
  return known.may_by_asked.of(kind, prospects, [&](const Memory::Kind& asked) {
    const std::size_t words = prospects.words();
    std::vector<std::uint64_t>& own = known.may_row;
    own.assign(words, 0);
    prospects.write(asked.features, asked.word, own.data());
    const auto [row, fresh] =
        known.may_numbers.find_or_add(hash(std::span<const std::uint64_t>(own)), known.may_rows, [&](std::uint32_t n) {
          return std::equal(own.begin(), own.end(), known.may.begin() + static_cast<std::ptrdiff_t>(n * words));
        });
    if (fresh) {
      known.may.insert(known.may.end(), own.begin(), own.end());
      ++known.may_rows;
    }
    return row;
  });
}

Memory::Phase& Memory::phase(std::size_t number) {
  while (phases_.size() <= number) phases_.push_back(std::make_unique<Phase>());
  return *phases_[number];
}

Memory::Memory() = default;
Memory::~Memory() = default;

Engine::Engine(Grammar grammar, const lexicon::Lexicon& lexicon) : impl_(std::make_unique<Impl>()) {
  std::vector<Error> errors;
  check_features(grammar, lexicon, errors);
  if (!errors.empty()) throw errors.front();
  impl_->grammar = std::move(grammar);
  for (int i = 0; i < lexicon.feature_count(); ++i) impl_->add_feature(std::string(lexicon.feature_name(i)));
  // Numbers below max_features belong to the lexicon, so that its sets can be copied as they are.
  while (impl_->feature_names.size() < lexicon::max_features) impl_->feature_names.emplace_back();
  for (const std::string& name : token_features()) impl_->add_feature(name);
  for (const Phase& phase : impl_->grammar.phases) {
    for (const Rule& rule : phase.rules) {
      impl_->add_feature(rule.kind, &rule);
      if (!rule.word("as").empty()) impl_->add_feature(std::string(rule.word("as")), &rule);
    }
  }
  for (const Kind& kind : schema()) impl_->add_feature(std::string(kind.name));   // also those that no rule is left to make
  // As clauses/clauses.cpp makes units. Not `quotation`: it is known beforehand whether a sentence has marks.
  for (const std::string_view name : {"clitic-subject", "se-clitic", "etre", "indefinite", "upper", "party"})
    impl_->passed_on.push_back(static_cast<std::size_t>(feature(name)));
  impl_->never.set(static_cast<std::size_t>(feature("quotation")));
  for (const std::size_t number : impl_->passed_on) impl_->made.set(number);
  for (const std::string_view name : {"proper", "clause", "phrase", "exclamation", "infinitive-clause", "verbal", "marked-name"})
    impl_->made.set(static_cast<std::size_t>(feature(name)));
  for (const Phase& phase : impl_->grammar.phases)
    for (const Rule& rule : phase.rules)
      for (const std::string_view name : {std::string_view(rule.kind), rule.word("as")})
        if (!name.empty()) impl_->made.set(static_cast<std::size_t>(feature(name)));
  for (const Phase& phase : impl_->grammar.phases) {
    auto made = std::make_unique<Impl::Phase>();
    if (phase.rules.size() > Match::unset) {
      const Rule& last = phase.rules.back();
      throw Error(last.file, last.line, last.column, "expected at most 65,535 rules in a phase");
    }
    for (const Rule& rule : phase.rules) {
      made->labels.emplace_back();
      impl_->collect(rule.pattern, rule, *made);
      const std::vector<std::string>& labels = made->labels.back();
      for (const std::string& label : labels) impl_->labels.try_emplace(label, static_cast<std::uint32_t>(impl_->labels.size()));
      const std::string_view also = rule.word("as");
      made->automaton.add(rule.pattern, made->number_of);
      const auto place = [&](const std::string& label) {
        return static_cast<std::uint32_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
      };
      const std::vector<std::string>& groups = made->automaton.groups(made->shapes.size());
      made->shapes.own().push_back({static_cast<std::uint32_t>(labels.size()), place(rule.target),
                                    static_cast<std::uint32_t>(made->labels_of_groups.size()),
                                    static_cast<std::uint32_t>(groups.size()), impl_->features.at(rule.kind),
                                    also.empty() ? -1 : impl_->features.at(std::string(also))});
      for (const std::string& label : groups) made->labels_of_groups.own().push_back(place(label));
    }
    made->labels_known = impl_->labels.size();
    made->places.own().assign(phase.rules.size() * made->labels_known, Match::max_captures);
    for (std::size_t r = 0; r < phase.rules.size(); ++r)
      for (std::size_t c = 0; c < made->labels[r].size(); ++c)
        made->places.own()[r * made->labels_known + impl_->labels.find(made->labels[r][c])->second] =
            static_cast<std::uint8_t>(c);
    made->gate = Gate(phase.rules, made->number_of);
    made->tests.finish();
    made->automaton.finish();
    for (std::size_t r = 0; r < phase.rules.size(); ++r)
      made->rules.push_back(
          {&phase.rules[r], &made->number_of, &made->formulas, impl_->phases.size(), made->shapes[r].kind, made->shapes[r].also});
    impl_->phases.push_back(std::move(made));
  }
  impl_->write_words();
  impl_->expressions = Expressions(impl_->written);
}

Engine::Engine(std::string_view image) : impl_(std::make_unique<Impl>()) {
  ImageReader reader(image);
  reader(*impl_);
}

void Engine::expect_room() const {
  for (std::size_t p = 0; p < impl_->phases.size(); ++p) {
    if (impl_->phases[p]->gate.pairs() <= Gate::most_pairs) continue;
    const Phase& phase = impl_->grammar.phases[p];
    throw Error(
        phase.file, phase.at.line, phase.at.column,
        fmt::format("expected at most {} different pairs of a test that a rule cannot do without and what stands before it in a "
                    "phase; {} has {} (Gate::most_pairs)",
                    Gate::most_pairs, phase.name, impl_->phases[p]->gate.pairs()));
  }
}

std::string Engine::image() {
  impl_->expressions.determinize();
  ImageWriter writer;
  writer(*impl_);
  return writer.bytes();
}

Engine::Engine(Engine&&) noexcept = default;
Engine::~Engine() = default;

const Grammar& Engine::grammar() const noexcept { return impl_->grammar; }

int Engine::phase(std::string_view name) const {
  for (std::size_t i = 0; i < impl_->grammar.phases.size(); ++i)
    if (impl_->grammar.phases[i].name == name) return static_cast<int>(i);
  throw Error(fmt::format("expected a phase of the grammar; «{}» is none", name));
}

int Engine::feature(std::string_view name) const {
  const auto found = impl_->features.find(name);
  if (found == impl_->features.end())
    throw Error(fmt::format("expected a feature of a word, a token or a rule; «{}» is none", name));
  return found->second;
}

std::string_view Engine::feature_name(int number) const noexcept {
  return impl_->feature_names[static_cast<std::size_t>(number)];
}

std::vector<std::string> Engine::names_of(const FeatureSet& features) const {
  std::vector<std::string> out;
  for (std::size_t f = features._Find_first(); f < features.size(); f = features._Find_next(f))
    if (const std::string& name = impl_->feature_names[f]; !name.starts_with("~/")) out.push_back(name);
  return out;
}

std::uint32_t Engine::word(std::string_view key) const noexcept {
  const std::uint32_t found = lexicon::find_key(impl_->word_keys.data(), key);
  return found == lexicon::no_key ? 0 : found;
}

bool Engine::has_expressions() const noexcept { return !impl_->features_of.empty(); }

void Engine::add_expressions(std::string_view text, FeatureSet& features) const {
  impl_->expressions.each(text, [&](std::uint32_t e) { features.set(static_cast<std::size_t>(impl_->features_of[e])); });
}

const std::vector<std::string>& Engine::labels(const Match& match) const noexcept {
  return impl_->phases[match.phase]->labels[match.order];
}

int Engine::label(std::string_view name) const {
  const auto found = impl_->labels.find(name);
  if (found != impl_->labels.end()) return static_cast<int>(found->second);
  if (!is_capture(name)) throw Error(fmt::format("expected a capture that counts; «{}» is none", name));
  return -1;
}

std::pair<std::uint32_t, std::uint32_t> Engine::capture(const Match& match, int label) const noexcept {
  const Impl::Phase& phase = *impl_->phases[match.phase];
  if (static_cast<std::size_t>(label) >= phase.labels_known) return {Match::none, Match::none};
  const std::uint8_t place = phase.places[match.order * phase.labels_known + static_cast<std::size_t>(label)];
  return place < Match::max_captures ? at(match, place) : std::pair(Match::none, Match::none);
}

std::pair<std::uint32_t, std::uint32_t> Engine::capture(const Match& match, std::string_view label) const {
  return capture(match, this->label(label));
}

void Engine::match(int phase_number, const Unit* units, std::size_t count, Memory& memory, std::vector<Match>& out) const {
  if (phase_number < 0 || count == 0) return;
  if (count > Matcher::most_units) {   // no sentence is so long; a quotation may be
    for (std::size_t from = 0; from < count; from += Matcher::most_units) {
      const std::size_t before = out.size();
      match(phase_number, units + from, std::min(Matcher::most_units, count - from), memory, out);
      for (std::size_t m = before; m < out.size(); ++m) {
        for (std::uint32_t* place : {&out[m].begin, &out[m].end, &out[m].first, &out[m].last})
          *place += static_cast<std::uint32_t>(from);
      }
    }
    return;
  }
  const std::size_t p = static_cast<std::size_t>(phase_number);
  const Impl::Phase& phase = *impl_->phases[p];
  Memory::Phase& known = memory.phase(p);

  constexpr std::uint32_t unknown = static_cast<std::uint32_t>(-1);
  known.sentence.resize(count);
  known.symbol_of.resize(memory.kinds_.size(), unknown);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t& symbol = known.symbol_of[units[i].kind];
    if (symbol == unknown) symbol = impl_->symbol(phase, memory.kinds_[units[i].kind], known);
    known.sentence[i] = symbol;
  }
  const Gate::Row seen = phase.gate.look(known.sentence, known.gate_rows);

  phase.gate.open(seen, known.keys, known.open);
  if (known.open.empty()) return;
  const std::vector<Rule>& rules = impl_->grammar.phases[p].rules;
  known.take_matchers(phase.automaton, rules.size());
  Matcher::read(known.reading, known.sentence, known.symbols);
  if (out.capacity() == 0) out.reserve(16);
  for (const Matcher* const matcher : known.reading) {
    const std::uint32_t r = matcher->rule();
    const Impl::Phase::Shape& shape = phase.shapes[r];
    std::uint32_t from = 0;   // where its next match may begin
    matcher->each_begin(static_cast<std::uint32_t>(count), [&](std::uint32_t i) {
      if (i < from) return;
      Match& match = out.emplace_back();
      match.rule = &rules[r];
      match.phase = static_cast<std::uint16_t>(p);
      match.order = static_cast<std::uint16_t>(r);
      match.kind = static_cast<std::int16_t>(shape.kind);
      match.also = static_cast<std::int16_t>(shape.also);
      match.begin = match.first = i;
      match.end = match.last = matcher->follow(i, known.captures);
      std::fill_n(match.captures.begin(), shape.labels, std::pair(Match::unset, Match::unset));
      // Of captures with one label the last in the rule.
      for (std::uint32_t c = 0; c < shape.groups; ++c)
        if (known.captures[2 * c + 1] != Matcher::unset)
          match.captures[phase.labels_of_groups[shape.first_group + c]] = {
              static_cast<std::uint16_t>(known.captures[2 * c + 1] - i),
              static_cast<std::uint16_t>(known.captures[2 * c + 2] - i)};
      if (shape.target < shape.labels) std::tie(match.first, match.last) = at(match, shape.target);
      if (match.first == Match::none || match.last <= match.first) out.pop_back();
      else from = match.last;   // behind the target
    });
  }
}

bool Engine::may_match(int phase_number, const Unit* units, std::size_t count, Memory& memory) const {
  if (phase_number < 0) return false;
  const std::size_t p = static_cast<std::size_t>(phase_number);
  Memory::Phase& known = memory.phase(p);
  const Prospects& prospects = impl_->prospects(p);
  known.may_of.resize(memory.kinds_.size(), 0);
  known.sentence.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t& row = known.may_of[units[i].kind];
    if (row == 0) row = impl_->row(prospects, memory.kinds_[units[i].kind], known) + 1;
    known.sentence[i] = row - 1;
  }
  return prospects.any(known.sentence, known.may, known.may_keys);
}

void resolve(std::vector<Match>& matches, Memory& memory, std::vector<Match>* lost) {
  if (matches.size() < 2) return;
  // Matches are great: what they are ordered by is sorted apart from them.
  std::vector<Memory::Rank>& ranks = memory.ranks_;
  ranks.resize(matches.size());
  std::uint32_t end = 0;
  for (std::uint32_t m = 0; m < matches.size(); ++m) {
    const Match& match = matches[m];
    ranks[m] = {static_cast<std::uint64_t>(std::int64_t{INT32_MAX} - match.rule->priority) << 32 | ~(match.last - match.first),
                std::uint64_t{match.first} << 32 | match.order, m};
    end = std::max(end, match.last);
  }
  std::sort(ranks.begin(), ranks.end(), [](const Memory::Rank& a, const Memory::Rank& b) {
    return a.merit != b.merit ? a.merit < b.merit : a.place < b.place;
  });
  std::vector<std::uint64_t>& taken = memory.taken_;   // units, a bit each
  taken.assign(end / 64 + 1, 0);
  std::vector<std::uint64_t>& kept = memory.kept_;   // first unit, then number in matches
  kept.clear();
  for (const Memory::Rank& rank : ranks) {
    const Match& match = matches[rank.match];
    // The bits of [first, last), word by word.
    const auto bits = [&](std::uint32_t word) {
      const std::uint64_t from = word == match.first / 64 ? ~std::uint64_t{0} << match.first % 64 : ~std::uint64_t{0};
      return word == (match.last - 1) / 64 ? from & ~std::uint64_t{0} >> (63 - (match.last - 1) % 64) : from;
    };
    const std::uint32_t begin = match.first / 64, behind = (match.last - 1) / 64 + 1;
    bool free = true;
    for (std::uint32_t w = begin; w < behind && free; ++w) free = (taken[w] & bits(w)) == 0;
    if (free) {
      for (std::uint32_t w = begin; w < behind; ++w) taken[w] |= bits(w);
      kept.push_back(std::uint64_t{match.first} << 32 | rank.match);
    } else if (lost != nullptr) {
      lost->push_back(match);
    }
  }
  std::sort(kept.begin(), kept.end());
  std::vector<Match>& out = memory.matches_;
  out.clear();
  for (const std::uint64_t match : kept) out.push_back(matches[static_cast<std::uint32_t>(match)]);
  matches.swap(out);
}

}   // namespace propos::rules
