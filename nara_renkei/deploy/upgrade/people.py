"""Who uses the portal while it is upgraded: companies that write and submit, and readers. Nobody tries again."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from nara_renkei.deploy.bench.firm import SUBMITTED, Firm
from nara_renkei.deploy.upgrade.verdict import Asked

Answer = TypeVar("Answer", bound=tuple[Any, ...])


class Refused(ValueError):
    """An answer that nobody should get; it is in the book already."""


class Book:
    """Every request that was made, and every proposal that has its receipt."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.accepted = 0
        self.lock = threading.Lock()

    def note(self, began: float, address: str, wrong: str = "") -> None:
        with self.lock:
            self.asked.append(Asked(began, time.monotonic() - began, address.partition("?")[0], wrong))

    def accept(self) -> None:
        with self.lock:
            self.accepted += 1


class Visitor(Firm):
    """A browser whose every request is written down."""

    def __init__(self, port: int, key: str, book: Book) -> None:
        super().__init__(port, key)
        self.book = book

    def once(self, method: str, address: str, *given: Any, **more: Any) -> tuple[int, str, bytes]:
        return self.noted(address, lambda: super(Visitor, self).once(method, address, *given, **more))

    def send_files(self, address: str, *given: Any, **more: Any) -> tuple[int, bytes]:
        return self.noted(address, lambda: super(Visitor, self).send_files(address, *given, **more))

    def noted(self, address: str, ask: Callable[[], Answer]) -> Answer:
        began = time.monotonic()
        try:
            answer = ask()
        except (OSError, http.client.HTTPException) as exc:
            self.connection.close()
            self.book.note(began, address, type(exc).__name__)
            raise Refused from exc
        if answer[0] >= 400:
            self.book.note(began, address, str(answer[0]))
            raise Refused
        self.book.note(began, address)
        return answer


def company(port: int, key: str, book: Book, pdf: Sequence[bytes], over: Callable[[float], bool]) -> None:
    """Write, save, attach and submit, again and again, until ``over(seconds)``, which waits, says that it is over."""
    visitor = Visitor(port, key, book)
    while not over(0):
        begun = time.monotonic()
        try:
            for step in visitor.walk(pdf, saves=2):
                if over(0.2) and step != SUBMITTED:  # who is at the last button presses it
                    return
            book.accept()
        except Refused:
            over(0.5)
        except ValueError as exc:
            book.note(begun, str(exc), "ちがう答え")
            over(0.5)


def reader(port: int, key: str, book: Book, pages: Sequence[str], over: Callable[[float], bool]) -> None:
    """Read one page after another until it is over."""
    visitor, turn = Visitor(port, key, book), 0
    while not over(0.2):
        address, begun = pages[turn % len(pages)], time.monotonic()
        turn += 1
        try:
            visitor.ask("GET", address)
        except Refused:
            pass
        except ValueError as exc:
            book.note(begun, str(exc), "ちがう答え")
