# SPDX-License-Identifier: Apache-2.0
"""Quotes, mentions and entities of a Spark DataFrame of texts.

>>> import propos.spark
>>> said = propos.spark.quotes(articles, text="body", id="id", keep=["outlet"])    # doctest: +SKIP
>>> said.write.parquet("quotes")                                                   # doctest: +SKIP

Needs pyspark and, on the workers, pyarrow and propos. Nothing is read before Spark wants rows. Each worker process makes one
analyzer, which it keeps for all its partitions; a text costs what it costs elsewhere. Batches go from Spark to the library and back
in the layout of Arrow, so that no row costs any work of Python's.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import _tables
from ._analyzer import Analyzer, File, Language, Limits, _files

if TYPE_CHECKING:
    import pyarrow   # type: ignore[import-not-found, import-untyped, unused-ignore]
    from pyspark.sql import DataFrame   # type: ignore[import-not-found, import-untyped, unused-ignore]

#: Texts that are read at a time: what a worker holds beside the batch that Spark sent.
_PIECE = 1024


@dataclass(frozen=True)
class _Job:
    """What a worker does: it goes there as it is."""

    table: _tables.TableName
    text: str
    id: str | None
    keep: tuple[str, ...]
    columns: tuple[str, ...]
    date: str | None
    limits: Limits | None
    language: Language
    rules: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str], ...]

    def run(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for begin in range(0, batch.num_rows, _PIECE):
                yield self.read(batch.slice(begin, _PIECE))

    def read(self, batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
        """One batch of texts as one of rows, with what stands beside the texts."""
        import pyarrow

        days = batch.column(self.date) if self.date else None
        analyzer = _analyzer(self.rules, self.words)
        rows = _rows(batch.column(self.text), self.table, date=days, limits=self.limits, language=self.language, analyzer=analyzer)
        texts = rows.column("row")
        columns = {"doc": batch.column(self.id).take(texts) if self.id else pyarrow.nulls(rows.num_rows, pyarrow.string())}
        columns |= {name: rows.column(name) for name in self.columns}
        columns |= {f"field_{name}": batch.column(name).take(texts) for name in self.keep}
        columns["error"] = rows.column("error")
        return pyarrow.RecordBatch.from_pydict(columns)


@functools.lru_cache(maxsize=4)
def _analyzer(rules: tuple[tuple[str, str], ...], words: tuple[tuple[str, str], ...]) -> Analyzer:
    return Analyzer(rules=rules, words=words)


def _rows(texts: Any, table: _tables.TableName, **options: Any) -> pyarrow.RecordBatch:
    import pyarrow

    return pyarrow.record_batch(_tables.record_batch(texts, table, **options))


def quotes(df: DataFrame, text: str = "text", id: str | None = None, **options: Any) -> DataFrame:
    """A row for each quote of the texts of ``df``: see ``table``."""
    return table(df, "quotes", text, id, **options)


def mentions(df: DataFrame, text: str = "text", id: str | None = None, **options: Any) -> DataFrame:
    """A row for each mention of the texts of ``df``: see ``table``."""
    return table(df, "mentions", text, id, **options)


def entities(df: DataFrame, text: str = "text", id: str | None = None, **options: Any) -> DataFrame:
    """A row for each person, organization and place of each text of ``df``: see ``table``."""
    return table(df, "entities", text, id, **options)


def table(
    df: DataFrame,
    table: _tables.TableName,
    text: str = "text",
    id: str | None = None,
    *,
    keep: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    date: str | None = None,
    limits: Limits | None = None,
    language: Language = "french",
    rules: File | Sequence[File] = (),
    words: File | Sequence[File] = (),
) -> DataFrame:
    """What stands in the texts of a DataFrame, as a DataFrame.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        A row for each text.
    table : {"quotes", "mentions", "entities"}
        What the rows of the result are of.
    text : str
        The column of strings with the texts.
    id : str, optional
        The column, of any type, that is ``doc`` in the result. Without: ``doc`` is null.
    keep : sequence of str
        Columns that each row of the result has, too, as ``field_NAME`` and of their type.
    columns : sequence of str, optional
        Those of the table that the result has beside ``doc``; all of them without. Half of what Spark itself does is done for columns.
    date : str, optional
        The column, of dates, with the day on which a text was published.
    limits : Limits, optional
        How much of a text is read and found. One of time for each text keeps a stage from waiting for a monster.
    language : {"french", "detect"}
        As of ``Analyzer.analyze``: with ``"detect"`` a text in another language has no rows.
    rules, words : File or sequence of File
        As of ``Analyzer``. They are read here; the workers need no files.

    Returns
    -------
    pyspark.sql.DataFrame
        ``doc``, the columns of the table (docs/schema.md), those of ``keep``, and ``error``: a text that is null or too long has one row with
        its id, what is kept, and why. Rows of a text stand together; partitions are those of ``df``.

    Raises
    ------
    ValueError
        A column is not there, or none of the table's.
    Error
        Of kind ``rules`` or ``words``: a file does not read.
    """
    from pyspark.sql.pandas.types import from_arrow_schema   # type: ignore[import-not-found, import-untyped, unused-ignore]
    from pyspark.sql.types import StringType, StructField, StructType   # type: ignore[import-not-found, import-untyped, unused-ignore]

    wanted = [text, *([id] if id else []), *keep, *([date] if date else [])]
    for name in wanted:
        if name not in df.columns:
            raise ValueError(f"the DataFrame has no column {name}; it has {', '.join(df.columns)}")
    files = tuple(_files(rules)), tuple(_files(words))
    nothing = _rows([], table, analyzer=_analyzer(*files))
    found = {field.name: field for field in from_arrow_schema(nothing.schema) if field.name not in ("doc", "row", "error")}
    for name in columns or ():
        if name not in found:
            raise ValueError(f"the table of {table} has no column {name}; it has {', '.join(found)}")
    job = _Job(table, text, id, tuple(keep), tuple(found if columns is None else columns), date, limits, language, *files)
    of_texts = {field.name: field.dataType for field in df.schema}
    out = [StructField("doc", of_texts[id] if id else StringType())]
    out += [found[name] for name in job.columns]
    out += [StructField(f"field_{name}", of_texts[name]) for name in keep]
    out += [StructField("error", StringType())]
    chosen = df.select(*[df[name] for name in dict.fromkeys(wanted)])
    # A function of its own, as Spark looks at what it is given.
    return chosen.mapInArrow(lambda batches: job.run(batches), StructType(out))
