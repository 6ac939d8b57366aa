// SPDX-License-Identifier: Apache-2.0
#include "lexicon/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "errors.h"
#include "lexicon/roles.h"
#include "propos/error.h"
#include "text/text.h"
#include "token/token.h"

namespace propos::lexicon {
namespace {

constexpr std::string_view blanks = " \t";
constexpr std::size_t max_key = 255;   // the compiled lexicon keeps the size of a key in a byte
constexpr std::string_view info_keys[] = {"acronym", "against", "country", "expands", "is", "members-of", "same", "stands-for"};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Is it written in capitals, as an acronym is: SUD, CGT-FO?
bool is_upper(std::string_view form) {
  bool any = false;
  for (std::size_t i = 0; i < form.size();) {
    UChar32 c = 0;
    U8_NEXT(form.data(), i, form.size(), c);
    if (u_islower(c)) return false;
    any |= u_isupper(c) != 0;
  }
  return any;
}

/// The key of words of letters of Latin-1 and œ with one blank between: they themselves with small letters, which saves most
/// calls of the tokenizer. Empty of anything else.
std::string key_of_letters(std::string_view form) {
  std::string key(form);
  bool in_word = false;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const unsigned char c = key[i];
    const unsigned char next = i + 1 < key.size() ? key[i + 1] : 0;
    if (c == ' ' && in_word) {
      in_word = false;
      continue;
    }
    const bool accented =
        c == 0xC3 && next >= 0x80 && next <= 0xBF && next != 0x97 && next != 0x9F && next != 0xB7;   // no ×, ß, ÷
    const bool ligature = c == 0xC5 && (next == 0x92 || next == 0x93);
    if (accented || ligature) key[++i] = static_cast<char>(accented ? next | 0x20 : 0x93);
    else if (c >= 'A' && c <= 'Z') key[i] = static_cast<char>(c | 0x20);
    else if (c < 'a' || c > 'z') return {};
    in_word = true;
  }
  return in_word ? key : std::string{};
}

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(status);
}

std::string lower_nfc(std::string_view form) {
  UErrorCode status = U_ZERO_ERROR;
  auto text = icu::UnicodeString::fromUTF8({form.data(), static_cast<std::int32_t>(form.size())});
  std::string key;
  nfc().normalize(text.toLower(icu::Locale::getRoot()), status).toUTF8String(key);
  return key;
}

/// The letter without its accents: E for É.
UChar32 base_letter(UChar32 letter) {
  icu::UnicodeString parts;
  while (nfc().getDecomposition(letter, parts)) {
    const UChar32 first = parts.char32At(0);
    if (first == letter) break;
    letter = first;
  }
  return letter;
}

void append(std::string& text, UChar32 c) {
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes;
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

template <class Change>
std::string map_letters(std::string_view text, Change change) {
  std::string out;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    const bool first = i == 0;
    U8_NEXT_OR_FFFD(text.data(), i, size, c);
    append(out, change(c, first));
  }
  return out;
}

/// Etats-Unis for États-Unis.
std::string without_capital_accents(std::string_view form) {
  return map_letters(form, [](UChar32 c, bool) { return u_isUUppercase(c) ? base_letter(c) : c; });
}

/// etat for état.
std::string without_first_accent(std::string_view form) {
  return map_letters(form, [](UChar32 c, bool first) { return first ? base_letter(c) : c; });
}

std::string without_ligatures(std::string_view form) {
  std::string out(form);
  for (const auto& [from, to] : {std::pair{"œ", "oe"}, std::pair{"Œ", "Oe"}}) {
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at)) out.replace(at, 2, to);
  }
  return out;
}

/// Calls `use` with each part of `text` between any of `marks`; empty parts are left out.
template <class Use>
void split(std::string_view text, std::string_view marks, Use use) {
  for (std::size_t begin = text.find_first_not_of(marks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(marks, begin), text.size());
    use(text.substr(begin, end - begin));
    begin = text.find_first_not_of(marks, end);
  }
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return text.substr(0, 0);
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

// The text of WordList::verbs with the features of each line written out.
std::string with_features(std::string_view text) {
  std::string out;
  std::vector<std::string_view> known;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t tab = line.find('\t');
    std::string_view features = tab == line.npos ? std::string_view() : line.substr(tab + 1);
    std::size_t number = 0;
    if (features.starts_with('=')) {
      std::from_chars(features.data() + 1, features.data() + features.size(), number);
      features = number < known.size() ? known[number] : features;
    } else if (tab != line.npos) {
      known.push_back(features);
    }
    out.append(line.substr(0, tab == line.npos ? tab : tab + 1)).append(features) += '\n';
  }
  return out;
}

}   // namespace

