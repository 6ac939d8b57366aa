# SPDX-License-Identifier: Apache-2.0
"""The component of spaCy."""
import pytest
import spacy
from spacy.tokens import DocBin

from conftest import STRIKE, corpus

ELISIONS = "L'AFP a écrit qu'« il pleuvait » à Aix-en-Provence. Selon l'adjointe d'Anne Roux, Marie-Ève N'Diaye, « tout va bien »."


@pytest.fixture(scope="module", params=["fr", "xx"])
def nlp(request):
    out = spacy.blank(request.param)
    out.add_pipe("propos")
    return out


def test_fills_ents_and_spans(nlp):
    doc = nlp(STRIKE)
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        ("Hélène Marchais", "PER", "helene marchais"), ("SNCF", "ORG", "societe nationale des chemins de fer francais"),
        ("Lyon", "LOC", "lyon")]
    assert [(span.text, span.label_, span._.speaker.name) for span in doc.spans["propos"]][:2] == [
        ("Nous ne céderons pas", "direct", "Hélène Marchais"),
        ("sept conducteurs sur dix cesseront le travail", "indirect", "Hélène Marchais")]
    assert doc._.quotes[0].speaker.entity.name == "Hélène Marchais"
    assert doc[2:6]._.speaker is doc[2:6]._.quote is None
    first = doc.spans["propos"][0]
    assert doc[first.start : first.end]._.speaker.name == "Hélène Marchais"
    assert nlp("")._.quotes == ()


def test_a_span_has_every_token_that_its_words_touch(nlp):
    for text in (ELISIONS, "😀 " + ELISIONS + "\r\n", *(text for _, text in corpus()[:60])):
        doc = nlp(text)
        quotes = doc._.quotes
        assert len(doc.spans["propos"]) == len(quotes)
        for span, quote in zip(doc.spans["propos"], quotes):
            assert span.start_char <= quote.start and quote.end <= span.end_char
            assert doc[span.start].idx + len(doc[span.start]) > quote.start
            assert doc[span.end - 1].idx < quote.end
            assert span._.quote == quote


def test_french_tokens_split_where_words_do():
    nlp = spacy.blank("fr")
    nlp.add_pipe("propos")
    doc = nlp(ELISIONS)
    assert [span.text for span in doc.spans["propos"]] == [quote.text for quote in doc._.quotes]
    assert "Anne Roux" in [ent.text for ent in doc.ents]


def test_goes_through_bytes(nlp):
    doc = nlp(STRIKE)
    stored = DocBin(store_user_data=True)
    stored.add(doc)
    back = next(DocBin().from_bytes(stored.to_bytes()).get_docs(spacy.blank("fr").vocab))
    assert back._.quotes == doc._.quotes
    assert [span._.speaker for span in back.spans["propos"]] == [span._.speaker for span in doc.spans["propos"]]
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in back.ents] == [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]


@pytest.mark.parametrize("processes", [1, 2])
def test_pipe(nlp, processes):
    texts = [STRIKE, "", ELISIONS] * 30
    docs = list(nlp.pipe(texts, n_process=processes, batch_size=10))
    assert [doc.text for doc in docs] == texts
    assert all(doc._.quotes == nlp(doc.text)._.quotes for doc in docs[:3])


def test_entities_of_others_stay_where_propos_has_none():
    nlp = spacy.blank("fr")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Hélène"}, {"label": "JOB", "pattern": "conducteurs"}])
    nlp.add_pipe("propos", config={"spans_key": "quotes"})
    doc = nlp(STRIKE)
    assert [(ent.text, ent.label_) for ent in doc.ents][:2] == [("Hélène Marchais", "PER"), ("conducteurs", "JOB")]
    assert doc.spans["quotes"][0]._.speaker.name == "Hélène Marchais"


def test_configuration(tmp_path):
    nlp = spacy.blank("fr")
    nlp.add_pipe("propos", config={"ents": False, "threads": 2})
    assert nlp(STRIKE).ents == ()
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert [quote.text for quote in again(STRIKE)._.quotes] == [quote.text for quote in nlp(STRIKE)._.quotes]
