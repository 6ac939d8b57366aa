# SPDX-License-Identifier: Apache-2.0
"""propos.spark on a real Spark with several workers."""
import os
import sys

import pyarrow
import pytest
from pyspark.sql import SparkSession

import propos
import propos.spark


@pytest.fixture(scope="session")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
               .config("spark.driver.host", "127.0.0.1").config("spark.sql.shuffle.partitions", "2").getOrCreate())
    yield session
    session.stop()


@pytest.fixture(scope="session")
def corpus(spark, parquet):
    return spark.read.parquet(str(parquet)).repartitionByRange(8, "views").sortWithinPartitions("views")


def as_dicts(frame):
    return frame.toArrow().to_pylist() if hasattr(frame, "toArrow") else [row.asDict() for row in frame.collect()]


@pytest.mark.parametrize("table", ["quotes", "mentions", "entities"])
def test_it_finds_what_the_command_line_finds(corpus, expect_rows, table):
    found = getattr(propos.spark, table)(corpus, text="body", id="id", keep=["outlet", "views", "day"], date="day")
    assert found.columns[0] == "doc" and found.columns[-4:] == ["field_outlet", "field_views", "field_day", "error"]
    assert dict(found.dtypes)["field_views"] == "bigint" and dict(found.dtypes)["field_day"] == "date"
    rows = as_dicts(found)
    assert all(row["error"] is None for row in rows)
    expect_rows(table, rows)


def test_a_worker_makes_one_analyzer(corpus):
    def made(batches):
        for _ in batches:
            info = propos.spark._analyzer.cache_info()
            yield pyarrow.RecordBatch.from_pydict({"process": [os.getpid()], "made": [info.misses], "asked": [info.hits + info.misses]})

    propos.spark.quotes(corpus, text="body").count()
    rows = as_dicts(corpus.mapInArrow(made, "process long, made long, asked long"))
    assert {row["made"] for row in rows} <= {0, 1} and max(row["asked"] for row in rows) > 1


def test_bad_rows_are_kept(spark):
    texts = [("a", "« Non », a dit Anne Roux.", 1), ("b", None, 2), ("c", "Il pleut.", 3), ("d", "« Oui », a dit Paul Ott.", 4)]
    frame = spark.createDataFrame(texts, "id string, body string, views long").coalesce(1)
    rows = as_dicts(propos.spark.quotes(frame, text="body", id="id", keep=["views"]))
    assert [(row["doc"], row["text"], row["field_views"], row["error"] is None) for row in rows] == [
        ("a", "Non", 1, True), ("b", None, 2, False), ("d", "Oui", 4, True)]


def test_options(spark, tmp_path):
    frame = spark.createDataFrame([(7, "« Non », a dit Anne Roux. « Oui », a dit Paul Ott.", "2025-03-01")], "n int, text string, day string")
    assert [row["text"] for row in as_dicts(propos.spark.quotes(frame))] == ["Non", "Oui"]
    assert as_dicts(propos.spark.quotes(frame))[0]["doc"] is None
    assert as_dicts(propos.spark.quotes(frame, id="n"))[0]["doc"] == 7
    few = propos.spark.quotes(frame, id="n", keep=["n"], date="day", limits=propos.Limits(quotes=1))
    assert [row["field_n"] for row in as_dicts(few)] == [7]
    english = spark.createDataFrame([("The mayor said that the bridge would be closed for the whole of the winter, and that was that.",)], "text string")
    assert propos.spark.entities(english, language="detect").count() == 0
    words = tmp_path / "mine.tsv"
    words.write_text("Zorgblatt\tlast-name\n")
    made_by = as_dicts(propos.spark.quotes(frame, words=words))[0]["propos"]
    assert made_by.split()[:2] == as_dicts(propos.spark.quotes(frame))[0]["propos"].split() and len(made_by.split()) == 3


def test_columns_that_are_wanted(spark):
    frame = spark.createDataFrame([("a", "« Non », a dit Anne Roux."), ("b", None)], "id string, text string").coalesce(1)
    found = propos.spark.quotes(frame, id="id", keep=["text"], columns=["speaker", "text"])
    assert found.columns == ["doc", "speaker", "text", "field_text", "error"]
    assert [(row["doc"], row["speaker"], row["text"]) for row in as_dicts(found)] == [("a", "Anne Roux", "Non"), ("b", None, None)]
    assert propos.spark.entities(frame, columns=[]).columns == ["doc", "error"]


def test_what_cannot_be(spark):
    frame = spark.createDataFrame([("x",)], "text string")
    with pytest.raises(ValueError, match="no column body"):
        propos.spark.quotes(frame, text="body")
    with pytest.raises(ValueError, match="no column outlet"):
        propos.spark.quotes(frame, keep=["outlet"])
    with pytest.raises(ValueError, match="no column speakers; it has .*speaker_key"):
        propos.spark.quotes(frame, columns=["speakers"])
    with pytest.raises(propos.Error):
        propos.spark.quotes(frame, words=[("mine.tsv", "abc\tno-such-class\n")])
