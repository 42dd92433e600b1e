"""The people of the load: companies that write and attach, clerks who read. Each one a thread that mostly waits."""

import http.client
import random
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Final

from nara_renkei.deploy.bench.firm import (
    ASKED,
    ATTACHED,
    BEGUN,
    CONTACT,
    PLEDGED,
    SAVED,
    SUBMITTED,
    WRITTEN,
    Firm,
)  # fmt: skip
from nara_renkei.deploy.load.verdict import summary

ENTRY, PARTS, MINE = "公開の入口", "入口の部品（CSS・JS）", "わたしの提案"
# mean seconds that a company thinks before each step: about four minutes in all; drawn from half to one and a half
THINKS: Final = {
    ASKED: 8, BEGUN: 15, SAVED: 12, ATTACHED: 15, WRITTEN: 20, CONTACT: 25, PLEDGED: 40, SUBMITTED: 30, MINE: 10,
}  # fmt: skip
SAVES: Final = 8
# a clerk reads a page for so many seconds
READS: Final = (20.0, 30.0)
FAILURES: Final = (OSError, ValueError, http.client.HTTPException)


class Book:
    """What every step took, in seconds, and what went wrong."""

    def __init__(self) -> None:
        self.times: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.errors: Counter[str] = Counter()
        self.completed = 0
        self.lock = threading.Lock()

    def note(self, kind: str, step: str, seconds: float) -> None:
        with self.lock:
            self.times[kind, step].append(seconds)
            self.completed += step == SUBMITTED

    def fail(self, step: str, exc: Exception) -> None:
        with self.lock:
            # addresses differ from one to the next: the same mistake is one line
            self.errors[f"{step}: {re.sub(r'[0-9a-f-]{36}', '…', f'{type(exc).__name__} {exc}')}"] += 1

    def figures(self) -> dict[str, Any]:
        with self.lock:
            steps = {step: {"kind": kind, **summary(times)} for (kind, step), times in self.times.items()}
            return {"steps": steps, "errors": dict(self.errors), "completed": self.completed}


class Company:
    """One company at the portal's address."""

    def __init__(
        self, port: int, key: str, book: Book, pdf: Sequence[bytes], *, line: float, think: float, seed: int
    ) -> None:
        """``line``: bytes a second of its line; ``think``: 1 thinks as long as people do, 0 not at all."""
        self.firm, self.book, self.pdf, self.think = Firm(port, key), book, pdf, think
        self.firm.bytes_a_second = line
        self.random = random.Random(seed)  # noqa: S311 - thinking time

    def go(self, over: Callable[[float], bool]) -> None:
        """Come, write, attach, submit, look; again until ``over(seconds)``, which waits, says that it is over."""
        try:
            while self._visit() and self._submit(over) and not self._pause(MINE, over):
                self._timed("page", MINE, lambda: self.firm.ask("GET", "/teian/"))
                if self._pause(ASKED, over):
                    return
        finally:
            self.firm.connection.close()

    def submit(self) -> None:
        """Write, attach and submit once."""
        self._submit(lambda _: False)
        self.firm.connection.close()

    def _visit(self) -> bool:
        """Open the entry as a browser that was never here: the page and what it is made of."""
        body = self._timed("page", ENTRY, lambda: self.firm.ask("GET", "/")[1])
        parts = re.findall(rb'(?:href|src)="(/static/[^"]+)"', body or b"")
        return body is not None and self._timed("page", PARTS, lambda: [self._part(one) for one in parts]) is not None

    def _part(self, address: bytes) -> None:
        self.firm.connection.request("GET", address.decode())
        answer = self.firm.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise ValueError(f"{address.decode()} が {answer.status} を返しました")

    def _submit(self, over: Callable[[float], bool]) -> bool:
        walk = self.firm.walk(self.pdf, saves=SAVES if self.think else 0)
        step = next(walk, None)
        while step:
            if self._pause(step, over):
                return False
            self.firm.line_s, began = 0.0, time.perf_counter()
            try:
                following = next(walk, None)
            except FAILURES as exc:
                self.book.fail(step, exc)
                self.firm.connection.close()
                return True
            # what the company's own line takes is not the portal's time
            self.book.note("submit", step, time.perf_counter() - began - self.firm.line_s)
            step = following
        return True

    def _timed(self, kind: str, step: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        try:
            done = work()
        except FAILURES as exc:
            self.book.fail(step, exc)
            self.firm.connection.close()
            return None
        self.book.note(kind, step, time.perf_counter() - began)
        return done

    def _pause(self, step: str, over: Callable[[float], bool]) -> bool:
        if not self.think:
            return over(0)
        self.firm.connection.close()
        return over(self.think * THINKS[step] * self.random.uniform(0.5, 1.5))


def clerk(port: int, who: dict[str, Any], book: Book, over: Callable[[float], bool], seed: int) -> None:
    """Read pages of one's own, 20 to 30 seconds each, until it is over."""
    drawn = random.Random(seed)  # noqa: S311 - which page is read next
    kinds: dict[str, list[str]] = defaultdict(list)
    for name, address in who["pages"]:
        kinds[name].append(address)
    reader = Firm(port, who["cookie"])
    if over(drawn.uniform(0, READS[1])):
        return
    while True:
        name = drawn.choice(sorted(kinds))
        began = time.perf_counter()
        try:
            reader.ask("GET", drawn.choice(kinds[name]))
            book.note("page", name, time.perf_counter() - began)
        except FAILURES as exc:
            book.fail(name, exc)
        reader.connection.close()
        if over(drawn.uniform(*READS)):
            return


def slides(megabytes: float) -> list[bytes]:
    """Return an honest PDF of about so many MB, a picture a page, in pieces of 64 KiB as a browser sends them."""
    from PIL import Image

    pages = [Image.effect_noise((1200, 900), 90 + n) for n in range(max(1, round(megabytes * 2)))]
    made = BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], quality=60)
    content = made.getvalue()
    return [content[at : at + 65_536] for at in range(0, len(content), 65_536)]
