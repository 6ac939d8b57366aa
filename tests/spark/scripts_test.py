# SPDX-License-Identifier: Apache-2.0
"""The scripts for Dask and Ray of docs/scale.md, run as they stand there."""
import pathlib
import re
import subprocess
import sys

import pyarrow.parquet
import pytest

SCALE = pathlib.Path(__file__).parents[2] / "docs" / "scale.md"


@pytest.mark.parametrize("name", ["dask_quotes.py", "ray_quotes.py"])
def test_the_script_finds_what_the_command_line_finds(parquet, tmp_path, expect_rows, name):
    scripts = re.findall(r"```python\n(.*?)```", SCALE.read_text(), re.S)
    (tmp_path / name).write_text(next(script for script in scripts if script.startswith(f"# {name}")))
    done = subprocess.run([sys.executable, name, parquet, tmp_path / "quotes"], cwd=tmp_path, check=True, capture_output=True, text=True)
    rows = pyarrow.parquet.read_table(tmp_path / "quotes").to_pylist()
    assert done.stdout == f"{len(rows)} quotes\n"
    expect_rows("quotes", rows, kept=["outlet"])
