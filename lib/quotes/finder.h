// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "quotes/initials.h"
#include "quotes/quotes.h"

/// How stage 8 is made: one object for one text, its parts in the files beside this one.
namespace propos::quotes {

using clauses::Clause;
using clauses::ClauseMaker;
using clauses::Unit;
using clauses::Words;

/// Rules that other parts ask for: marks inside a report, marks inside marks.
inline constexpr std::string_view rule_inside = "quote.inside-report", rule_nested = "quote.nested";

class Finder {
 public:
  Finder(const entities::Reading& reading, const Words& words, const text::Text& text, const std::vector<entities::Name>& names,
         const std::vector<Entity>& entities, clauses::Clauses& clauses, const mentions::Mentions& mentions);

  Pieces<Draft> run();

 private:
  // What one says behind a label (« Jean Roux : … »), or between questions.
  struct Turn {
    std::uint32_t sentence = 0;
    Range label;   // empty: it has none
    std::vector<Range> said;
    bool asks = false, answers = false;   // « Q. », « R. »; a question without a label
  };
  struct Label {
    // Behind it: a colon; a dash; a full stop; a colon and the end of the line; the end of the line.
    enum Kind : std::uint8_t { none, colon, dash, stop, alone, bare } kind = none;
    bool known = false, timed = false;    // it names or describes somebody; a time stands before it
    bool capitals = false;                // « LISE. »
    bool plain = false;                   // « Jean Roux. », a name and a full stop
    bool posts = false;                   // « marmotte a écrit : »
    bool asks = false, answers = false;   // « Q. », « R. »
    std::uint32_t sentence = 0;
    Range words;
    std::uint32_t said = 0, end = 0;   // tokens: where speech begins, where the paragraph ends
  };
  // Is a sentence a line of dialogue?
  enum class Spoken : std::uint8_t { no, begins, goes_on };
  std::string_view key(std::uint32_t token) const { return tokens_.key(tokens_.tokens[token]); }
  bool is_dash_alone(std::uint32_t token) const { return key(token) == "—" || key(token) == "–" || key(token) == "-"; }
  bool is_dash(std::uint32_t token) const {
    return is_dash_alone(token) && token + 1 < tokens_.tokens.size() &&
           (tokens_.tokens[token + 1].flags & token::space_before || key(token) != "-");
  }
  bool is_final(std::uint32_t token) const {
    const std::string_view k = key(token);
    return k == "." || k == "!" || k == "?" || k == "…" || k == ";";
  }
  // Does the sentence before it stand in the same paragraph?
  bool goes_on_from_before(std::uint32_t s) const {
    return s > 0 && tokens_.sentences[s - 1].paragraph == tokens_.sentences[s].paragraph;
  }
  bool goes_on_from_before(const Clause& clause) const {
    return before_ != none && tokens_.sentences[before_].paragraph == clause.paragraph;
  }
  Zone zone_of(std::uint32_t paragraph) const { return text_.paragraphs[paragraph].zone; }
  // The words that tell who says what goes on tell who said its begin, where none did.
  static void lend_cue(const Draft& from, Draft& to) {
    if (to.has_cue() || !from.has_cue()) return;
    to.cue = from.cue;
    to.cue_kind = CueKind::verb;
    to.clue = from.clue;
  }
  static void go_on(Draft& draft, Range piece) {
    if (!draft.content.empty() && draft.content.back().last == piece.first) draft.content.back().last = piece.last;
    else draft.content.push_back(piece);
  }
  bool is_elided(std::uint32_t token) const { return key(token).ends_with('\''); }
  bool is_apostrophe(std::uint32_t token) const { return key(token) == "'" || key(token) == "’"; }
  static bool has(const lexicon::Features& features, int feature) {
    return feature >= 0 && features[static_cast<std::size_t>(feature)];
  }

  // finder.cpp
  const Clause& clause(std::uint32_t s) { return clauses_.of(s); }
  bool may_report(std::uint32_t s);
  void sentence(std::uint32_t s);
  bool says_i(const Clause& clause, const rules::Match& match) const;
  std::size_t add(Draft draft);
  Id left_open(const token::SentenceRange& sentence) const;
  bool is_stray(std::uint32_t token) const;
  Range trimmed(Range r) const;
  Range inside(Id pair) const;
  std::uint32_t end_of_paragraph(std::uint32_t s) const;
  std::uint32_t sentence_at(std::uint32_t token) const;
  static float confidence_of(const rules::Rule& rule) { return rule.confidence_or(0.8f); }

