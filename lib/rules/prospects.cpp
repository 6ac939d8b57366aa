// SPDX-License-Identifier: Apache-2.0
#include "rules/prospects.h"

#include <algorithm>
#include <map>

#include "bits.h"

namespace propos::rules {
namespace {

constexpr std::size_t most_ways = 24;          // of a rule; a choice that makes more is left out of account
constexpr std::size_t most_openings = 16;      // of groups of some kinds; of more rules what they have in common is known alone
constexpr std::size_t most_looked_back = 48;   // tokens from a head to the begin of its group; further back all is possible

// Does it hold of no unit but one token: of a word that is written out?
bool is_plain(const Formula& formula) {
  switch (formula.op) {
    case Test::Op::word: return true;
    case Test::Op::both: return std::any_of(formula.parts.begin(), formula.parts.end(), is_plain);
    case Test::Op::either: return std::all_of(formula.parts.begin(), formula.parts.end(), is_plain);
    default: return false;
  }
}

// Features of `kinds` one of which it needs; none where it holds of other units, too.
std::vector<std::size_t> kinds_of(const Formula& formula, const FeatureSet& kinds) {
  std::vector<std::size_t> out;
  switch (formula.op) {
    case Test::Op::feature:
      if (kinds[formula.number]) out.push_back(formula.number);
      break;
    case Test::Op::both:
      for (std::size_t i = 0; i < formula.parts.size() && out.empty(); ++i) out = kinds_of(formula.parts[i], kinds);
      break;
    case Test::Op::either:
      for (const Formula& part : formula.parts) {
        const std::vector<std::size_t> more = kinds_of(part, kinds);
        if (more.empty()) return {};
        out.insert(out.end(), more.begin(), more.end());
      }
      break;
    default: break;
  }
  return out;
}

const Pattern* find_capture(const Pattern& pattern, std::string_view label) {
  if (pattern.op == Pattern::Op::capture && pattern.label == label) return &pattern;
  for (const Pattern& part : pattern.parts)
    if (const Pattern* const found = find_capture(part, label)) return found;
  return nullptr;
}

// The capture whose features a group has, as clauses/clauses.cpp makes it.
constexpr std::string_view head_label = "head";

bool has_head(const Rule& rule) { return find_capture(rule.pattern, head_label) != nullptr; }

}   // namespace

class Prospects::Builder {
 public:
  Builder(Prospects& out, const std::vector<RuleView>& rules, const std::vector<RuleView>& earlier, const FeatureSet& made,
          const std::vector<std::size_t>& passed_on, const FeatureSet& never)
      : out_(out), rules_(rules), earlier_(earlier), made_(made), passed_on_(passed_on), made_of_tokens_(made), never_(never) {
    for (const std::size_t feature : passed_on) made_of_tokens_.reset(feature);
    for (const RuleView& rule : earlier) {
      kinds_.set(static_cast<std::size_t>(rule.kind));
      if (rule.also >= 0) kinds_.set(static_cast<std::size_t>(rule.also));
    }
  }

