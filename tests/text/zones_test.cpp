// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstring>

#include "propos/propos.h"

namespace propos {
namespace {

/// The text with the zone of each paragraph before it, as the pages below are written.
std::string reading(const std::string& text) {
  static const Analyzer analyzer;
  std::string out;
  for (const Paragraph& paragraph : analyzer.analyze(text).paragraphs) {
    out += name_of(paragraph.zone);
    out += '\t';
    out += paragraph.span.of(text);
    out += '\n';
  }
  return out;
}

/// Each page as a reader sees it, with the zone before each line.
TEST(Zones, Pages) {
  const char* const pages[] = {
      // A daily: headline, lede, byline, caption with credit, links, tags.
      "headline\tLille : le maire annonce la fermeture de trois écoles\n"
      "body\tLa décision, attendue depuis l'automne, a été votée lundi soir malgré l'opposition des parents.\n"
      "byline\tPar Jeanne Roux\n"
      "byline\tPublié le 12 mars 2025 à 14h30, mis à jour à 18h02\n"
      "caption\tLe maire, Paul Brun, devant l'école Pasteur, à Lille, le 11 mars 2025. © Anne Noir / AFP\n"
      "body\t« Nous n'avons pas le choix », a déclaré Paul Brun devant une salle comble.\n"
      "related-links\tLire aussi : La colère des parents d'élèves\n"
      "body\tL'opposition a quitté la salle avant le vote, qu'elle juge « précipité ».\n"
      "related-links\tSur le même sujet\n"
      "related-links\tFaut-il fermer les petites écoles ?\n"
      "related-links\tAnne Petit : « L'école est le cœur du village »\n"
      "tags\tMots-clés : Lille, école, Paul Brun\n",

      // An agency on a page: kicker, agency as byline, caption and credit on lines of their own, hashtags.
      "headline\tMONDE\n"
      "headline\tLe Sénégal et la Mauritanie signent un accord sur la pêche\n"
      "byline\tAFP\n"
      "byline\t12/02/2026, jeudi\n"
      "caption\tLa ministre sénégalaise de la Pêche, Awa Diop, à Dakar, le 11 février 2026.\n"
      "credit\tCrédit Photo : JEAN NOIR / AFP\n"
      "caption\tLa ministre sénégalaise de la Pêche, Awa Diop, à Dakar, le 11 février 2026.\n"
      "body\tLe Sénégal et la Mauritanie ont signé jeudi un accord qui partage les prises de l'année.\n"
      "body\tUn accord attendu\n"
      "body\tLes pêcheurs de Saint-Louis demandaient ce texte depuis trois ans.\n"
      "related-links\tA lire également:\n"
      "tags\t#Sénégal\n"
      "tags\t#Awa Diop\n",

      // A web page with its navigation.
      "related-links\tAccueil › Économie › Transports\n"
      "headline\tCévennes : la dernière rame a quitté la gare\n"
      "byline\tPar\n"
      "byline\tLise Marchandiau\n"
      "byline\tTemps de lecture : 3 min\n"
      "byline\t7 commentaires\n"
      "body\tSur le quai, ils étaient une trentaine à applaudir le conducteur.\n"
      "related-links\tNEWSLETTER\n"
      "related-links\tChaque vendredi, le meilleur de la région dans votre boîte\n"
      "related-links\tJe m'inscris\n"
      "body\tKarim Belhadj, qui préside l'association, ne décolère pas.\n"
      "credit\tCrédit photo : Hugo Vasseur / Le Petit Cévenol\n"
      "related-links\tPartager sur Facebook\n"
      "related-links\tPartager par e-mail\n"
      "tags\tTags : SNCF, Cévennes, petites lignes\n",

      // A name below the headline, a credit in brackets, a signature at the end, tags with bars.
      "headline\tAgen : Tavernier assume\n"
      "headline\tLe manager n'a pas dormi de la semaine\n"
      "byline\tJeanne Roux et Paul de La Brune (avec AFP)\n"
      "caption\tPascal Tavernier à l'entraînement, jeudi. (Photo Anne Noir)\n"
      "body\tTrente-quatre points encaissés contre Vannes : la semaine a été longue.\n"
      "body\t« Je change trois joueurs, pas quinze », a-t-il lâché avec un sourire.\n"
      "byline\tPropos recueillis par Jeanne Roux\n"
      "tags\tRugby | Agen | Pro D2\n",

      // Envoys, dates first.
      "headline\tDroits de douane : le vignoble retient son souffle\n"
      "byline\tMardi 8 avril 2025, par Théo Lanusse\n"
      "byline\tLaval, de notre envoyée spéciale Nora Slimani\n"
      "body\tDans le chai, les palettes attendent depuis trois semaines que Washington décide.\n"
      "credit\tPhoto d'illustration\n"
      "body\tLa ministre plaide pour « la désescalade » et exhorte les filières au calme.\n"
      "byline\tJeanne Roux\n",

      // A headline that is a quotation or a question; a lede before a credit is no caption.
      "headline\t« Nous ne céderons pas », prévient Anne Petit\n"
      "body\tLa comédienne quitte la série après trois ans. La production dément.\n"
      "credit\t©TéléOuest/Paloma Ichbiah\n"
      "body\tElle incarnait depuis 2021 la gardienne du phare.\n",
      "headline\tFaut-il rouvrir la ligne ?\n"
      "body\tLa région hésite encore, malgré les promesses de son président.\n",
      // A first paragraph that ends with a quotation.
      "headline\tNadia Ferhat, la pâtissière de Roubaix\n"
      "body\tÀ 34 ans, elle a repris la boulangerie. Sa mère hausse les épaules : « Elle est têtue. »\n"
      "body\tUn client la coupe : « Dommage ! »\n",
      "headline\tFermeture de la ligne 4\n"
      "headline\tLa colère de M. Roux : « On nous oublie ! »\n"
      "body\tLa région hésite encore.\n",

      // A caption that ends with its credit; the name at the end is that of the journalist, or of who is quoted.
      "headline\tVIZILLE\n"
      "headline\tÉcole du Château : les parents campent sous le préau\n"
      "body\tUne soixantaine de parents se sont réunis hier matin devant le portail.\n"
      "caption\tLes parents étaient encore là mercredi soir. PHOTO ANNE NOIR - LE JOURNAL\n"
      "body\tSur un dessin accroché aux grilles, on peut lire : « Rendez-nous Julie. »\n"
      "byline\tGaspard MICHALLET\n",
      "headline\tUn hangar agricole détruit par les flammes\n"
      "body\tLe feu a pris peu avant 4 heures dans un bâtiment de la rue de Borre.\n"
      "body\t« J'ai d'abord cru à un orage, puis j'ai vu la lueur derrière les arbres. »\n"
      "body\tLudivine Petit\n",
      "headline\tL'opposition en tête\n"
      "body\tLe camp présidentiel conteste les résultats annoncés mardi par la commission.\n"
      "byline\t(Reportage Jeanne Roux, version française Paul Brun)\n",

      // Blanks of a page's making, capitals and accents, wherever they stand in the line.
      "headline\tLe  pont  de  Rezé  fermé\n"
      "byline\tPar  Jeanne   ROUX\n"
      "body\tLe pont de Rezé est fermé depuis lundi.\n"
      "related-links\tÀ  LIRE   ÉGALEMENT\xC2\xA0 :  le  chantier  du  pont  en  dix  questions  et  dix  réponses\n"
      "body\tLa mairie y  avait   pensé  avant  lui.\n"
      "caption\tLe pont, vu de l'île,  hier   matin   (Photo  d'illustration)\n",

      // A headline before speech; a sentence broken before a mark.
      "headline\tRouyn veut garder son hôpital\n"
      "body\t« On ne lâchera pas », a lancé la mairesse.\n",

      // Running text that begins as a zone does.
      "body\tPar ailleurs, le maire a promis une école neuve.\n"
      "body\tÀ lire ses déclarations, le ministre hésite encore.\n"
      "body\tSources de conflit, les puits sont gardés jour et nuit.\n"
      "body\tPhotos et vidéos ont été saisies chez le suspect.\n"
      "body\tPartager la route, dit-il, n'est pas un luxe.\n"
      "body\t#Lille se réveille sous la neige, écrit la mairie sur son compte, et les bus restent au dépôt.\n"
      "body\tIllustration de ce malaise, la grève dure depuis un mois.\n",

      // Stories and transcripts.
      "body\t— Tu viens ? demanda Paul.\n"
      "body\t— Non, dit Jeanne.\n",
      "body\tLe vent se levait sur la lande.\n"
      "body\tJeanne Roux ne répondit pas\n"
      "body\tElle sortit.\n",
      "body\tUn texte d'une seule ligne\n",
  };
  for (const char* const page : pages) {
    std::string text;
    for (const char* line = page; *line != '\0'; line = std::strchr(line, '\n') + 1) {
      const char* const from = std::strchr(line, '\t') + 1;
      text.append(from, std::strchr(line, '\n') + 1);
    }
    EXPECT_EQ(reading(text), page);
  }
}

/// A quote knows in which zone it stands.
TEST(Zones, OfQuotes) {
  const std::string text = "« Nous ne céderons pas », prévient Anne Petit\n\nAnne Petit, maire de Lille, refuse « ce plan ».\n";
  const Document document = Analyzer().analyze(text);
  ASSERT_EQ(document.quotes.size(), 2u);
  EXPECT_EQ(document.quotes[0].zone, Zone::headline);
  EXPECT_EQ(document.quotes[1].zone, Zone::body);
}

}   // namespace
}   // namespace propos