  // reports.cpp
  void reports(const Clause& clause, std::size_t first_draft, const std::function<bool(const rules::Match&)>& accept);
  void report(const Clause& clause, const rules::Match& match, std::size_t first_draft);
  bool is_told(const Clause& clause, std::uint32_t cue) const;
  bool tells(const Clause& clause, const rules::Match& match) const;
  bool has_words(const Draft& draft, std::size_t first_draft) const;
  bool set_clue(const Clause& clause, const rules::Match& match, std::size_t first_draft, Draft& draft) const;
  bool set_clue_of_cue(const Clause& clause, const rules::Match& match, std::size_t first_draft, Draft& draft) const;
  bool set_content(const Clause& clause, const rules::Match& match, Draft& draft);
  Clue clue_before(std::uint32_t s) const;
  bool goes_on_telling(const Clause& clause, std::uint32_t cue) const;
  Clue clue_of_noun(const Clause& clause, std::uint32_t cue, QuoteType type) const;
  bool set_rest(const Clause& clause, std::size_t first_draft, Draft& draft);
  bool set_before(Draft& draft);
  void set_marks(const Unit& unit, Draft& draft);
  void cut_incises(Draft& draft, Range content, bool spoken = false);
  bool starts_sentence(Id pair, std::uint32_t first) const;
  bool is_data(const mentions::Mention& source) const;
  bool has_cue_noun(const lexicon::Entry& entry) const;
  std::size_t draft_of(const Unit& cue, std::size_t first_draft) const;
  CueKind kind_of(const Unit& cue) const;
  Range noun_of(const Unit& unit) const;

  // marked.cpp
  void inner(const Unit& unit, std::uint32_t paragraph);
  bool is_heading(Id pair) const;
  Clue clue_alone(const Clause& clause) const;
  bool is_verbal(Range content) const;
  Id report_of(Range content, std::size_t first_draft);
  bool is_listed(Id pair, Range cue) const;
  bool is_in_speaker(const Draft& report, Range content) const;
  bool tells(Range cue) const;
  void marked(const Clause& clause, std::uint32_t u, std::size_t first_draft);
  void narrated(const Clause& clause, std::uint32_t u, Draft draft, bool alone, bool names);
  bool is_wording(const Clause& clause, std::uint32_t u) const;
  bool judges(const Clause& clause, std::uint32_t u) const;
  bool goes_with_term(const Clause& clause, std::uint32_t u, std::size_t first_draft) const;
  bool speaks_of_self(Range content) const;
  bool says_what(const Unit& verb) const;
  bool is_quality(Range content) const;
  Clue::Tells told_of(const Clause& clause, std::uint32_t verb, std::uint32_t u) const;
  Clue clue_of_owner(const Clause& clause, std::uint32_t u) const;
  bool is_signed_below(std::uint32_t s) const;
  void sign(std::uint32_t s);
  bool sign_last(const Clause& line, std::uint32_t head);

  // lines.cpp
  struct Opening {
    // A dash at the head of a paragraph or inside one; a mark that the sentence does not close.
    enum Kind : std::uint8_t { none, dash, inner_dash, mark, inner_mark } kind = none;
    std::uint32_t first = 0;   // token of what is said
  };
  std::vector<Opening> find_openings(const std::vector<Turn>& turns) const;
  std::uint32_t end_of_line(std::uint32_t s, const std::vector<Opening>& openings) const;
  void find_lines(const std::vector<Turn>& turns);
  Opening opening_of(std::uint32_t s) const;
  bool is_line(std::uint32_t s, Opening opening) const;
  std::uint32_t lone_mark(std::uint32_t s) const;
  bool opens_again(std::uint32_t s, std::string_view mark) const;
  std::uint32_t closing_mark(std::uint32_t s, std::string_view mark) const;
  bool is_quoted(std::uint32_t s) const;
  std::uint32_t quoted(std::uint32_t s);
  void follow(std::uint32_t s, std::uint32_t end, Opening opening);
  struct Signs {
    bool personal = false, exclaims = false;   // I or you; ? or !
    bool happens = false;                      // « La séance est levée. »
    int told = 0;                              // above 0: as a story is told
    bool incise = false, ends_in_incise = false;
  };
  Signs signs_of(std::uint32_t s, std::uint32_t first) const;
  static int score_of(const Signs& signs);
  void go_on_in(std::uint32_t s, std::uint32_t end);

  // dialogue.cpp
  void dialogue(std::uint32_t s, bool begins);
  void end_dialogue();
  bool is_told(const Draft& draft) const;
  bool is_story();
  void find_exchanges();
  void find_asked();
  bool is_to_somebody(const Draft& draft) const;
  bool is_to_somebody(Range words) const;
  bool add_reported(Id pair, std::size_t first_draft);
  void led_to(Draft& draft, std::uint32_t s);
  bool signature(const Clause& clause);

