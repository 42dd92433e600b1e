from datetime import timedelta

import pytest

from dialogue.enums import EventState, Invites, LetterKind
from dialogue.models import EventLetter
from dialogue.queries.letters import recipients_of
from dialogue.usecases.send_event_letters import CHANGED, NOBODY, OVER, CannotSend, preview, send_event_letters
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import MemberFactory
from tests.factories.dialogue import (
    EventFactory,
    EventInvitationFactory,
    ParticipantFactory,
    RegistrationFactory,
)
from tests.factories.directory import AgreementFactory, DivisionFactory, OrganizationFactory
from tests.harness import NOON, THE_DESK, mail_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def send(event, kind, to, note="", at=NOON):
    return send_event_letters(event=event, kind=kind, to=to, note=note, by=THE_DESK, at=at)


def keys(event, kind):
    return [one.key for one in recipients_of(event, kind)]


def test_partners_and_every_division_are_invited_except_those_that_entered():
    event = EventFactory(open=True)
    partner, entered = (AgreementFactory().organization for _ in range(2))
    OrganizationFactory()
    MemberFactory(organization=partner, user__email="madoguchi@company.example")
    RegistrationFactory(event=event, organization=entered)
    division = DivisionFactory()
    DivisionFactory(email="", accepts_routing=False)
    coming = RegistrationFactory(event=event, of_division=True).division

    found = recipients_of(event, LetterKind.INVITATION)

    assert [one.name for one in found] == [partner.name, division.name]
    assert found[0].addresses == ("madoguchi@company.example",)
    assert coming.name not in {one.name for one in found}


@pytest.mark.parametrize(
    ("invites", "names"), [(Invites.CHOSEN, ["選んだ会社"]), (Invites.OPEN, ["選んだ会社", "協定の会社"])]
)
def test_chosen_organizations_are_invited(invites, names):
    event = EventFactory(open=True, invites=invites)
    EventInvitationFactory(event=event, organization__name="選んだ会社", organization__kana="ア")
    AgreementFactory(organization__name="協定の会社", organization__kana="イ")

    assert [one.name for one in recipients_of(event, LetterKind.INVITATION)] == names


def test_an_invitation_goes_to_everybody_of_the_organization_once():
    event = EventFactory(open=True)
    partner = AgreementFactory().organization
    for name in ("hitori", "futari"):
        MemberFactory(organization=partner, user__email=f"{name}@company.example")
    key = f"organization:{partner.pk}"

    sent = send(event, LetterKind.INVITATION, [key], note="お待ちしています。")

    assert [one.key for one in sent] == [key]
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True)) == [
        "hitori@company.example",
        "futari@company.example",
    ]
    assert "お待ちしています。" in mail_text()
    assert f"/dialogue/{event.slug}/moushikomi/" in mail_text()
    assert AuditEvent.objects.get(verb="event.letter").keys == {"kind": "INVITATION", "to": [key]}
    with pytest.raises(CannotSend, match="いまは送れない相手がいます"):
        send(event, LetterKind.INVITATION, [key])
    assert OutgoingMail.objects.count() == 2


def test_each_person_gets_the_link_to_the_own_page_on_the_own_host():
    event = EventFactory(fixed=True)
    guest = ParticipantFactory(registration__event=event, email="kyaku@company.example")
    host = ParticipantFactory(registration=RegistrationFactory(event=event, of_division=True, email="ka@city.example"))
    ParticipantFactory(registration__event=event, left_at=NOON)

    assert keys(event, LetterKind.CONFIRMED) == [f"participant:{guest.code}", f"participant:{host.code}"]
    send(event, LetterKind.CONFIRMED, keys(event, LetterKind.CONFIRMED))

    links = {link.purpose: (link.email, link.expires_at) for link in CapabilityLink.objects.all()}
    assert links[LinkPurpose.PARTICIPANT][0] == "kyaku@company.example"
    # who gave no address is written to where the 課 is
    assert links[LinkPurpose.STAFF_PARTICIPANT][0] == "ka@city.example"
    secrets = dict(OutgoingMail.objects.values_list("to", "secret"))
    assert "/dialogue/watashi/" in secrets["kyaku@company.example"]
    assert "/ka/dialogue/watashi/" in secrets["ka@city.example"]
    assert local_day(links[LinkPurpose.PARTICIPANT][1]) == event.held_on + timedelta(days=30)


def test_thanks_go_to_those_who_came_unless_nobody_was_checked_in():
    event = EventFactory(ended=True)
    came = ParticipantFactory(registration__event=event, arrived_at=NOON, arrival_by="受付")
    ParticipantFactory(registration__event=event)

    assert keys(event, LetterKind.THANKS) == [f"participant:{came.code}"]

    came.arrived_at, came.arrival_by = None, ""
    came.save()
    assert len(keys(event, LetterKind.THANKS)) == 2


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        (LetterKind.INVITATION, EventState.PREPARING, "招待は、募集の段階のときに"),
        (LetterKind.CONFIRMED, EventState.OPEN, "「確定の段階にする」を押してください"),
        (LetterKind.EVE, EventState.OPEN, "確定の段階になってから"),
        (LetterKind.THANKS, EventState.TODAY, "「終了の段階にする」を押してください"),
    ],
)
def test_a_letter_waits_for_its_stage(kind, state, words):
    event = EventFactory(state=state)

    with pytest.raises(CannotSend, match=words):
        send(event, kind, ["division:1"])


def test_nobody_ticked_is_nobody_written_to():
    with pytest.raises(CannotSend, match=NOBODY):
        send(EventFactory(open=True), LetterKind.INVITATION, [])
    assert OutgoingMail.objects.count() == 0


def test_with_one_unknown_nobody_gets_it():
    event = EventFactory(open=True)
    division = DivisionFactory()

    with pytest.raises(CannotSend, match=CHANGED):
        send(event, LetterKind.INVITATION, [f"division:{division.pk}", "division:0"])
    assert (OutgoingMail.objects.count(), EventLetter.objects.count()) == (0, 0)


def test_a_page_that_has_closed_is_not_linked():
    event = EventFactory(ended=True)
    person = ParticipantFactory(registration__event=event, email="kyaku@company.example")

    with pytest.raises(CannotSend, match=OVER):
        send(event, LetterKind.THANKS, [f"participant:{person.code}"], at=event.ends + timedelta(days=40))


@pytest.mark.parametrize("kind", LetterKind)
def test_what_is_previewed_is_what_is_sent(kind):
    state = {"INVITATION": EventState.OPEN, "THANKS": EventState.ENDED}.get(kind, EventState.FIXED)
    event = EventFactory(state=state, access="新大宮駅から歩いて10分。")
    if kind == LetterKind.INVITATION:
        DivisionFactory()
    else:
        ParticipantFactory(registration__event=event, email="kyaku@company.example")
    recipient = recipients_of(event, kind)[0]

    seen = preview(event=event, kind=kind, to=recipient, note="ひとこと")
    send(event, kind, [recipient.key], note="ひとこと")

    mail = OutgoingMail.objects.get()
    assert (mail.subject, mail.body) == seen


@pytest.mark.parametrize("count", [1, 3])
def test_the_recipients_are_found_in_the_same_number_of_queries(count, django_assert_max_num_queries):
    event = EventFactory(open=True)
    for _ in range(count):
        MemberFactory(organization=AgreementFactory().organization)
        DivisionFactory()

    with django_assert_max_num_queries(4):
        assert len(recipients_of(event, LetterKind.INVITATION)) == 2 * count
