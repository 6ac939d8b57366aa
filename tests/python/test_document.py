# SPDX-License-Identifier: Apache-2.0
"""What a document says, and that its indices are those of the str."""
import copy
import json
import pickle

import pytest

import propos
from conftest import STRIKE, corpus, generated


def test_says_who_said_what(strike):
    first, second, third, _ = strike.quotes
    assert first.text == "Nous ne céderons pas"
    assert first.type == "direct"
    assert first.speaker.entity.name == "Hélène Marchais"
    assert first.speaker.entity.title == "secrétaire générale du syndicat"
    assert first.speaker.gender == "f"
    assert (first.cue.text, first.cue.lemma, first.cue.kind, first.cue.stance) == ("a déclaré", "déclarer", "verb", "asserted")
    assert (second.speaker.mention.text, second.speaker.by) == ("elle", "pronoun")
    assert second.speaker.entity == first.speaker.entity
    assert third.speaker.entity.type == "organization"
    assert [entity.name for entity in strike.entities] == ["Hélène Marchais", "SNCF", "Lyon"]
    assert [mention.text for mention in strike.entities[0].mentions] == ["Hélène Marchais", "elle"]
    assert strike.entities[0].quotes == (first, second)
    assert 0 < first.confidence <= 1
    assert first.zone == "body" and first.parent is None


def test_who_cannot_be_told_is_none(analyzer):
    assert analyzer.analyze("« Halte ! »").quotes[0].speaker is None
    unnamed = analyzer.analyze("Une infirmière a dit que la nuit serait longue.").quotes[0]
    assert unnamed.speaker.entity is None


def test_a_quote_with_an_incise_has_its_words_and_what_stands_between(analyzer):
    text = "« Non, a dit Anne Roux, jamais. »"
    quote = analyzer.analyze(text).quotes[0]
    assert quote.text == text[quote.start : quote.end] == "Non, a dit Anne Roux, jamais."
    assert [span.text for span in quote.spans] == ["Non", "jamais."]
    assert quote.content == "Non […] jamais."
    assert quote.outer.text == text


def right(document):
    text = document.text
    for part in (*document.quotes, *document.mentions):
        assert text[part.start : part.end] == part.text
    for quote in document.quotes:
        for piece in (*quote.spans, quote.outer, *([quote.cue] if quote.cue else [])):
            assert text[piece.start : piece.end] == piece.text
            assert piece.text
    return len(document.quotes) + len(document.mentions)


def test_offsets_are_right_on_all_corpora(analyzer):
    texts = corpus()
    assert len(texts) > 100
    assert sum(right(document) for document in analyzer.pipe((text for _, text in texts), threads=2)) > 1000


def test_offsets_are_right_on_texts_with_odd_characters(analyzer):
    found = 0
    for document, text in analyzer.pipe(((text, text) for text in generated(20_000)), threads=2, as_tuples=True):
        assert document.text is text
        found += right(document)
    assert found > 50_000


@pytest.mark.parametrize("before", ["", "😀" * 50, "e\u0301" * 9 + " ", "\r\n" * 5, "\0\0 ", "\ud800\udfff ", "\U0010ffff "])
def test_words_are_the_same_behind_odd_characters(analyzer, before):
    document = analyzer.analyze(before + "\n\n" + STRIKE)
    assert [quote.text for quote in document.quotes] == [quote.text for quote in analyzer.analyze(STRIKE).quotes]


def test_any_text_is_read(analyzer):
    for text in ("", " ", "\0", "\ud800", "a" * 100_000, "« " * 10_000, "".join(map(chr, range(0x3000)))):
        document = analyzer.analyze(text)
        assert document.text is text
        assert document.read == len(text)


def test_tokens_sentences_and_paragraphs(analyzer):
    text = "Le pont\n\n😀 « L'été fut long », dit Zoé. Elle part."
    document = analyzer.analyze(text, tokens=True)
    assert [token.text for token in document.tokens] == [
        "Le", "pont", "😀", "«", "L'", "été", "fut", "long", "»", ",", "dit", "Zoé", ".", "Elle", "part", "."]
    assert all(text[token.start : token.end] == token.text for token in document.tokens)
    assert document.tokens[6].lemma == "être" and "noun" in document.tokens[1].features
    assert repr(document.tokens[1]) == "Token('pont', start=3, end=7)"
    assert [sentence.text for sentence in document.sentences][0::2] == ["Le pont", "Elle part."]
    assert [(paragraph.zone, text[paragraph.start : paragraph.end] == paragraph.text) for paragraph in document.paragraphs] == [
        ("headline", True), ("body", True)]
    assert pickle.loads(pickle.dumps(document)) == document
    assert pickle.loads(pickle.dumps(document)).tokens[6].features == document.tokens[6].features
    plain = analyzer.analyze(text)
    assert plain.tokens == plain.sentences == plain.paragraphs == ()
    assert plain.quotes == analyzer.analyze(text).quotes and plain != document
    assert [len(other.tokens) for other in analyzer.pipe([text, ""], tokens=True)] == [16, 0]