std::string key_of(std::string_view form) {
  if (std::string key = key_of_letters(form); !key.empty()) return key;
  // -t-il and ex- are tokens of their own only beside a word.
  if (form.size() > 1 && (form.front() == '-' || form.back() == '-')) return lower_nfc(form);
  // A point at the end would be that of a sentence; before a small letter it is that of an abbreviation.
  const bool point = form.size() > 1 && form.back() == '.';
  const std::string bytes = std::string(form) + (point ? " et" : "");
  const text::Text text = text::read(bytes);
  token::Tokens tokens = token::tokenize(text);
  if (point && !tokens.tokens.empty()) tokens.tokens.pop_back();
  std::string key;
  for (const token::Token& token : tokens.tokens) {
    if (token.kind == token::Kind::invalid) return {};
    if (!key.empty()) key += ' ';
    key += tokens.key(token);
  }
  return key;
}

WordList::WordList(const std::vector<std::string>& features) : closed_(true) {
  for (const std::string& name : features) add_feature(name);
}

template <class Work>
void WordList::guarded(const Work& work) const {
  if (!errors_) return work();
  try {
    work();
  } catch (const Error& error) {
    const auto told = [&](const Error& other) { return std::string_view(other.what()) == error.what(); };
    if (errors_->size() < most_errors && std::none_of(errors_->begin(), errors_->end(), told)) errors_->push_back(error);
  }
}

int WordList::feature(std::string_view name) const {
  const auto found = numbers_.find(std::string(name));
  return found == numbers_.end() ? -1 : found->second;
}

int WordList::add_feature(std::string_view name) {
  const auto [at, added] = numbers_.try_emplace(std::string(name), static_cast<int>(features_.size()));
  if (added) features_.emplace_back(name);
  return at->second;
}

/// Reads the lines of one file; holds what the directives have set.
struct WordList::Reader {
  WordList& list;
  const std::uint32_t source;
  const bool only_verbs;
  const std::string& name = list.sources_[source].name;
  std::string_view line = {};
  std::uint32_t number = 0;
  bool proper = false;   // set by @case, @replace, @inflect, @features, @like
  bool replaces = false;
  bool inflects = false;
  Features defaults = {};
  std::string_view like = {};
  Paradigm* paradigm = nullptr;   // whose endings stand below
  Paradigm refused = {};          // one with a mistake

  [[noreturn]] void fail(std::string_view at, const std::string& message) const {
    throw Error(name, number, column(at), message, ErrorKind::words);
  }

  std::uint32_t column(std::string_view at) const { return static_cast<std::uint32_t>(at.data() - line.data()) + 1; }

  Features features(std::string_view text) const {
    Features set;
    split(text, blanks, [&](std::string_view feature) { set.set(static_cast<std::size_t>(feature_number(feature))); });
    return set;
  }

  int feature_number(std::string_view feature) const {
    const int number = list.feature(feature);
    if (number >= 0) return number;
    if (list.closed_) fail(feature, fmt::format("unknown feature \"{}\": @declare makes a new one", feature));
    list.undeclared_.try_emplace(std::string(feature), Place{source, this->number, column(feature)});
    return declare(feature);
  }

  int declare(std::string_view feature) const {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (!std::all_of(feature.begin(), feature.end(), fits)) {
      fail(feature, fmt::format("\"{}\" is no name of a feature: expected a-z, 0-9 and hyphens", feature));
    }
    if (list.feature(feature) < 0 && list.features_.size() == max_features) {
      fail(feature, fmt::format("more than {} features", max_features));
    }
    return list.add_feature(feature);
  }

