"""Somebody comes to another 回."""

from datetime import timedelta

import pytest

from nara_renkei.core.actors import DIVISION, Actor
from nara_renkei.core.models import AuditEvent
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK, TODAY
from training.enums import Origin, SessionState
from training.models import Session
from training.usecases.lock_place import CannotPlace
from training.usecases.move_trainee import OWN_CHOICE, choose_session, move_trainee

pytestmark = pytest.mark.django_db
THE_PERSON = Actor(DIVISION, "課長 一", "user:1")


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def first(course):
    return SessionFactory(course=course, open=True, number=1)


@pytest.fixture
def second(course):
    return SessionFactory(course=course, open=True, number=2, held_on=TODAY + timedelta(days=60), capacity=1)


@pytest.fixture
def trainee(course, first):
    return TraineeFactory(course=course, session=first, user__name="課長 一")


def move(trainee, to, reason="議会のため"):
    return move_trainee(trainee=trainee, to=to, reason=reason, by=THE_DESK, at=NOON)


def refused(trainee, to, words):
    with pytest.raises(CannotPlace, match=words):
        move(trainee, to)


def test_the_desk_moves_somebody_with_a_reason(trainee, first, second):
    moved = move(trainee, second)

    assert (moved.session, moved.reason, moved.set_by) == (second, "議会のため", THE_DESK.label)
    assert AuditEvent.objects.get(verb="trainee.move").keys == {"origin": first.pk, "target": second.pk}


def test_a_full_session_takes_nobody(trainee, second, course):
    TraineeFactory(course=course, session=second)

    refused(trainee, second, r"第2回は、定員（1人）に達しています。ほかの回を選んでください。")


def test_whoever_sends_a_substitute_takes_no_place(trainee, second, course):
    stands_in = TraineeFactory(course=course, session=second, origin=Origin.SUBSTITUTE, reason="出張")
    Session.objects.filter(pk=second.pk).update(capacity=2)
    TraineeFactory(course=course, session=second, substitute=stands_in)

    assert move(trainee, second).session == second


def test_nobody_is_in_two_at_once(trainee, second):
    other = SessionFactory(held_on=second.held_on, course__name="財政の研修", number=7)
    TraineeFactory(course=other.course, session=other, user=trainee.user)

    refused(trainee, second, "課長 一さんは、同じ時間の「財政の研修 第7回」（.*）に出ることになっています。")


def test_where_somebody_is_already_is_no_move(trainee, first):
    refused(trainee, first, "もう第1回に出ることになっています。")


def test_a_session_of_another_training_is_none(trainee):
    refused(trainee, SessionFactory(open=True), "ほかの研修の回は選べません。")


def test_who_is_excused_must_be_put_back_first(course, second):
    refused(TraineeFactory(course=course, excused=True), second, "免除です。先に対象に戻してください。")


def test_who_sends_a_substitute_takes_them_back_first(trainee, second, course):
    trainee.substitute = TraineeFactory(course=course, origin=Origin.SUBSTITUTE, reason="出張")
    trainee.save()

    refused(trainee, second, "先に代わりを取りやめてから")


def test_a_substitute_comes_to_the_session_of_the_person(course, second):
    stands_in = TraineeFactory(course=course, origin=Origin.SUBSTITUTE, reason="出張")

    refused(stands_in, second, "代わりの人の回は変えられません。")


def test_who_came_came(trainee, first, second):
    AttendanceFactory(trainee=trainee, session=first)

    refused(trainee, second, "もう出席しています。")


def test_somebody_chooses_another_session_themselves(trainee, second):
    chosen = choose_session(trainee=trainee, to=second, by=THE_PERSON, at=NOON)

    assert (chosen.session, chosen.reason, chosen.set_by) == (second, OWN_CHOICE, "課長 一")


def test_somebody_without_a_session_chooses_one(course, second):
    assert choose_session(trainee=TraineeFactory(course=course), to=second, by=THE_PERSON, at=NOON).session == second


@pytest.mark.parametrize("change", [{"state": SessionState.PREPARING}, {"state": SessionState.TODAY}])
def test_only_an_open_session_can_be_chosen(trainee, second, change):
    Session.objects.filter(pk=second.pk).update(**change)

    with pytest.raises(CannotPlace, match="公民連携デスクに連絡してください。"):
        choose_session(trainee=trainee, to=second, by=THE_PERSON, at=NOON)


def test_on_the_day_itself_nobody_leaves_by_themselves(trainee, first, second):
    Session.objects.filter(pk=first.pk).update(held_on=TODAY)
    trainee.refresh_from_db()

    with pytest.raises(CannotPlace, match="公民連携デスクに連絡してください。"):
        choose_session(trainee=trainee, to=second, by=THE_PERSON, at=NOON)
