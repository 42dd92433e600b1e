"""What is new in the library for who watches it, and who still hears of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from knowledge.enums import WatchKind
from knowledge.models import CaseStudy, CaseVersion, ChapterVersion, Faq, Menu, Method, Watch
from knowledge.rules.watching import says
from nara_renkei.accounts.models import Post, User
from nara_renkei.core.calendar import TOKYO, local_day
from nara_renkei.core.finding import fold
from nara_renkei.core.text import normalise
from proposals.models import Challenge

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class News:
    """A page that is new or was changed. Whoever holds a post may read it."""

    label: str  # 事例, ガイドライン …
    title: str
    page: str  # name of its page, which takes the code
    code: str
    at: datetime  # when it came or changed
    search: str  # its words in their search form
    divisions: frozenset[int]
    method: int | None = None

    def is_watched_by(self, watch: Watch) -> bool:
        """Return whether it came since the person was told, and is of what is watched."""
        if self.at <= watch.told_until:
            return False
        if watch.kind == WatchKind.WORDS:
            return says(self.search, normalise(fold(watch.words)))
        if watch.kind == WatchKind.DIVISION:
            return watch.division_id in self.divisions
        return self.method == watch.method_id


def news_between(first: datetime, until: datetime) -> list[News]:
    """Return what came or changed after ``first`` until ``until``, the newest first. Seven queries."""
    found = (
        *_cases(first, until),
        *_chapters(first, until),
        *_methods(first, until),
        *_faqs(first, until),
        *_menus(first, until),
        *_challenges(first, until),
    )
    return sorted((one for one in found if first < one.at <= until), key=lambda one: (one.at, one.title), reverse=True)


def _within(column: str, first: datetime, until: datetime) -> Q:
    return Q(**{f"{column}__gt": first, f"{column}__lte": until})


def _cases(first: datetime, until: datetime) -> Iterator[News]:
    newest = CaseVersion.objects.filter(case=OuterRef("pk")).order_by("-number")
    rows = CaseStudy.objects.open_to_staff().annotate(shown_title=Subquery(newest.values("title")[:1]))
    for row in rows.filter(_within("opened_at", first, until) | _within("updated_at", first, until)).order_by("pk"):
        at = max(one for one in (row.opened_at, row.updated_at) if one <= until)
        yield News(
            "事例",
            row.shown_title,
            "knowledge:case",
            row.code,
            at,
            row.search,
            frozenset({row.owner_id}),
            row.method_id,
        )


def _chapters(first: datetime, until: datetime) -> Iterator[News]:
    rows = ChapterVersion.objects.effective_on(local_day(until)).in_order()
    for row in rows.filter(Q(effective_from__gte=local_day(first)) | Q(published_at__gt=first)):
        at = max(_midnight(row.effective_from), row.published_at)
        search = row.search or normalise(fold(f"{row.title} {row.text}"))
        anchor, owner = row.chapter.anchor, row.chapter.owner_id
        divisions = frozenset({owner} if owner else ())
        yield News("ガイドライン", row.full_title, "knowledge:staff_chapter", anchor, at, search, divisions)


def _methods(first: datetime, until: datetime) -> Iterator[News]:
    for row in Method.objects.in_use().filter(_within("updated_at", first, until)).order_by("pk"):
        owner = frozenset({row.owner_id})
        yield News("連携手法", row.name, "knowledge:method", row.code, row.updated_at, row.search, owner, row.pk)


def _faqs(first: datetime, until: datetime) -> Iterator[News]:
    for row in Faq.objects.open_to_staff().filter(_within("opened_at", first, until)).order_by("pk"):
        owner = frozenset({row.owner_id})
        yield News("よくある相談", row.question, "knowledge:faq", row.code, row.opened_at, row.search, owner)


def _menus(first: datetime, until: datetime) -> Iterator[News]:
    for row in Menu.objects.open_to_staff().filter(_within("opened_at", first, until)).order_by("pk"):
        at = row.opened_at
        yield News("企業メニュー", row.title, "knowledge:menu", row.code, at, row.search, frozenset())


def _challenges(first: datetime, until: datetime) -> Iterator[News]:
    """課題 have a day and no hour: each counts from the end of its day, so that none falls between two letters."""
    rows = Challenge.objects.public().filter(published_on__gte=local_day(first) - ONE_DAY)
    for row in rows.prefetch_related("supporting").order_by("pk"):
        published_on: date = row.published_on  # type: ignore[assignment]  # what is public has a day
        at = _midnight(published_on + ONE_DAY)
        divisions = frozenset({row.lead_id, *(one.pk for one in row.supporting.all())})
        yield News("課題", row.title, "proposals:challenge", row.code, at, row.search, divisions)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=TOKYO)


def my_watches(user: User) -> list[Watch]:
    """Return what somebody watches. One query."""
    return list(Watch.objects.of(user).select_related("division", "method"))


def hearing(users: Collection[int], day: date) -> QuerySet[User, Any]:
    """Return those of these people who hold a post on the day and may enter."""
    seated = Post.objects.held_on(day).filter(user__in=users).values("user")
    may_enter = Q(last_day=None) | Q(last_day__gte=day)
    return User.objects.filter(may_enter, pk__in=seated, is_active=True, employee_number__isnull=False)
