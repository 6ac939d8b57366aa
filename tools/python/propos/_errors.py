# SPDX-License-Identifier: Apache-2.0
"""The one exception of Propos."""

from __future__ import annotations


class Error(Exception):
    """Something that cannot be: a file of rules that does not read, an option, a record. No text is an error.

    Parameters
    ----------
    message : str
        One line: ``file:line:column: message``, without the parts that are not known.
    kind : str
        ``"rules"``, ``"words"``, ``"option"``, ``"encoding"``, ``"too-long"``, ``"cancelled"``, ``"moved"``,
        ``"record"`` or ``"html"``; more may come.
    file : str
        The file, or the name that the caller gave to a text; empty when there is none.
    line, column : int
        Counted from 1; 0 when not known. The column counts bytes of UTF-8.
    """

    def __init__(self, message: str, kind: str = "option", file: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message, kind, file, line, column)
        self.kind = kind
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return str(self.args[0])
