"""The 管理職研修 of the demo city: 130 managers, 12月3日, one that is over and one to come."""

from datetime import date, timedelta

import pytest

from nara_renkei.portal.demo import trainings
from nara_renkei.portal.demo.city import build_city
from nara_renkei.portal.demo.clock import Clock
from nara_renkei.portal.usecases.load_reference import load_reference
from training.enums import Duty, LetterKind, Mark, Origin, SessionState, Way
from training.models import Attendance, AttendanceChange, Course
from training.queries.letters import progress, waiting

pytestmark = pytest.mark.django_db

BASE = date(2026, 11, 27)


@pytest.fixture
def city(settings):
    settings.IS_DEMO = True
    load_reference()
    city = build_city(BASE)
    trainings.show_trainings(city)
    return city


def test_a_hundred_and_thirty_managers_are_on_each_list(city):
    drawn = {one.slug: one.trainees.filter(origin=Origin.RULE).count() for one in Course.objects.all()}

    assert drawn == {trainings.ANNOUNCED: 130, trainings.SEASON: 130}


def test_the_one_that_is_over_shows_every_exception_and_every_way_of_coming(city):
    course = Course.objects.get(slug=trainings.ANNOUNCED)
    found = Attendance.objects.filter(session__course=course)

    assert set(course.sessions.values_list("state", flat=True)) == {SessionState.ENDED}
    assert course.trainees.filter(duty=Duty.EXCUSED).exclude(reason="").count() == 3
    assert course.trainees.filter(origin=Origin.SUBSTITUTE).count() == 3
    assert course.trainees.exclude(substitute=None).count() == 3
    assert course.trainees.filter(origin=Origin.ADDED).count() == 6
    assert course.trainees.filter(session__number=2).count() == 6
    assert set(found.values_list("mark", flat=True)) == set(Mark)
    assert set(found.values_list("way", flat=True)) == set(Way)
    assert found.count() == course.trainees.expected().count()
    assert AttendanceChange.objects.count() == 2


def test_people_are_asked_to_the_next_one_before_anybody_has_come(city):
    course = Course.objects.get(slug=trainings.SEASON)

    assert [one.state for one in course.sessions.in_order()] == [SessionState.OPEN, SessionState.PREPARING]
    assert course.as_of <= BASE < course.sessions.get(number=1).held_on
    assert not Attendance.objects.filter(session__course=course).exists()


@pytest.mark.parametrize(
    ("base", "last", "following"),
    [
        (date(2026, 11, 27), date(2025, 12, 3), date(2026, 12, 3)),
        (date(2026, 12, 4), date(2025, 12, 3), date(2026, 12, 25)),  # the 12月3日 of the year is gone
        (date(2027, 3, 1), date(2025, 12, 3), date(2027, 3, 23)),  # its 90 days are not over
        (date(2027, 6, 1), date(2026, 12, 3), date(2027, 12, 3)),
        (date(2024, 6, 3), date(2023, 12, 1), date(2024, 12, 3)),  # a Sunday: the Friday before
    ],
)
def test_the_days_are_right_whenever_the_demo_begins(db, base, last, following):
    load_reference()
    clock = Clock.at(base)

    assert (trainings.last_day(clock), trainings.next_day(clock)) == (last, following)
    assert base - last >= timedelta(days=90)


def test_everybody_on_the_list_was_invited_but_two_who_were_added_later(city):
    session = Course.objects.get(slug=trainings.SEASON).sessions.get(number=1)

    found = progress(session, LetterKind.INVITATION)

    assert (found.total, found.prepared, found.is_working) == (130, 130, False)
    assert waiting(session, LetterKind.INVITATION, BASE).count() == 2
