"""A mail server that can be nasty, and remembers what it took."""

import asyncio
import threading
import time
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

TAKES, LATER, NEVER, SLOW, CLOSES = "takes", "4xx", "5xx", "slow", "closes"
SLOW_SECONDS = 4  # less than the portal's patience of ten, or every slow letter would honestly come twice


class Post:
    """``mode`` holds for every letter that comes from now on. What was not answered with 250 was not taken."""

    def __init__(self, port: int) -> None:
        self.mode = TAKES
        self.met = 0  # letters that the mode did not simply take
        self.taken: list[dict[str, str]] = []
        self.moments: list[float] = []
        self.changed = threading.Condition()
        self.controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mode = self.mode
        slow_until = time.monotonic() + SLOW_SECONDS
        while mode == SLOW == self.mode and time.monotonic() < slow_until:
            await asyncio.sleep(0.05)  # so that the end of the mode is the end of the fault
        with self.changed:
            self.met += mode != TAKES
            if mode in {TAKES, SLOW}:
                self._take(envelope)
            self.changed.notify_all()
        if mode == CLOSES:
            server.transport.close()
        return {LATER: "451 try again later", NEVER: "554 not here", CLOSES: "421 gone"}.get(mode, "250 OK")

    def _take(self, envelope: Any) -> None:
        letter = message_from_bytes(envelope.original_content or b"", policy=default)
        self.taken.append(
            {"id": str(letter["Message-ID"]), "to": ", ".join(envelope.rcpt_tos), "subject": str(letter["Subject"])}
        )
        self.moments.append(time.monotonic())

    def first_taken(self, since: float) -> float | None:
        """Return when the first letter was taken at ``since`` or later."""
        return next((moment for moment in list(self.moments) if moment >= since), None)

    def wait(self, seconds: float, *, met: int) -> bool:
        """Wait until ``met`` letters have met a mode."""
        with self.changed:
            return self.changed.wait_for(lambda: self.met >= met, seconds)