def test_other_tools_open_it(analyzer):
    document = analyzer.analyze(STRIKE, tokens=True)
    for name, part in {"conll": "# newdoc id = a\n", "brat": "Hélène Marchais", "uima-cas-json": "%VIEWS", "tei": "<said", "webannotation": '"target"',
                       "displacy": '"ents"'}.items():
        assert part in document.to_format(name, "a")
    with pytest.raises(ValueError, match="no format «xml»"):
        document.to_format("xml")


def test_json_comes_back(analyzer):
    for text in (STRIKE, "😀 " + STRIKE + "\ud800", ""):
        document = analyzer.analyze(text)
        line = document.to_json("a.txt")
        assert json.loads(line) == document.to_dict("a.txt")
        assert propos.Document.from_json(line, text) == document


def test_a_line_of_another_text_is_an_error(strike):
    for line, text in ((strike.to_json(), "Rien."), ("{}", STRIKE), ("", STRIKE), ("[" * 10_000, STRIKE)):
        with pytest.raises(propos.Error) as error:
            propos.Document.from_json(line, text)
        assert error.value.kind == "record"
    with pytest.raises(propos.Error, match="^line 1:1: not JSON"):
        propos.Document.from_json("", STRIKE)


def test_pickles_and_copies_are_equal(strike):
    for other in (pickle.loads(pickle.dumps(strike)), copy.deepcopy(strike)):
        assert other == strike
        assert hash(other) == hash(strike)
        assert other.quotes == strike.quotes
        assert hash(other.quotes[0]) == hash(strike.quotes[0])
        assert other.quotes[0].confidence == strike.quotes[0].confidence


def test_parts_pickle_with_their_document(analyzer):
    document = analyzer.analyze(STRIKE, tokens=True)
    quote = document.quotes[0]
    parts = [*document.quotes, *document.mentions, *document.entities, document.tokens[3], document.paragraphs[0], document.sentences[0],
             quote.cue, quote.speaker, quote.outer]
    for part, again in zip(parts, pickle.loads(pickle.dumps(parts))):
        assert again == part and type(again) is type(part) and repr(again) == repr(part)
    assert copy.deepcopy(quote).speaker.entity == quote.speaker.entity


def test_equality_is_of_text_and_results(analyzer, strike):
    assert analyzer.analyze(STRIKE) == strike
    assert analyzer.analyze(STRIKE + " ") != strike
    assert strike != STRIKE
    assert strike.quotes[0] != strike.quotes[1]
    assert strike.quotes[0] != strike.entities[0]
    assert len({*strike.quotes, *analyzer.analyze(STRIKE).quotes}) == len(strike.quotes)


def test_parts_outlive_their_document(analyzer):
    quote = propos.Analyzer().analyze(STRIKE).quotes[0]
    assert quote.speaker.entity.mentions[0].text == "Hélène Marchais"
    assert quote.rule


def test_repr_tells_what_it_is(strike):
    assert repr(strike.quotes[0]) == "Quote('Nous ne céderons pas', type='direct', speaker='Hélène Marchais', start=2, end=22)"
    assert repr(strike.entities[1]) == "Entity('SNCF', type='organization', mentions=1)"
    assert repr(strike.mentions[0]) == "Mention('Hélène Marchais', form='name', start=36, end=51)"
    assert repr(strike).startswith("Document('« Nous ne céderons pas », a")
    assert repr(strike).endswith("quotes=4, entities=3, mentions=4)")


def test_nothing_can_be_changed(strike):
    with pytest.raises(AttributeError):
        strike.text = ""
    with pytest.raises(AttributeError):
        strike.quotes[0].type = "term"


def test_notebooks_show_a_page_in_a_frame_of_its_own(analyzer):
    html = analyzer.analyze(STRIKE + "<script>alert(1)</script>")._repr_html_()
    assert html.startswith('<iframe srcdoc="') and html.endswith("></iframe>")
    assert "<script" not in html and "Hélène Marchais" in html
