// SPDX-License-Identifier: Apache-2.0
#include "lexicon/lexicon.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "hash.h"
#include "lexicon/words.h"
#include "propos/error.h"

namespace propos::lexicon {
namespace {

const Lexicon& built_in() {
  static const Lexicon lexicon;
  return lexicon;
}

Lexicon with(const std::string& words) { return Lexicon(std::vector<Source>{{"my.tsv", words}}); }

/// The features, sorted, those of the proper reading with ^ before them: "noun singular ^place".
std::vector<std::string> features(const Lexicon& lexicon, const Entry& entry) {
  std::vector<std::string> names;
  for (int i = 0; i < lexicon.feature_count(); ++i) {
    const auto bit = static_cast<std::size_t>(i);
    if (entry.common.test(bit)) names.emplace_back(lexicon.feature_name(i));
    if (entry.proper.test(bit)) names.push_back("^" + std::string(lexicon.feature_name(i)));
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string text(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

/// What `form` lacks of `expected` or has although it is named there with a ! before it; empty if all is right.
std::string differences(const Lexicon& lexicon, std::string_view form, const std::string& expected) {
  const Entry* entry = lexicon.find(key_of(form));
  if (!entry) return "not in the lexicon";
  const auto has = features(lexicon, *entry);
  std::istringstream words(expected);
  std::string wrong;
  for (std::string word; words >> word;) {
    const bool wanted = word[0] != '!';
    const std::string name = wanted ? word : word.substr(1);
    if (std::binary_search(has.begin(), has.end(), name) != wanted) wrong += " " + word;
  }
  return wrong.empty() ? "" : "wrong:" + wrong + "; has: " + text(has);
}

struct Case {
  const char* form;
  const char* expected;
};

TEST(Lexicon, KnowsForms) {
  const Case cases[] = {
      // nouns, adjectives, and their agreement
      {"voiture", "noun feminine singular common !masculine !plural"},
      {"chevaux", "noun masculine plural common"},
      {"directrice", "noun feminine singular"},
      {"journalistes", "noun masculine feminine plural"},
      {"porte-parole", "noun"},
      {"grandes", "adjective feminine plural"},
      {"rapidement", "adverb common"},
      {"cœur", "noun masculine singular"},
      {"coeur", "noun masculine singular"},
      // verbs
      {"mangerait", "verb finite third-person singular conditional !first-person"},
      {"finissons", "verb finite first-person plural imperative"},
      {"prises", "verb past-participle feminine plural"},
      {"naquit", "verb finite third-person singular"},
      {"viendra", "verb finite third-person singular future"},
      {"voulant", "verb present-participle"},
      {"a", "verb avoir finite third-person singular !preposition"},
      {"sont", "verb etre third-person plural"},
      {"fait", "faire past-participle third-person"},
      // closed classes
      {"il", "pronoun subject-pronoun third-person masculine singular !feminine !plural"},
      {"elles", "subject-pronoun third-person feminine plural"},
      {"on", "subject-pronoun third-person singular"},
      {"se", "se-clitic object-clitic"},
      {"s'", "se-clitic"},
      {"n'", "negation"},
      {"l'", "determiner object-clitic singular"},
      {"cette", "determiner demonstrative feminine singular"},
      {"-t-il", "clitic-subject third-person masculine singular"},
      {"-elles", "clitic-subject third-person feminine plural"},
      {"-je", "clitic-subject first-person singular"},
      {"à", "preposition"},
      {"parce que", "conjunction"},
      {"grâce à", "preposition"},
      {"mardi", "weekday time-noun noun"},
      {"août", "month"},
      {"soixante-dix", "number-word numeral"},
      {"van", "particle"},
      // names
      {"Emmanuel", "^first-name ^male-name !^female-name !^ambiguous"},
      {"Camille", "^first-name ^male-name ^female-name"},
      {"Léa", "^first-name ^female-name"},
      {"Dupont", "^last-name"},
      {"Rose", "^first-name ^ambiguous noun common"},
      {"Martin", "^last-name ^ambiguous common"},
      {"Du", "determiner !^last-name"},
      // places
      {"Londres", "^place ^city"},
      {"Le Havre", "^place ^city ^commune"},
      {"Havre", "^commune ^ambiguous noun"},
      {"Mans", "^commune"},
      {"Lot", "^department ^ambiguous noun"},
      {"Seine-Saint-Denis", "^department !^ambiguous"},
      {"Nouvelle-Aquitaine", "^region"},
      {"Arabie saoudite", "^country"},
      {"Côte d'Ivoire", "^country"},
      {"Côte d’Ivoire", "^country"},
      {"Afrique", "^continent"},
  };
  for (const Case& c : cases) EXPECT_EQ(differences(built_in(), c.form, c.expected), "") << c.form;
}

TEST(Lexicon, HasOtherSpellings) {
  const Case cases[] = {
      {"États-Unis", "^country"},
      {"Etats-Unis", "^country"},
      {"Émirats arabes unis", "^country"},
      {"Emirats arabes unis", "^country"},
      {"Saint-Étienne", "^commune"},
      {"Saint-Etienne", "^commune"},
      {"Etat", "noun common"},
      {"Egalement", "adverb common"},
      {"A", "^preposition"},
  };
  for (const Case& c : cases) EXPECT_EQ(differences(built_in(), c.form, c.expected), "") << c.form;
}

TEST(Lexicon, InflectsReportingVerbs) {
  const struct {
    const char* form;
    const char* lemma;
    const char* expected;
  } cases[] = {
      {"affirme", "affirmer", "cue cue-que finite third-person singular"},
      {"affirmera", "affirmer", "cue cue-que future third-person"},
      {"affirmées", "affirmer", "cue past-participle feminine plural"},
      {"dit", "dire", "cue cue-incise finite past-participle third-person"},
      {"dixit", "", ""},
      {"fait savoir", "faire savoir", "cue finite third-person past-participle"},
      {"faisant savoir", "faire savoir", "cue present-participle"},
      {"mises en garde", "mettre en garde", "cue past-participle feminine plural"},
      {"mettent en garde", "mettre en garde", "cue third-person plural"},
      {"mettent", "", "verb !cue"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(differences(built_in(), c.form, c.expected), "") << c.form;
    const Entry* entry = built_in().find(key_of(c.form));
    if (entry) {
      EXPECT_EQ(built_in().lemma(*entry), c.lemma) << c.form;
    }
  }
}

TEST(Lexicon, SaysWhereLongerEntriesBegin) {
  const Lexicon lexicon = with("Compagnie du soleil levant\torganization\n");
  for (const char* key : {"compagnie", "compagnie du", "compagnie du soleil"}) {
    ASSERT_NE(lexicon.find(key), nullptr) << key;
    EXPECT_TRUE(lexicon.find(key)->begins) << key;
  }
  const Entry* entry = lexicon.find("compagnie du soleil levant");
  ASSERT_NE(entry, nullptr);
  EXPECT_FALSE(entry->begins);
  EXPECT_EQ(text(features(lexicon, *lexicon.find("compagnie du soleil"))), "");
  EXPECT_TRUE(built_in().find("arabie")->begins);
  EXPECT_FALSE(built_in().find("mangerait")->begins);
}

TEST(Lexicon, FindsNothingElse) {
  for (const char* key : {"", " ", "Maison", "maison ", "mai son", "xqzw", "arabie  saoudite"}) {
    EXPECT_EQ(built_in().find(key), nullptr) << key;
  }
  EXPECT_EQ(built_in().find(std::string(100000, 'a')), nullptr);
  EXPECT_EQ(built_in().find(std::string_view("\0\xFF", 2)), nullptr);
}

TEST(Lexicon, NumbersItsFeatures) {
  const Lexicon& lexicon = built_in();
  ASSERT_GT(lexicon.feature_count(), 50);
  ASSERT_LE(lexicon.feature_count(), static_cast<int>(max_features));
  for (int i = 0; i < lexicon.feature_count(); ++i) EXPECT_EQ(lexicon.feature(lexicon.feature_name(i)), i);
  EXPECT_EQ(lexicon.feature("no-such-feature"), -1);
  EXPECT_EQ(lexicon.feature_name(-1), "");
  EXPECT_EQ(lexicon.feature_name(lexicon.feature_count()), "");
}

TEST(AddedWords, JoinWhatIsKnown) {
  const Lexicon lexicon = with(
      "@case proper\n"
      "@features place city\n"
      "Maison\n"
      "Élyrie\t\t\tcountry=Utopie;stands-for=palais\n");
  EXPECT_EQ(differences(lexicon, "maison", "noun feminine common ^place ^city"), "");
  EXPECT_EQ(differences(lexicon, "Elyrie", "^place ^city"), "");
  EXPECT_EQ(lexicon.info(*lexicon.find("élyrie")), "country=Utopie;stands-for=palais");
  EXPECT_EQ(differences(built_in(), "maison", "!^place"), "");
  EXPECT_EQ(differences(lexicon, "Londres", "^place"), "") << "the built-in words stay";
}

TEST(AddedWords, ReplaceWhatIsKnown) {
  const Lexicon lexicon = with(
      "@replace\n"
      "@case proper\n"
      "Orange\torganization company\n"
      "@case common\n"
      "orange\tadjective\n"
      "@add\n"
      "dit\tnoun\n");
  EXPECT_EQ(text(features(lexicon, *lexicon.find("orange"))), "^company ^organization adjective");
  EXPECT_EQ(differences(lexicon, "dit", "noun verb cue"), "");
  EXPECT_EQ(lexicon.lemma(*lexicon.find("dit")), "dire");
}

TEST(AddedWords, InflectVerbs) {
  const Lexicon lexicon = with(
      "@features cue cue-que\n"
      "@inflect verb\n"
      "vitupérer\n"
      "se gausser\n"
      "tenir la chandelle\n"
      "@like verb:abaisser\n"
      "skypailler\t\tskypailler\n");
  EXPECT_EQ(differences(lexicon, "vitupérait", "cue cue-que imperfect third-person"), "");
  EXPECT_EQ(lexicon.lemma(*lexicon.find("gausse")), "se gausser");
  EXPECT_EQ(differences(lexicon, "tiennent la chandelle", "cue third-person plural"), "");
  EXPECT_EQ(differences(lexicon, "skypaillera", "cue verb future third-person"), "");
  EXPECT_EQ(lexicon.lemma(*lexicon.find("skypaillera")), "skypailler");
}

TEST(AddedWords, DeclareFeatures) {
  const Lexicon lexicon = with("@declare vessel\nTitanic\tvessel\n");
  const int number = lexicon.feature("vessel");
  ASSERT_EQ(number, built_in().feature_count());
  EXPECT_EQ(lexicon.feature_name(number), "vessel");
  EXPECT_TRUE(lexicon.find("titanic")->common.test(static_cast<std::size_t>(number)));
}

TEST(AddedWords, TakeAnyLineEnding) {
  const Lexicon lexicon = with("\xEF\xBB\xBF# head\r\n@case proper\r\nZélande\tplace \r\n\r\n  \nYork\tplace");
  EXPECT_EQ(differences(lexicon, "Zélande", "^place"), "");
  EXPECT_EQ(differences(lexicon, "York", "^place"), "");
}

TEST(AddedWords, FailWhereTheyAreWrong) {
  const struct {
    const char* content;
    unsigned line, column;
    const char* message;
  } cases[] = {
      {"mot\tnuon", 1, 5, "unknown feature \"nuon\""},
      {"# x\n\n@features place citi\n", 3, 17, "unknown feature \"citi\""},
      {"@case upper", 1, 7, "expected @case proper or @case common"},
      {"@case", 1, 6, "expected @case proper or @case common"},
      {"@inflect noun", 1, 10, "expected @inflect verb or @inflect none"},
      {"@lemma x", 1, 1, "unknown directive \"@lemma\""},
      {"mot\tnoun\n\tnoun", 2, 1, "the first column is empty"},
      {"mot", 1, 4, "expected features, behind a tab or in @features above"},
      {"petit mot noun", 1, 15, "expected features, behind a tab or in @features above"},
      {"@features noun\nmot  masculine", 2, 4, "expected a tab between columns, or one blank"},
      {"mot\tnoun\t\tcountry=Utopie;contry=Utopie", 1, 26,
       "unknown key \"contry\": expected acronym, against, country, expands, is, members-of, same, stands-for"},
      {"mot\tnoun\tmot\ta=b\tx", 1, 18, "more than 4 columns"},
      {"mot\tnoun\t\tcountry", 1, 11, "expected key=value"},
      {"@declare Navire", 1, 10, "no name of a feature"},
      {"@inflect verb\nxyzer\tcue", 2, 1, "no verb of the lexicon"},
      {"@like verb:none\nxyzer\tcue", 2, 1, "no paradigm \"verb:none\""},
      {"@like verb:abaisser\nxyz\tcue", 2, 1, "does not end in \"er\""},
      {"@paradigm verb:abaisser\ner\tverb\n@like verb:abaisser\nxyzer", 1, 11, "is there already"},
      {"@replace all", 1, 10, "nothing may follow"},
      {"caf\xE9\tnoun", 1, 1, "not UTF-8"},
  };
  for (const auto& c : cases) {
    try {
      const Lexicon lexicon = with(c.content);
      ADD_FAILURE() << "no error: " << c.content;
    } catch (const Error& error) {
      EXPECT_EQ(error.file(), "my.tsv") << c.content;
      EXPECT_EQ(error.line(), c.line) << error.what();
      EXPECT_EQ(error.column(), c.column) << error.what();
      EXPECT_NE(std::string(error.what()).find(c.message), std::string::npos) << error.what();
    }
  }
}

// The words of the library declare their features: what nobody declared is a slip.
TEST(WordList, ExpectsDeclaredFeatures) {
  WordList words;
  words.read({"a.tsv", "@declare noun\nmot\tnoun\nmots\tplural"});
  words.read({"b.tsv", "mot\tnuon"});
  words.read({"c.tsv", "@declare plural"});
  try {
    words.expect_declared();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "b.tsv:1:5: unknown feature \"nuon\": no @declare has it");
  }
}

TEST(AddedWords, TakeNoMoreFeaturesThanThereAre) {
  std::string content = "@declare";
  for (std::size_t i = 0; i <= max_features; ++i) content += " f" + std::to_string(i);
  EXPECT_THROW(with(content), Error);
}

TEST(Keys, AreThoseOfTokens) {
  const Case cases[] = {
      {"Conseil de l’Europe", "conseil de l' europe"},
      {"Royaume-Uni", "royaume-uni"},
      {"Île-de-France", "île-de-france"},
      {"-T-il", "-t-il"},
      {"e\xCC\x81t\xC3\xA9", "été"},
      {"  Arabie \t saoudite ", "arabie saoudite"},
      {"", ""},
      {" ", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(key_of(c.form), c.expected) << c.form;
}

// Words are looked up by hashes that are made in two ways.
TEST(Keys, HashTheSameHoweverTheyAreRead) {
  const std::string text = "anticonstitutionnellement d'où qu'il vienne, été comme hiver et rien derrière";
  for (std::size_t at = 0; at < 12; ++at)
    for (std::size_t size = 0; size <= 40; ++size) {
      const std::string_view key = std::string_view(text).substr(at, size);
      EXPECT_EQ(hash(std::string(key)), hash_padded(key)) << key;
      EXPECT_NE(hash(key), hash(std::string(key) + '\0')) << key;
    }
}

}   // namespace
}   // namespace propos::lexicon
