import pytest

from dialogue.models import Event
from dialogue.queries.events import with_counts
from tests.factories.dialogue import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_an_event_is_counted_by_who_comes():
    event, empty = EventFactory(open=True), EventFactory()
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, of_division=True)
    RegistrationFactory(event=event, waiting=True)
    RegistrationFactory(event=event, cancelled=True)

    counts = {one.pk: (one.companies, one.divisions, one.waiting) for one in with_counts(Event.objects.all())}

    assert counts == {event.pk: (2, 1, 1), empty.pk: (0, 0, 0)}
