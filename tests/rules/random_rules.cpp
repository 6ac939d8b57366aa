// SPDX-License-Identifier: Apache-2.0
#include "random_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "rules/engine.h"
#include "rules/schema.h"

namespace propos::rules {
namespace {

constexpr std::array<std::string_view, 26> words = {"le", "la",  "de",    "«",    "»",        ",",    ".",   ":",     "?",
                                                    "a",  "dit", "que",   "il",   "ministre", "Roux", "est", "-t-il", "l'",
                                                    "et", "—",   "selon", "vous", "(",        ")",    "M.",  "à la"};
constexpr std::array<std::string_view, 8> expressions = {"^[A-Z]", "e$", ".", "^.{1,3}$", "[«»]", "\\d+", "^$", "(a|b)*"};
constexpr std::array<std::string_view, 22> signs = {"phase", "let", "rule",  "priority", "=>", "(", ")", "{",
                                                    "}",     "@",   "@head", "|",        "&",  "!", "*", "+?",
                                                    "{2,3}", "\"",  "~/",    "yes",      "no", "="};
constexpr std::array<std::string_view, 7> values = {"yes", "no", "never", "rest", "previous", "@head", "\"0.5\""};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  std::istringstream in{std::string(text)};
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

}   // namespace

RuleWriter::RuleWriter(std::uint32_t seed, const lexicon::Lexicon& lexicon) : random_(seed), features_(token_features()) {
  for (int i = 0; i < lexicon.feature_count(); ++i) features_.emplace_back(lexicon.feature_name(i));
  for (const Kind& kind : schema()) features_.emplace_back(kind.name);
}

std::string RuleWriter::file(int number) {
  if (chance(5)) return garbage();
  std::string out;
  const std::size_t count = 1 + below(4);
  for (std::size_t r = 0; r < count; ++r) out += rule(fmt::format("random.{}-{}", number, r));
  return chance(15) ? broken(std::move(out)) : out;
}

std::string RuleWriter::rule(const std::string& name) {
  const Kind& kind = schema()[below(schema().size())];
  std::string out = fmt::format("phase {}\n", kind.phase);
  if (chance(20)) out += fmt::format("let some-{} = {}\n", name, pattern(1));
  std::vector<std::string> labels = split(kind.captures);
  std::erase_if(labels,
                [&](const std::string& label) { return kind.needed.find(label) == kind.needed.npos ? chance(50) : chance(3); });
  const bool target = chance(70);
  if (target) labels.push_back("target");
  if (chance(3)) labels.push_back(one_of(std::array<std::string_view, 3>{"head", "cue", "foo"}));
  out += fmt::format("rule {} priority {}\n    {}\n    => {}(", name, below(10000), captured(labels), kind.name);
  std::string in;
  if (target) in = "@target";
  else if (!labels.empty() && chance(50)) in = fmt::format("@{}", labels[below(labels.size())]);
  const auto there = [&](const std::string& argument) {   // the capture that it names
    const std::size_t at = argument.find("=@");
    return at == argument.npos || std::find(labels.begin(), labels.end(), argument.substr(at + 2)) != labels.end();
  };
  for (const std::string& argument : split(kind.arguments))
    if (there(argument) && chance(20)) in += fmt::format("{}{}", in.empty() ? "" : ", ", arguments(argument));
  out += in + ")\n";
  if (chance(10)) out += "    yes \"Le [ministre] part.\"\n    no \"Il part.\"\n";
  return out;
}

// Each label once, side by side or one in the other, with something between them.
std::string RuleWriter::captured(const std::vector<std::string>& labels) {
  std::string out = chance(60) ? pattern(1) : "";
  for (const std::string& label : labels) {
    if (!out.empty() && chance(5)) out = fmt::format("@{}( {} )", label, out);
    else if (chance(70)) out += fmt::format(" @{}( {{{}}} ) ", label, test(0));
    else out += fmt::format(" @{}( {} ){} ", label, pattern(2), chance(8) ? "?" : "");
    if (chance(30)) out += fmt::format(" {}", pattern(2));
  }
  if (out.empty() || chance(30)) out += fmt::format(" {}", pattern(1));
  return chance(5) ? fmt::format("{} $", out) : chance(5) ? fmt::format("^ {}", out) : out;
}

std::string RuleWriter::pattern(int depth) {
  std::string out = element(depth);
  while (chance(25)) out += fmt::format(" {}", element(depth));
  return chance(10) ? fmt::format("( {} | {} )", out, element(depth)) : out;
}

std::string RuleWriter::element(int depth) {
  static constexpr std::array<std::string_view, 9> counts = {"?", "*", "+", "{2}", "{0,3}", "??", "*?", "+?", "{0,12}"};
  std::string out;
  if (depth < 4 && chance(15)) out = fmt::format("( {} )", pattern(depth + 1));
  else if (chance(20)) out = ".";
  else if (chance(15)) out = fmt::format("\"{}\"", one_of(words));
  else out = fmt::format("{{{}}}", test(0));
  return chance(25) ? out + one_of(counts) : out;
}

std::string RuleWriter::test(int depth) {
  if (depth < 3 && chance(20)) return fmt::format("({} {} {})", test(depth + 1), chance(50) ? "&" : "|", test(depth + 1));
  if (chance(30)) return fmt::format("!{}", test(depth + 1));
  if (chance(10)) return fmt::format("\"{}\"", one_of(words));
  if (chance(4)) return fmt::format("~/{}/", one_of(expressions));
  return one_of(features_);
}

// Of an argument of the schema: "votes=no|never".
std::string RuleWriter::arguments(const std::string& schema) {
  const std::size_t equals = schema.find('=');
  const std::string key = schema.substr(0, equals);
  if (chance(3)) return key + " = " + one_of(values);
  if (equals == schema.npos) return fmt::format("{} = \"0.{}\"", key, below(10));
  std::string value = schema.substr(equals + 1);
  if (value == "…") value = one_of(features_);
  const std::size_t bar = value.find('|');
  return key + " = " + (bar == value.npos ? value : chance(50) ? value.substr(0, bar) : value.substr(bar + 1));
}

// With some bytes taken away, doubled, or put in.
std::string RuleWriter::broken(std::string file) {
  for (std::size_t times = 1 + below(3); times > 0 && !file.empty(); --times) {
    const std::size_t at = below(file.size()), size = std::min(file.size() - at, 1 + below(12));
    switch (below(4)) {
      case 0: file.erase(at, size); break;
      case 1: file.insert(at, file.substr(at, size)); break;
      case 2: file.insert(at, one_of(signs)); break;
      default: file[at] = static_cast<char>(below(256));
    }
  }
  return file;
}

std::string RuleWriter::garbage() {
  std::string out = chance(50) ? "phase names\n" : "";
  for (std::size_t n = below(30); n > 0; --n)
    out += (chance(60) ? one_of(signs) : chance(50) ? one_of(features_) : one_of(words)) + (chance(80) ? " " : "\n");
  return out;
}

}   // namespace propos::rules
