// SPDX-License-Identifier: Apache-2.0
#include "rules/engine.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <re2/re2.h>

#include "propos/error.h"
#include "rules/automaton.h"

namespace propos::rules {
namespace {

using Vector = TestVector;
constexpr std::size_t max_tests = Vector().size();
constexpr std::int64_t most_re2_memory = std::int64_t{4} << 30;   // a limit; used is what the rule needs

// A test with its names looked up.
struct Formula {
  Test::Op op = Test::Op::any;
  std::uint32_t number = 0;
  std::vector<Formula> parts;

  bool holds(const FeatureSet& features, std::uint32_t word) const {
    switch (op) {
      case Test::Op::any: return true;
      case Test::Op::feature:
      case Test::Op::regex: return features[number];
      case Test::Op::word: return word == number;
      case Test::Op::no: return !parts[0].holds(features, word);
      case Test::Op::both:
        return std::all_of(parts.begin(), parts.end(), [&](const Formula& part) { return part.holds(features, word); });
      case Test::Op::either:
        return std::any_of(parts.begin(), parts.end(), [&](const Formula& part) { return part.holds(features, word); });
    }
    return false;
  }
};

// Symbols as code points: the first 127 in one byte, the next 1,920 in two. Surrogates are stepped over.
std::uint32_t code_point(std::uint32_t symbol) {
  const std::uint32_t c = symbol + 1;
  return c < 0xD800 ? c : c + 0x800;
}

void append_utf8(std::uint32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    if (c < 0x10000) {
      out += static_cast<char>(0xE0 | (c >> 12));
    } else {
      out += static_cast<char>(0xF0 | (c >> 18));
      out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    }
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace

std::uint32_t Memory::kind(const FeatureSet& features, std::uint32_t word) {
  const auto [it, fresh] = numbers_.try_emplace({features, word}, static_cast<std::uint32_t>(kinds_.size()));
  if (fresh) kinds_.push_back({features, word});
  return it->second;
}

const std::vector<std::string>& token_features() {
  static const std::vector<std::string> names = {
      "word",    "abbreviation", "number",  "mark", "punctuation",  "url",          "email",        "handle",          "hashtag",
      "symbol",  "invalid",      "lower",   "capitalised", "upper", "initial", "mixed",        "space-before",    "break-before",
      "starts-sentence", "starts-paragraph", "opens", "closes", "unknown", "proper", "quotation", "clause"};
  return names;
}

struct Engine::Impl {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>()(text); }
  };
  template <class T>
  using ByName = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  struct Phase {
    std::vector<Formula> tests;
    std::unordered_map<std::string, std::uint32_t> test_numbers;
    std::vector<Vector> used;                           // by rule: the tests in it
    std::vector<Vector> required;                       // by rule: those without which it cannot match
    std::vector<std::vector<std::string>> labels;       // by rule
    std::vector<std::uint32_t> target;                  // by rule: of labels; their number for the whole match
    std::vector<int> kind;                              // by rule: the feature that it makes
    Automaton automaton;
  };

