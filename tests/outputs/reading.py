"""Reading what leaves the portal: pages, calendars, cards, feeds, tables, mails, papers. Each reader returns the faults."""

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from icalendar import Calendar
from openpyxl import load_workbook

from tests.outputs.words import Words, strings_of

BLOCKS = {
    "br",
    "p",
    "li",
    "td",
    "th",
    "div",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "option",
    "tr",
    "section",
    "label",
    "a",
}
SIGNS = set("=+-@＝＋－＠")
OF_AN_EVENT = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "SEQUENCE", "LAST-MODIFIED", "TRANSP"}  # fmt: skip
OF_A_CARD = {"VERSION", "FN", "N", "ORG", "TITLE", "EMAIL", "TEL", "NOTE", "BEGIN", "END"}


class Page(HTMLParser):
    """What a person or a machine reads of a page, and what would run in it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.faults: list[str] = []
        self.is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.is_script = tag == "script"
        if tag == "script" and not given.get("src") and given.get("type") != "application/json":
            self.faults.append("a script of its own")
        self.faults += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        self.faults += [
            f"<{tag} {name}={value}>" for name, value in attrs if (value or "").lower().startswith("javascript:")
        ]
        self.parts += ["\n"] if tag in BLOCKS else []
        self.parts += [f"\n{value}\n" for _, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        self.is_script = False
        self.parts += ["\n"] if tag in BLOCKS else []

    def handle_data(self, data: str) -> None:
        if not self.is_script:
            self.parts.append(data)


def read_page(content: bytes, words: Words, place: str) -> list[str]:
    page = Page()
    page.feed(content.decode())
    return [f"{place}: {fault}" for fault in page.faults] + words.lost(place, "".join(page.parts), seen_as=composed)


def composed(text: str) -> str:
    """Return the text with か and its mark as one letter: so shows a page what it cuts (truncatechars)."""
    return unicodedata.normalize("NFC", text)


def read_calendar(content: bytes, words: Words, place: str) -> list[str]:
    faults = read_lines(content, place)
    calendar = Calendar.from_ical(content)
    for part in calendar.walk():
        if part.name == "VEVENT":
            faults += [f"{place}: {name}" for name in set(part) - OF_AN_EVENT]
            for value in part.values():
                faults += words.lost(place, str(value))
        elif part.name not in {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT"}:
            faults.append(f"{place}: {part.name}")
    return faults


def read_lines(content: bytes, place: str) -> list[str]:
    """RFC 5545 and 6350: lines end in CRLF and have 75 octets at most."""
    lines = content.split(b"\r\n")
    return [f"{place}: a line of {len(one)} octets" for one in lines if len(one) > 75 or b"\n" in one or b"\r" in one]


def read_card(content: bytes, words: Words, place: str) -> list[str]:
    faults = read_lines(content, place)
    unfolded = content.decode().replace("\r\n ", "")
    for line in unfolded.split("\r\n"):
        name, _, value = line.partition(":")
        if line and name.partition(";")[0].upper() not in OF_A_CARD:
            faults.append(f"{place}: {line[:40]}")
        plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
        faults += words.lost(place, plain)
    return faults


def read_feed(content: bytes, words: Words, place: str) -> list[str]:
    tree = ElementTree.fromstring(content)
    return [fault for one in tree.iter() for fault in words.lost(place, one.text or "")]


def read_json(content: bytes, words: Words, place: str) -> list[str]:
    return [fault for one in strings_of(json.loads(content)) for fault in words.lost(place, one)]


def read_csv(content: bytes, words: Words, place: str) -> list[str]:
    faults = []
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        for cell in row:
            seen = next((one for one in cell if unicodedata.category(one) not in {"Zs", "Zl", "Zp", "Cc", "Cf"}), "")
            faults += [f"{place}: a formula {cell[:30]!r}"] if seen in SIGNS and not is_number(cell) else []
            faults += words.lost(place, cell)
    return faults


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9.]+", cell) is not None


def read_workbook(content: bytes, words: Words, place: str) -> list[str]:
    faults = []
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.rows:
            for cell in row:
                faults += [f"{place}: a formula {cell.value!r}"] if cell.data_type == "f" else []
                faults += words.lost(place, cell.value) if isinstance(cell.value, str) else []
    return faults


READERS: dict[str, Any] = {
    "text/html": read_page,
    "text/calendar": read_calendar,
    "text/vcard": read_card,
    "application/atom+xml": read_feed,
    "application/json": read_json,
    "text/csv": read_csv,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": read_workbook,
}


def read_answer(answer: Any, words: Words, place: str) -> list[str]:
    """Return the faults of an answer, by its type; a file of another type is not looked into."""
    reader = READERS.get(answer.get("Content-Type", "").partition(";")[0])
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return reader(content, words, place) if reader else []
