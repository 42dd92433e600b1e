"""One box over all that the city keeps: what a reader may see at this moment is asked in every search.

Of each kind at most as many rows are read as the page needs, the newest first, once of those that hold the words in
the title and once of the others; so a word that stands in every row costs no more than one that stands in few.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import CharField, DateTimeField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from knowledge.enums import FoundKind
from knowledge.models import CaseStudy, Menu, Method
from knowledge.rules.asking import Asked
from nara_renkei.core.finding import Piece, fold, marked, snippet
from nara_renkei.core.text import normalise
from nara_renkei.directory.models import Division
from proposals.models import Challenge

from .sources import DIVISION, FIELD, FOR_EVERYBODY, FOR_STAFF, METHOD, Shown, Source, titled

PER_PAGE: Final = 20
CAP: Final = 1_000  # rows of a kind that are counted, and rows that can be paged through
ROOM: Final = 1_000  # characters of a longer text are looked at around the first word


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the reader chose beside the words; "" for all."""

    kind: str = ""
    field: str = ""
    division: str = ""  # code
    method: str = ""  # code

    @property
    def chosen(self) -> dict[str, str]:
        """What a row has to hold, by the names of ``Source.narrows``."""
        given = {FIELD: self.field, DIVISION: self.division, METHOD: self.method}
        return {name: value for name, value in given.items() if value}

    @property
    def is_any(self) -> bool:
        return bool(self.kind or self.chosen)


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the result."""

    kind: FoundKind
    code: str
    title: tuple[Piece, ...]
    says: tuple[Piece, ...]
    keeper: tuple[Piece, ...]  # the 課, for a menu the 団体; none without
    field: tuple[Piece, ...]  # 分野; none without
    on: date | None  # since when it is there
    is_past_review: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind were found."""

    kind: FoundKind
    number: int  # at most CAP
    is_more: bool  # whether there are more than CAP


@dataclass(frozen=True)
class Results:
    """What was found, a page of it."""

    page: "Page[int]"
    rows: list[Found]
    counts: list[Count]  # of the kinds of which something was found, whatever kind is chosen

    @cached_property
    def total(self) -> int:
        return sum(one.number for one in self.counts)

    @property
    def is_more(self) -> bool:
        return any(one.is_more for one in self.counts)


def search(
    asked: Asked,
    day: date,
    *,
    public: bool,
    narrowing: Narrowing = Narrowing(),
    page: str = "1",
) -> Results:
    """Return a page of what this reader may see and what holds every word; nothing without a word.

    One query for each kind that can be chosen, one for the order, one for each kind on the page.
    """
    words = normalise(fold(asked.text))
    found = _found(words, day, narrowing, FOR_EVERYBODY if public else FOR_STAFF) if words else []
    counts = [_count(source, rows) for source, rows in found]
    held = [
        pair for pair, count in zip(found, counts, strict=True) if count.number and narrowing.kind in {"", count.kind}
    ]
    reach = sum(count.number for count in counts if narrowing.kind in {"", count.kind})
    shown = Paginator(range(min(reach, CAP)), PER_PAGE).get_page(page)
    return Results(
        page=shown,
        rows=_rows(held, words, day, shown) if held else [],
        counts=[count for count in counts if count.number],
    )


def anything(asked: Asked, day: date, *, public: bool) -> bool:
    """Return whether a search for these words finds something. One query."""
    words = normalise(fold(asked.text))
    if not words:
        return False
    sources = FOR_EVERYBODY if public else FOR_STAFF
    parts = [rows.order_by().values_list("pk")[:1] for _, rows in _found(words, day, Narrowing(), sources)]
    return bool(list(parts[0].union(*parts[1:], all=True)[:1]))


def _found(words: str, day: date, narrowing: Narrowing, sources: Iterable[Source]) -> list[tuple[Source, Any]]:
    """Return of each kind that has what was chosen the rows that hold every word."""
    chosen = narrowing.chosen
    return [
        (one, one.rows(day).saying(words).filter(**{one.narrows[name]: value for name, value in chosen.items()}))
        for one in sources
        if chosen.keys() <= one.narrows.keys()
    ]


