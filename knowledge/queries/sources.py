"""What the search looks in: of each kind the rows that a reader may see now, and how one of them is shown."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery

from knowledge.enums import FoundKind
from knowledge.models import (
    CaseStudy,
    CaseVersion,
    ChapterVersion,
    Faq,
    Menu,
    Method,
    PublicFace,
    Template,
    TemplateVersion,
)
from knowledge.rules.cases import PUBLIC
from knowledge.rules.plain import plain
from nara_renkei.core.calendar import local_day
from nara_renkei.core.search import TitleLine, in_title
from proposals.models import Challenge

# what a case says to staff, in the order in which a snippet is looked for
CASE_TEXTS: Final = ("summary", "background", "work", "effect", "voice", "decided_how", "stumble", "reuse", "handover")


@dataclass(frozen=True, slots=True)
class Shown:
    """One page that was found, as its row holds it."""

    code: str  # by which its page is addressed
    title: str
    texts: str  # what is searched beside the title
    keeper: str  # the 課, for a menu the 団体; "" for none
    field: str  # 分野, "" for none
    on: date | None  # since when it is there
    review_by: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """One kind for one sort of readers."""

    kind: FoundKind
    rows: Callable[[date], Any]  # queryset of what may be seen on a day, with ``saying``
    newest: str  # the column by which the newest comes first
    show: Callable[[Collection[int], date], Mapping[int, Shown]]  # of ids and the day; one query
    narrows: Mapping[str, str]  # what of FIELD, DIVISION, METHOD it has, and the lookup


FIELD, DIVISION, METHOD = "field", "division", "method"


def titled(rows: "QuerySet[Any]", words: str, *, is_in_title: bool) -> "QuerySet[Any]":
    """Return of the rows found those that hold every word in the title, or the others. ``words``: folded."""
    lined = rows.alias(title_line=TitleLine("search"))
    return lined.filter(in_title(words)) if is_in_title else lined.exclude(in_title(words))


def _cases(ids: Collection[int], on: date) -> dict[int, Shown]:
    versions = CaseVersion.objects.filter(case__in=ids).current().select_related("case__owner").order_by("pk")
    return {
        one.case_id: Shown(
            code=one.case.code,
            title=one.title,
            texts=_joined(getattr(one, name) for name in CASE_TEXTS),
            keeper=one.case.keeper,
            field=one.case.field,
            on=_day(one.case.opened_at),
            review_by=one.case.review_by,
        )
        for one in versions
    }


def _faces(ids: Collection[int], on: date) -> dict[int, Shown]:
    faces = PublicFace.objects.filter(pk__in=ids).with_case().order_by("pk")
    return {
        one.pk: Shown(
            code=one.case.code,
            title=one.words["title"],
            texts=_joined(one.words.get(name, "") for name in PUBLIC[1:]),
            keeper=one.words.get("division", ""),
            field=one.words.get("field", ""),
            on=_day(one.published_at),
            review_by=one.case.review_by,
        )
        for one in faces
    }


def _chapters(ids: Collection[int], on: date) -> dict[int, Shown]:
    versions = ChapterVersion.objects.filter(pk__in=ids).in_order()
    return {
        one.pk: Shown(
            code=one.chapter.anchor,
            title=one.full_title,
            texts=plain(one.text),
            keeper=one.chapter.keeper,
            field="",
            on=one.effective_from,
            review_by=one.chapter.review_by,
        )
        for one in versions
    }


def _methods(ids: Collection[int], on: date) -> dict[int, Shown]:
    methods = Method.objects.filter(pk__in=ids).select_related("owner").order_by("pk")
    return {
        one.pk: Shown(
            code=one.code,
            title=one.name,
            texts=plain("\n".join((one.summary, one.fits, one.fits_not, one.steps, one.cautions))),
            keeper=one.keeper,
            field="",
            on=_day(one.updated_at),
            review_by=one.review_by,
        )
        for one in methods
    }


def _faqs(ids: Collection[int], on: date) -> dict[int, Shown]:
    faqs = Faq.objects.filter(pk__in=ids).select_related("owner").order_by("pk")
    return {
        one.pk: Shown(
            code=one.code,
            title=one.question,
            texts=plain(one.answer),
            keeper=one.keeper,
            field="",
            on=_day(one.opened_at),
            review_by=one.review_by,
        )
        for one in faqs
    }


def _templates(ids: Collection[int], on: date) -> dict[int, Shown]:
    found = _dated_templates(on).filter(pk__in=ids).select_related("owner").order_by("pk")
    return {
        one.pk: Shown(
            code=one.code,
            title=one.name,
            texts=one.purpose,
            keeper=one.keeper,
            field="",
            on=_day(one.added_at),
            review_by=one.review_by,
        )
        for one in found
    }


def _menus(ids: Collection[int], on: date) -> dict[int, Shown]:
    menus = Menu.objects.filter(pk__in=ids).with_body().order_by("pk")
    return {
        one.pk: Shown(
            code=one.code,
            title=one.title,
            texts=_joined((one.offer, one.needs)),
            keeper=one.body.name,
            field=one.field,
            on=_day(one.opened_at),
            review_by=one.review_by,
        )
        for one in menus
    }


def _challenges(ids: Collection[int], on: date) -> dict[int, Shown]:
    challenges = Challenge.objects.filter(pk__in=ids).with_lead().order_by("pk")
    return {
        one.pk: Shown(
            code=one.code,
            title=one.title,
            texts=_joined((one.background, one.figures, one.future, one.wanted, one.offered, one.benefit)),
            keeper=one.lead.name,
            field=one.field,
            on=one.published_on,
            review_by=None,
        )
        for one in challenges
    }


def _dated_templates(on: date) -> Any:
    newest = TemplateVersion.objects.filter(template=OuterRef("pk")).order_by("-number").values("added_at")[:1]
    return Template.objects.in_use().annotate(added_at=Subquery(newest))


def _joined(texts: Iterable[str]) -> str:
    return " ".join(filter(None, texts))


def _day(at: datetime | None) -> date | None:
    return local_day(at) if at else None


CHALLENGES: Final = Source(
    FoundKind.CHALLENGE,
    lambda on: Challenge.objects.public(),
    "published_on",
    _challenges,
    {FIELD: "field", DIVISION: "lead__code"},
)
FOR_STAFF: Final = (
    Source(
        FoundKind.CASE,
        lambda on: CaseStudy.objects.open_to_staff(),
        "opened_at",
        _cases,
        {FIELD: "field", DIVISION: "owner__code", METHOD: "method__code"},
    ),
    Source(
        FoundKind.CHAPTER,
        lambda on: ChapterVersion.objects.effective_on(on),
        "effective_from",
        _chapters,
        {DIVISION: "chapter__owner__code"},
    ),
    Source(
        FoundKind.METHOD,
        lambda on: Method.objects.in_use(),
        "updated_at",
        _methods,
        {DIVISION: "owner__code", METHOD: "code"},
    ),
    Source(
        FoundKind.FAQ,
        lambda on: Faq.objects.open_to_staff(),
        "opened_at",
        _faqs,
        {DIVISION: "owner__code"},
    ),
    Source(
        FoundKind.TEMPLATE,
        _dated_templates,
        "added_at",
        _templates,
        {DIVISION: "owner__code", METHOD: "methods__code"},
    ),
    Source(FoundKind.MENU, lambda on: Menu.objects.open_to_staff(), "opened_at", _menus, {FIELD: "field"}),
    CHALLENGES,
)
FOR_EVERYBODY: Final = (
    Source(
        FoundKind.CASE,
        lambda on: PublicFace.objects.standing(),
        "published_at",
        _faces,
        {FIELD: "words__field"},
    ),
    Source(
        FoundKind.CHAPTER,
        lambda on: ChapterVersion.objects.effective_on(on).public(),
        "effective_from",
        _chapters,
        {},
    ),
    CHALLENGES,
)