  // labels.cpp
  std::uint32_t behind_prefix(std::uint32_t first, std::uint32_t end, bool& timed) const;
  bool is_time(std::uint32_t token) const;
  bool is_preposition(std::uint32_t token) const;
  bool is_time_line(std::uint32_t first, std::uint32_t end) const;
  bool is_subtitle(std::uint32_t s) const;
  void strip_time(Label& label) const;
  void read_time_below(Label& label, std::uint32_t s) const;
  std::string_view name_in(const Label& label) const;
  bool is_nickname(Range words) const;
  void know_nicknames(std::vector<Label>& labels, const std::unordered_map<std::string_view, int>& times) const;
  void find_mark(Label& label, std::uint32_t first, std::uint32_t end) const;
  void know(Label& label, std::uint32_t first);
  Label label_at(std::uint32_t s, std::uint32_t end);
  bool in_capitals(Range words) const;
  bool is_heading(Range paragraph) const;
  bool is_cast(Range words) const;
  bool is_name(Range words) const;
  std::vector<Label> read_labels();
  std::vector<Label> find_labels();
  std::vector<Label> find_inner_labels();
  bool follows_gap(std::uint32_t s) const;
  bool is_marked(std::uint32_t s) const;
  bool is_dialogue(const std::vector<Label>& labels) const;
  bool speaks(const Label& label) const;
  void drop_lists(std::vector<Label>& labels) const;
  bool is_titled(const Label& label) const;
  bool are_headings(const std::vector<Label>& labels, const std::unordered_map<std::string_view, int>& times) const;
  bool has_word(Range range) const;
  void add_inner(std::vector<Label>& labels);
  bool is_outside(std::uint32_t s, std::uint32_t end, const Label& label, bool few) const;
  void add_said(std::uint32_t first, std::uint32_t end, std::vector<Range>& said) const;
  std::vector<Turn> turns_of(const std::vector<Label>& labels) const;
  mentions::Mention mention_of_label(Range label);
  Id of_initials(Range label);

  // turns.cpp
  std::vector<Turn> find_turns();
  struct Field {
    std::string_view kind;   // empty for no line of the head of a mail
    Range words;
  };
  Field field_at(std::uint32_t s);
  std::vector<Turn> find_mails();
  // A paragraph of an interview without labels.
  struct Piece {
    std::uint32_t sentence = 0;
    Range range;
    bool dashed = false;
    bool asks = false, second = false, first = false;   // « vous », « je »
    int told = 0;                                       // verbs of a story: « se leva »
  };
  std::vector<Turn> find_questions();
  std::vector<Piece> read_pieces() const;
  bool dashes_ask(const std::vector<Piece>& pieces) const;
  void address(Piece& piece) const;
  std::vector<Turn> turns_of(std::vector<Piece>& pieces, std::size_t begin, std::size_t end) const;
  void say(const Turn& turn);
  bool is_title(std::uint32_t token) const;
  Clue clue_of(const Turn& turn);
  Clue clue_of_interview(bool asks) const;
  void find_interviewee();
  void find_interviewer();
  Id named_most(std::uint32_t before) const;

  // terms.cpp
  std::string label_words(const Draft& draft) const;
  bool heads(const Draft& draft) const;
  bool is_noun(const Draft& draft) const;
  bool differ(const Draft& one, const Draft& other) const;
  std::string source_of(const Draft& draft) const;
  void terms();

  // elsewhere.cpp
  void same_words();

  // cues.cpp
  Stance stance_of(Range cue) const;
  std::string_view lemma_of(Range cue) const;
  void finish();

  const entities::Reading& reading_;
  const Words& words_;
  const token::Tokens& tokens_;
  const text::Text& text_;
  const std::vector<entities::Name>& names_;
  const std::vector<Entity>& entities_;
  clauses::Clauses& clauses_;
  const mentions::Mentions& mentions_;
  const ClauseMaker& maker_;
  std::vector<bool> paired_;                    // by pair: a quote has it
  std::unordered_set<std::uint32_t> incises_;   // tokens where the cue of an incise begins
  bool left_open_ = false;                      // some pair of marks never closes
  std::optional<bool> story_;                   // does a story tell it? Once asked
  std::vector<Spoken> spoken_;                  // by sentence
  Pieces<Draft> drafts_;
  std::vector<rules::Match> room_;     // of reports
  std::vector<Unit> units_;            // of may_report
  std::uint32_t before_ = none;        // the sentence before
  std::optional<Initials> initials_;   // made for the first label of letters
  Id runs_ = 0;                        // dialogues so far
  std::uint32_t reporting_ = none;     // the last sentence that reports
  std::vector<std::size_t> run_;       // drafts of the dialogue that goes on
  Id interviewee_ = none, interviewer_ = none;
  std::uint32_t asked_from_ = 0;   // the token of the first question of an interview
  bool interview_ = false;         // who answers tells at length what others said
  bool voices_ = false;            // full stops stand behind labels: « À droite. »
  Id line_ = none;                 // the draft with which a sentence that is spoken goes on
  std::uint32_t said_to_ = 0;      // the token at which the last turn ends
  bool in_turn_ = false;
  std::uint32_t told_ = 0;   // sentences since the last line of dialogue
};

}   // namespace propos::quotes
