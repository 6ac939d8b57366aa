# SPDX-License-Identifier: Apache-2.0
"""Many texts as tables, in the memory layout of Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass
from typing import Any, Literal

from . import _core
from ._analyzer import Analyzer, Dates, Language, Limits, Text, _dates, _texts, _work

#: What the rows of a table are of.
TableName = Literal["quotes", "mentions", "entities"]


@dataclass(frozen=True)
class Tables:
    """What was found in many texts.

    Attributes
    ----------
    quotes, mentions, entities : Table
        A row for each; the columns of docs/schema.md, then those of ``keep``.
    errors : Table
        A row for each text that could not be read: ``doc``, ``text`` (its number, from 0) and ``error``.
    """

    quotes: _core.Table
    mentions: _core.Table
    entities: _core.Table
    errors: _core.Table


def _column(values: Any) -> list[Any]:
    for name in ("to_pylist", "tolist", "to_list"):
        if hasattr(values, name):
            return list(getattr(values, name)())
    return list(values)


def _kept(keep: Mapping[str, Iterable[Any]] | None) -> list[tuple[str, list[Any]]]:
    if keep is not None and not isinstance(keep, Mapping):
        raise TypeError(f"keep: expected a dict of names and values, not {type(keep).__name__}")
    for name, values in (keep or {}).items():
        if isinstance(values, str) or not isinstance(values, Iterable):
            raise TypeError(f"keep: expected a value of «{name}» for each text, not {values!r}")
    return [(f"field_{name}", _column(values)) for name, values in (keep or {}).items()]


def _expect_as_many(texts: Any, ids: Any, kept: list[tuple[str, list[Any]]]) -> None:
    """Raises ValueError where lengths are known and differ. Too few values of a stream are seen when it is read."""
    if not isinstance(texts, Sized):
        return
    given = [("ids", ids)] if isinstance(ids, Sized) else []
    for name, values in [*given, *((f"values of «{name.removeprefix('field_')}»", values) for name, values in kept)]:
        if len(values) != len(texts):
            raise ValueError(f"expected as many {name} as texts: there are {len(values)}, and {len(texts)} texts")


def _core_of(analyzer: Analyzer | None) -> _core.Analyzer:
    if analyzer is not None and not isinstance(analyzer, Analyzer):
        raise TypeError(f"expected an Analyzer, not {type(analyzer).__name__}")
    return (analyzer or Analyzer())._core


def tables(
    texts: Iterable[Text | None] | Any,
    *,
    ids: Iterable[Any] | None = None,
    keep: Mapping[str, Iterable[Any]] | None = None,
    date: Dates = None,
    limits: Limits | None = None,
    language: Language = "french",
    threads: int = 1,
    batch_size: int = 512,
    analyzer: Analyzer | None = None,
) -> Tables:
    """Who is quoted in many texts, as tables that pandas, polars, pyarrow and DuckDB take as they are.

    Parameters
    ----------
    texts : iterable of str or HtmlText, or an Arrow array or stream of text
        One that is None, no str or too long is a row of ``errors``.
    ids : iterable, optional
        A name for each text, for the column ``doc``; without: its number, from 0.
    keep : mapping of str to a sequence, optional
        Values for each text, which stand in each of its rows, in a column ``field_NAME``: str, int, float, bool or datetime.date.
        None, NaN and NaT are null.
    date : date, or iterable of dates, optional
        As of ``Analyzer.pipe``, as the next four.
    limits : Limits, optional
        How much of each text is read and found.
    language : {"french", "detect"}
        Whether all texts are known to be French; with ``"detect"`` one in another language has no rows.
    threads : int
        Threads that analyse.
    batch_size : int
        Texts that are handed over at once.
    analyzer : Analyzer, optional
        Without: one with the built-in rules and words.

    Returns
    -------
    Tables
        In memory, some hundred bytes a row. Needs no pyarrow.

    Raises
    ------
    ValueError
        There are not as many ids or values as texts.

    Notes
    -----
    No row costs any work of Python's. Indices count characters, as the command line's do. Other than in its CSV, no cell has an
    apostrophe that keeps a spreadsheet from computing it, and a NUL stays one.

    Examples
    --------
    >>> found = tables(["« Non », a dit Anne Roux."])
    >>> found.quotes
    Table(1 rows, 37 columns)
    """
    kept = _kept(keep)
    _expect_as_many(_texts(texts), ids, kept)
    threads, batch_size = _work(threads, batch_size)
    names = ["quotes", "mentions", "entities"]
    made = _core.tables(_core_of(analyzer), texts, names, ids, kept, _dates(date), limits, language, threads, batch_size)
    return Tables(*made)


def stream(
    texts: Iterable[Text | None] | Any,
    table: TableName = "quotes",
    *,
    ids: Iterable[Any] | None = None,
    keep: Mapping[str, Iterable[Any]] | None = None,
    date: Dates = None,
    limits: Limits | None = None,
    language: Language = "french",
    threads: int = 1,
    batch_size: int = 512,
    analyzer: Analyzer | None = None,
) -> _core.TableStream:
    """One table of any number of texts, made as it is read: memory does not grow with them.

    Parameters
    ----------
    texts : iterable of str or HtmlText, or an Arrow array or stream of text
        One that cannot be read (None, no str, too long) has no row.
    table : {"quotes", "mentions", "entities"}
        What the rows are of.
    ids : iterable, optional
        As of ``tables``, as all that follow.
    keep : mapping of str to a sequence, optional
        Values for each text, which stand in each of its rows.
    date : date, or iterable of dates, optional
        When the texts were published.
    limits : Limits, optional
        How much of each text is read and found.
    language : {"french", "detect"}
        Whether all texts are known to be French.
    threads : int
        Threads that analyse.
    batch_size : int
        Texts that are handed over at once: the rows of so many are one batch of Arrow, of fewer at first.
    analyzer : Analyzer, optional
        Without: one with the built-in rules and words.

    Returns
    -------
    TableStream
        May be read once, by one thread: ``pyarrow.RecordBatchReader.from_stream(propos.stream(texts))``.
    """
    kept = _kept(keep)
    _expect_as_many(_texts(texts), ids, kept)
    threads, batch_size = _work(threads, batch_size)
    return _core.stream(_core_of(analyzer), texts, table, ids, kept, _dates(date), limits, language, threads, batch_size)


def record_batch(
    texts: Iterable[Text | None] | Any,
    table: TableName = "quotes",
    *,
    ids: Iterable[Any] | None = None,
    date: Dates = None,
    limits: Limits | None = None,
    language: Language = "french",
    analyzer: Analyzer | None = None,
) -> _core.RecordBatch:
    """One batch of texts as one batch of rows: what a worker of Spark, Dask or Ray does.

    Parameters
    ----------
    texts : iterable of str or HtmlText, or an Arrow array or stream of text
        One that cannot be read (None, too long) has one row, with nothing but ``row`` and ``error``.
    table : {"quotes", "mentions", "entities"}
        What the rows are of.
    ids : iterable, optional
        As of ``tables``, as all that follow.
    date : date, or iterable of dates, optional
        When the texts were published.
    limits : Limits, optional
        How much of each text is read and found.
    language : {"french", "detect"}
        Whether all texts are known to be French.
    analyzer : Analyzer, optional
        Without: one with the built-in rules and words. A worker makes one and keeps it.

    Returns
    -------
    RecordBatch
        The columns of the table; ``row``, the number of the text in ``texts``; and ``error``. ``pyarrow.record_batch`` takes it.

    Raises
    ------
    ValueError
        There are not as many ids as texts.

    Examples
    --------
    The columns of the input beside those of the rows::

        rows = pyarrow.record_batch(propos.record_batch(batch["body"], analyzer=analyzer))
        kept = batch.select(["outlet"]).take(rows["row"])
    """
    _expect_as_many(_texts(texts), ids, [])
    return _core.record_batch(_core_of(analyzer), texts, table, ids, _dates(date), limits, language)
