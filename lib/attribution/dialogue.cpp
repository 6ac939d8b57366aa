// SPDX-License-Identifier: Apache-2.0
// Who speaks in a dialogue: the likeliest way through its lines. A line has a voice or none; what speaks for a voice is what the
// line and the story around it say, and that two speak by turns.
#include <algorithm>
#include <tuple>
#include <utility>

#include "attribution/attribution.h"

namespace propos::attribution {

using mentions::Mention;

namespace {

constexpr std::size_t most_voices = 8;         // of one stretch
constexpr std::size_t longest_stretch = 32;    // lines that are decided together
constexpr std::size_t seen_behind = 2;         // lines that a line looks back on
constexpr std::uint32_t longest_pause = 8;     // sentences between two dialogues that are one
constexpr std::uint32_t story_reach = 4;       // sentences of the story before a line
constexpr std::uint32_t longest_call = 5;      // tokens of « mon bon monsieur Roux »
constexpr std::uint32_t longest_incise = 5;    // tokens of « fit à son tour le vieux »
constexpr std::uint32_t longest_told_to = 3;   // tokens between « demanda Jean » and « au cocher »
constexpr std::uint32_t longest_plain = 4;     // … of a description that tells little: « l'homme de loi »
constexpr int impossible = -(1 << 20);
constexpr int weight_called = 3, weight_named = 2;   // for and against the name of the one who tells
constexpr float sure_by_turns = 0.5f, sure_near = 0.6f, sure_pronoun = 0.6f;

}   // namespace

// --- the story ----------------------------------------------------------------------------------------------------------

// « je », « dis-je »
bool Attribution::is_i(std::uint32_t token) const {
  return common(token, words_.first_person) && common(token, words_.singular) &&
         (common(token, words_.pronoun) || common(token, words_.clitic_subject));
}

bool Attribution::in_speech(std::uint32_t token) const {
  const auto behind = std::upper_bound(speech_.begin(), speech_.end(), token,
                                       [](std::uint32_t t, const clauses::Range& r) { return t < r.first; });
  return behind != speech_.begin() && token < std::prev(behind)->last;
}

// Does a line end shortly before: « …, fit en riant le vieux »?
bool Attribution::beside_speech(std::uint32_t token) const {
  const auto behind = std::upper_bound(speech_.begin(), speech_.end(), token,
                                       [](std::uint32_t t, const clauses::Range& r) { return t < r.first; });
  return behind != speech_.begin() && token < std::prev(behind)->last + longest_incise;
}

// Where lines are spoken, and who tells the story: « dis-je » is said by whom others call by name.
void Attribution::read_dialogue() {
  for (const quotes::Draft& draft : drafts_)
    if (draft.run != none) speech_.insert(speech_.end(), draft.content.begin(), draft.content.end());
  if (speech_.empty()) return;
  std::sort(speech_.begin(), speech_.end(), [](const clauses::Range& a, const clauses::Range& b) { return a.first < b.first; });
  read_descriptions();
  read_names();
  read_own_names();
  const auto tells = [&](const quotes::Draft& draft) {
    const Mention& words = draft.clue.mention;
    return draft.clue.kind == quotes::Clue::Kind::words && words.kind == Mention::Kind::pronoun && is_i(words.first);
  };
  const auto to_teller = [&](const quotes::Draft& draft) {   // « il m'a dit : »
    for (std::uint32_t t = draft.cue.first; t < draft.cue.last; ++t)
      if (common(t, words_.first_person) && common(t, words_.singular) && common(t, words_.object_clitic)) return true;
    return false;
  };
  first_person_ = std::any_of(drafts_.begin(), drafts_.end(), tells);
  if (!first_person_) return;
  std::vector<int> called(entities_.size());
  for (Id d = 0; d < drafts_.size(); ++d) {
    reading_.patience.check();
    const quotes::Draft& draft = drafts_[d];
    if (draft.clue.mention.entity != none && draft.has_cue()) called[draft.clue.mention.entity] = impossible;
    const bool beside = draft.run != none && ((draft.answers != none && tells(drafts_[draft.answers])) ||
                                              (d + 1 < drafts_.size() && drafts_[d + 1].answers == d && tells(drafts_[d + 1])));
    if (tells(draft) || (draft.run == none && !to_teller(draft))) continue;
    for (const Id entity : calls_of(draft).entities) called[entity] += beside || to_teller(draft) ? weight_called : 1;
  }
  for (const entities::Name& name : names_)   // who acts in the story is not who tells it
    if (is_person(name.entity) && !in_speech(name.first)) called[name.entity] -= weight_named;
  const auto most = std::max_element(called.begin(), called.end());
  if (most != called.end() && *most > 0) narrator_ = static_cast<Id>(most - called.begin());
}

// Where the nouns of descriptions that say who speaks stand first, and whether the story tells of somebody so.
void Attribution::read_descriptions() {
  ViewSet heads;
  std::unordered_set<std::uint32_t> of_cues;   // tokens
  for (const quotes::Draft& draft : drafts_)
    if (const Mention& words = draft.clue.mention;
        draft.clue.kind == quotes::Clue::Kind::words && words.kind == Mention::Kind::description) {
      if (draft.run != none) ++speaking_[mentions_.called(words)];
      heads.insert(key(words.last - 1));
      of_cues.insert(words.last - 1);
    }
  ViewSet seen;
  for (std::uint32_t t = 0; !heads.empty() && t < reading_.tokens.tokens.size(); ++t) {
    reading_.patience.check(t);
    if (!heads.contains(key(t))) continue;
    const bool first = seen.insert(key(t)).second;
    if (first) introduced_.insert(t);
    if (in_speech(t) || of_cues.contains(t)) continue;
    const std::uint32_t back =
        t > 1 && common(t - 1, words_.adjective) && !common(t - 1, words_.one) ? 2 : 1;   // « un vieux crapaud »
    if (t < back) continue;
    const std::uint32_t det = t - back;
    if (common(det, words_.one) && first) presented_.insert(key(t));
    if ((common(det, words_.one) || common(det, words_.definite) || common(det, words_.possessive)) && !beside_name(det, t + 1))
      told_so_.emplace(key(t), t);
  }
}

// The person whose name begins at token `first`, with what stands before it: « Mme Roux »; none where there is none.
Id Attribution::named_from(std::uint32_t first, std::uint32_t last) const {
  while (first < last && common(first, words_.title)) ++first;
  const std::size_t n = entities::name_at(names_, first);
  return n < names_.size() && names_[n].first == first && first < last && is_person(names_[n].entity) ? names_[n].entity : none;
}

// Whom a line says that its speaker is, and whether it asks for the name of who answers.
std::pair<Id, bool> Attribution::names_in(const quotes::Draft& draft) const {
  std::pair<Id, bool> out{none, false};
  std::vector<rules::Match> matches;
  for (const clauses::Range& piece : draft.content) {
    const std::vector<rules::Unit> units = reading_.units.in(piece.first, piece.last);
    reading_.find(words_.phase_addresses, units.data(), units.size(), matches);
    for (const rules::Match& match : matches) {
      if (match.rule->word("name").empty()) continue;
      if (match.rule->kind == "asks") out.second = true;
      else if (out.first == none) out.first = named_from(units[match.last - 1].last, piece.last);
    }
  }
  return out;
}

// What people are called before their names: « le vieux Tancrède » is « le vieux », « Oncle Jean » « mon oncle ».
void Attribution::read_names() {
  ViewSet shared;
  for (const entities::Name& name : names_) {
    reading_.patience.check();
    if (!is_person(name.entity) || name.first == 0) continue;
    const std::uint32_t word = name.first - 1;
    const auto is = [&](int feature) { return common(word, feature); };
    if (!(is(words_.role) || is(words_.person_noun) || is(words_.family)) || shared.contains(key(word))) continue;
    Source named;
    named.entity = name.entity;
    const auto [so, fresh] = called_so_.try_emplace(key(word), named);
    if (fresh || so->second.entity == name.entity) continue;
    called_so_.erase(so);
    shared.insert(key(word));
  }
}

// Who says an own name and is described: « Je m'appelle Jean, dit l'inconnu ».
void Attribution::read_own_names() {
  for (const quotes::Draft& draft : drafts_) {
    reading_.patience.check();
    const Mention& words = draft.clue.mention;
    if (draft.run == none || draft.clue.kind != quotes::Clue::Kind::words || words.kind != Mention::Kind::description) continue;
    if (const Id own = names_in(draft).first; own != none) own_names_.emplace(key(words.last - 1), own);
  }
}

// Who is called as these words say, where others or the words before a name do so.
Source Attribution::by_name(const Source& source) const {
  const auto called = source.entity == none && !source.head.empty() ? called_so_.find(source.head.str()) : called_so_.end();
  return called != called_so_.end() ? called->second : source;
}

// « Pascal, le jardinier », « le docteur Roux »
bool Attribution::beside_name(std::uint32_t first, std::uint32_t last) const {
  const std::size_t n = entities::name_at(names_, first);
  const bool behind = n < names_.size() && names_[n].first <= last && names_[n].type == EntityType::person;
  return behind || (n > 0 && first > 0 && key(first - 1) == "," && names_[n - 1].last + 1 == first);
}

// Does the story tell of somebody by this noun, up to token `token`?
bool Attribution::is_told_so(std::uint32_t token) const {
  const auto told = told_so_.find(key(token));
  return told != told_so_.end() && told->second <= token;
}

// --- who is spoken to ---------------------------------------------------------------------------------------------------

// Whom the words of a line call: « Pierre, tu viens ? », « Non, madame. »
Attribution::Calls Attribution::calls_of(const quotes::Draft& draft) const {
  Calls out;
  for (const clauses::Range& piece : draft.content) {
    const auto edge = [&](std::uint32_t t) {
      return reading_.tokens.tokens[t].kind == token::Kind::punctuation && key(t) != ":" && key(t) != "(";
    };
    const auto stands_alone = [&](std::uint32_t first, std::uint32_t last) {
      return (first == piece.first || edge(first - 1)) && (last >= piece.last || edge(last)) &&
             (first > piece.first || (last < piece.last && key(last) != "."));
    };
    for (std::size_t n = entities::name_at(names_, piece.first); n < names_.size() && names_[n].first < piece.last; ++n) {
      const entities::Name& name = names_[n];
      if (name.type != EntityType::person || name.entity == none || name.first < piece.first) continue;
      std::uint32_t first = name.first;
      while (first > piece.first && name.last - first < longest_call &&
             (common(first - 1, words_.title) || common(first - 1, words_.possessive) || common(first - 1, words_.adjective) ||
              common(first - 1, words_.role)))
        --first;
      const bool in_full = name.last - first > 1 && first == name.first;   // « Jean Roux, de Brest »
      if (!in_full && stands_alone(first, name.last)) out.entities.push_back(name.entity);
    }
    for (std::uint32_t t = piece.first; t < piece.last; ++t) {
      if (!common(t, words_.title) && !common(t, words_.role) && !common(t, words_.family)) continue;
      std::uint32_t first = t;   // « monsieur l'abbé », « mon bon docteur »
      while (first > piece.first && t - first < longest_call &&
             (common(first - 1, words_.possessive) || common(first - 1, words_.definite) || common(first - 1, words_.title)))
        --first;
      if (!stands_alone(first, t + 1)) continue;
      if (!common(t, words_.title) || common(t, words_.role) || common(t, words_.family)) out.word = key(t);
      if (common(t, words_.masculine) != common(t, words_.feminine))
        out.gender = common(t, words_.masculine) ? Gender::masculine : Gender::feminine;
    }
  }
  const bool other_gender =
      std::any_of(out.entities.begin(), out.entities.end(), [&](Id entity) { return !may_be(entity, out.gender); });
  if (other_gender) out.gender = Gender::unknown;   // « Oui, madame. Simon, viens ! »
  return out;
}

// --- voices -------------------------------------------------------------------------------------------------------------

bool Attribution::same_voice(const Voice& voice, const Source& source, bool narrator) const {
  if (voice.narrator || narrator) return voice.narrator == narrator;
  if (voice.source.entity != none || source.entity != none) return voice.source.entity == source.entity;
  const bool alike = !source.head.empty() && voice.source.head == source.head &&
                     voice.source.gender == source.gender;   // « mon oncle », « l'oncle »
  return alike || voice.source.name == source.name;
}

// The place of a voice, which is added where there is room; else the number of voices.
std::size_t Attribution::voice_of(const Source& source, bool narrator, Feature from, std::vector<Voice>& voices) const {
  if (source.entity != none && source.entity == narrator_) narrator = true;
  for (std::size_t v = 0; v < voices.size(); ++v)
    if (same_voice(voices[v], source, narrator)) return v;
  if (voices.size() == most_voices || !(narrator || source.known())) return most_voices;
  Voice voice;
  voice.source = source.from_elsewhere(sure_by_turns);
  voice.gender = source.entity != none ? mentions_.profile(source.entity).gender : source.gender;
  voice.narrator = narrator;
  voice.from = from;
  if (narrator) voice.source.entity = narrator_;
  if (narrator) voice.source.name.clear();
  voices.push_back(std::move(voice));
  return voices.size() - 1;
}

Attribution::Line Attribution::line_of(Id d) const {
  const quotes::Draft& draft = drafts_[d];
  Line out;
  out.draft = d;
  out.first = draft.content.front().first;
  out.last = draft.content.back().last;
  out.calls = calls_of(draft);
  std::tie(out.own_name, out.asks_name) = names_in(draft);
  const std::uint32_t here = sentence_of(out.first);
  out.led = here > 0 && key(reading_.tokens.sentences[here - 1].last - 1) == ":";
  if (const Spoken* last = spoken_before(out.first);
      last != nullptr && !last->line && sentence_of(last->place) + 2 >= sentence_of(out.first))
    out.reports = source_of(*last);   // « Elle lui demanda si … » is answered
  if (draft.clue.kind != quotes::Clue::Kind::words) return out;
  const Mention& words = draft.clue.mention;
  out.other = words.kind != Mention::Kind::pronoun && words.last > words.first && common(words.last - 1, words_.other);
  if (out.other) out.by = Line::By::description;
  else if (words.kind == Mention::Kind::pronoun)
    out.by = is_i(words.first) ? Line::By::narrator : words.anaphor ? Line::By::pronoun : Line::By::nothing;
  else if (words.kind == Mention::Kind::description && (sources_[d].entity == none || sources_[d].confidence <= sure_near))
    out.by = Line::By::description;
  else out.by = Line::By::name;
  return out;
}

// The story before a line, back to the line before it: who stands there may speak, and who acts last often does.
void Attribution::read_story(Line& line, std::uint32_t from, std::vector<Voice>& voices) {
  const std::uint32_t here = sentence_of(line.first);
  std::uint32_t s = std::max(from, here - std::min(here, story_reach));
  for (; s < here; ++s) {
    const token::SentenceRange& sentence = reading_.tokens.sentences[s];
    if (in_speech(sentence.first) || in_speech(sentence.first + 1)) continue;
    bool first = true;   // who acts in this sentence stands for who acted before
    const auto acts = [&](std::size_t voice) {
      if (std::exchange(first, false)) line.acts.clear();
      if (voice < voices.size()) line.acts.push_back(voice);
    };
    for (const Mention& one : mentions_.in(s)) {
      const bool shown =
          one.kind == Mention::Kind::name && one.first > 0 && common(one.first - 1, words_.etre);   // « c'était Jean »
      const bool subject = one.role >= Mention::Role::subject || shown;
      const bool speaks = one.person || (one.kind == Mention::Kind::description && speaking_.contains(mentions_.called(one)));
      const bool somebody_new =
          one.kind == Mention::Kind::description && common(one.unit.first, words_.one) && !subject;   // « c'était un homme lent »
      if (!speaks || somebody_new || one.plural || one.first >= line.first || in_speech(one.first) ||
          (one.kind == Mention::Kind::pronoun && !subject))
        continue;
      const auto called =
          one.kind == Mention::Kind::description ? called_so_.find(key(one.last - 1)) : called_so_.end();   // « le capitaine »
      const Source who = called != called_so_.end() ? called->second : by_name(resolve(one));
      const std::size_t voice = voice_of(who, false, Feature::told_of, voices);
      if (subject) acts(voice);
    }
    if (!first_person_) continue;
    for (std::uint32_t t = sentence.first; t < sentence.last; ++t)
      if (is_i(t) && !in_speech(t)) {
        acts(voice_of({}, true, Feature::told_of, voices));
        break;
      }
  }
}

// Does a line name the person last before `token`, and not the story?
bool Attribution::is_called_in_line(Id entity, std::uint32_t token) const {
  std::size_t n = entities::name_at(names_, token);
  for (int steps = 0; entity != none && n > 0 && steps < most_names_back; ++steps)
    if (names_[--n].entity == entity) return in_speech(names_[n].first);
  return false;
}

// Who acts in the sentence behind the last line of a stretch: « — Non. ¶ Jean ferma la porte. »
void Attribution::read_behind(Line& line, std::vector<Voice>& voices) {
  const std::uint32_t s = sentence_of(line.last - 1) + 1;
  const auto& sentences = reading_.tokens.sentences;
  const auto is_line = [&](std::uint32_t at) {
    return at < sentences.size() && (in_speech(sentences[at].first) || in_speech(sentences[at].first + 1));
  };
  if (s >= sentences.size() || is_line(s) || is_line(s + 1)) return;   // … and not before another line
  for (const Mention& one : mentions_.in(s))
    if (one.person && !one.plural && one.role >= Mention::Role::subject && one.kind == Mention::Kind::name) {
      if (const std::size_t voice = voice_of(resolve(one), false, Feature::told_of, voices); voice < voices.size())
        line.acts_behind.push_back(voice);
      return;
    }
}

// To whom the incise of a line says that it is said: « demanda Jean au cocher ».
void Attribution::read_told_to(Line& line, std::vector<Voice>& voices) {
  const quotes::Draft& draft = drafts_[line.draft];
  if (!draft.has_cue() || draft.clue.kind != quotes::Clue::Kind::words || line.by == Line::By::nothing) return;
  const std::uint32_t from = std::max(draft.cue.last, draft.clue.mention.last);
  for (const Mention& one : mentions_.in(sentence_of(draft.cue.first)))
    if (one.role == Mention::Role::governed && one.person && !one.plural && one.first >= from &&
        one.first <= from + longest_told_to && !in_speech(one.first) &&
        (common(one.first, words_.addressee_intro) || common(one.first - 1, words_.addressee_intro)))
      if (const std::size_t voice = voice_of(by_name(resolve(one)), false, Feature::told_of, voices); voice < voices.size())
        line.told_to.push_back(voice);
}

// What speaks for and against a voice for a line, whoever speaks beside. Nothing where it cannot be.
std::optional<Evidence> Attribution::evidence_for(const std::vector<Line>& lines, std::size_t i, const std::vector<Voice>& voices,
                                                  std::size_t v) const {
  const Line& line = lines[i];
  const Voice& voice = voices[v];
  const Source& own = sources_[line.draft];
  const bool chosen = line.voice == v;
  const auto acts = [&](const Line& other) { return std::find(other.acts.begin(), other.acts.end(), v) != other.acts.end(); };
  // Who acts is « il » in the incise behind: « Jean entra. — Bonsoir, dit l'hôte. » names somebody else.
  const bool another = line.by == Line::By::description && line.own != none && line.own != v;
  const bool only_called = line.led && line.by == Line::By::pronoun &&   // « Mirmont est riche. ¶ Il répondit : »
                           is_called_in_line(voice.source.entity, drafts_[line.draft].clue.mention.first);
  Evidence out;
  if (line.by == Line::By::description && (line.own == v || (chosen && line.own == none)) &&
      introduced_.contains(drafts_[line.draft].clue.mention.last - 1))
    out.add(Feature::not_introduced);
  if (line.by == Line::By::description && (line.own == v || (chosen && line.own == none)) &&
      presented_.contains(key(drafts_[line.draft].clue.mention.last - 1)))
    out.add(Feature::presented);
  else if (line.by == Line::By::description && (line.own == v || (chosen && line.own == none)) &&
           is_told_so(drafts_[line.draft].clue.mention.last - 1))
    out.add(Feature::told_so);
  if (line.own == v && speaking_.at(mentions_.called(drafts_[line.draft].clue.mention)) > 1) out.add(Feature::described_again);
  if (line.own == v) out.add(Feature::described_so);
  else if (chosen)
    out.add(another && acts(line)                                  ? Feature::may_mean
            : line.by == Line::By::description && line.own != none ? Feature::words_mean_it
            : line.by == Line::By::description                     ? Feature::described_so
            : line.by != Line::By::pronoun                         ? Feature::words_name_it
            : own.confidence >= sure_pronoun && !only_called       ? Feature::words_mean_it
                                                                   : Feature::may_mean);
  else if (line.by == Line::By::name || line.by == Line::By::narrator || (voice.doubted && line.own != v)) return std::nullopt;
  if (line.by == Line::By::pronoun && (voice.narrator || own.plural)) return chosen ? std::optional(out) : std::nullopt;
  if (line.by == Line::By::pronoun || line.by == Line::By::description) {
    const Gender gender = drafts_[line.draft].clue.mention.gender;
    if (!chosen && gender != Gender::unknown && voice.gender != Gender::unknown && gender != voice.gender) return std::nullopt;
  }
  if (line.by == Line::By::description)
    if (const auto called = called_so_.find(key(drafts_[line.draft].clue.mention.last - 1));
        called != called_so_.end() && same_voice(voice, called->second, false))
      out.add(Feature::called_so);
  if (line.by == Line::By::description && !chosen && line.own != v) {
    const Mention& words = drafts_[line.draft].clue.mention;
    const bool definite = common(words.first, words_.definite) || common(words.first, words_.possessive);
    const bool body = words.kind == Mention::Kind::description &&
                      (mentions_.has(words.unit, words_.group_noun) || mentions_.has(words.unit, words_.org_head));
    if (!definite || body || words.plural || words.last - words.first > longest_plain || voice.narrator ||
        (voice.source.entity == none && !line.other))
      return std::nullopt;
  }
  out.add(voice.from);
  if (line.own_name != none && line.own_name == voice.source.entity) out.add(Feature::names_itself);
  if (line.asks_name && line.by == Line::By::nothing && voice.source.entity == none && !voice.narrator)
    out.add(Feature::name_asked);
  if (acts(line) && !another && !only_called)
    out.add(line.led && line.by == Line::By::nothing ? Feature::leads_here : Feature::acts_before);
  else if (i > 0 && acts(lines[i - 1])) out.add(Feature::acted);
  if (std::find(line.acts_behind.begin(), line.acts_behind.end(), v) != line.acts_behind.end()) out.add(Feature::acts_behind);
  if (line.reports && !line.led && same_voice(voice, *line.reports, false)) out.add(Feature::reported_before);
  if (line.by == Line::By::pronoun || line.by == Line::By::description)
    if (voice.gender != Gender::unknown && voice.gender == drafts_[line.draft].clue.mention.gender)
      out.add(Feature::line_gender_agrees);
  if (line.by == Line::By::pronoun &&
      is_surname_alone(drafts_[line.draft].clue.mention.gender, voice.source.entity, voice.gender))
    out.add(Feature::surname_alone);
  const auto calls = [&](const Line& other) {   // « Jean », « monsieur l'abbé »
    const auto& called = other.calls.entities;
    return voice.source.entity != none ? std::find(called.begin(), called.end(), voice.source.entity) != called.end()
                                       : !other.calls.word.empty() && voice.source.head.str() == other.calls.word;
  };
  if (calls(line)) out.add(Feature::calls_it);
  int others = 0;
  const auto beside = [&](const Line& other, Feature called) {
    if (calls(other)) out.add(called);
    others += other.calls.gender != Gender::unknown && voice.gender != Gender::unknown && voice.gender != other.calls.gender;
  };
  if (i > 0 && std::find(lines[i - 1].told_to.begin(), lines[i - 1].told_to.end(), v) != lines[i - 1].told_to.end())
    out.add(Feature::told_to);
  if (i > 0) beside(lines[i - 1], Feature::called_before);
  if (i + 1 < lines.size()) beside(lines[i + 1], Feature::called_behind);
  out.add(Feature::other_gender, others);
  return out;
}

// --- the way through the lines ------------------------------------------------------------------------------------------

// What it says for a line that the one beside it has the same voice, or another.
std::optional<Feature> Attribution::beside(const Line& line, bool same) const {
  switch (line.follows) {
    case Line::Follows::goes_on: return same ? std::optional(Feature::no_break) : std::nullopt;
    case Line::Follows::resumes: return same ? Feature::speaks_again : Feature::answers_later;
    case Line::Follows::answers: break;
  }
  return same ? Feature::speaks_twice : Feature::answers_it;
}

// … and that the one two lines before has it: line `i` and the one before it.
Feature Attribution::turns(const std::vector<Line>& lines, std::size_t i) const {
  const bool pause = lines[i].follows == Line::Follows::resumes || lines[i - 1].follows == Line::Follows::resumes;
  return pause ? Feature::turns_later : Feature::takes_turns;
}

// The likeliest voice of each line, `nobody` among them, where each looks at the two before it.
std::vector<std::size_t> Attribution::best_voices(const std::vector<std::vector<int>>& scores, const std::vector<Line>& lines,
                                                  std::size_t nobody) const {
  const std::size_t n = nobody + 1, count = scores.size();
  const auto weight_beside = [&](std::size_t i, std::size_t a, std::size_t b) {
    const std::optional<Feature> feature = a == nobody || b == nobody ? std::nullopt : beside(lines[i], a == b);
    return feature ? weights_[*feature] : 0;
  };
  const auto in_turn = [&](std::size_t i, std::size_t a, std::size_t b) {
    return a == b && a != nobody && i > 1 ? weights_[turns(lines, i)] : 0;
  };
  // best[b * n + c]: of all ways that end with voice b, then c
  std::vector<int> best(n * n, impossible * 4), next(n * n);
  std::vector<std::vector<std::size_t>> from(count, std::vector<std::size_t>(n * n, nobody));
  for (std::size_t c = 0; c < n; ++c) best[nobody * n + c] = scores[0][c];
  for (std::size_t i = 1; i < count; ++i) {
    std::fill(next.begin(), next.end(), impossible * 4);
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b)
        for (std::size_t c = 0; c < n; ++c) {
          const int score = std::max(best[a * n + b] + scores[i][c] + weight_beside(i, b, c) + in_turn(i, a, c), impossible * 4);
          if (score <= next[b * n + c]) continue;
          next[b * n + c] = score;
          from[i][b * n + c] = a;
        }
    std::swap(best, next);
  }
  std::size_t last = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  std::vector<std::size_t> out(count, nobody);
  for (std::size_t i = count; i-- > 0;) {
    out[i] = last % n;
    last = from[i][last] * n + last / n;
  }
  return out;
}

