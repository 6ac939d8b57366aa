# SPDX-License-Identifier: Apache-2.0
"""What the pages show of Python runs as it stands there."""
import datetime
import re

import duckdb
import polars
import pyarrow
import pyarrow.parquet
import pytest
import spacy

from conftest import ROOT, STRIKE


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_examples_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {
        "texts": [STRIKE, STRIKE], "ids": ["a", "b"], "outlets": ["x", "y"], "days": [datetime.date(2024, 3, 1)] * 2,
        "rows": [{"body": STRIKE}], "duckdb": duckdb, "polars": polars, "pyarrow": pyarrow, "spacy": spacy,
    }
    blocks = re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), names)