  Grammar grammar;
  ByName<int> features;
  std::vector<std::string> feature_names;
  FeatureSet made;   // features that units get from rules and stages, not from tokens
  ByName<std::uint32_t> words;
  std::vector<std::pair<std::unique_ptr<RE2>, int>> expressions;
  std::map<std::string, int> expression_bits;
  std::vector<std::unique_ptr<Phase>> phases;

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
      const auto found = features.find(test.name);
      if (found == features.end())
        throw Error(rule.file, test.line, test.column,
                    fmt::format("expected a feature in rule {}; «{}» is none", rule.name, test.name));
      out.number = static_cast<std::uint32_t>(found->second);
    } else if (test.op == Test::Op::word) {
      out.number = words.try_emplace(test.name, static_cast<std::uint32_t>(words.size() + 1)).first->second;
    } else if (test.op == Test::Op::regex) {
      const auto found = expression_bits.find(test.name);
      if (found != expression_bits.end()) {
        out.number = static_cast<std::uint32_t>(found->second);
      } else {
        out.number = static_cast<std::uint32_t>(add_feature("~/" + test.name + "/", &rule));
        expression_bits[test.name] = static_cast<int>(out.number);
        expressions.emplace_back(std::make_unique<RE2>(test.name, RE2::Quiet), static_cast<int>(out.number));
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
          throw Error(rule.file, rule.line, rule.column, fmt::format("expected at most {} different tests in a phase", max_tests));
        phase.tests.push_back(formula(pattern.test, rule));
      }
      phase.used.back().set(it->second);
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

  // The tests without which the pattern cannot match.
  static Vector required(const Pattern& pattern, const Phase& phase) {
    Vector out;
    switch (pattern.op) {
      case Pattern::Op::test:
        if (pattern.test.op != Test::Op::any) out.set(phase.test_numbers.at(pattern.test.text()));
        break;
      case Pattern::Op::choice:
        out.set();
        for (const Pattern& part : pattern.parts) out &= required(part, phase);
        break;
      case Pattern::Op::repeat:
        if (pattern.least > 0) out = required(pattern.parts[0], phase);
        break;
      default:
        for (const Pattern& part : pattern.parts) out |= required(part, phase);
    }
    return out;
  }

  // Can the test hold of a unit made of this token and others? It has the features of one of its tokens and some that were
  // made.
  bool may_hold(const Formula& test, const FeatureSet& features, std::uint32_t word) const {
    switch (test.op) {
      case Test::Op::feature: return features[test.number] || made[test.number];
      case Test::Op::both:
        return std::all_of(test.parts.begin(), test.parts.end(), [&](const Formula& part) { return may_hold(part, features, word); });
      case Test::Op::either:
        return std::any_of(test.parts.begin(), test.parts.end(), [&](const Formula& part) { return may_hold(part, features, word); });
      case Test::Op::no: return true;
      default: return test.holds(features, word);
    }
  }

  static Vector vector_of(const Phase& phase, const FeatureSet& features, std::uint32_t word) {
    Vector out;
    for (std::size_t i = 0; i < phase.tests.size(); ++i)
      if (phase.tests[i].holds(features, word)) out.set(i);
    return out;
  }

  // A rule as RE2 reads it: each test a class of the symbols that it holds of.
  struct Writer {
    const Phase& phase;
    const std::vector<Vector>& symbols;
    std::vector<std::string> groups;   // labels, by group
    std::string out;

    void write_class(const Test& test) {
      if (test.op == Test::Op::any) {
        out += '.';
        return;
      }
      const std::uint32_t bit = phase.test_numbers.at(test.text());
      out += '[';
      bool empty = true;
      for (std::uint32_t i = 0; i < symbols.size(); ++i) {
        if (!symbols[i][bit]) continue;
        std::uint32_t end = i;
        while (end + 1 < symbols.size() && symbols[end + 1][bit]) ++end;
        out += fmt::format("\\x{{{:x}}}-\\x{{{:x}}}", code_point(i), code_point(end));
        i = end;
        empty = false;
      }
      if (empty) out += "\\x{10FFFF}";   // no unit is written so
      out += ']';
    }

    void write(const Pattern& pattern) {
      switch (pattern.op) {
        case Pattern::Op::test: write_class(pattern.test); return;
        case Pattern::Op::begin: out += "^"; return;
        case Pattern::Op::end: out += "$"; return;
        case Pattern::Op::sequence:
          for (const Pattern& part : pattern.parts) write(part);
          return;
        case Pattern::Op::choice:
          out += "(?:";
          for (std::size_t i = 0; i < pattern.parts.size(); ++i) {
            if (i > 0) out += '|';
            write(pattern.parts[i]);
          }
          out += ")";
          return;
        case Pattern::Op::capture:
          groups.push_back(pattern.label);
          out += "(";
          write(pattern.parts[0]);
          out += ")";
          return;
        case Pattern::Op::repeat:
          out += "(?:";
          write(pattern.parts[0]);
          out += ")";
          if (pattern.most == Pattern::unbounded) {
            out += pattern.least == 0 ? "*" : pattern.least == 1 ? "+" : fmt::format("{{{},}}", pattern.least);
          } else if (pattern.least == 0 && pattern.most == 1) {
            out += "?";
          } else {
            out += fmt::format("{{{},{}}}", pattern.least, pattern.most);
          }
          if (pattern.lazy) out += "?";
          return;
      }
    }
  };
};

// A rule compiled for the units met so far. Its alphabet has only what its own tests tell apart, so it is soon complete.
struct Memory::CompiledRule {
  std::vector<Vector> symbols;                          // vectors of the rule's own tests
  std::unordered_map<Vector, std::uint32_t> numbers;
  std::vector<std::uint32_t> symbol_of;                 // by symbol of the phase
  std::unique_ptr<RE2> re;
  std::size_t compiled = 0;                             // symbols that re knows
  std::vector<std::size_t> group;                       // of re, by label
};

struct Memory::Phase {
  struct May {
    Vector tests;
    bool known = false;
  };
  std::vector<May> may;                                 // by kind: tests that may hold of a unit with such a token
  std::vector<std::uint32_t> symbol_of;                 // by kind
  std::vector<Vector> symbols;
  std::unordered_map<Vector, std::uint32_t> numbers;
  Starts starts;
  std::vector<CompiledRule> rules;
  // Of the sentence at hand.
  std::vector<std::uint32_t> sentence;                  // symbols
  std::vector<std::vector<std::uint32_t>> starts_of;    // by rule
};

Memory::Phase& Memory::phase(std::size_t number, std::size_t rules) {
  while (phases_.size() <= number) phases_.push_back(std::make_unique<Phase>());
  phases_[number]->rules.resize(rules);
  phases_[number]->starts_of.resize(rules);
  return *phases_[number];
}

Memory::Memory() = default;
Memory::~Memory() = default;

Engine::Engine(Grammar grammar, const lexicon::Lexicon& lexicon) : impl_(std::make_unique<Impl>()) {
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
  // As quotes/clauses.cpp makes units. Not `quotation`: it is known beforehand whether a sentence has marks.
  for (const std::string_view name : {"proper", "clause", "clitic-subject", "se-clitic", "etre", "indefinite"})
    if (const int number = feature(name); number >= 0) impl_->made.set(static_cast<std::size_t>(number));
  for (const Phase& phase : impl_->grammar.phases)
    for (const Rule& rule : phase.rules) impl_->made.set(static_cast<std::size_t>(feature(rule.kind)));
  for (const Phase& phase : impl_->grammar.phases) {
    auto made = std::make_unique<Impl::Phase>();
    for (const Rule& rule : phase.rules) {
      made->labels.emplace_back();
      made->used.emplace_back();
      impl_->collect(rule.pattern, rule, *made);
      const std::vector<std::string>& labels = made->labels.back();
      made->required.push_back(Impl::required(rule.pattern, *made));
      made->target.push_back(static_cast<std::uint32_t>(std::find(labels.begin(), labels.end(), rule.target) - labels.begin()));
      made->kind.push_back(impl_->features.at(rule.kind));
      made->automaton.add(rule.pattern, static_cast<std::uint32_t>(made->kind.size() - 1), made->test_numbers);
    }
    impl_->phases.push_back(std::move(made));
  }
}

Engine::~Engine() = default;

const Grammar& Engine::grammar() const noexcept { return impl_->grammar; }

int Engine::phase(std::string_view name) const noexcept {
  for (std::size_t i = 0; i < impl_->grammar.phases.size(); ++i)
    if (impl_->grammar.phases[i].name == name) return static_cast<int>(i);
  return -1;
}

int Engine::feature(std::string_view name) const noexcept {
  const auto found = impl_->features.find(name);
  return found == impl_->features.end() ? -1 : found->second;
}

std::string_view Engine::feature_name(int number) const noexcept { return impl_->feature_names[static_cast<std::size_t>(number)]; }

std::uint32_t Engine::word(std::string_view key) const noexcept {
  const auto found = impl_->words.find(key);
  return found == impl_->words.end() ? 0 : found->second;
}

bool Engine::has_expressions() const noexcept { return !impl_->expressions.empty(); }

void Engine::add_expressions(std::string_view text, FeatureSet& features) const {
  for (const auto& [re, bit] : impl_->expressions)
    if (RE2::PartialMatch(text, *re)) features.set(static_cast<std::size_t>(bit));
}

std::pair<std::uint32_t, std::uint32_t> Engine::capture(const Match& match, std::string_view label) const noexcept {
  const std::vector<std::string>& labels = impl_->phases[match.phase]->labels[match.order];
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i] == label) return match.captures[i];
  return {Match::none, Match::none};
}

