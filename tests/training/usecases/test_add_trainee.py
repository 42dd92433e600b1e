"""The desk adds somebody whom no rule names."""

from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.training import CourseFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, TODAY
from training.enums import Duty, Origin
from training.models import Trainee
from training.usecases.add_trainee import CannotAdd, add_trainee

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory()


def add(course, user):
    return add_trainee(course=course, user=user, reason="課の希望", by=THE_DESK, at=NOON)


def test_somebody_without_a_post_is_added(course):
    user = StaffFactory()

    trainee = add(course, user)

    assert (trainee.user, trainee.duty, trainee.origin, trainee.session, trainee.reason) == (
        user,
        Duty.REQUIRED,
        Origin.ADDED,
        None,
        "課の希望",
    )
    assert AuditEvent.objects.get(verb="trainee.add").keys == {"user": user.pk}


def test_who_had_left_the_list_has_still_one_row(course):
    row = TraineeFactory(course=course, gone=True)

    assert add(course, row.user) == row
    assert Trainee.objects.get().origin == Origin.ADDED


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"excused": True}, "免除になっています。"), ({}, "もう名簿にいます（対象の決まり）。")],
)
def test_who_is_on_the_list_is_not_added_twice(course, fields, words):
    row = TraineeFactory(course=course, **fields)

    with pytest.raises(CannotAdd, match=words):
        add(course, row.user)


@pytest.mark.parametrize(
    "user", [lambda: StaffFactory(last_day=TODAY - timedelta(days=1)), lambda: CompanyUserFactory(member=True)]
)
def test_who_is_no_member_of_staff_is_not_added(course, user):
    with pytest.raises(CannotAdd, match="いまの職員ではありません。"):
        add(course, user())
