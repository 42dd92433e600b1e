"""Whom a letter is for, and how far it is."""

from datetime import timedelta

import pytest

from nara_renkei.notifications.models import MailState
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.training import (
    AttendanceFactory,
    LetterOrderFactory,
    SessionFactory,
    SessionLetterFactory,
    TraineeFactory,
)
from tests.harness import NOON, TODAY
from training.enums import LetterKind, Mark, Origin
from training.models import SelfStudy
from training.queries.letters import Progress, letters_by_kind, not_delivered, progress, readers, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(open=True)


def on_the_list(session, **fields):
    return TraineeFactory(course=session.course, session=session, **fields)


def who(session, kind):
    return set(readers(session, kind, TODAY))


@pytest.mark.parametrize("kind", [LetterKind.INVITATION, LetterKind.EVE])
def test_those_who_come_are_invited_and_told_on_the_eve(session, kind):
    stands_in = on_the_list(session, origin=Origin.SUBSTITUTE, reason="出張")
    must = on_the_list(session)
    on_the_list(session, substitute=stands_in)
    on_the_list(session, user__last_day=TODAY - timedelta(days=1))
    on_the_list(session, user__is_active=False)
    TraineeFactory(course=session.course)
    TraineeFactory(course=session.course, excused=True)

    assert who(session, kind) == {must, stands_in}


def test_who_was_never_invited_is_not_reminded(session):
    on_the_list(session)
    invited = SessionLetterFactory(order__session=session).trainee
    moved_here = on_the_list(session)
    SessionLetterFactory(order__session=SessionFactory(course=session.course), trainee=moved_here)

    assert who(session, LetterKind.REMINDER) == {invited}


def test_who_must_and_came_to_no_session_is_asked_to_study(session):
    other = SessionFactory(course=session.course, ended=True)
    missing, absent, elsewhere, studied, studies = (on_the_list(session) for _ in range(5))
    stands_in = on_the_list(session, origin=Origin.SUBSTITUTE, reason="出張")
    away = on_the_list(session, substitute=stands_in)
    AttendanceFactory(trainee=absent, session=session, mark=Mark.ABSENT)
    AttendanceFactory(trainee=elsewhere, session=other, mark=Mark.LATE)
    SelfStudy.objects.create(trainee=studied, session=session, passed_at=NOON)
    SelfStudy.objects.create(trainee=studies, session=session)

    assert who(session, LetterKind.MISSED) == {missing, absent, studies, away}


def test_who_has_the_letter_does_not_wait_for_it(session):
    has_it, waits = on_the_list(session), on_the_list(session)
    order = LetterOrderFactory(session=session)
    SessionLetterFactory(order=order, trainee=has_it)

    assert set(waiting(session, LetterKind.INVITATION, TODAY)) == {waits}
    assert set(waiting(session, LetterKind.EVE, TODAY)) == {has_it, waits}


def letters(session, *mails):
    order = LetterOrderFactory(session=session)
    return [SessionLetterFactory(order=order, mail=mail, prepared_at=mail and NOON) for mail in mails]


def test_how_far_the_letters_are_is_counted(session):
    dead = OutgoingMailFactory(dead=True)
    mails = letters(
        session,
        OutgoingMailFactory(sent=True),
        OutgoingMailFactory(),
        dead,
        OutgoingMailFactory(state=MailState.EXPIRED),
        None,
    )

    found = progress(session, LetterKind.INVITATION)

    assert found == Progress(total=5, prepared=4, sent=1, dead=2, is_working=False, problem="")
    assert found.is_going is True
    assert [one.mail for one in not_delivered(session, LetterKind.INVITATION)] == [dead, mails[3].mail]
    assert letters_by_kind(session) == {"INVITATION": 5}


def test_when_all_are_sent_nothing_changes_any_more(session):
    letters(session, OutgoingMailFactory(sent=True))

    assert progress(session, LetterKind.INVITATION).is_going is False
    assert progress(session, LetterKind.EVE) == Progress(0, 0, 0, 0, is_working=False, problem="")


def test_the_last_order_says_whether_the_worker_is_at_it(session):
    LetterOrderFactory(session=session, problem="用意できませんでした。")
    assert progress(session, LetterKind.INVITATION).problem == "用意できませんでした。"

    LetterOrderFactory(session=session, waiting=True)
    found = progress(session, LetterKind.INVITATION)
    assert (found.is_working, found.is_going, found.problem) == (True, True, "")
