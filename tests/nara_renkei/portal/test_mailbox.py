"""The demo's mailbox page."""

from pathlib import Path
from typing import Any

import pytest

from tests.harness import StrictClient

pytestmark = pytest.mark.django_db

LETTER = """\
X-Envelope-To: {to}
Subject: {subject}
From: desk@city.nara.example
To: {to}
Date: Sun, 22 Nov 2026 10:00:00 +0900
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

<b>確認コード</b>は ABC-123 です。
http://127.0.0.1:8000/teian/
"""


@pytest.fixture
def mailbox(settings: Any, tmp_path: Path) -> Path:
    settings.MAILBOX_DIR = str(tmp_path)
    for number, (to, subject) in enumerate([("a@company.example", "一通目"), ("b@company.example", "二通目")], start=1):
        text = LETTER.format(to=to, subject=subject)
        (tmp_path / f"20261122-10000{number}-00000{number}.eml").write_text(text, encoding="utf-8")
    return tmp_path


def test_there_is_no_mailbox_where_none_is_set(client: StrictClient, settings: Any) -> None:
    settings.MAILBOX_DIR = ""
    assert client.get("/mailbox/").status_code == 404
    assert client.get("/mailbox/20261122-100001-000001/").status_code == 404


def test_letters_are_listed_newest_first(client: StrictClient, mailbox: Path) -> None:
    letters = client.get("/mailbox/").context["letters"]
    assert [letter.subject for letter in letters] == ["二通目", "一通目"]


def test_letters_are_found_by_address(client: StrictClient, mailbox: Path) -> None:
    letters = client.get("/mailbox/", {"q": "A@company"}).context["letters"]
    assert [letter.receivers for letter in letters] == ["a@company.example"]


def test_a_letter_is_text_with_links(client: StrictClient, mailbox: Path) -> None:
    page = client.get("/mailbox/20261122-100001-000001/").content.decode()
    assert "&lt;b&gt;確認コード&lt;/b&gt;は ABC-123 です。" in page
    assert 'href="http://127.0.0.1:8000/teian/"' in page


def test_a_letter_that_is_not_there_is_404(client: StrictClient, mailbox: Path) -> None:
    assert client.get("/mailbox/none/").status_code == 404


def test_a_time_without_a_zone_is_universal_time(client: StrictClient, mailbox: Path) -> None:
    text = LETTER.format(to="c@company.example", subject="三通目").replace("+0900", "-0000")
    (mailbox / "20261122-100009-000009.eml").write_text(text, encoding="utf-8")
    assert "2026年11月22日 19:00:00" in client.get("/mailbox/20261122-100009-000009/").content.decode()
