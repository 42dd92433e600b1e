"""One world with hard words in it for each file of tests: made once, taken back when the file is done."""

from collections.abc import Iterator

import pytest

from screening.models import Screening
from tests.factories.dialogue import EncounterNoteFactory, SeatFactory, SeatingPlanFactory
from tests.factories.screening import ContactFactory, DecisionFactory, FindingFactory, NoteFactory
from tests.factories.surveys import AnswerFactory, AnswerSheetFactory, SurveyFactory
from tests.furnishing import furnish
from tests.harness import NOON
from tests.matrix.conftest import _quick, kwargs, urls, world  # noqa: F401 - fixtures
from tests.outputs.words import Words, fill
from tests.world import World

CLOSED = "event:closed"  # what the survey is about that has answers


@pytest.fixture(scope="module")
def words(world: World, urls: dict[str, str], django_db_blocker: pytest.FixtureRequest) -> Iterator[Words]:  # noqa: F811
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's
        furnish(world)
        more(world)
        made = Words(seed=1)
        fill(made)
    return made


def more(world: World) -> None:  # noqa: F811 - a fixture has the name
    """What only papers and tables show: an outcome, seats, notes, a 所見 and an answer to the survey."""
    screening = Screening.objects.get(proposal=world.proposal)
    DecisionFactory(screening=screening, confirmed=True)
    for factory in (NoteFactory, FindingFactory):
        factory(screening=screening)
    ContactFactory(proposal=world.proposal)
    plan = SeatingPlanFactory(event=world.event, announced=True)
    for registration in (world.registration, world.division_registration):
        SeatFactory(plan=plan, registration=registration)
    type(world.registration).objects.filter(pk=world.registration.pk).update(is_in_booklet=True)
    EncounterNoteFactory(encounter=world.encounter)
    closed = SurveyFactory(open=True, about=CLOSED)
    for number in range(6):
        sheet = AnswerSheetFactory(survey=closed)
        AnswerFactory(sheet=sheet, question=closed.questions.in_order()[1], score=None, text=f"よかった{number}。")
    type(closed).objects.filter(pk=closed.pk).update(closed_at=NOON)
