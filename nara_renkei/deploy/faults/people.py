"""Companies that offer something while the house shakes: they try again as a person does, and note what they saw."""

import contextlib
import http.client
import re
import threading
import time
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any

from nara_renkei.deploy.bench.firm import Firm
from nara_renkei.portal.demo.pictures import leaflet

PATIENCE = 180  # seconds after which a person gives a proposal up
LOOKS_AGAIN = 0.25  # seconds between two tries, on average
HANGS_UP = 0.02  # seconds after 提出 that somebody waits whose line breaks
FILE_BYTES = 40_000
WRITES = 5  # forms of a proposal
RECEIPT = re.compile(r"/teian/(R\d+-[JK]-\d{4,})/uketsuke/")
START = "/teian/hajimeru/?existing=no&only=no&talking=no"
PAGE, WRITE, FILE = "page", "write", "file"  # what a request was good for
FORGOTTEN = "受け取れませんでした".encode()  # the portal's sentence about a full disk


class GivenUp(Exception):
    """A person has tried long enough."""


@dataclass
class Intention:
    """One proposal that somebody means to make, and the number on the receipt that was seen."""

    token: str
    file_sha256: str = ""
    accepted: str = ""


class Supply:
    """What there is to offer: as many as asked for, and more as long as faults still happen."""

    def __init__(self, prefix: str, most: int) -> None:
        self.prefix, self.most = prefix, most
        self.given: list[Intention] = []
        self.taking = threading.Lock()
        self.may_end = threading.Event()

    def next(self) -> Intention | None:
        with self.taking:
            if len(self.given) >= self.most and self.may_end.is_set():
                return None
            self.given.append(Intention(f"{self.prefix}-{len(self.given):04}"))
            return self.given[-1]


