// SPDX-License-Identifier: Apache-2.0
#include "quotes/quotes.h"

#include <algorithm>
#include <charconv>

#include "attribution/attribution.h"
#include "quotes/clauses.h"
#include "quotes/repeats.h"

namespace propos::quotes {
namespace {

using attribution::Source;

constexpr std::uint32_t longest_label = 16;  // tokens of « Mme Aïssata Sow, vice-présidente chargée des transports : »
constexpr std::uint32_t longest_term = 4;   // tokens between marks that nobody is said to have said

struct Range {
  std::uint32_t first = 0, last = 0;   // tokens
};

// A quote while it is put together.
struct Draft {
  QuoteType type = QuoteType::direct;
  std::vector<Range> content;
  Id pair = none;              // the marks around it
  Range cue;
  CueKind cue_kind = CueKind::verb;
  Source speaker;
  std::string_view rule;
  float confidence = 0.5f;
  Zone zone = Zone::body;
};

class Finder {
 public:
  Finder(const entities::Reading& reading, const Words& words, const text::Text& text,
         const std::vector<entities::Name>& names, Document& document)
      : reading_(reading),
        words_(words),
        tokens_(reading.tokens),
        text_(text),
        names_(names),
        units_(reading.units.units),
        begins_(reading.units.begins),
        document_(document),
        maker_(reading, words, names),
        attribution_(reading, words, text, names, document.entities, maker_,
                     [this](std::uint32_t s) -> const Clause& { return clause(s); }) {
    paired_.assign(tokens_.pairs.size(), false);
  }

  void run() {
    clauses_.resize(tokens_.sentences.size());
    std::vector<bool> speaks(clauses_.size());
    for (std::uint32_t s = 0; s < clauses_.size(); ++s) {
      speaks[s] = has_feature(s, words_.mark) ||
                  reading_.engine.may_match(words_.phase_quotes, units_.data() + begins_[s], begins_[s + 1] - begins_[s], reading_.memory);
      if (has_name(tokens_.sentences[s]) && has_feature(s, words_.role)) attribution_.learn(clause(s));
    }
    find_interviewee();
    const std::vector<Turn> turns = find_turns();
    auto turn = turns.begin();
    std::uint32_t paragraph = none;
    for (std::uint32_t s = 0; s < clauses_.size(); ++s) {
      const token::SentenceRange& range = tokens_.sentences[s];
      const bool begins = range.paragraph != paragraph;
      paragraph = range.paragraph;
      if (begins) {
        dialogue_ = is_dash(range.first);
        if (!dialogue_) end_dialogue();
      }
      if (turn != turns.end() && turn->sentence == s) say(*turn++);
      if (dialogue_)
        dialogue(clause(s), begins);
      else if (speaks[s])
        sentence(s);
      else if (begins)
        sign(s);
    }
    end_dialogue();
    same_words();
    headlines();
    write();
  }

 private:
  std::string_view key(std::uint32_t token) const { return tokens_.key(tokens_.tokens[token]); }
  bool is_dash(std::uint32_t token) const {
    const std::string_view k = key(token);
    return (k == "—" || k == "–" || k == "-") && token + 1 < tokens_.tokens.size() &&
           (tokens_.tokens[token + 1].flags & token::space_before || k != "-");
  }
  bool is_final(std::uint32_t token) const {
    const std::string_view k = key(token);
    return k == "." || k == "!" || k == "?" || k == "…" || k == ";";
  }

  Zone zone_of(std::uint32_t paragraph) const { return text_.paragraphs[paragraph].zone; }

  // Leaves out blanks, commas and a last point around a clause.
  Range trimmed(Range r) const {
    while (r.first < r.last && (key(r.first) == "," || key(r.first) == ":" || key(r.first) == ";")) ++r.first;
    while (r.last > r.first) {
      const std::string_view k = key(r.last - 1);
      if (k != "," && k != "." && k != ";" && k != ":" && k != "!" && k != "?" && k != "…" && k != "—" && k != "–") break;
      --r.last;
    }
    return r;
  }

  static std::uint32_t place_of(const Draft& draft) {
    return draft.cue.first < draft.cue.last ? draft.cue.first : draft.content.empty() ? 0 : draft.content.back().first;
  }

  Range inside(Id pair) const {
    const token::MarkPair& marks = tokens_.pairs[pair];
    return {marks.open + 1, marks.close};
  }

  static float confidence_of(const rules::Rule& rule) {
    const std::string_view word = rule.word("confidence");
    float value = 0.8f;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
  }

