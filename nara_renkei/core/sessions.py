"""Django's sessions in the database, asked by a question that is worded once, each with whose it is (ADR 0029).

And what a cookie is called.
"""

from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.utils import timezone

from .gathering import Worded

# What a session knows of itself, in seconds since 1970 and in words.
SIGNED_IN_AT: Final = "signed_in_at"
SEEN_AT: Final = "seen_at"
DEVICE: Final = "device"


def _alive(key: Any, now: Any) -> QuerySet[Any]:
    # Imported late: the engine is loaded while the apps still are.
    from .models import Session

    return Session.objects.filter(session_key=key, expire_date__gt=now)


ALIVE: Final = Worded(_alive)


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from .models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.account = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def _get_session_from_db(self) -> Any:
        found = next(iter(ALIVE.ask(key=self.session_key, now=timezone.now())), None)
        if found is None:
            self._session_key = None
        return found


class OwnHostCookie(CookieStorage):
    """The sentences for the next page, in a cookie that over https is this very host's only."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]  # a plain attribute in Django
        return "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class MessageStorage(FallbackStorage):
    storage_classes = (OwnHostCookie, SessionStorage)
