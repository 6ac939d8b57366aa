# SPDX-License-Identifier: Apache-2.0
"""The analyzer, with the arguments that a user of Python expects."""

from __future__ import annotations

import datetime
import importlib
import operator
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, Union, overload

from . import _core
from ._core import HtmlText
from ._errors import Error

Context = TypeVar("Context")

#: The day on which a text was published: a ``datetime.date``, or a ``str`` that begins with ``YYYY-MM-DD``.
Date = Union[datetime.date, str]

#: One for all of many texts, or one for each.
Dates = Union[Date, Iterable[Union[Date, None]], None]

#: What the language of a text is: French, or what its first words say.
Language = Literal["french", "detect"]

#: A part of a text: index of the first character, index behind the last, and what it is.
Zone = tuple[int, int, Literal["headline", "byline", "caption", "credit", "body", "related-links", "tags"]]

#: A text, or what ``read_html`` gives of a page.
Text = Union[str, HtmlText]

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
            if value is None:
                continue
            if not isinstance(value, (int, float) if name == "seconds" else int):
                raise TypeError(f"limit of {name}: expected a {'number' if name == 'seconds' else 'whole number'}, not {value!r}")
            if not value >= 0:
                raise Error(f"expected a limit of {name} that is not negative; this one is {value}")


def _files(given: File | Sequence[File]) -> list[tuple[str, str]]:
    if isinstance(given, (str, os.PathLike)):
        return [_file(given)]
    if not isinstance(given, Iterable):
        raise TypeError(f"expected a path of a file, or a sequence of some, not {type(given).__name__}")
    return [_file(one) for one in given]


def _file(given: File) -> tuple[str, str]:
    if isinstance(given, (str, os.PathLike)):
        path = os.fspath(given)
        with open(path, encoding="utf-8") as file:
            return path, file.read()
    if not isinstance(given, (tuple, list)) or len(given) != 2 or not all(isinstance(part, str) for part in given):
        raise TypeError(f"expected the path of a file, or a tuple of its name and its content, not {given!r}")
    name, content = given
    return name, content


def _number(name: str, value: int, most: int) -> int:
    """A whole number from 1 to `most`, as what says how something is to be done."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name}: expected a whole number, not {value!r}") from None
    if not 1 <= number <= most:
        raise ValueError(f"{name}: expected a number from 1 to {most}, not {number}")
    return number


def _text(text: Text, zones: Iterable[Zone] | None) -> tuple[str, Iterable[Zone] | None]:
    if isinstance(text, HtmlText):
        return text.text, text.zones if zones is None else zones
    if not isinstance(text, str):
        raise TypeError(f"expected a str, not {type(text).__name__}")
    return text, zones


def _texts(texts: Iterable[Any]) -> Iterable[Any]:
    if isinstance(texts, Mapping) or not isinstance(texts, Iterable) and not hasattr(texts, "__arrow_c_array__") and not hasattr(texts, "__arrow_c_stream__"):
        raise TypeError(f"expected an iterable of texts, not {type(texts).__name__}")
    return texts


def _dates(date: Any) -> Any:
    """A column of Arrow as values of Python."""
    return date.to_pylist() if hasattr(date, "to_pylist") else date


def _work(threads: int, batch_size: int) -> tuple[int, int]:
    """Both as numbers: at most more threads than any machine has, and more texts than a batch holds."""
    return _number("threads", threads, 1024), _number("batch_size", batch_size, 2**31)


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

    def analyze(
        self, text: Text, *, date: Date | None = None, limits: Limits | None = None, language: Language = "french",
        tokens: bool = False, zones: Iterable[Zone] | None = None,
    ) -> _core.Document:
        """Who is named in a text and who says what.

        Parameters
        ----------
        text : str or HtmlText
            Any text. Lone surrogates and NULs are characters that mean nothing.
        date : datetime.date or str, optional
            The day on which it was published: who held an office then is who « le président » may be.
        limits : Limits, optional
            How much of it is read and found.
        language : {"french", "detect"}
            ``"detect"``: found out from the first words (``Document.language``); in a text in another language nothing is found.
        tokens : bool
            Whether the document has tokens, with lemma and features, sentences and paragraphs. Costs a tenth more time.
        zones : iterable of (int, int, str), optional
            Parts of the text whose kind the caller knows, as from markup, in order: start, end, and ``"headline"``, ``"byline"``,
            ``"caption"``, ``"credit"``, ``"body"``, ``"related-links"`` or ``"tags"``. A paragraph that begins in one is of it.
            Without: those of an HtmlText.

        Returns
        -------
        Document

        Raises
        ------
        Error
            Of kind ``too-long``: the text has more than 128 MiB of UTF-8, and no lower limit of bytes.
        ValueError
            Zones overlap, are not in order, or do not lie in the text; a date or language is none.

        Notes
        -----
        Costs time linear in the text, and while it is read some thirty times its size in memory. Other threads run meanwhile; a signal
        (Ctrl-C) ends it within a tenth of a second.
        """
        text, zones = _text(text, zones)
        return self._core.analyze(text, date, limits, language, tokens, zones)

    def explain(
        self, text: Text, *, date: Date | None = None, limits: Limits | None = None, language: Language = "french",
        zones: Iterable[Zone] | None = None,
    ) -> _core.Explanation:
        """Why each mention and quote of a text is there: rules, words, what lost.

        Parameters
        ----------
        text : str or HtmlText
            Any text.
        date : datetime.date or str, optional
            As of ``analyze``, as all that follow.
        limits : Limits, optional
            How much of it is read and found.
        language : {"french", "detect"}
            Whether it is known to be French.
        zones : iterable of (int, int, str), optional
            Parts of the text whose kind the caller knows.

        Returns
        -------
        Explanation
            Its ``document`` is the one that ``analyze`` gives.

        Raises
        ------
        Error, ValueError
            As ``analyze``.

        Notes
        -----
        Takes some times as long as ``analyze``, and much more memory.

        Examples
        --------
        >>> print(Analyzer().explain("« Non », a dit Anne Roux.").to_text(at=2).splitlines()[1].strip())
        content start=2 end=5 text=Non
        """
        text, zones = _text(text, zones)
        return self._core.explain(text, date, limits, language, zones)

    @overload
    def pipe(
        self, texts: Iterable[Text], *, threads: int = ..., batch_size: int = ..., as_tuples: Literal[False] = ...,
        date: Dates = ..., limits: Limits | None = ..., language: Language = ..., tokens: bool = ...,
        progress: bool = ...,
    ) -> Iterator[_core.Document]: ...

    @overload
    def pipe(
        self, texts: Iterable[tuple[Text, Context]], *, threads: int = ..., batch_size: int = ..., as_tuples: Literal[True],
        date: Dates = ..., limits: Limits | None = ..., language: Language = ..., tokens: bool = ...,
        progress: bool = ...,
    ) -> Iterator[tuple[_core.Document, Context]]: ...

    def pipe(
        self, texts: Iterable[Any], *, threads: int = 1, batch_size: int = 32, as_tuples: bool = False,
        date: Dates = None, limits: Limits | None = None, language: Language = "french",
        tokens: bool = False, progress: bool = False,
    ) -> Iterator[Any]:
        """The documents of many texts, in their order, as a stream.

        Parameters
        ----------
        texts : iterable of str or HtmlText
            Read as results are asked for, some batches ahead; with ``as_tuples`` an iterable of (text, anything).
        threads : int
            Threads that analyse. They need no lock of the interpreter's.
        batch_size : int
            Texts that are handed over at once, and to a thread: fewer at first, so that no thread waits long for another at the end. Up to
            ``2 * threads + 1`` batches are in memory; one ends early after 1 MiB of text.
        as_tuples : bool
            Whether texts come, and documents go, with something beside them.
        date : date, or iterable of dates, optional
            As of ``analyze``: one for all texts, or one for each, where None, NaN and NaT are days that are not known.
        limits : Limits, optional
            As of ``analyze``, for each text; so are the next two.
        language : {"french", "detect"}
            Whether all texts are known to be French.
        tokens : bool
            Whether documents have tokens, sentences and paragraphs.
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
        threads, batch_size = _work(threads, batch_size)
        documents = self._core.pipe(_texts(texts), threads, batch_size, as_tuples, _dates(date), limits, language, tokens)
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


