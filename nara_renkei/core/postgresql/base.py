"""Django's PostgreSQL. Only how a kept connection is found to be dead differs, and that slow statements are logged."""

from select import POLLIN, poll
from typing import Any

from django.db.backends.postgresql import base

from nara_renkei.core.slow_queries import watch


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(watch)

    def is_usable(self) -> bool:
        """Return whether the server still answers. Every request asks, so a connection that rests is not asked aloud.

        A server that stopped, restarted or ended the session has closed its side, and the socket has something to
        read. Then, and after an error, SELECT 1 decides as in Django.
        """
        if self.connection is None or self.errors_occurred or _has_news(self.connection.fileno()):
            return bool(super().is_usable())
        return True


def _has_news(socket: int) -> bool:
    waiting = poll()
    waiting.register(socket, POLLIN)
    return bool(waiting.poll(0))
