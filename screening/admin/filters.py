"""要対応／状態／型／課／期限／年度, each from an indexed set of rows, saved in the URL."""

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
from proposals.models import Promise
from screening.enums import RoutingState
from screening.models import Routing
from screening.queries import needing_desk, with_infected_file
from screening.rules.next_steps import Need

EVERYTHING = "all"
INFECTED = "INFECTED"
YEARS = 5


class NeedFilter(admin.SimpleListFilter):
    """What waits for the desk. The bare queue shows only that; any other filter or search looks at all."""

    title = "要対応"
    parameter_name = "need"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.chosen = self.of(request)
        super().__init__(request, params, model, model_admin)

    @staticmethod
    def of(request: HttpRequest) -> str:
        """Return what was chosen: a need, 要対応のすべて, or everything."""
        is_bare = not {key for key in request.GET if key not in {"need", "p", "o"}}
        asked = request.GET.get("need", "")
        return asked if asked in {"any", EVERYTHING, INFECTED, *Need.__members__} else "any" if is_bare else EVERYTHING

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("any", "要対応のすべて"),
            *[(need.name, need.value) for need in Need],
            (INFECTED, "危険なファイル"),
            (EVERYTHING, "対応の要らないものも"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.chosen == EVERYTHING:
            return queryset
        if self.chosen == INFECTED:
            return queryset.filter(pk__in=with_infected_file())
        today = timezone.localdate()
        wanted = [Need[self.chosen]] if self.chosen in Need.__members__ else []
        return queryset.filter(pk__in=needing_desk(today, *wanted))

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for value, title in self.lookup_choices:
            yield {
                "selected": self.chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }


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
    title = "期限"
    parameter_name = "kigen"

    LABELS: ClassVar = [("late", "過ぎた"), ("today", "今日まで"), ("soon", "3開庁日以内")]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.LABELS

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        promises = Promise.objects.open()
        match self.value():
            case "late":
                promises = promises.filter(due_on__lt=today)
            case "today":
                promises = promises.filter(due_on=today)
            case "soon":
                promises = promises.filter(
                    due_on__range=(today, add_working_days(today, 3, closed_days(today, days=30)))
                )
            case _:
                return queryset
        return queryset.filter(pk__in=promises.values("proposal"))


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
