// SPDX-License-Identifier: Apache-2.0
// Who is meant by « le ministre », « la patronne du syndicat », « les deux hommes », « la même source »: the source of the
// last quote of each text. Descriptions that stand for nobody named keep their words.
#include "sources.h"

namespace propos {
namespace {

std::string last_source(const std::string& text) {
  const std::vector<std::string> sources = sources_of(text);
  return sources.empty() ? "no quote" : sources.back();
}

template <std::size_t n>
void expect(const Case (&cases)[n]) {
  expect_each(cases, last_source);
}

TEST(Descriptions, KindsOfFunctions) {
  expect({
      {"La sénatrice Odile Brun a visité l'école. L'élue a promis que le toit serait refait.", "Odile Brun"},
      {"Le député de Meuse, Karim Haddad, est arrivé. Le parlementaire a affirmé que la loi passerait.", "Karim Haddad"},
      {"L'eurodéputée Petra Lang a voté contre. La parlementaire estime que le texte est vide.", "Petra Lang"},
      {"Le bourgmestre de Huy, Luc Piron, a reçu les riverains. Le maire a promis que le pont rouvrirait.", "Luc Piron"},
      {"L'échevine Nadia Simon était là. L'élue a jugé que le parc était trop petit.", "Nadia Simon"},
      {"Le colonel Moussa Traoré a parlé hier. Le militaire a assuré que la ville était calme.", "Moussa Traoré"},
      {"La cardiologue Irène Faure opère ici. La médecin rappelle que les lits manquent.", "Irène Faure"},
      {"La romancière Lina Cazal publie un livre. L'écrivaine raconte que tout est vrai.", "Lina Cazal"},
      {"Le cardinal Paolo Serra est à Rome. Le prélat a dit que la paix viendrait.", "Paolo Serra"},
      {"L'ailière Sonia Petit s'est blessée. La joueuse a confié que sa saison était finie.", "Sonia Petit"},
      {"Le PDG de Varenco, Hugo Lenz, a démenti. Le patron a assuré que l'usine tournerait.", "Hugo Lenz"},
      {"Le secrétaire général de la CGT, Yves Morel, est venu. Le leader syndical a prévenu que la grève durerait.",
       "Yves Morel"},
  });
}

TEST(Descriptions, OtherWordsForAnOffice) {
  expect({
      {"Le président de la République, Jean Valmont, est à Lille. Le chef de l'État a promis que l'hôpital resterait.",
       "Jean Valmont"},
      {"Le président français Jean Valmont est à Lille. Le chef de l'État a promis que l'hôpital resterait.", "Jean Valmont"},
      {"La Première ministre Anne Castel est en visite. La cheffe du gouvernement a dit que les prix baisseraient.",
       "Anne Castel"},
      {"Le Premier ministre Paul Castel est en visite. Le locataire de Matignon a dit que les prix baisseraient.", "Paul Castel"},
      {"Le ministre de la Justice, Omar Belka, a réagi. Le garde des Sceaux a dit que la loi serait votée.", "Omar Belka"},
      {"Le garde des Sceaux, Omar Belka, a réagi. Le ministre a dit que la loi serait votée.", "Omar Belka"},
      {"La ministre des Affaires étrangères, Lucie Arnal, est à Dakar. La cheffe de la diplomatie a dit que l'accord tenait.",
       "Lucie Arnal"},
      {"Le pape Clément est malade. Le souverain pontife a demandé que l'on prie.", "Clément"},
      {"Le sélectionneur du Sénégal, Ousmane Fall, est déçu. Le coach a dit que l'équipe progressait.", "Ousmane Fall"},
      {"Me Rachid Amrani défend le berger. L'avocat a plaidé que rien n'était prouvé.", "Rachid Amrani"},
      {"Le berger est en prison. Selon son avocat, il est innocent. Me Rachid Amrani a fait appel. Son conseil affirme que rien n'est prouvé.",
       "Rachid Amrani"},
      {"L'ex-boxeur Tony Marle est libre. L'ancien sportif jure qu'il a changé.", "Tony Marle"},
      {"Le boxeur Tony Marle est libre. L'ex-boxeur jure qu'il a changé.", "Tony Marle"},
  });
}

TEST(Descriptions, OfTheTownOfTheText) {
  expect({
      {"La maire de Vals, Odile Brun, est sur place. La maire de la commune a promis que le pont rouvrirait.", "Odile Brun"},
      {"Le maire Luc Piron est sur place. Le maire de ce village a promis que le pont rouvrirait.", "Luc Piron"},
      {"Le maire Luc Piron est sur place. Le maire de la commune voisine a promis que le pont rouvrirait.",
       "le maire de la commune voisine"},
      {"Le maire Luc Piron est sur place. Le maire d'une commune a promis que le pont rouvrirait.", "le maire d'une commune"},
  });
}

// Where the function is told away from the name.
TEST(Descriptions, FunctionsToldInSentences) {
  expect({
      {"C'est Lise Morvan, qui dirige le port depuis 2019, qui l'a annoncé. Omar Belka était là. La directrice a assuré que le quai rouvrirait.",
       "Lise Morvan"},
      {"À la tête de l'hôpital depuis trois ans, Paul Wauters part. Omar Belka était là. Le directeur dit que les lits manquent.",
       "Paul Wauters"},
      {"Nommée directrice générale du groupe en juin, Rita Lenz a parlé. Omar Belka était là. La dirigeante a assuré que l'usine tournerait.",
       "Rita Lenz"},
      {"Élu maire de Brive en 2020, Luc Piron est usé. Omar Belka était là. L'édile dit qu'il ne se représentera pas.",
       "Luc Piron"},
      {"Rapporteur du texte, le député LR Luc Piron est content. Omar Belka était là. Le rapporteur estime que la loi est bonne.",
       "Luc Piron"},
      {"Irène Faure, 36 ans, est boulangère à Roubaix. Lina Cazal était là. La commerçante craint que sa boutique ne ferme.",
       "Irène Faure"},
      {"Hugo Lenz est devenu pompier à Metz. Omar Belka était là. Le pompier raconte que l'eau montait.", "Hugo Lenz"},
      {"Hugo Lenz, apiculteur installé à Metz depuis 2010, a tout perdu. Omar Belka était là. L'apiculteur raconte que l'eau montait.",
       "Hugo Lenz"},
  });
}

// A text goes on with another function of who just spoke, not with a post that is somebody's without a name.
TEST(Descriptions, AnotherFunction) {
  expect({
      {"La présidente du collectif, Nadia Simon, a dit que le parc était trop petit. « Nous reviendrons », ajoute la sociologue.",
       "Nadia Simon"},
      {"Le président de la ligue, Karim Haddad, a dit que la saison était longue. « On se bat », répète l'agriculteur.",
       "Karim Haddad"},
      {"L'attaquant Ousmane Fall a dit qu'il souffrait. Le milieu Luc Piron est arrivé. « On se bat », répète le milieu.",
       "Luc Piron"},
      {"L'attaquant Ousmane Fall a dit qu'il souffrait. Luc Piron est sorti. « On se bat », répète le défenseur.", "Luc Piron"},
      {"L'apiculteur Hugo Lenz a dit qu'il partait. Omar Belka l'écoutait. Cela durait. Le temps passait. « On a peur », répète le pompier. Hugo Lenz rit. « Il pleut », dit le pompier.",
       "Omar Belka"},
      {"La présidente du collectif, Nadia Simon, a dit que le parc était trop petit. « Le dossier suit son cours », répond la directrice.",
       "la directrice"},
      {"La présidente du collectif, Nadia Simon, a dit que le parc était trop petit. « Elle exagère », répond l'avocate.",
       "l'avocate"},
      {"Le maire, Karim Haddad, a dit que tout allait bien. « Nous vivons dans le bruit », répond le patron du café.",
       "le patron du café"},
      {"Le président de la ligue, Karim Haddad, a écrit au maçon, qui affirme que rien n'est venu.", "le maçon"},
  });
}

TEST(Descriptions, FarBehindTheOnlyOne) {
  expect({
      {"L'énergéticien Voltéa est visé. Il pleut. Il neige. Il vente. Il gèle. Le groupe assure que l'eau est propre.", "Voltéa"},
      {"Le groupe de distribution Carval vend des magasins. La CGT est là. Il pleut. L'enseigne promet que tous resteront.",
       "Carval"},
      {"L'association Rives vend des livres. La grève dure. Il pleut. L'enseigne promet que tous resteront.", "l'enseigne"},
      {"Le procès de l'ancien ministre Paul Castel a repris. Luc Piron était là. L'ex-ministre a dit qu'il avait obéi.",
       "Paul Castel"},
      {"La docteure Irène Faure vit ici. Le pont est vieux. Le bac coule. Le quai dort. Le vent tombe. La trentenaire espère que l'été viendra.",
       "Irène Faure"},
      {"La docteure Irène Faure vit ici. Le pont est vieux. Le bac coule. Une femme crie. La trentenaire espère que l'été viendra.",
       "la trentenaire"},
      {"Le procureur a requis cinq ans contre Hugo Lenz. Le ciel est gris. Le magistrat a dit que la peine serait juste.",
       "le magistrat"},
  });
}

// Who holds an office without a name stays so under another word for it.
TEST(Descriptions, TheSameWithoutAName) {
  expect({
      {"Le guide Hugo Lenz a dit que le sentier fermait. Le maire de Vals refuse. L'édile estime que chacun est libre.",
       "l'édile"},
      {"Le prévenu, Hugo Lenz, a dit qu'il avait obéi. Le procureur a requis cinq ans. « Il ment », a lancé le magistrat.",
       "le magistrat"},
      {"La voisine, Irène Faure, a dit qu'elle avait peur. L'avocate de l'accusé est debout. La pénaliste affirme qu'il est innocent.",
       "la pénaliste"},
  });
}

TEST(Descriptions, WhatIsLed) {
  expect({
      {"La secrétaire générale du parti des Artisans, Rose Amara, est candidate. La patronne du PA a dit que tout commençait.",
       "Rose Amara"},
      {"Le directeur général de la police nationale, Guy Ferrand, a été entendu. Le patron de la police nationale assure que l'ordre règne.",
       "Guy Ferrand"},
      {"Le président de la fédération de boules, Aldo Conti, est élu. Le patron de la fédération a promis que le tournoi aurait lieu.",
       "Aldo Conti"},
      {"La présidente de l'ONG Rivages, Ada Nunez, rentre de Goma. La responsable de l'ONG affirme que l'eau manque.",
       "Ada Nunez"},
      {"Le délégué général de LREM, Simon Villard, s'est exprimé. Le patron du parti a affirmé que le scrutin serait serré.",
       "Simon Villard"},
      {"Lionel Basset (LFI) était sur le marché. Le chef des Insoumis a dit que la gauche gagnerait.", "Lionel Basset"},
      {"Yann Guéguen (EELV) était sur le marché. Le chef de file d'EELV a dit que la gauche gagnerait.", "Yann Guéguen"},
      {"Le ministère est muet. La porte-parole du ministère des Affaires étrangères, Flore Meyer, est absente. La porte-parole du Quai d'Orsay a dit que l'ambassade fermait.",
       "Flore Meyer"},
      {"Le maire a dit que la digue tiendrait. Jean Roux, maire de Varenne, sera réélu.", "Jean Roux"},
      {"La procureure a indiqué que l'enquête durait. Plus tard, la procureure de Metz, Inès Vial, est venue.", "Inès Vial"},
  });
}

TEST(Descriptions, SeveralWhoCouldBeMeant) {
  expect({
      {"Le ministre de la Santé, Omar Belka, et la ministre du Travail, Lucie Arnal, sont venus. La ministre a dit que l'aide viendrait.",
       "Lucie Arnal"},
      {"Le ministre de la Santé, Omar Belka, est venu. Le ministre de l'Intérieur, Guy Ferrand, l'accompagnait. Le ministre a dit que l'ordre régnait.",
       "Guy Ferrand"},
      {"Le ministre de la Santé, Omar Belka, est venu. Le ministre de l'Intérieur, Guy Ferrand, l'accompagnait. Le ministre de la Santé a dit que l'aide viendrait.",
       "Omar Belka"},
      {"Le député Karim Haddad a vu la sénatrice Odile Brun. La parlementaire a dit que la loi passerait.", "Odile Brun"},
      {"Le préfet, Luc Armand, a vu le maire, Jean Roux. L'élu a dit que la digue tiendrait.", "Jean Roux"},
      {"Le maire de Varenne, Jean Roux, a vu le maire de Huy, Luc Piron. Le maire de Varenne a dit que la digue tiendrait.",
       "Jean Roux"},
  });
}

TEST(Descriptions, Strangers) {
  expect({
      {"Ivan Prost a gagné l'étape. Le préfet a annoncé que le col fermerait.", "le préfet"},
      {"Une stèle honore Ana Lorca. La maire a rappelé que la place serait pavée.", "la maire"},
      {"Le préfet Yanis Belloc a signé. Le préfet de la ville voisine a dit que la route fermait.",
       "le préfet de la ville voisine"},
      {"Le ministre de la Santé, Omar Belka, est venu. Le ministre de l'Intérieur a dit que l'ordre régnait.",
       "le ministre de l'Intérieur"},
      {"Le ministre ukrainien de la Santé, Oleh Bondar, est venu. Le ministre ukrainien de la Défense a dit que l'armée tenait.",
       "le ministre ukrainien de la Défense"},
      {"L'avion du président Marc Aubin est parti. Le président de la ligue a dit que le match aurait lieu.",
       "le président de la ligue"},
      {"Le maire de Varenne, Jean Roux, est venu. Le maire de Huy a dit que le pont rouvrirait.", "le maire de Huy"},
      {"Le maire de Varenne, Jean Roux, est venu. La maire a dit que le pont rouvrirait.", "la maire"},
      {"Le député Karim Haddad est venu. La parlementaire a dit que la loi passerait.", "la parlementaire"},
      {"Le médecin Paul Faure est venu. L'avocat a plaidé que rien n'était prouvé.", "l'avocat"},
      {"L'actrice Zoé Prat est venue. La patronne du café a dit que la salle était pleine.", "la patronne du café"},
      {"Le chanteur Tony Marle est venu. Le porte-parole de la police a dit que la rue était calme.",
       "le porte-parole de la police"},
      {"L'oncle du gardien a avoué. Le gardien a dit que tout était faux.", "le gardien"},
      {"La sénatrice Odile Brun est venue. Un élu a dit que la loi passerait.", "un élu"},
      {"Le secrétaire général de la CGT, Yves Morel, est venu. Le patron du Medef a prévenu que l'usine fermerait.",
       "le patron du Medef"},
  });
}

TEST(Descriptions, Groups) {
  expect({
      {"Lise et Omar Keller ont écrit au préfet. Ils jugent que le silence est insultant.", "Lise et Omar Keller"},
      {"Lise et Omar Keller ont écrit au préfet. Le couple affirme que rien n'a bougé.", "Lise et Omar Keller"},
      {"La CGT et la FSU ont appelé à la grève. Les deux syndicats estiment que la réforme est mauvaise.", "CGT et FSU"},
      {"Paul Varenne a rencontré Marc Dumont. Les deux hommes ont affirmé que la paix viendrait.", "Paul Varenne et Marc Dumont"},
      {"Anne Roux et Léa Morvan sont sœurs. Les deux femmes racontent que la ferme a brûlé.", "Anne Roux et Léa Morvan"},
      {"Jean Piron, ministre du Budget, et Luc Castel, ministre du Travail, sont venus. Les deux ministres ont promis que tout irait bien.",
       "Jean Piron et Luc Castel"},
      {"Anne Roux et Paul Varenne étaient là. Ces derniers ont dit que tout allait bien.", "Anne Roux et Paul Varenne"},
      {"Anne Roux, Paul Varenne et Luc Piron étaient là. Ils ont dit que tout allait bien.",
       "Anne Roux, Paul Varenne et Luc Piron"},
      {"Paul Varenne attend. Hier, deux hommes ont dit que la rue était calme.", "deux hommes"},
  });
}

TEST(Descriptions, KindsOfOrganizations) {
  expect({
      {"Le quotidien Le Phare a enquêté. Le journal affirme que le navire a coulé.", "Le Phare"},
      {"Le Monde a enquêté sur le port. Le quotidien affirme que le navire a coulé.", "Le Monde"},
      {"L'opérateur Telvia perd des clients. L'entreprise assure que la baisse est passagère.", "Telvia"},
      {"Renault a publié ses comptes. Le constructeur a annoncé que l'usine fermerait.", "Renault"},
      {"Renault a publié ses comptes. Le groupe a annoncé que l'usine fermerait.", "Renault"},
      {"Air France supprime des vols. La compagnie a précisé que les clients seraient remboursés.", "Air France"},
      {"Interpol cherche deux hommes. L'organisation a indiqué que l'enquête durait.", "Interpol"},
      {"La CGT appelle à la grève. Le syndicat estime que les salaires sont trop bas.", "CGT"},
      {"Le Parti socialiste a voté contre. La formation estime que le texte est vide.", "Parti socialiste"},
      {"L'association Rivages rentre de Goma. L'ONG affirme que l'eau manque.", "Rivages"},
      {"L'université de Huy a tranché. L'établissement a estimé que la preuve manquait.", "université de Huy"},
      {"Renault et Le Monde se sont parlé. Selon le quotidien, l'usine fermera.", "Le Monde"},
  });
}

TEST(Descriptions, OrganizationsThatAreNotMeant) {
  expect({
      {"Renault a publié ses comptes. Le syndicat estime que les salaires sont trop bas.", "le syndicat"},
      {"La CGT appelle à la grève. Le constructeur a annoncé que l'usine fermerait.", "le constructeur"},
      {"Renault a publié ses comptes. Le groupe parlementaire a annoncé que la loi passerait.", "le groupe parlementaire"},
      {"Renault a publié ses comptes. Une entreprise de Lens a annoncé que l'usine fermerait.", "une entreprise de Lens"},
  });
}

TEST(Descriptions, WhoSpokeSomeSentencesBefore) {
  expect({
      {"Le président de Terres unies, Louis Marais, a jugé que le texte était vide.\n\n« Il faut voter », d'après le député de la Creuse.",
       "Louis Marais"},
      {"Le président de Terres unies, Louis Marais, a jugé que le texte était vide.\n\n« Il faut voter », d'après la députée de la Creuse.",
       "la députée de la Creuse"},
      {"Le maire de Varenne, Louis Marais, a jugé que le texte était vide.\n\n« Il faut voter », d'après le maire de Huy.",
       "le maire de Huy"},
  });
}

TEST(Descriptions, SourcesAgain) {
  expect({
      {"Le train a déraillé, selon une source policière. Anne Roux a vu le choc. Le conducteur est mort, a ajouté cette source.",
       "une source policière"},
      {"Selon le quotidien Le Phare, qui cite une source anonyme, le navire « a coulé ». Il a été « heurté », a ajouté cette source.",
       "une source anonyme"},
      {"Anne Roux a dit que le port ouvrait. Selon plusieurs sondages, la ville doute.", "plusieurs sondages"},
      {"Le pont fermera, apprend-on auprès de la mairie. Le gymnase suivra, a-t-on ajouté de même source.", "la mairie"},
      {"Le pont fermera, a-t-on appris auprès du parquet de Metz. Selon cette source, le gymnase suivra.", "le parquet de Metz"},
      {"Le train a déraillé, selon les pompiers. Il roulait trop vite, selon la même source.", "les pompiers"},
      {"Le pont fermera, apprend-on auprès de la mairie. On précise de même source que le gymnase suivra.", "la mairie"},
  });
}

}   // namespace
}   // namespace propos