  void read_all(std::string_view content) {
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    while (!content.empty()) {
      const std::size_t end = std::min(content.find('\n'), content.size());
      line = content.substr(0, end);
      content.remove_prefix(std::min(end + 1, content.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++number;
      if (trim(line).empty() || line.front() == '#') continue;
      list.guarded([&] {
        if (line.front() == '@') directive();
        else if (paradigm) ending();
        else word();
      });
    }
  }

  void directive() {
    const std::size_t end = std::min(line.find_first_of(blanks), line.size());
    const std::string_view what = line.substr(0, end);
    const std::string_view rest = trim(line.substr(end));
    const bool defines = what == "@paradigm";
    if (!defines) paradigm = nullptr;
    if (what == "@case") {
      if (rest != "proper" && rest != "common") fail(rest, "expected @case proper or @case common");
      proper = rest == "proper";
    } else if (what == "@features") {
      defaults = features(rest);
    } else if (what == "@declare") {
      split(rest, blanks, [&](std::string_view feature) {
        declare(feature);
        list.declared_.emplace(feature);
      });
    } else if (what == "@inflect") {
      if (rest != "verb" && rest != "none") fail(rest, "expected @inflect verb or @inflect none");
      inflects = rest == "verb";
      like = {};
    } else if (what == "@like") {
      if (rest.empty()) fail(rest, "expected @like and a paradigm, or @like none");
      like = rest == "none" ? std::string_view() : rest;
      inflects = false;
    } else if (what == "@add" || what == "@replace") {
      if (!rest.empty()) fail(rest, fmt::format("nothing may follow {}", what));
      replaces = what == "@replace";
    } else if (defines) {
      paradigm = &refused;
      if (rest.empty()) fail(rest, "expected @paradigm and its name");
      const auto [at, added] = list.paradigms_.try_emplace(rest, Paradigm{rest, {}});
      if (!added) fail(rest, fmt::format("paradigm \"{}\" is there already", rest));
      paradigm = &at->second;
    } else {
      fail(what, fmt::format("unknown directive \"{}\": expected @case, @features, @inflect, @like, @paradigm, @add, "
                             "@replace or @declare",
                             what));
    }
  }

  std::array<std::string_view, 4> columns(std::size_t most) const {
    std::array<std::string_view, 4> out;
    out.fill(line.substr(line.size()));
    std::size_t begin = 0;
    for (std::size_t i = 0;; ++i) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      if (i == most) fail(line.substr(begin), fmt::format("more than {} columns", most));
      out[i] = trim(line.substr(begin, end - begin));
      if (const std::size_t two = out[i].find("  "); two != out[i].npos)
        fail(out[i].substr(two), "expected a tab between columns, or one blank");
      if (end == line.size()) break;
      begin = end + 1;
    }
    if (out[0].empty()) fail(line, "the first column is empty");
    return out;
  }

  void ending() {
    const auto column = columns(2);
    paradigm->endings.push_back({column[0] == "-" ? std::string_view() : column[0], features(column[1])});
  }

  void info(std::string_view pair) const {
    const std::size_t equals = pair.find('=');
    if (equals == 0 || equals == std::string_view::npos) fail(pair, "expected key=value;key=value");
    const std::string_view key = trim(pair.substr(0, equals));
    if (std::find(std::begin(info_keys), std::end(info_keys), key) == std::end(info_keys))
      fail(pair, fmt::format("unknown key \"{}\": expected {}", key, fmt::join(info_keys, ", ")));
  }

  void word() {
    const auto column = columns(4);
    split(column[3], ";", [&](std::string_view pair) { info(pair); });
    Word word;
    word.form = column[0];
    word.lemma = column[2];
    word.info = column[3];
    word.paradigm = like;
    word.features = defaults | features(column[1]);
    word.proper = proper;
    word.replaces = replaces;
    word.is_verb = inflects;
    word.source = source;
    word.line = number;
    if (word.features.none() && column[2].empty() && column[3].empty() && like.empty() && !inflects && !replaces && !only_verbs)
      fail(column[1], "expected features, behind a tab or in @features above");
    if (like.empty() && !inflects) {
      const std::string key = key_of(word.form);
      if (key.empty()) fail(word.form, "no word, or not UTF-8");
      if (key.size() > max_key) fail(word.form, fmt::format("longer than {} bytes", max_key));
    }
    (only_verbs ? list.verbs_ : list.words_).push_back(word);
  }
};

void WordList::read(Source source) {
  sources_.push_back(std::move(source));
  Reader reader{*this, static_cast<std::uint32_t>(sources_.size() - 1), false};
  reader.read_all(sources_.back().content);
}

void WordList::read_verbs(Source source) {
  source.content = with_features(source.content);
  sources_.push_back(std::move(source));
  Reader reader{*this, static_cast<std::uint32_t>(sources_.size() - 1), true};
  reader.read_all(sources_.back().content);
}

void WordList::expect_declared() const {
  for (const auto& [feature, at] : undeclared_)
    if (!declared_.contains(feature))
      throw Error(sources_[at.source].name, at.line, at.column,
                  fmt::format("unknown feature \"{}\": no @declare has it", feature), ErrorKind::words);
}

void WordList::fail(const Word& word, const std::string& message) const {
  throw Error(sources_[word.source].name, word.line, 1, message, ErrorKind::words);
}

const WordList::Paradigm& WordList::paradigm_of(const Word& word) const {
  const auto found = paradigms_.find(word.paradigm);
  if (found == paradigms_.end()) fail(word, fmt::format("no paradigm \"{}\"", word.paradigm));
  if (found->second.endings.empty()) fail(word, fmt::format("paradigm \"{}\" has no endings", word.paradigm));
  return found->second;
}

std::string_view WordList::stem_of(const Word& word, const Paradigm& paradigm) const {
  const std::string_view ending = paradigm.endings.front().text;
  if (!word.form.ends_with(ending)) {
    fail(word, fmt::format("\"{}\" does not end in \"{}\" as paradigm {} has it", word.form, ending, paradigm.name));
  }
  return word.form.substr(0, word.form.size() - ending.size());
}

bool WordList::is_verb(const Paradigm& paradigm) const {
  const int infinitive = feature("infinitive");
  return infinitive >= 0 && paradigm.endings.front().features.test(static_cast<std::size_t>(infinitive));
}

WordList::VerbTable WordList::verb_table() const {
  VerbTable table;
  for (const auto* words : {&verbs_, &words_}) {
    for (const Word& word : *words) {
      if (word.paradigm.empty()) continue;
      guarded([&] {
        const Paradigm& paradigm = paradigm_of(word);
        stem_of(word, paradigm);
        if (is_verb(paradigm)) table[word.form].push_back(&paradigm);
      });
    }
  }
  return table;
}

// A line with the features of one before it has the number of these: "ons =12".
std::string WordList::verbs() const {
  std::map<std::string_view, std::set<std::string_view>> verbs;
  for (const auto& [verb, paradigms] : verb_table()) {
    for (const Paradigm* paradigm : paradigms) verbs[paradigm->name].insert(verb);
  }
  std::string text;
  std::map<std::string, std::size_t> numbers;   // of features, in the order of their first lines
  for (const auto& [name, lemmas] : verbs) {
    text += fmt::format("@paradigm {}\n", name);
    for (const Ending& ending : paradigms_.at(name).endings) {
      text += ending.text.empty() ? std::string_view("-") : ending.text;
      std::string features;
      for (std::size_t i = 0; i < features_.size(); ++i) {
        if (ending.features.test(i)) features += features_[i] + ' ';
      }
      const auto [known, fresh] = numbers.try_emplace(features, numbers.size());
      text += fresh ? fmt::format("\t{}\n", features) : fmt::format("\t={}\n", known->second);
    }
    text += fmt::format("@like {}\n", name);
    for (const std::string_view lemma : lemmas) text += fmt::format("{}\n", lemma);
  }
  return text;
}

void WordList::forms(const Use& use) const {
  VerbTable verbs;
  if (std::any_of(words_.begin(), words_.end(), [](const Word& word) { return word.is_verb; })) verbs = verb_table();
  for (const Word& word : words_)
    guarded([&] {
      if (word.is_verb) emit_verb(word, verbs, use);
      else if (!word.paradigm.empty()) emit_like(word, use);
      else emit(word, word.form, word.features, word.lemma, use);
    });
}

void WordList::emit_like(const Word& word, const Use& use) const {
  const Paradigm& paradigm = paradigm_of(word);
  const std::string_view stem = stem_of(word, paradigm);
  std::string form;
  for (const Ending& ending : paradigm.endings) {
    form.assign(stem);
    form += ending.text;
    emit(word, form, word.features | ending.features, word.lemma, use);
  }
}

void WordList::check_roles(const std::function<bool(std::string_view)>& known) const {
  std::unordered_map<std::string_view, std::vector<const Word*>> classes;   // by lemma, the words that stand for it
  for (const Word& word : words_)
    if (!word.is_verb) classes[word.lemma.empty() ? word.form : word.lemma].push_back(&word);
  const auto each_wider = [&](std::string_view role, const auto& use) {
    if (const auto at = classes.find(role); at != classes.end())
      for (const Word* word : at->second) each_value(word->info, "is", [&](std::string_view wide) { use(*word, wide); });
  };
  std::set<std::string_view> open, done;
  const std::function<void(std::string_view)> visit = [&](std::string_view role) {
    if (done.contains(role)) return;
    open.insert(role);
    each_wider(role, [&](const Word& word, std::string_view wide) {
      if (open.contains(wide)) fail(word, fmt::format("\"{}\" is a kind of itself by way of \"{}\"", wide, role));
      const auto at = classes.find(wide);
      const bool entered = at != classes.end() &&
                           std::any_of(at->second.begin(), at->second.end(), [&](const Word* own) { return own->form == wide; });
      if (!entered && !(known && known(wide))) fail(word, fmt::format("no entry has \"{}\" as its form and its lemma", wide));
      visit(wide);
    });
    open.erase(role);
    done.insert(role);
  };
  for (const Word& word : words_)
    if (word.info.find("is=") != std::string_view::npos) {
      open.clear();
      guarded([&] { visit(word.lemma.empty() ? word.form : word.lemma); });
    }
}

/// « se dire » → « dire » with all its forms; « mettre en garde » → « mis en garde »; « s'en prendre » → « en pris ».
void WordList::emit_verb(const Word& word, const VerbTable& verbs, const Use& use) const {
  std::string_view phrase = word.form;
  if (phrase.starts_with("se ")) phrase.remove_prefix(3);
  else if (phrase.starts_with("s'")) phrase.remove_prefix(2);
  else if (phrase.starts_with("s’")) phrase.remove_prefix(std::string_view("s’").size());

  const std::vector<const Paradigm*>* paradigms = nullptr;
  std::string_view verb;
  split(phrase, blanks, [&](std::string_view part) {
    if (paradigms) return;
    const auto found = verbs.find(part);
    if (found == verbs.end()) return;
    paradigms = &found->second;
    verb = part;
  });
  if (!paradigms) fail(word, fmt::format("no verb of the lexicon in \"{}\"", word.form));

  const auto at = static_cast<std::size_t>(verb.data() - phrase.data());
  const std::string_view before = phrase.substr(0, at);
  const std::string_view after = phrase.substr(at + verb.size());
  std::string form;
  for (const Paradigm* paradigm : *paradigms) {
    const std::string_view stem = verb.substr(0, verb.size() - paradigm->endings.front().text.size());
    for (const Ending& ending : paradigm->endings) {
      form.assign(before);
      form += stem;
      form += ending.text;
      form += after;
      emit(word, form, word.features | ending.features, word.lemma.empty() ? word.form : word.lemma, use);
    }
  }
}

void WordList::emit(const Word& word, std::string_view form, const Features& features, std::string_view lemma,
                    const Use& use) const {
  std::string key = key_of(form);
  if (key.empty() || key.size() > max_key) fail(word, fmt::format("\"{}\" gives no key", form));
  Form out{key, features, lemma, word.info, word.proper, is_upper(form), word.replaces};
  use(out);
  if (is_ascii(form)) return;

  const auto also = [&](const std::string& spelling, bool proper) {
    const std::string other = key_of(spelling);
    if (other.empty() || other == key || other.size() > max_key) return;
    Form alias = out;
    alias.key = other;
    alias.proper = proper;
    use(alias);
  };
  if (const std::string spelling = without_ligatures(form); spelling != form) also(spelling, word.proper);
  if (const std::string spelling = without_capital_accents(form); spelling != form) {
    also(spelling, word.proper);
  } else if (static_cast<unsigned char>(form.front()) >= 0x80 && !form.starts_with("œ")) {
    // « Etat », for état, begins a sentence as often as not; « a » is no à, « A » is.
    const std::string spelling = without_first_accent(form);
    also(spelling, word.proper || spelling.size() <= 2);
  }
}

}   // namespace propos::lexicon
