"""A page past its date: its 課 is asked, asked again, and the desk hears of it; after a 機構改革 the heir is asked."""

from datetime import timedelta

import pytest

from knowledge.models import Watch
from knowledge.queries.review import orphaned, overdue
from knowledge.rules.review import latest_review
from knowledge.tasks import ask_reviews_task
from knowledge.usecases.ask_reviews import ask_reviews
from knowledge.usecases.confirm_page import CannotConfirm, confirm_page
from knowledge.usecases.follow_divisions import follow_divisions
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.queries import post_addresses
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import (
    CaseFactory,
    ChapterFactory,
    ChapterVersionFactory,
    FaqFactory,
    MethodFactory,
    SupportRequestFactory,
    TemplateFactory,
)
from tests.harness import NOON, THE_DESK, TODAY, at

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MORNING = at(TODAY, 7)
BY = {"by": THE_DESK, "at": NOON}


@pytest.fixture
def office():
    """A 課 with its 課長, whose address is asked."""
    return StaffFactory(manager=True, email="kacho@city.example").posts.get().division


def past(days=1):
    return {"review_by": TODAY - days * DAY}


def told():
    return sorted(OutgoingMail.objects.filter(template="knowledge/review").values_list("to", flat=True))


# --- who is asked


def test_a_division_gets_one_letter_of_all_that_is_past_its_date(office):
    kept = {"owner": office, **past()}
    case, method = CaseFactory(opened=True, **kept), MethodFactory(**kept)
    FaqFactory(opened=True, **kept), TemplateFactory(**kept)
    ChapterVersionFactory(number=1, chapter__owner=office, chapter__review_by=TODAY - DAY)
    CaseFactory(opened=True, owner=office, review_by=TODAY)
    CaseFactory(**kept), FaqFactory(**kept), MethodFactory(is_active=False, **kept), ChapterFactory(**kept)

    assert ask_reviews(at=MORNING) == 1

    mail = OutgoingMail.objects.get(template="knowledge/review")
    assert (mail.to, "（5件）" in mail.subject, mail.body.count("/ka/minaoshi/")) == ("kacho@city.example", True, 5)
    assert f"/ka/minaoshi/jirei/{case.code}/\n" in mail.body
    method.refresh_from_db()
    assert method.review_told_on == TODAY


def test_the_same_morning_asks_once_and_thirty_days_later_again(office):
    case = CaseFactory(opened=True, owner=office, **past())

    assert [ask_reviews(at=at(TODAY + n * DAY, 7)) for n in (0, 0, 1, 29, 30)] == [1, 0, 0, 0, 1]
    case.refresh_from_db()
    assert case.review_told_on == TODAY + 30 * DAY


def test_a_page_that_was_asked_of_before_its_new_date_is_asked_of_anew(office):
    CaseFactory(opened=True, owner=office, review_told_on=TODAY - 5 * DAY, **past(2))

    assert ask_reviews(at=MORNING) == 1


def test_nobody_is_asked_on_a_day_on_which_the_city_rests(office):
    CaseFactory(opened=True, owner=office, **past())

    assert ask_reviews(at=at(TODAY + (5 - TODAY.weekday()) * DAY, 7)) == 0


def test_a_division_without_anybody_is_left_to_the_desk():
    case = CaseFactory(opened=True, **past())

    assert ask_reviews(at=MORNING) == 0
    case.refresh_from_db()
    assert case.review_told_on is None
    assert [page.code for page in overdue(TODAY)] == [case.code]


def test_the_manager_is_asked_else_the_deputy_else_the_leader(office):
    people = {kind: StaffFactory(email=f"{kind.lower()}@city.example") for kind in (PostKind.DEPUTY, PostKind.LEADER)}
    PostFactory(user=people[PostKind.DEPUTY], kind=PostKind.DEPUTY, division=office)
    PostFactory(user=people[PostKind.LEADER], kind=PostKind.LEADER, department=office.department)

    assert post_addresses([office.pk], TODAY) == {office.pk: ["kacho@city.example"]}
    office.posts.filter(kind=PostKind.MANAGER).delete()
    assert post_addresses([office.pk], TODAY) == {office.pk: ["deputy@city.example"]}
    office.posts.all().delete()
    assert post_addresses([office.pk], TODAY) == {office.pk: ["leader@city.example"]}
    people[PostKind.LEADER].posts.all().delete()
    assert post_addresses([office.pk], TODAY) == {}


