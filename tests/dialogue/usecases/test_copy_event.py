from datetime import timedelta

import pytest

from dialogue.enums import EventState
from dialogue.usecases.copy_event import copy_event
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def test_the_next_event_has_the_tables_of_the_old_one_and_none_of_its_people():
    old = EventFactory(ended=True, tables=5, rounds=4, place="ならまちセンター")
    RegistrationFactory(event=old)

    new = copy_event(
        event=old,
        name="奈良市公民連携ダイアログ 令和9年度",
        slug="dialogue-r9",
        held_on=TODAY + timedelta(days=400),
        closes_on=TODAY + timedelta(days=380),
        by=THE_DESK,
        at=NOON,
    )

    assert (new.tables, new.rounds, new.place) == (5, 4, "ならまちセンター")
    assert (new.state, new.copied_from, new.created_at) == (EventState.PREPARING, old, NOON)
    assert new.registrations.count() == 0
    assert AuditEvent.objects.get(verb="event.copy").keys == {"source": old.key}
