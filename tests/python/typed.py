# SPDX-License-Identifier: Apache-2.0
"""What a user writes, for mypy and pyright: test_package.py."""
import datetime
from typing import Literal, assert_type

import propos

analyzer = propos.Analyzer(rules=[("mine.rules", "")], words="mine.tsv")
document = analyzer.analyze("« Non », a dit Anne Roux.", date=datetime.date(2024, 3, 1), limits=propos.Limits(quotes=10))
assert_type(document, propos.Document)
quote = document.quotes[0]
assert_type(quote.type, Literal["direct", "indirect", "mixed", "term"])
assert_type(quote.start, int)
assert_type(quote.confidence, float)
if quote.speaker is not None and quote.speaker.entity is not None:
    assert_type(quote.speaker.entity.name, str)
    assert_type(quote.speaker.entity.title, str | None)
    assert_type(quote.speaker.gender, Literal["m", "f"] | None)
told = analyzer.analyze("Le pont", language="detect", tokens=True, zones=[(0, 7, "headline")])
assert_type(told.language, str | None)
assert_type(told.tokens[0].lemma, str)
assert_type(told.tokens[0].features, tuple[str, ...])
assert_type(told.sentences[0], propos.Span)
assert_type(told.paragraphs[0].zone, Literal["headline", "byline", "caption", "credit", "body", "related-links", "tags"])
page = propos.read_html(b"<p>a", "latin-1")
assert_type(page, propos.HtmlText)
assert_type(page.zones[0][0], int)
assert_type(analyzer.analyze(page), propos.Document)
for other in analyzer.pipe([page, page]):
    assert_type(other, propos.Document)
explanation = analyzer.explain("« Non », a dit Anne Roux.")
assert_type(explanation.records[0].start, int | None)
assert_type(explanation.records[0].fields, tuple[tuple[str, str], ...])
assert_type(explanation.document.to_html(language="fr", reasons=explanation), str)
assert_type(document.to_format("conll"), str)
assert_type(propos.check_rules("mine.rules"), list[propos.Error])
for other in analyzer.pipe(["a", "b"], threads=2, date=["2024-03-01", None]):
    assert_type(other, propos.Document)
numbered: list[tuple[str, int]] = [("a", 1)]
for other, number in analyzer.pipe(numbered, as_tuples=True):
    assert_type(other, propos.Document)
    assert_type(number, int)
found = propos.tables(["a"], ids=[1], keep={"outlet": ["x"]}, analyzer=analyzer)
assert_type(found.quotes, propos.Table)
assert_type(found.quotes.column_names, tuple[str, ...])
assert_type(propos.stream(["a"], "mentions"), propos.TableStream)
assert_type(propos.Document.from_json(document.to_json(), "a"), propos.Document)
try:
    propos.Analyzer(rules="mine.rules")
except propos.Error as error:
    assert_type(error.line, int)
    assert_type(error.kind, str)
