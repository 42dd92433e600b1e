"""Somebody else comes in a person's place."""

import pytest

from nara_renkei.core.models import AuditEvent
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from training.enums import Duty, Origin, SessionState
from training.models import Session, Trainee
from training.usecases.lock_place import CannotPlace
from training.usecases.send_substitute import drop_substitute, send_substitute

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(open=True, capacity=1)


@pytest.fixture
def trainee(session):
    return TraineeFactory(course=session.course, session=session, user__name="課長 一")


@pytest.fixture
def colleague():
    return StaffFactory(name="補佐 二")


def send(trainee, user):
    return send_substitute(trainee=trainee, user=user, reason="本人が出張のため", by=THE_DESK, at=NOON)


def drop(trainee):
    return drop_substitute(trainee=trainee, by=THE_DESK, at=NOON)


def refused(act, words):
    with pytest.raises(CannotPlace, match=words):
        act()


def expected_elsewhere(session, user):
    other = SessionFactory(held_on=session.held_on, course__name="財政の研修", number=7)
    TraineeFactory(course=other.course, session=other, user=user)


def test_the_substitute_has_the_place_and_the_person_still_must(trainee, colleague, session):
    row = send(trainee, colleague)

    trainee.refresh_from_db()
    assert (trainee.substitute, trainee.duty, trainee.session) == (row, Duty.REQUIRED, session)
    assert (row.user, row.session, row.origin, row.reason) == (
        colleague,
        session,
        Origin.SUBSTITUTE,
        "本人が出張のため",
    )
    assert list(Trainee.objects.expected()) == [row]
    assert list(Trainee.objects.required()) == [trainee]
    assert AuditEvent.objects.get(verb="trainee.substitute").keys == {"substitute": row.pk}


def test_who_had_left_the_list_may_stand_in(trainee, session):
    row = TraineeFactory(course=session.course, gone=True)

    assert send(trainee, row.user) == row


def test_who_is_on_the_list_may_not(trainee, session):
    other = TraineeFactory(course=session.course, excused=True, user__name="ほかの人")

    refused(lambda: send(trainee, other.user), r"ほかの人さんは、この研修の名簿にいます（免除）。")
    refused(lambda: send(trainee, trainee.user), "この研修の名簿にいます（対象）。")


def test_a_company_sends_nobody(trainee):
    refused(lambda: send(trainee, CompanyUserFactory()), "いまの職員ではありません。")


def test_the_substitute_may_not_be_expected_elsewhere(trainee, colleague, session):
    expected_elsewhere(session, colleague)

    refused(lambda: send(trainee, colleague), "補佐 二さんは、同じ時間の「財政の研修 第7回」")


def test_without_a_session_there_is_no_place_to_give(colleague):
    refused(lambda: send(TraineeFactory(), colleague), "先に回を決めてください。")


def test_an_excused_person_sends_nobody(trainee, colleague):
    Trainee.objects.filter(pk=trainee.pk).update(duty=Duty.EXCUSED, reason="休み")

    refused(lambda: send(trainee, colleague), "いま代わりを立てられません。")


def test_one_substitute_is_enough(trainee, colleague):
    send(trainee, colleague)

    refused(lambda: send(trainee, StaffFactory()), "もう代わりの人がいます。")


def test_who_came_needs_none(trainee, colleague, session):
    AttendanceFactory(trainee=trainee, session=session)

    refused(lambda: send(trainee, colleague), "もう出席しています。")


def test_the_person_comes_after_all(trainee, colleague, session):
    row = send(trainee, colleague)
    trainee.refresh_from_db()

    drop(trainee)

    trainee.refresh_from_db()
    row.refresh_from_db()
    assert (trainee.substitute, trainee.session) == (None, session)
    assert (row.duty, row.session) == (Duty.GONE, None)
    assert AuditEvent.objects.get(verb="trainee.substitute_dropped").keys == {"substitute": row.pk}


def test_where_nobody_stands_in_nobody_is_taken_back(trainee):
    refused(lambda: drop(trainee), "代わりの人は、もういません。")
    refused(lambda: drop(TraineeFactory()), "代わりの人は、もういません。")


def test_a_substitute_who_came_stays(trainee, colleague, session):
    row = send(trainee, colleague)
    AttendanceFactory(trainee=row, session=session)

    refused(lambda: drop(trainee), "代わりの補佐 二さんは、もう出席しています。")


def test_the_person_may_be_expected_elsewhere_by_now(trainee, colleague, session):
    send(trainee, colleague)
    expected_elsewhere(session, trainee.user)

    refused(
        lambda: drop(trainee), "課長 一さんは、同じ時間の「財政の研修 第7回」.*先に、どちらに出るかを決めてください。"
    )


def test_when_the_session_is_over_nothing_changes(trainee, colleague, session):
    Session.objects.filter(pk=session.pk).update(state=SessionState.ENDED)

    refused(lambda: send(trainee, colleague), "日付と段階を確かめてください。")
