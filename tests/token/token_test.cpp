// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "propos/propos.h"

namespace propos {
namespace {

const Analyzer& analyzer() {
  static const Analyzer one;
  return one;
}

/// What the spans cover, with | between them. A soft line break inside a span shows as a blank.
template <class Table, class SpanOf>
std::string cut(const std::string& text, const Table& table, SpanOf span_of) {
  std::string out;
  for (const auto& entry : table) {
    if (!out.empty()) out += '|';
    out += Span(span_of(entry)).of(text);
  }
  for (char& c : out)
    if (c == '\n') c = ' ';
  return out;
}
std::string tokens_of(const std::string& text) {
  return cut(text, analyzer().analyze(text).tokens, [](Span span) { return span; });
}
std::string sentences_of(const std::string& text) {
  return cut(text, analyzer().analyze(text).sentences, [](const Sentence& s) { return s.span; });
}

struct Case {
  const char* text;
  const char* expected;
};

TEST(Tokens, Table) {
  const Case cases[] = {
      // Elisions: cut behind the apostrophe, straight or curly.
      {"L'arbre qu'il a vu n'est plus là.", "L'|arbre|qu'|il|a|vu|n'|est|plus|là|."},
      {"L’arbre d’à côté, jusqu’ici", "L’|arbre|d’|à|côté|,|jusqu’|ici"},
      {"qu\u02BCelle n\u02BCest", "qu\u02BC|elle|n\u02BC|est"},
      {"Lorsqu'on dit ça, puisqu'on m'a dit", "Lorsqu'|on|dit|ça|,|puisqu'|on|m'|a|dit"},
      {"Ç'a été dur, c'était long.", "Ç'|a|été|dur|,|c'|était|long|."},
      {"d'autres, s'il t'en parle, j'y vais", "d'|autres|,|s'|il|t'|en|parle|,|j'|y|vais"},
      {"L'OTAN et l'ONU", "L'|OTAN|et|l'|ONU"},
      {"QU'EST-CE QUE L'ÉTAT ?", "QU'|EST|-CE|QUE|L'|ÉTAT|?"},
      {"l'\"accélération\" et l'« accord »", "l'|\"|accélération|\"|et|l'|«|accord|»"},
      {"notamment l'\n\"accélération\"\ndes travaux", "notamment|l'|\"|accélération|\"|des|travaux"},
      // Words with an apostrophe that stay whole.
      {"aujourd'hui, quelqu'un d'aujourd’hui", "aujourd'hui|,|quelqu'un|d'|aujourd’hui"},
      {"Une presqu'île, des prud'hommes, la grand'rue", "Une|presqu'île|,|des|prud'hommes|,|la|grand'rue"},
      {"N'Golo Kanté et M'Baye Niang ; M'Bappé ? N'en parlons plus.",
       "N'Golo|Kanté|et|M'Baye|Niang|;|M'Bappé|?|N'|en|parlons|plus|."},
      {"Sinéad O'Connor, le Guangxi d'O'Brien", "Sinéad|O'Connor|,|le|Guangxi|d'|O'Brien"},
      // Clitics behind the verb.
      {"Ira-t-il ? demande-t-elle.", "Ira|-t-il|?|demande|-t-elle|."},
      {"A-t-on vu ? Y a-t-il eu ?", "A|-t-on|vu|?|Y|a|-t-il|eu|?"},
      {"dit-il, ont-ils, ai-je, dis-tu, savez-vous", "dit|-il|,|ont|-ils|,|ai|-je|,|dis|-tu|,|savez|-vous"},
      {"Est-ce vrai ? Qu'est-ce que c'est ?", "Est|-ce|vrai|?|Qu'|est|-ce|que|c'|est|?"},
      {"Donne-le-moi, allons-y, parlez-en", "Donne|-le|-moi|,|allons|-y|,|parlez|-en"},
      {"Kim Jong-il et Kim Jong-Un ont-ils ri ? L'Espagne sait-elle ?",
       "Kim|Jong-il|et|Kim|Jong-Un|ont|-ils|ri|?|L'|Espagne|sait|-elle|?"},
      {"cette fois-ci, ce jour-là, celui-ci, celles-là", "cette|fois|-ci|,|ce|jour|-là|,|celui-ci|,|celles-là"},
      {"un rendez-vous au-delà des mers", "un|rendez-vous|au-delà|des|mers"},
      {"a‑t‑il dit", "a|‑t‑il|dit"},   // no-break hyphens
      // Hyphens.
      {"Jean-Luc Roux, vice-président de Saint-Denis", "Jean-Luc|Roux|,|vice-président|de|Saint-Denis"},
      {"les Hauts-de-France, c'est-à-dire le Nord-Pas-de-Calais", "les|Hauts-de-France|,|c'|est-à-dire|le|Nord-Pas-de-Calais"},
      {"le match Lille-Lens, la ligne Paris - Lyon", "le|match|Lille-Lens|,|la|ligne|Paris|-|Lyon"},
      {"l'après-Brexit des moins-de-20-ans", "l'|après-Brexit|des|moins-de-20-ans"},
      {"pré- et post-opératoire", "pré|-|et|post-opératoire"},
      {"— Oui, dit-elle – enfin, non.", "—|Oui|,|dit|-elle|–|enfin|,|non|."},
      // Abbreviations keep their point.
      {"M. Roux, Mme Brun, Mlle Petit et MM. Morel et Noir", "M.|Roux|,|Mme|Brun|,|Mlle|Petit|et|MM.|Morel|et|Noir"},
      {"Mme. Roux, le Dr. Brun, Me Noir et Mgr Blanc", "Mme.|Roux|,|le|Dr.|Brun|,|Me|Noir|et|Mgr|Blanc"},
      {"des pommes, etc. Il pleut.", "des|pommes|,|etc|.|Il|pleut|."},
      {"des pommes, etc., et des poires", "des|pommes|,|etc.|,|et|des|poires"},
      {"voir art. 12 et fig. 3, av. J.-C.", "voir|art.|12|et|fig.|3|,|av.|J.-C."},
      // Initials and acronyms.
      {"J. Roux, J.-P. Brun et K. A. Noir", "J.|Roux|,|J.-P.|Brun|et|K.|A.|Noir"},
      {"le p.-d.g. de Varenco", "le|p.-d.g.|de|Varenco"},
      {"F. de Roux, A. d'Urfé et G. Le Brun", "F.|de|Roux|,|A.|d'|Urfé|et|G.|Le|Brun"},
      {"Ch. Roux, Ph.-H. Brun", "Ch.|Roux|,|Ph.|-|H.|Brun"},
      {"Le plan F. de loin", "Le|plan|F|.|de|loin"},
      {"George W. Bush et J.K. Rowling", "George|W.|Bush|et|J.K.|Rowling"},
      {"L'O.N.U. et la S.N.C.F. négocient.", "L'|O.N.U.|et|la|S.N.C.F.|négocient|."},
      {"Le plan B. Il est prêt.", "Le|plan|B.|Il|est|prêt|."},
      // Numbers.
      {"3,5 % de hausse, 1 200 000 euros, 1 200 000 €", "3,5|%|de|hausse|,|1 200 000|euros|,|1 200 000|€"},
      {"10'000 personnes, 10’000 francs, 1.200 euros, 10%", "10'000|personnes|,|10’000|francs|,|1.200|euros|,|10|%"},
      {"+3,5 points, -2 degrés, 12°C", "+|3,5|points|,|-|2|degrés|,|12|°|C"},
      {"le 1er mars, le 12e, les 2es, au XVIIIe siècle", "le|1er|mars|,|le|12e|,|les|2es|,|au|XVIIIe|siècle"},
      {"à 14h30, à 20 h 15, à 9:05", "à|14h30|,|à|20|h|15|,|à|9:05"},
      {"le 12/02/2026, le 3 mars 2025", "le|12/02/2026|,|le|3|mars|2025"},
      {"en 2024-2025, de 10-15 ans", "en|2024|-|2025|,|de|10|-|15|ans"},
      {"En 2024 300 élèves", "En|2024|300|élèves"},
      {"le G7, l'A380, un MP3, le Covid-19, 5G", "le|G7|,|l'|A380|,|un|MP3|,|le|Covid-19|,|5G"},
      {"le score de 3-1 (2-0)", "le|score|de|3|-|1|(|2|-|0|)"},
      // Addresses of the web.
      {"Voir https://www.exemple.fr/a-b/c?d=e,f.", "Voir|https://www.exemple.fr/a-b/c?d=e,f|."},
      {"Voir (www.exemple.fr) ou exemple.fr.", "Voir|(|www.exemple.fr|)|ou|exemple|.|fr|."},
      {"Écrire à jeanne.roux@exemple.fr, dit-elle.", "Écrire|à|jeanne.roux@exemple.fr|,|dit|-elle|."},
      {"@jeanne_roux a écrit : #Lille2025 !", "@jeanne_roux|a|écrit|:|#Lille2025|!"},
      {"Merci @Mairie, vive #LaGrève.", "Merci|@Mairie|,|vive|#LaGrève|."},
      // Marks and points.
      {"« Oui », dit-il. “Non”, \"si\", „ah“, ‹ eh ›", "«|Oui|»|,|dit|-il|.|“|Non|”|,|\"|si|\"|,|„|ah|“|,|‹|eh|›"},
      {"<<Oui>>, dit-elle. «Non»", "<<|Oui|>>|,|dit|-elle|.|«|Non|»"},
      {"l'« 'autre' » monde", "l'|«|'|autre|'|»|monde"},
      {"Euh... oui… (...) […] non..", "Euh|...|oui|…|(...)|[…]|non|.."},
      {"Quoi ?! Non !!!", "Quoi|?|!|Non|!|!|!"},
      {"européenne ».« Comment", "européenne|»|.|«|Comment"},
      {"et/ou, l'école (primaire); fin.", "et|/|ou|,|l'|école|(|primaire|)|;|fin|."},
      // Words for women and men.
      {"Les élu·es, les élu.e.s, tou·te·s les directeur·rices.", "Les|élu·es|,|les|élu.e.s|,|tou·te·s|les|directeur·rices|."},
      {"Un élu. Et un.e autre. LES ÉLU.E.S. Il part.Les autres", "Un|élu|.|Et|un.e|autre|.|LES|ÉLU.E.S|.|Il|part|.|Les|autres"},
      // Letters.
      {"Cœur, œuvre, Noël, Łódź, naïf, ÇA", "Cœur|,|œuvre|,|Noël|,|Łódź|,|naïf|,|ÇA"},
      {"E\u0301cole de\u0301ja\u0300", "E\u0301cole|de\u0301ja\u0300"},
      {"extra\u00ADordinaire", "extra\u00ADordinaire"},
      {"les États-Unis\u200E, \u200Ela", "les|États-Unis\u200E|,|la"},
      {"un mot\u00A0: « oui »\u202F!", "un|mot|:|«|oui|»|!"},
      {"Bravo 👏🏽 ❤️ 👩‍🚒 🇫🇷🇧🇪 à Москва",
       "Bravo|👏🏽|❤️|👩‍🚒|🇫🇷|🇧🇪|à|Москва"},
  };
  for (const Case& c : cases) EXPECT_EQ(tokens_of(c.text), c.expected) << c.text;
}

TEST(Sentences, Table) {
  const Case cases[] = {
      {"BREST, 3 mai (APN) – Le préfet est venu.", "BREST, 3 mai (APN) –|Le préfet est venu."},
      {"OTTAWA — La ministre est venue.", "OTTAWA —|La ministre est venue."},
      {"Le préfet (un ancien du lieu) – très ému – est venu.", "Le préfet (un ancien du lieu) – très ému – est venu."},
      {"Il pleut. Elle sort.", "Il pleut.|Elle sort."},
      {"Il pleut ! Elle sort ? Oui… Non.", "Il pleut !|Elle sort ?|Oui…|Non."},
      {"Euh... enfin. Bref... Il sort.", "Euh... enfin.|Bref...|Il sort."},
      // Abbreviations and initials.
      {"M. Roux a vu Mme Brun. Le Dr. Noir aussi.", "M. Roux a vu Mme Brun.|Le Dr. Noir aussi."},
      {"J. Roux et J.-P. Brun sont là. K. Noir aussi.", "J. Roux et J.-P. Brun sont là.|K. Noir aussi."},
      {"Il vend des pommes, des poires, etc. Elle sort.", "Il vend des pommes, des poires, etc.|Elle sort."},
      {"Il vend des pommes, etc. et des poires.", "Il vend des pommes, etc. et des poires."},
      {"La S.N.C.F. négocie. L'O.N.U. attend.", "La S.N.C.F. négocie.|L'O.N.U. attend."},
      // Numbers and addresses.
      {"Une hausse de 3,5 %. En 2025, 1.200 élèves.", "Une hausse de 3,5 %.|En 2025, 1.200 élèves."},
      {"Ils étaient 12. Elle sort.", "Ils étaient 12.|Elle sort."},
      {"Voir www.exemple.fr. Il pleut.", "Voir www.exemple.fr.|Il pleut."},
      // Quotation marks.
      {"« Oui. Nous irons. » Il sort.", "« Oui. Nous irons. »|Il sort."},
      {"« Oui ! », dit-il. Il sort.", "« Oui ! », dit-il.|Il sort."},
      {"« Oui ! » dit-il. Il sort.", "« Oui ! » dit-il.|Il sort."},
      {"Il dit : « Oui. Non. » et sort. Elle rit.", "Il dit : « Oui. Non. » et sort.|Elle rit."},
      {"Il a dit « oui ». Elle sort.", "Il a dit « oui ».|Elle sort."},
      {"\"Oui. Non.\" Il sort.", "\"Oui. Non.\"|Il sort."},
      {"“Où ? Là ?” demande Jeanne Roux. Rien.", "“Où ? Là ?” demande Jeanne Roux.|Rien."},
      {"Il voit la mer européenne ».« Comment ?", "Il voit la mer européenne ».|« Comment ?"},
      {"« Il pleut. Elle sort.", "« Il pleut.|Elle sort."},   // never closed
      {"— Tu viens ? — Non.", "— Tu viens ?|— Non."},
      {"Il sort (enfin !). Elle rit. (Rires.) Fin.", "Il sort (enfin !).|Elle rit.|(Rires.)|Fin."},
      {"Il cite [...] la loi. (...) Elle sort.", "Il cite [...] la loi.|(...) Elle sort."},
      // Lines.
      {"La grève continue\n\nLe dépôt est fermé. Il pleut.", "La grève continue|Le dépôt est fermé.|Il pleut."},
      {"Un titre\nPar Jeanne Roux\nIl pleut.", "Un titre|Par Jeanne Roux|Il pleut."},
      {"Il parle d'une\n\"alliance sérieuse\"\n.", "Il parle d'une \"alliance sérieuse\" ."},
      {"Il parle de l'\n\"accélération\"\ndes travaux. Elle sort.", "Il parle de l' \"accélération\" des travaux.|Elle sort."},
  };
  for (const Case& c : cases) EXPECT_EQ(sentences_of(c.text), c.expected) << c.text;
}

}   // namespace
}   // namespace propos
