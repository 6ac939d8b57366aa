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
       "une femme"},
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

// Whatever stands between a function and the name, or behind both.
TEST(Descriptions, FunctionsBesideNames) {
  expect({
      {"Le président du Sénat togolais, Kodjo Amegan, a parlé. Omar Belka et Nadia Belka étaient présents. Le président a dit que tout irait bien.",
       "Kodjo Amegan"},
      {"La présidente de la Fédération française de tennis, Anne Roux, a parlé. Omar Belka et Nadia Belka étaient présents. La présidente a dit que tout irait bien.",
       "Anne Roux"},
      {"Le directeur général de l'agence régionale de santé d'Occitanie, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Le vice-président du conseil départemental en charge des routes, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le vice-président a dit que tout irait bien.",
       "Luc Roux"},
      {"L'adjointe au maire de Lyon chargée de la culture, Anne Roux, a parlé. Omar Belka et Nadia Belka étaient présents. L'adjointe a dit que tout irait bien.",
       "Anne Roux"},
      {"Le secrétaire départemental de FO, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le secrétaire a dit que tout irait bien.",
       "Luc Roux"},
      {"L'avocat de la partie civile, Me Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. L'avocat a dit que tout irait bien.",
       "Luc Roux"},
      {"L'entraîneur adjoint des Bleus, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. L'entraîneur a dit que tout irait bien.",
       "Luc Roux"},
      {"Le directeur sportif du club nordiste, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Le chef du service des urgences du CHU de Nantes, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le chef a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux, président du Sénat togolais, a parlé. Omar Belka et Nadia Belka étaient présents. Le président a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux, professeur à l'université de Lille, a parlé. Omar Belka et Nadia Belka étaient présents. Le professeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux, qui est directeur du port depuis mai, a parlé. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux, lui-même médecin, a parlé. Omar Belka et Nadia Belka étaient présents. Le médecin a dit que tout irait bien.",
       "Luc Roux"},
      {"C'est le directeur de la prison, Luc Roux, qui a parlé. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"D'après Luc Roux, directeur de la prison, tout va bien. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Son directeur, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Le nouveau directeur de la prison, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Le jeune maire de Brest, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le maire a dit que tout irait bien.",
       "Luc Roux"},
      {"Le maire socialiste de Brest, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le maire a dit que tout irait bien.",
       "Luc Roux"},
      {"La conseillère d'Etat vaudoise Anne Roux a parlé. Omar Belka et Nadia Belka étaient présents. La conseillère d'Etat a dit que tout irait bien.",
       "Anne Roux"},
      {"Le député de la circonscription de Laval-des-Rapides, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le député a dit que tout irait bien.",
       "Luc Roux"},
      {"Le directeur France de la plateforme, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"La responsable du pôle santé, Anne Roux, a parlé. Omar Belka et Nadia Belka étaient présents. La responsable a dit que tout irait bien.",
       "Anne Roux"},
      {"Le coordinateur humanitaire de l'ONU pour le Mali, Luc Roux, a parlé. Omar Belka et Nadia Belka étaient présents. Le coordinateur a dit que tout irait bien.",
       "Luc Roux"},
      {"Le général de brigade Luc Roux a parlé. Omar Belka et Nadia Belka étaient présents. Le général a dit que tout irait bien.",
       "Luc Roux"},
      {"La romancière et journaliste Anne Roux a parlé. Omar Belka et Nadia Belka étaient présents. La romancière a dit que tout irait bien.",
       "Anne Roux"},
      {"Le comédien et metteur en scène Luc Roux a parlé. Omar Belka et Nadia Belka étaient présents. Le comédien a dit que tout irait bien.",
       "Luc Roux"},
      {"Les députés Luc Roux et Anne Petit ont parlé. Omar Belka et Nadia Belka étaient présents. Le député a dit que tout irait bien.",
       "Luc Roux"},
      {"Ses avocats, Luc Roux et Anne Petit, ont parlé. Omar Belka et Nadia Belka étaient présents. L'avocat a dit que tout irait bien.",
       "Luc Roux"},
      {"Les chercheurs Luc Roux et Anne Petit ont parlé. Omar Belka et Nadia Belka étaient présents. Le chercheur a dit que tout irait bien.",
       "Luc Roux"},
      {"Deux médecins, Luc Roux et Anne Petit, ont parlé. Omar Belka et Nadia Belka étaient présents. Le médecin a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux, médecin, et Anne Petit, infirmière, ont parlé. Omar Belka et Nadia Belka étaient présents. Le médecin a dit que tout irait bien.",
       "Luc Roux"},
      {"On y a vu le ministre Paul Petit, la députée Anne Petit et le préfet Luc Roux. Omar Belka et Nadia Belka étaient présents. Le préfet a dit que tout irait bien.",
       "Luc Roux"},
      {"La décision du juge Luc Roux est tombée. Omar Belka et Nadia Belka étaient présents. Le juge a dit que tout irait bien.",
       "Luc Roux"},
      {"Dans le film de la réalisatrice Anne Roux, tout va bien. Omar Belka et Nadia Belka étaient présents. La réalisatrice a dit que tout irait bien.",
       "Anne Roux"},
      {"Le livre de l'historien Luc Roux est paru. Omar Belka et Nadia Belka étaient présents. L'historien a dit que tout irait bien.",
       "Luc Roux"},
      {"Sous la direction du sociologue Luc Roux, l'étude avance. Omar Belka et Nadia Belka étaient présents. Le sociologue a dit que tout irait bien.",
       "Luc Roux"},
      {"La mort du chanteur Luc Roux a ému. Omar Belka et Nadia Belka étaient présents. Le chanteur a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux travaille comme infirmier. Omar Belka et Nadia Belka étaient présents. L'infirmier a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux exerce comme médecin à Laval. Omar Belka et Nadia Belka étaient présents. Le médecin a dit que tout irait bien.",
       "Luc Roux"},
      {"Luc Roux siège au conseil municipal. Omar Belka et Nadia Belka étaient présents. L'élu a dit que tout irait bien.",
       "Luc Roux"},
      {"Le nouveau directeur est Luc Roux. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
      {"Le directeur, c'est Luc Roux. Omar Belka et Nadia Belka étaient présents. Le directeur a dit que tout irait bien.",
       "Luc Roux"},
  });
}

// A word for a function that is also a form of a verb of speech is a kind of others all the same.
TEST(Descriptions, FunctionsThatAreFormsOfVerbs) {
  expect({
      {"Le professeur Luc Roux est là. Omar Belka est venu. L'enseignant a dit que tout irait bien.", "Luc Roux"},
      {"Le syndicaliste Luc Roux est là. Omar Belka est venu. Le militant a dit que tout irait bien.", "Luc Roux"},
      {"Le buteur Luc Roux est là. Omar Belka est venu. L'attaquant a dit que tout irait bien.", "Luc Roux"},
      {"Le dissident Luc Roux est là. Omar Belka est venu. L'opposant a dit que tout irait bien.", "Luc Roux"},
      {"L'accusé Luc Roux est là. Omar Belka est venu. Le suspect a dit que tout irait bien.", "Luc Roux"},
      {"Le commissaire européen Luc Roux est là. Omar Belka est venu. Le commissaire a dit que tout irait bien.", "Luc Roux"},
  });
}

TEST(Descriptions, WhoIsBeforeACourt) {
  expect({
      {"Luc Roux comparaît depuis lundi. Omar Belka est venu. Le prévenu a dit qu'il était innocent.", "Luc Roux"},
      {"Luc Roux est jugé depuis lundi. Omar Belka est venu. L'accusé a dit qu'il était innocent.", "Luc Roux"},
      {"Jugé pour vol, Luc Roux a pleuré. Omar Belka est venu. Le prévenu a dit qu'il était innocent.", "Luc Roux"},
      {"Luc Roux, soupçonné de vol, a pleuré. Omar Belka est venu. Le suspect a dit qu'il était innocent.", "Luc Roux"},
      {"Luc Roux n'a pas été condamné. Le prévenu Omar Belka est venu. Le prévenu a dit qu'il était innocent.", "Omar Belka"},
      {"Le président du tribunal, Luc Roux, a rappelé les faits. Le prévenu est resté debout. « J'étais perdu », a soufflé l'homme de 41 ans.",
       "le prévenu"},
      {"La procureure, Anne Roux, a requis deux ans. La prévenue a dit qu'elle ferait appel.", "la prévenue"},
      {"Un homme de 34 ans a été arrêté. « Il roulait vite », a souligné le procureur, Luc Roux. Le trentenaire affirme avoir paniqué.",
       "un homme de 34 ans"},
      {"L'avocat de la clinique, Me Luc Roux, assure que tout a été fait. « Le dossier le prouve », soutient le conseil.",
       "Luc Roux"},
  });
}

TEST(Descriptions, WhoIsNamedInTheWordsDoesNotSayThem) {
  expect({
      {"Le nageur Théo Roux sera absent. « Je souffre », a-t-il écrit. Le directeur, Yves Morel, espère le revoir. « Théo a besoin de temps », a-t-il confié.",
       "Yves Morel"},
  });
}

TEST(Descriptions, CeluiQui) {
  expect({
      {"L'ancien ministre Luc Roux est rentré. « Je viens en paix », a dit celui qui avait fui en mai.", "Luc Roux"},
      {"La skipper Anne Roux est rentrée. « Quelle mer », a dit celle qui avait gagné en mai.", "Anne Roux"},
  });
}

TEST(Descriptions, StrangersBesideWhoIsNamed) {
  expect({
      {"Un agriculteur manifeste à Auch. Le préfet, Luc Roux, l'a reçu. « Je l'ai écouté », a-t-il dit. L'éleveur assure qu'il restera.",
       "l'éleveur"},
      {"Un agriculteur manifeste à Auch. Le préfet, Luc Roux, l'a reçu. « Je l'ai écouté », a-t-il dit. L'éleveur assure qu'il restera. « Je dors ici », ajoute le quinquagénaire.",
       "l'éleveur"},
      {"Le directeur du club, Luc Roux, a plongé. « J'ai tout tenté », a-t-il soufflé. L'oncle de l'enfant a été entendu. L'homme de 35 ans a expliqué s'être assoupi.",
       "l'oncle de l'enfant"},
      {"La ministre Anne Roux est à Brest. Elle a visité le port. « Il rouvrira », a promis la quinquagénaire.", "Anne Roux"},
  });
}

TEST(Descriptions, DocumentsOfWhoSpeaksInThem) {
  expect({
      {"Dans un rapport publié mercredi, la Cour des comptes relève que le port va mal. « Faux », plaide Luc Roux. Le document recommande de revoir les contrats.",
       "Cour des comptes"},
  });
}

TEST(Descriptions, WhoWroteThePageIsNobodyOfTheText) {
  expect({
      {"Une voisine a porté plainte\n\nPar Anne Roux\n\nUne commerçante a tout perdu. L'assureur refuse de payer. Aujourd'hui, la quinquagénaire se dit épuisée.",
       "une commerçante"},
      {"Luc Petit attend\n\nNina Brun - édité par Omar Belka\n\nLuc Petit attend. Le garagiste a dit que tout irait bien.",
       "Luc Petit"},
      {"Le projet est étudié en commission. La ministre Anne Roux y croit. Elle assure que tout ira bien.", "Anne Roux"},
      {"L'école fermera, selon un message de l'ambassade de France parvenu à l'AFP.", "un message de l'ambassade de France"},
      {"Luc Roux est gynécologue. Contacté par la radio, le professionnel a reconnu une erreur. « Je m'excuse. »", "Luc Roux"},
  });
}

TEST(Descriptions, KindsOfBodies) {
  expect({
      {"La Banque de France a publié ses comptes. Omar Belka est venu. L'institution a indiqué que tout irait bien.",
       "Banque de France"},
      {"La Cour des comptes a publié son rapport. Omar Belka est venu. L'institution a indiqué que tout irait bien.",
       "Cour des comptes"},
      {"L'Union africaine a tenu un sommet. Omar Belka est venu. L'organisation a indiqué que tout irait bien.",
       "Union africaine"},
      {"EDF a publié ses comptes. Omar Belka est venu. L'électricien a indiqué que tout irait bien.", "EDF"},
      {"Sanofi a publié ses comptes. Omar Belka est venu. Le laboratoire a indiqué que tout irait bien.", "Sanofi"},
      {"La mairie de Vals a publié ses comptes. Omar Belka est venu. La municipalité a indiqué que tout irait bien.",
       "la mairie de Vals"},
      {"Le tribunal de Vals a tranché. Omar Belka est venu. La juridiction a indiqué que tout irait bien.",
       "le tribunal de Vals"},
      {"Omar Belka est venu. La start-up a indiqué que tout irait bien.", "la start-up"},
      {"Omar Belka est venu. Le géant américain a indiqué que tout irait bien.", "le géant américain"},
  });
}

}   // namespace
}   // namespace propos
