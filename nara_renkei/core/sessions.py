"""Django's sessions in the database, read by a statement that is written out: every page asks it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        rows = self.model.objects.raw(
            "SELECT * FROM django_session WHERE session_key = %s AND expire_date > %s",
            [self.session_key, timezone.now()],
        )
        found = next(iter(rows), None)
        if found is None:
            self._session_key = None
        return found
