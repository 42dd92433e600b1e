"""The forms of a page as a browser reads them, and what nobody should send in them."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

HOSTILE = (
    "", "\x00", "a\x00b", "あ" * 20_000, "9" * 5_000, "-1", "0", str(2**31), str(2**63), "-" + str(2**63 + 1), "1e999", "٣", "²", "１２",
    "NaN", "' OR 1=1 --", "2026-02-30", "0000-00-00", "99999-01-01", "25:99", "<script>x()</script>", "\u202eexe.pdf", "{{ 7 }}", "%s{0}",
    "../../etc/passwd", "00000000-0000-4000-8000-000000000000", "[]", "null", "\r\nBcc: x@company.example", "\uffff", "a@b", "//evil.example",
)  # fmt: skip
PLAUSIBLE = {
    "date": "2026-10-06",
    "time": "10:00",
    "datetime-local": "2026-10-06T10:00",
    "number": "1",
    "email": "someone@company.example",
    "tel": "0742-00-0001",
    "month": "2026-10",
    "checkbox": "on",
}


@dataclass(slots=True)
class Box:
    """One thing to fill in. ``offered`` is what may be chosen, ``given`` what stands there."""

    name: str
    kind: str
    offered: list[str] = field(default_factory=list)
    given: str = ""


@dataclass(slots=True)
class Form:
    """A form that is sent by POST, with its boxes by name and its buttons."""

    action: str
    boxes: dict[str, Box] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.action, *sorted(self.boxes), *sorted(f"{name}={value}" for name, value in self.buttons))


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms, self.open = url, list[Form](), dict[str, Form]()
        self.current: Form | None = None
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.current = None
            if found.get("method", "").lower() == "post":
                self.current = Form(urljoin(self.url, found.get("action", "") or self.url))
                self.forms.append(self.current)
                self.open[found.get("id", "")] = self.current
            return
        form = self.open.get(found["form"]) if found.get("form") else self.current
        name = found.get("name", "")
        if tag == "option" and form and self.select:
            form.boxes[self.select].offered.append(found.get("value", ""))
        if not (form and name and name != "csrfmiddlewaretoken"):
            return
        kind = found.get("type", "text").lower() if tag == "input" else tag
        if tag == "button" or kind in {"submit", "image"}:
            form.buttons.append((name, found.get("value", "")))
        elif tag in {"input", "select", "textarea"}:
            box = form.boxes.setdefault(name, Box(name, kind, given=found.get("value", "")))
            if kind in {"radio", "checkbox", "hidden"}:
                box.offered.append(found.get("value", ""))
            self.select = name if tag == "select" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None
        if tag == "select":
            self.select = ""


def forms_of(url: str, html: str) -> list[Form]:
    """Return the forms of a page that send something to this site."""
    reader = _Reader(url)
    reader.feed(html)
    return [form for form in reader.forms if not urlsplit(form.action).netloc]


def all_hostile(form: Form, dice: random.Random, foreign: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Yield the form with every box as nobody should fill it, by each button and without one."""
    boxes = {name: dice.choice(HOSTILE) for name in form.boxes}
    for name, value in [("", ""), *form.buttons]:
        yield {**boxes, name: value} if name else boxes


def all_foreign(form: Form, dice: random.Random, foreign: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Yield the form with plausible words, and with somebody else's thing wherever a thing is chosen, by each button."""
    boxes = {name: _foreign(box, dice, foreign) for name, box in form.boxes.items() if box.kind != "file"}
    for name, value in form.buttons or [("", "")]:
        yield {**boxes, name: _like(value, dice, foreign) or value} if name else boxes


def _foreign(box: Box, dice: random.Random, foreign: dict[str, list[str]]) -> str:
    if box.kind in {"radio", "checkbox", "hidden", "select"}:
        offered = [value for value in box.offered if value]
        chosen = dice.choice(offered) if offered else box.given
        if chosen and box.kind == "hidden" and dice.random() < 0.5:
            return chosen  # the number of the version that was read: most forms are not looked at without it
        return _like(chosen, dice, foreign) or chosen or PLAUSIBLE.get(box.kind, "")
    return PLAUSIBLE.get(box.kind, box.given or "見本の文")


def _like(value: str, dice: random.Random, foreign: dict[str, list[str]]) -> str:
    """Return somebody else's key that looks like this one, or nothing."""
    if re.fullmatch(r"\d{1,12}", value):
        return dice.choice(foreign["key"])
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        return dice.choice(foreign["uuid"])
    if re.fullmatch(r"R\d+-[A-Z]-\d+", value):
        return dice.choice(foreign["number"])
    return ""
