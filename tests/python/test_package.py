# SPDX-License-Identifier: Apache-2.0
"""The package as it is installed: types, documentation, what it carries, where it refuses to run."""
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import propos
from conftest import ROOT

HERE = Path(__file__).parent
PACKAGE = Path(propos.__file__).parent


def test_it_is_the_one_that_was_installed():
    assert ROOT not in PACKAGE.parents or "build" in PACKAGE.parts
    version = re.search(r"project\(propos VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)
    assert propos.__version__ == version
    from importlib.metadata import entry_points, metadata

    assert metadata("propos")["Version"] == version
    assert [point.value for point in entry_points(group="spacy_factories", name="propos")] == ["propos.spacy:make_propos"]


def test_it_carries_its_libraries():
    libraries = {re.match(r"lib[a-z0-9_]+", path.name).group() for path in (PACKAGE.parent / "propos.libs").iterdir()}
    assert {"libicuuc", "libicudata", "libre2", "libfmt"} <= libraries
    assert sum(path.stat().st_size for path in (PACKAGE.parent / "propos.libs").iterdir()) < 16e6


@pytest.mark.parametrize("checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]], ids=["mypy", "pyright"])
def test_types(checker, tmp_path, monkeypatch):
    command = [sys.executable, "-m", *checker]
    monkeypatch.setenv("PYRIGHT_PYTHON_GLOBAL_NODE", "0")   # that of the environment
    right = subprocess.run([*command, HERE / "typed.py"], capture_output=True, text=True, cwd=tmp_path)
    assert right.returncode == 0, right.stdout + right.stderr
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import propos\npropos.Analyzer().analyze(3)\nprint(propos.Analyzer().analyze('').quotes[0].speaker.name)\n")
    found = subprocess.run([*command, wrong], capture_output=True, text=True, cwd=tmp_path)
    assert found.returncode != 0
    assert "wrong.py:2" in found.stdout and "wrong.py:3" in found.stdout


def test_every_public_name_has_a_type(tmp_path, monkeypatch):
    monkeypatch.setenv("PYRIGHT_PYTHON_GLOBAL_NODE", "0")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")   # it reads the package of the python that it finds
    done = subprocess.run([sys.executable, "-m", "pyright", "--verifytypes", "propos", "--ignoreexternal"], capture_output=True, text=True, cwd=tmp_path)
    assert "Type completeness score: 100%" in done.stdout, done.stdout + done.stderr


def test_the_package_itself_is_typed(tmp_path):
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", "-p", "propos"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_is_documented():
    for name in propos.__all__:
        thing = getattr(propos, name)
        if name == "__version__":
            continue
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or inspect.isdatadescriptor(value)):
                    assert inspect.getdoc(value), f"{name}.{member}"


def test_docstrings_are_numpydoc():
    from numpydoc.validate import validate

    # Each parameter is there, in order, with its type and what it says; so is what is returned.
    wanted = {"GL08", "PR01", "PR02", "PR03", "PR04", "PR07", "RT01", "YD01"}
    names = ["Analyzer", "Analyzer.analyze", "Analyzer.explain", "Analyzer.pipe", "Analyzer.trim_memory", "Error", "Limits", "check_rules",
             "read_html", "record_batch", "stream", "tables"]
    for name in names:
        found = [error for error in validate(f"propos.{name}")["errors"] if error[0] in wanted]
        # A generator's section is Yields: one that returns an iterator has it, too.
        assert [error for error in found if (name, error[0]) != ("Analyzer.pipe", "RT01")] == [], name


def test_examples_of_docstrings():
    import doctest

    for module in (propos, sys.modules["propos._analyzer"], sys.modules["propos._tables"]):
        names = {"Analyzer": propos.Analyzer, "read_html": propos.read_html, "tables": propos.tables, "propos": propos}
        assert doctest.testmod(module, extraglobs=names).failed == 0


def test_a_subinterpreter_is_refused():
    script = (
        "import _xxsubinterpreters as subinterpreters\n"
        "try:\n"
        "    subinterpreters.run_string(subinterpreters.create(), 'import propos')\n"
        "except subinterpreters.RunFailedError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "ImportError" in done.stdout and "subinterpreter" in done.stdout


def test_a_python_without_its_lock_is_refused():
    script = (
        "import sys\n"
        "sys._is_gil_enabled = lambda: False\n"
        "try:\n"
        "    import propos\n"
        "except ImportError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "needs the interpreter's lock" in done.stdout


def test_import_leaves_the_interpreter_alone():
    script = (
        "import signal, locale, sys\n"
        "before = signal.getsignal(signal.SIGINT), locale.setlocale(locale.LC_ALL)\n"
        "import propos\n"
        "propos.Analyzer().analyze('« Non », a dit Anne Roux.')\n"
        "assert before == (signal.getsignal(signal.SIGINT), locale.setlocale(locale.LC_ALL))\n"
        "assert not {'pyarrow', 'pandas', 'spacy', 'numpy', 'tqdm'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
