# SPDX-License-Identifier: Apache-2.0
"""Tables: the same as the command line's, in every library that reads Arrow."""
import csv
import datetime
import io
import json
import subprocess
import sys

import duckdb
import pandas
import polars
import pyarrow
import pytest

import propos
from conftest import STRIKE, corpus


def table_of(source):
    table = pyarrow.table(source)
    table.validate(full=True)
    return table


def run(cli, tmp_path, texts, *arguments):
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts), encoding="utf-8")
    done = subprocess.run([cli, "extract", "--jsonl-field", "text", "--jsonl-id", "id", *arguments, path], check=True, capture_output=True)
    return done.stdout.decode()


def cell(value):
    """A value as a cell of the command line's CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value).replace("\0", "\ufffd")
    return "'" + text if text.lstrip("'\u00a0 \r\n\t").startswith(("=", "+", "-", "@")) else text


@pytest.mark.parametrize("name", ["quotes", "mentions", "entities"])
def test_tables_are_those_of_the_command_line(cli, tmp_path, name):
    texts = corpus()
    table = table_of(getattr(propos.tables([text for _, text in texts], ids=[name for name, _ in texts], threads=2), name))
    rows = list(csv.DictReader(io.StringIO(run(cli, tmp_path, texts, "--format", "csv", "--table", name), newline="")))
    assert list(rows[0]) == table.column_names
    found = [{name: cell(value) for name, value in row.items()} for row in table.to_pylist()]
    assert len(found) == len(rows)
    for mine, theirs in zip(found, rows):
        assert mine == theirs


def test_documents_are_those_of_the_command_line(cli, tmp_path, analyzer):
    texts = corpus()
    lines = run(cli, tmp_path, texts, "--format", "jsonl").splitlines()
    assert len(lines) == len(texts)
    for (name, text), line, document in zip(texts, lines, analyzer.pipe(text for _, text in texts)):
        theirs = json.loads(line)
        assert theirs.pop("options") == {"jsonl-field": "text"}   # of the command line alone
        assert document.to_dict(name) == theirs
        assert propos.Document.from_json(line, text) == document


def test_what_is_kept_has_its_type():
    keep = {
        "outlet": ["x", None], "number": [1, 2], "share": [1, 2.5], "day": [datetime.date(2020, 1, 2), None], "free": [True, False],
        "none": [None, None],
    }
    table = table_of(propos.tables([STRIKE, STRIKE], keep=keep).quotes)
    assert table.num_rows == 8
    assert [str(table.schema.field(f"field_{name}").type) for name in keep] == ["string", "int64", "double", "date32[day]", "bool", "string"]
    last = table.to_pylist()[-1]
    assert [last[f"field_{name}"] for name in keep] == [None, 2, 2.5, None, False, None]
    assert last["doc"] == "1"


def test_what_is_missing_in_a_data_frame():
    frame = pandas.DataFrame({
        "text": [STRIKE] * 3, "outlet": ["x", None, float("nan")], "share": [1.5, float("nan"), None], "number": pandas.array([1, None, 3], dtype="Int64"),
        "flag": pandas.array([True, None, False], dtype="boolean"), "day": pandas.to_datetime(["2024-03-01", None, "2024-03-03"])})
    keep = {name: frame[name] for name in ("outlet", "share", "number", "flag")}
    table = table_of(propos.tables(frame["text"], keep=keep, date=frame["day"]).quotes)
    assert [table[f"field_{name}"].to_pylist()[::4] for name in keep] == [["x", None, None], [1.5, None, None], [1, None, 3], [True, None, False]]
    days = pyarrow.array([datetime.date(2024, 3, 1), None])
    assert len(list(propos.Analyzer().pipe([STRIKE, STRIKE], date=days))) == 2
    assert pyarrow.record_batch(propos.record_batch([STRIKE, STRIKE], date=days)).num_rows == 8


@pytest.mark.parametrize(
    "texts",
    [
        [STRIKE, None, ""],
        pyarrow.array([STRIKE, None, ""]),
        pyarrow.array(["left out", STRIKE, None, ""])[1:],
        pyarrow.array([STRIKE, None, ""], type=pyarrow.large_string()),
        pyarrow.array([STRIKE, None, ""], type=pyarrow.string_view()),
        pyarrow.chunked_array([[STRIKE], [None, ""], []], type=pyarrow.string()),
        polars.Series([STRIKE, None, ""]),
        pandas.Series([STRIKE, None, ""]),
    ],
    ids=["list", "array", "slice", "large", "view", "chunks", "polars", "pandas"],
)
def test_texts_of_all_kinds(texts):
    found = propos.tables(texts, ids=["a", "b", "c"])
    assert table_of(found.quotes)["doc"].to_pylist() == ["a"] * 4
    errors = table_of(found.errors).to_pylist()
    assert [(row["doc"], row["text"]) for row in errors] == [("b", 1)]


def test_every_library_takes_them():
    found = propos.tables([STRIKE])
    quotes = found.quotes
    wanted = ["Hélène Marchais", "Hélène Marchais", "SNCF", "SNCF"]
    assert pyarrow.table(quotes)["speaker"].to_pylist() == wanted
    assert polars.DataFrame(quotes)["speaker"].to_list() == wanted
    assert pyarrow.table(quotes).to_pandas()["speaker"].tolist() == wanted
    assert quotes.to_pandas()["speaker"].tolist() == wanted
    if hasattr(pandas.DataFrame, "from_arrow"):
        assert pandas.DataFrame.from_arrow(quotes)["speaker"].tolist() == wanted
    assert [row[0] for row in duckdb.sql("select speaker from quotes").fetchall()] == wanted
    assert pyarrow.schema(quotes) == pyarrow.table(quotes).schema
    assert len(quotes) == quotes.num_rows == 4
    assert repr(quotes) == "Table(4 rows, 37 columns)"


def test_they_need_no_pyarrow():
    script = (
        "import sys\n"
        "sys.modules['pyarrow'] = None\n"
        "import propos\n"
        f"found = propos.tables([{STRIKE!r}])\n"
        "found.quotes.__arrow_c_stream__(), found.quotes.__arrow_c_schema__()\n"
        "assert len(found.mentions) == 4\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_table_lives_without_what_made_it():
    table = pyarrow.table(propos.tables([STRIKE] * 3000, batch_size=100, threads=2).quotes)
    assert table["text"].to_pylist() == ["Nous ne céderons pas", "sept conducteurs sur dix cesseront le travail",
                                         "le trafic serait « très perturbé » autour de Lyon", "très perturbé"] * 3000


def test_batches_are_small_at_first_and_stay_in_order():
    ids = [f"a{number}" for number in range(3000)]
    batches = list(pyarrow.RecordBatchReader.from_stream(propos.stream((STRIKE for _ in ids), ids=ids, threads=2)))
    assert [doc for batch in batches for doc in batch["doc"].to_pylist()[::4]] == ids
    texts = [batch.num_rows // 4 for batch in batches]
    assert texts[0] == 32 and texts[:-1] == sorted(texts[:-1]) and max(texts) < 3000 / 32


def test_a_stream_is_made_as_it_is_read(tmp_path):
    rows = 0
    reader = pyarrow.RecordBatchReader.from_stream(propos.stream((STRIKE for _ in range(2000)), threads=2))
    for batch in reader:
        batch.validate(full=True)
        rows += batch.num_rows
    assert rows == 8000
    again = propos.stream([STRIKE])
    pyarrow.table(again)
    with pytest.raises(ValueError, match="once"):
        again.__arrow_c_stream__()


def test_parquet_in_one_line(tmp_path):
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.table(propos.tables([STRIKE]).quotes), tmp_path / "quotes.parquet")
    assert pyarrow.parquet.read_table(tmp_path / "quotes.parquet").num_rows == 4


def test_one_batch_carries_bad_rows():
    batch = pyarrow.record_batch({"body": [STRIKE, None, "x" * 200, STRIKE], "outlet": ["a", "b", "c", "d"]})
    rows = pyarrow.record_batch(propos.record_batch(batch["body"], ids=batch["outlet"]))
    rows.validate(full=True)
    assert rows["row"].to_pylist() == [0] * 4 + [1] + [3] * 4
    assert [error is not None for error in rows["error"].to_pylist()] == [False] * 4 + [True] + [False] * 4
    assert batch.select(["outlet"]).take(rows["row"])["outlet"].to_pylist() == ["a"] * 4 + ["b"] + ["d"] * 4
    assert rows["doc"].to_pylist() == ["a"] * 4 + [None] + ["d"] * 4


def test_errors():
    with pytest.raises(ValueError, match="as many ids"):
        propos.tables([STRIKE, STRIKE], ids=["a"])
    with pytest.raises(ValueError, match="as many values"):
        propos.tables([STRIKE, STRIKE], keep={"a": [1]})
    for ids in (["a", "b", "c"], pyarrow.array(["a"]), pandas.Series(["a"])):
        with pytest.raises(ValueError, match="as many ids as texts: there are ., and 2 texts"):
            propos.tables([STRIKE, STRIKE], ids=ids)
    with pytest.raises(ValueError, match="as many values of «a» as texts"):
        propos.stream([STRIKE], keep={"a": [1, 2]})
    with pytest.raises(ValueError, match="as many ids as texts"):
        propos.tables(iter([STRIKE, STRIKE]), ids=["a"])
    with pytest.raises(TypeError, match="keep: expected a dict"):
        propos.tables([STRIKE], keep=["outlet"])
    with pytest.raises(TypeError, match="keep: expected a value of «outlet» for each text, not 'x'"):
        propos.tables([STRIKE], keep={"outlet": "x"})
    with pytest.raises(ValueError, match="64 bits"):
        propos.tables([STRIKE], keep={"a": [10**30]})
    with pytest.raises(TypeError, match="a column of texts, not a table"):
        propos.tables(pyarrow.table({"body": [STRIKE]}))
    with pytest.raises(TypeError, match="Arrow array of text"):
        propos.tables(pyarrow.array([1, 2]))
    with pytest.raises(ValueError, match="expected quotes, mentions or entities"):
        propos.stream([STRIKE], "words")

    def texts():
        yield STRIKE
        raise LookupError("no more")

    with pytest.raises(LookupError):
        propos.tables(texts())
    with pytest.raises(Exception, match="no more"):
        pyarrow.table(propos.stream(texts()))
