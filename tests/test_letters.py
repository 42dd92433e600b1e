"""The words of every mail. A changed snapshot is reviewed as a changed letter.

To take the snapshots anew: RETAKE_SNAPSHOTS=1 sh bin/dev test tests/test_letters.py
"""

import os
from pathlib import Path

import pytest

from tests.letters import letters

SNAPSHOTS = Path(__file__).parent / "snapshots" / "mail"


def test_every_mail_template_has_an_example() -> None:
    assert letters.missing() == []


def test_no_two_examples_share_a_snapshot() -> None:
    names = [example.name for example in letters.EXAMPLES]

    assert sorted(names) == sorted(set(names))


def test_no_snapshot_is_left_over() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == {example.name for example in letters.EXAMPLES}


@pytest.mark.django_db
def test_every_mail_says_what_it_said_when_it_was_last_read() -> None:
    said = {example.name: f"{subject}\n\n{body}" for example, subject, body in letters.rendered()}
    if os.environ.get("RETAKE_SNAPSHOTS"):
        SNAPSHOTS.mkdir(parents=True, exist_ok=True)
        for name, text in said.items():
            (SNAPSHOTS / f"{name}.txt").write_text(text, encoding="utf-8")

    assert said == {path.stem: path.read_text(encoding="utf-8") for path in SNAPSHOTS.glob("*.txt")}


@pytest.mark.django_db
def test_every_mail_keeps_the_rules_of_a_mail_from_the_desk() -> None:
    for example, subject, body in letters.rendered():
        assert subject.startswith("【奈良市公民連携デスク】"), example.name
        assert "\n" not in subject, example.name
        assert "{{" not in body, example.name
        assert "{%" not in body, example.name
        for line in body.splitlines():
            assert "http" not in line or line.startswith("https://"), f"{example.name}: the address stands alone"


@pytest.mark.django_db
def test_a_template_without_an_example_stops_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(letters, "EXAMPLES", letters.EXAMPLES[1:])

    assert letters.main() == 1
    assert "accounts/login_code" in capsys.readouterr().err