  std::size_t add(Draft draft) {
    if (draft.pair != none) paired_[draft.pair] = true;
    attribution_.spoke(draft.speaker, place_of(draft));
    drafts_.push_back(std::move(draft));
    return drafts_.size() - 1;
  }

  // The spans of what stands between marks, without « …, a-t-il dit, … ». Sets cue and speaker where such an incise is there.
  void cut_incises(Draft& draft, Range content) {
    draft.content.clear();
    std::uint32_t from = content.first;
    const auto begin = std::lower_bound(units_.begin(), units_.end(), content.first,
                                        [](const rules::Unit& unit, std::uint32_t token) { return unit.first < token; });
    const auto end = std::lower_bound(begin, units_.end(), content.last,
                                      [](const rules::Unit& unit, std::uint32_t token) { return unit.first < token; });
    if (begin != end) {
      const Clause clause = maker_.make(&*begin, static_cast<std::size_t>(end - begin), content.first, content.last, 0, draft.pair);
      const std::vector<Unit>& seen = clause.units;
      std::vector<rules::Match> matches;
      reading_.find(words_.phase_incises, seen.data(), seen.size(), matches);
      for (const rules::Match& match : matches) {
        const auto cue = reading_.engine.capture(match, "cue");
        const auto speaker = reading_.engine.capture(match, "speaker");
        if (draft.cue.first == draft.cue.last) {
          draft.cue = {seen[cue.first].first, seen[cue.second - 1].last};
          draft.speaker = speaker.first != rules::Match::none ? attribution_.at(clause, speaker.first, speaker.second)
                                                              : attribution_.subject(clause, cue.first, true);
          draft.rule = match.rule->name;
          draft.confidence = confidence_of(*match.rule);
        }
        std::uint32_t stop = seen[match.first].first;
        while (stop > from && (key(stop - 1) == "," || key(stop - 1) == "—" || key(stop - 1) == "–")) --stop;
        if (stop > from) draft.content.push_back({from, stop});
        from = seen[match.last - 1].last;
        while (from < content.last && (key(from) == "," || key(from) == "." || key(from) == "—" || key(from) == "–")) ++from;
      }
    }
    if (from < content.last) draft.content.push_back({from, content.last});
  }

  // « Jean Roux : … » at the head of a paragraph.
  struct Turn {
    std::uint32_t sentence = 0;
    std::uint32_t label = 0;          // units of its label
    std::uint32_t first = 0, last = 0;   // tokens of what is said
  };

  // One alone is no interview: « Bilan : trois morts ».
  std::vector<Turn> find_turns() {
    std::vector<Turn> out;
    const auto& sentences = tokens_.sentences;
    for (std::uint32_t s = 0; s < sentences.size();) {
      std::uint32_t end = s;
      while (end < sentences.size() && sentences[end].paragraph == sentences[s].paragraph) ++end;
      // A label is short and ends with a colon, or with a full stop or nothing before a dash.
      const std::uint32_t limit = std::min(sentences[end - 1].last, sentences[s].first + longest_label);
      std::uint32_t mark = sentences[s].first + 1;
      while (mark < limit && key(mark) != ":" && !is_dash(mark)) ++mark;
      if (mark < limit && mark + 1 < sentences[end - 1].last) {
        const Clause& first = clause(s);
        std::vector<rules::Match> matches;
        reading_.find(words_.phase_turns, first.units.data(), first.units.size(), matches);
        if (!matches.empty() && first.units[matches[0].last - 1].last == mark) {
          Turn turn{s, matches[0].last, mark + 1, sentences[end - 1].last};
          if (first.units[turn.label - 1].last - first.units[turn.label - 1].first == 1 && key(first.units[turn.label - 1].first) == ".")
            --turn.label;
          out.push_back(turn);
        }
      }
      s = end;
    }
    if (out.size() < 2) out.clear();
    return out;
  }

  void say(const Turn& turn) {
    Draft draft;
    draft.type = QuoteType::direct;
    draft.content = {{turn.first, turn.last}};
    draft.cue_kind = CueKind::typography;
    draft.rule = "quote.turn";
    draft.confidence = 0.85f;
    draft.zone = zone_of(clause(turn.sentence).paragraph);
    draft.speaker = attribution_.at(clause(turn.sentence), 0, turn.label);
    if (const Id entity = of_initials(draft.speaker); entity != none) {
      draft.speaker.entity = entity;
      draft.speaker.name.clear();
    }
    add(std::move(draft));
  }

