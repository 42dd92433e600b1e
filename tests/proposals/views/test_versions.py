"""版, the difference of two, and the evidence of 確認事項, as the company reads them."""

import hashlib
from datetime import date

import pytest
from django.urls import reverse

from proposals.models import PledgeAnswer, PledgeItem, Submission
from proposals.usecases.request_correction import request_correction
from proposals.usecases.resubmit_proposal import resubmit_proposal
from tests.harness import NOON, THE_COMPANY, THE_DESK, StrictClient
from tests.proposals.drafts import fresh, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    return submitted(body="竹を年に30本使います。")


@pytest.fixture
def reader(sent):
    return StrictClient.of(sent.organization.members.get().user)


def correct(proposal, **changes):
    proposal = fresh(proposal)
    request_correction(
        proposal=proposal, reasons={"body": "数を。"}, wanted_by=date(2026, 10, 19), by=THE_DESK, at=NOON
    )
    return resubmit_proposal(proposal=fresh(proposal), changes=changes, by=THE_COMPANY, at=NOON)


def page_of(reader, name, *args):
    return reader.get(reverse(f"proposals:{name}", args=args)).content.decode()


def test_a_version_shows_what_it_changed_and_its_whole_text(sent, reader):
    correct(sent, body="竹を年に300本使います。")

    page = page_of(reader, "version", sent.number, 2)

    assert '<del><span class="sr-only">（消した文字）</span>30<span' in page
    assert '<ins><span class="sr-only">（加えた文字）</span>300<span' in page
    assert "竹を年に300本使います。" in page
    assert Submission.objects.get(version=2).sha256 in page


def test_the_first_version_stays_readable_and_shows_no_change(sent, reader):
    correct(sent, body="竹を年に300本使います。")

    page = page_of(reader, "version", sent.number, 1)

    assert "竹を年に30本使います。" in page
    assert "<ins>" not in page
    assert reverse("proposals:compare", args=[sent.number, 1, 2]) in page


def test_any_two_versions_are_compared(sent, reader):
    correct(sent, body="二つ目")
    correct(sent, body="三つ目", title="新しい題")

    page = page_of(reader, "compare", sent.number, 1, 3)

    assert [
        one.label for one in Submission.objects.get(version=3).changes_since(Submission.objects.get(version=1))
    ] == [
        "提案名",
        "提案内容",
    ]
    assert "第1版と第3版の違い" in page
    assert "二つ目" not in page


def test_a_version_that_is_not_there_is_not_found(sent, reader):
    answers = [
        reader.get(reverse("proposals:compare", args=[sent.number, one, other])).status_code
        for one, other in ((1, 1), (1, 9), (9, 1))
    ]

    assert answers == [200, 404, 404]
    assert "違いはありません" in page_of(reader, "compare", sent.number, 1, 1)


def test_the_evidence_keeps_the_text_that_was_shown(sent, reader):
    item = PledgeItem.objects.get(code="P8")
    PledgeItem.objects.create(
        **{name: getattr(item, name) for name in ("code", "kind", "scope", "basis", "position")},
        version=2,
        text="新しい文です。",
        valid_from=date(2026, 10, 6),
    )

    page = page_of(reader, "evidence", sent.number)

    assert item.text in page
    assert hashlib.sha256(item.text.encode()).hexdigest() in page
    assert "新しい文です。" not in page
    assert "23項目" in page
    assert "会社次郎　令和8年10月5日 12:00" in page


def test_the_evidence_says_which_answers_come_from_an_earlier_proposal(sent, reader):
    later = submitted(organization=sent.organization)

    page = page_of(reader, "evidence", later.number)

    assert PledgeAnswer.objects.filter(proposal=later).count() == 14
    assert page.count("前の提案でのお答えを使っています") == 9


@pytest.mark.parametrize("rounds", [1, 3])
def test_a_version_costs_the_same_however_many_there_are(sent, reader, rounds, django_assert_max_num_queries):
    for number in range(rounds):
        correct(sent, body=f"直した文{number}")

    with django_assert_max_num_queries(9):
        page_of(reader, "version", sent.number, rounds + 1)
    with django_assert_max_num_queries(9):
        page_of(reader, "evidence", sent.number)