void Engine::match(int phase_number, const Unit* units, std::size_t count, Memory& memory, std::vector<Match>& out) const {
  if (phase_number < 0 || count == 0) return;
  const std::size_t p = static_cast<std::size_t>(phase_number);
  const Impl::Phase& phase = *impl_->phases[p];
  Memory::Phase& known = memory.phase(p, phase.kind.size());

  constexpr std::uint32_t unknown = static_cast<std::uint32_t>(-1);
  known.sentence.clear();
  known.symbol_of.resize(memory.kinds_.size(), unknown);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t& symbol = known.symbol_of[units[i].kind];
    if (symbol == unknown) {
      const Memory::Kind& kind = memory.kinds_[units[i].kind];
      const Vector vector = Impl::vector_of(phase, kind.features, kind.word);
      const auto [found, fresh] = known.numbers.try_emplace(vector, static_cast<std::uint32_t>(known.symbols.size()));
      if (fresh) known.symbols.push_back(vector);
      symbol = found->second;
    }
    known.sentence.push_back(symbol);
  }

  known.starts.find(phase.automaton, known.sentence, known.starts_of,
                    [&](std::uint32_t symbol, std::uint32_t test) { return known.symbols[symbol][test]; });

  const std::vector<Rule>& rules = impl_->grammar.phases[p].rules;
  std::vector<re2::StringPiece> groups;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    std::vector<std::uint32_t>& starts = known.starts_of[r];
    if (starts.empty()) continue;
    memory.write(known, r, phase.used[r], starts.back());
    if (known.rules[r].compiled < known.rules[r].symbols.size()) {
      Memory::CompiledRule& compiled = known.rules[r];
      Impl::Writer writer{phase, compiled.symbols, {}, {}};
      writer.write(rules[r].pattern);
      RE2::Options options(RE2::Quiet);
      options.set_dot_nl(true);
      // More memory only for a great rule over many kinds of units: texts must not fail, whatever the rules.
      for (std::int64_t limit = 8 << 20; limit <= most_re2_memory; limit *= 8) {
        options.set_max_mem(limit);
        compiled.re = std::make_unique<RE2>(writer.out, options);
        if (compiled.re->error_code() != RE2::ErrorPatternTooLarge) break;
      }
      if (!compiled.re->ok())
        throw Error(rules[r].file, rules[r].line, 0,
                    fmt::format("expected a smaller rule than {}: {}", rules[r].name, compiled.re->error()));
      compiled.group.clear();
      for (const std::string& label : writer.groups)
        compiled.group.push_back(static_cast<std::size_t>(std::find(phase.labels[r].begin(), phase.labels[r].end(), label) -
                                                          phase.labels[r].begin()));
      compiled.compiled = compiled.symbols.size();
    }
    const Memory::CompiledRule& compiled = known.rules[r];
    const std::string& text = memory.text_;
    groups.resize(compiled.group.size() + 1);
    std::uint32_t at = 0;   // the next search starts behind the target
    for (; !starts.empty(); starts.pop_back()) {
      const std::uint32_t start = starts.back();
      if (start < at) continue;
      if (!compiled.re->Match(text, memory.byte_at_[start], text.size(), RE2::ANCHOR_START, groups.data(), static_cast<int>(groups.size()))) continue;
      const auto units_of = [&](const re2::StringPiece& piece) {
        const std::size_t begin = static_cast<std::size_t>(piece.data() - text.data());
        return std::pair{memory.unit_at_[begin], memory.unit_at_[begin + piece.size()]};
      };
      Match match;
      match.rule = &rules[r];
      match.phase = static_cast<std::uint32_t>(p);
      match.order = static_cast<std::uint32_t>(r);
      match.kind = phase.kind[r];
      match.captures.fill({Match::none, Match::none});
      for (std::size_t g = 0; g < compiled.group.size(); ++g)
        if (groups[g + 1].data() != nullptr) match.captures[compiled.group[g]] = units_of(groups[g + 1]);
      std::tie(match.first, match.last) = phase.target[r] < phase.labels[r].size() ? match.captures[phase.target[r]] : units_of(groups[0]);
      at = start + 1;
      if (match.first == Match::none || match.last <= match.first) continue;
      at = std::max(at, match.last);
      out.push_back(match);
    }
  }
}

