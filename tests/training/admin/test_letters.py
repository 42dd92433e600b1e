"""手紙 of a 回, as the desk sends them."""

import pytest
from django.urls import reverse

from nara_renkei.notifications.models import OutgoingMail
from tests.factories.notifications import OutgoingMailFactory
from tests.factories.training import LetterOrderFactory, SessionFactory, SessionLetterFactory, TraineeFactory
from tests.harness import NOON
from training.models import SessionLetter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def session():
    return SessionFactory(open=True)


def url(session, kind="invitation", page="letter"):
    args = [session.pk] if page == "letters" else [session.pk, kind]
    return reverse(f"admin:training_session_{page}", args=args)


def test_the_letters_say_when_each_may_go_and_who_gets_none(desk_client, session):
    TraineeFactory(course=session.course)
    SessionLetterFactory(order__session=session)

    page = desk_client.get(url(session, page="letters")).content.decode()

    assert "回が決まっていない人が1人います。その人には届きません。" in page
    assert "これまで1通" in page
    assert "自習の案内は、終了の段階にして" in page


def test_the_desk_reads_the_letter_then_orders_it(desk_client, session, django_capture_on_commit_callbacks):
    TraineeFactory(course=session.course, session=session, user__name="生駒 花子")
    TraineeFactory(course=session.course, session=session)

    read = desk_client.post(url(session), {"note": "資料を読んできてください。", "readers": "2"}).content.decode()
    assert "これから届く人は<strong>2人</strong>です。" in read
    assert "生駒 花子さんが読む文面" in read
    assert "資料を読んできてください。" in read
    assert SessionLetter.objects.count() == 0

    with django_capture_on_commit_callbacks(execute=True):
        desk_client.post(url(session), {"note": "資料を読んできてください。", "readers": "2", "send": "1"})
    assert OutgoingMail.objects.count() == 2
    after = desk_client.get(url(session)).content.decode()
    assert "<strong>2／2通</strong>を用意しました。" in after
    assert "いま送る相手はいません。" in after


def test_what_was_typed_before_a_refusal_stays(desk_client, session):
    TraineeFactory(course=session.course, session=session)

    page = desk_client.post(url(session), {"note": "消えては困る言葉", "readers": "5", "send": "1"}).content.decode()

    assert "送る相手が5人から1人に変わりました。" in page
    assert "消えては困る言葉" in page


def test_too_long_a_note_sends_nothing(desk_client, session):
    TraineeFactory(course=session.course, session=session)

    page = desk_client.post(url(session), {"note": "あ" * 401, "readers": "1", "send": "1"}).content.decode()

    assert "400文字以内で入力してください。" in page
    assert SessionLetter.objects.count() == 0


def test_the_page_asks_again_while_letters_are_on_their_way(desk_client, session):
    waits = LetterOrderFactory(session=session, waiting=True)
    SessionLetterFactory(order=waits)

    page = desk_client.get(url(session)).content.decode()
    now = desk_client.get(url(session, page="letter_now"))

    assert f'data-live="{url(session, page="letter_now")}"' in page
    assert "<strong>0／1通</strong>を用意しました。" in now.content.decode()
    assert "no-store" in now["Cache-Control"]


def test_who_cannot_be_reached_is_named(desk_client, session):
    order = LetterOrderFactory(session=session)
    mail = OutgoingMailFactory(dead=True)
    SessionLetterFactory(order=order, mail=mail, prepared_at=NOON, trainee__user__name="届かない 人")

    page = desk_client.get(url(session)).content.decode()

    assert "<strong>1通</strong>は届いていません。" in page
    assert "届かない 人" in page
    assert "data-live" not in page


def test_what_the_worker_could_not_write_is_said(desk_client, session):
    SessionLetterFactory(order=LetterOrderFactory(session=session, problem="用意できませんでした。見本"))

    assert "用意できませんでした。見本" in desk_client.get(url(session)).content.decode()


def test_out_of_its_time_a_letter_has_no_button(desk_client, session):
    page = desk_client.get(url(session, "missed")).content.decode()

    assert "自習の案内は、終了の段階にして" in page
    assert 'name="send"' not in page


@pytest.mark.parametrize("page", ["letter", "letter_now"])
def test_there_is_no_fifth_letter(desk_client, session, page):
    assert desk_client.get(url(session, "nai", page)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(desk_client, session, people, django_assert_num_queries):
    order = LetterOrderFactory(session=session)
    for _ in range(people):
        SessionLetterFactory(order=order, mail=OutgoingMailFactory(dead=True), prepared_at=NOON)
        TraineeFactory(course=session.course, session=session)
    desk_client.get(url(session))

    with django_assert_num_queries(12):
        desk_client.get(url(session))
