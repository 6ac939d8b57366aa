# SPDX-License-Identifier: Apache-2.0
"""Analyzers and streams: options, order, errors, interruption, memory."""
import datetime
import itertools
import os
import pickle
import signal
import subprocess
import sys
import threading
import time

import pytest

import propos
from conftest import STRIKE

def test_files_of_rules_and_words(tmp_path):
    path = tmp_path / "mine.rules"
    path.write_text("phase", encoding="utf-8")
    for rules in (path, str(path), [path], [("mine.rules", "phase")]):
        with pytest.raises(propos.Error) as raised:
            propos.Analyzer(rules=rules)
        error = raised.value
        assert (error.kind, error.line, error.column) == ("rules", 1, 6)
        assert error.file.endswith("mine.rules")
        assert str(error) == f"{error.file}:1:6: expected the name of the phase"
        assert pickle.loads(pickle.dumps(error)).column == 6
    with pytest.raises(propos.Error) as raised:
        propos.Analyzer(words=[("mine.tsv", "abc\tno-such-class\n")])
    assert raised.value.kind == "words"
    with pytest.raises(FileNotFoundError):
        propos.Analyzer(rules="no such file")


def test_all_that_is_wrong_with_files_is_told(tmp_path):
    path = tmp_path / "mine.rules"
    path.write_text('phase names\nrule mine {capitalised} => person(confidence = 0.5)\n  yes "Le [pont] est là."\n', encoding="utf-8")
    assert propos.check_rules() == []
    (error,) = propos.check_rules(path)
    assert (error.kind, error.file, error.line) == ("rules", str(path), 3)
    assert "expected «pont»" in str(error)
    assert [error.file for error in propos.check_rules([("a.rules", "phase"), ("b.rules", "rule")])] == ["a.rules", "b.rules"]
    assert propos.check_rules(words=[("mine.tsv", "abc\tno-such-class\n")])[0].kind == "words"


@pytest.mark.parametrize(
    "call, raised",
    [
        (lambda a: a.analyze(None), "TypeError: expected a str, not NoneType"),
        (lambda a: a.explain(b""), "TypeError: expected a str, not bytes"),
        (lambda a: a.analyze("", date="2024"), "ValueError: expected a date as YYYY-MM-DD, not '2024'"),
        (lambda a: a.analyze("", date="2024-02-30"), "ValueError: expected a date as YYYY-MM-DD, not '2024-02-30'"),
        (lambda a: a.analyze("", limits=3), "TypeError: expected propos.Limits, not int"),
        (lambda a: propos.Limits(bytes="3"), "TypeError: limit of bytes: expected a whole number, not '3'"),
        (lambda a: propos.Limits(quotes=1.5), "TypeError: limit of quotes: expected a whole number, not 1.5"),
        (lambda a: propos.Analyzer(rules=3), "TypeError: expected a path of a file, or a sequence of some, not int"),
        (lambda a: propos.Analyzer(rules=[("a.rules",)]), "TypeError: expected the path of a file, or a tuple of its name and its content, not ('a.rules',)"),
        (lambda a: a.pipe("« Non »"), "TypeError: expected several texts, not one str"),
        (lambda a: a.pipe(None), "TypeError: expected an iterable of texts, not NoneType"),
        (lambda a: a.pipe({"a": "« Non »"}), "TypeError: expected an iterable of texts, not dict"),
        (lambda a: a.pipe([], threads=0), "ValueError: threads: expected a number from 1 to 1024, not 0"),
        (lambda a: a.pipe([], threads=10**6), "ValueError: threads: expected a number from 1 to 1024, not 1000000"),
        (lambda a: a.pipe([], threads="2"), "TypeError: threads: expected a whole number, not '2'"),
        (lambda a: propos.tables([], analyzer=3), "TypeError: expected an Analyzer, not int"),
    ],
)
def test_what_cannot_be_is_told(analyzer, call, raised):
    with pytest.raises(Exception) as error:
        call(analyzer)
    assert f"{type(error.value).__name__}: {error.value}" == raised


ENGLISH = "The mayor said that the bridge would be closed for the whole of the winter, and that was that. Nobody in the town had asked her."


def test_texts_in_other_languages_are_left_out_where_that_is_asked(analyzer):
    assert analyzer.analyze(STRIKE).language is None
    assert analyzer.analyze(STRIKE, language="detect").language == "fr"
    english = analyzer.analyze(ENGLISH, language="detect")
    assert (english.language, english.quotes, english.to_dict()["language"]) == ("en", (), "en")
    assert pickle.loads(pickle.dumps(english)) == english
    assert [document.language for document in analyzer.pipe([ENGLISH, STRIKE], language="detect")] == ["en", "fr"]
    assert propos.tables([ENGLISH, STRIKE], language="detect").quotes.num_rows == 4
    for call in (lambda: analyzer.analyze(STRIKE, language="fr"), lambda: analyzer.pipe([STRIKE], language="fr")):
        with pytest.raises(ValueError, match="french or detect, not «fr»"):
            call()


