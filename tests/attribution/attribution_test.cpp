// SPDX-License-Identifier: Apache-2.0
// Who speaks: for each passage the sources of its quotes in order, as a reader names them.
#include "sources.h"

namespace propos {
namespace {

/// « Anne Roux / un témoin / - »
std::string sources(const std::string& text) {
  std::string out;
  for (const std::string& source : sources_of(text)) out += (out.empty() ? "" : " / ") + source;
  return out;
}

template <std::size_t n>
void expect(const Case (&cases)[n]) {
  expect_each(cases, sources);
}

TEST(Attribution, FirstNamesTellHeFromShe) {
  expect({
      {"Lucienne s'assit près d'Armand. « On partira demain », dit-elle doucement.", "Lucienne"},
      {"Lucienne s'assit près d'Armand. « On partira demain », dit-il doucement.", "Armand"},
      {"Martin a perdu. Mme Martin quitte le stade. « J'ai mal joué », a-t-elle dit.", "Martin"},
  });
}

TEST(Attribution, NamesWithFunctions) {
  expect({
      {"Le maire de Varenne, Jean Prigent, a dit que le pont fermerait.", "Jean Prigent"},
      {"Jean Prigent, maire de Varenne, a dit que le pont fermerait.", "Jean Prigent"},
      {"La cheffe de l'opposition à Québec, Anne Morvan, lui a donné raison : « Le pont fermera. »", "Anne Morvan"},
      {"« Nous irons », a promis la députée LFI Anne Morvan.", "Anne Morvan"},
      {"« Nous irons », a promis la députée (LFI) Anne Morvan.", "Anne Morvan"},
      {"« Nous irons », a promis la députée Anne Morvan (LFI).", "Anne Morvan"},
      {"« Nous irons », dit le boulanger Paul Lestrade, 45 ans, ravi.", "Paul Lestrade"},
      {"« Nous irons », dit la présidente de la région Bretagne, Anne Morvan (PS).", "Anne Morvan"},
      {"Le rédacteur en chef Paul Lestrade a dit que le journal paraîtrait.", "Paul Lestrade"},
      {"« C'est trop tard », a résumé son avocat, Me Yves Caradec.", "Yves Caradec"},
      {"« C'est fini », a réagi l'une de ses membres, Clarisse Bontemps.", "Clarisse Bontemps"},
      {"Son homologue, Ursula Brandt, a reconnu que le délai était court.", "Ursula Brandt"},
      {"Celui de Liège, Marc Dumont, a écrit que la ligne était utile.", "Marc Dumont"},
      {"La porte-parole du ministre Paul Lestrade a assuré que tout était prêt.", "la porte-parole du ministre Paul Lestrade"},
      {"BREST, 3 mai (APN) – Le préfet, Luc Armand, a dit que la route rouvrirait.", "Luc Armand"},
      {"« Je viens », a lancé, sous les applaudissements, Anne Morvan.", "Anne Morvan"},
      {"Anne Morvan, très émue, a dit que la fête aurait lieu.", "Anne Morvan"},
      {"Anne Morvan, qui préside le club, a dit que la fête aurait lieu.", "Anne Morvan"},
      {"L'expert mandaté par le tribunal, Paul Lestrade, a parlé. Le propriétaire nie avoir été averti.", "le propriétaire"},
      {"Pour le maire Paul Lestrade, le pont est beau. Selon nos informations, il fermera.", "Paul Lestrade / nos informations"},
      {"Anne Morvan a reçu les élèves. Le ministre affirme que l'école va mieux.", "le ministre"},
  });
}

TEST(Attribution, FunctionsBesideNames) {
  expect({
      {"Anne Morvan, ancienne échevine et candidate à Gand, assure que le tram arrivera.", "Anne Morvan"},
      {"Karl Ndiaye, avocat et juge au tribunal de Thiès, rappelle que la loi est claire.", "Karl Ndiaye"},
      {"Anne Morvan, présidente du syndicat, est arrivée. La députée a dit que c'était fini.", "Anne Morvan"},
      {"Anne Morvan, présidente du syndicat, est arrivée avec Lise Caradec. La présidente a dit que c'était fini.",
       "Anne Morvan"},
      {"Anne Morvan, fille d'un marin, qui dit songer à partir, a ri.", "Anne Morvan"},
      {"« C'est trop », lance au bout du fil la Dre Anne Morvan, cheffe du service.", "Anne Morvan"},
  });
}

TEST(Attribution, Headlines) {
  expect({
      {"Port : « On ferme, personne ne dit rien »\n\n« On ferme, on ferme. Personne ne nous dit rien », raconte Anne Morvan.\n\n"
       "« C'est faux », répond Paul Lestrade. « Tout est clair », dit Paul Lestrade.",
       "Anne Morvan / Anne Morvan / Paul Lestrade / Paul Lestrade"},
      {"« Rien n'est perdu »\n\nPaul Lestrade a dit que le pont rouvrirait.\n\nIl a ajouté que la route suivrait.",
       "Paul Lestrade / Paul Lestrade / Paul Lestrade"},
  });
}

TEST(Attribution, Pronouns) {
  expect({
      {"Anne Morvan est arrivée mardi. Elle a dit que tout allait bien.", "Anne Morvan"},
      {"Anne Morvan est venue avec Paul Lestrade. Il a dit que tout allait bien.", "Paul Lestrade"},
      {"Anne Morvan est venue avec Paul Lestrade. « Tout va bien », a-t-elle dit.", "Anne Morvan"},
      {"« Je pars », a dit Paul Lestrade. « Je reviendrai », a-t-il ajouté.", "Paul Lestrade / Paul Lestrade"},
      {"Un pompier a été blessé. « Tout a brûlé », a-t-il raconté.", "un pompier"},
      {"Trois lycéens ont été reçus. « On nous écoute enfin », ont-ils dit.", "Trois lycéens"},
      {"Une dizaine de manifestants attendaient. « Nous restons », ont-ils crié.", "une dizaine de manifestants"},
      {"L'un des survivants a été entendu. Il a raconté que la neige était tombée d'un coup.", "l'un des survivants"},
      {"Anne Morvan a reçu la presse. Le gouvernement réfléchira, a-t-elle promis.", "Anne Morvan"},
      {"Face aux critiques, Paul Lestrade, délégué général, il invite ses amis à se taire.", "Paul Lestrade"},
      {"Le procureur a vu Anne Lestrade. Selon elle, la porte était ouverte.", "Anne Lestrade"},
      {"Anne Morvan ne décolère pas. À ses yeux, le projet est mort.", "Anne Morvan"},
      {"Paul Lestrade est resté muet. À l'en croire, la mairie savait tout.", "Paul Lestrade"},
      {"Le maire et Paul Lestrade sont venus. Lui tempère : « Rien ne presse. »", "Paul Lestrade"},
      {"Les « bérets gris » ont repris le pont. « Nous restons », ont-ils crié.", "les « bérets gris »"},
      {"« Je cède », a dit Luc Armand. Le discours de Paul Lestrade est fini. « J'ai trop attendu », a-t-il ajouté.",
       "Luc Armand / Luc Armand"},
      {"Luc Armand vit ici. Luc Armand pêche. Son cousin a vu Paul Lestrade à la gare. « J'ai trop attendu », a-t-il dit.",
       "Luc Armand"},
  });
}

TEST(Attribution, Descriptions) {
  expect({
      {"Le ministre de la Santé, Paul Lestrade, est venu. Le ministre a dit que l'hôpital rouvrirait.", "Paul Lestrade"},
      {"La Première ministre Anne Morvan est venue. La cheffe du gouvernement a dit que le budget serait voté.", "Anne Morvan"},
      {"Anne Morvan enseigne à Brest. L'enseignante de 41 ans raconte que la classe est vide.", "Anne Morvan"},
      {"Le Belge Luc Armand a gagné. Le Belge a dit que la course avait été dure.", "Luc Armand"},
      {"Anne Morvan, présidente de la région, a reçu Paul Lestrade, ministre de la Mer. Ce dernier a dit que le port serait agrandi.",
       "Paul Lestrade"},
      {"« J'ai eu peur », dit un officier de police. Selon l'officier, deux hommes ont fui.",
       "un officier de police / un officier de police"},
      {"La société Varenco est née à Lyon. L'entreprise affirme avoir vendu mille vélos.", "Varenco"},
      {"La coalition internationale contre la faim s'est réunie. La coalition a dit que le blé arriverait.",
       "la coalition internationale"},
      {"Un de ses confrères, présent à l'audience, rapporte que le juge a souri.", "un de ses confrères"},
      {"Le président de la République a parlé. Le maire, Paul Lestrade, s'est tu. La patronne du café dit que c'est dommage.",
       "la patronne du café"},
      {"« On perd ce match tout seuls », peste Paul Lestrade. Le capitaine des Ours de Brest assure que son équipe se relèvera.",
       "Paul Lestrade / Paul Lestrade"},
      {"« On perd ce match », peste le gardien Paul Lestrade. Le président des Ours de Brest assure que son équipe se relèvera.",
       "Paul Lestrade / le président des Ours de Brest"},
      {"« On perd ce match », peste Paul Lestrade. Le coach breton jure qu'il restera.", "Paul Lestrade / Paul Lestrade"},
      {"Avocate à Lyon, elle dit avoir vu Anne Morvan. Paul Lestrade, ancien lutteur, salue la foule. « Venez », prévient-il.",
       "- / Paul Lestrade"},
      {"« On tire », ironise Anne Morvan, cheffe du club, laquelle menace de partir.", "Anne Morvan / Anne Morvan"},
      {"« Il a volé des gosses », résume Me Anne Morvan, l'avocate du club. Selon la juriste, la caisse est vide.",
       "Anne Morvan / Anne Morvan"},
      {"« Nous ne promettons rien », dit Anne Morvan. Et d'ajouter que la porte reste ouverte.", "Anne Morvan / Anne Morvan"},
      {"Son rival, l'ex-Premier ministre Paul Lestrade, a dénoncé que tout allait mal.", "Paul Lestrade"},
      {"Le bailleur, Varenco SA, assure que l'immeuble est sûr.", "Varenco SA"},
      {"« Une campagne dure », dit la ministre Anne Morvan. La Jurassienne a rappelé que les caisses étaient vides.",
       "Anne Morvan / Anne Morvan"},
      {"Anne Morvan sourit. « Je ne lis rien depuis dix ans », assure celle que l'on surnomme « la sorcière ».", "Anne Morvan"},
      {"Le chef de l'État a dit que la dette baisserait. « La salle était vide », ironise son président, Paul Lestrade.",
       "le chef de l'État / Paul Lestrade"},
      {"« La ville est en deuil », a écrit la maire, Anne Morvan, sur X. Elle a annoncé que l'école fermerait.",
       "Anne Morvan / Anne Morvan"},
      {"« Dieu m'est témoin », répète Paul Lestrade. Ses fidèles chantent. L'un d'eux jure que tout est un complot.",
       "Paul Lestrade / l'un d'eux"},
      {"Anne Morvan a fini par s'imposer face à Claire Caradec, mardi, sur le court central. « Je ne sais pas comment », a-t-elle soufflé.",
       "Anne Morvan"},
      {"« On attend », dit le ministre Paul Lestrade. « On ne cède pas », a lancé l'ancien sénateur.",
       "Paul Lestrade / Paul Lestrade"},
      {"Le spécialiste juge la mesure « inutile ».", "le spécialiste"},
      {"« Nous irons », insiste Me Paul Lestrade, l'avocat du club. « C'est dit », ajoute l'homme de loi.",
       "Paul Lestrade / Paul Lestrade"},
      {"Anne Morvan est venue. Le porte-parole du club, Paul Lestrade, a rejeté ces accusations, affirmant que tout va bien.",
       "Paul Lestrade"},
      {"« Ce sera long », a prévenu le vice-président JD Varens.", "JD Varens"},
      {"Jean Prigent voit en Paul Lestrade « un héritier ». L'intéressé grimace : « N'exagérons rien. »",
       "Jean Prigent / Paul Lestrade"},
      {"Jean Prigent, ministre du Budget, a parlé. Interrogé par Paul Lestrade, le Namurois s'est dit « stupéfait ».",
       "Jean Prigent"},
      {"Paul Lestrade, conseiller, assure l'intérim. Cet ancien policier de la Sûreté de Québec a invité la ville à « baisser le ton ».",
       "Paul Lestrade"},
      {"« Venez », raconte au micro de RFI Halimu Adoum Saleh, médecin-chef du camp. Elle supplie les bailleurs d'agir.",
       "Halimu Adoum Saleh / Halimu Adoum Saleh"},
      {"Moins diplomate, le gérant, Paul Lestrade, a promis d'écrire au préfet.", "Paul Lestrade"},
      {"Anne Morvan a été élue dimanche, selon la Commission des sites. Candidate sans étiquette, elle a promis de dialoguer.\n\n"
       "« C'est la ville qui gagne », a-t-elle lancé.",
       "Commission des sites / Anne Morvan / Anne Morvan"},
      {"Selon Jean Prigent, tout va bien. Il pleut. Son adjoint, Paul Lestrade, chef du parti (MPT, fondé à Brest), s'est montré réservé. "
       "« Rien n'est fait », a-t-il lâché.",
       "Jean Prigent / Paul Lestrade"},
      {"La loi vient de la députée Anne Morvan (Modem), qui la décrit comme « une chance ».", "Anne Morvan"},
  });
}

TEST(Attribution, DocumentsAndGroups) {
  expect({
      {"Selon un communiqué de l'ONU, le camp est vide.", "ONU"},
      {"Selon un bilan provisoire de l'ONU, le camp est vide.", "ONU"},
      {"D'après une étude conduite par l'ONU, le camp est vide.", "ONU"},
      {"Selon un bilan communiqué par la préfecture, le camp est vide.", "la préfecture"},
      {"L'ONU et la Croix-Rouge demandent que le camp soit fermé.", "ONU et Croix-Rouge"},
      {"Jean Prigent et Anne Morvan affirment que la route est sûre.", "Jean Prigent et Anne Morvan"},
      {"À la préfecture, on indique que la route est coupée.", "la préfecture"},
      {"Au bureau du premier ministre, on assure que la loi passera.", "le bureau du premier ministre"},
      {"À Bercy, on dit suivre le dossier.", "Bercy"},
      {"Au Comité des pêches, on craint que le port ne ferme.", "Comité des pêches"},
      {"La route est coupée, a-t-on appris auprès de la préfecture.", "la préfecture"},
      {"La route est coupée, indique-t-on de source policière.", "source policière"},
      {"La route est coupée, a-t-on appris auprès du service.", "le service"},
      {"Il a été annoncé par la préfecture que la route était coupée.", "la préfecture"},
      {"Il a été annoncé que la route était coupée.", "-"},
      {"La hausse montre que la reprise est là.", ""},
      {"Selon la mairie et la préfecture, le camp est vide.", "la mairie et la préfecture"},
      {"« Nous irons », disent Jean Prigent et Anne Morvan.", "Jean Prigent et Anne Morvan"},
      {"Nous irons tous, promettent Jean Prigent, Paul Lac et Anne Morvan.", "Jean Prigent, Paul Lac et Anne Morvan"},
      {"« Nous irons », promettent le maire et le préfet.", "le maire et le préfet"},
      {"« Le camp est vide », est-il écrit dans le rapport de l'ONU.", "ONU"},
      {"« Le camp est vide », est-il précisé.", "-"},
  });
}

TEST(Attribution, DocumentsStandForWhoWroteThem) {
  expect({
      {"Un rapport de la Croix-Rouge paraît jeudi. Le rapport recommande de fermer le camp.", "Croix-Rouge"},
      {"La Croix-Rouge a publié son rapport hier. Le document recommande que le camp soit fermé.", "Croix-Rouge"},
      {"Un rapport de la Croix-Rouge paraît jeudi. La juge recommande de fermer le camp.", "la juge"},
      {"Un rapport paraît jeudi. Le rapport recommande de fermer le camp.", "le rapport"},
  });
}

TEST(Attribution, BodiesWithANameInMarks) {
  expect({
      {"Le collectif « Stop Bruit » demande que la route soit coupée.", "Stop Bruit"},
      {"« Non », a dit la présidente de l'association « Sauvons la Loire ».",
       "la présidente de l'association « Sauvons la Loire »"},
      {"« Non », a dit le maire « très ému ».", "le maire / le maire"},
  });
}

TEST(Attribution, SubjectsOfVerbsThatLookPassive) {
  expect({
      {"Le capitaine est persuadé que son équipe gagnera.", "le capitaine"},
      {"Les riverains sont convaincus que la route sera coupée.", "les riverains"},
      {"Jean Prigent en est persuadé : le camp fermera.", "Jean Prigent"},
      {"Il a été précisé que la route était coupée.", "-"},
      {"Le pilote nous a avertis que la route était coupée.", "le pilote"},
      {"Paul Lac a été traité de « fou » par son rival, Jean Prigent.", "Jean Prigent"},
  });
}

TEST(Attribution, TheLastNamed) {
  expect({
      {"Le tribunal de Brest a condamné Jean Prigent. Celui-ci assure qu'il fera appel.", "Jean Prigent"},
      {"Jean Prigent a remercié Anne Morvan. Celle-ci affirme que le camp fermera.", "Anne Morvan"},
      {"Jean Prigent parle avec ceux qui affirment que le camp fermera.", "ceux"},
  });
}

TEST(Attribution, NamedBehindAClauseInFront) {
  expect({
      {"S'il a promis que le bac rouvrirait, le préfet Jean Lefort n'a donné aucune date.", "Jean Lefort"},
      {"Alors qu'elle assurait que le bac rouvrirait, Odile Brun a vendu ses parts.", "Odile Brun"},
      {"Le préfet est venu lundi. Quand il a promis que le bac rouvrirait, la salle a applaudi.", "le préfet"},
      {"Jean Lefort est là. S'il affirme avoir dormi, le parquet le tient pour dangereux.", "Jean Lefort"},
      {"Jean Lefort est là. Comme il dit que le bac coûte cher, Odile Brun proteste.", "Jean Lefort"},
  });
}

TEST(Attribution, SubjectsOfTheSentenceBefore) {
  expect({
      {"La députée Anne Roux mène campagne. Et menace de saisir le juge si le texte passe.", "Anne Roux"},
      {"La députée Anne Roux veut limiter les abus. Tout en se défendant de réduire les aides.", "Anne Roux"},
      {"Le syndicat Unia lance une grève. Et promet qu'elle durera.", "Unia"},
      {"La pluie tombe. Et dire que le pont était neuf.", "-"},
      {"La députée Anne Roux mène campagne.\n\nEt menace de saisir le juge si le texte passe.", "-"},
  });
}

TEST(Attribution, SharedSubjects) {
  expect({
      {"La libraire reconnaît que le chiffre a fondu, mais jure ne rien regretter.", "la libraire / la libraire"},
      {"Le parquet confirme que les explosions sont des attentats et précise qu'elles ont fait dix morts.",
       "le parquet / le parquet"},
      {"La ministre a rappelé que la société restait libre et a invité les élus à attendre.", "la ministre / la ministre"},
      {"Le bilan monte à douze morts, mais le maire, Jean Prigent, craint qu'il ne double.", "Jean Prigent"},
      {"La directrice, mais aussi le gardien, affirme que la porte était fermée.", "la directrice"},
      {"Le pont sera fermé, a dit Jean Prigent, ajoutant que la digue tiendrait.", "Jean Prigent / Jean Prigent"},
      {"D'après Jean Prigent, le col, que Paul Lestrade décrit comme « un mur avec du goudron », sera ouvert.",
       "Jean Prigent / Paul Lestrade"},
  });
}

TEST(Attribution, WordsWithoutACue) {
  expect({
      {"Anne Morvan est restée muette. « Je n'ai rien à dire de plus. »", "Anne Morvan"},
      {"« Nous irons », a dit Anne Morvan. « Nous avons tout préparé depuis des mois. »", "Anne Morvan / Anne Morvan"},
      {"« Le gel a tout pris »\n\nLa récolte est perdue, a dit hier Jean Prigent. « Le gel a tout pris », répète l'agriculteur.",
       "Jean Prigent / Jean Prigent / Jean Prigent"},
      {"Paul Lestrade jouera-t-il samedi ? « Vous le verrez bien sur la feuille de match. »", "-"},
      // what somebody ought to do is said by another
      {"Le rapporteur Paul Lestrade a lu ses pages. L'État devrait « assumer enfin ses choix d'hier ».", "Paul Lestrade"},
      {"Pour Anne Morvan, la régie ment. La ville devra « rendre des comptes aux riverains ».", "Anne Morvan / Anne Morvan"},
      {"« Tout est perdu », écrit Jean Prigent. Le ministère doit donc « revoir ses plans sans attendre ».",
       "Jean Prigent / Jean Prigent"},
  });
}

TEST(Attribution, ConfidenceIsLowForTheLikelierOfTwo) {
  const Analyzer analyzer;
  const Document sure = analyzer.analyze("Anne Morvan est arrivée. Elle a dit que tout allait bien.");
  const Document unsure =
      analyzer.analyze("Anne Morvan a vu Claire Lestrade. Jeanne Caradec aussi. Elle a dit que tout allait bien.");
  ASSERT_EQ(sure.quotes.size(), 1u);
  ASSERT_EQ(unsure.quotes.size(), 1u);
  EXPECT_LT(unsure.quotes[0].speaker.confidence, sure.quotes[0].speaker.confidence);
  EXPECT_LT(unsure.quotes[0].speaker.confidence, 1.0f);
}

}   // namespace
}   // namespace propos
