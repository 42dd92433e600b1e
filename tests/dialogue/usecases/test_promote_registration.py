import pytest

from dialogue.models import Event, Registration
from dialogue.usecases.promote_registration import CannotPromote, promote_registration
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def promote(registration, *, tells=False):
    return promote_registration(registration=registration, tells=tells, by=THE_DESK, at=NOON)


def test_who_waits_gets_a_free_place_and_is_told_only_when_ticked():
    event = EventFactory(fixed=True, company_capacity=2)
    silent, told = (RegistrationFactory(event=event, waiting=True) for _ in range(2))

    promote(silent)
    promote(told, tells=True)

    assert {one.state for one in Registration.objects.all()} == {"ENTERED"}
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template, mail.about) == (told.email, "dialogue/promoted", told.key)
    assert f"/dialogue/{event.slug}/moushikomi/" in mail.body
    assert [one.keys for one in AuditEvent.objects.order_by("pk")] == [{"told": False}, {"told": True}]


def test_a_division_is_led_to_its_own_page():
    kept = RegistrationFactory(of_division=True, waiting=True)

    promote(kept, tells=True)

    assert f"/ka/dialogue/{kept.event.slug}/moushikomi/" in OutgoingMail.objects.get().body


def test_without_a_free_place_the_desk_reads_what_to_do():
    event = EventFactory(open=True, company_capacity=1)
    RegistrationFactory(event=event)

    with pytest.raises(CannotPromote, match="定員（1）に空きがありません。取消しを待つか、"):
        promote(RegistrationFactory(event=event, waiting=True))


def test_who_does_not_wait_or_whose_event_is_over_is_not_promoted():
    for kept in (RegistrationFactory(), RegistrationFactory(waiting=True, event=EventFactory(ended=True))):
        with pytest.raises(CannotPromote, match="この申込みは、いまは空き待ちではありません。"):
            promote(kept)


def test_what_could_be_promoted_is_what_waits_beside_a_free_place():
    full, free = (EventFactory(open=True, company_capacity=1, division_capacity=1) for _ in range(2))
    RegistrationFactory(event=full)
    RegistrationFactory(event=full, waiting=True)
    RegistrationFactory(event=EventFactory(ended=True), waiting=True)
    RegistrationFactory(event=free)
    division = RegistrationFactory(event=free, of_division=True, waiting=True)
    RegistrationFactory(event=free, waiting=True)

    assert list(Registration.objects.to_promote()) == [division]
    Event.objects.filter(pk=full.pk).update(company_capacity=2)
    assert Registration.objects.to_promote().count() == 2
