# SPDX-License-Identifier: Apache-2.0
"""Where the library does not work, its import says so, before anything of it is loaded."""

from __future__ import annotations

import importlib


def expect_main_interpreter() -> None:
    """Raises ImportError in a subinterpreter: classes and exceptions of the library would be shared by all interpreters."""
    for name in ("_interpreters", "_xxsubinterpreters"):   # from Python 3.13 on, and before
        try:
            interpreters = importlib.import_module(name)
        except ImportError:
            continue
        if interpreters.get_current() != interpreters.get_main():
            raise ImportError("propos works in the main interpreter only, not in a subinterpreter")
        return


expect_main_interpreter()
