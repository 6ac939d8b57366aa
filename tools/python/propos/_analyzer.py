# SPDX-License-Identifier: Apache-2.0
"""The analyzer, with the arguments that a user of Python expects."""

from __future__ import annotations

import datetime
import importlib
import os
from collections.abc import Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, Union, overload

from . import _core
from ._errors import Error

Context = TypeVar("Context")

#: The day on which a text was published: a ``datetime.date``, or a ``str`` that begins with ``YYYY-MM-DD``.
Date = Union[datetime.date, str]

#: A file of rules or words: its path, or a name for messages and its content.
File = Union[str, "os.PathLike[str]", tuple[str, str]]


@dataclass(frozen=True)
class Limits:
    """How much of a text is read and found; ``Document.limit`` tells which one was met.

    Parameters
    ----------
    bytes : int, optional
        Bytes of the text as UTF-8.
    entities, quotes : int, optional
        How many of each a document may have. What stands before the first one too many is kept.
    seconds : float, optional
        Time on a clock for one text. What is found then depends on how fast the machine is.

    Raises
    ------
    Error
        Of kind ``option``: a limit is negative, or not a number.
    """

    bytes: int | None = None
    entities: int | None = None
    quotes: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        for name in ("bytes", "entities", "quotes", "seconds"):
            value = getattr(self, name)
            if value is not None and not value >= 0:
                raise Error(f"expected a limit of {name} that is not negative; this one is {value}")


def _files(given: File | Sequence[File]) -> list[tuple[str, str]]:
    if isinstance(given, (str, os.PathLike)):
        return [_file(given)]
    return [_file(one) for one in given]


def _file(given: File) -> tuple[str, str]:
    if isinstance(given, (str, os.PathLike)):
        path = os.fspath(given)
        with open(path, encoding="utf-8") as file:
            return path, file.read()
    name, content = given
    return name, content


class Analyzer:
    """Reads French text.

    Built once, some ten milliseconds and some ten MiB; then any number of threads may share it. It is immutable, and pickles as the
    files that it was made of.

    Parameters
    ----------
    rules, words : path, or sequence of paths and of (name, content), optional
        Files of rules and words that are added to the built-in ones: docs/rules.md.

    Raises
    ------
    Error
        Of kind ``rules`` or ``words``, with file, line and column: a file does not read.
    OSError
        A file cannot be opened.

    Examples
    --------
    >>> analyzer = Analyzer()
    >>> document = analyzer.analyze("« Non », a dit Anne Roux.")
    >>> document.quotes[0].speaker.entity.name
    'Anne Roux'
    """

    def __init__(self, *, rules: File | Sequence[File] = (), words: File | Sequence[File] = ()) -> None:
        self._core = _core.Analyzer(_files(rules), _files(words))

    def analyze(self, text: str, *, date: Date | None = None, limits: Limits | None = None) -> _core.Document:
        """Who is named in a text and who says what.

        Parameters
        ----------
        text : str
            Any text. Lone surrogates and NULs are characters that mean nothing.
        date : datetime.date or str, optional
            The day on which it was published: who held an office then is who « le président » may be.
        limits : Limits, optional
            How much of it is read and found.

        Returns
        -------
        Document

        Raises
        ------
        Error
            Of kind ``too-long``: the text has more than 128 MiB of UTF-8, and no lower limit of bytes.

        Notes
        -----
        Costs time linear in the text, and while it is read some thirty times its size in memory. Other threads run meanwhile; a signal
        (Ctrl-C) ends it within a tenth of a second.
        """
        return self._core.analyze(text, date, limits)

    @overload
    def pipe(
        self, texts: Iterable[str], *, threads: int = ..., batch_size: int = ..., as_tuples: Literal[False] = ...,
        date: Date | Iterable[Date | None] | None = ..., limits: Limits | None = ..., progress: bool = ...,
    ) -> Iterator[_core.Document]: ...

    @overload
    def pipe(
        self, texts: Iterable[tuple[str, Context]], *, threads: int = ..., batch_size: int = ..., as_tuples: Literal[True],
        date: Date | Iterable[Date | None] | None = ..., limits: Limits | None = ..., progress: bool = ...,
    ) -> Iterator[tuple[_core.Document, Context]]: ...

    def pipe(
        self, texts: Iterable[Any], *, threads: int = 1, batch_size: int = 32, as_tuples: bool = False,
        date: Date | Iterable[Date | None] | None = None, limits: Limits | None = None, progress: bool = False,
    ) -> Iterator[Any]:
        """The documents of many texts, in their order, as a stream.

        Parameters
        ----------
        texts : iterable of str
            Read as results are asked for, some batches ahead; with ``as_tuples`` an iterable of (text, anything).
        threads : int
            Threads that analyse. They need no lock of the interpreter's.
        batch_size : int
            Texts that are handed over at once, and to a thread: fewer at first, so that no thread waits long for another at the end. Up to
            ``2 * threads + 1`` batches are in memory; one ends early after 1 MiB of text.
        as_tuples : bool
            Whether texts come, and documents go, with something beside them.
        date : date, or iterable of dates, optional
            As of ``analyze``: one for all texts, or one for each.
        limits : Limits, optional
            As of ``analyze``, for each text.
        progress : bool
            Whether a bar is shown; needs the package tqdm.

        Yields
        ------
        Document, or tuple of Document and what stood beside its text

        Raises
        ------
        Error, TypeError
            In the place of a document: the text is too long, or no str. ``next`` goes on behind it.

        Notes
        -----
        What ``texts`` raises comes behind the documents of the texts before it. A signal (Ctrl-C) ends all threads within a tenth of a
        second. Two threads may not read one stream at the same time.
        """
        documents = self._core.pipe(texts, threads, batch_size, as_tuples, date, limits)
        if not progress:
            return documents
        tqdm = importlib.import_module("tqdm.auto").tqdm
        total = len(texts) if isinstance(texts, Sized) else None
        return iter(tqdm(documents, total=total, unit=" texts"))

    def trim_memory(self) -> None:
        """Gives back what calls that are over left for others to be faster: some MB for each thread. Changes no result."""
        self._core.trim_memory()

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._core.rules, self._core.words)

    def __repr__(self) -> str:
        given = [f"{name}={[file for file, _ in files]}" for name, files in (("rules", self._core.rules), ("words", self._core.words))
                 if files]
        return f"Analyzer({', '.join(given)})"


def _restored(rules: list[tuple[str, str]], words: list[tuple[str, str]]) -> Analyzer:
    return Analyzer(rules=rules, words=words)
