"""The list is drawn, and what changed is taken over once the desk has read it."""

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import StaffFactory
from tests.factories.training import (
    AttendanceFactory,
    AudienceRuleFactory,
    CourseFactory,
    SessionFactory,
    TraineeFactory,
)
from tests.harness import NOON, THE_DESK, TODAY
from training.enums import Duty, Origin
from training.models import Trainee
from training.queries.audience import differences
from training.usecases.draw_list import CannotDraw, draw_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = CourseFactory()
    AudienceRuleFactory(course=course, kinds=["MANAGER"])
    return course


def draw(course):
    seen = differences(course, TODAY).fingerprint
    return draw_list(course=course, on=TODAY, seen=seen, by=THE_DESK, at=NOON)


def standing(trainee):
    trainee.refresh_from_db()
    return (trainee.duty, trainee.origin, trainee.session, trainee.reason)


def test_the_list_is_what_the_rule_names(course):
    managers = StaffFactory.create_batch(2, manager=True)

    draw(course)

    rows = Trainee.objects.in_order()
    assert [(one.user, one.origin, one.duty, one.session, one.set_at, one.set_by) for one in rows] == [
        (user, Origin.RULE, Duty.REQUIRED, None, NOON, THE_DESK.label) for user in managers
    ]
    event = AuditEvent.objects.get(verb="course.draw")
    assert (event.about, event.keys) == (course.key, {"on": "2026-10-05", "joining": 2, "leaving": 0})


def test_drawn_twice_it_is_the_same_list(course):
    StaffFactory(manager=True)
    draw(course)

    assert draw(course).is_empty
    assert Trainee.objects.count() == 1
    assert AuditEvent.objects.filter(verb="course.draw").count() == 1


def test_who_is_no_longer_named_goes_and_gives_the_place_free(course):
    trainee = TraineeFactory(course=course, user=StaffFactory(officer=True), session=SessionFactory(course=course))

    draw(course)

    assert standing(trainee) == (Duty.GONE, Origin.RULE, None, "")


def test_who_is_named_again_comes_back_as_one_of_the_rule(course):
    drawn, dropped = TraineeFactory(course=course, gone=True), TraineeFactory(course=course, added=True, gone=True)

    draw(course)

    assert standing(drawn) == standing(dropped) == (Duty.REQUIRED, Origin.RULE, None, "")
    assert Trainee.objects.count() == 2


def test_who_was_excused_or_added_is_left_alone(course):
    excused = TraineeFactory(course=course, excused=True)
    added = TraineeFactory(course=course, added=True, user=StaffFactory(officer=True))

    draw(course)

    assert standing(excused) == (Duty.EXCUSED, Origin.RULE, None, "長期の休みのため")
    assert standing(added) == (Duty.REQUIRED, Origin.ADDED, None, "課の希望")


def test_with_who_goes_the_substitute_goes_unless_already_there(course):
    session = SessionFactory(course=course)

    def pair():
        stands_in = TraineeFactory(
            course=course, session=session, origin=Origin.SUBSTITUTE, reason="出張", user=StaffFactory(officer=True)
        )
        goes = TraineeFactory(course=course, session=session, substitute=stands_in, user=StaffFactory(officer=True))
        return goes, stands_in

    (goes, at_home), (_, came) = pair(), pair()
    AttendanceFactory(trainee=came, session=session)

    draw(course)

    goes.refresh_from_db()
    assert (goes.duty, goes.substitute) == (Duty.GONE, None)
    assert standing(at_home) == (Duty.GONE, Origin.SUBSTITUTE, None, "出張")
    assert standing(came) == (Duty.REQUIRED, Origin.SUBSTITUTE, session, "出張")


def test_nothing_is_taken_over_that_the_desk_has_not_read(course):
    seen = differences(course, TODAY).fingerprint
    StaffFactory(post_kind=PostKind.MANAGER)

    with pytest.raises(CannotDraw, match="下の違いを読み直してから、もう一度押してください。"):
        draw_list(course=course, on=TODAY, seen=seen, by=THE_DESK, at=NOON)

    assert Trainee.objects.count() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_is_drawn_in_as_many_statements_for_one_and_three(course, people, django_assert_num_queries):
    StaffFactory.create_batch(people, manager=True)
    seen = differences(course, TODAY).fingerprint

    with django_assert_num_queries(12):
        draw_list(course=course, on=TODAY, seen=seen, by=THE_DESK, at=NOON)
