# SPDX-License-Identifier: Apache-2.0
"""The script for Dask of docs/scale.md, run as it stands there."""
import pathlib
import re
import subprocess
import sys

import pyarrow.parquet

SCALE = pathlib.Path(__file__).parents[2] / "docs" / "scale.md"


def test_the_script_finds_what_the_command_line_finds(parquet, tmp_path, expect_rows):
    script = next(block for block in re.findall(r"```python\n(.*?)```", SCALE.read_text(), re.S) if block.startswith("# dask_quotes.py"))
    (tmp_path / "dask_quotes.py").write_text(script)
    done = subprocess.run([sys.executable, "dask_quotes.py", parquet, "quotes"], cwd=tmp_path, check=True, capture_output=True, text=True)
    rows = pyarrow.parquet.read_table(tmp_path / "quotes").to_pylist()
    assert done.stdout == f"{len(rows)} quotes\n"
    expect_rows("quotes", rows, kept=["outlet"])