  // « Y. K. » for Yara Khalifé.
  Id of_initials(const Source& source) const {
    std::string letters;
    for (std::uint32_t t = source.first; t < source.last; ++t) {
      if (key(t) == ".") continue;
      if (tokens_.tokens[t].shape != token::Shape::initial) return none;
      letters += key(t)[0];
    }
    if (letters.size() < 2) return none;
    for (const entities::Name& name : names_) {
      if (name.type != EntityType::person || name.last - name.first != letters.size()) continue;
      bool same = true;
      for (std::uint32_t t = name.first; t < name.last; ++t)
        same &= key(t)[0] == letters[t - name.first] && tokens_.tokens[t].shape != token::Shape::initial;
      if (same) return name.entity;
    }
    return none;
  }

  // Of a run of lines behind dashes, every second one is said by the same person.
  void end_dialogue() {
    const auto copy = [&](std::size_t to, std::size_t from) {
      Source& speaker = drafts_[run_[to]].speaker;
      if (speaker.known() || !drafts_[run_[from]].speaker.known()) return;
      speaker = drafts_[run_[from]].speaker;
      speaker.first = speaker.last = speaker.cut = 0;
      speaker.by = SpeakerBy::previous_speaker;
      speaker.confidence = 0.5f;
    };
    for (std::size_t i = 2; i < run_.size(); ++i) copy(i, i - 2);
    for (std::size_t i = run_.size(); i-- > 2;) copy(i - 2, i);
    run_.clear();
  }

  // A name on a line of its own under a quotation.
  void sign(std::uint32_t s) {
    if (drafts_.empty() || s == 0 || drafts_.back().rule != "quote.alone") return;
    const token::SentenceRange& range = tokens_.sentences[s];
    if (range.last - range.first > longest_label || is_final(range.last - 1)) return;
    if (drafts_.back().content.back().last < tokens_.sentences[s - 1].first) return;
    const Clause& line = clause(s);
    if (line.units.size() > 4 || (line.units[0].name == none && !maker_.has(line.units[0], words_.np))) return;
    for (const Unit& unit : line.units)
      if (maker_.has(unit, words_.vg)) return;
    drafts_.back().speaker = attribution_.at(line, 0, 1);
    attribution_.spoke(drafts_.back().speaker, range.first);
  }

  // Words without a source, as in a headline, that stand elsewhere with one.
  void same_words() {
    const auto add = [&](const Draft& draft, Passages& to) {
      to.begin();
      for (const Range& piece : draft.content)
        for (std::uint32_t t = piece.first; t < piece.last; ++t)
          if (tokens_.tokens[t].kind != token::Kind::punctuation) to.add(t);
    };
    Passages wanted, said;
    std::vector<std::size_t> asking, sources;   // drafts
    for (std::size_t d = 0; d < drafts_.size(); ++d) {
      const Draft& draft = drafts_[d];
      if (draft.speaker.known() ? draft.type == QuoteType::indirect
                                : draft.content.empty() || draft.content[0].last - draft.content[0].first < 3)
        continue;
      add(draft, draft.speaker.known() ? said : wanted);
      (draft.speaker.known() ? sources : asking).push_back(d);
    }
    const std::vector<Id> found = find_repeats(tokens_, wanted, said);
    for (std::size_t w = 0; w < found.size(); ++w) {
      if (found[w] == none) continue;
      Draft& draft = drafts_[asking[w]];
      draft.speaker = drafts_[sources[found[w]]].speaker;
      draft.speaker.first = draft.speaker.last = draft.speaker.cut = 0;
      draft.speaker.by = SpeakerBy::previous_speaker;
      draft.speaker.confidence = 0.7f;
      if (draft.type == QuoteType::term) draft.type = QuoteType::mixed;
      draft.rule = "quote.said-elsewhere";
    }
  }

  // Words in a headline are those of whom the text quotes most.
  void headlines() {
    std::vector<std::uint32_t> times(document_.entities.size());
    Id most = none;
    for (const Draft& draft : drafts_)
      if (draft.speaker.entity != none && document_.entities[draft.speaker.entity].type == EntityType::person)
        ++times[draft.speaker.entity];
    for (const Draft& draft : drafts_)   // of two, the one that is quoted first
      if (const Id id = draft.speaker.entity; id != none && times[id] > 0 && (most == none || times[id] > times[most])) most = id;
    if (most == none) return;
    for (Draft& draft : drafts_) {
      if (draft.speaker.known() || draft.zone != Zone::headline || draft.type == QuoteType::term) continue;
      draft.speaker.entity = most;
      draft.speaker.by = SpeakerBy::previous_speaker;
      draft.speaker.confidence = 0.4f;
      draft.rule = "quote.headline";
    }
  }

