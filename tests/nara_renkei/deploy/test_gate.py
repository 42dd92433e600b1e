"""The gate may not be green by accident."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.nara_renkei.deploy.test_env_example import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from gate import Gate, inner_floors_covered


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


@pytest.mark.parametrize(("floor", "both", "code"), [("rules", True, 0), ("rules", False, 2), ("views", False, 1)])
def test_a_branch_of_an_inner_floor_that_no_test_took_fails_the_gate(
    tmp_path: Path, floor: str, both: bool, code: int
) -> None:
    module = tmp_path / "app" / floor / "one.py"
    module.parent.mkdir(parents=True)
    module.write_text(f"for day in {'(0, 1)' if both else '(0,)'}:\n    if day:\n        pass\n")
    subprocess.run([sys.executable, "-m", "coverage", "run", "--branch", module], cwd=tmp_path, check=True)

    report = subprocess.run(inner_floors_covered(), cwd=tmp_path, capture_output=True, text=True, check=False)

    assert report.returncode == code
