"""要対応／状態／型／課／期限／確認事項／年度, each from an indexed set of rows, saved in the URL."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.core.calendar import FiscalYear, add_working_days
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Division
from proposals.enums import Status
from proposals.models import PledgeRequest, Promise
from screening.enums import RoutingState
from screening.models import Routing
from screening.queries import DeskQueue
from screening.rules.next_steps import SOON_DAYS, Need

EVERYTHING = "all"
ANY = "any"
INFECTED = "INFECTED"
LABELS = {
    ANY: "要対応のすべて",
    **{need.name: need.value for need in Need},
    INFECTED: "危険なファイル",
    EVERYTHING: "対応の要らないものも",
}
# what moves within the list and chooses nothing
MOVES = {"need", "p", "o", "e"}
YEARS = 5


class NeedFilter(admin.SimpleListFilter):
    """What waits for the desk. The bare queue shows only that; any other filter or search looks at all.

    The change list asks ``ids_of``: what waits has its own order.
    """

    title = "要対応"
    parameter_name = "need"

    @staticmethod
    def of(request: HttpRequest) -> str:
        """Return what was chosen: a need, 要対応のすべて, dangerous files or everything."""
        asked = request.GET.get("need", "")
        return asked if asked in LABELS else EVERYTHING if NeedFilter.is_narrowed(request) else ANY

    @staticmethod
    def is_narrowed(request: HttpRequest) -> bool:
        """Whether another filter or a search is set."""
        return not MOVES.issuperset(request.GET)

    @staticmethod
    def ids_of(queue: DeskQueue, chosen: str) -> list[int]:
        if chosen == ANY:
            return queue.every
        return queue.infected if chosen == INFECTED else queue.by_need[Need[chosen]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """None: the links stand above the list, not beside it."""
        return []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class StatusFilter(admin.SimpleListFilter):
    title = "状態"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Status if status != Status.DRAFT]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


class DivisionFilter(admin.SimpleListFilter):
    """The 課 it was sent to, as lead or support. A list of seventy is a box to choose from."""

    title = "課"
    parameter_name = "ka"
    template = "admin/screening/select_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Division.objects.valid_on(timezone.localdate()).in_order().values_list("code", "name")
        return list(rows)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        sent = Routing.objects.filter(division__code=self.value()).exclude(state=RoutingState.ENDED)
        return queryset.filter(pk__in=sent.values("screening__proposal"))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        kept = {key: value for key, value in changelist.params.items() if key not in {self.parameter_name, "p"}}
        yield {
            "name": self.parameter_name,
            "kept": [
                (key, one) for key, value in kept.items() for one in (value if isinstance(value, list) else [value])
            ],
            "options": [(value, title, self.value() == value) for value, title in self.lookup_choices],
        }


class DueFilter(admin.SimpleListFilter):
    """What comes due; what is late is a need."""

    title = "期限"
    parameter_name = "kigen"

    LABELS: ClassVar = [("today", "今日まで"), ("soon", f"{SOON_DAYS}開庁日以内")]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.LABELS

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        promises = Promise.objects.open()
        match self.value():
            case "today":
                promises = promises.filter(due_on=today)
            case "soon":
                promises = promises.filter(
                    due_on__range=(today, add_working_days(today, SOON_DAYS, closed_days(today, days=30)))
                )
            case _:
                return queryset
        return queryset.filter(pk__in=promises.values("proposal"))


class PledgeFilter(admin.SimpleListFilter):
    """What the desk entered and the company has not yet confirmed."""

    title = "確認事項"
    parameter_name = "kakunin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "返事を待っている")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "waiting":
            return queryset.filter(pk__in=PledgeRequest.objects.waiting().values("proposal"))
        return queryset


class YearFilter(admin.SimpleListFilter):
    title = "年度"
    parameter_name = "nendo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        this = FiscalYear.of(timezone.localdate()).year
        return [(str(year), str(FiscalYear(year))) for year in range(this, this - YEARS, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        return (
            queryset.in_fiscal_year(FiscalYear(int(value)))  # type: ignore[attr-defined]
            if value.isdecimal() and len(value) == 4 and int(value) > 1900
            else queryset
        )
