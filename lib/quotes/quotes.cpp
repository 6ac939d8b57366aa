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
constexpr std::size_t most_labels = 200;         // paragraphs with a colon that are compared with one another
constexpr std::uint32_t longest_question = 60;   // tokens of a question of an interview
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
      std::uint8_t notes = 0;
      for (std::uint32_t u = begins_[s]; u < begins_[s + 1]; ++u) notes |= maker_.notes(units_[u]);
      speaks[s] = (notes & ClauseMaker::mark) ||
                  reading_.engine.may_match(words_.phase_quotes, units_.data() + begins_[s], begins_[s + 1] - begins_[s], reading_.memory);
      if ((notes & ClauseMaker::role) && has_name(tokens_.sentences[s])) attribution_.learn(clause(s));
    }
    find_interviewee();
    const std::vector<Turn> turns = find_turns();
    interview_ = !turns.empty();
    auto turn = turns.begin();
    std::uint32_t paragraph = none;
    for (std::uint32_t s = 0; s < clauses_.size(); ++s) {
      const token::SentenceRange& range = tokens_.sentences[s];
      const bool begins = range.paragraph != paragraph;
      paragraph = range.paragraph;
      const bool dash = is_dash(range.first);
      if (begins) {
        dialogue_ = dash && is_line(s);
        if (!dialogue_) end_dialogue();
      }
      if (turn != turns.end() && turn->sentence == s) say(*turn++);
      if (dialogue_)
        dialogue(s, begins);
      else if (begins && dash && signature(clause(s)))
        continue;
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

  // Is this paragraph behind a dash a line of a dialogue? Else it is one of a list: « – 9 h : accueil ».
  bool is_line(std::uint32_t s) const {
    const std::uint32_t first = tokens_.sentences[s].first + 1;
    if (first == tokens_.tokens.size()) return false;
    if (tokens_.tokens[first].shape == token::Shape::lower) return false;
    if (tokens_.tokens[first].kind == token::Kind::number && key(first - 1) != "—") return false;
    const std::uint32_t last = end_of_paragraph(s) - 1;
    return last > first && key(last) != ";" && (is_final(last) || tokens_.tokens[last].kind == token::Kind::quote || key(last) == ":");
  }
  std::uint32_t end_of_paragraph(std::uint32_t s) const {
    while (s + 1 < tokens_.sentences.size() && tokens_.sentences[s + 1].paragraph == tokens_.sentences[s].paragraph) ++s;
    return tokens_.sentences[s].last;
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

  // Of some tokens of a sentence, such as those between marks.
  Clause clause_of(Range range, Id pair, std::uint32_t paragraph) const {
    const auto before = [](const rules::Unit& unit, std::uint32_t token) { return unit.first < token; };
    const auto begin = std::lower_bound(units_.begin(), units_.end(), range.first, before);
    const auto end = std::lower_bound(begin, units_.end(), range.last, before);
    if (begin == end) return {};
    return maker_.make(&*begin, static_cast<std::size_t>(end - begin), range.first, range.last, paragraph, pair);
  }

  // The spans of what stands between marks, without « …, a-t-il dit, … ». Sets cue and speaker where such an incise is there.
  // `spoken`: also « …, il a dit. »
  void cut_incises(Draft& draft, Range content, bool spoken = false) {
    draft.content.clear();
    std::uint32_t from = content.first;
    if (const Clause clause = clause_of(content, draft.pair, 0); !clause.units.empty()) {
      const std::vector<Unit>& seen = clause.units;
      std::vector<rules::Match> matches;
      reading_.find(words_.phase_incises, seen.data(), seen.size(), matches);
      for (const rules::Match& match : matches) {
        if (match.rule->kind == "spoken" && !spoken) continue;
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
    std::uint32_t label = 0;          // units of its label; 0: it has none
    std::uint32_t first = 0, last = 0;   // tokens of what is said
    bool asks = false;                // a question without a label
  };

  std::string_view label_of(const Turn& turn) const {
    const std::uint32_t first = tokens_.sentences[turn.sentence].first;
    return tokens_.key(first, turn.first - 1);
  }

  // One alone is no interview: « Bilan : trois morts ».
  std::vector<Turn> find_turns() {
    std::vector<Turn> out, other;
    const auto& sentences = tokens_.sentences;
    for (std::uint32_t s = 0; s < sentences.size();) {
      std::uint32_t end = s;
      while (end < sentences.size() && sentences[end].paragraph == sentences[s].paragraph) ++end;
      // A label is short and ends with a colon, or with a full stop or nothing before a dash.
      const std::uint32_t limit = std::min(sentences[end - 1].last, sentences[s].first + longest_label);
      std::uint32_t mark = sentences[s].first + 1;
      while (mark < limit && key(mark) != ":" && !is_dash(mark)) ++mark;
      const bool letter = tokens_.tokens[sentences[s].first].shape == token::Shape::initial;
      if ((mark < limit && mark + 1 < sentences[end - 1].last) || letter) {
        const Clause& first = clause(s);
        std::vector<rules::Match> matches;
        reading_.find(words_.phase_turns, first.units.data(), first.units.size(), matches);
        const bool marked = !matches.empty() && matches[0].rule->word("mark").empty();
        if (!matches.empty() && (!marked || first.units[matches[0].last - 1].last == mark)) {
          if (!marked) mark = first.units[matches[0].last - 1].last - 1;
          Turn turn{s, matches[0].last, mark + 1, sentences[end - 1].last};
          if (first.units[turn.label - 1].last - first.units[turn.label - 1].first == 1 && key(first.units[turn.label - 1].first) == ".")
            --turn.label;
          out.push_back(turn);
        } else if (key(mark) == ":" && other.size() < most_labels) {
          std::uint32_t label = 0;
          while (label < first.units.size() && first.units[label].last <= mark) ++label;
          if (label > 0 && first.units[label - 1].last == mark) other.push_back({s, label, mark + 1, sentences[end - 1].last});
        }
      }
      s = end;
    }
    // What stands before the colon of several paragraphs is a label, too, beside labels of another kind.
    if (!out.empty()) {
      for (const Turn& turn : other) {
        const auto label = label_of(turn);
        if (std::any_of(other.begin(), other.end(), [&](const Turn& t) { return t.sentence != turn.sentence && label_of(t) == label; }))
          out.push_back(turn);
      }
      std::sort(out.begin(), out.end(), [](const Turn& a, const Turn& b) { return a.sentence < b.sentence; });
    }
    if (out.size() >= 2) return out;
    out = find_questions();
    if (interviewee_ == none && !out.empty()) interviewee_ = named_most(out.front().first);
    return out;
  }

  // Questions in paragraphs of their own, with answers between them; most say « vous » or « je ».
  std::vector<Turn> find_questions() {
    struct Piece {
      std::uint32_t sentence = 0;
      Range range;
      bool asks = false, second = false, first = false;   // ends with ?, « vous », « je »
    };
    const auto& sentences = tokens_.sentences;
    std::vector<Piece> pieces;
    std::size_t questions = 0;
    for (std::uint32_t s = 0; s < sentences.size();) {
      const std::uint32_t last = end_of_paragraph(s);
      Piece piece{s, {sentences[s].first, last}};
      if (tokens_.tokens[piece.range.first].kind == token::Kind::number && piece.range.first + 2 < last && key(piece.range.first + 1) == ".")
        piece.range.first += 2;   // « 1. »
      const Zone zone = zone_of(sentences[s].paragraph);
      piece.asks = key(last - 1) == "?" && last - piece.range.first <= longest_question && !is_dash(piece.range.first) &&
                   tokens_.tokens[piece.range.first].kind != token::Kind::quote;
      questions += piece.asks;
      if (zone == Zone::body || zone == Zone::headline) pieces.push_back(piece);
      while (s < sentences.size() && sentences[s].first < last) ++s;
    }
    if (questions < 3) return {};
    for (Piece& piece : pieces) {
      const auto before = [](const rules::Unit& unit, std::uint32_t token) { return unit.first < token; };
      const auto begin = std::lower_bound(units_.begin(), units_.end(), piece.range.first, before);
      const auto end = std::lower_bound(begin, units_.end(), piece.range.last, before);
      std::vector<rules::Match> matches;
      reading_.find(words_.phase_addresses, units_.data() + (begin - units_.begin()), static_cast<std::size_t>(end - begin), matches);
      for (const rules::Match& match : matches) (match.rule->kind == "asks" ? piece.second : piece.first) = true;
    }
    // A short paragraph to « vous » between two answers asks, too.
    std::size_t begin = pieces.size(), end = 0, pairs = 0, personal = 0;
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
      if (!pieces[i].asks) continue;
      if (!pieces[i + 1].asks) {
        ++pairs;
        personal += pieces[i].second || pieces[i + 1].first;
      }
      begin = std::min(begin, i);
      end = i + 1;
    }
    if (pairs < 3 || personal * 3 < pairs * 2) return {};
    const auto may_ask = [](const Piece& piece) {
      return piece.second && !piece.first && piece.range.last - piece.range.first <= longest_question / 2;
    };
    while (end + 1 < pieces.size() && !pieces[end + 1].asks &&
           (pieces[end + 1].first || (may_ask(pieces[end + 1]) && end + 2 < pieces.size() && pieces[end + 2].first)))
      ++end;
    std::vector<Turn> out;
    for (std::size_t i = begin; i <= end && i < pieces.size(); ++i) {
      Piece& piece = pieces[i];
      if (!piece.asks && i > begin && !pieces[i - 1].asks && i < end && !pieces[i + 1].asks && may_ask(piece)) piece.asks = true;
      if (tokens_.tokens[piece.range.first].flags & token::opens) continue;   // the marks tell
      if (!out.empty() && !piece.asks && !pieces[i - 1].asks && out.back().last == piece.range.first)
        out.back().last = piece.range.last;
      else
        out.push_back({piece.sentence, 0, piece.range.first, piece.range.last, piece.asks});
    }
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
    if (turn.label > 0) {
      draft.speaker = attribution_.at(clause(turn.sentence), 0, turn.label);
    } else if (!turn.asks && interviewee_ != none) {
      draft.speaker.entity = interviewee_;
      draft.speaker.by = SpeakerBy::previous_speaker;
      draft.speaker.confidence = 0.7f;
    }
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
    // Where one of the two is known, the other is who was last named before.
    for (std::size_t i = 0; i < run_.size(); ++i) {
      if (drafts_[run_[i]].speaker.known()) continue;
      const std::size_t beside = i > 0 ? i - 1 : i + 1;
      if (beside >= run_.size() || drafts_[run_[beside]].speaker.entity == none) continue;
      Source other = attribution_.somebody_else(place_of(drafts_[run_.front()]), drafts_[run_[beside]].speaker.entity);
      if (other.known()) drafts_[run_[i]].speaker = other;
    }
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
    interviewee_ = named_most(first);
  }

  // The person who is named most before this token.
  Id named_most(std::uint32_t before) const {
    Id out = none;
    std::vector<std::uint32_t> times(document_.entities.size());
    for (const entities::Name& name : names_) {
      if (name.first >= before) break;
      if (name.type == EntityType::person && (++times[name.entity], out == none || times[name.entity] > times[out])) out = name.entity;
    }
    return out;
  }

  // A sentence of a paragraph behind a dialogue dash.
  void dialogue(std::uint32_t s, bool begins) {
    const Clause& clause = this->clause(s);
    Range content{clause.first + (begins ? 1u : 0u), clause.last};
    for (std::uint32_t t = content.first; t < content.last; ++t)   // » of the whole dialogue
      if (tokens_.tokens[t].kind == token::Kind::quote && !(tokens_.tokens[t].flags & (token::opens | token::closes)) && !is_apostrophe(t)) {
        content.last = t;
        dialogue_ = false;
      }
    if (content.first >= content.last) return;
    Draft draft;
    draft.zone = zone_of(clause.paragraph);
    draft.cue_kind = CueKind::typography;
    draft.rule = "quote.dash";
    draft.confidence = 0.8f;
    attribution_.answers(begins && !run_.empty() ? drafts_[run_.back()].speaker.entity : none);
    cut_incises(draft, content, true);
    attribution_.answers(none);
    if (draft.content.empty()) return;
    if (draft.cue.first != draft.cue.last) draft.cue_kind = CueKind::verb;
    else if (begins && s > 0 && key(tokens_.sentences[s - 1].last - 1) == ":") led_to(draft, s - 1);
    const std::size_t first_draft = drafts_.size();
    const std::vector<Range> said = draft.content;
    if (!begins && !run_.empty()) {
      Draft& before = drafts_[run_.back()];
      if (before.cue.first == before.cue.last && draft.cue.first != draft.cue.last) {
        before.cue = draft.cue;
        before.cue_kind = CueKind::verb;
        before.speaker = draft.speaker;
        attribution_.spoke(before.speaker, place_of(before));
      }
      for (const Range& piece : draft.content) go_on(before, piece);
    } else {
      run_.push_back(add(std::move(draft)));
    }
    reports(clause, first_draft, [&](const rules::Match& match) {
      const auto cue = reading_.engine.capture(match, "cue");
      if (cue.first == rules::Match::none) return drafts_.size() > first_draft;
      const std::uint32_t place = clause.units[cue.first].first;
      return match.rule->word("content").empty() &&
             std::any_of(said.begin(), said.end(), [&](const Range& r) { return r.first <= place && place < r.last; });
    });
    for (const Unit& unit : clause.units)
      if (unit.pair != none && !paired_[unit.pair]) inner(unit, clause.paragraph);
  }

  bool is_apostrophe(std::uint32_t token) const { return key(token) == "'" || key(token) == "’"; }

  static void go_on(Draft& draft, Range piece) {
    if (!draft.content.empty() && draft.content.back().last == piece.first) draft.content.back().last = piece.last;
    else draft.content.push_back(piece);
  }

  // « Le vieux dit : », in the paragraph before.
  void led_to(Draft& draft, std::uint32_t s) {
    const Clause& clause = this->clause(s);
    std::vector<rules::Match> matches;
    reading_.find(words_.phase_quotes, clause.units.data(), clause.units.size(), matches);
    for (const rules::Match& match : matches) {
      if (match.rule->kind != "leads") continue;
      draft.cue = {clause.units[match.first].first, clause.units[match.last - 1].last};
      draft.cue_kind = CueKind::verb;
      draft.speaker = attribution_.subject(clause, match.first, maker_.has(clause.units[match.first], words_.vg));
      draft.rule = match.rule->name;
    }
  }

  // « — Nom, titre » under a quotation.
  bool signature(const Clause& clause) {
    if (clause.units.size() < 2 || is_final(clause.last - 1)) return false;
    const Unit& head = clause.units[1];
    if (head.name == none && !maker_.has(head, words_.np)) return false;
    for (const Unit& unit : clause.units)
      if (maker_.has(unit, words_.vg)) return false;
    if (drafts_.empty() || drafts_.back().cue.first != drafts_.back().cue.last || drafts_.back().type != QuoteType::direct) return false;
    drafts_.back().speaker = attribution_.at(clause, 1, 2);
    attribution_.spoke(drafts_.back().speaker, clause.first);
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

  void sentence(std::uint32_t s) {
    const Clause& clause = this->clause(s);
    before_ = s > 0 ? s - 1 : none;
    const std::size_t first_draft = drafts_.size();
    before_reports_ = s > 0 && reporting_ == s - 1;
    reports(clause, first_draft, [](const rules::Match&) { return true; });

    // Marks inside a reported clause are its words; other marks go with the report before them.
    for (std::uint32_t u = 0; u < clause.units.size(); ++u) {
      const Unit& unit = clause.units[u];
      if (unit.pair == none) continue;
      if (!paired_[unit.pair]) marked(clause, u, first_draft);
      inner(unit, clause.paragraph);
    }
    if (drafts_.size() > first_draft) reporting_ = s;
  }

  // What the rules find in a clause, where `accept` holds.
  template <class Accept>
  void reports(const Clause& clause, std::size_t first_draft, const Accept& accept) {
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
      if (!spoken && accept(match)) report(clause, match, first_draft);
    }
  }

  // Marks inside marks: what is said there, and terms.
  void inner(const Unit& unit, std::uint32_t paragraph) {
    const Id pair = unit.pair;
    Range range = inside(pair);
    if (!tokens_.pairs[pair].closed) range.last = std::min(range.last, unit.last);   // all that never close end with the paragraph
    const auto each = [&](const auto& act) {
      for (Id p = pair + 1; p < tokens_.pairs.size() && tokens_.pairs[p].open < range.last; ++p)
        if (tokens_.pairs[p].closed && !paired_[p]) act(p);
    };
    bool any = interview_;
    each([&](Id) { any = true; });
    if (!any) return;
    const Clause clause = clause_of(range, pair, paragraph);
    const std::size_t before = drafts_.size();
    reports(clause, before, [&](const rules::Match& match) {
      const auto content = reading_.engine.capture(match, "content");
      if (content.first == rules::Match::none) return false;
      return interview_ || std::any_of(clause.units.begin() + content.first, clause.units.begin() + content.second,
                         [](const Unit& unit) { return unit.pair != none; });
    });
    std::vector<Id> reported(range.last - range.first, none);   // by token of the range: the report that it is in
    for (std::size_t d = before; d < drafts_.size(); ++d)
      if (drafts_[d].type == QuoteType::indirect)
        for (const Range& piece : drafts_[d].content)
          for (std::uint32_t t = std::max(piece.first, range.first); t < std::min(piece.last, range.last); ++t)
            reported[t - range.first] = static_cast<Id>(d);
    each([&](Id p) {
      Draft draft;
      draft.pair = p;
      draft.content = {inside(p)};
      draft.type = QuoteType::term;
      draft.rule = "quote.nested";
      draft.confidence = 0.5f;
      draft.zone = zone_of(paragraph);
      const std::uint32_t first = tokens_.pairs[p].open;
      if (const Id d = first < range.last ? reported[first - range.first] : none; d != none && holds(drafts_[d], draft.content[0])) {
        draft.type = QuoteType::mixed;   // the words of a report found there
        draft.cue = drafts_[d].cue;
        draft.cue_kind = drafts_[d].cue_kind;
        draft.speaker = drafts_[d].speaker;
      }
      paired_[p] = true;
      drafts_.push_back(std::move(draft));
    });
  }

  static bool holds(const Draft& draft, Range range) {
    return std::any_of(draft.content.begin(), draft.content.end(),
                       [&](const Range& r) { return r.first <= range.first && range.last <= r.last; });
  }

  // « les résultats », « les chiffres »
  bool is_data(const Source& source) const {
    if (source.entity != none) return false;
    for (std::uint32_t t = source.first; t < source.last; ++t)
      if (const lexicon::Entry* entry = reading_.units.entries[t]; entry != nullptr && has(entry->common, words_.cue_data)) return true;
    return false;
  }

  static bool has(const lexicon::Features& features, int feature) {
    return feature >= 0 && features[static_cast<std::size_t>(feature)];
  }

  bool has_cue_noun(const lexicon::Entry& entry) const {
    return has(entry.common, words_.cue_noun) || has(entry.common, words_.cue_noun_que);
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
    draft.type = rule.kind == "direct" ? QuoteType::direct : rule.kind == "mixed" ? QuoteType::mixed
                 : rule.kind == "term" ? QuoteType::term : QuoteType::indirect;
    if (rule.kind == "leads") return;
    if (set(cue)) {
      draft.cue = {units[cue.first].first, units[cue.second - 1].last};
      const Unit& unit = units[cue.first];
      const bool group = maker_.has(unit, words_.vg) || maker_.has(unit, words_.part) || maker_.has(unit, words_.inf);
      const bool verb = group || (maker_.has(unit, words_.cue) && maker_.has(unit, words_.past_participle));
      draft.cue_kind = verb ? CueKind::verb : maker_.has(unit, words_.np) ? CueKind::noun
                       : key(unit.first) == ":"  ? CueKind::typography : CueKind::preposition;
      if (set(speaker)) {
        draft.speaker = attribution_.at(clause, speaker.first, speaker.second);
      } else if (group) {
        const bool finite = maker_.has(unit, words_.vg);
        // « …, a dit X, ajoutant que … »
        const Draft* before = nullptr;
        if (!finite)
          for (std::size_t d = first_draft; d < drafts_.size(); ++d)
            if (drafts_[d].speaker.known() && drafts_[d].cue.first < draft.cue.first) before = &drafts_[d];
        draft.speaker = before != nullptr ? before->speaker : attribution_.subject(clause, cue.first, finite);
        if (maker_.has(unit, words_.cue_thing) && (draft.speaker.thing || is_data(draft.speaker))) return;   // « la hausse montre que »
        if ((draft.speaker.thing || !draft.speaker.known()) && !rule.word("weak").empty()) return;
      } else if (draft.cue_kind == CueKind::noun) {
        draft.speaker = attribution_.at(clause, cue.first, cue.second);
        if (draft.speaker.entity == none) draft.speaker = {};
        for (std::uint32_t t = unit.first; t < unit.last; ++t)   // the noun alone
          if (const lexicon::Entry* entry = reading_.units.entries[t]; entry != nullptr && has_cue_noun(*entry)) {
            draft.cue = {t, t + 1};
            break;
          }
      } else if (draft.cue_kind == CueKind::preposition) {   // « à l'en croire »
        draft.speaker = attribution_.implied(draft.cue.first);
      }
    } else if (drafts_.size() > first_draft) {   // « … et que … »
      draft.cue = drafts_.back().cue;
      draft.speaker = drafts_.back().speaker;
    } else if (set(speaker)) {   // a signature
      draft.speaker = attribution_.at(clause, speaker.first, speaker.second);
      draft.cue_kind = CueKind::typography;
    } else if (draft.type != QuoteType::term) {
      return;
    }

    if (rule.word("content") == "rest") {
      const std::uint32_t from = draft.cue.first;
      const Range before = trimmed({clause.first, from});
      if (before.last - before.first < 3) return;
      // A report of a report is its own; one of a noun goes with the clause.
      for (std::size_t d = first_draft; d < drafts_.size(); ++d)
        if (drafts_[d].cue_kind == CueKind::verb && drafts_[d].cue.first < drafts_[d].cue.last && drafts_[d].type == QuoteType::indirect) return;
      drafts_.erase(std::remove_if(drafts_.begin() + static_cast<std::ptrdiff_t>(first_draft), drafts_.end(),
                                   [](const Draft& d) { return d.cue_kind == CueKind::noun && d.type == QuoteType::indirect; }),
                    drafts_.end());
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
        if (draft.type == QuoteType::term) {
          paired_[draft.pair] = true;
          drafts_.push_back(std::move(draft));
          return;
        }
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
      if (Source out = presents(before_, false); out.known()) return out;
    }
    if (before_ == none || tokens_.sentences[before_].paragraph != clause.paragraph)
      if (Source out = presents(before_ == none ? 1 : before_ + 2, true); out.known()) return out;
    return attribution_.previous();
  }

  // « n'exclut rien », « masquer »: no name of anything.
  bool is_verbal(Range content) const {
    const auto unit = std::lower_bound(units_.begin(), units_.end(), content.first,
                                       [](const rules::Unit& u, std::uint32_t token) { return u.first < token; });
    for (auto u = unit; u != units_.end() && u->last <= content.last; ++u) {
      if (tokens_.tokens[u->first].shape != token::Shape::lower) return false;
      if (maker_.has(*u, words_.verb) && !maker_.has(*u, words_.noun) && !maker_.has(*u, words_.adjective) &&
          (maker_.has(*u, words_.finite) || maker_.has(*u, words_.infinitive)))
        return true;
    }
    return false;
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
    // The report around the marks, else the last one before them, else the first one behind.
    int best = 0;
    for (std::size_t d = first_draft; d < drafts_.size(); ++d) {
      const Draft& other = drafts_[d];
      if (other.cue.first == other.cue.last) continue;
      const int rank = holds(other, content) ? 3 : other.cue.first < content.first ? 2 : 1;
      if (rank < best || (rank == best && (other.cue.first < near->cue.first) != (rank == 1))) continue;
      near = &other;
      best = rank;
    }
    const bool whole = maker_.has(unit, words_.clause);
    // Continued paragraphs are one quote.
    if (tokens_.pairs[unit.pair].continues && !drafts_.empty() && drafts_.back().type == QuoteType::direct) {
      cut_incises(draft, content);
      Draft& before = drafts_.back();
      if (before.cue.first == before.cue.last && draft.cue.first != draft.cue.last) {
        before.cue = draft.cue;
        before.cue_kind = CueKind::verb;
        before.speaker = draft.speaker;
      }
      for (const Range& piece : draft.content) before.content.push_back(piece);
      paired_[unit.pair] = true;
      return;
    }
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
    const bool alone = u == 0 && (!tokens_.pairs[unit.pair].closed || clause.units.size() <= 2 || clause.units[0].last + 1 >= clause.last);
    const bool fresh = u == 0 || (clause.units[u - 1].last - clause.units[u - 1].first == 1 &&
                                  (is_final(clause.units[u - 1].first) || key(clause.units[u - 1].first) == ":"));
    if ((whole || (u == 0 && !tokens_.pairs[unit.pair].closed)) && (alone || fresh || content.last - content.first > 12)) {
      draft.type = QuoteType::direct;
      cut_incises(draft, content);
      if (draft.content.empty()) return;
      if (draft.cue.first == draft.cue.last) {
        draft.rule = "quote.alone";
        draft.speaker = speaker_alone(clause);
        draft.confidence = 0.6f;
      }
      add(std::move(draft));
      return;
    }
    draft.type = content.last - content.first <= longest_term && !is_verbal(content) ? QuoteType::term : QuoteType::mixed;
    draft.rule = draft.type == QuoteType::term ? "quote.term" : "quote.unattributed";
    draft.confidence = 0.5f;
    paired_[unit.pair] = true;
    drafts_.push_back(std::move(draft));
  }

  Span span(Range r) const { return {tokens_.tokens[r.first].begin, tokens_.tokens[r.last - 1].end}; }

  Stance stance_of(Range cue) const {
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
  bool interview_ = false;                         // who answers tells at length what others said
  bool dialogue_ = false;
};

}  // namespace

void find_quotes(const entities::Reading& reading, const Words& words, const text::Text& text,
                 const std::vector<entities::Name>& names, Document& document) {
  Finder(reading, words, text, names, document).run();
}

}  // namespace propos::quotes