  void build() {
    out_.knows_ = std::all_of(earlier_.begin(), earlier_.end(), [](const RuleView& rule) {
      const Parts parts(rule);
      return !parts.headed || parts.own_head;
    });
    if (rules_.empty()) return;
    for (const Formula& formula : *rules_[0].formulas) out_.may_.add(formula, &made_);
    out_.tests_ = out_.may_.size();
    for (const std::size_t feature : passed_on_) {
      Formula formula;
      formula.op = Test::Op::feature;
      formula.number = static_cast<std::uint32_t>(feature);
      if (out_.may_.size() < TestVector().size()) out_.may_.add(formula, nullptr);
    }
    out_.headed_ = extra(heads(), nullptr);
    TestVector first;
    std::vector<TestVector> needs;   // by way
    for (const RuleView& rule : rules_) {
      for (rules::Way way : ways_of(rule.rule->pattern, *rule.numbers, most_ways)) {
        std::erase_if(way, [](const Need& need) { return need.tests.size() > 1; });   // a token is looked for, for one test
        if (std::any_of(way.begin(), way.end(),
                        [&](const Need& need) { return !kinds_of((*rule.formulas)[need.tests[0]], never_).empty(); }))
          continue;
        needs.emplace_back();
        out_.ways_.own().push_back(static_cast<std::uint32_t>(out_.items_.size()));
        for (const Need& need : way) {
          needs.back().set(need.tests[0]);
          const Formula& test = (*rule.formulas)[need.tests[0]];
          out_.items_.own().push_back({need.tests[0], before(test, need.left, rule), need.last && is_plain(test) ? 1u : 0u});
        }
        needs.back() = passing_on(needs.back());
        first |= needs.back();
      }
    }
    // From numbers of tests to bits.
    out_.bits_ = TestBits(first, also_);
    std::vector<std::vector<std::uint32_t>> bits;
    for (const TestVector& tests : needs) {
      bits.emplace_back();
      for (std::size_t t = tests._Find_first(); t < tests.size(); t = tests._Find_next(t))
        bits.back().push_back(out_.bits_.bit(static_cast<std::uint32_t>(t)));
    }
    out_.index_ = WayIndex(bits);
    out_.ways_.own().push_back(static_cast<std::uint32_t>(out_.items_.size()));
    out_.may_.finish();
    for (Item& item : out_.items_.own()) item.bit = out_.bits_.bit(item.bit);
    for (std::size_t b = 0; b < out_.before_.size(); ++b) out_.bits_.write(before_tests_[b], out_.before_[b].tests.data());
    for (std::vector<Opening>& group : out_.groups_)
      for (Opening& opening : group)
        for (std::uint32_t* const test : {&opening.head, &opening.lead, &opening.must, &opening.left})
          if (*test != none) *test = out_.bits_.bit(*test);
    if (out_.headed_ != none) out_.headed_ = out_.bits_.bit(out_.headed_);
  }

 private:
  static const Formula& formula_of(const Pattern& test, const RuleView& rule) {
    return (*rule.formulas)[rule.numbers->at(&test.test)];
  }
  static bool is_test(const Pattern& pattern) { return pattern.op == Pattern::Op::test && pattern.test.op != Test::Op::any; }

  // The number of a further test, of what a token may become part of; none where there is no room for it.
  std::uint32_t extra(const Formula& formula) { return extra(formula, &made_of_tokens_); }
  std::uint32_t extra(const Formula& formula, const FeatureSet* made) {
    const std::size_t number = out_.may_.size();
    if (number >= TestVector().size()) return none;
    out_.may_.add(formula, made);
    also_.set(number);
    return static_cast<std::uint32_t>(number);
  }

  // A test that never holds.
  std::uint32_t nothing() {
    if (nothing_ == none) nothing_ = extra(either());
    return nothing_;
  }

  // Tests, with the features that they ask for and that are passed on: some token must have them.
  TestVector passing_on(TestVector tests) const {
    const TestVector asked = tests;
    for (std::size_t t = 0; t < out_.tests_; ++t) {
      if (!asked[t]) continue;
      const Formula& formula = (*rules_[0].formulas)[t];
      const auto asks = [&](const Formula& f, std::size_t feature) { return f.op == Test::Op::feature && f.number == feature; };
      for (std::size_t f = 0; f < passed_on_.size() && out_.tests_ + f < tests.size(); ++f) {
        bool found = asks(formula, passed_on_[f]);
        if (formula.op == Test::Op::both)
          for (const Formula& part : formula.parts) found |= asks(part, passed_on_[f]);
        if (found) tests.set(out_.tests_ + f);
      }
    }
    return tests;
  }

  // What is known of a unit of which `test` holds, and of the place before it: of before_, or none.
  std::uint32_t before(const Formula& test, const Left& left, const RuleView& rule) {
    Before out;
    out.open = left.open ||
               !std::all_of(left.tests.begin(), left.tests.end(), [&](std::uint32_t t) { return is_plain((*rule.formulas)[t]); });
    out.begin = left.begin;
    if (is_plain(test)) {
      if (out.open) return none;
    } else if (earlier_.empty()) {
      return none;   // nothing is known of how units are made
    } else if (const std::vector<std::size_t> kinds = out.open ? rarest_kinds(test) : kinds_of(test, kinds_); !kinds.empty()) {
      out.reach = Reach::kinds;
      out.bare = asks_nothing(test, made_);
      out.group = group_of(kinds);
      if (out.group == none) return none;
    } else {
      if (out.open || asks_nothing(test, made_) || out_.headed_ == none) return none;
      out.reach = Reach::head;
    }
    TestVector tests;
    if (!out.open)
      for (const std::uint32_t t : left.tests) tests.set(t);
    also_ |= tests;
    before_tests_.push_back(tests);
    out_.before_.push_back(out);
    return static_cast<std::uint32_t>(out_.before_.size() - 1);
  }