  // Whom an interview asks: answers between marks behind paragraphs that are questions, two at the least.
  void find_interviewee() {
    const auto& sentences = tokens_.sentences;
    std::uint32_t answers = 0, first = none;
    for (std::uint32_t s = 1; s < sentences.size(); ++s) {
      if (sentences[s].paragraph == sentences[s - 1].paragraph || key(sentences[s - 1].last - 1) != "?") continue;
      if (tokens_.tokens[sentences[s].first].kind != token::Kind::quote) continue;
      ++answers;
      if (first == none) first = sentences[s].first;
    }
    if (answers < 2) return;
    std::vector<std::uint32_t> times(document_.entities.size());
    for (const entities::Name& name : names_) {
      if (name.first >= first) break;
      if (name.type == EntityType::person && (++times[name.entity], interviewee_ == none || times[name.entity] > times[interviewee_]))
        interviewee_ = name.entity;
    }
  }

  // A paragraph behind a dialogue dash.
  void dialogue(const Clause& clause, bool begins) {
    Range content{clause.first + (begins ? 1u : 0u), clause.last};
    if (content.first >= content.last) return;
    if (signature(clause, begins)) return;
    Draft draft;
    draft.zone = zone_of(clause.paragraph);
    draft.cue_kind = CueKind::typography;
    draft.rule = "quote.dash";
    draft.confidence = 0.8f;
    cut_incises(draft, content);
    if (draft.content.empty()) return;
    if (draft.cue.first != draft.cue.last) draft.cue_kind = CueKind::verb;
    if (!begins && !drafts_.empty()) {
      Draft& before = drafts_.back();
      if (before.cue.first == before.cue.last && draft.cue.first != draft.cue.last) {
        before.cue = draft.cue;
        before.cue_kind = CueKind::verb;
        before.speaker = draft.speaker;
        attribution_.spoke(before.speaker, place_of(before));
      }
      for (const Range& piece : draft.content) before.content.push_back(piece);
      return;
    }
    run_.push_back(add(std::move(draft)));
  }

  // « — Nom, titre » under a quotation.
  bool signature(const Clause& clause, bool begins) {
    if (!begins || clause.units.size() < 2 || is_final(clause.last - 1)) return false;
    const Unit& head = clause.units[1];
    if (head.name == none && !maker_.has(head, words_.np)) return false;
    for (const Unit& unit : clause.units)
      if (maker_.has(unit, words_.vg)) return false;
    if (!drafts_.empty() && drafts_.back().cue.first == drafts_.back().cue.last && drafts_.back().type == QuoteType::direct) {
      drafts_.back().speaker = attribution_.at(clause, 1, 2);
      attribution_.spoke(drafts_.back().speaker, clause.first);
    }
    return true;
  }

  // Most sentences report nothing and are never looked at as clauses.
  const Clause& clause(std::uint32_t s) {
    if (clauses_[s] == nullptr) {
      const token::SentenceRange& range = tokens_.sentences[s];
      clauses_[s] = std::make_unique<Clause>(maker_.make(units_.data() + begins_[s], begins_[s + 1] - begins_[s], range.first,
                                                         range.last, range.paragraph, none));
    }
    return *clauses_[s];
  }

  bool has_name(const token::SentenceRange& sentence) const {
    const auto name = std::lower_bound(names_.begin(), names_.end(), sentence.first,
                                       [](const entities::Name& n, std::uint32_t token) { return n.first < token; });
    return name != names_.end() && name->first < sentence.last;
  }

  bool has_feature(std::uint32_t s, int feature) const {
    return std::any_of(units_.begin() + begins_[s], units_.begin() + begins_[s + 1],
                       [&](const Unit& unit) { return maker_.has(unit, feature); });
  }