def read_html(html: str | bytes, charset: str = "") -> HtmlText:
    """What a reader sees of a page, with what its tags say of its parts: to be analysed in place of a text.

    Parameters
    ----------
    html : str or bytes
        The page, as it came.
    charset : str
        The encoding of bytes that somebody else says, as a server. It is taken, as that which the page itself declares where this is
        empty, where the bytes do not show what they are; ``"utf-8"``: they are. Says nothing of a str.

    Returns
    -------
    HtmlText
        No scripts, styles, forms or hidden parts; headings, captions, bylines and navigation are its zones.

    Raises
    ------
    Error
        Of kind ``html``: the page has more than 32 MiB, or is nested or built so that reading it would take more than linear time; of kind
        ``encoding``: there is no such charset.

    Notes
    -----
    Costs time linear in the page, and some twenty times its size in memory meanwhile. Other threads run.

    Examples
    --------
    >>> page = read_html("<h1>Gr&egrave;ve</h1><p>&laquo; Non &raquo;, a dit <b>Anne Roux</b>.")
    >>> page.text
    'Grève\\n\\n« Non », a dit Anne Roux.'
    >>> page.zones
    ((0, 5, 'headline'),)
    >>> Analyzer().analyze(page).quotes[0].text
    'Non'
    """
    if not isinstance(html, (str, bytes)):
        raise TypeError(f"expected a str or bytes, not {type(html).__name__}")
    return _core.read_html(html, charset)


def check_rules(rules: File | Sequence[File] = (), words: File | Sequence[File] = ()) -> list[Error]:
    """All that is wrong with files of rules and words, as ``propos rules check``.

    Parameters
    ----------
    rules, words : path, or sequence of paths and of (name, content), optional
        As of ``Analyzer``.

    Returns
    -------
    list of Error
        File by file, with line and column: what ``Analyzer`` refuses, and, where it refuses nothing, the « yes » and « no » sentences of
        the rules that do not hold. Empty where all is well.

    Raises
    ------
    OSError
        A file cannot be opened.

    Examples
    --------
    >>> for error in check_rules(rules=[("mine.rules", "phase")]):
    ...     print(error)
    mine.rules:1:6: expected the name of the phase
    """
    return [Error(*found) for found in _core.check_rules(_files(rules), _files(words))]


def _restored(rules: list[tuple[str, str]], words: list[tuple[str, str]]) -> Analyzer:
    return Analyzer(rules=rules, words=words)