  static Formula either() {
    Formula out;
    out.op = Test::Op::either;
    return out;
  }

  // What is the head of some group, where it is a token.
  Formula heads() const {
    Formula out = either();
    for (const RuleView& rule : earlier_) {
      const Parts parts(rule);
      out.parts.insert(out.parts.end(), parts.head.begin(), parts.head.end());
    }
    return out;
  }

  // What a rule makes a group of, up to its head.
  struct Parts {
    explicit Parts(const RuleView& rule) : headed(has_head(*rule.rule)), rule_(rule) {
      target = rule.rule->target.empty() ? &rule.rule->pattern : find_capture(rule.rule->pattern, rule.rule->target);
      if (!headed) return;
      own_head = target != nullptr && find_capture(*target, head_label) != nullptr;
      if (!own_head) return;
      walk(*target, false, true);
      before.resize(last_);
      must.erase(std::remove_if(must.begin(), must.end(), [this](std::size_t place) { return place >= last_; }), must.end());
    }

    bool headed = false;
    const Pattern* target = nullptr;
    bool own_head = false;   // the head is part of the group
    bool clear = true;       // all that may stand before the head is known
    std::vector<Formula> before, head;
    std::vector<std::size_t> must;   // of before: what stands there however the pattern matches

   private:
    void walk(const Pattern& pattern, bool inside, bool always) {
      inside |= pattern.op == Pattern::Op::capture && pattern.label == head_label;
      const bool heads = find_capture(pattern, head_label) != nullptr;
      if (pattern.op == Pattern::Op::test) {
        if (inside) {
          head.push_back(is_test(pattern) ? formula_of(pattern, rule_) : Formula{});
        } else if (!is_test(pattern)) {
          clear = false;
        } else {
          if (always && !found_) must.push_back(before.size());
          before.push_back(formula_of(pattern, rule_));
        }
      }
      if (heads && pattern.op == Pattern::Op::repeat && pattern.most > 1) clear = false;
      if (pattern.op == Pattern::Op::choice || (pattern.op == Pattern::Op::repeat && pattern.least == 0)) always = false;
      if (heads && pattern.op == Pattern::Op::choice) found_ = true;   // what follows may stand behind it
      for (const Pattern& part : pattern.parts) walk(part, inside, always);
      if (inside) {
        last_ = before.size();
        found_ = true;
      }
    }

    const RuleView& rule_;
    std::size_t last_ = 0;   // of before: those up to the last head
    bool found_ = false;
  };

  // Of groups_, or none where nothing is known of how such groups begin. Of a group without a head its first token stands
  // for it.
  std::uint32_t group_of(const std::vector<std::size_t>& kinds) {
    const auto [place, fresh] = numbers_.try_emplace(kinds, none);
    if (!fresh) return place->second;
    std::vector<Opening> openings;
    Formula lead = either(), head = either();   // of all rules that ask for nothing more
    const std::vector<const RuleView*> makers = makers_of(kinds);
    const bool apart = makers.size() <= most_openings;
    for (const RuleView* const rule : makers)
      if (!open(*rule, apart, openings, lead, head)) return none;
    openings.push_back({extra(head), extra(lead), none, none, true});
    if (openings.back().head == none || openings.back().lead == none) return none;   // no room
    out_.groups_.push_back(std::move(openings));
    return place->second = static_cast<std::uint32_t>(out_.groups_.size() - 1);
  }

  // Of what must hold together the kinds that the fewest rules make. A group of a group may have them from its head: nothing is told
  // of what stands before it.
  std::vector<std::size_t> rarest_kinds(const Formula& test) const {
    std::vector<std::size_t> out = kinds_of(test, kinds_);
    if (test.op != Test::Op::both) return out;
    for (const Formula& part : test.parts)
      if (std::vector<std::size_t> kinds = kinds_of(part, kinds_);
          !kinds.empty() && makers_of(kinds).size() < makers_of(out).size())
        out = std::move(kinds);
    return out;
  }

