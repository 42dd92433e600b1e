"""Hard words in every column of text of one world, and whether an output says them as they are.

Each column has a head of its own, a formula and a number at once: wherever a head is read, the words of its column
must follow, or be cut with 「…」.
"""

import random
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from tests.house import our_models
from tests.round_trip.typist import BREAK, HARD

HEAD = re.compile(r"=1\+\d{4}／")
JAPANESE = "[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa0]"
# no person's words, though they may be empty: a key, an address, a place for machines
SHAPED = re.compile(
    r"code|slug|sha256|token|mail|phone|url|search|secret|key|digest|template|about|number|password|kind|state|version"
    r"|error|verb|channel|source|link|fax|locale|day|_from$|fingerprint|browser|device|group|address$|party|postal"
)
PIECES = (
    *HARD,
    '</title></textarea><script>x()</script><img src=x onerror="x()">',
    "'\"><svg onload=x()>",
    "\u2028Bcc: x@evil.example",
    "]]>&amp;<!--",
    "；;,:\\n\\,",
    "か\u3099は\u309a",
    "\ufeff\u00a0\u3000",
    "鹿" * 60,
)
# the second line of what may have several: what a calendar, a card or a mail would take for one of its own
LINES = ("ATTACH:https://evil.example/", "END:VEVENT", "Bcc: x@evil.example", "=cmd|' /C calc'!A0", ".", "\t-1")


# written as Markdown, so that a page shows what the marks mean, not the marks: tests/knowledge/test_rendering.py
MARKED_UP = {
    "knowledge.ChapterVersion.text",
    "knowledge.Faq.answer",
    *(f"knowledge.Method.{name}" for name in ("cautions", "fits", "fits_not", "steps")),
}


class Words:
    """What stands where, by its head."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.numbers = count(1000)
        self.by_head: dict[str, str] = {}
        self.columns: dict[str, str] = {}  # head → where it stands

    def new(self, where: str, room: int, *, lines: bool) -> str:
        """Return words for a column with so much room."""
        head = f"=1+{next(self.numbers)}{BREAK}"
        words = head
        for piece in self.dice.sample(PIECES, 4):
            words += piece + BREAK if len(words) + len(piece) + len(BREAK) <= room else ""
        second = f"\n{self.dice.choice(LINES)}" if lines else ""
        words += second if len(words) + len(second) <= room else ""
        self.by_head[head], self.columns[head] = words, where
        return words

    def lost(self, place: str, text: str, seen_as: Callable[[str], str] = str) -> list[str]:
        """Return what a place says of a column and not to its end."""
        flat, found = one_space(seen_as(text)), []
        for match in HEAD.finditer(flat):
            if self.columns.get(match.group()) in MARKED_UP:
                continue
            whole = one_space(seen_as(self.by_head.get(match.group(), "")))
            said = flat[match.start() : match.start() + len(whole)]
            same = next((n for n, pair in enumerate(zip(said, whole, strict=False)) if pair[0] != pair[1]), len(said))
            if said != whole and not said[same:].lstrip().startswith(("…", "...")):
                found.append(
                    f"{place} changes {self.columns.get(match.group())}: {flat[match.start() :][: same + 12]!r}"
                )
        return found

    def heard(self, text: str) -> set[str]:
        """Return the columns of which something is said."""
        return {self.columns[head] for head in HEAD.findall(text) if head in self.columns}


def one_space(text: str) -> str:
    """Return the text with one space for any white space, as a page shows it."""
    return re.sub(r"\s+", " ", text).strip()


def fill(words: Words) -> None:
    """Write words into every column of text that holds some, or may; what the database refuses stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for model in our_models():
        if not model._meta.managed or model._meta.proxy:
            continue
        with guards_off(model):
            for column in model._meta.concrete_fields:
                where = f"{model._meta.label}.{column.name}"
                if isinstance(column, models.JSONField):
                    _fill_json(model, column.name, words.new(where, 300, lines=False))
                elif takes_words(column):
                    _fill_text(model, column, words, where)


def takes_words(column: models.Field) -> bool:  # type: ignore[type-arg]  # any field
    return isinstance(column, (models.CharField, models.TextField)) and not (
        column.choices
        or column.primary_key
        or column.unique
        or isinstance(column, (models.EmailField, models.URLField))
    )


def _fill_text(model: type[models.Model], column: Any, words: Words, where: str) -> None:
    room = column.max_length or 400
    text = words.new(where, room, lines=column.max_length is None or room >= 400)
    rows = model._base_manager.all()
    written = [rows.filter(**{f"{column.name}__regex": JAPANESE})]
    if not SHAPED.search(column.name):
        written.append(rows.filter(**{column.name: ""}))
    for those in written:
        for row in those.values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    rows.filter(pk=row).update(**{column.name: text})
            except DatabaseError:
                break  # a rule of the table says what may stand here


def _fill_json(model: type[models.Model], name: str, text: str) -> None:
    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(one) for key, one in value.items()}
        if isinstance(value, list):
            return [filled(one) for one in value]
        return text if isinstance(value, str) and re.search(JAPANESE, value) else value

    for pk, value in model._base_manager.values_list("pk", name):
        if (changed := filled(value)) != value:
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=pk).update(**{name: changed})
            except DatabaseError:
                break


class guards_off:
    """Inside, the triggers of a table let everything through: what stands there was written long ago."""

    def __init__(self, model: type[models.Model]) -> None:
        self.table = connection.ops.quote_name(model._meta.db_table)

    def __enter__(self) -> None:
        self._say("DISABLE")

    def __exit__(self, *exc: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._say("ENABLE")

    def _say(self, word: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {self.table} {word} TRIGGER USER")


def strings_of(value: Any) -> Iterator[str]:
    """Yield every text in what a JSON holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from strings_of(key)
            yield from strings_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_of(one)