def test_zones_that_the_caller_knows(analyzer):
    text = "😀 Le pont\n\n« Non », a dit Anne Roux.\n\n« Oui », a dit Paul Ott."
    known = analyzer.analyze(text, zones=[(0, 9, "headline"), (11, 36, "caption")])
    assert [quote.zone for quote in known.quotes] == ["caption", "body"]
    for zones in ([(5, 3, "body")], [(0, len(text) + 1, "body")], [(0, 5, "body"), (4, 9, "body")], [(0, 1, "title")]):
        with pytest.raises(ValueError, match="zone"):
            analyzer.analyze(text, zones=zones)
    for zones in ([(0, 1)], ["body"], 3, [(-1, 3, "body")]):
        with pytest.raises(TypeError):
            analyzer.analyze(text, zones=zones)


def test_explanations(analyzer):
    text = "😀\n\n« Non », a dit Anne Roux."
    explanation = analyzer.explain(text)
    assert explanation.document == analyzer.analyze(text)
    assert repr(explanation).startswith("Explanation('😀\\n\\n« Non »")
    first = next(record for record in explanation.records if record.verb == "quote")
    assert (first.depth, first.text, text[first.start : first.end]) == (0, "« Non »", "« Non »")
    assert dict(first.fields)["type"] == "direct"
    assert all((record.text is None) == (record.start is None) for record in explanation.records)
    assert {record.depth for record in explanation.records} >= {0, 1, 2}
    assert explanation.to_text(at=6).splitlines()[0].startswith('quote start=3 end=10 text="« Non »"')
    assert explanation.to_text(at=0) == ""
    assert explanation.to_text() == str(explanation)
    page = explanation.document.to_html("a.txt", "fr", explanation)
    assert 'lang="fr"' in page and len(page) > len(explanation.document.to_html("a.txt", "fr"))
    with pytest.raises(ValueError, match="same document"):
        analyzer.analyze(STRIKE).to_html(reasons=explanation)


def test_explanations_are_those_of_the_command_line(analyzer, cli, tmp_path):
    path = tmp_path / "strike.txt"
    path.write_text(STRIKE, encoding="utf-8")
    done = subprocess.run([cli, "explain", path], check=True, capture_output=True, text=True, encoding="utf-8")
    assert str(analyzer.explain(STRIKE)) == done.stdout


def test_analyzers_pickle_with_their_files(analyzer):
    again = pickle.loads(pickle.dumps(propos.Analyzer(words=[("mine.tsv", "")])))
    assert repr(again) == "Analyzer(words=['mine.tsv'])"
    assert again.analyze(STRIKE).quotes[0].text == analyzer.analyze(STRIKE).quotes[0].text


def test_the_day_tells_who_held_an_office(analyzer):
    day = datetime.date(2024, 3, 1)
    document = analyzer.analyze(STRIKE, date=day)
    assert document == analyzer.analyze(STRIKE, date="2024-03-01T10:00:00Z") == analyzer.analyze(STRIKE, date=datetime.datetime(2024, 3, 1))
    for wrong in ("2024-02-30", "yesterday"):
        with pytest.raises(ValueError):
            analyzer.analyze(STRIKE, date=wrong)
    with pytest.raises(TypeError):
        analyzer.analyze(STRIKE, date=20240301)


def test_limits(analyzer):
    document = analyzer.analyze("é " + STRIKE, limits=propos.Limits(bytes=60))
    assert document.limit == "bytes"
    assert len(document.text[: document.read].encode()) <= 60
    assert analyzer.analyze(STRIKE, limits=propos.Limits(quotes=1)).limit == "quotes"
    assert analyzer.analyze(STRIKE, limits=propos.Limits(seconds=0)).limit == "time"
    assert analyzer.analyze(STRIKE, limits=propos.Limits(seconds=1e9)).limit is None
    with pytest.raises(propos.Error):
        propos.Limits(quotes=-1)


def test_a_text_that_is_too_long(analyzer):
    text = "a" * (1 << 27) + "a"
    with pytest.raises(propos.Error) as raised:
        analyzer.analyze(text)
    assert raised.value.kind == "too-long"
    assert analyzer.analyze(text, limits=propos.Limits(bytes=1000)).read <= 1000


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("batch_size", [1, 7, 1000])
def test_pipe_keeps_order(analyzer, threads, batch_size):
    texts = [f"{STRIKE} {i}" for i in range(100)]
    documents = list(analyzer.pipe(iter(texts), threads=threads, batch_size=batch_size))
    assert [document.text for document in documents] == texts
    assert documents[50] == analyzer.analyze(texts[50])


