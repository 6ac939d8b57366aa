// SPDX-License-Identifier: Apache-2.0
#include "rules/engine.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include <fmt/format.h>
#include <re2/re2.h>

#include "propos/error.h"

namespace propos::rules {
namespace {

constexpr std::size_t max_tests = 256;
using Vector = std::bitset<max_tests>;

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
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace

std::uint32_t Memory::kind(const FeatureSet& features, std::uint32_t word) {
  const auto [it, fresh] = numbers_.try_emplace({features, word}, static_cast<std::uint32_t>(kinds_.size()));
  if (fresh) kinds_.push_back({features, word, {}});
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
  // A compiled expression of a rule, for the symbols known when it was made.
  struct Compiled {
    std::unique_ptr<RE2> re;
    std::vector<int> group;   // of re, by label
  };

  // The symbols of a phase and its rules over them. Symbols are only ever added, in a new Version.
  struct Version {
    std::vector<Vector> vectors;
    std::unordered_map<Vector, std::uint32_t> numbers;
    std::unique_ptr<std::atomic<const Compiled*>[]> rules;
  };

  struct Phase {
    std::vector<Formula> tests;
    std::map<std::string, std::uint32_t> test_numbers;
    std::vector<Vector> required;                       // by rule
    std::vector<std::vector<std::string>> labels;       // by rule
    std::atomic<const Version*> version{nullptr};
    std::mutex growing;
    std::vector<std::unique_ptr<Version>> versions;     // all stay: a thread may still use an old one
    std::vector<std::unique_ptr<Compiled>> compiled;
  };

  Grammar grammar;
  std::unordered_map<std::string, int> features;
  std::vector<std::string> feature_names;
  std::unordered_map<std::string, std::uint32_t> words;
  std::vector<std::pair<std::unique_ptr<RE2>, int>> expressions;
  std::map<std::string, int> expression_bits;
  std::vector<std::unique_ptr<Phase>> phases;

  int add_feature(const std::string& name) {
    const auto [it, fresh] = features.try_emplace(name, static_cast<int>(feature_names.size()));
    if (fresh) {
      if (feature_names.size() >= max_bits) throw Error("a grammar makes too many kinds of things");
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
        throw Error(rule.file, test.line ? test.line : rule.line, 0,
                    fmt::format("expected a feature in rule {}; «{}» is none", rule.name, test.name));
      out.number = static_cast<std::uint32_t>(found->second);
    } else if (test.op == Test::Op::word) {
      out.number = words.try_emplace(test.name, static_cast<std::uint32_t>(words.size() + 1)).first->second;
    } else if (test.op == Test::Op::regex) {
      const auto found = expression_bits.find(test.name);
      if (found != expression_bits.end()) {
        out.number = static_cast<std::uint32_t>(found->second);
      } else {
        out.number = static_cast<std::uint32_t>(add_feature("~/" + test.name + "/"));
        expression_bits[test.name] = static_cast<int>(out.number);
        expressions.emplace_back(std::make_unique<RE2>(test.name, RE2::Quiet), static_cast<int>(out.number));
      }
    }
    for (const Test& part : test.parts) out.parts.push_back(formula(part, rule));
    return out;
  }

  void collect(const Pattern& pattern, const Rule& rule, Phase& phase, std::vector<std::string>& labels) {
    if (pattern.op == Pattern::Op::test && pattern.test.op != Test::Op::any) {
      const auto [it, fresh] =
          phase.test_numbers.try_emplace(pattern.test.text(), static_cast<std::uint32_t>(phase.tests.size()));
      if (fresh) {
        if (phase.tests.size() >= max_tests)
          throw Error(rule.file, rule.line, 0, fmt::format("expected at most {} different tests in a phase", max_tests));
        phase.tests.push_back(formula(pattern.test, rule));
      }
    }
    if (pattern.op == Pattern::Op::capture && std::find(labels.begin(), labels.end(), pattern.label) == labels.end())
      labels.push_back(pattern.label);
    for (const Pattern& part : pattern.parts) collect(part, rule, phase, labels);
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

  static Vector vector_of(const Phase& phase, const FeatureSet& features, std::uint32_t word) {
    Vector out;
    for (std::size_t i = 0; i < phase.tests.size(); ++i)
      if (phase.tests[i].holds(features, word)) out.set(i);
    return out;
  }

  static const Version* grow(Phase& phase, const std::vector<Vector>& fresh) {
    const std::lock_guard<std::mutex> lock(phase.growing);
    const Version* old = phase.version.load();
    auto next = std::make_unique<Version>();
    if (old != nullptr) {
      next->vectors = old->vectors;
      next->numbers = old->numbers;
    }
    bool grown = old == nullptr;
    for (const Vector& vector : fresh) {
      if (next->numbers.try_emplace(vector, static_cast<std::uint32_t>(next->vectors.size())).second) {
        next->vectors.push_back(vector);
        grown = true;
      }
    }
    if (!grown) return old;
    next->rules = std::make_unique<std::atomic<const Compiled*>[]>(phase.required.size());
    for (std::size_t i = 0; i < phase.required.size(); ++i) next->rules[i] = nullptr;
    phase.versions.push_back(std::move(next));
    phase.version.store(phase.versions.back().get());
    return phase.versions.back().get();
  }

  static void write_class(const Phase& phase, const Version& version, const Test& test, std::string& out) {
    if (test.op == Test::Op::any) {
      out += '.';
      return;
    }
    const std::uint32_t bit = phase.test_numbers.at(test.text());
    out += '[';
    bool empty = true;
    for (std::uint32_t i = 0; i < version.vectors.size(); ++i) {
      if (!version.vectors[i][bit]) continue;
      std::uint32_t end = i;
      while (end + 1 < version.vectors.size() && version.vectors[end + 1][bit]) ++end;
      out += fmt::format("\\x{{{:x}}}-\\x{{{:x}}}", code_point(i), code_point(end));
      i = end;
      empty = false;
    }
    out += ']';
    if (empty) out.replace(out.size() - 2, 2, "[\\x{10FFFF}]");   // no unit is written so
  }

  static void write(const Phase& phase, const Version& version, const Pattern& pattern, std::vector<std::string>& groups,
                    std::string& out) {
    switch (pattern.op) {
      case Pattern::Op::test: write_class(phase, version, pattern.test, out); return;
      case Pattern::Op::begin: out += "^"; return;
      case Pattern::Op::end: out += "$"; return;
      case Pattern::Op::sequence:
        for (const Pattern& part : pattern.parts) write(phase, version, part, groups, out);
        return;
      case Pattern::Op::choice:
        out += "(?:";
        for (std::size_t i = 0; i < pattern.parts.size(); ++i) {
          if (i > 0) out += '|';
          write(phase, version, pattern.parts[i], groups, out);
        }
        out += ")";
        return;
      case Pattern::Op::capture:
        groups.push_back(pattern.label);
        out += "(";
        write(phase, version, pattern.parts[0], groups, out);
        out += ")";
        return;
      case Pattern::Op::repeat:
        out += "(?:";
        write(phase, version, pattern.parts[0], groups, out);
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

  const Compiled* compiled(Phase& phase, std::size_t phase_number, const Version& version, std::size_t rule) const {
    const Compiled* done = version.rules[rule].load(std::memory_order_acquire);
    if (done != nullptr) return done;
    const std::lock_guard<std::mutex> lock(phase.growing);
    done = version.rules[rule].load();
    if (done != nullptr) return done;
    const Rule& source = grammar.phases[phase_number].rules[rule];
    std::string text;
    std::vector<std::string> groups;
    write(phase, version, source.pattern, groups, text);
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(8 << 20);
    options.set_dot_nl(true);
    auto made = std::make_unique<Compiled>();
    made->re = std::make_unique<RE2>(text, options);
    if (!made->re->ok())
      throw Error(source.file, source.line, 0, fmt::format("expected a smaller rule than {}: {}", source.name, made->re->error()));
    made->group.clear();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const std::vector<std::string>& labels = phase.labels[rule];
      made->group.push_back(static_cast<int>(std::find(labels.begin(), labels.end(), groups[i]) - labels.begin()));
    }
    phase.compiled.push_back(std::move(made));
    version.rules[rule].store(phase.compiled.back().get(), std::memory_order_release);
    return phase.compiled.back().get();
  }
};

Engine::Engine(Grammar grammar, const lexicon::Lexicon& lexicon) : impl_(std::make_unique<Impl>()) {
  impl_->grammar = std::move(grammar);
  for (int i = 0; i < lexicon.feature_count(); ++i) impl_->add_feature(std::string(lexicon.feature_name(i)));
  // Numbers below max_features belong to the lexicon, so that its sets can be copied as they are.
  while (impl_->feature_names.size() < lexicon::max_features) impl_->feature_names.emplace_back();
  for (const std::string& name : token_features()) impl_->add_feature(name);
  for (const Phase& phase : impl_->grammar.phases) {
    for (const Rule& rule : phase.rules) {
      impl_->add_feature(rule.kind);
      if (!rule.word("as").empty()) impl_->add_feature(std::string(rule.word("as")));
    }
  }
  for (const Phase& phase : impl_->grammar.phases) {
    auto made = std::make_unique<Impl::Phase>();
    for (const Rule& rule : phase.rules) {
      made->labels.emplace_back();
      impl_->collect(rule.pattern, rule, *made, made->labels.back());
      made->required.push_back(Impl::required(rule.pattern, *made));
    }
    Impl::grow(*made, {});
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
  const auto found = impl_->features.find(std::string(name));
  return found == impl_->features.end() ? -1 : found->second;
}

std::string_view Engine::feature_name(int number) const noexcept { return impl_->feature_names[static_cast<std::size_t>(number)]; }

std::uint32_t Engine::word(std::string_view key) const noexcept {
  const auto found = impl_->words.find(std::string(key));
  return found == impl_->words.end() ? 0 : found->second;
}

bool Engine::has_expressions() const noexcept { return !impl_->expressions.empty(); }

void Engine::add_expressions(std::string_view text, FeatureSet& features) const {
  for (const auto& [re, bit] : impl_->expressions)
    if (RE2::PartialMatch(text, *re)) features.set(static_cast<std::size_t>(bit));
}

std::pair<std::uint32_t, std::uint32_t> Engine::capture(const Match& match, std::string_view label) const noexcept {
  for (std::size_t p = 0; p < impl_->grammar.phases.size(); ++p) {
    const std::vector<Rule>& rules = impl_->grammar.phases[p].rules;
    if (match.order >= rules.size() || &rules[match.order] != match.rule) continue;
    const std::vector<std::string>& labels = impl_->phases[p]->labels[match.order];
    for (std::size_t i = 0; i < labels.size(); ++i)
      if (labels[i] == label) return match.captures[i];
  }
  return {Match::none, Match::none};
}

void Engine::match(int phase_number, const Unit* units, std::size_t count, Memory& memory, std::vector<Match>& out) const {
  if (phase_number < 0 || count == 0) return;
  const std::size_t p = static_cast<std::size_t>(phase_number);
  Impl::Phase& phase = *impl_->phases[p];
  const Impl::Version* version = phase.version.load(std::memory_order_acquire);

  constexpr std::uint32_t unknown = static_cast<std::uint32_t>(-1);
  std::vector<Vector> fresh;
  const auto symbol_of = [&](Memory::Kind& kind) -> std::uint32_t& {
    if (kind.symbols.size() <= p) kind.symbols.resize(impl_->phases.size(), unknown);
    return kind.symbols[p];
  };
  for (std::size_t i = 0; i < count; ++i) {
    Memory::Kind& kind = memory.kinds_[units[i].kind];
    std::uint32_t& symbol = symbol_of(kind);
    if (symbol != unknown) continue;
    const Vector vector = Impl::vector_of(phase, kind.features, kind.word);
    const auto known = version->numbers.find(vector);
    if (known != version->numbers.end()) {
      symbol = known->second;
    } else {
      fresh.push_back(vector);
    }
  }
  if (!fresh.empty()) {
    version = Impl::grow(phase, fresh);
    for (std::size_t i = 0; i < count; ++i) {
      Memory::Kind& kind = memory.kinds_[units[i].kind];
      std::uint32_t& symbol = symbol_of(kind);
      if (symbol == unknown) symbol = version->numbers.at(Impl::vector_of(phase, kind.features, kind.word));
    }
  }

  Vector present;
  std::string text;
  text.reserve(count * 2);
  std::vector<std::uint32_t> unit_at;   // by byte of text
  unit_at.reserve(count * 2 + 1);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t symbol = memory.kinds_[units[i].kind].symbols[p];
    present |= version->vectors[symbol];
    append_utf8(code_point(symbol), text);
    unit_at.resize(text.size(), static_cast<std::uint32_t>(i));
  }
  unit_at.push_back(static_cast<std::uint32_t>(count));

  const std::vector<Rule>& rules = impl_->grammar.phases[p].rules;
  std::vector<re2::StringPiece> groups;
  for (std::size_t r = 0; r < rules.size(); ++r) {
    if ((phase.required[r] & ~present).any()) continue;
    const Impl::Compiled* compiled = impl_->compiled(phase, p, *version, r);
    groups.resize(compiled->group.size() + 1);
    const std::vector<std::string>& labels = phase.labels[r];
    const auto target = static_cast<std::size_t>(std::find(labels.begin(), labels.end(), rules[r].target) - labels.begin());
    std::size_t at = 0;
    while (at < text.size()) {
      if (!compiled->re->Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) break;
      const auto units_of = [&](const re2::StringPiece& piece) {
        const std::size_t begin = static_cast<std::size_t>(piece.data() - text.data());
        return std::pair{unit_at[begin], unit_at[begin + piece.size()]};
      };
      Match match;
      match.rule = &rules[r];
      match.order = static_cast<std::uint32_t>(r);
      match.captures.assign(labels.size(), {Match::none, Match::none});
      for (std::size_t g = 0; g < compiled->group.size(); ++g)
        if (groups[g + 1].data() != nullptr) match.captures[static_cast<std::size_t>(compiled->group[g])] = units_of(groups[g + 1]);
      std::tie(match.first, match.last) = target < labels.size() ? match.captures[target] : units_of(groups[0]);
      // The next search starts behind the target, or one unit on where there is none to step over.
      const std::size_t begin = static_cast<std::size_t>(groups[0].data() - text.data());
      std::size_t next = begin;
      if (match.first != Match::none && match.last > match.first) {
        while (next < text.size() && unit_at[next] < match.last) ++next;
        out.push_back(std::move(match));
      }
      if (next <= at) {
        const std::uint32_t unit = unit_at[std::max(at, begin)];
        next = std::max(at, begin);
        while (next < text.size() && unit_at[next] == unit) ++next;
      }
      at = next;
    }
  }
}

void resolve(std::vector<Match>& matches, std::vector<Match>* lost) {
  std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    const auto size = [](const Match& m) { return m.last - m.first; };
    if (a.rule->priority != b.rule->priority) return a.rule->priority > b.rule->priority;
    if (size(a) != size(b)) return size(a) > size(b);
    if (a.first != b.first) return a.first < b.first;
    return a.order < b.order;
  });
  std::set<std::pair<std::uint32_t, std::uint32_t>> taken;   // disjoint, so the neighbours decide
  std::vector<Match> kept;
  for (Match& match : matches) {
    const auto after = taken.lower_bound({match.first, 0});
    const bool free = (after == taken.end() || after->first >= match.last) &&
                      (after == taken.begin() || std::prev(after)->second <= match.first);
    if (free) {
      taken.emplace(match.first, match.last);
      kept.push_back(std::move(match));
    } else if (lost != nullptr) {
      lost->push_back(std::move(match));
    }
  }
  std::sort(kept.begin(), kept.end(), [](const Match& a, const Match& b) { return a.first < b.first; });
  matches = std::move(kept);
}

}  // namespace propos::rules