  void sentence(std::uint32_t s) {
    const Clause& clause = this->clause(s);
    before_ = s > 0 ? s - 1 : none;
    const std::size_t first_draft = drafts_.size();
    before_reports_ = s > 0 && reporting_ == s - 1;
    std::vector<rules::Match> matches;
    reading_.find(words_.phase_quotes, clause.units.data(), clause.units.size(), matches);
    // Of two rules for the same words the one of higher priority speaks; inside a reported clause a verb of speech is the
    // speaker's, not a cue.
    const auto content_of = [&](const rules::Match& match) {
      if (match.rule->word("content") == "rest") return std::pair<std::uint32_t, std::uint32_t>(0, match.first);
      return reading_.engine.capture(match, "content");
    };
    for (const rules::Match& match : matches) {
      const auto content = content_of(match);
      const auto cue = reading_.engine.capture(match, "cue");
      const bool inner = match.rule->kind != "direct" && match.rule->word("nested").empty() && cue.first != rules::Match::none;
      // « Ces alertes « … », a dit X », « Il aura « … », a dit X »
      const bool weak = inner && (maker_.has(clause.units[cue.first], words_.np) || !match.rule->word("weak").empty());
      const bool spoken = content.first != rules::Match::none && std::any_of(matches.begin(), matches.end(), [&](const rules::Match& other) {
        if (&other == &match) return false;
        const auto theirs = content_of(other);
        if (theirs.first == rules::Match::none) return false;
        if (other.rule->priority > match.rule->priority && theirs.first == content.first) return true;
        return inner && other.rule->kind == "indirect" && (weak || other.first < match.first) && theirs.first <= cue.first && cue.first < theirs.second &&
               content.first < theirs.second;
      });
      if (!spoken) report(clause, match, first_draft);
    }

    // Marks inside a reported clause are its words; other marks go with the report before them.
    for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
      const Unit& unit = clause.units[u];
      if (unit.pair == none) continue;
      if (!paired_[unit.pair]) marked(clause, u, first_draft);
      nested(unit, clause);
    }
    if (drafts_.size() > first_draft) reporting_ = s;
  }

  // Marks inside marks.
  void nested(const Unit& unit, const Clause& clause) {
    for (Id p = unit.pair + 1; p < tokens_.pairs.size() && tokens_.pairs[p].open < unit.last; ++p) {
      if (paired_[p] || !tokens_.pairs[p].closed) continue;
      Draft draft;
      draft.pair = p;
      draft.content = {inside(p)};
      draft.type = QuoteType::term;
      draft.rule = "quote.nested";
      draft.confidence = 0.5f;
      draft.zone = zone_of(clause.paragraph);
      paired_[p] = true;
      drafts_.push_back(std::move(draft));
    }
  }

  void report(const Clause& clause, const rules::Match& match, std::size_t first_draft) {
    const auto& units = clause.units;
    const rules::Rule& rule = *match.rule;
    const auto capture = [&](std::string_view label) { return reading_.engine.capture(match, label); };
    const auto set = [](std::pair<std::uint32_t, std::uint32_t> c) { return c.first != rules::Match::none && c.second > c.first; };
    const auto cue = capture("cue");
    const auto content = capture("content");
    const auto speaker = capture("speaker");
    Draft draft;
    draft.rule = rule.name;
    draft.zone = zone_of(clause.paragraph);
    draft.confidence = confidence_of(rule);
    draft.type = rule.kind == "direct" ? QuoteType::direct : rule.kind == "mixed" ? QuoteType::mixed : QuoteType::indirect;
    if (set(cue)) {
      draft.cue = {units[cue.first].first, units[cue.second - 1].last};
      const Unit& unit = units[cue.first];
      const bool verb = maker_.has(unit, words_.vg) || maker_.has(unit, words_.part) || maker_.has(unit, words_.inf);
      draft.cue_kind = verb ? CueKind::verb : maker_.has(unit, words_.np) ? CueKind::noun
                       : key(unit.first) == ":"  ? CueKind::typography : CueKind::preposition;
      if (set(speaker)) {
        draft.speaker = attribution_.at(clause, speaker.first, speaker.second);
      } else if (verb) {
        const bool finite = maker_.has(unit, words_.vg);
        if (!finite && drafts_.size() > first_draft && drafts_[first_draft].speaker.known())
          draft.speaker = drafts_[first_draft].speaker;
        else
          draft.speaker = attribution_.subject(clause, cue.first, finite);
        if (draft.speaker.thing && maker_.has(unit, words_.cue_thing)) return;   // « la hausse montre que »
      } else if (draft.cue_kind == CueKind::noun) {
        draft.speaker = attribution_.at(clause, cue.first, cue.second);
        if (draft.speaker.entity == none) draft.speaker = {};
      } else if (draft.cue_kind == CueKind::preposition) {   // « à l'en croire »
        draft.speaker = attribution_.implied(draft.cue.first);
      }
    } else if (drafts_.size() > first_draft) {   // « … et que … »
      draft.cue = drafts_.back().cue;
      draft.speaker = drafts_.back().speaker;
    } else {
      return;
    }

    if (rule.word("content") == "rest") {
      const std::uint32_t from = draft.cue.first;
      const Range before = trimmed({clause.first, from});
      if (before.last - before.first < 3) return;
      draft.content.push_back(before);
    } else if (!set(content)) {
      return;
    } else {
      // Words that stand whole between marks are direct speech, whatever leads to them.
      std::uint32_t first = content.first, last = content.second;
      while (first < last && units[last - 1].pair == none && units[last - 1].last - units[last - 1].first == 1 &&
             is_final(units[last - 1].first))
        --last;
      if (units[first].pair != none && last == first + 1) {
        draft.pair = units[first].pair;
        if (draft.type == QuoteType::indirect) draft.type = QuoteType::direct;
        Range marks = inside(draft.pair);
        if (!tokens_.pairs[draft.pair].closed) marks.last = units[first].last;
        const Range own_cue = draft.cue;
        const Source own_speaker = draft.speaker;
        const std::string_view own_rule = draft.rule;
        if (draft.type == QuoteType::direct) cut_incises(draft, marks);
        else draft.content = {marks};
        draft.cue = own_cue;
        draft.speaker = own_speaker;
        draft.rule = own_rule;
      } else if (draft.type == QuoteType::direct && units[first].pair != none) {
        for (std::uint32_t u = first; u < last; ++u)
          if (units[u].pair != none) {
            draft.content.push_back(inside(units[u].pair));
            paired_[units[u].pair] = true;
            if (draft.pair == none) draft.pair = units[u].pair;
          }
      } else {
        const Range whole = trimmed({units[first].first, units[last - 1].last});
        if (whole.first < whole.last) draft.content.push_back(whole);
        if (const auto more = capture("more"); set(more)) {
          const Range rest = trimmed({units[more.first].first, units[more.second - 1].last});
          if (rest.first < rest.last) draft.content.push_back(rest);
        }
        if (draft.content.empty()) return;
      }
    }
    add(std::move(draft));
  }