def _count(source: Source, rows: "QuerySet[Any]") -> Count:
    number = rows.order_by()[: CAP + 1].count()
    return Count(source.kind, min(number, CAP), number > CAP)


def _rows(held: list[tuple[Source, Any]], words: str, day: date, page: "Page[int]") -> list[Found]:
    first, last = page.start_index() - 1, page.end_index()
    parts = [
        _branch(source, titled(rows, words, is_in_title=is_in_title), 1 if is_in_title else 0, last)
        for source, rows in held
        for is_in_title in (True, False)
    ]
    ordered = parts[0].union(*parts[1:], all=True).order_by("-in_title", "-at", "kind", "-pk")[first:last]
    keys = [(FoundKind(kind), pk) for _, _, kind, pk in ordered]
    shown = {
        source.kind: source.show([pk for kind, pk in keys if kind == source.kind], day)
        for source, _ in held
        if any(kind == source.kind for kind, _ in keys)
    }
    return [_row(kind, shown[kind][pk], words, day) for kind, pk in keys if pk in shown[kind]]


def _branch(source: Source, rows: "QuerySet[Any]", in_title: int, last: int) -> "QuerySet[Any]":
    """Return the newest rows of one kind, in columns that every kind has."""
    return (
        rows.order_by(f"-{source.newest}", "-pk")
        .annotate(
            in_title=Value(in_title, IntegerField()),
            at=Cast(source.newest, DateTimeField()),
            kind=Value(str(source.kind), CharField()),
        )
        .values_list("in_title", "at", "kind", "pk")[:last]
    )


def _row(kind: FoundKind, shown: Shown, words: str, day: date) -> Found:
    return Found(
        kind=kind,
        code=shown.code,
        title=marked(shown.title, words),
        says=snippet(_near(shown.texts, words), words),
        keeper=marked(shown.keeper, words),
        field=marked(shown.field, words),
        on=shown.on,
        is_past_review=shown.review_by is not None and shown.review_by < day,
    )


def _near(text: str, words: str) -> str:
    """Return the part of a long text around the first word found in it; a short one whole."""
    if len(text) <= ROOM:
        return text
    plain = normalise(fold(text))
    at = min((place for place in (plain.find(word) for word in words.split(" ")) if place >= 0), default=0)
    # the folded text may be a little shorter or longer than the text
    first = max(0, at * len(text) // max(len(plain), 1) - ROOM // 2)
    return text[first : first + ROOM]


# --- to choose from


@dataclass(frozen=True, slots=True)
class Choices:
    """What a search can be narrowed to."""

    kinds: list[FoundKind]
    fields: list[str]
    divisions: list[tuple[str, str]]  # code and name
    methods: list[tuple[str, str]]  # code and name


def choices_for_staff(day: date) -> Choices:
    """Return them in their order. Five queries."""
    rows = (CaseStudy.objects.open_to_staff(), Menu.objects.open_to_staff(), Challenge.objects.public())
    return Choices(
        kinds=[one.kind for one in FOR_STAFF],
        fields=_fields(rows),
        divisions=list(Division.objects.valid_on(day).order_by("code").values_list("code", "name")),
        methods=list(Method.objects.in_use().in_order().values_list("code", "name")),
    )


def choices_for_everybody(day: date) -> Choices:
    """Return them in their order. Two queries."""
    cases = FOR_EVERYBODY[0].rows(day).values_list("words__field", flat=True)
    fields = {*cases.order_by().distinct(), *Challenge.objects.public().field_names()}
    return Choices([one.kind for one in FOR_EVERYBODY], sorted(filter(None, fields)), [], [])


def _fields(rows: Collection["QuerySet[Any]"]) -> list[str]:
    parts = [one.order_by().values_list("field", flat=True).distinct() for one in rows]
    return sorted(set(parts[0].union(*parts[1:])))
