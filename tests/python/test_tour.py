# SPDX-License-Identifier: Apache-2.0
"""docs/tour.ipynb runs from its first cell to its last, whose assertions hold each number to `propos stats`; no output of it is kept."""
import nbclient
import nbformat
from conftest import ROOT


def test_the_tour_is_right(monkeypatch):
    notebook = nbformat.read(ROOT / "docs" / "tour.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    monkeypatch.setenv("PROPOS_TEXTS", str(ROOT / "corpora"))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})]
    assert len(shown) == 2
