"""The gate may not be green by accident."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from gate import Gate, inner_floors_covered
from inner_floors import left


def gate(*, collected: bool = True, **phases: bool) -> Gate:
    made = Gate()
    made.collected = collected
    for name, passed in phases.items():
        made.phase(name, lambda passed=passed: passed)
    return made


def test_every_phase_must_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(one=True, two=True).verdict() == 0
    assert "すべて合格しました。" in capsys.readouterr().out


def test_one_failed_phase_fails_the_gate(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(one=False, two=True).verdict() == 1
    assert "不合格   0.0 分  one" in capsys.readouterr().out


def test_no_selected_test_fails_the_gate(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(collected=False, one=True).verdict() == 1
    assert "テストが一つも選ばれませんでした。" in capsys.readouterr().out


IF = "for day in {}:\n    if day:\n        pass\n"
MATCH = "for day in {}:\n    match day:\n        case 1:\n            pass\n"


def take(root: Path, *, days: str, text: str = IF, name: str = "training/rules/one.py") -> Path:
    """Run a module of this repository once, watched, and return the folder of what was taken."""
    module = root / name
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(text.format(days))
    taken = root / ".run"
    taken.mkdir(exist_ok=True)
    watched = (
        f"import taken, pathlib; taken.ROOT = pathlib.Path.cwd(); import {name.removesuffix('.py').replace('/', '.')}"
    )
    subprocess.run(
        [sys.executable, "-c", f"{watched}; taken.pytest_sessionfinish()"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "nara_renkei/deploy"), "TAKEN": str(taken)},
        check=True,
    )
    return taken


@pytest.mark.parametrize(
    ("text", "days", "found"),
    [
        (IF, "(0, 1)", []),
        (IF, "(0,)", ["3", "2 → 3"]),
        (IF, "(1,)", ["2 → 1"]),
        (MATCH, "(0, 1)", []),
        (MATCH, "(0,)", ["4", "2 → 4"]),
        (MATCH, "(1,)", ["2 → 1"]),
    ],
)
def test_what_no_test_took_of_an_inner_floor_fails_the_gate(
    tmp_path: Path, text: str, days: str, found: list[str]
) -> None:
    taken = take(tmp_path, text=text, days=days)

    assert left(taken, tmp_path) == [f"training/rules/one.py:{line}" for line in found]
    assert inner_floors_covered(taken, tmp_path) is not bool(found)


def test_what_one_process_took_need_not_be_taken_by_the_other(tmp_path: Path) -> None:
    take(tmp_path, days="(0,)")

    assert left(take(tmp_path, days="(1,)"), tmp_path) == []


@pytest.mark.parametrize("name", ["training/views/one.py", "training/models/one.py"])
def test_the_other_floors_are_not_judged(tmp_path: Path, name: str) -> None:
    assert left(take(tmp_path, name=name, days="(1,)"), tmp_path) == []


def test_a_file_that_no_test_opened_fails_the_gate(tmp_path: Path) -> None:
    taken = take(tmp_path, days="(0, 1)")
    (tmp_path / "training/permissions.py").write_text("")

    assert left(taken, tmp_path) == ["training/permissions.py: どのテストも開いていません"]


def test_the_gate_installs_age_and_ends_its_walk_with_the_rehearsal() -> None:
    """demo.py --smoke alone may do without age; the gate may not."""
    written = (ROOT / "nara_renkei/deploy/gate.py").read_text(encoding="utf-8")
    walked = (ROOT / "nara_renkei/deploy/demo.py").read_text(encoding="utf-8")

    assert written.index('gate.phase("age", age)') < written.index('"bin/demo", "--smoke"')
    assert "return walk(keeper.run_dir, env, logins) or rehearse(keeper, env, say)" in walked
