"""Django's PostgreSQL. Only how a kept connection is found to be dead differs."""

from select import POLLIN, poll

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
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
