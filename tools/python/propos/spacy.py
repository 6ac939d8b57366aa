# SPDX-License-Identifier: Apache-2.0
"""Propos as a component of spaCy: ``nlp.add_pipe("propos")``.

Words of Propos begin and end at characters, spans of spaCy at tokens. A span here has every token that its words touch: where spaCy's
tokens split at elisions and hyphens, as its French ones do, that is the words themselves, else a little more (« d'Anne » of a tokenizer
that knows no elisions). The exact characters stay in ``doc._.quotes``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from ._analyzer import Analyzer
from ._core import Document, Mention, Quote, Speaker

#: Labels of ``doc.ents``, as spaCy's French pipelines have them.
LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}


class Propos:
    """The component. It adds to a document

    - ``doc.ents``: names of people, organizations and places; ``ent.kb_id_`` is the key that joins those of several texts. They take
      the place of entities of other components that share a token with them.
    - ``doc.spans[spans_key]``: the quotes, with their type as label.
    - ``doc._.quotes``: the same as ``propos.Quote``, with characters for tokens; ``doc._.propos``: the whole ``propos.Document``.
    - ``span._.quote`` and ``span._.speaker`` of a span of ``doc.spans[spans_key]``, or one of the same tokens; else None.

    Parameters
    ----------
    analyzer : Analyzer
    ents : bool
        Whether ``doc.ents`` is filled.
    spans_key : str
        Which group of spans is.
    threads : int
        Threads that ``nlp.pipe`` reads texts on, in each of its processes.
    """

    def __init__(self, analyzer: Analyzer, ents: bool = True, spans_key: str = "propos", threads: int = 1) -> None:
        self.analyzer = analyzer
        self.ents = ents
        self.spans_key = spans_key
        self.threads = threads

    def __call__(self, doc: Doc) -> Doc:
        return self._annotate(doc, self.analyzer.analyze(doc.text))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        texts = ((doc.text, doc) for doc in stream)
        for document, doc in self.analyzer.pipe(texts, threads=self.threads, batch_size=min(batch_size, 32), as_tuples=True):
            yield self._annotate(doc, document)

    def _annotate(self, doc: Doc, document: Document) -> Doc:
        doc._.propos_json = document.to_json()
        doc._.propos_key = self.spans_key
        quotes = [_aligned(doc, quote, quote.type, span_id=quote.id) for quote in document.quotes]
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=[span for span in quotes if span is not None])
        if self.ents:
            _set_ents(doc, document)
        return doc


def _aligned(doc: Doc, words: Quote | Mention, label: str, kb_id: str = "", span_id: str = "") -> Span | None:
    return doc.char_span(words.start, words.end, label=label, kb_id=kb_id, span_id=span_id, alignment_mode="expand")


def _set_ents(doc: Doc, document: Document) -> None:
    named = []
    for mention in document.mentions:
        entity = mention.entity
        if entity is not None and mention.form in ("name", "acronym"):
            named.append(_aligned(doc, mention, LABELS[entity.type], kb_id=entity.key or ""))
    taken: set[int] = set()
    ents = []
    for span in [*named, *doc.ents]:
        if span is not None and taken.isdisjoint(tokens := range(span.start, span.end)):
            ents.append(span)
            taken.update(tokens)
    doc.set_ents(ents)


@lru_cache(maxsize=64)
def _read(line: str, text: str) -> Document:
    return Document.from_json(line, text)


def _document_of(doc: Doc) -> Document | None:
    line = doc._.propos_json
    return None if line is None else _read(line, doc.text)


def _quotes_of(doc: Doc) -> tuple[Quote, ...]:
    document = _document_of(doc)
    return () if document is None else document.quotes


def _quote_of(span: Span) -> Quote | None:
    group = span.doc.spans.get(span.doc._.propos_key, ())
    for one in group:
        if (one.start, one.end) == (span.start, span.end) and span.id in (0, one.id):
            return _quotes_of(span.doc)[int(one.id_[1:]) - 1]
    return None


def _speaker_of(span: Span) -> Speaker | None:
    quote = _quote_of(span)
    return None if quote is None else quote.speaker


def _set_extensions() -> None:
    # What is stored is text, so that documents can be sent to other processes and kept in a DocBin.
    if not Doc.has_extension("propos_json"):
        Doc.set_extension("propos_json", default=None)
        Doc.set_extension("propos_key", default="")
        Doc.set_extension("propos", getter=_document_of)
        Doc.set_extension("quotes", getter=_quotes_of)
        Span.set_extension("quote", getter=_quote_of)
        Span.set_extension("speaker", getter=_speaker_of)


_set_extensions()


@Language.factory(
    "propos",
    assigns=["doc.ents", "doc.spans", "doc._.quotes", "span._.speaker"],
    default_config={"ents": True, "spans_key": "propos", "threads": 1, "rules": [], "words": []},
)
def make_propos(
    nlp: Language, name: str, ents: bool, spans_key: str, threads: int, rules: Sequence[Any], words: Sequence[Any]
) -> Propos:
    """The component of a configuration; ``rules`` and ``words`` are paths, as of ``Analyzer``."""
    return Propos(Analyzer(rules=rules, words=words), ents=ents, spans_key=spans_key, threads=threads)
