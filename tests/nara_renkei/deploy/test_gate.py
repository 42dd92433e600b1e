"""The gate may not be green by accident."""

import sys

import pytest

from tests.nara_renkei.deploy.test_env_example import ROOT

sys.path.insert(0, str(ROOT / "nara_renkei/deploy"))

from gate import Gate


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
