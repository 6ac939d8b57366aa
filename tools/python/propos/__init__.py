# SPDX-License-Identifier: Apache-2.0
"""Who is named, and who said what, in French text.

>>> import propos
>>> document = propos.Analyzer().analyze("« Non », a dit Anne Roux.")
>>> document.quotes[0]
Quote('Non', type='direct', speaker='Anne Roux', start=2, end=5)
"""

from . import _interpreter   # the first: it refuses before anything is loaded
from ._analyzer import Analyzer, Limits, check_rules, read_html
from ._core import (
    Cue,
    Document,
    Entity,
    Explanation,
    HtmlText,
    Mention,
    Paragraph,
    Quote,
    Record,
    RecordBatch,
    Span,
    Speaker,
    Table,
    TableStream,
    Token,
)
from ._core import version as __version__
from ._errors import Error
from ._tables import Tables, record_batch, stream, tables

__all__ = [
    "Analyzer",
    "Cue",
    "Document",
    "Entity",
    "Error",
    "Explanation",
    "HtmlText",
    "Limits",
    "Mention",
    "Paragraph",
    "Quote",
    "Record",
    "RecordBatch",
    "Span",
    "Speaker",
    "Table",
    "TableStream",
    "Tables",
    "Token",
    "__version__",
    "check_rules",
    "read_html",
    "record_batch",
    "stream",
    "tables",
]