  // Whose words stand there without a cue: of who was just presented in the same paragraph, else of who spoke last.
  Source speaker_alone(const Clause& clause) {
    const auto presents = [&](std::uint32_t s, bool named) -> Source {
      if (s >= clauses_.size() || tokens_.sentences[s].paragraph != clause.paragraph) return {};
      const Clause& other = this->clause(s);
      for (const Unit& unit : other.units)
        if (unit.pair != none) return {};
      if (named && (other.units.empty() || other.units[0].name == none)) return {};
      // Who is asked about does not answer: « Jean Roux jouera-t-il ? « Vous verrez » », but « Qu'a-t-elle ressenti ? »
      const bool question = key(other.last - 1) == "?";
      const Source out = attribution_.main_subject(other);
      if (question && out.named) return {};
      const bool person = out.entity != none ? document_.entities[out.entity].type == EntityType::person : out.person;
      return person ? out : Source{};
    };
    if (before_ != none && interviewee_ != none && tokens_.sentences[before_].paragraph != clause.paragraph &&
        key(tokens_.sentences[before_].last - 1) == "?") {
      Source out;
      out.entity = interviewee_;
      out.by = SpeakerBy::previous_speaker;
      out.confidence = 0.7f;
      return out;
    }
    if (before_ != none && !before_reports_) {
      if (const Source out = presents(before_, false); out.known()) return out;
    }
    if (before_ == none || tokens_.sentences[before_].paragraph != clause.paragraph)
      if (const Source out = presents(before_ == none ? 1 : before_ + 2, true); out.known()) return out;
    return attribution_.previous();
  }

