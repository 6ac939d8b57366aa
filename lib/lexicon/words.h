// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/lexicon.h"
#include "propos/analyzer.h"
#include "propos/error.h"

/// The word files, as lib/fr/lexicon/README.md describes them. Read by the compiler of the lexicon, and at run time for
/// the words that a caller adds.
namespace propos::lexicon {

/// What a document's token or run of tokens must have as key to be `form`: lower case NFC, straight apostrophe, one
/// blank between tokens. Empty where the form has no token or is not UTF-8.
std::string key_of(std::string_view form);

/// One inflected form, as `WordList::forms` gives it.
struct Form {
  std::string_view key;
  Features features;
  std::string_view lemma;   // as the file gives it; empty: none
  std::string_view info;
  bool proper = false;     // the features hold only for a token with a capital
  bool capitals = false;   // written in capitals alone
  bool replaces = false;   // takes the place of what is known of the key
};

/// Words of any number of files, with the paradigms by which they are inflected. Files may use each other's paradigms
/// and verbs, whatever their order.
class WordList {
 public:
  /// Takes the features of the files as they come. At most max_features, then Error.
  WordList() = default;
  /// Knows these features; any other must be declared with @declare.
  explicit WordList(const std::vector<std::string>& features);

  /// From now on a mistake goes to `errors`, which must outlive this, and its line or word is left out: at most `most_errors` of them.
  /// Without this the first is thrown.
  void tell(std::vector<Error>& errors) { errors_ = &errors; }

  /// Reads a file. Throws Error with its line and column.
  void read(Source source);
  /// Reads only the paradigms of a file and which verbs follow them.
  void read_verbs(Source source);

  /// Throws Error for a feature that some file uses and none declares.
  void expect_declared() const;

  /// Calls `use` with every form, other spellings of it (Etats-Unis, coeur) after it. Throws Error for a paradigm or a
  /// verb that no file has.
  void forms(const std::function<void(const Form&)>& use) const;

  /// Are the classes of functions (is=…, roles.h) what they should be? `known` tells of a class whether other files have it.
  /// Throws Error with the line for a class that nothing has and for circles. O(words).
  void check_roles(const std::function<bool(std::string_view)>& known = {}) const;

  /// The number of the feature, or -1.
  int feature(std::string_view name) const;
  const std::vector<std::string>& features() const { return features_; }

  /// The paradigms with an infinitive and their verbs, as a text for `read_verbs`.
  std::string verbs() const;

 private:
  struct Ending {
    std::string_view text;
    Features features;
  };
  struct Paradigm {
    std::string_view name;
    std::vector<Ending> endings;   // the first is the lemma's
  };
  struct Word {
    std::string_view form, lemma, info, paradigm;
    Features features;
    bool proper = false, replaces = false, is_verb = false;
    std::uint32_t source = 0, line = 0;
  };
  struct Reader;
  struct Place {
    std::uint32_t source = 0, line = 0, column = 0;
  };

  using Use = std::function<void(const Form&)>;
  using VerbTable = std::unordered_map<std::string_view, std::vector<const Paradigm*>>;

  void emit(const Word& word, std::string_view form, const Features& features, std::string_view lemma, const Use& use) const;
  void emit_like(const Word& word, const Use& use) const;
  void emit_verb(const Word& word, const VerbTable& verbs, const Use& use) const;
  const Paradigm& paradigm_of(const Word& word) const;
  std::string_view stem_of(const Word& word, const Paradigm& paradigm) const;
  bool is_verb(const Paradigm& paradigm) const;
  VerbTable verb_table() const;
  int add_feature(std::string_view name);
  [[noreturn]] void fail(const Word& word, const std::string& message) const;
  template <class Work>
  void guarded(const Work& work) const;

  std::vector<Error>* errors_ = nullptr;   // of tell
  bool closed_ = false;
  std::deque<Source> sources_;   // the views point into them
  std::vector<std::string> features_;
  std::unordered_map<std::string, int> numbers_;
  std::map<std::string, Place> undeclared_;   // features, where they were not known yet
  std::set<std::string> declared_;            // by @declare
  std::map<std::string_view, Paradigm> paradigms_;
  std::vector<Word> words_;
  std::vector<Word> verbs_;   // of read_verbs
};

}   // namespace propos::lexicon
