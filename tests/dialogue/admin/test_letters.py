import pytest
import time_machine
from django.urls import reverse

from dialogue.enums import EventState
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import StaffFactory
from tests.factories.dialogue import EventFactory, ParticipantFactory
from tests.harness import NOON, StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk():
    return StrictClient.of(StaffFactory(desk=True))


def address(event, kind="confirmed"):
    return reverse("admin:dialogue_event_letter", args=[event.pk, kind])


def test_the_desk_reads_the_letter_then_sends_it(desk):
    event = EventFactory(fixed=True)
    person = ParticipantFactory(registration__event=event, name="秋篠 実", email="kyaku@company.example")
    ParticipantFactory(registration__event=event, name="あとの人", email="ato@company.example")
    words = {"to": [f"participant:{person.code}"], "note": "駐車場が狭いです。"}

    seen = desk.post(address(event), words).content.decode()
    assert "秋篠 実が読む文面" in seen
    assert "駐車場が狭いです。" in seen
    assert "1件に送る" in seen
    assert OutgoingMail.objects.count() == 0

    desk.post(address(event), {**words, "send": "1"})
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["kyaku@company.example"]
    again = desk.get(address(event)).content.decode()
    assert "もう送った相手（1件）" in again
    assert f"participant:{person.code}" not in again


def test_nobody_ticked_keeps_what_was_typed(desk):
    event = EventFactory(fixed=True)
    ParticipantFactory(registration__event=event, email="kyaku@company.example")

    page = desk.post(address(event), {"note": "消えては困る言葉", "send": "1"}).content.decode()

    assert "送る相手が選ばれていません。" in page
    assert "消えては困る言葉" in page
    assert OutgoingMail.objects.count() == 0


def test_a_letter_of_another_stage_leads_back_with_what_to_do(desk):
    event = EventFactory(open=True)

    response = desk.get(address(event), follow=True)

    assert "参加の確定は、確定の段階にしてから送れます。" in response.content.decode()
    assert response.redirect_chain[-1][0] == reverse("admin:dialogue_event_letters", args=[event.pk])


def test_what_changed_between_reading_and_sending_is_said(desk):
    event = EventFactory(fixed=True)
    person = ParticipantFactory(registration__event=event, email="kyaku@company.example")
    words = {"to": [f"participant:{person.code}"], "send": "1"}
    desk.post(address(event), words)

    page = desk.post(address(event), words).content.decode()

    assert "選んだ相手の中に、いまは送れない相手がいます。" in page
    assert OutgoingMail.objects.count() == 1


def test_there_is_no_fifth_letter(desk):
    assert desk.get(address(EventFactory(state=EventState.FIXED), "birthday")).status_code == 404
