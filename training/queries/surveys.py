"""The two アンケート of a 回, and whom each asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nara_renkei.accounts.models import User
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import already_asked
from training.enums import Timing
from training.models import Attendance, Session, Trainee
from training.rules.surveys import ASKS_IN, key_of

ASKED = "お願いを送りました。"
LEFT = "もう在籍していないため、送りません。"


@dataclass(frozen=True, slots=True)
class PersonToAsk:
    """Somebody whom a survey asks. ``why_not``: why no letter goes now; empty when one may."""

    user: User
    why_not: str


def surveys_of(session: Session) -> Mapping[Timing, Survey | None]:
    """Return the survey before and the one after a 回, each the newest of its key. One query."""
    keys = {key_of(session.key, timing): timing for timing in Timing}
    found = {keys[one.about]: one for one in Survey.objects.filter(about__in=keys).order_by("pk")}
    return {timing: found.get(timing) for timing in Timing}


def people_to_ask(session: Session, timing: Timing, survey: Survey, today: date) -> Sequence[PersonToAsk]:
    """Return those who will come, or who came, by 職員番号; nobody in the wrong stage. Two queries."""
    if session.state not in ASKS_IN[timing]:
        return []
    users = _expected(session) if timing == Timing.BEFORE else _came(session)
    known = already_asked(survey, [one.email.lower() for one in users])
    return [PersonToAsk(one, _why_not(one, known, today)) for one in users]


def _expected(session: Session) -> list[User]:
    rows = Trainee.objects.expected().filter(session=session).select_related("user").in_order()
    return [one.user for one in rows]


def _came(session: Session) -> list[User]:
    rows = Attendance.objects.came().filter(session=session).select_related("trainee__user")
    return [one.trainee.user for one in rows.order_by("trainee__user__employee_number")]


def _why_not(user: User, known: set[str], today: date) -> str:
    if user.email.lower() in known:
        return ASKED
    return "" if user.may_enter_on(today) else LEFT