  std::vector<const RuleView*> makers_of(const std::vector<std::size_t>& kinds) const {
    std::vector<const RuleView*> out;
    for (const RuleView& rule : earlier_)
      for (const std::size_t kind : kinds)
        if (static_cast<std::size_t>(rule.kind) == kind || (rule.also >= 0 && static_cast<std::size_t>(rule.also) == kind)) {
          out.push_back(&rule);
          break;
        }
    return out;
  }

  // Is the rule tried on groups that rules before it have made?
  bool is_of_groups(const RuleView& rule) const {
    return std::any_of(earlier_.begin(), earlier_.end(),
                       [&](const RuleView& other) { return other.phase < rule.phase && has_head(*other.rule); });
  }

  // Adds how groups begin that the rule makes; false where it cannot be told.
  bool open(const RuleView& rule, bool apart, std::vector<Opening>& openings, Formula& lead, Formula& head) {
    const Parts parts(rule);
    if (!parts.headed) {
      openings.push_back({none, nothing(), none, none, true});
      return openings.back().lead != none;
    }
    if (!parts.own_head || !parts.clear) return false;
    if (is_of_groups(rule)) return open_of_groups(rule, parts, openings);
    const auto names = [&](const Formula& test) { return asks_nothing(test, made_of_tokens_); };
    const bool anything = std::any_of(parts.before.begin(), parts.before.end(), names);   // may stand before the head
    Formula own_lead = either(), own_head = either();
    own_lead.parts = parts.before;
    own_head.parts = parts.head;
    Opening opening;
    const Left left = parts.target == &rule.rule->pattern ? Left{} : left_of(rule.rule->pattern, parts.target, {}, rule).second;
    const auto test_of = [&](std::uint32_t t) -> const Formula& { return (*rule.formulas)[t]; };
    if (apart && !left.open &&
        std::none_of(left.tests.begin(), left.tests.end(), [&](std::uint32_t t) { return names(test_of(t)); })) {
      Formula tests = either();
      for (const std::uint32_t t : left.tests) tests.parts.push_back(test_of(t));
      opening.left = extra(tests);
      opening.begin = left.begin || opening.left == none;
    }
    if (apart && !anything && !parts.must.empty()) opening.must = extra(parts.before[parts.must.front()]);
    if (opening.left == none && opening.must == none && !anything) {   // with the others
      lead.parts.insert(lead.parts.end(), parts.before.begin(), parts.before.end());
      head.parts.insert(head.parts.end(), parts.head.begin(), parts.head.end());
      return true;
    }
    opening.head = extra(own_head);
    if (!anything) opening.lead = extra(own_lead);
    openings.push_back(opening);
    return opening.head != none && (anything || opening.lead != none);
  }

  // A group of groups: by one that it must have before its head.
  bool open_of_groups(const RuleView& rule, const Parts& parts, std::vector<Opening>& openings) {
    const auto must = std::find_if(parts.must.begin(), parts.must.end(),
                                   [&](std::size_t place) { return !kinds_of(parts.before[place], kinds_).empty(); });
    if (must == parts.must.end()) return false;
    // The head is that of a group, too.
    Formula head = either();
    for (const Formula& test : parts.head) {
      const std::vector<std::size_t> inner = kinds_of(test, kinds_);
      if (inner.empty()) return false;
      for (const RuleView* const maker : makers_of(inner)) {
        const Parts theirs(*maker);
        if (maker->phase >= rule.phase || is_of_groups(*maker) || !theirs.headed || !theirs.own_head || !theirs.clear)
          return false;
        head.parts.insert(head.parts.end(), theirs.head.begin(), theirs.head.end());
      }
    }
    openings.push_back({extra(head), none, extra(parts.before[*must]), none, true});
    return openings.back().head != none && openings.back().must != none;
  }

