#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes communes.tsv, departments.tsv, regions.tsv, countries.tsv and cities.tsv in lib/fr/lexicon.

    tools/lexicon/places.py DECOUPAGE LOCALENAMES DATES [/usr/share/hunspell/fr]

The folders of three unpacked npm packages: @etalab/decoupage-administratif, cldr-localenames-full, cldr-dates-full.
The dictionary tells which names are ordinary words, too.
"""
import json
import pathlib
import re
import sys

from from_hunspell import expand, pairs, read_affixes

OUT = pathlib.Path(__file__).resolve().parents[2] / "lib/fr/lexicon"
MIN_POPULATION = 2000
LARGE = 100_000          # « Havre » stands alone (du Havre), although it is a word
HEAD = """\
# SPDX-License-Identifier: {licence}
# {what}
# Source: {source}.
# Made by tools/lexicon/places.py; not to be edited by hand.
@case proper
"""
FRANCE = ("the npm package @etalab/decoupage-administratif {} of Etalab (MIT), out of the Code officiel géographique\n"
          "# of INSEE, 2026 (Licence Ouverte 2.0)")
CLDR = "the npm package {} {}, Unicode CLDR (Unicode-3.0, copyright Unicode, Inc.)"

CONTINENTS = {"002", "003", "005", "009", "013", "019", "021", "142", "150", "419", "AQ"}
NO_PLACE = {"001", "057", "EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
# Names of persons that are met more often than the country.
ALSO_NAMES = {"Maurice", "Dominique", "Salvador"}
# What the list of time zones calls a city and is none.
NO_CITIES = set("""Île de Pâques|Galápagos|Chuuk|Pohnpei|Marquises|Éfaté|Île de Man|Le Vatican|Sakhaline|Kamtchatka|
La Barbade|Fernando de Noronha|Saint-Christophe|Caïmans|Saint-Vincent|Saint-Thomas|Açores|Madère|Géorgie du Sud|Mahé|
lieu inconnu|Showa|Dumont-d’Urville|Thulé|Lower Prince’s Quarter|Canton|Saint-Pierre""".replace("\n", "").split("|"))


def load(path):
    return json.load(open(path, encoding="utf-8"))


def version(folder):
    return load(folder / "package.json")["version"]


def write(name, licence, what, source, groups):
    with open(OUT / name, "w", encoding="utf-8") as out:
        out.write(HEAD.format(licence=licence, what=what, source=source))
        for features, forms in groups:
            out.write(f"@features {features}\n" + "".join(f"{form}\n" for form in sorted(forms)))


def bare(name):
    """Mans for Le Mans: the article merges with à and de (au Mans, du Mans)."""
    match = re.match(r"Les? (.+)", name)
    return match and match.group(1)


def ordinary_words(base):
    """All forms of the dictionary's words that begin with a small letter."""
    suffixes = read_affixes(base + ".aff")
    words = set()
    for line in open(base + ".dic", encoding="utf-8"):
        word, _, flags = re.split(r"\s", line, maxsplit=1)[0].partition("/")
        if word[0].islower():
            words.update(form for form, _ in expand(word, pairs(flags), [], suffixes))
    return words


def main():
    france, names, dates = (pathlib.Path(folder) for folder in sys.argv[1:4])
    base = sys.argv[4] if len(sys.argv) > 4 else "/usr/share/hunspell/fr"
    words = ordinary_words(base)

    source = FRANCE.format(version(france))
    licence = "MIT AND etalab-2.0"
    communes = set()
    for commune in load(france / "data/communes.json"):
        people = commune.get("population", 0)
        if commune["type"] != "commune-actuelle" or (people < MIN_POPULATION and commune.get("rangChefLieu", 0) < 2):
            continue
        name = commune["nom"]
        communes.add(name)
        if bare(name) and (bare(name).lower() not in words or people >= LARGE):
            communes.add(bare(name))
    write("communes.tsv", licence, f"Communes of France with {MIN_POPULATION} inhabitants or more, or a prefecture.",
          source, [("place city commune", communes)])
    write("departments.tsv", licence, "Departments of France.", source,
          [("place department", {entry["nom"] for entry in load(france / "data/departements.json")})])
    write("regions.tsv", licence, "Regions and overseas territories of France.", source,
          [("place region", {entry["nom"] for entry in load(france / "data/regions.json")})])

    territories = load(names / "main/fr/territories.json")["main"]["fr"]["localeDisplayNames"]["territories"]
    continents, regions, countries, doubtful = set(), set(), set(), set()
    for code, name in territories.items():
        if code.split("-")[0] in NO_PLACE or name.startswith("R.A.S.") or "." in name:
            continue
        parts = [part.strip() for part in re.split(r"[()]", name) if part.strip()]
        for part in parts:
            if part[0].islower() or part == "RDC":
                continue
            kind = (continents if code in CONTINENTS else regions if code.isdigit() else
                    doubtful if part in ALSO_NAMES else countries)
            kind.add(part)
    write("countries.tsv", "Unicode-3.0", "Countries, territories, continents and parts of the world.",
          CLDR.format("cldr-localenames-full", version(names)),
          [("place country", countries), ("place country ambiguous", doubtful), ("place continent", continents),
           ("place region", regions)])

    cities = set()

    def walk(zone):
        for value in zone.values():
            if "exemplarCity" in value:
                cities.add(value["exemplarCity"])
            elif isinstance(value, dict) and "_type" not in value:
                walk(value)

    walk(load(dates / "main/fr/timeZoneNames.json")["main"]["fr"]["dates"]["timeZoneNames"]["zone"])
    cities = {city for city in cities if not re.search(r"[(\[&]", city)}
    cities -= NO_CITIES | continents | regions | countries | doubtful
    cities |= {bare(city) for city in cities if bare(city)}
    write("cities.tsv", "Unicode-3.0", "Cities by which time zones are called, where they have a name of their own in French.",
          CLDR.format("cldr-dates-full", version(dates)), [("place city", cities)])


if __name__ == "__main__":
    main()
