"""A proposal before its assessors, for the tests of the judging."""

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import DESK, DIVISION, Actor
from screening.models import Assessor, Screening
from screening.rules.criteria import FIRST_EDITION
from screening.usecases.declare_conflict import declare_conflict
from screening.usecases.give_scores import Mark, give_scores
from screening.usecases.name_assessor import name_assessor
from tests.harness import NOON
from tests.screening.city import Office


def acts_as(user: User, party: str = DIVISION) -> Actor:
    return Actor(party, f"{user}", f"user:{user.pk}", "127.0.0.1")


def desk_acts_as(user: User) -> Actor:
    return acts_as(user, DESK)


def declares(screening: Screening, user: User, conflict: str = "", at=NOON):
    return declare_conflict(
        screening=screening, user=user, has_conflict=bool(conflict), what=conflict, by=acts_as(user), at=at
    )


def named(screening: Screening, lead: Office, candidate: User) -> Assessor:
    return name_assessor(screening=screening, candidate=candidate, user=lead.manager, by=acts_as(lead.manager), at=NOON)


def marks(value: int = 3, **others: int) -> dict[str, Mark]:
    """The same points for every criterion but those named."""
    values = {one.code: others.get(one.code, value) for one in FIRST_EDITION}
    return {code: Mark(points, f"{code}の理由" if points in {1, 4} else "") for code, points in values.items()}


def scores(screening: Screening, lead: Office, user: User, value: int = 3, **others: int) -> Assessor:
    """Named, declared and handed in."""
    assessor = named(screening, lead, user)
    declares(screening, user)
    give_scores(assessor=assessor, marks=marks(value, **others), by=acts_as(user), at=NOON)
    assessor.refresh_from_db()
    return assessor