bool Engine::may_match(int phase_number, const Unit* units, std::size_t count, Memory& memory) const {
  if (phase_number < 0) return false;
  const std::size_t p = static_cast<std::size_t>(phase_number);
  const Impl::Phase& phase = *impl_->phases[p];
  Memory::Phase& known = memory.phase(p, phase.kind.size());
  if (known.may.size() < memory.kinds_.size()) known.may.resize(memory.kinds_.size());
  Vector present;
  for (std::size_t i = 0; i < count; ++i) {
    Memory::Phase::May& may = known.may[units[i].kind];
    if (!may.known) {
      const Memory::Kind& kind = memory.kinds_[units[i].kind];
      for (std::size_t t = 0; t < phase.tests.size(); ++t)
        if (impl_->may_hold(phase.tests[t], kind.features, kind.word)) may.tests.set(t);
      may.known = true;
    }
    present |= may.tests;
  }
  return std::any_of(phase.required.begin(), phase.required.end(), [&](const Vector& required) { return (required & ~present).none(); });
}

// The sentence from unit `from` on in the alphabet of rule `r`, into text_.
void Memory::write(Phase& phase, std::size_t r, const Vector& used, std::size_t from) {
  constexpr std::uint32_t unknown = static_cast<std::uint32_t>(-1);
  CompiledRule& rule = phase.rules[r];
  rule.symbol_of.resize(phase.symbols.size(), unknown);
  text_.clear();
  byte_at_.resize(phase.sentence.size());
  unit_at_.clear();
  if (from > 0) {   // what stands before is one byte, so that ^ does not match
    text_ += '\x01';
    unit_at_.push_back(0);
  }
  for (std::size_t i = from; i < phase.sentence.size(); ++i) {
    std::uint32_t& symbol = rule.symbol_of[phase.sentence[i]];
    if (symbol == unknown) {
      const auto [found, fresh] =
          rule.numbers.try_emplace(phase.symbols[phase.sentence[i]] & used, static_cast<std::uint32_t>(rule.symbols.size()));
      if (fresh) rule.symbols.push_back(found->first);
      symbol = found->second;
    }
    byte_at_[i] = static_cast<std::uint32_t>(text_.size());
    append_utf8(code_point(symbol), text_);
    unit_at_.resize(text_.size(), static_cast<std::uint32_t>(i));
  }
  unit_at_.push_back(static_cast<std::uint32_t>(phase.sentence.size()));
}

void resolve(std::vector<Match>& matches, std::vector<Match>* lost) {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    const auto size = [](const Match& m) { return m.last - m.first; };
    if (a.rule->priority != b.rule->priority) return a.rule->priority > b.rule->priority;
    if (size(a) != size(b)) return size(a) > size(b);
    if (a.first != b.first) return a.first < b.first;
    return a.order < b.order;
  });
  std::uint32_t end = 0;
  for (const Match& match : matches) end = std::max(end, match.last);
  std::vector<bool> taken(end);
  std::size_t kept = 0;
  for (std::size_t m = 0; m < matches.size(); ++m) {
    const auto from = taken.begin() + matches[m].first, to = taken.begin() + matches[m].last;
    if (std::find(from, to, true) == to) {
      std::fill(from, to, true);
      matches[kept++] = matches[m];
    } else if (lost != nullptr) {
      lost->push_back(matches[m]);
    }
  }
  matches.resize(kept);
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.first < b.first; });
}

}  // namespace propos::rules
