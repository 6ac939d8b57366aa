# SPDX-License-Identifier: Apache-2.0
"""Articles, and what the command line finds in them. PROPOS_CLI names the program; PROPOS_TEST_SCALE=50 makes 100,000 articles."""
import csv
import os
import re
import subprocess
import sys

import pyarrow
import pyarrow.json
import pyarrow.parquet
import pytest

COUNT = 2000 * int(os.environ.get("PROPOS_TEST_SCALE", "1"))


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    """A file of JSON Lines."""
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    with path.open("w") as out:
        subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "articles.py"), str(COUNT)], stdout=out, check=True)
    return path


@pytest.fixture(scope="session")
def parquet(articles):
    """The same as a file of Parquet with several row groups."""
    schema = pyarrow.schema({"id": pyarrow.string(), "body": pyarrow.string(), "outlet": pyarrow.string(), "views": pyarrow.int64(), "day": pyarrow.string()})
    texts = pyarrow.json.read_json(articles, parse_options=pyarrow.json.ParseOptions(explicit_schema=schema))
    texts = texts.set_column(4, "day", texts["day"].cast(pyarrow.date32()))
    path = articles.with_suffix(".parquet")
    pyarrow.parquet.write_table(texts, path, row_group_size=max(COUNT // 8, 1))
    return path


@pytest.fixture(scope="session")
def from_command_line(articles):
    """The rows of a table of the command line, as dicts of strings, without the apostrophes for spreadsheets."""

    def rows(table):
        out = articles.with_name(f"{table}.csv")
        command = [os.environ["PROPOS_CLI"], "extract", "--format", "csv", "--table", table, "--jsonl-field", "body", "--jsonl-id", "id",
                   "--date-field", "day", "--keep", "outlet,views,day", "-o", out, articles]
        subprocess.run(command, check=True, capture_output=True)
        with out.open(newline="", encoding="utf-8") as file:
            return [{name: re.sub(r"^'(?=['\s]*[=+\-@＝＋－＠])", "", cell) for name, cell in row.items()} for row in csv.DictReader(file)]

    return rows


def cell(value):
    """A value as the command line writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.fixture(scope="session")
def expect_rows(from_command_line):
    """Holds rows, dicts of values, to those of the command line: all columns, and rows in the order of the texts."""

    def expect(table, rows, kept=("outlet", "views", "day")):
        wanted = from_command_line(table)
        assert len(rows) == len(wanted) >= COUNT
        columns = [name for name in wanted[0] if not name.startswith("field_") or name[6:] in kept]
        for got, row in zip(rows, wanted):
            assert {name: cell(got[name]) for name in columns} == {name: row[name] for name in columns}

    return expect
