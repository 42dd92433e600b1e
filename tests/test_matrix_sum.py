"""The sum of the matrix is judged when all of it was asked, in one process and in two, and never else."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.matrix_sum import FOLDER, LEAST, written_in

ROOT = Path(__file__).resolve().parent.parent
CONFTEST = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.matrix_sum import MatrixSum

def pytest_configure(config):
    config.addinivalue_line("markers", "full: slow")
    config.pluginmanager.register(MatrixSum(config, Path(__file__).parent / "matrix", {least}))
"""
TESTS = """
import pytest

@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.full)])
def test_three(n, whole, record_property):
    record_property("asked", 3)

def test_four(record_property):
    record_property("asked", 4)
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "matrix").mkdir()
    (tmp_path / "matrix" / "test_some.py").write_text(TESTS)

    def run(least, *arguments):
        (tmp_path / "conftest.py").write_text(CONFTEST.format(root=str(ROOT), least=least))
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-c",
            "/dev/null",
            "--rootdir",
            str(tmp_path),
            "-p",
            "no:cacheprovider",
        ]
        done = subprocess.run(
            [*command, "-p", "no:django", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.returncode, [line for line in done.stdout.splitlines() if line.startswith("permission matrix")]

    return run


QUICK = ("-m", "not full", "matrix")
SUM = "permission matrix: 10 requests in 3 tests"


def test_a_whole_run_that_asks_too_little_fails(run):
    too_little = (1, [SUM, "permission matrix: fewer than 11: failed"])

    assert run(10, *QUICK) == (0, [SUM])
    assert run(11, *QUICK) == too_little
    assert run(11, *QUICK, "-n", "2") == too_little


@pytest.mark.parametrize(
    "narrow",
    [
        ("-k", "four", "matrix"),
        ("matrix/test_some.py::test_four",),
        ("-m", "full", "matrix"),
        ("-k", "not four", *QUICK),
    ],
)
def test_a_narrow_run_is_not_judged(narrow, run):
    assert run(1_000_000, *narrow)[0] == 0


def test_every_file_of_the_matrix_is_known():
    files = {path.name for path in FOLDER.glob("test_*.py")}

    assert {one.partition("::")[0] for one in written_in(FOLDER)} == files
    assert LEAST >= 20_000
