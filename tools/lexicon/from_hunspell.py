#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes lib/fr/lexicon/words/*.tsv, the ordinary words of French, out of a tagged hunspell dictionary.

    tools/lexicon/from_hunspell.py [/usr/share/hunspell/fr]

The dictionary is Debian's hunspell-fr-comprehensive (Dicollecte); other builds have their po: and is: tags stripped.
Elision (l'arbre, qu'il) is left out: the tokenizer cuts there. So are names and whatever begins with a capital.
"""
import collections
import pathlib
import re
import sys

OUT = pathlib.Path(__file__).resolve().parents[2] / "lib/fr/lexicon/words"
HEAD = """\
# SPDX-License-Identifier: MPL-2.0
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not
# distributed with this file, You can obtain one at http://mozilla.org/MPL/2.0/.
#
# {what}
# Source: the French spelling dictionary of Dicollecte (Olivier R. and contributors, https://grammalecte.net),
# "toutes variantes", version 7.0, as in Debian's hunspell-fr-comprehensive 1:7.0-1. Rearranged by
# tools/lexicon/from_hunspell.py; not to be edited by hand.
"""
PARTS = {"nom": "noun", "adj": "adjective", "adv": "adverb", "prep": "preposition", "interj": "interjection",
         "nb": "numeral number-word", "nbro": "numeral"}
FORMS = {"infi": "infinitive", "ppre": "present-participle", "ppas": "past-participle", "ipre": "finite present",
         "iimp": "finite imperfect", "ipsi": "finite past-historic", "ifut": "finite future", "cond": "finite conditional",
         "spre": "finite subjunctive", "simp": "finite subjunctive", "impe": "finite imperative",
         "1sg": "first-person singular", "1isg": "first-person singular", "2sg": "second-person singular",
         "3sg": "third-person singular", "1pl": "first-person plural", "2pl": "second-person plural",
         "3pl": "third-person plural", "adj": "adjective"}
SHAPES = {"mas": "masculine", "fem": "feminine", "epi": "masculine feminine", "sg": "singular", "pl": "plural",
          "inv": "invariable"}
ORDER = ("noun verb adjective adverb preposition interjection numeral number-word infinitive present-participle "
         "past-participle finite present imperfect past-historic future conditional subjunctive imperative first-person second-person "
         "third-person masculine feminine singular plural invariable").split()
WORD = re.compile(r"[a-zà-öø-ÿœæ][a-zà-öø-ÿœæāēīōūńśšč'-]*\Z")


def read_affixes(path):
    """Flag -> list of (strip, add, flags of the result, condition, tags), suffixes only."""
    suffixes = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        fields = line.split()
        if len(fields) < 5 or fields[0] != "SFX":
            continue
        add, _, flags = fields[3].partition("/")
        strip = "" if fields[2] == "0" else fields[2]
        suffixes[fields[1]].append(("" if add == "0" else add, strip, pairs(flags), re.compile(f"(?:{fields[4]})\\Z"),
                                    fields[5:]))
    return suffixes


def pairs(flags):
    return [flags[i:i + 2] for i in range(0, len(flags), 2)]


def expand(word, flags, tags, suffixes):
    """(form, tags) of all forms; "()" marks what is none without a further suffix."""
    if "()" not in flags:
        yield word, tags
    for flag in flags:
        for add, strip, more, condition, added in suffixes.get(flag, ()):
            if word.endswith(strip) and condition.search(word):
                yield from expand(word[:len(word) - len(strip)] + add, more, tags + added, suffixes)


def features(tags):
    verb = any(re.match(r"po:v\d", tag) for tag in tags)
    found = {"verb"} if verb else set()
    for tag in tags:
        kind, _, value = tag.rstrip("!?").partition(":")
        table = SHAPES if kind == "is" else FORMS if verb else PARTS if kind == "po" else {}
        found.update(table.get(value, "").split())
    return " ".join(name for name in ORDER if name in found)


def main():
    base = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/hunspell/fr"
    suffixes = read_affixes(base + ".aff")
    entries = [line.split() for line in open(base + ".dic", encoding="utf-8")][1:]
    # A note (la, si) or a letter is no reading that helps.
    short = {entry[0].split("/")[0] for entry in entries if "po:mg" in entry}
    short = {word for word in short if len(word) <= 3} - {"car", "or", "pas", "son"}

    groups = collections.defaultdict(set)   # endings -> lemmas
    for entry in entries:
        lemma, _, flags = entry[0].partition("/")
        tags = entry[1:]
        if "po:mg" in tags or "po:err" in tags or not WORD.match(lemma):
            continue
        if "U." in pairs(flags) or len(lemma) == 1 or (lemma in short and "po:nom" in tags):
            continue
        forms = collections.OrderedDict()
        for form, form_tags in expand(lemma, pairs(flags), tags, suffixes):
            forms.setdefault(form, set()).update(features(form_tags).split())
        if lemma not in forms:   # ampère: the bare form hangs on the prefixes of units
            forms[lemma] = set(features(tags + ["is:sg"]).split())
        stem = lemma
        while not all(form.startswith(stem) for form in forms):
            stem = stem[:-1]
        endings = [(form[len(stem):] or "-", " ".join(name for name in ORDER if name in found))
                   for form, found in forms.items()]
        endings.sort(key=lambda ending: (ending[0] != (lemma[len(stem):] or "-")))
        groups[tuple(endings)].add(lemma)

    files = {"verbs": "Verbs.", "nouns": "Nouns, and words that are noun and adjective.",
             "adjectives": "Adjectives.",
             "others": "Adverbs, prepositions, interjections, numerals and parts of idioms."}
    paradigms, words, names = [], collections.defaultdict(list), collections.Counter()
    for endings, lemmas in sorted(groups.items(), key=lambda group: min(group[1])):
        first = endings[0][1].split()
        part = next((part for part in ("verb", "noun", "adjective") if part in first), "other")
        name = f"{part}:{min(lemmas)}"
        names[name] += 1
        if names[name] > 1:
            name += f"-{names[name]}"
        paradigms.append((name, endings))
        words[part + "s"].append((name, lemmas))

    OUT.mkdir(exist_ok=True)
    with open(OUT / "paradigms.tsv", "w", encoding="utf-8") as out:
        out.write(HEAD.format(what="How words are inflected: endings and what they say, the lemma's first."))
        for name, endings in paradigms:
            out.write(f"@paradigm {name}\n" + "".join(f"{ending}\t{found}\n" for ending, found in endings))
    for part, what in files.items():
        with open(OUT / f"{part}.tsv", "w", encoding="utf-8") as out:
            out.write(HEAD.format(what=what) + "@case common\n@features common\n")
            for name, lemmas in words[part]:
                out.write(f"@like {name}\n" + "".join(f"{lemma}\n" for lemma in sorted(lemmas)))


if __name__ == "__main__":
    main()
