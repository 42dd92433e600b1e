"""What the library keeps and until when: the same five kinds of pages, wherever somebody is asked whether they hold."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from knowledge.models import CaseStudy, CaseVersion, Chapter, ChapterVersion, Faq, Method, Template
from knowledge.rules.review import AGAIN, TO_THE_DESK
from nara_renkei.directory.models import Division


def _chapters(day: date) -> QuerySet[Any]:
    begun = ChapterVersion.objects.filter(chapter=OuterRef("pk"), effective_from__lte=day)
    title = Subquery(begun.order_by("-effective_from", "-number").values("title")[:1])
    return Chapter.objects.filter(Exists(begun)).annotate(shown_title=Concat("label", Value("　"), title))


def _cases(day: date) -> QuerySet[Any]:
    newest = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number")
    return CaseStudy.objects.open_to_staff().annotate(shown_title=Subquery(newest.values("title")[:1]))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: what people call it, the column of its code, and the rows that staff read on a day."""

    label: str
    code: str
    standing: Callable[[date], QuerySet[Any]]


# by the word in the address
KINDS: Final[dict[str, Kind]] = {
    "sho": Kind("ガイドライン", "anchor", _chapters),
    "jirei": Kind("事例", "code", _cases),
    "shuho": Kind("連携手法", "code", lambda day: Method.objects.in_use().annotate(shown_title=F("name"))),
    "faq": Kind("よくある相談", "code", lambda day: Faq.objects.open_to_staff().annotate(shown_title=F("question"))),
    "yoshiki": Kind("様式", "code", lambda day: Template.objects.in_use().annotate(shown_title=F("name"))),
}
OF_MODEL: Final = {Chapter: "sho", CaseStudy: "jirei", Method: "shuho", Faq: "faq", Template: "yoshiki"}


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of the library with who keeps it and until when."""

    kind: str  # key of KINDS
    row: Any  # with its 課

    @property
    def label(self) -> str:
        return KINDS[self.kind].label

    @property
    def code(self) -> str:
        return str(getattr(self.row, KINDS[self.kind].code))

    @property
    def title(self) -> str:
        return str(self.row.shown_title)

    @property
    def owner(self) -> Division | None:
        """The 課 that keeps it; None for a chapter to which none was given yet."""
        found: Division | None = self.row.owner
        return found


def kept_page(kind: str, code: str, day: date) -> KeptPage | None:
    """Return a page that staff read on a day. One query, none for an unknown kind."""
    if kind not in KINDS:
        return None
    row = KINDS[kind].standing(day).filter(**{KINDS[kind].code: code}).select_related("owner").first()
    return KeptPage(kind, row) if row else None


def to_review(day: date, owners: Collection[int] | None = None) -> list[KeptPage]:
    """Return the pages past their date, the longest first. ``owners``: ids of the 課; None: all. Five queries."""
    chosen = Q() if owners is None else Q(owner__in=owners)
    return sorted(_pages(day, Q(review_by__lt=day) & chosen), key=lambda page: (page.row.review_by, page.title))


def to_ask(day: date) -> list[KeptPage]:
    """Return the pages past their date whose 課 has not been asked since then, or not for 30 days, locked.

    What another worker holds is left to it. Five queries.
    """
    unasked = Q(review_told_on=None) | Q(review_told_on__lte=F("review_by")) | Q(review_told_on__lte=day - AGAIN)
    due = Q(review_by__lt=day, owner__isnull=False) & unasked
    return [
        KeptPage(name, row)
        for name, kind in KINDS.items()
        for row in _rows(kind, day, due).select_for_update(of=("self",), skip_locked=True)
    ]


def overdue(day: date) -> list[KeptPage]:
    """Return the pages of which the desk hears: 60 days past their date, or nobody could be asked. Five queries.

    Nobody can be asked of a chapter without 課 and of a page whose 課 has ended or has no 課長, 代決者, リーダー.
    """
    unasked = Q(review_told_on=None) | Q(review_told_on__lte=F("review_by"))
    found = _pages(day, Q(review_by__lt=day) & (Q(review_by__lt=day - TO_THE_DESK) | unasked))
    return sorted(found, key=lambda page: (page.row.review_by, page.title))


def orphaned(day: date) -> list[KeptPage]:
    """Return the pages whose 課 has ended, and to which nobody gave another. Five queries."""
    return sorted(_pages(day, Q(owner__valid_to__lt=day)), key=lambda page: (page.kind, page.code))


def _pages(day: date, which: Q) -> Iterator[KeptPage]:
    for name, kind in KINDS.items():
        yield from (KeptPage(name, row) for row in _rows(kind, day, which))


def _rows(kind: Kind, day: date, which: Q) -> QuerySet[Any]:
    return kind.standing(day).filter(which).select_related("owner").order_by("pk")
