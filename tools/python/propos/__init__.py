# SPDX-License-Identifier: Apache-2.0
"""Who is named, and who said what, in French text.

>>> import propos
>>> document = propos.Analyzer().analyze("« Non », a dit Anne Roux.")
>>> document.quotes[0]
Quote('Non', type='direct', speaker='Anne Roux', start=2, end=5)
"""

from ._analyzer import Analyzer, Limits
from ._core import Cue, Document, Entity, Mention, Quote, RecordBatch, Span, Speaker, Table, TableStream
from ._core import version as __version__
from ._errors import Error
from ._tables import Tables, record_batch, stream, tables

__all__ = [
    "Analyzer",
    "Cue",
    "Document",
    "Entity",
    "Error",
    "Limits",
    "Mention",
    "Quote",
    "RecordBatch",
    "Span",
    "Speaker",
    "Table",
    "TableStream",
    "Tables",
    "__version__",
    "record_batch",
    "stream",
    "tables",
]
