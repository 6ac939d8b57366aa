// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hash.h"
#include "lexicon/lexicon.h"
#include "rules/grammar.h"
#include "rules/number_table.h"

/// Stage 4, second half: phases of rules compiled to automata over symbols. Takes units (tokens, or what earlier phases made
/// of several tokens); gives the matches of each rule.
///
///   units        Le    ministre  Jean   Roux   a      dit
///   tests        each test of the phase holds of a unit or not: a bit vector
///   symbols      b     f         k      m      c      d        units with equal vectors share a symbol
///   automata     one for each rule, read where a gate lets it (gate.h, automaton.h)
///
/// The meaning of a rule is its RE2 over symbols, where a test is the class of the symbols that it holds of; the tests hold
/// the automaton against it. RE2 itself reads the expressions on the text of a token.
namespace propos::rules {

/// Features of the lexicon, then those of the token itself, then the kinds that rules make.
inline constexpr std::size_t max_bits = 448;
using FeatureSet = std::bitset<max_bits>;

/// What rules can see of a unit.
struct Unit {
  std::uint32_t first = 0;   // tokens [first, last)
  std::uint32_t last = 0;
  std::uint32_t kind = 0;   // for Memory
  Id name = none;           // what an earlier stage made of it: a name,
  Id pair = none;           // or all that stands between two marks (Tokens::pairs)
};

struct Match {
  static constexpr std::size_t max_captures = 8;

  const Rule* rule = nullptr;
  std::uint16_t phase = 0, order = 0;                                           // of the rule
  std::int16_t kind = 0;                                                        // the feature that it makes
  std::int16_t also = -1;                                                       // a second one: as = "…"
  std::uint32_t begin = 0, end = 0;                                             // all that the rule read, units [begin, end)
  std::uint32_t first = 0, last = 0;                                            // the target
  std::array<std::pair<std::uint16_t, std::uint16_t>, max_captures> captures;   // from `begin` on; for Engine::capture

  static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
  static constexpr std::uint16_t unset = static_cast<std::uint16_t>(-1);
};
static_assert(sizeof(Match) == 64);   // a line of the cache: there are many

class Engine;

/// What one thread remembers between texts: kinds of units, their symbols, automata and rules over these symbols. Not
/// shared; the results do not depend on it.
class Memory {
 public:
  Memory();
  ~Memory();

  /// The number of the kind with these features and this word (Engine::word).
  std::uint32_t kind(const FeatureSet& features, std::uint32_t word);
  /// The same for features that `make()` gives, which depend on `key` alone; asked once a key.
  template <class Make>
  std::uint32_t kind_of(std::uint64_t key, const Make& make) {
    std::size_t i = made_place(key);
    for (; made_[i].second != none; i = (i + 1) & (made_.size() - 1))
      if (made_[i].first == key) return made_[i].second;
    const std::uint32_t out = kind(make(), 0);
    made_[i] = {key, out};
    if (++made_count_ * 2 > made_.size()) grow_made();
    return out;
  }
  /// A byte that a stage keeps beside each kind: what `make(features)` gives, asked once; it must not be 0.
  template <class Make>
  std::uint8_t note(std::uint32_t kind, const Make& make) {
    if (notes_.size() < kinds_.size()) notes_.resize(kinds_.size(), 0);
    if (notes_[kind] == 0) notes_[kind] = make(kinds_[kind].features);
    return notes_[kind];
  }
  const FeatureSet& features(std::uint32_t kind) const { return kinds_[kind].features; }
  std::uint32_t word(std::uint32_t kind) const { return kinds_[kind].word; }
  std::size_t size() const { return kinds_.size(); }

 private:
  friend class Engine;
  struct Kind {
    FeatureSet features;
    std::uint32_t word = 0;

    std::uint64_t hash() const noexcept { return BitsHash()(features) ^ word * hash_factor; }
    bool operator==(const Kind&) const = default;
  };
  struct Phase;
  Phase& phase(std::size_t number);

  // Of resolve.
  struct Rank {
    std::uint64_t merit;   // priority, then size: the less the better
    std::uint64_t place;   // first, then order of the rule
    std::uint32_t match;
  };
  friend void resolve(std::vector<Match>& matches, Memory& memory, std::vector<Match>* lost);
  std::vector<Rank> ranks_;
  std::vector<std::uint64_t> taken_, kept_;
  std::vector<Match> matches_;