def test_pipe_reads_no_more_than_some_batches_ahead(analyzer):
    read = itertools.count()
    documents = analyzer.pipe((f"{next(read)}" for _ in iter(int, 1)), batch_size=4)
    next(documents)
    assert next(read) <= 4 * 3


def test_pipe_carries_what_stands_beside_a_text(analyzer):
    found = list(analyzer.pipe([(STRIKE, {"id": 1}), ("", None)], as_tuples=True))
    assert [beside for _, beside in found] == [{"id": 1}, None]
    assert len(found[0][0].quotes) == 4


def test_pipe_with_a_date_for_each_text(analyzer):
    assert len(list(analyzer.pipe([STRIKE, STRIKE], date=["2024-03-01", None]))) == 2
    with pytest.raises(propos.Error, match="as many dates"):
        list(analyzer.pipe([STRIKE, STRIKE], date=["2024-03-01"]))


def test_an_error_stands_where_its_text_stood(analyzer):
    documents = analyzer.pipe(["a", None, "b", 3.5, "c" * ((1 << 27) + 1), "d"])
    assert next(documents).text == "a"
    with pytest.raises(TypeError, match="text 1: expected a str, not NoneType"):
        next(documents)
    assert next(documents).text == "b"
    with pytest.raises(TypeError, match="text 3: expected a str, not float"):
        next(documents)
    with pytest.raises(propos.Error):
        next(documents)
    assert next(documents).text == "d"
    assert next(documents, None) is None


def test_what_the_texts_raise_comes_behind_those_before(analyzer):
    def texts():
        yield "a"
        yield "b"
        raise LookupError("no more")

    documents = analyzer.pipe(texts())
    assert [next(documents).text, next(documents).text] == ["a", "b"]
    with pytest.raises(LookupError, match="no more"):
        next(documents)
    assert next(documents, None) is None


def test_wrong_arguments(analyzer):
    with pytest.raises(TypeError):
        analyzer.analyze(b"bytes")
    with pytest.raises(TypeError, match="not one str"):
        analyzer.pipe("one text")
    with pytest.raises(ValueError):
        analyzer.pipe([], threads=0)
    with pytest.raises(TypeError):
        analyzer.pipe(3)


def test_a_stream_may_be_left(analyzer):
    for _ in range(20):
        next(analyzer.pipe(itertools.repeat(STRIKE), threads=2))
    documents = analyzer.pipe(itertools.repeat(STRIKE))
    documents.close()
    assert next(documents, None) is None


def test_a_stream_is_of_one_reader(analyzer):
    documents = analyzer.pipe(next(documents) for _ in range(1))   # noqa: F821
    with pytest.raises(ValueError, match="another caller"):
        next(documents)


def test_progress(analyzer, capfd):
    assert len(list(analyzer.pipe([STRIKE] * 3, progress=True))) == 3
    assert "3/3" in capfd.readouterr().err


@pytest.mark.parametrize("what", ["analyze", "short texts", "long texts"])
def test_ctrl_c_ends_what_would_not_end(analyzer, what, request):
    great = STRIKE * 20_000
    # Who starts the tests behind a shell's « & » lets them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        if what == "analyze":
            while True:
                analyzer.analyze(great)
        for _ in analyzer.pipe(itertools.repeat(STRIKE if what == "short texts" else great), threads=2):
            pass


def test_threads_share_an_analyzer(analyzer):
    wanted = analyzer.analyze(STRIKE)
    found = []
    threads = [threading.Thread(target=lambda: found.extend(analyzer.analyze(STRIKE) for _ in range(50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 200 and all(document == wanted for document in found)
    analyzer.trim_memory()


def test_other_threads_run_while_a_text_is_read(analyzer):
    steps = 0
    done = threading.Event()

    def read():
        analyzer.analyze(STRIKE * 20_000)
        done.set()

    threading.Thread(target=read).start()
    while not done.is_set():
        steps += 1
        time.sleep(0.001)
    assert steps > 20


def test_processes_that_were_forked(analyzer):
    script = (
        "import multiprocessing, propos\n"
        "analyzer = propos.Analyzer()\n"
        f"wanted = analyzer.analyze({STRIKE!r})\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n"
        f"    assert pool.map(analyzer.analyze, [{STRIKE!r}] * 20) == [wanted] * 20\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


MEMORY = """
import resource, sys
import propos
sys.path.insert(0, sys.argv[1])
from conftest import generated
def kept():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
analyzer = propos.Analyzer()
count = int(sys.argv[2])
first = None
for i, document in enumerate(analyzer.pipe(generated(count), threads=2)):
    document.quotes
    if i == count // 10:
        first = kept()
print(kept() - first)
"""


def test_memory_is_flat():
    count = os.environ.get("PROPOS_MANY_TEXTS", "50000")
    here = os.path.dirname(__file__)
    done = subprocess.run([sys.executable, "-c", MEMORY, here, count], check=True, capture_output=True, text=True)
    assert float(done.stdout) < 50
