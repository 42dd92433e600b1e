import pytest

from dialogue.enums import EventState
from dialogue.usecases.replace_person import CannotReplace, replace_person
from nara_renkei.core.models import AuditEvent
from tests.dialogue.entries import HANAKO
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.harness import NOON, THE_COMPANY

pytestmark = pytest.mark.django_db


def replace(person):
    return replace_person(person=person, words=HANAKO, by=THE_COMPANY, at=NOON)


@pytest.mark.parametrize("state", [EventState.OPEN, EventState.FIXED, EventState.TODAY])
def test_somebody_else_comes_with_a_badge_of_their_own(state):
    person = ParticipantFactory(registration__event=EventFactory(state=state), position=1)

    new = replace(person)

    person.refresh_from_db()
    assert (person.left_at, person.replaced_by) == (NOON, new)
    assert (new.name, new.email, new.position, new.registration) == (
        "生駒花子",
        "hanako@company.example",
        1,
        person.registration,
    )
    assert new.code != person.code
    assert AuditEvent.objects.get(verb="registration.replace").keys == {"left": person.code, "came": new.code}


@pytest.mark.parametrize(
    "registration",
    [
        lambda: RegistrationFactory(cancelled=True),
        lambda: RegistrationFactory(event=EventFactory(ended=True)),
    ],
)
def test_of_a_cancelled_registration_or_after_the_event_nobody_is_replaced(registration):
    person = ParticipantFactory(registration=registration())

    with pytest.raises(CannotReplace, match="いまは、参加する人を替えられません。公民連携デスクへお電話ください。"):
        replace(person)


def test_who_was_replaced_is_not_replaced_twice():
    person = ParticipantFactory(name="奈良一郎")
    replace(person)

    with pytest.raises(CannotReplace, match="奈良一郎さんは、もう参加する人ではありません。"):
        replace(person)