  std::vector<std::unique_ptr<Phase>> phases_;
  std::vector<Kind> kinds_;
  std::size_t made_place(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15u >> 32) & (made_.size() - 1); }
  void grow_made();
  // Kinds by key, in open addressing.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> made_ =
      std::vector<std::pair<std::uint64_t, std::uint32_t>>(1024, {0, none});
  std::size_t made_count_ = 0;
  std::vector<std::uint8_t> notes_;   // by kind
  NumberTable numbers_;               // of kinds
};

/// A compiled grammar. Immutable to its users; may be shared by threads, each with a Memory of its own.
class Engine {
 public:
  /// Throws Error for a test that names no feature.
  Engine(Grammar grammar, const lexicon::Lexicon& lexicon);
  /// From what `image` gave in a program of the same build, with a lexicon of the same features. The image begins at a multiple of
  /// eight bytes and outlives the engine, which reads most of it where it lies. Its grammar has no patterns and no examples.
  /// Throws Error for bytes that end too early or lie elsewhere.
  explicit Engine(std::string_view image);
  Engine(Engine&&) noexcept;
  ~Engine();

  /// Throws Error where the rules of a phase ask for more than the look at each unit has room for that tells which rules may match:
  /// what has none is right, and slow, as a rule is then read for every sentence. Not of an image.
  void expect_room() const;
  /// All that was compiled, as bytes (image.h); equal for equal grammars. Not to be called beside other calls.
  std::string image();

  const Grammar& grammar() const noexcept;
  /// The number of a phase. Throws Error for a name that is none.
  int phase(std::string_view name) const;
  /// The number of a feature of the lexicon, of a token, or of what rules make. Throws Error for a name that is none, so
  /// that what the stages ask for is there.
  int feature(std::string_view name) const;
  std::string_view feature_name(int number) const noexcept;
  /// The names of these features that lexicon and tokens have, without expressions (~/…/).
  std::vector<std::string> names_of(const FeatureSet& features) const;
  /// The number by which rules know this key; 0 where no rule names it.
  std::uint32_t word(std::string_view key) const noexcept;
  /// Adds the features of the expressions (~/…/) that hold of this text.
  void add_expressions(std::string_view text, FeatureSet& features) const;
  bool has_expressions() const noexcept;
  /// The labels of the captures of the rule of `match`, each once, from the left, the outer before the inner.
  const std::vector<std::string>& labels(const Match& match) const noexcept;
  /// The number of a label of captures; -1 where no rule is left that has it. Throws Error for one that counts nowhere.
  int label(std::string_view name) const;
  /// The capture of `match` with this label; {Match::none, Match::none} where the rule has none, or it took no unit.
  std::pair<std::uint32_t, std::uint32_t> capture(const Match& match, int label) const noexcept;
  std::pair<std::uint32_t, std::uint32_t> capture(const Match& match, std::string_view label) const;

  /// Appends every match of every rule of the phase in these units, of one sentence. A rule goes on after its target.
  /// A few passes over the units, then a walk along each match (automaton.h): O(units + units of all matches). Above 16,384
  /// units are taken for several sentences.
  void match(int phase, const Unit* units, std::size_t count, Memory& memory, std::vector<Match>& out) const;

  /// False where no rule of the phase can match once stages in between have made greater units of these: no rule has the
  /// tests that it cannot do without all hold somewhere, one behind the other. Units of all that stands between marks are
  /// left out of account. True of a phase that no stage asks this of (asked_beforehand), if the engine is of an image. O(units ×
  /// rules) at worst; few rules have all their tests in a sentence.
  bool may_match(int phase, const Unit* units, std::size_t count, Memory& memory) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Of the built-in lexicon, the grammar and the tables of lib/fr. O(1).
std::uint64_t built_in_hash() noexcept;

/// The grammar of French, as it was compiled when the library was built; compiled anew for a lexicon with more features.
Engine built_in_engine(const lexicon::Lexicon& lexicon);

/// Keeps of `matches` those that do not overlap in their targets: higher priority first, then longer, earlier, first in
/// the grammar. What loses goes to `lost` where given. O(n log n).
void resolve(std::vector<Match>& matches, Memory& memory, std::vector<Match>* lost = nullptr);

/// Features of a token that are no lexicon features, in the order of their numbers from lexicon::max_features on.
const std::vector<std::string>& token_features();

}   // namespace propos::rules