  // What stands before `part` inside `pattern`; first: whether it is there.
  std::pair<bool, Left> left_of(const Pattern& pattern, const Pattern* part, Left left, const RuleView& rule) const {
    if (&pattern == part) return {true, left};
    for (const Pattern& inner : pattern.parts) {
      if (pattern.op == Pattern::Op::repeat && pattern.most > 1) left = Left{};
      if (std::pair<bool, Left> found = left_of(inner, part, left, rule); found.first) return found;
      if (pattern.op != Pattern::Op::choice) left = left.behind(inner, *rule.numbers);
    }
    return {false, {}};
  }

  Prospects& out_;
  const std::vector<RuleView>&rules_, &earlier_;
  const FeatureSet& made_;
  const std::vector<std::size_t>& passed_on_;
  FeatureSet made_of_tokens_;   // of made_, what no group has from its tokens: what names may have
  const FeatureSet& never_;
  FeatureSet kinds_;   // what earlier rules make
  TestVector also_;
  std::uint32_t nothing_ = none;
  std::vector<TestVector> before_tests_;                        // of before_
  std::map<std::vector<std::size_t>, std::uint32_t> numbers_;   // of groups_, by kinds
};

Prospects::Prospects(const std::vector<RuleView>& rules, const std::vector<RuleView>& earlier, const FeatureSet& made,
                     const std::vector<std::size_t>& passed_on, const FeatureSet& never, std::uint32_t proper)
    : proper_(proper) {
  Builder(*this, rules, earlier, made, passed_on, never).build();
}

void Prospects::write(const FeatureSet& features, std::uint32_t word, std::uint64_t* row) const {
  bits_.write(may_.holding(features, word), row);
  if (headed_ != none && features[proper_]) set_bit(row, headed_);   // of a name
}

// One sentence, while it is looked through.
class Prospects::Sentence {
 public:
  Sentence(const Prospects& of, const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows)
      : of_(of), sentence_(sentence), rows_(rows.data()), words_(of.bits_.words()) {}

  const std::uint64_t* row(std::size_t i) const { return rows_ + sentence_[i] * words_; }
  bool holds(std::size_t i, std::uint32_t bit) const { return has_bit(row(i), bit); }

  bool has(std::uint32_t way) const {
    const Item* item = of_.items_.data() + of_.ways_[way];
    const Item* const end = of_.items_.data() + of_.ways_[way + 1];
    for (std::size_t i = 0; i < sentence_.size() && item != end; ++i)
      if (holds(i, item->bit) && (item->before == none || stands(of_.before_[item->before], i)) &&
          (item->last == 0 || i + 1 == sentence_.size()))
        ++item;
    return item == end;
  }

 private:
  bool fits(const Before& before, std::size_t i) const {
    if (before.open) return true;
    if (i == 0) return before.begin;
    for (std::size_t w = 0; w < words_; ++w)
      if (row(i - 1)[w] & before.tests[w]) return true;
    return false;
  }

  bool stands(const Before& before, std::size_t i) const {
    switch (before.reach) {
      case Reach::token: return fits(before, i);
      case Reach::head: return holds(i, of_.headed_) || fits(before, i);
      default: break;
    }
    for (const Opening& opening : of_.groups_[before.group])
      if ((opening.head == none ? before.bare : holds(i, opening.head)) && opens(opening, before, i)) return true;
    return false;
  }

  bool opens(const Opening& opening, const Before& before, std::size_t head) const {
    bool met = opening.must == none;
    for (std::size_t i = head;; --i) {
      if (met && fits(before, i) && (opening.left == none || (i == 0 ? opening.begin : holds(i - 1, opening.left)))) return true;
      if (i == 0) return false;
      if (head - i == most_looked_back) return true;
      met = met || holds(i - 1, opening.must);
      if (opening.lead != none && !holds(i - 1, opening.lead)) return false;
    }
  }

  const Prospects& of_;
  const std::vector<std::uint32_t>& sentence_;
  const std::uint64_t* rows_;
  std::size_t words_;
};

bool Prospects::any(const std::vector<std::uint32_t>& sentence, const std::vector<std::uint64_t>& rows,
                    WayIndex::Keys& keys) const {
  if (!knows_) return true;
  const Sentence read(*this, sentence, rows);
  return index_.any(bits_.gather(sentence, rows), keys, [&](std::uint32_t way) { return read.has(way); });
}

}   // namespace propos::rules
