"""How many requests the permission matrix makes: counted where they are made, added up and judged in one place.

Under xdist every process adds its part. Only a whole run is judged: every test of tests/matrix/ was chosen, but for
those that wait for ``--full``.
"""

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ASKED = "asked"  # the property of a test's report
LEAST = 20_000
FOLDER = Path(__file__).resolve().parent / "matrix"
WHOLE = "matrix is whole"


def written_in(folder: Path) -> set[str]:
    """Return every test that stands in the files of a folder, as "file::test"."""
    return {
        f"{path.name}::{node.name}"
        for path in folder.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


class MatrixSum:
    """A plugin of pytest: in each process it knows what was chosen, in the first one it adds up."""

    def __init__(self, config: pytest.Config, folder: Path = FOLDER, least: int = LEAST) -> None:
        self.config, self.folder, self.least = config, folder, least
        self.is_narrowed = self.is_whole = self.has_failed = False
        self.asked: list[int] = []

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """A test that was put aside leaves the rest a part, unless it is one of the full suite."""
        self.is_narrowed |= any(
            item.path.parent == self.folder and not item.get_closest_marker("full") for item in items
        )

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        chosen = {
            f"{item.path.name}::{getattr(item, 'originalname', item.name)}"
            for item in session.items
            if item.path.parent == self.folder
        }
        self.is_whole = not self.is_narrowed and not written_in(self.folder) - chosen
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[WHOLE] = self.is_whole

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over from a process that has ended what was chosen; all processes choose the same."""
        self.is_whole |= getattr(node, "workeroutput", {}).get(WHOLE, False)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self.asked += [number for name, number in report.user_properties if name == ASKED]

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run in which all else is well."""
        self.has_failed = session.exitstatus == pytest.ExitCode.OK and self.is_too_small()
        if self.has_failed:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.asked:
            sentence = f"permission matrix: {sum(self.asked):,} requests in {len(self.asked)} tests"
            terminalreporter.write_line(sentence)
        if self.has_failed:
            terminalreporter.write_line(f"permission matrix: fewer than {self.least:,}: failed", red=True)

    def is_too_small(self) -> bool:
        """Return whether everything was asked and it was too little. A process of xdist judges nothing."""
        return self.is_whole and sum(self.asked) < self.least and not hasattr(self.config, "workeroutput")
