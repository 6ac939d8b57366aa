# SPDX-License-Identifier: Apache-2.0
"""How parts of documents come back from a pickle."""

from __future__ import annotations

from typing import Any

from . import _core


def part(kind: str, *where: Any) -> Any:
    """The part of a class that stands at a place of a document."""
    return getattr(_core, kind)._at(*where)
