"""Django's sessions in the database, asked by a question that is worded once: every page asks it."""

from typing import Any, Final

from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.utils import timezone

from .gathering import Worded


def _alive(key: Any, now: Any) -> QuerySet[Any]:
    # Imported late: the engine is loaded while the apps still are.
    from django.contrib.sessions.models import Session

    return Session.objects.filter(session_key=key, expire_date__gt=now)


ALIVE: Final = Worded(_alive)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = next(iter(ALIVE.ask(key=self.session_key, now=timezone.now())), None)
        if found is None:
            self._session_key = None
        return found
