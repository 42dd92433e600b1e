"""The desk has a letter written to everybody it is for."""

import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.training import LetterOrderFactory, SessionFactory, SessionLetterFactory, TraineeFactory
from tests.harness import NOON, THE_DESK
from training.enums import LetterKind
from training.models import LetterOrder, SessionLetter
from training.usecases.order_letters import NOBODY, STILL, CannotOrderLetters, order_letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(open=True)


def order(session, readers, kind=LetterKind.INVITATION):
    return order_letters(session=session, kind=kind, note="ひとこと", readers=readers, by=THE_DESK, at=NOON)


def refused(session, readers, **fields):
    with pytest.raises(CannotOrderLetters) as caught:
        order(session, readers, **fields)
    assert not LetterOrder.objects.filter(note="ひとこと").exists()
    return str(caught.value)


def test_the_rows_stand_first_and_wake_the_worker(session, django_capture_on_commit_callbacks):
    people = TraineeFactory.create_batch(2, course=session.course, session=session)

    with django_capture_on_commit_callbacks() as woken:
        row = order(session, 2)

    assert (row.kind, row.note, row.ordered_by, row.next_try_at, len(woken)) == (
        "INVITATION",
        "ひとこと",
        THE_DESK.label,
        NOON,
        1,
    )
    rows = SessionLetter.objects.order_by("pk")
    assert [(one.trainee, one.order, one.prepared_at, one.mail) for one in rows] == [
        (one, row, None, None) for one in people
    ]
    assert OutgoingMail.objects.count() == 0
    assert AuditEvent.objects.get().keys == {"kind": "INVITATION", "letters": 2}


def test_later_it_goes_to_those_alone_who_do_not_have_it(session):
    SessionLetterFactory(order__session=session)
    new = TraineeFactory(course=session.course, session=session)

    row = order(session, 1)

    assert [one.trainee for one in SessionLetter.objects.filter(order=row)] == [new]


def test_a_letter_out_of_its_time_does_not_go(session):
    TraineeFactory(course=session.course, session=session)

    assert refused(session, 1, kind=LetterKind.MISSED).startswith("自習の案内は、終了の段階にして")


def test_one_order_at_a_time(session):
    LetterOrderFactory(session=session, waiting=True)
    TraineeFactory(course=session.course, session=session)

    assert refused(session, 1) == STILL


def test_to_nobody_nothing_goes(session):
    assert refused(session, 0) == NOBODY


def test_it_goes_to_as_many_as_the_desk_has_read(session):
    TraineeFactory.create_batch(2, course=session.course, session=session)

    assert refused(session, 1) == (
        "読んだあとに、送る相手が1人から2人に変わりました。人数を確かめて、もう一度押してください。"
    )


@pytest.mark.parametrize("people", [1, 3])
def test_an_order_costs_the_same_for_one_and_three(session, people, django_assert_num_queries):
    TraineeFactory.create_batch(people, course=session.course, session=session)

    with django_assert_num_queries(8):
        order(session, people)