// Lines of one dialogue in a row; the first `behind` of them are decided.
void Attribution::decide(std::vector<Line>& lines, std::size_t behind) {
  std::vector<Voice> voices;
  for (Line& line : lines) {
    if (line.other) continue;
    if (line.by == Line::By::description && sources_[line.draft].entity != none) {   // it may name somebody new
      Source own = sources_[line.draft];
      own.entity = none;
      own.name = mentions_.called(drafts_[line.draft].clue.mention);
      const std::size_t known = voices.size();
      line.own = voice_of(own, false, Feature::told_of, voices);
      if (line.own == known && known < voices.size()) voices.back().doubted = speaking_.at(own.name.str()) < 2;
    }
    if (line.by != Line::By::nothing)
      line.voice = voice_of(
          line.by == Line::By::pronoun ? by_name(sources_[line.draft]) : sources_[line.draft], line.by == Line::By::narrator,
          line.by == Line::By::name || line.by == Line::By::narrator ? Feature::in_dialogue : Feature::told_of, voices);
  }
  for (std::size_t i = behind; i < lines.size(); ++i)
    read_story(lines[i], i == 0 ? told_from_ : sentence_of(lines[i - 1].last - 1) + 1, voices);
  for (Line& line : lines) read_told_to(line, voices);
  read_behind(lines.back(), voices);
  for (const Line& line : lines)
    for (const Id entity : line.calls.entities) {
      Source called;
      called.entity = entity;
      voice_of(called, false, Feature::told_of, voices);
    }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];   // « Votre nom ? — Roux, pour vous servir. »
    if (i > 0 && lines[i - 1].asks_name && line.own_name == none) line.own_name = named_from(line.first, line.last);
    if (line.own_name == none) continue;
    std::erase(line.calls.entities, line.own_name);
    Source own;
    own.entity = line.own_name;
    voice_of(own, false, Feature::told_of, voices);
  }
  for (const Voice& voice : scene_) voice_of(voice.source, voice.narrator, Feature::in_scene, voices);
  const std::size_t nobody = voices.size();
  std::vector<std::vector<int>> scores(lines.size(), std::vector<int>(nobody + 1, impossible));
  std::vector<std::vector<std::optional<Evidence>>> evidence(lines.size(), std::vector<std::optional<Evidence>>(nobody));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t v = 0; v < nobody; ++v)
      if (evidence[i][v] = evidence_for(lines, i, voices, v); evidence[i][v]) scores[i][v] = weights_.score(*evidence[i][v]);
    scores[i][nobody] = weights_[Feature::own_words];
  }
  const std::vector<std::size_t> way = best_voices(scores, lines, nobody);
  for (std::size_t i = behind; i < lines.size(); ++i) {
    if (lines[i].by == Line::By::name) continue;
    Ranking ranking(weights_, reading_.trace, {none, lines[i].draft});
    ranking.offer(Evidence().add(Feature::own_words), {});
    for (std::size_t v = 0; v < nobody; ++v) {
      if (!evidence[i][v]) continue;
      Evidence& why = *evidence[i][v];
      for (const std::size_t other : {i - 1, i + 1}) {
        if (other >= lines.size() || way[other] == nobody) continue;
        if (const std::optional<Feature> feature = beside(lines[std::max(i, other)], way[other] == v)) why.add(*feature);
      }
      for (const std::size_t other : {i - 2, i + 2})
        if (other < lines.size() && way[other] == v) why.add(turns(lines, std::max(i, other)));
      ranking.offer(why, voices[v].source);
    }
    take(lines[i], ranking.take());
  }
  for (std::size_t i = behind; i < lines.size(); ++i)   // « Oui, capitaine. »: said to who speaks next, else to who spoke before
    for (const std::size_t other : {i + 1, i - 1})
      if (!lines[i].calls.word.empty() && other < lines.size() && way[other] < nobody && way[other] != way[i] &&
          voices[way[other]].source.entity != none) {
        called_so_.emplace(lines[i].calls.word, voices[way[other]].source);
        break;
      }
  remember(way, voices);
}

