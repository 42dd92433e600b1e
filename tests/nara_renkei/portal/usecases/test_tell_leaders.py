"""The weekly letter: who gets it, on which day, and that it says nothing of another 部."""

from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.models import CitySettings, Holiday
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.tasks import tell_leaders_task
from nara_renkei.portal.usecases.tell_leaders import first_open_day, tell_leaders
from screening.enums import Answer
from tests.factories.accounts import StaffFactory
from tests.harness import at, mail_text
from tests.nara_renkei.reports.departments import a_department, a_division, answered, busy_department, sent

pytestmark = pytest.mark.django_db

PAGE = staff_url("/ka/bu/0800/")
MONDAY = date(2026, 11, 2)
EARLY = at(MONDAY, 8)


@pytest.fixture
def department():
    found = busy_department()
    StaffFactory(leader=True, department=found, email="jicho@city.example")
    return found


def letters(**filters):
    return list(OutgoingMail.objects.filter(template="portal/leader_week", **filters).order_by("to"))


def test_the_leader_reads_five_lines_of_the_own_department(department):
    other = a_department("観光部", "0600")
    sent(a_division(other, "観光課"), "R8-J-0901")
    StaffFactory(leader=True, department=other, email="kanko@city.example")

    assert tell_leaders(at=EARLY) == 2

    letter = letters(to="jicho@city.example")[0]
    assert letter.subject == "【奈良市公民連携デスク】【要対応】総務部の今週（止まっている提案4件）"
    assert letter.body.splitlines() == [
        "止まっている提案を、担当の課長と動かしてください。総務部が受け持つ提案5件、期限を過ぎた2件、先週届いた0件、先週答えた0件",
        "R8-J-0008「R8-J-0008の題」 1つの課が「担当ではない」と答え、総務部の裁定を待っています。裁定の期限を1開庁日過ぎています。",
        "R8-J-0001「R8-J-0001の題」 総務課の一次回答が10開庁日の期限を11開庁日過ぎています。担当者が決まっていません。",
        "R8-J-0005「R8-J-0005の題」 人事課の結果のお知らせが60開庁日の期限を2開庁日過ぎています。人事課が、対話か結果の案を進める番です。",
        PAGE,
    ]
    assert "R8-J-0901" not in letter.body
    assert "R8-J-0001" not in letters(to="kanko@city.example")[0].body


def test_the_week_before_is_counted_from_monday_to_sunday(department):
    division = a_division(department, "監査課")
    for n, day in enumerate((date(2026, 10, 25), date(2026, 10, 26), date(2026, 11, 1), MONDAY)):
        answered(sent(division, f"R8-J-092{n}", sent_at=at(day)), day, Answer.CONSIDER)

    tell_leaders(at=EARLY)

    assert "先週届いた2件、先週答えた2件" in letters()[0].body


def test_what_only_waits_outside_is_not_stuck():
    department = a_department()
    sent(a_division(department, "総務課"), "R8-J-0931", status="ON_HOLD", held_until=date(2027, 1, 29), due_on=None)
    StaffFactory(leader=True, department=department)

    tell_leaders(at=EARLY)

    letter = letters()[0]
    assert letter.subject == "【奈良市公民連携デスク】総務部の今週（止まっている提案はありません）"
    assert letter.body.startswith("総務部が受け持つ提案1件")
    assert letter.body.splitlines()[1:] == ["止まっている提案はありません。", PAGE]


def test_with_fewer_rows_it_says_that_there_are_no_more():
    department = a_department()
    sent(a_division(department, "総務課"), "R8-J-0941")
    StaffFactory(leader=True, department=department)

    tell_leaders(at=EARLY)

    assert letters()[0].body.splitlines()[2] == "止まっている提案は、ほかにありません。"
    assert len(letters()[0].body.splitlines()) == 4


def test_a_department_with_nothing_open_hears_nothing():
    department = a_department()
    a_division(department, "総務課")
    StaffFactory(leader=True, department=department)

    assert tell_leaders(at=EARLY) == 0
    assert letters() == []


def test_twice_in_a_week_is_once(department):
    assert [tell_leaders(at=at(MONDAY, hour)) for hour in (8, 9)] == [1, 0]
    assert [tell_leaders(at=at(MONDAY + timedelta(days=n), 8)) for n in range(1, 8)] == [0, 0, 0, 0, 0, 0, 1]
    assert len(letters()) == 2


def test_without_a_leader_it_goes_to_the_director_and_then_to_the_desk(department):
    Post.objects.filter(kind=PostKind.LEADER).update(ends_on=MONDAY - timedelta(days=1))
    StaffFactory(director=True, department=department, email="bucho@city.example")
    settings = CitySettings.load()
    settings.email = "desk@city.example"
    settings.save()

    tell_leaders(at=EARLY)
    Post.objects.filter(kind=PostKind.DIRECTOR).update(ends_on=MONDAY)
    tell_leaders(at=at(date(2026, 11, 9), 8))

    assert [one.to for one in letters()] == ["bucho@city.example", "desk@city.example"]


def test_every_leader_of_a_department_is_written_to(department):
    StaffFactory(leader=True, department=department, email="kenmu@city.example")

    assert tell_leaders(at=EARLY) == 2


def test_a_department_that_has_ended_is_written_to_no_more(department):
    department.valid_to = MONDAY - timedelta(days=1)
    department.save()

    assert tell_leaders(at=EARLY) == 0


def test_over_the_holidays_it_goes_on_the_first_open_day_of_each_week(department, time_machine):
    """From 年末 to the middle of January: 28 December is open, 4 January too, 11 January is 成人の日."""
    for day in (*(date(2026, 12, n) for n in (29, 30, 31)), *(date(2027, 1, n) for n in (1, 2, 3, 11))):
        Holiday.objects.get_or_create(day=day, defaults={"name": "休み"})
    told = []
    for n in range(21):
        day = date(2026, 12, 28) + timedelta(days=n)
        time_machine.move_to(at(day, 7))
        before = len(letters())
        tell_leaders_task()
        told += [day] * (len(letters()) - before)

    assert told == [date(2026, 12, 28), date(2027, 1, 4), date(2027, 1, 12)]


def test_in_a_week_that_is_closed_there_is_no_day():
    for n in range(5):
        Holiday.objects.get_or_create(day=date(2026, 11, 2) + timedelta(days=n), defaults={"name": "休み"})

    assert first_open_day(date(2026, 11, 4)) is None
    assert tell_leaders(at=at(date(2026, 11, 4), 8)) == 0


def test_the_letters_keep_to_the_outbox(department):
    tell_leaders(at=EARLY)

    assert "jicho@city.example" in mail_text(template="portal/leader_week")
    assert letters()[0].about == "leader_week:0800:2026-11-02"
