# SPDX-License-Identifier: Apache-2.0
"""Pages of HTML."""
import json
import pickle
import subprocess

import pyarrow
import pytest

import propos

PAGE = (
    "<html><head><title>x</title><style>p{}</style></head><h1>Gr&egrave;ve 😀</h1><nav>Menu</nav><p>&laquo; Nous irons &raquo;, a dit "
    "<b>Anne\n  Roux</b>.<script>y()</script><figure><figcaption>« Oui », a dit Paul Ott.</figcaption></figure>"
)
TEXT = "Grève 😀\n\nMenu\n\n« Nous irons », a dit Anne Roux.\n\n« Oui », a dit Paul Ott."


def test_the_text_of_a_page_and_its_zones(analyzer):
    page = propos.read_html(PAGE)
    assert page.text == TEXT
    assert [(page.text[start:end], name) for start, end, name in page.zones] == [
        ("Grève 😀", "headline"), ("Menu", "related-links"), ("« Oui », a dit Paul Ott.", "caption")]
    assert repr(page) == "HtmlText(73 characters, 3 zones)"
    assert pickle.loads(pickle.dumps(page)) == page == propos.read_html(PAGE) != propos.read_html("<p>a")
    document = analyzer.analyze(page)
    assert document.text == TEXT
    assert [(quote.text, quote.zone) for quote in document.quotes] == [("Nous irons", "body"), ("Oui", "caption")]
    assert document == analyzer.analyze(TEXT, zones=page.zones) == analyzer.explain(page).document
    assert [quote.zone for quote in analyzer.analyze(page, zones=[]).quotes][0] == "body"


def test_pages_go_where_texts_go(analyzer):
    page = propos.read_html(PAGE)
    wanted = analyzer.analyze(page)
    assert [document == wanted for document in analyzer.pipe([page, "", page], threads=2)] == [True, False, True]
    assert list(analyzer.pipe([(page, 1)], as_tuples=True)) == [(wanted, 1)]
    for rows in (propos.tables([page, TEXT]).quotes, propos.stream([page, TEXT])):
        assert pyarrow.table(rows)["zone"].to_pylist()[:2] == ["body", "caption"]
    assert pyarrow.record_batch(propos.record_batch([page, None]))["zone"].to_pylist() == ["body", "caption", None]


def test_encodings_of_pages():
    body = "<p>l'été « là », a dit Anne Roux."
    said = propos.read_html(body)
    assert propos.read_html(body.encode()) == said
    assert propos.read_html(body.encode("latin-1"), "iso-8859-1") == said
    assert propos.read_html(b"<meta charset='iso-8859-1'>" + body.encode("latin-1")) == said
    assert propos.read_html(("<meta charset='iso-8859-1'>" + body).encode()) == said   # it says what is not so
    assert propos.read_html(("<meta charset='iso-8859-1'>" + body)) == said
    assert propos.read_html("\ud800<p>a").text == "\ufffd\n\na"


@pytest.mark.parametrize("page", ["", "a < b & c", "<", "</", "<p", "<!--", "<script>", "\0", "<p>" * 3000, "&#0;&#xD800;&#x110000;", "<table><td>a<td>b"])
def test_any_page_is_one(analyzer, page):
    document = analyzer.analyze(propos.read_html(page))
    assert document.text.isprintable() or "\ufffd" in document.text or "\n" in document.text


def test_what_cannot_be_is_told():
    for html, charset, kind in (("<div>" * 1000, "", "html"), (b"<p>a", "utf-9", "encoding"), (b" " * (2**25 + 1), "", "html")):
        with pytest.raises(propos.Error) as raised:
            propos.read_html(html, charset)
        assert raised.value.kind == kind
    for html in (None, 3, ["<p>"]):
        with pytest.raises(TypeError, match="expected a str or bytes, not"):
            propos.read_html(html)


def test_pages_are_those_of_the_command_line(analyzer, cli, tmp_path):
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    done = subprocess.run([cli, "extract", "--format", "jsonl", "a.html"], cwd=tmp_path, check=True, capture_output=True, text=True, encoding="utf-8")
    theirs, mine = json.loads(done.stdout), analyzer.analyze(propos.read_html(PAGE)).to_dict("a.html")
    assert theirs["quotes"] == mine["quotes"] and theirs["entities"] == mine["entities"]
