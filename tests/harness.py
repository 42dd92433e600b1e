"""The whole vocabulary of the tests beside pytest's own."""

import time
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.test import Client

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import DESK, DIVISION, PROPOSER, Actor
from nara_renkei.core.models import PrivateFile
from nara_renkei.notifications.models import OutgoingMail
from tests.answers import faults_of

TOKYO = ZoneInfo("Asia/Tokyo")
# A Monday in a month without holidays at its start.
TODAY = date(2026, 10, 5)
NOON = datetime(2026, 10, 5, 12, 0, tzinfo=TOKYO)

THE_DESK = Actor(DESK, "受付花子（デスク）", "user:0", "127.0.0.1")
THE_DIVISION = Actor(DIVISION, "担当太郎（観光戦略課）", "user:0", "127.0.0.1")
THE_COMPANY = Actor(PROPOSER, "会社次郎", "user:0", "127.0.0.1")


def at(day: date, hour: int = 12) -> datetime:
    """Return an hour of a day in Tokyo."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=TOKYO)


class StrictClient(Client):
    """Django's client: whom it stands for, how many requests were made by all, and a look at every answer's headers."""

    user: User | None = None
    asked: ClassVar[int] = 0

    @classmethod
    def of(cls, user: User) -> "StrictClient":
        """Return a browser in which this person has signed in."""
        client = cls()
        client.force_login(user)
        client.user = user
        return client

    def request(self, **request: Any) -> Any:
        StrictClient.asked += 1
        response = super().request(**request)
        if faults := faults_of(response):
            raise AssertionError(f"{request['PATH_INFO']} {response.status_code}: {faults}")
        return response


def path_of(file: PrivateFile) -> Path:
    """Return where the bytes lie, in the folder that the tests have."""
    return Path(settings.PRIVATE_ROOT) / file.stored_name


def text_of(response: Any) -> str:
    """Return the page of an answer."""
    return response.content.decode()


def mail_text(**filters: Any) -> str:
    """Return every queued or sent mail that matches, subject and body, oldest first."""
    mails = OutgoingMail.objects.filter(**filters).order_by("created_at", "pk")
    return "\n\n".join(f"{mail.to}\n{mail.subject}\n{mail.body}" for mail in mails)


def wait_until_somebody_waits_for_us() -> None:
    """Return once another transaction waits for a lock of this one."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waited")


def rows_with(word: str) -> set[str]:
    """Return the tables of the whole database in which a word stands."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" t WHERE to_jsonb(t)::text LIKE %s LIMIT 1', [f"%{word}%"])
            found |= {table} if cursor.fetchone() else set()
    return found
