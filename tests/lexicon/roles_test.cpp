// SPDX-License-Identifier: Apache-2.0
// Which functions are kinds of others: role-classes.tsv and the words that a caller adds.
#include "lexicon/roles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lexicon/words.h"
#include "propos/error.h"

namespace propos::lexicon {
namespace {

/// The class of a form, as titles know it.
std::string class_of(const Lexicon& lexicon, std::string_view form) {
  const Entry* entry = lexicon.find(key_of(form));
  if (entry == nullptr) return "no entry";
  const std::string_view lemma = lexicon.lemma(*entry);
  return lemma.empty() ? std::string(form) : std::string(lemma);
}

bool is_kind_of(const Lexicon& lexicon, std::string_view form, std::string_view wide) {
  const Roles roles(lexicon);
  const auto& all = roles.wider(class_of(lexicon, form));
  return std::find(all.begin(), all.end(), wide) != all.end();
}

TEST(Roles, FormsAndSynonymsShareAClass) {
  const Lexicon lexicon;
  const std::pair<const char*, const char*> cases[] = {
      {"sénatrice", "sénateur"},
      {"sénateurs", "sénateur"},
      {"directrice générale", "directeur général"},
      {"chef de l'État", "président de la République"},
      {"locataire de Matignon", "premier ministre"},
      {"garde des Sceaux", "ministre de la Justice"},
      {"mayeur", "bourgmestre"},
      {"comédienne", "acteur"},
      {"coach", "entraîneur"},
  };
  for (const auto& [form, expected] : cases) EXPECT_EQ(class_of(lexicon, form), expected) << form;
}

TEST(Roles, KindsOfFunctions) {
  const Lexicon lexicon;
  struct Case {
    const char* form;
    const char* wide;
    bool expected;
  };
  const Case cases[] = {
      {"députée", "parlementaire", true},
      {"eurodéputé", "élu", true},
      {"bourgmestre", "maire", true},
      {"maire", "élu", true},
      {"PDG", "patron", true},
      {"ministre de la Justice", "ministre", true},
      {"secrétaire général", "leader", true},
      {"colonel", "militaire", true},
      {"romancière", "écrivain", true},
      {"cardiologue", "médecin", true},
      {"parlementaire", "député", false},
      {"maire", "parlementaire", false},
      {"médecin", "avocat", false},
      {"avocat", "magistrat", false},
      {"ministre", "ministre", false},
  };
  for (const Case& c : cases) EXPECT_EQ(is_kind_of(lexicon, c.form, c.wide), c.expected) << c.form << " " << c.wide;
}

TEST(Roles, NamesOfClassesSaySomething) {
  const Lexicon lexicon;
  const Roles roles(lexicon);
  EXPECT_EQ(roles.said_by("ministre des Affaires étrangères"), (std::vector<std::string>{"affaires", "étrangères"}));
  EXPECT_TRUE(roles.said_by("maire").empty());
}

TEST(Roles, WordsOfACallerJoin) {
  const Lexicon lexicon(
      std::vector<Source>{{"my.tsv", "@case common\nmestre	noun masculine singular role	mestre	is=maire\n"}});
  EXPECT_TRUE(is_kind_of(lexicon, "mestre", "maire"));
  EXPECT_TRUE(is_kind_of(lexicon, "mestre", "élu"));
}

/// The error for these words of a caller.
std::string error_of(const std::string& words) {
  try {
    const Lexicon lexicon(std::vector<Source>{{"my.tsv", words}});
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Roles, UnknownClassesAndCirclesAreErrors) {
  EXPECT_EQ(error_of("mestre\tnoun\tmestre\tis=mair\n"), "my.tsv:1:1: no entry has \"mair\" as its form and its lemma");
  EXPECT_EQ(error_of("un\tnoun\tun\tis=deux\ndeux\tnoun\tdeux\tis=un\n"),
            "my.tsv:2:1: \"un\" is a kind of itself by way of \"deux\"");
}

}   // namespace
}   // namespace propos::lexicon