// The voice of a line, whose words stay those that name the source.
void Attribution::take(const Line& line, Source voice) {
  Source& source = sources_[line.draft];
  if (line.by == Line::By::nothing) {
    source = std::move(voice);
    return;
  }
  if (reading_.trace != nullptr)   // what its words alone say is overruled
    std::erase_if(reading_.trace->candidates, [&](const rules::Candidate& one) { return one.of == source.first; });
  if (!voice.known()) return;
  source.entity = voice.entity;
  source.name = voice.entity != none ? SharedWords() : voice.name;
}

// The voices of this stretch come first in the next.
void Attribution::remember(const std::vector<std::size_t>& way, const std::vector<Voice>& voices) {
  std::vector<Voice> scene;
  const auto add = [&](const Voice& voice) {
    if (scene.size() < most_voices / 2 && std::none_of(scene.begin(), scene.end(), [&](const Voice& other) {
          return same_voice(other, voice.source, voice.narrator);
        }))
      scene.push_back(voice);
  };
  for (std::size_t i = way.size(); i-- > 0;)
    if (way[i] < voices.size()) add(voices[way[i]]);
  for (const Voice& voice : scene_) add(voice);
  scene_ = std::move(scene);
}

// « A. » Il hésita. « B. »: marks in one paragraph, without words that name another. Behind a pause the dialogue resumes.
Attribution::Line::Follows Attribution::follows(const Line& before, const Line& line) const {
  if (drafts_[line.draft].run != drafts_[before.draft].run) return Line::Follows::resumes;
  const auto& sentences = reading_.tokens.sentences;
  const std::uint32_t here = sentence_of(line.first);
  if (sentences[sentence_of(before.first)].paragraph != sentences[here].paragraph) return Line::Follows::answers;
  if (drafts_[line.draft].pair != none && drafts_[before.draft].pair != none && line.by == Line::By::nothing)
    return Line::Follows::goes_on;
  return here > sentence_of(before.last - 1) + 1 ? Line::Follows::resumes : Line::Follows::answers;   // all on one line
}

