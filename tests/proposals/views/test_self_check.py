import re

import pytest
from django.contrib.sessions.models import Session

from proposals.models import Proposal
from proposals.rules.self_check import CHECKS

pytestmark = pytest.mark.django_db
URL = "/teian/jiko-check/"
ALL_YES = {check.key: "yes" for check in CHECKS}


def test_the_page_asks_eight_questions_and_says_why(client):
    html = client.get(URL).content.decode()

    for check in CHECKS:
        assert check.question in html
        assert check.why in html


def test_the_result_says_what_is_strong_and_what_to_strengthen_with_an_example(client):
    html = client.post(URL, {**ALL_YES, "risk": "no"}).content.decode()

    risk = next(check for check in CHECKS if check.key == "risk")
    assert "強めるとよいところ（1）" in html
    assert "強みになるところ（7）" in html
    assert risk.strengthen in html
    assert risk.example in html
    assert "/teian/hajimeru/?jiko=yyyyyyny" in html


def test_nothing_is_kept(client):
    client.post(URL, ALL_YES)

    assert not Session.objects.exists()
    assert not Proposal.objects.exists()


def test_eight_times_not_yet_is_no_gate_and_gives_no_score(client):
    html = client.post(URL, {check.key: "no" for check in CHECKS}).content.decode()

    assert not re.search(r"\d+点|合格|不合格", html)
    assert "この内容で提案を書き始める" in html
    assert "強みになるところ" not in html


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_an_unanswered_question_is_named(client, answer):
    errors = client.post(URL, {**ALL_YES, "cost": answer}).context["form"].errors

    assert errors == {"cost": ["「はい」か「まだ」を選んでください。"]}


def test_what_to_strengthen_stands_beside_the_field_and_survives_saving(client):
    client.post("/teian/hajimeru/", {"kind": "OPEN", "jiko": "yyyyynyy"})
    proposal = Proposal.objects.get()
    page = f"/teian/{proposal.uuid}/proposal/"
    hint = "自己チェックから：はじめにかかる費用と、続けるための費用を"

    first = client.get(page).content.decode()
    client.post(page, {"title": "題", "action": "save", "version": proposal.version})

    assert hint in first
    assert hint in client.get(page).content.decode()
    assert first.index("id_timing_helptext") < first.index(hint)
