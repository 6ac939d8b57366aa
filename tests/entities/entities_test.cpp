// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "propos/propos.h"

namespace propos {
namespace {

/// Each entity on a line: type | name | its names in the text.
std::string reading(const std::string& text) {
  static const Analyzer analyzer;
  const Document document = analyzer.analyze(text);
  std::string out;
  for (const Entity& entity : document.entities) {
    if (!out.empty()) out += '\n';
    out += name_of(entity.type);
    out += " | " + entity.name + " |";
    for (const Id m : entity.mentions)
      if (document.mentions[m].form == MentionForm::name || document.mentions[m].form == MentionForm::acronym)
        out.append(" ").append(document.mentions[m].span.of(text)).append(",");
    out.pop_back();
  }
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(Entities, Table) {
  const Case cases[] = {
      {"Roux attaque\n\nLe ministre Paul Roux est venu à Dakar. Roux repart demain.",
       "person | Paul Roux | Roux, Paul Roux, Roux\nplace | Dakar | Dakar"},
      {"Mme Claire de La Tour a été élue.", "person | Claire de La Tour | Claire de La Tour"},
      {"L'Union des pêcheurs du Nord (UPN) proteste. L'UPN veut négocier.",
       "organization | Union des pêcheurs du Nord | Union des pêcheurs du Nord, UPN, UPN"},
      {"Il a gravi le mont Ventoux.", "place | mont Ventoux | mont Ventoux"},
      {"La France et le Sénégal ont signé.", "place | France | France\nplace | Sénégal | Sénégal"},
      {"Les Français sont contents.", ""},
      // Of two with one surname, the one named last.
      {"Jean Roux et Anne Roux sont venus. Roux a ri. Jean Roux part. Roux est las.",
       "person | Jean Roux | Jean Roux, Jean Roux, Roux\nperson | Anne Roux | Anne Roux, Roux"},
      {"Édith Roux a dit non. É. Roux insiste.", "person | Édith Roux | Édith Roux, É. Roux"},
      {"L'OTAN se réunit à Bruxelles.", "organization | OTAN | OTAN\nplace | Bruxelles | Bruxelles"},
  };
  for (const Case& c : cases) EXPECT_EQ(reading(c.text), c.expected) << c.text;
}

}   // namespace
}   // namespace propos
