import pytest
from django.urls import reverse

from dialogue.enums import EventState
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.dialogue import EventFactory, ParticipantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def address(event, kind="confirmed"):
    return reverse("admin:dialogue_event_letter", args=[event.pk, kind])


def test_the_desk_reads_the_letter_then_sends_it(desk_client):
    event = EventFactory(fixed=True)
    person = ParticipantFactory(registration__event=event, name="秋篠 実", email="kyaku@company.example")
    ParticipantFactory(registration__event=event, name="あとの人", email="ato@company.example")
    words = {"to": [f"participant:{person.code}"], "note": "駐車場が狭いです。"}

    seen = desk_client.post(address(event), words).content.decode()
    assert "秋篠 実が読む文面" in seen
    assert "駐車場が狭いです。" in seen
    assert "1件に送る" in seen
    assert OutgoingMail.objects.count() == 0

    desk_client.post(address(event), {**words, "send": "1"})
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["kyaku@company.example"]
    again = desk_client.get(address(event)).content.decode()
    assert "もう送った相手（1件）" in again
    assert f"participant:{person.code}" not in again


def test_nobody_ticked_keeps_what_was_typed(desk_client):
    event = EventFactory(fixed=True)
    ParticipantFactory(registration__event=event, email="kyaku@company.example")

    page = desk_client.post(address(event), {"note": "消えては困る言葉", "send": "1"}).content.decode()

    assert "送る相手が選ばれていません。" in page
    assert "消えては困る言葉" in page
    assert OutgoingMail.objects.count() == 0


def test_a_letter_of_another_stage_leads_back_with_what_to_do(desk_client):
    event = EventFactory(open=True)

    response = desk_client.get(address(event), follow=True)

    assert "参加の確定は、確定の段階にしてから送れます。" in response.content.decode()
    assert response.redirect_chain[-1][0] == reverse("admin:dialogue_event_letters", args=[event.pk])


def test_what_changed_between_reading_and_sending_is_said(desk_client):
    event = EventFactory(fixed=True)
    person = ParticipantFactory(registration__event=event, email="kyaku@company.example")
    words = {"to": [f"participant:{person.code}"], "send": "1"}
    desk_client.post(address(event), words)

    page = desk_client.post(address(event), words).content.decode()

    assert "選んだ相手の中に、いまは送れない相手がいます。" in page
    assert OutgoingMail.objects.count() == 1


def test_there_is_no_fifth_letter(desk_client):
    assert desk_client.get(address(EventFactory(state=EventState.FIXED), "birthday")).status_code == 404