// The last lines of the dialogue before belong to this one where they are near.
void Attribution::finish_dialogue(const std::vector<Id>& run) {
  const bool near = !last_lines_.empty() && sentence_of(drafts_[last_lines_.back()].content.back().last - 1) + longest_pause >=
                                                sentence_of(drafts_[run.front()].content.front().first);
  std::vector<Id> all = near ? std::move(last_lines_) : std::vector<Id>();
  std::size_t begin = all.size();
  all.insert(all.end(), run.begin(), run.end());
  while (begin < all.size()) {
    mentions_.rest();
    const std::size_t end = std::min(all.size(), begin + longest_stretch), behind = std::min(begin, seen_behind);
    std::vector<Line> lines;
    for (std::size_t i = begin - behind; i < end; ++i) {
      lines.push_back(line_of(all[i]));
      if (i < begin) lines.back().by = Line::By::name;
    }
    for (std::size_t i = 1; i < lines.size(); ++i) lines[i].follows = follows(lines[i - 1], lines[i]);
    decide(lines, behind);
    told_from_ = sentence_of(lines.back().last - 1) + 1;
    begin = end;
  }
  last_lines_.assign(all.end() - static_cast<std::ptrdiff_t>(std::min(all.size(), seen_behind)), all.end());
}

}   // namespace propos::attribution
