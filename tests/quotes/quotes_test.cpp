// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "propos/propos.h"

namespace propos {
namespace {

const Analyzer& analyzer() {
  static const Analyzer one;
  return one;
}

/// Each quote on a line: type | content | cue | source.
std::string reading(const std::string& text) {
  const Document document = analyzer().analyze(text);
  std::string out;
  for (const Quote& quote : document.quotes) {
    if (!out.empty()) out += '\n';
    out += name_of(quote.type);
    out += " | ";
    for (std::size_t i = 0; i < quote.spans.size(); ++i) {
      if (i > 0) out += " … ";
      out += quote.spans[i].of(text);
    }
    out += " | ";
    if (quote.has_cue) out += quote.cue.span.of(text);
    out += " | ";
    if (quote.has_speaker) out += quote.speaker.name;
  }
  return out;
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(Quotes, Table) {
  const Case cases[] = {
      {"« Nous ne céderons pas », a déclaré Hélène Marchais.", "direct | Nous ne céderons pas | a déclaré | Hélène Marchais"},
      {"« Nous irons, a-t-elle dit, jusqu'au bout. »", "direct | Nous irons … jusqu'au bout. | a-t-elle dit | "},
      {"Le maire, Jean Varenne, a indiqué que l'école fermerait en juin.",
       "indirect | l'école fermerait en juin | a indiqué | Jean Varenne"},
      {"Selon Anne Roux, la route restera fermée.", "indirect | la route restera fermée | Selon | Anne Roux"},
      {"La route restera fermée, selon Anne Roux.", "indirect | La route restera fermée | selon | Anne Roux"},
      {"Anne Roux a affirmé avoir vu la voiture.", "indirect | avoir vu la voiture | a affirmé | Anne Roux"},
      {"Anne Roux a dénoncé des « attaques injustifiées ».", "mixed | attaques injustifiées | a dénoncé | Anne Roux"},
      {"Anne Roux a indiqué que le trafic serait « très perturbé ».",
       "indirect | le trafic serait « très perturbé » | a indiqué | Anne Roux\n"
       "mixed | très perturbé | a indiqué | Anne Roux"},
      {"Anne Roux a lu « Les Misérables » hier.", "term | Les Misérables |  | "},
      {"Jean Varenne est arrivé. Il a dit que tout allait bien.", "indirect | tout allait bien | a dit | Jean Varenne"},
      {"Le Conseil a reçu la lettre.", ""},
      {"Il mange à la maison selon les cas.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(reading(c.text), c.expected) << c.text;
}

}   // namespace
}   // namespace propos
