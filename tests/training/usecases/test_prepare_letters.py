"""The worker writes the letters that were ordered."""

from datetime import timedelta

import pytest

from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.notifications.usecases.take_order import GAVE_UP, LEASE
from tests.factories.training import LetterOrderFactory, SessionFactory, SessionLetterFactory, TraineeFactory
from tests.harness import NOON
from training.enums import Duty, Origin
from training.models import LetterOrder, SessionLetter, Trainee
from training.usecases import prepare_letters as module
from training.usecases.prepare_letters import prepare_letters, preview

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    session = SessionFactory(open=True, course__name="管理職研修", url="https://meet.example/x")
    return LetterOrderFactory(session=session, waiting=True, note="資料を読んできてください。")


def letter(order, **fields):
    return SessionLetterFactory(order=order, **fields)


def test_each_gets_the_own_link_and_the_note(order):
    one = letter(order, trainee__user__name="生駒 花子", trainee__user__email="hanako@city.example")
    letter(order)

    prepare_letters(at=NOON)

    one.refresh_from_db()
    order.refresh_from_db()
    mail = one.mail
    assert (mail.to, mail.about, mail.template) == (
        "hanako@city.example",
        f"trainee:{one.trainee_id}",
        "training/invitation",
    )
    assert mail.subject == "【奈良市公民連携デスク】【要対応】研修のご案内：管理職研修"
    assert mail.body.startswith("生駒 花子様\n")
    assert "資料を読んできてください。" in mail.body
    assert "https://meet.example/x" not in mail.body
    assert mail.secret.startswith("http://127.0.0.1:8000/ka/kenshu/link/")
    assert (one.prepared_at, order.next_try_at, order.attempts) == (NOON, None, 0)
    assert OutgoingMail.objects.values("secret").distinct().count() == 2


def test_a_substitute_reads_whose_place_it_is(order):
    stands_in = TraineeFactory(
        course=order.session.course, session=order.session, origin=Origin.SUBSTITUTE, reason="出張"
    )
    TraineeFactory(course=order.session.course, session=order.session, substitute=stands_in, user__name="若草 太郎")
    letter(order, trainee=stands_in)

    prepare_letters(at=NOON)

    assert "若草 太郎さんの代わりに、次の研修への出席をお願いします。" in OutgoingMail.objects.get().body


def test_what_is_read_before_is_what_arrives(order):
    one = letter(order)

    read = preview(session=order.session, kind=order.kind, trainee=one.trainee, note=order.note, at=NOON)
    prepare_letters(at=NOON)

    mail = OutgoingMail.objects.get()
    assert read == (mail.subject, mail.body)


def test_who_was_excused_or_moved_meanwhile_gets_none(order):
    goes, excused, moved = letter(order), letter(order), letter(order)
    Trainee.objects.filter(pk=excused.trainee_id).update(duty=Duty.EXCUSED, reason="休み", session=None)
    Trainee.objects.filter(pk=moved.trainee_id).update(session=SessionFactory(course=order.session.course))

    prepare_letters(at=NOON)

    assert list(SessionLetter.objects.all()) == [goes]
    assert OutgoingMail.objects.count() == 1


def test_batch_after_batch(order, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(3):
        letter(order)

    counts = []
    while prepare_letters(at=NOON):
        counts.append(OutgoingMail.objects.count())

    assert counts == [2, 3]


def test_a_batch_that_lost_its_worker_is_written_again_and_nothing_twice(order, monkeypatch):
    letter(order)

    def die(**_):
        raise RuntimeError("the worker is gone")

    with monkeypatch.context() as patched:
        patched.setattr(module, "send_links", die)
        with pytest.raises(RuntimeError):
            prepare_letters(at=NOON)

    assert prepare_letters(at=NOON) is None
    assert prepare_letters(at=NOON + LEASE) == order
    assert prepare_letters(at=NOON + LEASE + timedelta(hours=1)) is None
    assert OutgoingMail.objects.count() == 1


def test_after_three_attempts_it_gives_up_and_goes_on_with_the_next(order):
    LetterOrder.objects.filter(pk=order.pk).update(attempts=3)
    letter(order)
    later = LetterOrderFactory(waiting=True)
    letter(later)

    assert prepare_letters(at=NOON) == later
    order.refresh_from_db()
    assert (order.problem, order.next_try_at) == (GAVE_UP, None)


def test_nothing_ordered_is_nothing_to_do():
    assert prepare_letters(at=NOON) is None


@pytest.mark.parametrize("people", [1, 3])
def test_a_batch_costs_the_same_for_one_and_three(order, people, settings, django_assert_num_queries):
    settings.CITY_SETTINGS_SECONDS = 60
    for _ in range(people):
        letter(order)
    preview(session=order.session, kind=order.kind, trainee=order.letters.first().trainee, note="", at=NOON)

    with django_assert_num_queries(17):
        prepare_letters(at=NOON)