  // Words between marks that no rule took.
  void marked(const Clause& clause, std::uint32_t u, std::size_t first_draft) {
    const Unit& unit = clause.units[u];
    Draft draft;
    draft.pair = unit.pair;
    draft.zone = zone_of(clause.paragraph);
    Range content = inside(unit.pair);
    content.last = std::min(content.last, std::max(unit.last, content.first + 1));
    if (tokens_.pairs[unit.pair].closed) content.last = tokens_.pairs[unit.pair].close;
    draft.content = {content};
    const Draft* near = nullptr;
    for (std::size_t d = first_draft; d < drafts_.size(); ++d)
      if (drafts_[d].cue.first < drafts_[d].cue.last && (near == nullptr || drafts_[d].cue.first < content.first)) near = &drafts_[d];
    const bool whole = maker_.has(unit, words_.clause);
    // « A », dit X, « B »: one quote that goes on.
    if (near != nullptr && near->type == QuoteType::direct && whole) {
      for (std::size_t d = first_draft; d < drafts_.size(); ++d)
        if (&drafts_[d] == near) drafts_[d].content.push_back(content);
      paired_[unit.pair] = true;
      return;
    }
    if (near != nullptr) {
      draft.type = QuoteType::mixed;
      draft.cue = near->cue;
      draft.cue_kind = near->cue_kind;
      draft.speaker = near->speaker;
      draft.rule = "quote.inside-report";
      draft.confidence = 0.75f;
      add(std::move(draft));
      return;
    }
    const bool alone = u == 0 && (clause.units.size() <= 2 || clause.units[0].last + 1 >= clause.last);
    if (whole && (alone || content.last - content.first > 12)) {
      draft.type = QuoteType::direct;
      cut_incises(draft, content);
      if (draft.content.empty()) return;
      if (draft.cue.first == draft.cue.last) {
        draft.rule = "quote.alone";
        draft.speaker = speaker_alone(clause);
        draft.confidence = 0.6f;
        // Continued paragraphs are one quote.
        if (tokens_.pairs[unit.pair].continues && !drafts_.empty() && drafts_.back().type == QuoteType::direct) {
          for (const Range& piece : draft.content) drafts_.back().content.push_back(piece);
          paired_[unit.pair] = true;
          return;
        }
      }
      add(std::move(draft));
      return;
    }
    draft.type = content.last - content.first <= longest_term ? QuoteType::term : QuoteType::mixed;
    draft.rule = draft.type == QuoteType::term ? "quote.term" : "quote.unattributed";
    draft.confidence = 0.5f;
    paired_[unit.pair] = true;
    drafts_.push_back(std::move(draft));
  }

  Span span(Range r) const { return {tokens_.tokens[r.first].begin, tokens_.tokens[r.last - 1].end}; }

  Stance stance_of(Range cue) const {
    const auto has = [](const lexicon::Features& features, int feature) {
      return feature >= 0 && features[static_cast<std::size_t>(feature)];
    };
    Stance out = Stance::asserted;
    bool negated = false, conditional = false;
    for (std::uint32_t t = cue.first; t < cue.last; ++t) {
      const std::string_view k = key(t);
      if (k == "ne" || k == "n'") negated = true;
      const lexicon::Entry* entry = reading_.units.entries[t];
      if (entry == nullptr) continue;
      if (has(entry->common, words_.conditional)) conditional = true;
      if (!has(entry->common, words_.cue)) continue;
      if (has(entry->common, words_.stance_denied)) out = Stance::denied;
      else if (has(entry->common, words_.stance_doubted)) out = Stance::doubted;
      else if (has(entry->common, words_.stance_asked)) out = Stance::asked;
      else if (has(entry->common, words_.stance_demanded)) out = Stance::demanded;
      else if (has(entry->common, words_.stance_announced)) out = Stance::announced;
    }
    return negated ? Stance::negated : conditional && out == Stance::asserted ? Stance::hypothetical : out;
  }

  std::string lemma_of(Range cue) const {
    for (std::uint32_t t = cue.last; t-- > cue.first;) {
      const lexicon::Entry* entry = reading_.units.entries[t];
      if (entry == nullptr) continue;
      const std::string_view lemma = reading_.lexicon.lemma(*entry);
      if (!lemma.empty()) return std::string(lemma);
    }
    return std::string(key(cue.last - 1));
  }

  // Names and speakers become mentions, drafts become quotes.
  void write() {
    struct Row {
      Mention mention;
      std::uint32_t order = 0;
    };
    std::vector<Mention>& mentions = document_.mentions;
    for (const entities::Name& name : names_)
      mentions.push_back({span({name.first, name.last}), name.type, name.form, name.entity, name.rule, name.confidence});
    const std::size_t named = mentions.size();
    std::vector<std::pair<Span, Id>> extra;
    const auto speaker_span = [&](const Source& s) {
      Span out = span({s.first, s.last});
      out.begin += s.cut;
      return out;
    };
    for (const Draft& draft : drafts_) {
      if (draft.speaker.first == draft.speaker.last) continue;
      const Span place = speaker_span(draft.speaker);
      const auto same = [&](const Mention& mention) { return mention.span == place; };
      const auto begin = std::lower_bound(mentions.begin(), mentions.begin() + static_cast<std::ptrdiff_t>(named), place,
                                          [](const Mention& m, Span s) { return m.span.begin < s.begin; });
      if (begin != mentions.begin() + static_cast<std::ptrdiff_t>(named) && same(*begin)) continue;
      Mention mention;
      mention.span = place;
      mention.form = draft.speaker.by == SpeakerBy::pronoun ? MentionForm::pronoun : MentionForm::description;
      mention.entity = draft.speaker.entity;
      if (mention.entity != none) mention.type = document_.entities[mention.entity].type;
      mention.rule = draft.rule;
      mention.confidence = draft.speaker.confidence;
      mentions.push_back(mention);
    }
    std::stable_sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    mentions.erase(std::unique(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) { return a.span == b.span; }),
                   mentions.end());
    for (Id m = 0; m < mentions.size(); ++m)
      if (mentions[m].entity != none) document_.entities[mentions[m].entity].mentions.push_back(m);

