"""Django's sessions in the database, asked by a question that is worded once: every page asks it. And what a cookie is called."""

from typing import Any, Final

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
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


class OwnHostCookie(CookieStorage):
    """The sentences for the next page, in a cookie that over https is this very host's only."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        return "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class MessageStorage(FallbackStorage):
    storage_classes = (OwnHostCookie, SessionStorage)