def test_the_letters_take_as_many_queries_for_three_as_for_one(office, django_assert_max_num_queries):
    CaseFactory(opened=True, owner=office, **past())
    with django_assert_max_num_queries(15):
        ask_reviews(at=MORNING)
    for _ in range(3):
        CaseFactory(opened=True, owner=StaffFactory(manager=True).posts.get().division, **past())
    with django_assert_max_num_queries(15):
        assert ask_reviews(at=MORNING) == 3


def test_the_task_asks(office):
    ask_reviews_task()

    assert told() == []


# --- what the desk hears of


def test_the_desk_hears_after_sixty_days(office):
    asked = {"owner": office, "review_told_on": TODAY - DAY}
    CaseFactory(opened=True, **asked, **past(60))
    late = CaseFactory(opened=True, **asked, **past(61))

    assert [page.code for page in overdue(TODAY)] == [late.code]


# --- まだ正しい


def test_whoever_confirms_stands_on_the_page(office):
    chapter = ChapterFactory(review_told_on=TODAY - DAY, **past())

    confirm_page(row=chapter, review_by=latest_review(TODAY), owner=office, **BY)

    chapter.refresh_from_db()
    assert (chapter.review_told_on, chapter.reviewed_by, chapter.reviewed_at) == (None, THE_DESK.label, NOON)
    assert (chapter.owner, chapter.review_by) == (office, latest_review(TODAY))


@pytest.mark.parametrize("day", [TODAY, TODAY - DAY, latest_review(TODAY) + DAY])
def test_a_date_that_has_come_or_lies_too_far_is_refused(day):
    with pytest.raises(CannotConfirm, match="次の見直しの期限は、"):
        confirm_page(row=CaseFactory(opened=True), review_by=day, **BY)


def test_a_page_is_not_given_to_a_division_that_has_ended():
    with pytest.raises(CannotConfirm, match="この課は終わっています"):
        confirm_page(row=CaseFactory(opened=True), review_by=TODAY + DAY, owner=DivisionFactory(abolished=True), **BY)


# --- 機構改革


def ended(*heirs):
    old = DivisionFactory(valid_to=TODAY - DAY)
    old.successors.set(heirs)
    return old


def test_what_a_division_keeps_asks_and_watches_goes_to_its_one_heir():
    heir = DivisionFactory()
    old = ended(heir)
    kept = [
        CaseFactory(opened=True, owner=old),
        CaseFactory(owner=old),
        MethodFactory(owner=old),
        FaqFactory(opened=True, owner=old),
        TemplateFactory(owner=old),
        ChapterFactory(owner=old),
    ]
    asked = SupportRequestFactory(division=old)
    watcher, both = StaffFactory(), StaffFactory()
    for user, division in ((watcher, old), (both, old), (both, heir)):
        Watch.objects.create(user=user, kind="DIVISION", division=division, since=NOON, told_until=NOON)
    stays = CaseFactory(retired=True, owner=old)

    assert follow_divisions(by=THE_SYSTEM, at=NOON) == 9
    assert follow_divisions(by=THE_SYSTEM, at=NOON) == 0

    for row in (*kept, asked, stays):
        row.refresh_from_db()
    assert {row.owner for row in kept} == {heir}
    assert (asked.division, stays.owner) == (heir, old)
    assert sorted(Watch.objects.values_list("user", "division")) == sorted([(watcher.pk, heir.pk), (both.pk, heir.pk)])
    assert AuditEvent.objects.filter(verb__endswith=".followed").count() == 7


def test_what_a_split_division_keeps_waits_for_the_desk():
    case = CaseFactory(opened=True, owner=ended(DivisionFactory(), DivisionFactory()))

    assert follow_divisions(by=THE_SYSTEM, at=NOON) == 0
    assert [page.code for page in orphaned(TODAY)] == [case.code]


def test_without_a_reform_nothing_is_asked_of_the_library(django_assert_num_queries):
    with django_assert_num_queries(4):  # two of the succession, and the transaction
        assert follow_divisions(by=THE_SYSTEM, at=NOON) == 0