    std::vector<std::pair<Quote, Id>> rows;   // with the pair of marks
    for (Draft& draft : drafts_) {
      Quote quote;
      quote.type = draft.type;
      for (const Range& piece : draft.content)
        if (piece.first < piece.last) quote.spans.push_back(span(piece));
      if (quote.spans.empty()) continue;
      std::sort(quote.spans.begin(), quote.spans.end());
      quote.outer = {quote.spans.front().begin, quote.spans.back().end};
      if (draft.pair != none) {
        const token::MarkPair& marks = tokens_.pairs[draft.pair];
        quote.outer.begin = std::min(quote.outer.begin, tokens_.tokens[marks.open].begin);
        if (marks.closed) quote.outer.end = std::max(quote.outer.end, tokens_.tokens[marks.close].end);
      }
      if (draft.cue.first < draft.cue.last && draft.type != QuoteType::term) {
        quote.has_cue = true;
        quote.cue.span = span(draft.cue);
        quote.cue.kind = draft.cue_kind;
        quote.cue.lemma = lemma_of(draft.cue);
        quote.cue.stance = stance_of(draft.cue);
      }
      const Source& source = draft.speaker;
      if (draft.type != QuoteType::term && (source.known() || source.first < source.last)) {
        quote.has_speaker = true;
        quote.speaker.entity = source.entity;
        quote.speaker.name = source.entity != none ? document_.entities[source.entity].name : source.name;
        quote.speaker.by = source.by;
        quote.speaker.confidence = source.confidence;
        if (source.first < source.last) {
          const Span place = speaker_span(source);
          const auto m = std::lower_bound(mentions.begin(), mentions.end(), place, [](const Mention& a, Span s) {
            return a.span.begin != s.begin ? a.span.begin < s.begin : a.span.end > s.end;
          });
          if (m != mentions.end() && m->span == place) quote.speaker.mention = static_cast<Id>(m - mentions.begin());
        }
      }
      quote.zone = draft.zone;
      quote.rule = draft.rule;
      quote.confidence = draft.confidence;
      rows.emplace_back(std::move(quote), draft.pair);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      if (a.first.spans.front().begin != b.first.spans.front().begin) return a.first.spans.front().begin < b.first.spans.front().begin;
      return a.first.spans.back().end > b.first.spans.back().end;
    });
    // The quote around each, by a stack.
    std::vector<Id> around;
    for (Id q = 0; q < rows.size(); ++q) {
      Quote& quote = rows[q].first;
      while (!around.empty() && !(document_.quotes[around.back()].outer.contains(quote.outer))) around.pop_back();
      if (!around.empty()) quote.parent = around.back();
      document_.quotes.push_back(std::move(quote));
      around.push_back(q);
    }
  }

  const entities::Reading& reading_;
  const Words& words_;
  const token::Tokens& tokens_;
  const text::Text& text_;
  const std::vector<entities::Name>& names_;
  const std::vector<rules::Unit>& units_;
  const std::vector<std::uint32_t>& begins_;
  Document& document_;
  ClauseMaker maker_;
  attribution::Attribution attribution_;
  std::vector<bool> paired_;
  std::vector<Draft> drafts_;
  std::vector<std::unique_ptr<Clause>> clauses_;   // by sentence, where needed
  std::uint32_t before_ = none;                    // the sentence before
  std::uint32_t reporting_ = none;                 // the last sentence that reports
  std::vector<std::size_t> run_;                   // drafts of the dialogue that goes on
  Id interviewee_ = none;
  bool before_reports_ = false;
  bool dialogue_ = false;
};

}  // namespace

void find_quotes(const entities::Reading& reading, const Words& words, const text::Text& text,
                 const std::vector<entities::Name>& names, Document& document) {
  Finder(reading, words, text, names, document).run();
}

}  // namespace propos::quotes
