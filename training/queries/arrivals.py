"""What the screen of the room shows, and who stands before it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.calendar import TOKYO
from training.enums import Mark, SessionState, Way
from training.models import Attendance, Course, Session
from training.rules.codes import (
    is_shown,
    next_step,
    qr_code,
    read,
    spaced,
    step_of,
    still_counts,
    typed_code,
)
from training.rules.presence import why_closed

from .presence import Counts, counts_of, mark_at, trainee_at, why_not_expected


@dataclass(frozen=True, slots=True)
class RoomScreen:
    """What the projector shows."""

    session: Session
    counts: Counts
    closed: str  # why nobody can check in; empty on the day
    address: str  # of the QR; empty while closed
    code: str  # 「123 456」
    until: int  # when both change, in milliseconds since 1970


def room_screen(session: Session, at: datetime) -> RoomScreen:
    """Return the screen of this half minute. Two queries."""
    counts, closed = counts_of(session), why_closed(session.state, Way.QR)
    if closed:
        return RoomScreen(session, counts, closed, address="", code="", until=0)
    step = step_of(at)
    address = check_in_address(session, qr_code(session.code_seed, step))
    return RoomScreen(session, counts, "", address, spaced(typed_code(session.code_seed, step)), next_step(at))


def check_in_address(session: Session, code: str) -> str:
    """Return what a QR of the screen holds."""
    return f"{staff_url(reverse('training:check_in', args=[session.course.slug]))}?c={code}"


def session_of_qr(course: Course, code: str, at: datetime) -> Session | None:
    """Return the 回 whose screen shows this QR now, or showed it a moment ago."""
    return next((one for one in _running(course) if is_shown(qr_code, one.code_seed, code, at)), None)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Before which screen somebody stands, and since when."""

    session: Session
    at: datetime


def arrival_by_qr(course: Course, kept: list[str | int] | None, at: datetime) -> Arrival | None:
    """Return the arrival from what the browser's session kept of a QR; None when it is of another 研修 or too old."""
    if not kept or kept[0] != course.slug or not still_counts(int(kept[2]), at):
        return None
    session = course.sessions.filter(pk=kept[1]).select_related("course").first()
    return Arrival(session, datetime.fromtimestamp(int(kept[2]), TOKYO)) if session else None


def arrival_by_code(course: Course, typed: str, at: datetime) -> Arrival | None:
    """Return the arrival of who typed the digits on a screen; None when no screen shows them."""
    code = read(typed)
    running = (one for one in _running(course) if is_shown(typed_code, one.code_seed, code, at))
    return next((Arrival(one, at) for one in running), None)


def _running(course: Course) -> list[Session]:
    rows = course.sessions.filter(state=SessionState.TODAY)
    return list(rows.select_related("course").order_by("number"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands before the button."""

    session: Session | None  # the 回 of the screen, else the person's own
    attendance: Attendance | None  # came already
    refusal: str  # why there is no button; the clerk can help
    closed: str  # why nobody can check in now
    is_ready: bool  # one press marks


def standing_of(course: Course, person: User, arrival: Arrival | None) -> Standing:
    """Return what the page of the check-in shows this person. Two queries."""
    trainee = trainee_at(course, person)
    session = arrival.session if arrival else trainee.session if trainee else None
    if session is None:
        return Standing(None, None, "出る回が、まだ決まっていません。", "", is_ready=False)
    session.course = course
    closed = why_closed(session.state, Way.QR)
    known = mark_at(session, trainee)
    if known and known.mark != Mark.ABSENT:
        return Standing(session, known, "", closed, is_ready=False)
    refusal = why_not_expected(trainee, session)
    return Standing(session, None, refusal, closed, is_ready=bool(arrival) and not (refusal or closed))
