# SPDX-License-Identifier: Apache-2.0
"""Articles by the thousand, the same each time: python articles.py COUNT > articles.jsonl"""
import datetime
import json
import sys

FIRST = ["Anne", "Paul", "Hélène", "Karim", "Léa", "Hugo", "Inès", "Yann", "Maud", "Zoé", "Éric"]
LAST = ["Roux", "Rivoire", "Marchais", "Benali", "Le Goff", "Varenne", "Delorme", "Ott", "Castel", "N’Diaye", "D’Hérault", "Mourgues", "Pic"]
ROLE = ["maire de Dole", "présidente du département", "secrétaire générale du syndicat", "porte-parole de la SNCF", "médecin", "avocat", "chercheuse"]
SAID = ["a déclaré", "a dit", "a expliqué", "a assuré", "a regretté", "s’est réjouie", "a prévenu"]
WHAT = ["Nous ne céderons pas", "Le pont sera fermé tout l’hiver 😀", "Personne n’a été consulté", "Ce n’est pas notre décision", "Les travaux coûteront 3,5 millions d’euros"]
THAT = ["le trafic reprendrait mardi", "les horaires changeraient", "la gare serait rénovée", "rien n’était décidé"]
OUTLET = ["Le Jour", "La Nuit", "L’Écho"]


def article(number):
    def pick(words, step):
        return words[(number // step + number * step) % len(words)]

    first, last, other = pick(FIRST, 1), pick(LAST, 2), pick(LAST, 5)
    body = (
        f"Dole : réunion numéro {number}\n\n"
        f"« {pick(WHAT, 1)} », {pick(SAID, 3)} {first} {last}, {pick(ROLE, 2)}. Selon elle, {pick(THAT, 1)}. "
        f"La réunion a duré {number % 5 + 2} heures et s’est tenue à la mairie, en présence d’une centaine d’habitants.\n\n"
        f"M. {other} a répondu que {pick(THAT, 3)}. « {pick(WHAT, 2)} », a-t-il ajouté, « et nous le ferons savoir. »\r\n\r\n"
        f"{last} a promis une réponse. La SNCF, de son côté, a indiqué que {pick(THAT, 2)}.\n"
    )
    day = datetime.date(2024, 1, 1) + datetime.timedelta(days=number % 500)
    return {"id": f"a{number}", "body": body, "outlet": pick(OUTLET, 1), "views": number * 7, "day": day.isoformat()}


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        print(json.dumps(article(number), ensure_ascii=False))