class Ledger:
    """What all people have seen so far: when which kind of request went well, and how often one did not."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.good: dict[str, list[tuple[float, float]]] = {PAGE: [], WRITE: [], FILE: []}  # began, ended
        self.over = 0  # proposals accepted or given up
        self.failed = 0
        self.no_space = 0
        self.hung_up = 0
        self.pressed_twice = 0

    def note(self, kind: str, began: float) -> None:
        with self.changed:
            self.good[kind].append((began, time.monotonic()))
            self.changed.notify_all()

    def bad(self, *, no_space: bool = False) -> None:
        with self.changed:
            self.failed += 1
            self.no_space += no_space
            self.changed.notify_all()

    def end(self) -> None:
        with self.changed:
            self.over += 1
            self.changed.notify_all()

    def first_good(self, kind: str, since: float) -> float | None:
        """Return when the first request ended well that began at ``since`` or later."""
        return min((ended for began, ended in self.good[kind] if began >= since), default=None)


class Person(Firm):
    """A member of a 団体 at the form. Some press twice, some lose the answer to 提出: they repeat the same page."""

    BORDER = "faults-border"

    def __init__(self, port: int, key: str, ledger: Ledger, seed: str, *, think: float = 0) -> None:
        """``think``: seconds that a proposal takes beside what the portal takes."""
        super().__init__(port, key)
        self.think = think
        self.port, self.ledger, self.random = port, ledger, Random(seed)  # noqa: S311 - a habit, not a secret
        self.until = 0.0

    def offer(self, intention: Intention) -> None:
        """Go from the first question to the receipt. Raises GivenUp."""
        self.until = time.monotonic() + PATIENCE
        body = self.page(START)
        address = self.write("/teian/hajimeru/", self.filled(body, {"kind": "OPEN"}))
        body = self.page(address)
        self.attach(address.replace("/proposal/", "/tenpu/"), body, intention)
        words = {**self.WORDS, "title": f"障害の中の提案 {intention.token}", "body": f"内容 {intention.token}"}
        address = self.write(address, self.filled(body, words), multipart=True)
        body = self.page(address)
        which = re.search(rb'name="which" value="([^"]+)"', body)
        known = {"which": which[1].decode()} if which else {}
        address = self.write(address, self.filled(body, {**self.CONTACT, **known}))
        body = self.page(address)
        self.pledges = self.pledges or self.answers(body.decode())
        address = self.write(address, self.filled(body, self.pledges))
        self.hand_in(address, self.page(address), intention)

    def attach(self, address: str, body: bytes, intention: Intention) -> None:
        """Send the file until the page shows it; after a lost answer look first whether it is there."""
        name, pdf = f"{intention.token}.pdf", paper(intention.token)
        shown = f">{name}</a>".encode()
        intention.file_sha256 = sha256(pdf).hexdigest()
        fields = self.filled(body, {"action": "upload"})
        while True:
            began = time.monotonic()
            _, _, seen = self.tried("POST", address, fields, file=(name, pdf))
            if shown in seen:
                self.ledger.note(FILE, began)
                return
            self.ledger.bad(no_space=FORGOTTEN in seen)
            self.rest()
            if shown in self.page(address):
                return

    def hand_in(self, address: str, body: bytes, intention: Intention) -> None:
        """Press 提出 until a receipt is seen."""
        fields = self.filled(body, {"action": "submit"})
        habit = self.random.random()
        if habit < 0.1:
            self.ledger.hung_up += 1
            self.hang_up_after(address, fields)
        twin = threading.Thread(target=self.press_again, args=(address, fields)) if habit > 0.9 else None
        if twin:
            self.ledger.pressed_twice += 1
            twin.start()
        location = self.write(address, fields)
        if twin:
            twin.join()
        found = RECEIPT.search(location)
        if not found:
            raise GivenUp(f"受付のページではありません: {location}")
        intention.accepted = found[1]
        if found[1].encode() not in self.page(location):
            raise GivenUp(f"受付のページに番号がありません: {location}")

    def hang_up_after(self, address: str, fields: dict[str, str]) -> None:
        """Send 提出 and be gone before the answer comes."""
        other = self.twin()
        other.connection.timeout = HANGS_UP
        other.quietly("POST", address, fields)

    def press_again(self, address: str, fields: dict[str, str]) -> None:
        """The second click of a double click: its answer is nobody's."""
        self.twin().quietly("POST", address, fields)

    def twin(self) -> "Person":
        """Return the same browser with a connection of its own."""
        other = Person(self.port, self.session, self.ledger, "")
        other.csrf = self.csrf
        return other

    def quietly(self, method: str, address: str, fields: dict[str, str]) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            self.once(method, address, fields)
        self.connection.close()

    # --- one request, as often as it takes

    def page(self, address: str) -> bytes:
        while True:
            began = time.monotonic()
            status, location, body = self.tried("GET", address)
            if status == 200:
                self.ledger.note(PAGE, began)
                return body
            if status == 302:
                address = location
                continue
            self.ledger.bad()
            self.rest()

    def write(self, address: str, fields: dict[str, str], *, multipart: bool = False) -> str:
        """Send a form, the same page again after a failure, a fresh page after a refusal; return where it leads."""
        time.sleep(self.think * self.random.uniform(0, 2) / WRITES)
        while True:
            began = time.monotonic()
            status, location, _ = self.tried("POST", address, fields, multipart=multipart)
            if status == 302:
                self.ledger.note(WRITE, began)
                return location
            self.ledger.bad()
            self.rest()
            if 200 <= status < 500:
                fields = self.filled(self.page(address), fields)

    def tried(
        self, method: str, address: str, values: dict[str, str] | None = None, **more: Any
    ) -> tuple[int, str, bytes]:
        """Send one request; a broken connection is status 0."""
        if time.monotonic() > self.until:
            raise GivenUp(f"{address} が {PATIENCE} 秒たっても通りません。")
        try:
            return self.once(method, address, values, **more)
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, "", b""

    def rest(self) -> None:
        time.sleep(LOOKS_AGAIN * self.random.uniform(0.5, 1.5))


def paper(token: str) -> bytes:
    """Return a valid PDF of one page that no other proposal has."""
    pdf = leaflet()
    table = pdf.index(b"xref\n0 ")
    line = f"% {token}\n".encode()
    padding = line * (FILE_BYTES // len(line))
    where = b"startxref\n%d\n" % table
    return pdf[:table] + padding + pdf[table:].replace(where, b"startxref\n%d\n" % (table + len(padding)))
