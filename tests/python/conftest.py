# SPDX-License-Identifier: Apache-2.0
"""Texts that the tests share. The package is the one that is installed; PROPOS_CLI names the command line of the same sources."""
import os
import random
from pathlib import Path

import pytest

import propos

ROOT = Path(__file__).resolve().parents[2]
STRIKE = (
    "« Nous ne céderons pas », a déclaré Hélène Marchais, la secrétaire générale du syndicat. Selon elle, sept conducteurs sur dix "
    "cesseront le travail. La SNCF a indiqué que le trafic serait « très perturbé » autour de Lyon."
)

# Pieces that make offsets go wrong where somebody counts bytes, UTF-16 units or what is seen.
BETWEEN = ["\r\n", "\n\n", " ", "\u00a0", " 😀 ", " 👩‍🔬 ", " e\u0301 ", " \U0001d4d0\U0001d4d1 ", "\u200b", "\ufeff", "\0", "\ud800", " 漢字 ", "\t"]
PHRASES = [
    "« Nous partons 😀 demain », a dit Zoé Lemaître.",
    "Selon l'usine de Metz, le pont 🏗️ sera refait.",
    "« Pas question 𝓪𝓫 », a re\u0301pondu la mairie de Vannes, « avant l’été\u0301 ».",
    "Luc N\u0303ande a assuré qu’il « reviendrait ».",
    "– Tu viens ?\r\n– Non, dit Ana.",
    "Le maire, Paul Kéber, demande « un geste ».",
    "“Ça suffit”, s’indigne Rosa d’Orme.",
    "L'AFP a écrit qu'il pleuvait à Aix-en-Provence.",
]


def generated(count, seed=7):
    """Texts of a few sentences each, with something odd between them."""
    chance = random.Random(seed)
    for _ in range(count):
        yield "".join(chance.choice(PHRASES) + chance.choice(BETWEEN) for _ in range(chance.randint(1, 5)))


def corpus():
    """Name and text of all of corpora/."""
    return [(path.relative_to(ROOT).as_posix(), path.read_bytes().decode()) for path in sorted(ROOT.glob("corpora/*/*.txt"))]


@pytest.fixture(scope="session")
def analyzer():
    return propos.Analyzer()


@pytest.fixture(scope="session")
def strike(analyzer):
    return analyzer.analyze(STRIKE)


@pytest.fixture(scope="session")
def cli():
    path = os.environ.get("PROPOS_CLI")
    if not path:
        pytest.skip("PROPOS_CLI names no command line")
    return path
