"""/ka/minaoshi/: who is asked whether a page still holds, and what the page says once somebody has said so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import CaseStudy
from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, ChapterVersionFactory, FaqFactory, MethodFactory, TemplateFactory
from tests.harness import StrictClient
from tests.round_trip.typist import page

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def officer():
    return StaffFactory(officer=True)


@pytest.fixture
def browser(officer):
    return StrictClient.of(officer)


@pytest.fixture
def own(officer, today):
    """A case past its date, of the 課 of the officer."""
    return CaseFactory(
        opened=True, owner=officer.posts.get().division, review_by=today - DAY, words={"title": "見守りの事例"}
    )


def address(case):
    return f"/ka/minaoshi/jirei/{case.code}/"


def test_a_chapter_past_its_date_says_so_and_asks_its_own_division_only(browser, officer, today):
    past = {"chapter__owner": officer.posts.get().division, "chapter__review_by": today - DAY}
    ChapterVersionFactory(number=1, chapter__public=True, chapter__anchor="furui", **past)

    mine, theirs = (
        page(browser, "/ka/guideline/furui/"),
        page(StrictClient.of(StaffFactory(officer=True)), "/ka/guideline/furui/"),
    )
    public = page(StrictClient(), "/guideline/furui/")

    assert all("を過ぎています。" in said for said in (mine, theirs, public))
    assert ["まだ正しい" in said for said in (mine, theirs, public)] == [True, False, False]


def test_a_page_says_who_confirmed_it_and_until_when_it_holds(browser, own, today):
    later = today + 100 * DAY

    answer = browser.post(address(own), {"review_by": later.isoformat()})

    own.refresh_from_db()
    assert (answer.status_code, own.review_by, own.review_told_on) == (302, later, None)
    assert own.reviewed_by in page(browser, address(own))
    assert AuditEvent.objects.filter(verb="review.confirm", about=own.key).exists()


@pytest.mark.parametrize(
    ("days", "says"),
    [(0, "明日か、それより後の日"), (-400, "明日か、それより後の日"), (1200, "3年より先にはできません")],
)
def test_a_day_that_has_passed_or_lies_too_far_is_refused_and_stays_in_the_form(browser, own, today, days, says):
    wrong = (today + days * DAY).isoformat()

    answer = browser.post(address(own), {"review_by": wrong})

    said = answer.content.decode()
    assert (answer.status_code, says in said, f'value="{wrong}"' in said) == (200, True, True)
    assert CaseStudy.objects.get(pk=own.pk).review_by == own.review_by


@pytest.mark.parametrize("typed", ["", "来年", "2027-13-01"])
def test_what_is_no_day_is_refused(browser, own, typed):
    answer = browser.post(address(own), {"review_by": typed})

    assert answer.status_code == 200
    assert "日を選んでください" in answer.content.decode() or "日付の形で" in answer.content.decode()


def test_foreign_absent_and_unknown_are_the_same_404(browser, own, today):
    draft = CaseFactory(owner=own.owner, review_by=today - DAY)
    foreign = CaseFactory(opened=True, review_by=today - DAY)

    for kind, code in (("jirei", draft.code), ("jirei", foreign.code), ("jirei", "nai"), ("nani", own.code)):
        assert browser.get(f"/ka/minaoshi/{kind}/{code}/").status_code == 404
        assert browser.post(f"/ka/minaoshi/{kind}/{code}/", {"review_by": "2099-01-01"}).status_code == 404


def test_a_division_sees_its_own_and_the_desk_all(browser, own, today, desk_client):
    CaseFactory(opened=True, review_by=today - DAY, words={"title": "よその事例"})

    assert ["見守りの事例" in (said := page(one, "/ka/minaoshi/")) for one in (browser, desk_client)] == [True, True]
    assert "よその事例" in said
    assert "よその事例" not in page(browser, "/ka/minaoshi/")


def test_the_desk_gives_a_page_of_a_split_division_to_another(browser, today, desk_client):
    old = DivisionFactory(valid_to=today - DAY, name="消えた課")
    case, heir = CaseFactory(opened=True, owner=old, words={"title": "残った事例"}), DivisionFactory()

    assert "残った事例" in page(desk_client, "/ka/minaoshi/")
    assert "終わった課が担当のまま" not in page(browser, "/ka/minaoshi/")
    desk_client.post(address(case), {"review_by": (today + DAY).isoformat(), "owner": heir.pk})

    case.refresh_from_db()
    assert case.owner == heir


def test_an_officer_gives_a_page_to_nobody(browser, own, today):
    other = DivisionFactory()

    browser.post(address(own), {"review_by": (today + DAY).isoformat(), "owner": other.pk})

    assert CaseStudy.objects.get(pk=own.pk).owner == own.owner


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(rows, today, desk_client, django_assert_max_num_queries):
    past = {"review_by": today - DAY}
    for _ in range(rows):
        CaseFactory(opened=True, **past)
        MethodFactory(**past)
        FaqFactory(opened=True, **past)
        TemplateFactory(**past)
        ChapterVersionFactory(number=1, chapter__review_by=today - DAY)
    desk_client.get("/ka/minaoshi/")

    with django_assert_max_num_queries(22):
        assert desk_client.get("/ka/minaoshi/").status_code == 200
