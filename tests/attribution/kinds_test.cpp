// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "propos/propos.h"

namespace propos {
namespace {

struct Case {
  const char* text;   // its first quote is looked at
  const char* speaker;
  SpeakerKind kind;
  Gender gender;
};

constexpr auto unknown = Gender::unknown, m = Gender::masculine, f = Gender::feminine;
constexpr auto person = SpeakerKind::person, group = SpeakerKind::group, organization = SpeakerKind::organization;

TEST(Speakers, HaveAKindAndAGender) {
  const Case cases[] = {
      // Of an entity, those of the entity.
      {"« Non », a dit Hélène Marchais.", "Hélène Marchais", person, f},
      {"Luc Besson arrive. « Non », a-t-il dit.", "Luc Besson", person, m},
      {"Camille Vasseur est venue. « Non », a dit Camille Vasseur.", "Camille Vasseur", person, f},
      {"La SNCF assure que tout ira bien.", "SNCF", organization, unknown},
      {"Paris a indiqué que la réunion aurait lieu.", "Paris", SpeakerKind::place, unknown},
      // Without one, what the words show.
      {"« C'est long », raconte une infirmière.", "une infirmière", person, f},
      {"« C'est long », raconte un infirmier.", "un infirmier", person, m},
      {"« C'est long », raconte une collègue.", "une collègue", person, f},
      {"« C'est long », raconte une habitante du quartier.", "une habitante du quartier", person, f},
      {"Le procureur estime que l'enquête est close.", "le procureur", person, m},
      // The gender of these words is nobody's.
      {"Une victime raconte que tout a tremblé.", "une victime", person, unknown},
      {"« Il a crié », raconte un témoin.", "un témoin", person, unknown},
      {"Selon une source policière, deux hommes ont fui.", "une source policière", person, unknown},
      // Several, bodies, texts.
      {"Des riverains assurent que le bruit a doublé.", "des riverains", group, unknown},
      {"Les infirmières affirment que les lits manquent.", "les infirmières", group, unknown},
      {"Luc Besson et Anne Roux affirment que rien ne presse.", "Luc Besson et Anne Roux", group, unknown},
      {"La direction affirme que les emplois sont garantis.", "la direction", organization, unknown},
      {"D'après un rapport, le pont est sûr.", "un rapport", SpeakerKind::document, unknown},
      {"« Non », dit-on.", "", SpeakerKind::unknown, unknown},
  };
  const Analyzer analyzer;
  for (const Case& expected : cases) {
    const Document document = analyzer.analyze(expected.text);
    ASSERT_FALSE(document.quotes.empty()) << expected.text;
    const Speaker& speaker = document.quotes.front().speaker;
    EXPECT_EQ(speaker.name, expected.speaker) << expected.text;
    EXPECT_EQ(name_of(speaker.kind), name_of(expected.kind)) << expected.text;
    EXPECT_EQ(name_of(speaker.gender), name_of(expected.gender)) << expected.text;
  }
}

}   // namespace
}   // namespace propos
