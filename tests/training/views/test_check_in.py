"""出席の受付, from the QR of the screen to the mark."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from tests.factories.accounts import StaffFactory
from tests.factories.training import AttendanceFactory, SessionFactory, TraineeFactory
from tests.harness import NOON, StrictClient
from tests.training.links import link_to
from training.enums import Mark, SessionState, Way
from training.models import Attendance
from training.queries.arrivals import room_screen
from training.rules.codes import spaced, step_of, typed_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture
def session():
    return SessionFactory(today=True)


@pytest.fixture
def trainee(session):
    return TraineeFactory(course=session.course, session=session, user=StaffFactory(name="見本次郎"))


def door(session):
    return reverse("training:check_in", args=[session.course.slug])


def qr(session, at=NOON):
    """What a telephone reads from the screen."""
    address = room_screen(session, at).address
    return address[address.index("/ka/") :]


def test_the_qr_opens_one_button_and_the_button_marks(session, trainee):
    browser = StrictClient.of(trainee.user)

    assert "見本次郎さんの出席が付きます" in browser.get(qr(session)).text
    assert Attendance.objects.count() == 0

    answer = browser.post(door(session), follow=True)
    assert "見本次郎さんの出席は、12時00分に付きました。" in answer.text
    one = Attendance.objects.get()
    assert (one.trainee, one.mark, one.way) == (trainee, Mark.PRESENT, Way.QR)


def test_by_the_personal_link_it_is_the_same(client, session, trainee):
    client.get(link_to(trainee))
    client.get(qr(session))
    client.post(door(session))

    assert Attendance.objects.get().marked_by == "見本次郎（本人のリンク）"


def test_who_opens_the_link_after_the_qr_is_led_back_to_the_button(client, session, trainee, clock):
    answer = client.get(qr(session))
    assert (answer.status_code, "会場のQRは読み取りました" in answer.text) == (404, True)

    clock.shift(timedelta(minutes=3))
    assert client.get(link_to(trainee)).url == door(session)
    client.post(door(session))
    assert Attendance.objects.get().trainee == trainee


def test_who_signs_in_after_the_qr_finds_the_button(client, session, trainee, clock):
    client.get(qr(session))
    client.force_login(trainee.user)
    clock.shift(timedelta(minutes=4))

    assert "出席が付きます" in client.get(door(session)).text


@pytest.mark.parametrize("after", [timedelta(minutes=1), timedelta(days=1)])
def test_a_photographed_qr_opens_nothing_later(session, trainee, clock, after):
    photographed = qr(session)
    clock.shift(after)
    browser = StrictClient.of(trainee.user)

    assert "このQRは、もう使えません" in browser.get(photographed).text
    assert "このQRは、もう使えません" in browser.post(door(session)).text
    assert Attendance.objects.count() == 0


def test_a_qr_that_was_read_too_long_ago_opens_nothing(session, trainee, clock):
    browser = StrictClient.of(trainee.user)
    browser.get(qr(session))
    clock.shift(timedelta(minutes=6))

    assert "このQRは、もう使えません" in browser.post(door(session)).text
    assert Attendance.objects.count() == 0


def test_a_qr_counts_once(session, trainee):
    browser = StrictClient.of(trainee.user)
    browser.get(qr(session))
    browser.post(door(session))

    browser.force_login(other := TraineeFactory(course=session.course, session=session).user)
    browser.post(door(session))
    assert Attendance.objects.filter(trainee__user=other).exists() is False


def test_the_digits_do_for_who_has_no_camera(session, trainee):
    browser = StrictClient.of(trainee.user)
    code = spaced(typed_code(session.code_seed, step_of(NOON)))

    assert "6桁の番号" in browser.get(door(session)).text
    assert browser.post(door(session), {"code": code}).status_code == 302
    assert Attendance.objects.get().trainee == trainee


@pytest.mark.parametrize(("code", "words"), [("000000", "いまの番号ではありません"), ("", "6桁の番号を打ってください")])
def test_wrong_digits_are_refused_with_what_to_do(session, trainee, code, words):
    assert words in StrictClient.of(trainee.user).post(door(session), {"code": code}).text


def test_guessing_is_stopped_after_ten_tries(session, trainee):
    browser = StrictClient.of(trainee.user)
    for _ in range(10):
        browser.post(door(session), {"code": "000000"})

    right = typed_code(session.code_seed, step_of(NOON))
    assert "10分待つか" in browser.post(door(session), {"code": right}).text
    assert Attendance.objects.count() == 0


def test_who_is_on_no_list_is_told_whom_to_ask(session):
    browser = StrictClient.of(StaffFactory())

    assert browser.get(door(session)).status_code == 404
    assert "この回の名簿にいません。会場の係の人に声をかけてください" in browser.get(qr(session)).text
    assert "係の人が名簿に加えると" in browser.post(door(session)).text


def test_outside_the_day_the_page_says_when(session, trainee):
    session.state = SessionState.OPEN
    session.save()

    assert "まだ始まっていません" in StrictClient.of(trainee.user).get(door(session)).text


def test_a_company_finds_nothing(company_client, session):
    assert company_client.get(qr(session)).status_code == 404
    assert company_client.post(door(session)).status_code == 404


def test_the_own_page_leads_to_the_door_on_the_day_alone(session, trainee):
    browser, page = StrictClient.of(trainee.user), reverse("training:course", args=[session.course.slug])

    assert door(session) in browser.get(page).text
    AttendanceFactory(trainee=trainee, session=session)
    assert door(session) not in browser.get(page).text
