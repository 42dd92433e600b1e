"""The second wall: while a request runs, the database itself shows only what its person may read.

``raised`` makes the connection ``nara_company``, ``raised_for_staff`` makes it ``nara_staff``: the row-level policies
of the migrations ``second_wall`` and ``staff_wall`` then decide what each statement finds, whatever the code asks for.
Without ``app.*`` they find nothing. ``as_city`` steps out for the few sentences that need more, ``admit`` lets one more
row in for a company. Both do nothing where no wall stands: in the worker, in commands (ADR 0013, 0031).
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg.pq import TransactionStatus

COMPANY: Final = "nara_company"
STAFF: Final = "nara_staff"
# what the policies read. Of a company the first is one key, the next are lists with commas, the last they remember
# themselves; of staff it is who asks on which day, and nothing is remembered.
KEYS: Final = {
    COMPANY: (
        "user", "drafts", "consultations", "proposals", "registrations",
        "wall_organizations", "wall_owned", "wall_readable",
    ),
    STAFF: ("staff", "day"),
}  # fmt: skip


@dataclass(slots=True)
class _Wall:
    role: str
    session: Any  # the driver's connection on which it stands
    known: dict[str, list[str]] = field(default_factory=dict)
    is_down: bool = False  # inside as_city


_standing: ContextVar[_Wall | None] = ContextVar("wall", default=None)


@contextmanager
def raised(
    *,
    user: int | None,
    drafts: Collection[str] = (),
    consultations: Collection[str] = (),
    registrations: Collection[int] = (),
) -> Iterator[None]:
    """Run as the company: the person's key, the uuids that this browser began before signing in, and the keys of
    the ダイアログ registrations that a personal link opened in it.

    The role holds for the session of the database, not for a transaction: those of the code stay as they are. A
    connection that could not be taken back is closed, and one that was lost on the way is not used without its wall.
    """
    known = {
        "user": [str(user)] if user else [],
        "drafts": list(drafts),
        "consultations": list(consultations),
        "registrations": [str(key) for key in registrations],
    }
    with _stand(COMPANY, known):
        yield


@contextmanager
def raised_for_staff(*, user: int, day: date) -> Iterator[None]:
    """Run as a member of staff: 送付, 回答, 意見照会 and メモ of what the posts of the day open, and nothing else of them.

    The other tables are as they are for the app. Posts and guest list are read by every statement anew.
    """
    with _stand(STAFF, {"staff": [str(user)], "day": [day.isoformat()]}):
        yield


@contextmanager
def _stand(role: str, known: dict[str, list[str]]) -> Iterator[None]:
    connection.ensure_connection()
    wall = _Wall(role, connection.connection, known)
    try:
        _say(role, {key: known.get(key, []) for key in KEYS[role]})
        token = _standing.set(wall)
        try:
            with connection.execute_wrapper(_refuse_unwalled):
                yield
        finally:
            _standing.reset(token)
    finally:
        _take_down(wall)


@contextmanager
def as_city(reason: str) -> Iterator[None]:
    """Run a few statements with the city's eyes inside a request. ``reason`` is for the reader.

    Every use stands in the list of tests/test_wall.py.
    """
    wall = _standing.get()
    if wall is None or wall.is_down:
        yield
        return
    _say(_home())
    wall.is_down = True
    try:
        yield
    finally:
        wall.is_down = False
        # A failed transaction takes the role back by itself when it is rolled back, and obeys nothing before.
        if not _has_failed():
            _say(wall.role)


def admit(key: str, value: object) -> None:
    """Let one more row through for the rest of the request: one just begun, or one that a mailed link opened."""
    wall = _standing.get()
    if wall is None or wall.role != COMPANY:
        return
    values = wall.known.setdefault(key, [])
    if str(value) not in values:
        values.append(str(value))
        _say(None, {key: values, "wall_owned": [], "wall_readable": []})


def can_rise() -> bool:
    """Return whether who signed in may become both roles; without them nobody who signed in gets a page."""
    try:
        with transaction.atomic():
            for role in (COMPANY, STAFF, _home()):
                _say(role)
    except DatabaseError:
        return False
    return True


def _home() -> str:
    """The role of staff and worker; 「none」 is who signed in."""
    return "none" if settings.DATABASE_ROLE == "owner" else settings.DATABASE_ROLE


def _say(role: str | None, known: dict[str, list[str]] | None = None) -> None:
    """Set role and keys in one statement; keys that are not named stay.

    Straight to the driver: it asks nothing, so it is not among the queries that a page is measured by (ADR 0013).
    """
    pairs = [(f"app.{key}", ",".join(values)) for key, values in (known or {}).items()]
    if role:
        pairs.append(("role", role))
    # what is emptied is written out: to quote fourteen empty words took longer than to ask
    calls = ", ".join(
        f"set_config('{name}', %s, false)" if value else f"set_config('{name}', '', false)" for name, value in pairs
    )
    connection.ensure_connection()
    with connection.wrap_database_errors:
        connection.connection.execute(f"SELECT {calls}", [value for _, value in pairs if value])


def _take_down(wall: _Wall) -> None:
    if connection.connection is not wall.session:
        return  # lost on the way: the next one begins with the city's role
    try:
        _say(_home(), {key: [] for key in KEYS[wall.role]})
    except Exception:
        if not connection.in_atomic_block:  # in one it falls with the transaction
            connection.close()
        raise


def _has_failed() -> bool:
    session = connection.connection
    return session is not None and session.info.transaction_status == TransactionStatus.INERROR


def _refuse_unwalled(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    wall = _standing.get()
    if wall is not None and context["connection"].connection is not wall.session:
        raise OperationalError("the connection was lost behind the wall")
    return execute(sql, params, many, context)
