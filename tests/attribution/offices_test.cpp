// SPDX-License-Identifier: Apache-2.0
// Who held an office on the day of a text: only whom the text names, and nobody where the day is not known.
#include <chrono>

#include "data.h"
#include "mentions/offices.h"
#include "sources.h"

namespace propos {
namespace {

using namespace std::chrono_literals;

std::string source_on(const std::string& text, std::optional<std::chrono::year_month_day> day) {
  static const Analyzer analyzer;
  std::string out = "no quote";
  for (const Quote& quote : analyzer.analyze(text, {.zones = {}, .published = day}).quotes)
    if (quote.has_speaker) out = quote.speaker.name;
  return out;
}

TEST(Offices, TheHolderOfTheDay) {
  const struct {
    std::chrono::year_month_day day;
    const char* text;
    const char* expected;
  } cases[] = {
      {2018y / 12 / 5,
       "Emmanuel Macron est rentré de Buenos Aires. Dimanche, une réunion a eu lieu. Le chef de l'État a promis que la taxe attendrait.",
       "Emmanuel Macron"},
      {2013y / 5 / 2,
       "François Hollande est rentré de Pékin. Nicolas Sarkozy était à Nice. Le président français a promis que la taxe attendrait.",
       "François Hollande"},
      {2010y / 5 / 2,
       "François Hollande est rentré de Pékin. Nicolas Sarkozy était à Nice. Le chef de l'État a promis que la taxe attendrait.",
       "Nicolas Sarkozy"},
      {2018y / 12 / 5,
       "« Il faut attendre », a dit Édouard Philippe. La salle a ri. Plus tard, une note a circulé. Le Premier ministre a promis que la taxe attendrait.",
       "Édouard Philippe"},
      {2019y / 2 / 1,
       "Philippe Martinez n'ira pas. Les usines ferment. Hier, le secrétaire général de la CGT a dit que rien ne bougeait.",
       "Philippe Martinez"},
      {2016y / 3 / 1,
       "Justin Trudeau est à Washington. La neige tombe. Le premier ministre du Canada a dit que le traité tiendrait.",
       "Justin Trudeau"},
      {2018y / 6 / 1, "Macky Sall est à Thiès. La pluie tombe. Le chef de l'État sénégalais a dit que la route serait finie.",
       "Macky Sall"},
      {2020y / 6 / 1,
       "Ursula von der Leyen est à Strasbourg. La pluie tombe. La présidente de la Commission européenne a dit que l'accord tenait.",
       "Ursula von der Leyen"},
  };
  for (const auto& c : cases) EXPECT_EQ(source_on(c.text, c.day), c.expected) << c.text;
}

TEST(Offices, SilentWhereTheyDoNotFit) {
  const struct {
    std::optional<std::chrono::year_month_day> day;
    const char* text;
    const char* expected;
  } cases[] = {
      {std::nullopt,
       "Emmanuel Macron est rentré de Buenos Aires. Dimanche, une réunion a eu lieu. Le chef de l'État a promis que la taxe attendrait.",
       "le chef de l'État"},
      {2010y / 5 / 2,
       "Emmanuel Macron est rentré de Buenos Aires. Dimanche, une réunion a eu lieu. Le chef de l'État a promis que la taxe attendrait.",
       "le chef de l'État"},
      {2018y / 12 / 5, "Une réunion a eu lieu. Le chef de l'État a promis que la taxe attendrait.", "le chef de l'État"},
      {2018y / 12 / 5,
       "Emmanuel Macron est rentré. Le ballon est crevé. Une salle attend. Le club est triste. La ligue aussi. Le président a dit que le match aurait lieu.",
       "le président"},
      {2018y / 12 / 5, "Emmanuel Macron est rentré. Le président italien a dit que le traité tiendrait.", "le président italien"},
      {2018y / 12 / 5, "Laurent Wauquiez est rentré. Le président Les Républicains de la région a dit que le pont tiendrait.",
       "le président Les Républicains"},
      {2018y / 12 / 5, "Emmanuel Macron est rentré. La présidente de la ligue a dit que le match aurait lieu.",
       "la présidente de la ligue"},
  };
  for (const auto& c : cases) EXPECT_EQ(source_on(c.text, c.day), c.expected) << c.text;
}

TEST(Offices, TheTableReads) {
  EXPECT_GE(mentions::office_holders().size(), 50u);
  for (const auto& [key, offices] : mentions::office_holders())
    for (const mentions::Office& office : offices) {
      EXPECT_FALSE(office.head.empty() || office.of.empty()) << key;
      EXPECT_LT(office.from, office.until) << key;
    }
}

}   // namespace
}   // namespace propos
